#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "core/code.h"
#include "core/code_record.h"
#include "core/contact_tidy.h"
#include "core/core.h"
#include "core/interaction_rules.h"
#include "core/result.h"
#include "liaise/template.h"

static const struct code_kind kind = {
    .table = OP_TEMPLATE,
    .name = "interaction_template",
    .key = "template_id",
    .block = "template-block",
    .unblock = "template-unblock",
    .remove = "template-delete",
    .blocked = N_("Blocked interaction template"),
    .unblocked = N_("Unblocked interaction template"),
    .removed = N_("Deleted interaction template"),
    .gone = N_("This interaction template is not in the book any more"),
    .in_use = N_("This template is in use: block it, then new interactions are not offered it"),
    .uses =
        {
            "SELECT 1 FROM entry WHERE template_id = :id LIMIT 1",
            "SELECT 1 FROM postponed WHERE template_id = :id LIMIT 1",
            "SELECT 1 FROM segment WHERE template_id = :id LIMIT 1",
            "SELECT 1 FROM segment_line WHERE template_id = :id LIMIT 1",
            "SELECT 1 FROM event WHERE template_id = :id LIMIT 1",
        },
};

void lia_template_list_clear(lia_template_list *list)
{
    result_free(list->arena);
    *list = (lia_template_list){0};
}

#define SELECT_TEMPLATE                                                                            \
    "SELECT t.template_id, t.changed_op, t.code, t.description, t.group_id, g.code, t.unit_cost,"  \
    " t.unit_minutes, t.flow, t.initiated_by, t.correspondence, t.ignore_correspondence,"          \
    " t.blocked, coalesce(sum(s.entries), 0), coalesce(sum(s.cost), 0),"                           \
    " coalesce(sum(s.minutes), 0) FROM interaction_template AS t"                                  \
    " JOIN interaction_group AS g ON g.group_id = t.group_id"                                      \
    " LEFT JOIN entry_total AS s ON s.template_id = t.template_id"

static lia_template read_row(struct db_rows *rows, struct arena *a)
{
    lia_template t = {.id = db_int(rows, 0), .version = db_int(rows, 1)};
    t.code = arena_strdup(a, db_text(rows, 2));
    t.description = arena_strdup(a, db_text(rows, 3));
    t.group_id = db_int(rows, 4);
    t.group_code = arena_strdup(a, db_text(rows, 5));
    t.unit_cost = db_int(rows, 6);
    t.unit_minutes = db_int(rows, 7);
    t.flow = (lia_flow)db_int(rows, 8);
    t.initiated_by = (lia_by)db_int(rows, 9);
    t.correspondence = (lia_corr)db_int(rows, 10);
    t.ignore_correspondence = db_int(rows, 11) != 0;
    t.blocked = db_int(rows, 12) != 0;
    t.totals = (lia_totals){db_int(rows, 13), db_int(rows, 14), db_int(rows, 15)};
    return t;
}

/* Those whose code begins with what was typed come first, each part in the order of the rows. */
static lia_template *arrange(struct arena *a, const struct vec *items, const char *match)
{
    lia_template *arranged = arena_alloc(a, (items->count + 1) * sizeof *arranged);
    size_t n = 0;
    for (int starts = 1; starts >= 0; starts--)
        for (size_t i = 0; i < items->count; i++) {
            const lia_template *t = &VEC_AT(items, lia_template, i);
            if (code_starts(match, t->code) == starts)
                arranged[n++] = *t;
        }
    return arranged;
}

static lia_status read_list(lia_book *book, const char *sql, const struct db_param *params,
                            const char *match, lia_template_list *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(book->db, sql, params, &rows, err);
    if (status)
        return status;
    lia_template_list list = {.arena = result_new()};
    struct vec items = VEC_OF(lia_template);
    while (db_next(rows)) {
        lia_template t = read_row(rows, list.arena);
        if (code_match(match, (const char *const[]){t.code, t.description, t.group_code, NULL}))
            *(lia_template *)vec_push(&items) = t;
    }
    status = db_rows_close(rows, err);
    list.count = items.count;
    list.items = arrange(list.arena, &items, match);
    vec_clear(&items);
    if (status)
        lia_template_list_clear(&list);
    else
        *out = list;
    return status;
}

