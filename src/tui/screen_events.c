/* screen_events.c: Interaction Template Setup: which template each event is recorded with
 * (domain.md 9). */
#include <string.h>

#include "base/i18n.h"
#include "tui/match.h"
#include "tui/small_list.h"

static const struct list_column columns[] = {
    {N_("Event"), .min = 18, .ideal = 24, .grow = 1},
    {N_("Template"), .ideal = 12},
    {N_("Description"), .min = 14, .ideal = 26, .grow = 1, .priority = 2},
    {N_("Code"), .ideal = 18, .priority = 3},
};

/* A row: the event, and what its template is called. */
struct event_row {
    const lia_event *event;
    const char *template;
};

static const char *template_name(const lia_template_list *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].id == id)
            return list->items[i].description;
    return "";
}

/* Words of what the row shows; the list is small, so all of it is read and some of it left out. */
static bool matches(struct arena *a, const struct event_row *r, const char *words)
{
    return !*words ||
           match_words(arena_printf(a, "%s %s %s %s", r->event->description, r->event->code,
                                    str_or(r->event->template_code, ""), r->template),
                       words) > 0;
}

static lia_status read_events(struct small_list *p, lia_book *book, const char *match,
                              lia_error *err)
{
    lia_event_list *events = &p->result.events.list;
    lia_template_list *templates = &p->result.events.templates;
    struct arena *arena = &p->result.events.arena, tried = {0};
    lia_status status = lia_event_list_all(book, events, err);
    if (status == LIA_OK)
        status = lia_template_list_all(book, true, "", templates, err);
    for (size_t i = 0; status == LIA_OK && i < events->count; i++) {
        const lia_event *e = &events->items[i];
        struct event_row *row = arena_alloc(arena, sizeof *row);
        *row = (struct event_row){e, template_name(templates, e->template_id)};
        if (matches(&tried, row, match))
            small_list_add(p, e->id, e->code, false, row);
    }
    arena_clear(&tried);
    return status;
}

static void clear_events(struct small_list *p)
{
    lia_event_list_clear(&p->result.events.list);
    lia_template_list_clear(&p->result.events.templates);
    arena_clear(&p->result.events.arena);
    memset(&p->result.events, 0, sizeof p->result.events);
}

static void cell(const void *record, int column, struct str *out)
{
    const struct event_row *r = record;
    const lia_event *e = r->event;
    switch (column) {
    case 0:
        str_add(out, str_or(e->description, e->code));
        if (e->own)
            str_add_f(out, " %s", _("(own)"));
        break;
    case 1:
        str_add(out, e->template_id ? e->template_code : "–");
        break;
    case 2:
        str_add(out, !e->template_id       ? _("not recorded")
                     : e->template_blocked ? _("blocked: not recorded")
                                           : r->template);
        break;
    default:
        str_add(out, e->code);
    }
}

static const char *stays(const void *record)
{
    const struct event_row *r = record;
    return r->event->own
               ? NULL
               : _("It comes with liaise and stays; without a template nothing is recorded of it");
}

static const struct small_list_ops ops = {
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .empty = N_("No such event: a adds one."),
    .noun = N_("event"),
    .form = &event_form,
    .read = read_events,
    .clear = clear_events,
    .cell = cell,
    .remove = lia_event_delete,
    .stays = stays,
};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    (void)args, (void)err;
    return small_list_open((struct small_list *)s, &ops);
}

/* What the event under the cursor is good for. */
static void explain(const struct list *list, struct pane *pane)
{
    const struct list_row *row = list_current(list);
    const struct event_row *r = row ? ((const struct small_row *)row->data)->record : NULL;
    pane_add(pane, STYLE_MUTED,
             _("An event is what happens outside liaise: a mail, a call, a document that is "
               "printed. Scripts and mail "
               "programs tell it."));
    if (!r)
        return;
    const lia_event *e = r->event;
    const char *mail = strcmp(e->code, "email-out") == 0 || strcmp(e->code, "email-in") == 0
                           ? "liaise record mail < MESSAGE"
                           : NULL;
    struct arena a = {0};
    const char *how = mail ? mail : arena_printf(&a, "liaise record %s --contact WHO", e->code);
    if (e->template_id && !e->template_blocked)
        pane_add_f(pane, STYLE_NORMAL, _("%s   makes an entry with %s"), how, e->template_code);
    else
        pane_add_f(pane, STYLE_NORMAL, _("%s   records nothing: no template"), how);
    arena_clear(&a);
}

