/* keymap.h: which key means which command where: the defaults of the command table and the user's
 * own keys. */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "liaise/base.h"
#include "tui/command.h"
#include "tui/event.h"

enum { KEYMAP_KEYS = 6 };

/* `{0}` is not valid: keymap_init. */
struct keymap {
    uint32_t keys[CMD_COUNT][KEYMAP_KEYS]; /* 0 ends each */
    bool own[CMD_COUNT];                   /* set by the user: wins over defaults on the same key */
};

void keymap_init(struct keymap *m);
/* A line of the settings: the keys of one command, instead of its defaults; "" takes all away.
 * LIA_INVALID: no such command (names the nearest), no such key. */
LIA_MUST_USE lia_status keymap_set(struct keymap *m, const char *command, const char *keys,
                                   lia_error *err);
/* The nearest command for the key in this scope; CMD_NONE when there is none. */
enum command_id keymap_find(const struct keymap *m, const struct scope *scope, uint32_t key);
/* The first key of a command that means it in this scope (scope NULL: anywhere), 0 when there is
 * none. */
uint32_t keymap_key(const struct keymap *m, const struct scope *scope, enum command_id id);
/* All its keys for people, "j, ↓"; "" when it has none. */
void keymap_keys_text(const struct keymap *m, enum command_id id, struct str *out);

#endif
