/* generate.c: data to measure with, the same each time.
 *
 *   generate csv CONTACTS > FILE
 *   generate vcard CONTACTS > FILE
 *   generate book FILE CONTACTS ENTRIES    a book, with a segment of up to 100,000 lines to be
 * logged */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "books.h"
#include "fill.h"
#include "people.h"

enum {
    SEGMENT_LINES = 100000,
    OWN_TEXT_OF = 100,
    COMMENT_OF = 1000,
    CHECKED = 50000,
    MOST = 4000000
};

/* The first n of ids become n different ones at random; more can follow. */
static void shuffle(int64_t *ids, size_t from, size_t n, size_t count, uint64_t *random)
{
    for (size_t i = from; i < n; i++) {
        size_t other = i + bench_below(random, count - i);
        int64_t id = ids[i];
        ids[i] = ids[other];
        ids[other] = id;
    }
}

/* Contacts from all over the book, as many as fill the segment: those who may not be written to are
 * left out by the library. */
static void add_lines(lia_book *book, int64_t segment_id, size_t contacts)
{
    size_t want = contacts < SEGMENT_LINES ? contacts : SEGMENT_LINES, have = 0, n = 0;
    int64_t *ids = calloc(contacts + 1, sizeof *ids);
    uint64_t random = 6;
    lia_add_counts counts;
    lia_error err;
    if (!ids)
        abort();
    for (size_t i = 0; i < contacts; i++)
        ids[i] = (int64_t)i + 1;
    while (have < want && n < contacts) {
        size_t more = n + want - have < contacts ? n + want - have : contacts;
        shuffle(ids, n, more, contacts, &random);
        n = more;
        bench_must(lia_segment_add_contacts(book, segment_id, NULL, ids, n, LIA_ADD_COUNT_ONLY,
                                            NULL, &counts, &err),
                   &err);
        have = (size_t)counts.added;
    }
    bench_must(lia_segment_add_contacts(book, segment_id, NULL, ids, n, 0, NULL, &counts, &err),
               &err);
    free(ids);
}

/* Some lines say something else, some carry a comment. */
static void personalise(lia_book *book, int64_t segment_id)
{
    const lia_seek all = {.no_key = true, .limit = SEGMENT_LINES};
    lia_line_list lines;
    lia_error err;
    bench_must(lia_line_list_some(book, segment_id, &all, &lines, &err), &err);
    for (int pass = 0; pass < 2; pass++) {
        size_t every = pass ? COMMENT_OF : OWN_TEXT_OF, n = 0;
        int64_t *ids = calloc(lines.count / every + 1, sizeof *ids);
        if (!ids)
            abort();
        for (size_t i = every / 2; i < lines.count; i += every)
            ids[n++] = lines.items[i].id;
        const lia_line_change change = {
            .set = pass ? 0 : 1u << LIA_L_DESCRIPTION,
            .also = pass ? LIA_LINE_COMMENT : 0,
            .value = {.description = "Invitation to the fair, with a seat",
                      .comment = "Was there last year"}};
        if (n)
            bench_must(lia_line_update(book, ids, n, 0, &change, &err), &err);
        free(ids);
    }
    lia_line_list_clear(&lines);
}

static void add_segment(lia_book *book, size_t contacts)
{
    lia_segment_list header;
    lia_error err;
    int64_t id = 0;
    bench_must(lia_segment_new(book, &header, &err), &err);
    lia_segment *s = &header.items[0];
    bench_must(lia_template_find(book, "LETTER-OUT", &s->template_id, &err), &err);
    bench_must(lia_segment_work_out(book, &header, &err), &err);
    s->description = "Autumn fair";
    s->entry_description = "Invitation to the fair";
    bench_must(lia_segment_save(book, s, LIA_SPREAD_NOT_PERSONALISED, &id, &err), &err);
    lia_segment_list_clear(&header);
    add_lines(book, id, contacts);
    personalise(book, id);
}

static void say(void *ctx, const char *line)
{
    (void)ctx;
    fprintf(stderr, "%s\n", line);
}

static void make_book(const char *path, size_t contacts, size_t entries)
{
    struct people people;
    lia_error err;
    int findings = 0;
    bench_remove(path);
    lia_book_close(bench_make(path));
    people_make(&people, contacts);
    fill_book(path, &people, entries);
    people_clear(&people);
    lia_book *book = bench_open(path);
    add_segment(book, contacts);
    /* What is right in a small one is right in a large one, where looking takes longer than making.
     */
    if (entries <= CHECKED)
        bench_must(lia_book_check(book, say, NULL, &findings, &err), &err);
    lia_book_close(book);
    if (findings)
        bench_die("%d findings in the book just made", findings);
}

static size_t count_of(const char *text)
{
    char *end;
    unsigned long n = strtoul(text, &end, 10);
    if (!*text || *end || n > MOST)
        bench_die("not a number up to %d: %s", MOST, text);
    return n;
}

int main(int argc, char **argv)
{
    bool csv = argc == 3 && strcmp(argv[1], "csv") == 0;
    if (csv || (argc == 3 && strcmp(argv[1], "vcard") == 0)) {
        struct people people;
        people_make(&people, count_of(argv[2]));
        if (csv)
            people_csv(&people, stdout);
        else
            people_vcards(&people, stdout);
        people_clear(&people);
        return fflush(stdout) ? 1 : 0;
    }
    if (argc == 5 && strcmp(argv[1], "book") == 0) {
        make_book(argv[2], count_of(argv[3]), count_of(argv[4]));
        return 0;
    }
    fprintf(stderr, "usage: generate csv|vcard CONTACTS | generate book FILE CONTACTS ENTRIES\n");
    return 2;
}
