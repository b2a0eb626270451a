/* screen_segment_form.c: the form of a segment's header, with what a change does to its lines. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/screens.h"

struct segment_edit {
    struct record_form rf; /* first */
    lia_segment_list segment; /* as read, of one */
    lia_spread spread;
    bool spread_chosen;
};

static const struct field_spec fields[] = {
    {"no", N_("No."), FIELD_TEXT, .width = 20, .flags = FIELD_SKIP},
    {"description", N_("Description"), FIELD_TEXT, .flags = FIELD_REQUIRED},
    {"date", N_("Date"), FIELD_DATE, .width = 15},
    {"salesperson", N_("Salesperson"), FIELD_LOOKUP, .width = 12, .flags = FIELD_BESIDE, .source = &source_salesperson},
    {"template", N_("Template"), FIELD_LOOKUP, .source = &source_template},
    {"entry_description", N_("Interaction"), FIELD_TEXT},
    {"subject", N_("Subject"), FIELD_TEXT},
    {"correspondence", N_("Correspond."), FIELD_CHOICE, .width = 10, .choices = choices_corr},
    {"ignore_correspondence", N_("Ignore contact's"), FIELD_BOOL, .width = 4, .flags = FIELD_BESIDE},
    {"flow", N_("Flow"), FIELD_CHOICE, .width = 9, .choices = choices_flow},
    {"initiated_by", N_("Initiated by"), FIELD_CHOICE, .width = 5, .flags = FIELD_BESIDE, .choices = choices_by},
    {"cost", N_("Unit cost"), FIELD_AMOUNT, .width = 10},
    {"minutes", N_("Minutes"), FIELD_DURATION, .width = 6, .flags = FIELD_BESIDE},
    {0},
};

/* The field that shows each header field that lines can follow. */
static const struct {
    lia_lfield field;
    const char *name;
} followed[] = {
    {LIA_L_TEMPLATE, "template"},       {LIA_L_DATE, "date"},
    {LIA_L_SALESPERSON, "salesperson"}, {LIA_L_DESCRIPTION, "entry_description"},
    {LIA_L_SUBJECT, "subject"},         {LIA_L_CORRESPONDENCE, "correspondence"},
    {LIA_L_IGNORE_CORRESPONDENCE, "ignore_correspondence"},
    {LIA_L_FLOW, "flow"},               {LIA_L_INITIATED_BY, "initiated_by"},
    {LIA_L_COST, "cost"},               {LIA_L_MINUTES, "minutes"},
};

static lia_status show(struct segment_edit *p, const lia_segment *g, bool typed_too, lia_error *err)
{
    struct form *f = &p->rf.form;
    struct screen *s = &p->rf.screen;
    lia_status status = LIA_OK;
    if (typed_too) {
        form_set(f, "no", g->no);
        form_set(f, "description", g->description);
        form_set_day(f, "date", g->date);
        status = session_choose_salesperson(s, f, "salesperson", g->salesperson_id, err);
        if (status == LIA_OK)
            status = session_choose_template(s, f, "template", g->template_id, err);
    }
    if (typed_too || !form_typed(f, "entry_description"))
        form_set(f, "entry_description", str_or(g->entry_description, ""));
    if (typed_too || !form_typed(f, "subject"))
        form_set(f, "subject", str_or(g->subject, ""));
    if (typed_too || !form_typed(f, "correspondence"))
        session_set_choice(LIA_SET_CORR, f, "correspondence", (int)g->correspondence);
    if (typed_too || !form_typed(f, "ignore_correspondence"))
        form_set_number(f, "ignore_correspondence", g->ignore_correspondence);
    if (typed_too || !form_typed(f, "flow"))
        session_set_choice(LIA_SET_FLOW, f, "flow", (int)g->flow);
    if (typed_too || !form_typed(f, "initiated_by"))
        session_set_choice(LIA_SET_BY, f, "initiated_by", (int)g->initiated_by);
    if (typed_too || !form_typed(f, "cost"))
        form_set_amount(f, "cost", g->unit_cost);
    if (typed_too || !form_typed(f, "minutes"))
        form_set_number(f, "minutes", g->unit_minutes);
    return status;
}

static lia_status fill(struct record_form *rf, lia_error *err)
{
    struct segment_edit *p = (struct segment_edit *)rf;
    lia_segment_list read = {0};
    lia_book *book = book_of(&rf->screen);
    lia_status status = rf->record ? lia_segment_get(book, rf->record, &read, err) : lia_segment_new(book, &read, err);
    if (status != LIA_OK)
        return status;
    lia_segment_list_clear(&p->segment);
    p->segment = read;
    rf->version = read.items[0].version;
    status = show(p, &read.items[0], true, err);
    for (size_t i = 0; i < sizeof followed / sizeof *followed; i++)
        form_set_typed(&rf->form, followed[i].name, read.items[0].typed & (1u << followed[i].field));
    return status;
}

