#include "core/csv_contact.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "core/contact_kept.h"
#include "core/contact_tidy.h"
#include "core/csv_row.h"
#include "core/name_parts.h"
#include "liaise/values.h"

/* --- keeping --- */

/* In the form of what was kept with the contact before. */
const char *csv_row_line(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    const char *line = kept_column(&r->d->arena, column->name, cell);
    return strcmp(r->d->form, "vcard") == 0 ? kept_as_vcard(&r->d->arena, line) : line;
}

void csv_row_keep(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    draft_keep(r->d, csv_row_line(r, column, cell));
}

/* Sets the field once; what comes again is kept. */
static bool set(struct csv_row *r, const struct csv_column *column, const char **field,
                const char *cell)
{
    if (*field)
        csv_row_keep(r, column, cell);
    else
        *field = cell;
    return *field == cell;
}

const char *csv_row_and_line(struct csv_row *r, const char *lines, const struct csv_column *column,
                             const char *cell)
{
    const char *line = csv_row_line(r, column, cell);
    return lines ? arena_printf(&r->d->arena, "%s\n%s", lines, line) : line;
}

/* --- values --- */

/* Spreadsheets write "2/29/1980 0:00" of a day alone. */
static bool is_midnight(const char *cell)
{
    const char *time = strpbrk(cell, "T ");
    return time && !time[strspn(time, "T :.0")];
}

static void take_birthday(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    struct import_draft *d = r->d;
    const char *found = draft_birthday(&d->arena, cell, r->day_first);
    if (!set(r, column, &d->birthday, found ? found : cell))
        return;
    d->birthday_kept = csv_row_line(r, column, cell);
    if (draft_birthday_timed(cell) && !is_midnight(cell))
        d->own |= DRAFT_OWN_BIRTHDAY;
}

static void take_birth_part(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    const char **part = column->field == CONTACT_BIRTH_YEAR    ? &r->year
                        : column->field == CONTACT_BIRTH_MONTH ? &r->month
                                                               : &r->day;
    const char *line = csv_row_line(r, column, cell);
    if (set(r, column, part, cell))
        r->birth_kept =
            r->birth_kept ? arena_printf(&r->d->arena, "%s\n%s", r->birth_kept, line) : line;
}

static void finish_birthday(struct csv_row *r)
{
    struct import_draft *d = r->d;
    if (d->birthday)
        draft_keep(d, r->birth_kept);
    if (!r->birth_kept || d->birthday)
        return;
    long year = r->year ? strtol(r->year, NULL, 10) : 0;
    long month = r->month ? strtol(r->month, NULL, 10) : 0;
    long day = r->day ? strtol(r->day, NULL, 10) : 0;
    const char *text = "";
    if (month > 0 && month < 13 && day > 0 && day < 32 && year >= 0 && year < 10000)
        text = year ? arena_printf(&d->arena, "%04ld-%02ld-%02ld", year, month, day)
                    : arena_printf(&d->arena, "--%02ld-%02ld", month, day);
    d->birthday = *text ? text : "?"; /* no date: it is kept as it is written */
    d->birthday_kept = r->birth_kept;
}

static void take_tags(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    char *copy = arena_strdup(&r->d->arena, cell);
    bool said = true;
    for (char *s = copy; r->look->own && *s; s++) /* words */
        *s = *s == ' ' ? ',' : *s;
    for (char *s = copy; !r->look->own && (s = strstr(s, CSV_BETWEEN)) != NULL;)
        memcpy(s, ",,,,,", strlen(CSV_BETWEEN));
    for (char *s = copy; *s;) {
        size_t n = strcspn(s, ",;");
        char after = s[n];
        s[n] = '\0';
        /* "* myContacts": Google's own groups */
        const char *tag = r->look->own ? s : s + strspn(s, " *");
        if (r->look->own || strcasecmp(tag, "mycontacts") != 0)
            draft_add_tag(r->d, tag);
        tag = s + strspn(s, " ");
        said &= draft_is_tag(r->d, tag) && *tag != '*';
        s += n + (after != '\0');
    }
    if (!r->look->own && !said) /* capitals, blanks, Google's own */
        csv_row_keep(r, column, cell);
}

