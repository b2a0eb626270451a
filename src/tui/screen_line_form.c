/* screen_line_form.c: the form of a segment's line, or of the marked lines at once: what is typed is personalised. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/screens.h"

struct line_edit {
    struct record_form rf; /* first */
    int64_t segment_id;
    int64_t *ids; /* n of them; none: a new line */
    size_t n;
    lia_line_list line; /* as it would look, of one */
    uint32_t follow;    /* fields whose mark was taken away (Del) */
};

static const struct field_spec fields[] = {
    {"contact", N_("Contact"), FIELD_LOOKUP, .source = &source_contact},
    {"template", N_("Template"), FIELD_LOOKUP, .source = &source_template},
    {"description", N_("Description"), FIELD_TEXT},
    {"subject", N_("Subject"), FIELD_TEXT},
    {"date", N_("Date"), FIELD_DATE, .width = 15},
    {"salesperson", N_("Salesperson"), FIELD_LOOKUP, .width = 12, .flags = FIELD_BESIDE, .source = &source_salesperson},
    {"correspondence", N_("Correspond."), FIELD_CHOICE, .width = 10, .choices = choices_corr},
    {"flow", N_("Flow"), FIELD_CHOICE, .width = 9, .flags = FIELD_BESIDE, .choices = choices_flow},
    {"initiated_by", N_("Initiated by"), FIELD_CHOICE, .width = 5, .flags = FIELD_BESIDE, .choices = choices_by},
    {"cost", N_("Cost"), FIELD_AMOUNT, .width = 10},
    {"minutes", N_("Minutes"), FIELD_DURATION, .width = 6, .flags = FIELD_BESIDE},
    {"result", N_("Result"), FIELD_CHOICE, .width = 15, .choices = choices_result},
    {"evaluation", N_("Evaluation"), FIELD_CHOICE, .width = 13, .flags = FIELD_BESIDE, .choices = choices_evaluation},
    {"comment", N_("Comment"), FIELD_LONG, .rows = 2},
    {0},
};

static const struct {
    lia_lfield field;
    const char *name;
} owned[] = {
    {LIA_L_TEMPLATE, "template"},   {LIA_L_DATE, "date"},       {LIA_L_SALESPERSON, "salesperson"},
    {LIA_L_DESCRIPTION, "description"}, {LIA_L_SUBJECT, "subject"}, {LIA_L_CORRESPONDENCE, "correspondence"},
    {LIA_L_FLOW, "flow"},           {LIA_L_INITIATED_BY, "initiated_by"}, {LIA_L_COST, "cost"},
    {LIA_L_MINUTES, "minutes"},
};
static const struct {
    unsigned bit;
    const char *name;
} also[] = {{LIA_LINE_CONTACT, "contact"},
            {LIA_LINE_EVALUATION, "evaluation"},
            {LIA_LINE_RESULT, "result"},
            {LIA_LINE_COMMENT, "comment"}};

/* --- from the form ------------------------------------------------------------------------------- */

static lia_status read_change(struct line_edit *p, lia_line_change *c, lia_error *err)
{
    const struct form *f = &p->rf.form;
    struct screen *s = &p->rf.screen;
    *c = (lia_line_change){.follow = p->follow};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (form_typed(f, owned[i].name) && !(p->follow & (1u << owned[i].field)))
            c->set |= 1u << owned[i].field;
    for (size_t i = 0; i < sizeof also / sizeof *also; i++)
        if (form_typed(f, also[i].name))
            c->also |= also[i].bit;
    lia_line *v = &c->value;
    v->contact_id = session_contact_value(f, "contact");
    v->description = form_get(f, "description");
    v->subject = form_get(f, "subject");
    v->comment = form_get(f, "comment");
    v->date = form_get_day(f, "date");
    v->correspondence = (lia_corr)session_choice(LIA_SET_CORR, f, "correspondence");
    v->flow = (lia_flow)session_choice(LIA_SET_FLOW, f, "flow");
    v->initiated_by = (lia_by)session_choice(LIA_SET_BY, f, "initiated_by");
    v->cost = form_get_amount(f, "cost");
    v->minutes = form_get_number(f, "minutes");
    v->evaluation = (lia_evaluation)session_choice(LIA_SET_EVALUATION, f, "evaluation");
    v->failed = session_choice(LIA_SET_RESULT, f, "result") == 1;
    lia_status status = session_template_value(s, f, "template", &v->template_id, err);
    return status == LIA_OK ? session_salesperson_value(s, f, "salesperson", &v->salesperson_id, err) : status;
}

