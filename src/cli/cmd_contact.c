/* cmd_contact.c: contact list, show, add. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"

enum { MOST_DAYS = 100000 };

static const struct print_column list_columns[] = {
    {"no", N_("No."), false},      {"name", N_("Name"), false}, {"company", N_("Company"), false},
    {"city", N_("City"), false},   {"last", N_("Last"), false}, {"email", N_("E-mail"), false},
    {"phone", N_("Phone"), false}, {"mobile", NULL, false},     {"type", NULL, false},
    {"salesperson", NULL, false},  {"archived", NULL, false},   {"privacy_blocked", NULL, false},
    {"exclude", NULL, false},
};

static void print_contact_row(struct printer *p, const lia_contact_row *r)
{
    print_row(p);
    print_text(p, r->no);
    print_text(p, r->name);
    print_text(p, r->company);
    print_text(p, r->city);
    print_day(p, r->last_on == LIA_DAY_NONE ? DATE_NONE : r->last_on);
    print_text(p, r->email);
    print_text(p, *str_or(r->phone, "") || print_machine(p) ? r->phone : r->mobile);
    print_text(p, r->mobile);
    print_text(p, lia_value_code(LIA_SET_TYPE, (int)r->type));
    print_text(p, r->salesperson);
    print_bool(p, r->archived);
    print_bool(p, r->privacy_blocked);
    print_bool(p, r->exclude);
}

static lia_status contact_window(struct cli *cli, const void *query, const lia_seek *seek,
                                 size_t *count, lia_key *last)
{
    lia_contact_rows rows = {0};
    lia_status status = lia_contact_list(cli->book, query, seek, &rows, &cli->err);
    *count = status == LIA_OK ? rows.count : 0;
    for (size_t i = 0; i < *count; i++) {
        print_contact_row(&cli->out, &rows.items[i]);
        *last = rows.items[i].key;
    }
    lia_contact_rows_clear(&rows);
    return status;
}

static int cmd_contact_list(struct cli *cli)
{
    lia_filter *filter = NULL;
    int code = cli_filter(cli, LIA_FILTER_CONTACTS, &filter);
    lia_contact_query query = {.filter = filter};
    if (code == CLI_DONE)
        code = cli_list(cli, list_columns, sizeof list_columns / sizeof *list_columns,
                        contact_window, &query);
    lia_filter_free(filter);
    return code;
}

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

static void show_json(struct cli *cli, const lia_contact *c, const lia_contact_totals *t)
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
    print_columns(p, show_columns, sizeof show_columns / sizeof *show_columns);
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
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_field(p, fields[i].label, fields[i].value);
    for (size_t i = 0; i < c->channel_count; i++)
        print_field(
            p,
            str_or(c->channels[i].label, lia_value_name(LIA_SET_CHANNEL, (int)c->channels[i].kind)),
            c->channels[i].value);
    char last[DATE_TEXT], total[64], minutes[DATE_TEXT];
    date_format_iso(t->last_on, last);
    duration_format((int32_t)(t->totals.minutes > INT32_MAX ? INT32_MAX : t->totals.minutes),
                    minutes);
    snprintf(total, sizeof total, "%lld, %s", (long long)t->totals.entries, minutes);
    print_field(p, _("Interactions"), total);
    print_field(p, _("Last"), *last ? last : _("never"));
}

static int cmd_contact_show(struct cli *cli)
{
    int64_t id = cli_contact(cli, cli->args[0]);
    lia_contact_record r = {0};
    lia_contact_totals totals;
    if (!id)
        return CLI_REFUSED;
    if (lia_contact_get(cli->book, id, &r, &cli->err) ||
        lia_contact_totals_of(cli->book, id, &totals, &cli->err)) {
        lia_contact_record_clear(&r);
        return cli_fail(cli);
    }
    if (print_machine(&cli->out))
        show_json(cli, &r.c, &totals);
    else
        show_text(cli, &r.c, &totals);
    lia_contact_record_clear(&r);
    return CLI_DONE;
}

static int ready_contact_add(struct cli *cli)
{
    const char *type = cli_value(cli, "--type");
    int64_t days;
    if (type && (!*type || lia_value_parse(LIA_SET_TYPE, type) < 0))
        return cli_say(CLI_USAGE, _("--type is company or person, not: %s"), cli_short(cli, type));
    return cli_number(cli, "--touch", 0, MOST_DAYS, &days) ? CLI_DONE : CLI_USAGE;
}

/* Options that name another record or a value set, all ready. 0 or an exit code, said. */
static int read_references(struct cli *cli, lia_contact *c)
{
    const char *type = cli_value(cli, "--type");
    if (type)
        c->type = (lia_contact_type)lia_value_parse(LIA_SET_TYPE, type);
    int64_t days = c->touch_days;
    cli_number(cli, "--touch", 0, MOST_DAYS, &days);
    c->touch_days = (int)days;
    const char *company = cli_value(cli, "--company");
    if (company && !(c->company_id = cli_contact(cli, company)))
        return CLI_REFUSED;
    const char *code = cli_value(cli, "--salesperson");
    return code ? cli_salesperson(cli, code, &c->salesperson_id) : CLI_DONE;
}

