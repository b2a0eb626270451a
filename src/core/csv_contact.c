#include "core/csv_contact.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "core/contact_kept.h"
#include "core/contact_tidy.h"
#include "liaise/values.h"

struct row {
    const struct csv_look *look;
    const char *const *cells;
    struct import_draft *d;
    bool day_first;
    const char *year, *month, *day; /* of birth, in columns of their own */
    const char *birth_kept;
};

/* Several values in one cell, as Google writes them. */
static const char between[] = " ::: ";

/* --- keeping --- */

/* In the form of what was kept with the contact before. */
static const char *line_for(struct row *r, const struct csv_column *column, const char *cell)
{
    const char *line = kept_column(&r->d->arena, column->name, cell);
    return strcmp(r->d->form, "vcard") == 0 ? kept_as_vcard(&r->d->arena, line) : line;
}

static void keep(struct row *r, const struct csv_column *column, const char *cell)
{
    draft_keep(r->d, line_for(r, column, cell));
}

/* Sets the field once; what comes again is kept. */
static bool set(struct row *r, const struct csv_column *column, const char **field,
                const char *cell)
{
    if (*field)
        keep(r, column, cell);
    else
        *field = cell;
    return *field == cell;
}

static const char *and_line(struct row *r, const char *lines, const struct csv_column *column,
                            const char *cell)
{
    const char *line = line_for(r, column, cell);
    return lines ? arena_printf(&r->d->arena, "%s\n%s", lines, line) : line;
}

/* --- ways --- */

static const char *label_of(const struct row *r, const struct csv_column *column)
{
    const char *label = column->label_at ? r->cells[column->label_at - 1] : "";
    return *label ? label : column->label;
}

static const char *const usual_labels[] = {"work",     "home",     "mobile",    "other", "main",
                                           "work fax", "home fax", "other fax", "pager"};
enum { USUAL = sizeof usual_labels / sizeof *usual_labels };

/* "* Work" is Google's for a preferred one; "SMTP" is Outlook's for any e-mail. */
static const char *plain_label(struct row *r, const char *label, bool *preferred)
{
    *preferred = label[0] == '*';
    label += *preferred;
    if (!*label)
        return "";
    label = contact_line(&r->d->arena, label, NULL);
    if (strcasecmp(label, "smtp") == 0 || strcasecmp(label, "internet") == 0)
        return "";
    for (int i = 0; i < USUAL; i++)
        if (strcasecmp(label, usual_labels[i]) == 0)
            return usual_labels[i];
    return label;
}

/* A label is read with what it labels. One in words of its own is kept too: what it labels may
 * become a field, which has none. */
static void take_label(struct row *r, const struct csv_column *column, const char *cell)
{
    bool preferred;
    const char *label = plain_label(r, cell, &preferred);
    for (int i = 0; i < USUAL; i++)
        if (label == usual_labels[i])
            return;
    if (*label)
        keep(r, column, cell);
}

/* Will the contact surely take it? Then its words need not be at hand. */
static bool is_plain(const char *cell, lia_channel_kind kind)
{
    return strlen(cell) <= CONTACT_LINE_MAX && !strstr(cell, between) &&
           (kind != LIA_CHANNEL_EMAIL || (contact_email_right(cell) && !strchr(cell, '<')));
}

static lia_channel_kind kind_of(enum contact_field field)
{
    if (field == CONTACT_EMAIL || field == CONTACT_EMAIL2)
        return LIA_CHANNEL_EMAIL;
    return field == CONTACT_HOME_PAGE ? LIA_CHANNEL_PAGE : LIA_CHANNEL_PHONE;
}

/* The field that the column is, said exactly; of several values the first is. */
static const char *field_of(const struct row *r, const struct csv_column *column)
{
    const char *field = column->exact ? contact_names[column->field].name : NULL;
    for (size_t i = 0; field && i < r->d->ways.count; i++)
        if (str_eq(VEC_AT(&r->d->ways, struct draft_way, i).field, field))
            return NULL;
    return field;
}

static void take_way(struct row *r, const struct csv_column *column, const char *cell)
{
    lia_channel_kind kind = kind_of(column->field);
    struct arena *a = &r->d->arena;
    bool preferred;
    const char *field = field_of(r, column);
    const char *label = plain_label(r, label_of(r, column), &preferred);
    const char *kept = is_plain(cell, kind) ? NULL : line_for(r, column, cell);
    const char *parted = r->look->own ? CSV_BETWEEN_OWN : between;
    for (const char *s = cell; s;) {
        const char *end = strstr(s, parted);
        struct draft_way *way = vec_push(&r->d->ways);
        const char *value = end ? arena_strndup(a, s, (size_t)(end - s)) : s;
        *way = (struct draft_way){kind, label, value, preferred && s == cell, kept, NULL, field};
        field = NULL;
        s = end ? end + strlen(parted) : NULL;
    }
}

/* --- addresses --- */

