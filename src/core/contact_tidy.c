#include "core/contact_tidy.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "base/vec.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* text repaired, without blanks at its ends; text itself where that changes nothing. */
static const char *trimmed(struct arena *a, const char *text, size_t *repaired)
{
    if (!text)
        return "";
    while (is_blank(*text))
        text++;
    size_t len = strlen(text), whole = len;
    while (len && is_blank(text[len - 1]))
        len--;
    if (!utf8_valid(text, len)) {
        size_t bad = 0;
        text = utf8_repair(a, text, len, &bad);
        if (repaired)
            *repaired += bad;
        return text;
    }
    return len == whole ? text : arena_strndup(a, text, len);
}

/* Printable ASCII without blanks at its ends, as most texts are: nothing to be done. */
static bool is_tidy(const char *text)
{
    const char *s = text;
    while (*s >= ' ' && *s < 0x7F)
        s++;
    return *s == '\0' && *text != ' ' && (s == text || s[-1] != ' ');
}

const char *contact_line(struct arena *a, const char *text, size_t *repaired)
{
    if (text && is_tidy(text))
        return text;
    const char *line = trimmed(a, text, repaired);
    if (!line[strcspn(line, "\t\n\v\f\r")])
        return line;
    char *copy = arena_strdup(a, line), *to = copy;
    for (const char *s = copy; *s; s++) {
        bool breaks = *s >= '\t' && *s <= '\r';
        if (!breaks)
            *to++ = *s;
        else if (to > copy && to[-1] != ' ')
            *to++ = ' ';
    }
    *to = '\0';
    return copy;
}

/* Lines stay, each ended by one '\n'. */
static const char *clean_note(struct arena *a, const char *text, size_t *repaired)
{
    const char *note = trimmed(a, text, repaired);
    if (!strchr(note, '\r'))
        return note;
    char *copy = arena_strdup(a, note), *to = copy;
    for (const char *s = copy; *s; s++) {
        if (*s != '\r')
            *to++ = *s;
        else if (s[1] != '\n')
            *to++ = '\n';
    }
    *to = '\0';
    return copy;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *contact_tags(struct arena *a, const char *text)
{
    static const char between[] = ", ;\t\n\v\f\r";
    text = text ? text : "";
    if (!text[strspn(text, between)])
        return "";
    char *rest = utf8_lower(a, text);
    struct vec tags = VEC_OF(char *);
    for (rest += strspn(rest, between); *rest; rest += strspn(rest, between)) {
        char **tag = vec_push(&tags);
        *tag = rest;
        rest += strcspn(rest, between);
        if (*rest)
            *rest++ = '\0';
    }
    qsort(tags.items, tags.count, sizeof(char *), compare_texts);
    struct str out = {0};
    str_add_char(&out, ',');
    for (size_t i = 0; i < tags.count; i++) {
        const char *tag = VEC_AT(&tags, char *, i);
        if (i && strcmp(tag, VEC_AT(&tags, char *, i - 1)) == 0)
            continue;
        str_add(&out, tag);
        str_add_char(&out, ',');
    }
    vec_clear(&tags);
    const char *done = arena_strndup(a, out.s, out.len);
    str_clear(&out);
    return done;
}

const char *contact_tags_kept(struct arena *a, const char *tags)
{
    return *tags && *tags != ',' ? contact_tags(a, tags) : tags;
}

const char *contact_tags_shown(struct arena *a, const char *tags)
{
    size_t len = strlen(tags);
    if (len < 2)
        return "";
    char *shown = arena_strndup(a, tags + 1, len - 2);
    for (char *s = shown; *s; s++)
        if (*s == ',')
            *s = ' ';
    return shown;
}

static bool all_digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    return true;
}

