/* screen_interaction_form.c: Create Interaction: for one contact or many, from an entry, a segment's line, a postponed
 * one, or to correct an entry (domain.md 4, 5 of the design; the rules are the library's). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/entry_actions.h"
#include "tui/screens.h"

struct interaction_edit {
    struct record_form rf; /* first */
    enum interaction_from from;
    lia_interaction it;
    int64_t *contacts; /* of a form for many */
    size_t n;
    struct field_spec *many; /* the fields of a form for many */
};

static const struct field_spec fields[] = {
    {"contact", N_("Contact"), FIELD_LOOKUP, .flags = FIELD_REQUIRED, .source = &source_contact},
    {"template", N_("Template"), FIELD_LOOKUP, .flags = FIELD_REQUIRED, .source = &source_template},
    {"description", N_("Description"), FIELD_TEXT},
    {"date", N_("Date"), FIELD_DATE, .width = 15},
    {"time", N_("Time"), FIELD_TIME, .width = 9, .flags = FIELD_BESIDE},
    {"salesperson", N_("Salesperson"), FIELD_LOOKUP, .width = 12, .flags = FIELD_BESIDE, .source = &source_salesperson},
    {"correspondence", N_("Correspond."), FIELD_CHOICE, .width = 10, .choices = choices_corr},
    {"flow", N_("Flow"), FIELD_CHOICE, .width = 9, .flags = FIELD_BESIDE, .choices = choices_flow},
    {"initiated_by", N_("Initiated by"), FIELD_CHOICE, .width = 5, .flags = FIELD_BESIDE, .choices = choices_by},
    {"result", N_("Result"), FIELD_CHOICE, .width = 15, .choices = choices_result},
    {"evaluation", N_("Evaluation"), FIELD_CHOICE, .width = 13, .flags = FIELD_BESIDE, .choices = choices_evaluation},
    {"cost", N_("Cost"), FIELD_AMOUNT, .width = 10},
    {"minutes", N_("Minutes"), FIELD_DURATION, .width = 6, .flags = FIELD_BESIDE},
    {"via", N_("Via"), FIELD_TEXT, .width = 24, .flags = FIELD_BESIDE},
    {"subject", N_("Subject"), FIELD_TEXT},
    {"comment", N_("Comment"), FIELD_LONG, .rows = 3},
    {0},
};

/* For many, blank means that it is worked out for each. */
static const struct field_choice choices_corr_many[] = {
    {"", N_("by contact")}, {"hard-copy", N_("hard copy")}, {"email", N_("email")}, {"phone", N_("phone")}, {NULL, NULL}};

/* The fields of a form for many: the contact is only told, the type may be by contact. */
static struct field_spec *fields_of_many(void)
{
    struct field_spec *specs = malloc(sizeof fields);
    if (!specs)
        return NULL;
    memcpy(specs, fields, sizeof fields);
    for (struct field_spec *f = specs; f->name; f++) {
        if (str_eq(f->name, "contact"))
            *f = (struct field_spec){f->name, N_("Contacts"), FIELD_INFO};
        else if (str_eq(f->name, "correspondence"))
            f->choices = choices_corr_many;
    }
    return specs;
}

/* --- between the form and the interaction -------------------------------------------------------- */

/* The contacts' own types win over the template's, unless it ignores them (domain.md 4). */
static lia_status corr_by_contact(struct interaction_edit *p, bool *by_contact, lia_error *err)
{
    lia_template_list list = {0};
    lia_status status = LIA_OK;
    *by_contact = p->n > 0 && !form_typed(&p->rf.form, "correspondence");
    if (*by_contact && p->it.template_id) {
        status = lia_template_get(book_of(&p->rf.screen), p->it.template_id, &list, err);
        if (status == LIA_OK)
            *by_contact = !list.items[0].ignore_correspondence;
        lia_template_list_clear(&list);
    }
    return status;
}

static lia_status show_corr(struct interaction_edit *p, const char *name, lia_error *err)
{
    bool by_contact;
    lia_status status = corr_by_contact(p, &by_contact, err);
    if (status == LIA_OK)
        session_set_choice(LIA_SET_CORR, &p->rf.form, name, by_contact ? 0 : (int)p->it.correspondence);
    return status;
}

static lia_status show_salesperson(struct interaction_edit *p, const char *name, lia_error *err)
{
    if (!p->n || p->it.salesperson_id)
        return session_choose_salesperson(&p->rf.screen, &p->rf.form, name, p->it.salesperson_id, err);
    form_choose(&p->rf.form, name, "", _("by contact"), "");
    return LIA_OK;
}

