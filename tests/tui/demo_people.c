/* demo_people.c: the list of people of demo.h, with a filter, questions and a preview. */
#include "demo.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

struct people {
    struct screen screen; /* first */
    struct list list;
    char filter[64];
    struct person shown; /* of the preview, texts borrowed */
};

static bool matches(const struct people *p, const struct person *person)
{
    struct arena a = {0};
    const char *name = utf8_fold(&a, person->name), *wanted = utf8_fold(&a, p->filter);
    bool found = strstr(name, wanted) != NULL;
    arena_clear(&a);
    return found;
}

static void copy_row(struct list_chunk *out, const struct person *p)
{
    struct person *own = arena_alloc(&out->arena, sizeof *own);
    *own = (struct person){p->id, arena_strdup(&out->arena, p->name),
                           arena_strdup(&out->arena, p->company),
                           arena_strdup(&out->arena, p->city), arena_strdup(&out->arena, p->note)};
    list_chunk_add(out, p->id, own);
}

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n,
                        struct list_chunk *out, lia_error *err)
{
    struct people *p = ctx;
    struct demo *d = demo_of(&p->screen);
    const struct person *at = anchor ? anchor->data : NULL;
    bool forward = from == LIST_FIRST || from == LIST_AT || from == LIST_AFTER;
    long i = from == LIST_FIRST ? 0 : (long)d->people.count - 1;
    if (app_load_stale(p->screen.app)) { /* as the book's interrupt does */
        d->interrupts++;
        return lia_fail(err, LIA_CANCELED, "", "interrupted");
    }
    d->fetches++;
    if (at) {
        i = (long)demo_place(d, at->name, at->id);
        if (from == LIST_AFTER && i < (long)d->people.count &&
            demo_person(d, (size_t)i)->id == at->id)
            i++;
        if (from == LIST_BEFORE)
            i--;
    }
    for (; n > 0 && i >= 0 && i < (long)d->people.count; i += forward ? 1 : -1) {
        if (matches(p, demo_person(d, (size_t)i))) {
            copy_row(out, demo_person(d, (size_t)i));
            n--;
        }
    }
    struct list_row *rows = out->rows.items;
    for (size_t a = 0, b = out->rows.count; !forward && a + 1 < b; a++) {
        struct list_row row = rows[a];
        rows[a] = rows[--b];
        rows[b] = row;
    }
    return LIA_OK;
}

static lia_status locate(void *ctx, int64_t id, struct list_chunk *out, lia_error *err)
{
    struct people *p = ctx;
    struct demo *d = demo_of(&p->screen);
    (void)err;
    for (size_t i = 0; i < d->people.count; i++)
        if (demo_person(d, i)->id == id && matches(p, demo_person(d, i)))
            copy_row(out, demo_person(d, i));
    return LIA_OK;
}

static lia_status mark_all(void *ctx, struct marks *marks, lia_error *err)
{
    struct people *p = ctx;
    struct demo *d = demo_of(&p->screen);
    (void)err;
    for (size_t i = 0; i < d->people.count; i++)
        if (matches(p, demo_person(d, i)))
            marks_add(marks, demo_person(d, i)->id);
    return LIA_OK;
}

static lia_status count_shown(void *ctx, const struct marks *marks, int64_t *shown, lia_error *err)
{
    struct people *p = ctx;
    struct demo *d = demo_of(&p->screen);
    (void)err;
    *shown = 0;
    for (size_t i = 0; i < d->people.count; i++)
        *shown += marks_has(marks, demo_person(d, i)->id) && matches(p, demo_person(d, i));
    return LIA_OK;
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out,
                 enum style *style)
{
    const struct person *p = row->data;
    (void)ctx;
    switch (column) {
    case 0:
        str_add(out, p->name);
        break;
    case 1:
        str_add(out, p->company);
        break;
    case 2:
        str_add(out, p->city);
        break;
    case 3:
        str_add(out, p->id % 9 == 0 ? "overdue" : p->id % 4 ? "1 Dec" : "");
        *style = p->id % 9 == 0 ? STYLE_OVERDUE : STYLE_NORMAL;
        break;
    default:
        str_add_f(out, "CT%06lld", (long long)p->id);
    }
}

