/* What is kept of an imported card, as the version at hand has it: parameters of 2.1 get their
 * names, its text the escapes, binary values the form of the version. */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "core/contact_kept.h"
#include "core/import_draft.h"
#include "core/vcard_write.h"

/* --- reading --- */

static struct vcard_kept kept_line(struct arena *a, const char *line, bool v21)
{
    struct vcard_kept kept = {.line = line, .group = "", .v21 = v21};
    size_t end = strcspn(line, ":;"), at = end;
    while (at > 0 && line[at - 1] != '.')
        at--;
    if (at > 0)
        kept.group = utf8_upper(a, arena_strndup(a, line, at - 1));
    kept.name = utf8_upper(a, arena_strndup(a, line + at, end - at));
    return kept;
}

void vcard_kept_read(struct vcard_writing *w)
{
    struct vec all = VEC_OF(struct vcard_kept);
    bool card = strcmp(w->contact->form, "vcard") == 0;
    const char *s = card ? w->contact->kept : kept_as_vcard(&w->arena, w->contact->kept);
    bool v21 = strncmp(s, "VERSION:2.1\n", 12) == 0;
    for (size_t n; *s; s += n + (s[n] != '\0')) {
        n = strcspn(s, "\n");
        if (n && strncasecmp(s, "VERSION:", 8) != 0)
            *(struct vcard_kept *)vec_push(&all) =
                kept_line(&w->arena, arena_strndup(&w->arena, s, n), v21);
    }
    w->kept_count = all.count;
    w->kept = vec_move(&all, &w->arena);
}

static const struct vcard_prop *prop_of(struct vcard_writing *w, struct vcard_kept *kept)
{
    if (!kept->prop) {
        struct charset charset = {0};
        struct vcard_prop *prop = arena_alloc(&w->arena, sizeof *prop);
        const struct vcard_line line = {.s = kept->line, .len = strlen(kept->line)};
        if (!vcard_prop_parse(&w->arena, &charset, &line, prop))
            *prop = (struct vcard_prop){.group = "", .name = "", .value = "", .content = ""};
        kept->prop = prop;
        charset_close(&charset);
    }
    return kept->prop;
}

const char *vcard_kept_label(struct vcard_writing *w, struct vcard_kept *kept)
{
    const struct vcard_prop *own = NULL;
    for (size_t i = 0; *kept->group && !own && i < w->kept_count; i++)
        if (strcmp(w->kept[i].name, "X-ABLABEL") == 0 && strcmp(w->kept[i].group, kept->group) == 0)
            own = prop_of(w, &w->kept[i]);
    return draft_label(&w->arena, vcard_label(&w->arena, own, false, prop_of(w, kept)));
}

long vcard_kept_preference(struct vcard_writing *w, struct vcard_kept *kept)
{
    return vcard_preference(prop_of(w, kept));
}

/* The ':' that ends name and parameters: outside of quotes, which must be closed. */
static const char *colon_of(const char *line)
{
    bool quoted = false;
    for (const char *s = line; *s; s++) {
        if (*s == '"')
            quoted = !quoted;
        else if (*s == ':' && !quoted)
            return s;
    }
    const char *any = strchr(line, ':');
    return any ? any : line + strlen(line);
}

const char *vcard_kept_value(const struct vcard_kept *kept)
{
    const char *colon = colon_of(kept->line);
    return *colon ? colon + 1 : colon;
}

/* --- binary values --- */

static bool is_base64(const char *param)
{
    static const char *const words[] = {"BASE64", "B", "ENCODING=BASE64", "ENCODING=B"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(param, words[i]) == 0 && i != 1)
            return true;
    return false;
}

/* The media types that values of the older versions name by one word. */
static const char *media_of(struct arena *a, const char *name, const char *word)
{
    const char *family = strcmp(name, "SOUND") == 0 ? "audio"
                         : strcmp(name, "KEY") == 0 ? "application"
                                                    : "image";
    if (strchr(word, '/'))
        return utf8_lower(a, word);
    if (strcasecmp(word, "PGP") == 0)
        return "application/pgp-keys";
    return *word ? arena_printf(a, "%s/%s", family, utf8_lower(a, word))
                 : "application/octet-stream";
}