/* What needs no reading. */
static void show_plain(struct form *f, const char *name, lia_ifield field, const lia_interaction *it)
{
    switch (field) {
    case LIA_I_DESCRIPTION:
        form_set(f, name, str_or(it->description, ""));
        break;
    case LIA_I_SUBJECT:
        form_set(f, name, str_or(it->subject, ""));
        break;
    case LIA_I_VIA:
        form_set(f, name, str_or(it->via, ""));
        break;
    case LIA_I_COMMENT:
        form_set(f, name, str_or(it->comment, ""));
        break;
    case LIA_I_DATE:
        form_set_day(f, name, it->date);
        break;
    case LIA_I_TIME: /* now, to the minute; what was recorded with seconds keeps them */
        form_set_time(f, name, it->time < 0 || it->corrects ? it->time : it->time / 60 * 60);
        break;
    case LIA_I_FLOW:
        session_set_choice(LIA_SET_FLOW, f, name, (int)it->flow);
        break;
    case LIA_I_INITIATED_BY:
        session_set_choice(LIA_SET_BY, f, name, (int)it->initiated_by);
        break;
    case LIA_I_RESULT:
        session_set_choice(LIA_SET_RESULT, f, name, it->failed);
        break;
    case LIA_I_EVALUATION:
        session_set_choice(LIA_SET_EVALUATION, f, name, (int)it->evaluation);
        break;
    case LIA_I_COST:
        form_set_amount(f, name, it->cost);
        break;
    case LIA_I_MINUTES:
        form_set_number(f, name, it->minutes);
        break;
    default:
        break;
    }
}

/* Puts a value of `it` into its field. */
static lia_status show_field(struct interaction_edit *p, lia_ifield field, lia_error *err)
{
    struct form *f = &p->rf.form;
    struct screen *s = &p->rf.screen;
    const char *name = lia_ifield_name(field);
    switch (field) {
    case LIA_I_CONTACT:
        return p->n ? LIA_OK : session_choose_contact(s, f, name, p->it.contact_id, err);
    case LIA_I_TEMPLATE:
        return session_choose_template(s, f, name, p->it.template_id, err);
    case LIA_I_SALESPERSON:
        return show_salesperson(p, name, err);
    case LIA_I_CORRESPONDENCE:
        return show_corr(p, name, err);
    default:
        show_plain(f, name, field, &p->it);
        return LIA_OK;
    }
}

/* Of every field, or those that the user did not type in. */
static lia_status show_all(struct interaction_edit *p, bool typed_too, lia_error *err)
{
    lia_status status = LIA_OK;
    for (int i = 0; i < LIA_I_FIELDS && status == LIA_OK; i++)
        if (typed_too || !form_typed(&p->rf.form, lia_ifield_name((lia_ifield)i)))
            status = show_field(p, (lia_ifield)i, err);
    return status;
}

/* Everything that the form holds, into `it`. Texts are the form's until it changes. */
static lia_status read_form(struct interaction_edit *p, lia_error *err)
{
    const struct form *f = &p->rf.form;
    struct screen *s = &p->rf.screen;
    lia_interaction *it = &p->it;
    it->typed = 0;
    for (int i = 0; i < LIA_I_FIELDS; i++)
        if (form_typed(f, lia_ifield_name((lia_ifield)i)))
            it->typed |= 1u << i;
    it->contact_id = p->n ? 0 : session_contact_value(f, "contact");
    it->description = form_get(f, "description");
    it->subject = form_get(f, "subject");
    it->via = form_get(f, "via");
    it->comment = form_get(f, "comment");
    it->date = form_get_day(f, "date");
    it->time = form_get_time(f, "time");
    it->correspondence = (lia_corr)session_choice(LIA_SET_CORR, f, "correspondence");
    it->flow = (lia_flow)session_choice(LIA_SET_FLOW, f, "flow");
    it->initiated_by = (lia_by)session_choice(LIA_SET_BY, f, "initiated_by");
    it->failed = session_choice(LIA_SET_RESULT, f, "result") == 1;
    it->evaluation = (lia_evaluation)session_choice(LIA_SET_EVALUATION, f, "evaluation");
    it->cost = form_get_amount(f, "cost");
    it->minutes = form_get_number(f, "minutes");
    it->once = p->rf.draft ? lia_draft_id(p->rf.draft) : NULL;
    lia_status status = session_template_value(s, f, "template", &it->template_id, err);
    return status == LIA_OK ? session_salesperson_value(s, f, "salesperson", &it->salesperson_id, err) : status;
}

