/* Create Interaction for many contacts and from a segment's line; by several sessions, and killed:
 * domain.md 4, 6. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "records.h"

static lia_error err;

static lia_interaction begin(lia_book *book, int64_t contact, const char *template)
{
    lia_interaction it;
    assert_ok(
        lia_interaction_new(book, contact, template ? template_id(book, template) : 0, &it, &err),
        err);
    return it;
}

/* --- many contacts (4.8) --- */

static void usable_contacts_keep_their_order(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t a = make_person(book, "Anna Berg", 0), b = make_person(book, "Bo Ek", 0),
            c = make_person(book, "Chiara", 0), d = make_person(book, "Dan", 0);
    set_archived(book, a, true);
    set_privacy(book, d, "asked by letter");
    lia_left_out_list list;
    assert_ok(lia_interaction_usable(book, (int64_t[]){d, c, a, b}, 4, &list, &err), err);
    assert_int_equal(list.usable_count, 2);
    assert_int_equal(list.usable[0], c);
    assert_int_equal(list.usable[1], b);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].name, "Dan");
    assert_non_null(strstr(list.items[0].reason, "asked by letter"));
    assert_string_equal(list.items[1].name, "Anna Berg");
    assert_non_null(strstr(list.items[1].reason, "archived"));
    lia_left_out_list_clear(&list);
    lia_book_close(book);
}

static void many_are_worked_out_each(void **state)
{
    (void)state;
    fixture_folder();
    lia_book *own = fixture_open(fixture_path("book.db"), "jo");
    int64_t jo = salesperson_id(own, "JO"), an = make_salesperson(own, "AN", "");
    int64_t company = make_company(own, "Fabrikam");
    int64_t a = make_contact(own, &(lia_contact){.type = LIA_PERSON,
                                                 .name = "Anna Berg",
                                                 .company_id = company,
                                                 .salesperson_id = an,
                                                 .email = "a@a.example",
                                                 .correspondence = LIA_EMAIL});
    int64_t b = make_contact(
        own,
        &(lia_contact){.type = LIA_PERSON, .name = "Bo Ek", .salesperson_id = jo, .city = "Lund"});
    lia_book *book = fixture_open(fixture_path("book.db"), "guest"); /* no salesperson of its own */
    lia_interaction it = begin(book, 0, "LETTER-OUT");
    it.comment = "With the price list";
    int64_t first = 0;
    assert_ok(
        lia_interaction_log_many(book, &it, (int64_t[]){b, a, company}, 2, NULL, &first, &err),
        err);
    const struct {
        int64_t contact, company, salesperson;
        lia_corr type;
        const char *via;
    } expected[] = {{b, 0, jo, LIA_HARD_COPY, "Lund"}, {a, company, an, LIA_EMAIL, "a@a.example"}};
    for (int i = 0; i < 2; i++) {
        lia_entry_list found;
        assert_ok(lia_entry_get(book, first + i, &found, &err), err);
        const lia_entry *e = found.items;
        assert_int_equal(e->contact_id, expected[i].contact);
        assert_int_equal(e->company_id, expected[i].company);
        assert_int_equal(e->salesperson_id, expected[i].salesperson);
        assert_int_equal(e->correspondence, expected[i].type);
        assert_string_equal(e->via, expected[i].via);
        assert_string_equal(e->group_code, "LETTER");
        assert_int_equal(e->comments, 1);
        lia_entry_list_clear(&found);
    }
    assert_string_equal(last_line(book), "Logged LETTER-OUT with 2 contacts");
    assert_sound(book);
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), 0);

    /* What is typed is the same for all; a contact that gives no salesperson is named. */
    assert_int_equal(
        lia_interaction_log_many(book, &it, (int64_t[]){a, company}, 2, NULL, &first, &err),
        LIA_INVALID);
    assert_string_equal(err.field, "salesperson");
    assert_non_null(strstr(err.message, "Fabrikam"));
    assert_message(err, "");
    it.salesperson_id = jo;
    it.correspondence = LIA_PHONE;
    it.typed |= 1u << LIA_I_SALESPERSON | 1u << LIA_I_CORRESPONDENCE;
    assert_ok(lia_interaction_log_many(book, &it, (int64_t[]){a, company}, 2, NULL, &first, &err),
              err);
    assert_int_equal(
        number_of(book,
                  "SELECT count(*) FROM entry WHERE salesperson_id IS (SELECT salesperson_id FROM"
                  " salesperson WHERE code = 'JO') AND correspondence = 3"),
        2);
    lia_interaction_clear(&it);
    lia_book_close(book);
    lia_book_close(own);
    fixture_folder_remove();
}

