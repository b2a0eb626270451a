#include "tui/small_list.h"

#include <inttypes.h>

#include "base/date.h"
#include "base/i18n.h"

void small_list_add(struct small_list *p, int64_t id, const char *code, bool blocked, const void *record)
{
    *(struct small_row *)vec_push(&p->rows) = (struct small_row){id, code, blocked, record};
}

static size_t place_of(const struct small_list *p, int64_t id)
{
    for (size_t i = 0; i < p->rows.count; i++)
        if (VEC_AT(&p->rows, struct small_row, i).id == id)
            return i;
    return 0;
}

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n, struct list_chunk *out,
                        lia_error *err)
{
    struct small_list *p = ctx;
    struct list_span span =
        list_span_of(from, p->rows.count, anchor ? place_of(p, anchor->id) : 0, false, n);
    (void)err;
    for (size_t i = span.first; i < span.end; i++) {
        struct small_row *r = &VEC_AT(&p->rows, struct small_row, i);
        list_chunk_add(out, r->id, r);
    }
    return LIA_OK;
}

static lia_status locate(void *ctx, int64_t id, struct list_chunk *out, lia_error *err)
{
    struct small_list *p = ctx;
    (void)err;
    for (size_t i = 0; i < p->rows.count; i++)
        if (VEC_AT(&p->rows, struct small_row, i).id == id)
            list_chunk_add(out, id, &VEC_AT(&p->rows, struct small_row, i));
    return LIA_OK;
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out, enum style *style)
{
    struct small_list *p = ctx;
    const struct small_row *r = row->data;
    if (r->blocked)
        *style = STYLE_MUTED;
    p->ops->cell(r->record, column, out);
    if (r->blocked && column == 0)
        str_add_f(out, " %s", _("(blocked)"));
}

static const struct list_provider provider = {.fetch = fetch, .cell = cell, .locate = locate};

lia_status small_list_open(struct small_list *p, const struct small_list_ops *ops)
{
    p->ops = ops;
    p->rows = (struct vec)VEC_OF(struct small_row);
    list_init(&p->list, ops->columns, ops->column_count, &provider, p, ops->empty);
    p->screen.list = &p->list;
    return LIA_OK;
}

static void forget(struct small_list *p)
{
    vec_clear(&p->rows);
    p->rows = (struct vec)VEC_OF(struct small_row);
    p->ops->clear(p);
}

lia_status small_list_load(struct screen *s, lia_error *err)
{
    struct small_list *p = (struct small_list *)s;
    forget(p);
    lia_status status = p->ops->read(p, book_of(s), str_text(&s->filter), err);
    p->list.total = (int64_t)p->rows.count;
    /* The rows that the list holds point into what was freed: it must fetch again. */
    list_reload(&p->list);
    return status;
}

lia_status small_list_filter(struct screen *s, const char *text, size_t *at, lia_error *err)
{
    struct small_list *p = (struct small_list *)s;
    (void)text, (void)at, (void)err;
    s->need_load = true;
    list_restart(&p->list);
    return LIA_OK;
}

void small_list_status(struct screen *s, struct str *out)
{
    const struct small_list *p = (const struct small_list *)s;
    str_add_f(out, "%zu", p->rows.count);
}

static struct small_row *current(const struct small_list *p)
{
    const struct list_row *row = list_current(&p->list);
    return row ? (struct small_row *)row->data : NULL;
}

static void done(struct small_list *p, lia_status status, const lia_error *err, const char *code, const char *said)
{
    struct app *app = p->screen.app;
    if (status == LIA_OK)
        app_say(app, "%s %s", code, said);
    else
        app_fail(app, err);
    app_reload(app);
}

static void set_blocked(struct small_list *p, bool blocked)
{
    const struct small_row *r = current(p);
    lia_error err = {0};
    if (!r)
        return;
    struct str code = {0};
    str_add(&code, r->code);
    lia_status status = p->ops->block(book_of(&p->screen), r->id, blocked, &err);
    done(p, status, &err, str_text(&code), blocked ? _("is blocked: it is not offered any more") : _("is offered again"));
    str_clear(&code);
}

static void answer_block(struct screen *s, char letter)
{
    if (letter == 'b')
        set_blocked((struct small_list *)s, true);
}

