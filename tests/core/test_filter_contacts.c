/* What filters over contacts list (screens.md 7). */
#include "filter_case.h"

static lia_book *book;
static int64_t fabrikam, tailspin, bo, asa, soren, bergman, lindberg, old;

/* Company, type and interval are there before what refers to them. */
static void fill_contacts(void)
{
    int64_t jo = salesperson_id(book, "JO"), an = make_salesperson(book, "AN", "");
    fabrikam = case_save(book, (lia_contact){.type = LIA_COMPANY,
                                             .name = "Fabrikam AB",
                                             .city = "Lund",
                                             .email = "info@fabrikam.example",
                                             .phone = "+46 46 12 34 56",
                                             .salesperson_id = jo,
                                             .touch_days = 30});
    tailspin = case_save(book, (lia_contact){.type = LIA_COMPANY, .name = "Tailspin Toys"});
    bo = case_save(book, (lia_contact){.name = "Bo Ek",
                                       .company_id = fabrikam,
                                       .city = "Lund",
                                       .post_code = "222 40",
                                       .country = "Sweden",
                                       .email = "bo@fabrikam.example",
                                       .phone = "070-123 45 67",
                                       .correspondence = LIA_EMAIL,
                                       .tags = "vip press"});
    asa = case_save(book, (lia_contact){.name = "Åsa Öberg",
                                        .city = "Göteborg",
                                        .note = "Drinks O'Brien's tea",
                                        .tags = "lost, key-account",
                                        .salesperson_id = an,
                                        .touch_days = 400});
    soren = case_save(book, (lia_contact){.name = "Søren Strauß",
                                          .city = "København",
                                          .phone = "0045 33 12 34 56",
                                          .correspondence = LIA_PHONE});
    bergman = case_save(book, (lia_contact){.name = "Bergman, Anna",
                                            .email2 = "anna.bergman@a-b.example",
                                            .exclude = true});
    const lia_channel channels[] = {{LIA_CHANNEL_PHONE, "mobile", "+46 (0)70-999 88 77"},
                                    {LIA_CHANNEL_EMAIL, "home", "linda@home.example"}};
    lindberg = case_save(book, (lia_contact){.name = "Anna Lindberg",
                                             .company_id = tailspin,
                                             .privacy_blocked = true,
                                             .privacy_reason = "asked",
                                             .channels = channels,
                                             .channel_count = 2});
    old = case_save(book, (lia_contact){.name = "Old Berg", .city = "Lund"});
    set_archived(book, old, true);
}

static int64_t log_at(int64_t contact, const char *template, const char *description, int32_t day)
{
    lia_error err = {0};
    lia_interaction it;
    int64_t no = 0;
    assert_ok(lia_interaction_new(book, contact, template_id(book, template), &it, &err), err);
    it.description = description;
    it.date = day;
    it.typed |= 1u << LIA_I_DESCRIPTION | 1u << LIA_I_DATE;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    return no;
}

/* Bo was called yesterday, written to in 2025; Åsa called in, a year and a half ago; Bergman's only
 * one is canceled. */
static void fill_entries(void)
{
    lia_error err = {0};
    int64_t turned, no;
    log_at(bo, "CALL-OUT", "Asked for the quote", FIXTURE_TODAY - 1);
    log_at(bo, "LETTER-OUT", "Invitation", date_from_civil(2025, 12, 1));
    log_at(fabrikam, "MEETING", "Kick-off", date_from_civil(2025, 6, 2));
    log_at(asa, "CALL-IN", "Wants tea", date_from_civil(2025, 5, 3));
    no = log_at(bergman, "CALL-OUT", "Wrong number", FIXTURE_TODAY - 2);
    assert_ok(lia_entry_cancel(book, &no, 1, true, NULL, &turned, &err), err);
    /* an attempt that failed */
    lia_interaction it;
    assert_ok(lia_interaction_new(book, soren, template_id(book, "CALL-OUT"), &it, &err), err);
    it.failed = true;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
}

static int set_up(void **state)
{
    (void)state;
    book = fixture_book();
    fixture_clock.now -= 500 * (int64_t)86400; /* they were added long ago */
    fill_contacts();
    fixture_clock.now = FIXTURE_NOW;
    fill_entries();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    lia_book_close(book);
    return 0;
}

