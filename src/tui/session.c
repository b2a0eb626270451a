#include "tui/session.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"

struct session *session_of(const struct screen *s)
{
    return app_data(s->app);
}

lia_book *book_of(const struct screen *s)
{
    return session_of(s)->book;
}

void session_instant(const struct session *session, int64_t utc, struct str *out)
{
    if (!utc)
        return;
    int64_t at = utc + (int64_t)date_zone_offset(utc) * 60;
    char day[DATE_TEXT], clock[DATE_TEXT];
    date_format_short((int32_t)(at / 86400), lia_book_today(session->book), day);
    time_format((int32_t)(at % 86400 / 60 * 60), clock);
    str_add_f(out, "%s %s", day, clock);
}

const char *session_count(int64_t n, char out[COUNT_TEXT])
{
    struct str text = {0};
    str_add_count(&text, n);
    snprintf(out, COUNT_TEXT, "%s", str_text(&text));
    str_clear(&text);
    return out;
}

void session_when(const struct session *session, int32_t day, int32_t seconds, struct str *out)
{
    enum { DAY_COLUMNS = 6 };
    char text[DATE_TEXT], clock[DATE_TEXT] = "";
    date_format_short(day, session->today, text);
    int w = utf8_width(text);
    for (int i = w; i < DAY_COLUMNS; i++)
        str_add_char(out, ' ');
    str_add(out, text);
    if (w <= DAY_COLUMNS)
        time_format(seconds, clock);
    str_add_f(out, "%s%s", *clock ? " " : "", clock);
}

void session_instant_when(const struct session *session, int64_t utc, struct str *out)
{
    int64_t at = utc + (int64_t)date_zone_offset(utc) * 60;
    if (utc)
        session_when(session, (int32_t)(at / 86400), (int32_t)(at % 86400 / 60 * 60), out);
}

void session_say_hidden(const struct list *list, struct str *out)
{
    int64_t marked = (int64_t)list->marks.count, hidden = list->marks_shown < 0 ? 0 : marked - list->marks_shown;
    if (marked > 0 && hidden > 0)
        str_add_f(out, _("\n%lld marked, %lld not shown"), (long long)marked, (long long)hidden);
}

bool session_form_command(struct screen *s, enum command_id id, void (*ok)(struct screen *s))
{
    lia_error err = {0};
    switch (id) {
    case CMD_FORM_OK:
        if (form_check(s->form, &err) != LIA_OK)
            app_fail(s->app, &err);
        else
            ok(s);
        return true;
    case CMD_FORM_CANCEL:
        app_close(s);
        return true;
    default:
        return false;
    }
}

lia_status session_filter_words(struct screen *s, const char *text, size_t *at, lia_error *err)
{
    (void)at, (void)err;
    list_narrow(s->list, text);
    return LIA_OK;
}

/* --- undo and redo ------------------------------------------------------------------------------- */

static struct undo_wish *wish_of(struct screen *s)
{
    return &session_of(s)->undo_wish;
}

static void ask_in_way(struct screen *s, const lia_op_list *way, const lia_error *err);

static void undo_now(struct screen *s, const char *line)
{
    struct session *session = session_of(s);
    struct undo_wish w = *wish_of(s);
    lia_error err = {0};
    lia_op_list way = {0};
    lia_progress progress = app_progress(s->app, w.redo ? _("Doing it again") : _("Undoing"));
    lia_status status = w.redo ? lia_redo(session->book, w.op_id, &progress, &err)
                               : lia_undo(session->book, w.op_id, w.with_later, &progress, &way, &err);
    app_progress_end(s->app);
    if (status == LIA_OK && line)
        app_say(s->app, w.redo ? _("Done again: %s") : _("Undone: %s"), line);
    else if (status == LIA_OK)
        app_say(s->app, w.redo ? _("Done again") : _("Undone"));
    else if (status == LIA_IN_USE && way.count > 0)
        ask_in_way(s, &way, &err);
    else
        app_fail(s->app, &err);
    lia_op_list_clear(&way);
    app_reload(s->app);
}

