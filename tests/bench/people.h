/* people.h: companies and persons that look like those of an address book, the same ones each time.
 */
#ifndef BENCH_PEOPLE_H
#define BENCH_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"

struct person {
    const char *name, *fold; /* fold: as base/utf8.h folds it */
    bool is_company;
    size_t company_at; /* 1 + the place of its company, 0 none; persons only */
    const char *job_title, *email, *phone, *post_code, *city;
    int correspondence; /* 0 .. 3 */
};

struct people {
    struct person *items;
    size_t count;
    struct arena arena;
};

/* count of them, a tenth companies, in the order of a file: neither by name nor companies first. A
 * longer list begins with the shorter one. */
void people_make(struct people *p, size_t count);
void people_clear(struct people *p);
/* As a CSV file with a header. */
void people_csv(const struct people *p, FILE *out);
/* As vCards 3.0, as telephones write them. */
void people_vcards(const struct people *p, FILE *out);

/* The next of an endless row of numbers (splitmix64). *state may begin anywhere. */
uint64_t bench_random(uint64_t *state);
size_t bench_below(uint64_t *state, size_t n);
/* The same, small ones more often: as names and towns are. */
size_t bench_skewed(uint64_t *state, size_t n);

#endif
