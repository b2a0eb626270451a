/* The interaction that a form begins with: new, from an entry, to correct one, from a segment's
 * line. */
#include <string.h>

#include "base/i18n.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/result.h"
#include "liaise/segment.h"
#include "liaise/setup.h"

static const char *const field_names[LIA_I_FIELDS] = {
    [LIA_I_CONTACT] = "contact",
    [LIA_I_TEMPLATE] = "template",
    [LIA_I_DESCRIPTION] = "description",
    [LIA_I_SUBJECT] = "subject",
    [LIA_I_DATE] = "date",
    [LIA_I_TIME] = "time",
    [LIA_I_SALESPERSON] = "salesperson",
    [LIA_I_CORRESPONDENCE] = "correspondence",
    [LIA_I_FLOW] = "flow",
    [LIA_I_INITIATED_BY] = "initiated_by",
    [LIA_I_RESULT] = "result",
    [LIA_I_EVALUATION] = "evaluation",
    [LIA_I_COST] = "cost",
    [LIA_I_MINUTES] = "minutes",
    [LIA_I_VIA] = "via",
    [LIA_I_COMMENT] = "comment",
};

const char *lia_ifield_name(lia_ifield field)
{
    return (unsigned)field < LIA_I_FIELDS ? field_names[field] : "";
}

void lia_interaction_clear(lia_interaction *it)
{
    result_free(it->arena);
    *it = (lia_interaction){0};
}

struct arena *interaction_arena(lia_interaction *it)
{
    if (!it->arena)
        it->arena = result_new();
    return it->arena;
}

void interaction_now(lia_book *book, lia_interaction *it)
{
    enum { DAY = 86400 };
    it->date = lia_book_today(book);
    it->time = (int32_t)(lia_book_wall(book) - (int64_t)it->date * DAY);
    it->zone = lia_book_zone(book);
}

/* An archived or privacy-blocked contact is refused before the form opens (4.2). */
static lia_status refuse_contact(lia_book *book, int64_t contact_id, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(book->db,
                 "SELECT c.archived, c.privacy_blocked, c.name, c.privacy_reason FROM contact AS c"
                 " WHERE c.contact_id = :contact",
                 DB_PARAMS(db_i("contact", contact_id)), &rows, err);
    if (status != LIA_OK)
        return status;
    if (!db_next(rows)) {
        status = db_rows_close(rows, err);
        return status != LIA_OK ? status
                                : lia_fail(err, LIA_NOT_FOUND, "contact",
                                           _("There is no such contact any more"));
    }
    enum rule_problem problem = db_int(rows, 0)   ? RULE_CONTACT_ARCHIVED
                                : db_int(rows, 1) ? RULE_CONTACT_BLOCKED
                                                  : RULE_FINE;
    status = rule_fail(err, problem, db_text(rows, 2), db_text(rows, 3));
    lia_status closed = db_rows_close(rows, status == LIA_OK ? err : NULL);
    return status != LIA_OK ? status : closed;
}

lia_status lia_interaction_new(lia_book *book, int64_t contact_id, int64_t template_id,
                               lia_interaction *out, lia_error *err)
{
    lia_interaction it = {
        .contact_id = contact_id, .template_id = template_id, .begun_at = lia_book_now(book)};
    interaction_now(book, &it);
    lia_status status = contact_id ? refuse_contact(book, contact_id, err) : LIA_OK;
    if (status == LIA_OK)
        status = lia_interaction_work_out(book, &it, LIA_I_CONTACT, err);
    if (status == LIA_OK)
        status = lia_interaction_work_out(book, &it, LIA_I_TEMPLATE, err);
    if (status == LIA_OK)
        *out = it;
    else
        lia_interaction_clear(&it);
    return status;
}

