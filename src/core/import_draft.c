#include "core/import_draft.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_kept.h"
#include "core/contact_tidy.h"
#include "core/name_parts.h"

void draft_begin(struct import_draft *d, int64_t line, const char *form)
{
    struct import_draft had = *d; /* its memory is used again */
    arena_reset(&had.arena);
    *d = (struct import_draft){.line = line, .form = form, .touch_days = -1, .arena = had.arena};
    d->ways = had.ways;
    d->addresses = had.addresses;
    d->ways.count = d->addresses.count = 0;
    d->ways.size = sizeof(struct draft_way);
    d->addresses.size = sizeof(struct draft_address);
    struct str *const buffers[] = {&d->note, &d->tags, &d->kept, &d->notes};
    const struct str were[] = {had.note, had.tags, had.kept, had.notes};
    for (size_t i = 0; i < sizeof were / sizeof *were; i++) {
        *buffers[i] = were[i];
        str_truncate(buffers[i], 0);
    }
}

void draft_clear(struct import_draft *d)
{
    vec_clear(&d->ways);
    vec_clear(&d->addresses);
    str_clear(&d->note);
    str_clear(&d->tags);
    str_clear(&d->kept);
    str_clear(&d->notes);
    arena_clear(&d->arena);
}

/* --- what the reader puts in --- */

void draft_keep(struct import_draft *d, const char *line)
{
    size_t len = line ? strlen(line) : 0;
    if (len && line[len - 1] == '\n')
        len--;
    if (!len)
        return;
    if (d->kept.len > len) {
        const char *last = d->kept.s + d->kept.len - len - 1;
        if (memcmp(last, line, len) == 0 && (last == d->kept.s || last[-1] == '\n'))
            return; /* kept just now, for another of its parts */
    }
    str_add_n(&d->kept, line, len);
    str_add_char(&d->kept, '\n');
}

bool draft_take_kept(struct import_draft *d, const char *form, const char *content)
{
    if (!*content || !kept_right(form, content))
        return false;
    d->form = strcmp(form, "vcard") == 0 ? "vcard" : "csv";
    draft_keep(d, content);
    return true;
}

static bool is_said(const struct str *notes, const char *text)
{
    size_t len = strlen(text);
    const char *all = str_text(notes);
    for (const char *s = all; (s = strstr(s, text)) != NULL; s += len) {
        bool begins = s == all || strncmp(s - 2, "; ", 2) == 0;
        if (begins && (!s[len] || strncmp(s + len, "; ", 2) == 0))
            return true;
    }
    return false;
}

/* The same is said once, and of a card that is all wrong no more than one can read. */
void draft_say(struct import_draft *d, const char *fmt, ...)
{
    enum { NOTES_MAX = 1000 };
    char text[LIA_MESSAGE_MAX];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    const char *said = d->notes.len < NOTES_MAX ? text : "…";
    if (is_said(&d->notes, said))
        return;
    if (d->notes.len)
        str_add(&d->notes, "; ");
    str_add(&d->notes, said);
}

void draft_refuse(struct import_draft *d, const char *reason)
{
    if (!d->refused)
        d->refused = arena_strdup(&d->arena, reason);
}

void draft_add_note(struct import_draft *d, const char *text)
{
    if (text[strspn(text, " \t\r\n")] == '\0')
        return;
    if (d->note.len)
        str_add(&d->note, "\n\n");
    str_add(&d->note, text);
}

void draft_add_tag(struct import_draft *d, const char *text)
{
    text += strspn(text, " \t\n");
    size_t len = strlen(text);
    while (len && strchr(" \t\n", text[len - 1]))
        len--;
    if (!len)
        return;
    if (d->tags.len)
        str_add_char(&d->tags, ',');
    for (size_t i = 0; i < len; i++)
        str_add_char(&d->tags, strchr(" \t\n,;", text[i]) ? '-' : text[i]);
}

/* The bytes of ASCII are looked at first: mostly there are no others. */
bool draft_is_tag(struct import_draft *d, const char *text)
{
    bool ascii = true;
    for (const char *s = text; *s; s++) {
        if ((*s >= 'A' && *s <= 'Z') || *s == ' ' || *s == ',' || *s == ';' || *s == '\t' ||
            *s == '\n')
            return false;
        ascii &= (unsigned char)*s < 0x80;
    }
    return ascii || strcmp(utf8_lower(&d->arena, text), text) == 0;
}

