/* What a file is, before it is imported: its format, what it is about, the columns of a table. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/entry_field.h"
#include "core/import_file.h"
#include "core/import_read.h"
#include "core/json_contact.h"
#include "core/vcard_line.h"

/* --- the format --- */

/* Does a line of the head begin a card? Between quotes it is text in a cell of a table. */
static bool has_card(const char *s, size_t len)
{
    size_t start = 0;
    bool quoted = false;
    for (size_t at = 0; at <= len; at++) {
        quoted ^= at < len && s[at] == '"';
        if (at < len && s[at] != '\n' && s[at] != '\r')
            continue;
        if (vcard_line_begins(s + start, at - start) && !quoted)
            return true;
        start = at + 1;
    }
    return false;
}

/* Files that people try, and what would be right. */
static const char *known_otherwise(const char *s, size_t len)
{
    static const struct {
        const char *start, *message;
    } others[] = {
        {"PK\3\4", N_("This is a spreadsheet or an archive: save it as CSV.")},
        {"\xD0\xCF\x11\xE0", N_("This is a spreadsheet of an older kind: save it as CSV.")},
        {"dn:", N_("This is LDIF: export it as vCard or CSV from its program.")},
        {"version: 1", N_("This is LDIF: export it as vCard or CSV from its program.")},
        {"%PDF", N_("This is a PDF: export the contacts as vCard or CSV.")},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t n = strlen(others[i].start);
        if (len >= n && strncasecmp(s, others[i].start, n) == 0)
            return _(others[i].message);
    }
    return NULL;
}

/* Its first letters, without blanks; an array around objects counts. */
static bool looks_json(const char *s, size_t len)
{
    size_t at = 0;
    bool array = false;
    while (at < len && (strchr(" \t\r\n", s[at]) || (s[at] == '[' && !array)))
        array |= s[at++] == '[';
    if (at == len || s[at] != '{')
        return array && at < len && s[at] == ']';
    at++;
    while (at < len && strchr(" \t\r\n", s[at]))
        at++;
    return at < len && (s[at] == '"' || s[at] == '}');
}

static lia_status find_format(const char *s, size_t len, lia_format *format, lia_error *err)
{
    static const char calendar[] = "BEGIN:VCALENDAR";
    const char *other = known_otherwise(s, len);
    if (len >= strlen(calendar) && strncasecmp(s, calendar, strlen(calendar)) == 0)
        *format = LIA_FORMAT_CALENDAR;
    else if (has_card(s, len))
        *format = LIA_FORMAT_VCARD;
    else if (other)
        return lia_fail(err, LIA_INVALID, "", "%s", other);
    else if (memchr(s, '\0', len))
        return lia_fail(err, LIA_INVALID, "",
                        _("Neither vCard nor CSV: save it as one of these in its program."));
    else
        *format = looks_json(s, len) ? LIA_FORMAT_JSON : LIA_FORMAT_CSV;
    return LIA_OK;
}

/* --- what it is about --- */

/* What the names of columns or keys say. An interaction has a day, somebody it was with, and a text
 * or template of it. */
struct about {
    bool date, with, what;
};

static void add_name(struct about *about, const char *name)
{
    switch (entry_field_named(name)) {
    case ENTRY_DATE:
        about->date = true;
        break;
    case ENTRY_CONTACT:
    case ENTRY_CONTACT_NO:
    case ENTRY_CONTACT_EMAIL:
    case ENTRY_COMPANY:
        about->with = true;
        break;
    case ENTRY_TEMPLATE:
    case ENTRY_DESCRIPTION:
    case ENTRY_SUBJECT:
    case ENTRY_MINUTES:
        about->what = true;
        break;
    default:
        break;
    }
}

static lia_content content_of(const struct about *about)
{
    return about->date && about->with && about->what ? LIA_CONTENT_ENTRIES : LIA_CONTENT_CONTACTS;
}

static enum csv_known either_known(void *ctx, const char *name)
{
    enum csv_known entry = csv_entry_known(ctx, name), contact = csv_contact_known(ctx, name);
    return entry > contact ? entry : contact;
}

