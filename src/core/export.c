/* Export of contacts and interaction log entries: the forms, the stream, the file. */
#include "core/export.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/path.h"

enum { PIECE = 1 << 16 }; /* of bytes given on */

lia_format lia_format_of_name(const char *path)
{
    static const struct {
        const char *end;
        lia_format format;
    } ends[] = {{".vcf", LIA_FORMAT_VCARD},   {".vcard", LIA_FORMAT_VCARD},
                {".csv", LIA_FORMAT_CSV},     {".jsonl", LIA_FORMAT_JSON},
                {".json", LIA_FORMAT_JSON},   {".ndjson", LIA_FORMAT_JSON},
                {".ics", LIA_FORMAT_CALENDAR}};
    size_t len = strlen(path);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i].end);
        if (len > n && strcasecmp(path + len - n, ends[i].end) == 0)
            return ends[i].format;
    }
    return LIA_FORMAT_AUTO;
}

/* --- the stream --- */

bool export_goes_on(const struct export *e)
{
    return !e->error && !e->stopped;
}

static void give_on(struct export *e)
{
    if (e->out.len && !e->error) {
        int64_t n = e->write(e->write_ctx, e->out.s, e->out.len);
        e->error = n < 0 ? (int)-n : (size_t)n < e->out.len ? EIO : 0;
    }
    str_truncate(&e->out, 0);
}

static const struct export_form *form_of(const lia_export_how *how)
{
    bool entries = how->content == LIA_CONTENT_ENTRIES;
    switch (how->format) {
    case LIA_FORMAT_AUTO:
        return entries ? &json_form : &vcard_form;
    case LIA_FORMAT_VCARD:
        return &vcard_form;
    case LIA_FORMAT_CSV:
        return entries ? &csv_entry_form : &csv_contact_form;
    case LIA_FORMAT_JSON:
        return &json_form;
    case LIA_FORMAT_CALENDAR:
        return &calendar_form;
    }
    return NULL;
}

static void one_more(struct export *e)
{
    const lia_progress *progress = &e->how->progress;
    e->count++;
    if (e->out.len >= PIECE)
        give_on(e);
    if (progress->fn && e->count % 64 == 0)
        e->stopped = !progress->fn(progress->ctx, e->count, e->total);
}

void export_one_contact(struct export *e, const struct export_contact *c)
{
    form_of(e->how)->contact(e, c);
    one_more(e);
}

void export_one_entry(struct export *e, const struct export_entry *entry)
{
    form_of(e->how)->entry(e, entry);
    one_more(e);
}

static lia_status check_how(const lia_export_how *how, lia_error *err)
{
    bool entries = how->content == LIA_CONTENT_ENTRIES;
    const struct export_form *form = form_of(how);
    if (how->vcard && how->vcard != 3 && how->vcard != 4)
        return lia_fail(err, LIA_INVALID, "vcard", _("vCard is written as version 3 or 4"));
    if (form && (entries ? form->entry != NULL : form->contact != NULL))
        return LIA_OK;
    if (entries)
        return lia_fail(err, LIA_INVALID, "format",
                        _("Interactions are no vCards: export them as CSV, JSON or iCalendar"));
    return lia_fail(err, LIA_INVALID, "format",
                    _("Contacts are no events: export them as vCard, CSV or JSON"));
}

static lia_status write_fail(int error, lia_error *err)
{
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        return lia_fail(err, LIA_FULL, "path",
                        _("There is no room left: make some, or write elsewhere"));
    return lia_fail(err, LIA_IO, "path", _("Cannot be written: %.60s"), strerror(error));
}

static lia_status find_total(struct export *e, lia_error *err)
{
    lia_counts counts;
    if (e->how->ids)
        e->total = (int64_t)e->how->n;
    if (e->how->ids || e->how->filter)
        return LIA_OK;
    lia_status status = lia_book_counts(e->book, &counts, err);
    if (status == LIA_OK)
        e->total = e->how->content == LIA_CONTENT_ENTRIES ? counts.entries : counts.contacts;
    return status;
}