/* 19800229 and --0229, the basic forms of ISO 8601, become the extended ones. */
static const char *clean_birthday(struct arena *a, const char *text)
{
    size_t len = strlen(text);
    if (len == 8 && all_digits(text, 8))
        return arena_printf(a, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
    if (len == 6 && strncmp(text, "--", 2) == 0 && all_digits(text + 2, 4))
        return arena_printf(a, "--%.2s-%.2s", text + 2, text + 4);
    return text;
}

static void clean_channels(struct arena *a, const lia_contact *in, lia_contact *out,
                           size_t *repaired)
{
    out->channels = NULL;
    out->channel_count = 0;
    if (in->channel_count == 0)
        return;
    lia_channel *channels = arena_alloc(a, in->channel_count * sizeof *channels);
    for (size_t i = 0; i < in->channel_count; i++) {
        lia_channel *to = &channels[out->channel_count];
        to->kind = in->channels[i].kind;
        to->label = contact_line(a, in->channels[i].label, repaired);
        to->value = contact_line(a, in->channels[i].value, repaired);
        if (*to->value)
            out->channel_count++;
    }
    out->channels = channels;
}

void contact_clean(struct arena *a, const lia_contact *in, lia_contact *out, size_t *repaired)
{
    *out = *in;
    const char **lines[] = {
        &out->no,        &out->name,      &out->job_title, &out->email,
        &out->email2,    &out->phone,     &out->mobile,    &out->address,
        &out->address2,  &out->post_code, &out->city,      &out->country,
        &out->home_page, &out->birthday,  &out->uid,       &out->privacy_reason,
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        *lines[i] = contact_line(a, *lines[i], repaired);
    if (*out->no)
        out->no = utf8_upper(a, out->no);
    out->note = clean_note(a, in->note, repaired);
    out->tags = contact_tags(a, contact_line(a, in->tags, repaired));
    out->birthday = clean_birthday(a, out->birthday);
    if (out->type == LIA_COMPANY)
        out->company_id = 0;
    clean_channels(a, in, out, repaired);
    out->company = out->salesperson = out->created_by = out->changed_by = "";
    out->created_at = out->changed_at = 0;
}

/* --- checks --- */

bool contact_email_right(const char *email)
{
    if (!*email)
        return true;
    const char *at = strchr(email, '@');
    return at && at > email && at[1] && !strchr(at + 1, '@') && !email[strcspn(email, " \t\n\r")];
}

bool contact_birthday_right(const char *birthday)
{
    if (!*birthday)
        return true;
    bool year = birthday[0] != '-';
    if (strlen(birthday) != (year ? 10 : 7))
        return false;
    const char *s = birthday + (year ? 4 : 1);
    if ((year && !all_digits(birthday, 4)) || s[0] != '-' || !all_digits(s + 1, 2) || s[3] != '-' ||
        !all_digits(s + 4, 2))
        return false;
    int month = (s[1] - '0') * 10 + s[2] - '0', day = (s[4] - '0') * 10 + s[5] - '0';
    return date_from_civil(year ? (int)strtol(birthday, NULL, 10) : 2000, month, day) != DATE_NONE;
}

lia_status contact_email_fail(const char *field, lia_error *err)
{
    return lia_fail(err, LIA_INVALID, field,
                    _("Not an e-mail address: it has one @ and no blanks, as in jo@ek.example"));
}

/* Is text longer than so many characters? Bytes first: they are seldom more. */
static bool too_long(const char *text, size_t most)
{
    size_t bytes = strlen(text), characters = 0;
    if (bytes <= most)
        return false;
    for (const char *s = text; *s; s++)
        characters += ((unsigned char)*s & 0xC0) != 0x80;
    return characters > most;
}

static lia_status check_length(const char *text, const char *field, int most, lia_error *err)
{
    if (!too_long(text, (size_t)most))
        return LIA_OK;
    return lia_fail(err, LIA_INVALID, field, _("Too long: %d characters are the most here"), most);
}

/* A name that folds to nothing (only marks that nobody sees) could never be found. */
static bool says_nothing(const char *name)
{
    for (const char *s = name; *s; s++)
        if (*s > ' ' && *s < 0x7F)
            return false;
    struct arena a = {0};
    bool nothing = !*utf8_fold(&a, name);
    arena_clear(&a);
    return nothing;
}

lia_status contact_check_head(const lia_contact *c, lia_error *err)
{
    char no[LIA_CODE_MAX];
    lia_status status = *c->no ? lia_code_normal(c->no, "no", no, err) : LIA_OK;
    if (status)
        return status;
    if (c->type != LIA_COMPANY && c->type != LIA_PERSON)
        return lia_fail(err, LIA_INVALID, "type", _("A contact is a company or a person"));
    if (says_nothing(c->name))
        return lia_fail(err, LIA_INVALID, "name",
                        _("The name is blank: type the name of the company or person"));
    return check_length(c->name, "name", CONTACT_LINE_MAX, err);
}

static lia_status check_lengths(const lia_contact *c, lia_error *err)
{
    const struct {
        const char *text, *field;
        int most;
    } limits[] = {
        {c->job_title, "job_title", CONTACT_LINE_MAX},
        {c->phone, "phone", CONTACT_LINE_MAX},
        {c->mobile, "mobile", CONTACT_LINE_MAX},
        {c->address, "address", CONTACT_LINE_MAX},
        {c->address2, "address2", CONTACT_LINE_MAX},
        {c->post_code, "post_code", CONTACT_LINE_MAX},
        {c->city, "city", CONTACT_LINE_MAX},
        {c->country, "country", CONTACT_LINE_MAX},
        {c->home_page, "home_page", CONTACT_LONG_MAX},
        {c->tags, "tags", CONTACT_LONG_MAX},
        {c->note, "note", CONTACT_NOTE_MAX},
        {c->uid, "uid", CONTACT_LONG_MAX},
        {c->privacy_reason, "privacy_reason", CONTACT_LINE_MAX},
    };
    lia_status status = LIA_OK;
    for (size_t i = 0; i < sizeof limits / sizeof *limits && !status; i++)
        status = check_length(limits[i].text, limits[i].field, limits[i].most, err);
    return status;
}

static lia_status check_email(const char *email, const char *field, lia_error *err)
{
    if (!contact_email_right(email))
        return contact_email_fail(field, err);
    return check_length(email, field, CONTACT_LINE_MAX, err);
}

static lia_status check_channels(const lia_contact *c, lia_error *err)
{
    lia_status status = LIA_OK;
    for (size_t i = 0; i < c->channel_count && !status; i++) {
        const lia_channel *h = &c->channels[i];
        if (!lia_value_code(LIA_SET_CHANNEL, (int)h->kind))
            return lia_fail(err, LIA_INVALID, "channels",
                            _("A further line is an email, a phone, an address or a page"));
        if (h->kind == LIA_CHANNEL_EMAIL && !contact_email_right(h->value))
            return contact_email_fail("channels", err);
        status = check_length(h->value, "channels", CONTACT_LONG_MAX, err);
        if (!status)
            status = check_length(h->label, "channels", CONTACT_LINE_MAX, err);
    }
    return status;
}

lia_status contact_check_tail(const lia_contact *c, lia_error *err)
{
    lia_status status = check_email(c->email, "email", err);
    if (!status)
        status = check_email(c->email2, "email2", err);
    if (status)
        return status;
    if (!contact_birthday_right(c->birthday))
        return lia_fail(err, LIA_INVALID, "birthday",
                        _("Not a day: write 1980-02-29, or --02-29 without the year"));
    if (c->touch_days < -1)
        return lia_fail(err, LIA_INVALID, "touch_days",
                        _("Days are 0 (never) or more; blank takes the company's or the book's"));
    if (!lia_value_code(LIA_SET_CORR, (int)c->correspondence))
        return lia_fail(err, LIA_INVALID, "correspondence",
                        _("Correspondence is by hard copy, email or phone, or blank"));
    status = check_lengths(c, err);
    return status ? status : check_channels(c, err);
}

lia_status contact_tidy(struct arena *a, const lia_contact *in, lia_contact *out, size_t *repaired,
                        lia_error *err)
{
    contact_clean(a, in, out, repaired);
    lia_status status = contact_check_head(out, err);
    return status ? status : contact_check_tail(out, err);
}