/* lia_value_parse, which is thorough, comes after the words that are mostly there. */
static int value_of(lia_value_set set, int last, const char *cell)
{
    for (int i = 1; i <= last; i++)
        if (strcasecmp(cell, lia_value_code(set, i)) == 0)
            return i;
    return lia_value_parse(set, cell);
}

static void take_type(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    int type = value_of(LIA_SET_TYPE, LIA_PERSON, cell);
    if (type == LIA_COMPANY || type == LIA_PERSON)
        r->d->type = (lia_contact_type)type;
    else
        csv_row_keep(r, column, cell);
}

static void take_correspondence(struct csv_row *r, const struct csv_column *column,
                                const char *cell)
{
    int value = value_of(LIA_SET_CORR, LIA_PHONE, cell);
    if (value > 0)
        r->d->correspondence = (lia_corr)value;
    else
        csv_row_keep(r, column, cell);
}

static void take_flag(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    struct import_draft *d = r->d;
    bool *flag = column->field == CONTACT_EXCLUDE    ? &d->exclude
                 : column->field == CONTACT_ARCHIVED ? &d->archived
                                                     : &d->privacy_blocked;
    int value = draft_yes_or_no(cell);
    if (value < 0)
        csv_row_keep(r, column, cell);
    else
        *flag = value;
}

static void take_days(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    if (!draft_set_touch_days(r->d, cell))
        csv_row_keep(r, column, cell);
}

static void take_channels(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    struct import_draft *d = r->d;
    if (d->channels || !contact_channels_split(&d->arena, cell, &d->channels, &d->channel_count))
        csv_row_keep(r, column, cell);
    else
        d->channels_kept = csv_row_line(r, column, cell);
}

/* What was kept is taken before all else. */
static void take_nothing(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    (void)r;
    (void)column;
    (void)cell;
}

/* --- cells --- */

#define AT(member) offsetof(struct import_draft, member)

/* Fields that are set as they are: where, and where the words of the file go. */
static const struct text {
    size_t field, kept;
} texts[] = {
    [CONTACT_NO] = {AT(no), AT(no_kept)},
    [CONTACT_UID] = {AT(uid), AT(uid_kept)},
    [CONTACT_COMPANY] = {AT(company), AT(company_kept)},
    [CONTACT_JOB_TITLE] = {AT(job_title), AT(job_kept)},
    [CONTACT_NAME] = {AT(name), 0},
    [CONTACT_SALESPERSON] = {AT(salesperson), 0},
    [CONTACT_PRIVACY_REASON] = {AT(privacy_reason), 0},
    [CONTACT_PREFIX] = {AT(prefix), AT(name_kept)},
    [CONTACT_GIVEN_NAME] = {AT(given), AT(name_kept)},
    [CONTACT_MIDDLE_NAME] = {AT(middle), AT(name_kept)},
    [CONTACT_FAMILY_NAME] = {AT(family), AT(name_kept)},
    [CONTACT_SUFFIX] = {AT(suffix), AT(name_kept)},
};

static const char **member(struct import_draft *d, size_t at)
{
    return (const char **)(void *)((char *)d + at);
}

/* Would one still tell from "Anna Holm Berg" that the family is Holm Berg? */
static bool turns_back(struct csv_row *r, const char *turned, const char *cell)
{
    const char *given, *family, *comma = strchr(cell, ',');
    struct arena *a = &r->d->arena;
    name_parts(a, turned, &given, &family);
    return strcmp(family, contact_line(a, arena_strndup(a, cell, (size_t)(comma - cell)), NULL)) ==
           0;
}

/* The parts of a name are kept together, should the name not say them. */
static void take_text(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    const char *turned = column->turned ? csv_turned_name(&r->d->arena, cell) : NULL;
    if (turned && !turns_back(r, turned, cell))
        csv_row_keep(r, column, cell);
    cell = turned ? turned : cell;
    const struct text *t = &texts[column->field];
    const char **kept = t->kept ? member(r->d, t->kept) : NULL;
    if (set(r, column, member(r->d, t->field), cell) && kept)
        *kept = csv_row_and_line(r, *kept, column, cell);
}

/* A name only where there is none. */
static void take_nick(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    if (!r->d->nickname)
        r->d->nickname = cell;
    csv_row_keep(r, column, cell);
}