/* "data:image/jpeg;base64,": where the data begins, and "JPEG"; NULL: it is no such URI. */
static const char *data_of(struct arena *a, const char *value, const char **word)
{
    static const char mark[] = ";base64,";
    if (strncasecmp(value, "data:", 5) != 0)
        return NULL;
    const char *comma = strchr(value, ','), *end = strchr(value, ';');
    if (!comma || !end || end + strlen(mark) - 1 != comma ||
        strncasecmp(end, mark, strlen(mark)) != 0)
        return NULL;
    const char *slash = memchr(value, '/', (size_t)(end - value));
    const char *from = slash ? slash + 1 : end;
    *word = utf8_upper(a, arena_strndup(a, from, (size_t)(end - from)));
    return comma + 1;
}

/* --- a line in the version at hand --- */

struct params {
    struct str text;
    bool base64, typed, pref;
    const char *media; /* the word of TYPE of a binary value */
};

static bool takes_binary(const char *name)
{
    return strcmp(name, "PHOTO") == 0 || strcmp(name, "LOGO") == 0 || strcmp(name, "SOUND") == 0 ||
           strcmp(name, "KEY") == 0;
}

/* Types of which one is PREF, as 4.0 has them: without it. */
static void add_types(const char *words, struct params *p)
{
    bool quoted = *words == '"', first = true;
    for (words += quoted; *words && *words != '"'; words += *words == ',') {
        size_t n = strcspn(words, ",\"");
        if (n != 4 || strncasecmp(words, "PREF", 4) != 0) {
            str_add(&p->text, !first ? "," : quoted ? ";TYPE=\"" : ";TYPE=");
            str_add_n(&p->text, words, n);
            first = false;
        }
        words += n;
    }
    str_add(&p->text, quoted && !first ? "\"" : "");
}

static bool has_pref(const char *words)
{
    for (const char *s = words; *s; s += *s != '\0') {
        size_t n = strcspn(s, ",\"");
        if (n == 4 && strncasecmp(s, "PREF", 4) == 0)
            return true;
        s += n;
    }
    return false;
}

/* One parameter of the line: bare words of 2.1 are types; PREF is a parameter of its own in 4.0
 * (RFC 6350 5.3), a type in 3.0 (RFC 2426 3.3.1), which has no numbers for it. */
static void add_param(struct vcard_writing *w, const struct vcard_kept *kept, const char *param,
                      struct params *p)
{
    bool bare = !strchr(param, '=');
    const char *word = bare ? param : strncasecmp(param, "TYPE=", 5) == 0 ? param + 5 : "";
    if (is_base64(param) || (bare && strcasecmp(param, "B") == 0)) {
        p->base64 = true;
        return;
    }
    if (!*param || strcasecmp(param, "X-LIAISE-FIELD=kept") == 0)
        return;
    if (takes_binary(kept->name) && *word && !p->media) {
        p->media = arena_strdup(&w->arena, word);
        p->typed = !bare;
        return;
    }
    bool pref = has_pref(word);
    if (w->v4 && pref) {
        add_types(word, p);
        str_add(&p->text, p->pref ? "" : ";PREF=1");
    } else if (!w->v4 && strcasecmp(param, "PREF=1") == 0) {
        str_add(&p->text, p->pref ? "" : ";TYPE=PREF");
        pref = true;
    } else {
        str_add_f(&p->text, ";%s%s", bare ? "TYPE=" : "", param);
    }
    p->pref |= pref;
}

static void read_params(struct vcard_writing *w, const struct vcard_kept *kept, const char *colon,
                        struct params *p)
{
    const char *s = kept->line + strcspn(kept->line, ":;");
    while (s < colon && *s == ';') {
        const char *from = ++s;
        bool quoted = false;
        for (; s < colon && (quoted || *s != ';'); s++)
            quoted ^= *s == '"';
        const char *param = arena_strndup(&w->arena, from, (size_t)(s - from));
        add_param(w, kept, param, p);
    }
}

