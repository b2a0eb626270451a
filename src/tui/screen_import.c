/* screen_import.c: Import, its first page: the file, with completion. The pages that follow borrow
 * its job, so that going back and on again loses nothing. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "tui/complete.h"
#include "tui/import_job.h"

struct import {
    struct screen screen; /* first */
    struct edit path;
    struct pane pane; /* what can be imported, or candidates of the completion */
    struct import_job job;
};

static void explain(struct import *p)
{
    pane_reset(&p->pane);
    pane_add(&p->pane, STYLE_NORMAL,
             _("The name of a file. Tab completes it; Enter shows what would be imported, row by "
               "row. Nothing is written before you say so."));
    pane_add(&p->pane, STYLE_NORMAL, "");
    pane_add_pair(&p->pane, 14, "vCard", STYLE_NORMAL,
                  _("2.1, 3.0 and 4.0, as phones and mail programs write them"));
    pane_add_pair(&p->pane, 14, "CSV", STYLE_NORMAL,
                  _("of Google, Outlook, Thunderbird, LinkedIn, HubSpot, or any table: you say "
                    "what its columns are. Contacts or interactions"));
    pane_add_pair(&p->pane, 14, _("JSON lines"), STYLE_NORMAL,
                  _("contacts or interactions, as liaise writes them"));
    pane_add_pair(&p->pane, 14, "iCalendar", STYLE_NORMAL,
                  _("meetings, for each attendee who is a contact"));
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct import *p = (struct import *)s;
    (void)err;
    s->typing = true;
    edit_set(&p->path, args ? args : "");
    explain(p);
    return LIA_OK;
}

static void complete(struct import *p)
{
    struct completions found = {0};
    struct str common = {0};
    path_complete(edit_text(&p->path), session_of(&p->screen)->env->home, &found, &common);
    edit_set(&p->path, str_text(&common));
    explain(p);
    if (found.names.count != 1)
        pane_reset(&p->pane);
    if (found.names.count == 0)
        pane_add(&p->pane, STYLE_MUTED, _("No such file"));
    for (size_t i = 0; found.names.count > 1 && i < found.names.count; i++)
        pane_add(&p->pane, STYLE_NORMAL, VEC_AT(&found.names, char *, i));
    completions_clear(&found);
    str_clear(&common);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Shows what is in it, so that one can go on typing. */
static void enter_folder(struct import *p)
{
    const char *typed = edit_text(&p->path);
    size_t len = strlen(typed);
    if (len > 0 && typed[len - 1] != '/') {
        struct str path = {0};
        str_add_f(&path, "%s/", typed);
        edit_set(&p->path, str_text(&path));
        str_clear(&path);
    }
    complete(p);
    app_say(p->screen.app, _("That is a folder: a file in it is wanted"));
}

static void go_on(struct import *p)
{
    struct app *app = p->screen.app;
    struct import_job *job = &p->job;
    lia_error err = {0};
    if (!*edit_text(&p->path)) {
        app_say(app, _("The name of a file is wanted; Tab shows what is there"));
        return;
    }
    char *file = path_expand(edit_text(&p->path), session_of(&p->screen)->env->home);
    if (is_folder(file))
        enter_folder(p);
    else if (import_job_look(job, &p->screen, file, &err) != LIA_OK)
        app_fail(app, &err);
    else
        app_open(app, import_job_wants_map(job) ? &import_map_screen : &import_preview_screen,
                 &job);
    free(file);
}

static bool event(struct screen *s, const struct event *ev)
{
    struct import *p = (struct import *)s;
    bool key = ev->type == EVENT_KEY;
    if (key &&
        (ev->key == K_DOWN || ev->key == K_UP || ev->key == K_PAGE_DOWN || ev->key == K_PAGE_UP))
        return pane_event(&p->pane, ev);
    if (ev->type == EVENT_MOUSE)
        return pane_event(&p->pane, ev);
    return edit_event(&p->path, ev) != EDIT_IGNORED;
}

static bool command(struct screen *s, enum command_id id)
{
    struct import *p = (struct import *)s;
    if (id == CMD_IMPORT_COMPLETE)
        complete(p);
    else if (id == CMD_IMPORT_GO)
        go_on(p);
    else
        return false;
    return true;
}

static void draw(struct screen *s, struct grid *g, struct rect r)
{
    struct import *p = (struct import *)s;
    int label = 6, cursor = -1;
    grid_put(g, r.x + 1, r.y, label, STYLE_LABEL, _("File"));
    edit_draw(&p->path, g, r.x + 1 + label, r.y, r.w - label - 2, STYLE_INPUT, &cursor);
    s->cursor_x = cursor;
    s->cursor_y = r.y;
    pane_draw(&p->pane, g, (struct rect){r.x + 1, r.y + 2, r.w - 2, r.h - 2});
}

static void close(struct screen *s)
{
    struct import *p = (struct import *)s;
    edit_clear(&p->path);
    pane_clear(&p->pane);
    import_job_clear(&p->job);
}

const struct screen_ops import_screen = {
    .page = "import",
    .title = N_("Import"),
    .size = sizeof(struct import),
    .open = open,
    .draw = draw,
    .command = command,
    .event = event,
    .close = close,
};
