/* vcard_read.h: the cards of a file, one after the other, in memory that does not grow with it. */
#ifndef CORE_VCARD_READ_H
#define CORE_VCARD_READ_H

#include "base/vec.h"
#include "core/vcard_prop.h"

enum {
    VCARD_OPEN_MAX = 8,       /* cards within cards */
    VCARD_CARD_MAX = 4 << 20, /* bytes of one */
    VCARD_PROPS_MAX = 5000,
};

struct vcard {
    int64_t line;        /* of its BEGIN */
    const char *version; /* as written, "" none */
    bool v21;            /* its text is written as 2.1 has it */
    bool ended;          /* END:VCARD was there */
    bool too_long;       /* of its properties only the first are here */
    struct vec props;    /* struct vcard_prop; BEGIN, END and VERSION are not among them */
    int64_t junk_line;   /* the first line that is no property */
    size_t junk;         /* how many there are */

    /* private */
    struct arena arena;
    size_t bytes;
};

enum vcard_event {
    VCARD_EOF,  /* or reading failed: src->error */
    VCARD_CARD, /* `card` */
    VCARD_JUNK, /* lines outside of any card: junk_line, junk */
};
/* `.lines.src` set, else zero, is valid. */
struct vcard_reader {
    struct vcard_lines lines;
    struct vcard card;
    int64_t junk_line;
    size_t junk;

    /* private */
    struct charset charset;
    struct vcard open[VCARD_OPEN_MAX];
    struct vcard spare; /* memory of one that is over */
    size_t depth;
    bool told;      /* the junk was */
    bool agent_due; /* the property read last is an AGENT without a value */
    size_t agent;   /* depth of the card that is the value of an AGENT, 0 none */
    struct str agent_text;
};

/* What comes next; the card and its texts are valid until the next call. A card within another is a
 * card of its own, but that of an AGENT is this property's value. A card whose END is missing comes
 * at the end of the file, or when too many are open. */
enum vcard_event vcard_next(struct vcard_reader *r);
void vcard_reader_clear(struct vcard_reader *r);

#endif
