/* env.h: what the environment says: the user, the folders, the book. Read once at the start, by
 * nobody else. */
#ifndef BASE_ENV_H
#define BASE_ENV_H

#include <stdbool.h>

#include "arena.h"

struct env {
    const char *user;      /* account name */
    const char *full_name; /* "" when not known */
    const char *home;      /* NULL: none */
    const char *book;      /* the book's path, or NULL when there is no home to put one in */
    bool book_named;       /* by LIAISE_BOOK (or, set by the caller, --book): not the default one */
    const char *config_dir; /* $XDG_CONFIG_HOME/liaise; NULL without a home, as the next two */
    const char *state_dir;  /* $XDG_STATE_HOME/liaise */
    const char *drafts_dir; /* state_dir/drafts */
    const char *editor;     /* $VISUAL, $EDITOR, else vi */
    bool no_color;          /* NO_COLOR is set and not empty */
    bool dumb;              /* TERM is "dumb" or nothing */
    int columns;            /* COLUMNS: how wide people want lines on a terminal; 0 not said */
};

/* Texts live in the arena. */
void env_read(struct env *env, struct arena *arena);

#endif
