/* Whatever people do, in any order, can be undone from anywhere in History and redone, and undoing
 * everything leaves a new book. Actions may be refused; they must not leave the book unsound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/core.h"
#include "fixture.h"
#include "liaise/liaise.h"
#include "rows.h"

struct story {
    lia_book *book;
    unsigned seed;
    int names;
    char name[48];
    int64_t ids[4];
};

static int pick(struct story *s, int n)
{
    return rand_r(&s->seed) % n;
}

/* A key of a random row of "table WHERE ..."; 0 when there is none. */
static int64_t any(struct story *s, const char *key, const char *rows)
{
    char sql[400];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", rows);
    int64_t n = rows_int(s->book, sql);
    if (!n)
        return 0;
    snprintf(sql, sizeof sql, "SELECT %s FROM %s ORDER BY 1 LIMIT 1 OFFSET %d", key, rows,
             pick(s, (int)n));
    return rows_int(s->book, sql);
}

static size_t some(struct story *s, const char *key, const char *rows)
{
    size_t n = 1 + (size_t)pick(s, 4);
    for (size_t i = 0; i < n; i++)
        if ((s->ids[i] = any(s, key, rows)) == 0)
            return 0;
    return n;
}

static const char *new_name(struct story *s)
{
    static const char *const first[] = {"Bo", "Åsa", "Chiara", "zoe", "Ólafur", "Bö"};
    snprintf(s->name, sizeof s->name, "%s %d", first[pick(s, 6)], pick(s, 50) * 1000 + ++s->names);
    return s->name;
}

/* What may be answered to a change that the book does not allow now. */
static void allow(lia_status status, const lia_error *err, const char *what)
{
    if (status != LIA_OK && status != LIA_IN_USE && status != LIA_INVALID && status != LIA_EXISTS &&
        status != LIA_NOT_FOUND)
        fail_msg("%s: status %d: %s", what, (int)status, err->message);
}

#define PERSON  "contact WHERE type = 2"
#define COMPANY "contact WHERE type = 1"

static void add_contact(struct story *s)
{
    lia_error err = {0};
    int64_t id;
    bool company = pick(s, 3) == 0;
    lia_contact c = {
        .type = company ? LIA_COMPANY : LIA_PERSON, .name = new_name(s), .touch_days = -1};
    if (!company && pick(s, 2))
        c.company_id = any(s, "contact_id", COMPANY);
    lia_channel channel = {LIA_CHANNEL_EMAIL, "work", "x@fabrikam.example"};
    c.channels = &channel;
    c.channel_count = (size_t)pick(s, 2);
    allow(lia_contact_save(s->book, &c, &id, &err), &err, "contact add");
}

static void change_contact(struct story *s)
{
    lia_error err = {0};
    lia_contact_record r;
    int64_t id = any(s, "contact_id", "contact");
    if (!id || lia_contact_get(s->book, id, &r, &err) != LIA_OK)
        return;
    lia_channel channels[2] = {{LIA_CHANNEL_PHONE, "", "070-123 45 67"},
                               {LIA_CHANNEL_EMAIL, "home", new_name(s)}};
    switch (pick(s, 5)) {
    case 0:
        r.c.name = new_name(s);
        break;
    case 1:
        r.c.email = new_name(s);
        r.c.note = "met at the fair";
        break;
    case 2:
        r.c.company_id = r.c.type == LIA_PERSON ? any(s, "contact_id", COMPANY) : 0;
        break;
    case 3:
        r.c.channels = channels;
        r.c.channel_count = (size_t)pick(s, 3);
        break;
    default:
        r.c.tags = pick(s, 2) ? "vip" : "";
        r.c.salesperson_id = any(s, "salesperson_id", "salesperson");
        r.c.exclude = pick(s, 4) == 0;
        r.c.privacy_blocked = pick(s, 8) == 0;
        break;
    }
    allow(lia_contact_save(s->book, &r.c, &id, &err), &err, "contact change");
    lia_contact_record_clear(&r);
}

