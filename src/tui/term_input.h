/* term_input.h: bytes of a terminal become events. Works on memory only. */
#ifndef TUI_TERM_INPUT_H
#define TUI_TERM_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "tui/event.h"

enum { INPUT_EXTRA = 32, INPUT_SEQUENCE = 12, INPUT_PASTE_MAX = 16 << 20 };

/* `{0}` is valid. */
struct input {
    struct str bytes; /* received and not yet understood, from `at` on */
    size_t at;
    struct str paste;
    bool pasting;
    struct {
        char bytes[INPUT_SEQUENCE];
        uint32_t key;
    } extra[INPUT_EXTRA]; /* sequences that only this terminal has */
    int extra_count;
};

void input_clear(struct input *in); /* frees */
void input_feed(struct input *in, const char *bytes, size_t len);
/* The next event; false when more bytes are needed. flush: no more will come soon, so that an Esc
 * that could begin a sequence is the key. ev->text is the input's until the next call. */
bool input_next(struct input *in, bool flush, struct event *ev);
bool input_partial(const struct input *in); /* there are bytes that wait for more */
/* Another name of a key, from the terminal's description. Ignored when it is not an escape
 * sequence. */
void input_learn(struct input *in, const char *bytes, uint32_t key);

#endif
