#include "base/i18n.h"
#include "core/core.h"
#include "core/segment_log.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"
#include "core/segment_window.h"
#include "liaise/setup.h"

enum { OLD_DAYS = 7 }; /* a header older than this is proposed to be logged today */

void lia_log_plan_clear(lia_log_plan *plan)
{
    result_free(plan->arena);
    *plan = (lia_log_plan){0};
}

void log_param(struct log_params *p, struct db_param param)
{
    p->params[p->count++] = param;
    p->params[p->count].type = DB_END;
}

void log_params(struct log_params *p, const lia_book *book, int64_t segment_id, bool today)
{
    p->count = 0;
    log_param(p, db_i("segment", segment_id));
    log_param(p, db_i("low", line_id_of(segment_id, 0)));
    log_param(p, db_i("high", line_id_of(segment_id + 1, 0) - 1));
    log_param(p, db_i("latest", rule_latest_day(book)));
    log_param(p, db_i("today", lia_book_today(book)));
    log_param(p, db_i("seconds", lia_book_wall(book) - (int64_t)lia_book_today(book) * 86400));
    log_param(p, db_i("zone", lia_book_zone(book)));
    log_param(p, today ? db_i("log_today", lia_book_today(book)) : db_null("log_today"));
}

lia_status log_count_lines(struct db *db, int64_t segment_id, struct log_lines *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(db,
                                 "SELECT count(*), count(*) FILTER (WHERE contact_id IS NULL),"
                                 " count(*) FILTER (WHERE entry_no IS NOT NULL),"
                                 " count(*) FILTER (WHERE " LINE_TO_LOG "),"
                                 " min(line_id) FILTER (WHERE " LINE_TO_LOG "),"
                                 " max(line_id) FILTER (WHERE " LINE_TO_LOG "),"
                                 " count(comment) FILTER (WHERE " LINE_TO_LOG "),"
                                 " count(*) FILTER (WHERE " LINE_TO_LOG " AND " LINE_OWN_TEXT ")"
                                 " FROM segment_line AS l WHERE line_id BETWEEN :low AND :high",
                                 DB_PARAMS(db_i("low", line_id_of(segment_id, 0)),
                                           db_i("high", line_id_of(segment_id + 1, 0) - 1)),
                                 &rows, err);
    if (failed)
        return failed;
    if (db_next(rows))
        *out = (struct log_lines){
            .lines = db_int(rows, 0),
            .without_contact = db_int(rows, 1),
            .logged_singly = db_int(rows, 2),
            .to_log = db_int(rows, 3),
            .first = db_int(rows, 4),
            .last = db_int(rows, 5),
            .comments = db_int(rows, 6),
            .texts = db_int(rows, 7),
            .follow = db_int(rows, 3) - db_int(rows, 7),
        };
    return db_rows_close(rows, err);
}

lia_status log_refused(struct db *db, const lia_segment *s, const struct log_lines *lines,
                       lia_error *err)
{
    int64_t logged = 0;
    lia_status failed =
        db_query_int(db, "SELECT count(*) FROM logged_segment WHERE segment_id = :id",
                     DB_PARAMS(db_i("id", s->id)), &logged, NULL, err);
    if (failed)
        return failed;
    if (!*s->description)
        return lia_fail(err, LIA_IN_USE, "segment_description",
                        _("The segment has no description; give it one to log it"));
    if (logged)
        return lia_fail(err, LIA_IN_USE, "no",
                        _("A logged segment has the no. %s already; give another one"), s->no);
    if (!lines->to_log)
        return lia_fail(err, LIA_IN_USE, "",
                        lines->logged_singly ? _("Every line is logged already; delete the segment")
                                             : _("There is no line to log; add contacts first"));
    return LIA_OK;
}

/* --- the plan --- */

