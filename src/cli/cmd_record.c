/* cmd_record.c: record: what happened, told by scripts, phones, print queues and mail programs. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"
#include "interaction_options.h"
#include "record_mail.h"

int record_direction(struct cli *cli, lia_by *by)
{
    bool in = cli_given(cli, "--in"), out = cli_given(cli, "--out");
    if (in && out)
        return cli_say(CLI_USAGE, _("--in and --out exclude each other"));
    *by = in ? LIA_BY_THEM : out ? LIA_BY_US : LIA_BY_BLANK;
    return CLI_DONE;
}

/* --- events --------------------------------------------------------------------------------------
 */

static int ready_record(struct cli *cli)
{
    lia_by by = LIA_BY_BLANK;
    if (!cli_given(cli, "--contact"))
        return cli_say(CLI_USAGE, _("--contact CONTACT is needed: a no., e-mail, phone or name"));
    if (cli_given(cli, "--minutes") && cli_given(cli, "--duration"))
        return cli_say(CLI_USAGE, _("--minutes and --duration are the same: give one"));
    return record_direction(cli, &by);
}

/* The event's code begins as the word does, or has it inside. */
static bool is_near(const char *code, const char *word)
{
    enum { BEGINNING = 3 };
    size_t len = strlen(word);
    return len >= BEGINNING && (strncmp(code, word, BEGINNING) == 0 || strstr(code, word));
}

static int no_event(struct cli *cli, const char *name)
{
    enum { SHOWN = 3 };
    lia_event_list list = {0};
    struct str near = {0};
    const char *word = utf8_lower(&cli->arena, name);
    if (lia_event_list_all(cli->book, &list, &cli->err))
        return cli_fail(cli);
    int shown = 0;
    for (size_t i = 0; i < list.count && shown < SHOWN; i++)
        if (is_near(list.items[i].code, word) && ++shown)
            str_add_f(&near, "%s%s", near.len ? ", " : "", list.items[i].code);
    lia_event_list_clear(&list);
    if (near.len)
        cli_say(CLI_USAGE, _("no event is called “%s”; did you mean %s?"), cli_short(cli, name),
                str_text(&near));
    else
        cli_say(CLI_USAGE, _("no event is called “%s”; see: liaise setup events"),
                cli_short(cli, name));
    str_clear(&near);
    return CLI_USAGE;
}

/* What the options say, but for the contact. 0 or an exit code, said. */
static int read_record(struct cli *cli, lia_record *r)
{
    lia_interaction given;
    lia_by by = LIA_BY_BLANK;
    int32_t minutes;
    const char *duration = cli_value(cli, "--duration"), *code = cli_value(cli, "--salesperson");
    int failed = record_direction(cli, &by);
    if (failed == CLI_DONE)
        failed = interaction_given_values(cli, &given);
    if (failed != CLI_DONE)
        return failed;
    if (duration && !duration_parse(duration, &minutes))
        return cli_say(CLI_USAGE, _("--duration: “%s” is not understood; for example: 90, 1:30"),
                       cli_short(cli, duration));
    if (code && (failed = cli_salesperson(cli, code, &r->salesperson_id)) != CLI_DONE)
        return failed;
    bool now = given.date == DATE_NONE && given.time == TIME_NONE;
    r->date = now ? LIA_DAY_NONE : given.date == DATE_NONE ? lia_book_today(cli->book) : given.date;
    r->time = given.time;
    r->zone = lia_book_zone(cli->book);
    r->minutes = duration ? minutes : interaction_says(&given, LIA_I_MINUTES) ? given.minutes : -1;
    r->cost = interaction_says(&given, LIA_I_COST) ? given.cost : -1;
    r->description = given.description;
    r->comment = given.comment;
    r->subject = given.subject;
    r->via = given.via;
    r->failed = given.failed;
    r->document_no = cli_value(cli, "--document");
    r->initiated_by = by;
    r->flow = by == LIA_BY_US ? LIA_OUTBOUND : by == LIA_BY_THEM ? LIA_INBOUND : LIA_FLOW_BLANK;
    return CLI_DONE;
}

