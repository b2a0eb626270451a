/* JSON lines of contacts: the form of `contact show --json`, and what other programs write. */
#include "import_case.h"

/* Every key of the documented form. */
static const char whole[] =
    "{\"no\":\"CT000009\",\"type\":\"person\",\"name\":\"Berg, Anna\",\"company\":\"Acme\","
    "\"job_title\":\"Owner\",\"email2\":\"a@x.example\",\"phone\":\"tel:1\",\"mobile\":\"tel:1\","
    "\"address2\":\"Back\",\"post_code\":\"1\",\"city\":\"Lund\",\"country\":\"SE\","
    "\"home_page\":\"https://x.example\",\"birthday\":\"--02-29\",\"salesperson\":\"JO\","
    "\"correspondence\":\"hard-copy\",\"tags\":[\"vip\",\"press\"],\"note\":\"a\\nb\","
    "\"interactions\":3,\"cost\":\"1.00\",\"minutes\":5,\"last\":\"2026-01-01\","
    "\"last_attempt\":\"2026-01-02\",\"archived\":false,\"privacy_blocked\":true,"
    "\"privacy_reason\":\"asked\",\"exclude\":true,\"touch_days\":30,\"uid\":\"u:1\","
    "\"channels\":[{\"kind\":\"email\",\"value\":\"a@x.example\"},"
    "{\"kind\":\"phone\",\"label\":\"work fax\",\"value\":\"2\"}],"
    "\"kept\":{\"form\":\"vcard\",\"content\":\"X-A:b\\n\"},\"postponed\":0,\"segments\":1,"
    "\"created_by\":\"jo\",\"created_at\":\"2026-01-01T00:00:00Z\",\"changed_by\":\"jo\","
    "\"changed_at\":\"2026-01-01T00:00:00Z\"}\n";

static void the_documented_form(void **state)
{
    (void)state;
    case_import(whole);
    assert_int_equal(t.result.added, 1);
    assert_int_equal(t.result.noted, 0);
    assert_int_equal(t.result.format, LIA_FORMAT_JSON);
    const lia_contact *c = case_contact("Berg, Anna");
    assert_string_equal(c->no, "CT000009");
    assert_int_equal(c->type, LIA_PERSON);
    assert_string_equal(c->company, "Acme");
    assert_string_equal(c->job_title, "Owner");
    assert_string_equal(c->email, "");
    assert_string_equal(c->email2, "a@x.example");
    assert_string_equal(c->phone, "tel:1");
    assert_string_equal(c->mobile, "tel:1");
    assert_string_equal(c->address, "");
    assert_string_equal(c->address2, "Back");
    assert_string_equal(c->post_code, "1");
    assert_string_equal(c->city, "Lund");
    assert_string_equal(c->country, "SE");
    assert_string_equal(c->home_page, "https://x.example");
    assert_string_equal(c->birthday, "--02-29");
    assert_string_equal(c->salesperson, "JO");
    assert_int_equal(c->correspondence, LIA_HARD_COPY);
    assert_string_equal(c->tags, "press vip");
    assert_string_equal(c->note, "a\nb");
    assert_true(c->privacy_blocked && c->exclude && !c->archived);
    assert_string_equal(c->privacy_reason, "asked");
    assert_int_equal(c->touch_days, 30);
    assert_string_equal(c->uid, "u:1");
    assert_string_equal(case_channels("Berg, Anna", LIA_CHANNEL_EMAIL), ": a@x.example");
    assert_string_equal(case_channels("Berg, Anna", LIA_CHANNEL_PHONE), "work fax: 2");
    assert_string_equal(case_kept("Berg, Anna"), "X-A:b\n");
    assert_string_equal(case_kept_form("Berg, Anna"), "vcard");
    case_import(whole);
    assert_int_equal(t.result.alone, 1);
}