/* The field that a mapping gives the column, else its name; "" without a header. */
static const char *name_of_column(const struct csv_form *form, size_t column,
                                  const lia_import_how *how)
{
    for (size_t i = 0; how && i < how->map_count; i++)
        if (csv_mapped_column(form, &how->map[i]) == column)
            return how->map[i].field;
    return form->header ? form->names[column] : "";
}

static lia_content table_content(struct import_source *src, const lia_import_how *how)
{
    struct charset charset = {0};
    struct arena a = {0};
    struct csv_form form;
    struct about about = {0};
    csv_form_find(src, &charset, &a, how, either_known, &a, &form);
    for (size_t i = 0; i < form.count; i++)
        add_name(&about, name_of_column(&form, i, how));
    charset_close(&charset);
    arena_clear(&a);
    return content_of(&about);
}

/* The keys of the first object, which mostly is whole in the head. */
static lia_content objects_content(struct import_source *src)
{
    struct source_memory memory;
    struct import_source head;
    struct json_read reader;
    struct about about = {0};
    const char *key;
    json_t *value;
    memory.s = source_head(src, &memory.len);
    source_open_memory(&head, &memory);
    json_read_open(&reader, &head);
    enum json_read_event event = JSON_READ_WRONG;
    for (int i = 0; i < 10 && event == JSON_READ_WRONG; i++)
        event = json_read_next(&reader);
    if (event == JSON_READ_OBJECT)
        json_object_foreach(reader.object, key, value) add_name(&about, key);
    json_read_close(&reader);
    source_close(&head);
    return content_of(&about);
}

static lia_content find_content(struct import_source *src, const lia_import_how *how,
                                lia_format format)
{
    if (format == LIA_FORMAT_CALENDAR)
        return LIA_CONTENT_ENTRIES;
    if (format == LIA_FORMAT_VCARD)
        return LIA_CONTENT_CONTACTS;
    if (how && how->template_code && *how->template_code)
        return LIA_CONTENT_ENTRIES; /* only interactions have one */
    return format == LIA_FORMAT_JSON ? objects_content(src) : table_content(src, how);
}

static lia_status check_asked(lia_format format, lia_content content, lia_error *err)
{
    if (format == LIA_FORMAT_CALENDAR && content == LIA_CONTENT_CONTACTS)
        return lia_fail(err, LIA_INVALID, "content",
                        _("This is a calendar; contacts come as vCard, CSV or JSON lines."));
    if (format == LIA_FORMAT_VCARD && content == LIA_CONTENT_ENTRIES)
        return lia_fail(err, LIA_INVALID, "content",
                        _("This is vCard, of contacts: interactions come as CSV or JSON lines."));
    return LIA_OK;
}

lia_status import_what(struct import_source *src, const lia_import_how *how, lia_format *format,
                       lia_content *content, lia_error *err)
{
    size_t len;
    lia_status status = LIA_OK;
    *format = how ? how->format : LIA_FORMAT_AUTO;
    *content = how ? how->content : LIA_CONTENT_AUTO;
    if (how && how->charset && *how->charset && !source_recode(src, how->charset))
        return lia_fail(err, LIA_INVALID, "charset",
                        _("No character set is called %.20s: try utf-8, latin1 or shift_jis"),
                        how->charset);
    const char *s = source_head(src, &len);
    if (src->error)
        return lia_fail(err, LIA_IO, "", _("Cannot be read: %.60s"), strerror(src->error));
    if (len == 0)
        return lia_fail(err, LIA_INVALID, "", _("The file is empty."));
    if (!*format)
        status = find_format(s, len, format, err);
    if (status == LIA_OK && !*content)
        *content = find_content(src, how, *format);
    return status ? status : check_asked(*format, *content, err);
}

/* --- for a page --- */

void lia_import_looked_clear(lia_import_looked *looked)
{
    struct arena *a = looked->arena;
    if (a)
        arena_clear(a);
    free(a);
    *looked = (lia_import_looked){0};
}