static struct draft_address *address_for(struct row *r, const struct csv_column *column)
{
    bool preferred = false;
    int number = column->number;
    const char *label = column->label;
    if (number)
        label = plain_label(r, label_of(r, column), &preferred);
    for (size_t i = 0; i < r->d->addresses.count; i++) {
        struct draft_address *address = &VEC_AT(&r->d->addresses, struct draft_address, i);
        if (address->number == number && strcmp(address->label, label) == 0)
            return address;
    }
    struct draft_address *address = vec_push(&r->d->addresses);
    address->label = label;
    address->number = number;
    address->preferred = preferred;
    return address;
}

/* The words of the file are noted for the parts that no field says, and for those that may be too
 * long for theirs. */
static void add_part(struct row *r, const struct csv_column *column, const char *cell,
                     enum draft_part part)
{
    struct draft_address *address = address_for(r, column);
    const char *had = address->part[part];
    address->part[part] = had ? arena_printf(&r->d->arena, "%s\n%s", had, cell) : cell;
    if (part == DRAFT_REGION || part == DRAFT_POBOX)
        address->unsaid = and_line(r, address->unsaid, column, cell);
    else if (had || strlen(cell) > CONTACT_LINE_MAX / 2)
        address->kept = and_line(r, address->kept, column, cell);
}

/* The contact's own lines, said exactly. */
static void take_line(struct row *r, const struct csv_column *column, const char *cell)
{
    enum draft_part part = column->field == CONTACT_ADDRESS2 ? DRAFT_EXTENDED : DRAFT_STREET;
    add_part(r, column, cell, part);
    if (column->exact)
        address_for(r, column)->field = "address";
}

/* A whole address beside its parts says them again, but in words of its own. */
static void take_whole(struct row *r, const struct csv_column *column, const char *cell)
{
    struct draft_address *address = address_for(r, column);
    bool parts = false;
    for (int i = 0; i < DRAFT_PARTS; i++)
        parts |= address->part[i] != NULL;
    for (size_t i = 0; i < r->look->form.count && !parts; i++) {
        const struct csv_column *other = &r->look->columns[i];
        parts = other->number == column->number && *r->cells[i] &&
                (other->field == CONTACT_ADDRESS || other->field == CONTACT_CITY);
    }
    if (parts)
        keep(r, column, cell);
    else
        add_part(r, column, cell, DRAFT_STREET);
}

/* --- values --- */

static void take_birthday(struct row *r, const struct csv_column *column, const char *cell)
{
    struct import_draft *d = r->d;
    const char *found = draft_birthday(&d->arena, cell, r->day_first);
    if (set(r, column, &d->birthday, found ? found : cell))
        d->birthday_kept = line_for(r, column, cell);
}

static void take_birth_part(struct row *r, const struct csv_column *column, const char *cell)
{
    const char **part = column->field == CONTACT_BIRTH_YEAR    ? &r->year
                        : column->field == CONTACT_BIRTH_MONTH ? &r->month
                                                               : &r->day;
    const char *line = line_for(r, column, cell);
    if (set(r, column, part, cell))
        r->birth_kept =
            r->birth_kept ? arena_printf(&r->d->arena, "%s\n%s", r->birth_kept, line) : line;
}

