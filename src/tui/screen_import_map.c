/* screen_import_map.c: Import, its second page: what becomes of each column of a table, and how the
 * table is read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/import_job.h"
#include "tui/match.h"

struct import_map {
    struct screen screen; /* first */
    struct list list;     /* ids are numbers of columns, from 1 on */
    struct import_job *job;
};

static const struct list_column columns[] = {
    {N_("Column"), .min = 10, .ideal = 20, .grow = 1},
    {N_("In the file"), .min = 8, .ideal = 28, .grow = 2, .priority = 1},
    {N_("Becomes"), .min = 12, .ideal = 24, .grow = 1},
};

/* --- the list ------------------------------------------------------------------------------------
 */

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n,
                        struct list_chunk *out, lia_error *err)
{
    const struct import_map *p = ctx;
    struct list_span span =
        list_span_of(from, p->job->looked.count, anchor ? (size_t)anchor->id - 1 : 0, false, n);
    (void)err;
    for (size_t i = span.first; i < span.end; i++)
        list_chunk_add(out, (int64_t)i + 1, p->job);
    return LIA_OK;
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out,
                 enum style *style)
{
    const struct import_map *p = ctx;
    const struct import_job *job = p->job;
    size_t i = (size_t)row->id - 1;
    if (i >= job->looked.count)
        return;
    const lia_import_column *c = &job->looked.columns[i];
    const char *field = import_job_field(job, i);
    bool nowhere = !*field || strcmp(field, "-") == 0;
    switch (column) {
    case 0:
        str_add(out, c->name);
        break;
    case 1:
        *style = STYLE_MUTED;
        import_samples(c, out);
        break;
    default:
        *style = nowhere ? STYLE_MUTED : STYLE_NORMAL;
        str_add_f(out, "%s%s", import_field_label(job, field), job->chosen[i] ? " •" : "");
    }
}

static const struct list_provider provider = {.fetch = fetch, .cell = cell};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct import_map *p = (struct import_map *)s;
    struct import_job *const *job = args;
    (void)err;
    p->job = *job;
    list_init(&p->list, columns, sizeof columns / sizeof *columns, &provider, p,
              N_("No columns were found: S changes the separator."));
    s->list = &p->list;
    return LIA_OK;
}

/* --- how the table is read -----------------------------------------------------------------------
 */

static void look_again(struct import_map *p, const struct import_job *before)
{
    struct import_job *job = p->job;
    struct arena a = {0};
    lia_error err = {0};
    char *file = arena_strdup(&a, job->file);
    if (import_job_look(job, &p->screen, file, &err) != LIA_OK) {
        job->content = before->content; /* as it was: it could not be read that way */
        job->delimiter = before->delimiter;
        job->header = before->header;
        memcpy(job->charset, before->charset, sizeof job->charset);
        app_fail(p->screen.app, &err);
    }
    arena_clear(&a);
    list_reload(&p->list);
}

static void set_charset(struct screen *s, const char *charset)
{
    struct import_map *p = (struct import_map *)s;
    struct import_job before = *p->job;
    if (!charset)
        return;
    snprintf(p->job->charset, sizeof p->job->charset, "%s", charset);
    look_again(p, &before);
}

static const char *const charsets[] = {"UTF-8",        "UTF-16",    "WINDOWS-1252", "ISO-8859-15",
                                       "WINDOWS-1251", "SHIFT_JIS", "GB18030",      "BIG5"};
enum { CHARSETS = sizeof charsets / sizeof *charsets };

static void charset_chosen(struct screen *s, int index)
{
    if (index == 0)
        set_charset(s, "");
    else if (index > CHARSETS)
        app_prompt(s, _("Encoding"), "", set_charset);
    else if (index > 0)
        set_charset(s, charsets[index - 1]);
}

static void choose_charset(struct import_map *p)
{
    struct choice choices[CHARSETS + 2] = {{'f', _("as found by looking"), ""}};
    int current = 0;
    for (int i = 0; i < CHARSETS; i++) {
        choices[i + 1] = (struct choice){0, charsets[i], ""};
        if (strcmp(charsets[i], p->job->charset) == 0)
            current = i + 1;
    }
    choices[CHARSETS + 1] = (struct choice){'o', _("other …"), ""};
    app_choose(&p->screen, _("Encoding"), choices, CHARSETS + 2, current, charset_chosen);
}

static const char delimiters[] = {0, ',', ';', '\t', '|'};

static const char *delimiter_name(char c)
{
    switch (c) {
    case ',':
        return _("comma ,");
    case ';':
        return _("semicolon ;");
    case '\t':
        return _("tab");
    case '|':
        return _("bar |");
    default:
        return _("as found by looking");
    }
}

static void delimiter_chosen(struct screen *s, int index)
{
    struct import_map *p = (struct import_map *)s;
    struct import_job before = *p->job;
    if (index < 0 || index >= (int)sizeof delimiters)
        return;
    p->job->delimiter = delimiters[index];
    look_again(p, &before);
}

static void choose_delimiter(struct import_map *p)
{
    struct choice choices[sizeof delimiters] = {{0}};
    int current = 0;
    for (size_t i = 0; i < sizeof delimiters; i++) {
        choices[i] = (struct choice){i ? delimiters[i] == '\t' ? 't' : delimiters[i] : 'f',
                                     delimiter_name(delimiters[i]), ""};
        if (delimiters[i] == p->job->delimiter)
            current = (int)i;
    }
    app_choose(&p->screen, _("Separator"), choices, (int)sizeof delimiters, current,
               delimiter_chosen);
}

