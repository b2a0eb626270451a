/* Postponed Interactions as a list, and Resume (domain.md 5). */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/vec.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/result.h"
#include "core/segment_window.h"
#include "liaise/draft.h"

/* --- listing: mine, then the others'; each newest first. A key is {0 mine, 1 not; entry no.} ---
 */

#define SHOWN                                                                                      \
    "SELECT p.entry_no, p.changed_op, p.contact_id, p.salesperson_id, p.template_id, "             \
    "coalesce(c.name, ''),"                                                                        \
    " coalesce(k.name, ''), coalesce(s.code, ''), coalesce(t.code, ''), p.description, p.user, "   \
    "p.wall, p.begun_at,"                                                                          \
    " o.done_at FROM postponed AS p JOIN op AS o ON o.op_id = p.changed_op"                        \
    " LEFT JOIN contact AS c ON c.contact_id = p.contact_id LEFT JOIN contact AS k ON "            \
    "k.contact_id = c.company_id"                                                                  \
    " LEFT JOIN salesperson AS s ON s.salesperson_id = p.salesperson_id"                           \
    " LEFT JOIN interaction_template AS t ON t.template_id = p.template_id WHERE "
/* A company: with its persons. */
#define CHOSEN                                                                                     \
    "(:contact = 0 OR p.contact_id IN (SELECT :contact UNION ALL SELECT contact_id FROM contact"   \
    " WHERE company_id = :contact)) AND (:salesperson = 0 OR p.salesperson_id = :salesperson)"

static void read_row(struct db_rows *rows, struct arena *a, bool mine, lia_postponed *p)
{
    enum { DAY = 86400 };
    int64_t wall = db_int(rows, 11);
    *p = (lia_postponed){
        .key = {!mine, db_int(rows, 0)},
        .entry_no = db_int(rows, 0),
        .version = db_int(rows, 1),
        .contact_id = db_int(rows, 2),
        .salesperson_id = db_int(rows, 3),
        .template_id = db_int(rows, 4),
        .contact = arena_strdup(a, db_text(rows, 5)),
        .company = arena_strdup(a, db_text(rows, 6)),
        .salesperson = arena_strdup(a, db_text(rows, 7)),
        .template_code = arena_strdup(a, db_text(rows, 8)),
        .description = arena_strdup(a, db_text(rows, 9)),
        .user = arena_strdup(a, db_text(rows, 10)),
        .date = db_is_null(rows, 11) ? LIA_DAY_NONE
                                     : (int32_t)((wall >= 0 ? wall : wall - (DAY - 1)) / DAY),
        .begun_at = db_int(rows, 12),
        .postponed_at = db_int(rows, 13),
        .mine = mine,
    };
}

/* The rows of one part of the list, on from key (in reading direction). */
static lia_status read_part(lia_book *book, const lia_postponed_query *query, bool mine,
                            const struct window *w, int limit, struct arena *a, struct vec *found,
                            lia_error *err)
{
    struct str sql = {0};
    struct db_rows *rows;
    str_add_f(&sql,
              SHOWN "p.user %s :user AND p.entry_no %s :key AND " CHOSEN
                    " ORDER BY p.entry_no %s LIMIT :limit",
              mine ? "=" : "<>", w->cmp, w->direction);
    lia_status status = db_query(book->db, str_text(&sql),
                                 DB_PARAMS(db_t("user", lia_book_user(book)), db_i("key", w->key),
                                           db_i("contact", query ? query->contact_id : 0),
                                           db_i("salesperson", query ? query->salesperson_id : 0),
                                           db_i("limit", limit)),
                                 &rows, err);
    str_clear(&sql);
    if (status != LIA_OK)
        return status;
    while (db_next(rows))
        read_row(rows, a, mine, vec_push(found));
    return db_rows_close(rows, err);
}

lia_status lia_postponed_list_some(lia_book *book, const lia_postponed_query *query,
                                   const lia_seek *seek, lia_postponed_list *out, lia_error *err)
{
    struct arena *a = result_new();
    struct vec found = VEC_OF(lia_postponed);
    /* The part where the key is, then the one behind it (in front of it). */
    bool from_first = seek->no_key ? !seek->before : seek->key.a == 0;
    bool mine = from_first;
    struct window w = window_of(seek, true);
    lia_status status = read_part(book, query, mine, &w, seek->limit, a, &found, err);
    if (status == LIA_OK && mine != seek->before && (int)found.count < seek->limit) {
        lia_seek rest = {.no_key = true, .before = seek->before};
        w = window_of(&rest, true);
        status = read_part(book, query, !mine, &w, seek->limit - (int)found.count, a, &found, err);
    }
    if (status != LIA_OK) {
        vec_clear(&found);
        result_free(a);
        return status;
    }
    *out = (lia_postponed_list){.count = found.count, .arena = a};
    out->items = window_items(a, &found, seek->before);
    return LIA_OK;
}

void lia_postponed_list_clear(lia_postponed_list *list)
{
    result_free(list->arena);
    *list = (lia_postponed_list){0};
}

lia_status lia_postponed_count(lia_book *book, const lia_postponed_query *query, int64_t *all,
                               int64_t *mine, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        book->db,
        "SELECT count(*), coalesce(sum(p.user = :user), 0) FROM postponed AS p WHERE " CHOSEN,
        DB_PARAMS(db_t("user", lia_book_user(book)), db_i("contact", query ? query->contact_id : 0),
                  db_i("salesperson", query ? query->salesperson_id : 0)),
        &rows, err);
    if (status != LIA_OK)
        return status;
    bool got = db_next(rows);
    int64_t n = got ? db_int(rows, 0) : 0;
    int64_t of_mine = got ? db_int(rows, 1) : 0;
    status = db_rows_close(rows, err);
    if (status != LIA_OK)
        return status;
    if (all)
        *all = n;
    if (mine)
        *mine = of_mine;
    return LIA_OK;
}

