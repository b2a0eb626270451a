#include "tui/entry_actions.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/i18n.h"

/* --- the Canceled switch ------------------------------------------------------------------------- */

/* What the question that stands is about. */
struct cancel_wish {
    int64_t *nos;
    size_t n;
    bool cancel;
};

static void forget(struct cancel_wish *w)
{
    free(w->nos);
    *w = (struct cancel_wish){0};
}

static struct cancel_wish *wish_of(struct screen *s)
{
    struct session *session = session_of(s);
    if (!session->cancel_wish)
        session->cancel_wish = calloc(1, sizeof(struct cancel_wish));
    return session->cancel_wish;
}

static void cancel_now(struct screen *s)
{
    struct cancel_wish *w = wish_of(s);
    struct app *app = s->app;
    lia_error err = {0};
    int64_t turned = 0;
    lia_progress progress = app_progress(app, w->cancel ? _("Canceling") : _("Un-canceling"));
    lia_status status = lia_entry_cancel(book_of(s), w->nos, w->n, w->cancel, &progress, &turned, &err);
    app_progress_end(app);
    if (status != LIA_OK)
        app_fail(app, &err);
    else if (w->cancel)
        app_say(app, ngettext_("%" PRId64 " interaction canceled; u undoes it", "%" PRId64 " interactions canceled; u undoes it",
                               turned), turned);
    else
        app_say(app, ngettext_("%" PRId64 " interaction counts again", "%" PRId64 " interactions count again", turned), turned);
    if (s->list)
        list_unmark(s->list);
    forget(w);
    app_reload(app);
}

static void answer_cancel(struct screen *s, char letter)
{
    if (letter == 'y')
        cancel_now(s);
    else
        forget(wish_of(s));
}

static void describe_plan(const lia_cancel_plan *plan, bool cancel, struct str *out)
{
    enum { SHOWN = 5 };
    if (cancel)
        str_add_f(out, ngettext_("Cancel %" PRId64 " interaction", "Cancel %" PRId64 " interactions", plan->turn), plan->turn);
    else
        str_add_f(out, ngettext_("Un-cancel %" PRId64 " interaction", "Un-cancel %" PRId64 " interactions", plan->turn),
                  plan->turn);
    if (plan->already > 0 && cancel)
        str_add_f(out, ngettext_(" (%" PRId64 " already is)", " (%" PRId64 " already are)", plan->already), plan->already);
    else if (plan->already > 0)
        str_add_f(out, ngettext_(" (%" PRId64 " is not canceled)", " (%" PRId64 " are not canceled)", plan->already),
                  plan->already);
    str_add_char(out, '?');
    for (size_t i = 0; i < plan->refused_count && i < SHOWN; i++)
        str_add_f(out, _("\n  not no. %" PRId64 ": %s"), plan->refused[i].entry_no, plan->refused[i].reason);
    if (plan->refused_count > SHOWN)
        str_add_f(out, _("\n  and %zu more that cannot be"), plan->refused_count - SHOWN);
}

/* Takes nos over. */
static void ask_cancel(struct screen *s, int64_t *nos, size_t n, bool cancel)
{
    struct cancel_wish *w = wish_of(s);
    lia_error err = {0};
    lia_cancel_plan plan = {0};
    forget(w);
    *w = (struct cancel_wish){nos, n, cancel};
    if (lia_entry_cancel_plan(book_of(s), nos, n, cancel, &plan, &err) != LIA_OK) {
        app_fail(s->app, &err);
        return;
    }
    struct str text = {0};
    describe_plan(&plan, cancel, &text);
    if (s->list)
        session_say_hidden(s->list, &text);
    if (plan.turn == 0 && plan.refused_count > 0)
        app_say(s->app, _("No. %" PRId64 ": %s"), plan.refused[0].entry_no, plan.refused[0].reason);
    else if (plan.turn == 0)
        app_say(s->app, cancel ? _("Canceled already") : _("Not canceled"));
    else
        app_ask(s, &(struct question){.text = str_text(&text),
                                      .answers = {{'y', plan.turn == 1 ? (cancel ? _("Cancel it") : _("Un-cancel it"))
                                                           : (cancel ? _("Cancel them") : _("Un-cancel them"))}},
                                      .enter = 'y',
                                      .escape = _("Leave as it is"),
                                      .answer = answer_cancel});
    str_clear(&text);
    lia_cancel_plan_clear(&plan);
}

/* The topmost marked row decides the direction; without marks the row under the cursor. */
static bool topmost_canceled(struct screen *s, const struct list *list, const int64_t *nos, size_t n)
{
    enum { LOOKED_AT = 1000 };
    const struct list_row *row = list_current(list);
    bool canceled = row && ((const lia_entry *)row->data)->canceled;
    lia_key top = {0};
    for (size_t i = 0; n > 1 && i < n && i < LOOKED_AT; i++) {
        lia_entry_list one = {0};
        if (lia_entry_get(book_of(s), nos[i], &one, NULL) != LIA_OK)
            continue;
        lia_key key = {(int64_t)one.items[0].date * 86400 + (one.items[0].time > 0 ? one.items[0].time : 0), nos[i]};
        if (i == 0 || key.a > top.a || (key.a == top.a && key.b > top.b)) {
            top = key;
            canceled = one.items[0].canceled;
        }
        lia_entry_list_clear(&one);
    }
    return canceled;
}

/* --- evaluate ------------------------------------------------------------------------------------ */

/* The one that counts is another: evaluating and commenting go on, but one is to know. */
static int64_t corrected_by(struct screen *s, const int64_t *nos, size_t n)
{
    lia_entry_list one = {0};
    int64_t by = 0;
    if (n == 1 && lia_entry_get(book_of(s), nos[0], &one, NULL) == LIA_OK)
        by = one.items[0].corrected_by;
    lia_entry_list_clear(&one);
    return by;
}

