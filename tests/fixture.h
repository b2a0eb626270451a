/* fixture.h: a book to try things on, with a clock that stands still.
 * The clock stands at Friday 2026-11-20 14:32 UTC, the viewer's zone is UTC; the user is "jo", Jo
 * Ek. */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H

#include "liaise/book.h"

enum { FIXTURE_TODAY = 20777 }; /* 2026-11-20 */
enum { FIXTURE_NOW = 20777 * 86400 + 14 * 3600 + 32 * 60 };

struct fixture_clock {
    int64_t now;
    int zone;
};
extern struct fixture_clock fixture_clock; /* tests may move it; fixture_book sets it back */

/* A new book in memory. Failing ends the test. The caller closes it. */
lia_book *fixture_book(void);
/* Opens (and makes, when it is not there) the book at path as this user. */
lia_book *fixture_open(const char *path, const char *user);
/* The same, without a word about the outcome. */
lia_status fixture_try_open(const char *path, const char *user, bool create, lia_book **out,
                            lia_error *err);

/* A fresh folder under $TMPDIR, and its removal with the files in it. The path is static, valid
 * until the next call. */
const char *fixture_folder(void);
void fixture_folder_remove(void);
/* "name" in that folder; up to 8 results are valid at a time. */
const char *fixture_path(const char *name);

/* Fails the test with the message when status is not LIA_OK. */
#define assert_ok(status, err) fixture_assert_ok((status), &(err), __FILE__, __LINE__)
void fixture_assert_ok(lia_status status, const lia_error *err, const char *file, int line);
/* One line for people: not empty, no newline, at most 76 columns without `path` ("" none). */
#define assert_message(err, path) fixture_assert_message(&(err), (path), __FILE__, __LINE__)
void fixture_assert_message(const lia_error *err, const char *path, const char *file, int line);

#endif