static void draw(struct screen *s, struct grid *g, struct rect r)
{
    enum { ROWS_MIN = 10 };
    struct pane pane = {0};
    explain(s->list, &pane);
    int rows = pane_rows(&pane, r.w - 2), list = r.h - rows - 1;
    bool room = list >= ROWS_MIN;
    list_draw(s->list, g, (struct rect){r.x, r.y, r.w, room ? list : r.h}, app_marker_only(s->app),
              true);
    if (room) {
        grid_hline(g, r.x, r.y + list, r.w, STYLE_BORDER);
        pane_draw(&pane, g, (struct rect){r.x + 1, r.y + list + 1, r.w - 2, rows});
    }
    pane_clear(&pane);
}

const struct screen_ops events_screen = {
    .page = "events",
    .classes = "code",
    .title = N_("Interaction Template Setup"),
    .size = sizeof(struct small_list),
    .open = open,
    .load = small_list_load,
    .draw = draw,
    .command = small_list_command,
    .can = small_list_can,
    .filter = small_list_filter,
    .status_text = small_list_status,
    .close = small_list_close,
};

/* --- the form ------------------------------------------------------------------------------------
 */

struct event_form {
    struct record_form rf; /* first */
    lia_event_list read;   /* the event as it was read; empty: a new one */
};

/* Of those that liaise brings only the template can be chosen. */
static const struct field_spec known_fields[] = {
    {"event", N_("Event"), FIELD_INFO},
    {"template", N_("Template"), FIELD_LOOKUP, .source = &source_template},
    {"hint", "", FIELD_INFO},
    {0},
};
static const struct field_spec own_fields[] = {
    {"code", N_("Code"), FIELD_TEXT, .width = 40, .flags = FIELD_REQUIRED},
    {"description", N_("Description"), FIELD_TEXT},
    {"template", N_("Template"), FIELD_LOOKUP, .source = &source_template},
    {"hint", "", FIELD_INFO},
    {0},
};

static const lia_event *event_of(const struct event_form *p)
{
    return p->read.count ? &p->read.items[0] : NULL;
}

static lia_status fill(struct record_form *rf, lia_error *err)
{
    struct event_form *p = (struct event_form *)rf;
    struct form *f = &rf->form;
    lia_event_list read = {0};
    if (rf->record) {
        lia_status status = lia_event_get(book_of(&rf->screen), rf->record, &read, err);
        if (status != LIA_OK)
            return status;
        lia_event_list_clear(&p->read);
        p->read = read;
    }
    const lia_event *e = event_of(p);
    form_set(f, "hint", _("Blank: nothing is recorded of it. Enter chooses, Ctrl-S saves."));
    if (!e)
        return LIA_OK;
    rf->version = e->version;
    if (e->own) {
        form_set(f, "code", e->code);
        form_set(f, "description", e->description);
    } else {
        form_set_f(f, "event", "%s  %s", e->description, e->code);
    }
    return session_choose_template(&rf->screen, f, "template", e->template_id, err);
}

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    const struct event_form *p = (const struct event_form *)rf;
    const struct form *f = &rf->form;
    lia_event e = event_of(p) ? *event_of(p) : (lia_event){.own = true};
    e.version = rf->version;
    if (e.own) {
        e.code = form_get(f, "code");
        e.description = form_get(f, "description");
    }
    lia_status status = session_template_value(&rf->screen, f, "template", &e.template_id, err);
    return status == LIA_OK ? lia_event_save(book_of(&rf->screen), &e, id, err) : status;
}

static const struct record_form_ops form_ops = {.fill = fill, .ok = ok};
static const struct form_ops changes = {.add = session_add};

static void form_close(struct screen *s)
{
    lia_event_list_clear(&((struct event_form *)s)->read);
    record_form_close(s);
}

static lia_status form_open(struct screen *s, const void *args, lia_error *err)
{
    struct event_form *p = (struct event_form *)s;
    const struct code_form_args *a = args;
    lia_status status = a->id ? lia_event_get(book_of(s), a->id, &p->read, err) : LIA_OK;
    bool own = !event_of(p) || event_of(p)->own;
    if (status == LIA_OK)
        status = code_form_open(s, args, &form_ops, own ? own_fields : known_fields, &changes, err);
    if (status != LIA_OK) {
        lia_event_list_clear(&p->read);
        return status;
    }
    if (!own)
        form_open_lookup(s->form); /* nothing else can be done in it */
    return LIA_OK;
}

static bool form_can(struct screen *s, enum command_id id)
{
    return id != CMD_FORM_OK || !lia_book_read_only(book_of(s));
}

const struct screen_ops event_form = {
    .page = "event-form",
    .title = N_("Event"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct event_form),
    .open = form_open,
    .can = form_can,
    .command = record_form_command,
    .save = record_form_save,
    .close = form_close,
};
