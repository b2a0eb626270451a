#include "tui/tui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/utf8.h"
#include "tui/contact_actions.h"
#include "tui/entry_actions.h"
#include "tui/screens.h"
#include "tui/settings.h"

enum { EXIT_REFUSED = 1, EXIT_NO_BOOK = 3 };

static const struct app_page pages[] = {
    {CMD_GO_HOME, &home_screen},
    {CMD_GO_CONTACTS, &contacts_screen},
    {CMD_GO_SEGMENTS, &segments_screen},
    {CMD_GO_ENTRIES, &entries_screen},
    {CMD_GO_POSTPONED, &postponed_screen},
    {CMD_GO_LOGGED_SEGMENTS, &logged_screen},
    {CMD_GO_TEMPLATES, &templates_screen},
    {CMD_GO_GROUPS, &groups_screen},
    {CMD_GO_SALESPEOPLE, &salespeople_screen},
    {CMD_GO_SETUP, &setup_form},
    {CMD_GO_HISTORY, &history_screen},
    {CMD_NONE, NULL},
};

static int say(int code, const char *text)
{
    struct str shown = {0};
    utf8_visible(&shown, text, strlen(text), false);
    fprintf(stderr, "liaise: %s\n", str_text(&shown));
    str_clear(&shown);
    return code;
}

/* --- what the machinery asks the application ----------------------------------------------------- */

static void status(struct app *app, struct str *out)
{
    const struct session *session = app_data(app);
    if (lia_book_example(session->book)) {
        str_add(out, _("EXAMPLE"));
        return;
    }
    str_add(out, path_base(lia_book_path(session->book)));
    if (lia_book_read_only(session->book))
        str_add_f(out, " %s", _("(read only)"));
}

static bool command(struct app *app, enum command_id id)
{
    switch (id) {
    case CMD_UNDO:
        session_undo(app_top(app), 0);
        return true;
    case CMD_REDO:
        session_redo(app_top(app));
        return true;
    case CMD_IMPORT:
        return app_open(app, &import_screen, NULL);
    case CMD_EXAMPLE: {
        struct session *session = app_data(app);
        session->want_example = true;
        app_quit(app);
        return true;
    }
    default:
        return false;
    }
}

static bool can(struct app *app, enum command_id id)
{
    const struct session *session = app_data(app);
    switch (id) {
    case CMD_UNDO:
    case CMD_REDO:
    case CMD_IMPORT:
        return !lia_book_read_only(session->book);
    case CMD_EXAMPLE:
        return !lia_book_example(session->book);
    default:
        return true;
    }
}

static bool tick(struct app *app)
{
    struct session *session = app_data(app);
    int32_t today = lia_book_today(session->book);
    bool new_day = session->today != today;
    session->today = today;
    return lia_book_changed(session->book) || new_day;
}

static bool idle(struct app *app)
{
    enum { SHOW_MS = 250 };
    struct session *session = app_data(app);
    if (!session->idle)
        return lia_book_idle(session->book);
    bool more = session->idle(session->idle_ctx);
    /* Numbers that count up are worth a frame now and then, and the last one at once. */
    if (!more || app_now(app) >= session->shown_at + SHOW_MS) {
        session->shown_at = app_now(app);
        app_redraw(app);
    }
    if (!more)
        session->idle = NULL;
    return true;
}

enum tellme_kind { TELL_CONTACT, TELL_SEGMENT };

static lia_status tell_contacts(struct session *session, const char *letters, int limit, struct tellme_rows *out,
                                lia_error *err)
{
    struct lookup_rows found = {.rows = VEC_OF(struct lookup_row)};
    lia_status status = source_contact.find(app_top(session->app), "", letters, limit, &found, err);
    for (size_t i = 0; status == LIA_OK && i < found.rows.count; i++) {
        const struct lookup_row *r = &VEC_AT(&found.rows, struct lookup_row, i);
        tellme_add(out, TELL_CONTACT, strtoll(r->value, NULL, 10), r->text, r->note);
    }
    vec_clear(&found.rows);
    arena_clear(&found.arena);
    return status;
}

static lia_status tellme(struct app *app, const char *letters, int limit, struct tellme_rows *out, lia_error *err)
{
    struct session *session = app_data(app);
    if (!*letters)
        return LIA_OK;
    lia_status status = tell_contacts(session, letters, limit, out, err);
    lia_segment_list list = {0};
    lia_seek seek = {.no_key = true, .limit = limit};
    if (status == LIA_OK)
        status = lia_segment_list_some(session->book, letters, 0, &seek, &list, err);
    for (size_t i = 0; status == LIA_OK && i < list.count; i++)
        tellme_add(out, TELL_SEGMENT, list.items[i].id, str_or(list.items[i].description, list.items[i].no),
                   list.items[i].no);
    lia_segment_list_clear(&list);
    return status;
}

