/* screen_contact_form.c: the form of a contact, new or known. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/screens.h"

struct contact_edit {
    struct record_form rf; /* first */
    struct contact_form_args args;
    lia_contact_record record;
};

static const struct field_spec fields[] = {
    {"type", N_("Type"), FIELD_CHOICE, .width = 10, .choices = choices_type},
    {"no", N_("No."), FIELD_TEXT, .width = 20, .flags = FIELD_BESIDE | FIELD_SKIP},
    {"name", N_("Name"), FIELD_TEXT, .flags = FIELD_REQUIRED},
    {"company", N_("Company"), FIELD_LOOKUP, .source = &source_company},
    {"job_title", N_("Job title"), FIELD_TEXT},
    {"email", N_("E-mail"), FIELD_TEXT, .width = 28},
    {"email2", N_("E-mail 2"), FIELD_TEXT, .width = 28, .flags = FIELD_BESIDE},
    {"phone", N_("Phone"), FIELD_TEXT, .width = 20},
    {"mobile", N_("Mobile"), FIELD_TEXT, .width = 20, .flags = FIELD_BESIDE},
    {"address", N_("Address"), FIELD_TEXT},
    {"address2", N_("Address 2"), FIELD_TEXT},
    {"post_code", N_("Post code"), FIELD_TEXT, .width = 10},
    {"city", N_("City"), FIELD_TEXT, .width = 20, .flags = FIELD_BESIDE},
    {"country", N_("Country"), FIELD_TEXT, .width = 16, .flags = FIELD_BESIDE},
    {"salesperson", N_("Salesperson"), FIELD_LOOKUP, .width = 20, .source = &source_salesperson},
    {"correspondence", N_("Correspond."), FIELD_CHOICE, .width = 10, .flags = FIELD_BESIDE, .choices = choices_corr},
    {"home_page", N_("Home page"), FIELD_TEXT},
    {"birthday", N_("Birthday"), FIELD_TEXT, .width = 12},
    {"touch_days", N_("Touch every"), FIELD_TEXT, .width = 6, .flags = FIELD_BESIDE},
    {"tags", N_("Tags"), FIELD_TEXT},
    {"further", N_("Further"), FIELD_LONG, .rows = 1},
    {"note", N_("Note"), FIELD_LONG, .rows = 2},
    {"privacy_blocked", N_("Privacy blocked"), FIELD_BOOL, .width = 4},
    {"exclude", N_("Exclude from segment"), FIELD_BOOL, .width = 4, .flags = FIELD_BESIDE},
    {"privacy_reason", N_("Reason"), FIELD_TEXT},
    {0},
};

/* Fields that are text in the record as in the form. */
struct text_field {
    const char *name;
    size_t at;
};
#define TEXT(name) {#name, offsetof(lia_contact, name)}
static const struct text_field texts[] = {
    TEXT(no),      TEXT(name),    TEXT(job_title), TEXT(email),          TEXT(email2), TEXT(phone),    TEXT(mobile),
    TEXT(address), TEXT(address2), TEXT(post_code), TEXT(city),          TEXT(country), TEXT(home_page), TEXT(birthday),
    TEXT(note),    TEXT(tags),    TEXT(privacy_reason),
};

static const char **text_of(lia_contact *c, size_t i)
{
    return (const char **)(void *)((char *)c + texts[i].at);
}

/* --- further e-mails, phones, addresses, pages: a line each, "email work: bo@work.example" --------- */

static void channels_text(const lia_contact *c, struct str *out)
{
    for (size_t i = 0; i < c->channel_count; i++) {
        const lia_channel *h = &c->channels[i];
        str_add_f(out, "%s%s%s%s: ", out->len ? "\n" : "", lia_value_code(LIA_SET_CHANNEL, (int)h->kind),
                  *str_or(h->label, "") ? " " : "", str_or(h->label, ""));
        /* An address of several lines is one line here; commas part it as well. */
        for (const char *v = h->value; *v; v++)
            str_add(out, *v == '\n' ? ", " : (char[]){*v, '\0'});
    }
}