static const struct print_column record_columns[] = {
    {.key = "result"},  {.key = "entry"},  {.key = "asked"},  {.key = "contact_no"},
    {.key = "contact"}, {.key = "others"}, {.key = "reason"},
};

static void print_record(struct cli *cli, const char *asked, const lia_record_result *result)
{
    static const char *const fates[] = {
        [LIA_RECORD_MADE] = "recorded",     [LIA_RECORD_KNOWN] = "known",
        [LIA_RECORD_UNMAPPED] = "unmapped", [LIA_RECORD_NOBODY] = "nobody",
        [LIA_RECORD_ARCHIVED] = "archived", [LIA_RECORD_BLOCKED] = "blocked",
        [LIA_RECORD_REFUSED] = "refused"};
    lia_contact_record r = {0};
    bool found =
        result->contact_id && lia_contact_get(cli->book, result->contact_id, &r, NULL) == LIA_OK;
    print_row(&cli->out);
    print_text(&cli->out, fates[result->fate]);
    if (result->entry_no)
        print_int(&cli->out, result->entry_no);
    else
        print_none(&cli->out);
    print_text(&cli->out, asked);
    print_text(&cli->out, found ? r.c.no : "");
    print_text(&cli->out, found ? r.c.name : "");
    if (result->others)
        print_int(&cli->out, result->others);
    else
        print_none(&cli->out);
    print_text(&cli->out, result->reason);
    lia_contact_record_clear(&r);
}

static void say_made(struct cli *cli, const lia_record_result *result)
{
    const char *others = "";
    if (result->others)
        others = arena_printf(
            &cli->arena, ngettext_(" (%lld other matches)", " (%lld others match)", result->others),
            (long long)result->others);
    if (result->entry_no)
        print_line(&cli->out, _("Recorded entry %lld with %s%s"), (long long)result->entry_no,
                   result->contact, others);
    else
        print_line(&cli->out, _("Would record an entry with %s%s"), result->contact, others);
}

/* What became of one; the exit code for it. */
static int say_record(struct cli *cli, const char *asked, const lia_record_result *result,
                      bool first)
{
    const char *who = cli_short(cli, str_or(result->contact, asked));
    bool verbose = cli_given(cli, "--verbose"), machine = print_machine(&cli->out);
    if (machine)
        print_record(cli, asked, result);
    switch (result->fate) {
    case LIA_RECORD_MADE:
        if (!machine)
            say_made(cli, result);
        return CLI_DONE;
    case LIA_RECORD_KNOWN:
        if (verbose && !machine)
            print_line(&cli->out, "%s: %s", who, result->reason);
        return CLI_DONE;
    case LIA_RECORD_UNMAPPED: /* so are all of them */
        if (verbose && !machine && first)
            print_line(&cli->out, _("Nothing is recorded: %s"), result->reason);
        return CLI_DONE;
    case LIA_RECORD_ARCHIVED: /* these two name the contact */
    case LIA_RECORD_BLOCKED:
        return cli_say(CLI_REFUSED, "%s", result->reason);
    default:
        return *who ? cli_say(CLI_REFUSED, "%s: %s", who, result->reason)
                    : cli_say(CLI_REFUSED, _("--contact is blank: nobody to record it with"));
    }
}

/* The contacts that were named, "-" those of standard input, one a line. *out is the arena's. */
static int read_asked(struct cli *cli, const char ***out, size_t *count)
{
    struct vec asked = VEC_OF(const char *);
    const char *what;
    size_t at = 0;
    int code = CLI_DONE;
    while (code == CLI_DONE && (what = cli_each(cli, "--contact", &at)) != NULL) {
        if (!str_eq(what, "-")) {
            *(const char **)vec_push(&asked) = what;
            continue;
        }
        code = cli_input(cli, &what);
        while (code == CLI_DONE && *what) {
            size_t len = strcspn(what, "\r\n");
            if (len)
                *(const char **)vec_push(&asked) = arena_strndup(&cli->arena, what, len);
            what += len + strspn(what + len, "\r\n");
        }
    }
    *count = asked.count;
    *out = arena_alloc(&cli->arena, (asked.count + 1) * sizeof **out);
    if (asked.count)
        memcpy(*out, asked.items, asked.count * sizeof **out);
    vec_clear(&asked);
    return code;
}

