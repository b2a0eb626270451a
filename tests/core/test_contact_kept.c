/* What is kept with a contact, on its way through the other form and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/contact_kept.h"

static struct arena a;

static int clear(void **state)
{
    (void)state;
    arena_clear(&a);
    return 0;
}

static void columns_go_through_cards(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "Shoe size\t42\n",  "A \"b\" ^c^n: d;e\tf,g;h\\ni\\\\n\\tj\n", "Blank\t\n", "Ends\ta\\\\\n",
        "One\t1\nTwo\t2\n", "vCard\tX-A;B=\"c\":d\\\\n,e\\tf\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *card = kept_as_vcard(&a, lines[i]);
        assert_true(kept_right("csv", lines[i]));
        assert_true(kept_right("vcard", card));
        assert_string_equal(kept_as_csv(&a, card), lines[i]);
    }
    assert_string_equal(kept_as_vcard(&a, lines[0]), "X-LIAISE-COLUMN;X-NAME=\"Shoe size\":42\n");
}

static void properties_go_through_tables(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "X-A:b\n",
        "item1.X-A;P=\"c:d\":e\\n\\\\f\\,g\th\n",
        "NOTE:\nX-B:\n",
        "X-LIAISE-COLUMN:no column\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *table = kept_as_csv(&a, lines[i]);
        assert_true(kept_right("csv", table));
        assert_string_equal(kept_as_vcard(&a, table), lines[i]);
    }
}

static void names(void **state)
{
    (void)state;
    const char *name;
    size_t n = kept_name("Shoe size\t42", false, &name);
    assert_int_equal(n, 9);
    n = kept_name("item1.x-a;b=c.d:e", true, &name);
    assert_int_equal(n, 3);
    assert_string_equal(name, "x-a;b=c.d:e");
    size_t one = kept_name("X-LIAISE-COLUMN;X-NAME=\"a\":1", true, &name);
    assert_int_not_equal(one, kept_name("X-LIAISE-COLUMN;X-NAME=\"ab\":1", true, &name));
}

/* Lines that would break a card or a table are none of theirs. */
static void wrong_content(void **state)
{
    (void)state;
    static const char *const cards[] = {"END:VCARD\n",   "begin : vcard\n",  "no property\n",
                                        " X-A:folded\n", "X-A:b\n\nX-C:d\n", "X-A:b\r\n"};
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++)
        assert_false(kept_right("vcard", cards[i]));
    assert_false(kept_right("csv", "no tab\n"));
    assert_false(kept_right("csv", "\tno name\n"));
    assert_false(kept_right("ldif", "a\tb\n"));
    assert_false(kept_was_csv("X-LIAISE-COLUMN;X-NAME=\"a\":1\nX-A:b\n"));
    assert_true(kept_was_csv("X-LIAISE-COLUMN;X-NAME=\"a\":1\n"));
    assert_false(kept_was_csv(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_go_through_cards),
        cmocka_unit_test(properties_go_through_tables),
        cmocka_unit_test(names),
        cmocka_unit_test(wrong_content),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