static void take_samples(struct arena *a, const struct csv_sample *sample, size_t column,
                         lia_import_column *out)
{
    size_t n = 0, most = sizeof out->samples / sizeof *out->samples;
    for (size_t i = 0; i < most; i++)
        out->samples[i] = "";
    for (size_t i = 0; i < sample->count && n < most; i++)
        if (*sample->rows[i][column])
            out->samples[n++] = contact_line(a, sample->rows[i][column], NULL);
}

static void take_form(struct arena *a, const struct csv_form *form, lia_import_looked *out)
{
    out->charset = form->charset;
    out->delimiter = form->delimiter;
    out->header = form->header > 0;
    out->count = form->count;
    out->columns = arena_alloc(a, (form->count + 1) * sizeof *out->columns);
    for (size_t i = 0; i < form->count; i++) {
        const char *name = contact_line(a, form->names[i], NULL);
        out->columns[i].name = *name ? name : arena_printf(a, "%zu", i + 1);
        take_samples(a, &form->sample, i, &out->columns[i]);
    }
}

static lia_status look_contacts(struct import_source *src, const lia_import_how *how,
                                struct arena *a, lia_import_looked *out, lia_error *err)
{
    struct charset charset = {0};
    struct csv_look look;
    lia_status status = csv_look(src, &charset, a, how, &look, err);
    charset_close(&charset);
    if (status)
        return status;
    take_form(a, &look.form, out);
    out->known = look.known;
    for (size_t i = 0; i < out->count; i++)
        out->columns[i].field = contact_names[look.columns[i].field].name;
    return LIA_OK;
}

static lia_status look_entries(struct import_source *src, const lia_import_how *how,
                               struct arena *a, lia_import_looked *out, lia_error *err)
{
    struct charset charset = {0};
    struct csv_form form;
    csv_entry_form_find(src, &charset, a, how, &form);
    charset_close(&charset);
    take_form(a, &form, out);
    for (size_t i = 0; i < out->count; i++)
        out->columns[i].field =
            entry_fields[form.header ? entry_field_named(form.names[i]) : 0].name;
    for (size_t i = 0; how && i < how->map_count; i++) {
        size_t at = csv_mapped_column(&form, &how->map[i]);
        const char *field = how->map[i].field;
        bool known = !*field || strcmp(field, "-") == 0 || entry_field_named(field) != ENTRY_KEPT;
        if (at == form.count || !known)
            return csv_map_fail(&how->map[i], at < form.count, err);
        out->columns[at].field = arena_strdup(a, field);
    }
    return LIA_OK;
}

static const char *charset_of(struct import_source *src, const lia_import_how *how)
{
    size_t len;
    const char *s = source_head(src, &len);
    return src->wide ? "UTF-16" : src->recoded ? how->charset : charset_guess(s, len);
}

static lia_status look(struct import_source *src, const lia_import_how *how, struct arena *a,
                       lia_import_looked *out, lia_error *err)
{
    lia_status status = import_what(src, how, &out->format, &out->content, err);
    if (status == LIA_OK && out->format == LIA_FORMAT_CSV)
        status = out->content == LIA_CONTENT_ENTRIES ? look_entries(src, how, a, out, err)
                                                     : look_contacts(src, how, a, out, err);
    if (status == LIA_OK)
        out->charset = arena_strdup(a, charset_of(src, how));
    return status;
}

lia_status lia_import_look(lia_book *book, const char *path, const lia_import_how *how,
                           lia_import_looked *out, lia_error *err)
{
    struct import_source src;
    struct import_file file;
    struct arena *a = mem_alloc(sizeof *a);
    lia_import_looked looked = {.known = "", .charset = "", .arena = a};
    (void)book;
    lia_status status = import_file_open(&file, path, err);
    if (status == LIA_OK) {
        source_open(&src, import_file_read, &file);
        status = look(&src, how, a, &looked, err);
        source_close(&src);
        import_file_close(&file);
    }
    if (status == LIA_OK)
        *out = looked;
    else
        lia_import_looked_clear(&looked);
    return status;
}

const lia_import_field *lia_import_fields(lia_content content)
{
    return content == LIA_CONTENT_ENTRIES ? entry_names : contact_names;
}