/* --- resuming --- */

/* A date or time that was typed stays, others become now; the zone goes with the clock that the
 * time was read from. */
static void bring_up_to_now(lia_book *book, lia_interaction *it)
{
    lia_interaction now = {0};
    interaction_now(book, &now);
    if (!interaction_typed(it, LIA_I_DATE))
        it->date = now.date;
    if (!interaction_typed(it, LIA_I_TIME)) {
        it->time = now.time;
        it->zone = now.zone;
    }
}

/* The line that it was begun on can have gone, or been logged by others: then it is an interaction
 * by itself, which can still be finished, and LIA_NOT_FOUND says so. */
static lia_status check_line(lia_book *book, lia_interaction *it, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(book->db,
                 "SELECT s.status, coalesce(l.entry_no, 0), s.no FROM segment_line AS l"
                 " JOIN segment AS s ON s.segment_id = l.segment_id"
                 " WHERE l.line_id = :line",
                 DB_PARAMS(db_i("line", it->line_id)), &rows, err);
    if (status != LIA_OK)
        return status;
    bool found = db_next(rows);
    int64_t logged = found ? db_int(rows, 0) : 0, entry_no = found ? db_int(rows, 1) : 0;
    const char *segment = arena_strdup(interaction_arena(it), found ? db_text(rows, 2) : "");
    status = db_rows_close(rows, err);
    if (status != LIA_OK || (found && !logged && !entry_no))
        return status;
    it->line_id = it->segment_id = 0;
    if (entry_no)
        return lia_fail(err, LIA_NOT_FOUND, "",
                        _("Its line was logged as entry %lld; OK logs another interaction"),
                        (long long)entry_no);
    if (logged)
        return lia_fail(err, LIA_NOT_FOUND, "",
                        _("Its line was logged with %s; OK logs another interaction"), segment);
    return lia_fail(err, LIA_NOT_FOUND, "",
                    _("Its line left the segment; OK logs an interaction by itself"));
}

/* The entry that it corrects can have been deleted: the same. */
static lia_status check_corrected(lia_book *book, lia_interaction *it, lia_error *err)
{
    int64_t old = it->corrects;
    lia_status status = interaction_correctable(book->db, old, err);
    if (status != LIA_NOT_FOUND)
        return status;
    it->corrects = 0;
    return lia_fail(err, LIA_NOT_FOUND, "",
                    _("Entry %lld was deleted; OK logs an interaction by itself"), (long long)old);
}

/* A field at fault is told before what has gone, which is let go of all the same. */
static lia_status find_fault(lia_book *book, lia_interaction *it, lia_error *fault, lia_error *err)
{
    lia_error found = {0}, gone = {0};
    lia_status link = it->line_id    ? check_line(book, it, &gone)
                      : it->corrects ? check_corrected(book, it, &gone)
                                     : LIA_OK;
    lia_status status = interaction_check_blocked(book, it, &found);
    if (status == LIA_OK) {
        status = link;
        found = gone;
    }
    *fault = found;
    fault->status = status;
    if (status == LIA_OK || status == LIA_IN_USE || status == LIA_INVALID ||
        status == LIA_NOT_FOUND)
        return LIA_OK;
    return lia_fail(err, status, found.field, "%s", found.message);
}

static lia_status read_postponed(lia_book *book, int64_t entry_no, lia_interaction *it, char **form,
                                 lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(book->db,
                 "SELECT changed_op, contact_id, salesperson_id, template_id, begun_at, form"
                 " FROM postponed WHERE entry_no = :entry",
                 DB_PARAMS(db_i("entry", entry_no)), &rows, err);
    if (status != LIA_OK)
        return status;
    bool found = db_next(rows);
    it->postponed_no = entry_no;
    if (found) {
        it->version = db_int(rows, 0);
        it->contact_id = db_int(rows, 1);
        it->salesperson_id = db_int(rows, 2);
        it->template_id = db_int(rows, 3);
        it->begun_at = db_int(rows, 4);
        *form = arena_strdup(interaction_arena(it), db_text(rows, 5));
    }
    status = db_rows_close(rows, err);
    if (status == LIA_OK && !found)
        return lia_fail(err, LIA_NOT_FOUND, "",
                        _("It is not postponed any more: it was finished or deleted"));
    return status;
}

lia_status lia_postponed_resume(lia_book *book, int64_t entry_no, lia_interaction *out,
                                const char **form_text, lia_error *fault, lia_error *err)
{
    lia_interaction row = {0}, it = {0};
    char *form = NULL;
    lia_status status = read_postponed(book, entry_no, &row, &form, err);
    if (status == LIA_OK)
        status = lia_form_text_to_interaction(book, form, &it, err);
    if (status != LIA_OK)
        goto out;
    it.postponed_no = row.postponed_no;
    it.version = row.version;
    it.contact_id = row.contact_id;
    it.salesperson_id = row.salesperson_id;
    it.template_id = row.template_id;
    it.begun_at = row.begun_at;
    bring_up_to_now(book, &it);
    status = find_fault(book, &it, fault, err);
    if (status != LIA_OK)
        goto out;
    *form_text = arena_strdup(interaction_arena(&it), form);
    *out = it;
    it = (lia_interaction){0};
out:
    lia_interaction_clear(&row);
    lia_interaction_clear(&it);
    return status;
}
