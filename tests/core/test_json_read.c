/* JSON lines: which objects a file holds, whatever is wrong with the others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/json_read.h"

/* What came, as "line:name" or "line!reason" with blanks between. */
static struct str seen;

struct memory {
    const char *s;
    size_t len, most; /* of one read */
};

static int64_t read_memory(void *ctx, void *buf, size_t len)
{
    struct memory *m = ctx;
    size_t n = len < m->len ? len : m->len;
    n = n < m->most ? n : m->most;
    if (n)
        memcpy(buf, m->s, n);
    m->s += n;
    m->len -= n;
    return (int64_t)n;
}

static const char *read_n(const char *s, size_t len, size_t most)
{
    struct memory memory = {s, len, most};
    struct import_source src;
    struct json_read r;
    struct arena a = {0};
    str_truncate(&seen, 0);
    source_open(&src, read_memory, &memory);
    json_read_open(&r, &src);
    for (enum json_read_event e; (e = json_read_next(&r)) != JSON_READ_EOF;) {
        const char *name = json_read_text(&a, json_object_get(r.object, "name"));
        str_add_f(&seen, "%s%lld%c", seen.len ? " " : "", (long long)r.line,
                  e == JSON_READ_OBJECT ? ':' : '!');
        str_add(&seen, e == JSON_READ_OBJECT ? name : r.reason);
    }
    json_read_close(&r);
    source_close(&src);
    arena_clear(&a);
    return str_text(&seen);
}

static const char *read_all(const char *s)
{
    return read_n(s, strlen(s), SIZE_MAX);
}

static int clear(void **state)
{
    (void)state;
    str_clear(&seen);
    return 0;
}

#define UNCLOSED  "the object that begins here is not closed with }"
#define NO_OBJECT "no JSON object: each begins with { and ends with }"
#define ENDED     "the file ends before its ]: is all of it there?"

static void one_object_a_line(void **state)
{
    (void)state;
    assert_string_equal(read_all("{\"name\":\"A\"}\n\n  \r\n{\"name\":\"B\"}\r\n {\"name\":\"C\"}"),
                        "1:A 4:B 5:C");
    assert_string_equal(read_all("\xEF\xBB\xBF{\"name\":\"A{\\\"}\"}\n"), "1:A{\"}");
    assert_string_equal(read_all("{\"name\":\"A\"}{\"name\":\"B\"}\n"), "1:A 1:B");
    assert_string_equal(read_all(""), "");
    assert_string_equal(read_all("\n \n"), "");
}

static void a_wrong_line_costs_that_line(void **state)
{
    (void)state;
    assert_string_equal(read_all("{\"name\":\"A\"}\n{\"name\":\"B\n{\"name\":\"C\"}\n"),
                        "1:A 2!" UNCLOSED " 3:C");
    assert_string_equal(read_all("{\"name\":\"A\"}\n{\"name\":\n{\"name\":\"C\"}\n"),
                        "1:A 2!" UNCLOSED " 3:C");
    assert_string_equal(read_all("{\"name\":\"A\"}\nname,b\n{\"name\":\"C\"}\n"),
                        "1:A 2!" NO_OBJECT " 3:C");
    assert_string_equal(read_all("{\"name\":\"A\"}\n{\"name\":,}\n{\"name\":\"C\"}\n"),
                        "1:A 2!wrong JSON at character 9 of the object 3:C");
    assert_string_equal(read_all("{\"name\":\"A\",\"name\":\"B\"}\n{\"name\":\"C\"}\n"),
                        "1!a key stands in it twice 2:C");
    assert_string_equal(read_all("{\"n\":99999999999999999999}\n{\"name\":\"C\"}\n"),
                        "1!a number in it is too big: write it in quotes 2:C");
    assert_string_equal(read_all("{\"name\":\"A\"]\n\"x\"\n{\"name\":\"C\"}\n"),
                        "1!wrong JSON at character 12 of the object 2!" NO_OBJECT " 3:C");
}

/* The first line alone does not say how the file is written. */
static void a_wrong_first_line_costs_that_line(void **state)
{
    (void)state;
    assert_string_equal(read_all("{\"name\":\"A\n{\"name\":\"B\"}\n{\"name\":\"C\"}\n"),
                        "1!" UNCLOSED " 2:B 3:C");
}

static void an_array_around_them(void **state)
{
    (void)state;
    assert_string_equal(read_all("[{\"name\":\"A\"},{\"name\":\"B\"}]\n"), "1:A 1:B");
    assert_string_equal(read_all("\n[\n{\"name\":\"A\"},\n{\"name\":\"B\"\n,{\"name\":\"C\"}\n]\n"),
                        "3:A 4!" UNCLOSED " 5:C");
    assert_string_equal(read_all("[1,\"x,y\",{\"name\":\"A\"},]"),
                        "1!" NO_OBJECT " 1!" NO_OBJECT " 1:A");
    assert_string_equal(read_all("[1,2]\n"), "1!" NO_OBJECT " 1!" NO_OBJECT);
    assert_string_equal(read_all("[[1],\"]\",[[2,3]],{\"name\":\"A\"},null]\n"),
                        "1!" NO_OBJECT " 1!" NO_OBJECT " 1!" NO_OBJECT " 1!" NO_OBJECT
                        " 1:A 1!" NO_OBJECT);
    assert_string_equal(read_all("[[1,{\"name\":\"A\"},{\"name\":\"B\"}]"),
                        "1!" NO_OBJECT " 1:A 1:B 2!" ENDED);
    assert_string_equal(read_all("[]"), "");
    assert_string_equal(read_all("[{\"name\":\"A\"},\n"), "1:A 2!" ENDED);
}

