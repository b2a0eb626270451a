#include "core/vcard_write.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/import_draft.h"
#include "core/name_parts.h"

/* --- lines --- */

void vcard_line_add(struct str *out, const char *line)
{
    enum { OCTETS = 75 };
    size_t len = strlen(line), room = OCTETS;
    while (len > room) {
        size_t n = utf8_cut(line, room);
        n = n ? n : room; /* bad UTF-8 is cut anywhere */
        str_add_n(out, line, n);
        str_add(out, "\r\n ");
        line += n;
        len -= n;
        room = OCTETS - 1; /* the blank counts */
    }
    str_add_n(out, line, len);
    str_add(out, "\r\n");
}

void vcard_text_add(struct str *out, const char *value)
{
    for (const char *s = value;; s++) {
        size_t plain = strcspn(s, "\\,;\n");
        str_add_n(out, s, plain);
        s += plain;
        if (!*s)
            return;
        str_add_char(out, '\\');
        str_add_char(out, *s == '\n' ? 'n' : *s);
    }
}

void vcard_param_add(struct str *out, const char *value)
{
    bool quoted = value[strcspn(value, ":;, ")] != '\0' || !*value;
    if (quoted)
        str_add_char(out, '"');
    for (const char *s = value;; s++) {
        size_t plain = strcspn(s, "^\"\n");
        str_add_n(out, s, plain);
        s += plain;
        if (!*s)
            break;
        str_add(out, *s == '^' ? "^^" : *s == '"' ? "^'" : "^n");
    }
    if (quoted)
        str_add_char(out, '"');
}

/* Ends a line that was put together, and empties it. */
static void add_line(struct vcard_writing *w, struct str *line)
{
    vcard_line_add(w->out, str_text(line));
    str_clear(line);
}

void vcard_value_add(struct str *out, lia_channel_kind kind, const char *value)
{
    if (kind != LIA_CHANNEL_PAGE) {
        vcard_text_add(out, value);
        return;
    }
    for (const char *s = value; *s; s++)
        str_add(out, *s == '\\' ? "\\\\" : (char[]){*s, '\0'});
}

void vcard_text_line(struct vcard_writing *w, const char *name, const char *value)
{
    struct str line = {0};
    if (!*value)
        return;
    str_add_f(&line, "%s:", name);
    vcard_text_add(&line, value);
    add_line(w, &line);
}

/* --- what a kept line says in the place of a field --- */

/* Does the kept line say this value of a field? */
typedef bool is_said_fn(struct vcard_writing *w, const struct vcard_kept *kept, const char *value);

/* The last one of this name, which is the field's own: others of its name stand before it. NULL
 * none. is: that says this value; NULL any. */
static struct vcard_kept *find_kept(struct vcard_writing *w, const char *name, is_said_fn *is,
                                    const char *value)
{
    for (size_t i = w->kept_count; i-- > 0;) {
        struct vcard_kept *kept = &w->kept[i];
        if (!kept->written && strcmp(kept->name, name) == 0 && (!is || is(w, kept, value)))
            return kept;
    }
    return NULL;
}

/* Writes the kept line of the field; NULL: one that said what it was before does not go out any
 * more. What never was in the field stays: it is too long, or no date. */
static bool write_kept(struct vcard_writing *w, struct vcard_kept *kept, const char *name)
{
    if (kept) {
        vcard_kept_write(w, kept, "");
        return true;
    }
    kept = w->contact->changed ? find_kept(w, name, NULL, NULL) : NULL;
    const char *value = kept ? vcard_kept_value(kept) : "";
    if (kept && draft_fits(value, CONTACT_LINE_MAX) &&
        (strcmp(name, "BDAY") != 0 || draft_birthday(&w->arena, value, false)))
        kept->written = true;
    return false;
}

static bool is_text(struct vcard_writing *w, const struct vcard_kept *kept, const char *value)
{
    const char *text = vcard_text(&w->arena, vcard_kept_value(kept), kept->v21);
    return strcmp(contact_line(&w->arena, text, NULL), value) == 0;
}

/* A field of one line of text. */
static void write_text(struct vcard_writing *w, const char *name, const char *value)
{
    if (!write_kept(w, find_kept(w, name, is_text, value), name))
        vcard_text_line(w, name, value);
}

/* Does the kept N go with this name still? A contact that was changed since the card was imported
 * may have got another one. It does when the name is of its parts, or when the FN beside it is kept
 * too and says this name: "The Boss" is John Smith. */
static bool is_name_of(struct vcard_writing *w, const struct vcard_kept *kept, const char *name)
{
    const char **parts;
    size_t n = vcard_split(&w->arena, vcard_kept_value(kept), ';', kept->v21, true, &parts);
    for (size_t i = 0; i < w->kept_count; i++)
        if (strcmp(w->kept[i].name, "FN") == 0 && is_text(w, &w->kept[i], name))
            return true;
    return name_has_parts(&w->arena, name, n > 1 ? parts[1] : "", parts[0]);
}

