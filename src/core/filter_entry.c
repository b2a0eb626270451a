/* Terms over interaction log entries as conditions on a row of entry. */
#include "core/filter_cond.h"

/* The time on the clock, also before 1970. */
static const char time_sql[] = "iif(@.has_time, (@.wall % 86400 + 86400) % 86400, NULL)";
/* domain.md 2; a corrected one is canceled too. The numbers are lia_entry_status. */
static const char status_sql[] = "CASE WHEN @.corrected_by IS NOT NULL THEN 3 WHEN @.canceled_op "
                                 "IS NOT NULL THEN 2 ELSE @.failed END";

const char *cond_status_sql(void)
{
    return status_sql;
}

/* --- words --- */

/* Description, subject, comments, and name and no. of contact and company. */
static void add_words(struct sql *q, const struct value *value, const char *alias)
{
    int bound = cond_text_bind(q, value->text);
    sql_add(q, "(coalesce((SELECT ");
    cond_text(q, value->match, "t.description", alias, bound);
    sql_add(q, " OR ");
    cond_text(q, value->match, "t.subject", alias, bound);
    sql_add_on(q, " FROM text AS t WHERE t.text_id = @.text_id), 0) OR coalesce((SELECT ", alias);
    cond_text(q, value->match, "k.name_fold || ' ' || k.no", alias, bound);
    sql_add_on(q, " FROM contact AS k WHERE k.contact_id = @.contact_id), 0) OR coalesce((SELECT ",
               alias);
    cond_text(q, value->match, "k.name_fold || ' ' || k.no", alias, bound);
    sql_add_on(
        q,
        " FROM contact AS k WHERE k.contact_id = @.company_id AND @.company_id <> @.contact_id), 0)"
        " OR EXISTS (SELECT 1 FROM entry_comment AS m WHERE m.entry_no = @.entry_no AND ",
        alias);
    cond_text(q, value->match, "m.content", alias, bound);
    sql_add(q, "))");
}

/* For all rows of the table: texts, contacts and comments are gone through once. */
static void add_words_all(struct sql *q, const struct value *value, const char *alias)
{
    static const char *const keys[] = {"@.contact_id", "@.company_id"};
    int bound = cond_text_bind(q, value->text);
    sql_add_on(q, "(@.text_id IN (SELECT t.text_id FROM text AS t WHERE ", alias);
    cond_text(q, value->match, "t.description", alias, bound);
    sql_add(q, " OR ");
    cond_text(q, value->match, "t.subject", alias, bound);
    sql_add(q, ")");
    for (int i = 0; i < 2; i++) {
        sql_add(q, " OR coalesce(");
        sql_add_on(q, keys[i], alias);
        sql_add(q, i ? " IN (SELECT k.contact_id FROM contact AS k WHERE k.type = 1 AND "
                     : " IN (SELECT k.contact_id FROM contact AS k WHERE ");
        cond_text(q, value->match, "k.name_fold || ' ' || k.no", alias, bound);
        sql_add(q, "), 0)");
    }
    sql_add_on(q, " OR @.entry_no IN (SELECT m.entry_no FROM entry_comment AS m WHERE ", alias);
    cond_text(q, value->match, "m.content", alias, bound);
    sql_add(q, "))");
}

/* --- values --- */

/* Contact or company, by name or key. */
static void add_named(struct sql *q, const struct value *value, const char *key, const char *alias)
{
    if (value->kind == VALUE_TEXT) {
        sql_add(q, "coalesce((SELECT ");
        cond_text(q, value->match, "k.name_fold", alias, cond_text_bind(q, value->text));
        sql_add(q, " FROM contact AS k WHERE k.contact_id = ");
        sql_add_on(q, key, alias);
        sql_add(q, "), 0)");
        return;
    }
    sql_add_on(q, key, alias);
    sql_add(q, " IS ");
    if (value->kind == VALUE_ID)
        sql_add_int(q, value->lo);
    else
        sql_add(q, "NULL");
}

static void add_comment(struct sql *q, const struct value *value, const char *alias)
{
    if (value->kind == VALUE_NONE) {
        sql_add_on(q, "NOT EXISTS (SELECT 1 FROM entry_comment AS m WHERE m.entry_no = @.entry_no)",
                   alias);
        return;
    }
    sql_add_on(q, "EXISTS (SELECT 1 FROM entry_comment AS m WHERE m.entry_no = @.entry_no AND ",
               alias);
    cond_text(q, value->match, "m.content", alias, cond_text_bind(q, value->text));
    sql_add(q, ")");
}

