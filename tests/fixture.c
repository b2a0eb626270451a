#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "fixture.h"

struct fixture_clock fixture_clock = {FIXTURE_NOW, 0};

static char folder[256];

static int64_t clock_now(void *ctx)
{
    return ((struct fixture_clock *)ctx)->now;
}

static int clock_zone(void *ctx, int64_t utc)
{
    (void)utc;
    return ((struct fixture_clock *)ctx)->zone;
}

lia_status fixture_try_open(const char *path, const char *user, bool create, lia_book **out,
                            lia_error *err)
{
    const lia_open how = {.path = path,
                          .user = user,
                          .full_name = strcmp(user, "jo") == 0 ? "Jo Ek" : "",
                          .create = create,
                          .now = clock_now,
                          .zone = clock_zone,
                          .clock_ctx = &fixture_clock};
    return lia_book_open(&how, out, err);
}

lia_book *fixture_open(const char *path, const char *user)
{
    lia_book *book = NULL;
    lia_error err = {0};
    lia_status status = fixture_try_open(path, user, true, &book, &err);
    assert_ok(status, err);
    return book;
}

lia_book *fixture_book(void)
{
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    return fixture_open(NULL, "jo");
}

const char *fixture_folder(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/liaise-test-XXXXXX", tmp && tmp[0] ? tmp : "/tmp");
    if (!mkdtemp(folder))
        fail_msg("no temporary folder");
    return folder;
}

const char *fixture_path(const char *name)
{
    static char paths[8][512];
    static int next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

void fixture_folder_remove(void)
{
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
            unlink(fixture_path(e->d_name)) != 0)
            rmdir(fixture_path(e->d_name));
    if (dir)
        closedir(dir);
    rmdir(folder);
    folder[0] = '\0';
}

void fixture_assert_ok(lia_status status, const lia_error *err, const char *file, int line)
{
    if (status != LIA_OK) {
        print_error("%s:%d: status %d, field \"%s\": %s\n", file, line, (int)status, err->field,
                    err->message);
        _fail(file, line);
    }
}

void fixture_assert_message(const lia_error *err, const char *path, const char *file, int line)
{
    char text[LIA_MESSAGE_MAX];
    snprintf(text, sizeof text, "%s", err->message);
    char *at = path[0] ? strstr(text, path) : NULL;
    if (at)
        memmove(at, at + strlen(path), strlen(at + strlen(path)) + 1);
    if (!text[0] || strchr(text, '\n') || utf8_width(text) > 76) {
        print_error("%s:%d: not one line of at most 76 columns: %s\n", file, line, err->message);
        _fail(file, line);
    }
}
