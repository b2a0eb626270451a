#include "fill.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

enum { IMPORTS = 4, GAP = 64, SALESPEOPLE = 10, LINES = 1500, YEARS = 5, DAY = 86400 };

struct template
{
    int64_t id, group, flow, by, corr, minutes;
};

struct fill {
    sqlite3 *db;
    const struct people *people;
    uint64_t random;
    int64_t *ids; /* of the contacts, by their place in people */
    struct template templates[8];
    int template_count;
    int64_t op;                   /* the last */
    int64_t entry, text, segment; /* the last of each */
    int64_t from, to;             /* the entries' first and last second */
    size_t entries;
    sqlite3_stmt *add_op, *add_contact, *add_text, *add_entry, *add_segment, *add_line, *add_logged;
};

/* --- SQL --- */

static void run(struct fill *f, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *sql = sqlite3_vmprintf(fmt, args);
    va_end(args);
    if (sqlite3_exec(f->db, sql, NULL, NULL, NULL))
        bench_die("%s: %s", sqlite3_errmsg(f->db), sql);
    sqlite3_free(sql);
}

static sqlite3_stmt *prepare(struct fill *f, const char *sql)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(f->db, sql, -1, &s, NULL))
        bench_die("%s: %s", sqlite3_errmsg(f->db), sql);
    return s;
}

/* Binds by the letters of kinds, in the order of the parameters: i int64_t, z int64_t of which 0 is
 * NULL, t text; and runs it. */
static void add(struct fill *f, sqlite3_stmt *s, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    for (int at = 1; *kinds; kinds++, at++) {
        const char *text = *kinds == 't' ? va_arg(args, const char *) : NULL;
        int64_t value = *kinds == 't' ? 0 : va_arg(args, int64_t);
        if (text)
            sqlite3_bind_text(s, at, text, -1, SQLITE_TRANSIENT);
        else if (*kinds == 'i' || value)
            sqlite3_bind_int64(s, at, value);
        else
            sqlite3_bind_null(s, at);
    }
    va_end(args);
    if (sqlite3_step(s) != SQLITE_DONE)
        bench_die("%s: %s", sqlite3_errmsg(f->db), sqlite3_sql(s));
    sqlite3_reset(s);
}

static int64_t number(struct fill *f, const char *sql)
{
    sqlite3_stmt *s = prepare(f, sql);
    int64_t value = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return value;
}

/* --- operations --- */

/* Old ones: what could be undone has been dropped. */
static int64_t new_op(struct fill *f, int64_t at, const char *command, const char *line,
                      int64_t records)
{
    char key[40];
    uint64_t seed = (uint64_t)++f->op;
    uint64_t high = bench_random(&seed), low = bench_random(&seed);
    snprintf(key, sizeof key, "%016llx%016llx", (unsigned long long)high, (unsigned long long)low);
    add(f, f->add_op, "ititti", f->op, key, at, command, line, records);
    return f->op;
}

/* --- contacts --- */

struct place {
    const struct people *people;
    size_t at;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int c = strcmp(x->people->items[x->at].fold, y->people->items[y->at].fold);
    return c ? c : (x->at > y->at) - (x->at < y->at);
}

/* Numbers are of one width, so the place in the file has the order of the no. */
static struct place *in_order(const struct people *people, size_t first, size_t count)
{
    struct place *order = calloc(count + 1, sizeof *order);
    if (!order)
        abort();
    for (size_t i = 0; i < count; i++)
        order[i] = (struct place){people, first + i};
    qsort(order, count, sizeof *order, compare_places);
    return order;
}