static void add_segment(struct sql *q, const struct value *value, const char *alias)
{
    if (value->kind == VALUE_NONE) {
        sql_add_on(q, "@.segment_id IS NULL", alias);
        return;
    }
    if (value->kind == VALUE_ID) {
        sql_add_on(q, "@.segment_id IS ", alias);
        sql_add_int(q, value->lo);
        return;
    }
    sql_add_on(q, "coalesce(@.segment_id IN (SELECT s.segment_id FROM segment AS s WHERE ", alias);
    cond_key(q, value, "s.no", alias);
    sql_add(q, "), 0)");
}

static void add_set(struct sql *q, const struct value *value, const char *column, const char *alias)
{
    cond_bits(q, column, alias, value->kind == VALUE_NONE ? 1 : value->lo);
}

/* A number or amount that can be blank or not. */
static void add_number(struct sql *q, const struct value *value, const char *expr,
                       const char *alias)
{
    if (value->kind == VALUE_NONE) {
        sql_add_on(q, expr, alias);
        sql_add(q, " IS NULL");
    } else {
        cond_range(q, expr, alias, value->lo, value->hi);
    }
}

static void add_date(lia_book *book, struct sql *q, const struct value *value, const char *alias)
{
    int64_t lo, hi;
    day_span(book, value, false, &lo, &hi);
    cond_range(q, "@.wall", alias, lo, hi);
}

static void add_user(struct sql *q, const struct value *value, const char *alias)
{
    cond_text(q, value->match, "(SELECT o.user FROM op AS o WHERE o.op_id = @.op_id)", alias,
              cond_text_bind(q, value->text));
}

/* The fields that are numbers, and those that have a value set: what they are in the table. */
enum { FIELDS = E_USER + 1 };
static const char *const numbers[FIELDS] = {
    [E_NO] = "@.entry_no", [E_TIME] = time_sql,       [E_LOGGED] = "@.logged_id",
    [E_COST] = "@.cost",   [E_MINUTES] = "@.minutes",
};
static const char *const sets[FIELDS] = {
    [E_FLOW] = "@.flow",
    [E_BY] = "@.initiated_by",
    [E_CORR] = "@.correspondence",
    [E_STATUS] = status_sql,
    [E_EVALUATION] = "@.evaluation",
    [E_FAILED] = "@.failed",
    [E_CANCELED] = "@.canceled_op IS NOT NULL",
    [E_ORIGIN] = "@.origin",
};

static void add_value(lia_book *book, struct sql *q, const struct node *term,
                      const struct value *value, const char *alias)
{
    const struct field *field = term->field;
    switch (field->id) {
    case E_DATE:
        add_date(book, q, value, alias);
        break;
    case E_CONTACT:
        add_named(q, value, "@.contact_id", alias);
        break;
    case E_COMPANY:
        add_named(q, value, "@.company_id", alias);
        break;
    case E_TEMPLATE:
        cond_code(q, field, value, "@.template_id", alias);
        break;
    case E_GROUP:
        cond_code(q, field, value, "@.group_id", alias);
        break;
    case E_SALESPERSON:
        cond_code(q, field, value, "@.salesperson_id", alias);
        break;
    case E_SEGMENT:
        add_segment(q, value, alias);
        break;
    case E_COMMENT:
        add_comment(q, value, alias);
        break;
    case E_USER:
        add_user(q, value, alias);
        break;
    default:
        if (numbers[field->id])
            add_number(q, value, numbers[field->id], alias);
        else
            add_set(q, value, sets[field->id], alias);
    }
}

void cond_entry(lia_book *book, const struct node *term, const char *alias, struct sql *q)
{
    if (term->kind == NODE_WORD) {
        add_words(q, term->values, alias);
        return;
    }
    if (term->kind == NODE_MINE) {
        sql_add_on(q, "@.salesperson_id IS ", alias);
        sql_add_int(q, term->values->lo);
        return;
    }
    sql_add(q, "(");
    for (size_t i = 0; i < term->count; i++) {
        sql_add(q, i ? " OR " : "");
        add_value(book, q, term, &term->values[i], alias);
    }
    sql_add(q, ")");
}

void cond_entry_all(lia_book *book, const struct node *term, const char *alias, struct sql *q)
{
    if (term->kind == NODE_WORD)
        add_words_all(q, term->values, alias);
    else
        cond_entry(book, term, alias, q);
}