const char *vcard_kept_params(struct vcard_writing *w, struct vcard_kept *kept)
{
    struct params p = {0};
    read_params(w, kept, colon_of(kept->line), &p);
    const char *text = arena_strndup(&w->arena, str_text(&p.text), p.text.len);
    str_clear(&p.text);
    kept->written = true;
    return text;
}

/* A value of 2.1 has no escapes but of ';' and of line breaks, which reading made. */
static void add_21(struct str *out, const char *value)
{
    for (const char *s = value; *s; s++) {
        bool escape = *s == '\\' && (s[1] == 'n' || s[1] == ';' || s[1] == ',' || s[1] == '\\');
        if (escape)
            str_add_n(out, s++, 2);
        else if (*s == '\\' || *s == ',')
            str_add_f(out, "\\%c", *s);
        else
            str_add_char(out, *s);
    }
}

/* Properties that a reader would make fields of: these stay what they are, kept. */
static bool is_field(const char *name)
{
    static const char *const names[] = {"FN",    "N",    "ORG",        "TITLE",      "TEL",
                                        "EMAIL", "URL",  "ADR",        "BDAY",       "NOTE",
                                        "UID",   "KIND", "CATEGORIES", "X-ABSHOWAS", "REV"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void add_binary(struct vcard_writing *w, const struct vcard_kept *kept,
                       const struct params *p, const char *value, struct str *line)
{
    const char *word = p->media ? p->media : "",
               *data = w->v4 ? NULL : data_of(&w->arena, value, &word);
    if (w->v4 && p->base64) {
        str_add_f(line, ":data:%s;base64,", media_of(&w->arena, kept->name, word));
        data = value;
    } else if (data) {
        str_add_f(line, ";ENCODING=b%s%s:", *word ? ";TYPE=" : "", word);
    } else {
        str_add_f(line, "%s%s%s:", p->base64 ? ";ENCODING=b" : "", *word ? ";TYPE=" : "", word);
        data = value;
    }
    for (const char *s = data; *s; s++) /* folded with blanks in it by some writers */
        if (!p->base64 || !strchr(" \t", *s))
            str_add_char(line, *s);
}

static void write_line(struct vcard_writing *w, struct vcard_kept *kept, const char *more)
{
    struct params p = {0};
    struct str line = {0};
    const char *colon = colon_of(kept->line), *value = vcard_kept_value(kept);
    read_params(w, kept, colon, &p);
    str_add_n(&line, kept->line, strcspn(kept->line, ":;"));
    str_add(&line, str_text(&p.text));
    str_add(&line, more);
    if (p.base64 ||
        (takes_binary(kept->name) && (p.media || strncasecmp(value, "data:", 5) == 0))) {
        add_binary(w, kept, &p, value, &line);
    } else {
        str_add_char(&line, ':');
        if (kept->v21)
            add_21(&line, value);
        else
            str_add(&line, value);
    }
    vcard_line_add(w->out, str_text(&line));
    str_clear(&line);
    str_clear(&p.text);
    kept->written = true;
}

void vcard_kept_write(struct vcard_writing *w, struct vcard_kept *kept, const char *more)
{
    write_line(w, kept, more);
}

void vcard_kept_write_label(struct vcard_writing *w, const struct vcard_kept *kept)
{
    for (size_t i = 0; *kept->group && i < w->kept_count; i++) {
        struct vcard_kept *label = &w->kept[i];
        if (!label->written && strcmp(label->name, "X-ABLABEL") == 0 &&
            strcmp(label->group, kept->group) == 0)
            write_line(w, label, "");
    }
}

/* --- the rest --- */

void vcard_kept_rest(struct vcard_writing *w)
{
    for (size_t i = 0; i < w->kept_count; i++)
        if (!w->kept[i].written)
            write_line(w, &w->kept[i], is_field(w->kept[i].name) ? ";X-LIAISE-FIELD=kept" : "");
}