static void add_contact(struct fill *f, size_t at, int64_t sort_key, int64_t op)
{
    const struct person *p = &f->people->items[at];
    char no[24];
    snprintf(no, sizeof no, "CT%07zu", at + 1);
    int64_t company = p->company_at ? f->ids[p->company_at - 1] : 0;
    int64_t salesperson =
        bench_below(&f->random, 10) < 8 ? 1 + (int64_t)bench_skewed(&f->random, SALESPEOPLE) : 0;
    add(f, f->add_contact, "itittizttttttzitiiii", f->ids[at], no, (int64_t)(p->is_company ? 1 : 2),
        p->name, p->fold, sort_key, company, p->job_title, p->email, p->phone, p->post_code,
        p->city, "SE", salesperson, (int64_t)p->correspondence,
        at % 20 ? "" : "Met at the fair and asked for a quotation",
        (int64_t)(bench_below(&f->random, 100) == 0), (int64_t)(bench_below(&f->random, 300) == 0),
        (int64_t)(bench_below(&f->random, 100) == 0), op);
}

/* Each import gives ids in the order of its names. */
static void add_contacts(struct fill *f)
{
    size_t n = f->people->count;
    int64_t id = number(f, "SELECT coalesce(max(contact_id), 0) FROM contact");
    struct place *all = in_order(f->people, 0, n);
    int64_t *keys = calloc(n + 1, sizeof *keys);
    f->ids = calloc(n + 1, sizeof *f->ids);
    if (!keys || !f->ids)
        abort();
    for (size_t i = 0; i < n; i++)
        keys[all[i].at] = (int64_t)(i + 1) * GAP;
    for (size_t i = 0; i < IMPORTS; i++) {
        size_t first = n * i / IMPORTS, count = n * (i + 1) / IMPORTS - first;
        int64_t op = new_op(f, f->from, "contact-import", "Imported contacts", (int64_t)count);
        struct place *order = in_order(f->people, first, count);
        for (size_t k = 0; k < count; k++)
            f->ids[order[k].at] = ++id;
        for (size_t k = 0; k < count; k++)
            add_contact(f, order[k].at, keys[order[k].at], op);
        free(order);
    }
    free(keys);
    free(all);
    run(f, "INSERT INTO contact_fts (rowid, words) SELECT sort_key, words FROM contact_words ORDER "
           "BY sort_key");
}

/* --- entries --- */

static int64_t new_text(struct fill *f, const char *description)
{
    add(f, f->add_text, "it", f->text + 1, description);
    if (sqlite3_changes(f->db))
        f->text++;
    return f->text;
}

struct entry {
    int64_t op, text, wall, has_time, segment;
    const struct template *template;
};

static void add_entry(struct fill *f, size_t at, const struct entry *e)
{
    const struct person *p = &f->people->items[at];
    int64_t company = p->is_company ? f->ids[at] : p->company_at ? f->ids[p->company_at - 1] : 0;
    uint64_t *r = &f->random;
    int64_t salesperson = 1 + (int64_t)bench_skewed(r, SALESPEOPLE);
    int64_t evaluation = bench_below(r, 5) ? 0 : 1 + (int64_t)bench_below(r, 5),
            failed = bench_below(r, 20) == 0;
    int64_t corr = e->segment && p->correspondence ? p->correspondence : e->template->corr;
    add(f, f->add_entry, "iiziiiiiiiiiiiitzzii", ++f->entry, f->ids[at], company, e->wall,
        e->has_time, e->text, e->template->id, e->template->group, salesperson, e->template->flow,
        e->template->by, corr, evaluation, failed, e->template->minutes,
        !e->segment && bench_below(r, 2) ? p->phone : NULL, e->segment, e->segment,
        (int64_t)(e->segment ? 2 : 1), e->op);
}

/* When number `at` of the entries was: they come evenly. */
static int64_t second_of(const struct fill *f, size_t at)
{
    return f->from + (int64_t)((double)(f->to - f->from) * (double)at / (double)f->entries);
}

static void log_one(struct fill *f, size_t at)
{
    static const char *const what[] = {"delivery", "order",     "invoice",
                                       "offer",    "complaint", "visit"};
    char text[80];
    int64_t second = second_of(f, at);
    struct entry e = {.wall = second,
                      .has_time = 1,
                      .template =
                          &f->templates[bench_below(&f->random, (size_t)f->template_count)]};
    const char *word = what[bench_below(&f->random, sizeof what / sizeof *what)];
    snprintf(text, sizeof text, "Asked about the %s %zu", word, bench_below(&f->random, 500000));
    e.text = f->text > 100 && bench_below(&f->random, 3) == 0
                 ? 1 + (int64_t)bench_below(&f->random, (size_t)f->text)
                 : new_text(f, text);
    e.op = new_op(f, second, "interaction-log", text, 1);
    add_entry(f, bench_below(&f->random, f->people->count), &e);
}

