#include "core/import_entries_value.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/interaction_rules.h"
#include "core/segment_row.h"

enum { SHOWN_MAX = 30, ZONE_MOST = 1080 };

void entry_draft_begin(struct entry_draft *d, int64_t line)
{
    const struct entry_reading *r = d->r;
    arena_clear(&d->arena);
    str_truncate(&d->said, 0);
    d->comments.size = sizeof(struct entry_comment);
    d->comments.count = 0;
    d->refused = d->clock = NULL;
    d->zone_said = false;
    d->row = (struct entry_row){.v = {.line = line,
                                      .cost = ROW_NOT_SAID,
                                      .minutes = ROW_NOT_SAID,
                                      .flow = ROW_NOT_SAID,
                                      .initiated_by = ROW_NOT_SAID,
                                      .correspondence = ROW_NOT_SAID,
                                      .origin = LIA_MANUAL,
                                      .date = LIA_DAY_NONE,
                                      .time = TIME_NONE}};
    d->r = r;
}

void entry_draft_own(struct entry_draft *d)
{
    struct entry_values *v = &d->row.v;
    d->own = true;
    v->flow = v->initiated_by = v->correspondence = 0;
    v->cost = v->minutes = 0;
    v->blank_company = true;
}

void entry_draft_clear(struct entry_draft *d)
{
    arena_clear(&d->arena);
    vec_clear(&d->comments);
    str_clear(&d->said);
}

void entry_draft_say(struct entry_draft *d, const char *fmt, ...)
{
    char text[LIA_MESSAGE_MAX];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    str_add_f(&d->said, "%s%s", d->said.len ? "; " : "", text);
}

static const char *shown(struct entry_draft *d, const char *text)
{
    return rule_short(&d->arena, text, SHOWN_MAX);
}

static void refuse(struct entry_draft *d, const char *reason)
{
    if (!d->refused)
        d->refused = reason;
}

/* --- values --- */

static void take_date(struct entry_draft *d, const char *text)
{
    struct entry_moment m;
    if (!*text)
        return;
    if (!entry_moment_parse(text, lia_book_today(d->r->book), d->r->day_first, &m)) {
        refuse(d, arena_printf(&d->arena, _("not a day with its year: %s"), shown(d, text)));
        return;
    }
    d->row.v.date = m.date;
    d->row.v.time = m.time;
    if (m.utc) { /* the viewer's clock of then */
        int64_t at = (int64_t)m.date * 86400 + m.time;
        m.zone = d->r->zone(d->r->zone_ctx, at);
        d->row.v.date = date_of_instant(at, m.zone, &d->row.v.time);
    }
    if (m.zone_said) {
        d->row.v.zone = (int16_t)m.zone;
        d->zone_said = true;
    }
}

static void take_clock(struct entry_draft *d, const char *text)
{
    if (*text && !time_parse(text, &d->row.v.time))
        entry_draft_say(d, _("not a time of day, left out: %s"), shown(d, text));
}

static void take_zone(struct entry_draft *d, const char *text)
{
    char *end;
    long zone = strtol(text, &end, 10);
    if (!*text)
        return;
    if (*end || zone < -ZONE_MOST || zone > ZONE_MOST) {
        entry_draft_say(d, _("not a zone in minutes, left out: %s"), shown(d, text));
        return;
    }
    d->row.v.zone = (int16_t)zone;
    d->zone_said = true;
}

/* Only among themselves do the entry nos. of a file mean something. */
static void take_no(struct entry_draft *d, int64_t *to, const char *text)
{
    char *end;
    errno = 0;
    long long no = strtoll(text, &end, 10);
    *to = d->own && *text && !*end && !errno && no > 0 ? no : 0;
}

/* Also "1:30:00", whose seconds are left out, and "90.0". */
static bool minutes_parse(struct entry_draft *d, const char *text, int32_t *minutes)
{
    const char *first = strchr(text, ':'), *last = strrchr(text, ':');
    size_t len = first != last ? (size_t)(last - text) : strlen(text);
    size_t whole = strspn(text, "0123456789");
    if (whole && text[whole] == '.' && text[whole + 1 + strspn(text + whole + 1, "0")] == '\0')
        len = whole;
    return duration_parse(arena_strndup(&d->arena, text, len), minutes);
}

static void take_minutes(struct entry_draft *d, const char *text)
{
    int32_t minutes;
    if (!*text)
        return;
    if (minutes_parse(d, text, &minutes) && minutes <= RULE_MINUTES_MAX)
        d->row.v.minutes = minutes;
    else
        entry_draft_say(d, _("not a duration, the template's instead: %s"), shown(d, text));
}

static void take_cost(struct entry_draft *d, const char *text)
{
    int64_t cost;
    if (!*text)
        return;
    if (amount_parse(text, &cost) && cost >= 0 && cost <= RULE_COST_MAX)
        d->row.v.cost = cost;
    else
        entry_draft_say(d, _("not a cost, the template's instead: %s"), shown(d, text));
}

