/* records.h: records to try interactions on, made and read through the public headers. Failing ends
 * the test. */
#ifndef TESTS_RECORDS_H
#define TESTS_RECORDS_H

#include "liaise/liaise.h"

/* c with a type and a name at least; its id. */
int64_t make_contact(lia_book *book, const lia_contact *c);
int64_t make_company(lia_book *book, const char *name);
int64_t make_person(lia_book *book, const char *name, int64_t company_id);
void set_archived(lia_book *book, int64_t contact_id, bool archived);
void set_privacy(lia_book *book, int64_t contact_id, const char *reason);

int64_t template_id(lia_book *book, const char *code);
int64_t salesperson_id(lia_book *book, const char *code);
int64_t make_salesperson(lia_book *book, const char *code, const char *account);

/* Logs it today with this description; its entry no. */
int64_t log_one(lia_book *book, int64_t contact_id, const char *template, const char *description);
/* A number that a query gives; -1 for no row. */
int64_t number_of(lia_book *book, const char *sql);
/* Whether the undo of my latest operation went well; its line is then in *line (static). */
const char *undo_last(lia_book *book);
/* The line of the newest operation (static). */
const char *last_line(lia_book *book);
/* Fails unless lia_book_check finds nothing. */
void assert_sound(lia_book *book);

#endif