/* Contact, template or correspondence type was chosen: what depends on it and was not typed follows. */
static lia_status changed(void *ctx, struct form *f, const char *field, lia_error *err)
{
    struct interaction_edit *p = ctx;
    lia_ifield what;
    (void)f;
    if (str_eq(field, "contact"))
        what = LIA_I_CONTACT;
    else if (str_eq(field, "template"))
        what = LIA_I_TEMPLATE;
    else if (str_eq(field, "correspondence"))
        what = LIA_I_CORRESPONDENCE;
    else
        return LIA_OK;
    lia_status status = read_form(p, err);
    if (status == LIA_OK)
        status = lia_interaction_work_out(book_of(&p->rf.screen), &p->it, what, err);
    return status == LIA_OK ? show_all(p, false, err) : status;
}

/* --- draft and postpone -------------------------------------------------------------------------- */

/* What was typed, word for word, with what the form was opened for. The caller frees it. */
static char *whole_text(struct interaction_edit *p)
{
    char *typed = record_form_text(&p->rf);
    struct str out = {0};
    const lia_interaction *it = &p->it;
    const struct {
        const char *name;
        int64_t value;
    } more[] = {{"zone", it->zone},          {"begun", it->begun_at}, {"corrects", it->corrects},
                {"segment", it->segment_id}, {"line", it->line_id}};
    str_add(&out, typed ? typed : "");
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (more[i].value)
            str_add_f(&out, "%s\t0\t%" PRId64 "\n", more[i].name, more[i].value);
    for (size_t i = 0; i < p->n; i++)
        str_add_f(&out, "%s%" PRId64, i ? " " : "contacts\t0\t", p->contacts[i]);
    if (p->n)
        str_add_char(&out, '\n');
    free(typed);
    return str_take(&out);
}

static void save(struct screen *s)
{
    struct interaction_edit *p = (struct interaction_edit *)s;
    char *text = whole_text(p);
    record_form_save_text(&p->rf, text);
    free(text);
}

static lia_status postpone(struct interaction_edit *p, lia_error *err)
{
    struct app *app = p->rf.screen.app;
    lia_book *book = book_of(&p->rf.screen);
    int64_t no = 0;
    /* A code that is none is kept as it was typed: it is in the text. */
    lia_error ignored = {0};
    if (form_check(&p->rf.form, &ignored) != LIA_OK)
        ignored.status = LIA_OK; /* leaves the field being typed in; anything can be postponed */
    if (read_form(p, &ignored) != LIA_OK)
        p->it.template_id = 0;
    if (p->n) {
        lia_status status = lia_interaction_to_segment(book, &p->it, p->contacts, p->n, &no, err);
        lia_segment_list list = {0};
        if (status == LIA_OK && lia_segment_get(book, no, &list, err) == LIA_OK)
            app_say(app, _("Kept as segment %s with %zu lines (3)"), list.items[0].no, p->n);
        lia_segment_list_clear(&list);
        return status;
    }
    char *text = whole_text(p);
    lia_status status = lia_postpone(book, &p->it, text, &no, err);
    free(text);
    if (status == LIA_OK)
        app_say(app, _("Postponed as no. %" PRId64 ": Postponed Interactions (5) resumes it"), no);
    return status;
}

static void postpone_and_close(struct interaction_edit *p)
{
    lia_error err = {0};
    if (postpone(p, &err) != LIA_OK) {
        app_fail(p->rf.screen.app, &err);
        return;
    }
    record_form_settled(&p->rf);
    app_reload(p->rf.screen.app);
    app_return(&p->rf.screen, &(struct screen_result){.id = 0});
}

/* HUP, TERM, a lost terminal: what was typed becomes a postponed interaction at once. */
static void hangup(struct screen *s)
{
    struct interaction_edit *p = (struct interaction_edit *)s;
    lia_error err = {0};
    save(s);
    if (form_any_typed(&p->rf.form) && postpone(p, &err) == LIA_OK)
        record_form_settled(&p->rf);
}

/* --- OK ------------------------------------------------------------------------------------------ */

static void answer_gone(struct screen *s, char letter)
{
    struct interaction_edit *p = (struct interaction_edit *)s;
    if (letter == 'd') {
        record_form_settled(&p->rf);
        app_close(s);
        return;
    }
    if (letter != 'l' && letter != 'p')
        return;
    p->it.postponed_no = p->it.version = 0;
    p->rf.record = p->rf.version = 0;
    if (letter == 'l')
        record_form_ok(&p->rf);
    else
        postpone_and_close(p);
}

