#include "core/segment_row.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/interaction_rules.h"

/* Days are stored as NULL where there is none. */
static int32_t day(struct db_rows *rows, int column)
{
    return db_is_null(rows, column) ? LIA_DAY_NONE : (int32_t)db_int(rows, column);
}

void segment_row_read(struct db_rows *rows, int at, struct arena *a, lia_segment *out)
{
    *out = (lia_segment){
        .key = {0, db_int(rows, at)},
        .id = db_int(rows, at),
        .version = db_int(rows, at + 1),
        .no = arena_strdup(a, db_text(rows, at + 2)),
        .description = arena_strdup(a, db_text(rows, at + 3)),
        .date = day(rows, at + 4),
        .salesperson_id = db_int(rows, at + 5),
        .template_id = db_int(rows, at + 6),
        .group_id = db_int(rows, at + 7),
        .salesperson = arena_strdup(a, db_text(rows, at + 8)),
        .template_code = arena_strdup(a, db_text(rows, at + 9)),
        .group_code = arena_strdup(a, db_text(rows, at + 10)),
        .entry_description = arena_strdup(a, db_text(rows, at + 11)),
        .subject = arena_strdup(a, db_text(rows, at + 12)),
        .correspondence = (lia_corr)db_int(rows, at + 13),
        .ignore_correspondence = db_int(rows, at + 14) != 0,
        .flow = (lia_flow)db_int(rows, at + 15),
        .initiated_by = (lia_by)db_int(rows, at + 16),
        .unit_cost = db_int(rows, at + 17),
        .unit_minutes = db_int(rows, at + 18),
        .typed = (uint32_t)db_int(rows, at + 19),
        .lines = db_int(rows, at + 20),
        .logged_singly = db_int(rows, at + 21),
    };
}

lia_status segment_row_get(struct db *db, int64_t id, struct arena *a, lia_segment *out,
                           int *status, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(db,
                                 "SELECT s.status, " SEGMENT_COLUMNS
                                 " FROM segment AS s" SEGMENT_JOIN " WHERE s.segment_id = :id",
                                 DB_PARAMS(db_i("id", id)), &rows, err);
    if (failed)
        return failed;
    bool found = db_next(rows);
    if (found) {
        segment_row_read(rows, 1, a, out);
        if (status)
            *status = (int)db_int(rows, 0);
    }
    failed = db_rows_close(rows, err);
    if (failed || found)
        return failed;
    return lia_fail(err, LIA_NOT_FOUND, "",
                    _("This segment is not in the book any more; go back to the list"));
}

/* Who logged or deleted it, and when: the operation that changed the row last. */
static lia_status fail_gone(lia_book *book, const lia_segment *s, int status, lia_error *err)
{
    enum { USER = 14 };
    struct db_rows *rows;
    lia_status failed = db_query(book->db, "SELECT user, done_at FROM op WHERE op_id = :op",
                                 DB_PARAMS(db_i("op", s->version)), &rows, err);
    if (failed)
        return failed;
    struct arena a = {0};
    const char *user = "?", *when = "?";
    if (db_next(rows)) {
        user = rule_short(&a, db_text(rows, 0), USER);
        when = rule_when(&a, book, db_int(rows, 1));
    }
    failed = db_rows_close(rows, err);
    if (!failed && status == 1)
        failed = lia_fail(err, LIA_NOT_FOUND, "", _("%s was logged by %s, %s"), s->no, user, when);
    else if (!failed)
        failed = lia_fail(err, LIA_NOT_FOUND, "", _("%s was deleted by %s, %s"), s->no, user, when);
    arena_clear(&a);
    return failed;
}

lia_status segment_row_active(lia_book *book, int64_t id, struct arena *a, lia_segment *out,
                              lia_error *err)
{
    int status = 0;
    lia_status failed = segment_row_get(book->db, id, a, out, &status, err);
    if (failed || status == 0)
        return failed;
    return fail_gone(book, out, status, err);
}

char *segment_one_line(struct arena *a, const char *text)
{
    char *s = utf8_repair(a, text ? text : "", text ? strlen(text) : 0, NULL);
    for (char *c = s; *c; c++)
        if (*c == '\n' || *c == '\r' || *c == '\t')
            *c = ' ';
    while (*s == ' ')
        s++;
    size_t len = strlen(s);
    while (len > 0 && s[len - 1] == ' ')
        s[--len] = '\0';
    return s;
}

