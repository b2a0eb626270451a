#include "core/import_read.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/csv_contact.h"
#include "core/csv_write.h"
#include "core/json_contact.h"
#include "core/vcard_contact.h"

enum { BYTES_BETWEEN_CALLS = 256 * 1024 };

/* --- all --- */

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
    if (r->src->error == ECANCELED)
        return import_stopped(err);
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
    bool said_charset, guarded;
};

/* More text than columns: a delimiter within a cell that is not quoted has moved the rest. */
static const char *wrong_count(const struct table *t)
{
    const struct csv_reader *r = &t->reader;
    for (size_t i = t->look.form.count; i < r->count; i++)
        if (*r->cells[i])
            return _("more cells than columns: quote the one that holds the separator");
    const char *others = t->look.form.delimiter == ','   ? ";\t"
                         : t->look.form.delimiter == ';' ? ",\t"
                                                         : ",;";
    bool alone = r->count == 1 && t->look.form.count > 1;
    if (alone && strpbrk(r->cells[0], others) && strchr(r->cells[0], '@'))
        return _("its cells are separated in another way than those above");
    return NULL;
}

/* A cell that a spreadsheet would take for a formula. */
static bool is_formula(const char *cell)
{
    return *cell && strchr("=+-@\t", *cell);
}

/* Export puts a ' before what looks like a formula when it is asked to, and before what looks so
 * behind a ' always: in its tables one is taken away. In those of others it is taken away while no
 * formula stands without it: then it was put before all of them. */
static const char *without_guard(struct table *t, const char *cell)
{
    if (t->look.own)
        return csv_cell_marked(cell) ? cell + 1 : cell;
    if (*cell == '\'' && t->guarded && is_formula(cell + 1))
        return cell + 1;
    t->guarded &= !is_formula(cell);
    return cell;
}

/* The cells as UTF-8. What is not is in the character set that the first such row tells. */
static void read_cells(struct table *t, struct import_draft *d)
{
    const struct csv_reader *r = &t->reader;
    bool right = r->right;
    const char *charset = t->look.form.charset;
    if (!right && strcmp(charset, "UTF-8") == 0) {
        charset = charset_guess(r->cells[0], r->bytes);
        t->look.form.charset = charset;
    }
    if (!right && !t->said_charset && strcmp(charset, "UTF-8") != 0) {
        t->said_charset = true;
        import_rows_remark(
            t->r->rows, r->line,
            arena_printf(&t->arena, _("not UTF-8: read as %s here and below"), charset));
    }
    for (size_t i = 0; i < t->look.form.count; i++) {
        const char *cell = i < r->count ? r->cells[i] : "";
        cell = right ? cell : csv_cell(&d->arena, &t->charset, charset, cell, &d->damaged);
        t->cells[i] = without_guard(t, cell);
    }
}

/* As far as the first rows show. */
static bool is_guarded(const struct csv_sample *sample)
{
    for (size_t i = 0; i < sample->count; i++)
        for (size_t c = 0; c < sample->columns; c++)
            if (is_formula(sample->rows[i][c]))
                return false;
    return true;
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
    bool told = t->r->how && (t->r->how->header || t->r->how->map_count);
    if (!t->look.form.header && !told)
        import_rows_remark(t->r->rows, 1, _("no header line: columns told by what they hold"));
    else if (t->look.form.preamble)
        import_rows_remark(t->r->rows, t->look.form.preamble,
                           _("what stands before the header is left out"));
}

static lia_status read_table(struct table *t, lia_error *err)
{
    int64_t next = 0;
    bool on = true;
    t->cells = arena_alloc(&t->arena, (t->look.form.count + 1) * sizeof *t->cells);
    csv_open(&t->reader, t->r->src, t->look.form.delimiter);
    t->reader.columns = t->look.form.count;
    say_look(t);
    t->guarded = is_guarded(&t->look.form.sample);
    for (enum csv_event e; (on = go_on(t->r, &next)) && (e = csv_next(&t->reader)) != CSV_EOF;) {
        if (t->reader.line <= t->look.form.header)
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
        status = csv_look(r->src, &t.charset, &t.arena, r->how, &t.look, err);
    if (status == LIA_OK)
        status = csv_look_told(&t.look, err);
    if (status == LIA_OK)
        status = read_table(&t, err);
    charset_close(&t.charset);
    draft_clear(&r->draft);
    arena_clear(&t.arena);
    return status;
}

/* --- objects --- */

struct objects {
    struct import_reading *r;
    struct json_read reader;
    struct json_keys keys;
    int said;
};

/* Each key once, as far as people read on. */
static void say_unknown(void *ctx, const char *key)
{
    enum { SAID_MAX = 50 };
    struct objects *o = ctx;
    struct arena a = {0};
    if (o->said++ < SAID_MAX)
        import_rows_remark(
            o->r->rows, o->reader.line,
            arena_printf(&a, _("no field is called %.40s: kept with the contact"), key));
    arena_clear(&a);
}

static void take_object(struct objects *o)
{
    struct import_draft *d = &o->r->draft;
    draft_begin(d, o->reader.line, "csv");
    d->damaged = o->reader.damaged;
    json_to_draft(&o->keys, o->reader.object, o->r->day_first, say_unknown, o, d);
    draft_finish(d);
    import_rows_add(o->r->rows, d);
}

lia_status import_read_json(struct import_reading *r, lia_error *err)
{
    struct objects o = {.r = r, .keys.how = r->how};
    int64_t next = 0;
    bool on = true;
    import_rows_init(r->rows, "csv");
    for (size_t i = 0; r->how && i < r->how->map_count; i++)
        if (contact_field_named(r->how->map[i].field) == CONTACT_FIELDS)
            return csv_map_fail(&r->how->map[i], true, err);
    json_read_open(&o.reader, r->src);
    for (enum json_read_event e;
         (on = go_on(r, &next)) && (e = json_read_next(&o.reader)) != JSON_READ_EOF;) {
        if (e == JSON_READ_OBJECT)
            take_object(&o);
        else
            import_rows_refuse(r->rows, o.reader.line, o.reader.reason);
    }
    json_read_close(&o.reader);
    json_keys_clear(&o.keys);
    draft_clear(&r->draft);
    return on ? ended(r, err) : import_stopped(err);
}

lia_status import_read(struct import_reading *r, lia_format format, lia_error *err)
{
    if (format == LIA_FORMAT_VCARD)
        return import_read_vcard(r, err);
    return format == LIA_FORMAT_JSON ? import_read_json(r, err) : import_read_csv(r, err);
}