/* A postponed one that another session finished or deleted meanwhile. */
static void ask_gone(struct interaction_edit *p, const char *message)
{
    app_ask(&p->rf.screen, &(struct question){
                               .text = message,
                               .answers = {{'l', _("Log as a new entry")},
                                           {'p', _("Postpone as another")},
                                           {'d', _("Discard")}},
                               .escape = _("Keep editing"),
                               .answer = answer_gone,
                           });
}

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    struct interaction_edit *p = (struct interaction_edit *)rf;
    struct app *app = rf->screen.app;
    lia_book *book = book_of(&rf->screen);
    lia_status status = read_form(p, err);
    if (status != LIA_OK)
        return status;
    if (p->n) {
        lia_progress progress = app_progress(app, _("Logging"));
        status = lia_interaction_log_many(book, &p->it, p->contacts, p->n, &progress, id, err);
        app_progress_end(app);
        return status;
    }
    status = lia_interaction_log(book, &p->it, id, err);
    if (status == LIA_CONFLICT && p->it.postponed_no) {
        ask_gone(p, err->message);
        rf->asked = true;
    }
    return status;
}

static void said(struct record_form *rf, int64_t id)
{
    const struct interaction_edit *p = (const struct interaction_edit *)rf;
    if (p->n)
        app_say(rf->screen.app, _("Logged with %zu contacts; u undoes it"), p->n);
    else if (p->it.corrects)
        app_say(rf->screen.app, _("Entry %" PRId64 " corrects %" PRId64 ", which is canceled now"), id, p->it.corrects);
    else
        app_say(rf->screen.app, _("Logged as entry %" PRId64), id);
}

/* --- opening ------------------------------------------------------------------------------------- */

static lia_status begin(struct interaction_edit *p, const struct interaction_args *a, const char **form_text,
                        lia_error *fault, lia_error *err)
{
    lia_book *book = book_of(&p->rf.screen);
    switch (a->from) {
    case FROM_ENTRY:
        return lia_interaction_from_entry(book, a->id, &p->it, err);
    case FROM_CORRECT:
        return lia_interaction_correct(book, a->id, &p->it, err);
    case FROM_LINE:
        return lia_interaction_from_line(book, a->id, &p->it, err);
    case FROM_POSTPONED:
        return lia_postponed_resume(book, a->id, &p->it, form_text, fault, err);
    case FROM_CONTACT:
        return lia_interaction_new(book, a->id, 0, &p->it, err);
    case FROM_CONTACTS:
    case FROM_NOTHING:
    default:
        return lia_interaction_new(book, 0, 0, &p->it, err);
    }
}

static lia_status fill(struct record_form *rf, lia_error *err)
{
    return show_all((struct interaction_edit *)rf, true, err);
}

static const struct record_form_ops ops = {.draft = "interaction", .fill = fill, .ok = ok, .said = said};
static const struct form_ops changes = {.changed = changed, .add = session_add};

static void show_begun(struct interaction_edit *p)
{
    struct str when = {0};
    session_instant(session_of(&p->rf.screen), p->it.begun_at, &when);
    app_say(p->rf.screen.app, _("Begun %s"), str_text(&when));
    str_clear(&when);
}

static void add_hidden(const struct list *list, struct str *out)
{
    struct str hidden = {0};
    session_say_hidden(list, &hidden);
    if (hidden.len > 0)
        str_add_f(out, "; %s", str_text(&hidden) + 1); /* behind its line end */
    str_clear(&hidden);
}

