/* cmd_postponed.c: postponed interactions (domain.md 5). */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"
#include "editor.h"
#include "interaction_options.h"

/* --- list ----------------------------------------------------------------------------------------
 */

static const struct print_column columns[] = {
    {"no", N_("No."), true},
    {"contact", N_("Contact"), false},
    {"company", N_("Company"), false, 3},
    {"template", N_("Template"), false},
    {"description", N_("Description"), false},
    {"date", N_("Date"), false, 2},
    {"salesperson", N_("By"), false, 1},
    {"user", N_("User"), false, 4},
    {"begun_at", N_("Begun"), false, 2},
    {"mine", NULL, false},
    {"postponed_at", NULL, false},
    /* of one */
    {"time", NULL, false},
    {"subject", NULL, false},
    {"correspondence", NULL, false},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"via", NULL, false},
    {"cost", NULL, false},
    {"minutes", NULL, false},
    {"evaluation", NULL, false},
    {"failed", NULL, false},
    {"comment", NULL, false},
    {"corrects", NULL, false},
    {"segment", NULL, false},
    {"line", NULL, false},
    {"typed", NULL, false},
    {"fault", NULL, false},
};
enum { WHOLE_COLUMNS = sizeof columns / sizeof *columns, LIST_COLUMNS = 11 };

static void print_postponed(struct printer *p, const lia_postponed *r)
{
    print_row(p);
    print_int(p, r->entry_no);
    print_text(p, r->contact);
    print_text(p, r->company);
    print_text(p, r->template_code);
    print_text(p, r->description);
    print_day(p, r->date);
    print_text(p, r->salesperson);
    print_text(p, r->user);
    print_instant(p, r->begun_at);
    print_bool(p, r->mine);
    print_instant(p, r->postponed_at);
}

CLI_WINDOW(window_of_all, lia_postponed_list,
           lia_postponed_list_some(cli->book, query, seek, &rows, &cli->err), print_postponed,
           lia_postponed_list_clear)

/* Mine come first: the list ends where the others' begin. */
static lia_status list_of_mine(struct cli *cli, const void *query, const lia_seek *seek,
                               lia_postponed_list *rows)
{
    lia_status status = lia_postponed_list_some(cli->book, query, seek, rows, &cli->err);
    for (size_t i = 0; status == LIA_OK && i < rows->count; i++)
        if (!rows->items[i].mine)
            rows->count = i;
    return status;
}
CLI_WINDOW(window_of_mine, lia_postponed_list, list_of_mine(cli, query, seek, &rows),
           print_postponed, lia_postponed_list_clear)

static int print_count(struct cli *cli, const lia_postponed_query *query)
{
    int64_t all = 0, mine = 0;
    if (lia_postponed_count(cli->book, query, &all, &mine, &cli->err))
        return cli_fail(cli);
    int64_t count = cli_given(cli, "--mine") ? mine : all;
    interaction_print_no(cli, "count", count, arena_printf(&cli->arena, "%lld", (long long)count));
    return CLI_DONE;
}

static int cmd_list(struct cli *cli)
{
    lia_postponed_query query = {0};
    const char *contact = cli_value(cli, "--contact"), *code = cli_value(cli, "--salesperson");
    if (contact && !(query.contact_id = cli_contact(cli, contact)))
        return CLI_REFUSED;
    int failed = code ? cli_salesperson(cli, code, &query.salesperson_id) : CLI_DONE;
    if (failed)
        return failed;
    if (cli_given(cli, "--count"))
        return print_count(cli, &query);
    return cli_list(cli, columns, LIST_COLUMNS,
                    cli_given(cli, "--mine") ? window_of_mine : window_of_all, &query);
}

/* --- one of them ---------------------------------------------------------------------------------
 */

static int read_no(struct cli *cli, const char *text, int64_t *no)
{
    if (cli_whole(text, no))
        return CLI_DONE;
    return cli_say(CLI_USAGE, _("not a postponed one's no.: “%s”; see: liaise postponed list"),
                   cli_short(cli, text));
}

/* The row of a no., in a list of one, or none. */
static lia_status find_row(struct cli *cli, int64_t no, lia_postponed_list *out)
{
    for (int others = 0; others < 2; others++) {
        lia_seek seek = {.at = true, .key = {others, no}, .limit = 1};
        lia_postponed_list found = {0};
        lia_status status = lia_postponed_list_some(cli->book, NULL, &seek, &found, &cli->err);
        if (status != LIA_OK)
            return status;
        if (found.count > 0 && found.items[0].entry_no == no) {
            *out = found;
            return LIA_OK;
        }
        lia_postponed_list_clear(&found);
    }
    return LIA_OK;
}

