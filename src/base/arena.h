/* arena.h: memory that is freed all at once.
 * An arena `{0}` is empty and valid. Out of memory ends the program (see base/mem.h). */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *head;
    size_t used;
};

void *arena_alloc(struct arena *a, size_t size);    /* zeroed, aligned for any type */
char *arena_strdup(struct arena *a, const char *s); /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void arena_clear(struct arena *a); /* frees everything; `a` is empty again */
/* Empties it too, but what was allocated may stay with it for the next use: for one row after the
 * other. */
void arena_reset(struct arena *a);

#endif
