/* vcard_line.h: the content lines of a vCard file: physical lines put together again (RFC 6350 3.2,
 * vCard 2.1 section 2.1.3), whichever way their writer broke them. */
#ifndef CORE_VCARD_LINE_H
#define CORE_VCARD_LINE_H

#include "base/str.h"
#include "core/import_source.h"

/* The longest content line that is read whole: a photo of 2 MB. */
enum { VCARD_LINE_MAX = 3 << 20 };

struct vcard_lines {
    struct import_source *src;
    bool v21; /* set by who reads: the card at hand is of version 2.1, where folding keeps the blank
               */

    /* private */
    struct str text;
    size_t colon;    /* of text: where the value begins, 0 not known yet */
    size_t looked;   /* for it, so far */
    bool qp, base64; /* how the value is encoded */
    bool too_long;
};

/* One content line: bytes in the character set of the file, quoted-printable soft breaks and folds
 * undone. A line break that its writer left raw in a value is '\n'. */
struct vcard_line {
    const char *s; /* valid until the next call */
    size_t len;
    int64_t line;  /* of the file, where it begins */
    bool too_long; /* cut at VCARD_LINE_MAX */
    bool begins, ends; /* BEGIN:VCARD, END:VCARD */
};

/* False at the end, and when reading failed (src->error). */
bool vcard_lines_next(struct vcard_lines *r, struct vcard_line *out);
void vcard_lines_clear(struct vcard_lines *r);

/* BEGIN:VCARD and END:VCARD in any case, with blanks. */
bool vcard_line_begins(const char *s, size_t len);
bool vcard_line_ends(const char *s, size_t len);
/* Does it look like a property: a name, then ':' or ';'? */
bool vcard_line_is_property(const char *s, size_t len);

#endif
