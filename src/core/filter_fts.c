#include "core/filter_fts.h"

#include <string.h>

#include "base/utf8.h"
#include "base/words.h"

/* --- letters that the index keeps apart although they are one letter to people --- */

/* The index leaves accents of Latin letters out, but these stay in it as they are written.
 * utf8_fold makes the left one of each, so a word is asked for in its other writings too. */
static const struct {
    const char *folded, *written;
} writings[] = {
    {"o", "ø"},  {"ae", "æ"}, {"ss", "ß"}, {"d", "đ"}, {"d", "ð"}, {"l", "ł"},
    {"oe", "œ"}, {"i", "ı"},  {"th", "þ"}, {"h", "ħ"}, {"t", "ŧ"}, {"е", "ё"},
    {"и", "й"},  {"і", "ї"},  {"у", "ў"},  {"г", "ґ"}, {"α", "ά"}, {"ε", "έ"},
    {"η", "ή"},  {"ι", "ί"},  {"ο", "ό"},  {"υ", "ύ"}, {"ω", "ώ"}, {"σ", "ς"},
};
enum { SITES_MAX = 24, VARIANTS_MAX = 24, WORD_BYTES = 256 };

/* Where a word can be written otherwise. */
struct site {
    size_t at, len;
    const char *written;
};

static int find_sites(const char *word, size_t len, struct site sites[SITES_MAX])
{
    int count = 0;
    for (size_t at = 0; at < len; at++)
        for (size_t i = 0; i < sizeof writings / sizeof *writings && count < SITES_MAX; i++) {
            size_t n = strlen(writings[i].folded);
            if (n <= len - at && memcmp(word + at, writings[i].folded, n) == 0)
                sites[count++] = (struct site){at, n, writings[i].written};
        }
    return count;
}

/* --- words --- */

static void add_word(struct str *out, const char *word, size_t len, bool begins)
{
    str_add_char(out, '"');
    str_add_n(out, word, len);
    str_add(out, begins ? "\"*" : "\"");
}

static void add_written(struct str *out, const char *word, size_t len, bool begins,
                        const struct site *a, const struct site *b)
{
    struct str other = {0};
    size_t from = 0;
    for (int i = 0; i < 2; i++) {
        const struct site *site = i ? b : a;
        if (!site)
            continue;
        str_add_n(&other, word + from, site->at - from);
        str_add(&other, site->written);
        from = site->at + site->len;
    }
    str_add_n(&other, word + from, len - from);
    str_add(out, " OR ");
    add_word(out, str_text(&other), other.len, begins);
    str_clear(&other);
}

/* The folded word in all its writings, with up to two letters of the other kind. */
static void add_writings(struct str *out, const char *word, size_t len, bool begins)
{
    struct site sites[SITES_MAX];
    int count = find_sites(word, len, sites), written = 1;
    str_add_char(out, '(');
    add_word(out, word, len, begins);
    for (int i = 0; i < count && written < VARIANTS_MAX; i++, written++)
        add_written(out, word, len, begins, &sites[i], NULL);
    for (int i = 0; i < count; i++)
        for (int j = i + 1; j < count && written < VARIANTS_MAX; j++)
            if (sites[j].at >= sites[i].at + sites[i].len) {
                add_written(out, word, len, begins, &sites[i], &sites[j]);
                written++;
            }
    str_add_char(out, ')');
}

/* The length of the word's first FTS_PREFIX letters, and fewer where a pair of letters that one
 * other stands for would be parted: "xyss" is not "xys" but "xy", since "xyß" matches too. */
static size_t cut_word(const char *word, size_t len)
{
    size_t at = 0;
    for (int i = 0; i < FTS_PREFIX && at < len; i++) {
        int32_t cp;
        at += utf8_decode(word + at, len - at, &cp);
    }
    struct site sites[SITES_MAX];
    int count = find_sites(word, len, sites);
    for (int i = 0; i < count; i++)
        if (sites[i].at < at && sites[i].at + sites[i].len > at && sites[i].at > 0)
            at = sites[i].at;
    return at;
}

struct word_list {
    const char *text;
    bool last_begins; /* the last word is the beginning of one */
    bool narrow;
    bool folded; /* its other writings are asked for too */
};

/* All words of a text, joined by AND; how many there are. *cut: one was shortened. */
static int add_words(struct str *out, const struct word_list *list, bool *cut)
{
    const char *text = list->text;
    size_t len = strlen(text), start = 0, next = 0;
    int count = 0;
    for (size_t n = word_find(text, len, 0, &start); n; count++) {
        size_t word = start, word_len = n;
        n = word_find(text, len, word + word_len, &next);
        start = next;
        bool begins = !n && list->last_begins;
        if (begins && list->narrow && cut_word(text + word, word_len) < word_len) {
            word_len = cut_word(text + word, word_len);
            *cut = true;
        }
        if (count)
            str_add(out, " AND ");
        if (list->folded && word_len < WORD_BYTES)
            add_writings(out, text + word, word_len, begins);
        else
            add_word(out, text + word, word_len, begins);
    }
    return count;
}

