#include "core/csv_write.h"

#include <string.h>

#include "core/contact_field.h"
#include "core/export.h"

/* --- cells --- */

/* What spreadsheets take for the beginning of a formula, also behind a tab or line break. */
static bool begins_formula(const char *s)
{
    return *s && strchr("=+-@\t\r\n", *s);
}

bool csv_cell_marked(const char *cell)
{
    size_t marks = strspn(cell, "'");
    return marks > 0 && begins_formula(cell + marks);
}

void csv_cell_add(struct str *out, const char *value, bool safe)
{
    bool mark = csv_cell_marked(value) || (safe && begins_formula(value));
    bool quoted = value[strcspn(value, "\",\r\n;\t")] != '\0' || value[0] == ' ' ||
                  (*value && value[strlen(value) - 1] == ' ');
    if (quoted)
        str_add_char(out, '"');
    if (mark)
        str_add_char(out, '\'');
    for (const char *s = value; *s; s++) {
        if (*s == '"')
            str_add_char(out, '"');
        str_add_char(out, *s);
    }
    if (quoted)
        str_add_char(out, '"');
}

static void end_row(struct str *out)
{
    str_add(out, "\r\n");
}

/* --- contacts --- */

static const char *text_at(const lia_contact *c, size_t at)
{
    const char *text = *(const char *const *)(const void *)((const char *)c + at);
    return text ? text : "";
}

static int value_at(const lia_contact *c, size_t at)
{
    return *(const int *)(const void *)((const char *)c + at);
}

static void add_contact_cell(struct export *e, const struct export_contact *contact, int field)
{
    const struct contact_field_of *f = &contact_fields[field];
    const lia_contact *c = &contact->c;
    struct str text = {0};
    switch (f->kind) {
    case CONTACT_AS_TEXT:
    case CONTACT_AS_TAGS:
        str_add(&text, text_at(c, f->at));
        break;
    case CONTACT_AS_VALUE:
        str_add(&text, lia_value_code(f->set, value_at(c, f->at)));
        break;
    case CONTACT_AS_FLAG:
        str_add(&text, *(const bool *)((const char *)c + f->at) ? "yes" : "");
        break;
    case CONTACT_AS_DAYS:
        if (c->touch_days >= 0)
            str_add_f(&text, "%d", c->touch_days);
        break;
    case CONTACT_AS_CHANNELS:
        contact_channels_join(&text, c->channels, c->channel_count);
        break;
    case CONTACT_AS_KEPT:
        str_add(&text, field == CONTACT_KEPT_FORM ? contact->form : contact->kept);
        break;
    }
    csv_cell_add(&e->out, str_text(&text), e->how->spreadsheet_safe);
    str_clear(&text);
}

static void begin_contacts(struct export *e)
{
    for (int i = CONTACT_NO; i < CONTACT_WRITTEN; i++) {
        str_add(&e->out, i > CONTACT_NO ? "," : "");
        str_add(&e->out, contact_names[i].name);
    }
    end_row(&e->out);
}

static void write_contact(struct export *e, const struct export_contact *c)
{
    for (int i = CONTACT_NO; i < CONTACT_WRITTEN; i++) {
        if (i > CONTACT_NO)
            str_add_char(&e->out, ',');
        add_contact_cell(e, c, i);
    }
    end_row(&e->out);
}

const struct export_form csv_contact_form = {.begin = begin_contacts, .contact = write_contact};

/* --- entries --- */

static void begin_entries(struct export *e)
{
    bool first = true;
    for (int i = 1; i < ENTRY_FIELDS; i++) {
        if (entry_fields[i].read_only)
            continue;
        str_add(&e->out, first ? "" : ",");
        str_add(&e->out, entry_fields[i].name);
        first = false;
    }
    end_row(&e->out);
}

static void write_entry(struct export *e, const struct export_entry *entry)
{
    bool first = true;
    for (int i = 1; i < ENTRY_FIELDS; i++) {
        struct str text = {0};
        if (entry_fields[i].read_only)
            continue;
        str_add(&e->out, first ? "" : ",");
        first = false;
        export_entry_text(entry, (enum entry_field)i, &text);
        csv_cell_add(&e->out, str_text(&text), e->how->spreadsheet_safe);
        str_clear(&text);
    }
    end_row(&e->out);
}

const struct export_form csv_entry_form = {.begin = begin_entries, .entry = write_entry};
