/* Sort keys: the order of (name_fold, no), whatever is added wherever, with the search index in
 * step. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/contact_bulk.h"
#include "core/contact_order.h"
#include "core/core.h"
#include "fixture.h"

struct batch {
    struct contact_new items[1000];
    char names[1000][40];
    size_t n;
};

static void add_name(struct batch *b, const char *name)
{
    snprintf(b->names[b->n], sizeof b->names[0], "%s", name);
    struct contact_new *item = &b->items[b->n];
    lia_contact c = {.type = LIA_PERSON, .name = b->names[b->n], .touch_days = -1};
    contact_clean(NULL, &c, &item->c, NULL);
    b->n++;
}

static lia_status fill(struct op *op, void *ctx, lia_error *err)
{
    struct batch *b = ctx;
    struct contact_bulk bulk = {.add = b->items, .adds = b->n};
    op_say(op, (int64_t)b->n, "Added");
    return contact_bulk_write(op, &bulk, err);
}

static void write(lia_book *book, struct batch *b)
{
    lia_error err = {0};
    assert_ok(op_run(book, "test", fill, b, NULL, NULL, &err), err);
    *b = (struct batch){.n = 0};
}

static int64_t query(lia_book *book, const char *sql)
{
    lia_error err = {0};
    int64_t value = -1;
    assert_ok(db_query_int(book->db, sql, DB_NONE, &value, NULL, &err), err);
    return value;
}

static void say(void *ctx, const char *line)
{
    (void)ctx;
    fail_msg("%s", line);
}

/* In the order of names, each key is greater than the one before; every name is found by its word.
 */
static void check_order(lia_book *book, int64_t expected)
{
    lia_error err = {0};
    assert_int_equal(query(book, "SELECT count(*) FROM contact"), expected);
    assert_int_equal(query(book, "SELECT count(*) FROM (SELECT sort_key, lag(sort_key) OVER"
                                 " (ORDER BY name_fold, no) AS before FROM contact)"
                                 " WHERE before >= sort_key"),
                     0);
    assert_int_equal(query(book, "SELECT count(*) FROM contact WHERE sort_key <= 0"), 0);
    assert_ok(db_check(book->db, say, NULL, &err), err);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void single_ones_find_their_place(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    static struct batch b;
    uint32_t seed = 7;
    char name[40];
    for (int i = 0; i < 400; i++) {
        snprintf(name, sizeof name, "n%u", next_random(&seed) % 50);
        add_name(&b, name);
        write(book, &b);
    }
    check_order(book, 400);
    lia_book_close(book);
}

/* The same place again and again uses up every gap. */
static void one_place_takes_any_number(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    static struct batch b;
    char name[40];
    add_name(&b, "a");
    add_name(&b, "z");
    write(book, &b);
    for (int i = 0; i < 300; i++) { /* each in front of the one before */
        snprintf(name, sizeof name, "m%04d", 1000 - i);
        add_name(&b, name);
        write(book, &b);
    }
    for (int i = 0; i < 300; i++) { /* each behind the one before */
        snprintf(name, sizeof name, "p%04d", i);
        add_name(&b, name);
        write(book, &b);
    }
    for (int i = 0; i < 100; i++) { /* in front of all */
        snprintf(name, sizeof name, "A%04d", 1000 - i);
        add_name(&b, name);
        write(book, &b);
    }
    check_order(book, 702);
    lia_book_close(book);
}

static void many_merge_into_many(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    static struct batch b;
    uint32_t seed = 11;
    char name[40];
    int64_t all = 0;
    static const int sizes[] = {1000, 10, 1000, 1, 500, 1000};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        for (int i = 0; i < sizes[k]; i++) {
            snprintf(name, sizeof name, "n%06u", next_random(&seed) % 100000);
            add_name(&b, name);
        }
        all += sizes[k];
        write(book, &b);
        check_order(book, all);
    }
    for (int i = 0; i < 1000; i++) { /* far more than any gap holds, into one gap */
        snprintf(name, sizeof name, "n05%04d x", i);
        add_name(&b, name);
    }
    write(book, &b);
    check_order(book, all + 1000);
    for (int i = 0; i < 900; i++) { /* into three gaps whose neighbourhoods meet */
        snprintf(name, sizeof name, "n050%03d y%d", (i % 3) * 7, i);
        add_name(&b, name);
    }
    write(book, &b);
    check_order(book, all + 1900);
    lia_book_close(book);
}

static void crowd(struct batch *b, int place, int n)
{
    char name[40];
    for (int i = 0; i < n; i++) {
        snprintf(name, sizeof name, "k%04d %03d", place, i);
        add_name(b, name);
    }
}

/* Two that overlap in part, and one that a later one reaches over. */
static void windows_that_meet_become_one(void **state)
{
    (void)state;
    static const int crowds[][3][2] = {{{300, 450}, {500, 450}, {0, 0}},
                                       {{500, 70}, {540, 600}, {560, 70}}};
    for (size_t k = 0; k < sizeof crowds / sizeof *crowds; k++) {
        lia_book *book = fixture_book();
        static struct batch b;
        char name[40];
        for (int i = 0; i < 1000; i++) {
            snprintf(name, sizeof name, "k%04d", i);
            add_name(&b, name);
        }
        write(book, &b);
        int64_t all = 1000;
        for (int i = 0; i < 3; i++) {
            crowd(&b, crowds[k][i][0], crowds[k][i][1]);
            all += crowds[k][i][1];
        }
        write(book, &b);
        check_order(book, all);
        lia_book_close(book);
    }
}

/* Those who move do not change: their versions stay, and no history is kept of it. */
static void neighbours_move_without_being_changed(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    static struct batch b;
    char name[40];
    add_name(&b, "a");
    add_name(&b, "c");
    write(book, &b);
    int64_t first_op = query(book, "SELECT max(op_id) FROM op");
    int64_t key = query(book, "SELECT sort_key FROM contact WHERE name = 'c'");
    for (int i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "b%03d", i);
        add_name(&b, name);
        write(book, &b);
    }
    assert_int_not_equal(query(book, "SELECT sort_key FROM contact WHERE name = 'c'"), key);
    assert_int_equal(query(book, "SELECT changed_op FROM contact WHERE name = 'c'"), first_op);
    assert_int_equal(query(book, "SELECT count(*) FROM contact_was"), 0);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_ones_find_their_place),
        cmocka_unit_test(one_place_takes_any_number),
        cmocka_unit_test(many_merge_into_many),
        cmocka_unit_test(windows_that_meet_become_one),
        cmocka_unit_test(neighbours_move_without_being_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