lia_status lia_template_list_all(lia_book *book, bool with_blocked, const char *match,
                                 lia_template_list *out, lia_error *err)
{
    return read_list(book,
                     SELECT_TEMPLATE
                     " WHERE t.blocked <= :blocked AND g.blocked <= :blocked GROUP BY t.template_id"
                     " ORDER BY g.code, t.code",
                     DB_PARAMS(db_i("blocked", with_blocked)), match, out, err);
}

lia_status lia_template_get(lia_book *book, int64_t id, lia_template_list *out, lia_error *err)
{
    lia_template_list list;
    lia_status status =
        read_list(book, SELECT_TEMPLATE " WHERE t.template_id = :id GROUP BY t.template_id",
                  DB_PARAMS(db_i("id", id)), "", &list, err);
    if (status)
        return status;
    if (list.count == 0) {
        lia_template_list_clear(&list);
        return lia_fail(err, LIA_NOT_FOUND, "", "%s", _(kind.gone));
    }
    *out = list;
    return LIA_OK;
}

lia_status lia_template_find(lia_book *book, const char *code, int64_t *id, lia_error *err)
{
    return code_find(book, &kind, code, id, err);
}

/* --- saving --- */

struct save {
    lia_template t; /* tidied */
    int64_t id;
};

static lia_status check_group(struct op *op, const lia_template *t, int64_t was, lia_error *err)
{
    int64_t blocked = 0;
    bool found = false;
    lia_status status =
        db_query_int(op->db, "SELECT blocked FROM interaction_group WHERE group_id = :id",
                     DB_PARAMS(db_i("id", t->group_id)), &blocked, &found, err);
    if (status)
        return status;
    if (!found)
        return lia_fail(err, LIA_INVALID, "group",
                        _("A template belongs to an interaction group: choose one"));
    if (blocked && t->group_id != was)
        return lia_fail(err, LIA_INVALID, "group",
                        _("This interaction group is blocked: choose another, or unblock it"));
    return LIA_OK;
}

/* was_group: the group it had, 0 for a new one. */
static lia_status check(struct op *op, const lia_template *t, int64_t was_group, lia_error *err)
{
    lia_status status = code_check_free(op, &kind, t->code, t->id, err);
    if (status == LIA_OK)
        status = check_group(op, t, was_group, err);
    if (status)
        return status;
    if (t->unit_cost < 0 || t->unit_cost > RULE_COST_MAX)
        return lia_fail(err, LIA_INVALID, "unit_cost",
                        _("The cost is 0 or more, and at most 1000000000"));
    if (t->unit_minutes < 0 || t->unit_minutes > RULE_MINUTES_MAX)
        return lia_fail(err, LIA_INVALID, "unit_minutes",
                        _("The duration is 0 minutes or more, and at most 1000000"));
    if (!lia_value_code(LIA_SET_FLOW, (int)t->flow))
        return lia_fail(err, LIA_INVALID, "flow", _("The flow is outbound, inbound or blank"));
    if (!lia_value_code(LIA_SET_BY, (int)t->initiated_by))
        return lia_fail(err, LIA_INVALID, "initiated_by", _("Initiated by us, by them, or blank"));
    if (!lia_value_code(LIA_SET_CORR, (int)t->correspondence))
        return lia_fail(err, LIA_INVALID, "correspondence",
                        _("Correspondence is by hard copy, email or phone, or blank"));
    return LIA_OK;
}

static const struct db_param *params_of(struct op *op, const lia_template *t, int64_t id)
{
    struct arena *a = &op->arena;
    const struct db_param params[] = {
        db_i("id", id),
        db_t("code", t->code),
        db_i("group", t->group_id),
        db_t("description", t->description),
        db_i("cost", t->unit_cost),
        db_i("minutes", t->unit_minutes),
        db_i("flow", t->flow),
        db_i("by", t->initiated_by),
        db_i("correspondence", t->correspondence),
        db_i("ignore", t->ignore_correspondence),
        db_i("blocked", t->blocked),
        db_i("op", op->id),
        {.type = DB_END},
    };
    return memcpy(arena_alloc(a, sizeof params), params, sizeof params);
}

