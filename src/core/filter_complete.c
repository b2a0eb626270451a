/* The values that a field of the filter language can take, for completion. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "core/filter_tree.h"
#include "core/result.h"

void lia_filter_values_clear(lia_filter_values *values)
{
    result_free(values->arena);
    *values = (lia_filter_values){0};
}

/* What is gathered: values that begin with start, as the language compares them, until there are
 * enough. */
struct gathering {
    struct arena *arena;
    const char *start; /* folded */
    size_t limit;
    struct vec items; /* const char * */
};

static bool is_full(const struct gathering *g)
{
    return g->items.count >= g->limit;
}

static void offer(struct gathering *g, const char *value)
{
    if (!is_full(g) && str_starts(utf8_fold(g->arena, value), g->start))
        *(const char **)vec_push(&g->items) = arena_strdup(g->arena, value);
}

static lia_status offer_codes(struct gathering *g, lia_book *book, const struct field *field,
                              lia_error *err)
{
    struct db_rows *rows;
    const char *sql =
        arena_printf(g->arena, "SELECT code FROM %s WHERE blocked = 0 ORDER BY code", field->table);
    lia_status status = db_query(book->db, sql, DB_NONE, &rows, err);
    if (status)
        return status;
    while (!is_full(g) && db_next(rows))
        offer(g, db_text(rows, 0));
    return db_rows_close(rows, err);
}

static void offer_set(struct gathering *g, const struct field *field)
{
    for (int v = 0; v < FIELD_SET_MAX; v++) {
        const char *code = lia_value_code(field->set, v);
        if (code && code[0])
            offer(g, code);
    }
}

/* --- what contacts have --- */

/* As long as nobody waits for it. */
#define NEWEST_CONTACTS " FROM contact WHERE archived = 0 ORDER BY contact_id DESC LIMIT 100000"

static bool has(const struct gathering *g, const char *value)
{
    for (size_t i = 0; i < g->items.count; i++)
        if (strcmp(VEC_AT(&g->items, const char *, i), value) == 0)
            return true;
    return false;
}

/* ",press,vip,": each of them once. */
static void offer_tags(struct gathering *g, const char *tags)
{
    while (*(tags += strspn(tags, ","))) {
        size_t len = strcspn(tags, ",");
        const char *tag = arena_strndup(g->arena, tags, len);
        if (!has(g, tag))
            offer(g, tag);
        tags += len;
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static lia_status offer_texts(struct gathering *g, lia_book *book, const struct field *field,
                              lia_error *err)
{
    const char *sql =
        field->id == C_CITY ? "SELECT DISTINCT city FROM (SELECT city" NEWEST_CONTACTS
                              ") WHERE city <> '' ORDER BY city"
        : field->id == C_COUNTRY ? "SELECT DISTINCT country FROM (SELECT country" NEWEST_CONTACTS
                                   ") WHERE country <> '' ORDER BY country"
        : field->id == C_TAG ? "SELECT DISTINCT tags FROM (SELECT tags" NEWEST_CONTACTS
                               ") WHERE tags <> ''"
                             : NULL;
    struct db_rows *rows;
    lia_status status = sql ? db_query(book->db, sql, DB_NONE, &rows, err) : LIA_OK;
    if (!sql || status)
        return status;
    while (!is_full(g) && db_next(rows)) {
        if (field->id == C_TAG)
            offer_tags(g, db_text(rows, 0));
        else
            offer(g, db_text(rows, 0));
    }
    if (field->id == C_TAG && g->items.count)
        qsort(g->items.items, g->items.count, g->items.size, by_text);
    return db_rows_close(rows, err);
}

static lia_status offer_values(struct gathering *g, lia_book *book, const struct field *field,
                               lia_error *err)
{
    lia_status status = LIA_OK;
    switch (field->type) {
    case TYPE_CODE:
        status = offer_codes(g, book, field, err);
        break;
    case TYPE_SET:
        offer_set(g, field);
        break;
    case TYPE_BOOL:
        offer(g, "yes");
        offer(g, "no");
        return LIA_OK;
    case TYPE_TOUCH:
        offer(g, "overdue");
        break;
    case TYPE_TEXT:
    case TYPE_TAG:
        status = offer_texts(g, book, field, err);
        break;
    default:
        return LIA_OK;
    }
    if (field->blank)
        offer(g, "none");
    return status;
}

lia_status lia_filter_values_of(lia_book *book, lia_filter_kind kind, const char *field,
                                const char *start, size_t limit, lia_filter_values *out,
                                lia_error *err)
{
    struct arena *arena = result_new();
    struct gathering g = {arena, utf8_fold(arena, start), limit, VEC_OF(const char *)};
    const struct field *found = field_find(kind, field, strlen(field));
    lia_status status = found ? offer_values(&g, book, found, err) : LIA_OK;
    if (status == LIA_OK) {
        *out = (lia_filter_values){.count = g.items.count, .arena = arena};
        out->items = vec_move(&g.items, arena);
    } else {
        result_free(arena);
    }
    vec_clear(&g.items);
    return status;
}
