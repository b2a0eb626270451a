/* core.c: what the library takes for what floor.c does with bare statements, and for what the
 * screen waits for: lists, filters as they are typed, opening.
 *
 *   core BOOK SCRATCH                    works on a copy of the book
 *   core read BOOK                       only reads
 *   core commands LIAISE BOOK SCRATCH CSV VCARDS    the program's own commands, as floor.c does
 * with the shell */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "books.h"
#include "people.h"

enum { MANY = 100000, SINGLE_RUNS = 21, WORDS = 400, ROWS = 60, LETTERS = 5, WINDOWS = 2000 };

/* --- changes --- */

/* How long the screen has to wait for its next turn. */
struct turns {
    double last, longest;
};

static bool take_turn(void *ctx, int64_t done, int64_t total)
{
    struct turns *t = ctx;
    double now = bench_ms();
    (void)done, (void)total;
    if (now - t->last > t->longest)
        t->longest = now - t->last;
    t->last = now;
    return true;
}

struct work {
    lia_book *book;
    struct turns turns;
    lia_progress progress;
    lia_entry_query entries; /* those to be canceled */
    int64_t count;
};

typedef lia_status change_fn(struct work *w, lia_error *err);

static void measure(struct work *w, const char *what, change_fn *change)
{
    char turns[64];
    lia_error err;
    double start = bench_ms(), cpu = bench_cpu_ms();
    w->turns = (struct turns){.last = start};
    w->progress = (lia_progress){take_turn, &w->turns};
    bench_must(change(w, &err), &err);
    bench_say_since(what, start, cpu);
    take_turn(&w->turns, 0, 0);
    snprintf(turns, sizeof turns, "%s-turn", what);
    bench_say(turns, w->turns.longest);
    while (lia_book_idle(w->book)) /* as the screen does between keys */
        ;
}

static lia_status log_segment(struct work *w, lia_error *err)
{
    const lia_log_options options = {.follow_up = true};
    lia_log_result result;
    return lia_segment_log(w->book, bench_segment(w->book), &options, &w->progress, &result, err);
}

static lia_status undo(struct work *w, lia_error *err)
{
    lia_op_list ops;
    bool ask;
    lia_status status = lia_undo_next(w->book, &ops, &ask, err);
    if (status)
        return status;
    status = lia_undo(w->book, ops.items[0].op_id, false, &w->progress, NULL, err);
    lia_op_list_clear(&ops);
    return status;
}

static lia_status redo(struct work *w, lia_error *err)
{
    lia_op_list ops;
    bool ask;
    lia_status status = lia_redo_next(w->book, &ops, &ask, err);
    if (status)
        return status;
    status = lia_redo(w->book, ops.items[0].op_id, &w->progress, err);
    lia_op_list_clear(&ops);
    return status;
}

static lia_status cancel(struct work *w, lia_error *err)
{
    int64_t turned = 0;
    lia_status status =
        lia_entry_cancel_query(w->book, &w->entries, true, &w->progress, &turned, err);
    if (status == LIA_OK && turned != w->count)
        bench_die("%lld entries canceled instead of %lld", (long long)turned, (long long)w->count);
    return status;
}

static lia_status delete_canceled(struct work *w, lia_error *err)
{
    int64_t deleted = 0;
    lia_status status =
        lia_entry_delete_canceled(w->book, &w->entries, NULL, 0, &w->progress, &deleted, err);
    if (status == LIA_OK && deleted != w->count)
        bench_die("%lld entries deleted instead of %lld", (long long)deleted, (long long)w->count);
    return status;
}

static void measure_changes(const char *scratch)
{
    struct work w = {.book = bench_open(scratch)};
    lia_filter *filter = NULL;
    lia_counts counts;
    lia_error err;
    char text[80];
    bench_must(lia_book_counts(w.book, &counts, &err), &err);
    w.count = counts.entries / 2 < MANY ? counts.entries / 2 : MANY;
    snprintf(text, sizeof text, "no:%lld..%lld", (long long)(counts.entries / 2 + 1),
             (long long)(counts.entries / 2 + w.count));
    bench_must(lia_filter_parse(w.book, LIA_FILTER_ENTRIES, text, false, &filter, NULL, &err),
               &err);
    w.entries.filter = filter;
    measure(&w, "log", log_segment);
    measure(&w, "log-undo", undo);
    measure(&w, "log-redo", redo);
    measure(&w, "cancel", cancel);
    measure(&w, "cancel-undo", undo);
    bench_must(cancel(&w, &err), &err);
    measure(&w, "delete", delete_canceled);
    measure(&w, "delete-undo", undo);
    lia_filter_free(filter);
    lia_book_close(w.book);
}

/* --- reading --- */

/* A filter is parsed and the first rows are read, as after each key. */
static double type(lia_book *book, const char *text)
{
    const lia_seek first = {.no_key = true, .limit = ROWS};
    lia_filter *filter = NULL;
    lia_contact_rows rows;
    lia_error err;
    double start = bench_ms();
    bench_must(lia_filter_parse(book, LIA_FILTER_CONTACTS, text, true, &filter, NULL, &err), &err);
    const lia_contact_query query = {.filter = filter};
    bench_must(lia_contact_list(book, &query, &first, &rows, &err), &err);
    double took = bench_ms() - start;
    lia_contact_rows_clear(&rows);
    lia_filter_free(filter);
    return took;
}

