/* screen_import_field.c: Import: the field that a column becomes, and the template of interactions
 * that name none: boxes with one look-up each, done as soon as a row is taken. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "tui/import_job.h"
#include "tui/match.h"

struct import_field {
    struct screen screen; /* first */
    struct form form;
    struct import_field_args args;
};

/* "" is no value of a look-up. */
#define KEPT "keep"

static bool is_none(const lia_import_field *f)
{
    return !*f->name || strcmp(f->name, "-") == 0;
}

/* In the order of the list; -1 is not shown. */
enum { RANK_BEGINS, RANK_HAS, RANK_NONE, RANKS };

/* "minutes" is the field of that name before "Zone (minutes)". */
static int rank_of(const lia_import_field *f, const char *typed)
{
    struct str words = {0};
    size_t len = strlen(typed);
    str_add_f(&words, "%s %s", _(f->label), is_none(f) ? "" : f->name);
    bool shown = !*typed || match_words(str_text(&words), typed);
    str_clear(&words);
    bool begins =
        strncasecmp(_(f->label), typed, len) == 0 || strncasecmp(f->name, typed, len) == 0;
    return !shown ? -1 : is_none(f) ? RANK_NONE : begins ? RANK_BEGINS : RANK_HAS;
}

/* Fields that begin so first, then other fields, then what is none. */
static lia_status find_field(void *ctx, const char *field, const char *typed, int limit,
                             struct lookup_rows *out, lia_error *err)
{
    const struct import_job *job = ((struct import_field *)ctx)->args.job;
    (void)field, (void)err;
    for (int rank = 0; rank < RANKS; rank++)
        for (const lia_import_field *f = lia_import_fields(job->looked.content); f->name; f++)
            if (rank_of(f, typed) == rank && (int)out->rows.count < limit)
                lookup_add(out, *f->name ? f->name : KEPT, _(f->label), is_none(f) ? "" : f->name);
    return LIA_OK;
}

static const struct lookup_source source_field = {.find = find_field};

static const struct field_spec fields[] = {
    {"samples", N_("In the file"), FIELD_INFO},
    {"field", N_("Becomes"), FIELD_LOOKUP, .source = &source_field},
    {0},
};

/* The name as the core has it, which outlives this box. */
static const char *lasting(const struct import_job *job, const char *value)
{
    if (strcmp(value, KEPT) == 0)
        return "";
    for (const lia_import_field *f = lia_import_fields(job->looked.content); f->name; f++)
        if (strcmp(f->name, value) == 0)
            return f->name;
    return "-";
}

static void give_back(struct import_field *p)
{
    const char *value = form_get(&p->form, "field");
    if (*value)
        app_return(&p->screen, &(struct screen_result){.value = lasting(p->args.job, value)});
    else
        app_close(&p->screen);
}

static lia_status changed(void *ctx, struct form *f, const char *field, lia_error *err)
{
    (void)f, (void)field, (void)err;
    give_back(ctx);
    return LIA_OK;
}

static const struct form_ops ops = {.changed = changed};

static void show_samples(struct import_field *p)
{
    const lia_import_column *c = &p->args.job->looked.columns[p->args.column];
    struct str text = {0};
    import_samples(c, &text);
    form_set(&p->form, "samples", text.len ? str_text(&text) : _("(empty)"));
    str_clear(&text);
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct import_field *p = (struct import_field *)s;
    (void)err;
    p->args = *(const struct import_field_args *)args;
    form_init(&p->form, fields, &ops, p);
    show_samples(p);
    form_begin(&p->form);
    form_open_lookup(&p->form);
    /* The field stays blank, so that taking the same row again is a choice too; the row is shown.
     */
    const char *now = import_job_field(p->args.job, p->args.column);
    str_add(&p->form.lookup.wanted, *now ? now : KEPT);
    s->form = &p->form;
    return LIA_OK;
}

static void ok(struct screen *s)
{
    if (!s->closing)
        give_back((struct import_field *)s);
}

static bool command(struct screen *s, enum command_id id)
{
    return session_form_command(s, id, ok);
}

/* High enough for the rows of the look-up, which would lie over the samples else. */
static void size_box(struct screen *s, int *w, int *h)
{
    enum { ROWS = 14 };
    (void)s, (void)w;
    *h = ROWS;
}

static void title_text(struct screen *s, struct str *out)
{
    const struct import_field *p = (const struct import_field *)s;
    str_add_f(out, _("Column “%s”"), p->args.job->looked.columns[p->args.column].name);
}

static void close(struct screen *s)
{
    form_clear(&((struct import_field *)s)->form);
}

const struct screen_ops import_field_form = {
    .page = "import-field",
    .title = N_("Column"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct import_field),
    .open = open,
    .command = command,
    .title_text = title_text,
    .size_box = size_box,
    .close = close,
};

/* --- the template of interactions that name none --- */

struct import_template {
    struct screen screen; /* first */
    struct form form;
};

static const struct field_spec template_fields[] = {
    {"template", N_("Template"), FIELD_LOOKUP, .source = &source_template},
    {"hint", "", FIELD_INFO},
    {0},
};

static const struct form_ops template_ops = {.add = session_add};

static lia_status template_open(struct screen *s, const void *args, lia_error *err)
{
    struct import_template *p = (struct import_template *)s;
    struct import_job *const *job = args;
    int64_t id = 0;
    form_init(&p->form, template_fields, &template_ops, p);
    s->form = &p->form; /* the look-ups ask for it */
    lia_status status = *(*job)->template_code
                            ? lia_template_find(book_of(s), (*job)->template_code, &id, err)
                            : LIA_OK;
    if (status == LIA_OK)
        status = session_choose_template(s, &p->form, "template", id, err);
    if (status != LIA_OK) {
        form_clear(&p->form);
        return status;
    }
    form_set(&p->form, "hint", _("For interactions that name no template of their own."));
    form_begin(&p->form);
    return LIA_OK;
}

static void template_ok(struct screen *s)
{
    app_return(s, &(struct screen_result){.value = form_get(s->form, "template")});
}

static bool template_command(struct screen *s, enum command_id id)
{
    return session_form_command(s, id, template_ok);
}

static void template_close(struct screen *s)
{
    form_clear(&((struct import_template *)s)->form);
}

const struct screen_ops import_template_form = {
    .page = "import-template",
    .title = N_("Template for these interactions"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct import_template),
    .open = template_open,
    .command = template_command,
    .close = template_close,
};
