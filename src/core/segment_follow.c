#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "core/core.h"
#include "core/segment_log.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"
#include "core/series.h"

/* --- the header --- */

/* "Follow-up: Autumn fair (SM00012)"; a description that is one already is not prefixed again. What
 * makes it too long is taken from the description. */
static const char *follow_up_description(struct arena *a, const lia_segment *s)
{
    const char *prefix = _("Follow-up: "), *tail = arena_printf(a, " (%s)", s->no);
    const char *rest =
        str_starts(s->description, prefix) ? s->description + strlen(prefix) : s->description;
    int room = SEGMENT_TEXT_MAX - segment_characters(prefix) - segment_characters(tail);
    const char *end = rest;
    for (int i = 0; i < room && *end; i++)
        do
            end++;
        while (((unsigned char)*end & 0xC0) == 0x80);
    return arena_printf(a, "%s%.*s%s", prefix, (int)(end - rest), rest, tail);
}

lia_status follow_up_add(struct op *op, const lia_segment *s, int64_t *id, lia_error *err)
{
    lia_segment copy = *s;
    lia_status failed = series_take(op, LIA_SERIES_SEGMENT, &copy.no, err);
    if (failed)
        return failed;
    copy.description = follow_up_description(&op->arena, s);
    copy.date = lia_book_today(op->book);
    return segment_insert(op, &copy, id, err);
}

/* --- what came of it --- */

/* The contacts of a logged segment's entries that count, in the order of their first ones. Needs
 * :logged and :segment, which finds them by its index. */
#define LOGGED_CONTACTS                                                                            \
    "(SELECT contact_id, min(entry_no) AS place FROM entry WHERE segment_id = :segment AND "       \
    "logged_id = :logged"                                                                          \
    " AND canceled_op IS NULL GROUP BY contact_id)"

/* "Bo Ek, Chiara Rossi, …" as far as there is room. */
static void add_name(char *names, size_t size, const char *name)
{
    size_t len = strlen(names);
    const char *comma = len ? ", " : "", *more = "…";
    if (len + strlen(comma) + strlen(name) + sizeof ", …" <= size)
        snprintf(names + len, size - len, "%s%s", comma, name);
    else if (len < strlen(more) || strcmp(names + len - strlen(more), more) != 0)
        snprintf(names + len, size - len, "%s%s", comma, more);
}

static lia_status read_left_out(struct db *db, const struct db_param *params,
                                lia_log_result *result, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(
        db,
        "SELECT c.name FROM " LOGGED_CONTACTS " AS x JOIN contact AS c"
        " ON c.contact_id = x.contact_id WHERE " FOLLOW_UP_LEFT_OUT("c") " ORDER BY x.place",
        params, &rows, err);
    if (failed)
        return failed;
    while (db_next(rows)) {
        add_name(result->left_out, sizeof result->left_out, db_text(rows, 0));
        result->follow_up_left_out++;
    }
    return db_rows_close(rows, err);
}

lia_status follow_up_report(struct db *db, int64_t contacts, lia_log_result *result, lia_error *err)
{
    struct arena a = {0};
    lia_segment s;
    int64_t segment = 0;
    lia_status failed = segment_row_get(db, result->follow_up_id, &a, &s, NULL, err);
    if (!failed)
        failed = db_query_int(db, "SELECT segment_id FROM logged_segment WHERE logged_id = :logged",
                              DB_PARAMS(db_i("logged", result->logged_id)), &segment, NULL, err);
    if (!failed) {
        snprintf(result->follow_up_no, sizeof result->follow_up_no, "%s", s.no);
        result->follow_up_lines = s.lines;
    }
    if (!failed && s.lines < contacts)
        failed = read_left_out(
            db, DB_PARAMS(db_i("logged", result->logged_id), db_i("segment", segment)), result,
            err);
    arena_clear(&a);
    return failed;
}

/* --- made later --- */