/* Keys that are no field are kept as columns are, whatever their value, and said once. */
static void unknown_keys_are_kept(void **state)
{
    (void)state;
    case_import(
        "{\"name\":\"Jo\",\"shoe\":42,\"hats\":[1,{\"a\":null}],\"blank\":\"\"}\n"
        "{\"name\":\"Al\",\"shoe\":\"43\\n\"}\n"
        "{\"name\":\"Bo\",\"shoe\":1.5,\"kept\":{\"form\":\"vcard\",\"content\":\"X-A:b\"}}\n");
    assert_string_equal(case_kept("Jo"), "shoe\t42\nhats\t[1,{\"a\":null}]\n");
    assert_string_equal(case_kept("Al"), "shoe\t43\\n\n");
    assert_string_equal(case_kept("Bo"), "X-A:b\nX-LIAISE-COLUMN;X-NAME=\"shoe\":1.5\n");
    int said = 0;
    for (size_t i = 0; i < t.count; i++)
        said += strstr(t.lines[i].reason, "shoe") != NULL;
    assert_int_equal(said, 1);
}

static void keys_of_other_programs(void **state)
{
    (void)state;
    case_import("[{\"First Name\":\"Anna\",\"last_name\":\"Berg\",\"email\":[\"a@x.example\","
                "\"b@x.example\"],\"work_phone\":46123,\"tags\":\"Vip, press\",\"zip\":22222}]");
    const lia_contact *c = case_contact("Anna Berg");
    assert_string_equal(c->email, "a@x.example");
    assert_string_equal(c->email2, "b@x.example");
    assert_string_equal(c->phone, "46123");
    assert_string_equal(c->tags, "press vip");
    assert_string_equal(c->post_code, "22222");
}

static void keys_are_mapped(void **state)
{
    (void)state;
    const lia_import_map map[] = {{"nimi", "name"}, {"Puhelin 2", "mobile"}, {"junk", "-"}};
    t.how.map = map;
    t.how.map_count = 3;
    case_import(
        "{\"Nimi\":\"Jo\",\"puhelin 2\":\"1\",\"junk\":\"x\",\"email2\":\"jo@x.example\"}\n");
    assert_string_equal(case_contact("Jo")->mobile, "1");
    assert_string_equal(case_contact("Jo")->email, "");
    assert_string_equal(case_kept("Jo"), "");
    const lia_import_map wrong = {"nimi", "shoe"};
    t.how.map = &wrong;
    t.how.map_count = 1;
    assert_int_equal(case_try("{\"nimi\":\"Jo\"}\n", 14), LIA_INVALID);
    assert_string_equal(t.err.field, "map");
}

/* A value that its field cannot be is kept and said, and costs no contact. */
static void wrong_values_are_kept(void **state)
{
    (void)state;
    case_import("{\"name\":\"Jo\",\"email\":\"nobody\",\"birthday\":\"soon\",\"touch_days\":-3,"
                "\"exclude\":\"perhaps\",\"channels\":[{\"kind\":\"smoke\",\"value\":\"1\"}],"
                "\"type\":\"dog\",\"kept\":{\"form\":\"vcard\",\"content\":\"END:VCARD\\n\"}}\n"
                "{\"email\":\"\",\"note\":\"nobody\"}\n[]\n");
    assert_int_equal(t.result.added, 1);
    assert_int_equal(t.result.refused, 2);
    static const char *const kept[] = {
        "email\tnobody\n",
        "birthday\tsoon\n",
        "touch_days\t-3\n",
        "exclude\tperhaps\n",
        "channels\t[{\"kind\":\"smoke\",\"value\":\"1\"}]\n",
        "type\tdog\n",
        "kept\t{\"form\":\"vcard\",\"content\":\"END:VCARD\\\\n\"}\n"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (!strstr(case_kept("Jo"), kept[i]))
            fail_msg("not kept: %s in %s", kept[i], case_kept("Jo"));
}

static void broken_lines_cost_themselves(void **state)
{
    (void)state;
    case_import("{\"name\":\"Jo\"}\n{\"name\":\"Al\n\n{\"name\":\"Bo\"}\n");
    assert_int_equal(t.result.added, 2);
    assert_int_equal(t.result.refused, 1);
    assert_non_null(strstr(case_line(2)->reason, "not closed"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, case_open, case_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_documented_form), CASE(unknown_keys_are_kept), CASE(keys_of_other_programs),
        CASE(keys_are_mapped),     CASE(wrong_values_are_kept), CASE(broken_lines_cost_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