#define ALL "Anna Lindberg|Åsa Öberg|Bergman, Anna|Bo Ek|Fabrikam AB|Søren Strauß|Tailspin Toys"

static void nothing_lists_all_but_archived(void **state)
{
    (void)state;
    contacts_are(book, "", ALL);
    contacts_are(book, "  ", ALL);
}

static void words_begin_words_anywhere(void **state)
{
    (void)state;
    contacts_are(book, "b", "Åsa Öberg|Bergman, Anna|Bo Ek");
}

static void all_words_hold(void **state)
{
    (void)state;
    contacts_are(book, "ek fabri", "Bo Ek");
    contacts_are(book, "ek tail", "");
    contacts_are(book, "anna berg", "Bergman, Anna");
}

static void case_and_accents_do_not_matter(void **state)
{
    (void)state;
    contacts_are(book, "asa", "Åsa Öberg");
    contacts_are(book, "ÅSA", "Åsa Öberg");
    contacts_are(book, "goteborg", "Åsa Öberg");
    contacts_are(book, "soren", "Søren Strauß");
    contacts_are(book, "søren", "Søren Strauß");
    contacts_are(book, "strauss", "Søren Strauß");
    contacts_are(book, "STRAUẞ", "Søren Strauß");
    contacts_are(book, "kobenhavn", "Søren Strauß");
}

static void words_are_cut_as_the_index_cuts_them(void **state)
{
    (void)state;
    contacts_are(book, "o'brien", "Åsa Öberg");
    contacts_are(book, "o'bri", "Åsa Öberg");
    contacts_are(book, "anna.bergman@a-b.ex", "Bergman, Anna");
    contacts_are(book, "bo@fabrikam.example", "Bo Ek");
    contacts_are(book, "ann.bergman", ""); /* only the last part may go on */
    contacts_are(book, "key-account", "Åsa Öberg");
    contacts_are(book, "070-123", ""); /* words are not digits: phone: is */
}

static void words_look_into_number_company_channels_and_note(void **state)
{
    (void)state;
    contacts_are(book, "ct000003", "Bo Ek");
    contacts_are(book, "tailspin", "Anna Lindberg|Tailspin Toys");
    contacts_are(book, "linda", "Anna Lindberg");
    contacts_are(book, "drinks", "Åsa Öberg");
    contacts_are(book, "lund", "Bo Ek|Fabrikam AB");
    contacts_are(book, "0701234567", "Bo Ek");
}

static void star_looks_inside(void **state)
{
    (void)state;
    contacts_are(book, "*erg", "Anna Lindberg|Åsa Öberg|Bergman, Anna");
    contacts_are(book, "*ndber", "Anna Lindberg");
    contacts_are(book, "*BRIK", "Bo Ek|Fabrikam AB");
    contacts_are(book, "*123456", "Bo Ek|Fabrikam AB|Søren Strauß");
    contacts_are(book, "*zzz", "");
}

static void quotes_are_literal(void **state)
{
    (void)state;
    contacts_are(book, "\"bo ek\"", "Bo Ek");
    contacts_are(book, "\"ek bo\"", "");
    contacts_are(book, "\"OR\"", "");
    contacts_are(book, "name:\"Bergman, An\"", "Bergman, Anna");
    contacts_are(book, "name:\"Bergman Anna\"", "");
    contacts_are(book, "\"o'brien's\"", "Åsa Öberg");
    contacts_are(book, "\"mine\"", "");
}