static const struct list_column columns[] = {
    {.head = N_("Name"), .min = 12, .ideal = 24, .grow = 1},
    {.head = N_("Company"), .min = 8, .ideal = 14, .priority = 1},
    {.head = N_("City"), .min = 6, .ideal = 10, .priority = 2},
    {.head = N_("Next"), .ideal = 7, .priority = 1},
    {.head = N_("No."), .ideal = 8, .priority = 3, .right = true},
};
static const struct list_sort sorts[] = {{'n', N_("Name")}, {'c', N_("City")}};
static const struct list_provider provider = {fetch, cell, locate, mark_all, count_shown};

static lia_status people_open(struct screen *s, const void *args, lia_error *err)
{
    struct people *p = (struct people *)s;
    (void)args;
    (void)err;
    list_init(&p->list, columns, 5, &provider, p, N_("No people."));
    list_sorts(&p->list, sorts, 2);
    s->list = &p->list;
    return LIA_OK;
}

static lia_status people_load(struct screen *s, lia_error *err)
{
    struct people *p = (struct people *)s;
    (void)err;
    p->list.total = (int64_t)demo_of(s)->people.count;
    return LIA_OK;
}

static void answer(struct screen *s, char letter)
{
    demo_of(s)->answered = letter ? letter : '-';
}

static void prompted(struct screen *s, const char *text)
{
    snprintf(demo_of(s)->prompted, sizeof demo_of(s)->prompted, "%s", text ? text : "(none)");
}

static bool people_command(struct screen *s, enum command_id id)
{
    if (id != CMD_ROW_OPEN)
        return false;
    int64_t person = list_current_id(s->list);
    return app_open(s->app, &demo_form, &person);
}

/* Keys of the demo's own, which are not in the command table: e asks, P prompts, b opens the note.
 */
static bool people_event(struct screen *s, const struct event *ev)
{
    if (ev->type != EVENT_KEY)
        return false;
    switch (ev->key) {
    case 'e': {
        struct question q = {.text = "Cancel 5 interactions (1 already is)?",
                             .answers = {{'c', "Cancel them"}, {'r', "the rest only"}},
                             .enter = 'c',
                             .escape = "leave them",
                             .answer = answer};
        app_ask(s, &q);
        return true;
    }
    case 'P':
        app_prompt(s, "Name:", "new", prompted);
        return true;
    case 'b':
        return app_open(s->app, &demo_note, NULL);
    default:
        return false;
    }
}

static lia_status people_filter(struct screen *s, const char *text, size_t *at, lia_error *err)
{
    struct people *p = (struct people *)s;
    const char *wrong = strstr(text, "bad:");
    if (wrong) {
        *at = (size_t)(wrong - text);
        return lia_fail(err, LIA_INVALID, "", "No field bad; nearest: name");
    }
    snprintf(p->filter, sizeof p->filter, "%s", text);
    size_t len = strlen(p->filter);
    while (len > 0 && p->filter[len - 1] == ' ')
        p->filter[--len] = '\0';
    list_restart(&p->list);
    return LIA_OK;
}

static void people_status(struct screen *s, struct str *out)
{
    str_add_f(out, "%lld people", (long long)((struct people *)s)->list.total);
}

static void people_preview(struct screen *s, struct grid *g, struct rect r)
{
    const struct list_row *row = list_current(s->list);
    const struct person *p = row ? row->data : NULL;
    if (!p)
        return;
    grid_put_f(g, r.x + 1, r.y, r.w - 2, STYLE_TITLE, " %s · %s ", p->name, p->company);
    grid_put(g, r.x + 1, r.y + 1, r.w - 2, STYLE_NORMAL,
             "12 Nov 14:10  CALL-OUT  →  Asked for the quote by Friday");
}

static void people_close(struct screen *s)
{
    list_clear(&((struct people *)s)->list);
}

const struct screen_ops demo_people = {
    .page = "demo-people",
    .title = N_("People"),
    .size = sizeof(struct people),
    .open = people_open,
    .load = people_load,
    .event = people_event,
    .command = people_command,
    .preview = people_preview,
    .status_text = people_status,
    .filter = people_filter,
    .close = people_close,
};

struct list *demo_list(struct app *app)
{
    for (struct screen *s = app_top(app); s; s = s->below)
        if (s->ops == &demo_people)
            return s->list;
    return NULL;
}