/* N must be there in 3.0. A company has none of its parts; a blank one says so. */
static void write_name_parts(struct vcard_writing *w)
{
    const lia_contact *c = &w->contact->c;
    const char *given, *family;
    bool changed = w->contact->changed;
    struct vcard_kept *kept = find_kept(w, "N", changed ? is_name_of : NULL, c->name);
    struct str line = {0};
    if (write_kept(w, kept, "N")) /* phones show what it says */
        return;
    if (c->type == LIA_COMPANY) {
        vcard_line_add(w->out, "N:;;;;");
        return;
    }
    name_parts(&w->arena, c->name, &given, &family);
    str_add(&line, "N:");
    vcard_text_add(&line, family);
    str_add_char(&line, ';');
    vcard_text_add(&line, given);
    str_add(&line, ";;;");
    add_line(w, &line);
}

static bool is_preferred(const char *line)
{
    size_t n = strcspn(line, ":");
    for (size_t i = 0; i + 4 <= n; i++)
        if (strncasecmp(line + i, "PREF", 4) == 0)
            return true;
    return false;
}

/* Another name of an imported card that was preferred there must not win over this one. */
static void write_name(struct vcard_writing *w)
{
    const char *name = w->contact->c.name, *pref = w->v4 ? ";PREF=1" : ";TYPE=PREF";
    struct vcard_kept *kept = find_kept(w, "FN", is_text, name);
    bool other = false;
    for (size_t i = 0; i < w->kept_count; i++)
        other |= &w->kept[i] != kept && strcmp(w->kept[i].name, "FN") == 0 &&
                 is_preferred(w->kept[i].line);
    if (kept)
        vcard_kept_write(w, kept, other && !is_preferred(kept->line) ? pref : "");
    else if (!write_kept(w, NULL, "FN"))
        vcard_text_line(w, other ? arena_printf(&w->arena, "FN%s", pref) : "FN", name);
}

/* Does the kept ORG begin with this company? Then its departments go out with it. */
static bool is_org_of(struct vcard_writing *w, const struct vcard_kept *kept, const char *company)
{
    const char **parts;
    vcard_split(&w->arena, vcard_kept_value(kept), ';', kept->v21, false, &parts);
    return strcmp(contact_line(&w->arena, parts[0], NULL), company) == 0;
}

static void write_company(struct vcard_writing *w)
{
    const lia_contact *c = &w->contact->c;
    const char *company = c->type == LIA_COMPANY ? c->name : c->company;
    if (!write_kept(w, find_kept(w, "ORG", is_org_of, company), "ORG"))
        vcard_text_line(w, "ORG", company);
}

/* --- fields --- */

static bool has_param(const struct vcard_kept *kept, const char *param)
{
    size_t n = strlen(param);
    for (const char *s = kept->line; s < vcard_kept_value(kept); s++)
        if (strncasecmp(s, param, n) == 0)
            return true;
    return false;
}

/* Is it the day, whatever else stands there? Which number was the month is not kept. */
static bool is_birthday(struct vcard_writing *w, const struct vcard_kept *kept, const char *day)
{
    const char *text = vcard_text(&w->arena, vcard_kept_value(kept), kept->v21);
    bool omit = has_param(kept, ";X-APPLE-OMIT-YEAR=");
    for (int day_first = 0; day_first < 2; day_first++) {
        const char *found = draft_birthday(&w->arena, text, day_first);
        if (found && (strcmp(found, day) == 0 ||
                      (omit && strlen(found) == 10 && strcmp(found + 4, day + 1) == 0)))
            return true;
    }
    return false;
}

/* 4.0 has dates and times in the basic format only (RFC 6350 4.3): "1996-04-15T10:22:00Z" as
 * "19960415T102200Z". Anything else stays as it is. */
static const char *in_basic_format(struct vcard_writing *w, const struct vcard_kept *kept)
{
    const char *value = vcard_kept_value(kept), *time = strchr(value, 'T');
    size_t date = strspn(value, "0123456789-");
    bool full = date == 10 && value[4] == '-' && value[7] == '-';
    bool no_year = date == 7 && strncmp(value, "--", 2) == 0 && value[4] == '-';
    if ((!full && !no_year) || (value[date] && value + date != time))
        return kept->line;
    struct str line = {0};
    str_add_n(&line, kept->line, (size_t)(value - kept->line));
    for (size_t i = 0; value[i]; i++)
        if (i < date ? value[i] != '-' || (no_year && i < 2) : value[i] != ':')
            str_add_char(&line, value[i]);
    const char *text = arena_strndup(&w->arena, line.s, line.len);
    str_clear(&line);
    return text;
}

/* A year that is not known: 3.0 cannot leave it out, so it is said as Apple's programs do, who
 * others understand; 4.0 has --MMDD (RFC 6350 4.3.1), and dates in the basic format only. */
