/* Templates, groups and salespeople: small tables, read whole. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "core/import_entries_write.h"

static lia_status load_templates(struct vec *out, struct db *db, struct arena *a, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(db,
                 "SELECT template_id, group_id, unit_cost, unit_minutes, code, description, flow,"
                 " initiated_by, correspondence, ignore_correspondence FROM interaction_template"
                 " ORDER BY code",
                 DB_NONE, &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        struct entry_template *t = vec_push(out);
        *t = (struct entry_template){.id = db_int(rows, 0),
                                     .group_id = db_int(rows, 1),
                                     .cost = db_int(rows, 2),
                                     .minutes = db_int(rows, 3),
                                     .code = arena_strdup(a, db_text(rows, 4)),
                                     .description = arena_strdup(a, db_text(rows, 5)),
                                     .fold = utf8_fold(a, db_text(rows, 5)),
                                     .flow = (int)db_int(rows, 6),
                                     .initiated_by = (int)db_int(rows, 7),
                                     .correspondence = (int)db_int(rows, 8),
                                     .ignore = db_int(rows, 9)};
    }
    return db_rows_close(rows, err);
}

static lia_status load_coded(struct vec *out, struct db *db, const char *sql, struct arena *a,
                             lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(db, sql, DB_NONE, &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        struct entry_coded *c = vec_push(out);
        *c = (struct entry_coded){db_int(rows, 0), arena_strdup(a, db_text(rows, 1)),
                                  arena_strdup(a, db_text(rows, 2))};
    }
    return db_rows_close(rows, err);
}

lia_status entry_codes_load(struct entry_codes *codes, struct db *db, struct arena *a,
                            lia_error *err)
{
    entry_codes_clear(codes);
    codes->templates.size = sizeof(struct entry_template);
    codes->groups.size = codes->salespeople.size = codes->events.size = sizeof(struct entry_coded);
    lia_status status = load_templates(&codes->templates, db, a, err);
    if (status == LIA_OK)
        status =
            load_coded(&codes->groups, db,
                       "SELECT group_id, code, '' FROM interaction_group ORDER BY code", a, err);
    if (status == LIA_OK)
        status =
            load_coded(&codes->salespeople, db,
                       "SELECT salesperson_id, code, email FROM salesperson ORDER BY code", a, err);
    if (status == LIA_OK)
        status = load_coded(&codes->events, db,
                            "SELECT v.template_id, v.code, '' FROM event AS v"
                            " JOIN interaction_template AS t ON t.template_id = v.template_id"
                            " WHERE t.blocked = 0 ORDER BY v.code",
                            a, err);
    return status;
}

void entry_codes_clear(struct entry_codes *codes)
{
    vec_clear(&codes->templates);
    vec_clear(&codes->groups);
    vec_clear(&codes->salespeople);
    vec_clear(&codes->events);
}

static int compare_coded(const void *key, const void *coded)
{
    return strcmp(key, ((const struct entry_coded *)coded)->code);
}
static int compare_template(const void *key, const void *template)
{
    return strcmp(key, ((const struct entry_template *)template)->code);
}

static const struct entry_coded *find_coded(const struct vec *coded, const char *code)
{
    return coded->count ? bsearch(code, coded->items, coded->count, coded->size, compare_coded)
                        : NULL;
}

int64_t entry_coded_id(const struct vec *coded, const char *code)
{
    char normal[LIA_CODE_MAX];
    if (lia_code_normal(code, "", normal, NULL) != LIA_OK)
        return 0;
    const struct entry_coded *found = find_coded(coded, normal);
    return found ? found->id : 0;
}

int64_t entry_salesperson_of_email(const struct entry_codes *codes, const char *email)
{
    const struct entry_coded *all = codes->salespeople.items;
    for (size_t i = 0; i < codes->salespeople.count; i++)
        if (*all[i].email && strcasecmp(all[i].email, email) == 0)
            return all[i].id;
    return 0;
}

const struct entry_template *entry_template_of_event(const struct entry_codes *codes,
                                                     const char *event)
{
    const struct entry_coded *found = find_coded(&codes->events, event);
    const struct entry_template *all = codes->templates.items;
    for (size_t i = 0; found && i < codes->templates.count; i++)
        if (all[i].id == found->id)
            return &all[i];
    return NULL;
}

/* "Call" of an inbound one is call-in. */
static const struct entry_template *of_event_named(const struct entry_codes *codes, struct arena *a,
                                                   const char *fold, int flow)
{
    const char *name = strcmp(fold, "e-mail") == 0 || strcmp(fold, "mail") == 0 ? "email" : fold;
    const struct entry_template *t = entry_template_of_event(codes, name);
    if (t)
        return t;
    const char *end = flow == LIA_INBOUND ? "in" : "out";
    return entry_template_of_event(codes, arena_printf(a, "%s-%s", name, end));
}

const struct entry_template *entry_template_named(const struct entry_codes *codes, const char *text,
                                                  int flow)
{
    char code[LIA_CODE_MAX];
    struct arena a = {0};
    const struct entry_template *all = codes->templates.items, *found = NULL;
    if (codes->templates.count && lia_code_normal(text, "", code, NULL) == LIA_OK)
        found = bsearch(code, all, codes->templates.count, sizeof *all, compare_template);
    if (found)
        return found;
    const char *fold = utf8_fold(&a, text);
    for (size_t i = 0; !found && *fold && i < codes->templates.count; i++)
        if (strcmp(all[i].fold, fold) == 0)
            found = &all[i];
    if (!found)
        found = of_event_named(codes, &a, fold, flow);
    arena_clear(&a);
    return found;
}
