/* theme.c: how styles look. Colours are few, and none says what monochrome does not say too. */
#include "tui/theme.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NONE (-1)

static const struct look mono[STYLE_COUNT] = {
    [STYLE_NORMAL] = {NONE, NONE, 0},
    [STYLE_TITLE] = {NONE, NONE, ATTR_BOLD},
    [STYLE_STATUS] = {NONE, NONE, 0},
    [STYLE_HEADING] = {NONE, NONE, ATTR_UNDERLINE},
    [STYLE_LABEL] = {NONE, NONE, 0},
    [STYLE_SELECTED] = {NONE, NONE, ATTR_REVERSE},
    [STYLE_MARKER] = {NONE, NONE, ATTR_BOLD},
    [STYLE_MARKED] = {NONE, NONE, ATTR_BOLD},
    [STYLE_MUTED] = {NONE, NONE, ATTR_DIM},
    [STYLE_OVERDUE] = {NONE, NONE, ATTR_BOLD | ATTR_UNDERLINE},
    [STYLE_GOOD] = {NONE, NONE, 0},
    [STYLE_ERROR] = {NONE, NONE, ATTR_BOLD | ATTR_REVERSE},
    [STYLE_PERSONALISED] = {NONE, NONE, ATTR_BOLD},
    [STYLE_KEY] = {NONE, NONE, ATTR_BOLD},
    [STYLE_FOOTER] = {NONE, NONE, 0},
    [STYLE_INPUT] = {NONE, NONE, ATTR_UNDERLINE},
    [STYLE_SELECTION] = {NONE, NONE, ATTR_REVERSE},
    [STYLE_BORDER] = {NONE, NONE, 0},
    [STYLE_MESSAGE] = {NONE, NONE, ATTR_BOLD},
    [STYLE_NUMBER] = {NONE, NONE, ATTR_BOLD},
    [STYLE_CANCELED] = {NONE, NONE, ATTR_DIM},
    [STYLE_MATCH] = {NONE, NONE, ATTR_UNDERLINE},
};

/* The terminal's own eight colours and its own background: right on dark and light ones alike. */
static const struct look eight[STYLE_COUNT] = {
    [STYLE_NORMAL] = {NONE, NONE, 0},
    [STYLE_TITLE] = {NONE, NONE, ATTR_BOLD},
    [STYLE_STATUS] = {NONE, NONE, 0},
    [STYLE_HEADING] = {6, NONE, 0},
    [STYLE_LABEL] = {6, NONE, 0},
    [STYLE_SELECTED] = {NONE, NONE, ATTR_REVERSE},
    [STYLE_MARKER] = {6, NONE, ATTR_BOLD},
    [STYLE_MARKED] = {3, NONE, ATTR_BOLD},
    [STYLE_MUTED] = {NONE, NONE, ATTR_DIM},
    [STYLE_OVERDUE] = {1, NONE, ATTR_BOLD},
    [STYLE_GOOD] = {2, NONE, 0},
    [STYLE_ERROR] = {1, NONE, ATTR_BOLD},
    [STYLE_PERSONALISED] = {3, NONE, ATTR_BOLD},
    [STYLE_KEY] = {NONE, NONE, ATTR_BOLD},
    [STYLE_FOOTER] = {NONE, NONE, 0},
    [STYLE_INPUT] = {NONE, NONE, ATTR_UNDERLINE},
    [STYLE_SELECTION] = {NONE, NONE, ATTR_REVERSE},
    [STYLE_BORDER] = {6, NONE, 0},
    [STYLE_MESSAGE] = {NONE, NONE, ATTR_BOLD},
    [STYLE_NUMBER] = {6, NONE, ATTR_BOLD},
    [STYLE_CANCELED] = {NONE, NONE, ATTR_DIM},
    [STYLE_MATCH] = {3, NONE, ATTR_UNDERLINE},
};

static const struct look dark[STYLE_COUNT] = {
    [STYLE_NORMAL] = {NONE, NONE, 0},
    [STYLE_TITLE] = {NONE, NONE, ATTR_BOLD},
    [STYLE_STATUS] = {250, NONE, 0},
    [STYLE_HEADING] = {109, NONE, 0},
    [STYLE_LABEL] = {109, NONE, 0},
    [STYLE_SELECTED] = {255, 24, 0},
    [STYLE_MARKER] = {75, NONE, 0},
    [STYLE_MARKED] = {221, NONE, ATTR_BOLD},
    [STYLE_MUTED] = {245, NONE, 0},
    [STYLE_OVERDUE] = {209, NONE, ATTR_BOLD},
    [STYLE_GOOD] = {114, NONE, 0},
    [STYLE_ERROR] = {203, NONE, ATTR_BOLD},
    [STYLE_PERSONALISED] = {221, NONE, ATTR_BOLD},
    [STYLE_KEY] = {75, NONE, ATTR_BOLD},
    [STYLE_FOOTER] = {250, NONE, 0},
    [STYLE_INPUT] = {NONE, 236, 0},
    [STYLE_SELECTION] = {255, 25, 0},
    [STYLE_BORDER] = {66, NONE, 0},
    [STYLE_MESSAGE] = {222, NONE, 0},
    [STYLE_NUMBER] = {75, NONE, ATTR_BOLD},
    [STYLE_CANCELED] = {243, NONE, 0},
    [STYLE_MATCH] = {221, NONE, ATTR_UNDERLINE},
};