static void fields_begin_words_or_are_whole(void **state)
{
    (void)state;
    contacts_are(book, "city:lund", "Bo Ek|Fabrikam AB");
    contacts_are(book, "city:lu", "Bo Ek|Fabrikam AB");
    contacts_are(book, "city:=lund", "Bo Ek|Fabrikam AB");
    contacts_are(book, "city:=lu", "");
    contacts_are(book, "city:gote,kobenh", "Åsa Öberg|Søren Strauß");
    contacts_are(book, "city:none", "Anna Lindberg|Bergman, Anna|Tailspin Toys");
    contacts_are(book, "city:lund,none",
                 "Anna Lindberg|Bergman, Anna|Bo Ek|Fabrikam AB|Tailspin Toys");
    contacts_are(book, "City:*und", "Bo Ek|Fabrikam AB");
    contacts_are(book, "name:berg", "Bergman, Anna");
    contacts_are(book, "name:=\"bo ek\"", "Bo Ek");
    contacts_are(book, "name:anna -name:berg", "Anna Lindberg");
    contacts_are(book, "post:222", "Bo Ek");
    contacts_are(book, "post:\"222 40\"", "Bo Ek");
    contacts_are(book, "country:swe", "Bo Ek");
    contacts_are(book, "email:fabrikam", "Bo Ek|Fabrikam AB");
    contacts_are(book, "email:=bo@fabrikam.example", "Bo Ek");
    contacts_are(book, "email:home", "Anna Lindberg");
    contacts_are(book, "email:bergman", "Bergman, Anna");
    contacts_are(book, "email:none", "Åsa Öberg|Søren Strauß|Tailspin Toys");
}

static void companies_are_named_by_name_or_number(void **state)
{
    (void)state;
    contacts_are(book, "company:fabri", "Bo Ek");
    contacts_are(book, "company:ct000002", "Anna Lindberg");
    contacts_are(book, "company:=\"tailspin toys\"", "Anna Lindberg");
    contacts_are(book, "company:none type:person", "Åsa Öberg|Bergman, Anna|Søren Strauß");
}

static void numbers_are_whole_unless_starred(void **state)
{
    (void)state;
    contacts_are(book, "no:ct000003", "Bo Ek");
    contacts_are(book, "no:ct00000", "");
    contacts_are(book, "no:ct00000*", ALL);
    contacts_are(book, "no:*003", "Bo Ek");
    contacts_are(book, "no:CT000003,CT000004", "Åsa Öberg|Bo Ek");
    contacts_are(book, "no:CT000003..CT000005", "Åsa Öberg|Bo Ek|Søren Strauß");
    contacts_are(book, "no:CT000007..", "Anna Lindberg");
    contacts_are(book, "no:CT000008", ""); /* archived */
}

static void phones_are_compared_by_digits(void **state)
{
    (void)state;
    contacts_are(book, "phone:0701234", "Bo Ek");
    contacts_are(book, "phone:\"070-12 34\"", "Bo Ek");
    contacts_are(book, "phone:+46701234567", "Bo Ek");
    contacts_are(book, "phone:0046701234567", "Bo Ek");
    contacts_are(book, "phone:0709998877", "Anna Lindberg");
    contacts_are(book, "phone:+46709998877", "Anna Lindberg");
    contacts_are(book, "phone:046123456", "Fabrikam AB");
    contacts_are(book, "phone:+4533123456", "Søren Strauß");
    contacts_are(book, "phone:3456", "Bo Ek|Fabrikam AB|Søren Strauß"); /* the end of it */
    contacts_are(book, "phone:=0701234", "");
    contacts_are(book, "phone:=0701234567", "Bo Ek");
    contacts_are(book, "phone:none", "Åsa Öberg|Bergman, Anna|Tailspin Toys");
}

static void tags_are_whole_unless_starred(void **state)
{
    (void)state;
    contacts_are(book, "tag:vip", "Bo Ek");
    contacts_are(book, "tag:VIP,lost", "Åsa Öberg|Bo Ek");
    contacts_are(book, "tag:vi", "");
    contacts_are(book, "tag:vi*", "Bo Ek");
    contacts_are(book, "tag:key-account", "Åsa Öberg");
    contacts_are(book, "tag:account", "");
    contacts_are(book, "-tag:lost type:person", "Anna Lindberg|Bergman, Anna|Bo Ek|Søren Strauß");
    contacts_are(book, "tag:none type:person", "Anna Lindberg|Bergman, Anna|Søren Strauß");
}

