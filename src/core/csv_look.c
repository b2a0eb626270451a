/* What a table of contacts looks like: how it is written, whose it is, what its columns mean. */
#include "core/csv_look.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "core/entry_field.h"

/* --- whose it is --- */

/* Programs by columns that only theirs have together. */
static const struct {
    const char *program, *names[4];
} programs[] = {
    {"Google Contacts", {"Given Name", "Yomi Name", "Group Membership"}},
    {"Google Contacts", {"First Name", "Phonetic First Name", "Organization Name", "Labels"}},
    {"Outlook", {"First Name", "Last Name", "E-mail Address", "Business Street"}},
    {"Outlook", {"Vorname", "Nachname", "E-Mail-Adresse", "Straße geschäftlich"}},
    {"Outlook", {"Prénom", "Nom", "Rue (bureau)", "Rue (domicile)"}},
    {"Thunderbird", {"First Name", "Display Name", "Primary Email", "Secondary Email"}},
    {"LinkedIn", {"First Name", "Last Name", "Position", "Connected On"}},
    {"HubSpot", {"Record ID", "First Name", "Last Name", "Email"}},
    {"HubSpot", {"Record ID - Contact", "First Name", "Last Name", "Email"}},
};

static bool has_name(const struct csv_form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++)
        if (strcasecmp(form->names[i], name) == 0)
            return true;
    return false;
}

static const char *program_of(const struct csv_form *form)
{
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        bool all = true;
        for (size_t n = 0; n < 4 && programs[i].names[n]; n++)
            all &= has_name(form, programs[i].names[n]);
        if (all)
            return programs[i].program;
    }
    return "";
}

/* The field that export writes under this very name; CONTACT_KEPT when there is none. */
static enum contact_field own_field(const char *name)
{
    for (int i = CONTACT_KEPT + 1; i < CONTACT_WRITTEN; i++)
        if (strcmp(name, contact_names[i].name) == 0)
            return (enum contact_field)i;
    return CONTACT_KEPT;
}

/* Is each column one that export writes, and one of them of a name that nobody else gives? */
static bool is_own(const struct csv_form *form)
{
    bool name = false, ours = false;
    for (size_t i = 0; i < form->count; i++) {
        enum contact_field field = own_field(form->names[i]);
        if (field == CONTACT_KEPT)
            return false;
        name |= field == CONTACT_NAME;
        ours |= strchr(form->names[i], '_') || field == CONTACT_CORRESPONDENCE ||
                field == CONTACT_CHANNELS || field == CONTACT_KEPT_CONTENT;
    }
    return name && ours;
}

/* --- the columns --- */

enum csv_known csv_contact_known(void *ctx, const char *name)
{
    struct csv_column column = csv_column_named(ctx, name, 0);
    if (column.field == CONTACT_KEPT && own_field(name) == CONTACT_KEPT)
        return CSV_UNKNOWN;
    return csv_column_is_key(&column) ? CSV_COUNTS : CSV_KNOWN;
}

enum csv_known csv_entry_known(void *ctx, const char *name)
{
    enum entry_field field = entry_field_named(name);
    (void)ctx;
    return field == ENTRY_DATE ? CSV_COUNTS : field != ENTRY_KEPT ? CSV_KNOWN : CSV_UNKNOWN;
}

void csv_entry_form_find(struct import_source *src, struct charset *charset, struct arena *a,
                         const lia_import_how *how, struct csv_form *out)
{
    bool asked = how && how->header != 0;
    csv_form_find(src, charset, a, how, csv_entry_known, a, out);
    if (!out->header && !asked && csv_guess_words_first(&out->sample))
        csv_form_first_row(out);
}

static void name_columns(struct csv_look *look, struct arena *a)
{
    look->columns = arena_alloc(a, (look->form.count + 1) * sizeof *look->columns);
    for (size_t i = 0; i < look->form.count; i++) {
        struct csv_column *column = &look->columns[i];
        *column = csv_column_named(a, look->form.names[i], i);
        if (look->own) {
            column->field = own_field(look->form.names[i]);
            column->exact = true;
            column->label = "";
            column->number = 0;
        }
    }
    csv_columns_settle(look->columns, look->form.count);
}

static bool any_key(const struct csv_look *look)
{
    for (size_t i = 0; i < look->form.count; i++)
        if (csv_column_is_key(&look->columns[i]))
            return true;
    return false;
}

/* Names alone do not say: the columns are told by what they hold. */
static void guess_columns(struct csv_look *look, struct arena *a)
{
    if (look->form.count > 1 && !any_key(look))
        csv_guess(a, &look->form.sample, look->columns);
}

/* That, or a mapping, may show the first row to be a header in a language that is not known. */
static void guess_header(struct csv_look *look, struct arena *a, const lia_import_how *how)
{
    struct csv_form *form = &look->form;
    bool asked = how && how->header != 0;
    if (form->header || asked || !csv_guess_header(&form->sample, look->columns))
        return;
    csv_form_first_row(form);
    for (size_t i = 0; i < form->count; i++)
        look->columns[i].name = csv_column_named(a, form->names[i], i).name;
}

static lia_status map_columns(struct csv_look *look, const lia_import_how *how, lia_error *err)
{
    for (size_t i = 0; how && i < how->map_count; i++) {
        size_t at = csv_mapped_column(&look->form, &how->map[i]);
        enum contact_field field = contact_field_named(how->map[i].field);
        if (at == look->form.count || field == CONTACT_FIELDS)
            return csv_map_fail(&how->map[i], at < look->form.count, err);
        csv_column_map(look->columns, look->form.count, at, field);
    }
    return LIA_OK;
}

static void find_turned(struct csv_look *look)
{
    for (size_t i = 0; i < look->form.count && !look->own; i++)
        if (look->columns[i].field == CONTACT_NAME)
            look->columns[i].turned = csv_guess_turned(&look->form.sample, i);
}

lia_status csv_look(struct import_source *src, struct charset *charset, struct arena *a,
                    const lia_import_how *how, struct csv_look *out, lia_error *err)
{
    csv_form_find(src, charset, a, how, csv_contact_known, a, &out->form);
    out->own = out->form.header && is_own(&out->form);
    out->known = out->own ? "liaise" : program_of(&out->form);
    name_columns(out, a);
    guess_columns(out, a);
    lia_status status = map_columns(out, how, err);
    if (status)
        return status;
    guess_header(out, a, how);
    out->told = any_key(out);
    csv_columns_label(out->columns, out->form.count);
    find_turned(out);
    return LIA_OK;
}

lia_status csv_look_told(const struct csv_look *look, lia_error *err)
{
    if (look->told)
        return LIA_OK;
    return lia_fail(err, LIA_INVALID, "columns",
                    _("No column is known: map them, or begin with a line as name,email,phone"));
}
