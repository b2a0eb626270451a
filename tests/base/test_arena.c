#include <stdalign.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "check.h"

static void everything_is_aligned_zeroed_and_apart(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    static unsigned char *parts[COUNT];
    static size_t sizes[COUNT];
    struct arena a = {0};
    uint32_t random = 1;
    for (int i = 0; i < COUNT; i++) {
        sizes[i] = i % 100 == 0 ? next_random(&random) % 100000 : next_random(&random) % 64;
        parts[i] = arena_alloc(&a, sizes[i]);
        assert_int_equal((uintptr_t)parts[i] % alignof(max_align_t), 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(parts[i][k], 0);
        memset(parts[i], i % 255 + 1, sizes[i]);
        arena_strndup(&a, "odd", 3); /* puts the next one off its alignment */
    }
    for (int i = 0; i < COUNT; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(parts[i][k], i % 255 + 1);
    arena_clear(&a);
}

static void strings_are_copied_and_terminated(void **state)
{
    (void)state;
    struct arena a = {0};
    char text[] = "Anna Berg";
    char *whole = arena_strdup(&a, text), *part = arena_strndup(&a, text, 4);
    char *empty = arena_strndup(&a, NULL, 0);
    memset(text, 'x', 9);
    assert_string_equal(whole, "Anna Berg");
    assert_string_equal(part, "Anna");
    assert_string_equal(empty, "");
    assert_null(arena_strdup(&a, NULL));
    arena_clear(&a);
}

static void prints_any_length(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(arena_printf(&a, "CT%06d", 7), "CT000007");
    assert_string_equal(arena_printf(&a, "%s", ""), "");
    char *long_one = arena_printf(&a, "%5000d|", 1);
    assert_int_equal(strlen(long_one), 5001);
    assert_string_equal(long_one + 4999, "1|");
    arena_clear(&a);
}

static void a_cleared_arena_is_empty_and_usable(void **state)
{
    (void)state;
    struct arena a = {0};
    arena_clear(&a);
    arena_alloc(&a, 10);
    arena_clear(&a);
    assert_null(a.head);
    assert_string_equal(arena_strdup(&a, "again"), "again");
    arena_clear(&a);
}

/* Row after row, of all sizes: what the rows before wrote does not show. */
static void a_reset_arena_is_empty_and_zeroed(void **state)
{
    (void)state;
    struct arena a = {0};
    uint32_t random = 7;
    arena_reset(&a);
    assert_null(a.head);
    for (int row = 0; row < 300; row++) {
        for (int i = 0; i < 40; i++) {
            size_t size = next_random(&random) % (row % 50 == 0 ? 60000 : 300);
            unsigned char *part = arena_alloc(&a, size);
            for (size_t k = 0; k < size; k++)
                assert_int_equal(part[k], 0);
            memset(part, 0xFF, size);
            assert_string_equal(arena_strndup(&a, "word", 3), "wor");
        }
        arena_reset(&a);
    }
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_aligned_zeroed_and_apart),
        cmocka_unit_test(strings_are_copied_and_terminated),
        cmocka_unit_test(prints_any_length),
        cmocka_unit_test(a_cleared_arena_is_empty_and_usable),
        cmocka_unit_test(a_reset_arena_is_empty_and_zeroed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
