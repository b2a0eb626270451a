/* screen_templates.c: Interaction Templates, and their form. */
#include "base/date.h"
#include "base/i18n.h"
#include "tui/small_list.h"

static const struct list_column columns[] = {
    {N_("Code"), .min = 10, .ideal = 12},
    {N_("Description"), .min = 14, .ideal = 24, .grow = 1},
    {N_("Group"), .ideal = 10, .priority = 2},
    {N_("Flow"), .ideal = 8, .priority = 4},
    {N_("By"), .ideal = 4, .priority = 5},
    {N_("Minutes"), .ideal = 7, .priority = 3, .right = true},
    {N_("Interactions"), .ideal = 12, .priority = 1, .right = true},
    {N_("Duration"), .ideal = 10, .priority = 6, .right = true},
    {N_("Cost"), .ideal = 10, .priority = 7, .right = true},
};

static lia_status read_templates(struct small_list *p, lia_book *book, const char *match, lia_error *err)
{
    lia_template_list *list = &p->result.templates;
    lia_status status = lia_template_list_all(book, true, match, list, err);
    for (size_t i = 0; status == LIA_OK && i < list->count; i++)
        small_list_add(p, list->items[i].id, list->items[i].code, list->items[i].blocked, &list->items[i]);
    return status;
}

static void clear_templates(struct small_list *p)
{
    lia_template_list_clear(&p->result.templates);
    p->result.templates = (lia_template_list){0};
}

static void cell(const void *record, int column, struct str *out)
{
    const lia_template *t = record;
    switch (column) {
    case 0:
        str_add(out, t->code);
        break;
    case 1:
        str_add(out, t->description);
        break;
    case 2:
        str_add(out, t->group_code);
        break;
    case 3:
        str_add(out, lia_value_name(LIA_SET_FLOW, (int)t->flow));
        break;
    case 4:
        str_add(out, lia_value_name(LIA_SET_BY, (int)t->initiated_by));
        break;
    case 5:
        str_add_f(out, "%lld", (long long)t->unit_minutes);
        break;
    default:
        small_list_total(&t->totals, column - 6, out);
    }
}

static void entries(const void *record, lia_entry_query *query)
{
    query->template_id = ((const lia_template *)record)->id;
}

static const struct small_list_ops ops = {
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .empty = N_("No interaction templates: a adds one."),
    .noun = N_("interaction template"),
    .form = &template_form,
    .read = read_templates,
    .clear = clear_templates,
    .cell = cell,
    .remove = lia_template_delete,
    .block = lia_template_block,
    .entries = entries,
};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    (void)args, (void)err;
    return small_list_open((struct small_list *)s, &ops);
}

const struct screen_ops templates_screen = {
    .page = "templates",
    .classes = "code",
    .title = N_("Interaction Templates"),
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
    {"group", N_("Group"), FIELD_LOOKUP, .width = 20, .flags = FIELD_REQUIRED, .source = &source_group},
    {"cost", N_("Unit cost"), FIELD_AMOUNT, .width = 12},
    {"minutes", N_("Minutes"), FIELD_DURATION, .width = 8, .flags = FIELD_BESIDE},
    {"flow", N_("Flow"), FIELD_CHOICE, .width = 10, .choices = choices_flow},
    {"initiated_by", N_("Initiated by"), FIELD_CHOICE, .width = 8, .flags = FIELD_BESIDE, .choices = choices_by},
    {"correspondence", N_("Correspondence"), FIELD_CHOICE, .width = 10, .choices = choices_corr},
    {"ignore", N_("Ignore contact's type"), FIELD_BOOL, .width = 4},
    {0},
};

static lia_status fill(struct record_form *rf, lia_error *err)
{
    struct form *f = &rf->form;
    if (!rf->record)
        return LIA_OK;
    lia_template_list list = {0};
    lia_status status = lia_template_get(book_of(&rf->screen), rf->record, &list, err);
    if (status == LIA_OK) {
        const lia_template *t = &list.items[0];
        rf->version = t->version;
        form_set(f, "code", t->code);
        form_set(f, "description", t->description);
        status = session_choose_group(&rf->screen, f, "group", t->group_id, err);
        form_set_amount(f, "cost", t->unit_cost);
        form_set_number(f, "minutes", t->unit_minutes);
        session_set_choice(LIA_SET_FLOW, f, "flow", (int)t->flow);
        session_set_choice(LIA_SET_BY, f, "initiated_by", (int)t->initiated_by);
        session_set_choice(LIA_SET_CORR, f, "correspondence", (int)t->correspondence);
        form_set_number(f, "ignore", t->ignore_correspondence);
    }
    lia_template_list_clear(&list);
    return status;
}

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    const struct form *f = &rf->form;
    lia_template t = {
        .id = rf->record,
        .version = rf->version,
        .code = form_get(f, "code"),
        .description = form_get(f, "description"),
        .unit_cost = form_get_amount(f, "cost"),
        .unit_minutes = form_get_number(f, "minutes"),
        .flow = (lia_flow)session_choice(LIA_SET_FLOW, f, "flow"),
        .initiated_by = (lia_by)session_choice(LIA_SET_BY, f, "initiated_by"),
        .correspondence = (lia_corr)session_choice(LIA_SET_CORR, f, "correspondence"),
        .ignore_correspondence = form_get_bool(f, "ignore"),
    };
    lia_status status = session_group_value(&rf->screen, f, "group", &t.group_id, err);
    return status == LIA_OK ? lia_template_save(book_of(&rf->screen), &t, id, err) : status;
}

static const struct record_form_ops form_ops = {.draft = "template", .fill = fill, .ok = ok};
static const struct form_ops changes = {.add = session_add};

static lia_status form_open(struct screen *s, const void *args, lia_error *err)
{
    return code_form_open(s, args, &form_ops, fields, &changes, err);
}

const struct screen_ops template_form = {
    .page = "template-form",
    .title = N_("Interaction Template"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct record_form),
    .open = form_open,
    .command = record_form_command,
    .save = record_form_save,
    .close = record_form_close,
};
