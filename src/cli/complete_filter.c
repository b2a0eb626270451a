/* complete_filter.c: filters as far as they are typed, and the values that their fields have in the
 * book. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli/complete.h"

static void add_fields(struct complete *c, lia_filter_kind kind, const char *word)
{
    for (const lia_filter_field *f = lia_filter_fields(kind); f->name; f++)
        if (str_starts(f->name, word))
            complete_add(c, arena_printf(&c->cli->arena, "%s:", f->name), _(f->help));
}

static const char signs[] = " ,()\"";

/* As the filter language has it: what holds a blank or one of its signs is quoted; or its first
 * word, which finds it as well: a shell would take a quote for another word than the one begun. */
static const char *as_value(struct complete *c, const char *value, bool begun)
{
    size_t word = strcspn(value, signs);
    const char *dots = strstr(value, "..");
    if (dots && (size_t)(dots - value) < word)
        word = (size_t)(dots - value);
    if (!value[word])
        return value;
    if (begun && word > 0)
        return arena_strndup(&c->cli->arena, value, word);
    struct str quoted = {0};
    str_add_char(&quoted, '"');
    for (; *value; value++) {
        str_add(&quoted, *value == '"' ? "\\" : "");
        str_add_char(&quoted, *value);
    }
    str_add_char(&quoted, '"');
    const char *kept = arena_strdup(&c->cli->arena, str_text(&quoted));
    str_clear(&quoted);
    return kept;
}

static void add_values(struct complete *c, lia_filter_kind kind, const char *field,
                       const char *start)
{
    lia_filter_values values = {0};
    bool quoted = *start == '"', begun = *start && !quoted;
    const char *last = "";
    start += quoted;
    if (lia_filter_values_of(c->cli->book, kind, field, start, COMPLETE_MOST, &values,
                             &c->cli->err))
        return;
    for (size_t i = 0; i < values.count; i++) {
        const char *value = as_value(c, values.items[i], begun);
        if (!str_eq(value, last))
            complete_add(c, value, "");
        last = value;
    }
    lia_filter_values_clear(&values);
}

/* The last term of what may be several words in one: "city:lund !tag:v", its last value. What is
 * quoted is no end of either. */
void complete_filter(struct complete *c, const char *word)
{
    struct arena *a = &c->cli->arena;
    const char *term = word, *colon = NULL, *start = word;
    bool quoted = false;
    for (const char *s = word; *s; s++) {
        quoted = *s == '"' ? !quoted : quoted;
        if (quoted)
            continue;
        if (strchr(" (!", *s) || (*s == '-' && s == term)) {
            term = start = s + 1;
            colon = NULL;
        } else if (!colon && *s == ':') {
            colon = s;
            start = s + 1;
        } else if (colon && *s == ',') {
            start = s + 1;
        }
    }
    lia_filter_kind kind = c->entries ? LIA_FILTER_ENTRIES : LIA_FILTER_CONTACTS;
    const char *before = str_or(c->before, "");
    c->before = arena_printf(a, "%s%.*s", before, (int)(start - word), word);
    if (!colon)
        add_fields(c, kind, start);
    else if (c->cli->book)
        add_values(c, kind, arena_strndup(a, term, (size_t)(colon - term)), start);
    c->before = before;
}

void complete_field(struct complete *c, const char *field, const char *start)
{
    lia_filter_values values = {0};
    if (lia_filter_values_of(c->cli->book, LIA_FILTER_CONTACTS, field, start, COMPLETE_MOST,
                             &values, &c->cli->err))
        return;
    for (size_t i = 0; i < values.count; i++)
        if (!str_eq(values.items[i], "none")) /* a word of the filter language */
            complete_add(c, values.items[i], "");
    lia_filter_values_clear(&values);
}
