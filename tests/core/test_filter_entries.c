/* What filters over interaction log entries list (screens.md 7). */
#include "filter_case.h"

static lia_book *book;
static int64_t fabrikam, bo, asa, quote, failed, kickoff;

struct entry {
    int64_t contact;
    const char *template, *description;
    int32_t day, time;
    void (*change)(lia_interaction *it);
};

static int64_t log_entry(struct entry e)
{
    lia_error err = {0};
    lia_interaction it;
    int64_t no = 0;
    assert_ok(lia_interaction_new(book, e.contact, template_id(book, e.template), &it, &err), err);
    it.description = e.description;
    it.date = e.day;
    it.time = e.time;
    it.typed |= 1u << LIA_I_DESCRIPTION | 1u << LIA_I_DATE | 1u << LIA_I_TIME;
    if (e.change)
        e.change(&it);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    return no;
}

static void with_cost(lia_interaction *it)
{
    it->cost = 1205000; /* 120.50 */
    it->minutes = 90;
    it->evaluation = LIA_VERY_POSITIVE;
    it->subject = "Quotation 4711";
}
static void that_failed(lia_interaction *it)
{
    it->failed = true;
    it->evaluation = LIA_NEGATIVE;
    it->comment = "Nobody there, zebra crossing";
}
static void by_another(lia_interaction *it)
{
    it->salesperson_id = salesperson_id(book, "AN");
}

/* Newest first: Thanks, Rang in vain, Asked, Invitation, Kick-off. Invitation was logged with a
 * segment, Kick-off is canceled. */
static int set_up(void **state)
{
    (void)state;
    lia_error err = {0};
    int64_t turned;
    book = fixture_book();
    make_salesperson(book, "AN", "");
    fabrikam = case_save(book, (lia_contact){.type = LIA_COMPANY, .name = "Fabrikam AB"});
    bo = case_save(book, (lia_contact){.name = "Bo Ek", .company_id = fabrikam, .city = "Quito"});
    asa = case_save(book, (lia_contact){.name = "Åsa Öberg"});
    kickoff = log_entry((struct entry){fabrikam, "MEETING", "Kick-off",
                                       date_from_civil(2025, 1, 31), -1, by_another});
    assert_ok(lia_entry_cancel(book, &kickoff, 1, true, NULL, &turned, &err), err);
    lia_segment_list s;
    int64_t segment = 0, line;
    assert_ok(lia_segment_new(book, &s, &err), err);
    s.items->no = "";
    s.items->description = "Autumn fair";
    s.items->template_id = template_id(book, "LETTER-OUT");
    assert_ok(lia_segment_work_out(book, &s, &err), err);
    s.items->entry_description = "Invitation";
    s.items->typed |= 1u << LIA_L_DESCRIPTION;
    s.items->date = FIXTURE_TODAY - 3;
    assert_ok(lia_segment_save(book, s.items, LIA_SPREAD_NOT_PERSONALISED, &segment, &err), err);
    lia_segment_list_clear(&s);
    const lia_line_change to_asa = {.also = LIA_LINE_CONTACT, .value = {.contact_id = asa}};
    assert_ok(lia_line_add(book, segment, &to_asa, &line, &err), err);
    lia_log_result logged;
    assert_ok(lia_segment_log(book, segment, &(lia_log_options){0}, NULL, &logged, &err), err);
    quote = log_entry((struct entry){bo, "CALL-OUT", "Asked for the quote", FIXTURE_TODAY - 1,
                                     9 * 3600 + 30 * 60, with_cost});
    failed = log_entry(
        (struct entry){asa, "CALL-OUT", "Rang in vain", FIXTURE_TODAY, 14 * 3600, that_failed});
    log_entry((struct entry){bo, "MAIL-IN", "Thanks", FIXTURE_TODAY, 14 * 3600 + 30 * 60, NULL});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    lia_book_close(book);
    return 0;
}

