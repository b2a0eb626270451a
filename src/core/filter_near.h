/* filter_near.h: the names nearest to one that is none, for messages that say what would be right.
 */
#ifndef CORE_FILTER_NEAR_H
#define CORE_FILTER_NEAR_H

#include <stddef.h>

enum { NEAR_MAX = 3, NEAR_NAME = 24 };

/* `{0}` is valid and empty. */
struct near {
    struct {
        int distance;
        char name[NEAR_NAME * 4 + 1];
    } best[NEAR_MAX]; /* nearest first */
    int count;
};

/* How many letters to put in, leave out, replace or swap with the next one, ASCII letters of either
 * case being the same (optimal string alignment, by bytes; both cut at NEAR_NAME). */
int near_distance(const char *typed, size_t len, const char *name);
/* Puts the name among the best if it is nearer than one of them; of names equally near the first
 * added stays. */
void near_add(struct near *near, const char *typed, size_t len, const char *name);
/* "city, type, company", as many as have room; "" when there are none. */
void near_text(const struct near *near, char *out, size_t size);

#endif
