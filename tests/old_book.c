#include "old_book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <sqlite3.h>

void make_first_version(const char *path)
{
    sqlite3 *h = NULL;
    size_t len = 0;
    FILE *f = fopen("tests/data/book-1.sql", "r");
    assert_non_null(f);
    char *sql = NULL;
    assert_true(getdelim(&sql, &len, '\0', f) > 0);
    fclose(f);
    assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
    char *message = NULL;
    if (sqlite3_exec(h, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    sqlite3_close(h);
    free(sql);
    assert_int_equal(chmod(path, 0600), 0);
}