/* As jq prints them. */
static void objects_over_several_lines(void **state)
{
    (void)state;
    assert_string_equal(read_all("{\n  \"name\": \"A\",\n  \"tags\": [\n    {\n    }\n  ]\n}\n{\n  "
                                 "\"name\": \"B\"\n}\n"),
                        "1:A 8:B");
    assert_string_equal(
        read_all("[\n  {\n    \"name\": \"A\"\n  },\n  {\n    \"name\": \"B\"\n  }\n]"), "2:A 5:B");
    assert_string_equal(read_all("{\n\"name\": \"A\",\n{\n\"name\": \"B\"\n}\n"),
                        "1!" UNCLOSED " 3:B");
    assert_string_equal(read_all("{\n\"name\": A\n}\n{\n\"name\": \"B\"\n}\n"),
                        "1!wrong JSON in line 2, character 9 4:B");
}

/* Lines of any length come whole; what is too much is said and costs the line. */
static void long_lines(void **state)
{
    (void)state;
    struct str file = {0};
    str_add(&file, "{\"note\":\"");
    for (int i = 0; i < 3 << 20; i++)
        str_add_char(&file, i % 2 ? '{' : ',');
    str_add(&file, "\",\"name\":\"A\"}\n{\"name\":\"B\"}\n{\"note\":\"");
    for (int i = 0; i <= JSON_READ_BYTES; i++)
        str_add_char(&file, 'x');
    str_add(&file, "\",\"name\":\"C\"}\n{\"name\":\"D\",\"n\":[");
    for (int i = 0; i <= JSON_READ_VALUES; i++)
        str_add(&file, "1,");
    str_add(&file, "1]}\n");
    for (int i = 0; i < 100000; i++)
        str_add(&file, "{\"a\":");
    str_add(&file, "\n{\"name\":\"E\"}\n");
    assert_string_equal(read_n(file.s, file.len, SIZE_MAX),
                        "1:A 2:B 3!longer than 8 MB 4!more than 100,000 values in it 5!" UNCLOSED
                        " 6:E");
    str_clear(&file);
}

static void small_reads_are_the_same(void **state)
{
    (void)state;
    const char *file = "[{\"name\":\"A\"},\n{\"name\":\"\xC3\xA9\"}]\n";
    assert_string_equal(read_n(file, strlen(file), 1), "1:A 2:\xC3\xA9");
}

/* Bytes that are no UTF-8 are repaired and counted, as is a NUL. */
static void damaged_text(void **state)
{
    (void)state;
    assert_string_equal(read_all("{\"name\":\"J\xF8rgen\"}"), "1:J\xEF\xBF\xBDrgen");
    assert_string_equal(read_all("{\"name\":\"a\\u0000b\"}"), "1:a\xEF\xBF\xBD"
                                                              "b");
    static const char wide[] = "\xFF\xFE{\0\"\0n\0a\0m\0e\0\"\0:\0\"\0\xE9\0\"\0}\0";
    assert_string_equal(read_n(wide, sizeof wide - 1, SIZE_MAX), "1:\xC3\xA9");
}

static void values(void **state)
{
    (void)state;
    struct arena a = {0};
    bool known;
    json_t *all = json_loads("{\"t\":\"x\",\"i\":46701234567,\"r\":1.1,\"b\":true,\"n\":null,"
                             "\"a\":[1],\"y\":\"Yes\",\"z\":0,\"q\":\"maybe\"}",
                             0, NULL);
    assert_string_equal(json_read_text(&a, json_object_get(all, "t")), "x");
    assert_string_equal(json_read_text(&a, json_object_get(all, "i")), "46701234567");
    assert_string_equal(json_read_text(&a, json_object_get(all, "r")), "1.1");
    assert_string_equal(json_read_text(&a, json_object_get(all, "b")), "true");
    assert_string_equal(json_read_text(&a, json_object_get(all, "n")), "");
    assert_string_equal(json_read_text(&a, json_object_get(all, "none")), "");
    assert_null(json_read_text(&a, json_object_get(all, "a")));
    assert_string_equal(json_read_dump(&a, json_object_get(all, "a")), "[1]");
    assert_true(json_read_bool(json_object_get(all, "b"), &known) && known);
    assert_true(json_read_bool(json_object_get(all, "y"), &known) && known);
    assert_false(json_read_bool(json_object_get(all, "z"), &known) || !known);
    assert_false(json_read_bool(json_object_get(all, "none"), &known) || !known);
    assert_false(json_read_bool(json_object_get(all, "q"), &known) || known);
    json_decref(all);
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_object_a_line),
        cmocka_unit_test(a_wrong_line_costs_that_line),
        cmocka_unit_test(a_wrong_first_line_costs_that_line),
        cmocka_unit_test(an_array_around_them),
        cmocka_unit_test(objects_over_several_lines),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(small_reads_are_the_same),
        cmocka_unit_test(damaged_text),
        cmocka_unit_test(values),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
