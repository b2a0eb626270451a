/* filter_cond.h: conditions in SQL, made from the tree of a filter. Every condition is 0 or 1,
 * never NULL, so that NOT before it means what it says.
 *
 * Expressions name the row's table with @, which the alias replaces. Inside conditions these
 * aliases are taken: k (a contact looked up), ch, o, t, m, s, x, f, h (the entry of has:); so c, e,
 * g and names of tables are free for rows. */
#ifndef CORE_FILTER_COND_H
#define CORE_FILTER_COND_H

#include "core/filter_sql.h"
#include "core/filter_tree.h"

enum { DAY_SECONDS = 86400 };

/* --- pieces --- */

/* Text that the row has in expr: words, phrase, whole ... The value is bound once for all that
 * follows with `again`. */
int cond_text_bind(struct sql *q, const char *text); /* binds; gives the number of its name */
void cond_text(struct sql *q, enum match match, const char *expr, const char *alias, int bound);
/* expr, which may be NULL, lies between; INT64_MIN and INT64_MAX are open ends. */
void cond_range(struct sql *q, const char *expr, const char *alias, int64_t lo, int64_t hi);
/* A key or number in upper case, which cannot be NULL: whole, CT*, *OUT, a..b. */
void cond_key(struct sql *q, const struct value *value, const char *expr, const char *alias);
/* expr has a value whose bit is set. */
void cond_bits(struct sql *q, const char *expr, const char *alias, int64_t bits);
/* A reference to a small table: by id, by what its code begins with, or none. */
void cond_code(struct sql *q, const struct field *field, const struct value *value,
               const char *expr, const char *alias);

/* The upper end for keys that begin with text, by bytes; in the arena. NULL: there is none. */
const char *key_end(struct arena *a, const char *text);
/* The seconds on the clock that a range of days spans: of an interaction's own clock, or (zoned)
 * instants by the viewer's. */
void day_span(lia_book *book, const struct value *days, bool zoned, int64_t *lo, int64_t *hi);

/* --- trees --- */

/* Adds the condition of a term: FIELD, WORD, HAS or MINE. */
typedef void cond_term_fn(lia_book *book, const struct node *term, const char *alias,
                          struct sql *q);
/* Adds the condition of the whole tree, in parentheses. */
void cond_tree(lia_book *book, const struct node *node, cond_term_fn *term, const char *alias,
               struct sql *q);

/* filter_contact.c, filter_entry.c */
void cond_contact(lia_book *book, const struct node *term, const char *alias, struct sql *q);
void cond_entry(lia_book *book, const struct node *term, const char *alias, struct sql *q);
/* A word over contacts, compared column by column. bulk: companies and channels are gone through
 * once. */
void cond_contact_words(const struct value *value, bool bulk, const char *alias, struct sql *q);
/* The same for reading very many rows: words are asked of the search index once. */
void cond_contact_many(lia_book *book, const struct node *term, const char *alias, struct sql *q);
/* The same for reading the whole table: what other tables say about words is worked out once,
 * before the first row. */
void cond_contact_all(lia_book *book, const struct node *term, const char *alias, struct sql *q);
void cond_entry_all(lia_book *book, const struct node *term, const char *alias, struct sql *q);

/* lia_entry_status of an entry: an expression with @. */
const char *cond_status_sql(void);
/* The wall of the last interaction of a contact's row, NULL for never: an expression with @. */
const char *cond_last_sql(void);
/* Contacts out of touch (domain.md 8): a condition on a row of contact. */
void cond_out_of_touch(lia_book *book, const char *alias, struct sql *q);

#endif