/* --- into the form ------------------------------------------------------------------------------- */

static lia_status show_records(struct line_edit *p, const lia_line *l, bool all, lia_error *err)
{
    struct form *f = &p->rf.form;
    struct screen *s = &p->rf.screen;
    lia_status status = LIA_OK;
    if (all || !form_typed(f, "contact"))
        status = session_choose_contact(s, f, "contact", l->contact_id, err);
    if (status == LIA_OK && (all || !form_typed(f, "template")))
        status = session_choose_template(s, f, "template", l->template_id, err);
    if (status == LIA_OK && (all || !form_typed(f, "salesperson")))
        status = session_choose_salesperson(s, f, "salesperson", l->salesperson_id, err);
    return status;
}

static lia_status show(struct line_edit *p, bool all, lia_error *err)
{
    struct form *f = &p->rf.form;
    const lia_line *l = &p->line.items[0];
    if (all || !form_typed(f, "description"))
        form_set(f, "description", str_or(l->description, ""));
    if (all || !form_typed(f, "subject"))
        form_set(f, "subject", str_or(l->subject, ""));
    if (all || !form_typed(f, "date"))
        form_set_day(f, "date", l->date);
    if (all || !form_typed(f, "correspondence"))
        session_set_choice(LIA_SET_CORR, f, "correspondence", (int)l->correspondence);
    if (all || !form_typed(f, "flow"))
        session_set_choice(LIA_SET_FLOW, f, "flow", (int)l->flow);
    if (all || !form_typed(f, "initiated_by"))
        session_set_choice(LIA_SET_BY, f, "initiated_by", (int)l->initiated_by);
    if (all || !form_typed(f, "cost"))
        form_set_amount(f, "cost", l->cost);
    if (all || !form_typed(f, "minutes"))
        form_set_number(f, "minutes", l->minutes);
    if (all) {
        session_set_choice(LIA_SET_EVALUATION, f, "evaluation", (int)l->evaluation);
        session_set_choice(LIA_SET_RESULT, f, "result", l->failed);
        form_set(f, "comment", str_or(l->comment, ""));
    }
    lia_status status = show_records(p, l, all, err);
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        form_set_mark(f, owned[i].name, l->marks & (1u << owned[i].field));
    return status;
}

/* The line as it would look with what is typed so far. */
static lia_status work_out(struct line_edit *p, bool all, lia_error *err)
{
    lia_line_change change;
    lia_line_list worked = {0};
    lia_status status = read_change(p, &change, err);
    if (status == LIA_OK)
        status = lia_line_work_out(book_of(&p->rf.screen), p->segment_id, p->n == 1 ? p->ids[0] : 0, &change, &worked, err);
    if (status != LIA_OK)
        return status;
    lia_line_list_clear(&p->line);
    p->line = worked;
    return show(p, all, err);
}

static lia_status fill(struct record_form *rf, lia_error *err)
{
    struct line_edit *p = (struct line_edit *)rf;
    if (p->n > 1) /* many: blank; only what is typed changes */
        return LIA_OK;
    lia_status status = LIA_OK;
    lia_line_list line = {0};
    if (p->n == 1) {
        status = lia_line_get(book_of(&rf->screen), p->ids[0], &line, err);
        if (status != LIA_OK)
            return status;
        lia_line_list_clear(&p->line);
        p->line = line;
        rf->version = line.items[0].version;
        return show(p, true, err);
    }
    return work_out(p, true, err);
}

static lia_status changed(void *ctx, struct form *f, const char *field, lia_error *err)
{
    struct line_edit *p = ctx;
    (void)f;
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (str_eq(owned[i].name, field))
            p->follow &= ~(1u << owned[i].field);
    return p->n > 1 ? LIA_OK : work_out(p, false, err);
}

