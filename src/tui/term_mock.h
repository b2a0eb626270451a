/* term_mock.h: a terminal for tests: keys come from a script, the last grid shown can be asked,
 * time stands still unless the script lets it pass. */
#ifndef TUI_TERM_MOCK_H
#define TUI_TERM_MOCK_H

#include "base/vec.h"
#include "tui/term.h"

struct mock {
    struct terminal term;
    struct grid shown;
    int cursor_x, cursor_y;
    int w, h;
    struct vec events; /* of struct mock_event: not read yet */
    size_t next;
    int64_t now;
    struct str copied; /* what copy() was given last */
    int presents, beeps, suspends, stops;
    bool quiet_end; /* when the script is used up, read says nothing instead of hanging up */
};

/* Closing it frees it. */
struct mock *mock_new(int w, int h);
void mock_key(struct mock *m, uint32_t key);
/* Keys by name, blank between: "j Ctrl-D Enter"; {text} types the text, "wait:300" lets time pass,
 * "resize:80x24", "paste:{…}", "click:10,4", "wheel:+" "wheel:-", "stop", "hangup". False: not
 * understood. */
bool mock_script(struct mock *m, const char *script);
void mock_text(struct mock *m, const char *text);
void mock_paste(struct mock *m, const char *text, size_t len);
void mock_resize(struct mock *m, int w, int h);
void mock_wait(struct mock *m, int ms);
void mock_click(struct mock *m, int x, int y);
void mock_event(struct mock *m, enum event_type type);

#endif
