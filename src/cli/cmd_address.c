/* cmd_address.c: addresses for mail programs. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

enum { DEFAULT_LIMIT = 50, MOST = 100000 };
enum form { FORM_MUTT, FORM_AERC, FORM_PLAIN };

static int read_form(struct cli *cli, enum form *form)
{
    static const char *const words[] = {"mutt", "aerc", "plain"};
    const char *word = str_or(cli_value(cli, "--format"), "mutt");
    for (int i = 0; i < 3; i++)
        if (str_eq(word, words[i])) {
            *form = (enum form)i;
            return CLI_DONE;
        }
    return cli_say(CLI_USAGE, _("--format is mutt, aerc or plain, not: %s"), cli_short(cli, word));
}

static int ready(struct cli *cli)
{
    enum form form;
    return read_form(cli, &form);
}

/* A value between tabs: exact, but for what would end it or command a terminal. */
static void add_value(struct str *line, const char *value, bool terminal)
{
    if (terminal) {
        utf8_visible(line, value, strlen(value), false);
        return;
    }
    size_t len = strlen(value);
    int32_t cp;
    for (size_t at = 0, n; at < len; at += n) {
        n = utf8_decode(value + at, len - at, &cp);
        bool control = cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029;
        str_add_n(line, control ? " " : value + at, control ? 1 : n);
    }
}

/* The name of RFC 5322, 3.4: in quotes, unless it is words of letters and digits. */
static void add_plain(struct str *line, const lia_address *a, bool terminal)
{
    struct str name = {0};
    bool quoted = false;
    for (const char *c = a->name; *c; c++) {
        bool special = strchr("()<>[]:;@\\,.\"", *c) != NULL;
        quoted = quoted || special;
        if (*c == '"' || *c == '\\')
            str_add_char(&name, '\\');
        str_add_char(&name, *c);
    }
    str_add(line, quoted ? "\"" : "");
    add_value(line, str_text(&name), terminal);
    str_add(line, quoted ? "\" <" : " <");
    add_value(line, a->email, terminal);
    str_add_char(line, '>');
    str_clear(&name);
}

static void add_address(struct str *line, const lia_address *a, enum form form, bool terminal)
{
    if (form == FORM_PLAIN) {
        add_plain(line, a, terminal);
    } else {
        add_value(line, a->email, terminal);
        str_add_char(line, '\t');
        add_value(line, a->name, terminal);
        str_add_char(line, '\t');
        add_value(line, str_or(a->other, ""), terminal);
    }
    str_add_char(line, '\n');
}

static const struct print_column columns[] = {
    {"email", NULL}, {"name", NULL}, {"other", NULL}, {"contact_no", NULL}};

static void print_machine_rows(struct printer *p, const lia_address_list *list)
{
    print_columns(p, columns, 4);
    for (size_t i = 0; i < list->count; i++) {
        print_row(p);
        print_text(p, list->items[i].email);
        print_text(p, list->items[i].name);
        print_text(p, list->items[i].other);
        print_text(p, list->items[i].no);
    }
}

/* The first line is for the status line of mutt. */
static void print_lines(struct cli *cli, const lia_address_list *list, enum form form)
{
    struct str line = {0};
    if (form == FORM_MUTT && list->count == 0)
        str_add_f(&line, "%s\n", _("liaise: no contact with an e-mail matches"));
    else if (form == FORM_MUTT)
        str_add_f(&line, ngettext_("liaise: %zu address\n", "liaise: %zu addresses\n", list->count),
                  list->count);
    for (size_t i = 0; i < list->count; i++)
        add_address(&line, &list->items[i], form, cli->out.terminal);
    print_raw_text(&cli->out, str_text(&line));
    str_clear(&line);
}

static int cmd_address(struct cli *cli)
{
    enum form form;
    struct str pattern = {0};
    lia_address_list list = {0};
    int code = read_form(cli, &form);
    if (code != CLI_DONE)
        return code;
    for (int i = 0; i < cli->arg_count; i++)
        str_add_f(&pattern, "%s%s", i > 0 ? " " : "", cli->args[i]);
    int limit = !cli_given(cli, "--limit") ? DEFAULT_LIMIT
                : cli->limit < MOST        ? (int)cli->limit
                                           : MOST;
    lia_status status = lia_address_find(cli->book, str_text(&pattern), limit, &list, &cli->err);
    str_clear(&pattern);
    if (status)
        return cli_fail(cli);
    code = list.count > 0 ? CLI_DONE : CLI_REFUSED;
    if (print_machine(&cli->out))
        print_machine_rows(&cli->out, &list);
    else
        print_lines(cli, &list, form);
    lia_address_list_clear(&list);
    return code;
}

/* --- table --- */

static const struct cli_option options[] = {
    {"--format", 'f', "mutt|aerc|plain", N_("mutt when not said; neomutt reads it too")},
    {"--limit", 'n', "N", N_("at most so many addresses; 50 when not said")},
    CLI_OPTIONS_END,
};

static const char *const examples[] = {"liaise address bo",
                                       "liaise address --format plain anna ber", NULL};

const struct cli_command address_commands[] = {
    {.args = "PATTERN…",
     .help = N_("Find e-mail addresses, for a mail program."),
     .about =
         N_("Finds contacts whose name, e-mails, company or other words begin with the words of "
            "the pattern, and gives all their e-mails: first where the name or an e-mail is or "
            "begins with the pattern, and of these those that one was last in touch with. "
            "Archived and privacy-blocked contacts are left out. The exit code is 1 when there is "
            "none.\n\n"
            "A line is address, name and company (or the label of a further e-mail), with tabs "
            "between. In the form mutt, a line for its status line comes first.\n\n"
            "In ~/.muttrc or ~/.config/neomutt/neomuttrc; Tab in a header asks, Q searches:\n\n"
            "set query_command = \"liaise address -- %s\"\n\n"
            "bind editor <Tab> complete-query\n\n"
            "In ~/.config/aerc/aerc.conf; Tab in a header asks:\n\n"
            "[compose]\n\n"
            "address-book-cmd = liaise address --format aerc -- %s"),
     .examples = examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = -1,
     .options = options,
     .json = true,
     .run = cmd_address,
     .ready = ready},
    CLI_COMMANDS_END,
};
