/* record_mail.c: record mail: what is read, and what is said of it. */
#include "record_mail.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "base/str.h"

struct mail_state {
    struct cli *cli;
    struct cli_progress progress;
    lia_mail_line first; /* told by name when it is the only one; the arena's */
    int64_t unknown;     /* addresses that are in no contact */
};

static const struct print_column mail_columns[] = {
    {.key = "result"},  {.key = "file"},    {.key = "number"}, {.key = "from"},
    {.key = "subject"}, {.key = "entries"}, {.key = "with"},   {.key = "message_id"},
    {.key = "reason"},  {.key = "address"}, {.key = "name"},
};

static void print_mail(struct printer *p, const lia_mail_line *line)
{
    static const char *const fates[] = {
        [LIA_MAIL_RECORDED] = "recorded", [LIA_MAIL_KNOWN] = "known",
        [LIA_MAIL_NOBODY] = "nobody",     [LIA_MAIL_NEITHER] = "neither",
        [LIA_MAIL_UNMAPPED] = "unmapped", [LIA_MAIL_BROKEN] = "broken"};
    print_row(p);
    print_text(p, fates[line->fate]);
    print_text(p, line->file);
    print_int(p, line->number);
    print_text(p, line->from);
    print_text(p, line->subject);
    print_int(p, line->entries);
    print_text(p, line->with);
    print_text(p, line->message_id);
    print_text(p, line->reason);
    print_none(p);
    print_none(p);
}

/* "Recorded 2 entries with Bo Ek and 1 other: Price list" */
static void say_recorded(struct cli *cli, const lia_mail_line *line)
{
    long long n = (long long)line->entries;
    const char *subject = *line->subject ? ": " : "";
    if (cli_given(cli, "--dry-run"))
        print_line(&cli->out,
                   ngettext_("Would record %lld entry with %s%s%s",
                             "Would record %lld entries with %s and others%s%s", n),
                   n, line->with, subject, line->subject);
    else
        print_line(&cli->out,
                   ngettext_("Recorded %lld entry with %s%s%s",
                             "Recorded %lld entries with %s and others%s%s", n),
                   n, line->with, subject, line->subject);
    if (*line->reason)
        print_line(&cli->out, _("Not with all of them: %s"), line->reason);
}

static const char *place_of(struct cli *cli, const lia_mail_line *line)
{
    if (*line->file)
        return line->file;
    return arena_printf(&cli->arena, _("mail %lld"), (long long)line->number);
}

static void say_left(struct cli *cli, const lia_mail_line *line)
{
    const char *mail = place_of(cli, line);
    if (*line->from)
        mail = arena_printf(&cli->arena, "%s (%s)", mail, line->from);
    print_line(&cli->out, line->fate == LIA_MAIL_KNOWN ? "%s: %s" : _("%s: not recorded: %s"), mail,
               line->reason);
}

static void keep(struct mail_state *state, const lia_mail_line *line)
{
    struct arena *a = &state->cli->arena;
    state->first = *line;
    state->first.file = arena_strdup(a, line->file);
    state->first.from = arena_strdup(a, line->from);
    state->first.subject = arena_strdup(a, line->subject);
    state->first.with = arena_strdup(a, line->with);
    state->first.reason = arena_strdup(a, line->reason);
}

static void take_mail(void *ctx, const lia_mail_line *line)
{
    struct mail_state *state = ctx;
    struct cli *cli = state->cli;
    cli_progress_clear(&state->progress);
    if (!state->first.number)
        keep(state, line);
    if (print_machine(&cli->out))
        print_mail(&cli->out, line);
    else if (line->fate == LIA_MAIL_BROKEN)
        cli_say(CLI_REFUSED, "%s: %s", place_of(cli, line), line->reason);
    else if (line->fate == LIA_MAIL_RECORDED && cli_given(cli, "--verbose"))
        say_recorded(cli, line);
    else if (cli_given(cli, "--verbose"))
        say_left(cli, line);
}

static void take_unknown(void *ctx, const char *address, const char *name)
{
    struct mail_state *state = ctx;
    struct cli *cli = state->cli;
    struct printer *p = &cli->out;
    bool add = cli_given(cli, "--add");
    cli_progress_clear(&state->progress);
    state->unknown++;
    if (!print_machine(p)) {
        const char *shown = *name ? arena_printf(&cli->arena, "%s <%s>", name, address) : address;
        print_line(p,
                   !add                          ? _("Not in the book: %s")
                   : cli_given(cli, "--dry-run") ? _("Would add: %s")
                                                 : _("New contact: %s"),
                   shown);
        return;
    }
    print_row(p);
    print_text(p, add ? "added" : "unknown");
    for (int i = 0; i < 8; i++)
        print_none(p);
    print_text(p, address);
    print_text(p, name);
}

