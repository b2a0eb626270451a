/* marks.h: a set of 64-bit ids: the marked rows of a list. `{0}` is valid and empty. */
#ifndef TUI_MARKS_H
#define TUI_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct marks {
    int64_t *slots; /* open addressing; 0 is free: ids are never 0 */
    size_t count, cap;
};

bool marks_has(const struct marks *m, int64_t id);
void marks_add(struct marks *m, int64_t id);
void marks_remove(struct marks *m, int64_t id);
void marks_toggle(struct marks *m, int64_t id);
void marks_clear(struct marks *m); /* frees */
/* The ids in ascending order, in heap memory that the caller frees; count of them is m->count. NULL
 * when empty. */
int64_t *marks_list(const struct marks *m);

#endif
