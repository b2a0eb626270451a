/* Pictures of the pages on the example book: pages/ and ../golden/pages. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"
#include "fixture.h"
#include "golden.h"

static struct app *start(struct terminal *t, void *ctx)
{
    struct desk *d = ctx;
    lia_error err = {0};
    lia_book *book = fixture_book();
    memset(d, 0, sizeof *d);
    assert_ok(lia_book_fill_example(book, &err), err);
    return desk_begin(d, book, t, fixture_folder());
}

static void end(struct app *app, void *ctx)
{
    struct desk *d = ctx;
    (void)app;
    desk_end(d);
    lia_book_close(d->session.book);
    fixture_folder_remove();
}

int main(void)
{
    static struct desk d;
    setenv("TZ", "UTC", 1);
    setlocale(LC_ALL, "C.UTF-8");
    return golden_main(&(struct golden){"pages", start, end, &d});
}
