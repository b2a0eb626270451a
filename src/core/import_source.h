/* import_source.h: a file or stream as lines, whatever its byte order mark, line ends and length.
 * Memory stays the same however long the file is. */
#ifndef CORE_IMPORT_SOURCE_H
#define CORE_IMPORT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/charset.h"
#include "liaise/base.h"

/* As lia_import_stream has it: read(2) with the error as a negative errno. */
typedef int64_t import_read_fn(void *ctx, void *buf, size_t len);

/* The most of a line that is given at once; longer ones come in parts. */
enum { SOURCE_LINE_MAX = 1 << 20 };

struct import_source {
    int64_t bytes;  /* read so far, of the file itself */
    int64_t line;   /* of the line that source_line shows, 1-based */
    int error;      /* errno of a failed read, 0 none */
    size_t damaged; /* characters that were none, of those recoded */
    /* Set by the caller: asked while it is read, however long a line is; when it says no, reading
     * ends with the error ECANCELED. */
    const lia_progress *progress;

    /* private */
    import_read_fn *read;
    void *ctx;
    char *buf;
    size_t at, end, cap;
    bool eof;
    bool cr_ends;           /* old Mac files: CR alone ends a line */
    int wide;               /* UTF-16: 1 little endian, 2 big endian; 0 bytes */
    bool marked;            /* it began with a byte order mark */
    struct charset charset; /* of what is recoded */
    bool recoded;
    unsigned char odd[16]; /* bytes of a character that is not read to its end */
    size_t odds;
    size_t part; /* the line shown: its text and the bytes up to the next one */
    size_t whole;
    bool more;
};

/* A line without its end (CR LF, LF, CR CR LF, or CR in a file without LF). */
struct source_line {
    const char *s; /* valid until the next source_line */
    size_t len;
    size_t end; /* bytes of the line end behind s + len, to be read there too */
    bool more;  /* this is a part, the next source_line goes on with the same line */
};

/* Reads the start of the file, so that its byte order mark and line ends are known. */
void source_open(struct import_source *src, import_read_fn *read, void *ctx);
void source_close(struct import_source *src);
/* The same of bytes in memory, which must stay. */
struct source_memory {
    const char *s;
    size_t len;
};
void source_open_memory(struct import_source *src, struct source_memory *memory);
/* Before any line is read: the bytes are of this character set. A byte order mark knows better.
 * False when there is no such character set. */
bool source_recode(struct import_source *src, const char *charset);

/* The first bytes of what is not read yet, at most 64 KB, as UTF-8 where the file is UTF-16. */
enum { SOURCE_HEAD = 64 * 1024 };
const char *source_head(struct import_source *src, size_t *len);

/* Shows the line at hand without taking it; false at the end or after an error. */
bool source_line(struct import_source *src, struct source_line *out);
/* Goes on to the next line, or the next part. */
void source_take(struct import_source *src);

#endif
