#include "core/contact_words.h"

#include <stdlib.h>
#include <string.h>

#include "core/contact_row.h"
#include "core/core.h"
#include "core/derive.h"

enum { MANY = 200 };

struct company {
    int64_t id;
    const char *name;
};

/* Goes through the new contacts, one statement each. */
struct words {
    struct contact_writing *w;
    size_t at;
    struct contact_item item;
    struct company *companies; /* those in the book that new persons belong to, by id */
    size_t company_count;
    char *text; /* in the operation's arena */
    size_t room;
};

static int compare_companies(const void *a, const void *b)
{
    const struct company *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

/* A company whose name changes in this very batch: what its persons' words are is not known here.
 */
static bool names_change(const struct contact_writing *w)
{
    for (size_t i = 0; i < w->bulk.changes; i++)
        if (w->has[w->bulk.adds + i] & IS_RENAMED && w->changed[i].type == LIA_COMPANY)
            return true;
    return false;
}

/* The companies in the book that new persons belong to. */
static lia_status read_companies(struct words *words, lia_error *err)
{
    struct contact_writing *w = words->w;
    struct arena *a = &w->op->arena;
    size_t n = w->company_count;
    if (n == 0)
        return LIA_OK;
    words->companies = arena_alloc(a, n * sizeof *words->companies);
    struct db_rows *rows;
    lia_status status =
        db_query(w->op->db,
                 "SELECT contact_id, name FROM contact WHERE contact_id IN"
                 " (SELECT value FROM json_each(:ids)) ORDER BY contact_id",
                 DB_PARAMS(db_t("ids", contact_ids_json(a, w->companies, n))), &rows, err);
    if (status)
        return status;
    while (words->company_count < n && db_next(rows))
        words->companies[words->company_count++] =
            (struct company){db_int(rows, 0), arena_strdup(a, db_text(rows, 1))};
    return db_rows_close(rows, err);
}

static const char *company_name(const struct words *words)
{
    const struct contact_item *item = &words->item;
    if (item->company_at && words->w->bulk.from && *item->c->company)
        return item->c->company;
    if (item->company_at)
        return contact_new_name(words->w, item->company_at - 1);
    const struct company key = {item->company_id, NULL};
    const struct company *found = words->company_count
                                      ? bsearch(&key, words->companies, words->company_count,
                                                sizeof *words->companies, compare_companies)
                                      : NULL;
    return found ? found->name : "";
}

/* The phone without what people put between its digits. */
static const char *digits(struct arena *a, const char *phone)
{
    if (!phone[strcspn(phone, " -()")])
        return phone;
    char *copy = arena_strdup(a, phone), *to = copy;
    for (const char *s = copy; *s; s++)
        if (!strchr(" -()", *s))
            *to++ = *s;
    *to = '\0';
    return copy;
}

/* Puts a word and a blank behind text[0..len). Returns the new length. */
static size_t add_word(struct words *words, size_t len, const char *word)
{
    size_t n = strlen(word);
    if (len + n + 2 > words->room) {
        words->room = 2 * (len + n + 2);
        char *text = arena_alloc(&words->w->op->arena, words->room);
        if (len)
            memcpy(text, words->text, len);
        words->text = text;
    }
    memcpy(words->text + len, word, n);
    words->text[len + n] = ' ';
    words->text[len + n + 1] = '\0';
    return len + n + 1;
}

/* The same words as the view contact_words of schema.sql has: they are taken out of the index again
 * by saying them once more. */
static void set_words(struct words *words)
{
    struct arena *a = &words->w->op->row;
    const struct contact_item *item = &words->item;
    const lia_contact *c = item->c;
    const char *const parts[] = {
        c->name,
        item->no,
        c->email,
        c->email2,
        c->city,
        contact_tags_kept(a, c->tags),
        digits(a, c->phone),
        digits(a, c->mobile),
        company_name(words),
        c->note,
    };
    size_t len = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        len = add_word(words, len, parts[i]);
    for (size_t i = 0; i < c->channel_count; i++)
        len = add_word(words, len, c->channels[i].value);
}

static bool next_words(void *ctx, struct db_param *params)
{
    struct words *words = ctx;
    if (words->at == words->w->bulk.adds)
        return false;
    arena_reset(&words->w->op->row);
    contact_item_read(words->w, words->at++, &words->item);
    set_words(words);
    params[0].i = words->item.key;
    params[1].s = words->text;
    return true;
}

lia_status contact_words_add(struct contact_writing *w, lia_error *err)
{
    struct op *op = w->op;
    if (w->bulk.adds < MANY || names_change(w))
        return LIA_OK;
    struct words *words = arena_alloc(&op->arena, sizeof *words);
    words->w = w;
    lia_status status = read_companies(words, err);
    if (status)
        return status;
    struct db_param *params = arena_alloc(&op->arena, 3 * sizeof *params);
    params[0] = db_i("key", 0);
    params[1] = db_t("words", "");
    params[2].type = DB_END;
    if (w->bulk.adds >= DERIVE_MANY)
        derive_words_bulk(op, true);
    db_each(op->batch, "INSERT INTO contact_fts (rowid, words) VALUES (:key, :words)", params,
            next_words, words);
    db_batch_rows(op->batch, (int64_t)w->bulk.adds);
    if (w->bulk.adds >= DERIVE_MANY)
        derive_words_bulk(op, false);
    op->words_in = true;
    return LIA_OK;
}

/* --- merging --- */

enum { PARTS_FEW = 64, MERGE_PAGES = 32 };

/* What the index says of its parts (its data, id 10): a few bytes for each. */
static bool read_parts(lia_book *book, struct arena *a, const char **parts)
{
    struct db_rows *rows;
    if (db_query(book->db, "SELECT hex(block) FROM contact_fts_data WHERE id = 10", DB_NONE, &rows,
                 NULL) != LIA_OK)
        return false;
    *parts = db_next(rows) ? arena_strdup(a, db_text(rows, 0)) : "";
    return db_rows_close(rows, NULL) == LIA_OK;
}

bool contact_words_merge(lia_book *book)
{
    struct arena a = {0};
    const char *before, *after;
    bool more = false;
    if (read_parts(book, &a, &before) && strlen(before) / 2 > PARTS_FEW) {
        struct db_batch *batch = db_batch_new(book->db);
        db_batch_no_wait(batch);
        db_add(batch, "INSERT INTO contact_fts (contact_fts, rank) VALUES ('merge', :pages)",
               DB_PARAMS(db_i("pages", MERGE_PAGES)));
        more = db_batch_run(batch, NULL, NULL, NULL) == LIA_OK && read_parts(book, &a, &after) &&
               strcmp(before, after) != 0; /* unchanged: there is nothing worth merging */
        db_batch_free(batch);
    }
    arena_clear(&a);
    return more;
}