static void switch_header(struct import_map *p)
{
    struct import_job before = *p->job;
    p->job->header = p->job->looked.header ? -1 : 1;
    look_again(p, &before);
}

static void switch_content(struct import_map *p)
{
    struct import_job before = *p->job;
    p->job->content = import_job_entries(p->job) ? LIA_CONTENT_CONTACTS : LIA_CONTENT_ENTRIES;
    look_again(p, &before);
}

/* --- what becomes of a column --------------------------------------------------------------------
 */

static size_t current(const struct import_map *p)
{
    return (size_t)list_current_id(&p->list) - 1;
}

static void field_chosen(struct screen *opener, const char *tag, const struct screen_result *result)
{
    struct import_map *p = (struct import_map *)opener;
    size_t i = current(p);
    (void)tag;
    if (i >= p->job->looked.count)
        return;
    p->job->chosen[i] = result->value;
    list_move(&p->list, 1);
}

static void choose_field(struct import_map *p)
{
    struct import_field_args args = {p->job, current(p)};
    app_open_for(p->screen.app, &import_field_form, &args, field_chosen, "");
}

static void leave_out(struct import_map *p)
{
    size_t i = current(p);
    p->job->chosen[i] = str_eq(import_job_field(p->job, i), "-") ? NULL : "-";
    list_move(&p->list, 1);
}

static void as_found(struct import_map *p)
{
    for (size_t i = 0; i < p->job->looked.count; i++)
        p->job->chosen[i] = NULL;
    app_say(p->screen.app, _("Every column is as it was found"));
}

static bool command(struct screen *s, enum command_id id)
{
    struct import_map *p = (struct import_map *)s;
    switch (id) {
    case CMD_MAP_FIELD:
        choose_field(p);
        return true;
    case CMD_MAP_LEAVE_OUT:
        leave_out(p);
        return true;
    case CMD_MAP_FOUND:
        as_found(p);
        return true;
    case CMD_MAP_CHARSET:
        choose_charset(p);
        return true;
    case CMD_MAP_SEPARATOR:
        choose_delimiter(p);
        return true;
    case CMD_MAP_HEADER:
        switch_header(p);
        return true;
    case CMD_MAP_CONTENT:
        switch_content(p);
        return true;
    case CMD_MAP_GO:
        app_open(s->app, &import_preview_screen, &p->job);
        return true;
    default:
        return false;
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct import_map *p = (const struct import_map *)s;
    switch (id) {
    case CMD_MAP_FIELD:
    case CMD_MAP_LEAVE_OUT:
    case CMD_MAP_FOUND:
    case CMD_MAP_GO:
        return p->job->looked.count > 0;
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

static void put(struct import_flow *flow, struct app *app, enum command_id id, const char *fmt,
                const char *value, bool own)
{
    struct str text = {0};
    str_add_f(&text, "%s%s%s", fmt, value, own ? " •" : "");
    import_flow_put(flow, app, id, STYLE_NORMAL, str_text(&text));
    str_clear(&text);
}

static void flow_reading(const void *page, struct import_flow *flow)
{
    const struct import_map *p = page;
    const struct import_job *job = p->job;
    const lia_import_looked *l = &job->looked;
    struct app *app = p->screen.app;
    put(flow, app, CMD_MAP_CONTENT, _("Each row: "),
        import_job_entries(job) ? _("an interaction") : _("a contact"),
        job->content != LIA_CONTENT_AUTO);
    put(flow, app, CMD_MAP_CHARSET, _("Encoding: "), str_or(l->charset, "UTF-8"),
        *job->charset != '\0');
    put(flow, app, CMD_MAP_SEPARATOR, _("Separator: "), delimiter_name(l->delimiter),
        job->delimiter != 0);
    put(flow, app, CMD_MAP_HEADER, _("First row: "),
        l->header ? _("names of the columns") : _("a row like the others"), job->header != 0);
}

static void draw(struct screen *s, struct grid *g, struct rect r)
{
    const struct import_map *p = (const struct import_map *)s;
    int head = import_flow_draw(g, r, flow_reading, p);
    list_draw(s->list, g, (struct rect){r.x, r.y + head, r.w, r.h - head}, app_marker_only(s->app),
              true);
}

static void title_text(struct screen *s, struct str *out)
{
    str_add_f(out, "%s ", _("Columns of"));
    import_job_title(((const struct import_map *)s)->job, out);
}

static void status_text(struct screen *s, struct str *out)
{
    const struct import_job *job = ((const struct import_map *)s)->job;
    size_t used = 0;
    for (size_t i = 0; i < job->looked.count; i++) {
        const char *field = import_job_field(job, i);
        used += *field && strcmp(field, "-") != 0;
    }
    str_add_f(out, _("%zu of %zu used"), used, job->looked.count);
}

static void close(struct screen *s)
{
    list_clear(&((struct import_map *)s)->list);
}

const struct screen_ops import_map_screen = {
    .page = "import-map",
    .title = N_("Columns of the file"),
    .size = sizeof(struct import_map),
    .open = open,
    .command = command,
    .can = can,
    .draw = draw,
    .title_text = title_text,
    .status_text = status_text,
    .close = close,
};
