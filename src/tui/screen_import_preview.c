/* screen_import_preview.c: Import, its last page: the dry run as a list, and then the import. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/path.h"
#include "tui/import_job.h"
#include "tui/preview_rows.h"

struct import_preview {
    struct screen screen; /* first */
    struct list list;     /* ids are indices of rows, plus 1 */
    struct import_job *job;
    struct preview_rows rows;
};

static const struct list_column columns[] = {
    {N_("Line"), .ideal = 7, .right = true},
    {N_("Would be"), .min = 8, .ideal = 10},
    {N_("Name"), .min = 10, .ideal = 24, .grow = 2},
    {N_("No."), .ideal = 9, .priority = 3},
    {N_("Details"), .min = 11, .ideal = 30, .grow = 3, .priority = 1},
};

static const char *fate_name(lia_import_fate fate)
{
    switch (fate) {
    case LIA_IMPORT_ADDED:
        return _("added");
    case LIA_IMPORT_CHANGED:
        return _("changed");
    case LIA_IMPORT_ALONE:
        return _("left alone");
    case LIA_IMPORT_REFUSED:
        return _("refused");
    default:
        return _("note");
    }
}

/* "phone, city; shares its e-mail with CT000012" */
static void say_why(const lia_import_line *line, struct str *out)
{
    str_add_f(out, "%s%s%s", line->what, *line->what && *line->reason ? "; " : "", line->reason);
}

/* --- the list ------------------------------------------------------------------------------------
 */

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n,
                        struct list_chunk *out, lia_error *err)
{
    const struct import_preview *p = ctx;
    size_t index = anchor ? (size_t)anchor->id - 1 : 0, at = preview_rows_place(&p->rows, index);
    bool gone = at == p->rows.shown.count || VEC_AT(&p->rows.shown, uint32_t, at) != index;
    struct list_span span = list_span_of(from, p->rows.shown.count, at, gone, n);
    (void)err;
    for (size_t i = span.first; i < span.end; i++)
        list_chunk_add(out, (int64_t)VEC_AT(&p->rows.shown, uint32_t, i) + 1, p);
    return LIA_OK;
}

static bool line_of(const struct import_preview *p, const struct list_row *row,
                    lia_import_line *out)
{
    if (!row || (size_t)row->id > p->rows.rows.count)
        return false;
    preview_rows_get(&p->rows, (size_t)row->id - 1, out);
    return true;
}

static enum style fate_style(lia_import_fate fate)
{
    return fate == LIA_IMPORT_REFUSED ? STYLE_ERROR
           : fate == LIA_IMPORT_ALONE ? STYLE_MUTED
                                      : STYLE_NORMAL;
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out,
                 enum style *style)
{
    lia_import_line line;
    if (!line_of(ctx, row, &line))
        return;
    *style = fate_style(line.fate);
    switch (column) {
    case 0:
        str_add_f(out, "%" PRId64, line.line);
        break;
    case 1:
        str_add(out, fate_name(line.fate));
        break;
    case 2:
        str_add(out, line.name);
        break;
    case 3:
        str_add(out, line.no);
        break;
    default:
        say_why(&line, out);
    }
}

static const struct list_provider provider = {.fetch = fetch, .cell = cell};

/* --- the dry run ---------------------------------------------------------------------------------
 */

static void report(void *ctx, const lia_import_line *line)
{
    preview_rows_add(ctx, line);
}

/* The cursor stays on its row, or goes to the next one that is shown. */
static void show(struct import_preview *p, enum preview_only only)
{
    preview_rows_show(&p->rows, only, str_text(&p->screen.filter));
    p->list.total = (int64_t)p->rows.shown.count;
    list_reload(&p->list);
}