lia_status lia_interaction_from_entry(lia_book *book, int64_t entry_no, lia_interaction *out,
                                      lia_error *err)
{
    /* A blocked template, or one of a blocked group, is not offered to anything new. */
    struct db_rows *rows;
    lia_status status = db_query(
        book->db,
        "SELECT e.contact_id, iif(t.blocked OR g.blocked, 0, t.template_id) FROM entry AS e"
        " JOIN interaction_template AS t ON t.template_id = e.template_id"
        " JOIN interaction_group AS g ON g.group_id = t.group_id"
        " WHERE e.entry_no = :entry",
        DB_PARAMS(db_i("entry", entry_no)), &rows, err);
    if (status != LIA_OK)
        return status;
    bool found = db_next(rows);
    int64_t contact = found ? db_int(rows, 0) : 0;
    int64_t template = found ? db_int(rows, 1) : 0;
    status = db_rows_close(rows, err);
    if (status == LIA_OK && !found)
        status = entry_gone(err, entry_no);
    return status != LIA_OK ? status : lia_interaction_new(book, contact, template, out, err);
}

lia_status entry_gone(lia_error *err, int64_t entry_no)
{
    return lia_fail(err, LIA_NOT_FOUND, "", _("Entry %lld is not in the log any more"),
                    (long long)entry_no);
}

/* --- to correct an entry --- */

static void read_entry(struct db_rows *rows, lia_interaction *it)
{
    enum { DAY = 86400 };
    struct arena *a = interaction_arena(it);
    int64_t wall = db_int(rows, 3);
    int64_t day = (wall >= 0 ? wall : wall - (DAY - 1)) / DAY;
    it->contact_id = db_int(rows, 0);
    it->template_id = db_int(rows, 1);
    it->salesperson_id = db_int(rows, 2);
    it->date = (int32_t)day;
    it->time = db_int(rows, 4) ? (int32_t)(wall - day * DAY) : -1;
    it->zone = (int)db_int(rows, 5);
    it->description = arena_strdup(a, db_text(rows, 6));
    it->subject = arena_strdup(a, db_text(rows, 7));
    it->via = arena_strdup(a, db_text(rows, 8));
    it->flow = (lia_flow)db_int(rows, 9);
    it->initiated_by = (lia_by)db_int(rows, 10);
    it->correspondence = (lia_corr)db_int(rows, 11);
    it->evaluation = (lia_evaluation)db_int(rows, 12);
    it->failed = db_int(rows, 13);
    it->cost = db_int(rows, 14);
    it->minutes = db_int(rows, 15);
}

lia_status interaction_correctable(struct db *db, int64_t entry_no, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        db, "SELECT canceled_op IS NOT NULL, corrected_by FROM entry WHERE entry_no = :entry",
        DB_PARAMS(db_i("entry", entry_no)), &rows, err);
    if (status != LIA_OK)
        return status;
    bool found = db_next(rows);
    bool canceled = found && db_int(rows, 0);
    int64_t by = found ? db_int(rows, 1) : 0;
    status = db_rows_close(rows, err);
    if (status != LIA_OK)
        return status;
    if (!found)
        return entry_gone(err, entry_no);
    if (by)
        return lia_fail(err, LIA_IN_USE, "",
                        _("Entry %lld was corrected by entry %lld: correct that one"),
                        (long long)entry_no, (long long)by);
    if (canceled)
        return lia_fail(err, LIA_IN_USE, "", _("Entry %lld is canceled: un-cancel it first"),
                        (long long)entry_no);
    return LIA_OK;
}

