/* name_parts.h: which part of a person's name is the family's, where nobody said so. */
#ifndef CORE_NAME_PARTS_H
#define CORE_NAME_PARTS_H

#include <stdbool.h>

#include "base/arena.h"

/* "Anna Maria van Berg" is Anna Maria and van Berg: the last word, with the words in small letters
 * before it, but never the first word. Names of Chinese, Japanese and Korean begin with the family.
 * One word alone is the given name, and *family "". name is tidied (contact_line). */
void name_parts(struct arena *a, const char *name, const char **given, const char **family);
/* Are both parts words of the name still? When one is blank, the other is the whole name. */
bool name_has_parts(struct arena *a, const char *name, const char *given, const char *family);
/* Is it of a script whose names begin with the family? */
bool name_family_first(const char *text);

#endif