/* What kind of thing a bare value is, where the line does not say. */
static lia_channel_kind guess_kind(const char *value)
{
    if (strchr(value, '@') && !strchr(value, ' '))
        return LIA_CHANNEL_EMAIL;
    if (strstr(value, "://") || str_starts(value, "www."))
        return LIA_CHANNEL_PAGE;
    return strspn(value, "+0123456789 ()-/.") == strlen(value) ? LIA_CHANNEL_PHONE : LIA_CHANNEL_ADDRESS;
}

static char *trim(char *s)
{
    s += strspn(s, " \t");
    size_t len = strlen(s);
    while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t'))
        s[--len] = '\0';
    return s;
}

static void read_channel(char *line, lia_channel *out)
{
    char *colon = strchr(line, ':');
    *out = (lia_channel){.label = ""};
    if (colon && colon[1] != '/') {
        *colon = '\0';
        char *head = trim(line), *label = head + strcspn(head, " ");
        if (*label)
            *label++ = '\0';
        int kind = lia_value_parse(LIA_SET_CHANNEL, head);
        if (kind > 0) {
            *out = (lia_channel){(lia_channel_kind)kind, trim(label), trim(colon + 1)};
            return;
        }
        if (label > head + strlen(head))
            label[-1] = ' ';
        *out = (lia_channel){guess_kind(trim(colon + 1)), head, trim(colon + 1)};
        return;
    }
    out->value = trim(line);
    out->kind = guess_kind(out->value);
}

static size_t read_channels(const char *text, struct arena *arena, lia_channel **out)
{
    size_t lines = 1, count = 0;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    lia_channel *channels = arena_alloc(arena, lines * sizeof *channels);
    char *rest = arena_strdup(arena, text);
    for (char *line = strtok_r(rest, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        read_channel(line, &channels[count]);
        if (*channels[count].value)
            count++;
    }
    *out = channels;
    return count;
}

/* --- the form ------------------------------------------------------------------------------------ */

static void show_company_fields(struct form *f)
{
    bool company = str_eq(form_get(f, "type"), "company");
    form_set_flags(f, "company", company ? FIELD_SKIP : 0, company ? 0 : FIELD_SKIP);
    form_set_flags(f, "job_title", company ? FIELD_SKIP : 0, company ? 0 : FIELD_SKIP);
}

static lia_status fill(struct record_form *rf, lia_error *err)
{
    struct contact_edit *p = (struct contact_edit *)rf;
    struct form *f = &rf->form;
    lia_contact_record record = {0};
    lia_book *book = book_of(&rf->screen);
    lia_status status = rf->record ? lia_contact_get(book, rf->record, &record, err)
                                   : lia_contact_new(book, p->args.company_id, &record, err);
    if (status != LIA_OK)
        return status;
    lia_contact_record_clear(&p->record);
    p->record = record;
    lia_contact *c = &p->record.c;
    rf->version = c->version;
    if (!rf->record && p->args.company)
        c->type = LIA_COMPANY;
    if (!rf->record && p->args.name)
        c->name = p->args.name;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        form_set(f, texts[i].name, str_or(*text_of(c, i), ""));
    session_set_choice(LIA_SET_TYPE, f, "type", (int)c->type);
    session_set_choice(LIA_SET_CORR, f, "correspondence", (int)c->correspondence);
    form_set_number(f, "exclude", c->exclude);
    form_set_number(f, "privacy_blocked", c->privacy_blocked);
    form_set(f, "touch_days", "");
    if (c->touch_days >= 0)
        form_set_f(f, "touch_days", "%d", c->touch_days);
    struct str further = {0};
    channels_text(c, &further);
    form_set(f, "further", str_text(&further));
    str_clear(&further);
    status = session_choose_contact(&rf->screen, f, "company", c->company_id, err);
    if (status == LIA_OK)
        status = session_choose_salesperson(&rf->screen, f, "salesperson", c->salesperson_id, err);
    show_company_fields(f);
    return status;
}

static lia_status read_touch(const struct form *f, int *out, lia_error *err)
{
    const char *text = form_get(f, "touch_days");
    char *end = NULL;
    long days = *text ? strtol(text, &end, 10) : -1;
    if (*text && (*end || days < 0 || days > 100000))
        return lia_fail(err, LIA_INVALID, "touch_days", _("A number of days is wanted, 0 for never, or nothing"));
    *out = (int)days;
    return LIA_OK;
}

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    struct contact_edit *p = (struct contact_edit *)rf;
    const struct form *f = &rf->form;
    struct arena arena = {0};
    lia_channel *channels = NULL;
    lia_contact c = p->record.c;
    c.id = rf->record;
    c.version = rf->version;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *text_of(&c, i) = form_get(f, texts[i].name);
    c.type = (lia_contact_type)session_choice(LIA_SET_TYPE, f, "type");
    c.correspondence = (lia_corr)session_choice(LIA_SET_CORR, f, "correspondence");
    c.exclude = form_get_bool(f, "exclude");
    c.privacy_blocked = form_get_bool(f, "privacy_blocked");
    c.company_id = c.type == LIA_PERSON ? session_contact_value(f, "company") : 0;
    c.channel_count = read_channels(form_get(f, "further"), &arena, &channels);
    c.channels = channels;
    lia_status status = read_touch(f, &c.touch_days, err);
    if (status == LIA_OK)
        status = session_salesperson_value(&rf->screen, f, "salesperson", &c.salesperson_id, err);
    if (status == LIA_OK)
        status = lia_contact_save(book_of(&rf->screen), &c, id, err);
    arena_clear(&arena);
    return status;
}

