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
    struct csv_column column = {CSV_KEPT, "", 0, plain_name(a, name, at), 0};
    if (strlen(name) > NAME_MAX_BYTES)
        return column;
    int number;
    const char *key = normal(a, name, &number);
    const struct csv_name *known = find_name(a, key);
    if (known) {
        bool line = known->field == CSV_STREET && key[strlen(key) - 1] == '#';
        column.field = known->field;
        column.label = known->label;
        column.number = line ? 0 : number;
    }
    return column;
}

static bool has_field(const struct csv_column *columns, size_t n, enum csv_field field)
{
    for (size_t i = 0; i < n; i++)
        if (columns[i].field == field)
            return true;
    return false;
}

/* The field of the columns that label this one; CSV_KEPT when there are none. */
static enum csv_field labels_of(enum csv_field field)
{
    if (field == CSV_EMAIL)
        return CSV_EMAIL_LABEL;
    if (field == CSV_PHONE)
        return CSV_PHONE_LABEL;
    if (field == CSV_PAGE)
        return CSV_PAGE_LABEL;
    return field >= CSV_STREET && field <= CSV_WHOLE_ADDRESS ? CSV_ADDRESS_LABEL : CSV_KEPT;
}

static size_t find_label(const struct csv_column *columns, size_t n,
                         const struct csv_column *column)
{
    enum csv_field labels = labels_of(column->field);
    for (size_t i = 0; labels != CSV_KEPT && column->number && i < n; i++)
        if (columns[i].field == labels && columns[i].number == column->number)
            return i + 1;
    return 0;
}

void csv_columns_settle(struct csv_column *columns, size_t n)
{
    bool parts = has_field(columns, n, CSV_BIRTH_YEAR) && has_field(columns, n, CSV_BIRTH_MONTH);
    bool job = has_field(columns, n, CSV_JOB);
    for (size_t i = 0; i < n; i++) {
        if (columns[i].field == CSV_BIRTHDAY && parts)
            columns[i].field = CSV_BIRTH_DAY;
        else if (columns[i].field == CSV_TITLE)
            columns[i].field = job ? CSV_PREFIX : CSV_JOB;
    }
    for (size_t i = 0; i < n; i++)
        columns[i].label_at = find_label(columns, n, &columns[i]);
    for (size_t i = 0; i < n; i++)
        if (!parts && (columns[i].field == CSV_BIRTH_YEAR || columns[i].field == CSV_BIRTH_MONTH))
            columns[i].field = CSV_KEPT;
}

bool csv_column_is_key(const struct csv_column *column)
{
    switch (column->field) {
    case CSV_NAME:
    case CSV_FIRST:
    case CSV_LAST:
    case CSV_FILE_AS:
    case CSV_COMPANY:
    case CSV_EMAIL:
    case CSV_PHONE:
        return true;
    default:
        return false;
    }
}
