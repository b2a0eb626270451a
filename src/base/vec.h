/* vec.h: a growing array of one element size. `{.size = sizeof(T)}` is valid and empty. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

#include "arena.h"

struct vec {
    void *items;
    size_t count, cap, size;
};

#define VEC_OF(type)                                                                               \
    {                                                                                              \
        .size = sizeof(type)                                                                       \
    }
#define VEC_AT(v, type, i) (((type *)(v)->items)[i])

void *vec_push(struct vec *v); /* room for one more, zeroed */
void *vec_insert(struct vec *v, size_t at);
void vec_remove(struct vec *v, size_t at, size_t count);
void vec_clear(struct vec *v); /* frees the array, not what elements point to */
/* Its elements as an array in the arena, never NULL; v is cleared. */
void *vec_move(struct vec *v, struct arena *a);

#endif
