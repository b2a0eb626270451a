/* screen_postponed.c: Postponed Interactions: mine first, or those of a contact or salesperson. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/screens.h"
#include "tui/seek.h"

struct postponed {
    struct screen screen; /* first */
    struct list list;
    lia_postponed_query query;
    struct str of;
    int64_t all, mine;
};

static const struct list_column columns[] = {
    {N_("Begun"), .ideal = 12},
    {N_("Contact"), .min = 14, .ideal = 19, .grow = 2},
    {N_("Template"), .ideal = 10, .priority = 1},
    {N_("Description"), .min = 14, .ideal = 22, .grow = 3},
    {N_("Date"), .ideal = 9, .priority = 3},
    {N_("By"), .ideal = 6, .priority = 4},
    {N_("User"), .ideal = 8, .priority = 2},
    {N_("No."), .ideal = 8, .priority = 5, .right = true},
};

static void free_rows(void *result)
{
    lia_postponed_list_clear(result);
    free(result);
}

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n, struct list_chunk *out,
                        lia_error *err)
{
    struct postponed *p = ctx;
    const lia_postponed *at = anchor ? anchor->data : NULL;
    lia_seek seek = seek_from(from, at ? &at->key : NULL, n);
    lia_postponed_list *rows = calloc(1, sizeof *rows);
    lia_status status = rows ? lia_postponed_list_some(book_of(&p->screen), &p->query, &seek, rows, err)
                             : lia_fail(err, LIA_IO, "", _("Out of memory"));
    if (status != LIA_OK) {
        free(rows);
        return status;
    }
    out->result = rows;
    out->free_result = free_rows;
    for (size_t i = 0; i < rows->count; i++)
        list_chunk_add(out, rows->items[i].entry_no, &rows->items[i]);
    return LIA_OK;
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out, enum style *style)
{
    struct postponed *p = ctx;
    const lia_postponed *r = row->data;
    if (!r->mine)
        *style = STYLE_MUTED;
    switch (column) {
    case 0:
        session_instant_when(session_of(&p->screen), r->begun_at, out);
        break;
    case 1:
        str_add_f(out, "%s%s%s", str_or(r->contact, "–"), *str_or(r->company, "") ? " · " : "", str_or(r->company, ""));
        break;
    case 2:
        str_add(out, str_or(r->template_code, ""));
        break;
    case 3:
        str_add(out, str_or(r->description, ""));
        break;
    case 4:
        session_when(session_of(&p->screen), r->date, TIME_NONE, out);
        break;
    case 5:
        str_add(out, str_or(r->salesperson, ""));
        break;
    case 6:
        str_add(out, r->user);
        break;
    default:
        str_add_f(out, "%" PRId64, r->entry_no);
    }
}

static const struct list_provider provider = {.fetch = fetch, .cell = cell};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct postponed *p = (struct postponed *)s;
    const struct postponed_args *a = args;
    (void)err;
    if (a)
        p->query = a->query;
    str_add(&p->of, a && a->of ? a->of : "");
    list_init(&p->list, columns, sizeof columns / sizeof *columns, &provider, p,
              N_("Nothing is postponed. Esc in Create Interaction postpones it."));
    s->list = &p->list;
    return LIA_OK;
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct postponed *p = (struct postponed *)s;
    lia_status status = lia_postponed_count(book_of(s), &p->query, &p->all, &p->mine, err);
    p->list.total = p->all;
    return status;
}

static void answer_delete(struct screen *s, char letter)
{
    struct postponed *p = (struct postponed *)s;
    lia_error err = {0};
    size_t n = 0;
    if (letter != 'd')
        return;
    int64_t *nos = list_chosen(&p->list, &n);
    if (lia_postponed_delete(book_of(s), nos, n, &err) != LIA_OK)
        app_fail(s->app, &err);
    else
        app_say(s->app, ngettext_("%zu postponed interaction deleted; u undoes it",
                                  "%zu postponed interactions deleted; u undoes it", n), n);
    free(nos);
    list_unmark(&p->list);
    app_reload(s->app);
}

static void ask_delete(struct postponed *p)
{
    size_t n = 0;
    free(list_chosen(&p->list, &n));
    struct str text = {0};
    str_add_f(&text, ngettext_("Delete %zu postponed interaction?", "Delete %zu postponed interactions?", n), n);
    app_ask(&p->screen, &(struct question){.text = str_text(&text),
                                           .answers = {{'d', _("Delete")}},
                                           .enter = 'd',
                                           .escape = _("Keep"),
                                           .answer = answer_delete});
    str_clear(&text);
}

static bool command(struct screen *s, enum command_id id)
{
    struct postponed *p = (struct postponed *)s;
    const struct list_row *row = list_current(&p->list);
    const lia_postponed *r = row ? row->data : NULL;
    struct interaction_args start = {.from = FROM_POSTPONED, .id = r ? r->entry_no : 0};
    switch (id) {
    case CMD_ROW_OPEN:
    case CMD_POSTPONED_RESUME:
        return r && interaction_start(s, &start);
    case CMD_POSTPONED_DELETE:
        if (r)
            ask_delete(p);
        return true;
    case CMD_POSTPONED_NEW:
    case CMD_POSTPONED_SAME:
        start.from = FROM_CONTACT;
        start.id = id == CMD_POSTPONED_SAME && r ? r->contact_id : p->query.contact_id;
        return interaction_start(s, &start);
    default:
        return false;
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct postponed *p = (const struct postponed *)s;
    bool any = list_current(&p->list) != NULL, writes = !lia_book_read_only(book_of(s));
    switch (id) {
    case CMD_ROW_OPEN:
    case CMD_POSTPONED_RESUME:
    case CMD_POSTPONED_DELETE:
        return any && writes;
    case CMD_POSTPONED_NEW:
    case CMD_POSTPONED_SAME:
        return writes;
    case CMD_LIST_SORT:
    case CMD_MARK_ALL:
        return false;
    default:
        return true;
    }
}

static void title_text(struct screen *s, struct str *out)
{
    const struct postponed *p = (const struct postponed *)s;
    str_add(out, _("Postponed Interactions"));
    if (p->of.len > 0)
        str_add_f(out, " · %s", str_text(&p->of));
}

static void status_text(struct screen *s, struct str *out)
{
    const struct postponed *p = (const struct postponed *)s;
    str_add_f(out, "%" PRId64, p->all);
    if (p->mine != p->all)
        str_add_f(out, _(", %" PRId64 " mine"), p->mine);
}

static void close(struct screen *s)
{
    struct postponed *p = (struct postponed *)s;
    list_clear(&p->list);
    str_clear(&p->of);
}

const struct screen_ops postponed_screen = {
    .page = "postponed",
    .title = N_("Postponed Interactions"),
    .size = sizeof(struct postponed),
    .open = open,
    .load = load,
    .command = command,
    .can = can,
    .title_text = title_text,
    .status_text = status_text,
    .filter = session_filter_words,
    .close = close,
};
