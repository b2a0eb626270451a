/* segment_window.h: a list's window by key (lia_seek) as SQL, and the memory of what it gives. */
#ifndef CORE_SEGMENT_WINDOW_H
#define CORE_SEGMENT_WINDOW_H

#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "core/result.h"
#include "liaise/contact.h"

/* The rows of seek in a list ordered by one id: a comparison ("> ") for `id <cmp> :key`, a
 * direction, and the value of :key. Rows in front of the key come nearest first, so they are to be
 * turned round (reverse). */
struct window {
    const char *cmp, *direction;
    int64_t key;
    bool reverse;
};
static inline struct window window_of(const lia_seek *seek, bool newest_first)
{
    bool up = seek->before == newest_first; /* towards larger ids */
    struct window w = {.direction = up ? "ASC" : "DESC", .reverse = seek->before};
    if (seek->no_key) {
        w.cmp = up ? ">=" : "<=";
        w.key = up ? INT64_MIN : INT64_MAX;
        return w;
    }
    w.cmp = up ? (seek->at ? ">=" : ">") : (seek->at ? "<=" : "<");
    w.key = seek->key.b;
    return w;
}

/* The rows gathered in v, in an arena of their own; v is empty afterwards. */
static inline void *window_items(struct arena *a, struct vec *v, bool reverse)
{
    char *items = arena_alloc(a, (v->count + 1) * v->size);
    for (size_t i = 0; i < v->count; i++)
        memcpy(items + i * v->size, (char *)v->items + (reverse ? v->count - 1 - i : i) * v->size,
               v->size);
    vec_clear(v);
    return items;
}

#endif
