/* session_app.c: what the machinery asks the application: its pages, the commands of every page, Tell
 * Me's records, other sessions' changes, work between events. */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/path.h"
#include "tui/screens.h"

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
    {CMD_GO_EVENTS, &events_screen},
    {CMD_GO_HISTORY, &history_screen},
    {CMD_NONE, NULL},
};

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
    case CMD_EXPORT_CONTACTS:
    case CMD_EXPORT_ENTRIES:
        export_start(app_top(app), &(struct export_args){.content = id == CMD_EXPORT_ENTRIES ? LIA_CONTENT_ENTRIES
                                                                                             : LIA_CONTENT_CONTACTS});
        return true;
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

void session_options(struct session *session, struct app_options *out)
{
    out->data = session;
    out->pages = pages;
    out->drafts_dir = session->drafts_dir;
    out->status = status;
    out->command = command;
    out->can = can;
    out->tick = tick;
    out->idle = idle;
    out->tellme = tellme;
    out->tellme_go = tellme_go;
}
