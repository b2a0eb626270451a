/* list.h: rows of any length, shown through a window of a few screens that is fetched by key, never
 * by offset.
 *
 * The page gives a provider (below); the list keeps the cursor, the window, the marks and the
 * columns, moves about, and draws. Moving never reads: it asks for rows (list_wants_load) and
 * list_load fetches them. The cursor stays on its record when rows come and go around it. */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "liaise/base.h"
#include "tui/cell.h"
#include "tui/command.h"
#include "tui/event.h"
#include "tui/marks.h"

struct list_column {
    const char *head; /* N_() */
    int min, ideal;   /* columns of the screen; min 0 means ideal */
    int grow;         /* share of what is left over; 0 stays at ideal */
    int fit;          /* up to so many where a row that is shown holds more than ideal; 0 never */
    int priority;     /* 0 always shown; larger ones are left out first when it gets narrow */
    bool right;       /* numbers end at the right */
};

struct list_row {
    int64_t id;       /* never 0; the same record always has the same */
    const void *data; /* the provider's record: what cell() prints and fetch() goes on from; lives
                         as its chunk */
};

/* What one fetch gives. The list frees it when the rows are no longer near. */
struct list_chunk {
    struct vec rows;    /* of struct list_row, in the order of the list */
    struct arena arena; /* for the provider's records, or: */
    void *result;       /* a result of the core that holds them, freed with free_result */
    void (*free_result)(void *result);
};
void list_chunk_add(struct list_chunk *chunk, int64_t id, const void *data);

enum list_from {
    LIST_FIRST, /* the first n rows */
    LIST_LAST,  /* the last n rows */
    LIST_AT,    /* n rows from the anchor on, the anchor itself included if it is still there */
    LIST_AFTER, /* n rows after the anchor */
    LIST_BEFORE /* the n rows before the anchor */
};

struct list_provider {
    /* Adds up to n rows; fewer means that there are no more that way. anchor is NULL for FIRST and
     * LAST; it may be a row that is deleted by now: go by the sort key in its data. Rows always
     * come in the order of the list, for LAST and BEFORE too. */
    lia_status (*fetch)(void *ctx, enum list_from from, const struct list_row *anchor, int n,
                        struct list_chunk *out, lia_error *err);
    /* The text of one cell. *style is STYLE_NORMAL before. Called while drawing: no reading. */
    void (*cell)(void *ctx, const struct list_row *row, int column, struct str *out,
                 enum style *style);
    /* Optional: adds this record's row as it is now, nothing when it is not in the list. Without it
     * a row whose sort key changed is lost to the cursor. */
    lia_status (*locate)(void *ctx, int64_t id, struct list_chunk *out, lia_error *err);
    /* Optional: adds every id that the filter matches now. */
    lia_status (*mark_all)(void *ctx, struct marks *marks, lia_error *err);
    /* Optional: how many of the marked ones the filter matches now. */
    lia_status (*count_shown)(void *ctx, const struct marks *marks, int64_t *shown, lia_error *err);
};

/* For fetch, where all `count` rows are in memory: those to add, from first to before end. at: the
 * place of the anchor, or, gone: of the row that is there instead; 0 without an anchor. */
struct list_span {
    size_t first, end;
};
struct list_span list_span_of(enum list_from from, size_t count, size_t at, bool gone, int n);

/* A way to sort; the page reads list.sort and list.descending in fetch. */
struct list_sort {
    char letter;       /* for the question that `s` asks; 0: none */
    const char *title; /* N_() */
};

/* The fields above the line are for pages to read; the rest is the list's own. */
struct list {
    int64_t total; /* set by the page in load when it knows; -1: not known */
    int sort;      /* index into sorts */
    bool descending;
    struct str
        words; /* only rows whose shown text has words that begin with these; "" all of them */
    struct marks marks;
    int64_t marks_shown; /* how many of them are in the list now; -1: not known */

    /* ---- */
    const struct list_column *columns;
    int column_count;
    const struct list_sort *sorts;
    int sort_count;
    const struct list_provider *provider;
    void *ctx;
    const char *empty;     /* text shown instead of rows */
    struct vec rows;       /* the window: struct list_row */
    struct vec chunks;     /* what holds their data, in the same order */
    bool at_start, at_end; /* the window has the first, the last row */
    int cursor, top;       /* within the window */
    int height;            /* rows that fit, as last drawn or set */
    int left;              /* columns scrolled off by h and l */
    int hidden_columns;    /* right of the last one drawn */
    int wish, wish_rows;   /* a movement that needs rows which are not here yet */
    int going;             /* where the last one went: 1 down, -1 up, 0 none yet */
    int64_t wish_id;
    bool stale; /* everything is to be fetched again */
    bool loaded;
    bool marks_stale, mark_all;
    struct rect area; /* where the rows were drawn, for the mouse */
    struct str cell_text;
};

/* Columns, provider and texts are borrowed and must outlive the list. empty: what an empty list
 * says, N_(). */
void list_init(struct list *l, const struct list_column *columns, int column_count,
               const struct list_provider *provider, void *ctx, const char *empty);
void list_sorts(struct list *l, const struct list_sort *sorts, int count);
void list_clear(struct list *l); /* frees */

/* Reading. */
bool list_wants_load(const struct list *l);
LIA_MUST_USE lia_status list_load(struct list *l, lia_error *err);
/* While nobody waits: fetches a screen of rows beyond the view where the cursor is going, so that
 * the next page is here when it is asked for. False: there was nothing to fetch. */
bool list_ahead(struct list *l);
void list_reload(struct list *l); /* the data changed: the next load fetches again, the cursor stays
                                     on its record */
void list_restart(
    struct list *l); /* another filter or sort: the next load begins at the first row */
void list_go_to(
    struct list *l,
    int64_t id); /* the next load puts the cursor on this record, if provider->locate finds it */

/* Narrows it to rows whose shown text has these words, for lists that the book does not filter. It
 * reads on until it has enough of them; marking all marks those. */
void list_narrow(struct list *l, const char *words);

/* Where we are. */
const struct list_row *list_current(const struct list *l); /* NULL when empty */
int64_t list_current_id(const struct list *l);             /* 0 when empty */
bool list_empty(const struct list *l);                     /* loaded, and without rows */
/* What a command works on: the marked ids, else the one under the cursor. Heap memory, the caller
 * frees; *n of them. */
int64_t *list_chosen(const struct list *l, size_t *n);
void list_unmark(struct list *l); /* after the action is done */

/* Moving, marking: the commands of the table that lists know, and the mouse. True when it was one.
 */
bool list_command(struct list *l, enum command_id id);
bool list_can(const struct list *l, enum command_id id);
/* *open is set on a click on the row under the cursor. */
bool list_mouse(struct list *l, const struct event *ev, bool *open);
void list_move(struct list *l, int rows);

/* Column heads in the first line of r, rows below. marker_only: the row under the cursor differs
 * only by its marker. */
void list_set_height(struct list *l, int rows);
void list_draw(struct list *l, struct grid *g, struct rect r, bool marker_only, bool focus);

#endif
