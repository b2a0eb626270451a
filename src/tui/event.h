/* event.h: what the terminal tells: keys, pasted text, the mouse, a new size, the end. */
#ifndef TUI_EVENT_H
#define TUI_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is a code point or one of K_*, with K_CTRL, K_ALT, K_SHIFT on top. Letters with K_CTRL or
 * K_ALT are lower case ('a' | K_CTRL is Ctrl-A); K_SHIFT stands only on K_* keys. */
enum {
    K_NONE = 0,
    K_ENTER = 0x110000,
    K_TAB,
    K_ESC,
    K_BACKSPACE,
    K_DELETE,
    K_INSERT,
    K_UP,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PAGE_UP,
    K_PAGE_DOWN,
    K_F1,
    K_F12 = K_F1 + 11,
    K_LAST,
    K_BASE = 0x1fffff, /* mask of the key without modifiers */
    K_CTRL = 1 << 24,
    K_ALT = 1 << 25,
    K_SHIFT = 1 << 26
};

enum { KEY_NAME = 24 };

/* "Ctrl-S" "Alt-Enter" "Enter" "Space" "Shift-Tab" "F10" "PgDn" "g" "Q" "/"; case of names does not
 * matter. False when it is no key; *key is then untouched. */
bool key_parse(const char *name, uint32_t *key);
/* The name as shown to people; returns out. */
const char *key_format(uint32_t key, char out[KEY_NAME]);
/* Short form for the footer: arrows are ↑ ↓ ← →, the rest as key_format. */
const char *key_format_short(uint32_t key, char out[KEY_NAME]);
/* True when the key types a character (no Ctrl, no Alt). */
bool key_is_text(uint32_t key);

enum event_type {
    EVENT_NONE,
    EVENT_KEY,
    EVENT_PASTE, /* text literal, as one piece */
    EVENT_MOUSE,
    EVENT_RESIZE, /* the back end's size has changed */
    EVENT_STOP,   /* SIGTSTP from outside: save, then term stop */
    EVENT_HANGUP  /* terminal gone, HUP or TERM: save everything and leave */
};

enum mouse_action { MOUSE_PRESS, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
    enum event_type type;
    uint32_t key; /* EVENT_KEY */
    const char
        *text; /* EVENT_PASTE: valid UTF-8, NUL-terminated, the back end's until the next read */
    size_t len;
    enum mouse_action mouse; /* EVENT_MOUSE, left button only */
    int x, y;
};

#endif
