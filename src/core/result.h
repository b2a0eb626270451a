/* result.h: the memory of results: one arena on the heap, behind the void *arena of public structs.
 */
#ifndef CORE_RESULT_H
#define CORE_RESULT_H

#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"

static inline struct arena *result_new(void)
{
    return mem_alloc(sizeof(struct arena));
}

/* arena may be NULL. */
static inline void result_free(void *arena)
{
    if (arena)
        arena_clear(arena);
    free(arena);
}

#endif