/* Whoever reads from a pipe is waited for; Ctrl-C ends the waiting. */
static int64_t read_input(void *ctx, void *buf, size_t len)
{
    (void)ctx;
    ssize_t n;
    do
        n = read(STDIN_FILENO, buf, len);
    while (n < 0 && errno == EINTR && !cli_stopped());
    return n >= 0 ? n : cli_stopped() ? -ECANCELED : -errno;
}

static const char *mail_file(const struct cli *cli)
{
    return cli->arg_count > 0 && !str_eq(cli->args[0], "-") ? cli->args[0] : NULL;
}

int record_mail_ready(struct cli *cli)
{
    lia_by by;
    const char *file = mail_file(cli);
    if (file && access(file, R_OK) != 0)
        return cli_say(CLI_REFUSED, _("%s cannot be read: %s; check the file"), cli_path(cli, file),
                       strerror(errno));
    if (cli->arg_count == 0 && isatty(STDIN_FILENO))
        return cli_say(CLI_USAGE, _("no mail: pipe one in, or name a file or Maildir"));
    return record_direction(cli, &by);
}

/* n mails that were left out, and what they are. */
static void say_count(struct cli *cli, int64_t n, const char *what)
{
    if (n)
        print_line(&cli->out, "%lld %s", (long long)n, what);
}

static void say_total(struct cli *cli, const struct mail_state *state, const lia_mail_result *r)
{
    bool dry = cli_given(cli, "--dry-run");
    const lia_mail_line *only = &state->first;
    if (r->read == 1) {
        if (only->fate == LIA_MAIL_RECORDED && !cli_given(cli, "--verbose"))
            say_recorded(cli, only);
        else if (only->fate != LIA_MAIL_RECORDED && only->fate != LIA_MAIL_BROKEN &&
                 !cli_given(cli, "--verbose"))
            print_line(&cli->out, only->fate == LIA_MAIL_KNOWN ? "%s" : _("Not recorded: %s"),
                       only->reason);
        return;
    }
    print_line(&cli->out,
               dry ? _("Read %lld mails: %lld would be recorded, as %lld entries; %lld known")
                   : _("Read %lld mails: recorded %lld, as %lld entries; %lld known already"),
               (long long)r->read, (long long)r->recorded, (long long)r->entries,
               (long long)r->known);
    say_count(cli, r->nobody, _("with nobody who is a contact"));
    say_count(cli, r->neither, _("neither sent by a salesperson nor received by one"));
    say_count(cli, r->unmapped, _("whose event has no template"));
    say_count(cli, r->broken, _("that are no mails"));
    if (state->unknown && !cli_given(cli, "--add"))
        print_line(&cli->out,
                   ngettext_("%lld address is in no contact: --add makes one of it",
                             "%lld addresses are in no contact: --add makes contacts of them",
                             state->unknown),
                   (long long)state->unknown);
}

/* Whose mail it is cannot be told before somebody's address is known: a new book has none. */
static void say_whose(struct cli *cli)
{
    lia_salesperson_list list = {0};
    const char *code = NULL;
    bool any = false;
    if (lia_salesperson_list_all(cli->book, false, "", &list, &cli->err))
        return;
    for (size_t i = 0; i < list.count; i++) {
        any |= *str_or(list.items[i].email, "") != '\0';
        if (!code || list.items[i].me)
            code = list.items[i].code;
    }
    if (!any && code)
        print_line(&cli->out, _("Say who you are: liaise salesperson edit %s --email ADDRESS"),
                   code);
    lia_salesperson_list_clear(&list);
}

int record_mail(struct cli *cli)
{
    struct mail_state state = {.cli = cli};
    const char *file = mail_file(cli);
    lia_mail_result result = {0};
    lia_mail_how how = {.add = cli_given(cli, "--add"),
                        .dry_run = cli_given(cli, "--dry-run"),
                        .name = file ? path_base(file) : "",
                        .report = take_mail,
                        .unknown = take_unknown,
                        .ctx = &state};
    int code = record_direction(cli, &how.direction);
    if (code != CLI_DONE)
        return code;
    how.progress = cli_progress_begin(&state.progress, NULL, 1);
    print_columns(&cli->out, mail_columns, sizeof mail_columns / sizeof *mail_columns);
    lia_status status =
        file ? lia_record_mail(cli->book, file, &how, &result, &cli->err)
             : lia_record_mail_stream(cli->book, read_input, NULL, &how, &result, &cli->err);
    cli_progress_end(&state.progress);
    if (cli_stopped() && status)
        return cli_say(CLI_STOPPED, _("stopped; nothing was recorded"));
    if (status == LIA_IO || status == LIA_INVALID)
        return cli_say(CLI_REFUSED, "%s", cli->err.message);
    if (status)
        return cli_fail(cli);
    if (result.read == 0)
        return cli_say(CLI_REFUSED, _("there was no mail in it"));
    say_total(cli, &state, &result);
    if (result.neither && !print_machine(&cli->out))
        say_whose(cli);
    return result.broken ? CLI_REFUSED : CLI_DONE;
}