static int cmd_contact_add(struct cli *cli)
{
    lia_contact_record r = {0};
    if (lia_contact_new(cli->book, 0, &r, &cli->err))
        return cli_fail(cli);
    lia_contact *c = &r.c;
    c->name = cli->args[0];
    const struct {
        const char *option;
        const char **field;
    } texts[] = {
        {"--no", &c->no},
        {"--job-title", &c->job_title},
        {"--email", &c->email},
        {"--phone", &c->phone},
        {"--mobile", &c->mobile},
        {"--address", &c->address},
        {"--city", &c->city},
        {"--post-code", &c->post_code},
        {"--country", &c->country},
        {"--tags", &c->tags},
        {"--note", &c->note},
        {"--home-page", &c->home_page},
        {"--birthday", &c->birthday},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (cli_given(cli, texts[i].option))
            *texts[i].field = cli_value(cli, texts[i].option);
    int code = read_references(cli, c);
    int64_t id = 0;
    if (code == CLI_DONE && lia_contact_save(cli->book, c, &id, &cli->err))
        code = cli_fail(cli);
    lia_contact_record_clear(&r);
    if (code != CLI_DONE)
        return code;
    if (lia_contact_get(cli->book, id, &r, &cli->err))
        return cli_fail(cli);
    if (print_machine(&cli->out))
        show_json(cli, &r.c, &(lia_contact_totals){.last_on = DATE_NONE, .attempt_on = DATE_NONE});
    else
        print_line(&cli->out, _("Added %s %s"), r.c.no, cli_short(cli, r.c.name));
    lia_contact_record_clear(&r);
    return CLI_DONE;
}

/* --- table --- */

static const struct cli_option limit_options[] = {
    {"--limit", 'n', "N", N_("at most so many rows")},
    CLI_OPTIONS_END,
};
static const struct cli_option contact_options[] = {
    {"--type", 0, "company|person", N_("person when not said")},
    {"--no", 0, "NO", N_("number; the next of the series when not said")},
    {"--company", 0, "CONTACT", N_("the company that a person belongs to")},
    {"--job-title", 0, "TEXT", N_("job title")},
    {"--email", 'e', "ADDRESS", N_("e-mail")},
    {"--phone", 'p', "NUMBER", N_("phone")},
    {"--mobile", 0, "NUMBER", N_("mobile phone")},
    {"--address", 0, "TEXT", N_("address line")},
    {"--post-code", 0, "TEXT", N_("post code")},
    {"--city", 0, "TEXT", N_("city")},
    {"--country", 0, "TEXT", N_("country")},
    {"--salesperson", 0, "CODE", N_("who looks after it")},
    {"--home-page", 0, "URL", N_("home page")},
    {"--birthday", 0, "DATE", N_("birthday, 1980-05-17 or --05-17")},
    {"--touch", 0, "DAYS", N_("stay in touch every so many days")},
    {"--tags", 0, "TAGS", N_("tags, separated by commas")},
    {"--note", 0, "TEXT", N_("note")},
    CLI_OPTIONS_END,
};

const struct cli_command contact_commands[] = {
    {.verb = "list",
     .args = "[FILTER]",
     .help = N_("List contacts."),
     .needs = CLI_READS,
     .max_args = -1,
     .options = limit_options,
     .json = true,
     .run = cmd_contact_list},
    {.verb = "show",
     .args = "CONTACT",
     .help = N_("Show one, by no., e-mail or name."),
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .json = true,
     .run = cmd_contact_show},
    {.verb = "add",
     .args = "NAME",
     .help = N_("Add a contact."),
     .needs = CLI_ADDS,
     .min_args = 1,
     .max_args = 1,
     .options = contact_options,
     .json = true,
     .run = cmd_contact_add,
     .ready = ready_contact_add},
    CLI_COMMANDS_END,
};