/* The header as the form has it; texts are the form's. */
static lia_status read_form(struct segment_edit *p, lia_segment *g, lia_error *err)
{
    const struct form *f = &p->rf.form;
    struct screen *s = &p->rf.screen;
    *g = p->segment.items[0];
    g->id = p->rf.record;
    g->version = p->rf.version;
    /* A new one takes the next number when it is saved, unless another was typed. */
    g->no = !g->id && str_eq(form_get(f, "no"), p->segment.items[0].no) ? "" : form_get(f, "no");
    g->description = form_get(f, "description");
    g->date = form_get_day(f, "date");
    g->entry_description = form_get(f, "entry_description");
    g->subject = form_get(f, "subject");
    g->correspondence = (lia_corr)session_choice(LIA_SET_CORR, f, "correspondence");
    g->ignore_correspondence = form_get_bool(f, "ignore_correspondence");
    g->flow = (lia_flow)session_choice(LIA_SET_FLOW, f, "flow");
    g->initiated_by = (lia_by)session_choice(LIA_SET_BY, f, "initiated_by");
    g->unit_cost = form_get_amount(f, "cost");
    g->unit_minutes = form_get_number(f, "minutes");
    g->typed = 0;
    for (size_t i = 0; i < sizeof followed / sizeof *followed; i++)
        if (form_typed(f, followed[i].name))
            g->typed |= 1u << followed[i].field;
    lia_status status = session_salesperson_value(s, f, "salesperson", &g->salesperson_id, err);
    return status == LIA_OK ? session_template_value(s, f, "template", &g->template_id, err) : status;
}

static lia_status changed(void *ctx, struct form *f, const char *field, lia_error *err)
{
    struct segment_edit *p = ctx;
    (void)f;
    if (!str_eq(field, "template"))
        return LIA_OK;
    lia_segment_list worked = {0};
    lia_status status = p->rf.record ? lia_segment_get(book_of(&p->rf.screen), p->rf.record, &worked, err)
                                     : lia_segment_new(book_of(&p->rf.screen), &worked, err);
    if (status == LIA_OK)
        status = read_form(p, &worked.items[0], err);
    if (status == LIA_OK)
        status = lia_segment_work_out(book_of(&p->rf.screen), &worked, err);
    if (status == LIA_OK)
        status = show(p, &worked.items[0], false, err);
    lia_segment_list_clear(&worked);
    return status;
}

/* --- what it does to the lines ------------------------------------------------------------------- */

static void answer_spread(struct screen *s, char letter)
{
    struct segment_edit *p = (struct segment_edit *)s;
    if (!letter)
        return;
    p->spread = letter == 'a' ? LIA_SPREAD_ALL : letter == 'h' ? LIA_SPREAD_HEADER_ONLY : LIA_SPREAD_NOT_PERSONALISED;
    p->spread_chosen = true;
    record_form_ok(&p->rf);
    p->spread_chosen = false;
}

static void ask_spread(struct segment_edit *p, int64_t lines, int64_t following)
{
    struct str text = {0}, follow = {0};
    str_add_f(&text, ngettext_("What shall the %" PRId64 " line do?", "What shall the %" PRId64 " lines do?", lines), lines);
    str_add_f(&follow, _("%" PRId64 " not personalised follow"), following);
    app_ask(&p->rf.screen, &(struct question){
                               .text = str_text(&text),
                               .answers = {{'n', str_text(&follow)},
                                           {'a', _("all lines follow")},
                                           {'h', _("header only")}},
                               .enter = 'n',
                               .escape = _("Keep editing"),
                               .answer = answer_spread,
                           });
    str_clear(&text);
    str_clear(&follow);
}

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    struct segment_edit *p = (struct segment_edit *)rf;
    lia_book *book = book_of(&rf->screen);
    lia_segment g;
    lia_status status = read_form(p, &g, err);
    uint32_t changed_fields = status == LIA_OK && rf->record ? lia_segment_changed(&p->segment.items[0], &g) : 0;
    if (status == LIA_OK && changed_fields && !p->spread_chosen) {
        int64_t lines = 0, following = 0;
        status = lia_segment_spread_count(book, rf->record, changed_fields, &lines, &following, err);
        if (status == LIA_OK && lines > 0) {
            ask_spread(p, lines, following);
            rf->asked = true;
            return LIA_OK;
        }
    }
    return status == LIA_OK ? lia_segment_save(book, &g, p->spread, id, err) : status;
}

static void said(struct record_form *rf, int64_t id)
{
    lia_segment_list list = {0};
    if (lia_segment_get(book_of(&rf->screen), id, &list, NULL) == LIA_OK)
        app_say(rf->screen.app, rf->record ? _("Saved %s") : _("Made segment %s: A adds contacts"), list.items[0].no);
    lia_segment_list_clear(&list);
}

static const struct record_form_ops ops = {.draft = "segment", .fill = fill, .ok = ok, .said = said};
static const struct form_ops changes = {.changed = changed, .add = session_add};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct segment_edit *p = (struct segment_edit *)s;
    const struct segment_form_args *a = args;
    p->rf.record = a->id;
    return record_form_open(&p->rf, &ops, fields, &changes, err);
}

static void title_text(struct screen *s, struct str *out)
{
    const struct segment_edit *p = (const struct segment_edit *)s;
    if (p->rf.record)
        str_add_f(out, _("Segment %s"), p->segment.items[0].no);
    else
        str_add(out, _("New segment"));
}

static void close(struct screen *s)
{
    record_form_close(s);
    lia_segment_list_clear(&((struct segment_edit *)s)->segment);
}

const struct screen_ops segment_form = {
    .page = "segment-form",
    .title = N_("Segment"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct segment_edit),
    .open = open,
    .command = record_form_command,
    .title_text = title_text,
    .save = record_form_save,
    .close = close,
};