static int cmd_record(struct cli *cli)
{
    lia_record r = {0};
    const char **asked;
    size_t n;
    int64_t op;
    int code = read_record(cli, &r);
    if (code == CLI_DONE)
        code = read_asked(cli, &asked, &n);
    if (code != CLI_DONE)
        return code;
    if (lia_event_find(cli->book, cli->args[0], r.initiated_by == LIA_BY_THEM, &r.event_id,
                       &cli->err))
        return cli_fail(cli);
    if (!r.event_id)
        return no_event(cli, cli->args[0]);
    lia_record *records = arena_alloc(&cli->arena, (n + 1) * sizeof *records);
    lia_record_result *results = arena_alloc(&cli->arena, (n + 1) * sizeof *results);
    for (size_t i = 0; i < n; i++) {
        records[i] = r;
        records[i].contact = asked[i];
    }
    if (cli_given(cli, "--dry-run")
            ? lia_record_try(cli->book, records, n, results, &cli->err)
            : lia_record_all(cli->book, records, n, NULL, results, &op, &cli->err))
        return cli_fail(cli);
    print_columns(&cli->out, record_columns, sizeof record_columns / sizeof *record_columns);
    for (size_t i = 0; i < n; i++) {
        int one = say_record(cli, asked[i], &results[i], i == 0);
        code = one == CLI_DONE ? code : one;
    }
    return code;
}

/* --- table --- */

