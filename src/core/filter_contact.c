/* Terms over contacts as conditions on a row of contact. */
#include "core/filter_cond.h"

/* One value of the entries that count for a contact: a company's are those that carry it (domain.md
 * 8). */
#define ENTRIES_OF(of)                                                                             \
    "CASE @.type WHEN 1 THEN (SELECT " of(entry_company, company_id) ") ELSE (SELECT " of(         \
        entry_contact, contact_id) ") END"
#define COUNTING(index, key)                                                                       \
    " FROM entry AS x INDEXED BY " #index " WHERE x." #key " = @.contact_id"                       \
    " AND x.canceled_op IS NULL"
#define LAST(index, key)                                                                           \
    "x.wall" COUNTING(index, key) " AND x.failed = 0 ORDER BY x.wall DESC LIMIT 1"
#define ATTEMPT(index, key)                                                                        \
    "x.wall" COUNTING(index, key) " AND x.initiated_by = 1 ORDER BY x.wall DESC LIMIT 1"

static const char last_sql[] = ENTRIES_OF(LAST);
static const char attempt_sql[] = ENTRIES_OF(ATTEMPT);
static const char created_sql[] = "(SELECT o.done_at FROM op AS o WHERE o.op_id = @.op_id)";
static const char changed_sql[] = "(SELECT o.done_at FROM op AS o WHERE o.op_id = @.changed_op)";
/* Its own, else its company's, else the book's. */
static const char touch_sql[] =
    "coalesce(@.touch_days, (SELECT k.touch_days FROM contact AS k"
    " WHERE k.contact_id = @.company_id), (SELECT touch_days FROM setup))";

const char *cond_last_sql(void)
{
    return last_sql;
}

/* Never: the day it was added counts (domain.md 8). Added is an instant, so the viewer's zone is
 * put to it. */
void cond_out_of_touch(lia_book *book, const char *alias, struct sql *q)
{
    sql_add_on(q, "(@.archived = 0 AND coalesce(", alias);
    sql_add_on(q, touch_sql, alias);
    sql_add(q, ", 0) > 0 AND coalesce((");
    sql_add_on(q, last_sql, alias);
    sql_add(q, "), ");
    sql_add_on(q, created_sql, alias);
    sql_add(q, " + ");
    sql_add_int(q, (int64_t)lia_book_zone(book) * 60);
    sql_add(q, ", 0) < (");
    sql_add_int(q, lia_book_today(book));
    sql_add(q, " - ");
    sql_add_on(q, touch_sql, alias);
    sql_add(q, ") * 86400)");
}

/* --- texts --- */

struct text_place {
    const char *const *columns; /* ended by NULL */
    int channel;                /* further ones of this kind; 0 none */
};
static const char *const name_columns[] = {"@.name_fold", NULL};
static const char *const city_columns[] = {"@.city", NULL};
static const char *const post_columns[] = {"@.post_code", NULL};
static const char *const country_columns[] = {"@.country", NULL};
static const char *const email_columns[] = {"@.email", "@.email2", NULL};
static const char *const phone_columns[] = {"@.phone", "@.mobile", NULL};

static struct text_place text_place(enum field_id id)
{
    switch (id) {
    case C_CITY:
        return (struct text_place){city_columns, 0};
    case C_POST:
        return (struct text_place){post_columns, 0};
    case C_COUNTRY:
        return (struct text_place){country_columns, 0};
    case C_EMAIL:
        return (struct text_place){email_columns, 1};
    case C_PHONE:
        return (struct text_place){phone_columns, 2};
    default:
        return (struct text_place){name_columns, 0};
    }
}

static void add_blank(struct sql *q, const struct text_place *place, const char *alias)
{
    sql_add(q, "(");
    for (int i = 0; place->columns[i]; i++) {
        sql_add(q, i ? " AND " : "");
        sql_add_on(q, place->columns[i], alias);
        sql_add(q, " = ''");
    }
    if (place->channel)
        sql_add_on(q,
                   " AND NOT EXISTS (SELECT 1 FROM contact_channel AS ch WHERE ch.contact_id = "
                   "@.contact_id",
                   alias);
    if (place->channel)
        sql_add_f(q, " AND ch.kind = %d)", place->channel);
    sql_add(q, ")");
}

