/* mail_case.h: contacts and a salesperson to have mail with, mail that is recorded, and what was
 * told of it. On book_case.h. */
#ifndef TESTS_CORE_MAIL_CASE_H
#define TESTS_CORE_MAIL_CASE_H

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "book_case.h"
#include "liaise/liaise.h"
#include "rows.h"

static int64_t company, bo, anna, jo;
static lia_mail_result result;
static struct str unknown, lines, with, reason; /* what was told by the last run */

static inline int64_t make_one(lia_contact_type type, const char *name, const char *email)
{
    return make_contact(
        book, &(lia_contact){.type = type, .name = name, .email = email, .touch_days = -1});
}

static inline void set_email(const char *code, const char *email)
{
    lia_salesperson_list list;
    int64_t id;
    assert_ok(lia_salesperson_get(book, salesperson_id(book, code), &list, &err), err);
    list.items[0].email = email;
    assert_ok(lia_salesperson_save(book, &list.items[0], &id, &err), err);
    lia_salesperson_list_clear(&list);
}

static inline int set_up(void **state)
{
    open_book(state);
    company = make_one(LIA_COMPANY, "Fabrikam", "info@fabrikam.example");
    bo = make_one(LIA_PERSON, "Bo Ek", "bo.ek@fabrikam.example");
    anna = make_one(LIA_PERSON, "Anna Berg", "anna@adatum.example");
    jo = salesperson_id(book, "JO");
    set_email("JO", "jo@us.example");
    return 0;
}

static inline int clean_up(void **state)
{
    str_clear(&unknown);
    str_clear(&lines);
    str_clear(&with);
    str_clear(&reason);
    return close_book(state);
}

/* --- running --- */

static inline void tell_unknown(void *ctx, const char *address, const char *name)
{
    (void)ctx;
    str_add_f(&unknown, "%s=%s;", address, name);
}

static inline void tell_line(void *ctx, const lia_mail_line *line)
{
    static const char *const fates[] = {"recorded", "known",    "nobody",
                                        "neither",  "unmapped", "broken"};
    (void)ctx;
    str_add_f(&lines, "%s%s%lld %s %lld;", line->file, *line->file ? ":" : "",
              (long long)line->number, fates[line->fate], (long long)line->entries);
    assert_true(line->fate == LIA_MAIL_RECORDED || *line->reason);
    str_truncate(&reason, 0);
    str_add(&reason, line->reason);
    assert_int_equal(line->fate == LIA_MAIL_RECORDED, *line->with != 0);
    str_truncate(&with, 0);
    str_add(&with, line->with);
}

static inline lia_mail_how how(void)
{
    str_truncate(&unknown, 0);
    str_truncate(&lines, 0);
    return (lia_mail_how){.report = tell_line, .unknown = tell_unknown};
}

struct text {
    const char *s;
    size_t left;
};

static inline int64_t read_text(void *ctx, void *buf, size_t len)
{
    struct text *t = ctx;
    size_t n = t->left < len ? t->left : len;
    memcpy(buf, t->s, n);
    t->s += n;
    t->left -= n;
    return (int64_t)n;
}

static inline void record_with(const lia_mail_how *h, const char *mail)
{
    struct text t = {mail, strlen(mail)};
    assert_ok(lia_record_mail_stream(book, read_text, &t, h, &result, &err), err);
    assert_int_equal(result.op_id != 0, result.entries > 0 && !h->dry_run);
    assert_int_equal(result.read, result.recorded + result.known + result.nobody + result.neither +
                                      result.unmapped + result.broken);
}

static inline void record(const char *mail)
{
    lia_mail_how h = how();
    record_with(&h, mail);
}

/* A mail; rest: more header lines, each with its newline. Static. */
static const char *mail(const char *from, const char *to, const char *subject, const char *rest)
{
    static char text[2000];
    snprintf(text, sizeof text, "From: %s\nTo: %s\nSubject: %s\n%s\nHello\n", from, to, subject,
             rest);
    return text;
}
#define DATE_ "Date: Thu, 19 Nov 2026 09:05:07 +0100\n"

static const lia_entry *entry(int64_t no)
{
    static lia_entry_list list;
    lia_entry_list_clear(&list);
    assert_ok(lia_entry_get(book, no, &list, &err), err);
    return &list.items[0];
}

#define IN_BOOK(test) cmocka_unit_test_setup_teardown(test, set_up, clean_up)

#endif
