/* screen.h: what a page is to the machinery: one file that fills one struct screen_ops.
 *
 * Data flows one way: event → command → load → draw. `load` is the only one that reads the book;
 * `event` and `command` change the model (and call the core to write); `draw` only draws. A page
 * that is a list says which list, gives it a provider, and has moving, marks, filter, preview,
 * mouse, Esc and footer from the machinery; a page with a form likewise. A whole page:
 *
 *     struct groups {
 *         struct screen screen; // first
 *         struct list list;
 *     };
 *
 *     static const struct list_column columns[] = {
 *         {N_("Code"), .ideal = 12},
 *         {N_("Description"), .min = 10, .ideal = 30, .grow = 1},
 *         {N_("Interactions"), .ideal = 12, .priority = 1, .right = true},
 *     };
 *
 *     static lia_status groups_fetch(void *ctx, enum list_from from, const struct list_row *anchor,
 *                                    int n, struct list_chunk *out, lia_error *err)
 *     {
 *         struct groups *p = ctx;
 *         struct group_rows *found = NULL;
 *         const struct group *at = anchor ? anchor->data : NULL;
 *         lia_status status = group_list(app_data(p->screen.app), from, at, n, &found, err);
 *         if (status != LIA_OK)
 *             return status;
 *         out->result = found; // the rows' data live as long as the chunk
 *         out->free_result = group_rows_free;
 *         for (size_t i = 0; i < found->count; i++)
 *             list_chunk_add(out, found->items[i].id, &found->items[i]);
 *         return LIA_OK;
 *     }
 *
 *     static void groups_cell(void *ctx, const struct list_row *row, int column, struct str *out,
 *                             enum style *style)
 *     {
 *         const struct group *g = row->data;
 *         (void)ctx;
 *         if (g->blocked)
 *             *style = STYLE_MUTED;
 *         switch (column) {
 *         case 0: str_add(out, g->code); break;
 *         case 1: str_add(out, g->description); break;
 *         case 2: str_add_f(out, "%d", g->interactions); break;
 *         }
 *     }
 *
 *     static const struct list_provider provider = {.fetch = groups_fetch, .cell = groups_cell};
 *
 *     static lia_status groups_open(struct screen *s, const void *args, lia_error *err)
 *     {
 *         struct groups *p = (struct groups *)s;
 *         (void)args, (void)err;
 *         list_init(&p->list, columns, 3, &provider, p, N_("No groups yet: a adds one."));
 *         s->list = &p->list; // the machinery moves, marks, loads and draws it
 *         return LIA_OK;
 *     }
 *
 *     static bool groups_command(struct screen *s, enum command_id id)
 *     {
 *         struct groups *p = (struct groups *)s;
 *         switch (id) {
 *         case CMD_ROW_OPEN:
 *         case CMD_GROUP_EDIT: {
 *             int64_t group = list_current_id(&p->list);
 *             return app_open(s->app, &group_form_screen, &group);
 *         }
 *         default: return false; // the machinery's own
 *         }
 *     }
 *
 *     static void groups_close(struct screen *s)
 *     {
 *         list_clear(&((struct groups *)s)->list);
 *     }
 *
 *     const struct screen_ops groups_screen = {
 *         .page = "groups", .title = N_("Interaction Groups"), .size = sizeof(struct groups),
 *         .open = groups_open, .command = groups_command, .close = groups_close,
 *     };
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "liaise/base.h"
#include "tui/cell.h"
#include "tui/command.h"
#include "tui/event.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/pane.h"

struct app;
struct screen;

enum screen_kind {
    SCREEN_PAGE, /* fills the frame */
    SCREEN_BOX   /* a box that lies over the page below: forms, menus */
};

/* All but page, title and size may be NULL. s is the page's own struct, zeroed, with `struct
 * screen` first. */
struct screen_ops {
    const char *page;    /* id in commands.def */
    const char *classes; /* further scopes of its commands, blank between; NULL: none */
    const char *title;   /* N_() */
    enum screen_kind kind;
    size_t size;

    /* args are borrowed for the call. On failure nothing is opened, close is not called, and the
     * message is shown. */
    lia_status (*open)(struct screen *s, const void *args, lia_error *err);
    /* Reads what is shown; called before drawing when need_load is set (after opening, after other
     * sessions' changes, when what lay above closed, when the cursor moved with a preview in
     * sight). Lists and forms set below load themselves after it. A failure is said in the message
     * line; what was shown stays. */
    lia_status (*load)(struct screen *s, lia_error *err);
    /* What the focus of a list, form or pane did not take, before keys become commands; true when
     * taken. */
    bool (*event)(struct screen *s, const struct event *ev);
    bool (*command)(struct screen *s,
                    enum command_id id); /* true when done; false: the machinery's own */
    bool (*can)(struct screen *s, enum command_id id); /* false hides it; `default: return true` */
    void (*draw)(struct screen *s, struct grid *g,
                 struct rect r); /* NULL: the list, form or pane fills r */
    void (*preview)(struct screen *s, struct grid *g, struct rect r);
    void (*title_text)(struct screen *s,
                       struct str *out); /* instead of title: "Bo Ek · Fabrikam" */
    void (*status_text)(struct screen *s, struct str *out); /* right side: "1 204 contacts" */
    void (*size_box)(struct screen *s, int *w,
                     int *h); /* inside of the box; *w is what there is room for. Default: what the
                                 form needs */

    /* The filter line: text as typed so far. Not LIA_OK: err says what would be right and *at the
     * byte where it is wrong; keep the last good state. The machinery says it only once the word
     * under the cursor is ended. */
    lia_status (*filter)(struct screen *s, const char *text, size_t *at, lia_error *err);

    void (*save)(struct screen *s);   /* write the draft: 200 ms after typing, on leaving a field,
                                         before a suspend */
    void (*hangup)(struct screen *s); /* the end without a question: postpone; default: save */
    void (*close)(struct screen *s);  /* frees what it holds, not s */
};

/* What a screen that was opened for a result gives back (app_return). */
struct screen_result {
    int64_t id;
    const char *value, *text, *note; /* as for form_choose; borrowed for the call */
};
typedef void screen_returns_fn(struct screen *opener, const char *tag,
                               const struct screen_result *result);

struct screen {
    const struct screen_ops *ops;
    struct app *app;
    struct screen *below; /* NULL: the bottom of the stack */

    /* For the page to set: what has the focus and is drawn, moved and loaded by the machinery. */
    struct list *list;
    struct form *form;
    struct pane *pane;
    bool typing;    /* letters are text just now: they are no commands, and the footer names none */
    bool need_load; /* set to have load called before the next drawing */
    int cursor_x,
        cursor_y; /* set in draw where a text cursor is to be; -1 none. Forms do it themselves */

    /* For the page to read. */
    struct str filter;  /* the filter that stands; str_text() */
    bool preview_shown; /* there is room for it, and it is switched on: load what it shows */

    /* The machinery's own. */
    struct str filter_before;
    int64_t save_at; /* when the draft is due; 0 not */
    bool closing;
    bool root;
    int64_t seen_id;
    screen_returns_fn *returns;
    char returns_tag[LIA_FIELD_MAX];
};

/* The scopes of its commands, nearest first. */
void screen_scope(const struct screen *s, struct scope *out);
/* Known in its scope and possible now. */
bool screen_can(struct screen *s, enum command_id id);

#endif
