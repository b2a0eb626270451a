#include "books.h"

#include <pwd.h>
#include <unistd.h>

#include "bench.h"
#include "fill.h"

void bench_must(lia_status status, const lia_error *err)
{
    if (status != LIA_OK)
        bench_die("status %d, field \"%s\": %s", (int)status, err->field, err->message);
}

static int64_t clock_now(void *ctx)
{
    (void)ctx;
    return (int64_t)BENCH_TODAY * 86400 + 14 * 3600 + 32 * 60;
}

static int clock_zone(void *ctx, int64_t utc)
{
    (void)ctx, (void)utc;
    return 60;
}

/* Under the account's own name, so that the program finds its user's salesperson in the book. */
static lia_book *open_book(const char *path, bool create)
{
    const struct passwd *account = getpwuid(getuid());
    const lia_open how = {.path = path,
                          .user = account ? account->pw_name : "bench",
                          .full_name = "",
                          .create = create,
                          .now = clock_now,
                          .zone = clock_zone};
    lia_book *book = NULL;
    lia_error err;
    bench_must(lia_book_open(&how, &book, &err), &err);
    return book;
}

lia_book *bench_open(const char *path)
{
    return open_book(path, false);
}

lia_book *bench_make(const char *path)
{
    return open_book(path, true);
}

int64_t bench_segment(lia_book *book)
{
    const lia_seek first = {.no_key = true, .limit = 100};
    lia_segment_list list;
    lia_error err;
    int64_t id = 0, lines = 0;
    bench_must(lia_segment_list_some(book, "", 0, &first, &list, &err), &err);
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].lines > lines) {
            lines = list.items[i].lines;
            id = list.items[i].id;
        }
    lia_segment_list_clear(&list);
    return id;
}