/* A segment with its lines, logged. */
static void log_segment(struct fill *f, size_t at, size_t lines)
{
    char no[24], text[80];
    int64_t second = second_of(f, at), id = ++f->segment;
    snprintf(no, sizeof no, "SM%06lld", (long long)id);
    snprintf(text, sizeof text, "Letter of campaign %lld", (long long)id);
    struct entry e = {.wall = second - second % DAY, .segment = id, .template = &f->templates[4]};
    e.op = new_op(f, second, "segment-log", text, (int64_t)lines);
    e.text = new_text(f, text);
    add(f, f->add_segment, "ittiiiiiiii", id, no, text, e.wall / DAY, e.template->id,
        e.template->group, e.template->corr, e.template->flow, e.template->by, (int64_t)lines,
        e.op);
    add(f, f->add_logged, "iiiii", id, (int64_t)lines, f->entry + 1, f->entry + (int64_t)lines,
        e.op);
    for (size_t i = 0; i < lines; i++) {
        size_t who = bench_below(&f->random, f->people->count);
        add(f, f->add_line, "iiii", id * ((int64_t)1 << 31) + (int64_t)i + 1, id, f->ids[who],
            e.op);
        add_entry(f, who, &e);
    }
}

static void add_entries(struct fill *f)
{
    for (size_t done = 0; done < f->entries;) {
        bool segment = bench_below(&f->random, LINES * 2 / 3 + 1) == 0;
        size_t n = !segment ? 1 : f->entries - done < LINES ? f->entries - done : LINES;
        if (segment)
            log_segment(f, done, n);
        else
            log_one(f, done);
        done += n;
    }
}

/* --- all of it --- */

static void prepare_all(struct fill *f)
{
    f->add_op = prepare(
        f,
        "INSERT INTO op (op_id, key, session, user, done_at, command, line, records, kind, purged)"
        " VALUES (?1, ?2, ?2, 'bench', ?3, ?4, ?5, ?6, 0, 1)");
    f->add_contact = prepare(f, "INSERT INTO contact (contact_id, no, type, name, name_fold, "
                                "sort_key, company_id, job_title, email,"
                                " phone, post_code, city, country, salesperson_id, correspondence, "
                                "note, archived, privacy_blocked,"
                                " exclude, op_id, changed_op)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
                                "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?20)");
    f->add_text = prepare(
        f, "INSERT INTO text (text_id, description) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    f->add_entry = prepare(f, "INSERT INTO entry (entry_no, contact_id, company_id, wall, "
                              "has_time, zone, text_id, template_id,"
                              " group_id, salesperson_id, flow, initiated_by, correspondence, "
                              "evaluation, failed, cost, minutes, via,"
                              " segment_id, logged_id, origin, op_id, changed_op) VALUES (?1, ?2, "
                              "?3, ?4, ?5, 60, ?6, ?7, ?8, ?9,"
                              " ?10, ?11, ?12, ?13, ?14, 0, ?15, ?16, ?17, ?18, ?19, ?20, ?20)");
    f->add_segment = prepare(
        f, "INSERT INTO segment (segment_id, no, status, description, date_on, salesperson_id,"
           " template_id, group_id, correspondence, flow, initiated_by, lines, last_line, op_id,"
           " changed_op) VALUES (?1, ?2, 1, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11, ?11)");
    f->add_line =
        prepare(f, "INSERT INTO segment_line (line_id, segment_id, contact_id, op_id, changed_op)"
                   " VALUES (?1, ?2, ?3, ?4, ?4)");
    f->add_logged = prepare(
        f, "INSERT INTO logged_segment (logged_id, segment_id, entries, first_entry, last_entry,"
           " op_id, changed_op) VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?5)");
}

static void finalize_all(struct fill *f)
{
    sqlite3_stmt *all[] = {f->add_op,      f->add_contact, f->add_text,  f->add_entry,
                           f->add_segment, f->add_line,    f->add_logged};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sqlite3_finalize(all[i]);
}

static void read_templates(struct fill *f)
{
    sqlite3_stmt *s =
        prepare(f, "SELECT template_id, group_id, flow, initiated_by, correspondence, unit_minutes"
                   " FROM interaction_template ORDER BY template_id LIMIT 8");
    while (sqlite3_step(s) == SQLITE_ROW)
        f->templates[f->template_count++] = (struct template){
            sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2),
            sqlite3_column_int64(s, 3), sqlite3_column_int64(s, 4), sqlite3_column_int64(s, 5)};
    sqlite3_finalize(s);
    if (f->template_count < 8)
        bench_die("a new book has %d templates, 8 are needed", f->template_count);
}

