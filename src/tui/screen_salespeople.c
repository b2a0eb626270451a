/* screen_salespeople.c: Salespeople, and their form. */
#include "base/i18n.h"
#include "tui/small_list.h"

static const struct list_column columns[] = {
    {N_("Code"), .min = 6, .ideal = 16},
    {N_("Name"), .min = 10, .ideal = 24, .grow = 1},
    {N_("E-mail"), .ideal = 26, .priority = 1},
    {N_("Phone"), .ideal = 18, .priority = 2},
    {N_("Account"), .ideal = 12, .priority = 3},
};

static lia_status read_salespeople(struct small_list *p, lia_book *book, const char *match, lia_error *err)
{
    lia_salesperson_list *list = &p->result.salespeople;
    lia_status status = lia_salesperson_list_all(book, true, match, list, err);
    for (size_t i = 0; status == LIA_OK && i < list->count; i++)
        small_list_add(p, list->items[i].id, list->items[i].code, list->items[i].blocked, &list->items[i]);
    return status;
}

static void clear_salespeople(struct small_list *p)
{
    lia_salesperson_list_clear(&p->result.salespeople);
    p->result.salespeople = (lia_salesperson_list){0};
}

static void cell(const void *record, int column, struct str *out)
{
    const lia_salesperson *s = record;
    const char *const texts[] = {s->code, s->name, s->email, s->phone, s->account};
    str_add(out, texts[column]);
    if (column == 1 && s->me)
        str_add_f(out, " %s", _("(you)"));
}

static void entries(const void *record, lia_entry_query *query)
{
    query->salesperson_id = ((const lia_salesperson *)record)->id;
}

static const struct small_list_ops ops = {
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .empty = N_("No salespeople: a adds one."),
    .noun = N_("salesperson"),
    .form = &salesperson_form,
    .read = read_salespeople,
    .clear = clear_salespeople,
    .cell = cell,
    .remove = lia_salesperson_delete,
    .block = lia_salesperson_block,
    .entries = entries,
};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    (void)args, (void)err;
    return small_list_open((struct small_list *)s, &ops);
}

static bool command(struct screen *s, enum command_id id)
{
    const struct list_row *row = list_current(s->list);
    if (id != CMD_POSTPONED_OF || !row)
        return small_list_command(s, id);
    const struct small_row *r = row->data;
    struct postponed_args args = {.query = {.salesperson_id = r->id}, .of = r->code};
    return app_open(s->app, &postponed_screen, &args);
}

const struct screen_ops salespeople_screen = {
    .page = "salespeople",
    .classes = "code",
    .title = N_("Salespeople"),
    .size = sizeof(struct small_list),
    .open = open,
    .load = small_list_load,
    .command = command,
    .can = small_list_can,
    .filter = small_list_filter,
    .status_text = small_list_status,
    .close = small_list_close,
};

/* --- the form ------------------------------------------------------------------------------------ */

static const struct field_spec fields[] = {
    {"code", N_("Code"), FIELD_CODE, .width = 20, .flags = FIELD_REQUIRED},
    {"name", N_("Name"), FIELD_TEXT},
    {"email", N_("E-mail"), FIELD_TEXT},
    {"phone", N_("Phone"), FIELD_TEXT},
    {"account", N_("User account"), FIELD_TEXT},
    {0},
};

static void set_all(struct form *f, const lia_salesperson *s)
{
    form_set(f, "code", s->code);
    form_set(f, "name", s->name);
    form_set(f, "email", s->email);
    form_set(f, "phone", s->phone);
    form_set(f, "account", s->account);
}

static lia_status fill(struct record_form *rf, lia_error *err)
{
    lia_salesperson_list list = {0};
    const struct session *session = session_of(&rf->screen);
    lia_status status = LIA_OK;
    if (rf->record)
        status = lia_salesperson_get(session->book, rf->record, &list, err);
    else if (!session->me) /* a user who is nobody here yet is the likeliest new one */
        status = lia_salesperson_propose(session->book, &list, err);
    if (status == LIA_OK && list.count > 0) {
        rf->version = list.items[0].version;
        set_all(&rf->form, &list.items[0]);
    }
    lia_salesperson_list_clear(&list);
    return status;
}

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    const struct form *f = &rf->form;
    lia_salesperson s = {.id = rf->record, .version = rf->version, .code = form_get(f, "code"),
                         .name = form_get(f, "name"), .email = form_get(f, "email"), .phone = form_get(f, "phone"),
                         .account = form_get(f, "account")};
    struct session *session = session_of(&rf->screen);
    lia_status status = lia_salesperson_save(session->book, &s, id, err);
    return status == LIA_OK ? lia_salesperson_mine(session->book, &session->me, err) : status;
}

static const struct record_form_ops form_ops = {.draft = "salesperson", .fill = fill, .ok = ok};

static lia_status form_open(struct screen *s, const void *args, lia_error *err)
{
    return code_form_open(s, args, &form_ops, fields, NULL, err);
}

const struct screen_ops salesperson_form = {
    .page = "salesperson-form",
    .title = N_("Salesperson"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct record_form),
    .open = form_open,
    .command = record_form_command,
    .save = record_form_save,
    .close = record_form_close,
};
