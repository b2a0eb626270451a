/* cmd_comment.c: comments on entries. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"
#include "comment_text.h"
#include "entry_nos.h"

int comment_text(struct cli *cli, int at, const char *was, const char **text, const char **kept)
{
    *kept = NULL;
    if (at < cli->arg_count && str_eq(cli->args[at], "-"))
        return cli_input(cli, text);
    *text = at < cli->arg_count ? cli->args[at] : editor_text(cli, was, kept);
    return *text ? CLI_DONE : CLI_REFUSED;
}

/* --- list ----------------------------------------------------------------------------------------
 */

static const struct print_column columns[] = {
    {"comment", N_("No."), true},
    {"date", N_("Date"), false},
    {"text", N_("Comment"), false},
    {"written_by", N_("By"), false, 1},
    {"edited_by", N_("Edited by"), false, 2},
    {"entry", NULL, false},
    {"written_at", NULL, false},
    {"edited_at", NULL, false},
};

static int cmd_list(struct cli *cli)
{
    int64_t no;
    struct printer *p = &cli->out;
    lia_entry_list entry = {0};
    lia_comment_list list = {0};
    if (!entry_no_given(cli, cli->args[0], &no))
        return CLI_USAGE;
    if (lia_entry_get(cli->book, no, &entry, &cli->err))
        return cli_fail(cli);
    lia_entry_list_clear(&entry);
    if (lia_comment_list_of(cli->book, no, &list, &cli->err))
        return cli_fail(cli);
    print_columns(p, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < list.count; i++) {
        const lia_comment *c = &list.items[i];
        print_row(p);
        print_int(p, c->id);
        print_day(p, c->date);
        print_text(p, c->text);
        print_text(p, c->written_by);
        print_text(p, c->edited_by);
        print_int(p, c->entry_no);
        print_instant(p, c->written_at);
        print_instant(p, c->edited_at);
    }
    lia_comment_list_clear(&list);
    return CLI_DONE;
}

/* --- edit and delete -----------------------------------------------------------------------------
 */

static int find(struct cli *cli, lia_comment_list *out)
{
    int64_t id;
    if (!cli_whole(cli->args[0], &id))
        return cli_say(CLI_USAGE, _("not a comment's no.: “%s”; see: liaise comment list"),
                       cli_short(cli, cli->args[0]));
    if (lia_comment_get(cli->book, id, out, &cli->err))
        return cli_fail(cli);
    return CLI_DONE;
}

static int cmd_edit(struct cli *cli)
{
    lia_comment_list list = {0};
    const char *text = NULL, *kept = NULL;
    int code = find(cli, &list);
    if (code != CLI_DONE)
        return code;
    const lia_comment *c = &list.items[0];
    code = comment_text(cli, 1, c->text, &text, &kept);
    if (code == CLI_DONE && lia_comment_edit(cli->book, c->id, c->version, text, &cli->err))
        code = cli_fail(cli);
    if (code == CLI_DONE && !cli_trial(cli, _("Would change the comment on entry %lld to: %s"),
                                       (long long)c->entry_no, cli_short(cli, text)))
        print_line(&cli->out, _("Saved comment %lld on entry %lld"), (long long)c->id,
                   (long long)c->entry_no);
    lia_comment_list_clear(&list);
    return editor_end(cli, code, kept);
}

static int delete_it(struct cli *cli, const lia_comment *c)
{
    const char *text = cli_short(cli, c->text);
    if (!cli_sure(cli, _("Delete the comment on entry %lld: %s?"), (long long)c->entry_no, text))
        return CLI_REFUSED;
    if (lia_comment_delete(cli->book, c->id, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would delete the comment on entry %lld: %s"), (long long)c->entry_no,
                  text))
        return CLI_DONE;
    print_line(&cli->out, _("Deleted comment %lld on entry %lld"), (long long)c->id,
               (long long)c->entry_no);
    return CLI_DONE;
}

static int cmd_delete(struct cli *cli)
{
    lia_comment_list list = {0};
    int code = find(cli, &list);
    if (code == CLI_DONE)
        code = delete_it(cli, &list.items[0]);
    lia_comment_list_clear(&list);
    return code;
}

/* --- table --- */

static const struct cli_option edit_options[] = {
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option delete_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const list_examples[] = {"liaise comment list 16", NULL};
static const char *const edit_examples[] = {
    "liaise comment edit 1 'Happy, but finds the prices too high.'", NULL};
static const char *const delete_examples[] = {"liaise comment delete 1 --yes", NULL};

const struct cli_command comment_commands[] = {
    {.verb = "list",
     .args = "ENTRY",
     .help = N_("List the comments on an entry, oldest first."),
     .examples = list_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .json = true,
     .run = cmd_list},
    {.verb = "edit",
     .args = "COMMENT [TEXT]",
     .help = N_("Change a comment; without a text in your editor."),
     .about = N_("The no. of a comment is what “comment list” and “entry show” say. Who changed it "
                 "and when is kept."),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 2,
     .options = edit_options,
     .run = cmd_edit},
    {.verb = "delete",
     .args = "COMMENT",
     .help = N_("Delete a comment."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = delete_options,
     .run = cmd_delete},
    CLI_COMMANDS_END,
};
