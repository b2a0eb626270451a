/* Addresses for mail programs. A pattern of one letter may match a third of the book, so nothing
 * goes through all that match: four ways give some candidates each, in an order that an index has,
 * and these are ranked. */
#include "liaise/address.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "core/code.h"
#include "core/contact_row.h"
#include "core/contact_tidy.h"
#include "core/core.h"
#include "core/result.h"
#include "liaise/contact.h"
#include "liaise/filter.h"

/* LATELY: the entries whose contacts may come first without being first in any index. */
enum { LATELY = 150, SPARE = 30, MOST = 100000 };

void lia_address_list_clear(lia_address_list *list)
{
    result_free(list->arena);
    *list = (lia_address_list){0};
}

struct find {
    lia_book *book;
    struct arena arena; /* of the search; what is given goes into result */
    struct arena *result;
    const char *raw; /* as typed, without blanks at its ends */
    const char *fold;
    int64_t limit;    /* of candidates each way */
    struct vec ids;   /* int64_t, maybe twice */
    struct vec found; /* struct candidate */
};

enum rank { RANK_WHOLE, RANK_BEGINS, RANK_WORDS, RANK_REST };
enum { EMAILS = 16 };
struct candidate {
    int64_t id, wall; /* of the last interaction, INT64_MIN never */
    const char *name, *name_fold, *no, *company;
    const char *emails[EMAILS], *labels[EMAILS];
    int email_count;
    enum rank rank;
};

/* --- candidates --- */

static lia_status gather(struct find *f, const char *sql, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(f->book->db, sql,
                                 DB_PARAMS(db_t("fold", f->fold), db_t("raw", f->raw),
                                           db_i("limit", f->limit), db_i("lately", LATELY)),
                                 &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        *(int64_t *)vec_push(&f->ids) = db_int(rows, 0);
    return db_rows_close(rows, err);
}

#define USABLE "c.archived = 0 AND c.privacy_blocked = 0"
#define HAS_EMAIL                                                                                  \
    "(c.email <> '' OR c.email2 <> '' OR EXISTS (SELECT 1 FROM contact_channel AS h"               \
    " WHERE h.contact_id = c.contact_id AND h.kind = 1))"
#define EMAIL_BEGINS(column)                                                                       \
    "SELECT c.contact_id FROM contact AS c WHERE c." column " <> ''"                               \
    " AND c." column " >= :raw COLLATE NOCASE AND c." column                                       \
    " < :raw || char(1114111) COLLATE NOCASE AND " USABLE " ORDER BY c." column                    \
    " COLLATE NOCASE LIMIT :limit"

static lia_status gather_by_index(struct find *f, lia_error *err)
{
    static const char *const ways[] = {
        "SELECT contact_id FROM entry WHERE canceled_op IS NULL ORDER BY wall DESC LIMIT :lately",
        "SELECT c.contact_id FROM contact AS c WHERE c.name_fold >= :fold"
        " AND c.name_fold < :fold || char(1114111) AND " USABLE " AND " HAS_EMAIL
        " ORDER BY c.name_fold, c.no LIMIT :limit",
        EMAIL_BEGINS("email"),
        EMAIL_BEGINS("email2"),
        "SELECT contact_id FROM contact_channel WHERE kind = 1 AND value >= :raw COLLATE NOCASE"
        " AND value < :raw || char(1114111) COLLATE NOCASE ORDER BY value COLLATE NOCASE"
        " LIMIT :limit",
    };
    lia_status status = LIA_OK;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && status == LIA_OK; i++)
        status = gather(f, ways[i], err);
    return status;
}

/* Letters and digits of the pattern as words: nothing in it is a term of the filter language. */
static const char *words_of(struct find *f)
{
    char *words = arena_strdup(&f->arena, f->fold);
    for (char *c = words; *c; c++) {
        unsigned char u = (unsigned char)*c;
        if (u < 0x80 && !(u >= '0' && u <= '9') && !(u >= 'a' && u <= 'z'))
            *c = ' ';
    }
    return words;
}