static void sets_and_switches(void **state)
{
    (void)state;
    contacts_are(book, "type:company", "Fabrikam AB|Tailspin Toys");
    contacts_are(book, "type:company,person", ALL);
    contacts_are(book, "corr:email", "Bo Ek");
    contacts_are(book, "corr:email,phone", "Bo Ek|Søren Strauß");
    contacts_are(book, "corr:none type:company", "Fabrikam AB|Tailspin Toys");
    contacts_are(book, "exclude:yes", "Bergman, Anna");
    contacts_are(book, "privacy:yes", "Anna Lindberg");
    contacts_are(book, "privacy:no exclude:no type:person", "Åsa Öberg|Bo Ek|Søren Strauß");
    contacts_are(book, "salesperson:jo", "Fabrikam AB");
    contacts_are(book, "salesperson:A*", "Åsa Öberg");
    contacts_are(book, "salesperson:JO,none -type:person", "Fabrikam AB|Tailspin Toys");
    contacts_are(book, "mine", "Fabrikam AB");
    contacts_are(book, "-mine type:company", "Tailspin Toys");
}

static void archived_ones_show_only_when_named(void **state)
{
    (void)state;
    contacts_are(book, "old", "");
    contacts_are(book, "archived:yes", "Old Berg");
    contacts_are(book, "archived:yes,no berg", "Bergman, Anna|Old Berg");
    contacts_are(book, "-archived:no", "Old Berg");
    contacts_are(book, "archived:no", ALL);
}

static void or_and_parentheses_group(void **state)
{
    (void)state;
    contacts_are(book, "ek OR asa", "Åsa Öberg|Bo Ek");
    contacts_are(book, "city:lund type:person OR asa", "Åsa Öberg|Bo Ek");
    contacts_are(book, "(city:lund OR city:goteborg) type:person", "Åsa Öberg|Bo Ek");
    contacts_are(book, "-(city:lund OR city:goteborg OR type:company)",
                 "Anna Lindberg|Bergman, Anna|Søren Strauß");
    contacts_are(book, "(ek OR type:company) -tailspin", "Bo Ek|Fabrikam AB");
    contacts_are(book, "!lund !(anna)", "Åsa Öberg|Søren Strauß|Tailspin Toys");
    contacts_are(book, "--ek", "Bo Ek");
    contacts_are(book, "ek OR no:CT000002 OR (*sson OR tag:lost)", "Åsa Öberg|Bo Ek|Tailspin Toys");
}

static void dates_of_interactions(void **state)
{
    (void)state;
    contacts_are(book, "last:yesterday", "Bo Ek|Fabrikam AB"); /* Fabrikam with its persons */
    contacts_are(book, "last:2026", "Bo Ek|Fabrikam AB");
    contacts_are(book, "last:..-90d", "Åsa Öberg");
    contacts_are(book, "last:<2026", "Åsa Öberg");
    contacts_are(book, "last:2025-05", "Åsa Öberg");
    contacts_are(book, "last:never", "Anna Lindberg|Bergman, Anna|Søren Strauß|Tailspin Toys");
    contacts_are(book, "last:..-90d,never",
                 "Anna Lindberg|Åsa Öberg|Bergman, Anna|Søren Strauß|Tailspin Toys");
    contacts_are(book, "-last:..-90d",
                 "Anna Lindberg|Bergman, Anna|Bo Ek|Fabrikam AB|Søren Strauß|Tailspin Toys");
    contacts_are(book, "attempt:today", "Søren Strauß");
    contacts_are(book, "attempt:none type:person", "Anna Lindberg|Åsa Öberg|Bergman, Anna");
}

static void created_and_changed(void **state)
{
    (void)state;
    contacts_are(book, "created:-500d", ALL);
    contacts_are(book, "created:-30d..", "");
    contacts_are(book, "created:2026", "");
    contacts_are(book, "changed:-500d archived:yes", "Old Berg");
}

static void numbers_of_interactions(void **state)
{
    (void)state;
    contacts_are(book, "entries:3", "Fabrikam AB");
    contacts_are(book, "entries:>1", "Bo Ek|Fabrikam AB");
    contacts_are(book, "entries:1..2", "Åsa Öberg|Bo Ek|Søren Strauß");
    contacts_are(book, "entries:0", "Anna Lindberg|Bergman, Anna|Tailspin Toys");
    contacts_are(book, "entries:none", "Anna Lindberg|Bergman, Anna|Tailspin Toys");
    contacts_are(book, "entries:<=1 type:company", "Tailspin Toys");
}