/* An import without the contacts that changed since. */
static void undo_rest_now(struct screen *s)
{
    lia_error err = {0};
    int64_t undone = 0, left = 0;
    lia_progress progress = app_progress(s->app, _("Undoing"));
    lia_status status =
        lia_undo_rest(book_of(s), wish_of(s)->op_id, &progress, &undone, &left, &err);
    app_progress_end(s->app);
    if (status == LIA_OK)
        app_say(s->app,
                ngettext_("Undone: %lld contact of the import", "Undone: %lld contacts of the import", undone),
                (long long)undone);
    else
        app_fail(s->app, &err);
    app_reload(s->app);
}

static void answer_undo(struct screen *s, char letter)
{
    if (letter == 'a')
        undo_rest_now(s);
    else if (letter)
        undo_now(s, NULL);
}

/* Of an import: how many contacts could be taken back, and how many would stay. */
static bool offers_rest(struct screen *s, struct str *text)
{
    int64_t undone = 0, left = 0;
    lia_error err = {0};
    if (lia_undo_rest_count(book_of(s), wish_of(s)->op_id, &undone, &left, &err) != LIA_OK || !undone || !left)
        return false;
    str_add_f(text,
              ngettext_("Or undo all but the %lld contact that changed?\n",
                        "Or undo all but the %lld contacts that changed?\n", left),
              (long long)left);
    return true;
}

static void ask_in_way(struct screen *s, const lia_op_list *way, const lia_error *err)
{
    enum { SHOWN = 6 };
    struct str text = {0};
    str_add_f(&text, "%s\n", err->message);
    for (size_t i = 0; i < way->count && i < SHOWN; i++) {
        str_add(&text, "  ");
        session_instant(session_of(s), way->items[i].done_at, &text);
        str_add_f(&text, "  %s\n", way->items[i].line);
    }
    if (way->count > SHOWN)
        str_add_f(&text, _("  … and %zu more\n"), way->count - SHOWN);
    str_add(&text, ngettext_("Undo it first, as one step?", "Undo them first, as one step?", way->count));
    str_add_char(&text, '\n');
    bool rest = offers_rest(s, &text);
    str_truncate(&text, text.len - 1); /* the last line break */
    wish_of(s)->with_later = true;
    struct question q = {.answers = {{'y', _("Undo all of these")}}, .answer = answer_undo};
    if (rest) {
        q.answers[1].letter = 'a';
        q.answers[1].label = _("All but those");
    }
    q.text = str_text(&text);
    app_ask(s, &q);
    str_clear(&text);
}

static void ask_or_do(struct screen *s, const lia_op *op, bool redo, bool ask)
{
    *wish_of(s) = (struct undo_wish){.op_id = op->op_id, .redo = redo};
    if (!ask) {
        undo_now(s, op->line);
        return;
    }
    struct str text = {0};
    str_add(&text, redo ? _("Do again") : _("Undo"));
    str_add_f(&text, " “%s”?\n%s, ", op->line, op->user);
    session_instant(session_of(s), op->done_at, &text);
    str_add_f(&text, ngettext_(", %lld record", ", %lld records", op->records), (long long)op->records);
    struct question q = {.text = str_text(&text),
                         .answers = {{'y', redo ? _("Do again") : _("Undo")}},
                         .enter = 'y',
                         .answer = answer_undo};
    app_ask(s, &q);
    str_clear(&text);
}

void session_undo(struct screen *s, int64_t op_id)
{
    lia_error err = {0};
    lia_op_list next = {0};
    bool ask = true;
    lia_book *book = book_of(s);
    lia_status status = op_id ? lia_op_history(book, op_id + 1, false, 1, &next, &err)
                              : lia_undo_next(book, &next, &ask, &err);
    if (status != LIA_OK)
        app_fail(s->app, &err);
    else if (next.count > 0)
        ask_or_do(s, &next.items[0], false, ask);
    lia_op_list_clear(&next);
}

void session_redo(struct screen *s)
{
    lia_error err = {0};
    lia_op_list next = {0};
    bool ask = true;
    if (lia_redo_next(book_of(s), &next, &ask, &err) != LIA_OK)
        app_fail(s->app, &err);
    else if (next.count > 0)
        ask_or_do(s, &next.items[0], true, ask);
    lia_op_list_clear(&next);
}
