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

static int say(int code, const char *text)
{
    struct str shown = {0};
    utf8_visible(&shown, text, strlen(text), false);
    fprintf(stderr, "liaise: %s\n", str_text(&shown));
    str_clear(&shown);
    return code;
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
        .keymap = &settings->keymap,
        .selection = settings->selection,
        .preview_off = settings->no_preview,
        .editor = session->env->editor,
    };
    session_options(session, &options);
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
