/* What is kept of a contact: lines "column<TAB>value" of tables, content lines of cards. */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "core/contact_kept.h"
#include "core/import_merge.h"

static size_t line_length(const char *s)
{
    size_t n = strcspn(s, "\n");
    return n + (s[n] == '\n');
}

/* Looking for lines of one text in another. Both are mostly in the same order, so the search goes
 * on where the last one ended. */
struct search {
    const char *text, *at;
    bool vcard, values; /* kept_same */
};

static bool is_line(const char *x, const char *y)
{
    size_t n = strcspn(x, "\n");
    return strncmp(x, y, n) == 0 && (y[n] == '\n' || y[n] == '\0');
}

static bool found_in(struct search *s, const char *from, const char *to, const char *line,
                     bool whole)
{
    for (const char *at = from; at < to && *at; at += line_length(at)) {
        if (is_line(at, line) || (!whole && kept_same(at, line, s->vcard, s->values))) {
            s->at = at;
            return true;
        }
    }
    return false;
}

/* Is there a line about the same, or the whole line? */
static bool find(struct search *s, const char *line, bool whole)
{
    const char *at = s->at ? s->at : s->text;
    return found_in(s, at, at + strlen(at), line, whole) || found_in(s, s->text, at, line, whole);
}

/* How 2.1 writes text is said once, at the head. */
static bool is_version(const char *line, bool vcard)
{
    return vcard && strncmp(line, "VERSION:", 8) == 0;
}

static void add_line(struct str *out, const char *line)
{
    str_add_n(out, line, strcspn(line, "\n"));
    str_add_char(out, '\n');
}

/* What came from the other form goes by whole lines, but for phones, e-mails, pages and addresses,
 * which each version of a card writes in its way. What replaces others does so by their name. */
static bool merge_lines(struct arena *a, struct import_kept *kept, const char *from, bool vcard,
                        bool foreign, bool update)
{
    struct str out = {0};
    bool replaces = update && !foreign;
    struct search old = {kept->text, NULL, vcard, !replaces}, new = {from, NULL, vcard, false};
    for (const char *s = kept->text; *s; s += line_length(s))
        if (!replaces || is_version(s, vcard) || !find(&new, s, false))
            add_line(&out, s);
    for (const char *s = from; *s; s += line_length(s))
        if (!is_version(s, vcard) &&
            (replaces || !find(&old, s, foreign && !kept_is_several(s, vcard))))
            add_line(&out, s);
    /* an update in another order is none */
    bool changed = out.len != strlen(kept->text);
    for (const char *s = str_text(&out); !changed && *s; s += line_length(s))
        changed = !find(&old, s, true);
    if (changed)
        kept->text = arena_strndup(a, str_text(&out), out.len);
    str_clear(&out);
    return changed;
}

bool import_merge_kept(struct arena *a, struct import_kept *kept, const struct import_kept *from,
                       bool update)
{
    if (!*from->text)
        return false;
    if (!*kept->text) {
        *kept = *from;
        return true;
    }
    bool vcard = strcmp(kept->form, "vcard") == 0, foreign = strcmp(kept->form, from->form) != 0;
    if (!foreign && strcmp(kept->text, from->text) == 0)
        return false;
    const char *text = from->text;
    if (foreign)
        text = vcard ? kept_as_vcard(a, text) : kept_as_csv(a, text);
    return merge_lines(a, kept, text, vcard, foreign, update);
}