static lia_status export_all(struct export *e, lia_error *err)
{
    bool entries = e->how->content == LIA_CONTENT_ENTRIES;
    const struct export_form *form = form_of(e->how);
    lia_status status = find_total(e, err);
    if (status)
        return status;
    if (form->begin)
        form->begin(e);
    status = entries ? export_entries(e, err) : export_contacts(e, err);
    if (form->end)
        form->end(e);
    if (status == LIA_OK && !e->stopped)
        give_on(e);
    if (status == LIA_OK && e->stopped)
        status = lia_fail(err, LIA_CANCELED, "", _("The export was stopped."));
    if (status == LIA_OK && e->error)
        status = write_fail(e->error, err);
    return status;
}

lia_status lia_export_stream(lia_book *book,
                             int64_t (*write_fn)(void *ctx, const void *buf, size_t len),
                             void *write_ctx, const lia_export_how *how, int64_t *count,
                             lia_error *err)
{
    struct export e = {.book = book, .how = how, .write = write_fn, .write_ctx = write_ctx};
    lia_status status = check_how(how, err);
    if (status == LIA_OK)
        status = export_all(&e, err);
    if (status == LIA_OK)
        *count = e.count;
    str_clear(&e.out);
    return status;
}

/* --- a file --- */

static int64_t add_to_file(void *ctx, const void *buf, size_t len)
{
    int error = path_add(ctx, buf, len);
    return error ? -error : (int64_t)len;
}

static lia_status exists(const char *path, lia_error *err)
{
    return lia_fail(err, LIA_EXISTS, "path",
                    _("There is a file %.40s already: replace it, or name another"),
                    path_base(path));
}

/* It, or what SQLite has beside it while it is open. */
static bool is_book(const lia_book *book, const struct stat *st)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    struct arena a = {0};
    bool is = false;
    for (int i = 0; i < 4 && !is; i++) {
        struct stat own;
        const char *path = arena_printf(&a, "%s%s", lia_book_path(book), endings[i]);
        is = lstat(path, &own) == 0 && own.st_dev == st->st_dev && own.st_ino == st->st_ino;
    }
    arena_clear(&a);
    return is;
}

/* A device or a folder is not replaced by a file, nor is a link to one (/dev/stdout). */
static lia_status check_place(const lia_book *book, const char *path, bool replace, lia_error *err)
{
    struct stat st, meant;
    if (lstat(path, &st) != 0)
        return LIA_OK;
    bool link = S_ISLNK(st.st_mode);
    if ((!S_ISREG(st.st_mode) && !link) ||
        (link && stat(path, &meant) == 0 && !S_ISREG(meant.st_mode)))
        return lia_fail(err, LIA_IO, "path", _("%.60s is no file: name a file"), path);
    if (is_book(book, &st))
        return lia_fail(err, LIA_IO, "path", _("%.40s is the book itself: name another file"),
                        path_base(path));
    return replace ? LIA_OK : exists(path, err);
}

static lia_status path_fail(const char *path, int error, lia_error *err)
{
    if (error == EEXIST)
        return exists(path, err);
    if (error == ENOENT)
        return lia_fail(err, LIA_IO, "path", _("There is no folder for %.50s: check its name"),
                        path);
    if (error == EACCES || error == EPERM || error == EROFS)
        return lia_fail(err, LIA_IO, "path", _("You may not write %.50s: choose another place"),
                        path);
    return write_fail(error, err);
}

lia_status lia_export_file(lia_book *book, const char *path, bool replace,
                           const lia_export_how *how, int64_t *count, lia_error *err)
{
    struct arena a = {0};
    struct path_new file;
    int64_t written = 0;
    lia_status status = check_how(how, err);
    if (status == LIA_OK)
        status = check_place(book, path, replace, err);
    int error = status == LIA_OK ? path_begin_file(&a, path, &file) : 0;
    if (error) {
        status = path_fail(path, error, err);
    } else if (status == LIA_OK) {
        status = lia_export_stream(book, add_to_file, &file, how, &written, err);
        if (status)
            path_drop_file(&file);
        else if ((error = path_end_file(&file, replace)) != 0)
            status = path_fail(path, error, err);
    }
    if (status == LIA_OK)
        *count = written;
    arena_clear(&a);
    return status;
}
