#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "str.h"
#include "vec.h"

static void an_empty_one_reads_as_empty(void **state)
{
    (void)state;
    struct str b = {0};
    assert_string_equal(str_text(&b), "");
    str_remove(&b, 0, 5);
    str_truncate(&b, 0);
    str_add(&b, NULL);
    assert_string_equal(str_text(&b), "");
    char *taken = str_take(&b);
    assert_string_equal(taken, "");
    free(taken);
    str_clear(&b);
}

static void grows_and_stays_terminated(void **state)
{
    (void)state;
    struct str b = {0};
    for (int i = 0; i < 1000; i++) {
        str_add_char(&b, (char)('a' + i % 26));
        assert_int_equal(b.len, i + 1);
        assert_int_equal(strlen(b.s), i + 1);
    }
    str_clear(&b);
    str_add(&b, "one");
    str_add_n(&b, " two three", 4);
    assert_string_equal(str_text(&b), "one two");
    str_clear(&b);
}

static void formats_at_every_fill(void **state)
{
    (void)state;
    for (size_t fill = 0; fill < 70;
         fill++) { /* past the first capacity, where it must grow in the middle */
        struct str b = {0};
        for (size_t i = 0; i < fill; i++)
            str_add_char(&b, '.');
        str_add_f(&b, "%d %s", 42, "lines");
        assert_int_equal(b.len, fill + 8);
        assert_string_equal(b.s + fill, "42 lines");
        str_add_f(&b, "%s", "");
        assert_int_equal(b.len, fill + 8);
        str_clear(&b);
    }
}

static void inserts_and_removes(void **state)
{
    (void)state;
    struct str b = {0};
    str_insert(&b, 0, "Berg", 4);
    str_insert(&b, 0, "Anna ", 5);
    str_insert(&b, b.len, "!", 1);
    str_insert(&b, 5, "", 0);
    assert_string_equal(str_text(&b), "Anna Berg!");
    str_remove(&b, 4, 5);
    assert_string_equal(str_text(&b), "Anna!");
    str_remove(&b, 4, 100);
    assert_string_equal(str_text(&b), "Anna");
    str_remove(&b, 4, 1);
    str_truncate(&b, 100);
    assert_int_equal(b.len, 4);
    str_truncate(&b, 2);
    assert_string_equal(str_text(&b), "An");
    char *taken = str_take(&b);
    assert_string_equal(taken, "An");
    assert_int_equal(b.len, 0);
    free(taken);
}

static void room_can_be_written(void **state)
{
    (void)state;
    struct str b = {0};
    str_add(&b, "x");
    memcpy(str_room(&b, 100), "yz", 3);
    b.len += 2;
    assert_string_equal(str_text(&b), "xyz");
    str_clear(&b);
}

static void compares_plain_strings(void **state)
{
    (void)state;
    assert_true(str_eq(NULL, ""));
    assert_true(str_eq("a", "a"));
    assert_false(str_eq("a", NULL));
    assert_true(str_starts("berg", "be"));
    assert_true(str_starts("berg", ""));
    assert_false(str_starts("be", "berg"));
    assert_string_equal(str_or("", "b"), "b");
    assert_string_equal(str_or(NULL, "b"), "b");
    assert_string_equal(str_or("a", "b"), "a");
}

static void vectors_keep_their_order(void **state)
{
    (void)state;
    struct vec v = VEC_OF(int);
    for (int i = 0; i < 100; i++)
        *(int *)vec_push(&v) = i;
    assert_int_equal(*(int *)vec_insert(&v, 50), 0); /* zeroed */
    VEC_AT(&v, int, 50) = -1;
    assert_int_equal(v.count, 101);
    assert_int_equal(VEC_AT(&v, int, 49), 49);
    assert_int_equal(VEC_AT(&v, int, 51), 50);
    assert_int_equal(VEC_AT(&v, int, 100), 99);
    vec_remove(&v, 50, 1);
    for (int i = 0; i < 100; i++)
        assert_int_equal(VEC_AT(&v, int, i), i);
    vec_remove(&v, 10, 80);
    assert_int_equal(v.count, 20);
    assert_int_equal(VEC_AT(&v, int, 10), 90);
    vec_remove(&v, 20, 0);
    vec_clear(&v);
    assert_int_equal(v.count, 0);
    vec_remove(&v, 0, 0);
    *(int *)vec_push(&v) = 5; /* a cleared one goes on with the same element size */
    assert_int_equal(VEC_AT(&v, int, 0), 5);
    *(int *)vec_push(&v) = 6;
    struct arena a = {0};
    const int *moved = vec_move(&v, &a);
    assert_int_equal(moved[0], 5);
    assert_int_equal(moved[1], 6);
    assert_int_equal(v.count, 0);
    assert_non_null(vec_move(&v, &a)); /* of nothing too */
    arena_clear(&a);
}

static void counts_stand_in_threes(void **state)
{
    static const struct {
        int64_t n;
        const char *text;
    } cases[] = {{0, "0"},          {7, "7"},
                 {999, "999"},      {1000, "1 000"},
                 {1204, "1 204"},   {100000, "100 000"},
                 {-1204, "-1 204"}, {INT64_MIN, "-9 223 372 036 854 775 808"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = {0};
        str_add_count(&out, cases[i].n);
        assert_string_equal(str_text(&out), cases[i].text);
        str_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_one_reads_as_empty), cmocka_unit_test(grows_and_stays_terminated),
        cmocka_unit_test(formats_at_every_fill),       cmocka_unit_test(inserts_and_removes),
        cmocka_unit_test(room_can_be_written),         cmocka_unit_test(compares_plain_strings),
        cmocka_unit_test(vectors_keep_their_order),    cmocka_unit_test(counts_stand_in_threes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
