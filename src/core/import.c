/* Import of address books: one file, one operation. */
#include "base/date.h"
#include "core/core.h"
#include "core/import_entries.h"
#include "core/import_file.h"
#include "core/import_read.h"
#include "core/import_write.h"

/* --- progress: reading, working out and writing are parts of the bytes --- */

/* In thousandths of the size; where nothing is written the others grow. */
enum { READING = 350, WORKING_OUT = 150, WHOLE = 1000 };

struct share {
    lia_progress to;
    const struct spool *spool; /* failed: stop */
    int64_t size;              /* of the file; 0 not known while it is read */
    int64_t from, part;
};

static bool pass(const struct share *s, int64_t done)
{
    return !s->spool->error && (!s->to.fn || s->to.fn(s->to.ctx, done, s->size));
}

static bool pass_reading(void *ctx, int64_t done, int64_t total)
{
    const struct share *s = ctx;
    (void)total;
    return pass(s, done * s->part / WHOLE);
}

static bool pass_writing(void *ctx, int64_t done, int64_t total)
{
    const struct share *s = ctx;
    double here = total > 0 ? (double)s->part * (double)done / (double)total : 0;
    return pass(s, (int64_t)((double)s->size * ((double)s->from + here) / WHOLE));
}

/* --- the whole --- */

/* One import. */
struct importing {
    lia_book *book;
    const lia_import_how *how;
    struct import_source src;
    struct import_rows rows;
    struct share reading, working, writing;
};

/* What was put aside could not be written, or read again. */
static lia_status check_spool(struct importing *i, lia_status status, lia_error *err)
{
    int error = i->rows.spool.error;
    if (!error)
        return status;
    return db_fail_errno(db_path(i->book->db), error, err);
}

static lia_status read_contacts(struct importing *i, lia_format format, lia_error *err)
{
    struct import_reading reading = {.src = &i->src,
                                     .how = i->how,
                                     .rows = &i->rows,
                                     .progress = {pass_reading, &i->reading},
                                     .day_first = date_day_first()};
    return import_read(&reading, format, err);
}

static lia_status write_contacts(struct importing *i, lia_format format, lia_import_result *out,
                                 lia_error *err)
{
    struct import_writing w = {.rows = &i->rows,
                               .how = i->how,
                               .progress = {pass_writing, &i->working},
                               .end = spool_size(&i->rows.spool),
                               .result = {.format = format, .content = LIA_CONTENT_CONTACTS}};
    const lia_progress progress = {pass_writing, &i->writing};
    int64_t op = 0;
    lia_status status = op_run(i->book, "contact-import", import_fill, &w, &progress, &op, err);
    status = check_spool(i, status, err);
    if (status == LIA_OK) {
        import_report(&w);
        w.result.op_id = op;
        *out = w.result;
    }
    import_writing_clear(&w);
    return status;
}

/* The shares of reading, working out and writing, once the size is known. */
static void share_out(struct importing *i, int64_t size)
{
    bool dry = i->how->dry_run;
    int64_t reading = dry ? 2 * READING : READING, working = dry ? WHOLE - reading : WORKING_OUT;
    const struct share share = {i->how->progress, &i->rows.spool, size, 0, reading};
    i->reading = i->working = i->writing = share;
    i->working.from = reading;
    i->working.part = working;
    i->writing.from = reading + working;
    i->writing.part = WHOLE - reading - working;
}

static lia_status import_contacts(struct importing *i, lia_format format, lia_import_result *out,
                                  lia_error *err)
{
    import_rows_open(&i->rows, db_path(i->book->db));
    lia_status status = check_spool(i, read_contacts(i, format, err), err);
    share_out(i, i->src.bytes);
    if (status == LIA_OK)
        status = write_contacts(i, format, out, err);
    import_rows_clear(&i->rows);
    return status;
}

static lia_status import_log(struct importing *i, lia_format format, lia_import_result *out,
                             lia_error *err)
{
    const lia_progress reading = {pass_reading, &i->reading};
    const lia_progress writing = {pass_writing, &i->working};
    i->working.part = WHOLE - i->working.from;
    return import_entries(i->book, &i->src, i->how, format, &reading, &writing, out, err);
}

/* What the file is about decides who imports it. */
static lia_status import_source(lia_book *book, import_read_fn *read, void *ctx, int64_t size,
                                const lia_import_how *how, lia_import_result *out, lia_error *err)
{
    struct importing i = {.book = book, .how = how};
    lia_format format;
    lia_content content;
    const lia_progress reading = {pass_reading, &i.reading};
    source_open(&i.src, read, ctx);
    share_out(&i, size);
    i.src.progress = &reading;
    lia_status status = import_what(&i.src, how, &format, &content, err);
    if (status == LIA_OK)
        status = content == LIA_CONTENT_ENTRIES ? import_log(&i, format, out, err)
                                                : import_contacts(&i, format, out, err);
    source_close(&i.src);
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