struct resumed {
    lia_interaction it;
    const char *form_text;
    lia_error fault;
};

static int resume(struct cli *cli, struct resumed *out)
{
    int64_t no;
    int code = read_no(cli, cli->args[0], &no);
    *out = (struct resumed){0};
    if (code == CLI_DONE &&
        lia_postponed_resume(cli->book, no, &out->it, &out->form_text, &out->fault, &cli->err))
        code = cli_fail(cli);
    return code;
}

/* --- show ----------------------------------------------------------------------------------------
 */

struct whole {
    const lia_postponed *row;
    const lia_interaction *it;
    const char *segment, *fault;
    int64_t line;
    const char *typed[LIA_I_FIELDS];
    int typed_count;
};

static void print_or_none(struct printer *p, int64_t no)
{
    if (no)
        print_int(p, no);
    else
        print_none(p);
}

static void show_machine(struct printer *p, const struct whole *w)
{
    const lia_interaction *it = w->it;
    print_columns(p, columns, WHOLE_COLUMNS);
    print_postponed(p, w->row);
    print_clock(p, it->typed & 1u << LIA_I_TIME ? it->time : TIME_NONE);
    print_text(p, it->subject);
    print_text(p, lia_value_code(LIA_SET_CORR, (int)it->correspondence));
    print_text(p, lia_value_code(LIA_SET_FLOW, (int)it->flow));
    print_text(p, lia_value_code(LIA_SET_BY, (int)it->initiated_by));
    print_text(p, it->via);
    print_amount(p, it->cost);
    print_int(p, it->minutes);
    print_text(p, lia_value_code(LIA_SET_EVALUATION, (int)it->evaluation));
    print_bool(p, it->failed);
    print_text(p, it->comment);
    print_or_none(p, it->corrects);
    print_text(p, w->segment);
    print_or_none(p, w->line);
    print_array(p, w->typed, w->typed_count);
    print_text(p, w->fault);
}