static void many_all_or_nothing(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t a = make_person(book, "Anna Berg", 0), b = make_person(book, "Bo Ek", 0);
    lia_interaction it = begin(book, 0, "CALL-OUT");
    set_archived(book, b, true);
    int64_t first;
    assert_int_equal(lia_interaction_log_many(book, &it, (int64_t[]){a, b}, 2, NULL, &first, &err),
                     LIA_IN_USE);
    assert_non_null(strstr(err.message, "Bo Ek"));
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 0);
    it.date = FIXTURE_TODAY + 2;
    assert_int_equal(lia_interaction_log_many(book, &it, &a, 1, NULL, &first, &err), LIA_INVALID);
    assert_string_equal(err.field, "date");
    assert_int_equal(lia_interaction_log_many(book, &it, &a, 0, NULL, &first, &err), LIA_INVALID);
    assert_string_equal(err.field, "contact");
    lia_interaction_clear(&it);
    lia_book_close(book);
}

static void many_thousands(void **state)
{
    (void)state;
    enum { N = 20000 };
    lia_book *book = fixture_book();
    int64_t a = make_person(book, "Anna Berg", 0), b = make_person(book, "Bo Ek", 0);
    int64_t *ids = malloc(N * sizeof *ids);
    assert_non_null(ids);
    for (int i = 0; i < N; i++)
        ids[i] = i % 2 ? a : b;
    lia_interaction it = begin(book, 0, "CALL-OUT");
    int64_t first = 0;
    assert_ok(lia_interaction_log_many(book, &it, ids, N, NULL, &first, &err), err);
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.entries, N);
    assert_int_equal(number_of(book, "SELECT max(entry_no) - min(entry_no) + 1 FROM entry"), N);
    assert_int_equal(number_of(book, "SELECT count(*) FROM text"), 1);
    lia_interaction_clear(&it);
    free(ids);
    lia_book_close(book);
}

/* Postponed, a form for many becomes a segment: the form as header, one line each. */
static void many_postponed_are_a_segment(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t a = make_contact(
        book, &(lia_contact){.type = LIA_PERSON, .name = "Anna", .correspondence = LIA_EMAIL});
    int64_t b = make_person(book, "Bo Ek", 0), id = 0;
    lia_interaction it = begin(book, 0, "LETTER-OUT");
    it.description = "Autumn fair";
    it.minutes = 40;
    it.typed = 1u << LIA_I_DESCRIPTION | 1u << LIA_I_MINUTES;
    it.comment = "bring the samples";
    assert_ok(lia_interaction_to_segment(book, &it, (int64_t[]){b, a}, 2, &id, &err), err);
    lia_interaction_clear(&it);
    lia_segment_list segments;
    assert_ok(lia_segment_get(book, id, &segments, &err), err);
    const lia_segment *s = segments.items;
    assert_int_equal(s->lines, 2);
    assert_int_equal(s->date, FIXTURE_TODAY);
    assert_int_equal(s->template_id, template_id(book, "LETTER-OUT"));
    assert_string_equal(s->entry_description, "Autumn fair");
    assert_int_equal(s->unit_minutes, 40);
    assert_string_equal(s->salesperson, "JO");
    char said[64];
    snprintf(said, sizeof said, "Postponed for 2 contacts as segment %s", s->no);
    assert_string_equal(last_line(book), said);
    lia_segment_list_clear(&segments);

    lia_line_list lines;
    assert_ok(lia_line_list_some(book, id, &(lia_seek){.no_key = true, .limit = 5}, &lines, &err),
              err);
    assert_int_equal(lines.count, 2);
    assert_int_equal(lines.items[0].contact_id, b);
    assert_int_equal(lines.items[0].correspondence, LIA_HARD_COPY);
    assert_string_equal(lines.items[0].comment, "bring the samples");
    assert_int_equal(lines.items[1].contact_id, a);
    assert_int_equal(lines.items[1].correspondence, LIA_EMAIL);
    assert_string_equal(lines.items[1].description, "Autumn fair");
    lia_line_list_clear(&lines);
    assert_sound(book);
    lia_book_close(book);
}

/* --- a segment's line (6) --- */