static void archive_or_delete_contact(struct story *s)
{
    lia_error err = {0};
    size_t n = some(s, "contact_id", "contact");
    if (!n)
        return;
    if (pick(s, 2))
        allow(lia_contact_delete(s->book, s->ids[0], &err), &err, "contact delete");
    else
        allow(lia_contact_archive(s->book, s->ids, n, pick(s, 3) == 0, pick(s, 2), &err), &err,
              "contact archive");
}

static void log_interaction(struct story *s)
{
    lia_error err = {0};
    lia_interaction it;
    int64_t no = 0, contact = any(s, "contact_id", "contact"),
            template = any(s, "template_id", "interaction_template");
    lia_status status = lia_interaction_new(s->book, contact, template, &it, &err);
    allow(status, &err, "interaction new");
    if (status)
        return;
    it.description = pick(s, 2) ? "Outgoing call" : new_name(s);
    it.comment = pick(s, 3) ? "" : "Asked for the quote";
    it.cost = pick(s, 5) * 10000;
    size_t n = some(s, "contact_id", "contact WHERE archived = 0 AND privacy_blocked = 0");
    switch (pick(s, 4)) {
    case 0:
        allow(lia_postpone(s->book, &it, NULL, &no, &err), &err, "postpone");
        break;
    case 1:
        if (n)
            allow(lia_interaction_log_many(s->book, &it, s->ids, n, NULL, &no, &err), &err,
                  "log many");
        break;
    default:
        allow(lia_interaction_log(s->book, &it, &no, &err), &err, "log");
        break;
    }
    lia_interaction_clear(&it);
}

static void correct_interaction(struct story *s)
{
    lia_error err = {0};
    lia_interaction it;
    int64_t no = any(s, "entry_no", "entry");
    lia_status status = no ? lia_interaction_correct(s->book, no, &it, &err) : LIA_NOT_FOUND;
    if (status)
        return;
    it.description = new_name(s);
    allow(lia_interaction_log(s->book, &it, &no, &err), &err, "correct");
    lia_interaction_clear(&it);
}

static void resume_postponed(struct story *s)
{
    lia_error err = {0}, fault = {0};
    lia_interaction it;
    const char *form;
    int64_t no = any(s, "entry_no", "postponed");
    if (!no)
        return;
    if (pick(s, 4) == 0) {
        allow(lia_postponed_delete(s->book, &no, 1, &err), &err, "postponed delete");
        return;
    }
    assert_ok(lia_postponed_resume(s->book, no, &it, &form, &fault, &err), err);
    it.description = new_name(s);
    if (pick(s, 3))
        allow(lia_interaction_log(s->book, &it, &no, &err), &err, "resume");
    else
        allow(lia_postpone(s->book, &it, NULL, &no, &err), &err, "postpone again");
    lia_interaction_clear(&it);
}

static void touch_entries(struct story *s)
{
    lia_error err = {0};
    int64_t count, id;
    size_t n = some(s, "entry_no", "entry");
    if (!n)
        return;
    switch (pick(s, 6)) {
    case 0:
        allow(lia_entry_evaluate(s->book, s->ids, n, (lia_evaluation)pick(s, 6), &err), &err,
              "evaluate");
        break;
    case 1:
        allow(lia_comment_add(s->book, s->ids[0], new_name(s), &id, &err), &err, "comment");
        break;
    case 2:
        id = any(s, "comment_id", "entry_comment");
        if (id)
            allow(lia_comment_delete(s->book, id, &err), &err, "comment delete");
        break;
    case 3:
        allow(lia_entry_delete_canceled(s->book, NULL, s->ids, n, NULL, &count, &err), &err,
              "delete canceled");
        break;
    default:
        allow(lia_entry_cancel(s->book, s->ids, n, pick(s, 3) > 0, NULL, &count, &err), &err,
              "cancel");
        break;
    }
}

#define ACTIVE "segment WHERE status = 0"

