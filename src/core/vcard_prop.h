/* vcard_prop.h: one content line of a vCard taken apart: group, name, parameters, value (RFC 6350
 * 3.3, RFC 6868, vCard 2.1 section 2.1). */
#ifndef CORE_VCARD_PROP_H
#define CORE_VCARD_PROP_H

#include <stdbool.h>

#include "base/arena.h"
#include "core/charset.h"
#include "core/vcard_line.h"

/* A value of several (TYPE=home,work) is several parameters. The bare ones of 2.1 are TYPE, or
 * ENCODING. */
struct vcard_param {
    const char *name;  /* upper case */
    const char *value; /* quotes and the escapes of RFC 6868 undone */
};
/* All texts are UTF-8 and live in the arena given. */
struct vcard_prop {
    int64_t line;
    const char *group; /* upper case; "" none */
    const char *name;  /* upper case */
    struct vcard_param *params;
    size_t param_count;
    const char *value;   /* quoted-printable and character set undone, escapes as they are */
    const char *content; /* the whole line: see vcard_prop_parse */
    size_t head;         /* of it, before the value */
    const char *guessed; /* the character set that was guessed; NULL when it was said or is UTF-8 */
    size_t damaged;      /* characters that were none */
    bool base64;
    bool escaped;  /* the value has the escapes of 3.0, whatever the version */
    bool too_long; /* cut: not to be kept */
};

/* False when the line is no property. `content` is the line word for word, in UTF-8, unfolded, and
 * therefore without CHARSET and quoted-printable; a line break within the value is written \n. */
bool vcard_prop_parse(struct arena *a, struct charset *charset, const struct vcard_line *line,
                      struct vcard_prop *out);

/* Is there TYPE=word (or the bare word of 2.1), in any case? */
bool vcard_prop_type(const struct vcard_prop *p, const char *word);
/* The first value of the parameter; NULL when there is none. */
const char *vcard_prop_param(const struct vcard_prop *p, const char *name);

/* The line as it is kept with a contact: that of version 2.1 with the escapes of 3.0, which has \n
 * and \\; commas of names, addresses and texts are no lists there. */
const char *vcard_content(struct arena *a, const struct vcard_prop *p, bool v21);
/* The value as text: escapes undone. Version 2.1 has none in plain text. */
const char *vcard_text(struct arena *a, const char *value, bool v21);
/* The parts of a structured value (N, ADR, ORG) or of a list, split at `separator` where it is not
 * escaped, escapes undone, ends trimmed. blank_commas: a comma that is not escaped becomes a blank,
 * as between the values of one part of N. */
size_t vcard_split(struct arena *a, const char *value, char separator, bool v21, bool blank_commas,
                   const char ***parts);
/* base64 (RFC 4648) decoded and read as text of the character set; blanks are skipped. NULL when it
 * is none. */
const char *vcard_base64_text(struct arena *a, struct charset *charset, const char *value,
                              const char *charset_name);

#endif
