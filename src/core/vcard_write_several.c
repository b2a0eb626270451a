/* Notes and tags of a card, which several lines may say: a contact has one note, and tags in small
 * letters. The lines that they were read from go out in their place. */
#include <string.h>

#include "core/contact_tidy.h"
#include "core/import_draft.h"
#include "core/vcard_write.h"

static bool is_open(const struct vcard_kept *kept, const char *name)
{
    return !kept->written && strcmp(kept->name, name) == 0;
}

/* --- notes --- */

static bool is_space(char c)
{
    return c && strchr(" \t\r\n", c);
}

/* Is text, but for blanks around it, the end of s[0..len)? Then its length becomes what is before.
 */
static bool ends_with(const char *s, size_t *len, const char *text)
{
    size_t end = *len, n = strlen(text);
    while (end && is_space(s[end - 1]))
        end--;
    for (; is_space(*text); text++)
        n--;
    while (n && is_space(text[n - 1]))
        n--;
    if (!n || n > end || memcmp(s + end - n, text, n) != 0)
        return false;
    *len = end - n;
    return true;
}

/* The first of the last lines that together are the note; the count of lines: they are not. */
static size_t first_note(struct vcard_writing *w)
{
    const char *note = w->contact->c.note;
    size_t len = strlen(note), first = w->kept_count;
    for (size_t i = w->kept_count; i-- > 0 && len > 0;) {
        const struct vcard_kept *kept = &w->kept[i];
        if (!is_open(kept, "NOTE"))
            continue;
        const char *text = vcard_text(&w->arena, vcard_kept_value(kept), kept->v21);
        if (!ends_with(note, &len, text))
            return w->kept_count;
        while (len && is_space(note[len - 1]))
            len--;
        first = i;
    }
    return len == 0 ? first : w->kept_count;
}

void vcard_write_note(struct vcard_writing *w)
{
    size_t first = first_note(w);
    if (first == w->kept_count)
        vcard_text_line(w, "NOTE", w->contact->c.note);
    for (size_t i = 0; i < w->kept_count; i++) {
        struct vcard_kept *kept = &w->kept[i];
        if (!is_open(kept, "NOTE"))
            continue;
        if (i >= first)
            vcard_kept_write(w, kept, "");
        else if (first == w->kept_count && w->contact->changed &&
                 draft_fits(vcard_kept_value(kept), CONTACT_NOTE_MAX))
            kept->written = true; /* of the note that it had */
    }
}

/* --- tags --- */

/* Is it among them? ",press,vip,". */
static bool has_tag(const char *tags, const char *tag, size_t len)
{
    for (const char *s = tags; (s = strstr(s, tag)) != NULL; s++)
        if (s > tags && s[-1] == ',' && s[len] == ',')
            return true;
    return false;
}

/* "key-account" of "Key account". */
static const char *tag_of(struct vcard_writing *w, const char *text)
{
    struct import_draft d = {0};
    draft_add_tag(&d, text);
    const char *tag = contact_tags(&w->arena, str_text(&d.tags));
    draft_clear(&d);
    size_t len = strlen(tag);
    return len > 2 ? arena_strndup(&w->arena, tag + 1, len - 2) : "";
}

/* Writes of the line what the contact has still; what that was is added to `said`. False: it has
 * none of it. */
static bool write_kept_tags(struct vcard_writing *w, struct vcard_kept *kept, const char *tags,
                            struct str *said)
{
    const char **parts, *value = vcard_kept_value(kept);
    size_t n = vcard_split(&w->arena, value, ',', false, false, &parts), has = 0, gone = 0;
    struct str line = {0};
    str_add_n(&line, kept->line, (size_t)(value - kept->line));
    for (size_t i = 0; i < n; i++) {
        const char *tag = tag_of(w, parts[i]);
        if (*tag && !has_tag(tags, tag, strlen(tag))) {
            gone++;
            continue;
        }
        str_add(&line, i && line.s[line.len - 1] != ':' ? "," : "");
        vcard_text_add(&line, parts[i]);
        str_add(said, tag);
        str_add_char(said, ',');
        has += *tag != '\0';
    }
    if (has && gone)
        kept->line = arena_strndup(&w->arena, line.s, line.len);
    if (has)
        vcard_kept_write(w, kept, "");
    str_clear(&line);
    return has > 0;
}

void vcard_write_tags(struct vcard_writing *w)
{
    struct str line = {0}, said = {0};
    const char *tags = contact_tags(&w->arena, w->contact->c.tags);
    str_add_char(&said, ',');
    for (size_t i = 0; i < w->kept_count; i++)
        if (is_open(&w->kept[i], "CATEGORIES") && !write_kept_tags(w, &w->kept[i], tags, &said) &&
            w->contact->changed)
            w->kept[i].written = true;
    for (tags += *tags == ','; *tags; tags += *tags == ',') {
        size_t n = strcspn(tags, ",");
        const char *tag = arena_strndup(&w->arena, tags, n);
        tags += n;
        if (has_tag(str_text(&said), tag, n))
            continue;
        str_add(&line, line.len ? "," : "CATEGORIES:");
        vcard_text_add(&line, tag);
    }
    if (line.len)
        vcard_line_add(w->out, line.s);
    str_clear(&line);
    str_clear(&said);
}