static const struct look light[STYLE_COUNT] = {
    [STYLE_NORMAL] = {NONE, NONE, 0},
    [STYLE_TITLE] = {NONE, NONE, ATTR_BOLD},
    [STYLE_STATUS] = {240, NONE, 0},
    [STYLE_HEADING] = {24, NONE, 0},
    [STYLE_LABEL] = {24, NONE, 0},
    [STYLE_SELECTED] = {16, 153, 0},
    [STYLE_MARKER] = {25, NONE, 0},
    [STYLE_MARKED] = {94, NONE, ATTR_BOLD},
    [STYLE_MUTED] = {243, NONE, 0},
    [STYLE_OVERDUE] = {160, NONE, ATTR_BOLD},
    [STYLE_GOOD] = {28, NONE, 0},
    [STYLE_ERROR] = {160, NONE, ATTR_BOLD},
    [STYLE_PERSONALISED] = {94, NONE, ATTR_BOLD},
    [STYLE_KEY] = {25, NONE, ATTR_BOLD},
    [STYLE_FOOTER] = {240, NONE, 0},
    [STYLE_INPUT] = {NONE, 254, 0},
    [STYLE_SELECTION] = {16, 117, 0},
    [STYLE_BORDER] = {66, NONE, 0},
    [STYLE_MESSAGE] = {90, NONE, 0},
    [STYLE_NUMBER] = {25, NONE, ATTR_BOLD},
    [STYLE_CANCELED] = {245, NONE, 0},
    [STYLE_MATCH] = {94, NONE, ATTR_UNDERLINE},
};

/* Where direct colours do better than the palette: backgrounds that text stands on. */
static const struct {
    enum style style;
    struct look dark, light;
} direct[] = {
    {STYLE_SELECTED, {0x1ffffff, 0x11f4a6e, 0}, {0x1101820, 0x1cfe3f7, 0}},
    {STYLE_SELECTION, {0x1ffffff, 0x12a5f9e, 0}, {0x1101820, 0x1a8d1f0, 0}},
    {STYLE_INPUT, {NONE, 0x1262b31, 0}, {NONE, 0x1eceff2, 0}},
};

void theme_fill(enum theme_choice theme, int colors, struct look out[STYLE_COUNT])
{
    const struct look *table = theme == THEME_LIGHT ? light : dark;
    if (theme == THEME_MONO || colors < 8)
        table = mono;
    else if (theme == THEME_AUTO || colors < 256)
        table = eight;
    memcpy(out, table, STYLE_COUNT * sizeof *out);
    if (colors <= 256 || table == mono || table == eight)
        return;
    for (size_t i = 0; i < sizeof direct / sizeof *direct; i++)
        out[direct[i].style] = theme == THEME_LIGHT ? direct[i].light : direct[i].dark;
}

/* COLORFGBG is "fg;bg" or "fg;default;bg" with palette numbers: 7 and 9..15 are light. */
static enum theme_choice background(const char *colorfgbg)
{
    const char *last = colorfgbg ? strrchr(colorfgbg, ';') : NULL;
    if (!last)
        return THEME_AUTO;
    char *end;
    long n = strtol(last + 1, &end, 10);
    if (end == last + 1 || *end || n < 0 || n > 15)
        return THEME_AUTO;
    return n == 7 || n >= 9 ? THEME_LIGHT : THEME_DARK;
}

enum theme_choice theme_detect(const char *no_color, const char *colorterm, const char *colorfgbg,
                               int *colors)
{
    if (no_color && *no_color) { /* no-color.org: present and not empty */
        *colors = 0;
        return THEME_MONO;
    }
    if (*colors >= 8 && colorterm &&
        (strcmp(colorterm, "truecolor") == 0 || strcmp(colorterm, "24bit") == 0))
        *colors = 1 << 24;
    return background(colorfgbg);
}

bool theme_parse(const char *name, enum theme_choice *out)
{
    static const char *const words[] = {"auto", "mono", "dark", "light"};
    for (int i = 0; i < 4; i++) {
        if (strcasecmp(name, words[i]) == 0) {
            *out = (enum theme_choice)i;
            return true;
        }
    }
    return false;
}
