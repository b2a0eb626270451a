#include "arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

/* Blocks double from FIRST to LARGEST, so that a small result costs little and a large one few
 * calls. */
enum { BLOCK_FIRST = 1024, BLOCK_LARGEST = 256 * 1024 };

/* The largest block that is kept for the next use. With a tool that finds uses after free none is:
 * those of the row before would be hidden from it. */
#ifdef __SANITIZE_ADDRESS__
enum { BLOCK_KEPT = 0 };
#else
enum { BLOCK_KEPT = 64 * 1024 };
#endif

struct arena_block {
    struct arena_block *next;
    size_t size; /* bytes of data */
    alignas(max_align_t) char data[];
};

static struct arena_block *block_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct arena_block))
        size = SIZE_MAX - sizeof(struct arena_block); /* refused by mem_alloc */
    struct arena_block *b = mem_alloc(sizeof *b + size);
    b->size = size;
    return b;
}

/* Room for size bytes in a fresh block. What would waste a large part of a block gets its own,
 * behind the head, so that the head goes on being filled. */
static void *alloc_fresh(struct arena *a, size_t size)
{
    size_t next = BLOCK_FIRST;
    if (a->head)
        next = a->head->size < BLOCK_LARGEST / 2 ? a->head->size * 2 : BLOCK_LARGEST;
    if (a->head && size > next / 4) {
        struct arena_block *own = block_new(size);
        own->next = a->head->next;
        a->head->next = own;
        return own->data;
    }
    struct arena_block *b = block_new(size > next ? size : next);
    b->next = a->head;
    a->head = b;
    a->used = size;
    return b->data;
}

static void *alloc_aligned(struct arena *a, size_t size, size_t align)
{
    size_t at = (a->used + align - 1) & ~(align - 1);
    if (!a->head || at > a->head->size || size > a->head->size - at)
        return alloc_fresh(a, size);
    a->used = at + size;
    return a->head->data + at;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return alloc_aligned(a, size ? size : 1, alignof(max_align_t));
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *copy = alloc_aligned(a, len + 1, 1); /* the block is zeroed: the NUL is there */
    if (len)
        memcpy(copy, s, len);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *text = alloc_aligned(a, len < 0 ? 1 : (size_t)len + 1, 1);
    if (len > 0)
        vsnprintf(text, (size_t)len + 1, fmt, again);
    va_end(again);
    return text;
}

static void free_blocks(struct arena_block *b)
{
    for (struct arena_block *next; b; b = next) {
        next = b->next;
        free(b);
    }
}

void arena_clear(struct arena *a)
{
    free_blocks(a->head);
    *a = (struct arena){0};
}

void arena_reset(struct arena *a)
{
    if (!a->head || a->head->size > BLOCK_KEPT) {
        arena_clear(a);
        return;
    }
    free_blocks(a->head->next);
    a->head->next = NULL;
    memset(a->head->data, 0, a->used);
    a->used = 0;
}
