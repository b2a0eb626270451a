/* tui.h: the terminal front end as main sees it. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "base/env.h"

/* Opens env->book (making the default one), runs the front end until the user leaves, returns the exit code (cli.h).
 * *want_example: the user asked for the example book; the caller makes one and calls again. */
int tui_run(const struct env *env, bool *want_example);

#endif
