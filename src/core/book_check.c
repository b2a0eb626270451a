/* lia_book_check: everything that is kept is worked out again and compared. */
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/op_tables.h"

struct check {
    lia_book *book;
    void (*say)(void *ctx, const char *line);
    void *ctx;
    int findings;
};

static void say_line(void *ctx, const char *line)
{
    struct check *c = ctx;
    c->findings++;
    c->say(c->ctx, line);
}

/* What is kept, compared with what it is worked out from. sql yields, for each difference, which
 * one (text, for the %s of what), what is kept and what is right (integers). */
struct comparison {
    const char *what;
    const char *sql;
};

static void say_difference(struct check *c, const char *what, struct db_rows *row)
{
    struct str line = {0};
    const char *hole = strstr(what, "%s");
    str_add_n(&line, what, (size_t)(hole - what));
    str_add(&line, db_text(row, 0));
    str_add(&line, hole + 2);
    str_add_f(&line, _(": %lld is kept, %lld is right"), (long long)db_int(row, 1),
              (long long)db_int(row, 2));
    say_line(c, str_text(&line));
    str_clear(&line);
}

static lia_status compare(struct check *c, const char *what, const char *sql, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(c->book->db, sql, DB_NONE, &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        say_difference(c, what, rows);
    return db_rows_close(rows, err);
}

/* --- counters --- */

static const struct {
    const char *name, *rows;
} counts[] = {
    {"contacts", "contact"},
    {"contacts_archived", "contact WHERE archived = 1"},
    {"entries", "entry"},
    {"entries_canceled", "entry WHERE canceled_op IS NOT NULL"},
    {"postponed", "postponed"},
    {"segments", "segment WHERE status = 0"},
    {"logged_segments", "logged_segment"},
};

/* A number that was given is not above the counter that gives them. */
static const struct {
    const char *name, *key, *table;
} numbers[] = {
    {"contact", "contact_id", "contact"},
    {"channel", "channel_id", "contact_channel"},
    {"entry", "entry_no", "entry"},
    {"entry", "entry_no", "postponed"},
    {"comment", "comment_id", "entry_comment"},
    {"text", "text_id", "text"},
    {"segment", "segment_id", "segment"},
    {"logged", "logged_id", "logged_segment"},
    {"template", "template_id", "interaction_template"},
    {"group", "group_id", "interaction_group"},
    {"salesperson", "salesperson_id", "salesperson"},
    {"event", "event_id", "event"},
};

static lia_status check_counters(struct check *c, lia_error *err)
{
    const char *what = _("counter %s");
    struct arena a = {0};
    lia_status status = LIA_OK;
    for (size_t i = 0; i < sizeof counts / sizeof *counts && status == LIA_OK; i++)
        status =
            compare(c, what,
                    arena_printf(&a,
                                 "SELECT '%s', coalesce(kept, -1), n FROM (SELECT count(*) AS n,"
                                 " (SELECT value FROM counter WHERE name = '%s') AS kept"
                                 " FROM %s) WHERE kept IS NOT n",
                                 counts[i].name, counts[i].name, counts[i].rows),
                    err);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers && status == LIA_OK; i++)
        status = compare(
            c, what,
            arena_printf(&a,
                         "SELECT '%s', coalesce(kept, -1), n FROM (SELECT max(%s) AS n,"
                         " (SELECT value FROM counter WHERE name = '%s') AS kept"
                         " FROM %s) WHERE coalesce(kept, -1) < n",
                         numbers[i].name, numbers[i].key, numbers[i].name, numbers[i].table),
            err);
    arena_clear(&a);
    return status;
}

/* --- totals, places, references --- */