/* Lines that can be logged by template, and the number of those that cannot. */
static lia_status read_groups(struct db *db, const struct log_params *p, lia_log_plan *plan,
                              lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(
        db,
        "SELECT g.problem, coalesce(t.code, ''), g.n FROM (SELECT " LINE_PROBLEM
        " <> 0 AS problem, t.template_id,"
        " count(*) AS n" LINE_FROM_SEGMENT LINE_JOIN_CHECKS LINE_OF_SEGMENT " AND " LINE_TO_LOG
        " GROUP BY 1, 2) AS g LEFT JOIN interaction_template AS t ON t.template_id = g.template_id"
        " ORDER BY g.n DESC, t.code",
        p->params, &rows, err);
    if (failed)
        return failed;
    struct vec groups = VEC_OF(lia_log_group);
    while (db_next(rows)) {
        if (db_int(rows, 0)) {
            plan->problem_count += db_int(rows, 2);
            continue;
        }
        plan->loggable += db_int(rows, 2);
        *(lia_log_group *)vec_push(&groups) =
            (lia_log_group){arena_strdup(plan->arena, db_text(rows, 1)), db_int(rows, 2)};
    }
    plan->group_count = groups.count;
    plan->groups = window_items(plan->arena, &groups, false);
    return db_rows_close(rows, err);
}

static lia_status read_problems(struct db *db, struct log_params *p, size_t max, lia_log_plan *plan,
                                lia_error *err)
{
    log_param(p, db_i("max", (int64_t)max));
    struct db_rows *rows;
    lia_status failed =
        db_query(db,
                 "SELECT l.line_id, c.name, " LINE_PROBLEM
                 " AS problem" LINE_FROM_SEGMENT LINE_JOIN_CHECKS LINE_OF_SEGMENT
                 " AND " LINE_TO_LOG " AND problem <> 0 ORDER BY l.line_id LIMIT :max",
                 p->params, &rows, err);
    if (failed)
        return failed;
    struct vec problems = VEC_OF(lia_log_problem);
    while (db_next(rows)) {
        enum rule_problem problem = (enum rule_problem)db_int(rows, 2);
        *(lia_log_problem *)vec_push(&problems) = (lia_log_problem){
            .line_id = db_int(rows, 0),
            .line_no = line_no_of(db_int(rows, 0)),
            .contact = arena_strdup(plan->arena, db_text(rows, 1)),
            .reason = rule_reason(problem),
            .field = rule_field(problem),
        };
    }
    plan->problem_items = problems.count;
    plan->problems = window_items(plan->arena, &problems, false);
    return db_rows_close(rows, err);
}

static lia_status read_refusals(lia_book *book, const lia_segment *s, const struct log_lines *lines,
                                lia_log_plan *plan, lia_error *err)
{
    lia_error why = {0};
    plan->refused = plan->refused_follow_up = "";
    lia_status failed = log_refused(book->db, s, lines, &why);
    if (failed == LIA_IN_USE)
        plan->refused = arena_strdup(plan->arena, why.message);
    else if (failed)
        return lia_fail(err, failed, "", "%s", why.message);
    lia_series series;
    failed = lia_series_get(book, LIA_SERIES_SEGMENT, &series, err);
    if (!failed && !series.width)
        plan->refused_follow_up = _("No number series for segments: set one in Marketing Setup");
    return failed;
}

static lia_status read_plan(lia_book *book, int64_t segment_id, bool today, size_t max_problems,
                            lia_log_plan *plan, lia_error *err)
{
    lia_segment s;
    struct log_lines lines;
    struct log_params p;
    log_params(&p, book, segment_id, today);
    lia_status failed = segment_row_active(book, segment_id, plan->arena, &s, err);
    if (!failed)
        failed = log_count_lines(book->db, segment_id, &lines, err);
    if (!failed)
        failed = read_refusals(book, &s, &lines, plan, err);
    if (!failed)
        failed = read_groups(book->db, &p, plan, err);
    if (!failed && plan->problem_count && max_problems)
        failed = read_problems(book->db, &p, max_problems, plan, err);
    if (failed)
        return failed;
    plan->lines = lines.lines;
    plan->without_contact = lines.without_contact;
    plan->logged_singly = lines.logged_singly;
    plan->date = s.date;
    plan->propose_today = s.date != LIA_DAY_NONE && s.date < lia_book_today(book) - OLD_DAYS;
    return LIA_OK;
}

lia_status lia_segment_log_plan(lia_book *book, int64_t segment_id, bool today, size_t max_problems,
                                lia_log_plan *out, lia_error *err)
{
    lia_log_plan plan = {.arena = result_new()};
    lia_status failed = read_plan(book, segment_id, today, max_problems, &plan, err);
    if (failed)
        lia_log_plan_clear(&plan);
    else
        *out = plan;
    return failed;
}
