/* Import of address books: one file, one operation. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/path.h"
#include "core/import_entries.h"
#include "core/import_file.h"
#include "core/import_read.h"
#include "core/import_write.h"

/* --- progress: reading is the first part of the bytes, writing the rest --- */

struct share {
    lia_progress to;
    int64_t size;       /* of the file; 0 not known while it is read */
    int64_t from, part; /* of the size in thousandths */
};

static bool pass_reading(void *ctx, int64_t done, int64_t total)
{
    struct share *s = ctx;
    (void)total;
    return s->to.fn(s->to.ctx, done * s->part / 1000, s->size);
}

static bool pass_writing(void *ctx, int64_t done, int64_t total)
{
    struct share *s = ctx;
    int64_t here = total > 0 ? (int64_t)((double)s->size * (double)done / (double)total) : 0;
    return s->to.fn(s->to.ctx, (s->size * s->from + here * s->part) / 1000, s->size);
}

static lia_progress progress_of(struct share *s, lia_progress_fn *pass)
{
    return s->to.fn ? (lia_progress){pass, s} : (lia_progress){0};
}

/* --- the report --- */

static int compare_rows(const void *a, const void *b)
{
    const struct import_row *x = *(const struct import_row *const *)a;
    const struct import_row *y = *(const struct import_row *const *)b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void report_row(struct import_writing *w, const struct import_row *row,
                       const struct import_outcome *o)
{
    struct arena a = {0};
    const char *own = import_text(row, TEXT_SAID);
    const char *reason = o->said && *own ? arena_printf(&a, "%s; %s", own, o->said)
                         : o->said       ? o->said
                                         : own;
    lia_import_line line = {o->fate, row->line, import_text(row, TEXT_NAME), ""};
    bool done = o->fate == LIA_IMPORT_ADDED || o->fate == LIA_IMPORT_CHANGED;
    if (done && w->how->every && w->how->report)
        w->how->report(w->how->ctx, &line);
    if (o->fate != LIA_IMPORT_REFUSED)
        line.fate = LIA_IMPORT_NOTED;
    line.reason = reason;
    w->result.noted += *reason && line.fate == LIA_IMPORT_NOTED;
    if ((*reason || line.fate == LIA_IMPORT_REFUSED) && w->how->report)
        w->how->report(w->how->ctx, &line);
    arena_clear(&a);
}

/* In the order of the file: a card within another was read before it. */
static void report_all(struct import_writing *w)
{
    struct arena a = {0};
    size_t n = w->rows->rows.count;
    const struct import_row *first = w->rows->rows.items;
    const struct import_row **rows = arena_alloc(&a, (n + 1) * sizeof *rows);
    for (size_t i = 0; i < n; i++)
        rows[i] = &first[i];
    qsort(rows, n, sizeof *rows, compare_rows);
    for (size_t i = 0; i < n; i++)
        report_row(w, rows[i], &w->outcomes[rows[i] - first]);
    arena_clear(&a);
}

/* --- the whole --- */

static lia_status read_all(struct import_source *src, const lia_import_how *how, lia_format format,
                           struct import_rows *rows, struct share *share, lia_error *err)
{
    struct import_reading reading = {.src = src,
                                     .how = how,
                                     .rows = rows,
                                     .progress = progress_of(share, pass_reading),
                                     .day_first = date_day_first()};
    return import_read(&reading, format, err);
}

static lia_status write_all(lia_book *book, const lia_import_how *how, struct import_rows *rows,
                            lia_format format, struct share *share, lia_import_result *out,
                            lia_error *err)
{
    struct import_writing w = {.rows = rows, .how = how, .result.format = format};
    int64_t op = 0;
    w.progress = progress_of(share, pass_writing);
    lia_status status = op_run(book, "contact-import", import_fill, &w, &w.progress, &op, err);
    if (status == LIA_OK) {
        report_all(&w);
        w.result.content = LIA_CONTENT_CONTACTS;
        w.result.op_id = op;
        *out = w.result;
    }
    import_writing_clear(&w);
    return status;
}

static lia_status import_contacts(lia_book *book, struct import_source *src,
                                  const lia_import_how *how, lia_format format, struct share *share,
                                  lia_import_result *out, lia_error *err)
{
    struct import_rows rows = {0};
    lia_status status = read_all(src, how, format, &rows, share, err);
    *share = (struct share){how->progress, src->bytes, share->part, 1000 - share->part};
    if (status == LIA_OK)
        status = write_all(book, how, &rows, format, share, out, err);
    import_rows_clear(&rows);
    return status;
}

static lia_status import_source(lia_book *book, import_read_fn *read, void *ctx, int64_t size,
                                const lia_import_how *how, lia_import_result *out, lia_error *err)
{
    struct import_source src;
    struct share share = {how->progress, size, 0, how->dry_run ? 900 : 300};
    lia_format format;
    lia_content content;
    source_open(&src, read, ctx);
    lia_status status = import_what(&src, how, &format, &content, err);
    if (status == LIA_OK && content == LIA_CONTENT_ENTRIES) {
        struct share later = {how->progress, size, share.part, 1000 - share.part};
        lia_progress reading = progress_of(&share, pass_reading);
        lia_progress writing = progress_of(&later, pass_writing);
        status = import_entries(book, &src, how, format, &reading, &writing, out, err);
    } else if (status == LIA_OK) {
        status = import_contacts(book, &src, how, format, &share, out, err);
    }
    source_close(&src);
    return status;
}

lia_status lia_import_stream(lia_book *book, int64_t (*read_fn)(void *ctx, void *buf, size_t len),
                             void *read_ctx, const lia_import_how *how, lia_import_result *out,
                             lia_error *err)
{
    return import_source(book, read_fn, read_ctx, 0, how, out, err);
}

lia_status lia_import_file(lia_book *book, const char *path, const lia_import_how *how,
                           lia_import_result *out, lia_error *err)
{
    struct import_file file;
    lia_status status = import_file_open(&file, path, err);
    if (status)
        return status;
    status = import_source(book, import_file_read, &file, file.size, how, out, err);
    import_file_close(&file);
    return status;
}
