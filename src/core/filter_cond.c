#include "core/filter_cond.h"

#include <string.h>

int cond_text_bind(struct sql *q, const char *text)
{
    int number = ++q->names;
    sql_bind(q, db_t(arena_printf(&q->arena, "f%d", number), text));
    return number;
}

void cond_text(struct sql *q, enum match match, const char *expr, const char *alias, int bound)
{
    static const char *const functions[] = {
        [MATCH_WORDS] = "lia_words(",   [MATCH_PHRASE] = "lia_phrase(",
        [MATCH_INSIDE] = "lia_inside(", [MATCH_WHOLE] = "lia_whole(",
        [MATCH_BEGINS] = "lia_words(",
    };
    sql_add(q, functions[match]);
    sql_add_on(q, expr, alias);
    sql_add_f(q, ", :f%d)", bound);
}

void cond_range(struct sql *q, const char *expr, const char *alias, int64_t lo, int64_t hi)
{
    /* These are never NULL, so that nothing stands between them and their index. */
    bool bare = q->unordered && (strcmp(expr, "@.entry_no") == 0 || strcmp(expr, "@.wall") == 0);
    sql_add(q, bare ? "((" : "coalesce((");
    sql_add_on(q, expr, alias);
    if (lo == INT64_MIN && hi == INT64_MAX) {
        sql_add(q, bare ? ") IS NOT NULL)" : ") IS NOT NULL, 0)");
        return;
    }
    sql_add(q, lo != INT64_MIN && hi != INT64_MAX ? ") BETWEEN "
               : lo != INT64_MIN                  ? ") >= "
                                                  : ") <= ");
    if (lo != INT64_MIN)
        sql_add_int(q, lo);
    if (lo != INT64_MIN && hi != INT64_MAX)
        sql_add(q, " AND ");
    if (hi != INT64_MAX)
        sql_add_int(q, hi);
    sql_add(q, bare ? ")" : ", 0)");
}

const char *key_end(struct arena *a, const char *text)
{
    size_t len = strlen(text);
    if (!len)
        return NULL;
    unsigned char last = (unsigned char)text[len - 1];
    /* Behind the last character of all nothing begins with text any more, and the bytes stay valid
     * UTF-8. */
    if (last >= 0x7F)
        return arena_printf(a, "%s\xF4\x8F\xBF\xBF", text);
    char *end = arena_strndup(a, text, len);
    end[len - 1] = (char)(last + 1);
    return end;
}

static void key_between(struct sql *q, const char *expr, const char *alias, const char *from,
                        const char *to, const char *below)
{
    const char *const signs[] = {" >= ", " <= ", " < "};
    const char *const ends[] = {from, to, below};
    bool any = false;
    sql_add(q, "(");
    for (int i = 0; i < 3; i++) {
        if (!ends[i])
            continue;
        if (any)
            sql_add(q, " AND ");
        sql_add_on(q, expr, alias);
        sql_add(q, signs[i]);
        sql_add_text(q, ends[i]);
        any = true;
    }
    sql_add(q, any ? ")" : "1)");
}

void cond_key(struct sql *q, const struct value *value, const char *expr, const char *alias)
{
    if (value->kind == VALUE_TEXT_RANGE) {
        key_between(q, expr, alias, value->text, value->to, NULL);
        return;
    }
    switch (value->match) {
    case MATCH_BEGINS:
        key_between(q, expr, alias, value->text, NULL, key_end(&q->arena, value->text));
        break;
    case MATCH_INSIDE:
        sql_add(q, "instr(");
        sql_add_on(q, expr, alias);
        sql_add(q, ", ");
        sql_add_text(q, value->text);
        sql_add(q, ") > 0");
        break;
    default:
        sql_add_on(q, expr, alias);
        sql_add(q, " = ");
        sql_add_text(q, value->text);
    }
}

void cond_bits(struct sql *q, const char *expr, const char *alias, int64_t bits)
{
    sql_add(q, "(");
    sql_add_int(q, bits);
    sql_add(q, " >> (");
    sql_add_on(q, expr, alias);
    sql_add(q, ") & 1)");
}

void cond_code(struct sql *q, const struct field *field, const struct value *value,
               const char *expr, const char *alias)
{
    if (value->kind == VALUE_NONE) {
        sql_add_on(q, expr, alias);
        sql_add(q, " IS NULL");
    } else if (value->kind == VALUE_ID) {
        sql_add_on(q, expr, alias);
        sql_add(q, " IS ");
        sql_add_int(q, value->lo);
    } else {
        sql_add(q, "coalesce(");
        sql_add_on(q, expr, alias);
        sql_add_f(q, " IN (SELECT s.%s FROM %s AS s WHERE ", field->key, field->table);
        cond_key(q, value, "s.code", alias);
        sql_add(q, "), 0)");
    }
}

/* The instant at which the viewer's clock begins the day. Asked twice: the zone at that instant is
 * what counts. */
static int64_t day_begins(lia_book *book, int64_t day)
{
    int64_t utc = day * DAY_SECONDS;
    for (int i = 0; i < 2; i++)
        utc = day * DAY_SECONDS - (int64_t)book->zone(book->clock_ctx, utc) * 60;
    return utc;
}

void day_span(lia_book *book, const struct value *days, bool zoned, int64_t *lo, int64_t *hi)
{
    *lo = days->lo;
    *hi = days->hi;
    if (*lo != INT64_MIN)
        *lo = zoned ? day_begins(book, *lo) : *lo * DAY_SECONDS;
    if (*hi != INT64_MAX)
        *hi = (zoned ? day_begins(book, *hi + 1) : (*hi + 1) * DAY_SECONDS) - 1;
}

void cond_tree(lia_book *book, const struct node *node, cond_term_fn *term, const char *alias,
               struct sql *q)
{
    if (node->kind != NODE_AND && node->kind != NODE_OR && node->kind != NODE_NOT) {
        term(book, node, alias, q);
        return;
    }
    sql_add(q, node->kind == NODE_NOT ? "(NOT " : "(");
    for (const struct node *child = node->child; child; child = child->next) {
        if (child != node->child)
            sql_add(q, node->kind == NODE_OR ? " OR " : " AND ");
        cond_tree(book, child, term, alias, q);
    }
    sql_add(q, ")");
}
