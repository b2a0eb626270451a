/* Mail becomes interactions (domain.md 9): which way it went, whom with, and what it says. */
#include "mail_case.h"

/* --- which way --- */

static void what_a_salesperson_sends_is_outbound(void **state)
{
    (void)state;
    record(mail("Jo <JO@us.example>", "Bo Ek <Bo.Ek@fabrikam.example>", "Price list",
                "Message-ID: <1@us.example>\n" DATE_));
    assert_int_equal(result.entries, 1);
    const lia_entry *e = entry(1);
    assert_int_equal(e->contact_id, bo);
    assert_string_equal(str_text(&with), "Bo Ek");
    assert_string_equal(e->template_code, "MAIL-OUT");
    assert_int_equal(e->flow, LIA_OUTBOUND);
    assert_int_equal(e->initiated_by, LIA_BY_US);
    assert_int_equal(e->correspondence, LIA_EMAIL);
    assert_string_equal(e->via, "Bo.Ek@fabrikam.example");
    assert_string_equal(e->description, "Price list");
    assert_int_equal(e->salesperson_id, jo);
    assert_int_equal(e->date, FIXTURE_TODAY - 1);
    assert_int_equal(e->time, 9 * 3600 + 5 * 60 + 7);
    assert_int_equal(e->zone, 60); /* its own clock, 12 */
    assert_int_equal(e->origin, LIA_AUTOMATIC);
    assert_string_equal(last_line(book), "Recorded e-mail “Price list” with Bo Ek");
    assert_int_equal(rows_int(book, "SELECT count(*) FROM entry_document WHERE event = 'email-out'"
                                    " AND no = '1@us.example'"),
                     1);
}

static void each_recipient_who_is_a_contact_has_one(void **state)
{
    (void)state;
    record(mail("jo@us.example", "bo.ek@fabrikam.example, anna@adatum.example, who@x.example",
                "Fair",
                "Cc: info@fabrikam.example, bo.ek@fabrikam.example\nBcc: jo@us.example\n" DATE_));
    assert_int_equal(result.entries, 3);
    assert_int_equal(result.recorded, 1);
    assert_int_equal(rows_int(book, "SELECT count(DISTINCT contact_id) FROM entry"), 3);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM text"), 1);
    assert_string_equal(str_text(&unknown), "who@x.example=;");
    assert_string_equal(last_line(book), "Recorded e-mail “Fair” with 3 contacts");
}

static void what_a_contact_sends_us_is_inbound(void **state)
{
    (void)state;
    record(mail("Anna <anna@adatum.example>", "x@us.example, jo@us.example", "Thanks",
                "Cc: bo.ek@fabrikam.example\n" DATE_));
    assert_int_equal(result.entries, 1);
    const lia_entry *e = entry(1);
    assert_int_equal(e->contact_id, anna);
    assert_string_equal(e->template_code, "MAIL-IN");
    assert_int_equal(e->flow, LIA_INBOUND);
    assert_int_equal(e->initiated_by, LIA_BY_THEM);
    assert_int_equal(e->salesperson_id, jo);
    assert_string_equal(str_text(&unknown), "");
}

