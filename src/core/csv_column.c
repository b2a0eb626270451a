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

struct csv_column csv_column_named(struct arena *a, const char *name, size_t at)
{
    struct csv_column column = {CSV_KEPT, "", 0, plain_name(a, name, at)};
    int number;
    const char *key = normal(a, name, &number);
    for (const struct csv_name *n = csv_names; n->key; n++) {
        if (strcmp((unsigned char)*n->key < 0x80 ? n->key : utf8_fold(a, n->key), key) == 0) {
            column.field = n->field;
            column.label = n->label;
            bool line = n->field == CSV_STREET && key[strlen(key) - 1] == '#';
            column.number = line ? 0 : number;
            break;
        }
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
