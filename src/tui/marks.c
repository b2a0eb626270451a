/* marks.c: a hash set of ids with open addressing and linear probing. */
#include "tui/marks.h"

#include <stdlib.h>

#include "base/mem.h"

/* Splitmix64's finish: neighbouring ids must not crowd. */
static size_t slot_of(const struct marks *m, int64_t id)
{
    uint64_t x = (uint64_t)id;
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (size_t)(x ^ (x >> 31)) & (m->cap - 1);
}

/* Where id is, or the free slot where it would go. */
static size_t find(const struct marks *m, int64_t id)
{
    size_t at = slot_of(m, id);
    while (m->slots[at] != 0 && m->slots[at] != id)
        at = (at + 1) & (m->cap - 1);
    return at;
}

static void grow(struct marks *m)
{
    struct marks old = *m;
    m->cap = old.cap ? old.cap * 2 : 64;
    m->slots = mem_alloc(m->cap * sizeof *m->slots);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i])
            m->slots[find(m, old.slots[i])] = old.slots[i];
    free(old.slots);
}

bool marks_has(const struct marks *m, int64_t id)
{
    return m->count > 0 && id != 0 && m->slots[find(m, id)] == id;
}

void marks_add(struct marks *m, int64_t id)
{
    if (id == 0 || marks_has(m, id))
        return;
    if (m->cap == 0 || m->count >= m->cap / 2)
        grow(m);
    m->slots[find(m, id)] = id;
    m->count++;
}

void marks_remove(struct marks *m, int64_t id)
{
    if (!marks_has(m, id))
        return;
    size_t hole = find(m, id);
    m->slots[hole] = 0;
    m->count--;
    /* What probed past the hole moves up to where it is found again. */
    for (size_t at = (hole + 1) & (m->cap - 1); m->slots[at]; at = (at + 1) & (m->cap - 1)) {
        int64_t moved = m->slots[at];
        m->slots[at] = 0;
        m->slots[find(m, moved)] = moved;
    }
}

void marks_toggle(struct marks *m, int64_t id)
{
    if (marks_has(m, id))
        marks_remove(m, id);
    else
        marks_add(m, id);
}

void marks_clear(struct marks *m)
{
    free(m->slots);
    *m = (struct marks){0};
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int64_t *marks_list(const struct marks *m)
{
    if (m->count == 0)
        return NULL;
    int64_t *ids = mem_alloc(m->count * sizeof *ids);
    size_t n = 0;
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i])
            ids[n++] = m->slots[i];
    qsort(ids, n, sizeof *ids, by_id);
    return ids;
}
