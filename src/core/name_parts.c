#include "core/name_parts.h"

#include <string.h>

#include "base/utf8.h"

bool name_family_first(const char *text)
{
    int32_t cp = 0;
    utf8_decode(text, strlen(text), &cp);
    return (cp >= 0x3040 && cp <= 0x9FFF) || (cp >= 0xAC00 && cp <= 0xD7A3);
}

/* Where the word before the blank at `at` begins. */
static size_t word_before(const char *name, size_t at)
{
    while (at > 0 && name[at - 1] != ' ')
        at--;
    return at;
}

void name_parts(struct arena *a, const char *name, const char **given, const char **family)
{
    const char *first = strchr(name, ' '), *last = strrchr(name, ' ');
    *given = name;
    *family = "";
    if (!first)
        return;
    if (name_family_first(name)) {
        *family = arena_strndup(a, name, (size_t)(first - name));
        *given = first + strspn(first, " ");
        return;
    }
    size_t at = (size_t)(last - name) + 1;
    for (;;) {
        size_t blank = at - 1;
        while (blank > 0 && name[blank - 1] == ' ')
            blank--;
        size_t before = word_before(name, blank);
        if (before == 0 || name[before] < 'a' || name[before] > 'z')
            break;
        at = before;
    }
    size_t end = at;
    while (end > 0 && name[end - 1] == ' ')
        end--;
    *given = arena_strndup(a, name, end);
    *family = name + at;
}

/* Does it stand in the text as whole words? Both are folded. */
static bool has_words(const char *text, const char *words)
{
    size_t n = strlen(words);
    for (const char *s = text; (s = strstr(s, words)) != NULL; s++)
        if ((s == text || s[-1] == ' ') && (!s[n] || s[n] == ' '))
            return true;
    return false;
}

bool name_has_parts(struct arena *a, const char *name, const char *given, const char *family)
{
    const char *folded = utf8_fold(a, name);
    given = utf8_fold(a, given);
    family = utf8_fold(a, family);
    if (!*given || !*family)
        return strcmp(folded, *given ? given : family) == 0;
    return has_words(folded, given) && has_words(folded, family);
}
