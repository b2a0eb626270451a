/* seek.h: what a list asks for (list.h) in the words of the library (lia_seek). */
#ifndef TUI_SEEK_H
#define TUI_SEEK_H

#include "liaise/contact.h"
#include "tui/list.h"

/* key: of the anchor row; ignored for LIST_FIRST and LIST_LAST, where there is none. */
static inline lia_seek seek_from(enum list_from from, const lia_key *key, int n)
{
    switch (from) {
    case LIST_FIRST:
        return (lia_seek){.no_key = true, .limit = n};
    case LIST_LAST:
        return (lia_seek){.no_key = true, .before = true, .limit = n};
    case LIST_AT:
        return (lia_seek){.at = true, .key = *key, .limit = n};
    case LIST_AFTER:
        return (lia_seek){.key = *key, .limit = n};
    case LIST_BEFORE:
    default:
        return (lia_seek){.before = true, .key = *key, .limit = n};
    }
}

#endif
