#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/code.h"
#include "core/core.h"
#include "core/interaction_rules.h"
#include "core/segment_row.h"
#include "core/segment_window.h"
#include "liaise/setup.h"

const char *lia_lfield_name(lia_lfield field)
{
    static const char *const names[LIA_L_FIELDS] = {
        [LIA_L_TEMPLATE] = "template",
        [LIA_L_DATE] = "date",
        [LIA_L_SALESPERSON] = "salesperson",
        [LIA_L_DESCRIPTION] = "description",
        [LIA_L_SUBJECT] = "subject",
        [LIA_L_CORRESPONDENCE] = "correspondence",
        [LIA_L_IGNORE_CORRESPONDENCE] = "ignore_correspondence",
        [LIA_L_FLOW] = "flow",
        [LIA_L_INITIATED_BY] = "initiated_by",
        [LIA_L_COST] = "cost",
        [LIA_L_MINUTES] = "minutes",
    };
    return names[field];
}

void lia_segment_list_clear(lia_segment_list *list)
{
    result_free(list->arena);
    *list = (lia_segment_list){0};
}

/* --- lists --- */

/* Active segments are few, so the engine need not know how words are folded. */
static bool matches(const char *match, const lia_segment *s)
{
    return !match || !*match ||
           code_match(match, (const char *const[]){s->no, s->description, NULL});
}

static lia_status read_list(struct db_rows *rows, const char *match, int limit, struct arena *a,
                            struct vec *items, lia_error *err)
{
    while (items->count < (size_t)limit && db_next(rows)) {
        lia_segment s;
        segment_row_read(rows, 0, a, &s);
        if (matches(match, &s))
            *(lia_segment *)vec_push(items) = s;
    }
    return db_rows_close(rows, err);
}

lia_status lia_segment_list_some(lia_book *book, const char *match, int64_t contact_id,
                                 const lia_seek *seek, lia_segment_list *out, lia_error *err)
{
    struct arena *a = result_new();
    struct window w = window_of(seek, true);
    const char *sql = arena_printf(a, SEGMENT_LIST("%s", "%s"), w.cmp, w.direction);
    struct db_rows *rows;
    lia_status failed = db_query(
        book->db, sql, DB_PARAMS(db_i("key", w.key), db_i("contact", contact_id)), &rows, err);
    struct vec items = VEC_OF(lia_segment);
    if (!failed)
        failed = read_list(rows, match, seek->limit, a, &items, err);
    if (failed) {
        vec_clear(&items);
        result_free(a);
        return failed;
    }
    *out = (lia_segment_list){.count = items.count, .arena = a};
    out->items = window_items(a, &items, w.reverse);
    return LIA_OK;
}

lia_status lia_segment_get(lia_book *book, int64_t id, lia_segment_list *out, lia_error *err)
{
    struct arena *a = result_new();
    lia_segment *s = arena_alloc(a, sizeof *s);
    lia_status failed = segment_row_active(book, id, a, s, err);
    if (failed) {
        result_free(a);
        return failed;
    }
    *out = (lia_segment_list){s, 1, a};
    return LIA_OK;
}

lia_status lia_segment_find(lia_book *book, const char *no, int64_t *id, lia_error *err)
{
    struct arena a = {0};
    lia_status failed = db_query_int(
        book->db, "SELECT segment_id FROM segment WHERE no = :no AND status = 0",
        DB_PARAMS(db_t("no", utf8_upper(&a, segment_one_line(&a, no)))), id, NULL, err);
    arena_clear(&a);
    return failed;
}

/* --- a new one, and what a template says --- */

/* The codes that a form shows beside the header's references. */
static lia_status read_codes(struct db *db, struct arena *a, lia_segment *s, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(
        db,
        "SELECT coalesce((SELECT code FROM salesperson WHERE salesperson_id = :salesperson), ''),"
        " coalesce((SELECT code FROM interaction_template WHERE template_id = :template), ''),"
        " coalesce((SELECT code FROM interaction_group WHERE group_id = :group), '')",
        DB_PARAMS(db_i("salesperson", s->salesperson_id), db_i("template", s->template_id),
                  db_i("group", s->group_id)),
        &rows, err);
    if (failed)
        return failed;
    if (db_next(rows)) {
        s->salesperson = arena_strdup(a, db_text(rows, 0));
        s->template_code = arena_strdup(a, db_text(rows, 1));
        s->group_code = arena_strdup(a, db_text(rows, 2));
    }
    return db_rows_close(rows, err);
}