static const struct comparison comparisons[] = {
    {N_("totals of template %s"),
     "WITH is_now AS (SELECT template_id, group_id, count(*) AS entries, sum(cost) AS cost,"
     " sum(minutes) AS minutes FROM entry WHERE canceled_op IS NULL GROUP BY 1, 2),"
     " kept AS (SELECT * FROM entry_total WHERE entries <> 0 OR cost <> 0 OR minutes <> 0)"
     " SELECT '' || n.template_id, coalesce(k.entries, 0), n.entries FROM is_now AS n"
     " LEFT JOIN kept AS k USING (template_id, group_id) WHERE k.entries IS NOT n.entries"
     " OR k.cost IS NOT n.cost OR k.minutes IS NOT n.minutes"
     " UNION ALL SELECT '' || k.template_id, k.entries, 0 FROM kept AS k WHERE NOT EXISTS"
     " (SELECT 1 FROM is_now AS n WHERE n.template_id = k.template_id"
     " AND n.group_id = k.group_id)"},
    {N_("interactions of logged segment %s"),
     "SELECT '' || l.logged_id, l.entries, coalesce(n.made, 0) FROM logged_segment AS l"
     " LEFT JOIN (SELECT logged_id, count(*) AS made, count(canceled_op) AS canceled FROM entry"
     " WHERE logged_id IS NOT NULL GROUP BY logged_id) AS n USING (logged_id)"
     " WHERE l.entries <> coalesce(n.made, 0) OR l.entries_canceled <> coalesce(n.canceled, 0)"},
    {N_("lines of segment %s"),
     "SELECT s.no, s.lines, coalesce(n.made, 0) FROM segment AS s LEFT JOIN"
     " (SELECT segment_id, count(*) AS made FROM segment_line GROUP BY segment_id) AS n"
     " USING (segment_id) WHERE s.lines <> coalesce(n.made, 0)"},
    {N_("place of contact %s"),
     "SELECT no, sort_key, 0 FROM (SELECT no, sort_key, name_fold, lag(name_fold) OVER w AS f,"
     " lag(no) OVER w AS n FROM contact WINDOW w AS (ORDER BY sort_key))"
     " WHERE (f, n) > (name_fold, no)"},
    {N_("contact of interaction %s"),
     "SELECT '' || e.entry_no, e.contact_id, 0 FROM entry AS e WHERE NOT EXISTS"
     " (SELECT 1 FROM contact AS c WHERE c.contact_id = e.contact_id)"},
    {N_("company of interaction %s"),
     "SELECT '' || e.entry_no, e.company_id, 0 FROM entry AS e WHERE e.company_id IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.contact_id = e.company_id)"},
    {N_("logged segment of interaction %s"),
     "SELECT '' || e.entry_no, e.logged_id, 0 FROM entry AS e WHERE e.logged_id IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM logged_segment AS l WHERE l.logged_id = e.logged_id)"},
    {N_("contact of segment line %s"),
     "SELECT '' || l.line_id, l.contact_id, 0 FROM segment_line AS l"
     " WHERE l.contact_id IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.contact_id = l.contact_id)"},
    {N_("contact of postponed interaction %s"),
     "SELECT '' || p.entry_no, p.contact_id, 0 FROM postponed AS p WHERE p.contact_id IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.contact_id = p.contact_id)"},
    {N_("correction of interaction %s"),
     "SELECT '' || e.entry_no, e.corrects, 0 FROM entry AS e WHERE e.corrects IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM entry AS o WHERE o.entry_no = e.corrects"
     " AND o.corrected_by = e.entry_no)"
     " UNION ALL SELECT '' || e.entry_no, e.corrected_by, 0 FROM entry AS e"
     " WHERE e.corrected_by IS NOT NULL AND (e.canceled_op IS NULL OR NOT EXISTS"
     " (SELECT 1 FROM entry AS n WHERE n.entry_no = e.corrected_by AND n.corrects = e.entry_no))"},
    {N_("interaction of segment line %s"),
     "SELECT '' || l.line_id, l.entry_no, 0 FROM segment_line AS l WHERE l.entry_no IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM entry AS e WHERE e.entry_no = l.entry_no)"},
    {N_("number of postponed interaction %s"),
     "SELECT '' || p.entry_no, p.entry_no, 0 FROM postponed AS p"
     " JOIN entry AS e ON e.entry_no = p.entry_no"},
    {N_("last line of segment %s"),
     "SELECT s.no, s.last_line, n.last FROM segment AS s JOIN (SELECT segment_id,"
     " max(line_id & 2147483647) AS last FROM segment_line GROUP BY segment_id) AS n"
     " USING (segment_id) WHERE s.last_line < n.last"},
    {N_("status of logged segment %s"),
     "SELECT s.no, s.status, 1 FROM logged_segment AS l JOIN segment AS s USING (segment_id)"
     " WHERE s.status <> 1"},
    {N_("company of contact %s"), "SELECT c.no, c.company_id, 0 FROM contact AS c JOIN contact AS k"
                                  " ON k.contact_id = c.company_id WHERE k.type <> 1"},
    {N_("operation that canceled interaction %s"),
     "SELECT '' || e.entry_no, e.canceled_op, 0 FROM entry AS e WHERE e.canceled_op IN"
     " (SELECT x.canceled_op FROM (SELECT DISTINCT canceled_op FROM entry"
     " WHERE canceled_op IS NOT NULL) AS x LEFT JOIN op AS o ON o.op_id = x.canceled_op"
     " WHERE o.op_id IS NULL OR o.undone_by IS NOT NULL) LIMIT 20"},
    {N_("operation that canceled logged segment %s"),
     "SELECT '' || l.logged_id, l.canceled_op, 0 FROM logged_segment AS l LEFT JOIN op AS o"
     " ON o.op_id = l.canceled_op WHERE l.canceled_op IS NOT NULL"
     " AND (o.op_id IS NULL OR o.undone_by IS NOT NULL)"},
    {N_("left over from operation %s"),
     "SELECT '' || was_op, count(*), 0 FROM contact_was WHERE side = 2 GROUP BY was_op"
     " UNION ALL SELECT '' || was_op, count(*), 0 FROM entry_was WHERE side = 2 GROUP BY was_op"},
};