/* One comparison of the value with an expression. */
static void compare(struct sql *q, bool phone, const struct value *value, const char *expr,
                    const char *alias, int bound)
{
    if (!phone) {
        cond_text(q, value->match, expr, alias, bound);
        return;
    }
    sql_add(q, "lia_phone(");
    sql_add_on(q, expr, alias);
    sql_add_f(q, ", :f%d)", bound);
}

static void add_text(struct sql *q, const struct node *term, const struct value *value,
                     const char *alias)
{
    const struct text_place place = text_place(term->field->id);
    bool phone = term->field->type == TYPE_PHONE;
    if (value->kind == VALUE_NONE) {
        add_blank(q, &place, alias);
        return;
    }
    int bound = cond_text_bind(q, value->text);
    sql_add(q, "(");
    for (int i = 0; place.columns[i]; i++) {
        sql_add(q, i ? " OR " : "");
        compare(q, phone, value, place.columns[i], alias, bound);
    }
    if (place.channel) {
        sql_add_on(
            q, " OR EXISTS (SELECT 1 FROM contact_channel AS ch WHERE ch.contact_id = @.contact_id",
            alias);
        sql_add_f(q, " AND ch.kind = %d AND ", place.channel);
        compare(q, phone, value, "ch.value", alias, bound);
        sql_add(q, ")");
    }
    sql_add(q, ")");
}

static void add_company(struct sql *q, const struct value *value, const char *alias)
{
    if (value->kind == VALUE_NONE) {
        sql_add_on(q, "@.company_id IS NULL", alias);
        return;
    }
    if (value->kind == VALUE_ID) {
        sql_add_on(q, "@.company_id IS ", alias);
        sql_add_int(q, value->lo);
        return;
    }
    sql_add(q, "coalesce((SELECT ");
    cond_text(q, value->match, "k.name_fold", alias, cond_text_bind(q, value->text));
    sql_add_on(q, " FROM contact AS k WHERE k.contact_id = @.company_id), 0)", alias);
}

static void add_tag(struct sql *q, const struct value *value, const char *alias)
{
    if (value->kind == VALUE_NONE) {
        sql_add_on(q, "@.tags = ''", alias);
        return;
    }
    sql_add_on(q, "lia_tag(@.tags, ", alias);
    sql_add_text(q, value->text);
    sql_add(q, ")");
}

/* --- dates and numbers --- */

static void add_day(lia_book *book, struct sql *q, const struct node *term,
                    const struct value *value, const char *alias)
{
    enum field_id id = term->field->id;
    const char *expr = id == C_LAST      ? last_sql
                       : id == C_ATTEMPT ? attempt_sql
                       : id == C_CREATED ? created_sql
                                         : changed_sql;
    if (value->kind == VALUE_NONE) {
        sql_add(q, "(");
        sql_add_on(q, expr, alias);
        sql_add(q, ") IS NULL");
        return;
    }
    int64_t lo, hi;
    day_span(book, value, id == C_CREATED || id == C_CHANGED, &lo, &hi);
    cond_range(q, expr, alias, lo, hi);
}

/* The contact has `count` entries or more: the one at that place is there. */
static void add_at_least(struct sql *q, int64_t count, const char *alias)
{
    sql_add_on(q,
               "CASE @.type WHEN 1 THEN EXISTS (SELECT 1" COUNTING(entry_company,
                                                                   company_id) " LIMIT 1 OFFSET ",
               alias);
    sql_add_int(q, count - 1);
    sql_add_on(q, ") ELSE EXISTS (SELECT 1" COUNTING(entry_contact, contact_id) " LIMIT 1 OFFSET ",
               alias);
    sql_add_int(q, count - 1);
    sql_add(q, ") END");
}

static void add_entries(struct sql *q, const struct value *value, const char *alias)
{
    int64_t lo = value->kind == VALUE_NONE ? 0 : value->lo,
            hi = value->kind == VALUE_NONE ? 0 : value->hi;
    sql_add(q, hi < 0 ? "(0" : "(1");
    if (lo > 0) {
        sql_add(q, " AND ");
        add_at_least(q, lo, alias);
    }
    if (hi >= 0 && hi != INT64_MAX) {
        sql_add(q, " AND NOT ");
        add_at_least(q, hi + 1, alias);
    }
    sql_add(q, ")");
}

