#include "core/vcard_label.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* In any case; the words are upper case. */
static bool is_among(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((*word & ~0x20) == (*words[i] & ~0x20) && strcasecmp(word, words[i]) == 0)
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

const struct vcard_prop *vcard_label_of(const struct vcard *card, const struct vcard_prop *p)
{
    for (size_t i = 0; *p->group && i < card->props.count; i++) {
        const struct vcard_prop *label = &VEC_AT(&card->props, struct vcard_prop, i);
        if (strcmp(label->name, "X-ABLABEL") == 0 && strcmp(label->group, p->group) == 0)
            return label;
    }
    return NULL;
}

const char *vcard_label(struct arena *a, const struct vcard_prop *own, bool v21,
                        const struct vcard_prop *p)
{
    return own ? from_apple(a, vcard_text(a, own->value, v21)) : from_types(a, p);
}

bool vcard_label_is_own(const struct vcard_prop *label)
{
    return strncmp(label->value, "_$!<", 4) != 0;
}

enum vcard_place vcard_further(struct arena *a, const struct vcard *card,
                               const struct vcard_prop *p, const struct vcard_prop *own,
                               const char *label)
{
    size_t lines = 0;
    if (!own || own->param_count || !vcard_label_is_own(own) ||
        *vcard_types(a, label, *p->name == 'T', 0))
        return VCARD_FURTHER;
    for (size_t i = 0; i < card->props.count; i++)
        lines += strcmp(VEC_AT(&card->props, struct vcard_prop, i).group, p->group) == 0;
    return lines == 2 ? VCARD_LABELLED : VCARD_FURTHER;
}

bool vcard_label_used(const struct vcard *card, const struct vcard_prop *label)
{
    static const char *const names[] = {"TEL", "EMAIL", "URL", "ADR"};
    for (size_t i = 0; *label->group && i < card->props.count; i++) {
        const struct vcard_prop *p = &VEC_AT(&card->props, struct vcard_prop, i);
        const char *field = vcard_prop_param(p, "X-LIAISE-FIELD");
        if (strcmp(p->group, label->group) != 0 || (field && strcmp(field, "kept") == 0))
            continue;
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (strcmp(p->name, names[n]) == 0)
                return true;
    }
    return false;
}

/* --- labels that are types --- */

/* All properties have the first two, a phone in 4.0 (RFC 6350 6.4.1) those up to "textphone", in
 * 3.0 (RFC 2426 3.3.1) the others. */
static const struct {
    const char *word, *type;
} types[] = {{"work", "WORK"},
             {"home", "HOME"},
             {"mobile", "CELL"},
             {"fax", "FAX"},
             {"pager", "PAGER"},
             {"video", "VIDEO"},
             {"textphone", "TEXTPHONE"},
             {"car", "CAR"},
             {"isdn", "ISDN"},
             {"modem", "MODEM"},
             {"bbs", "BBS"},
             {"pcs", "PCS"}};
enum { TYPES_ALL = 2, TYPES_BOTH = 6, TYPES_4 = 7, TYPES = sizeof types / sizeof *types };

static bool has_type(int i, bool phone, int version)
{
    if (i < TYPES_BOTH)
        return i < TYPES_ALL || phone;
    return phone && version == (i < TYPES_4 ? 4 : 3);
}

static const char *type_of(const char *word, size_t len, bool phone, int version)
{
    for (int i = 0; i < TYPES; i++)
        if (has_type(i, phone, version) && strlen(types[i].word) == len &&
            strncmp(types[i].word, word, len) == 0)
            return types[i].type;
    return NULL;
}

const char *vcard_types(struct arena *a, const char *label, bool phone, int version)
{
    struct str out = {0};
    for (const char *s = label; *s;) {
        size_t n = strcspn(s, " ");
        const char *type = type_of(s, n, phone, version);
        if (!type || strstr(str_text(&out), type) || (s[n] && !s[n + 1])) {
            str_clear(&out);
            return "";
        }
        if (out.len)
            str_add_char(&out, ',');
        str_add(&out, type);
        s += n + (s[n] == ' ');
    }
    const char *text = arena_strndup(a, str_text(&out), out.len);
    str_clear(&out);
    return text;
}

long vcard_preference(const struct vcard_prop *p)
{
    const char *pref = vcard_prop_param(p, "PREF");
    long value = pref ? strtol(pref, NULL, 10) : 0;
    return value >= 1 && value <= 100 ? value : vcard_prop_type(p, "PREF") ? 1 : 0;
}

/* --- heads --- */

/* What every phone and e-mail is when nothing else is said (RFC 2426 3.3.1, 3.3.2; RFC 6350 6.4.1)
 * goes without saying. */
static bool type_is_said(const struct vcard_prop *p, const char *type, enum vcard_place place,
                         bool writes_pref)
{
    bool phone = *p->name == 'T';
    if (!*type)
        return true;
    if (strcasecmp(type, "PREF") == 0)
        return writes_pref;
    if (strcasecmp(type, phone ? "VOICE" : "INTERNET") == 0)
        return phone || *p->name == 'E';
    if (place == VCARD_MOBILE)
        return strcasecmp(type, "CELL") == 0;
    for (int i = 0; place == VCARD_FURTHER && i < (phone ? TYPES : TYPES_ALL); i++)
        if (strcasecmp(type, types[i].type) == 0)
            return true;
    return false;
}

/* How the value was written. */
static bool is_coding(const char *param)
{
    static const char *const names[] = {"VALUE", "ENCODING", "CHARSET", "X-LIAISE-FIELD"};
    return is_among(param, names, sizeof names / sizeof *names);
}

static bool is_said(const struct vcard_prop *p, const struct vcard_param *param,
                    enum vcard_place place, bool writes_pref)
{
    if (strcmp(param->name, "TYPE") == 0)
        return type_is_said(p, param->value, place, writes_pref);
    if (strcmp(param->name, "PREF") == 0)
        return writes_pref && strcmp(param->value, "1") == 0;
    return is_coding(param->name);
}

static bool is_word(const char *s, size_t len, const char *word)
{
    return strlen(word) == len && strncasecmp(s, word, len) == 0;
}

/* Does a parameter, as it stands, only say how the value was written? */
static bool is_left_out(const char *s, size_t len)
{
    static const char *const codings[] = {"VALUE=", "ENCODING=", "CHARSET=", "X-LIAISE-FIELD="};
    switch (*s | 0x20) {
    case 'b':
        return is_word(s, len, "BASE64");
    case '7':
    case '8':
        return is_word(s, len, "7BIT") || is_word(s, len, "8BIT");
    default:
        for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
            if ((*s & ~0x20) == *codings[i] && len >= strlen(codings[i]) &&
                strncasecmp(s, codings[i], strlen(codings[i])) == 0)
                return true;
        return len == 0;
    }
}

/* The length of the parameter at s, with the ';' that it begins with. */
static size_t param_length(const char *s, const char *end)
{
    bool quoted = false;
    size_t n = 1;
    for (; s + n < end && (quoted || s[n] != ';'); n++)
        quoted ^= s[n] == '"';
    return n;
}

/* The head without what is left out. */
static const char *rest_of_head(struct arena *a, const struct vcard_prop *p)
{
    const char *s = p->content, *end = s + p->head - 1;
    size_t name = strcspn(s, ":;"), n;
    bool whole = true;
    for (s += name; s < end && whole; s += n) {
        n = param_length(s, end);
        whole = !is_left_out(s + 1, n - 1);
    }
    if (whole)
        return p->content;
    char *copy = arena_strndup(a, p->content, p->head - 1), *to = copy + name;
    for (s = p->content + name; s < end; s += n) {
        n = param_length(s, end);
        if (is_left_out(s + 1, n - 1))
            continue;
        memcpy(to, s, n);
        to += n;
    }
    *to = '\0';
    return copy;
}

const char *vcard_says(struct arena *a, const struct vcard_prop *p, enum vcard_place place,
                       bool writes_pref)
{
    bool more = *p->group && place != VCARD_LABELLED;
    for (size_t i = 0; i < p->param_count && !more; i++)
        more = !is_said(p, &p->params[i], place, writes_pref);
    return more ? rest_of_head(a, p) : NULL;
}

bool vcard_says_more(const struct vcard_prop *p)
{
    bool more = *p->group != '\0';
    for (size_t i = 0; i < p->param_count && !more; i++)
        more = !is_coding(p->params[i].name);
    return more;
}