lia_status lia_interaction_correct(lia_book *book, int64_t entry_no, lia_interaction *out,
                                   lia_error *err)
{
    struct db_rows *rows;
    lia_status status = interaction_correctable(book->db, entry_no, err);
    if (status == LIA_OK)
        status = db_query(
            book->db,
            "SELECT e.contact_id, e.template_id, e.salesperson_id, e.wall, e.has_time, e.zone,"
            " x.description, x.subject, e.via, e.flow, e.initiated_by, e.correspondence, "
            "e.evaluation,"
            " e.failed, e.cost, e.minutes"
            " FROM entry AS e JOIN text AS x ON x.text_id = e.text_id WHERE e.entry_no = :entry",
            DB_PARAMS(db_i("entry", entry_no)), &rows, err);
    if (status != LIA_OK)
        return status;
    lia_interaction it = {.corrects = entry_no, .begun_at = lia_book_now(book)};
    it.typed = ((1u << LIA_I_FIELDS) - 1) & ~(1u << LIA_I_VIA) & ~(1u << LIA_I_COMMENT);
    bool found = db_next(rows);
    if (found)
        read_entry(rows, &it);
    status = db_rows_close(rows, err);
    if (status == LIA_OK && !found)
        status = entry_gone(err, entry_no);
    if (status == LIA_OK)
        *out = it;
    else
        lia_interaction_clear(&it);
    return status;
}

/* --- from a segment's line --- */

/* What is personalised on the line counts as typed in the form. */
static uint32_t typed_of_marks(uint32_t marks)
{
    static const struct {
        lia_lfield line;
        lia_ifield form;
    } same[] = {
        {LIA_L_TEMPLATE, LIA_I_TEMPLATE},
        {LIA_L_DATE, LIA_I_DATE},
        {LIA_L_SALESPERSON, LIA_I_SALESPERSON},
        {LIA_L_DESCRIPTION, LIA_I_DESCRIPTION},
        {LIA_L_SUBJECT, LIA_I_SUBJECT},
        {LIA_L_CORRESPONDENCE, LIA_I_CORRESPONDENCE},
        {LIA_L_FLOW, LIA_I_FLOW},
        {LIA_L_INITIATED_BY, LIA_I_INITIATED_BY},
        {LIA_L_COST, LIA_I_COST},
        {LIA_L_MINUTES, LIA_I_MINUTES},
    };
    uint32_t typed = 0;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (marks & 1u << same[i].line)
            typed |= 1u << same[i].form;
    return typed;
}

static void take_line(lia_book *book, const lia_line *line, lia_interaction *it)
{
    struct arena *a = interaction_arena(it);
    interaction_now(book, it);
    if (line->date != LIA_DAY_NONE && line->date != it->date) {
        it->date = line->date;
        it->time = -1;
    }
    it->contact_id = line->contact_id;
    it->template_id = line->template_id;
    it->salesperson_id = line->salesperson_id;
    it->description = arena_strdup(a, line->description);
    it->subject = arena_strdup(a, line->subject);
    it->comment = arena_strdup(a, line->comment);
    it->correspondence = line->correspondence;
    it->flow = line->flow;
    it->initiated_by = line->initiated_by;
    it->cost = line->cost;
    it->minutes = line->minutes;
    it->evaluation = line->evaluation;
    it->failed = line->failed;
    it->segment_id = line->segment_id;
    it->line_id = line->id;
    it->typed = typed_of_marks(line->marks);
}

lia_status lia_interaction_from_line(lia_book *book, int64_t line_id, lia_interaction *out,
                                     lia_error *err)
{
    lia_line_list lines = {0};
    lia_interaction it = {.begun_at = lia_book_now(book)};
    lia_status status = lia_line_get(book, line_id, &lines, err);
    if (status != LIA_OK)
        return status;
    const lia_line *line = lines.items;
    if (line->entry_no)
        status = lia_fail(err, LIA_IN_USE, "", _("This line is logged already, as entry %lld"),
                          (long long)line->entry_no);
    else if (line->contact_id)
        status = refuse_contact(book, line->contact_id, err);
    if (status == LIA_OK) {
        take_line(book, line, &it);
        status = interaction_work_out_via(book, &it, err);
    }
    lia_line_list_clear(&lines);
    if (status == LIA_OK)
        *out = it;
    else
        lia_interaction_clear(&it);
    return status;
}