/* What was there stays when it fails or is stopped. */
static lia_status try(struct import_preview *p, lia_error *err)
{
    struct preview_rows rows = {0};
    lia_status status = import_job_run(p->job, &p->screen, true, report, &rows, err);
    if (status == LIA_CANCELED)
        status = lia_fail(err, status, "", _("Stopped: nothing was imported"));
    if (status != LIA_OK) {
        preview_rows_clear(&rows);
        return status;
    }
    enum preview_only only = p->rows.only;
    preview_rows_clear(&p->rows);
    p->rows = rows;
    p->list.empty =
        rows.counts[ONLY_ALL] ? N_("None of these.") : N_("There is nothing in it to import.");
    show(p, rows.counts[only] ? only : ONLY_ALL);
    return LIA_OK;
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct import_preview *p = (struct import_preview *)s;
    struct import_job *const *job = args;
    p->job = *job;
    list_init(&p->list, columns, sizeof columns / sizeof *columns, &provider, p,
              N_("None of these."));
    lia_status status = try(p, err);
    if (status != LIA_OK) {
        list_clear(&p->list);
        return status;
    }
    s->list = &p->list;
    return LIA_OK;
}

static lia_status filter(struct screen *s, const char *text, size_t *at, lia_error *err)
{
    struct import_preview *p = (struct import_preview *)s;
    (void)at, (void)err;
    preview_rows_show(&p->rows, p->rows.only, text);
    p->list.total = (int64_t)p->rows.shown.count;
    list_restart(&p->list);
    return LIA_OK;
}

/* --- how -----------------------------------------------------------------------------------------
 */

static const char *known_name(lia_known known)
{
    switch (known) {
    case LIA_KNOWN_SKIP:
        return _("left as they are");
    case LIA_KNOWN_UPDATE:
        return _("updated from the file");
    default:
        return _("blank fields filled");
    }
}

static void try_again(struct import_preview *p, const struct import_job *before)
{
    lia_error err = {0};
    if (try(p, &err) == LIA_OK)
        return;
    p->job->known = before->known;
    memcpy(p->job->template_code, before->template_code, sizeof p->job->template_code);
    app_fail(p->screen.app, &err);
}

static void known_chosen(struct screen *s, int index)
{
    struct import_preview *p = (struct import_preview *)s;
    struct import_job before = *p->job;
    if (index < 0 || index == (int)p->job->known)
        return;
    p->job->known = (lia_known)index;
    try_again(p, &before);
}

static void choose_known(struct import_preview *p)
{
    const struct choice choices[] = {
        {'f', _("fill blanks"), _("what the book has stays; blank fields are filled")},
        {'s', _("skip"), _("contacts that the book has are left as they are")},
        {'u', _("update"), _("what the file has replaces what the book has")},
    };
    app_choose(&p->screen, _("Contacts that the book has"), choices, 3, (int)p->job->known,
               known_chosen);
}

static void template_chosen(struct screen *opener, const char *tag,
                            const struct screen_result *result)
{
    struct import_preview *p = (struct import_preview *)opener;
    struct import_job before = *p->job;
    (void)tag;
    snprintf(p->job->template_code, sizeof p->job->template_code, "%s", result->value);
    try_again(p, &before);
}

/* Already opened from the page of the columns: back to it. */
static void go_to_map(struct import_preview *p)
{
    struct app *app = p->screen.app;
    struct import_job *job = p->job;
    bool below = p->screen.below && p->screen.below->ops == &import_map_screen;
    app_close(&p->screen);
    if (!below)
        app_open(app, &import_map_screen, &job);
}

/* --- the import ----------------------------------------------------------------------------------
 */

static void add_count(struct str *out, int64_t n, const char *what)
{
    if (n == 0)
        return;
    str_add(out, out->len ? ", " : "");
    str_add_count(out, n);
    str_add_f(out, " %s", what);
}

static void say_done(struct app *app, const lia_import_result *r)
{
    struct str text = {0};
    add_count(&text, r->added, _("added"));
    add_count(&text, r->changed, _("changed"));
    add_count(&text, r->alone, _("left alone"));
    add_count(&text, r->refused, _("refused"));
    app_say(app, r->op_id ? _("Imported: %s; u undoes it") : _("Nothing was imported: %s"),
            str_text(&text));
    str_clear(&text);
}