const char *draft_and_line(struct import_draft *d, const char *lines, const char *line)
{
    return lines ? arena_printf(&d->arena, "%s\n%s", lines, line) : line;
}

bool draft_set_touch_days(struct import_draft *d, const char *text)
{
    enum { DAYS_MAX = 100000 };
    char *end;
    long days = strtol(text, &end, 10);
    if (end == text || *end || days < 0 || days > DAYS_MAX)
        return false;
    d->touch_days = (int)days;
    return true;
}

int draft_yes_or_no(const char *cell)
{
    static const char *const yes[] = {"1", "yes", "true", "x", "y"};
    static const char *const no[] = {"0", "no", "false", "n"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcasecmp(cell, yes[i]) == 0)
            return 1;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (strcasecmp(cell, no[i]) == 0)
            return 0;
    return -1;
}

/* --- taking texts --- */

bool draft_fits(const char *text, int most)
{
    size_t characters = 0;
    if (strlen(text) <= (size_t)most)
        return true;
    for (const char *s = text; *s; s++)
        characters += ((unsigned char)*s & 0xC0) != 0x80;
    return characters <= (size_t)most;
}

const char *draft_line(struct import_draft *d, const char *value, int most, const char *what,
                       const char *kept)
{
    const char *text = contact_line(&d->arena, value, &d->damaged);
    if (draft_fits(text, most))
        return text;
    draft_keep(d, kept);
    draft_say(d, _("%s: longer than %d characters, kept as it is written"), _(what), most);
    return "";
}

void draft_channel(struct import_draft *d, lia_channel_kind kind, const char *label,
                   const char *value)
{
    lia_contact *c = &d->contact;
    size_t n = c->channel_count;
    if ((n & (n - 1)) == 0) { /* room for a power of two: the arena does not give back */
        lia_channel *more = arena_alloc(&d->arena, (n ? 2 * n : 1) * sizeof *more);
        if (n)
            memcpy(more, c->channels, n * sizeof *more);
        c->channels = more;
    }
    ((lia_channel *)c->channels)[c->channel_count++] = (lia_channel){kind, label, value};
}

/* --- the name --- */

static bool blank(const char *text)
{
    return !text || !text[strspn(text, " \t\n")];
}

static const char *joined_name(struct import_draft *d)
{
    const char *given = d->given, *family = d->family;
    bool turn =
        !blank(given) && !blank(family) && name_family_first(given) && name_family_first(family);
    const char *const order[] = {d->prefix, turn ? family : given, d->middle, turn ? given : family,
                                 d->suffix};
    struct str name = {0};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (blank(order[i]))
            continue;
        if (name.len)
            str_add_char(&name, ' ');
        str_add(&name, order[i]);
    }
    const char *text = arena_strndup(&d->arena, str_text(&name), name.len);
    str_clear(&name);
    return contact_line(&d->arena, text, NULL);
}

static bool one_word(const char *text)
{
    return !blank(text) && !text[strcspn(text, " \t\n")];
}

static bool is_part(struct import_draft *d, const char *said, const char *part)
{
    return strcmp(blank(said) ? "" : contact_line(&d->arena, said, NULL), part) == 0;
}

/* Can the parts of the name be told from the name? "Jo Ek" is Jo and Ek; "Ek" alone is the given
 * name, so that it is the family's is said by its parts only. */
static bool name_says_parts(struct import_draft *d, const char *name)
{
    if (!blank(d->prefix) || !blank(d->middle) || !blank(d->suffix))
        return false;
    if (blank(d->given) && blank(d->family))
        return true;
    if (one_word(d->given) && one_word(d->family) && strcmp(joined_name(d), name) == 0)
        return true;
    const char *given, *family;
    name_parts(&d->arena, name, &given, &family);
    return is_part(d, d->given, given) && is_part(d, d->family, family);
}

