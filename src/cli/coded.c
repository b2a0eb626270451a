/* coded.c: what commands of groups, templates and salespeople have in common. */
#include "cli/coded.h"

#include "base/i18n.h"
#include "base/str.h"

const struct cli_option coded_block_options[] = {
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
const struct cli_option coded_delete_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
const struct cli_option coded_list_options[] = {
    {"--all", 'a', NULL, N_("blocked ones too")},
    CLI_OPTIONS_END,
};

int coded_find(struct cli *cli, const struct coded_kind *kind, const char *code, int64_t *id)
{
    if (kind->find(cli->book, code, id, &cli->err))
        return cli_fail(cli);
    if (*id)
        return CLI_DONE;
    return cli_say(CLI_REFUSED, _("no %s has the code “%s”; see: liaise %s list"), _(kind->what),
                   cli_short(cli, code), cli->noun->name);
}

typedef int each_fn(struct cli *cli, const struct coded_kind *kind, const char *code, int64_t id);

/* The last code that is not CLI_DONE is the command's. */
static int for_each(struct cli *cli, const struct coded_kind *kind, each_fn *fn)
{
    int worst = CLI_DONE;
    for (int i = 0; i < cli->arg_count; i++) {
        int64_t id;
        int code = coded_find(cli, kind, cli->args[i], &id);
        if (code == CLI_DONE)
            code = fn(cli, kind, cli->args[i], id);
        worst = code == CLI_DONE ? worst : code;
    }
    return worst;
}

static int show_one(struct cli *cli, const struct coded_kind *kind, const char *code, int64_t id)
{
    if (code != cli->args[0])
        print_line(&cli->out, "%s", "");
    return kind->show(cli, id);
}

static int block_one(struct cli *cli, const struct coded_kind *kind, const char *code, int64_t id)
{
    if (cli_trial(cli, _("Would block %s"), cli_short(cli, code)))
        return CLI_DONE;
    if (kind->block(cli->book, id, true, &cli->err))
        return cli_fail(cli);
    print_line(&cli->out, _("Blocked %s"), cli_short(cli, code));
    return CLI_DONE;
}

static int unblock_one(struct cli *cli, const struct coded_kind *kind, const char *code, int64_t id)
{
    if (cli_trial(cli, _("Would unblock %s"), cli_short(cli, code)))
        return CLI_DONE;
    if (kind->block(cli->book, id, false, &cli->err))
        return cli_fail(cli);
    print_line(&cli->out, _("Unblocked %s"), cli_short(cli, code));
    return CLI_DONE;
}

static int delete_one(struct cli *cli, const struct coded_kind *kind, const char *code, int64_t id)
{
    if (cli_trial(cli, _("Would delete %s, unless it is in use"), cli_short(cli, code)))
        return CLI_DONE;
    if (kind->remove(cli->book, id, &cli->err))
        return cli_say(CLI_REFUSED, "%s: %s", cli_short(cli, code), cli->err.message);
    print_line(&cli->out, _("Deleted %s"), cli_short(cli, code));
    return CLI_DONE;
}

int coded_show(struct cli *cli, const struct coded_kind *kind)
{
    return for_each(cli, kind, show_one);
}

int coded_block(struct cli *cli, const struct coded_kind *kind, bool blocked)
{
    return for_each(cli, kind, blocked ? block_one : unblock_one);
}

int coded_delete(struct cli *cli, const struct coded_kind *kind)
{
    int n = cli->arg_count;
    if (!cli_given(cli, "--dry-run") &&
        !(n == 1 ? cli_sure(cli, _("Delete %s?"), cli_short(cli, cli->args[0]))
                 : cli_sure(cli, ngettext_("Delete %d record?", "Delete %d records?", n), n)))
        return CLI_REFUSED;
    return for_each(cli, kind, delete_one);
}

int coded_saved(struct cli *cli, const struct coded_kind *kind, int64_t id, const char *line)
{
    if (print_machine(&cli->out) && id)
        return kind->show(cli, id);
    print_line(&cli->out, "%s", line);
    return CLI_DONE;
}

int coded_ready_edit(struct cli *cli)
{
    for (size_t i = 0; i < cli->given.count; i++) {
        const char *option = VEC_AT(&cli->given, struct cli_word, i).option;
        if (!str_eq(option, "--book") && !str_eq(option, "--dry-run"))
            return CLI_DONE;
    }
    return cli_say(CLI_USAGE, _("nothing to change; liaise %s --help lists the fields"),
                   cli_name(cli));
}
