/* cmd_postponed.c: postponed interactions (domain.md 5). */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cells.h"
#include "cli.h"
#include "editor.h"
#include "interaction_options.h"
#include "postponed_rows.h"

/* --- resume and edit -----------------------------------------------------------------------------
 */

/* What it belonged to has gone: then it can still be logged by itself, if that is what is wanted.
 */
static bool on_its_own(struct cli *cli, const lia_error *fault)
{
    if (fault->status == LIA_OK || *fault->field)
        return true; /* a field at fault is told when it is logged as it is */
    const char *what = arena_strndup(&cli->arena, fault->message, strcspn(fault->message, ";"));
    return cli_sure(cli, _("%s: log an interaction by itself?"), what);
}

static int cmd_resume(struct cli *cli)
{
    struct postponed_resumed r;
    lia_interaction given;
    int code = interaction_given(cli, &given);
    if (code != CLI_DONE)
        return code;
    code = postponed_resumed(cli, &r);
    if (code == CLI_DONE && !on_its_own(cli, &r.fault))
        code = CLI_REFUSED;
    if (code == CLI_DONE)
        code = interaction_put(cli, &given, &r.it);
    if (code == CLI_DONE)
        code = interaction_finish(cli, &r.it);
    lia_interaction_clear(&r.it);
    return code;
}

static bool was_given(const lia_interaction *given, const char *field)
{
    for (int f = 0; f < LIA_I_FIELDS; f++)
        if (str_eq(lia_ifield_name((lia_ifield)f), field))
            return interaction_says(given, (lia_ifield)f);
    return false;
}

static lia_field_text *field_named(lia_form_text *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++)
        if (str_eq(form->fields[i].name, name))
            return &form->fields[i];
    return NULL;
}

/* A form's text `now` with what the one before held and could not be read: a code that is none,
 * what a screen keeps of its own. The caller frees it. */
static char *with_unread(const lia_interaction *given, const char *was, const char *now)
{
    lia_form_text old, new;
    struct vec fields = VEC_OF(lia_field_text);
    lia_form_text_read(was, &old);
    lia_form_text_read(now, &new);
    for (size_t i = 0; i < old.count; i++) {
        const lia_field_text *o = &old.fields[i];
        lia_field_text *n = field_named(&new, o->name);
        if (!n)
            *(lia_field_text *)vec_push(&fields) = *o;
        else if (!*n->value && *o->value && !was_given(given, o->name))
            *n = *o;
    }
    for (size_t i = 0; i < new.count; i++)
        *(lia_field_text *)vec_push(&fields) = new.fields[i];
    char *text = lia_form_text_write(fields.items, fields.count);
    vec_clear(&fields);
    lia_form_text_clear(&old);
    lia_form_text_clear(&new);
    return text;
}

static int keep(struct cli *cli, const lia_interaction *given, const struct postponed_resumed *r)
{
    char *now = NULL;
    int64_t no = 0;
    if (lia_form_text_of_interaction(cli->book, &r->it, NULL, 0, &now, &cli->err))
        return cli_fail(cli);
    char *text = with_unread(given, r->form_text, now);
    lia_status status = lia_postpone(cli->book, &r->it, text, &no, &cli->err);
    free(text);
    free(now);
    if (status != LIA_OK)
        return cli_fail(cli);
    if (cli_trial(cli, _("Would change postponed no. %lld"), (long long)r->it.postponed_no))
        return CLI_DONE;
    cell_alone(cli, "postponed", no,
               arena_printf(&cli->arena, _("Saved postponed no. %lld"), (long long)no));
    return CLI_DONE;
}

static int cmd_edit(struct cli *cli)
{
    struct postponed_resumed r;
    lia_interaction given;
    const char *kept = NULL;
    int code = interaction_given(cli, &given);
    if (code == CLI_DONE && !given.typed && !cli_given(cli, "--edit"))
        code = cli_say(CLI_USAGE, _("say what is to be changed; for example: --date today"));
    if (code != CLI_DONE)
        return code;
    code = postponed_resumed(cli, &r);
    if (code == CLI_DONE)
        code = interaction_put(cli, &given, &r.it);
    if (code == CLI_DONE)
        code = interaction_edit(cli, &r.it, false, &kept);
    if (code == CLI_DONE)
        code = keep(cli, &given, &r);
    lia_interaction_clear(&r.it);
    return editor_end(cli, code, kept);
}

/* --- delete --------------------------------------------------------------------------------------
 */