#define ALL "Thanks|Rang in vain|Asked for the quote|Invitation|Kick-off"

static void nothing_lists_all(void **state)
{
    (void)state;
    entries_are(book, "", ALL);
}

static void words_look_into_texts_comments_contact_and_company(void **state)
{
    (void)state;
    entries_are(book, "quot", "Asked for the quote");
    entries_are(book, "4711", "Asked for the quote");
    entries_are(book, "zebra", "Rang in vain");
    entries_are(book, "oberg", "Rang in vain|Invitation");
    entries_are(book, "fabri", "Thanks|Asked for the quote|Kick-off");
    entries_are(book, "ct000002", "Thanks|Asked for the quote");
    entries_are(book, "ek quote", "Asked for the quote");
    entries_are(book, "asa zebra rang", "Rang in vain");
    entries_are(book, "quito", ""); /* the contact's city is none of its names */
    entries_are(book, "*bra", "Rang in vain");
    entries_are(book, "*brik", "Thanks|Asked for the quote|Kick-off");
    entries_are(book, "\"for the qu\"", "Asked for the quote");
    entries_are(book, "-ek", "Rang in vain|Invitation|Kick-off");
    entries_are(book, "zebra OR thanks", "Thanks|Rang in vain");
    entries_are(book, "qqq", "");
}

static void numbers(void **state)
{
    (void)state;
    char text[64];
    snprintf(text, sizeof text, "no:%lld", (long long)quote);
    entries_are(book, text, "Asked for the quote");
    snprintf(text, sizeof text, "no:%lld,%lld", (long long)quote, (long long)kickoff);
    entries_are(book, text, "Asked for the quote|Kick-off");
    snprintf(text, sizeof text, "no:>%lld", (long long)failed);
    entries_are(book, text, "Thanks");
    snprintf(text, sizeof text, "no:%lld..%lld", (long long)quote, (long long)failed);
    entries_are(book, text, "Rang in vain|Asked for the quote");
}

static void days_and_times(void **state)
{
    (void)state;
    entries_are(book, "date:today", "Thanks|Rang in vain");
    entries_are(book, "date:2026-11-19", "Asked for the quote");
    entries_are(book, "date:2026-11", "Thanks|Rang in vain|Asked for the quote|Invitation");
    entries_are(book, "date:2026-W47", "Thanks|Rang in vain|Asked for the quote|Invitation");
    entries_are(book, "date:2025", "Kick-off");
    entries_are(book, "date:<2026", "Kick-off");
    entries_are(book, "date:..-2d", "Invitation|Kick-off");
    entries_are(book, "date:-3d..-1d", "Asked for the quote|Invitation");
    entries_are(book, "date:thu..", "Thanks|Rang in vain|Asked for the quote");
    entries_are(book, "date:2025,today", "Thanks|Rang in vain|Kick-off");
    entries_are(book, "date:2026 date:..-1d", "Asked for the quote|Invitation");
    entries_are(book, "-date:2026", "Kick-off");
    entries_are(book, "time:14:30", "Thanks");
    entries_are(book, "time:..12:00", "Asked for the quote");
    entries_are(book, "time:>9:30", "Thanks|Rang in vain");
    entries_are(book, "time:none", "Invitation|Kick-off");
    entries_are(book, "-time:14:00", "Thanks|Asked for the quote|Invitation|Kick-off");
}

static void contacts_by_name_or_number(void **state)
{
    (void)state;
    entries_are(book, "contact:bo", "Thanks|Asked for the quote");
    entries_are(book, "contact:ct000001", "Kick-off"); /* the company's own */
    entries_are(book, "contact:fabri", "Kick-off");
    entries_are(book, "company:fabri", "Thanks|Asked for the quote|Kick-off");
    entries_are(book, "company:CT000001", "Thanks|Asked for the quote|Kick-off");
    entries_are(book, "company:none", "Rang in vain|Invitation");
    entries_are(book, "contact:bo,ct000003 date:today", "Thanks|Rang in vain");
}

