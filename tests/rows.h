/* rows.h: rows put into a book by operations of their own, for tests of what lies under all nouns:
 * operations, undo, derived data. Tests of a noun use its own functions. */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include "base/str.h"
#include "core/op.h"

/* Each is one operation; they return its id, and fail the test when it is refused. */
int64_t rows_group(lia_book *book, const char *code);
/* The same, and whether it went well. */
lia_status rows_try_group(lia_book *book, const char *code, lia_error *err);
int64_t rows_group_rename(lia_book *book, const char *code, const char *description);
int64_t rows_group_delete(lia_book *book, const char *code);
int64_t rows_template(lia_book *book, const char *code, const char *group);
int64_t rows_salesperson(lia_book *book, const char *code);
/* n persons called "<name> 00001" ...; company 0: none. */
int64_t rows_contacts(lia_book *book, const char *name, int n, int64_t company_id);
int64_t rows_company(lia_book *book, const char *name);
int64_t rows_contact_rename(lia_book *book, int64_t contact_id, const char *name);
int64_t rows_contact_channel(lia_book *book, int64_t contact_id, const char *value);
int64_t rows_contacts_delete(lia_book *book, int64_t first, int64_t last);
/* One entry for each contact first..last, all with template 1, 15 minutes, cost 2. */
int64_t rows_entries(lia_book *book, int64_t first_contact, int64_t last_contact);
int64_t rows_comment(lia_book *book, int64_t entry_no, const char *content);
int64_t rows_cancel(lia_book *book, bool cancel, int64_t first_entry, int64_t last_entry);
int64_t rows_evaluate(lia_book *book, int64_t first_entry, int64_t last_entry, int evaluation);
/* Deletes the canceled ones among them, with their comments. */
int64_t rows_entries_delete(lia_book *book, int64_t first_entry, int64_t last_entry);
/* A segment with a line for each contact, and its log: one entry each, a logged segment. */
int64_t rows_segment(lia_book *book, int64_t first_contact, int64_t last_contact);
int64_t rows_segment_log(lia_book *book, int64_t segment_id);

int64_t rows_last(lia_book *book, const char *counter); /* its value */
int64_t rows_int(lia_book *book, const char *sql);
char *rows_text(lia_book *book, const char *sql); /* the caller frees it */

/* All that people can see, as text: every table but operations, what is kept for undo, numbers that
 * only go up, and places in the order (the order itself is there). The caller clears it. */
struct str rows_dump(lia_book *book);
/* Fails the test unless lia_book_check finds nothing. */
void rows_check(lia_book *book);

#endif