/* "no. 30, Call him back", or how many. */
static int describe(struct cli *cli, const int64_t *nos, size_t n, const char **out)
{
    *out = arena_printf(&cli->arena, _("%zu postponed interactions"), n);
    for (size_t i = 0; i < n; i++) {
        lia_postponed_list row = {0};
        if (postponed_row(cli, nos[i], &row))
            return cli_fail(cli);
        if (row.count == 0)
            return cli_say(CLI_REFUSED, _("no. %lld is not postponed; see: liaise postponed list"),
                           (long long)nos[i]);
        if (n == 1)
            *out = arena_printf(
                &cli->arena, _("postponed no. %lld %s"), (long long)nos[i],
                cli_short(cli, str_or(row.items[0].description, row.items[0].contact)));
        lia_postponed_list_clear(&row);
    }
    return CLI_DONE;
}

static int cmd_delete(struct cli *cli)
{
    size_t n = (size_t)cli->arg_count;
    int64_t *nos = arena_alloc(&cli->arena, n * sizeof *nos);
    const char *what = "";
    int code = CLI_DONE;
    for (size_t i = 0; i < n && code == CLI_DONE; i++)
        code = postponed_no(cli, cli->args[i], &nos[i]);
    if (code == CLI_DONE)
        code = describe(cli, nos, n, &what);
    if (code != CLI_DONE)
        return code;
    if (!cli_sure(cli, _("Delete %s?"), what))
        return CLI_REFUSED;
    if (lia_postponed_delete(cli->book, nos, n, &cli->err))
        return cli_fail(cli);
    if (!cli_trial(cli, _("Would delete %s"), what))
        print_line(&cli->out, _("Deleted %s"), what);
    return CLI_DONE;
}

/* --- table --- */

static const struct cli_option list_options[] = {
    CLI_OPTION_LIMIT,
    {"--contact", 0, "CONTACT", N_("only with this one; a company: with its persons")},
    {"--salesperson", 's', "SALESPERSON", N_("only of this salesperson")},
    {"--mine", 0, NULL, N_("only what I postponed")},
    {"--count", 0, NULL, N_("only their number")},
    CLI_OPTIONS_END,
};
static const struct cli_option resume_options[] = {
    INTERACTION_CONTACT_OPTION, INTERACTION_OPTIONS,     INTERACTION_ONE_OPTIONS,
    INTERACTION_RESULT_OPTIONS, INTERACTION_EDIT_OPTION, CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,         CLI_OPTIONS_END,
};
static const struct cli_option edit_options[] = {
    INTERACTION_CONTACT_OPTION,
    INTERACTION_OPTIONS,
    INTERACTION_ONE_OPTIONS,
    INTERACTION_RESULT_OPTIONS,
    INTERACTION_EDIT_OPTION,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option delete_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const list_examples[] = {
    "liaise postponed list --mine",
    "liaise postponed list --contact Adatum --json",
    NULL,
};
static const char *const show_examples[] = {"liaise postponed show 17", NULL};
static const char *const resume_examples[] = {
    "liaise postponed resume 17 --minutes 10 -m 'New delivery date: Monday'", NULL};
static const char *const edit_examples[] = {"liaise postponed edit 17 --date today", NULL};
static const char *const delete_examples[] = {"liaise postponed delete 17 --yes", NULL};

const struct cli_command postponed_commands[] = {
    {.verb = "list",
     .args = "",
     .help = N_("List postponed interactions: mine first, newest first."),
     .examples = list_examples,
     .needs = CLI_READS,
     .options = list_options,
     .json = true,
     .run = postponed_list},
    {.verb = "show",
     .args = "POSTPONED",
     .help = N_("Show one as it would be resumed."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .json = true,
     .run = postponed_show},
    {.verb = "resume",
     .args = "POSTPONED",
     .help = N_("Finish it: log it, with what is given here."),
     .about =
         N_("It keeps its no. A date or time that was typed stays, others become now. All "
            "checks of “log” are made; what is missing is said with its option, and nothing "
            "is logged then.\n\n"
            "When the segment's line or the entry to correct that it was begun on has gone, it "
            "asks whether to log an interaction by itself."),
     .examples = resume_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = resume_options,
     .json = true,
     .run = cmd_resume},
    {.verb = "edit",
     .args = "POSTPONED",
     .help = N_("Change it and keep it postponed; nothing is checked."),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = edit_options,
     .json = true,
     .run = cmd_edit},
    {.verb = "delete",
     .args = "POSTPONED…",
     .help = N_("Delete postponed interactions."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = delete_options,
     .run = cmd_delete},
    CLI_COMMANDS_END,
};