static void show_text(struct cli *cli, const struct whole *w)
{
    const lia_interaction *it = w->it;
    char day[DATE_TEXT], clock[DATE_TEXT], cost[DATE_TEXT], minutes[DATE_TEXT],
        begun[PRINT_INSTANT];
    date_format_full(w->row->date, day);
    time_format(it->typed & 1u << LIA_I_TIME ? it->time : TIME_NONE, clock);
    amount_format(it->cost, cost);
    duration_format((int32_t)it->minutes, minutes);
    print_format_instant(&cli->out, w->row->begun_at, begun);
    const struct {
        const char *label, *value;
    } fields[] = {
        {_("Postponed"), arena_printf(&cli->arena, "%lld", (long long)w->row->entry_no)},
        {_("Contact"), w->row->contact},
        {_("Company"), w->row->company},
        {_("Template"), w->row->template_code},
        {_("Description"), w->row->description},
        {_("Subject"), it->subject},
        {_("Date"), day},
        {_("Time"), clock},
        {_("Salesperson"), w->row->salesperson},
        {_("Correspondence"), lia_value_name(LIA_SET_CORR, (int)it->correspondence)},
        {_("Flow"), lia_value_name(LIA_SET_FLOW, (int)it->flow)},
        {_("Initiated by"), lia_value_name(LIA_SET_BY, (int)it->initiated_by)},
        {_("Via"), it->via},
        {_("Result"), it->failed ? lia_value_name(LIA_SET_RESULT, 1) : ""},
        {_("Evaluation"), lia_value_name(LIA_SET_EVALUATION, (int)it->evaluation)},
        {_("Cost"), cost},
        {_("Duration"), minutes},
        {_("Comment"), it->comment},
        {_("Corrects"),
         it->corrects ? arena_printf(&cli->arena, "%lld", (long long)it->corrects) : ""},
        {_("Line"),
         w->line ? arena_printf(&cli->arena, "%lld, %s", (long long)w->line, w->segment) : ""},
        {_("Begun"), arena_printf(&cli->arena, "%s, %s", w->row->user, begun)},
        {_("At fault"), w->fault},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_field(&cli->out, fields[i].label, fields[i].value);
}

/* The segment's line that it was begun on. */
static int find_line(struct cli *cli, struct whole *w)
{
    lia_segment_list segment = {0};
    lia_line_list line = {0};
    if (!w->it->line_id)
        return CLI_DONE;
    if (lia_line_get(cli->book, w->it->line_id, &line, &cli->err) ||
        lia_segment_get(cli->book, w->it->segment_id, &segment, &cli->err)) {
        lia_line_list_clear(&line);
        return cli_fail(cli);
    }
    w->segment = arena_strdup(&cli->arena, segment.items[0].no);
    w->line = line.items[0].line_no;
    lia_segment_list_clear(&segment);
    lia_line_list_clear(&line);
    return CLI_DONE;
}

static int cmd_show(struct cli *cli)
{
    struct resumed r;
    lia_postponed_list row = {0};
    int code = resume(cli, &r);
    if (code == CLI_DONE && find_row(cli, r.it.postponed_no, &row))
        code = cli_fail(cli);
    if (code == CLI_DONE && row.count == 0)
        code = cli_say(CLI_REFUSED, _("it was finished or deleted just now"));
    struct whole w = {.row = row.items, .it = &r.it};
    w.fault = r.fault.status != LIA_OK ? r.fault.message : "";
    for (int f = 0; f < LIA_I_FIELDS; f++)
        if (r.it.typed & 1u << f)
            w.typed[w.typed_count++] = lia_ifield_name((lia_ifield)f);
    if (code == CLI_DONE)
        code = find_line(cli, &w);
    if (code == CLI_DONE && print_machine(&cli->out))
        show_machine(&cli->out, &w);
    else if (code == CLI_DONE)
        show_text(cli, &w);
    lia_postponed_list_clear(&row);
    lia_interaction_clear(&r.it);
    return code;
}

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
    struct resumed r;
    lia_interaction given;
    int code = interaction_given(cli, &given);
    if (code != CLI_DONE)
        return code;
    code = resume(cli, &r);
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

static int keep(struct cli *cli, const lia_interaction *given, const struct resumed *r)
{
    char *now = NULL;
    int64_t no = 0;
    if (cli_trial(cli, _("Would change postponed no. %lld"), (long long)r->it.postponed_no))
        return CLI_DONE;
    if (lia_form_text_of_interaction(cli->book, &r->it, NULL, 0, &now, &cli->err))
        return cli_fail(cli);
    char *text = with_unread(given, r->form_text, now);
    lia_status status = lia_postpone(cli->book, &r->it, text, &no, &cli->err);
    free(text);
    free(now);
    if (status != LIA_OK)
        return cli_fail(cli);
    interaction_print_no(cli, "postponed", no,
                         arena_printf(&cli->arena, _("Saved postponed no. %lld"), (long long)no));
    return CLI_DONE;
}

static int cmd_edit(struct cli *cli)
{
    struct resumed r;
    lia_interaction given;
    const char *kept = NULL;
    int code = interaction_given(cli, &given);
    if (code == CLI_DONE && !given.typed && !cli_given(cli, "--edit"))
        code = cli_say(CLI_USAGE, _("say what is to be changed; for example: --date today"));
    if (code != CLI_DONE)
        return code;
    code = resume(cli, &r);
    if (code == CLI_DONE)
        code = interaction_put(cli, &given, &r.it);
    if (code == CLI_DONE)
        code = interaction_edit(cli, &r.it, false, &kept);
    if (code == CLI_DONE)
        code = keep(cli, &given, &r);
    lia_interaction_clear(&r.it);
    return editor_end(code, kept);
}

/* --- delete --------------------------------------------------------------------------------------
 */

/* "no. 30, Call him back", or how many. */
static int describe(struct cli *cli, const int64_t *nos, size_t n, const char **out)
{
    *out = arena_printf(&cli->arena, _("%zu postponed interactions"), n);
    for (size_t i = 0; i < n; i++) {
        lia_postponed_list row = {0};
        if (find_row(cli, nos[i], &row))
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
        code = read_no(cli, cli->args[i], &nos[i]);
    if (code == CLI_DONE)
        code = describe(cli, nos, n, &what);
    if (code != CLI_DONE || cli_trial(cli, _("Would delete %s"), what))
        return code;
    if (!cli_sure(cli, _("Delete %s?"), what))
        return CLI_REFUSED;
    if (lia_postponed_delete(cli->book, nos, n, &cli->err))
        return cli_fail(cli);
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
     .run = cmd_list},
    {.verb = "show",
     .args = "POSTPONED",
     .help = N_("Show one as it would be resumed."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .json = true,
     .run = cmd_show},
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
