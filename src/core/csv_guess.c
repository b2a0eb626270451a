/* Columns of a file without header, told by what they hold. */
#include <string.h>

#include "core/contact_tidy.h"
#include "core/csv_look.h"

typedef bool holds_fn(const char *cell);

static bool is_email(const char *cell)
{
    return *cell && contact_email_right(cell);
}

static bool is_phone(const char *cell)
{
    size_t digits = 0;
    for (const char *s = cell; *s; s++) {
        digits += *s >= '0' && *s <= '9';
        if (!strchr("0123456789+-/.() ", *s))
            return false;
    }
    return digits >= 6;
}

/* Letters, and neither an address nor a page. */
static bool is_words(const char *cell)
{
    bool letters = false;
    for (const char *s = cell; *s; s++) {
        if (strchr("0123456789@/\\\n", *s))
            return false;
        letters |= (unsigned char)*s >= 0x80 || ((*s | 0x20) >= 'a' && (*s | 0x20) <= 'z');
    }
    return letters;
}

/* Do most cells of the column that are not blank hold it? */
static bool holds(const struct csv_sample *sample, size_t column, holds_fn *is)
{
    size_t filled = 0, right = 0;
    for (size_t i = 0; i < sample->count; i++) {
        const char *cell = sample->rows[i][column];
        filled += *cell != '\0';
        right += *cell && is(cell);
    }
    return right > 0 && right * 2 > filled;
}

static size_t find(const struct csv_sample *sample, const struct csv_column *columns, size_t from,
                   holds_fn *is)
{
    size_t i = from;
    while (i < sample->columns && (columns[i].field != CSV_KEPT || !holds(sample, i, is)))
        i++;
    return i;
}

static bool has_blank(const char *cell)
{
    return strchr(cell, ' ') != NULL;
}

/* Do the next two columns say in parts what this one says? */
static bool parts_follow(struct arena *a, const struct csv_sample *sample, size_t name)
{
    if (name + 2 >= sample->columns)
        return false;
    for (size_t i = 0; i < sample->count; i++) {
        const char **row = sample->rows[i];
        if (*row[name] &&
            strcmp(row[name], arena_printf(a, "%s %s", row[name + 1], row[name + 2])) != 0)
            return false;
    }
    return true;
}

static bool find_names(struct arena *a, const struct csv_sample *sample, struct csv_column *columns)
{
    size_t first = find(sample, columns, 0, is_words), n = sample->columns;
    if (first == n)
        return false;
    if (holds(sample, first, has_blank)) {
        columns[first].field = CSV_NAME;
        if (parts_follow(a, sample, first)) {
            columns[first + 1].field = CSV_FIRST;
            columns[first + 2].field = CSV_LAST;
        }
    } else if (first + 1 < n && columns[first + 1].field == CSV_KEPT &&
               holds(sample, first + 1, is_words)) {
        columns[first].field = CSV_FIRST;
        columns[first + 1].field = CSV_LAST;
    } else {
        columns[first].field = CSV_NAME;
    }
    return true;
}

bool csv_guess(struct arena *a, const struct csv_sample *sample, struct csv_column *columns)
{
    size_t email = find(sample, columns, 0, is_email);
    if (email == sample->columns)
        return false;
    columns[email].field = CSV_EMAIL;
    size_t phone = find(sample, columns, 0, is_phone);
    if (phone < sample->columns)
        columns[phone].field = CSV_PHONE;
    find_names(a, sample, columns);
    return true;
}
