/* cmd_setup.c: setup: Marketing Setup, number series; the table. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"
#include "coded.h"
#include "setup_events.h"

/* --- Marketing Setup -----------------------------------------------------------------------------
 */

static const struct print_column setup_columns[] = {
    {.key = "touch_days"},         {.key = "undo_days"},   {.key = "new_type"},
    {.key = "new_correspondence"}, {.key = "new_country"}, {.key = "new_salesperson"},
};

/* The code of a salesperson; "" none. */
static int salesperson_code(struct cli *cli, int64_t id, const char **code)
{
    lia_salesperson_list list = {0};
    *code = "";
    if (!id)
        return CLI_DONE;
    if (lia_salesperson_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    *code = arena_strdup(&cli->arena, list.items[0].code);
    lia_salesperson_list_clear(&list);
    return CLI_DONE;
}

static void print_setup(struct printer *p, const lia_setup *s, const char *salesperson)
{
    print_columns(p, setup_columns, sizeof setup_columns / sizeof *setup_columns);
    print_row(p);
    if (s->touch_days < 0)
        print_none(p);
    else
        print_int(p, s->touch_days);
    print_int(p, s->undo_days);
    print_text(p, lia_value_code(LIA_SET_TYPE, (int)s->new_type));
    print_text(p, lia_value_code(LIA_SET_CORR, (int)s->new_correspondence));
    print_text(p, s->new_country);
    print_text(p, salesperson);
}

static const char *days(struct cli *cli, int n)
{
    return arena_printf(&cli->arena, ngettext_("%d day", "%d days", n), n);
}

static void show_setup(struct cli *cli, const lia_setup *s, const char *salesperson)
{
    struct printer *p = &cli->out;
    print_field(p, _("Stay in touch"),
                s->touch_days < 0 ? _("not asked for")
                : s->touch_days == 0
                    ? _("never")
                    : arena_printf(&cli->arena, _("every %s"), days(cli, s->touch_days)));
    print_field(p, _("Undo"), arena_printf(&cli->arena, _("for %s"), days(cli, s->undo_days)));
    print_field(p, _("New contact"), lia_value_name(LIA_SET_TYPE, (int)s->new_type));
    print_field(p, _("Correspondence"), lia_value_name(LIA_SET_CORR, (int)s->new_correspondence));
    print_field(p, _("Country"), s->new_country);
    print_field(p, _("Salesperson"), salesperson);
}

static int show(struct cli *cli, const lia_setup *s)
{
    const char *salesperson;
    int code = salesperson_code(cli, s->new_salesperson_id, &salesperson);
    if (code != CLI_DONE)
        return code;
    if (print_machine(&cli->out))
        print_setup(&cli->out, s, salesperson);
    else
        show_setup(cli, s, salesperson);
    return CLI_DONE;
}

static int cmd_show(struct cli *cli)
{
    lia_setup setup;
    if (lia_setup_get(cli->book, &setup, &cli->err))
        return cli_fail(cli);
    return show(cli, &setup);
}

static bool read_days(struct cli *cli, const char *option, int *out)
{
    enum { MOST = 100000 };
    int64_t value = *out;
    if (!cli_number(cli, option, 0, MOST, &value))
        return false;
    *out = (int)value;
    return true;
}

/* The options that need no book. */
static int read_setup(struct cli *cli, lia_setup *s)
{
    const char *touch = cli_value(cli, "--touch-days"), *country = cli_value(cli, "--new-country");
    int type = (int)s->new_type, correspondence = (int)s->new_correspondence;
    if (touch && !*touch)
        s->touch_days = -1;
    else if (!read_days(cli, "--touch-days", &s->touch_days))
        return CLI_USAGE;
    if (!read_days(cli, "--undo-days", &s->undo_days))
        return CLI_USAGE;
    int code = cli_word(cli, "--new-type", LIA_SET_TYPE, &type);
    if (code == CLI_DONE)
        code = cli_word(cli, "--new-correspondence", LIA_SET_CORR, &correspondence);
    s->new_type = (lia_contact_type)type;
    s->new_correspondence = (lia_corr)correspondence;
    if (country && strlen(country) >= sizeof s->new_country)
        return cli_say(CLI_USAGE, _("--new-country takes at most %zu bytes"),
                       sizeof s->new_country - 1);
    if (country)
        snprintf(s->new_country, sizeof s->new_country, "%s", country);
    return code;
}

static int ready_edit(struct cli *cli)
{
    lia_setup setup = {0};
    int code = coded_ready_edit(cli);
    return code == CLI_DONE ? read_setup(cli, &setup) : code;
}

static int cmd_edit(struct cli *cli)
{
    lia_setup setup;
    const char *salesperson = cli_value(cli, "--new-salesperson");
    if (lia_setup_get(cli->book, &setup, &cli->err))
        return cli_fail(cli);
    int code = read_setup(cli, &setup);
    if (code == CLI_DONE && salesperson && *salesperson)
        code = cli_salesperson(cli, salesperson, &setup.new_salesperson_id);
    else if (salesperson && !*salesperson)
        setup.new_salesperson_id = 0;
    if (code != CLI_DONE)
        return code;
    if (lia_setup_update(cli->book, &setup, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would change Marketing Setup")))
        return CLI_DONE;
    if (print_machine(&cli->out))
        return show(cli, &setup);
    print_line(&cli->out, _("Changed Marketing Setup"));
    return CLI_DONE;
}

/* --- number series -------------------------------------------------------------------------------
 */

static const char *const series_names[] = {[LIA_SERIES_CONTACT] = "contact",
                                           [LIA_SERIES_SEGMENT] = "segment",
                                           [LIA_SERIES_CAMPAIGN] = "campaign",
                                           [LIA_SERIES_TASK] = "task"};
static const struct print_column series_columns[] = {
    {.key = "series", .head = N_("Series")},
    {.key = "next", .head = N_("Next no.")},
    {.key = "last", .head = N_("Last used"), .right = true},
    {.key = "prefix"},
    {.key = "width"},
};

static void print_series(struct printer *p, const lia_series *s)
{
    print_row(p);
    print_text(p, series_names[s->id]);
    print_text(p, s->width ? s->next : print_machine(p) ? "" : _("(typed)"));
    print_int(p, s->last);
    print_text(p, s->prefix);
    print_int(p, s->width);
}

static int cmd_series(struct cli *cli)
{
    print_columns(&cli->out, series_columns, sizeof series_columns / sizeof *series_columns);
    for (int id = LIA_SERIES_CONTACT; id <= LIA_SERIES_TASK; id++) {
        lia_series series;
        if (lia_series_get(cli->book, (lia_series_id)id, &series, &cli->err))
            return cli_fail(cli);
        print_series(&cli->out, &series);
    }
    return CLI_DONE;
}

/* 0: none is called so; said. */
static int find_series(struct cli *cli, const char *name)
{
    size_t len = strlen(name);
    for (int id = LIA_SERIES_CONTACT; id <= LIA_SERIES_TASK; id++) {
        size_t own = strlen(series_names[id]);
        bool plural = len == own + 1 && name[own] == 's';
        if ((len == own || plural) && strncmp(name, series_names[id], own) == 0)
            return id;
    }
    cli_say(CLI_USAGE, _("a series is contact, segment, campaign or task, not: %s"),
            cli_short(cli, name));
    return 0;
}

static int ready_series(struct cli *cli)
{
    return find_series(cli, cli->args[0]) ? CLI_DONE : CLI_USAGE;
}

static int cmd_edit_series(struct cli *cli)
{
    lia_series_id id = (lia_series_id)find_series(cli, cli->args[0]);
    lia_series series;
    const char *first = cli->args[1];
    if (lia_series_get(cli->book, id, &series, &cli->err))
        return cli_fail(cli);
    if (lia_series_update(cli->book, id, series.version, first, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, *first ? _("Would number with %s next") : _("Numbers would be typed%s"),
                  cli_short(cli, first)))
        return CLI_DONE;
    if (lia_series_get(cli->book, id, &series, &cli->err))
        return cli_fail(cli);
    if (print_machine(&cli->out)) {
        print_columns(&cli->out, series_columns, sizeof series_columns / sizeof *series_columns);
        print_series(&cli->out, &series);
    } else if (series.width) {
        print_line(&cli->out, _("The next no. is %s"), series.next);
    } else {
        print_line(&cli->out, _("Numbers are typed from now on"));
    }
    return CLI_DONE;
}

/* --- table --- */

static const struct cli_option edit_options[] = {
    {"--touch-days", 0, "DAYS", N_("stay in touch every n days; 0 never; '' not asked for")},
    {"--undo-days", 0, "DAYS", N_("how long what undo needs is kept")},
    {"--new-type", 0, "company|person", N_("what a new contact is")},
    {"--new-correspondence", 0, "hard-copy|email|phone", N_("its correspondence; '' blank")},
    {"--new-country", 0, "COUNTRY", N_("its country")},
    {"--new-salesperson", 0, "SALESPERSON", N_("its salesperson; '' none")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option add_options[] = {
    {"--description", 'd', "TEXT", N_("what it is, for people")},
    {"--template", 't', "TEMPLATE", N_("what it is recorded with")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option trial_options[] = {CLI_OPTION_DRY_RUN, CLI_OPTIONS_END};
static const struct cli_option delete_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const show_examples[] = {"liaise setup show --json", NULL};
static const char *const edit_examples[] = {
    "liaise setup edit --touch-days 90 --new-country Sweden", NULL};
static const char *const series_examples[] = {"liaise setup series", NULL};
static const char *const edit_series_examples[] = {"liaise setup edit-series contact CT100001",
                                                   NULL};
static const char *const events_examples[] = {"liaise setup events",
                                              "liaise setup events --tsv | cut -f 1,3", NULL};
static const char *const map_examples[] = {"liaise setup map sales-invoice LETTER-OUT",
                                           "liaise setup map letter", NULL};
static const char *const add_examples[] = {
    "liaise setup add-event fair-visit --description 'Visit at the fair' --template MEETING-IN",
    NULL};
static const char *const delete_examples[] = {
    "liaise setup add-event fair-visit && liaise setup delete-event fair-visit --yes", NULL};

const struct cli_command setup_commands[] = {
    {.verb = "show",
     .args = "",
     .help = N_("Show Marketing Setup."),
     .examples = show_examples,
     .needs = CLI_READS,
     .json = true,
     .run = cmd_show},
    {.verb = "edit",
     .args = "",
     .help = N_("Change Marketing Setup."),
     .about = N_("Only the fields that are named change."),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .options = edit_options,
     .json = true,
     .run = cmd_edit,
     .ready = ready_edit},
    {.verb = "series",
     .args = "",
     .help = N_("List the number series."),
     .examples = series_examples,
     .needs = CLI_READS,
     .json = true,
     .run = cmd_series},
    {.verb = "edit-series",
     .args = "SERIES FIRST-NO",
     .help = N_("Say which no. is given next: contact, segment, campaign, task."),
     .about = N_("The digits at the end of the no. give the width. A series never goes back below "
                 "a number that it gave. '' blanks it: numbers are typed then."),
     .examples = edit_series_examples,
     .needs = CLI_CHANGES,
     .min_args = 2,
     .max_args = 2,
     .options = trial_options,
     .json = true,
     .run = cmd_edit_series,
     .ready = ready_series},
    {.verb = "events",
     .args = "",
     .help = N_("List the events and the templates they are recorded with."),
     .examples = events_examples,
     .needs = CLI_READS,
     .json = true,
     .run = setup_events},
    {.verb = "map",
     .args = "EVENT [TEMPLATE]",
     .help = N_("Record an event with a template; without one, no more."),
     .examples = map_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 2,
     .options = trial_options,
     .json = true,
     .run = setup_map},
    {.verb = "add-event",
     .args = "CODE",
     .help = N_("Add an event of your own."),
     .about = N_("A code is up to 40 lower case letters, digits and -."),
     .examples = add_examples,
     .needs = CLI_ADDS,
     .min_args = 1,
     .max_args = 1,
     .options = add_options,
     .json = true,
     .run = setup_add_event},
    {.verb = "delete-event",
     .args = "EVENT",
     .help = N_("Delete an event of your own."),
     .about = N_("What was recorded with it stays as it is."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = delete_options,
     .run = setup_delete_event},
    CLI_COMMANDS_END,
};
