/* screen_history.c: History, and what one operation changed. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/screens.h"

struct history {
    struct screen screen; /* first */
    struct list list;
};

static const struct list_column columns[] = {
    {N_("When"), .ideal = 12},
    {N_("Who"), .ideal = 8, .priority = 2},
    {N_("What"), .min = 20, .ideal = 35, .grow = 1},
    {N_("Records"), .ideal = 8, .priority = 3, .right = true},
    {N_("State"), .ideal = 8, .priority = 1},
};

static void free_ops(void *result)
{
    lia_op_list_clear(result);
    free(result);
}

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n, struct list_chunk *out,
                        lia_error *err)
{
    struct history *p = ctx;
    lia_op_list *ops = calloc(1, sizeof *ops);
    int64_t at = anchor ? anchor->id : 0, before = 0;
    bool newer = false;
    if (!ops)
        return lia_fail(err, LIA_IO, "", _("Out of memory"));
    switch (from) {
    case LIST_AT:
        before = at + 1;
        break;
    case LIST_AFTER:
        before = at;
        break;
    case LIST_BEFORE:
        before = at;
        newer = true;
        break;
    case LIST_LAST: /* the oldest: what is newer than none */
        newer = true;
        break;
    case LIST_FIRST:
        break;
    }
    lia_status status = lia_op_history(book_of(&p->screen), before, newer, n, ops, err);
    if (status != LIA_OK) {
        free(ops);
        return status;
    }
    out->result = ops;
    out->free_result = free_ops;
    for (size_t i = 0; i < ops->count; i++)
        list_chunk_add(out, ops->items[i].op_id, &ops->items[i]);
    return LIA_OK;
}

static const char *state(const lia_op *op)
{
    if (op->kind == LIA_OP_UNDO)
        return _("an undo");
    if (op->undone_by)
        return _("undone");
    if (op->kind == LIA_OP_REDO)
        return _("a redo");
    return op->purged ? _("final") : "";
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out, enum style *style)
{
    struct history *p = ctx;
    const lia_op *op = row->data;
    if (op->undone_by || op->kind == LIA_OP_UNDO)
        *style = STYLE_MUTED;
    switch (column) {
    case 0:
        session_instant_when(session_of(&p->screen), op->done_at, out);
        break;
    case 1:
        str_add(out, op->user);
        break;
    case 2:
        str_add(out, op->line);
        break;
    case 3:
        str_add_f(out, "%" PRId64, op->records);
        break;
    default:
        str_add(out, state(op));
    }
}

static const struct list_provider provider = {.fetch = fetch, .cell = cell};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct history *p = (struct history *)s;
    (void)args, (void)err;
    list_init(&p->list, columns, sizeof columns / sizeof *columns, &provider, p, N_("Nothing was changed yet."));
    s->list = &p->list;
    return LIA_OK;
}

static bool command(struct screen *s, enum command_id id)
{
    struct history *p = (struct history *)s;
    int64_t op = list_current_id(&p->list);
    if (!op)
        return false;
    switch (id) {
    case CMD_ROW_OPEN:
        return app_open(s->app, &change_screen, &op);
    case CMD_OP_UNDO:
        session_undo(s, op);
        return true;
    default:
        return false;
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct list_row *row = list_current(s->list);
    const lia_op *op = row ? row->data : NULL;
    switch (id) {
    case CMD_OP_UNDO:
        return op && !op->undone_by && !op->purged && op->kind != LIA_OP_UNDO && !lia_book_read_only(book_of(s));
    case CMD_ROW_OPEN:
        return op != NULL;
    case CMD_ROW_MARK:
    case CMD_MARK_ALL:
    case CMD_LIST_SORT:
        return false;
    default:
        return true;
    }
}

static void close(struct screen *s)
{
    list_clear(&((struct history *)s)->list);
}

const struct screen_ops history_screen = {
    .page = "history",
    .title = N_("History"),
    .size = sizeof(struct history),
    .open = open,
    .command = command,
    .can = can,
    .filter = session_filter_words,
    .close = close,
};

/* --- what changed -------------------------------------------------------------------------------- */

struct change {
    struct screen screen; /* first */
    struct pane pane;
    int64_t op_id;
};

enum { CHANGES_SHOWN = 1000, LABEL = 18 };

static lia_status change_open(struct screen *s, const void *args, lia_error *err)
{
    struct change *p = (struct change *)s;
    (void)err;
    p->op_id = *(const int64_t *)args;
    s->pane = &p->pane;
    return LIA_OK;
}

static void add_change(struct pane *pane, const lia_change *c, const char *before)
{
    if (!str_eq(c->record, before))
        pane_add(pane, STYLE_HEADING, c->record);
    if (!*str_or(c->field, "")) {
        pane_add_f(pane, STYLE_NORMAL, "  %s", *str_or(c->before, "") ? _("deleted") : _("added"));
        return;
    }
    struct str text = {0};
    str_add_f(&text, "%s → %s", str_or(c->before, "–"), str_or(c->after, "–"));
    pane_add_pair(pane, LABEL, c->field, STYLE_NORMAL, str_text(&text));
    str_clear(&text);
}

static lia_status change_load(struct screen *s, lia_error *err)
{
    struct change *p = (struct change *)s;
    lia_book *book = book_of(s);
    lia_op_list ops = {0};
    lia_change_list changes = {0};
    lia_status status = lia_op_history(book, p->op_id + 1, false, 1, &ops, err);
    if (status == LIA_OK)
        status = lia_op_changes(book, p->op_id, CHANGES_SHOWN, &changes, err);
    if (status == LIA_OK) {
        pane_reset(&p->pane);
        for (size_t i = 0; i < ops.count && ops.items[i].op_id == p->op_id; i++) {
            const lia_op *op = &ops.items[i];
            struct str when = {0};
            session_instant(session_of(s), op->done_at, &when);
            pane_add(&p->pane, STYLE_HEADING, op->line);
            pane_add_f(&p->pane, STYLE_MUTED, _("%s, %s, operation %lld  %s"), op->user, str_text(&when),
                       (long long)op->op_id, state(op));
            pane_rule(&p->pane);
            str_clear(&when);
        }
        for (size_t i = 0; i < changes.count; i++)
            add_change(&p->pane, &changes.items[i], i ? changes.items[i - 1].record : "");
        if (changes.more > 0)
            pane_add_f(&p->pane, STYLE_MUTED, _("… and %" PRId64 " more records"), changes.more);
        if (changes.count == 0)
            pane_add(&p->pane, STYLE_MUTED, _("What it changed is no longer kept."));
    }
    lia_change_list_clear(&changes);
    lia_op_list_clear(&ops);
    return status;
}

static void change_close(struct screen *s)
{
    struct change *p = (struct change *)s;
    pane_clear(&p->pane);
}

const struct screen_ops change_screen = {
    .page = "change",
    .title = N_("What changed"),
    .size = sizeof(struct change),
    .open = change_open,
    .load = change_load,
    .close = change_close,
};