static void answer_remove(struct screen *s, char letter)
{
    struct small_list *p = (struct small_list *)s;
    const struct small_row *r = current(p);
    lia_error err = {0};
    if (letter != 'd' || !r)
        return;
    struct str code = {0}, text = {0};
    str_add(&code, r->code);
    lia_status status = p->ops->remove(book_of(s), r->id, &err);
    if (status == LIA_IN_USE && p->ops->block) {
        str_add_f(&text, "%s\n%s", err.message, _("Blocked, it stays where it is used and is not offered any more."));
        struct question q = {.text = str_text(&text), .answers = {{'b', _("Block")}}, .enter = 'b', .answer = answer_block};
        app_ask(s, &q);
    } else {
        done(p, status, &err, str_text(&code), _("is deleted"));
    }
    str_clear(&code);
    str_clear(&text);
}

static void ask_remove(struct small_list *p)
{
    const struct small_row *r = current(p);
    if (!r)
        return;
    if (r->blocked) {
        set_blocked(p, false);
        return;
    }
    const char *stays = p->ops->stays ? p->ops->stays(r->record) : NULL;
    if (stays) {
        app_say(p->screen.app, "%s", stays);
        return;
    }
    struct str text = {0};
    str_add_f(&text, _("Delete %s %s?"), _(p->ops->noun), r->code);
    struct question q = {.text = str_text(&text), .answers = {{'d', _("Delete")}}, .enter = 'd', .answer = answer_remove};
    app_ask(&p->screen, &q);
    str_clear(&text);
}

static void added(struct screen *opener, const char *tag, const struct screen_result *result)
{
    (void)tag;
    list_go_to(opener->list, result->id);
}

bool small_list_command(struct screen *s, enum command_id id)
{
    struct small_list *p = (struct small_list *)s;
    const struct small_row *r = current(p);
    struct code_form_args args = {.id = r ? r->id : 0};
    switch (id) {
    case CMD_ROW_OPEN:
    case CMD_CODE_EDIT:
        return r && app_open_for(s->app, p->ops->form, &args, added, "");
    case CMD_CODE_ADD:
        args.id = 0;
        app_open_for(s->app, p->ops->form, &args, added, "");
        return true;
    case CMD_CODE_REMOVE:
        ask_remove(p);
        return true;
    case CMD_CODE_ENTRIES: {
        if (!r)
            return true;
        struct entries_args entries = {.of = r->code};
        p->ops->entries(r->record, &entries.query);
        app_open(s->app, &entries_screen, &entries);
        return true;
    }
    default:
        return false;
    }
}

bool small_list_can(struct screen *s, enum command_id id)
{
    struct small_list *p = (struct small_list *)s;
    bool writes = !lia_book_read_only(book_of(s));
    switch (id) {
    case CMD_CODE_ADD:
        return writes;
    case CMD_CODE_EDIT:
    case CMD_CODE_REMOVE:
        return writes && current(p);
    case CMD_ROW_OPEN:
        return current(p) != NULL;
    case CMD_CODE_ENTRIES:
        return current(p) && p->ops->entries;
    case CMD_ROW_MARK:
    case CMD_MARK_ALL:
    case CMD_LIST_SORT:
        return false;
    default:
        return true;
    }
}

void small_list_close(struct screen *s)
{
    struct small_list *p = (struct small_list *)s;
    list_clear(&p->list);
    forget(p);
    vec_clear(&p->rows);
}

void small_list_total(const lia_totals *totals, int column, struct str *out)
{
    char text[DATE_TEXT];
    if (!totals->entries)
        return;
    switch (column) {
    case 0:
        str_add_f(out, "%" PRId64, totals->entries);
        break;
    case 1:
        duration_format(totals->minutes > INT32_MAX ? INT32_MAX : (int32_t)totals->minutes, text);
        str_add(out, text);
        break;
    default:
        amount_format(totals->cost, text);
        str_add(out, totals->cost ? text : "");
    }
}

lia_status code_form_open(struct screen *s, const void *args, const struct record_form_ops *ops,
                          const struct field_spec *specs, const struct form_ops *form_ops, lia_error *err)
{
    struct record_form *rf = (struct record_form *)s;
    const struct code_form_args *a = args;
    rf->record = a->id;
    lia_status status = record_form_open(rf, ops, specs, form_ops, err);
    if (status == LIA_OK && !a->id && *str_or(a->code, "")) {
        form_set(&rf->form, "code", a->code);
        form_begin(&rf->form); /* what was proposed is no change of the user's: Esc asks nothing */
        form_set_typed(&rf->form, "code", true);
    }
    return status;
}
