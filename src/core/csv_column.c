#include "core/csv_column.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "core/csv_names.h"

/* "E-mail 1 - Value" becomes "email#value" and 1: letters folded, the first number as '#'. */
static const char *normal(struct arena *a, const char *name, int *number)
{
    const char *folded = utf8_fold(a, name);
    struct str key = {0};
    *number = 0;
    for (const char *s = folded; *s; s++) {
        bool digit = *s >= '0' && *s <= '9';
        if (digit && (s == folded || s[-1] < '0' || s[-1] > '9') && !strchr(str_text(&key), '#'))
            str_add_char(&key, '#');
        if (digit && *number < 100000)
            *number = *number * 10 + *s - '0';
        if ((*s >= 'a' && *s <= 'z') || (unsigned char)*s >= 0x80)
            str_add_char(&key, *s);
    }
    const char *text = arena_strndup(a, str_text(&key), key.len);
    str_clear(&key);
    return text;
}

/* A name's column is kept as one line, "name<TAB>value". */
static const char *plain_name(struct arena *a, const char *name, size_t at)
{
    name = name + strspn(name, " ");
    if (!*name)
        return arena_printf(a, "column %zu", at + 1);
    char *copy = arena_strdup(a, name);
    for (char *s = copy; *s; s++)
        if ((unsigned char)*s < ' ')
            *s = ' ';
    if (strlen(copy) > 100)
        copy[utf8_cut(copy, 100)] = '\0';
    return copy;
}

/* Keys of other scripts stand in the table as they are read; folding takes them apart. */
static const struct csv_name *find_name(struct arena *a, const char *key)
{
    bool ascii = (unsigned char)*key < 0x80;
    for (const struct csv_name *n = csv_names; *key && n->key; n++)
        if (((unsigned char)*n->key < 0x80) == ascii &&
            strcmp(ascii ? n->key : utf8_fold(a, n->key), key) == 0)
            return n;
    return NULL;
}

struct csv_column csv_column_named(struct arena *a, const char *name, size_t at)
{
    enum { NAME_MAX_BYTES = 200 };
    struct csv_column column = {.label = "", .name = plain_name(a, name, at)};
    if (strlen(name) > NAME_MAX_BYTES)
        return column;
    int number;
    const char *key = normal(a, name, &number);
    const struct csv_name *known = find_name(a, key);
    if (known) {
        bool line = known->field == CONTACT_ADDRESS && key[strlen(key) - 1] == '#';
        column.field = known->field;
        column.label = known->label;
        column.number = line ? 0 : number;
    }
    return column;
}

static bool has_field(const struct csv_column *columns, size_t n, enum contact_field field)
{
    for (size_t i = 0; i < n; i++)
        if (columns[i].field == field)
            return true;
    return false;
}

static bool is_address_part(enum contact_field field)
{
    switch (field) {
    case CONTACT_ADDRESS:
    case CONTACT_ADDRESS2:
    case CONTACT_EXTENDED:
    case CONTACT_PO_BOX:
    case CONTACT_POST_CODE:
    case CONTACT_CITY:
    case CONTACT_REGION:
    case CONTACT_COUNTRY:
    case CONTACT_WHOLE_ADDRESS:
        return true;
    default:
        return false;
    }
}

/* The field of the columns that label this one; CONTACT_KEPT when there are none. */
static enum contact_field labels_of(enum contact_field field)
{
    if (field == CONTACT_EMAIL)
        return CONTACT_EMAIL_LABEL;
    if (field == CONTACT_PHONE)
        return CONTACT_PHONE_LABEL;
    if (field == CONTACT_HOME_PAGE)
        return CONTACT_PAGE_LABEL;
    return is_address_part(field) ? CONTACT_ADDRESS_LABEL : CONTACT_KEPT;
}

static size_t find_label(const struct csv_column *columns, size_t n,
                         const struct csv_column *column)
{
    enum contact_field labels = labels_of(column->field);
    for (size_t i = 0; labels != CONTACT_KEPT && column->number && i < n; i++)
        if (columns[i].field == labels && columns[i].number == column->number)
            return i + 1;
    return 0;
}

void csv_columns_label(struct csv_column *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        columns[i].label_at = find_label(columns, n, &columns[i]);
}

/* A Title is a job; where a column says the job, or there are two and it is the first, it is what
 * stands before the name. */
static void settle_titles(struct csv_column *columns, size_t n)
{
    bool job = has_field(columns, n, CONTACT_JOB_TITLE);
    for (size_t i = n; i-- > 0;) {
        if (columns[i].field != CONTACT_TITLE)
            continue;
        columns[i].field = job ? CONTACT_PREFIX : CONTACT_JOB_TITLE;
        job = true;
    }
}

void csv_columns_settle(struct csv_column *columns, size_t n)
{
    bool parts =
        has_field(columns, n, CONTACT_BIRTH_YEAR) && has_field(columns, n, CONTACT_BIRTH_MONTH);
    settle_titles(columns, n);
    for (size_t i = 0; i < n; i++) {
        struct csv_column *c = &columns[i];
        if (parts && c->field == CONTACT_BIRTHDAY)
            c->field = CONTACT_BIRTH_DAY;
        else if (!parts && (c->field == CONTACT_BIRTH_YEAR || c->field == CONTACT_BIRTH_MONTH))
            c->field = CONTACT_KEPT;
    }
}

void csv_column_map(struct csv_column *columns, size_t n, size_t at, enum contact_field field)
{
    struct csv_column *column = &columns[at];
    if (column->field == field)
        return;
    bool was_part = is_address_part(column->field);
    column->field = field;
    column->exact = true;
    if (!is_address_part(field) || was_part)
        return;
    for (size_t i = 0; i < n; i++) { /* of the same address as the others */
        if (i == at || !is_address_part(columns[i].field))
            continue;
        column->label = columns[i].label;
        column->number = columns[i].number;
        return;
    }
}

bool csv_column_is_key(const struct csv_column *column)
{
    switch (column->field) {
    case CONTACT_NAME:
    case CONTACT_GIVEN_NAME:
    case CONTACT_FAMILY_NAME:
    case CONTACT_FILE_AS:
    case CONTACT_COMPANY:
    case CONTACT_EMAIL:
    case CONTACT_EMAIL2:
    case CONTACT_PHONE:
    case CONTACT_MOBILE:
        return true;
    default:
        return false;
    }
}
