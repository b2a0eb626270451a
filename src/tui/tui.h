/* tui.h: the terminal front end as main sees it. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "base/env.h"

/* Opens the book (making the default one), runs the front end until the user leaves, returns the exit code (cli.h).
 * example: a throw-away example book instead. */
int tui_run(const struct env *env, bool example);

#endif
