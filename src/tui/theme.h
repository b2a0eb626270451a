/* theme.h: how a style (cell.h) looks: attributes and colours for monochrome, 16, 256 and direct
 * colour, on dark and light backgrounds. Every theme says the same things; monochrome says all of
 * them. */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/cell.h"

enum theme_choice { THEME_AUTO, THEME_MONO, THEME_DARK, THEME_LIGHT };

enum { ATTR_BOLD = 1, ATTR_DIM = 2, ATTR_REVERSE = 4, ATTR_UNDERLINE = 8, ATTR_ITALIC = 16 };

struct look {
    int32_t fg, bg; /* -1 the terminal's own; 0..255 palette; 0x1rrggbb direct */
    uint8_t attr;   /* ATTR_* */
};

/* The looks of all styles for a terminal with that many colours: 0, 8, 16, 256, or 1 << 24 for
 * direct ones. THEME_AUTO takes the terminal's own colours, which suit its own background. */
void theme_fill(enum theme_choice theme, int colors, struct look out[STYLE_COUNT]);
/* What THEME_AUTO becomes with these environment values (NULL: not set). *colors in: what the
 * terminal's description says; out: what to use. Stays THEME_AUTO when nothing tells whether the
 * background is dark or light. */
enum theme_choice theme_detect(const char *no_color, const char *colorterm, const char *colorfgbg,
                               int *colors);
/* "auto" "mono" "dark" "light"; false when it is none of these. */
bool theme_parse(const char *name, enum theme_choice *out);

#endif