static void add_touch(lia_book *book, struct sql *q, const struct value *value, const char *alias)
{
    if (value->kind == VALUE_OVERDUE) {
        cond_out_of_touch(book, alias, q);
    } else if (value->kind == VALUE_NONE) {
        sql_add_on(q, touch_sql, alias);
        sql_add(q, " IS NULL");
    } else {
        cond_range(q, touch_sql, alias, value->lo, value->hi);
    }
}

/* --- has:( ) --- */

static bool speaks_of_canceled(const struct node *node)
{
    return tree_names(node, E_CANCELED) || tree_names(node, E_STATUS);
}

static void add_one_entry(lia_book *book, struct sql *q, const struct node *tree, bool company,
                          const char *alias)
{
    sql_add_on(q,
               company ? "EXISTS (SELECT 1 FROM entry AS h INDEXED BY entry_company WHERE "
                         "h.company_id = @.contact_id"
                       : "EXISTS (SELECT 1 FROM entry AS h INDEXED BY entry_contact WHERE "
                         "h.contact_id = @.contact_id",
               alias);
    if (!speaks_of_canceled(tree))
        sql_add(q, " AND h.canceled_op IS NULL");
    sql_add(q, " AND ");
    cond_tree(book, tree, cond_entry, "h", q);
    sql_add(q, ")");
}

static void add_has(lia_book *book, struct sql *q, const struct node *term, const char *alias)
{
    sql_add_on(q, "CASE @.type WHEN 1 THEN ", alias);
    add_one_entry(book, q, term->child, true, alias);
    sql_add(q, " ELSE ");
    add_one_entry(book, q, term->child, false, alias);
    sql_add(q, " END");
}

/* --- terms --- */

static void add_value(lia_book *book, struct sql *q, const struct node *term,
                      const struct value *value, const char *alias)
{
    switch (term->field->id) {
    case C_NO:
        cond_key(q, value, "+@.no", alias); /* the list has its index */
        break;
    case C_TYPE:
        cond_bits(q, "@.type", alias, value->lo);
        break;
    case C_COMPANY:
        add_company(q, value, alias);
        break;
    case C_TAG:
        add_tag(q, value, alias);
        break;
    case C_SALESPERSON:
        cond_code(q, term->field, value, "@.salesperson_id", alias);
        break;
    case C_CORR:
        cond_bits(q, "@.correspondence", alias, value->kind == VALUE_NONE ? 1 : value->lo);
        break;
    case C_EXCLUDE:
        cond_bits(q, "@.exclude", alias, value->lo);
        break;
    case C_PRIVACY:
        cond_bits(q, "@.privacy_blocked", alias, value->lo);
        break;
    case C_ARCHIVED:
        cond_bits(q, "@.archived", alias, value->lo);
        break;
    case C_CREATED:
    case C_CHANGED:
    case C_LAST:
    case C_ATTEMPT:
        add_day(book, q, term, value, alias);
        break;
    case C_TOUCH:
        add_touch(book, q, value, alias);
        break;
    case C_ENTRIES:
        add_entries(q, value, alias);
        break;
    default:
        add_text(q, term, value, alias);
    }
}

void cond_contact(lia_book *book, const struct node *term, const char *alias, struct sql *q)
{
    switch (term->kind) {
    case NODE_WORD:
        cond_contact_words(term->values, false, alias, q);
        return;
    case NODE_MINE:
        sql_add_on(q, "@.salesperson_id IS ", alias);
        sql_add_int(q, term->values->lo);
        return;
    case NODE_HAS:
        add_has(book, q, term, alias);
        return;
    default:
        break;
    }
    sql_add(q, "(");
    for (size_t i = 0; i < term->count; i++) {
        sql_add(q, i ? " OR " : "");
        add_value(book, q, term, &term->values[i], alias);
    }
    sql_add(q, ")");
}
