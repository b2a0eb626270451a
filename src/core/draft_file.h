/* draft_file.h: the file of a draft, and who holds it (domain.md 5).
 *
 * One file for a draft, named draft-XXXXXX, locked (flock) by the form that holds it. Saving writes
 * .draft-XXXXXX, locks that, and renames it over the old one: so whoever gets a lock must look
 * whether the file is still the one at that path (draft_same). A killed program's lock is free at
 * once; its half-written .draft- files are swept by the next search. */
#ifndef CORE_DRAFT_FILE_H
#define CORE_DRAFT_FILE_H

#include "base/arena.h"
#include "core/core.h"
#include "liaise/draft.h"

#define DRAFT_PREFIX      "draft-"
#define DRAFT_HALF_PREFIX ".draft-"

struct lia_draft {
    char *dir, *path, *book_id, *form;
    char id[BOOK_KEY_TEXT];
    int fd;     /* of the file at path; holds the lock */
    bool saved; /* there is something in it */
};

/* What the file says. */
struct draft_content {
    const char *book_id, *form, *id, *form_text;
    int64_t record, version;
};

/* Is the open file the one that stands at path, and a plain file of ours? */
bool draft_same(int fd, const char *path);
/* Opens a file that may be anything, without waiting and without following a link. -1 with errno.
 */
int draft_open_file(const char *path);
/* Reads it whole. False: it is no draft, or cannot be read. */
bool draft_read(struct arena *a, int fd, struct draft_content *out);
/* Takes the lock and reads what the draft holds by then (content may be NULL; its texts go into
 * `a`). */
LIA_MUST_USE lia_status draft_adopt(const char *path, struct arena *a,
                                    struct draft_content *content, lia_draft **out, lia_error *err);

#endif