static lia_status fill_add(struct op *op, struct save *save, lia_error *err)
{
    lia_status status = check(op, &save->t, 0, err);
    if (status == LIA_OK)
        status = op_take(op, "template", 1, &save->id, err);
    if (status)
        return status;
    op_inserted(op, OP_TEMPLATE, save->id, save->id);
    db_add(op->batch,
           "INSERT INTO interaction_template (template_id, code, group_id, description, unit_cost,"
           " unit_minutes, flow, initiated_by, correspondence, ignore_correspondence, blocked,"
           " op_id, changed_op) VALUES (:id, :code, :group, :description, :cost, :minutes, :flow,"
           " :by, :correspondence, :ignore, :blocked, :op, :op)",
           params_of(op, &save->t, save->id));
    op_say(op, 1, _("Added interaction template %s"), save->t.code);
    return LIA_OK;
}

static bool same(const lia_template *a, const lia_template *b)
{
    return a->version == b->version && a->group_id == b->group_id && a->unit_cost == b->unit_cost &&
           a->unit_minutes == b->unit_minutes && a->flow == b->flow &&
           a->initiated_by == b->initiated_by && a->correspondence == b->correspondence &&
           a->ignore_correspondence == b->ignore_correspondence && a->blocked == b->blocked &&
           strcmp(a->code, b->code) == 0 && strcmp(a->description, b->description) == 0;
}

static lia_status fill_change(struct op *op, struct save *save, lia_error *err)
{
    const lia_template *t = &save->t;
    lia_template_list was;
    lia_status status = lia_template_get(op->book, t->id, &was, err);
    if (status)
        return status;
    op->nothing = same(t, &was.items[0]);
    status = check(op, t, was.items[0].group_id, err);
    lia_template_list_clear(&was);
    if (status || op->nothing)
        return status;
    op_guard_version(op, OP_TEMPLATE, t->id, t->version);
    const struct db_param *params = params_of(op, t, t->id);
    op_before_update(op, OP_TEMPLATE, "template_id = :id", params);
    db_add(op->batch,
           "UPDATE interaction_template SET code = :code, group_id = :group,"
           " description = :description, unit_cost = :cost, unit_minutes = :minutes, flow = :flow,"
           " initiated_by = :by, correspondence = :correspondence,"
           " ignore_correspondence = :ignore, blocked = :blocked, changed_op = :op"
           " WHERE template_id = :id",
           params);
    op_say(op, 1, _("Changed interaction template %s"), t->code);
    return LIA_OK;
}

static lia_status fill_save(struct op *op, void *ctx, lia_error *err)
{
    struct save *save = ctx;
    return save->t.id ? fill_change(op, save, err) : fill_add(op, save, err);
}

lia_status lia_template_save(lia_book *book, const lia_template *t, int64_t *id, lia_error *err)
{
    struct arena a = {0};
    char code[LIA_CODE_MAX];
    struct save save = {.t = *t, .id = t->id};
    lia_status status = lia_code_normal(contact_line(&a, t->code, NULL), "code", code, err);
    save.t.code = code;
    save.t.description = contact_line(&a, t->description, NULL);
    if (status == LIA_OK)
        status = op_run(book, t->id ? "template-edit" : "template-add", fill_save, &save, NULL,
                        NULL, err);
    if (status == LIA_OK && id)
        *id = save.id;
    arena_clear(&a);
    return status;
}

lia_status lia_template_block(lia_book *book, int64_t id, bool blocked, lia_error *err)
{
    return code_block(book, &kind, id, blocked, err);
}

lia_status lia_template_delete(lia_book *book, int64_t id, lia_error *err)
{
    return code_delete(book, &kind, id, err);
}
