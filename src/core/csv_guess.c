/* Columns told by what they hold. */
#include <string.h>
#include <strings.h>

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
    while (i < sample->columns && (columns[i].field != CONTACT_KEPT || !holds(sample, i, is)))
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
        columns[first].field = CONTACT_NAME;
        if (parts_follow(a, sample, first)) {
            columns[first + 1].field = CONTACT_GIVEN_NAME;
            columns[first + 2].field = CONTACT_FAMILY_NAME;
        }
    } else if (first + 1 < n && columns[first + 1].field == CONTACT_KEPT &&
               holds(sample, first + 1, is_words)) {
        columns[first].field = CONTACT_GIVEN_NAME;
        columns[first + 1].field = CONTACT_FAMILY_NAME;
    } else {
        columns[first].field = CONTACT_NAME;
    }
    return true;
}

bool csv_guess(struct arena *a, const struct csv_sample *sample, struct csv_column *columns)
{
    size_t email = find(sample, columns, 0, is_email);
    if (email == sample->columns)
        return false;
    columns[email].field = CONTACT_EMAIL;
    size_t phone = find(sample, columns, 0, is_phone);
    if (phone < sample->columns)
        columns[phone].field = CONTACT_PHONE;
    find_names(a, sample, columns);
    return true;
}

bool csv_guess_header(const struct csv_sample *sample, const struct csv_column *columns)
{
    if (sample->count < 2)
        return false;
    for (size_t i = 0; i < sample->columns; i++) {
        const char *cell = sample->rows[0][i];
        bool phone = columns[i].field == CONTACT_PHONE;
        if (columns[i].field == CONTACT_EMAIL && *cell && !strchr(cell, '@'))
            return true;
        if (strchr(cell, '@') || (phone && is_phone(cell)))
            return false;
    }
    return false;
}

static bool has_digits(const char *cell)
{
    return strpbrk(cell, "0123456789") != NULL;
}

/* A day, a time, a duration, an amount, a phone number. */
static bool is_number(const char *cell)
{
    return has_digits(cell) && cell[strspn(cell, "0123456789+-/.,:() ")] == '\0';
}

bool csv_guess_words_first(const struct csv_sample *sample)
{
    struct csv_sample below = *sample;
    bool numbers = false;
    if (sample->count < 2)
        return false;
    below.rows++;
    below.count--;
    for (size_t i = 0; i < sample->columns; i++) {
        const char *cell = sample->rows[0][i];
        if (has_digits(cell) || strchr(cell, '@'))
            return false;
        numbers |= is_words(cell) && holds(&below, i, is_number);
    }
    return numbers;
}

/* --- "Berg, Anna" --- */

/* What stands behind a comma without being a given name. */
static bool is_addition(const char *word)
{
    static const char *const additions[] = {
        "inc",   "inc.",  "ltd",  "ltd.", "llc", "llp",    "plc", "gmbh", "ag",  "ab",    "as",
        "a/s",   "oy",    "sa",   "s.a.", "srl", "s.r.l.", "bv",  "b.v.", "nv",  "co",    "co.",
        "corp",  "corp.", "kg",   "jr",   "jr.", "sr",     "sr.", "ii",   "iii", "iv",    "phd",
        "ph.d.", "md",    "m.d.", "mba",  "esq", "esq.",   "dds", "cpa",  "dr.", "prof.",
    };
    for (size_t i = 0; i < sizeof additions / sizeof *additions; i++)
        if (strcasecmp(word, additions[i]) == 0)
            return true;
    return false;
}

/* One to three words that may be of a name. */
static bool is_name_part(const char *text)
{
    size_t words = *text != '\0';
    for (const char *s = text; *s; s++) {
        if (strchr("0123456789@/&+()[]\";:,", *s))
            return false;
        words += *s == ' ' && s[1] && s[1] != ' ';
    }
    return words > 0 && words <= 3;
}

const char *csv_turned_name(struct arena *a, const char *name)
{
    const char *comma = strchr(name, ',');
    if (!comma)
        return NULL;
    const char *family = contact_line(a, arena_strndup(a, name, (size_t)(comma - name)), NULL);
    const char *given = contact_line(a, comma + 1, NULL);
    if (!is_name_part(family) || !is_name_part(given) || is_addition(given))
        return NULL;
    return arena_printf(a, "%s %s", given, family);
}

bool csv_guess_turned(const struct csv_sample *sample, size_t column)
{
    struct arena a = {0};
    size_t filled = 0, turned = 0;
    for (size_t i = 0; i < sample->count; i++) {
        const char *cell = sample->rows[i][column];
        filled += *cell != '\0';
        turned += csv_turned_name(&a, cell) != NULL;
    }
    arena_clear(&a);
    return turned * 2 > filled;
}