static bool same_folded(const char *a, const char *b)
{
    bool ascii = (unsigned char)*a < 0x80 && (unsigned char)*b < 0x80;
    if (ascii && (*a | 0x20) != (*b | 0x20)) /* mostly it ends here */
        return false;
    struct arena scratch = {0};
    bool same = strcmp(utf8_fold(&scratch, a), utf8_fold(&scratch, b)) == 0;
    arena_clear(&scratch);
    return same;
}

static const char *first_way(const struct import_draft *d, lia_channel_kind kind)
{
    const lia_contact *c = &d->contact;
    if (kind == LIA_CHANNEL_EMAIL && *c->email)
        return c->email;
    if (kind == LIA_CHANNEL_PHONE && (*c->phone || *c->mobile))
        return *c->phone ? c->phone : c->mobile;
    for (size_t i = 0; i < c->channel_count; i++)
        if (c->channels[i].kind == kind)
            return c->channels[i].value;
    return "";
}

/* True when something is seen of it: marks alone are no name. */
static bool shows(struct import_draft *d, const char *text)
{
    bool letter = (*text | 0x20) >= 'a' && (*text | 0x20) <= 'z';
    return letter || (*text && *utf8_fold(&d->arena, text));
}

/* Works out name, type and company. */
static void set_name(struct import_draft *d)
{
    lia_contact *c = &d->contact;
    const char *company = contact_line(&d->arena, d->company, &d->damaged);
    const char *name = contact_line(&d->arena, d->name, &d->damaged);
    bool parts = !blank(d->given) || !blank(d->family);
    if (!shows(d, name))
        name = joined_name(d);
    c->type = d->type ? d->type : LIA_PERSON;
    if (!shows(d, name) && shows(d, company)) {
        name = company;
        c->type = d->type == LIA_PERSON ? LIA_PERSON : LIA_COMPANY;
    } else if (!d->type && !parts && *company && same_folded(name, company)) {
        c->type = LIA_COMPANY;
    }
    if (!shows(d, name))
        name = contact_line(&d->arena, d->nickname, NULL);
    d->nameless = !shows(d, name);
    if (d->nameless)
        name = first_way(d, LIA_CHANNEL_EMAIL);
    if (!*name)
        name = first_way(d, LIA_CHANNEL_PHONE);
    c->name = name;
    c->company = shows(d, company) ? company : "";
}

/* The lines that a field was read from, where they say more. */
static void keep_own(struct import_draft *d, enum draft_own own, const char *lines)
{
    if (d->own & own)
        draft_keep(d, lines);
}

/* "The Boss" is John Smith: a card has both, and they belong together as long as the contact has
 * this name, which the kept line tells. */
static bool is_another_name(struct import_draft *d, const char *name)
{
    return d->name_kept && strcmp(d->form, "vcard") == 0 &&
           !name_has_parts(&d->arena, name, d->given ? d->given : "", d->family ? d->family : "");
}

/* What the contact's name and company leave unsaid is kept. */
static void keep_name(struct import_draft *d)
{
    lia_contact *c = &d->contact;
    bool fits = draft_fits(c->company, CONTACT_LINE_MAX);
    bool parts = (d->own & DRAFT_OWN_PARTS) || !name_says_parts(d, c->name);
    if (parts && is_another_name(d, c->name))
        d->own |= DRAFT_OWN_NAME;
    keep_own(d, DRAFT_OWN_NAME, d->full_kept);
    if (parts)
        draft_keep(d, d->name_kept);
    if ((d->own & DRAFT_OWN_COMPANY) || (c->type != LIA_COMPANY && !fits) ||
        (c->type == LIA_COMPANY && *c->company && strcmp(c->company, c->name) != 0))
        draft_keep(d, d->company_kept);
    if (c->type == LIA_COMPANY) {
        c->company = "";
    } else if (!fits) {
        draft_say(d, _("company: longer than %d characters, kept as it is written"),
                  CONTACT_LINE_MAX);
        c->company = "";
    }
}

/* --- the rest --- */

static void set_birthday(struct import_draft *d)
{
    d->contact.birthday = "";
    if (blank(d->birthday))
        return;
    if (contact_birthday_right(d->birthday)) {
        d->contact.birthday = d->birthday;
        keep_own(d, DRAFT_OWN_BIRTHDAY, d->birthday_kept);
        return;
    }
    draft_keep(d, d->birthday_kept);
    draft_say(d, _("birthday: not a whole date, kept as it is written"));
}