static lia_status check_kept(struct check *c, lia_error *err)
{
    lia_status status = LIA_OK;
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons && status == LIA_OK; i++)
        status = compare(c, _(comparisons[i].what), comparisons[i].sql, err);
    return status;
}

/* Every row was made, and last changed, by an operation that the book has and that stands. */
static lia_status check_ops(struct check *c, lia_error *err)
{
    struct arena a = {0};
    lia_status status = LIA_OK;
    for (enum op_table t = 0; t < OP_TABLES && status == LIA_OK; t++) {
        const struct op_table_info *i = &op_tables[t];
        status = compare(c, _("operation of %s"),
                         arena_printf(&a,
                                      "SELECT '%s ' || %s, changed_op, 0 FROM %s AS t"
                                      " WHERE NOT EXISTS (SELECT 1 FROM op AS o"
                                      " WHERE o.op_id = t.changed_op AND o.kind = 0"
                                      " AND o.undone_by IS NULL)"
                                      " OR NOT EXISTS (SELECT 1 FROM op AS o"
                                      " WHERE o.op_id = t.op_id AND o.undone_by IS NULL) LIMIT 20",
                                      i->name, i->key, i->name),
                         err);
    }
    arena_clear(&a);
    return status;
}

static lia_status check_folded(struct check *c, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(c->book->db, "SELECT no, name, name_fold FROM contact", DB_NONE, &rows, err);
    if (status)
        return status;
    struct str folded = {0}, line = {0};
    while (db_next(rows)) {
        const char *name = db_text(rows, 1);
        str_truncate(&folded, 0);
        str_truncate(&line, 0);
        utf8_fold_to(&folded, name, strlen(name));
        if (strcmp(str_text(&folded), db_text(rows, 2)) == 0)
            continue;
        str_add_f(&line, _("contact %s is not found and sorted by its name"), db_text(rows, 0));
        say_line(c, str_text(&line));
    }
    str_clear(&folded);
    str_clear(&line);
    return db_rows_close(rows, err);
}

lia_status lia_book_check(lia_book *book, void (*say)(void *ctx, const char *line), void *ctx,
                          int *findings, lia_error *err)
{
    struct check c = {book, say, ctx, 0};
    lia_status status = db_check(book->db, say_line, &c, err);
    if (status == LIA_OK)
        status = check_counters(&c, err);
    if (status == LIA_OK)
        status = check_kept(&c, err);
    if (status == LIA_OK)
        status = check_ops(&c, err);
    if (status == LIA_OK)
        status = check_folded(&c, err);
    if (status == LIA_OK)
        *findings = c.findings;
    return status;
}
