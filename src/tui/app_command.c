/* app_command.c: scopes, what is possible, and the commands that every page has. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/app_state.h"

/* --- scopes ---------------------------------------------------------------------------------- */

void screen_scope(const struct screen *s, struct scope *out)
{
    out->count = 0;
    out->words[out->count++] = s->ops->page;
    if (s->ops->classes)
        out->words[out->count++] = s->ops->classes;
    if (s->form)
        out->words[out->count++] = "form";
    if (s->list)
        out->words[out->count++] = "list";
    if (s->ops->kind == SCREEN_PAGE)
        out->words[out->count++] = "page";
    out->words[out->count++] = "*";
}

const struct screen_ops *app_page_of(const struct app *app, enum command_id id)
{
    for (const struct app_page *p = app->options.pages; p->ops; p++)
        if (p->command == id)
            return p->ops;
    return NULL;
}

/* --- what is possible ------------------------------------------------------------------------ */

static bool can_look_up(const struct screen *s)
{
    for (size_t i = 0; s->form && i < s->form->count; i++)
        if (strcmp(s->form->fields[i].spec->name, form_focused(s->form)) == 0)
            return s->form->fields[i].spec->source || s->form->fields[i].spec->choices;
    return false;
}

/* What the machinery knows of its own commands. */
static bool machinery_can(struct screen *s, enum command_id id)
{
    const struct app_options *o = &s->app->options;
    switch (id) {
    case CMD_FILTER_EDIT:
        return s->ops->filter != NULL;
    case CMD_FILTER_CLEAR:
        return s->filter.len > 0;
    case CMD_PREVIEW_SWITCH:
        return s->ops->preview != NULL;
    case CMD_FORM_EDITOR:
        return o->drafts_dir && s->form && form_editable(s->form);
    case CMD_FORM_LOOKUP:
        return can_look_up(s);
    case CMD_UNDO:
    case CMD_REDO:
        return o->command || s->ops->command;
    default:
        break;
    }
    if ((command_row(id)->flags & CMD_PAGE) && !app_page_of(s->app, id))
        return false;
    return !s->list || list_can(s->list, id);
}

bool screen_can(struct screen *s, enum command_id id)
{
    struct scope scope;
    const struct app_options *o = &s->app->options;
    screen_scope(s, &scope);
    return command_nearness(command_row(id), &scope) > 0 && machinery_can(s, id) &&
           (!s->ops->can || s->ops->can(s, id)) && (!o->can || o->can(s->app, id));
}

/* --- Esc ------------------------------------------------------------------------------------- */

static void answer_close(struct screen *s, char letter)
{
    if (letter == 's')
        app_run_command(s->app, s, CMD_FORM_OK);
    else if (letter == 'd')
        app_close(s);
}

static void cancel_form(struct screen *s)
{
    if (!form_dirty(s->form)) {
        app_close(s);
        return;
    }
    struct question q = {.text = _("This form was changed."),
                         .answers = {{'s', _("Save")}, {'d', _("Discard")}},
                         .enter = 's',
                         .escape = _("Keep editing"),
                         .answer = answer_close};
    app_ask(s, &q);
}

/* Questions, lines being typed and look-ups took theirs before: what is left is the filter, the
 * marks, the form or page. */
void app_escape(struct app *app, struct screen *s)
{
    struct scope scope;
    screen_scope(s, &scope);
    enum command_id id = keymap_find(app->keymap, &scope, K_ESC);
    if (s->form && form_escape(s->form))
        return;
    if (s->list && s->filter.len > 0 && s->ops->filter)
        app_filter_clear(app, s);
    else if (s->list && s->list->marks.count > 0)
        list_unmark(s->list);
    else if (id != CMD_NONE && id != CMD_PAGE_BACK)
        app_run_command(app, s, id);
    else if (s->ops->command && s->ops->command(s, CMD_PAGE_BACK))
        return;
    else if (s->below)
        app_close(s);
    else
        app_say(app, _("This is the first page; Q leaves liaise"));
}

/* --- commands -------------------------------------------------------------------------------- */

