#include "core/filter_match.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/words.h"

const struct filter_match_function filter_match_functions[] = {
    {"lia_words", filter_match_words},   {"lia_phrase", filter_match_phrase},
    {"lia_inside", filter_match_inside}, {"lia_whole", filter_match_whole},
    {"lia_tag", filter_match_tag},       {"lia_phone", filter_match_phone},
    {"lia_dialed", filter_match_dialed}, {NULL, NULL}};

/* --- texts --- */

/* The first place at or after `from` where the needle begins a word, -1 when there is none. whole:
 * and ends one. */
static long find_word(const struct str *in, size_t from, const char *needle, size_t len, bool whole)
{
    const char *text = str_text(in);
    for (const char *at = text + from; (at = strstr(at, needle)) != NULL; at++) {
        size_t place = (size_t)(at - text);
        if (word_begins(text, in->len, place) && (!whole || word_ends(text, in->len, place + len)))
            return (long)place;
    }
    return -1;
}

static bool has_words(const struct str *in, const char *needle)
{
    char word[256];
    for (;;) {
        size_t len = strcspn(needle, " ");
        bool whole = needle[len] == ' ';
        if (len >= sizeof word)
            return false;
        memcpy(word, needle, len);
        word[len] = '\0';
        if (find_word(in, 0, word, len, whole) < 0)
            return false;
        if (!whole || !needle[len + 1])
            return true;
        needle += len + 1;
    }
}

bool filter_match_words(const char *text, size_t len, const char *needle)
{
    struct str folded = {0};
    utf8_fold_to(&folded, text, len);
    bool found = has_words(&folded, needle);
    str_clear(&folded);
    return found;
}

bool filter_match_dialed(const char *text, size_t len, const char *needle)
{
    struct str number = {0};
    for (size_t i = 0; i < len; i++)
        if (!strchr(" -()", text[i]))
            str_add_char(&number, text[i]);
    bool found = filter_match_words(str_text(&number), number.len, needle);
    str_clear(&number);
    return found;
}

/* A needle that begins with a sign stands wherever it stands. */
bool filter_match_phrase(const char *text, size_t len, const char *needle)
{
    struct str folded = {0};
    size_t needle_len = strlen(needle);
    utf8_fold_to(&folded, text, len);
    bool found;
    if (word_begins(needle, needle_len, 0))
        found = find_word(&folded, 0, needle, needle_len, false) >= 0;
    else
        found = strstr(str_text(&folded), needle) != NULL;
    str_clear(&folded);
    return found;
}

bool filter_match_inside(const char *text, size_t len, const char *needle)
{
    struct str folded = {0};
    utf8_fold_to(&folded, text, len);
    bool found = strstr(str_text(&folded), needle) != NULL;
    str_clear(&folded);
    return found;
}

bool filter_match_whole(const char *text, size_t len, const char *needle)
{
    struct str folded = {0};
    utf8_fold_to(&folded, text, len);
    bool same = strcmp(str_text(&folded), needle) == 0;
    str_clear(&folded);
    return same;
}

bool filter_match_tag(const char *text, size_t len, const char *needle)
{
    size_t needle_len = strlen(needle);
    bool begins = needle_len && needle[needle_len - 1] == '*';
    needle_len -= begins;
    struct str folded = {0};
    utf8_fold_to(&folded, text, len);
    bool found = false;
    for (const char *at = str_text(&folded); *at && !found;) {
        size_t n = strcspn(at, ",");
        found = n && n >= needle_len && (begins || n == needle_len) &&
                memcmp(at, needle, needle_len) == 0;
        at += n + (at[n] == ',');
    }
    str_clear(&folded);
    return found;
}

/* --- phone numbers --- */

/* How a number is written decides where the part that all writings share begins. */
enum form {
    FORM_PLAIN = 'd',   /* 701234 */
    FORM_TRUNK = 't',   /* 0701234, without the 0 */
    FORM_COUNTRY = 'i', /* +46701234, 0046701234: without + or 00 */
};
enum {
    DIGITS_MAX = 40,
    CODE_MAX = 3, /* digits of a country code (ITU-T E.164) */
    SURE_MIN = 4  /* with fewer digits in common, dropping a country code would find anything */
};

/* The digits of s, cut at DIGITS_MAX. */
static enum form read_phone(const char *s, size_t len, char digits[DIGITS_MAX + 1])
{
    enum form form = FORM_PLAIN;
    size_t n = 0;
    for (size_t i = 0; i < len && n < DIGITS_MAX; i++) {
        if (s[i] == '+' && n == 0)
            form = FORM_COUNTRY;
        else if (form == FORM_COUNTRY && i + 2 < len && memcmp(s + i, "(0)", 3) == 0)
            i += 2; /* +46 (0)70: the 0 is dialled in the country only */
        else if (s[i] >= '0' && s[i] <= '9')
            digits[n++] = s[i];
    }
    digits[n] = '\0';
    size_t drop = 0;
    if (form == FORM_PLAIN && n > 2 && digits[0] == '0' && digits[1] == '0') {
        form = FORM_COUNTRY;
        drop = 2;
    } else if (form == FORM_PLAIN && n > 1 && digits[0] == '0') {
        form = FORM_TRUNK;
        drop = 1;
    }
    memmove(digits, digits + drop, n + 1 - drop);
    return form;
}

bool filter_match_phone_needle(const char *text, size_t len, bool whole, char *out)
{
    char digits[DIGITS_MAX + 1];
    enum form form = read_phone(text, len, digits);
    out[0] = (char)form;
    out[1] = whole ? '=' : '-';
    memcpy(out + 2, digits, strlen(digits) + 1);
    return digits[0] != '\0';
}

static bool begins(const char *digits, const char *with, bool whole)
{
    return whole ? strcmp(digits, with) == 0 : str_starts(digits, with);
}

/* The number begins with the digits once it lost up to CODE_MAX of its own. */
static bool begins_behind_code(const char *number, const char *digits, size_t from, bool whole)
{
    size_t len = strlen(number);
    for (size_t code = from; code <= CODE_MAX && code < len; code++)
        if (begins(number + code, digits, whole))
            return true;
    return false;
}

/* The needle has the country, the number has not. */
static bool begins_without_code(const char *number, const char *needle, bool whole)
{
    size_t len = strlen(needle);
    for (size_t code = 1; code <= CODE_MAX && code + SURE_MIN <= len; code++)
        if (begins(number, needle + code, whole))
            return true;
    return false;
}

bool filter_match_phone(const char *text, size_t len, const char *needle)
{
    char digits[DIGITS_MAX + 1];
    enum form has = read_phone(text, len, digits);
    bool whole = needle[1] == '=';
    const char *want = needle + 2;
    if (!digits[0])
        return false;
    switch ((enum form)needle[0]) {
    case FORM_COUNTRY:
        if (has == FORM_COUNTRY)
            return begins(digits, want, whole);
        return (has == FORM_PLAIN && begins(digits, want, whole)) ||
               begins_without_code(digits, want, whole);
    case FORM_TRUNK:
        if (has == FORM_TRUNK)
            return begins(digits, want, whole);
        return begins_behind_code(digits, want, has == FORM_COUNTRY, whole);
    default:
        return whole ? begins_behind_code(digits, want, 0, true) : strstr(digits, want) != NULL;
    }
}