static void add_salespeople(struct fill *f)
{
    int64_t first = number(f, "SELECT max(salesperson_id) FROM salesperson");
    int64_t op = new_op(f, f->from, "salesperson-add", "Added salespeople", SALESPEOPLE);
    for (int64_t id = first + 1; id <= SALESPEOPLE; id++)
        run(f,
            "INSERT INTO salesperson (salesperson_id, code, name, op_id, changed_op)"
            " VALUES (%lld, 'SP%02lld', 'Salesperson %lld', %lld, %lld)",
            id, id, id, op, op);
}

/* What the library works out as it goes. */
static void count_all(struct fill *f)
{
    run(f, "INSERT INTO entry_total (template_id, group_id, entries, cost, minutes)"
           " SELECT template_id, group_id, count(*), sum(cost), sum(minutes) FROM entry GROUP BY "
           "1, 2");
    run(f, "UPDATE counter SET value = %lld WHERE name IN ('entry', 'entries')", f->entry);
    run(f,
        "UPDATE counter SET value = (SELECT max(contact_id) FROM contact) WHERE name = 'contact'");
    run(f, "UPDATE counter SET value = (SELECT count(*) FROM contact) WHERE name = 'contacts'");
    run(f, "UPDATE counter SET value = (SELECT count(*) FROM contact WHERE archived = 1) WHERE "
           "name = 'contacts_archived'");
    run(f, "UPDATE counter SET value = (SELECT max(salesperson_id) FROM salesperson) WHERE name = "
           "'salesperson'");
    run(f, "UPDATE counter SET value = %lld WHERE name = 'text'", f->text);
    run(f, "UPDATE counter SET value = %lld WHERE name IN ('segment', 'logged', 'logged_segments')",
        f->segment);
    run(f, "UPDATE counter SET value = %lld WHERE name = 'purged'", f->op);
    run(f, "UPDATE number_series SET last = %lld WHERE series_id = 1", (int64_t)f->people->count);
    run(f, "UPDATE number_series SET last = %lld WHERE series_id = 2", f->segment);
    run(f, "INSERT INTO text_fts (rowid, description, subject) SELECT text_id, description, "
           "subject FROM text");
}

void fill_book(const char *path, const struct people *people, size_t entries)
{
    struct fill f = {.people = people, .random = 1, .entries = entries};
    f.to = (int64_t)BENCH_TODAY * DAY + 9 * 3600;
    f.from = f.to - (int64_t)YEARS * 365 * DAY;
    if (sqlite3_open_v2(path, &f.db, SQLITE_OPEN_READWRITE, NULL))
        bench_die("%s: %s", path, sqlite3_errmsg(f.db));
    run(&f,
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; BEGIN");
    f.op = number(&f, "SELECT max(op_id) FROM op");
    prepare_all(&f);
    read_templates(&f);
    add_salespeople(&f);
    add_contacts(&f);
    add_entries(&f);
    count_all(&f);
    run(&f, "COMMIT; PRAGMA journal_mode = WAL");
    finalize_all(&f);
    free(f.ids);
    if (sqlite3_close(f.db))
        bench_die("%s: %s", path, "not closed");
}