/* The page with the file's name, and all that lies on it. */
static struct screen *first_page(struct screen *s)
{
    while (s->below && s->ops != &import_screen)
        s = s->below;
    return s;
}

static void import(struct import_preview *p)
{
    struct app *app = p->screen.app;
    lia_error err = {0};
    lia_status status = import_job_run(p->job, &p->screen, false, NULL, NULL, &err);
    if (status == LIA_CANCELED) {
        app_say(app, _("Stopped: nothing was imported"));
        return;
    }
    if (status != LIA_OK) {
        app_fail(app, &err);
        return;
    }
    lia_import_result result = p->job->result;
    app_close(first_page(&p->screen));
    app_reload(app);
    say_done(app, &result);
}

/* --- commands ------------------------------------------------------------------------------------
 */

static void only_or_all(struct import_preview *p, enum preview_only only)
{
    if (p->rows.only != only && p->rows.counts[only] == 0)
        app_say(p->screen.app, _("There are none of these"));
    else
        show(p, p->rows.only == only ? ONLY_ALL : only);
}

static const enum command_id only_commands[ONLY_COUNT] = {
    [ONLY_ADDED] = CMD_PREVIEW_ADDED, [ONLY_CHANGED] = CMD_PREVIEW_CHANGED,
    [ONLY_ALONE] = CMD_PREVIEW_ALONE, [ONLY_REFUSED] = CMD_PREVIEW_REFUSED,
    [ONLY_NOTED] = CMD_PREVIEW_NOTED,
};

static bool to_do(const struct import_preview *p)
{
    return p->job->result.added + p->job->result.changed > 0;
}

