#include "core/csv_contact.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
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

static const char *line_for(struct row *r, const struct csv_column *column, const char *cell)
{
    size_t name = strlen(column->name), len = strlen(cell);
    bool plain = !strpbrk(cell, "\n\t\\\r");
    char *line = arena_alloc(&r->d->arena, name + (plain ? len : 2 * len) + 2), *to = line + name;
    memcpy(line, column->name, name);
    *to++ = '\t';
    if (plain) {
        memcpy(to, cell, len);
        return line;
    }
    for (const char *s = cell; *s; s++) {
        bool escape = *s == '\n' || *s == '\t' || *s == '\\';
        if (escape)
            *to++ = '\\';
        if (*s != '\r')
            *to++ = *s == '\n' ? 'n' : *s == '\t' ? 't' : *s;
    }
    return line;
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

/* The parts of a name are kept together, should the name not say them. */
static void set_part(struct row *r, const struct csv_column *column, const char **field,
                     const char *cell)
{
    if (set(r, column, field, cell))
        r->d->name_kept = and_line(r, r->d->name_kept, column, cell);
}

/* --- ways --- */

static const char *label_of(const struct row *r, const struct csv_column *column)
{
    const char *label = column->label_at ? r->cells[column->label_at - 1] : "";
    return *label ? label : column->label;
}

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
    static const char *const usual[] = {"work",     "home",     "mobile",    "other", "main",
                                        "work fax", "home fax", "other fax", "pager"};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcasecmp(label, usual[i]) == 0)
            return usual[i];
    return label;
}

/* Will the contact surely take it? Then its words need not be at hand. */
static bool is_plain(const char *cell, lia_channel_kind kind)
{
    return strlen(cell) <= CONTACT_LINE_MAX && !strstr(cell, between) &&
           (kind != LIA_CHANNEL_EMAIL || (contact_email_right(cell) && !strchr(cell, '<')));
}

