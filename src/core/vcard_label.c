#include "core/vcard_label.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "core/vcard_write.h"

/* In any case; the words are upper case. */
static bool is_among(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((*word & ~0x20) == *words[i] && strcasecmp(word, words[i]) == 0)
            return true;
    return false;
}

/* Types that say nothing about where a phone or e-mail rings. */
static bool says_nothing(const char *type)
{
    static const char *const words[] = {"VOICE", "PREF",   "INTERNET", "MSG",  "DOM",
                                        "INTL",  "POSTAL", "PARCEL",   "TEXT", "X-INTERNET"};
    return !*type || is_among(type, words, sizeof words / sizeof *words);
}

static const char *word_for(struct arena *a, const char *type)
{
    if (strcasecmp(type, "CELL") == 0 || strcasecmp(type, "IPHONE") == 0)
        return "mobile";
    if (strncasecmp(type, "X-", 2) == 0)
        type += 2;
    return utf8_lower(a, type);
}

static const char *from_types(struct arena *a, const struct vcard_prop *p)
{
    const char *label = "";
    for (size_t i = 0; i < p->param_count && strlen(label) < 60; i++) {
        const struct vcard_param *param = &p->params[i];
        if (strcmp(param->name, "TYPE") != 0 || says_nothing(param->value))
            continue;
        const char *word = word_for(a, param->value);
        if (!*label)
            label = word;
        else if (!strstr(label, word))
            label = arena_printf(a, "%s %s", label, word);
    }
    return label;
}

/* "_$!<HomeFAX>!$_", the labels that Apple's programs translate; others are somebody's words. */
static const char *from_apple(struct arena *a, const char *value)
{
    static const char *const split[][2] = {{"homefax", "home fax"},
                                           {"workfax", "work fax"},
                                           {"otherfax", "other fax"},
                                           {"homepage", "home page"}};
    size_t len = strlen(value);
    if (len < 8 || strncmp(value, "_$!<", 4) != 0 || strcmp(value + len - 4, ">!$_") != 0)
        return value;
    const char *word = utf8_lower(a, arena_strndup(a, value + 4, len - 8));
    for (size_t i = 0; i < sizeof split / sizeof *split; i++)
        if (strcmp(word, split[i][0]) == 0)
            return split[i][1];
    return word;
}

static const struct vcard_prop *label_of(const struct vcard *card, const struct vcard_prop *p)
{
    for (size_t i = 0; *p->group && i < card->props.count; i++) {
        const struct vcard_prop *label = &VEC_AT(&card->props, struct vcard_prop, i);
        if (strcmp(label->name, "X-ABLABEL") == 0 && strcmp(label->group, p->group) == 0)
            return label;
    }
    return NULL;
}

const char *vcard_label(struct arena *a, const struct vcard *card, const struct vcard_prop *p)
{
    const struct vcard_prop *label = label_of(card, p);
    return label ? from_apple(a, vcard_text(a, label->value, card->v21)) : from_types(a, p);
}

const char *vcard_label_line(const struct vcard *card, const struct vcard_prop *p)
{
    const struct vcard_prop *label = label_of(card, p);
    return label && strncmp(label->value, "_$!<", 4) != 0 ? label->content : NULL;
}

/* Which one it is, and how it is written. */
static bool says_which(const struct vcard_param *param)
{
    static const char *const names[] = {"PREF", "VALUE", "ENCODING", "CHARSET", "X-LIAISE-FIELD"};
    static const char *const types[] = {"PREF", "VOICE", "CELL", "INTERNET", "X-INTERNET"};
    if (strcmp(param->name, "TYPE") == 0)
        return !*param->value || is_among(param->value, types, sizeof types / sizeof *types);
    return is_among(param->name, names, sizeof names / sizeof *names);
}

const char *vcard_says(struct arena *a, const struct vcard *card, const struct vcard_prop *p,
                       const char **label)
{
    const struct vcard_prop *own = label_of(card, p);
    struct str out = {0};
    bool more = own != NULL;
    *label = own ? own->content : NULL;
    for (size_t i = 0; i < p->param_count && !more; i++)
        more = !says_which(&p->params[i]);
    if (!more)
        return NULL;
    if (own)
        str_add_n(&out, p->content, strlen(p->group) + 1);
    str_add(&out, p->name);
    for (size_t i = 0; i < p->param_count; i++) {
        const struct vcard_param *param = &p->params[i];
        if (says_which(param))
            continue;
        str_add_char(&out, ';');
        str_add(&out, param->name);
        str_add_char(&out, '=');
        vcard_param_add(&out, param->value);
    }
    const char *text = arena_strndup(a, str_text(&out), out.len);
    str_clear(&out);
    return text;
}

bool vcard_label_used(const struct vcard *card, const struct vcard_prop *label)
{
    static const char *const names[] = {"TEL", "EMAIL", "URL", "ADR"};
    for (size_t i = 0; *label->group && i < card->props.count; i++) {
        const struct vcard_prop *p = &VEC_AT(&card->props, struct vcard_prop, i);
        if (strcmp(p->group, label->group) != 0)
            continue;
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (strcmp(p->name, names[n]) == 0)
                return true;
    }
    return false;
}