static void codes_and_sets(void **state)
{
    (void)state;
    entries_are(book, "template:call-out", "Rang in vain|Asked for the quote");
    entries_are(book, "template:CALL*", "Rang in vain|Asked for the quote");
    entries_are(book, "template:*IL", "Thanks"); /* MAIL-IN */
    entries_are(book, "template:MAIL-IN,MEETING", "Thanks|Kick-off");
    entries_are(book, "group:CALL", "Rang in vain|Asked for the quote");
    entries_are(book, "flow:inbound", "Thanks");
    entries_are(book, "flow:none", "Kick-off");
    entries_are(book, "by:them", "Thanks");
    entries_are(book, "corr:phone", "Rang in vain|Asked for the quote");
    entries_are(book, "corr:\"hard copy\"", "Invitation");
    entries_are(book, "salesperson:AN", "Kick-off");
    entries_are(book, "salesperson:none", "");
    entries_are(book, "mine", "Thanks|Rang in vain|Asked for the quote|Invitation");
    entries_are(book, "evaluation:very-positive", "Asked for the quote");
    entries_are(book, "evaluation:very*", "Asked for the quote");
    entries_are(book, "evaluation:negative,very-positive", "Rang in vain|Asked for the quote");
    entries_are(book, "evaluation:none date:today", "Thanks");
}

static void segments(void **state)
{
    (void)state;
    entries_are(book, "segment:sm000001", "Invitation");
    entries_are(book, "segment:SM*", "Invitation");
    entries_are(book, "segment:SM9", "");
    entries_are(book, "segment:none date:today", "Thanks|Rang in vain");
    entries_are(book, "logged:1", "Invitation");
    entries_are(book, "logged:none canceled:yes", "Kick-off");
    entries_are(book, "origin:segment", "Invitation");
    entries_are(book, "-origin:manual", "Invitation");
}

static void status_and_switches(void **state)
{
    (void)state;
    entries_are(book, "status:logged", "Thanks|Asked for the quote|Invitation");
    entries_are(book, "status:failed", "Rang in vain");
    entries_are(book, "status:canceled", "Kick-off");
    entries_are(book, "status:corrected", "");
    entries_are(book, "failed:yes", "Rang in vain");
    entries_are(book, "canceled:yes", "Kick-off");
    entries_are(book, "canceled:no mine", "Thanks|Rang in vain|Asked for the quote|Invitation");
}

static void amounts_and_minutes(void **state)
{
    (void)state;
    entries_are(book, "cost:>100", "Asked for the quote");
    entries_are(book, "cost:120.5", "Asked for the quote");
    entries_are(book, "cost:0 date:today", "Thanks|Rang in vain");
    entries_are(book, "minutes:1:30", "Asked for the quote");
    entries_are(book, "minutes:>1h", "Asked for the quote");
    entries_are(book, "minutes:60", "Kick-off");
    entries_are(book, "minutes:..5", "Thanks");
}

static void comments_and_user(void **state)
{
    (void)state;
    entries_are(book, "comment:zeb", "Rang in vain");
    entries_are(book, "comment:rang", "");
    entries_are(book, "comment:none date:today", "Thanks");
    entries_are(book, "-comment:none", "Rang in vain");
    entries_are(book, "user:jo", ALL);
    entries_are(book, "user:JO", ALL);
    entries_are(book, "user:j", "");
    entries_are(book, "user:j*", ALL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_lists_all),
        cmocka_unit_test(words_look_into_texts_comments_contact_and_company),
        cmocka_unit_test(numbers),
        cmocka_unit_test(days_and_times),
        cmocka_unit_test(contacts_by_name_or_number),
        cmocka_unit_test(codes_and_sets),
        cmocka_unit_test(segments),
        cmocka_unit_test(status_and_switches),
        cmocka_unit_test(amounts_and_minutes),
        cmocka_unit_test(comments_and_user),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
