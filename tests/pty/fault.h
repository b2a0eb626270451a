/* fault.h: the program on the screen and on the command line at once, on one book, to see what goes
 * wrong. */
#ifndef TESTS_PTY_FAULT_H
#define TESTS_PTY_FAULT_H

#include "cli/json.h"
#include "cli/program.h"
#include "liaise/liaise.h"
#include "pty/terminal.h"

#define ESC   "\x1b"
#define ENTER "\r"
#define OK    "\x13" /* Ctrl-S */

struct fault {
    struct program *p;
    struct terminal a, b;
};

/* As a cmocka setup and teardown: a home with a book of three persons, Anna Berg, Bo Ek, Chiara
 * Rossi. */
int fault_setup(void **state);
int fault_teardown(void **state);

/* The screen, 24x80, up to where its first page is drawn. */
void fault_screen(struct fault *f, struct terminal *t);
void fault_leave(struct terminal *t); /* Q, and it ended well with the terminal restored */
/* Opens the form for an interaction with Bo Ek and types this description, from the first page. */
void fault_type_interaction(struct terminal *t, const char *description);
/* Waits until a draft file holds the text. */
void fault_wait_draft(const struct fault *f, const char *text);
/* How many rows a list has on the command line; the rows are in p->out. */
int fault_count(struct fault *f, char *noun, char *verb);
/* Fails unless `liaise check` finds the book sound. */
void fault_check(struct fault *f);
/* The book by the library, with the clock of the machine. The caller closes it. */
lia_book *fault_book(const struct fault *f);
/* A segment with n new contacts and a template, ready to be logged: SM000001. */
void fault_segment(const struct fault *f, int n);
int64_t fault_now_ms(void);
void fault_sleep_ms(int ms);

#endif