/* A row is not longer than a note may be. */
static void take_note(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    (void)column;
    draft_add_note(r->d, cell);
}

static csv_take_fn *const takes[] = {
    [CONTACT_KEPT] = csv_row_keep,
    [CONTACT_NO] = take_text,
    [CONTACT_TYPE] = take_type,
    [CONTACT_NAME] = take_text,
    [CONTACT_PREFIX] = take_text,
    [CONTACT_GIVEN_NAME] = take_text,
    [CONTACT_MIDDLE_NAME] = take_text,
    [CONTACT_FAMILY_NAME] = take_text,
    [CONTACT_SUFFIX] = take_text,
    [CONTACT_NICKNAME] = take_nick,
    [CONTACT_FILE_AS] = take_nick,
    [CONTACT_COMPANY] = take_text,
    [CONTACT_JOB_TITLE] = take_text,
    [CONTACT_EMAIL] = csv_row_take_way,
    [CONTACT_EMAIL_LABEL] = csv_row_take_label,
    [CONTACT_PHONE] = csv_row_take_way,
    [CONTACT_PHONE_LABEL] = csv_row_take_label,
    [CONTACT_HOME_PAGE] = csv_row_take_way,
    [CONTACT_PAGE_LABEL] = csv_row_take_label,
    [CONTACT_ADDRESS] = csv_row_take_line,
    [CONTACT_EXTENDED] = csv_row_take_part,
    [CONTACT_PO_BOX] = csv_row_take_part,
    [CONTACT_CITY] = csv_row_take_part,
    [CONTACT_REGION] = csv_row_take_part,
    [CONTACT_POST_CODE] = csv_row_take_part,
    [CONTACT_COUNTRY] = csv_row_take_part,
    [CONTACT_WHOLE_ADDRESS] = csv_row_take_whole,
    [CONTACT_ADDRESS_LABEL] = csv_row_take_label,
    [CONTACT_BIRTHDAY] = take_birthday,
    [CONTACT_BIRTH_YEAR] = take_birth_part,
    [CONTACT_BIRTH_MONTH] = take_birth_part,
    [CONTACT_BIRTH_DAY] = take_birth_part,
    [CONTACT_NOTE] = take_note,
    [CONTACT_TAGS] = take_tags,
    [CONTACT_UID] = take_text,
    [CONTACT_SALESPERSON] = take_text,
    [CONTACT_CORRESPONDENCE] = take_correspondence,
    [CONTACT_EXCLUDE] = take_flag,
    [CONTACT_EMAIL2] = csv_row_take_way,
    [CONTACT_MOBILE] = csv_row_take_way,
    [CONTACT_ADDRESS2] = csv_row_take_line,
    [CONTACT_CHANNELS] = take_channels,
    [CONTACT_TOUCH_DAYS] = take_days,
    [CONTACT_ARCHIVED] = take_flag,
    [CONTACT_PRIVACY_BLOCKED] = take_flag,
    [CONTACT_PRIVACY_REASON] = take_text,
    [CONTACT_KEPT_FORM] = take_nothing,
    [CONTACT_KEPT_CONTENT] = take_nothing,
    [CONTACT_LEFT_OUT] = take_nothing,
    [CONTACT_TITLE] = csv_row_keep,
};

/* Form and content stand in columns of their own; what they cannot be is kept as they are. */
static void take_kept(struct csv_row *r)
{
    const struct csv_look *look = r->look;
    const char *form = NULL, *content = "";
    size_t at = 0;
    for (size_t i = 0; i < look->form.count; i++) {
        if (look->columns[i].field == CONTACT_KEPT_FORM)
            form = r->cells[i];
        if (look->columns[i].field == CONTACT_KEPT_CONTENT)
            content = r->cells[at = i];
    }
    if (*content && !draft_take_kept(r->d, form ? form : "", content))
        csv_row_keep(r, &look->columns[at], content);
}

void csv_to_draft(const struct csv_look *look, const char *const *cells, bool day_first,
                  struct import_draft *d)
{
    struct csv_row r = {.look = look, .cells = cells, .d = d, .day_first = day_first};
    take_kept(&r);
    for (size_t i = 0; i < look->form.count; i++)
        if (*cells[i])
            takes[look->columns[i].field](&r, &look->columns[i], cells[i]);
    finish_birthday(&r);
}
