/* json_read.h: the objects of a JSON lines file, one after the other, in memory that does not grow
 * with it. An array around them, and objects written over several lines, are read as well. A wrong
 * object costs that object: of a file that has one in each line, that line. */
#ifndef CORE_JSON_READ_H
#define CORE_JSON_READ_H

#include <jansson.h>

#include "base/arena.h"
#include "base/str.h"
#include "core/charset.h"
#include "core/import_source.h"

enum {
    JSON_READ_BYTES =
        8 << 20, /* of one object: twice the largest card that is kept with a contact */
    JSON_READ_VALUES = 100000,
    JSON_READ_DEPTH = 60,
};

enum json_read_event {
    JSON_READ_EOF, /* or reading failed: src->error */
    JSON_READ_OBJECT,
    JSON_READ_WRONG, /* `reason` */
};

struct json_read {
    struct import_source *src;

    /* valid until the next call */
    int64_t line;       /* of the file, where the object begins */
    json_t *object;     /* borrowed; its keys are in the order of the file, none comes twice */
    size_t damaged;     /* characters that were none, in it */
    const char *reason; /* for people */

    /* private */
    struct str text;
    struct charset charset;
    const char *s; /* the line at hand */
    size_t len, at;
    bool shown, more;
    bool begun;   /* anything was read */
    bool by_line; /* no object goes on behind the end of its line */
    bool array;   /* one around the objects is open */
    size_t inner; /* so many are open within it, of what is skipped */
    char said[100];
};

void json_read_open(struct json_read *r, struct import_source *src);
void json_read_close(struct json_read *r);
enum json_read_event json_read_next(struct json_read *r);

/* A string, number or truth value as text, "" for null and for NULL; NULL for what is none of
 * these. Borrowed from the value, or in `a`. */
const char *json_read_text(struct arena *a, const json_t *value);
/* Any value as JSON in one line, in `a`. */
const char *json_read_dump(struct arena *a, const json_t *value);
/* True for true, 1, "true", "yes"; *known is set to false when it is none of these nor their
 * opposites (null is no). */
bool json_read_bool(const json_t *value, bool *known);

#endif