static void one_entry_has_it_all(void **state)
{
    (void)state;
    contacts_are(book, "has:(template:CALL-OUT)", "Bo Ek|Fabrikam AB|Søren Strauß");
    contacts_are(book, "has:(template:LETTER-OUT,MAIL-OUT date:2025)", "Bo Ek|Fabrikam AB");
    contacts_are(book, "has:(template:CALL-OUT date:2025)", ""); /* two entries are not one */
    contacts_are(book, "has:(canceled:yes)", "Bergman, Anna");
    contacts_are(book, "has:(wrong)", "");
    contacts_are(book, "has:(wrong canceled:yes)", "Bergman, Anna");
    contacts_are(book, "has:(quote)", "Bo Ek|Fabrikam AB");
    contacts_are(book, "has:(*uot)", "Bo Ek|Fabrikam AB");
    contacts_are(book, "-has:(group:CALL) type:person", "Anna Lindberg|Bergman, Anna");
    contacts_are(book, "has:(failed:yes OR tea)", "Åsa Öberg|Søren Strauß");
    contacts_are(book, "has:(date:2025-06) ek", "");
    contacts_are(book, "has:(mine date:2025-06)", "Fabrikam AB");
}

static void touch_is_overdue_or_an_interval(void **state)
{
    (void)state;
    /* Fabrikam every 30 days, and so Bo, both in touch yesterday; Åsa every 400, 566 days ago */
    contacts_are(book, "touch:overdue", "Åsa Öberg");
    contacts_are(book, "touch:30", "Bo Ek|Fabrikam AB");
    contacts_are(book, "touch:>30", "Åsa Öberg");
    contacts_are(book, "touch:none type:company", "Tailspin Toys");
    fixture_clock.now += 31 * (int64_t)86400;
    contacts_are(book, "touch:overdue", "Åsa Öberg|Bo Ek|Fabrikam AB");
    fixture_clock.now = FIXTURE_NOW;
}

static void the_books_interval_is_everybodys(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_setup setup;
    assert_ok(lia_setup_get(book, &setup, &err), err);
    setup.touch_days = 90;
    assert_ok(lia_setup_update(book, &setup, &err), err);
    /* added 500 days ago, never in touch since */
    contacts_are(book, "touch:overdue",
                 "Anna Lindberg|Åsa Öberg|Bergman, Anna|Søren Strauß|Tailspin Toys");
    int64_t next = 0, sofar = 0;
    bool done = false;
    while (!done)
        assert_ok(lia_contact_out_of_touch_some(book, 1, &next, &sofar, &done, &err), err);
    assert_int_equal(sofar, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_lists_all_but_archived),
        cmocka_unit_test(words_begin_words_anywhere),
        cmocka_unit_test(all_words_hold),
        cmocka_unit_test(case_and_accents_do_not_matter),
        cmocka_unit_test(words_are_cut_as_the_index_cuts_them),
        cmocka_unit_test(words_look_into_number_company_channels_and_note),
        cmocka_unit_test(star_looks_inside),
        cmocka_unit_test(quotes_are_literal),
        cmocka_unit_test(fields_begin_words_or_are_whole),
        cmocka_unit_test(companies_are_named_by_name_or_number),
        cmocka_unit_test(numbers_are_whole_unless_starred),
        cmocka_unit_test(phones_are_compared_by_digits),
        cmocka_unit_test(tags_are_whole_unless_starred),
        cmocka_unit_test(sets_and_switches),
        cmocka_unit_test(archived_ones_show_only_when_named),
        cmocka_unit_test(or_and_parentheses_group),
        cmocka_unit_test(dates_of_interactions),
        cmocka_unit_test(created_and_changed),
        cmocka_unit_test(numbers_of_interactions),
        cmocka_unit_test(one_entry_has_it_all),
        cmocka_unit_test(touch_is_overdue_or_an_interval),
        cmocka_unit_test(the_books_interval_is_everybodys),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
