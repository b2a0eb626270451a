/* who.c: the question of the first start in a book: who are you? */
#include "base/i18n.h"
#include "tui/screens.h"

static void take_proposal(struct screen *s)
{
    struct session *session = session_of(s);
    lia_salesperson_list list = {0};
    lia_error err = {0};
    if (session->me)
        return;
    lia_status status = lia_salesperson_propose(session->book, &list, &err);
    if (status == LIA_OK)
        status = lia_salesperson_save(session->book, &list.items[0], &session->me, &err);
    if (status != LIA_OK)
        app_fail(s->app, &err);
    lia_salesperson_list_clear(&list);
    app_reload(s->app);
}

static void answer(struct screen *s, char letter)
{
    struct code_form_args args = {.id = session_of(s)->me};
    if (letter == 'y')
        take_proposal(s);
    else if (letter == 'c')
        app_open(s->app, &salesperson_form, &args);
}

void who_ask(struct screen *s)
{
    struct session *session = session_of(s);
    lia_salesperson_list list = {0};
    lia_error err = {0};
    lia_status status = session->me ? lia_salesperson_get(session->book, session->me, &list, &err)
                                    : lia_salesperson_propose(session->book, &list, &err);
    if (status == LIA_OK) {
        struct str text = {0};
        if (session->first_start)
            str_add_f(&text, _("A new book was made: %s\n"), lia_book_path(session->book));
        str_add_f(&text, _("You are: %s, code %s"), str_or(list.items[0].name, lia_book_user(session->book)),
                  list.items[0].code);
        struct question q = {
            .text = str_text(&text),
            .answers = {{'y', _("Yes")}, {'c', _("Change")}},
            .enter = 'y',
            .escape = _("Not now"),
            .answer = answer,
        };
        app_ask(s, &q);
        str_clear(&text);
    }
    lia_salesperson_list_clear(&list);
}