static void change_segment(struct story *s)
{
    lia_error err = {0};
    lia_segment_list list;
    lia_add_counts counts;
    int64_t id = pick(s, 3) ? any(s, "segment_id", ACTIVE) : 0;
    lia_status status =
        id ? lia_segment_get(s->book, id, &list, &err) : lia_segment_new(s->book, &list, &err);
    allow(status, &err, "segment get");
    if (status)
        return;
    list.items[0].description = new_name(s);
    list.items[0].template_id = any(s, "template_id", "interaction_template WHERE blocked = 0");
    assert_ok(lia_segment_work_out(s->book, &list, &err), err);
    allow(lia_segment_save(s->book, &list.items[0], (lia_spread)pick(s, 3), &id, &err), &err,
          "segment save");
    lia_segment_list_clear(&list);
    size_t n = some(s, "contact_id", "contact");
    if (n && id && pick(s, 3))
        allow(
            lia_segment_add_contacts(s->book, id, NULL, s->ids, n, pick(s, 2), NULL, &counts, &err),
            &err, "add contacts");
}

static void change_lines(struct story *s)
{
    lia_error err = {0};
    lia_interaction it;
    int64_t no;
    size_t n =
        some(s, "line_id", "segment_line WHERE segment_id IN (SELECT segment_id FROM " ACTIVE ")");
    if (!n)
        return;
    lia_line_change change = {.set = 1u << LIA_L_DESCRIPTION, .also = LIA_LINE_EVALUATION};
    change.value.description = new_name(s);
    change.value.evaluation = LIA_POSITIVE;
    switch (pick(s, 4)) {
    case 0:
        allow(lia_line_remove(s->book, s->ids, n, &err), &err, "line remove");
        break;
    case 1:
        if (lia_interaction_from_line(s->book, s->ids[0], &it, &err) == LIA_OK) {
            allow(lia_interaction_log(s->book, &it, &no, &err), &err, "log line");
            lia_interaction_clear(&it);
        }
        break;
    default:
        allow(lia_line_update(s->book, s->ids, n, 0, &change, &err), &err, "line update");
        break;
    }
}

static void log_segment(struct story *s)
{
    lia_error err = {0};
    lia_log_result result;
    int64_t moved, other, id = any(s, "segment_id", ACTIVE);
    if (!id)
        return;
    switch (pick(s, 6)) {
    case 0:
        allow(lia_segment_delete(s->book, id, &err), &err, "segment delete");
        break;
    case 1:
        allow(lia_segment_move_problems(s->book, id, pick(s, 2), &other, &moved, &err), &err,
              "move problems");
        break;
    default:
        allow(lia_segment_log(s->book, id, &(lia_log_options){pick(s, 2), pick(s, 2)}, NULL,
                              &result, &err),
              &err, "segment log");
        break;
    }
}

static void touch_logged(struct story *s)
{
    lia_error err = {0};
    lia_log_result result;
    int64_t count;
    size_t n = some(s, "logged_id", "logged_segment");
    if (!n)
        return;
    switch (pick(s, 4)) {
    case 0:
        allow(lia_logged_delete_canceled(s->book, s->ids, n, &count, &err), &err, "logged delete");
        break;
    case 1:
        allow(lia_logged_follow_up(s->book, s->ids[0], &result, &err), &err, "follow up");
        break;
    default:
        allow(lia_logged_cancel(s->book, s->ids, n, pick(s, 3) > 0, NULL, &count, &err), &err,
              "logged cancel");
        break;
    }
}

