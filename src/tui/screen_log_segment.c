/* screen_log_segment.c: Log Segment: what it would do, its options, its problems; then it is done. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/screens.h"

struct log_segment {
    struct screen screen; /* first */
    int64_t id;
    struct pane pane;
    lia_log_plan plan;
    struct str no, description;
    bool today, follow_up, looked; /* looked: the proposal of the date was made */
};

enum { PROBLEMS_SHOWN = 200 };

static void add_groups(struct log_segment *p, struct str *out)
{
    for (size_t i = 0; i < p->plan.group_count; i++) {
        char n[COUNT_TEXT];
        str_add_f(out, "%s%s × %s", i ? "  " : "", session_count(p->plan.groups[i].count, n), p->plan.groups[i].template_code);
    }
}

static void add_summary(struct log_segment *p)
{
    const lia_log_plan *l = &p->plan;
    struct str text = {0};
    char can[COUNT_TEXT], all[COUNT_TEXT];
    str_add_f(&text, _("%s of %s lines can be logged"), session_count(l->loggable, can), session_count(l->lines, all));
    if (l->group_count > 0)
        str_add(&text, ":  ");
    add_groups(p, &text);
    pane_add(&p->pane, STYLE_NORMAL, str_text(&text));
    if (l->without_contact > 0)
        pane_add_f(&p->pane, STYLE_MUTED, ngettext_("%" PRId64 " line without a contact is left out",
                                                    "%" PRId64 " lines without a contact are left out", l->without_contact),
                   l->without_contact);
    if (l->logged_singly > 0)
        pane_add_f(&p->pane, STYLE_MUTED, ngettext_("%" PRId64 " line logged already is left out",
                                                    "%" PRId64 " lines logged already are left out", l->logged_singly),
                   l->logged_singly);
    str_clear(&text);
}

static void add_problems(struct log_segment *p)
{
    const lia_log_plan *l = &p->plan;
    if (l->problem_count > 0)
        pane_add_f(&p->pane, STYLE_ERROR, ngettext_("%" PRId64 " problem, nothing is logged yet:",
                                                    "%" PRId64 " problems, nothing is logged yet:", l->problem_count),
                   l->problem_count);
    for (size_t i = 0; i < l->problem_items; i++)
        pane_add_f(&p->pane, STYLE_NORMAL, _("  line %-5" PRId64 " %s  %s"), l->problems[i].line_no,
                   str_or(l->problems[i].contact, "–"), l->problems[i].reason);
    if (l->problem_count > (int64_t)l->problem_items)
        pane_add_f(&p->pane, STYLE_MUTED, _("  … and %" PRId64 " more"), l->problem_count - (int64_t)l->problem_items);
    if (*str_or(l->refused, ""))
        pane_add(&p->pane, STYLE_ERROR, l->refused);
    if (p->follow_up && *str_or(l->refused_follow_up, ""))
        pane_add(&p->pane, STYLE_ERROR, l->refused_follow_up);
}

static void add_options(struct log_segment *p)
{
    char day[DATE_TEXT];
    date_format_short(p->plan.date, session_of(&p->screen)->today, day);
    pane_add(&p->pane, STYLE_NORMAL, "");
    pane_add_f(&p->pane, STYLE_NORMAL, _("Date (%s) as on the lines, %s  (%s) today    [%s] Create follow-up"),
               p->today ? " " : "•", day, p->today ? "•" : " ", p->follow_up ? "x" : " ");
    if (p->plan.propose_today)
        pane_add(&p->pane, STYLE_MUTED, _("The segment's date is over a week old: today is proposed."));
}

static bool loggable(const struct log_segment *p)
{
    return p->plan.problem_count == 0 && !*str_or(p->plan.refused, "") &&
           !(p->follow_up && *str_or(p->plan.refused_follow_up, ""));
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct log_segment *p = (struct log_segment *)s;
    lia_log_plan plan = {0};
    lia_status status = lia_segment_log_plan(book_of(s), p->id, p->today, PROBLEMS_SHOWN, &plan, err);
    if (status == LIA_NOT_FOUND) {
        app_say(s->app, _("This segment was logged or deleted"));
        app_close(s);
        return LIA_OK;
    }
    if (status != LIA_OK)
        return status;
    lia_log_plan_clear(&p->plan);
    p->plan = plan;
    if (!p->looked && plan.propose_today) {
        p->looked = p->today = true;
        return load(s, err);
    }
    p->looked = true;
    pane_reset(&p->pane);
    add_summary(p);
    add_problems(p);
    add_options(p);
    return LIA_OK;
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct log_segment *p = (struct log_segment *)s;
    lia_segment_list list = {0};
    p->id = *(const int64_t *)args;
    lia_status status = lia_segment_get(book_of(s), p->id, &list, err);
    if (status == LIA_OK) {
        str_add(&p->no, list.items[0].no);
        str_add(&p->description, list.items[0].description);
        s->pane = &p->pane;
    }
    lia_segment_list_clear(&list);
    return status;
}

