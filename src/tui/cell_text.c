/* cell_text.c: a grid as text, for tests and for pictures of the screen; names of styles. */
#include "tui/cell.h"

#include "base/utf8.h"

static const struct {
    char letter;
    const char *name;
} styles[STYLE_COUNT] = {
    [STYLE_NORMAL] = {'.', "normal"},
    [STYLE_TITLE] = {'T', "title"},
    [STYLE_STATUS] = {'t', "status"},
    [STYLE_HEADING] = {'H', "heading"},
    [STYLE_LABEL] = {'l', "label"},
    [STYLE_SELECTED] = {'S', "selected"},
    [STYLE_MARKER] = {'>', "marker"},
    [STYLE_MARKED] = {'M', "marked"},
    [STYLE_MUTED] = {'-', "muted"},
    [STYLE_OVERDUE] = {'O', "overdue"},
    [STYLE_GOOD] = {'G', "good"},
    [STYLE_ERROR] = {'E', "error"},
    [STYLE_PERSONALISED] = {'*', "personalised"},
    [STYLE_KEY] = {'K', "key"},
    [STYLE_FOOTER] = {'f', "footer"},
    [STYLE_INPUT] = {'i', "input"},
    [STYLE_SELECTION] = {'s', "selection"},
    [STYLE_BORDER] = {'+', "border"},
    [STYLE_MESSAGE] = {'!', "message"},
    [STYLE_NUMBER] = {'N', "number"},
    [STYLE_CANCELED] = {'c', "canceled"},
    [STYLE_MATCH] = {'x', "match"},
};

char style_letter(enum style style)
{
    return styles[style].letter;
}

const char *style_name(enum style style)
{
    return styles[style].name;
}

static bool has_style(const struct cell *row, int w)
{
    for (int x = 0; x < w; x++)
        if (row[x].style != STYLE_NORMAL)
            return true;
    return false;
}

/* Cuts blanks at the end of what was added since `start`. */
static void end_line(struct str *out, size_t start, char blank)
{
    size_t len = out->len;
    while (len > start && out->s[len - 1] == blank)
        len--;
    str_truncate(out, len);
    str_add_char(out, '\n');
}

static void row_text(const struct cell *row, int w, struct str *out)
{
    size_t start = out->len;
    for (int x = 0; x < w; x++) {
        for (int i = 0; row[x].width > 0 && i < CELL_CODEPOINTS && row[x].cp[i]; i++) {
            char bytes[4];
            str_add_n(out, bytes, utf8_encode(row[x].cp[i], bytes));
        }
    }
    end_line(out, start, ' ');
}

void grid_text(const struct grid *g, bool with_styles, struct str *out)
{
    for (int y = 0; y < g->h; y++) {
        const struct cell *row = &g->cells[y * g->w];
        row_text(row, g->w, out);
        if (!with_styles || !has_style(row, g->w))
            continue;
        size_t start = out->len;
        for (int x = 0; x < g->w; x++)
            str_add_char(out, style_letter(row[x].style));
        end_line(out, start, '.');
    }
}
