/* contact_show.c: contacts as records: everything that the book has of them. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli/contact.h"

static const struct print_column show_columns[] = {
    {"no", NULL, false},
    {"type", NULL, false},
    {"name", NULL, false},
    {"company", NULL, false},
    {"job_title", NULL, false},
    {"email", NULL, false},
    {"email2", NULL, false},
    {"phone", NULL, false},
    {"mobile", NULL, false},
    {"address", NULL, false},
    {"address2", NULL, false},
    {"post_code", NULL, false},
    {"city", NULL, false},
    {"country", NULL, false},
    {"home_page", NULL, false},
    {"birthday", NULL, false},
    {"salesperson", NULL, false},
    {"correspondence", NULL, false},
    {"tags", NULL, false},
    {"note", NULL, false},
    {"interactions", NULL, false},
    {"cost", NULL, false},
    {"minutes", NULL, false},
    {"last", NULL, false},
    {"last_attempt", NULL, false},
    {"archived", NULL, false},
    {"privacy_blocked", NULL, false},
    {"exclude", NULL, false},
    {"privacy_reason", NULL, false},
    {"touch_days", NULL, false},
    {"channels", NULL, false},
    {"uid", NULL, false},
    {"postponed", NULL, false},
    {"segments", NULL, false},
    {"created_by", NULL, false},
    {"created_at", NULL, false},
    {"changed_by", NULL, false},
    {"changed_at", NULL, false},
};

/* The further e-mails, phones, addresses and pages. */
static void print_channels(struct printer *p, const lia_contact *c)
{
    struct str json = {0};
    for (size_t i = 0; i < c->channel_count; i++) {
        const lia_channel *channel = &c->channels[i];
        str_add(&json, i ? ",{\"kind\":" : "[{\"kind\":");
        print_json_string(&json, lia_value_code(LIA_SET_CHANNEL, (int)channel->kind));
        if (*str_or(channel->label, "")) {
            str_add(&json, ",\"label\":");
            print_json_string(&json, channel->label);
        }
        str_add(&json, ",\"value\":");
        print_json_string(&json, str_or(channel->value, ""));
        str_add_char(&json, '}');
    }
    if (json.len > 0)
        str_add_char(&json, ']');
    print_json(p, str_text(&json));
    str_clear(&json);
}

static void print_tags(struct cli *cli, const char *text)
{
    struct vec tags = VEC_OF(const char *);
    char *rest = arena_strdup(&cli->arena, str_or(text, ""));
    while (*(rest += strspn(rest, " ,"))) {
        *(const char **)vec_push(&tags) = rest;
        rest += strcspn(rest, " ,");
        if (*rest)
            *rest++ = '\0';
    }
    print_array(&cli->out, tags.items, (int)tags.count);
    vec_clear(&tags);
}

static void show_row(struct cli *cli, const lia_contact *c, const lia_contact_totals *t)
{
    struct printer *p = &cli->out;
    const char *texts[] = {c->no,          lia_value_code(LIA_SET_TYPE, (int)c->type),
                           c->name,        c->company,
                           c->job_title,   c->email,
                           c->email2,      c->phone,
                           c->mobile,      c->address,
                           c->address2,    c->post_code,
                           c->city,        c->country,
                           c->home_page,   c->birthday,
                           c->salesperson, lia_value_code(LIA_SET_CORR, (int)c->correspondence)};
    print_row(p);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        print_text(p, texts[i]);
    print_tags(cli, c->tags);
    print_text(p, c->note);
    print_int(p, t->totals.entries);
    print_amount(p, t->totals.cost);
    print_int(p, t->totals.minutes);
    print_day(p, t->last_on);
    print_day(p, t->attempt_on);
    print_bool(p, c->archived);
    print_bool(p, c->privacy_blocked);
    print_bool(p, c->exclude);
    print_text(p, c->privacy_reason);
    if (c->touch_days >= 0)
        print_int(p, c->touch_days);
    else
        print_none(p);
    print_channels(p, c);
    print_text(p, c->uid);
    print_int(p, t->postponed);
    print_int(p, t->segments);
    print_text(p, c->created_by);
    print_instant(p, c->created_at);
    print_text(p, c->changed_by);
    print_instant(p, c->changed_at);
}