lia_status segment_check_values(const struct segment_values *v, lia_error *err)
{
    if (v->date != LIA_DAY_NONE &&
        (v->date < date_from_civil(1, 1, 1) || v->date > date_from_civil(9999, 12, 31)))
        return lia_fail(err, LIA_INVALID, lia_lfield_name(LIA_L_DATE),
                        _("Not a date: type it such as today or 2026-11-20"));
    if (v->cost < 0 || v->cost > RULE_COST_MAX)
        return rule_fail(err, RULE_COST, "", "");
    if (v->minutes < 0 || v->minutes > RULE_MINUTES_MAX)
        return rule_fail(err, RULE_MINUTES, "", "");
    if (!lia_value_code(LIA_SET_CORR, (int)v->correspondence))
        return lia_fail(err, LIA_INVALID, lia_lfield_name(LIA_L_CORRESPONDENCE),
                        _("Not a correspondence type: %d; choose one of the list"),
                        (int)v->correspondence);
    if (!lia_value_code(LIA_SET_FLOW, (int)v->flow))
        return lia_fail(err, LIA_INVALID, lia_lfield_name(LIA_L_FLOW),
                        _("Not an information flow: %d; choose one of the list"), (int)v->flow);
    if (!lia_value_code(LIA_SET_BY, (int)v->initiated_by))
        return lia_fail(err, LIA_INVALID, lia_lfield_name(LIA_L_INITIATED_BY),
                        _("Not one who initiates: %d; choose one of the list"),
                        (int)v->initiated_by);
    return LIA_OK;
}

int segment_characters(const char *text)
{
    int count = 0;
    for (const char *c = text; *c; c++)
        count += ((unsigned char)*c & 0xC0) != 0x80;
    return count;
}

static lia_status check_length(const char *text, const char *field, lia_error *err)
{
    int characters = segment_characters(text);
    if (characters <= SEGMENT_TEXT_MAX)
        return LIA_OK;
    return lia_fail(err, LIA_INVALID, field,
                    _("This has %d characters: %d are the most; use a comment"), characters,
                    SEGMENT_TEXT_MAX);
}

lia_status segment_check_texts(const char *description, const char *subject, lia_error *err)
{
    lia_status failed = check_length(description, lia_lfield_name(LIA_L_DESCRIPTION), err);
    return failed ? failed : check_length(subject, lia_lfield_name(LIA_L_SUBJECT), err);
}

lia_status segment_tidy(struct arena *a, const lia_segment *in, lia_segment *out, lia_error *err)
{
    *out = *in;
    out->description = segment_one_line(a, in->description);
    out->entry_description = segment_one_line(a, in->entry_description);
    out->subject = segment_one_line(a, in->subject);
    char code[LIA_CODE_MAX] = "";
    if (in->no && *in->no) {
        lia_status failed = lia_code_normal(in->no, "no", code, err);
        if (failed)
            return failed;
    }
    out->no = arena_strdup(a, code);
    lia_status failed = check_length(out->description, "segment_description", err);
    if (!failed)
        failed = segment_check_texts(out->entry_description, out->subject, err);
    return failed ? failed
                  : segment_check_values(
                        &(struct segment_values){out->date, out->unit_cost, out->unit_minutes,
                                                 out->correspondence, out->flow, out->initiated_by},
                        err);
}

void segment_params(const lia_segment *s, struct db_param out[SEGMENT_PARAMS + 1])
{
    const struct db_param params[SEGMENT_PARAMS + 1] = {
        db_t("description", s->description),
        s->date == LIA_DAY_NONE ? db_null("date") : db_i("date", s->date),
        db_ref("salesperson", s->salesperson_id),
        db_ref("template", s->template_id),
        db_ref("group", s->group_id),
        db_t("entry_description", s->entry_description),
        db_t("subject", s->subject),
        db_i("correspondence", s->correspondence),
        db_i("ignore", s->ignore_correspondence),
        db_i("flow", s->flow),
        db_i("initiated_by", s->initiated_by),
        db_i("unit_cost", s->unit_cost),
        db_i("unit_minutes", s->unit_minutes),
        db_i("typed", s->typed),
        {.type = DB_END},
    };
    memcpy(out, params, sizeof params);
}