static void say_evaluated(struct screen *s, const struct cancel_wish *w)
{
    int64_t by = corrected_by(s, w->nos, w->n);
    if (by)
        app_say(s->app, _("Evaluated, but it was corrected: entry %lld counts in its place"), (long long)by);
    else
        app_say(s->app, ngettext_("%zu interaction evaluated", "%zu interactions evaluated", w->n), w->n);
}

static void evaluate(struct screen *s, int index)
{
    struct cancel_wish *w = wish_of(s);
    lia_error err = {0};
    if (index >= 0 && w->n > 0) {
        if (lia_entry_evaluate(book_of(s), w->nos, w->n, (lia_evaluation)index, &err) != LIA_OK)
            app_fail(s->app, &err);
        else
            say_evaluated(s, w);
        if (s->list)
            list_unmark(s->list);
        app_reload(s->app);
    }
    forget(w);
}

/* Takes nos over. */
static void ask_evaluation(struct screen *s, int64_t *nos, size_t n, lia_evaluation now)
{
    static const char letters[] = "0vpnge";
    struct choice choices[LIA_VERY_NEGATIVE + 1];
    struct cancel_wish *w = wish_of(s);
    forget(w);
    *w = (struct cancel_wish){.nos = nos, .n = n};
    for (int i = 0; i <= LIA_VERY_NEGATIVE; i++)
        choices[i] = (struct choice){.letter = letters[i],
                                     .label = i ? lia_value_name(LIA_SET_EVALUATION, i) : _("no evaluation")};
    app_choose(s, _("Evaluation"), choices, LIA_VERY_NEGATIVE + 1, (int)now, evaluate);
}

/* --- commands ------------------------------------------------------------------------------------ */

static void open_postponed(struct screen *s, const lia_entry *e)
{
    struct postponed_args args = {.query = {.contact_id = e->contact_id}, .of = e->contact};
    app_open(s->app, &postponed_screen, &args);
}

static bool on_entry(struct screen *s, const lia_entry *e, enum command_id id)
{
    struct interaction_args start = {.from = FROM_ENTRY, .id = e->entry_no};
    struct comment_form_args comment = {.entry_no = e->entry_no};
    int64_t contact = e->contact_id;
    switch (id) {
    case CMD_ENTRY_INTERACTION:
    case CMD_ENTRY_ADD:
        return interaction_start(s, &start);
    case CMD_ENTRY_CORRECT:
        start.from = FROM_CORRECT;
        return interaction_start(s, &start);
    case CMD_ENTRY_COMMENT:
        if (e->corrected_by)
            app_say(s->app, _("This one was corrected: entry %lld counts in its place"), (long long)e->corrected_by);
        return app_open(s->app, &comment_form, &comment);
    case CMD_ENTRY_CONTACT:
        return app_open(s->app, &contact_screen, &contact);
    case CMD_POSTPONED_OF:
        open_postponed(s, e);
        return true;
    default:
        return false;
    }
}

static int64_t *only(int64_t no)
{
    int64_t *nos = malloc(sizeof *nos);
    if (nos)
        *nos = no;
    return nos;
}

bool entry_command_one(struct screen *s, const lia_entry *e, enum command_id id)
{
    switch (id) {
    case CMD_ENTRY_CANCEL:
    case CMD_ENTRY_CANCEL_ONLY:
        ask_cancel(s, only(e->entry_no), 1, id == CMD_ENTRY_CANCEL_ONLY || !e->canceled);
        return true;
    case CMD_ENTRY_EVALUATE:
        ask_evaluation(s, only(e->entry_no), 1, e->evaluation);
        return true;
    default:
        return on_entry(s, e, id);
    }
}

bool entry_command(struct screen *s, struct list *list, const lia_entry_query *query, enum command_id id)
{
    const struct list_row *row = list_current(list);
    const lia_entry *e = row ? row->data : NULL;
    size_t n = 0;
    (void)query;
    switch (id) {
    case CMD_ROW_OPEN:
        return e && app_open(s->app, &entry_screen, &e->entry_no);
    case CMD_ENTRY_CANCEL:
    case CMD_ENTRY_CANCEL_ONLY: {
        int64_t *nos = list_chosen(list, &n);
        if (n > 0)
            ask_cancel(s, nos, n, id == CMD_ENTRY_CANCEL_ONLY || !topmost_canceled(s, list, nos, n));
        return true;
    }
    case CMD_ENTRY_EVALUATE: {
        int64_t *nos = list_chosen(list, &n);
        if (n > 0 && e)
            ask_evaluation(s, nos, n, e->evaluation);
        return true;
    }
    default:
        return e && on_entry(s, e, id);
    }
}

bool entry_can(struct screen *s, enum command_id id, const lia_entry *e)
{
    bool writes = !lia_book_read_only(book_of(s));
    switch (id) {
    case CMD_ENTRY_INTERACTION:
    case CMD_ENTRY_ADD:
    case CMD_ENTRY_CANCEL:
    case CMD_ENTRY_EVALUATE:
    case CMD_ENTRY_COMMENT:
        return writes && e;
    case CMD_ENTRY_CANCEL_ONLY:
    case CMD_ENTRY_CORRECT:
        return writes && e && !e->canceled;
    case CMD_ENTRY_CONTACT:
    case CMD_POSTPONED_OF:
    case CMD_ROW_OPEN:
        return e != NULL;
    default:
        return true;
    }
}

void entry_actions_forget(struct session *session)
{
    if (session->cancel_wish)
        free(session->cancel_wish->nos);
    free(session->cancel_wish);
    session->cancel_wish = NULL;
}