/* Words of other programs that are no beginning of ours. */
static const char *our_word(const char *text)
{
    static const struct {
        const char *theirs, *ours;
    } words[] = {
        {"outgoing", "outbound"},   {"sent", "outbound"},       {"incoming", "inbound"},
        {"received", "inbound"},    {"success", "succeeded"},   {"successful", "succeeded"},
        {"ok", "succeeded"},        {"completed", "succeeded"}, {"done", "succeeded"},
        {"connected", "succeeded"}, {"no answer", "failed"},    {"no-answer", "failed"},
        {"missed", "failed"},       {"busy", "failed"},         {"attempt failed", "failed"},
        {"call", "phone"},          {"telephone", "phone"},     {"letter", "hard-copy"},
        {"cancelled", "canceled"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i].theirs) == 0)
            return words[i].ours;
    return text;
}

/* -1, and said, when it is none of the set. */
static int value_of(struct entry_draft *d, const struct entry_field_of *field, const char *text)
{
    int value = *text ? lia_value_parse(field->set, our_word(text)) : 0;
    if (value < 0)
        entry_draft_say(d, _("%.30s is not known, left out: %s"), _(field->label), shown(d, text));
    return value;
}

static void take_value(struct entry_draft *d, enum entry_field field, const char *text)
{
    struct entry_values *v = &d->row.v;
    int value = value_of(d, &entry_fields[field], text);
    if (value < 0 || (!*text && !d->own))
        return;
    if (field == ENTRY_EVALUATION)
        v->evaluation = (uint8_t)value;
    else if (field == ENTRY_FLOW)
        v->flow = (int8_t)value;
    else if (field == ENTRY_INITIATED_BY)
        v->initiated_by = (int8_t)value;
    else if (field == ENTRY_CORRESPONDENCE)
        v->correspondence = (int8_t)value;
    else if (field == ENTRY_ORIGIN && *text)
        v->origin = (uint8_t)value;
    else if (field == ENTRY_RESULT && *text)
        v->failed |= value == lia_value_parse(LIA_SET_RESULT, "failed");
    else if (field == ENTRY_STATUS && *text) {
        v->failed |= value == LIA_FAILED;
        v->canceled |= value == LIA_CANCELED_ENTRY || value == LIA_CORRECTED;
    }
}

static bool flag_of(struct entry_draft *d, const struct entry_field_of *field, const char *text)
{
    static const char *const yes[] = {"yes", "true", "1", "x", "y"};
    static const char *const no[] = {"", "no", "false", "0", "n"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcasecmp(text, yes[i]) == 0 || strcasecmp(text, _("yes")) == 0)
            return true;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (strcasecmp(text, no[i]) == 0 || strcasecmp(text, _("no")) == 0)
            return false;
    entry_draft_say(d, _("%.30s is neither yes nor no: %s"), _(field->label), shown(d, text));
    return false;
}

/* --- texts --- */

const char *entry_line_cut(struct arena *a, const char *text)
{
    size_t at = 0, len = strlen(text);
    if (segment_characters(text) <= SEGMENT_TEXT_MAX)
        return text;
    for (int i = 0; i < SEGMENT_TEXT_MAX - 1 && at < len; i++) {
        int32_t cp;
        at += utf8_decode(text + at, len - at, &cp);
    }
    return arena_printf(a, "%.*s…", (int)at, text);
}

/* A longer one stands whole in a comment. */
static const char *cut_line(struct entry_draft *d, const char *text)
{
    const char *cut = entry_line_cut(&d->arena, text);
    if (cut != text) {
        *(struct entry_comment *)vec_push(&d->comments) =
            (struct entry_comment){LIA_DAY_NONE, text};
        entry_draft_say(d, _("longer than %d characters, the whole is in a comment"),
                        SEGMENT_TEXT_MAX);
    }
    return cut;
}

static const struct {
    enum entry_field field;
    enum entry_text text;
} lines[] = {
    {ENTRY_CONTACT, ROW_NAME},
    {ENTRY_CONTACT_NO, ROW_CONTACT_NO},
    {ENTRY_CONTACT_EMAIL, ROW_EMAIL},
    {ENTRY_COMPANY, ROW_COMPANY},
    {ENTRY_COMPANY_NO, ROW_COMPANY_NO},
    {ENTRY_TEMPLATE, ROW_TEMPLATE},
    {ENTRY_GROUP, ROW_GROUP},
    {ENTRY_SALESPERSON, ROW_SALESPERSON},
    {ENTRY_DESCRIPTION, ROW_DESCRIPTION},
    {ENTRY_SUBJECT, ROW_SUBJECT},
    {ENTRY_VIA, ROW_VIA},
    {ENTRY_SEGMENT, ROW_SEGMENT},
    {ENTRY_DOCUMENT_EVENT, ROW_EVENT},
    {ENTRY_DOCUMENT_NO, ROW_DOCUMENT},
};