static bool command(struct screen *s, enum command_id id)
{
    struct import_preview *p = (struct import_preview *)s;
    for (int i = ONLY_ADDED; i < ONLY_COUNT; i++) {
        if (only_commands[i] == id) {
            only_or_all(p, (enum preview_only)i);
            return true;
        }
    }
    switch (id) {
    case CMD_PREVIEW_IMPORT:
        if (to_do(p))
            import(p);
        else
            app_say(s->app, _("Nothing to import: Esc goes back"));
        return true;
    case CMD_PREVIEW_KNOWN:
        choose_known(p);
        return true;
    case CMD_PREVIEW_MAP:
        go_to_map(p);
        return true;
    case CMD_PREVIEW_TEMPLATE:
        app_open_for(s->app, &import_template_form, &p->job, template_chosen, "");
        return true;
    default:
        return false;
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct import_preview *p = (const struct import_preview *)s;
    switch (id) {
    case CMD_PREVIEW_KNOWN:
        return !import_job_entries(p->job);
    case CMD_PREVIEW_TEMPLATE:
        return import_job_entries(p->job);
    case CMD_PREVIEW_MAP:
        return p->job->looked.format == LIA_FORMAT_CSV;
    case CMD_ROW_MARK:
    case CMD_MARK_ALL:
    case CMD_ROW_OPEN:
        return false;
    default:
        return true;
    }
}

/* --- drawing -------------------------------------------------------------------------------------
 */

static void put_count(const struct import_preview *p, struct import_flow *flow,
                      enum preview_only only, const char *what)
{
    struct str text = {0};
    if (p->rows.counts[only] == 0)
        return;
    str_add_count(&text, p->rows.counts[only]);
    str_add_f(&text, " %s", what);
    import_flow_put(flow, p->screen.app, only_commands[only],
                    p->rows.only == only ? STYLE_SELECTED : STYLE_NORMAL, str_text(&text));
    str_clear(&text);
}

static const char *template_name(const struct import_job *job)
{
    if (*job->template_code)
        return job->template_code;
    return job->looked.format == LIA_FORMAT_CALENDAR ? _("as Interaction Template Setup says")
                                                     : _("as the file says");
}

static void flow_head(const void *page, struct import_flow *flow)
{
    const struct import_preview *p = page;
    struct str text = {0};
    put_count(p, flow, ONLY_ADDED, _("added"));
    put_count(p, flow, ONLY_CHANGED, _("changed"));
    put_count(p, flow, ONLY_ALONE, _("left alone"));
    put_count(p, flow, ONLY_REFUSED, _("refused"));
    put_count(p, flow, ONLY_NOTED, ngettext_("note", "notes", p->rows.counts[ONLY_NOTED]));
    if (p->job->result.companies > 0) {
        str_add_count(&text, p->job->result.companies);
        str_add_f(
            &text, " %s",
            ngettext_("company made by name", "companies made by name", p->job->result.companies));
        import_flow_put(flow, p->screen.app, CMD_NONE, STYLE_MUTED, str_text(&text));
        str_truncate(&text, 0);
    }
    if (import_job_entries(p->job))
        str_add_f(&text, _("Template: %s"), template_name(p->job));
    else
        str_add_f(&text, _("Known contacts: %s"), known_name(p->job->known));
    import_flow_put(flow, p->screen.app,
                    import_job_entries(p->job) ? CMD_PREVIEW_TEMPLATE : CMD_PREVIEW_KNOWN,
                    STYLE_NORMAL, str_text(&text));
    str_clear(&text);
}

/* The whole of the row under the cursor, where the list cuts it. */
static void draw_whole(const struct import_preview *p, struct grid *g, struct rect r)
{
    lia_import_line line;
    struct pane pane = {0};
    struct str why = {0};
    if (!line_of(p, list_current(&p->list), &line))
        return;
    grid_hline(g, r.x, r.y, r.w, STYLE_BORDER);
    say_why(&line, &why);
    bool named = *line.name || *line.no;
    pane_add_f(&pane, STYLE_NORMAL, "%s%s%s%s%s", line.name, *line.no ? "  " : "", line.no,
               named && why.len ? ": " : "", str_text(&why));
    pane_draw(&pane, g, (struct rect){r.x + 1, r.y + 1, r.w - 2, r.h - 1});
    str_clear(&why);
    pane_clear(&pane);
}

static void draw(struct screen *s, struct grid *g, struct rect r)
{
    enum { ROWS_MIN = 8, WHOLE = 3 };
    const struct import_preview *p = (const struct import_preview *)s;
    int head = import_flow_draw(g, r, flow_head, p);
    int whole = r.h - head - WHOLE > ROWS_MIN ? WHOLE : 0, list = r.h - head - whole;
    list_draw(s->list, g, (struct rect){r.x, r.y + head, r.w, list}, app_marker_only(s->app), true);
    if (whole)
        draw_whole(p, g, (struct rect){r.x, r.y + head + list, r.w, whole});
}

static void title_text(struct screen *s, struct str *out)
{
    str_add_f(out, "%s ", _("Import"));
    import_job_title(((const struct import_preview *)s)->job, out);
}

static void status_text(struct screen *s, struct str *out)
{
    const struct import_preview *p = (const struct import_preview *)s;
    str_add_count(out, p->list.total);
    if (p->list.total < p->rows.counts[ONLY_ALL]) {
        str_add_f(out, " %s ", _("of"));
        str_add_count(out, p->rows.counts[ONLY_ALL]);
    }
}

static void close(struct screen *s)
{
    struct import_preview *p = (struct import_preview *)s;
    list_clear(&p->list);
    preview_rows_clear(&p->rows);
}

const struct screen_ops import_preview_screen = {
    .page = "import-preview",
    .title = N_("Import"),
    .size = sizeof(struct import_preview),
    .open = open,
    .command = command,
    .can = can,
    .draw = draw,
    .title_text = title_text,
    .status_text = status_text,
    .filter = filter,
    .close = close,
};
