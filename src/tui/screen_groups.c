/* screen_groups.c: Interaction Groups, and their form. */
#include "base/date.h"
#include "base/i18n.h"
#include "tui/small_list.h"

static const struct list_column columns[] = {
    {N_("Code"), .min = 10, .ideal = 12},
    {N_("Description"), .min = 14, .ideal = 30, .grow = 1},
    {N_("Interactions"), .ideal = 12, .priority = 1, .right = true},
    {N_("Duration"), .ideal = 10, .priority = 2, .right = true},
    {N_("Cost"), .ideal = 10, .priority = 3, .right = true},
};

static lia_status read_groups(struct small_list *p, lia_book *book, const char *match, lia_error *err)
{
    lia_group_list *list = &p->result.groups;
    lia_status status = lia_group_list_all(book, true, match, list, err);
    for (size_t i = 0; status == LIA_OK && i < list->count; i++)
        small_list_add(p, list->items[i].id, list->items[i].code, list->items[i].blocked, &list->items[i]);
    return status;
}

static void clear_groups(struct small_list *p)
{
    lia_group_list_clear(&p->result.groups);
    p->result.groups = (lia_group_list){0};
}

static void cell(const void *record, int column, struct str *out)
{
    const lia_group *g = record;
    switch (column) {
    case 0:
        str_add(out, g->code);
        break;
    case 1:
        str_add(out, g->description);
        break;
    default:
        small_list_total(&g->totals, column - 2, out);
    }
}

static void entries(const void *record, lia_entry_query *query)
{
    query->group_id = ((const lia_group *)record)->id;
}

static const struct small_list_ops ops = {
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .empty = N_("No interaction groups: a adds one."),
    .noun = N_("interaction group"),
    .form = &group_form,
    .read = read_groups,
    .clear = clear_groups,
    .cell = cell,
    .remove = lia_group_delete,
    .block = lia_group_block,
    .entries = entries,
};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    (void)args, (void)err;
    return small_list_open((struct small_list *)s, &ops);
}

const struct screen_ops groups_screen = {
    .page = "groups",
    .classes = "code",
    .title = N_("Interaction Groups"),
    .size = sizeof(struct small_list),
    .open = open,
    .load = small_list_load,
    .command = small_list_command,
    .can = small_list_can,
    .filter = small_list_filter,
    .status_text = small_list_status,
    .close = small_list_close,
};

/* --- the form ------------------------------------------------------------------------------------ */

static const struct field_spec fields[] = {
    {"code", N_("Code"), FIELD_CODE, .width = 20, .flags = FIELD_REQUIRED},
    {"description", N_("Description"), FIELD_TEXT},
    {0},
};

static lia_status fill(struct record_form *rf, lia_error *err)
{
    if (!rf->record)
        return LIA_OK;
    lia_group_list list = {0};
    lia_status status = lia_group_get(book_of(&rf->screen), rf->record, &list, err);
    if (status == LIA_OK) {
        rf->version = list.items[0].version;
        form_set(&rf->form, "code", list.items[0].code);
        form_set(&rf->form, "description", list.items[0].description);
    }
    lia_group_list_clear(&list);
    return status;
}

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    lia_group g = {.id = rf->record, .version = rf->version, .code = form_get(&rf->form, "code"),
                   .description = form_get(&rf->form, "description")};
    return lia_group_save(book_of(&rf->screen), &g, id, err);
}

static const struct record_form_ops form_ops = {.draft = "group", .fill = fill, .ok = ok};

static lia_status form_open(struct screen *s, const void *args, lia_error *err)
{
    return code_form_open(s, args, &form_ops, fields, NULL, err);
}

const struct screen_ops group_form = {
    .page = "group-form",
    .title = N_("Interaction Group"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct record_form),
    .open = form_open,
    .command = record_form_command,
    .save = record_form_save,
    .close = record_form_close,
};
