/* screen_segments.c: Segments: the active ones; and what opens a segment elsewhere. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/screens.h"
#include "tui/seek.h"
#include "tui/segment_actions.h"

struct segments {
    struct screen screen; /* first */
    struct list list;
};

static const struct list_column columns[] = {
    {N_("No."), .ideal = 9},
    {N_("Description"), .min = 14, .ideal = 36, .grow = 1},
    {N_("Lines"), .ideal = 8, .right = true},
    {N_("Date"), .ideal = 9, .priority = 1},
    {N_("Template"), .ideal = 12, .priority = 2},
    {N_("By"), .ideal = 8, .priority = 3},
};

static void free_rows(void *result)
{
    lia_segment_list_clear(result);
    free(result);
}

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n, struct list_chunk *out,
                        lia_error *err)
{
    struct segments *p = ctx;
    const lia_segment *at = anchor ? anchor->data : NULL;
    lia_seek seek = seek_from(from, at ? &at->key : NULL, n);
    lia_segment_list *rows = calloc(1, sizeof *rows);
    lia_status status = rows ? lia_segment_list_some(book_of(&p->screen), str_text(&p->screen.filter), 0, &seek, rows, err)
                             : lia_fail(err, LIA_IO, "", _("Out of memory"));
    if (status != LIA_OK) {
        free(rows);
        return status;
    }
    out->result = rows;
    out->free_result = free_rows;
    for (size_t i = 0; i < rows->count; i++)
        list_chunk_add(out, rows->items[i].id, &rows->items[i]);
    return LIA_OK;
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out, enum style *style)
{
    struct segments *p = ctx;
    const lia_segment *g = row->data;
    (void)style;
    switch (column) {
    case 0:
        str_add(out, g->no);
        break;
    case 1:
        str_add(out, g->description);
        break;
    case 2:
        str_add_count(out, g->lines);
        break;
    case 3:
        session_when(session_of(&p->screen), g->date, TIME_NONE, out);
        break;
    case 4:
        str_add(out, str_or(g->template_code, ""));
        break;
    default:
        str_add(out, str_or(g->salesperson, ""));
    }
}

static const struct list_provider provider = {.fetch = fetch, .cell = cell};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct segments *p = (struct segments *)s;
    (void)args, (void)err;
    list_init(&p->list, columns, sizeof columns / sizeof *columns, &provider, p, N_("No active segments: a makes one."));
    s->list = &p->list;
    return LIA_OK;
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct segments *p = (struct segments *)s;
    lia_status status = lia_book_counts(book_of(s), &session_of(s)->counts, err);
    p->list.total = s->filter.len ? -1 : session_of(s)->counts.segments;
    return status;
}

static lia_status filter(struct screen *s, const char *text, size_t *at, lia_error *err)
{
    (void)text, (void)at, (void)err;
    list_restart(s->list);
    s->need_load = true;
    return LIA_OK;
}

/* A new segment is opened at once: lines are what it needs next. */
static void added(struct screen *opener, const char *tag, const struct screen_result *result)
{
    (void)tag;
    app_open(opener->app, &segment_screen, &result->id);
}

static void answer_delete(struct screen *s, char letter)
{
    int64_t id = list_current_id(s->list);
    lia_error err = {0};
    if (letter != 'd' || !id)
        return;
    if (lia_segment_delete(book_of(s), id, &err) != LIA_OK)
        app_fail(s->app, &err);
    else
        app_say(s->app, _("Segment deleted; u undoes it"));
    app_reload(s->app);
}

static void ask_delete(struct screen *s, const lia_segment *g)
{
    struct str text = {0};
    str_add_f(&text, ngettext_("Delete segment %s with its %" PRId64 " line?", "Delete segment %s with its %" PRId64 " lines?",
                               g->lines), g->no, g->lines);
    app_ask(s, &(struct question){.text = str_text(&text),
                                  .answers = {{'d', _("Delete")}},
                                  .enter = 'd',
                                  .escape = _("Keep"),
                                  .answer = answer_delete});
    str_clear(&text);
}

static bool command(struct screen *s, enum command_id id)
{
    struct segments *p = (struct segments *)s;
    const struct list_row *row = list_current(&p->list);
    const lia_segment *g = row ? row->data : NULL;
    struct segment_form_args args = {.id = g ? g->id : 0};
    switch (id) {
    case CMD_ROW_OPEN:
        return g && app_open(s->app, &segment_screen, &g->id);
    case CMD_SEGMENT_NEW:
        args.id = 0;
        return app_open_for(s->app, &segment_form, &args, added, "");
    case CMD_SEGMENT_EDIT:
        return g && app_open(s->app, &segment_form, &args);
    case CMD_SEGMENT_DELETE:
        if (g)
            ask_delete(s, g);
        return true;
    default:
        return g && segment_command(s, id, g->id, g->no);
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct list_row *row = list_current(s->list);
    bool writes = !lia_book_read_only(book_of(s));
    switch (id) {
    case CMD_SEGMENT_NEW:
        return writes;
    case CMD_SEGMENT_EDIT:
    case CMD_SEGMENT_DELETE:
    case CMD_SEGMENT_LOG:
        return writes && row;
    case CMD_ROW_OPEN:
    case CMD_SEGMENT_ENTRIES:
        return row != NULL;
    case CMD_ROW_MARK:
    case CMD_MARK_ALL:
    case CMD_LIST_SORT:
    case CMD_PREVIEW_SWITCH:
        return false;
    default:
        return true;
    }
}

static void status_text(struct screen *s, struct str *out)
{
    int64_t n = session_of(s)->counts.segments;
    str_add_f(out, ngettext_("%" PRId64 " active", "%" PRId64 " active", n), n);
}

static void close(struct screen *s)
{
    list_clear(&((struct segments *)s)->list);
}

const struct screen_ops segments_screen = {
    .page = "segments",
    .title = N_("Segments"),
    .size = sizeof(struct segments),
    .open = open,
    .load = load,
    .filter = filter,
    .command = command,
    .can = can,
    .status_text = status_text,
    .close = close,
};

/* --- what can be done to a segment from its row and its page -------------------------------------- */

bool segment_command(struct screen *s, enum command_id id, int64_t segment, const char *no)
{
    struct entries_args entries = {.query = {.segment_id = segment}, .of = no};
    switch (id) {
    case CMD_SEGMENT_LOG:
        return app_open(s->app, &log_segment_form, &segment);
    case CMD_SEGMENT_ENTRIES:
        return app_open(s->app, &entries_screen, &entries);
    default:
        return false;
    }
}
