/* import_job.c: see import_job.h. */
#include "tui/import_job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"

void import_job_clear(struct import_job *job)
{
    lia_import_looked_clear(&job->looked);
    free(job->file);
    free(job->chosen);
    memset(job, 0, sizeof *job);
}

bool import_job_entries(const struct import_job *job)
{
    return job->looked.content == LIA_CONTENT_ENTRIES;
}

/* --- looking -------------------------------------------------------------------------------------
 */

static void ask_for(const struct import_job *job, lia_import_how *how)
{
    *how = (lia_import_how){
        .format = job->format,
        .content = job->content,
        .known = job->known,
        .name = path_base(job->file ? job->file : ""),
        .charset = job->charset,
        .delimiter = job->delimiter,
        .header = job->header,
        .template_code = *job->template_code ? job->template_code : NULL,
    };
}

static void forget_file(struct import_job *job)
{
    lia_known known = job->known;
    import_job_clear(job);
    job->known = known;
}

lia_status import_job_look(struct import_job *job, struct screen *s, const char *file,
                           lia_error *err)
{
    lia_import_how how;
    lia_import_looked looked = {0};
    bool other = !str_eq(job->file, file);
    ask_for(other ? &(struct import_job){0} : job, &how);
    how.name = path_base(file);
    if (!other && !how.content)
        how.content = job->looked.content; /* read another way it is about the same */
    lia_status status = lia_import_look(book_of(s), file, &how, &looked, err);
    if (status != LIA_OK)
        return status;
    if (other)
        forget_file(job);
    if (looked.count != job->looked.count || looked.content != job->looked.content) {
        free(job->chosen);
        job->chosen = mem_alloc((looked.count + 1) * sizeof *job->chosen);
    }
    lia_import_looked_clear(&job->looked);
    job->looked = looked;
    if (other)
        job->file = mem_strdup(file);
    return LIA_OK;
}

/* --- columns -------------------------------------------------------------------------------------
 */

const char *import_job_field(const struct import_job *job, size_t column)
{
    const char *chosen = job->chosen ? job->chosen[column] : NULL;
    return chosen ? chosen : str_or(job->looked.columns[column].field, "");
}

bool import_job_wants_map(const struct import_job *job)
{
    if (job->looked.format != LIA_FORMAT_CSV || *str_or(job->looked.known, ""))
        return false;
    if (!job->looked.header) /* told by what stands in them */
        return true;
    for (size_t i = 0; i < job->looked.count; i++)
        if (!*str_or(job->looked.columns[i].field, ""))
            return true;
    return false;
}

const char *import_field_label(const struct import_job *job, const char *field)
{
    for (const lia_import_field *f = lia_import_fields(job->looked.content); f->name; f++)
        if (strcmp(f->name, field) == 0)
            return _(f->label);
    return _("left out");
}

/* A column by its number, unless another one's header is that number. */
static const char *column_key(const struct import_job *job, size_t column, char out[24])
{
    snprintf(out, 24, "%zu", column + 1);
    for (size_t i = 0; i < job->looked.count; i++)
        if (i != column && str_eq(job->looked.columns[i].name, out))
            return job->looked.columns[column].name;
    return out;
}

/* --- running -------------------------------------------------------------------------------------
 */

static lia_import_map *map_of(const struct import_job *job, struct arena *a, size_t *count)
{
    lia_import_map *map = arena_alloc(a, (job->looked.count + 1) * sizeof *map);
    *count = 0;
    for (size_t i = 0; job->chosen && i < job->looked.count; i++) {
        char *number = arena_alloc(a, 24);
        if (job->chosen[i])
            map[(*count)++] = (lia_import_map){column_key(job, i, number), job->chosen[i]};
    }
    return map;
}

lia_status import_job_run(struct import_job *job, struct screen *s, bool dry,
                          void (*report)(void *ctx, const lia_import_line *), void *ctx,
                          lia_error *err)
{
    struct arena a = {0};
    lia_import_how how;
    lia_import_result result = {0};
    ask_for(job, &how);
    how.format = job->looked.format; /* found out once */
    how.content = job->looked.content;
    how.map = map_of(job, &a, &how.map_count);
    how.dry_run = dry;
    how.report = report;
    how.every = dry;
    how.ctx = ctx;
    how.progress = app_progress_of(
        s->app, dry ? _("Looking what would be imported") : _("Importing"), PROGRESS_BYTES);
    lia_status status = lia_import_file(book_of(s), job->file, &how, &result, err);
    app_progress_end(s->app);
    if (status == LIA_OK)
        job->result = result;
    arena_clear(&a);
    return status;
}

/* --- for people ----------------------------------------------------------------------------------
 */

static const char *format_name(lia_format format)
{
    switch (format) {
    case LIA_FORMAT_VCARD:
        return "vCard";
    case LIA_FORMAT_CSV:
        return "CSV";
    case LIA_FORMAT_JSON:
        return _("JSON lines");
    case LIA_FORMAT_CALENDAR:
        return "iCalendar";
    default:
        return "";
    }
}

void import_job_title(const struct import_job *job, struct str *out)
{
    const char *known = str_or(job->looked.known, "");
    str_add_f(out, "%s · %s", path_base(job->file), format_name(job->looked.format));
    if (*known)
        str_add_f(out, " (%s)", known);
    str_add_f(out, ", %s",
              job->looked.format == LIA_FORMAT_CALENDAR ? _("meetings")
              : import_job_entries(job)                 ? _("interactions")
                                                        : _("contacts"));
}

void import_samples(const lia_import_column *column, struct str *out)
{
    size_t before = out->len;
    for (size_t i = 0; i < sizeof column->samples / sizeof *column->samples; i++)
        if (*str_or(column->samples[i], ""))
            str_add_f(out, "%s%s", out->len > before ? " · " : "", column->samples[i]);
}

void import_flow_put(struct import_flow *flow, struct app *app, enum command_id id,
                     enum style style, const char *text)
{
    enum { GAP = 3 };
    char key[KEY_NAME] = "";
    uint32_t user = app_key(app, id);
    if (user)
        key_format_short(user, key);
    int room = flow->r.w, kw = text_columns(key, strlen(key), room);
    kw += kw > 0; /* a blank behind it */
    int w = kw + text_columns(text, strlen(text), room);
    if (flow->x > 0 && flow->x + w > room) {
        flow->x = 0;
        flow->y++;
    }
    int x = flow->r.x + flow->x, y = flow->r.y + flow->y;
    if (flow->g && flow->y < flow->r.h) {
        grid_put(flow->g, x, y, kw, STYLE_KEY, key);
        grid_put(flow->g, x + kw, y, room - flow->x - kw, style, text);
    }
    flow->x += w + GAP;
}

int import_flow_draw(struct grid *g, struct rect r,
                     void (*put)(const void *page, struct import_flow *flow), const void *page)
{
    struct import_flow flow = {.r = {r.x + 1, r.y, r.w - 2, r.h}};
    put(page, &flow);
    int lines = flow.x > 0 ? flow.y + 1 : flow.y, most = r.h * 2 / 5;
    lines = lines > most ? most : lines;
    flow = (struct import_flow){.g = g, .r = {r.x + 1, r.y, r.w - 2, lines}};
    put(page, &flow);
    return lines;
}