/* Del: the field follows again. */
static void unmark(void *ctx, struct form *f, const char *field)
{
    struct line_edit *p = ctx;
    lia_error err = {0};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (str_eq(owned[i].name, field))
            p->follow |= 1u << owned[i].field;
    form_set_typed(f, field, false);
    if (p->n <= 1 && work_out(p, false, &err) != LIA_OK)
        app_fail(p->rf.screen.app, &err);
}

/* --- OK ------------------------------------------------------------------------------------------ */

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    struct line_edit *p = (struct line_edit *)rf;
    lia_book *book = book_of(&rf->screen);
    lia_line_change change;
    lia_status status = read_change(p, &change, err);
    if (status != LIA_OK)
        return status;
    if (p->n == 0) {
        change.also |= LIA_LINE_CONTACT;
        return lia_line_add(book, p->segment_id, &change, id, err);
    }
    *id = p->ids[0];
    return lia_line_update(book, p->ids, p->n, p->n == 1 ? rf->version : 0, &change, err);
}

static void said(struct record_form *rf, int64_t id)
{
    const struct line_edit *p = (const struct line_edit *)rf;
    (void)id;
    if (p->n == 0)
        app_say(rf->screen.app, _("Added a line"));
    else
        app_say(rf->screen.app, ngettext_("Saved %zu line", "Saved %zu lines", p->n), p->n);
}

/* The draft says which lines of which segment. */
static void save(struct screen *s)
{
    const struct line_edit *p = (const struct line_edit *)s;
    char *typed = record_form_text(&p->rf);
    struct str out = {0};
    str_add(&out, typed ? typed : "");
    str_add_f(&out, "segment\t0\t%" PRId64 "\n", p->segment_id);
    for (size_t i = 0; i < p->n; i++)
        str_add_f(&out, "%s%" PRId64, i ? " " : "lines\t0\t", p->ids[i]);
    if (p->n)
        str_add_char(&out, '\n');
    record_form_save_text((struct record_form *)s, str_text(&out));
    str_clear(&out);
    free(typed);
}

static const struct record_form_ops ops = {.draft = "line", .fill = fill, .ok = ok, .said = said};
static const struct form_ops changes = {.changed = changed, .add = session_add, .unmark = unmark};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct line_edit *p = (struct line_edit *)s;
    const struct line_form_args *a = args;
    p->segment_id = a->segment_id;
    if (a->line_ids && a->n) {
        p->ids = malloc(a->n * sizeof *p->ids);
        if (!p->ids)
            return lia_fail(err, LIA_IO, "", _("Out of memory"));
        memcpy(p->ids, a->line_ids, a->n * sizeof *p->ids);
        p->n = a->n;
    }
    p->rf.record = p->n == 1 ? p->ids[0] : 0;
    lia_status status = record_form_open(&p->rf, &ops, fields, &changes, err);
    if (status != LIA_OK) {
        free(p->ids);
        lia_line_list_clear(&p->line);
        return status;
    }
    if (p->n > 0)
        form_set_flags(&p->rf.form, "contact", FIELD_SKIP, 0);
    form_begin(&p->rf.form);
    return LIA_OK;
}

static void title_text(struct screen *s, struct str *out)
{
    const struct line_edit *p = (const struct line_edit *)s;
    if (p->n > 1)
        str_add_f(out, _("%zu lines: what you type is personalised on each"), p->n);
    else if (p->n == 1)
        str_add_f(out, _("Line %" PRId64), p->line.items[0].line_no);
    else
        str_add(out, _("New line"));
}

static void close(struct screen *s)
{
    struct line_edit *p = (struct line_edit *)s;
    record_form_close(s);
    lia_line_list_clear(&p->line);
    free(p->ids);
}

const struct screen_ops line_form = {
    .page = "line-form",
    .title = N_("Line"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct line_edit),
    .open = open,
    .command = record_form_command,
    .title_text = title_text,
    .save = save,
    .close = close,
};
