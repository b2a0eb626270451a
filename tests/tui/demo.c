/* demo.c: see demo.h. */
#include "demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

/* --- people ---------------------------------------------------------------------------------- */

static int compare(const struct person *a, const char *name, int64_t id)
{
    int order = strcmp(a->name, name);
    return order ? order : (a->id > id) - (a->id < id);
}

static struct person *person_at(const struct demo *d, size_t i)
{
    return &VEC_AT(&d->people, struct person, i);
}

/* The first that is not before (name, id). */
static size_t place_of(const struct demo *d, const char *name, int64_t id)
{
    size_t low = 0, high = d->people.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare(person_at(d, middle), name, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct person *demo_add(struct demo *d, int64_t id, const char *name, const char *company,
                        const char *city)
{
    struct person *p = vec_insert(&d->people, place_of(d, name, id));
    *p = (struct person){id, mem_strdup(name), mem_strdup(company), mem_strdup(city),
                         mem_strdup("")};
    return p;
}

static size_t index_of(const struct demo *d, int64_t id)
{
    for (size_t i = 0; i < d->people.count; i++)
        if (person_at(d, i)->id == id)
            return i;
    abort();
}

static void free_person(struct person *p)
{
    free(p->name);
    free(p->company);
    free(p->city);
    free(p->note);
}

void demo_remove(struct demo *d, int64_t id)
{
    size_t i = index_of(d, id);
    free_person(person_at(d, i));
    vec_remove(&d->people, i, 1);
}

void demo_rename(struct demo *d, int64_t id, const char *name)
{
    struct person old = *person_at(d, index_of(d, id));
    char *company = mem_strdup(old.company), *city = mem_strdup(old.city);
    demo_remove(d, id);
    demo_add(d, id, name, company, city);
    free(company);
    free(city);
}

void demo_init(struct demo *d, int people)
{
    static const char *const first[] = {"Anna",  "Bo",     "Chiara", "Dara",
                                        "Émile", "Fatima", "Göran",  "Hana"};
    static const char *const last[] = {"Berg",   "Ek",        "Rossi", "Okafor", "Lefèvre",
                                       "Haddad", "Lindqvist", "Novák", "Åström"};
    static const char *const companies[] = {"Adatum", "Fabrikam", "Trey Research", "",
                                            "Łódź Works"};
    static const char *const cities[] = {"Göteborg", "Lund", "Milano", "東京", "Paris"};
    *d = (struct demo){.people = VEC_OF(struct person)};
    for (int i = 0; i < people; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s %s %d", first[i % 8], last[i / 8 % 9], i);
        demo_add(d, i + 1, name, companies[i % 5], cities[i * 7 % 5]);
    }
}

void demo_clear(struct demo *d)
{
    for (size_t i = 0; i < d->people.count; i++)
        free_person(person_at(d, i));
    vec_clear(&d->people);
}

/* --- the list -------------------------------------------------------------------------------- */

struct people {
    struct screen screen; /* first */
    struct list list;
    char filter[64];
    struct person shown; /* of the preview, texts borrowed */
};

static struct demo *demo_of(const struct screen *s)
{
    return app_data(s->app);
}

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
        i = (long)place_of(d, at->name, at->id);
        if (from == LIST_AFTER && i < (long)d->people.count &&
            person_at(d, (size_t)i)->id == at->id)
            i++;
        if (from == LIST_BEFORE)
            i--;
    }
    for (; n > 0 && i >= 0 && i < (long)d->people.count; i += forward ? 1 : -1) {
        if (matches(p, person_at(d, (size_t)i))) {
            copy_row(out, person_at(d, (size_t)i));
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
        if (person_at(d, i)->id == id && matches(p, person_at(d, i)))
            copy_row(out, person_at(d, i));
    return LIA_OK;
}

static lia_status mark_all(void *ctx, struct marks *marks, lia_error *err)
{
    struct people *p = ctx;
    struct demo *d = demo_of(&p->screen);
    (void)err;
    for (size_t i = 0; i < d->people.count; i++)
        if (matches(p, person_at(d, i)))
            marks_add(marks, person_at(d, i)->id);
    return LIA_OK;
}

static lia_status count_shown(void *ctx, const struct marks *marks, int64_t *shown, lia_error *err)
{
    struct people *p = ctx;
    struct demo *d = demo_of(&p->screen);
    (void)err;
    *shown = 0;
    for (size_t i = 0; i < d->people.count; i++)
        *shown += marks_has(marks, person_at(d, i)->id) && matches(p, person_at(d, i));
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

/* --- the form -------------------------------------------------------------------------------- */

struct demo_form {
    struct screen screen; /* first */
    struct form form;
};

static lia_status find_template(void *ctx, const char *field, const char *typed, int limit,
                                struct lookup_rows *out, lia_error *err)
{
    static const char *const rows[][2] = {{"CALL-IN", "Incoming call"},
                                          {"CALL-OUT", "Outgoing call"},
                                          {"LETTER-IN", "Incoming letter"},
                                          {"LETTER-OUT", "Outgoing letter"},
                                          {"MAIL-IN", "Incoming e-mail"},
                                          {"MAIL-OUT", "Outgoing e-mail"},
                                          {"MEETING", "Meeting"}};
    struct arena a = {0};
    const char *wanted = utf8_fold(&a, typed);
    (void)ctx, (void)field, (void)err;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && limit > 0; i++) {
        if (str_starts(utf8_fold(&a, rows[i][0]), wanted)) {
            lookup_add(out, rows[i][0], rows[i][0], rows[i][1]);
            limit--;
        }
    }
    arena_clear(&a);
    return LIA_OK;
}

static lia_status find_person(void *ctx, const char *field, const char *typed, int limit,
                              struct lookup_rows *out, lia_error *err)
{
    struct demo *d = demo_of(ctx);
    struct arena a = {0};
    const char *wanted = utf8_fold(&a, typed);
    (void)field, (void)err;
    for (size_t i = 0; i < d->people.count && limit > 0; i++) {
        const struct person *p = person_at(d, i);
        char value[24];
        snprintf(value, sizeof value, "%lld", (long long)p->id);
        if (strstr(utf8_fold(&a, p->name), wanted)) {
            lookup_add(out, value, p->name, p->company);
            limit--;
        }
    }
    arena_clear(&a);
    return LIA_OK;
}

static const struct lookup_source templates = {.find = find_template};
static const struct lookup_source people = {.find = find_person, .add = N_("contact")};
static const struct field_choice flows[] = {
    {"", ""}, {"outbound", N_("outbound")}, {"inbound", N_("inbound")}, {NULL, NULL}};
static const struct field_choice results[] = {
    {"succeeded", N_("succeeded")}, {"failed", N_("failed")}, {NULL, NULL}};

const struct field_spec demo_fields[] = {
    {.name = "contact", .label = N_("Contact"), .kind = FIELD_LOOKUP, .source = &people},
    {.name = "template", .label = N_("Template"), .kind = FIELD_CODE, .source = &templates},
    {.name = "description", .label = N_("Description"), .kind = FIELD_TEXT},
    {.name = "date", .label = N_("Date"), .kind = FIELD_DATE, .width = 14},
    {.name = "time", .label = N_("Time"), .kind = FIELD_TIME, .width = 8, .flags = FIELD_BESIDE},
    {.name = "salesperson",
     .label = N_("Salesperson"),
     .kind = FIELD_CODE,
     .width = 10,
     .flags = FIELD_BESIDE},
    {.name = "flow", .label = N_("Flow"), .kind = FIELD_CHOICE, .width = 12, .choices = flows},
    {.name = "result",
     .label = N_("Result"),
     .kind = FIELD_CHOICE,
     .width = 12,
     .flags = FIELD_BESIDE,
     .choices = results},
    {.name = "cost", .label = N_("Cost"), .kind = FIELD_AMOUNT, .width = 10},
    {.name = "minutes",
     .label = N_("Minutes"),
     .kind = FIELD_DURATION,
     .width = 8,
     .flags = FIELD_BESIDE},
    {.name = "private",
     .label = N_("Private"),
     .kind = FIELD_BOOL,
     .width = 3,
     .flags = FIELD_BESIDE},
    {.name = "no", .label = N_("No."), .kind = FIELD_INFO, .width = 10},
    {.name = "count",
     .label = N_("Count"),
     .kind = FIELD_NUMBER,
     .width = 8,
     .flags = FIELD_BESIDE},
    {.name = "comment", .label = N_("Comment"), .kind = FIELD_LONG, .rows = 3},
    {0},
};

/* The template brings its description and minutes, unless the user typed them. */
static lia_status changed(void *ctx, struct form *f, const char *field, lia_error *err)
{
    (void)ctx;
    if (strcmp(field, "template") == 0 && !form_typed(f, "description"))
        form_set(f, "description",
                 strncmp(form_get(f, "template"), "CALL", 4) == 0 ? "A call" : "Not a call");
    if (strcmp(field, "salesperson") == 0 && strcmp(form_get(f, field), "XX") == 0)
        return lia_fail(err, LIA_NOT_FOUND, "salesperson",
                        "No salesperson XX; known are JO and AB");
    return LIA_OK;
}

static void unmark(void *ctx, struct form *f, const char *field)
{
    (void)ctx;
    form_set(f, field, "from header");
}

static void added(struct screen *opener, const char *tag, const struct screen_result *result)
{
    form_choose(opener->form, tag, result->value, result->text, result->note);
}

static void add(void *ctx, struct form *f, const char *field, const char *typed)
{
    struct screen *s = ctx;
    (void)f;
    app_open_for(s->app, &demo_note, typed, added, field);
}

static const struct form_ops form_ops = {changed, add, unmark};

static lia_status form_open(struct screen *s, const void *args, lia_error *err)
{
    struct demo_form *p = (struct demo_form *)s;
    const int64_t *id = args;
    (void)err;
    form_init(&p->form, demo_fields, &form_ops, p);
    p->form.today = date_from_civil(2026, 11, 20);
    p->form.day_first = true;
    if (id && *id) {
        char value[24];
        snprintf(value, sizeof value, "%lld", (long long)*id);
        const struct person *person = person_at(demo_of(s), index_of(demo_of(s), *id));
        form_choose(&p->form, "contact", value, person->name, person->company);
        form_set_flags(&p->form, "contact", FIELD_SKIP, 0);
    }
    form_set_day(&p->form, "date", p->form.today);
    form_set_time(&p->form, "time", 14 * 3600 + 32 * 60);
    form_set(&p->form, "salesperson", "JO");
    form_set(&p->form, "result", "succeeded");
    form_set_amount(&p->form, "cost", 0);
    form_set_number(&p->form, "minutes", 15);
    form_set(&p->form, "no", "4711");
    form_set_mark(&p->form, "salesperson", true);
    form_begin(&p->form);
    s->form = &p->form;
    return LIA_OK;
}

static bool form_command(struct screen *s, enum command_id id)
{
    lia_error err = {0};
    if (id != CMD_FORM_OK)
        return false;
    if (form_check(s->form, &err) != LIA_OK)
        return true;
    if (!*form_get(s->form, "template")) {
        lia_fail(&err, LIA_INVALID, "template", "A template is needed; Enter shows what there is");
        form_fail(s->form, &err);
        return true;
    }
    demo_of(s)->oks++;
    app_close(s);
    app_say(s->app, "Logged a call with %s", form_get(s->form, "contact"));
    return true;
}

static void form_save(struct screen *s)
{
    struct demo *d = demo_of(s);
    struct vec pairs = VEC_OF(struct form_pair);
    form_pairs(s->form, &pairs);
    d->saves++;
    d->saved[0] = '\0';
    for (size_t i = 0; i < pairs.count; i++) {
        const struct form_pair *p = &VEC_AT(&pairs, struct form_pair, i);
        size_t len = strlen(d->saved);
        snprintf(d->saved + len, sizeof d->saved - len, "%s%s=%.100s;", p->name,
                 p->typed ? "!" : "", p->value);
    }
    vec_clear(&pairs);
}

static void form_hangup(struct screen *s)
{
    form_save(s);
    demo_of(s)->hangups++;
}

static void form_close(struct screen *s)
{
    form_clear(s->form);
}

const struct screen_ops demo_form = {
    .page = "demo-form",
    .title = N_("Create Interaction"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct demo_form),
    .open = form_open,
    .command = form_command,
    .save = form_save,
    .hangup = form_hangup,
    .close = form_close,
};

/* --- a pane, which also stands for the form of an Add row ------------------------------------ */

struct note {
    struct screen screen; /* first */
    struct pane pane;
    char typed[64];
};

static lia_status note_open(struct screen *s, const void *args, lia_error *err)
{
    struct note *n = (struct note *)s;
    (void)err;
    snprintf(n->typed, sizeof n->typed, "%s", args ? (const char *)args : "");
    s->pane = &n->pane;
    pane_add(&n->pane, STYLE_HEADING, "About");
    for (int i = 1; i <= 40; i++)
        pane_add_f(&n->pane, STYLE_NORMAL,
                   "%d: the quick brown fox jumps over the lazy dog and runs away from it", i);
    pane_rule(&n->pane);
    pane_add_pair(&n->pane, 10, "Typed", STYLE_NORMAL, n->typed);
    return LIA_OK;
}

static bool note_event(struct screen *s, const struct event *ev)
{
    struct note *n = (struct note *)s;
    if (ev->type != EVENT_KEY || ev->key != K_ENTER)
        return false;
    app_return(s,
               &(struct screen_result){.id = 99, .value = "99", .text = n->typed, .note = "new"});
    return true;
}

static void note_close(struct screen *s)
{
    pane_clear(&((struct note *)s)->pane);
}

const struct screen_ops demo_note = {
    .page = "demo-note",
    .title = N_("Note"),
    .size = sizeof(struct note),
    .open = note_open,
    .event = note_event,
    .close = note_close,
};

/* --- Home, and the app ----------------------------------------------------------------------- */

static void home_draw(struct screen *s, struct grid *g, struct rect r)
{
    (void)s;
    grid_put(g, r.x + 2, r.y + 1, 6, STYLE_NUMBER, "12");
    grid_put(g, r.x + 8, r.y + 1, r.w - 8, STYLE_NORMAL, "active segments");
}

const struct screen_ops demo_home = {
    .page = "demo-home", .title = N_("Home"), .size = sizeof(struct screen), .draw = home_draw};

static void status(struct app *app, struct str *out)
{
    (void)app;
    str_add(out, "acme.db");
}

static bool tick(struct app *app)
{
    struct demo *d = app_data(app);
    d->ticks++;
    return d->tick_changes;
}

static bool idle(struct app *app)
{
    struct demo *d = app_data(app);
    d->idles++;
    return d->idle_slices > 0 && --d->idle_slices > 0;
}

static lia_status tellme(struct app *app, const char *letters, int limit, struct tellme_rows *out,
                         lia_error *err)
{
    struct demo *d = app_data(app);
    struct arena a = {0};
    (void)err;
    const char *wanted = utf8_fold(&a, letters);
    for (size_t i = 0; i < d->people.count && limit > 0; i++) {
        if (strstr(utf8_fold(&a, person_at(d, i)->name), wanted)) {
            tellme_add(out, 1, person_at(d, i)->id, person_at(d, i)->name, "contact");
            limit--;
        }
    }
    arena_clear(&a);
    return LIA_OK;
}

static void tellme_go(struct app *app, int kind, int64_t id)
{
    struct demo *d = app_data(app);
    snprintf(d->done, sizeof d->done, "%d:%lld", kind, (long long)id);
}

struct app *demo_app(struct demo *d, struct terminal *t, enum selection_style selection)
{
    static const struct app_page pages[] = {{CMD_GO_HOME, &demo_home},
                                            {CMD_GO_CONTACTS, &demo_people},
                                            {CMD_GO_SEGMENTS, &demo_note},
                                            {CMD_NONE, NULL}};
    struct app_options options = {
        .term = t,
        .data = d,
        .pages = pages,
        .selection = selection,
        .status = status,
        .tick = tick,
        .idle = idle,
        .tellme = tellme,
        .tellme_go = tellme_go,
    };
    return app_new(&options);
}