static void add_way(struct row *r, const struct csv_column *column, const char *cell,
                    lia_channel_kind kind)
{
    struct arena *a = &r->d->arena;
    bool preferred;
    const char *label = plain_label(r, label_of(r, column), &preferred);
    const char *kept = is_plain(cell, kind) ? NULL : line_for(r, column, cell);
    for (const char *s = cell; s;) {
        const char *end = strstr(s, between);
        struct draft_way *way = vec_push(&r->d->ways);
        const char *value = end ? arena_strndup(a, s, (size_t)(end - s)) : s;
        *way = (struct draft_way){kind, label, value, preferred && s == cell, kept};
        s = end ? end + strlen(between) : NULL;
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

/* A whole address beside its parts says them again, but in words of its own. */
static void add_whole(struct row *r, const struct csv_column *column, const char *cell)
{
    struct draft_address *address = address_for(r, column);
    bool parts = false;
    for (int i = 0; i < DRAFT_PARTS; i++)
        parts |= address->part[i] != NULL;
    for (size_t i = 0; i < r->look->count && !parts; i++) {
        const struct csv_column *other = &r->look->columns[i];
        parts = other->number == column->number && *r->cells[i] &&
                (other->field == CSV_STREET || other->field == CSV_CITY);
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

static void take_birth_part(struct row *r, const struct csv_column *column, const char **part,
                            const char *cell)
{
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

static void take_tags(struct row *r, const char *cell)
{
    char *copy = arena_strdup(&r->d->arena, cell);
    for (char *s = copy; (s = strstr(s, between)) != NULL;)
        memcpy(s, ",,,,,", strlen(between));
    for (char *s = copy; *s;) {
        size_t n = strcspn(s, ",;");
        char after = s[n];
        s[n] = '\0';
        const char *tag = s + strspn(s, " *"); /* "* myContacts": Google's own groups */
        if (strcasecmp(tag, "mycontacts") != 0)
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

static void take_exclude(struct row *r, const struct csv_column *column, const char *cell)
{
    static const char *const yes[] = {"1", "yes", "true", "x", "y"};
    static const char *const no[] = {"0", "no", "false", "n"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcasecmp(cell, yes[i]) == 0) {
            r->d->exclude = true;
            return;
        }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (strcasecmp(cell, no[i]) == 0)
            return;
    keep(r, column, cell);
}

/* --- cells --- */

static void take_name(struct row *r, const struct csv_column *column, const char *cell)
{
    struct import_draft *d = r->d;
    switch (column->field) {
    case CSV_NAME:
        set(r, column, &d->name, cell);
        break;
    case CSV_PREFIX:
        set_part(r, column, &d->prefix, cell);
        break;
    case CSV_FIRST:
        set_part(r, column, &d->given, cell);
        break;
    case CSV_MIDDLE:
        set_part(r, column, &d->middle, cell);
        break;
    case CSV_LAST:
        set_part(r, column, &d->family, cell);
        break;
    case CSV_SUFFIX:
        set_part(r, column, &d->suffix, cell);
        break;
    default: /* CSV_NICK, CSV_FILE_AS: a name only where there is none */
        if (!d->nickname)
            d->nickname = cell;
        keep(r, column, cell);
    }
}

static void take_address(struct row *r, const struct csv_column *column, const char *cell)
{
    static const enum draft_part parts[] = {
        [CSV_STREET - CSV_STREET] = DRAFT_STREET,   [CSV_EXTENDED - CSV_STREET] = DRAFT_EXTENDED,
        [CSV_POBOX - CSV_STREET] = DRAFT_POBOX,     [CSV_CITY - CSV_STREET] = DRAFT_CITY,
        [CSV_REGION - CSV_STREET] = DRAFT_REGION,   [CSV_POST - CSV_STREET] = DRAFT_POST,
        [CSV_COUNTRY - CSV_STREET] = DRAFT_COUNTRY,
    };
    if (column->field == CSV_WHOLE_ADDRESS)
        add_whole(r, column, cell);
    else
        add_part(r, column, cell, parts[column->field - CSV_STREET]);
}

static void take_cell(struct row *r, const struct csv_column *column, const char *cell)
{
    struct import_draft *d = r->d;
    switch (column->field) {
    case CSV_KEPT:
    case CSV_TITLE:
        keep(r, column, cell);
        break;
    case CSV_NO:
        if (set(r, column, &d->no, cell))
            d->no_kept = line_for(r, column, cell);
        break;
    case CSV_UID:
        if (set(r, column, &d->uid, cell))
            d->uid_kept = line_for(r, column, cell);
        break;
    case CSV_COMPANY:
        if (set(r, column, &d->company, cell))
            d->company_kept = line_for(r, column, cell);
        break;
    case CSV_JOB:
        if (set(r, column, &d->job_title, cell))
            d->job_kept = line_for(r, column, cell);
        break;
    case CSV_SALESPERSON:
        set(r, column, &d->salesperson, cell);
        break;
    case CSV_EMAIL:
        add_way(r, column, cell, LIA_CHANNEL_EMAIL);
        break;
    case CSV_PHONE:
        add_way(r, column, cell, LIA_CHANNEL_PHONE);
        break;
    case CSV_PAGE:
        add_way(r, column, cell, LIA_CHANNEL_PAGE);
        break;
    case CSV_EMAIL_LABEL:
    case CSV_PHONE_LABEL:
    case CSV_PAGE_LABEL:
    case CSV_ADDRESS_LABEL:
        break; /* read with what they label */
    case CSV_BIRTHDAY:
        take_birthday(r, column, cell);
        break;
    case CSV_BIRTH_YEAR:
        take_birth_part(r, column, &r->year, cell);
        break;
    case CSV_BIRTH_MONTH:
        take_birth_part(r, column, &r->month, cell);
        break;
    case CSV_BIRTH_DAY:
        take_birth_part(r, column, &r->day, cell);
        break;
    case CSV_NOTE:
        draft_add_note(d, cell); /* a row is not longer than a note may be */
        break;
    case CSV_TAGS:
        take_tags(r, cell);
        break;
    case CSV_TYPE:
        take_type(r, column, cell);
        break;
    case CSV_CORRESPONDENCE:
        take_correspondence(r, column, cell);
        break;
    case CSV_EXCLUDE:
        take_exclude(r, column, cell);
        break;
    default:
        if (column->field >= CSV_STREET && column->field <= CSV_WHOLE_ADDRESS)
            take_address(r, column, cell);
        else
            take_name(r, column, cell);
    }
}

void csv_to_draft(const struct csv_look *look, const char *const *cells, bool day_first,
                  struct import_draft *d)
{
    struct row r = {.look = look, .cells = cells, .d = d, .day_first = day_first};
    for (size_t i = 0; i < look->count; i++)
        if (*cells[i])
            take_cell(&r, &look->columns[i], cells[i]);
    finish_birthday(&r);
}
