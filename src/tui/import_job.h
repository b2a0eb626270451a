/* import_job.h: what the pages of an import share: the file, how it is read, what becomes of its
 * columns, and running it. The page with the file's name owns it; the others borrow it. */
#ifndef TUI_IMPORT_JOB_H
#define TUI_IMPORT_JOB_H

#include "tui/screens.h"

/* `{0}` is valid: no file. */
struct import_job {
    char *file;               /* NULL: none was looked at */
    lia_import_looked looked; /* what it holds; columns of a table only */
    const char *
        *chosen;       /* a field of lia_import_fields, "" or "-" for each column; NULL as found */
    lia_format format; /* as asked for, as the next five; AUTO, 0 and "" are found by looking */
    lia_content content;
    char charset[40];
    char delimiter;
    int header;
    lia_known known;
    char template_code[LIA_CODE_MAX]; /* of interactions that name none; "" none */
    lia_import_result result;         /* of the latest dry run */
};
void import_job_clear(struct import_job *job); /* frees */

/* Looks at the file. The same one as before keeps what was chosen for it; so does looking at it
 * another way, as long as it comes to as many columns of the same kind. On failure everything stays
 * as it was. */
lia_status import_job_look(struct import_job *job, struct screen *s, const char *file,
                           lia_error *err);
/* A table of which not every column was known by name: the page that maps them comes first. */
bool import_job_wants_map(const struct import_job *job);
/* What becomes of a column: a field, "" kept, "-" left out. */
const char *import_job_field(const struct import_job *job, size_t column);
/* For people: "E-mail", "kept as it is", "left out"; never NULL. */
const char *import_field_label(const struct import_job *job, const char *field);
bool import_job_entries(const struct import_job *job); /* interactions, not contacts */
/* Appends what a column holds: "Berg · Ek"; nothing when all of it is blank. */
void import_samples(const lia_import_column *column, struct str *out);

/* The dry run, with every line told to report; or the import itself, report may be NULL. Shows its
 * progress. */
lia_status import_job_run(struct import_job *job, struct screen *s, bool dry,
                          void (*report)(void *ctx, const lia_import_line *), void *ctx,
                          lia_error *err);

/* "people.csv · CSV, contacts" */
void import_job_title(const struct import_job *job, struct str *out);

/* The page that maps columns, and the preview; args: struct import_job *. */
extern const struct screen_ops import_map_screen, import_preview_screen;
/* A field for one column; args. It returns a value for import_job.chosen. */
struct import_field_args {
    const struct import_job *job;
    size_t column;
};
extern const struct screen_ops import_field_form;
/* The template of interactions that name none; args: struct import_job *. It returns its code. */
extern const struct screen_ops import_template_form;

/* Keys with what they stand for now, one after the other, over as many lines as they take. */
struct import_flow {
    struct grid *g; /* NULL: only the lines are counted */
    struct rect r;
    int x, y;
};
void import_flow_put(struct import_flow *flow, struct app *app, enum command_id id,
                     enum style style, const char *text);
/* What `put` puts, at the top of r, on at most two fifths of its lines: how many it takes. */
int import_flow_draw(struct grid *g, struct rect r,
                     void (*put)(const void *page, struct import_flow *flow), const void *page);

#endif
