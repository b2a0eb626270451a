/* floor.c: the least that the work can cost: the bare statements on the tables of a book, with its
 * indexes, tuned as well as we know how, and the sqlite3 shell. Knows nothing of the library.
 *
 *   floor BOOK SCRATCH            works on a copy of the book
 *   floor shell BOOK SCRATCH CSV  the same by the sqlite3 shell */
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

enum { MANY = 100000, SINGLE_RUNS = 21 };

/* What the library sets, too. No checkpoint inside a measurement: the library puts it off as well.
 */
static const char setup[] =
    "PRAGMA foreign_keys = 1; PRAGMA synchronous = FULL; PRAGMA secure_delete = 1;"
    "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072;"
    "PRAGMA wal_autocheckpoint = 0";

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message))
        bench_die("%s: %s", message, sql);
}

static int64_t number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) || sqlite3_step(s) != SQLITE_ROW)
        bench_die("%s: %s", sqlite3_errmsg(db), sql);
    int64_t value = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return value;
}

/* The statements as one durable transaction. Between measurements the log is emptied. */
static void measure(sqlite3 *db, const char *what, const char *first, const char *second)
{
    double start = bench_ms(), cpu = bench_cpu_ms();
    run(db, "BEGIN IMMEDIATE");
    run(db, first);
    if (second)
        run(db, second);
    run(db, "COMMIT");
    bench_say_since(what, start, cpu);
    run(db, "PRAGMA wal_checkpoint(TRUNCATE)");
}

/* --- log, its undo, its redo --- */

#define COLUMNS                                                                                    \
    "entry_no, contact_id, company_id, wall, has_time, zone, text_id, template_id, group_id,"      \
    " salesperson_id, flow, initiated_by, correspondence, evaluation, failed, cost, minutes, via," \
    " segment_id, logged_id, origin, canceled_op, corrects, corrected_by, op_id, changed_op"

/* f: the segment, its first and last line, the first new entry no., the follow-up's first line. */
static const char facts[] =
    "CREATE TEMP TABLE f AS SELECT segment_id AS segment, segment_id << 31 AS low,"
    " (segment_id + 1 << 31) - 1 AS high, (SELECT max(entry_no) FROM entry) AS base,"
    " (SELECT max(segment_id) + 1 FROM segment) AS follow, group_id, template_id, flow, "
    "initiated_by,"
    " unit_minutes, unit_cost, (SELECT max(logged_id) FROM logged_segment) AS logged"
    " FROM segment WHERE status = 0 ORDER BY lines DESC LIMIT 1;"
    "INSERT INTO segment (segment_id, no, op_id, changed_op) SELECT follow, 'FOLLOW-UP', 1, 1 FROM "
    "f";
static const char log_entries[] =
    "INSERT INTO entry (" COLUMNS ") SELECT f.base + l.line_id - f.low, l.contact_id,"
    " CASE c.type WHEN 1 THEN c.contact_id ELSE c.company_id END, 20777 * 86400, 0, 60, 1, "
    "f.template_id,"
    " f.group_id, 1, f.flow, f.initiated_by, c.correspondence, l.evaluation, l.failed, f.unit_cost,"
    " f.unit_minutes, NULL, f.segment, f.logged, 2, NULL, NULL, NULL, 1, 1"
    " FROM f CROSS JOIN segment_line AS l ON l.line_id BETWEEN f.low AND f.high"
    " CROSS JOIN contact AS c ON c.contact_id = l.contact_id";
static const char log_lines[] =
    "INSERT INTO segment_line (line_id, segment_id, contact_id, op_id, changed_op)"
    " SELECT l.line_id + (f.follow - f.segment << 31), f.follow, l.contact_id, 1, 1"
    " FROM f CROSS JOIN segment_line AS l ON l.line_id BETWEEN f.low AND f.high";
static const char unlog_entries[] = "DELETE FROM entry WHERE entry_no > (SELECT base FROM f)";
static const char unlog_lines[] =
    "DELETE FROM segment_line WHERE line_id BETWEEN (SELECT follow << 31 FROM f)"
    " AND (SELECT (follow + 1 << 31) - 1 FROM f)";

