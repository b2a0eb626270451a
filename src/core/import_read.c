#include "core/import_read.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/csv_contact.h"
#include "core/vcard_contact.h"

enum { BYTES_BETWEEN_CALLS = 256 * 1024 };

/* --- what it is --- */

/* Does a line of the head begin a card? */
static bool has_card(const char *s, size_t len)
{
    size_t start = 0;
    for (size_t at = 0; at <= len; at++) {
        if (at < len && s[at] != '\n' && s[at] != '\r')
            continue;
        if (vcard_line_begins(s + start, at - start))
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

lia_status import_format(struct import_source *src, lia_format *format, lia_error *err)
{
    size_t len;
    const char *s = source_head(src, &len), *other = known_otherwise(s, len);
    if (src->error)
        return lia_fail(err, LIA_IO, "", _("Cannot be read: %.60s"), strerror(src->error));
    if (len == 0)
        return lia_fail(err, LIA_INVALID, "", _("The file is empty."));
    if (*format)
        return LIA_OK;
    if (has_card(s, len)) {
        *format = LIA_FORMAT_VCARD;
        return LIA_OK;
    }
    if (other)
        return lia_fail(err, LIA_INVALID, "", "%s", other);
    if (memchr(s, '\0', len))
        return lia_fail(err, LIA_INVALID, "",
                        _("Neither vCard nor CSV: save it as one of these in its program."));
    *format = LIA_FORMAT_CSV;
    return LIA_OK;
}

/* --- both --- */

/* Says how far it is, now and then; false when it is to be stopped. */
static bool go_on(struct import_reading *r, int64_t *next)
{
    if (r->src->bytes < *next || !r->progress.fn)
        return true;
    *next = r->src->bytes + BYTES_BETWEEN_CALLS;
    return r->progress.fn(r->progress.ctx, r->src->bytes, 0);
}

static lia_status ended(struct import_reading *r, lia_error *err)
{
    if (!r->src->error)
        return LIA_OK;
    return lia_fail(err, LIA_IO, "", _("Cannot be read to its end: %.60s"),
                    strerror(r->src->error));
}

/* --- cards --- */

static void take_card(struct import_reading *r, const struct vcard *card, struct charset *charset)
{
    struct import_draft *d = &r->draft;
    draft_begin(d, card->line, "vcard");
    vcard_to_draft(card, charset, r->day_first, d);
    draft_finish(d);
    import_rows_add(r->rows, d);
}

static void take_junk(struct import_reading *r, const struct vcard_reader *reader)
{
    if (reader->junk == 1)
        import_rows_remark(r->rows, reader->junk_line, _("a line outside of any card, left out"));
    else
        import_rows_remark(r->rows, reader->junk_line,
                           _("lines outside of any card from here on, left out"));
}

lia_status import_read_vcard(struct import_reading *r, lia_error *err)
{
    struct vcard_reader reader = {.lines.src = r->src};
    struct charset charset = {0};
    int64_t next = 0;
    bool on = true;
    import_rows_init(r->rows, "vcard");
    for (enum vcard_event e; (on = go_on(r, &next)) && (e = vcard_next(&reader)) != VCARD_EOF;) {
        if (e == VCARD_JUNK)
            take_junk(r, &reader);
        else
            take_card(r, &reader.card, &charset);
    }
    vcard_reader_clear(&reader);
    draft_clear(&r->draft);
    charset_close(&charset);
    return on ? ended(r, err) : import_stopped(err);
}

/* --- rows --- */

struct table {
    struct import_reading *r;
    struct csv_reader reader;
    struct csv_look look;
    struct charset charset;
    struct arena arena; /* of the look */
    const char **cells; /* look.count of them */
    bool said_charset, first;
};

/* More text than columns: a delimiter within a cell that is not quoted has moved the rest. */
static const char *wrong_count(const struct table *t)
{
    const struct csv_reader *r = &t->reader;
    for (size_t i = t->look.count; i < r->count; i++)
        if (*r->cells[i])
            return _("more cells than columns: quote the one that holds the separator");
    const char *others = t->look.delimiter == ',' ? ";\t" : t->look.delimiter == ';' ? ",\t" : ",;";
    bool alone = r->count == 1 && t->look.count > 1;
    if (alone && strpbrk(r->cells[0], others) && strchr(r->cells[0], '@'))
        return _("its cells are separated in another way than those above");
    return NULL;
}

/* The cells as UTF-8. What is not is in the character set that the first such row tells. */
static void read_cells(struct table *t, struct import_draft *d)
{
    const struct csv_reader *r = &t->reader;
    bool right = r->right;
    const char *charset = t->look.charset;
    if (!right && strcmp(charset, "UTF-8") == 0) {
        charset = charset_guess(r->cells[0], r->bytes);
        t->look.charset = charset;
    }
    if (!right && !t->said_charset && strcmp(charset, "UTF-8") != 0) {
        t->said_charset = true;
        import_rows_remark(
            t->r->rows, r->line,
            arena_printf(&t->arena, _("not UTF-8: read as %s here and below"), charset));
    }
    for (size_t i = 0; i < t->look.count; i++) {
        const char *cell = i < r->count ? r->cells[i] : "";
        t->cells[i] = right ? cell : csv_cell(&d->arena, &t->charset, charset, cell, &d->damaged);
    }
}

static void take_row(struct table *t)
{
    struct import_draft *d = &t->r->draft;
    const char *wrong = wrong_count(t);
    if (wrong) {
        import_rows_refuse(t->r->rows, t->reader.line, wrong);
        return;
    }
    draft_begin(d, t->reader.line, "csv");
    read_cells(t, d);
    csv_to_draft(&t->look, t->cells, t->r->day_first, d);
    draft_finish(d);
    import_rows_add(t->r->rows, d);
}

static void say_look(struct table *t)
{
    if (!t->look.header)
        import_rows_remark(t->r->rows, 1, _("no header line: columns told by what they hold"));
    else if (t->look.preamble)
        import_rows_remark(t->r->rows, t->look.preamble,
                           _("what stands before the header is left out"));
}

static lia_status read_table(struct table *t, lia_error *err)
{
    int64_t next = 0;
    bool on = true;
    t->cells = arena_alloc(&t->arena, (t->look.count + 1) * sizeof *t->cells);
    csv_open(&t->reader, t->r->src, t->look.delimiter);
    t->reader.columns = t->look.count;
    say_look(t);
    for (enum csv_event e; (on = go_on(t->r, &next)) && (e = csv_next(&t->reader)) != CSV_EOF;) {
        if (t->reader.line <= t->look.header)
            continue;
        if (e == CSV_ROW)
            take_row(t);
        else
            import_rows_refuse(t->r->rows, t->reader.line, t->reader.reason);
    }
    csv_close(&t->reader);
    return on ? ended(t->r, err) : import_stopped(err);
}

lia_status import_read_csv(struct import_reading *r, lia_error *err)
{
    struct table t = {.r = r};
    import_rows_init(r->rows, "csv");
    lia_status status = ended(r, err);
    if (status == LIA_OK)
        status = csv_look(r->src, &t.charset, &t.arena, &t.look, err);
    if (status == LIA_OK)
        status = read_table(&t, err);
    charset_close(&t.charset);
    draft_clear(&r->draft);
    arena_clear(&t.arena);
    return status;
}