static lia_status read_logged(struct op *op, int64_t id, int64_t *segment, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed =
        db_query(op->db,
                 "SELECT g.segment_id, f.no FROM logged_segment AS g LEFT JOIN segment AS f"
                 " ON f.segment_id = g.follow_up_id AND f.status <> 2 WHERE g.logged_id = :logged",
                 DB_PARAMS(db_i("logged", id)), &rows, err);
    if (failed)
        return failed;
    bool found = db_next(rows);
    char other[LIA_CODE_MAX] = "";
    if (found) {
        *segment = db_int(rows, 0);
        snprintf(other, sizeof other, "%s", db_text(rows, 1));
    }
    failed = db_rows_close(rows, err);
    if (failed)
        return failed;
    if (!found)
        return lia_fail(err, LIA_NOT_FOUND, "",
                        _("This logged segment was deleted meanwhile; go back to the list"));
    if (*other)
        return lia_fail(err, LIA_EXISTS, "", _("%s is its follow-up segment already; use that one"),
                        other);
    return LIA_OK;
}

struct later {
    lia_log_result result;
    int64_t contacts, lines;
};

static lia_status count_contacts(struct db *db, const struct db_param *params, struct later *later,
                                 lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(db,
                                 "SELECT count(*), count(*) FILTER (WHERE NOT " FOLLOW_UP_LEFT_OUT(
                                     "c") ") FROM " LOGGED_CONTACTS
                                          " AS x JOIN contact AS c ON c.contact_id = x.contact_id",
                                 params, &rows, err);
    if (failed)
        return failed;
    if (db_next(rows)) {
        later->contacts = db_int(rows, 0);
        later->lines = db_int(rows, 1);
    }
    failed = db_rows_close(rows, err);
    if (failed || later->lines)
        return failed;
    return lia_fail(err, LIA_IN_USE, "",
                    _("No contact is left for a follow-up; un-cancel some interactions first"));
}

static void add_later_lines(struct op *op, const struct later *later, const struct db_param *params,
                            int64_t low)
{
    op_inserted(op, OP_LINE, low + 1, low + later->lines);
    db_add(
        op->batch,
        "INSERT INTO segment_line (line_id, segment_id, contact_id, op_id, changed_op)"
        " SELECT :low + row_number() OVER (ORDER BY x.place), :follow_up, x.contact_id, :op, :op "
        "FROM " LOGGED_CONTACTS
        " AS x JOIN contact AS c ON c.contact_id = x.contact_id WHERE NOT " FOLLOW_UP_LEFT_OUT("c"),
        params);
    db_batch_rows(op->batch, later->lines);
    if (later->lines > LARGE_SEGMENT)
        db_batch_large(op->batch);
    op_before_update(op, OP_LOGGED, "logged_id = :logged", params);
    db_add(op->batch,
           "UPDATE logged_segment SET follow_up_id = :follow_up, changed_op = :op WHERE logged_id "
           "= :logged",
           params);
}

static lia_status fill_later(struct op *op, void *ctx, lia_error *err)
{
    struct later *later = ctx;
    lia_log_result *result = &later->result;
    int64_t segment = 0;
    lia_segment s;
    lia_status failed = read_logged(op, result->logged_id, &segment, err);
    if (!failed)
        failed = segment_row_get(op->db, segment, &op->arena, &s, NULL, err);
    if (!failed)
        failed = count_contacts(
            op->db, DB_PARAMS(db_i("logged", result->logged_id), db_i("segment", segment)), later,
            err);
    if (!failed)
        failed = follow_up_add(op, &s, &result->follow_up_id, err);
    if (failed)
        return failed;
    int64_t low = line_id_of(result->follow_up_id, 0);
    add_later_lines(op, later,
                    DB_PARAMS(db_i("logged", result->logged_id), db_i("segment", segment),
                              db_i("follow_up", result->follow_up_id), db_i("low", low),
                              db_i("op", op->id)),
                    low);
    op_say(op, later->lines + 2,
           ngettext_("Follow-up segment of %s: %lld contact",
                     "Follow-up segment of %s: %lld contacts", later->lines),
           s.no, (long long)later->lines);
    return LIA_OK;
}

lia_status lia_logged_follow_up(lia_book *book, int64_t id, lia_log_result *out, lia_error *err)
{
    struct later later = {.result.logged_id = id};
    lia_status failed = op_run(book, "logged-follow-up", fill_later, &later, NULL, NULL, err);
    if (!failed && book->dry_run)
        later.result.follow_up_lines = later.lines;
    else if (!failed)
        failed = follow_up_report(book->db, later.contacts, &later.result, err);
    if (!failed && out)
        *out = later.result;
    return failed;
}