static void finish_birthday(struct row *r)
{
    struct import_draft *d = r->d;
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

static void take_tags(struct row *r, const struct csv_column *column, const char *cell)
{
    char *copy = arena_strdup(&r->d->arena, cell);
    (void)column;
    for (char *s = copy; r->look->own && *s; s++) /* words */
        *s = *s == ' ' ? ',' : *s;
    for (char *s = copy; !r->look->own && (s = strstr(s, between)) != NULL;)
        memcpy(s, ",,,,,", strlen(between));
    for (char *s = copy; *s;) {
        size_t n = strcspn(s, ",;");
        char after = s[n];
        s[n] = '\0';
        /* "* myContacts": Google's own groups */
        const char *tag = r->look->own ? s : s + strspn(s, " *");
        if (r->look->own || strcasecmp(tag, "mycontacts") != 0)
            draft_add_tag(r->d, tag);
        s += n + (after != '\0');
    }
}

/* lia_value_parse, which is thorough, comes after the words that are mostly there. */
static int value_of(lia_value_set set, int last, const char *cell)
{
    for (int i = 1; i <= last; i++)
        if (strcasecmp(cell, lia_value_code(set, i)) == 0)
            return i;
    return lia_value_parse(set, cell);
}

static void take_type(struct row *r, const struct csv_column *column, const char *cell)
{
    int type = value_of(LIA_SET_TYPE, LIA_PERSON, cell);
    if (type == LIA_COMPANY || type == LIA_PERSON)
        r->d->type = (lia_contact_type)type;
    else
        keep(r, column, cell);
}

static void take_correspondence(struct row *r, const struct csv_column *column, const char *cell)
{
    int value = value_of(LIA_SET_CORR, LIA_PHONE, cell);
    if (value > 0)
        r->d->correspondence = (lia_corr)value;
    else
        keep(r, column, cell);
}

static void take_flag(struct row *r, const struct csv_column *column, const char *cell)
{
    struct import_draft *d = r->d;
    bool *flag = column->field == CONTACT_EXCLUDE    ? &d->exclude
                 : column->field == CONTACT_ARCHIVED ? &d->archived
                                                     : &d->privacy_blocked;
    int value = draft_yes_or_no(cell);
    if (value < 0)
        keep(r, column, cell);
    else
        *flag = value;
}

static void take_days(struct row *r, const struct csv_column *column, const char *cell)
{
    if (!draft_set_touch_days(r->d, cell))
        keep(r, column, cell);
}

static void take_channels(struct row *r, const struct csv_column *column, const char *cell)
{
    struct import_draft *d = r->d;
    if (d->channels || !contact_channels_split(&d->arena, cell, &d->channels, &d->channel_count))
        keep(r, column, cell);
    else
        d->channels_kept = line_for(r, column, cell);
}

/* What was kept is taken before all else. */
static void take_nothing(struct row *r, const struct csv_column *column, const char *cell)
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

/* The parts of a name are kept together, should the name not say them. */
static void take_text(struct row *r, const struct csv_column *column, const char *cell)
{
    const char *turned = column->turned ? csv_turned_name(&r->d->arena, cell) : NULL;
    cell = turned ? turned : cell;
    const struct text *t = &texts[column->field];
    const char **kept = t->kept ? member(r->d, t->kept) : NULL;
    if (set(r, column, member(r->d, t->field), cell) && kept)
        *kept = and_line(r, *kept, column, cell);
}

/* A name only where there is none. */
static void take_nick(struct row *r, const struct csv_column *column, const char *cell)
{
    if (!r->d->nickname)
        r->d->nickname = cell;
    keep(r, column, cell);
}

static void take_part(struct row *r, const struct csv_column *column, const char *cell)
{
    static const enum draft_part parts[] = {
        [CONTACT_ADDRESS] = DRAFT_STREET,  [CONTACT_EXTENDED] = DRAFT_EXTENDED,
        [CONTACT_PO_BOX] = DRAFT_POBOX,    [CONTACT_CITY] = DRAFT_CITY,
        [CONTACT_REGION] = DRAFT_REGION,   [CONTACT_POST_CODE] = DRAFT_POST,
        [CONTACT_COUNTRY] = DRAFT_COUNTRY,
    };
    add_part(r, column, cell, parts[column->field]);
}

/* A row is not longer than a note may be. */
static void take_note(struct row *r, const struct csv_column *column, const char *cell)
{
    (void)column;
    draft_add_note(r->d, cell);
}

typedef void take_fn(struct row *r, const struct csv_column *column, const char *cell);
static take_fn *const takes[] = {
    [CONTACT_KEPT] = keep,
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
    [CONTACT_EMAIL] = take_way,
    [CONTACT_EMAIL_LABEL] = take_label,
    [CONTACT_PHONE] = take_way,
    [CONTACT_PHONE_LABEL] = take_label,
    [CONTACT_HOME_PAGE] = take_way,
    [CONTACT_PAGE_LABEL] = take_label,
    [CONTACT_ADDRESS] = take_line,
    [CONTACT_EXTENDED] = take_part,
    [CONTACT_PO_BOX] = take_part,
    [CONTACT_CITY] = take_part,
    [CONTACT_REGION] = take_part,
    [CONTACT_POST_CODE] = take_part,
    [CONTACT_COUNTRY] = take_part,
    [CONTACT_WHOLE_ADDRESS] = take_whole,
    [CONTACT_ADDRESS_LABEL] = take_label,
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
    [CONTACT_EMAIL2] = take_way,
    [CONTACT_MOBILE] = take_way,
    [CONTACT_ADDRESS2] = take_line,
    [CONTACT_CHANNELS] = take_channels,
    [CONTACT_TOUCH_DAYS] = take_days,
    [CONTACT_ARCHIVED] = take_flag,
    [CONTACT_PRIVACY_BLOCKED] = take_flag,
    [CONTACT_PRIVACY_REASON] = take_text,
    [CONTACT_KEPT_FORM] = take_nothing,
    [CONTACT_KEPT_CONTENT] = take_nothing,
    [CONTACT_LEFT_OUT] = take_nothing,
    [CONTACT_TITLE] = keep,
};

/* Form and content stand in columns of their own; what they cannot be is kept as they are. */
static void take_kept(struct row *r)
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
        keep(r, &look->columns[at], content);
}

void csv_to_draft(const struct csv_look *look, const char *const *cells, bool day_first,
                  struct import_draft *d)
{
    struct row r = {.look = look, .cells = cells, .d = d, .day_first = day_first};
    take_kept(&r);
    for (size_t i = 0; i < look->form.count; i++)
        if (*cells[i])
            takes[look->columns[i].field](&r, &look->columns[i], cells[i]);
    finish_birthday(&r);
}
