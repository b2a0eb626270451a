/* screen_import.c: Import: a path with completion, then what would happen, then the import. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/path.h"
#include "tui/complete.h"
#include "tui/screens.h"

struct import {
    struct screen screen; /* first */
    struct edit path;
    struct pane pane;     /* candidates of the completion, or the report */
    bool counted;         /* the dry run is done: the report stands */
    lia_import_result result;
    int64_t shown;        /* report lines taken */
};

enum { REPORT_MOST = 2000 };

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct import *p = (struct import *)s;
    (void)err;
    s->typing = true;
    edit_set(&p->path, args ? args : "");
    pane_add(&p->pane, STYLE_MUTED, _("A vCard file, or CSV with a header. Tab completes, Enter counts; nothing is written yet."));
    return LIA_OK;
}

static void complete(struct import *p)
{
    struct completions found = {0};
    struct str common = {0};
    path_complete(edit_text(&p->path), session_of(&p->screen)->env->home, &found, &common);
    edit_set(&p->path, str_text(&common));
    pane_reset(&p->pane);
    if (found.names.count == 0)
        pane_add(&p->pane, STYLE_MUTED, _("No such file"));
    for (size_t i = 0; found.names.count > 1 && i < found.names.count; i++)
        pane_add(&p->pane, STYLE_NORMAL, VEC_AT(&found.names, char *, i));
    completions_clear(&found);
    str_clear(&common);
}

static void report(void *ctx, const lia_import_line *line)
{
    static const char *const fates[] = {N_("added"), N_("changed"), N_("left alone"), N_("refused"), N_("note")};
    struct import *p = ctx;
    if (p->shown++ >= REPORT_MOST)
        return;
    pane_add_f(&p->pane, line->fate == LIA_IMPORT_REFUSED ? STYLE_ERROR : STYLE_NORMAL,
               _("line %" PRId64 "  %s  %s%s%s"), line->line, _(fates[line->fate]), str_or(line->name, ""),
               *str_or(line->name, "") && *str_or(line->reason, "") ? ": " : "", str_or(line->reason, ""));
}

static void describe(struct pane *pane, const lia_import_result *r)
{
    const struct {
        const char *what;
        int64_t n;
    } rows[] = {
        {N_("would be added"), r->added},       {N_("would be changed"), r->changed},
        {N_("known, left alone"), r->alone},    {N_("refused"), r->refused},
    };
    pane_add_f(pane, STYLE_HEADING, _("%" PRId64 " read (%s)"), r->read, r->format == LIA_FORMAT_CSV ? "CSV" : "vCard");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].n > 0)
            pane_add_f(pane, STYLE_NORMAL, "%8" PRId64 "  %s", rows[i].n, _(rows[i].what));
    if (r->companies > 0)
        pane_add_f(pane, STYLE_NORMAL, "%8" PRId64 "  %s", r->companies,
                   ngettext_("company made by name", "companies made by name", r->companies));
}

/* The dry run, or the import itself. */
static lia_status run(struct import *p, bool dry, lia_error *err)
{
    struct app *app = p->screen.app;
    const struct session *session = session_of(&p->screen);
    char *path = path_expand(edit_text(&p->path), session->env->home);
    lia_import_how how = {
        .dry_run = dry,
        .name = path_base(path),
        .progress = app_progress(app, dry ? _("Counting") : _("Importing")),
        .report = dry ? report : NULL,
        .ctx = p,
    };
    p->shown = 0;
    if (dry)
        pane_reset(&p->pane);
    lia_status status = lia_import_file(session->book, path, &how, &p->result, err);
    app_progress_end(app);
    free(path);
    return status;
}

static void count(struct import *p)
{
    struct app *app = p->screen.app;
    lia_error err = {0};
    if (run(p, true, &err) != LIA_OK) {
        app_fail(app, &err);
        return;
    }
    if (p->shown > REPORT_MOST)
        pane_add_f(&p->pane, STYLE_MUTED, _("… and %" PRId64 " more; liaise import --dry-run lists all"), p->shown - REPORT_MOST);
    if (p->shown > 0)
        pane_rule(&p->pane);
    describe(&p->pane, &p->result);
    bool any = p->result.added + p->result.changed > 0;
    pane_add(&p->pane, STYLE_MUTED, any ? _("Enter imports; Esc goes back to the file name.")
                                        : _("Nothing to import: Enter closes; Esc goes back to the file name."));
    pane_scroll(&p->pane, 1 << 20);
    p->counted = true;
    p->screen.typing = false;
}

static void import(struct import *p)
{
    struct app *app = p->screen.app;
    lia_error err = {0};
    if (p->result.added + p->result.changed == 0) {
        app_close(&p->screen);
        return;
    }
    if (run(p, false, &err) != LIA_OK) {
        app_fail(app, &err);
        return;
    }
    app_say(app, _("Imported: %" PRId64 " added, %" PRId64 " changed, %" PRId64 " refused; u undoes it"), p->result.added,
            p->result.changed, p->result.refused);
    app_reload(app);
    app_close(&p->screen);
}

static bool event(struct screen *s, const struct event *ev)
{
    struct import *p = (struct import *)s;
    bool key = ev->type == EVENT_KEY;
    if (p->counted) {
        if (key && ev->key == K_ESC) {
            p->counted = false;
            s->typing = true;
            pane_reset(&p->pane);
            return true;
        }
        return pane_event(&p->pane, ev);
    }
    if (key && (ev->key == K_DOWN || ev->key == K_UP || ev->key == K_PAGE_DOWN || ev->key == K_PAGE_UP))
        return pane_event(&p->pane, ev);
    return edit_event(&p->path, ev) != EDIT_IGNORED;
}

static bool command(struct screen *s, enum command_id id)
{
    struct import *p = (struct import *)s;
    if (id == CMD_IMPORT_COMPLETE)
        complete(p);
    else if (id == CMD_IMPORT_GO && p->counted)
        import(p);
    else if (id == CMD_IMPORT_GO)
        count(p);
    else
        return false;
    return true;
}

static bool can(struct screen *s, enum command_id id)
{
    const struct import *p = (const struct import *)s;
    if (id == CMD_IMPORT_COMPLETE)
        return !p->counted;
    return id != CMD_IMPORT_GO || !p->counted || p->result.added + p->result.changed > 0;
}

static void draw(struct screen *s, struct grid *g, struct rect r)
{
    struct import *p = (struct import *)s;
    int label = 6, cursor = -1;
    grid_put(g, r.x + 1, r.y, label, STYLE_LABEL, _("File"));
    edit_draw(&p->path, g, r.x + 1 + label, r.y, r.w - label - 2, STYLE_INPUT, p->counted ? NULL : &cursor);
    s->cursor_x = cursor;
    s->cursor_y = r.y;
    pane_draw(&p->pane, g, (struct rect){r.x + 1, r.y + 2, r.w - 2, r.h - 2});
}

static void close(struct screen *s)
{
    struct import *p = (struct import *)s;
    edit_clear(&p->path);
    pane_clear(&p->pane);
}

const struct screen_ops import_screen = {
    .page = "import",
    .title = N_("Import an address book"),
    .size = sizeof(struct import),
    .open = open,
    .draw = draw,
    .command = command,
    .can = can,
    .event = event,
    .close = close,
};