static void take_line(struct entry_draft *d, enum entry_field field, const char *text)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char **to = &d->row.text[lines[i].text];
        if (lines[i].field == field && (*text || !*to))
            *to = *text ? cut_line(d, contact_line(&d->arena, text, NULL)) : text;
    }
    if (d->own && (field == ENTRY_COMPANY || field == ENTRY_COMPANY_NO))
        d->row.v.blank_company = true; /* as long as none of the two has a text */
}

void entry_draft_take(struct entry_draft *d, enum entry_field field, const char *text)
{
    const struct entry_field_of *of = &entry_fields[field];
    if (of->kind != ENTRY_AS_COMMENTS && of->kind != ENTRY_AS_TEXT)
        text = contact_line(&d->arena, text, NULL);
    switch (of->kind) {
    case ENTRY_AS_DAY:
        take_date(d, text);
        break;
    case ENTRY_AS_TIME:
        d->clock = text;
        break;
    case ENTRY_AS_INT:
        if (field == ENTRY_ZONE)
            take_zone(d, text);
        else if (field == ENTRY_NO)
            take_no(d, &d->row.v.no, text);
        else if (field == ENTRY_CORRECTS)
            take_no(d, &d->row.v.corrects, text);
        break;
    case ENTRY_AS_MINUTES:
        take_minutes(d, text);
        break;
    case ENTRY_AS_AMOUNT:
        take_cost(d, text);
        break;
    case ENTRY_AS_VALUE:
        take_value(d, field, text);
        break;
    case ENTRY_AS_FLAG:
        *(field == ENTRY_FAILED ? &d->row.v.failed : &d->row.v.canceled) = flag_of(d, of, text);
        break;
    case ENTRY_AS_COMMENTS:
        entry_comments_split(&d->arena, text, &d->comments);
        break;
    case ENTRY_AS_TEXT:
        take_line(d, field, text);
    }
}

/* --- the row --- */

static void check(struct entry_draft *d)
{
    const struct entry_row *row = &d->row;
    const char *const *t = row->text;
    if (row->v.date == LIA_DAY_NONE)
        refuse(d, _("it has no date"));
    else if (row->v.date > rule_latest_day(d->r->book))
        refuse(d, _("its date is still to come: plan it instead"));
    if (!*str_or(t[ROW_CONTACT_NO], "") && !*str_or(t[ROW_EMAIL], "") &&
        !*str_or(t[ROW_NAME], "") && !*str_or(t[ROW_COMPANY], ""))
        refuse(d, _("it names no contact"));
}

static void add_notes(struct entry_draft *d)
{
    struct entry_note *notes = arena_alloc(&d->arena, (d->comments.count + 1) * sizeof *notes);
    size_t n = 0;
    for (size_t i = 0; i < d->comments.count; i++) {
        const struct entry_comment *c = &VEC_AT(&d->comments, struct entry_comment, i);
        if (c->text[strspn(c->text, " \t\r\n")])
            notes[n++] =
                (struct entry_note){c->date == LIA_DAY_NONE ? d->row.v.date : c->date, c->text};
    }
    d->row.notes = notes;
    d->row.note_count = n;
}

/* The one column that says who it was may have the address; a contact may also be called so. */
static void take_address(struct entry_row *row)
{
    const char *name = str_or(row->text[ROW_NAME], "");
    if (*name && !*str_or(row->text[ROW_EMAIL], "") && !*str_or(row->text[ROW_CONTACT_NO], "") &&
        contact_email_right(name))
        row->text[ROW_EMAIL] = name;
}

static void take_segment(struct entry_draft *d)
{
    char no[LIA_CODE_MAX];
    const char **text = &d->row.text[ROW_SEGMENT];
    if (!*text || !**text)
        return;
    if (lia_code_normal(*text, "", no, NULL) == LIA_OK) {
        *text = arena_strdup(&d->arena, no);
        return;
    }
    entry_draft_say(d, _("%s can be no segment no., left out"), shown(d, *text));
    *text = "";
}

void entry_draft_finish(struct entry_draft *d)
{
    struct entry_row *row = &d->row;
    take_address(row);
    if (d->clock)
        take_clock(d, d->clock);
    check(d);
    if (d->refused) {
        row->v.kind = ROW_REFUSED;
        row->text[ROW_SAID] = d->refused;
        entry_rows_add(d->r->rows, row);
        return;
    }
    if (!d->zone_said) {
        int64_t wall = (int64_t)row->v.date * 86400 + (row->v.time >= 0 ? row->v.time : 0);
        int zone = d->r->zone(d->r->zone_ctx, wall);
        row->v.zone = (int16_t)d->r->zone(d->r->zone_ctx, wall - (int64_t)zone * 60);
    }
    if (*str_or(row->text[ROW_COMPANY], "") || *str_or(row->text[ROW_COMPANY_NO], ""))
        row->v.blank_company = false;
    take_segment(d);
    add_notes(d);
    row->text[ROW_SAID] = str_text(&d->said);
    entry_rows_add(d->r->rows, row);
}
