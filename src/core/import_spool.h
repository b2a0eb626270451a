/* import_spool.h: what an import reads and works out, but does not hold in memory: appended to a
 * private file beside the book that has no name, so that nothing is left of it however the program
 * ends; in memory for a book in memory, and where no file can be made.
 *
 * A failed write or read stays in `error`: what is read then is zeros, and the import must not go
 * on. */
#ifndef CORE_IMPORT_SPOOL_H
#define CORE_IMPORT_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `{0}` is empty, in memory. */
struct spool {
    int file;   /* 1 + its descriptor; 0: all is in `tail` */
    int error;  /* errno, 0 none */
    char *tail; /* what is not in the file yet */
    size_t len, room;
    int64_t at; /* where the tail begins */
    unsigned cuts;
};

/* book: its path, "" in memory. */
void spool_open(struct spool *s, const char *book);
void spool_close(struct spool *s);

/* Where the next byte goes. */
int64_t spool_size(const struct spool *s);
void spool_add(struct spool *s, const void *data, size_t len);
/* Forgets all from this place on. */
void spool_cut(struct spool *s, int64_t size);

/* A part of it in memory: more than was asked for, where parts are asked for one behind the other.
 * `{0}` is empty and valid. */
struct spool_view {
    char *buf;
    size_t len, room;
    int64_t at;
    unsigned cuts;
};
/* len bytes at this place, valid until the next call for the view. */
const char *spool_get(struct spool *s, struct spool_view *v, int64_t at, size_t len);
/* Are they in memory already, so that spool_get leaves the view as it is? */
bool spool_has(const struct spool *s, const struct spool_view *v, int64_t at, size_t len);
void spool_view_clear(struct spool_view *v);

#endif
