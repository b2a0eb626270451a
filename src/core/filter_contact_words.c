/* Words over contacts as conditions on a row of contact. */
#include <string.h>

#include "core/filter_cond.h"
#include "core/filter_fts.h"

/* What the view contact_words puts together. Compared one by one they take half the time, and a
 * name that has the word ends it. */
static const char *const word_columns[] = {"@.name_fold", "@.no",   "@.email", "@.email2",
                                           "@.city",      "@.tags", "@.note",  NULL};
#define DIALED(column)                                                                             \
    "replace(replace(replace(replace(@." column ", ' ', ''), '-', ''), '(', ''), ')', '')"

static void add_dialed(struct sql *q, enum match match, const char *alias, int bound)
{
    if (match == MATCH_WORDS) {
        sql_add_on(q, " OR lia_dialed(@.phone, ", alias);
        sql_add_f(q, ":f%d)", bound);
        sql_add_on(q, " OR lia_dialed(@.mobile, ", alias);
        sql_add_f(q, ":f%d)", bound);
        return;
    }
    sql_add(q, " OR ");
    cond_text(q, match, DIALED("phone"), alias, bound);
    sql_add(q, " OR ");
    cond_text(q, match, DIALED("mobile"), alias, bound);
}

/* bulk: for all rows of the table, so that companies and channels are gone through once. */
static void add_word(struct sql *q, enum match match, const char *needle, bool bulk,
                     const char *alias)
{
    int bound = cond_text_bind(q, needle);
    sql_add(q, "(");
    for (int i = 0; word_columns[i]; i++) {
        sql_add(q, i ? " OR " : "");
        cond_text(q, match, word_columns[i], alias, bound);
    }
    add_dialed(q, match, alias, bound);
    sql_add_on(q,
               bulk ? " OR coalesce(@.company_id IN (SELECT k.contact_id FROM contact AS k WHERE "
                      "k.type = 1 AND "
                    : " OR coalesce((SELECT ",
               alias);
    cond_text(q, match, "k.name_fold", alias, bound);
    sql_add_on(
        q,
        bulk ? "), 0) OR @.contact_id IN (SELECT ch.contact_id FROM contact_channel AS ch WHERE "
             : " FROM contact AS k WHERE k.contact_id = @.company_id), 0) OR EXISTS (SELECT 1"
               " FROM contact_channel AS ch WHERE ch.contact_id = @.contact_id AND ",
        alias);
    cond_text(q, match, "ch.value", alias, bound);
    sql_add(q, "))");
}

/* Words of one term need not stand in one column. */
void cond_contact_words(const struct value *value, bool bulk, const char *alias, struct sql *q)
{
    if (value->match != MATCH_WORDS) {
        add_word(q, value->match, value->text, bulk, alias);
        return;
    }
    sql_add(q, "(");
    for (const char *at = value->text; *at;) {
        size_t len = strcspn(at, " ");
        len += at[len] == ' '; /* the blank says that it is whole */
        sql_add(q, at == value->text ? "" : " AND ");
        add_word(q, MATCH_WORDS, arena_strndup(&q->arena, at, len), bulk, alias);
        at += len;
    }
    sql_add(q, ")");
}

/* A word that the search index knows exactly, as a set that it gives once. */
static bool add_indexed(struct sql *q, const struct node *term, const char *alias)
{
    struct str expr = {0};
    bool exact = term->kind == NODE_WORD && fts_contact(term, false, &expr) == FTS_EXACT;
    if (exact) {
        sql_add_on(q,
                   "@.sort_key IN (SELECT f.rowid FROM contact_fts AS f WHERE contact_fts MATCH ",
                   alias);
        sql_add_text(q, str_text(&expr));
        sql_add(q, ")");
    }
    str_clear(&expr);
    return exact;
}

void cond_contact_many(lia_book *book, const struct node *term, const char *alias, struct sql *q)
{
    if (!add_indexed(q, term, alias))
        cond_contact(book, term, alias, q);
}

void cond_contact_all(lia_book *book, const struct node *term, const char *alias, struct sql *q)
{
    if (term->kind == NODE_WORD && term->values->match == MATCH_INSIDE)
        cond_contact_words(term->values, true, alias, q);
    else
        cond_contact_many(book, term, alias, q);
}
