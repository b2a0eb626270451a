/* match.c: see match.h. Texts are short: titles and sentences. */
#include "tui/match.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

enum { WHOLE = 1000, BEGINS = 800, WORDS = 600, PART = 400, LETTERS = 100 };

static bool at_word(const char *text, const char *at)
{
    return at == text || strchr(" -·.@_/", at[-1]) != NULL;
}

/* Does a word of the text begin with w[0..len)? */
static bool begins_word(const char *text, const char *w, size_t len)
{
    for (const char *at = text; *at; at++)
        if (at_word(text, at) && strncmp(at, w, len) == 0)
            return true;
    return false;
}

static bool all_words(const char *text, const char *typed)
{
    while (*typed) {
        size_t len = strcspn(typed, " ");
        if (len > 0 && !begins_word(text, typed, len))
            return false;
        typed += len + (typed[len] == ' ');
    }
    return true;
}

/* The letters in their order; each that begins a word or follows the one before counts more. */
static int letters(const char *text, const char *typed)
{
    int score = LETTERS;
    const char *at = text;
    for (const char *c = typed; *c; c++) {
        if (*c == ' ')
            continue;
        const char *next = strchr(at, *c);
        if (!next)
            return 0;
        score += at_word(text, next) ? 12 : next == at ? 6 : -2;
        at = next + 1;
    }
    return score > 1 ? score : 1;
}

static int folded_score(const char *text, const char *typed)
{
    size_t len = strlen(typed);
    int shorter = 100 - (strlen(text) > 99 ? 99 : (int)strlen(text)); /* of equals the shorter */
    if (strcmp(text, typed) == 0)
        return WHOLE + shorter;
    if (strncmp(text, typed, len) == 0)
        return BEGINS + shorter;
    if (all_words(text, typed))
        return WORDS + shorter;
    if (strstr(text, typed))
        return PART + shorter;
    return letters(text, typed);
}

int match_score(const char *title, const char *typed)
{
    struct arena a = {0};
    int score = folded_score(utf8_fold(&a, title), utf8_fold(&a, typed));
    arena_clear(&a);
    return score;
}

int match_words(const char *text, const char *typed)
{
    struct arena a = {0};
    int score = all_words(utf8_fold(&a, text), utf8_fold(&a, typed)) ? 100 : 0;
    arena_clear(&a);
    return score;
}
