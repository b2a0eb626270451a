/* coded.c: the commands of groups, templates and salespeople. */
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
                   cli_short(cli, code), kind->noun);
}

/* --- reading --- */

static int row_of(struct cli *cli, void *record)
{
    print_row(&cli->out);
    cli->command->coded->row(&cli->out, record);
    return CLI_DONE;
}

int coded_list(struct cli *cli)
{
    const struct coded_kind *kind = cli->command->coded;
    print_columns(&cli->out, kind->columns, kind->column_count);
    return kind->each(cli, 0, cli->arg_count > 0 ? cli->args[0] : "", row_of);
}

static int show_record(struct cli *cli, void *record)
{
    const struct coded_kind *kind = cli->command->coded;
    if (!print_machine(&cli->out)) {
        kind->fields(cli, record);
        return CLI_DONE;
    }
    if (cli->out.columns != kind->columns)
        print_columns(&cli->out, kind->columns, kind->column_count);
    return row_of(cli, record);
}

/* --- one or several codes --- */

typedef int each_fn(struct cli *cli, const char *code, int64_t id);

/* The last code that is not CLI_DONE is the command's. */
static int for_each(struct cli *cli, each_fn *fn)
{
    int worst = CLI_DONE;
    for (int i = 0; i < cli->arg_count; i++) {
        int64_t id;
        int code = coded_find(cli, cli->command->coded, cli->args[i], &id);
        if (code == CLI_DONE)
            code = fn(cli, cli->args[i], id);
        worst = code == CLI_DONE ? worst : code;
    }
    return worst;
}

static int show_one(struct cli *cli, const char *code, int64_t id)
{
    if (code != cli->args[0])
        print_line(&cli->out, "%s", "");
    return cli->command->coded->each(cli, id, "", show_record);
}

static int set_blocked(struct cli *cli, int64_t id, bool blocked, const char *would,
                       const char *done)
{
    if (cli->command->coded->block(cli->book, id, blocked, &cli->err))
        return cli_fail(cli);
    if (!cli_trial(cli, "%s", would))
        print_line(&cli->out, "%s", done);
    return CLI_DONE;
}

static int block_one(struct cli *cli, const char *code, int64_t id)
{
    const char *called = cli_short(cli, code);
    return set_blocked(cli, id, true, arena_printf(&cli->arena, _("Would block %s"), called),
                       arena_printf(&cli->arena, _("Blocked %s"), called));
}

static int unblock_one(struct cli *cli, const char *code, int64_t id)
{
    const char *called = cli_short(cli, code);
    return set_blocked(cli, id, false, arena_printf(&cli->arena, _("Would unblock %s"), called),
                       arena_printf(&cli->arena, _("Unblocked %s"), called));
}

static int delete_one(struct cli *cli, const char *code, int64_t id)
{
    const char *called = cli_short(cli, code);
    if (cli->command->coded->remove(cli->book, id, &cli->err))
        return cli_say(CLI_REFUSED, "%s: %s", called, cli->err.message);
    if (!cli_trial(cli, _("Would delete %s"), called))
        print_line(&cli->out, _("Deleted %s"), called);
    return CLI_DONE;
}

int coded_show(struct cli *cli)
{
    return for_each(cli, show_one);
}

int coded_block(struct cli *cli)
{
    return for_each(cli, block_one);
}

int coded_unblock(struct cli *cli)
{
    return for_each(cli, unblock_one);
}

int coded_delete(struct cli *cli)
{
    int n = cli->arg_count;
    if (!(n == 1 ? cli_sure(cli, _("Delete %s?"), cli_short(cli, cli->args[0]))
                 : cli_sure(cli, ngettext_("Delete %d record?", "Delete %d records?", n), n)))
        return CLI_REFUSED;
    return for_each(cli, delete_one);
}

/* --- saving --- */

/* What was done is said, or the record printed for programs. */
static int save(struct cli *cli, void *record, const char *would, const char *done,
                const char *called)
{
    const struct coded_kind *kind = cli->command->coded;
    int64_t id = 0;
    int code = kind->set(cli, record);
    if (code != CLI_DONE)
        return code;
    if (kind->save(cli->book, record, &id, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, "%s %s", _(would), called))
        return CLI_DONE;
    if (print_machine(&cli->out) && id)
        return kind->each(cli, id, "", show_record);
    print_line(&cli->out, "%s %s", _(done), called);
    return CLI_DONE;
}

static int add_record(struct cli *cli, void *record)
{
    const struct coded_kind *kind = cli->command->coded;
    return save(cli, record, kind->would_add, kind->added, cli_short(cli, *kind->code(record)));
}

static int edit_record(struct cli *cli, void *record)
{
    const struct coded_kind *kind = cli->command->coded;
    const char **code = kind->code(record);
    const char *called = arena_strdup(&cli->arena, *code);
    *code = str_or(cli_value(cli, "--code"), *code);
    return save(cli, record, kind->would_change, kind->changed, called);
}

int coded_add(struct cli *cli)
{
    return cli->command->coded->make(cli, cli->args[0], add_record);
}

int coded_edit(struct cli *cli)
{
    const struct coded_kind *kind = cli->command->coded;
    int64_t id;
    int code = coded_find(cli, kind, cli->args[0], &id);
    return code == CLI_DONE ? kind->each(cli, id, "", edit_record) : code;
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