/* A reason too long for its field must not lift the block. */
static void set_privacy(struct import_draft *d)
{
    lia_contact *c = &d->contact;
    const char *reason = contact_line(&d->arena, d->privacy_reason, &d->damaged);
    c->privacy_blocked = d->privacy_blocked;
    c->privacy_reason = draft_fits(reason, CONTACT_LINE_MAX) ? reason : "";
    if (c->privacy_reason != reason)
        draft_add_note(d, reason);
}

static void set_rest(struct import_draft *d)
{
    lia_contact *c = &d->contact;
    set_birthday(d);
    c->job_title = draft_line(d, d->job_title, CONTACT_LINE_MAX, N_("job title"), d->job_kept);
    keep_own(d, DRAFT_OWN_JOB, d->job_kept);
    c->uid = draft_line(d, d->uid, CONTACT_LONG_MAX, N_("UID"), d->uid_kept);
    keep_own(d, DRAFT_OWN_UID, d->uid_kept);
    c->no = d->no ? d->no : "";
    c->salesperson = d->salesperson;
    c->correspondence = d->correspondence;
    c->exclude = d->exclude;
    c->archived = d->archived;
    c->touch_days = d->touch_days;
    set_privacy(d);
    c->tags = arena_strndup(&d->arena, str_text(&d->tags), d->tags.len);
    if (!draft_fits(c->tags, CONTACT_LONG_MAX - 2)) {
        draft_keep(d, d->tags_kept);
        draft_say(d, _("tags: longer than %d characters, kept as they are"), CONTACT_LONG_MAX);
        c->tags = "";
    }
    keep_own(d, DRAFT_OWN_TAGS, d->tags_kept);
    c->note = arena_strndup(&d->arena, str_text(&d->note), d->note.len);
    if (!draft_fits(c->note, CONTACT_NOTE_MAX)) {
        draft_keep(d, d->note_kept);
        draft_say(d, _("note: longer than %d characters, kept as it is written"), CONTACT_NOTE_MAX);
        c->note = "";
    } else {
        keep_own(d, DRAFT_OWN_NOTE, d->note_kept);
    }
}

/* The checks of every contact; what the steps above let through is refused here. A no. that can be
 * none is kept, and the contact gets the next of the series. */
static void check(struct import_draft *d)
{
    lia_contact c;
    lia_error err = {0};
    if (!*d->contact.name)
        draft_refuse(d, _("neither name, company, e-mail nor phone to know it by"));
    else if (!draft_fits(d->contact.name, CONTACT_LINE_MAX))
        draft_refuse(d, _("the name is longer than 250 characters"));
    if (d->refused)
        return;
    lia_status status = contact_tidy(&d->arena, &d->contact, &c, &d->damaged, &err);
    if (status && strcmp(err.field, "no") == 0) {
        draft_keep(d, d->no_kept);
        d->contact.no = "";
        status = contact_tidy(&d->arena, &d->contact, &c, &d->damaged, &err);
    }
    if (status)
        draft_refuse(d, err.message);
    if (d->refused)
        return;
    c.company = d->contact.company;
    c.salesperson = d->salesperson ? d->salesperson : "";
    d->contact = c;
}

/* A card that carries what was kept of a table, and nothing else. */
static void keep_as_csv(struct import_draft *d)
{
    const char *text = kept_as_csv(&d->arena, d->kept.s);
    d->form = "csv";
    str_truncate(&d->kept, 0);
    str_add(&d->kept, text);
}

bool draft_finish(struct import_draft *d)
{
    if (d->refused)
        return false;
    d->contact = (lia_contact){.name = ""};
    draft_ways(d);
    draft_channels(d);
    draft_addresses(d);
    set_name(d);
    keep_name(d);
    set_rest(d);
    check(d);
    if (strcmp(d->form, "vcard") == 0 && kept_was_csv(str_text(&d->kept)))
        keep_as_csv(d);
    if (d->damaged)
        draft_say(d,
                  ngettext_("%zu damaged character replaced", "%zu damaged characters replaced",
                            d->damaged),
                  d->damaged);
    return !d->refused;
}