/* Received is one entry, with who wrote it: the first of them. */
static void of_two_writers_the_first_counts(void **state)
{
    (void)state;
    record(mail("who@x.example, Anna <anna@adatum.example>, bo.ek@fabrikam.example",
                "jo@us.example", "Both", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->contact_id, anna);
}

static void mail_between_others_is_not_ours(void **state)
{
    (void)state;
    record(mail("anna@adatum.example", "bo.ek@fabrikam.example", "Hi", DATE_));
    assert_int_equal(result.neither, 1);
    record(mail("jo@us.example", "sales@us.example", "Hi", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_string_equal(str_text(&unknown), "sales@us.example=;");
    record(mail("Who <who@x.example>", "jo@us.example", "Hi", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_string_equal(str_text(&unknown), "who@x.example=Who;");
    assert_int_equal(rows_last(book, "entries"), 0);
}

/* A salesperson's own address is no contact's. */
static void a_salesperson_is_no_contact(void **state)
{
    (void)state;
    make_one(LIA_PERSON, "Jo Ek", "jo@us.example");
    make_salesperson(book, "ANN", "");
    set_email("ANN", "ann@us.example");
    record(mail("ann@us.example", "jo@us.example", "Lunch", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_string_equal(str_text(&unknown), "");
    record(mail("jo@us.example", "ann@us.example, bo.ek@fabrikam.example", "Lunch", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->contact_id, bo);
}

static void the_direction_can_be_said(void **state)
{
    (void)state;
    lia_mail_how h = how();
    h.direction = LIA_BY_US;
    record_with(&h, mail("alias@us.example", "bo.ek@fabrikam.example", "a", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->flow, LIA_OUTBOUND);
    assert_int_equal(entry(1)->salesperson_id, 0);
    h = how();
    h.direction = LIA_BY_THEM;
    record_with(&h, mail("bo.ek@fabrikam.example", "alias@us.example", "b", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(2)->flow, LIA_INBOUND);
}

static void sender_is_asked_where_from_is_nobody(void **state)
{
    (void)state;
    record(mail("team@us.example", "bo.ek@fabrikam.example", "a", "Sender: jo@us.example\n" DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->salesperson_id, jo);
    record(mail("desk@fabrikam.example", "jo@us.example", "b",
                "Sender: bo.ek@fabrikam.example\n" DATE_));
    assert_int_equal(entry(2)->contact_id, bo);
}

static void a_blocked_salesperson_was_one_then(void **state)
{
    (void)state;
    assert_ok(lia_salesperson_block(book, jo, true, &err), err);
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "old", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->salesperson_id, jo);
}

/* --- what it says --- */

static void without_subject_or_date(void **state)
{
    (void)state;
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "", ""));
    assert_string_equal(entry(1)->description, "Outgoing e-mail"); /* the template's */
    assert_int_equal(entry(1)->date, FIXTURE_TODAY);
    assert_int_equal(entry(1)->time, 14 * 3600 + 32 * 60);
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "a",
                "Received: by mx; Wed, 18 Nov 2026 10:00:00 +0000\nDate: Fri, 1 Jan 2038 00:00:00 "
                "+0000\n"));
    assert_int_equal(entry(2)->date, FIXTURE_TODAY - 2); /* it has not happened yet */
    char subject[600];
    memset(subject, 0, sizeof subject);
    for (int i = 0; i < 280; i++)
        memcpy(subject + i * 2, "ö", 2);
    record(mail("jo@us.example", "bo.ek@fabrikam.example", subject, DATE_));
    assert_int_equal(strlen(entry(3)->description), 500); /* 250 characters */
}

static void archived_and_blocked_are_told(void **state)
{
    (void)state;
    set_archived(book, bo, true);
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "a", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_string_equal(str_text(&unknown), "");
    set_privacy(book, anna, "asked for it");
    record(mail("jo@us.example", "anna@adatum.example", "a", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_int_equal(rows_last(book, "entries"), 0);
}

/* Also where the same mail is recorded with others; what is recorded with all of them says nothing.
 */
static void who_is_left_out_of_a_mail_is_told(void **state)
{
    (void)state;
    set_archived(book, bo, true);
    record(mail("jo@us.example", "bo.ek@fabrikam.example, anna@adatum.example", "a", DATE_));
    assert_int_equal(result.entries, 1);
    assert_string_equal(str_text(&with), "Anna Berg");
    assert_non_null(strstr(str_text(&reason), "Bo Ek is archived"));
    record(mail("jo@us.example", "bo.ek@fabrikam.example, anna@adatum.example", "a", DATE_));
    assert_int_equal(result.known, 1);
    assert_string_equal(str_text(&reason), "Recorded already");
    record(mail("jo@us.example", "anna@adatum.example, info@fabrikam.example", "b", DATE_));
    assert_int_equal(result.entries, 2);
    assert_string_equal(str_text(&reason), "");
    set_privacy(book, anna, "asked for it");
    record(mail("jo@us.example", "anna@adatum.example, info@fabrikam.example", "c", DATE_));
    assert_int_equal(result.entries, 1);
    assert_non_null(strstr(str_text(&reason), "asked for it"));
}

static void no_template_records_nothing(void **state)
{
    (void)state;
    assert_ok(lia_template_block(book, template_id(book, "MAIL-OUT"), true, &err), err);
    lia_mail_how h = how();
    h.add = true;
    record_with(&h, mail("jo@us.example", "who@x.example", "a", DATE_));
    assert_int_equal(result.unmapped, 1);
    assert_int_equal(result.contacts_added, 0);
    assert_string_equal(str_text(&lines), "1 unmapped 0;");
}

static void what_is_no_mail_is_told(void **state)
{
    (void)state;
    record("just words\n");
    assert_int_equal(result.broken, 1);
    record("Subject: nobody's\n\n");
    assert_int_equal(result.broken, 1);
    record("");
    assert_int_equal(result.read, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOOK(what_a_salesperson_sends_is_outbound),
        IN_BOOK(each_recipient_who_is_a_contact_has_one),
        IN_BOOK(what_a_contact_sends_us_is_inbound),
        IN_BOOK(of_two_writers_the_first_counts),
        IN_BOOK(mail_between_others_is_not_ours),
        IN_BOOK(a_salesperson_is_no_contact),
        IN_BOOK(the_direction_can_be_said),
        IN_BOOK(sender_is_asked_where_from_is_nobody),
        IN_BOOK(a_blocked_salesperson_was_one_then),
        IN_BOOK(without_subject_or_date),
        IN_BOOK(archived_and_blocked_are_told),
        IN_BOOK(who_is_left_out_of_a_mail_is_told),
        IN_BOOK(no_template_records_nothing),
        IN_BOOK(what_is_no_mail_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