static const struct cli_option record_options[] = {
    {"--contact", 'c', "CONTACT", N_("no., e-mail, phone or name; again for more; - reads them")},
    {"--document", 'n', "NO", N_("its number: the same one makes one entry")},
    {"--date", 'd', "DATE", N_("2026-11-20, yesterday, mon, -2d …; now when not said")},
    {"--time", 0, "TIME", N_("14:32, 2pm")},
    {"--minutes", 0, "DURATION", N_("duration: 90, 1:30, 1h30; the template's when not said")},
    {"--duration", 0, "DURATION", N_("the same")},
    {"--cost", 0, "AMOUNT", N_("cost, as 12.50; the template's when not said")},
    INTERACTION_MESSAGE_OPTION,
    {"--comment", 0, "TEXT", N_("comment; - reads standard input")},
    {"--subject", 0, "TEXT", N_("subject")},
    {"--via", 0, "TEXT", N_("the number or address that was used")},
    {"--in", 0, NULL, N_("it came in: inbound, initiated by them")},
    {"--out", 0, NULL, N_("it went out: outbound, initiated by us")},
    {"--salesperson", 's', "SALESPERSON", N_("who had it; the contact's when not said")},
    {"--failed", 0, NULL, N_("the attempt failed")},
    {"--verbose", 'v', NULL, N_("say it, too, where nothing is to be recorded")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option mail_options[] = {
    {"--add", 'a', NULL, N_("make contacts of the addresses that are in no contact")},
    {"--in", 0, NULL, N_("all of it was received, whoever it says it is for")},
    {"--out", 0, NULL, N_("all of it was sent, whoever it says it is from")},
    {"--verbose", 'v', NULL, N_("a line for each mail")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const record_examples[] = {
    "liaise record call --contact '+46 70 123 45 67' --minutes 12 -m 'Delivery on Friday'",
    "liaise record call --in --contact bo.ek@fabrikam.example --failed",
    "liaise record sales-invoice --contact 'Bo Ek' --document 1234 -v",
    "liaise record meeting --contact 'Anna Berg' --contact 'Lars Holm' --date yesterday --dry-run",
    NULL,
};
static const char *const mail_examples[] = {
    "printf 'From: bo.ek@fabrikam.example\\nTo: me@us.example\\nSubject: Hi\\n\\n' | "
    "liaise record mail --in",
    NULL,
};

#define RECORD_ABOUT                                                                               \
    N_("For scripts, print hooks and phones: it never asks. The event is one of those that "       \
       "liaise setup events lists, your own among them; call, email, quote, order and invoice "    \
       "are understood too, with --in as those that come in. The template that the event is "      \
       "mapped to gives what is not said.\n\n"                                                     \
       "Nothing is recorded, and that is no error, when the event has no template, or when the "   \
       "same --document was recorded for this event and contact before; -v says so. It counts "    \
       "while its entry is there, canceled too.\n\n"                                               \
       "Several contacts match: one that is neither archived nor privacy-blocked, a person "       \
       "before a company, then the one last in touch. Names are compared whole, phone numbers "    \
       "by their digits. Several --contact make one operation.\n\n"                                \
       "The exit code is 1 when something that should have been recorded was not: nobody was "     \
       "found, or one who is archived or privacy-blocked; 2 when there is no such event.")

#define MAIL_ABOUT                                                                                 \
    N_("Whose mail it is, it knows by the e-mail of the salespeople: say yours once, as in "       \
       "liaise salesperson edit JO --email jo@example.org.\n\n"                                    \
       "What a salesperson sends to contacts is "                                                  \
       "outbound, one entry for each of them. What a contact sends to a salesperson is inbound. "  \
       "From says who sends, and Sender where From is nobody known; To, Cc and Bcc say to whom. "  \
       "No other field is looked at: for mail to an alias give --in, for mail from one --out.\n\n" \
       "Description and date are those of the mail, on its writer's clock. A date that is "        \
       "missing or not possible is that of the last server (Received), else the file's. A mail "   \
       "is recorded once, known by its Message-ID: of the same mailbox again only what is new. "   \
       "A mailbox of any size is one operation, which undo takes back. Drafts and trashed mails "  \
       "of a Maildir (flags D and T) are left out.\n\n"                                            \
       "Addresses that are in no contact are listed; --add makes persons of them, but never of "   \
       "no-reply, mailer-daemon and the like, nor of who writes to a list or in bulk.\n\n"         \
       "The exit code is 0 also when there was nobody to record a mail with, so that it can "      \
       "stand in hooks; 1 when something was no mail; 130 when Ctrl-C stopped it, and nothing "    \
       "was recorded.\n\n" MAIL_HOOKS)
#define MAIL_HOOKS                                                                                 \
    "mutt and neomutt: Esc l records the mail at the cursor, ; Esc l all that are tagged:\n\n"     \
    "    set pipe_split=yes\n"                                                                     \
    "    macro index,pager <Esc>l \"<pipe-message>liaise record mail<enter>\" record\n\n"          \
    "aerc, Alt-l, in binds.conf under [messages] and [view]; -m gives the whole mail:\n\n"         \
    "    <A-l> = :pipe -m liaise record mail<Enter>\n\n"                                           \
    "notmuch, in the hook post-new, where new mail is tagged new:\n\n"                             \
    "    notmuch search --output=files --format=text0 tag:new |\n"                                 \
    "        xargs -0 -r -n 1 liaise record mail\n\n"                                              \
    "procmail: the header (h) of a copy (c) of each mail, whatever becomes of it (i):\n\n"         \
    "    :0 hci\n"                                                                                 \
    "    | liaise record mail\n\n"                                                                 \
    "sieve, by Dovecot's Pigeonhole, where sieve_pipe_bin_dir has a link to liaise:\n\n"           \
    "    require [\"vnd.dovecot.pipe\", \"copy\"];\n"                                              \
    "    pipe :copy :try \"liaise\" [\"record\", \"mail\"];\n\n"                                   \
    "Reading mail needs GMime (Debian: libgmime-3.0-0), which is looked for only here."

const struct cli_command record_commands[] = {
    {.args = "EVENT",
     .help = N_("Record that something happened: a call, a letter, an invoice."),
     .about = RECORD_ABOUT,
     .examples = record_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = record_options,
     .json = true,
     .run = cmd_record,
     .ready = ready_record},
    {.verb = "mail",
     .args = "[FILE]",
     .help = N_("Record mail: one, an mbox, a Maildir, or standard input."),
     .about = MAIL_ABOUT,
     .examples = mail_examples,
     .needs = CLI_CHANGES,
     .max_args = 1,
     .options = mail_options,
     .json = true,
     .run = record_mail,
     .ready = record_mail_ready},
    CLI_COMMANDS_END,
};
