/* Filters made at random, the same ones each time: no crash, no refusal by the engine. */
#include "filter_case.h"

#include "fuzz/filter_input.h"

enum { ROUNDS = 2500, LONGEST = 60 };

static uint64_t seed = 20261120;

/* splitmix64 */
static uint32_t below(uint32_t n)
{
    uint64_t z = seed += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ (z >> 31)) % n);
}

static void bytes(void **state)
{
    lia_book *book = *state;
    for (int round = 0; round < ROUNDS; round++) {
        uint8_t data[LONGEST];
        size_t size = 1 + below(LONGEST - 1);
        for (size_t i = 0; i < size; i++)
            data[i] = (uint8_t)below(256);
        filter_input(book, data, size);
    }
}

/* What filters are made of, so that many are right or nearly so. */
static const char *const parts[] = {" ",
                                    " ",
                                    " ",
                                    " ",
                                    "(",
                                    ")",
                                    "-",
                                    "!",
                                    "OR ",
                                    "\"",
                                    "\\\"",
                                    ",",
                                    ":",
                                    ":=",
                                    "*",
                                    "..",
                                    "<",
                                    ">=",
                                    "has:(",
                                    "mine",
                                    "none",
                                    "never",
                                    "berg",
                                    "b",
                                    "o'brien",
                                    "Søren",
                                    "김",
                                    "a.b@c",
                                    "no:",
                                    "name:",
                                    "city:",
                                    "type:person",
                                    "tag:",
                                    "phone:",
                                    "+46",
                                    "070",
                                    "last:",
                                    "date:",
                                    "2026",
                                    "2026-W47",
                                    "-30d",
                                    "mon",
                                    "cost:",
                                    "12.5",
                                    "time:",
                                    "9:30",
                                    "template:CALL*",
                                    "salesperson:JO",
                                    "entries:",
                                    "touch:overdue",
                                    "status:failed",
                                    "canceled:yes",
                                    "archived:",
                                    "yes",
                                    "segment:",
                                    "SM1",
                                    "user:",
                                    "comment:",
                                    "evaluation:",
                                    "company:",
                                    "contact:",
                                    "\xff",
                                    "\xcc\x88",
                                    "&",
                                    "\x1b",
                                    "CT000001"};

static void parts_put_together(void **state)
{
    lia_book *book = *state;
    for (int round = 0; round < ROUNDS; round++) {
        struct str text = {0};
        str_add_char(&text, (char)('A' + below(4)));
        for (uint32_t i = 1 + below(12); i > 0; i--)
            str_add(&text, parts[below(sizeof parts / sizeof *parts)]);
        filter_input(book, (const uint8_t *)str_text(&text), text.len);
        str_clear(&text);
    }
}

/* `times` this term: taken, listed and counted. */
static void taken(lia_book *book, const char *before, const char *term, int times,
                  const char *after)
{
    struct str text = {0};
    str_add(&text, before);
    for (int i = 0; i < times; i++)
        str_add_f(&text, "%s ", term);
    str_add(&text, after);
    for (int kind = LIA_FILTER_CONTACTS; kind <= LIA_FILTER_ENTRIES; kind++) {
        if (kind == LIA_FILTER_ENTRIES && strchr(str_text(&text), ':'))
            break;
        lia_filter *filter = case_parse(book, (lia_filter_kind)kind, str_text(&text));
        filter_input_list(book, (lia_filter_kind)kind, filter);
        lia_filter_free(filter);
    }
    str_clear(&text);
}

/* As deep and as long as a filter may be, every word with all its writings: the engine's limits are
 * not reached. */
static void the_largest_filters(void **state)
{
    lia_book *book = *state;
    taken(book, "", "oldolidoe", 100, "");
    taken(book, "", "*inside", 100, "");
    taken(book, "", "o.l.d.o.l.i.d.o.e", 100, "");
    taken(book, "", "entries:5..9999", 100, "");
    taken(book, "x OR", " last:2020..2021 OR", 98, "y");
    taken(book, "-(x) ", "-last:2020", 99, "");
    taken(book, "", "has:(cost:5..99999 quote OR time:9:00..10:00)", 33, "");
    taken(book, "has:(", "cost:1..2", 100, ")");
    taken(book, "has:(", "quote OR", 99, "x)");
    taken(book, "", "phone:1,2,3,4,5", 20, "");
    taken(book, "((((((((dolldoll", "", 1, "OR x) OR x) OR x) OR x) OR x) OR x) OR x) OR x)");
    taken(book, "dolldoll (ll OR (ll dd (ll OR (ll dd (ll OR (ll dd (ll OR (ll", "", 1,
          "dd))))))))");
}

static int set_up(void **state)
{
    lia_book *book = fixture_book();
    int64_t company = make_company(book, "Fabrikam");
    log_one(book, make_person(book, "Søren O'Brien Berg", company), "CALL-OUT",
            "Asked for the quote");
    *state = book;
    return 0;
}

static int tear_down(void **state)
{
    lia_book_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes),
        cmocka_unit_test(parts_put_together),
        cmocka_unit_test(the_largest_filters),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