/* How often to stay in touch; "" where the company or Marketing Setup says it. */
static const char *touch_text(struct cli *cli, int days)
{
    if (days < 0)
        return "";
    if (days == 0)
        return _("never");
    return arena_printf(&cli->arena, ngettext_("every %d day", "every %d days", days), days);
}

static const char *changed_text(struct cli *cli, int64_t at, const char *by)
{
    int32_t second;
    char day[DATE_TEXT];
    if (!at)
        return "";
    date_format_iso(date_of_instant(at, date_zone_offset(at), &second), day);
    return arena_printf(&cli->arena, _("%s by %s"), day, str_or(by, "–"));
}

static void show_totals(struct cli *cli, const lia_contact_totals *t)
{
    struct printer *p = &cli->out;
    char last[DATE_TEXT], minutes[DATE_TEXT], cost[DATE_TEXT];
    date_format_iso(t->last_on, last);
    duration_format((int32_t)(t->totals.minutes > INT32_MAX ? INT32_MAX : t->totals.minutes),
                    minutes);
    amount_format(t->totals.cost, cost);
    print_field(
        p, _("Interactions"),
        t->totals.cost > 0
            ? arena_printf(&cli->arena, "%lld, %s, %s", (long long)t->totals.entries, minutes, cost)
            : arena_printf(&cli->arena, "%lld, %s", (long long)t->totals.entries, minutes));
    print_field(p, _("Last"), *last ? last : _("never"));
    if (t->postponed > 0)
        print_field(p, _("Postponed"), arena_printf(&cli->arena, "%lld", (long long)t->postponed));
    if (t->segments > 0)
        print_field(p, _("On segments"), arena_printf(&cli->arena, "%lld", (long long)t->segments));
}

static void show_text(struct cli *cli, const lia_contact *c, const lia_contact_totals *t)
{
    struct printer *p = &cli->out;
    const struct {
        const char *label, *value;
    } fields[] = {
        {_("No."), c->no},
        {_("Type"), lia_value_name(LIA_SET_TYPE, (int)c->type)},
        {_("Name"), c->name},
        {_("Company"), c->company},
        {_("Job title"), c->job_title},
        {_("E-mail"), c->email},
        {_("E-mail 2"), c->email2},
        {_("Phone"), c->phone},
        {_("Mobile"), c->mobile},
        {_("Address"), c->address},
        {_("Address 2"), c->address2},
        {_("Post code"), c->post_code},
        {_("City"), c->city},
        {_("Country"), c->country},
        {_("Home page"), c->home_page},
        {_("Birthday"), c->birthday},
        {_("Salesperson"), c->salesperson},
        {_("Correspondence"), lia_value_name(LIA_SET_CORR, (int)c->correspondence)},
        {_("Tags"), c->tags},
        {_("Note"), c->note},
        {_("Archived"), c->archived ? _("yes") : ""},
        {_("Privacy blocked"), c->privacy_blocked ? str_or(c->privacy_reason, _("yes")) : ""},
        {_("Excluded"), c->exclude ? _("from segments") : ""},
        {_("Stay in touch"), touch_text(cli, c->touch_days)},
        {_("Added"), changed_text(cli, c->created_at, c->created_by)},
        {_("Changed"),
         c->changed_at != c->created_at ? changed_text(cli, c->changed_at, c->changed_by) : ""},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_field(p, fields[i].label, fields[i].value);
    for (size_t i = 0; i < c->channel_count; i++)
        print_field(
            p,
            str_or(c->channels[i].label, lia_value_name(LIA_SET_CHANNEL, (int)c->channels[i].kind)),
            c->channels[i].value);
    show_totals(cli, t);
}

int contact_show(struct cli *cli, const int64_t *ids, size_t n)
{
    print_columns(&cli->out, show_columns, sizeof show_columns / sizeof *show_columns);
    for (size_t i = 0; i < n; i++) {
        lia_contact_record r = {0};
        lia_contact_totals totals;
        if (lia_contact_get(cli->book, ids[i], &r, &cli->err))
            return cli_fail(cli);
        if (lia_contact_totals_of(cli->book, ids[i], &totals, &cli->err)) {
            lia_contact_record_clear(&r);
            return cli_fail(cli);
        }
        if (i > 0)
            print_line(&cli->out, "%s", "");
        if (print_machine(&cli->out))
            show_row(cli, &r.c, &totals);
        else
            show_text(cli, &r.c, &totals);
        lia_contact_record_clear(&r);
    }
    return CLI_DONE;
}
