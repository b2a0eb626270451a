/* preview_rows.c: see preview_rows.h. */
#include "tui/preview_rows.h"

#include <stdint.h>
#include <string.h>

#include "tui/match.h"

/* The texts of a row; people read no more of one than this. */
enum { TEXT_MOST = 400 };

static void add_text(struct preview_rows *r, const char *text)
{
    size_t len = strlen(text), n = len < TEXT_MOST ? len : TEXT_MOST;
    while (n < len && n > 0 && (text[n] & 0xc0) == 0x80) /* never half a character */
        n--;
    str_add_n(&r->texts, text, n);
    str_add_char(&r->texts, '\0');
}

/* Something is to be said of what was not refused. */
static bool is_noted(const lia_import_line *line)
{
    return line->fate == LIA_IMPORT_NOTED ||
           (line->fate != LIA_IMPORT_REFUSED && *str_or(line->reason, ""));
}

void preview_rows_add(struct preview_rows *r, const lia_import_line *line)
{
    static const enum preview_only kinds[] = {
        [LIA_IMPORT_ADDED] = ONLY_ADDED, [LIA_IMPORT_CHANGED] = ONLY_CHANGED,
        [LIA_IMPORT_ALONE] = ONLY_ALONE, [LIA_IMPORT_REFUSED] = ONLY_REFUSED,
        [LIA_IMPORT_NOTED] = ONLY_ALL,
    };
    r->rows.size = sizeof(struct preview_row);
    *(struct preview_row *)vec_push(&r->rows) = (struct preview_row){line->line, r->texts.len};
    str_add_char(&r->texts, (char)line->fate);
    add_text(r, str_or(line->name, ""));
    add_text(r, str_or(line->no, ""));
    add_text(r, str_or(line->what, ""));
    add_text(r, str_or(line->reason, ""));
    r->counts[kinds[line->fate]] += line->fate != LIA_IMPORT_NOTED;
    r->counts[ONLY_NOTED] += is_noted(line);
    r->counts[ONLY_ALL]++;
}

void preview_rows_clear(struct preview_rows *r)
{
    vec_clear(&r->rows);
    vec_clear(&r->shown);
    str_clear(&r->texts);
    *r = (struct preview_rows){0};
}

void preview_rows_get(const struct preview_rows *r, size_t index, lia_import_line *out)
{
    const struct preview_row *row = &VEC_AT(&r->rows, struct preview_row, index);
    const char *text = str_text(&r->texts) + row->at;
    const char **const parts[] = {&out->name, &out->no, &out->what, &out->reason};
    *out = (lia_import_line){.fate = (lia_import_fate)*text, .line = row->line};
    text++;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        *parts[i] = text;
        text += strlen(text) + 1;
    }
}

static bool is_shown(const lia_import_line *line, enum preview_only only)
{
    switch (only) {
    case ONLY_ADDED:
        return line->fate == LIA_IMPORT_ADDED;
    case ONLY_CHANGED:
        return line->fate == LIA_IMPORT_CHANGED;
    case ONLY_ALONE:
        return line->fate == LIA_IMPORT_ALONE;
    case ONLY_REFUSED:
        return line->fate == LIA_IMPORT_REFUSED;
    case ONLY_NOTED:
        return is_noted(line);
    default:
        return true;
    }
}

static bool has_words(const lia_import_line *line, const char *words, struct str *text)
{
    if (!*words)
        return true;
    str_truncate(text, 0);
    str_add_f(text, "%s %s %s %s", line->name, line->no, line->what, line->reason);
    return match_words(str_text(text), words) > 0;
}

void preview_rows_show(struct preview_rows *r, enum preview_only only, const char *words)
{
    struct str text = {0};
    r->only = only;
    r->shown.size = sizeof(uint32_t);
    r->shown.count = 0;
    for (size_t i = 0; i < r->rows.count && i < UINT32_MAX; i++) {
        lia_import_line line;
        preview_rows_get(r, i, &line);
        if (is_shown(&line, only) && has_words(&line, words, &text))
            *(uint32_t *)vec_push(&r->shown) = (uint32_t)i;
    }
    str_clear(&text);
}

size_t preview_rows_place(const struct preview_rows *r, size_t index)
{
    size_t low = 0, high = r->shown.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (VEC_AT(&r->shown, uint32_t, middle) < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
