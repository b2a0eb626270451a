/* core.h: the open book, as the files of src/core see it. */
#ifndef CORE_CORE_H
#define CORE_CORE_H

#include "core/db/db.h"
#include "liaise/book.h"

enum { BOOK_KEY_TEXT = 33 }; /* 128 random bits in hexadecimal, and the NUL */

struct lia_book {
    struct db *db;
    char *user, *full_name;
    char id[BOOK_KEY_TEXT];
    char session[BOOK_KEY_TEXT]; /* of this opening of it */
    bool made, example;
    bool dry_run; /* changes are checked and not made */
    int64_t (*now)(void *ctx);
    int (*zone)(void *ctx, int64_t utc);
    void *clock_ctx;
    int64_t seen; /* db_data_version when the caller last asked */
};

/* Random, for keys that nobody else will make. */
void book_random_key(char out[BOOK_KEY_TEXT]);
/* Random, for text_hash.h. */
uint64_t book_random_seed(void);

#endif
