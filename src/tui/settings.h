/* settings.h: the user's settings, $XDG_CONFIG_HOME/liaise/config, an INI file:
 *
 *     [ui]
 *     theme = auto | mono | dark | light
 *     selection = bar | marker
 *     preview = yes | no
 *     mouse = yes | no
 *     dates = day-first | month-first
 *     [keys]
 *     interaction-new = i Ctrl-N
 *
 * and what pages remember of themselves (sort, hidden rows), $XDG_STATE_HOME/liaise/pages. */
#ifndef TUI_SETTINGS_H
#define TUI_SETTINGS_H

#include "base/env.h"
#include "base/str.h"
#include "tui/app.h"
#include "tui/keymap.h"
#include "tui/theme.h"

struct settings {
    enum theme_choice theme;
    enum selection_style selection;
    bool no_preview, no_mouse, day_first;
    struct keymap keymap;
    struct str complaints; /* what was wrong in the file, a line each: "config: no such setting: …" */
};

/* A missing file is no error; a wrong line is named and passed over. */
void settings_read(struct settings *settings, const struct env *env);
void settings_clear(struct settings *settings);

/* A word that a page remembers outside the book ("contacts", "sort" -> "no"). Read: into the arena, NULL when there is
 * none. Written at once by rename; failing to is not worth a message. */
char *settings_recall(const struct env *env, struct arena *arena, const char *page, const char *what);
void settings_remember(const struct env *env, const char *page, const char *what, const char *value);

#endif