/* The first letters of a word of UTF-8. */
static void cut(char out[64], const char *word, int letters)
{
    size_t n = 0;
    while (word[n] && word[n] != ' ' && n < 60 &&
           (letters > 0 || ((unsigned char)word[n] & 0xC0) == 0x80))
        letters -= ((unsigned char)word[n++] & 0xC0) != 0x80;
    snprintf(out, 64, "%.*s", (int)n, word);
}

enum typing { FIRST_WORD, LAST_WORD, TWO_WORDS, NO_HIT, TYPINGS };

static void type_word(char out[160], const struct person *p, enum typing how, int letters)
{
    char part[64], other[64];
    const char *space = strchr(p->name, ' ');
    cut(part, how == LAST_WORD || how == TWO_WORDS ? space + 1 : p->name, letters);
    cut(other, p->name, LETTERS + letters);
    if (how == TWO_WORDS)
        snprintf(out, 160, "%s %s", other, part);
    else
        snprintf(out, 160, "%s%s", part, how == NO_HIT ? "qx" : "");
}

static void measure_typing(lia_book *book)
{
    static const char *const names[] = {"filter", "filter-last", "filter-two", "filter-none"};
    struct people people;
    double *ms = calloc(WORDS, sizeof *ms);
    if (!ms)
        abort();
    people_make(&people, WORDS);
    for (enum typing how = 0; how < TYPINGS; how++)
        for (int letters = 1; letters <= LETTERS; letters++) {
            char text[160], what[64];
            for (int i = 0; i < WORDS; i++) {
                type_word(text, &people.items[i], how, letters);
                ms[i] = type(book, text);
            }
            snprintf(what, sizeof what, "%s-%d", names[how], letters);
            bench_say_many(what, ms, WORDS);
        }
    people_clear(&people);
    free(ms);
}

/* Page after page through all contacts, up to WINDOWS of them, and the last one at once. */
static void measure_paging(lia_book *book)
{
    lia_seek seek = {.no_key = true, .limit = ROWS};
    const lia_contact_query query = {0};
    double *ms = calloc(WINDOWS, sizeof *ms);
    lia_contact_rows rows;
    lia_error err;
    int n = 0;
    if (!ms)
        abort();
    for (bool more = true; more && n < WINDOWS; n++) {
        double start = bench_ms();
        bench_must(lia_contact_list(book, &query, &seek, &rows, &err), &err);
        ms[n] = bench_ms() - start;
        more = rows.count == ROWS;
        if (more)
            seek = (lia_seek){.key = rows.items[ROWS - 1].key, .limit = ROWS};
        lia_contact_rows_clear(&rows);
    }
    bench_say_many("page", ms, n);
    const lia_seek end = {.no_key = true, .before = true, .limit = ROWS};
    double start = bench_ms();
    bench_must(lia_contact_list(book, &query, &end, &rows, &err), &err);
    bench_say("end", bench_ms() - start);
    lia_contact_rows_clear(&rows);
    free(ms);
}

static void measure_reading(const char *path)
{
    double ms[SINGLE_RUNS];
    const lia_seek first = {.no_key = true, .limit = ROWS};
    const lia_contact_query query = {0};
    lia_contact_rows rows;
    lia_error err;
    for (int i = 0; i < SINGLE_RUNS; i++) {
        double start = bench_ms();
        lia_book *book = bench_open(path);
        bench_must(lia_contact_list(book, &query, &first, &rows, &err), &err);
        ms[i] = bench_ms() - start;
        lia_contact_rows_clear(&rows);
        lia_book_close(book);
    }
    bench_say_many("open", ms, SINGLE_RUNS);
    lia_book *book = bench_open(path);
    measure_typing(book);
    measure_paging(book);
    lia_book_close(book);
}

/* --- commands --- */

/* A file into a new book. */
static void measure_import(const char *what, char *liaise, char *scratch, char *file)
{
    char *const import[] = {liaise, "--book", scratch, "import", file, NULL};
    bench_remove(scratch);
    lia_book_close(bench_make(scratch)); /* a book that is named must be there */
    double start = bench_ms(), cpu = bench_cpu_ms();
    bench_spawn(import);
    bench_say_since(what, start, cpu);
}

static void measure_commands(char *liaise, char *scratch, char *csv, char *vcards)
{
    double ms[SINGLE_RUNS];
    char *const log_one[] = {liaise, "--book", scratch, "log", "CT0000005", "-t", "CALL-OUT", NULL};
    for (int i = 0; i < SINGLE_RUNS; i++)
        ms[i] = bench_spawn(log_one);
    bench_say_many("log-one", ms, SINGLE_RUNS);
    measure_import("import", liaise, scratch, csv);
    measure_import("import-vcard", liaise, scratch, vcards);
    bench_say("import-memory", bench_spawned_mb());
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "read") == 0) {
        measure_reading(argv[2]);
        return 0;
    }
    if (argc == 3) {
        bench_copy(argv[1], argv[2]);
        measure_changes(argv[2]);
        bench_remove(argv[2]);
        return 0;
    }
    if (argc == 7 && strcmp(argv[1], "commands") == 0) {
        bench_copy(argv[3], argv[4]);
        measure_commands(argv[2], argv[4], argv[5], argv[6]);
        bench_remove(argv[4]);
        return 0;
    }
    fprintf(stderr,
            "usage: core BOOK SCRATCH | read BOOK | commands LIAISE BOOK SCRATCH CSV VCARDS\n");
    return 2;
}