/* The no. that saving would give; "" where it is not certain: the series is blank, or a typed no.
 * is in its way. */
static lia_status next_no(lia_book *book, struct arena *a, const char **no, lia_error *err)
{
    lia_series series;
    int64_t taken = 0;
    lia_status failed = lia_series_get(book, LIA_SERIES_SEGMENT, &series, err);
    if (!failed)
        failed = db_query_int(book->db, "SELECT count(*) FROM segment WHERE no = :no",
                              DB_PARAMS(db_t("no", series.next)), &taken, NULL, err);
    if (!failed)
        *no = arena_strdup(a, series.width && !taken ? series.next : "");
    return failed;
}

static lia_status fill_new(lia_book *book, struct arena *a, lia_segment *s, lia_error *err)
{
    *s = (lia_segment){
        .description = "",
        .date = lia_book_today(book),
        .entry_description = "",
        .subject = "",
    };
    lia_status failed = next_no(book, a, &s->no, err);
    if (!failed)
        failed = db_query_int(book->db, "SELECT coalesce(" RULE_MINE ", 0)",
                              DB_PARAMS(db_t("user", book->user)), &s->salesperson_id, NULL, err);
    return failed ? failed : read_codes(book->db, a, s, err);
}

lia_status lia_segment_new(lia_book *book, lia_segment_list *out, lia_error *err)
{
    struct arena *a = result_new();
    lia_segment *s = arena_alloc(a, sizeof *s);
    lia_status failed = fill_new(book, a, s, err);
    if (failed) {
        result_free(a);
        return failed;
    }
    *out = (lia_segment_list){s, 1, a};
    return LIA_OK;
}

static bool typed(const lia_segment *s, lia_lfield field)
{
    return s->typed & 1u << field;
}

/* A blank in the template blanks the field; templates have no subject. */
static void take_template(struct db_rows *rows, struct arena *a, lia_segment *s)
{
    s->group_id = db_int(rows, 0);
    if (!typed(s, LIA_L_DESCRIPTION))
        s->entry_description = arena_strdup(a, db_text(rows, 1));
    if (!typed(s, LIA_L_SUBJECT))
        s->subject = "";
    if (!typed(s, LIA_L_COST))
        s->unit_cost = db_int(rows, 2);
    if (!typed(s, LIA_L_MINUTES))
        s->unit_minutes = db_int(rows, 3);
    if (!typed(s, LIA_L_FLOW))
        s->flow = (lia_flow)db_int(rows, 4);
    if (!typed(s, LIA_L_INITIATED_BY))
        s->initiated_by = (lia_by)db_int(rows, 5);
    if (!typed(s, LIA_L_CORRESPONDENCE))
        s->correspondence = (lia_corr)db_int(rows, 6);
    if (!typed(s, LIA_L_IGNORE_CORRESPONDENCE))
        s->ignore_correspondence = db_int(rows, 7) != 0;
}

lia_status lia_segment_work_out(lia_book *book, lia_segment_list *list, lia_error *err)
{
    struct arena *a = list->arena;
    lia_segment *s = &list->items[0];
    struct db_rows *rows;
    /* The empty row behind stands for a template of 0, which blanks what it gave. */
    lia_status failed = db_query(
        book->db,
        "SELECT group_id, description, unit_cost, unit_minutes, flow, initiated_by, correspondence,"
        " ignore_correspondence FROM interaction_template WHERE template_id = :template"
        " UNION ALL SELECT 0, '', 0, 0, 0, 0, 0, 0 LIMIT 1",
        DB_PARAMS(db_i("template", s->template_id)), &rows, err);
    if (failed)
        return failed;
    if (db_next(rows))
        take_template(rows, a, s);
    failed = db_rows_close(rows, err);
    return failed ? failed : read_codes(book->db, a, s, err);
}