static lia_status gather_by_words(struct find *f, lia_error *err)
{
    lia_contact_query query = {0};
    lia_filter *filter = NULL;
    int64_t *ids = NULL;
    size_t count = 0;
    const char *text = arena_printf(&f->arena, "!email:none privacy:no %s", words_of(f));
    lia_status status =
        lia_filter_parse(f->book, LIA_FILTER_CONTACTS, text, true, &filter, NULL, err);
    if (status)
        return status;
    query.filter = filter;
    status = lia_contact_ids(f->book, &query, (size_t)f->limit, &ids, &count, err);
    for (size_t i = 0; i < count && status == LIA_OK; i++)
        *(int64_t *)vec_push(&f->ids) = ids[i];
    free(ids);
    lia_filter_free(filter);
    return status;
}

/* --- what they are --- */

static void add_email(struct candidate *c, const char *email, const char *label)
{
    if (!*email || c->email_count == EMAILS)
        return;
    c->emails[c->email_count] = email;
    c->labels[c->email_count++] = label;
}

static lia_status read_candidates(struct find *f, const char *ids, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(f->book->db,
                 "SELECT c.contact_id, c.name, c.name_fold, c.no, k.name, c.email, c.email2,"
                 " (SELECT e.wall FROM entry AS e WHERE e.contact_id = c.contact_id"
                 " AND e.canceled_op IS NULL AND e.failed = 0 ORDER BY e.wall DESC LIMIT 1)"
                 " FROM contact AS c LEFT JOIN contact AS k ON k.contact_id = c.company_id"
                 " WHERE c.contact_id IN (SELECT value FROM json_each(:ids)) AND " USABLE
                 " ORDER BY c.contact_id",
                 DB_PARAMS(db_t("ids", ids)), &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        struct candidate *c = vec_push(&f->found);
        c->id = db_int(rows, 0);
        c->name = arena_strdup(f->result, db_text(rows, 1));
        c->name_fold = arena_strdup(&f->arena, db_text(rows, 2));
        c->no = arena_strdup(f->result, db_text(rows, 3));
        c->company = arena_strdup(f->result, db_text(rows, 4));
        add_email(c, arena_strdup(f->result, db_text(rows, 5)), "");
        add_email(c, arena_strdup(f->result, db_text(rows, 6)), "");
        c->wall = db_is_null(rows, 7) ? INT64_MIN : db_int(rows, 7);
    }
    return db_rows_close(rows, err);
}

static lia_status read_channels(struct find *f, const char *ids, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(f->book->db,
                                 "SELECT contact_id, value, label FROM contact_channel"
                                 " WHERE contact_id IN (SELECT value FROM json_each(:ids))"
                                 " AND kind = 1 ORDER BY contact_id, channel_id",
                                 DB_PARAMS(db_t("ids", ids)), &rows, err);
    if (status)
        return status;
    size_t at = 0;
    while (db_next(rows)) {
        int64_t id = db_int(rows, 0);
        while (at < f->found.count && VEC_AT(&f->found, struct candidate, at).id < id)
            at++;
        if (at < f->found.count && VEC_AT(&f->found, struct candidate, at).id == id)
            add_email(&VEC_AT(&f->found, struct candidate, at),
                      arena_strdup(f->result, db_text(rows, 1)),
                      arena_strdup(f->result, db_text(rows, 2)));
    }
    return db_rows_close(rows, err);
}

/* --- order --- */

static bool starts(const char *text, const char *with, bool *whole)
{
    size_t len = strlen(with);
    bool so = strncmp(text, with, len) == 0;
    *whole = *whole || (so && !text[len]);
    return so;
}

