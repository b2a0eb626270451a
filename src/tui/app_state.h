/* app_state.h: between the files of the frame (app*.c, loop.c, menu.c, palette.c); screens use
 * app.h. */
#ifndef TUI_APP_STATE_H
#define TUI_APP_STATE_H

#include "base/arena.h"
#include "base/vec.h"
#include "tui/app.h"

enum {
    MIN_COLUMNS = 40,
    MIN_ROWS = 12,
    PREVIEW_COLUMNS = 120, /* the preview stands beside the list from here on */
    PREVIEW_ROWS = 30,     /* and below it from here on */
    ANSWER_MS = 300,       /* letters of a question count from then on */
    SAVE_MS = 200,         /* pause in typing after which a draft is saved */
    TICK_MS = 500,
    HITS = 40,
    QUEUE = 64
};

/* Where the parts of the frame stand. */
struct layout {
    bool too_small;
    int message_rows; /* between content and footer: message, line being typed */
    struct rect content;
    struct rect main, preview; /* of a page with a preview; preview.w is 0 without */
    bool preview_beside;
};

struct asked {
    struct screen *screen; /* NULL: nothing is asked */
    struct question q;     /* texts in the arena */
    struct arena arena;
    int64_t shown_at; /* 0: not drawn yet */
};

/* A line being typed above the footer: a filter, or the answer to app_prompt. */
struct typing {
    struct screen *screen; /* NULL: none */
    bool filter;
    struct str label, before, error;
    int error_at; /* byte of the text; -1 nowhere */
    struct edit edit;
    void (*done)(struct screen *s, const char *text);
};

struct working {
    const char *what; /* NULL: no long work */
    enum progress_unit unit;
    int64_t began, drawn;
    bool shown, canceled;
    int64_t done, total;
};

struct hit {
    struct rect area;
    enum command_id command;
};

struct app {
    struct app_options options;
    struct keymap default_keys;
    const struct keymap *keymap;
    struct grid grid;
    struct layout layout;
    struct screen *top;
    struct screen *kept;    /* pages of the keys 1 .. 8 that were left; linked by below */
    struct screen *closing; /* closed, freed after the event; linked by below */
    struct str said;
    bool said_error;
    struct asked asked;
    struct typing typing;
    struct working working;
    struct hit hits[HITS];
    int hit_count;
    struct event queue[QUEUE]; /* keys typed while a long call ran */
    int queued;
    bool typed_load, stale; /* app_load_stale */
    unsigned age;
    bool preview_on, dirty, quit, hung_up, idle_more;
    int64_t next_tick;
    int cursor_x, cursor_y;
};

/* app.c: the stack */
struct screen *app_page_below(struct screen *s); /* the full page at or below s */
void app_sweep(struct app *app);                 /* frees what was closed */
void app_resized(struct app *app);
void app_save(struct app *app, struct screen *s); /* its draft, now */
void app_save_all(struct app *app);
void app_hang_up(struct app *app);

/* app_event.c */
void app_event(struct app *app, const struct event *ev);

/* app_command.c: the machinery's own commands */
bool app_run_command(struct app *app, struct screen *s, enum command_id id);
void app_escape(struct app *app, struct screen *s);
const struct screen_ops *app_page_of(const struct app *app, enum command_id id); /* NULL: none */

/* app_ask.c, app_typing.c */
bool app_asked_event(struct app *app, const struct event *ev);
void app_asked_draw(struct app *app);
void app_asked_end(struct app *app, char letter);
bool app_typing_event(struct app *app, const struct event *ev);
void app_typing_draw(struct app *app, int y);
void app_typing_filter(struct app *app, struct screen *s);
void app_typing_end(struct app *app);
void app_filter_clear(struct app *app, struct screen *s);

/* app_load.c */
void app_load(struct app *app);
bool app_wants_load(const struct app *app);
/* While nobody waits: rows that the next key may show. False: there was nothing to fetch. */
bool app_load_ahead(struct app *app);

/* app_draw.c, app_footer.c */
void app_lay_out(struct app *app);
void app_draw(struct app *app);
void app_footer_draw(struct app *app, int y);
/* For the foot of a box: as many as `room` columns take, Esc always. */
void app_footer_keys(struct app *app, struct screen *s, int room, struct str *out);

/* app_progress.c */
void app_progress_draw(struct app *app);
/* "8.2 MB/s, 12 s left" after `ms` of it; "" while that says nothing yet. */
void app_progress_rate(enum progress_unit unit, int64_t done, int64_t total, int64_t ms,
                       struct str *out);

/* menu.c, palette.c */
extern const struct screen_ops menu_screen, help_screen, tellme_screen;

#endif