static void log_it(struct log_segment *p)
{
    struct app *app = p->screen.app;
    lia_error err = {0};
    lia_log_result r = {0};
    lia_log_options options = {.follow_up = p->follow_up, .today = p->today};
    lia_progress progress = app_progress(app, _("Logging the segment"));
    lia_status status = lia_segment_log(book_of(&p->screen), p->id, &options, &progress, &r, &err);
    app_progress_end(app);
    if (status == LIA_CANCELED) {
        app_say(app, _("Stopped: nothing was logged"));
        return;
    }
    if (status != LIA_OK) {
        app_fail(app, &err);
        p->screen.need_load = true; /* the list of problems is shown anew */
        return;
    }
    /* The segment's page goes with it: it is no active one any more. */
    struct screen *below = p->screen.below;
    app_close(below && below->ops == &segment_screen ? below : &p->screen);
    app_reload(app);
    struct str text = {0};
    str_add_f(&text, ngettext_("Logged %" PRId64 " interaction", "Logged %" PRId64 " interactions", r.entries), r.entries);
    if (r.follow_up_id)
        str_add_f(&text, _("; follow-up %s with %" PRId64 " lines"), r.follow_up_no, r.follow_up_lines);
    if (r.follow_up_left_out)
        str_add_f(&text, _(", left out: %s"), r.left_out);
    app_say(app, "%s", str_text(&text));
    str_clear(&text);
}

static void move_problems(struct log_segment *p)
{
    struct app *app = p->screen.app;
    lia_error err = {0};
    int64_t id = 0, moved = 0;
    lia_segment_list list = {0};
    if (lia_segment_move_problems(book_of(&p->screen), p->id, p->today, &id, &moved, &err) != LIA_OK)
        app_fail(app, &err);
    else if (lia_segment_get(book_of(&p->screen), id, &list, NULL) == LIA_OK)
        app_say(app, ngettext_("%" PRId64 " line moved to the new segment %s", "%" PRId64 " lines moved to the new segment %s",
                               moved), moved, list.items[0].no);
    lia_segment_list_clear(&list);
    app_reload(app);
}

/* The first line with a problem, its field in the form. */
static void go_to_problem(struct log_segment *p)
{
    struct app *app = p->screen.app;
    int64_t line = p->plan.problems[0].line_id;
    struct line_form_args args = {.segment_id = p->id, .line_ids = &line, .n = 1};
    app_open(app, &line_form, &args);
    struct screen *top = app_top(app);
    if (top->ops == &line_form && *str_or(p->plan.problems[0].field, ""))
        form_go_to(top->form, p->plan.problems[0].field);
}

static bool command(struct screen *s, enum command_id id)
{
    struct log_segment *p = (struct log_segment *)s;
    switch (id) {
    case CMD_LOG_OK:
        log_it(p);
        return true;
    case CMD_LOG_DATE:
        p->today = !p->today;
        s->need_load = true;
        return true;
    case CMD_LOG_FOLLOW_UP:
        p->follow_up = !p->follow_up;
        s->need_load = true;
        return true;
    case CMD_LOG_FIRST:
        if (p->plan.problem_items > 0)
            go_to_problem(p);
        else
            app_say(s->app, _("Ctrl-S logs it"));
        return true;
    case CMD_LOG_MOVE:
        move_problems(p);
        return true;
    default:
        return false;
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct log_segment *p = (const struct log_segment *)s;
    switch (id) {
    case CMD_LOG_OK:
        return loggable(p);
    case CMD_LOG_FIRST:
    case CMD_LOG_MOVE:
        return p->plan.problem_count > 0;
    default:
        return true;
    }
}

static void title_text(struct screen *s, struct str *out)
{
    const struct log_segment *p = (const struct log_segment *)s;
    str_add_f(out, _("Log Segment %s%s%s"), str_text(&p->no), p->description.len ? " · " : "", str_text(&p->description));
}

static void size_box(struct screen *s, int *w, int *h)
{
    struct log_segment *p = (struct log_segment *)s;
    *w = *w < 75 ? *w : 75;
    *h = pane_rows(&p->pane, *w - 2);
}

static void close(struct screen *s)
{
    struct log_segment *p = (struct log_segment *)s;
    pane_clear(&p->pane);
    lia_log_plan_clear(&p->plan);
    str_clear(&p->no);
    str_clear(&p->description);
}

const struct screen_ops log_segment_form = {
    .page = "log-segment",
    .title = N_("Log Segment"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct log_segment),
    .open = open,
    .load = load,
    .command = command,
    .can = can,
    .title_text = title_text,
    .size_box = size_box,
    .close = close,
};
