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

/* sql yields what (text), kept and counted (integers) for each difference. */
static lia_status compare(struct check *c, const char *sql, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(c->book->db, sql, DB_NONE, &rows, err);
    if (status)
        return status;
    struct str line = {0};
    while (db_next(rows)) {
        str_truncate(&line, 0);
        str_add_f(&line, _("%s: %lld is kept, %lld is right"), db_text(rows, 0),
                  (long long)db_int(rows, 1), (long long)db_int(rows, 2));
        say_line(c, str_text(&line));
    }
    str_clear(&line);
    return db_rows_close(rows, err);
}

#define COUNTED(name, rows) " SELECT '" name "', (SELECT count(*) FROM " rows ")"
#define LAST(name, key, table)                                                                     \
    " SELECT '" name "', (SELECT coalesce(max(" key "), 0) FROM " table ")"

static const char
    *const comparisons[] =
        {
            "WITH is_now (name, n) AS (" COUNTED("contacts", "contact") " UNION ALL" COUNTED(
                "contacts_archived",
                "contact "
                "WHERE "
                "archived "
                "= 1") " U"
                       "NI"
                       "ON"
                       " A"
                       "L"
                       "L" COUNTED("entries", "entry") " UNION ALL" COUNTED("entries_canceled", "en"
                                                                                                "tr"
                                                                                                "y "
                                                                                                "WH"
                                                                                                "ER"
                                                                                                "E "
                                                                                                "ca"
                                                                                                "nc"
                                                                                                "el"
                                                                                                "ed"
                                                                                                "_o"
                                                                                                "p "
                                                                                                "IS"
                                                                                                " N"
                                                                                                "OT"
                                                                                                " N"
                                                                                                "UL"
                                                                                                "L") " UNION ALL" COUNTED(
                           "postponed", "postponed") " UNION ALL" COUNTED("segments",
                                                                          "segment WHERE status = "
                                                                          "0") " UNION ALL" COUNTED("logged_segments",
                                                                                                    "logged_segment") ")"
                                                                                                                      " SELECT is_now.name, coalesce(c.value, -1), n FROM is_now LEFT JOIN counter AS c USING (name)"
                                                                                                                      " WHERE c.value IS NOT n",

            "WITH is_now (name, n) AS (" LAST(
                "contact", "contact_id",
                "contact") " UNION "
                           "AL"
                           "L" LAST("channel", "channel_id", "contact_channel") " UNION ALL" LAST("entry", "entry_no", "entry") " UNION ALL" LAST("entry", "entry_no", "postponed") " UNION ALL" LAST(
                               "comment", "comment_id",
                               "entry_comment") " UNION ALL" LAST("text", "text_id",
                                                                  "text") " UNION ALL" LAST("segmen"
                                                                                            "t",
                                                                                            "segmen"
                                                                                            "t_id",
                                                                                            "segmen"
                                                                                            "t") " "
                                                                                                 "U"
                                                                                                 "N"
                                                                                                 "I"
                                                                                                 "O"
                                                                                                 "N"
                                                                                                 " "
                                                                                                 "A"
                                                                                                 "L"
                                                                                                 "L" LAST("logged",
                                                                                                          "logged_id",
                                                                                                          "logged_segment") " UNION ALL" LAST("template",
                                                                                                                                              "template_id",
                                                                                                                                              "interaction_template") " UNION ALL" LAST("group",
                                                                                                                                                                                        "group_id",
                                                                                                                                                                                        "interaction_group") " UNION ALL" LAST("salesperson",
                                                                                                                                                                                                                               "salesperson_id", "salesperson") ")"
                                                                                                                                                                                                                                                                " SELECT is_now.name, coalesce(c.value, -1), n FROM is_now LEFT JOIN counter AS c USING (name)"
                                                                                                                                                                                                                                                                " WHERE coalesce(c.value, -1) < n",

            "WITH is_now AS (SELECT template_id, group_id, count(*) AS entries, sum(cost) "
            "AS cost, sum(minutes) AS minutes"
            " FROM entry WHERE canceled_op IS NULL GROUP BY 1, 2),"
            " kept AS (SELECT * FROM entry_total WHERE entries <> 0 OR cost <> 0 OR "
            "minutes <> 0)"
            " SELECT 'totals of template ' || n.template_id, coalesce(k.entries, 0), "
            "n.entries FROM is_now AS n"
            " LEFT JOIN kept AS k USING (template_id, group_id)"
            " WHERE k.entries IS NOT n.entries OR k.cost IS NOT n.cost OR k.minutes IS NOT "
            "n.minutes"
            " UNION ALL SELECT 'totals of template ' || k.template_id, k.entries, 0 FROM "
            "kept AS k"
            " WHERE NOT EXISTS (SELECT 1 FROM is_now AS n WHERE n.template_id = "
            "k.template_id AND n.group_id = k.group_id)",

            "SELECT 'interactions of logged segment ' || l.logged_id, l.entries, "
            "coalesce(n.entries, 0) FROM logged_segment AS l"
            " LEFT JOIN (SELECT logged_id, count(*) AS entries, sum(canceled_op IS NOT "
            "NULL) AS canceled FROM entry"
            " WHERE logged_id IS NOT NULL GROUP BY logged_id) AS n USING (logged_id)"
            " WHERE l.entries <> coalesce(n.entries, 0) OR l.entries_canceled <> "
            "coalesce(n.canceled, 0)",

            "SELECT 'lines of segment ' || s.no, s.lines, coalesce(n.lines, 0) FROM "
            "segment AS s"
            " LEFT JOIN (SELECT segment_id, count(*) AS lines FROM segment_line GROUP BY "
            "segment_id) AS n USING (segment_id)"
            " WHERE s.lines <> coalesce(n.lines, 0)",

            "SELECT 'place of contact ' || no, sort_key, 0 FROM (SELECT no, sort_key, "
            "name_fold, lag(name_fold) OVER w AS f,"
            " lag(no) OVER w AS n FROM contact WINDOW w AS (ORDER BY sort_key)) WHERE (f, "
            "n) > (name_fold, no)",

            "SELECT 'contact of interaction ' || e.entry_no, e.contact_id, 0 FROM entry AS "
            "e"
            " WHERE NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.contact_id = "
            "e.contact_id)",
            "SELECT 'company of interaction ' || e.entry_no, e.company_id, 0 FROM entry AS "
            "e"
            " WHERE e.company_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contact AS c "
            "WHERE c.contact_id = e.company_id)",
            "SELECT 'logged segment of interaction ' || e.entry_no, e.logged_id, 0 FROM entry AS e"
            " WHERE e.logged_id IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM logged_segment AS l WHERE l.logged_id = e.logged_id)",
            "SELECT 'contact of segment line ' || l.line_id, l.contact_id, 0 FROM "
            "segment_line AS l"
            " WHERE l.contact_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contact AS c "
            "WHERE c.contact_id = l.contact_id)",
            "SELECT 'contact of postponed interaction ' || p.entry_no, p.contact_id, 0 "
            "FROM postponed AS p"
            " WHERE p.contact_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contact AS c "
            "WHERE c.contact_id = p.contact_id)",
            "SELECT 'search marks of operation ' || was_op, count(*), 0 FROM contact_was "
            "WHERE side = 2 GROUP BY was_op",
};

/* Every row was made, and last changed, by an operation that the book has and that stands. */
static lia_status check_ops(struct check *c, lia_error *err)
{
    struct arena a = {0};
    lia_status status = LIA_OK;
    for (enum op_table t = 0; t < OP_TABLES && status == LIA_OK; t++) {
        const struct op_table_info *i = &op_tables[t];
        status = compare(
            c,
            arena_printf(
                &a,
                "SELECT 'operation of %s ' || %s, changed_op, 0 FROM %s AS t WHERE NOT EXISTS"
                " (SELECT 1 FROM op AS o WHERE o.op_id = t.changed_op AND o.kind = 0"
                " AND o.undone_by IS NULL)"
                " OR NOT EXISTS (SELECT 1 FROM op AS o WHERE o.op_id = t.op_id"
                " AND o.undone_by IS NULL) LIMIT 20",
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
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons && status == LIA_OK; i++)
        status = compare(&c, comparisons[i], err);
    if (status == LIA_OK)
        status = check_ops(&c, err);
    if (status == LIA_OK)
        status = check_folded(&c, err);
    if (status == LIA_OK)
        *findings = c.findings;
    return status;
}