static void write_birthday(struct vcard_writing *w)
{
    const char *day = w->contact->c.birthday;
    struct str line = {0};
    struct vcard_kept *kept = *day ? find_kept(w, "BDAY", is_birthday, day) : NULL;
    bool year = *day != '-';
    if (kept && w->v4 && !has_param(kept, ";VALUE=text"))
        kept->line = in_basic_format(w, kept);
    if (write_kept(w, kept, "BDAY") || !*day)
        return;
    if (w->v4 && year)
        str_add_f(&line, "BDAY:%.4s%.2s%.2s", day, day + 5, day + 8);
    else if (w->v4)
        str_add_f(&line, "BDAY:--%.2s%.2s", day + 2, day + 5);
    else if (year)
        str_add_f(&line, "BDAY:%s", day);
    else
        str_add_f(&line, "BDAY;X-APPLE-OMIT-YEAR=1604:1604-%s", day + 2);
    add_line(w, &line);
}

/* A kept KIND, such as location, says it differently: there may be one only. */
static void write_kind(struct vcard_writing *w)
{
    if (w->contact->c.type != LIA_COMPANY)
        return;
    if (w->v4 && !find_kept(w, "KIND", NULL, NULL))
        vcard_line_add(w->out, "KIND:org");
    else
        vcard_line_add(w->out, "X-ABSHOWAS:COMPANY");
}

/* In 4.0 a UID is a URI unless it says that it is text. */
static void write_uid(struct vcard_writing *w)
{
    const char *uid = w->contact->c.uid;
    bool text = w->v4 && !strchr(uid, ':');
    if (!write_kept(w, find_kept(w, "UID", is_text, uid), "UID"))
        vcard_text_line(w, text ? "UID;VALUE=text" : "UID", uid);
}

/* RFC 6350 4.3.5 has timestamps in the basic format only; RFC 2426 shows the other one. */
static void write_rev(struct vcard_writing *w)
{
    int32_t s;
    int64_t at = w->contact->c.changed_at;
    if (!at)
        return;
    struct civil day = date_to_civil(date_of_instant(at, 0, &s));
    const char *date = w->v4 ? "" : "-", *clock = w->v4 ? "" : ":";
    struct str line = {0};
    str_add_f(&line, "REV:%04d%s%02d%s%02dT%02d%s%02d%s%02dZ", day.year, date, day.month, date,
              day.day, (int)s / 3600, clock, (int)s / 60 % 60, clock, (int)s % 60);
    add_line(w, &line);
}

/* What only liaise knows. */
static void write_own(struct vcard_writing *w)
{
    const lia_contact *c = &w->contact->c;
    vcard_text_line(w, "X-LIAISE-NO", c->no);
    vcard_text_line(w, "X-LIAISE-SALESPERSON", c->salesperson);
    vcard_text_line(w, "X-LIAISE-CORRESPONDENCE",
                    lia_value_code(LIA_SET_CORR, (int)c->correspondence));
    if (c->touch_days >= 0) {
        struct str line = {0};
        str_add_f(&line, "X-LIAISE-TOUCH-DAYS:%d", c->touch_days);
        add_line(w, &line);
    }
    if (c->exclude)
        vcard_line_add(w->out, "X-LIAISE-EXCLUDE:yes");
    if (c->privacy_blocked && *c->privacy_reason)
        vcard_text_line(w, "X-LIAISE-PRIVACY-BLOCKED", c->privacy_reason);
    else if (c->privacy_blocked)
        vcard_line_add(w->out, "X-LIAISE-PRIVACY-BLOCKED:");
    if (c->archived)
        vcard_line_add(w->out, "X-LIAISE-ARCHIVED:yes");
}

void vcard_write(struct str *out, const struct export_contact *contact, int version)
{
    struct vcard_writing w = {.out = out, .v4 = version == 4, .contact = contact};
    const lia_contact *c = &contact->c;
    vcard_kept_read(&w);
    vcard_line_add(out, "BEGIN:VCARD");
    vcard_line_add(out, w.v4 ? "VERSION:4.0" : "VERSION:3.0");
    write_kind(&w);
    write_name(&w);
    write_name_parts(&w);
    write_company(&w);
    write_text(&w, "TITLE", c->job_title);
    vcard_write_ways(&w);
    write_birthday(&w);
    vcard_write_tags(&w);
    vcard_write_note(&w);
    write_uid(&w);
    vcard_kept_rest(&w);
    write_own(&w);
    write_rev(&w);
    vcard_line_add(out, "END:VCARD");
    arena_clear(&w.arena);
}

static void write_contact(struct export *e, const struct export_contact *c)
{
    vcard_write(&e->out, c, e->how->vcard ? e->how->vcard : 4);
}

const struct export_form vcard_form = {.contact = write_contact};
