/* command.h: the one table of commands. A command is one row of commands.def; its keys, footer,
 * menu, help and Tell Me entry all come from that row. A command that is not built is not in the
 * table.
 *
 * To add one: add a row to commands.def and a case to your screen's command(); say in can() when it
 * is not possible. */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

enum command_id {
    CMD_NONE, /* no command */
#define COMMAND(symbol, id, keys, label, title, help, group, pages, flags) CMD_##symbol,
#include "tui/commands.def"
#undef COMMAND
    CMD_COUNT
};

/* Where the menu shows it. */
enum command_group {
    GROUP_NONE,
    GROUP_NEW,
    GROUP_PROCESS,
    GROUP_RELATED,
    GROUP_VIEW,
    GROUP_GO,
    GROUP_COUNT
};

enum command_flag {
    CMD_FOOTER = 1, /* named in the footer where it is possible, in the order of the table */
    CMD_QUIET = 2,  /* in help only, not in menu and Tell Me: moving about */
    CMD_PAGE = 4    /* goes to the page that the application registered for it */
};

struct command {
    const char *id;    /* noun-verb in kebab case; the name in the settings */
    const char *keys;  /* default keys, blank between: "j Down" */
    const char *label; /* one or two words for the footer, N_() */
    const char *title; /* what menu, help and Tell Me call it, N_() */
    const char *help;  /* one sentence, N_() */
    enum command_group group;
    const char *pages; /* where it is known, blank between: page ids, or the scopes below */
    unsigned flags;
};

/* Scopes that a row may name besides page ids and a screen's own classes:
 *   "*" everywhere   "page" full pages   "list" where a list has the focus   "form" where a form
 * has it A row for the page beats one for a class, that one "form", "list", "page", "*" in this
 * order: two commands may share a key when one of them is nearer. */
enum { SCOPE_MAX = 10 };
struct scope {
    const char *words[SCOPE_MAX]; /* nearest first; each may hold several words */
    int count;
};

const struct command *command_row(enum command_id id); /* never NULL: CMD_NONE is an empty row */
enum command_id command_find(const char *id);          /* CMD_NONE when there is none */
/* How near the row is to the scope: 0 not known there, else larger is nearer. */
int command_nearness(const struct command *row, const struct scope *scope);
const char *command_group_title(enum command_group group); /* translated */

#endif