static void measure_log(sqlite3 *db)
{
    run(db, facts);
    measure(db, "log", log_entries, log_lines);
    run(db, "CREATE TEMP TABLE e AS SELECT " COLUMNS
            " FROM entry WHERE entry_no > (SELECT base FROM f);"
            "CREATE TEMP TABLE l AS SELECT line_id, segment_id, contact_id FROM segment_line"
            " WHERE line_id BETWEEN (SELECT follow << 31 FROM f) AND (SELECT (follow + 1 << 31) - "
            "1 FROM f)");
    measure(db, "log-undo", unlog_entries, unlog_lines);
    measure(db, "log-redo", "INSERT INTO entry (" COLUMNS ") SELECT " COLUMNS " FROM e",
            "INSERT INTO segment_line (line_id, segment_id, contact_id, op_id, changed_op)"
            " SELECT line_id, segment_id, contact_id, 1, 1 FROM l");
    run(db, "DROP TABLE e; DROP TABLE l");
}

/* --- cancel, delete, their undo --- */

static void measure_cancel(sqlite3 *db)
{
    char cancel[200], back[200], gone[200];
    int64_t entries = number(db, "SELECT base FROM f");
    int64_t first = entries / 2 + 1, last = entries / 2 + (entries / 2 < MANY ? entries / 2 : MANY);
    const char *these = "WHERE entry_no BETWEEN";
    snprintf(cancel, sizeof cancel,
             "UPDATE entry SET canceled_op = 1, changed_op = 1 %s %lld AND %lld", these,
             (long long)first, (long long)last);
    snprintf(back, sizeof back,
             "UPDATE entry SET canceled_op = NULL, changed_op = 1 %s %lld AND %lld", these,
             (long long)first, (long long)last);
    snprintf(gone, sizeof gone, "DELETE FROM entry %s %lld AND %lld", these, (long long)first,
             (long long)last);
    measure(db, "cancel", cancel, NULL);
    measure(db, "cancel-undo", back, NULL);
    run(db, cancel);
    run(db, "CREATE TEMP TABLE e AS SELECT " COLUMNS " FROM entry WHERE canceled_op IS NOT NULL");
    run(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    measure(db, "delete", gone, NULL);
    measure(db, "delete-undo", "INSERT INTO entry (" COLUMNS ") SELECT " COLUMNS " FROM e", NULL);
}

static void measure_statements(const char *scratch)
{
    sqlite3 *db;
    if (sqlite3_open_v2(scratch, &db, SQLITE_OPEN_READWRITE, NULL))
        bench_die("%s: %s", scratch, sqlite3_errmsg(db));
    run(db, setup);
    measure_log(db);
    measure_cancel(db);
    sqlite3_close(db);
}

/* --- the shell --- */

static void measure_shell(char *scratch, char *csv)
{
    double ms[SINGLE_RUNS];
    char insert[] =
        "INSERT INTO entry (contact_id, wall, has_time, zone, text_id, template_id, group_id, flow,"
        " initiated_by, correspondence, cost, minutes, origin, op_id, changed_op)"
        " VALUES (abs(random()) % 1000 + 1, 20777 * 86400, 0, 60, 1, 1, 1, 1, 1, 3, 0, 15, 1, 1, "
        "1)";
    char import[4200];
    char *const log_one[] = {"sqlite3", scratch, insert, NULL};
    char *const import_csv[] = {"sqlite3", scratch, ".mode csv", import, NULL};
    for (int i = 0; i < SINGLE_RUNS; i++)
        ms[i] = bench_spawn(log_one);
    bench_say_many("log-one", ms, SINGLE_RUNS);
    bench_remove(scratch);
    snprintf(import, sizeof import, ".import '%s' people", csv);
    double start = bench_ms(), cpu = bench_cpu_ms();
    bench_spawn(import_csv);
    bench_say_since("import", start, cpu);
}

int main(int argc, char **argv)
{
    if (argc == 3) {
        bench_copy(argv[1], argv[2]);
        measure_statements(argv[2]);
        bench_remove(argv[2]);
        return 0;
    }
    if (argc == 5 && strcmp(argv[1], "shell") == 0) {
        bench_copy(argv[2], argv[3]);
        measure_shell(argv[3], argv[4]);
        bench_remove(argv[3]);
        return 0;
    }
    fprintf(stderr, "usage: floor [shell] BOOK SCRATCH [CSV]\n");
    return 2;
}
