/* setup_events.c: Interaction Template Setup: events, and the templates they are recorded with. */
#include "setup_events.h"

#include "base/i18n.h"
#include "base/str.h"
#include "coded.h"

static const struct print_column event_columns[] = {
    {.key = "event", .head = N_("Event")},
    {.key = "description", .head = N_("Description"), .less = 1},
    {.key = "template", .head = N_("Template")},
    {.key = "template_blocked"},
    {.key = "own"},
};

static void print_event(struct printer *p, const lia_event *e)
{
    bool machine = print_machine(p);
    print_row(p);
    print_text(p, e->code);
    print_text(p, e->description);
    if (e->template_blocked && !machine) {
        struct str shown = {0};
        str_add_f(&shown, _("%s (blocked)"), e->template_code);
        print_text(p, str_text(&shown));
        str_clear(&shown);
    } else {
        print_text(p, e->template_code);
    }
    print_bool(p, e->template_blocked);
    print_bool(p, e->own);
}

int setup_events(struct cli *cli)
{
    lia_event_list list = {0};
    if (lia_event_list_all(cli->book, &list, &cli->err))
        return cli_fail(cli);
    print_columns(&cli->out, event_columns, sizeof event_columns / sizeof *event_columns);
    for (size_t i = 0; i < list.count; i++)
        print_event(&cli->out, &list.items[i]);
    lia_event_list_clear(&list);
    return CLI_DONE;
}

/* The event that an argument names. 0 or an exit code, said. */
static int get_event(struct cli *cli, const char *name, lia_event_list *out)
{
    int64_t id = 0;
    if (lia_event_find(cli->book, name, false, &id, &cli->err))
        return cli_fail(cli);
    if (!id)
        return cli_say(CLI_REFUSED, _("no event is called “%s”; see: liaise setup events"),
                       cli_short(cli, name));
    return lia_event_get(cli->book, id, out, &cli->err) ? cli_fail(cli) : CLI_DONE;
}

static int saved(struct cli *cli, int64_t id, const char *line)
{
    lia_event_list list = {0};
    if (!print_machine(&cli->out)) {
        print_line(&cli->out, "%s", line);
        return CLI_DONE;
    }
    if (lia_event_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    print_columns(&cli->out, event_columns, sizeof event_columns / sizeof *event_columns);
    print_event(&cli->out, &list.items[0]);
    lia_event_list_clear(&list);
    return CLI_DONE;
}

static int map_event(struct cli *cli, lia_event *e)
{
    const char *template = cli->arg_count > 1 ? cli->args[1] : "";
    const char *event = arena_strdup(&cli->arena, e->code);
    int64_t id;
    e->template_id = 0;
    int code = *template ? coded_find(cli, &template_kind, template, &e->template_id) : CLI_DONE;
    if (code != CLI_DONE)
        return code;
    if (lia_event_save(cli->book, e, &id, &cli->err))
        return cli_fail(cli);
    if (*template ? cli_trial(cli, _("Would record %s with %s"), event, cli_short(cli, template))
                  : cli_trial(cli, _("Would record %s no more"), event))
        return CLI_DONE;
    return saved(cli, id,
                 *template ? arena_printf(&cli->arena, _("%s is recorded with %s now"), event,
                                          cli_short(cli, template))
                           : arena_printf(&cli->arena, _("%s is not recorded any more"), event));
}

int setup_map(struct cli *cli)
{
    lia_event_list list = {0};
    int code = get_event(cli, cli->args[0], &list);
    if (code == CLI_DONE)
        code = map_event(cli, &list.items[0]);
    lia_event_list_clear(&list);
    return code;
}

int setup_add_event(struct cli *cli)
{
    const char *shown = cli_short(cli, cli->args[0]), *template = cli_value(cli, "--template");
    lia_event e = {.code = cli->args[0], .description = cli_value(cli, "--description")};
    int64_t id;
    int code = template && *template ? coded_find(cli, &template_kind, template, &e.template_id)
                                     : CLI_DONE;
    if (code != CLI_DONE)
        return code;
    if (lia_event_save(cli->book, &e, &id, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would add event %s"), shown))
        return CLI_DONE;
    return saved(cli, id, arena_printf(&cli->arena, _("Added event %s"), shown));
}

int setup_delete_event(struct cli *cli)
{
    lia_event_list list = {0};
    int code = get_event(cli, cli->args[0], &list);
    if (code != CLI_DONE)
        return code;
    const char *shown = cli_short(cli, list.items[0].code);
    int64_t id = list.items[0].id;
    lia_event_list_clear(&list);
    if (!cli_sure(cli, _("Delete event %s?"), shown))
        return CLI_REFUSED;
    if (lia_event_delete(cli->book, id, &cli->err))
        return cli_fail(cli);
    if (!cli_trial(cli, _("Would delete event %s"), shown))
        print_line(&cli->out, _("Deleted event %s"), shown);
    return CLI_DONE;
}