static enum rank rank_of(struct find *f, const struct candidate *c)
{
    const char *texts[EMAILS + 3] = {c->name_fold, c->company};
    bool whole = false, begins = starts(c->name_fold, f->fold, &whole);
    for (int i = 0; i < c->email_count; i++) {
        texts[i + 2] = utf8_fold(&f->arena, c->emails[i]);
        begins = starts(texts[i + 2], f->fold, &whole) || begins;
    }
    return whole                        ? RANK_WHOLE
           : begins                     ? RANK_BEGINS
           : code_match(f->fold, texts) ? RANK_WORDS
                                        : RANK_REST;
}

static int by_rank(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->wall != y->wall)
        return x->wall > y->wall ? -1 : 1;
    int order = strcmp(x->name_fold, y->name_fold);
    return order ? order : strcmp(x->no, y->no);
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* `sure` (sorted) match by some word; the others are there for one index or for being late in
 * touch, and must match by name, e-mail or company. */
static void rank_all(struct find *f, const int64_t *sure, size_t sure_count)
{
    size_t kept = 0;
    for (size_t i = 0; i < f->found.count; i++) {
        struct candidate *c = &VEC_AT(&f->found, struct candidate, i);
        c->rank = rank_of(f, c);
        bool matches =
            c->rank < RANK_REST || bsearch(&c->id, sure, sure_count, sizeof *sure, by_id);
        if (matches && c->email_count > 0)
            VEC_AT(&f->found, struct candidate, kept++) = *c;
    }
    f->found.count = kept;
    if (kept > 0)
        qsort(f->found.items, kept, sizeof(struct candidate), by_rank);
}

static lia_status find_candidates(struct find *f, lia_error *err)
{
    lia_status status = gather_by_words(f, err);
    size_t sure_count = f->ids.count;
    int64_t *sure = arena_alloc(&f->arena, sizeof *sure * (sure_count + 1));
    if (sure_count > 0) {
        memcpy(sure, f->ids.items, sizeof *sure * sure_count);
        qsort(sure, sure_count, sizeof *sure, by_id);
    }
    if (status == LIA_OK)
        status = gather_by_index(f, err);
    if (status)
        return status;
    const char *ids = contact_ids_json(&f->arena, f->ids.items, f->ids.count);
    status = read_candidates(f, ids, err);
    if (status == LIA_OK)
        status = read_channels(f, ids, err);
    if (status == LIA_OK)
        rank_all(f, sure, sure_count);
    return status;
}

/* --- the list --- */

static void fill(struct find *f, size_t limit, lia_address_list *out)
{
    out->items = arena_alloc(f->result, sizeof *out->items * (limit + 1));
    for (size_t i = 0; i < f->found.count && out->count < limit; i++) {
        const struct candidate *c = &VEC_AT(&f->found, struct candidate, i);
        for (int e = 0; e < c->email_count && out->count < limit; e++)
            out->items[out->count++] =
                (lia_address){.email = c->emails[e],
                              .name = c->name,
                              .other = *c->labels[e] ? c->labels[e] : c->company,
                              .no = c->no,
                              .contact_id = c->id};
    }
}

lia_status lia_address_find(lia_book *book, const char *pattern, int limit, lia_address_list *out,
                            lia_error *err)
{
    limit = limit < 0 ? 0 : limit > MOST ? MOST : limit;
    lia_address_list list = {.arena = result_new()};
    struct find f = {.book = book,
                     .result = list.arena,
                     .limit = limit + SPARE,
                     .ids = VEC_OF(int64_t),
                     .found = VEC_OF(struct candidate)};
    f.fold = utf8_fold(&f.arena, pattern);
    f.raw = contact_line(&f.arena, pattern, NULL);
    bool any = !*f.fold || words_of(&f)[strspn(words_of(&f), " ")];
    lia_status status = any && limit > 0 ? find_candidates(&f, err) : LIA_OK;
    if (status == LIA_OK)
        fill(&f, (size_t)limit, &list);
    vec_clear(&f.ids);
    vec_clear(&f.found);
    arena_clear(&f.arena);
    if (status)
        lia_address_list_clear(&list);
    else
        *out = list;
    return status;
}
