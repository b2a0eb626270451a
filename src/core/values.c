#include "liaise/values.h"

#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"

struct value {
    const char *code, *name;
};

static const struct value types[] = {{"company", N_("company")}, {"person", N_("person")}};
static const struct value flows[] = {
    {"", ""}, {"outbound", N_("outbound")}, {"inbound", N_("inbound")}};
static const struct value bys[] = {{"", ""}, {"us", N_("us")}, {"them", N_("them")}};
static const struct value corrs[] = {
    {"", ""}, {"hard-copy", N_("hard copy")}, {"email", N_("email")}, {"phone", N_("phone")}};
static const struct value evaluations[] = {
    {"", ""},
    {"very-positive", N_("very positive")},
    {"positive", N_("positive")},
    {"neutral", N_("neutral")},
    {"negative", N_("negative")},
    {"very-negative", N_("very negative")},
};
static const struct value results[] = {{"succeeded", N_("succeeded")}, {"failed", N_("failed")}};
static const struct value statuses[] = {{"logged", N_("logged")},
                                        {"failed", N_("failed")},
                                        {"canceled", N_("canceled")},
                                        {"corrected", N_("corrected")}};
static const struct value origins[] = {
    {"manual", N_("manual")}, {"segment", N_("segment")}, {"automatic", N_("automatic")}};
static const struct value channels[] = {
    {"email", N_("email")}, {"phone", N_("phone")}, {"address", N_("address")}, {"page", N_("page")}};

/* first: the value of the first row. */
struct set {
    const struct value *values;
    int count, first;
};
#define SET(values, first) {values, (int)(sizeof(values) / sizeof *(values)), first}
static const struct set sets[] = {
    [LIA_SET_TYPE] = SET(types, 1),
    [LIA_SET_FLOW] = SET(flows, 0),
    [LIA_SET_BY] = SET(bys, 0),
    [LIA_SET_CORR] = SET(corrs, 0),
    [LIA_SET_EVALUATION] = SET(evaluations, 0),
    [LIA_SET_RESULT] = SET(results, 0),
    [LIA_SET_STATUS] = SET(statuses, 0),
    [LIA_SET_ORIGIN] = SET(origins, 1),
    [LIA_SET_CHANNEL] = SET(channels, 1),
};

static const struct value *value_at(lia_value_set set, int value)
{
    const struct set *s = &sets[set];
    if (value < s->first || value >= s->first + s->count)
        return NULL;
    return &s->values[value - s->first];
}

const char *lia_value_code(lia_value_set set, int value)
{
    const struct value *v = value_at(set, value);
    return v ? v->code : NULL;
}

const char *lia_value_name(lia_value_set set, int value)
{
    const struct value *v = value_at(set, value);
    if (!v)
        return NULL;
    return *v->name ? _(v->name) : "";
}

int lia_value_count(lia_value_set set)
{
    return sets[set].count;
}

/* Folded, without blanks and hyphens: "Hard copy", "hard-copy" and "hardcopy" are one word. */
static char *squeeze(struct arena *a, const char *text)
{
    char *folded = utf8_fold(a, text), *to = folded;
    for (const char *from = folded; *from; from++)
        if (*from != ' ' && *from != '-')
            *to++ = *from;
    *to = '\0';
    return folded;
}

enum fit { DIFFERS, BEGINS, IS };

static enum fit compare(struct arena *a, const struct value *v, const char *typed)
{
    const char *words[] = {v->code, *v->name ? _(v->name) : ""};
    enum fit best = DIFFERS;
    for (int i = 0; i < 2; i++) {
        const char *word = squeeze(a, words[i]);
        if (strcmp(word, typed) == 0)
            return IS;
        if (*typed && strncmp(word, typed, strlen(typed)) == 0)
            best = BEGINS;
    }
    return best;
}

int lia_value_parse(lia_value_set set, const char *text)
{
    struct arena a = {0};
    const struct set *s = &sets[set];
    const char *typed = squeeze(&a, text ? text : "");
    int found = -1, begin = 0;
    for (int i = 0; i < s->count; i++) {
        enum fit fit = compare(&a, &s->values[i], typed);
        if (fit == IS) {
            found = i;
            begin = 1;
            break;
        }
        if (fit == BEGINS) {
            found = i;
            begin++;
        }
    }
    arena_clear(&a);
    return begin == 1 ? found + s->first : -1;
}