static void sort_by(struct screen *s, int index)
{
    struct list *l = s->list;
    if (!l || index < 0 || index >= l->sort_count)
        return;
    l->descending = index == l->sort ? !l->descending : false;
    l->sort = index;
    list_restart(l);
    s->need_load = true;
}

static void choose_sort(struct screen *s)
{
    struct choice choices[16];
    int n = 0;
    for (; n < s->list->sort_count && n < 16; n++) {
        bool now = n == s->list->sort;
        choices[n] = (struct choice){.letter = s->list->sorts[n].letter,
                                     .label = _(s->list->sorts[n].title),
                                     .note = !now                  ? ""
                                             : s->list->descending ? "↑"
                                                                   : "↓"};
    }
    app_choose(s, _("Sort by"), choices, n, s->list->sort, sort_by);
}

static void copy_row(struct app *app, struct list *l)
{
    const struct list_row *row = list_current(l);
    struct str out = {0};
    for (int i = 0; row && i < l->column_count; i++) {
        enum style style = STYLE_NORMAL;
        if (i > 0)
            str_add_char(&out, '\t');
        l->provider->cell(l->ctx, row, i, &out, &style);
    }
    app_copy(app, str_text(&out));
    app_say(app, _("Copied the row to the clipboard"));
    str_clear(&out);
}

static bool list_page_command(struct app *app, struct screen *s, enum command_id id)
{
    switch (id) {
    case CMD_FILTER_EDIT:
        app_typing_filter(app, s);
        return true;
    case CMD_FILTER_CLEAR:
        app_filter_clear(app, s);
        return true;
    case CMD_LIST_SORT:
        choose_sort(s);
        return true;
    case CMD_PREVIEW_SWITCH:
        app->preview_on = !app->preview_on;
        return true;
    case CMD_ROW_COPY:
        copy_row(app, s->list);
        return true;
    default:
        return list_command(s->list, id);
    }
}

static void edit_outside(struct app *app, struct screen *s)
{
    struct edit *edit = form_editable(s->form);
    app_save(app, s);
    if (edit && app_edit_text(app, edit)) {
        form_edited(s->form);
        app_save(app, s);
    }
}

static bool form_page_command(struct app *app, struct screen *s, enum command_id id)
{
    switch (id) {
    case CMD_FORM_CANCEL:
        cancel_form(s);
        return true;
    case CMD_FORM_LOOKUP:
        form_open_lookup(s->form);
        return true;
    case CMD_FORM_EDITOR:
        edit_outside(app, s);
        return true;
    default:
        return false;
    }
}

static void suspend(struct app *app)
{
    app_event(app, &(struct event){.type = EVENT_STOP});
}

static bool page_command(struct app *app, struct screen *s, enum command_id id)
{
    switch (id) {
    case CMD_PAGE_RELOAD:
        app_reload(app);
        return true;
    case CMD_PAGE_BACK:
        app_escape(app, s);
        return true;
    case CMD_PAGE_CLOSE:
        app_close(s);
        return true;
    case CMD_APP_QUIT:
        app_quit(app);
        return true;
    case CMD_MENU:
        return app_open(app, &menu_screen, NULL);
    case CMD_HELP:
        return app_open(app, &help_screen, NULL);
    case CMD_TELL_ME:
        return app_open(app, &tellme_screen, NULL);
    case CMD_REDRAW:
        app->options.term->ops->redraw(app->options.term);
        return true;
    case CMD_SUSPEND:
        suspend(app);
        return true;
    default:
        break;
    }
    const struct screen_ops *page = app_page_of(app, id);
    if (page)
        app_go(app, page);
    return page != NULL;
}

bool app_run_command(struct app *app, struct screen *s, enum command_id id)
{
    if (id == CMD_NONE || !screen_can(s, id))
        return false;
    if (s->ops->command && s->ops->command(s, id))
        return true;
    if (s->list && list_page_command(app, s, id))
        return true;
    if (s->form && form_page_command(app, s, id))
        return true;
    if (page_command(app, s, id))
        return true;
    return app->options.command && app->options.command(app, id);
}

bool app_command(struct app *app, enum command_id id)
{
    app->dirty = true;
    return app_run_command(app, app->top, id);
}