static void line_logged_now_stays_marked(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t a = make_person(book, "Anna Berg", 0), b = make_person(book, "Bo Ek", 0), id = 0,
            no = 0;
    lia_interaction it = begin(book, 0, "LETTER-OUT");
    it.description = "Autumn fair";
    it.typed = 1u << LIA_I_DESCRIPTION;
    assert_ok(lia_interaction_to_segment(book, &it, (int64_t[]){a, b}, 2, &id, &err), err);
    lia_interaction_clear(&it);
    lia_line_list lines;
    assert_ok(lia_line_list_some(book, id, &(lia_seek){.no_key = true, .limit = 5}, &lines, &err),
              err);
    int64_t line = lines.items[1].id;
    lia_line_list_clear(&lines);

    assert_ok(lia_interaction_from_line(book, line, &it, &err), err);
    assert_int_equal(it.contact_id, b);
    assert_string_equal(it.description, "Autumn fair");
    assert_int_equal(it.date, FIXTURE_TODAY);
    assert_int_equal(it.time, 14 * 3600 + 32 * 60);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_entry_list found;
    assert_ok(lia_entry_get(book, no, &found, &err), err);
    assert_int_equal(found.items[0].segment_id, id);
    assert_int_equal(found.items[0].logged_id, 0);
    lia_entry_list_clear(&found);
    assert_ok(lia_line_get(book, line, &lines, &err), err);
    assert_int_equal(lines.items[0].entry_no, no);
    lia_line_list_clear(&lines);

    /* Twice is refused, also when the form was open already. */
    int64_t again;
    assert_int_equal(lia_interaction_log(book, &it, &again, &err), LIA_IN_USE);
    assert_message(err, "");
    lia_interaction_clear(&it);
    assert_int_equal(lia_interaction_from_line(book, line, &it, &err), LIA_IN_USE);
    assert_message(err, "");
    undo_last(book);
    assert_ok(lia_line_get(book, line, &lines, &err), err);
    assert_int_equal(lines.items[0].entry_no, 0);
    lia_line_list_clear(&lines);
    assert_sound(book);
    lia_book_close(book);
}

/* --- killed, and at once --- */

struct work {
    const char *path;
    const int64_t *contacts;
    size_t n;
    int times; /* 0: until it is killed */
};

/* Logs for all contacts, or for the first alone; says each one that is acknowledged. */
static void log_again_and_again(const struct work *work, int said)
{
    lia_book *book = NULL;
    lia_interaction it;
    lia_error e;
    int64_t no;
    if (fixture_try_open(work->path, "jo", false, &book, &e) ||
        lia_interaction_new(book, 0, 1, &it, &e))
        _exit(1);
    it.comment = "with a comment";
    it.contact_id = work->contacts[0];
    for (int i = 0; !work->times || i < work->times; i++) {
        lia_status status = work->n > 1 ? lia_interaction_log_many(book, &it, work->contacts,
                                                                   work->n, NULL, &no, &e)
                                        : lia_interaction_log(book, &it, &no, &e);
        if (status != LIA_OK || write(said, "k", 1) != 1)
            _exit(2);
    }
    lia_interaction_clear(&it);
    lia_book_close(book);
    _exit(0);
}

static pid_t start(const struct work *work, int *said)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        alarm(60); /* should the test fail and nobody kill it */
        log_again_and_again(work, ends[1]);
    }
    close(ends[1]);
    *said = ends[0];
    return pid;
}

static int count_said(int said)
{
    char bytes[256];
    int count = 0;
    for (ssize_t n; (n = read(said, bytes, sizeof bytes)) > 0;)
        count += (int)n;
    close(said);
    return count;
}

/* kill -9 at any moment: no half operation, nothing acknowledged lost. */
static void killed_while_logging(void **state)
{
    (void)state;
    enum { MANY = 300, ROUNDS = 12 };
    fixture_folder();
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    int64_t contacts[MANY];
    for (int i = 0; i < MANY; i++)
        contacts[i] = i ? contacts[0] : make_person(book, "Bo Ek", 0);
    int64_t acknowledged = 0;
    for (int i = 0; i < ROUNDS; i++) {
        int said;
        char first;
        pid_t pid = start(&(struct work){fixture_path("book.db"), contacts, MANY, 0}, &said);
        assert_int_equal(read(said, &first, 1), 1);
        poll(NULL, 0, i % 4 * 3);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        acknowledged += 1 + count_said(said);
        int64_t entries = number_of(book, "SELECT count(*) FROM entry");
        assert_int_equal(entries % MANY, 0);
        assert_true(entries / MANY >= acknowledged);
        assert_true(entries / MANY <= acknowledged + i + 1);
        assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), entries);
    }
    assert_sound(book);
    lia_book_close(book);
    fixture_folder_remove();
}

/* Two sessions that log at once: neither loses an entry, no number is given twice. */
static void two_sessions_log_at_once(void **state)
{
    (void)state;
    enum { EACH = 60 };
    fixture_folder();
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    const int64_t bo = make_person(book, "Bo Ek", 0);
    const struct work work = {fixture_path("book.db"), &bo, 1, EACH};
    int said[2], status;
    pid_t pids[2];
    for (int i = 0; i < 2; i++)
        pids[i] = start(&work, &said[i]);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(count_said(said[i]), EACH);
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 2 * EACH);
    assert_int_equal(number_of(book, "SELECT max(entry_no) FROM entry"), 2 * EACH);
    assert_sound(book);
    lia_book_close(book);
    fixture_folder_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usable_contacts_keep_their_order),
        cmocka_unit_test(many_are_worked_out_each),
        cmocka_unit_test(many_all_or_nothing),
        cmocka_unit_test(many_thousands),
        cmocka_unit_test(many_postponed_are_a_segment),
        cmocka_unit_test(line_logged_now_stays_marked),
        cmocka_unit_test(killed_while_logging),
        cmocka_unit_test(two_sessions_log_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