static void said(struct record_form *rf, int64_t id)
{
    lia_contact_record r = {0};
    if (lia_contact_get(book_of(&rf->screen), id, &r, NULL) == LIA_OK)
        app_say(rf->screen.app, rf->record ? _("Saved %s %s") : _("Added %s %s"), r.c.no, r.c.name);
    lia_contact_record_clear(&r);
}

static lia_status changed(void *ctx, struct form *f, const char *field, lia_error *err)
{
    (void)ctx, (void)err;
    if (str_eq(field, "type"))
        show_company_fields(f);
    return LIA_OK;
}

static void restored(struct record_form *rf)
{
    show_company_fields(&rf->form);
}

static const struct record_form_ops ops = {
    .draft = "contact", .fill = fill, .ok = ok, .said = said, .restored = restored};
static const struct form_ops changes = {.changed = changed, .add = session_add};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct contact_edit *p = (struct contact_edit *)s;
    p->args = *(const struct contact_form_args *)args;
    p->rf.record = p->args.id;
    lia_status status = record_form_open(&p->rf, &ops, fields, &changes, err);
    if (status != LIA_OK) {
        lia_contact_record_clear(&p->record);
        return status;
    }
    if (p->args.name) /* came from a look-up's Add row: the user typed it */
        form_set_typed(&p->rf.form, "name", true);
    p->args.name = NULL; /* borrowed for this call only */
    /* Tab comes to the type last, for most new ones are what Marketing Setup says. */
    form_go_to(&p->rf.form, "name");
    return LIA_OK;
}

static void title_text(struct screen *s, struct str *out)
{
    const struct contact_edit *p = (const struct contact_edit *)s;
    str_add(out, p->rf.record ? p->record.c.name : str_eq(form_get(&p->rf.form, "type"), "company") ? _("New company")
                                                                                              : _("New person"));
}

static void close(struct screen *s)
{
    struct contact_edit *p = (struct contact_edit *)s;
    record_form_close(s);
    lia_contact_record_clear(&p->record);
}

const struct screen_ops contact_form = {
    .page = "contact-form",
    .title = N_("Contact"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct contact_edit),
    .open = open,
    .command = record_form_command,
    .title_text = title_text,
    .save = record_form_save,
    .close = close,
};