static void tellme_go(struct app *app, int kind, int64_t id)
{
    app_open(app, kind == TELL_CONTACT ? &contact_screen : &segment_screen, &id);
}

/* --- start and end ------------------------------------------------------------------------------- */

static int64_t clock_now(void *ctx)
{
    (void)ctx;
    return (int64_t)time(NULL);
}

static int clock_zone(void *ctx, int64_t utc)
{
    (void)ctx;
    return date_zone_offset(utc);
}

static bool asked_to_make(const char *path)
{
    struct str shown = {0};
    utf8_visible(&shown, path, strlen(path), false);
    printf(_("There is no book at %s. Make a new one there? [y/N] "), str_text(&shown));
    fflush(stdout);
    str_clear(&shown);
    char answer[16] = "";
    return fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

static int open_book(const struct env *env, lia_book **book)
{
    lia_error err = {0};
    if (!env->book)
        return say(EXIT_NO_BOOK, _("no home folder to keep a book in; --book FILE names one"));
    lia_open how = {
        .path = env->book,
        .user = env->user,
        .full_name = env->full_name,
        .create = !env->book_named,
        .now = clock_now,
        .zone = clock_zone,
    };
    lia_status status = lia_book_open(&how, book, &err);
    if (status == LIA_NOT_FOUND && env->book_named) {
        if (!asked_to_make(env->book))
            return EXIT_REFUSED;
        how.create = true;
        status = lia_book_open(&how, book, &err);
    }
    return status == LIA_OK ? 0 : say(EXIT_NO_BOOK, err.message);
}

/* What an earlier session left behind when it was killed. Not knowing it is no reason not to start. */
static void take_up_drafts(struct session *session)
{
    lia_error err = {0};
    if (!session->drafts_dir || lia_book_read_only(session->book))
        return;
    if (lia_draft_postpone_all(session->book, session->drafts_dir, &session->restored, &err) != LIA_OK)
        session->start_error = err;
}

/* The first frame: what is to be said, who is asked. */
static void greet(struct session *session, const struct settings *settings)
{
    struct app *app = session->app;
    if (session->start_error.status != LIA_OK)
        app_fail(app, &session->start_error);
    else if (settings->complaints.len > 0)
        app_say(app, "%.*s", (int)strcspn(str_text(&settings->complaints), "\n"), str_text(&settings->complaints));
    else if (session->restored > 0)
        app_say(app, ngettext_("%d unfinished interaction was kept: Postponed Interactions (5)",
                               "%d unfinished interactions were kept: Postponed Interactions (5)",
                               session->restored),
                session->restored);
    else if (session->first_start)
        app_say(app, _("A new book was made: %s"), lia_book_path(session->book));
    if (!lia_book_read_only(session->book) && !lia_book_example(session->book) && (session->first_start || !session->me))
        who_ask(app_top(app));
}

static bool keep_going(void *ctx)
{
    return !app_load_stale(ctx);
}

static int run(struct session *session, struct settings *settings, struct terminal *term)
{
    struct app_options options = {
        .term = term,
        .data = session,
        .keymap = &settings->keymap,
        .pages = pages,
        .selection = settings->selection,
        .preview_off = settings->no_preview,
        .drafts_dir = session->drafts_dir,
        .editor = session->env->editor,
        .status = status,
        .command = command,
        .can = can,
        .tick = tick,
        .idle = idle,
        .tellme = tellme,
        .tellme_go = tellme_go,
    };
    session->app = app_new(&options);
    lia_book_set_interrupt(session->book, keep_going, session->app);
    greet(session, settings);
    app_run(session->app);
    lia_book_set_interrupt(session->book, NULL, NULL);
    bool hung_up = app_hung_up(session->app);
    app_free(session->app);
    return hung_up ? EXIT_REFUSED : 0;
}

int tui_run(const struct env *env, bool *want_example)
{
    lia_error err = {0};
    struct session session = {.env = env, .drafts_dir = env->drafts_dir};
    struct settings settings;
    struct terminal *term = NULL;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return say(EXIT_REFUSED, _("the screen needs a terminal; liaise --help lists what works without"));
    int code = open_book(env, &session.book);
    if (code != 0)
        return code;
    settings_read(&settings, env);
    session.day_first = settings.day_first;
    session.first_start = lia_book_made(session.book);
    session.today = lia_book_today(session.book);
    if (lia_salesperson_mine(session.book, &session.me, &err) != LIA_OK)
        session.start_error = err;
    take_up_drafts(&session);
    mem_set_hook(term_restore);
    struct term_options how = {.theme = env->no_color ? THEME_MONO : settings.theme, .no_mouse = settings.no_mouse};
    if (term_open(&term, &how, &err) != LIA_OK)
        code = say(EXIT_REFUSED, err.message);
    else
        code = run(&session, &settings, term);
    settings_clear(&settings);
    contact_actions_forget(&session);
    entry_actions_forget(&session);
    lia_book_close(session.book);
    *want_example = session.want_example;
    return code;
}
