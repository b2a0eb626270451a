/* app.h: the front end: frame, stack of screens, questions, messages, the loop. What screens call.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "liaise/base.h"
#include "tui/keymap.h"
#include "tui/screen.h"
#include "tui/term.h"

/* Pages that a command with CMD_PAGE opens (keys 1 .. 8, menu, Tell Me). */
struct app_page {
    enum command_id command;
    const struct screen_ops *ops;
};

/* A row of Tell Me that is not a command: a record by its name. */
struct tellme_row {
    const char *title, *note;
    int kind; /* the application's own */
    int64_t id;
};
struct tellme_rows {
    struct vec rows; /* of struct tellme_row */
    struct arena arena;
};
void tellme_add(struct tellme_rows *out, int kind, int64_t id, const char *title,
                const char *note); /* copies */

enum selection_style { SELECTION_BAR, SELECTION_MARKER };

/* Strings and tables are borrowed for the life of the app. */
struct app_options {
    struct terminal *term;        /* the app closes it */
    void *data;                   /* app_data(): the session with the book */
    const struct keymap *keymap;  /* NULL: the defaults */
    const struct app_page *pages; /* ends with {CMD_NONE, NULL}; the first is Home */
    enum selection_style selection;
    bool preview_off;       /* `v` switches it on */
    const char *drafts_dir; /* for the file of the external editor; NULL: no such editor */
    const char *editor;     /* its command, split into words; NULL: vi */

    /* All below are optional. */
    /* Right end of the title line: "acme.db". */
    void (*status)(struct app *app, struct str *out);
    /* Commands that no screen took: undo, redo … */
    bool (*command)(struct app *app, enum command_id id);
    bool (*can)(struct app *app, enum command_id id);
    /* Twice a second; true: what is shown may have changed, it is loaded again. */
    bool (*tick)(struct app *app);
    /* Between events: one slice of at most 5 ms; true: there is more to do. */
    bool (*idle)(struct app *app);
    /* Records that Tell Me finds by a few letters, best first, and what it does with one. */
    lia_status (*tellme)(struct app *app, const char *letters, int limit, struct tellme_rows *out,
                         lia_error *err);
    void (*tellme_go)(struct app *app, int kind, int64_t id);
};

struct app *app_new(const struct app_options *options); /* takes the terminal over; opens Home */
void app_run(struct app *app);  /* the loop; returns when the user leaves or the terminal is gone */
void app_free(struct app *app); /* closes all screens and the terminal */
bool app_hung_up(const struct app *app); /* it ended by HUP, TERM or a lost terminal */

void *app_data(const struct app *app);
struct screen *app_top(const struct app *app);
uint32_t app_key(const struct app *app, enum command_id id); /* the user's key for it, 0 none */
bool app_marker_only(const struct app *app); /* for list_draw: the selection is a marker, no bar */
int64_t app_now(const struct app *app);      /* milliseconds, only for measuring */
/* From within a long read: true when it follows what is being typed, or goes ahead of the next key,
 * and another key is there. It is then to end with LIA_CANCELED, and is asked again behind that
 * key. */
bool app_load_stale(struct app *app);

/* --- screens --- */
/* Opens one on top; false when it could not be (the reason is in the message line). */
bool app_open(struct app *app, const struct screen_ops *ops, const void *args);
/* The same for a result: `returns` is called with the screen that is on top now, should the new one
 * end with app_return. tag tells several apart (a field name), at most LIA_FIELD_MAX - 1 bytes. */
bool app_open_for(struct app *app, const struct screen_ops *ops, const void *args,
                  screen_returns_fn *returns, const char *tag);
void app_return(struct screen *s,
                const struct screen_result *result); /* closes s and hands the result down */
void app_close(struct screen *s); /* closes s and what lies on it; they are freed after the event */
void app_go(struct app *app,
            const struct screen_ops *ops); /* a page of the table: the stack becomes Home, page */
void app_reload(struct app *app); /* what is shown may have changed: every screen loads again before
                                     it is drawn */
unsigned app_age(const struct app *app); /* another number after every app_reload: what was counted
                                            before may be wrong */
void app_redraw(
    struct app *app); /* the model changed outside events (a slice of idle): draw again */
void app_quit(struct app *app);
bool app_command(struct app *app, enum command_id id); /* as if its key was pressed */

/* --- messages: one line above the footer, until the next key --- */
void app_say(struct app *app, const char *fmt, ...) LIA_PRINTF(2, 3);
void app_fail(struct app *app, const lia_error *err);
const char *app_said(const struct app *app); /* "" nothing */

/* --- questions --- */
enum { QUESTION_ANSWERS = 6 };
struct question {
    const char *text; /* a sentence or a few lines, translated */
    struct {
        char letter;
        const char *label; /* translated; the one with letter 0 ends the list */
    } answers[QUESTION_ANSWERS + 1];
    char enter;         /* the letter that Enter gives; 0: Enter does nothing */
    const char *escape; /* what Esc means, translated; NULL: "Cancel" */
    /* letter 0: Esc, nothing is to change. s is the screen that asked. */
    void (*answer)(struct screen *s, char letter);
};
/* Asked below; letters and Enter count from 300 ms after it appears. One at a time: a second one
 * replaces the first, which gets its letter 0. */
void app_ask(struct screen *s, const struct question *q);
/* A line to type; done gets NULL on Esc. */
void app_prompt(struct screen *s, const char *label, const char *text,
                void (*done)(struct screen *s, const char *text));
/* A small menu; done gets the index. letters: keys that choose (NULL: none); labels are translated
 * and copied. */
struct choice {
    char letter; /* 0: none */
    const char *label, *note;
};
void app_choose(struct screen *s, const char *title, const struct choice *choices, int count,
                int current, void (*done)(struct screen *s, int index));

/* --- long work --- */
/* For a call of the core that takes a lia_progress: after 150 ms a box shows how far it is, Esc or
 * Ctrl-C cancels. `what` is translated and borrowed until app_progress_end. */
lia_progress app_progress(struct app *app, const char *what);
/* The same where what counts up has a unit: the box then shows how fast it goes and the time left. */
enum progress_unit { PROGRESS_PLAIN, PROGRESS_BYTES, PROGRESS_RECORDS };
lia_progress app_progress_of(struct app *app, const char *what, enum progress_unit unit);
void app_progress_end(struct app *app);

/* --- other programs --- */
/* Gives the terminal to argv, waits, takes it back. Returns its exit status, -1 when it could not
 * be started. */
int app_run_program(struct app *app, char *const argv[]);
/* Text in $VISUAL or $EDITOR, through a private file in drafts_dir. False when unchanged or not
 * possible (said). */
bool app_edit_text(struct app *app, struct edit *text);
void app_copy(struct app *app, const char *text); /* to the clipboard */

#endif
