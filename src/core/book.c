#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/mem.h"
#include "core/book_new.h"
#include "core/core.h"

enum { DAY = 86400 };

void book_random_key(char out[BOOK_KEY_TEXT])
{
    unsigned char bytes[(BOOK_KEY_TEXT - 1) / 2];
    ssize_t got = getrandom(bytes, sizeof bytes, 0);
    assert(got == (ssize_t)sizeof bytes); /* up to 256 bytes always come whole */
    (void)got;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

uint64_t book_random_seed(void)
{
    char key[BOOK_KEY_TEXT];
    book_random_key(key);
    key[16] = '\0'; /* 64 bits */
    return strtoull(key, NULL, 16);
}

/* Which book this is. *found: false in a book whose making was interrupted after its tables. */
static lia_status read_identity(lia_book *book, bool *found, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(book->db, "SELECT book_id, example FROM book", DB_NONE, &rows, err);
    if (status)
        return status;
    *found = db_next(rows);
    if (*found) {
        snprintf(book->id, sizeof book->id, "%s", db_text(rows, 0));
        book->example = db_int(rows, 1) != 0;
    }
    return db_rows_close(rows, err);
}

static lia_status identify(lia_book *book, lia_error *err)
{
    bool found = false;
    lia_status status = read_identity(book, &found, err);
    if (status || found || db_is_read_only(book->db))
        return status;
    status = book_new_fill(book, &book->made, err);
    return status ? status : read_identity(book, &found, err);
}

lia_status lia_book_open(const lia_open *how, lia_book **out, lia_error *err)
{
    assert(how->user && how->user[0] && how->now && how->zone);
    lia_book *book = mem_alloc(sizeof *book);
    book->user = mem_strdup(how->user);
    book->full_name = mem_strdup(how->full_name ? how->full_name : "");
    book->now = how->now;
    book->zone = how->zone;
    book->clock_ctx = how->clock_ctx;
    book_random_key(book->session);
    bool reads = how->read_only || (how->dry_run && how->path);
    int flags = (how->path ? 0 : DB_MEMORY) | (reads ? DB_READ_ONLY : 0) |
                (how->create && !reads ? DB_CREATE : 0);
    lia_status status = db_open(how->path, flags, lia_book_now(book), &book->db, err);
    if (status == LIA_OK)
        status = identify(book, err);
    if (status) {
        lia_book_close(book);
        return status;
    }
    book->seen = db_data_version(book->db);
    book->dry_run = how->dry_run; /* a new one in memory is filled by now */
    *out = book;
    return LIA_OK;
}

void lia_book_close(lia_book *book)
{
    if (!book)
        return;
    db_close(book->db);
    free(book->user);
    free(book->full_name);
    free(book);
}

bool lia_book_read_only(const lia_book *book)
{
    return db_is_read_only(book->db);
}

bool lia_book_made(const lia_book *book)
{
    return book->made;
}

bool lia_book_example(const lia_book *book)
{
    return book->example;
}

const char *lia_book_path(const lia_book *book)
{
    return db_path(book->db);
}

const char *lia_book_id(const lia_book *book)
{
    return book->id;
}

const char *lia_book_user(const lia_book *book)
{
    return book->user;
}

int64_t lia_book_now(const lia_book *book)
{
    return book->now(book->clock_ctx);
}

int lia_book_zone(const lia_book *book)
{
    return book->zone(book->clock_ctx, lia_book_now(book));
}

int64_t lia_book_wall(const lia_book *book)
{
    int64_t now = lia_book_now(book);
    return now + 60 * (int64_t)book->zone(book->clock_ctx, now);
}

int32_t lia_book_today(const lia_book *book)
{
    int64_t wall = lia_book_wall(book);
    return (int32_t)((wall >= 0 ? wall : wall - (DAY - 1)) / DAY);
}

bool lia_book_changed(lia_book *book)
{
    int64_t version = db_data_version(book->db);
    bool changed = version != book->seen;
    book->seen = version;
    return changed;
}

void lia_book_set_interrupt(lia_book *book, bool (*keep_going)(void *ctx), void *ctx)
{
    db_set_progress(book->db, keep_going, ctx);
}

lia_status lia_book_backup(lia_book *book, const char *path, const lia_progress *progress,
                           lia_error *err)
{
    return db_backup(book->db, path, progress, err);
}

static int64_t *count_named(lia_counts *counts, const char *name)
{
    const struct {
        const char *name;
        int64_t *value;
    } all[] = {
        {"contacts", &counts->contacts},
        {"contacts_archived", &counts->contacts_archived},
        {"entries", &counts->entries},
        {"entries_canceled", &counts->entries_canceled},
        {"postponed", &counts->postponed},
        {"segments", &counts->segments},
        {"logged_segments", &counts->logged_segments},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0)
            return all[i].value;
    return NULL;
}

lia_status lia_book_counts(lia_book *book, lia_counts *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(book->db, "SELECT name, value FROM counter", DB_NONE, &rows, err);
    if (status)
        return status;
    lia_counts counts = {0};
    while (db_next(rows)) {
        int64_t *value = count_named(&counts, db_text(rows, 0));
        if (value)
            *value = db_int(rows, 1);
    }
    status = db_rows_close(rows, err);
    if (status == LIA_OK)
        *out = counts;
    return status;
}
