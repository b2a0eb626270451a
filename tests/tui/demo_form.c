/* demo_form.c: the form of demo.h, and its pane, which also stands for the form of an Add row. */
#include "demo.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"

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
        const struct person *p = demo_person(d, i);
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
        const struct person *person = demo_person(demo_of(s), demo_index(demo_of(s), *id));
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
