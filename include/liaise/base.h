/* liaise/base.h: what every part of the library shares: status, error, memory of results. */
#ifndef LIAISE_BASE_H
#define LIAISE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define LIA_API __attribute__((visibility("default")))
#define LIA_MUST_USE __attribute__((warn_unused_result))
#define LIA_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define LIA_API
#define LIA_MUST_USE
#define LIA_PRINTF(fmt, args)
#endif

/* How a call ended. LIA_OK is 0; everything else has filled the caller's error. */
typedef enum lia_status {
    LIA_OK = 0,
    LIA_NOT_FOUND, /* no such record */
    LIA_EXISTS,    /* a record with this key is there already */
    LIA_INVALID,   /* what was given is not right; `field` says where */
    LIA_CONFLICT,  /* another session changed it since it was read */
    LIA_IN_USE,    /* refused because other records depend on it, or stand in the way */
    LIA_BUSY,      /* another session was writing for longer than we wait */
    LIA_READ_ONLY, /* the book can be read but not changed */
    LIA_TOO_NEW,   /* the book was written by a later version of liaise */
    LIA_CORRUPT,   /* the file is damaged, or is no book */
    LIA_FULL,      /* no room left on the device */
    LIA_IO,        /* the operating system refused */
    LIA_CANCELED   /* the caller's progress callback asked to stop */
} lia_status;

enum { LIA_MESSAGE_MAX = 400, LIA_FIELD_MAX = 32 };

/* Filled by the call that failed; the caller owns the storage, `{0}` is valid.
 * The message is one line for the user and already translated; `field` names the field at
 * fault, or is "". */
typedef struct lia_error {
    lia_status status;
    char field[LIA_FIELD_MAX];
    char message[LIA_MESSAGE_MAX];
} lia_error;

/* Fills err (which may be NULL) and returns status, so that failing is one expression. */
LIA_API lia_status lia_fail(lia_error *err, lia_status status, const char *field, const char *fmt,
                            ...) LIA_PRINTF(4, 5);

/* Progress of long work. done counts up to total (0: unknown). Return false to stop the work;
 * the call then ends with LIA_CANCELED and nothing was changed. Called at least ten times a second. */
typedef bool lia_progress_fn(void *ctx, int64_t done, int64_t total);
typedef struct lia_progress {
    lia_progress_fn *fn; /* NULL: no reports */
    void *ctx;
} lia_progress;

#endif
