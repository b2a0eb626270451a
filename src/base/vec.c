#include "vec.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

enum { FIRST_CAP = 8 };

void *vec_insert(struct vec *v, size_t at)
{
    assert(v->size > 0 && at <= v->count);
    if (v->count == v->cap) {
        size_t cap = v->cap ? v->cap * 2 : FIRST_CAP;
        v->items = mem_resize(v->items, cap > SIZE_MAX / v->size ? SIZE_MAX : cap * v->size);
        v->cap = cap;
    }
    char *slot = (char *)v->items + at * v->size;
    memmove(slot + v->size, slot, (v->count - at) * v->size);
    v->count++;
    return memset(slot, 0, v->size);
}

void *vec_push(struct vec *v)
{
    return vec_insert(v, v->count);
}

void vec_remove(struct vec *v, size_t at, size_t count)
{
    assert(at <= v->count && count <= v->count - at);
    if (!count)
        return;
    char *slot = (char *)v->items + at * v->size;
    memmove(slot, slot + count * v->size, (v->count - at - count) * v->size);
    v->count -= count;
}

void vec_clear(struct vec *v)
{
    free(v->items);
    v->items = NULL;
    v->count = v->cap = 0;
}

void *vec_move(struct vec *v, struct arena *a)
{
    void *items = arena_alloc(a, (v->count + 1) * v->size);
    if (v->count)
        memcpy(items, v->items, v->count * v->size);
    vec_clear(v);
    return items;
}
