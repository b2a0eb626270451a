/* lookup.h: the drop-down of a field that holds a code or a record: filters as one types, offers to
 * add what is missing. The form drives it; pages only give a source. */
#ifndef TUI_LOOKUP_H
#define TUI_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"
#include "liaise/base.h"
#include "tui/cell.h"
#include "tui/event.h"

struct lookup_row {
    const char *value; /* what the field will hold: a code, an id in digits */
    const char *text;  /* what the field will show */
    const char *note;  /* said beside it, "" for none */
};

/* What a source found; strings live in the arena. */
struct lookup_rows {
    struct vec rows; /* of struct lookup_row */
    struct arena arena;
};
void lookup_add(struct lookup_rows *out, const char *value, const char *text,
                const char *note); /* copies */

/* Called while loading, so it may read. ctx is the form's. */
struct lookup_source {
    /* At most `limit` rows for what was typed ("" is everything), best first. */
    lia_status (*find)(void *ctx, const char *field, const char *typed, int limit,
                       struct lookup_rows *out, lia_error *err);
    /* Optional: what the Add row names, N_("contact"); the form's ops->add opens it. */
    const char *add;
};

struct lookup {
    const struct lookup_source *source; /* NULL: closed */
    struct lookup_rows found;
    struct str query;
    struct str wanted; /* value whose row is highlighted first */
    int cursor;        /* row highlighted; -1 none; found.rows.count is the Add row */
    int top;
    bool stale;     /* the query changed: lookup_load */
    bool keep_none; /* the text was emptied: nothing is highlighted until an arrow key */
    struct rect area;
};

void lookup_open(struct lookup *l, const struct lookup_source *source, const char *query);
void lookup_query(struct lookup *l, const char *query);
void lookup_close(struct lookup *l); /* frees; `{0}` afterwards */
bool lookup_is_open(const struct lookup *l);
LIA_MUST_USE lia_status lookup_load(struct lookup *l, void *ctx, const char *field, lia_error *err);
bool lookup_event(struct lookup *l, const struct event *ev,
                  bool *take); /* arrows, pages, wheel, click (*take) */
/* The highlighted row, NULL when none or the Add row. */
const struct lookup_row *lookup_chosen(const struct lookup *l);
bool lookup_on_add(const struct lookup *l);
/* Below (or above, where there is more room) the field at x, y. */
void lookup_draw(struct lookup *l, struct grid *g, int x, int y, int w);

#endif