static void change_tables(struct story *s)
{
    lia_error err = {0};
    int64_t id, group = any(s, "group_id", "interaction_group");
    char code[24];
    snprintf(code, sizeof code, "C%d", ++s->names);
    switch (pick(s, 8)) {
    case 0:
        allow(lia_group_save(s->book, &(lia_group){.code = code, .description = new_name(s)}, &id,
                             &err),
              &err, "group");
        break;
    case 1:
        allow(lia_group_delete(s->book, group, &err), &err, "group delete");
        break;
    case 2:
        allow(lia_template_save(s->book,
                                &(lia_template){.code = code, .group_id = group, .unit_minutes = 5},
                                &id, &err),
              &err, "template");
        break;
    case 3:
        allow(lia_template_delete(s->book, any(s, "template_id", "interaction_template"), &err),
              &err, "template delete");
        break;
    case 4:
        allow(lia_template_block(s->book, any(s, "template_id", "interaction_template"),
                                 pick(s, 4) == 0, &err),
              &err, "template block");
        break;
    case 5:
        allow(lia_salesperson_save(s->book, &(lia_salesperson){.code = code, .name = new_name(s)},
                                   &id, &err),
              &err, "salesperson");
        break;
    case 6:
        allow(lia_salesperson_delete(
                  s->book, any(s, "salesperson_id", "salesperson WHERE account = ''"), &err),
              &err, "salesperson delete");
        break;
    default: {
        lia_setup setup;
        assert_ok(lia_setup_get(s->book, &setup, &err), err);
        setup.touch_days = pick(s, 90);
        setup.new_salesperson_id = any(s, "salesperson_id", "salesperson");
        allow(lia_setup_update(s->book, &setup, &err), &err, "setup");
        break;
    }
    }
}

static void do_something(struct story *s)
{
    static void (*const what[])(struct story *) = {
        add_contact,         add_contact,      change_contact, archive_or_delete_contact,
        log_interaction,     log_interaction,  touch_entries,  touch_entries,
        correct_interaction, resume_postponed, change_segment, change_segment,
        change_lines,        log_segment,      touch_logged,   change_tables,
    };
    what[pick(s, (int)(sizeof what / sizeof *what))](s);
}

static void assert_same(lia_book *book, const struct str *expected)
{
    rows_check(book);
    struct str now = rows_dump(book);
    assert_string_equal(str_text(&now), str_text(expected));
    str_clear(&now);
}

/* Returns whether it could be undone. */
static bool undo_and_redo(struct story *s)
{
    int64_t last = rows_int(s->book, "SELECT max(op_id) FROM op");
    if (last < 2)
        return false;
    int64_t op = last - pick(s, last < 13 ? (int)last - 1 : 12);
    lia_error err = {0};
    struct str before = rows_dump(s->book);
    lia_status status = lia_undo(s->book, op, true, NULL, NULL, &err);
    if (status == LIA_OK) {
        rows_check(s->book);
        assert_ok(lia_redo(s->book, op, NULL, &err), err);
    } else if (status != LIA_INVALID) {
        fail_msg("undo of %lld: status %d: %s", (long long)op, (int)status, err.message);
    }
    assert_same(s->book, &before);
    str_clear(&before);
    return status == LIA_OK;
}

static void unwind(lia_book *book, const struct str *empty)
{
    lia_error err = {0};
    lia_op_list list = {0};
    bool ask;
    while (lia_undo_next(book, &list, &ask, &err) == LIA_OK) {
        if (lia_undo(book, list.items[0].op_id, false, NULL, NULL, &err) != LIA_OK)
            fail_msg("undo of \"%s\": %s", list.items[0].line, err.message);
        rows_check(book);
        lia_op_list_clear(&list);
    }
    assert_same(book, empty);
}

enum { STORIES = 4, STEPS = 120 };

static void any_story_unwinds(void **state)
{
    (void)state;
    const char *only = getenv("STORY"), *more = getenv("STORIES");
    unsigned first = only ? (unsigned)strtoul(only, NULL, 10) : 1;
    unsigned n = only ? 1 : more ? (unsigned)strtoul(more, NULL, 10) : STORIES;
    int undone = 0;
    for (unsigned seed = first; seed < first + n; seed++) {
        struct story s = {.book = fixture_book(), .seed = seed * 7919};
        struct str empty = rows_dump(s.book);
        for (int i = 0; i < STEPS; i++) {
            if (only)
                print_message("step %d, operation %d\n", i,
                              (int)rows_int(s.book, "SELECT max(op_id) FROM op"));
            do_something(&s);
            rows_check(s.book);
            if (i % 6 == 5)
                undone += undo_and_redo(&s);
        }
        unwind(s.book, &empty);
        str_clear(&empty);
        lia_book_close(s.book);
    }
    assert_true(undone > (int)n * STEPS / 6 / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_story_unwinds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