static bool is_ascii(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80)
            return false;
    return true;
}

/* Is it nothing but one word? Then the index knows as much as the text. */
static bool one_word(const char *text)
{
    size_t start = 0, len = strlen(text);
    return word_find(text, len, 0, &start) == len;
}

enum fts fts_value(const struct value *value, bool narrow, struct str *out)
{
    if (value->kind != VALUE_TEXT || value->match == MATCH_INSIDE || !value->raw)
        return FTS_NOTHING;
    bool cut = false;
    struct word_list list = {.text = value->text,
                             .last_begins = value->match != MATCH_WHOLE,
                             .narrow = narrow,
                             .folded = true};
    struct str words = {0};
    if (!add_words(&words, &list, &cut)) {
        str_clear(&words);
        return FTS_NOTHING;
    }
    str_add_char(out, '(');
    str_add_n(out, str_text(&words), words.len);
    str_clear(&words);
    /* What folding takes apart stands whole in the index (Hangul, kana): as it was typed it is
     * found. */
    list.text = value->raw;
    list.folded = false;
    if (!is_ascii(value->raw) && add_words(&words, &list, &cut)) {
        str_add(out, ") OR (");
        str_add_n(out, str_text(&words), words.len);
    }
    str_clear(&words);
    str_add_char(out, ')');
    bool exact = !cut && (value->match == MATCH_WORDS ||
                          (value->match == MATCH_PHRASE && one_word(value->text)));
    return exact ? FTS_EXACT : FTS_NEEDED;
}

/* --- trees --- */

/* Joins an expression to what is there. */
static void join(struct str *all, const char *with, const struct str *one)
{
    if (all->len)
        str_add(all, with);
    str_add_char(all, '(');
    str_add_n(all, str_text(one), one->len);
    str_add_char(all, ')');
}

enum fts fts_values(const struct node *node, bool narrow, struct str *out)
{
    struct str all = {0};
    enum fts least = FTS_EXACT;
    for (size_t i = 0; i < node->count && least != FTS_NOTHING; i++) {
        struct str one = {0};
        enum fts is = fts_value(&node->values[i], narrow, &one);
        if (is < least)
            least = is;
        join(&all, " OR ", &one);
        str_clear(&one);
    }
    if (least != FTS_NOTHING)
        str_add_n(out, str_text(&all), all.len);
    str_clear(&all);
    return least;
}

/* Are the words of the field among those of its contact? */
static bool is_indexed(enum field_id id)
{
    return id == C_NAME || id == C_COMPANY || id == C_CITY || id == C_EMAIL || id == C_TAG;
}

static enum fts all_children(const struct node *node, bool narrow, struct str *out)
{
    struct str all = {0};
    enum fts is = FTS_EXACT;
    for (const struct node *child = node->child; child; child = child->next) {
        struct str one = {0};
        enum fts child_is = fts_contact(child, narrow, &one);
        if (child_is != FTS_NOTHING)
            join(&all, " AND ", &one);
        if (child_is != FTS_EXACT)
            is = FTS_NEEDED;
        str_clear(&one);
    }
    if (!all.len)
        is = FTS_NOTHING;
    str_add_n(out, str_text(&all), all.len);
    str_clear(&all);
    return is;
}

static enum fts any_child(const struct node *node, bool narrow, struct str *out)
{
    struct str all = {0};
    enum fts least = FTS_EXACT;
    for (const struct node *child = node->child; child && least != FTS_NOTHING;
         child = child->next) {
        struct str one = {0};
        enum fts is = fts_contact(child, narrow, &one);
        if (is < least)
            least = is;
        join(&all, " OR ", &one);
        str_clear(&one);
    }
    if (least != FTS_NOTHING)
        str_add_n(out, str_text(&all), all.len);
    str_clear(&all);
    return least;
}

enum fts fts_contact(const struct node *node, bool narrow, struct str *out)
{
    switch (node->kind) {
    case NODE_WORD:
        return fts_values(node, narrow, out);
    case NODE_FIELD:
        if (!is_indexed(node->field->id) || fts_values(node, narrow, out) == FTS_NOTHING)
            return FTS_NOTHING;
        return FTS_NEEDED;
    case NODE_AND:
        return all_children(node, narrow, out);
    case NODE_OR:
        return any_child(node, narrow, out);
    default:
        return FTS_NOTHING;
    }
}