/* A form for many contacts says how many in the contact's place. */
static void show_many(struct interaction_edit *p)
{
    struct str text = {0};
    str_add_f(&text, ngettext_("%zu contact", "%zu contacts", p->n), p->n);
    if (p->rf.screen.below && p->rf.screen.below->list)
        add_hidden(p->rf.screen.below->list, &text);
    form_set(&p->rf.form, "contact", str_text(&text));
    str_clear(&text);
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct interaction_edit *p = (struct interaction_edit *)s;
    const struct interaction_args *a = args;
    const char *form_text = NULL;
    lia_error fault = {0};
    p->from = a->from;
    if (a->from == FROM_CONTACTS) {
        p->n = a->n;
        p->contacts = malloc(a->n * sizeof *p->contacts);
        if (!p->contacts)
            return lia_fail(err, LIA_IO, "", _("Out of memory"));
        memcpy(p->contacts, a->contacts, a->n * sizeof *p->contacts);
        p->many = fields_of_many();
    }
    lia_status status = begin(p, a, &form_text, &fault, err);
    p->rf.record = p->it.postponed_no;
    p->rf.version = p->it.version;
    if (status == LIA_OK)
        status = record_form_open(&p->rf, &ops, p->many ? p->many : fields, &changes, err);
    if (status != LIA_OK) {
        free(p->contacts);
        free(p->many);
        lia_interaction_clear(&p->it);
        return status;
    }
    for (int i = 0; i < LIA_I_FIELDS; i++)
        form_set_typed(&p->rf.form, lia_ifield_name((lia_ifield)i), p->it.typed & (1u << i));
    if (p->n)
        show_many(p);
    else if (p->it.contact_id)
        form_set_flags(&p->rf.form, "contact", FIELD_SKIP, 0);
    form_begin(&p->rf.form);
    if (form_text) {
        record_form_restore(&p->rf, form_text);
        form_begin(&p->rf.form); /* it is stored: Esc asks only about what is changed from here on */
    }
    if (p->from == FROM_POSTPONED)
        show_begun(p);
    if (fault.status != LIA_OK && form_fail(&p->rf.form, &fault))
        app_fail(s->app, &fault);
    return LIA_OK;
}

static void answer_cancel(struct screen *s, char letter)
{
    struct interaction_edit *p = (struct interaction_edit *)s;
    if (letter == 'p') {
        postpone_and_close(p);
    } else if (letter == 'd') {
        record_form_settled(&p->rf);
        app_close(s);
    }
}

static bool command(struct screen *s, enum command_id id)
{
    struct interaction_edit *p = (struct interaction_edit *)s;
    if (id != CMD_FORM_CANCEL)
        return record_form_command(s, id);
    if (!form_dirty(&p->rf.form)) {
        record_form_settled(&p->rf);
        app_close(s);
        return true;
    }
    app_ask(s, &(struct question){
                   .text = p->it.postponed_no ? _("Postpone it again, with what you changed?")
                                              : _("Postpone this interaction?"),
                   .answers = {{'p', _("Postpone")}, {'d', _("Discard")}},
                   .enter = 'p',
                   .escape = _("Keep editing"),
                   .answer = answer_cancel,
               });
    return true;
}

static void title_text(struct screen *s, struct str *out)
{
    const struct interaction_edit *p = (const struct interaction_edit *)s;
    if (p->it.corrects)
        str_add_f(out, _("Correct entry %" PRId64), p->it.corrects);
    else if (p->it.postponed_no)
        str_add_f(out, _("Resume no. %" PRId64), p->it.postponed_no);
    else
        str_add(out, _("Create Interaction"));
}

static void close(struct screen *s)
{
    struct interaction_edit *p = (struct interaction_edit *)s;
    record_form_close(s);
    lia_interaction_clear(&p->it);
    free(p->contacts);
    free(p->many);
}

const struct screen_ops interaction_form = {
    .page = "interaction-form",
    .title = N_("Create Interaction"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct interaction_edit),
    .open = open,
    .command = command,
    .title_text = title_text,
    .save = save,
    .hangup = hangup,
    .close = close,
};

/* --- starting with many -------------------------------------------------------------------------- */

/* The action on the marked ones is done. */
static void many_done(struct screen *opener, const char *tag, const struct screen_result *result)
{
    (void)tag, (void)result;
    if (opener->list)
        list_unmark(opener->list);
}

bool interaction_start(struct screen *s, const struct interaction_args *args)
{
    lia_error err = {0};
    lia_left_out_list left = {0};
    if (args->from == FROM_CORRECT)
        return app_open_for(s->app, &interaction_form, args, entry_corrected, "");
    if (args->from != FROM_CONTACTS)
        return app_open(s->app, &interaction_form, args);
    if (lia_interaction_usable(book_of(s), args->contacts, args->n, &left, &err) != LIA_OK) {
        app_fail(s->app, &err);
        return false;
    }
    struct str text = {0};
    for (size_t i = 0; i < left.count; i++)
        str_add_f(&text, "%s%s (%s)", i ? ", " : "", left.items[i].name, left.items[i].reason);
    struct interaction_args usable = *args;
    usable.contacts = left.usable;
    usable.n = left.usable_count;
    bool opened = usable.n > 0 && app_open_for(s->app, &interaction_form, &usable, many_done, "");
    if (left.count > 0)
        app_say(s->app, _("Left out: %s"), str_text(&text));
    str_clear(&text);
    lia_left_out_list_clear(&left);
    return opened;
}
