/* given.c: what was given on the command line, and the records that it names. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

const char *cli_value(const struct cli *cli, const char *option)
{
    const struct cli_option *options = cli->command->options;
    for (int i = 0; options && options[i].name; i++)
        if (str_eq(options[i].name, option))
            return cli->values[i];
    return NULL;
}

bool cli_given(const struct cli *cli, const char *option)
{
    return cli_value(cli, option) != NULL;
}

const char *cli_each(const struct cli *cli, const char *option, size_t *at)
{
    while (*at < cli->given.count) {
        const struct cli_word *word = &VEC_AT(&cli->given, struct cli_word, (*at)++);
        if (str_eq(word->option, option))
            return word->value;
    }
    return NULL;
}

bool cli_whole(const char *text, int64_t *out)
{
    int64_t value = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9' || value > (INT64_MAX - (*c - '0')) / 10)
            return false;
        value = value * 10 + (*c - '0');
    }
    *out = value;
    return *text != '\0';
}

bool cli_number(struct cli *cli, const char *option, int64_t least, int64_t most, int64_t *out)
{
    const char *text = cli_value(cli, option);
    int64_t value;
    if (!text)
        return true;
    if (cli_whole(text, &value) && value >= least && value <= most) {
        *out = value;
        return true;
    }
    if (most == INT64_MAX)
        cli_say(CLI_USAGE, _("%s wants a whole number from %lld on, not: %s"), option,
                (long long)least, cli_short(cli, text));
    else
        cli_say(CLI_USAGE, _("%s wants a whole number from %lld to %lld, not: %s"), option,
                (long long)least, (long long)most, cli_short(cli, text));
    return false;
}

int cli_yes_no(struct cli *cli, const char *option, bool *out)
{
    const char *text = cli_value(cli, option);
    if (!text)
        return CLI_DONE;
    if (!str_eq(text, "yes") && !str_eq(text, "no"))
        return cli_say(CLI_USAGE, _("%s is yes or no, not: %s"), option, cli_short(cli, text));
    *out = str_eq(text, "yes");
    return CLI_DONE;
}

int cli_word(struct cli *cli, const char *option, lia_value_set set, int *out)
{
    const char *text = cli_value(cli, option);
    if (!text)
        return CLI_DONE;
    bool blank = lia_value_code(set, 0) != NULL;
    int value = *text ? lia_value_parse(set, text) : blank ? 0 : -1;
    if (value >= 0) {
        *out = value;
        return CLI_DONE;
    }
    struct str words = {0};
    for (int v = 1; lia_value_code(set, v); v++)
        str_add_f(&words, "%s%s", words.len ? ", " : "", lia_value_code(set, v));
    cli_say(CLI_USAGE, _("%s is one of %s; not: %s"), option, str_text(&words),
            cli_short(cli, text));
    str_clear(&words);
    return CLI_USAGE;
}

static void show_candidate(struct cli *cli, int64_t id)
{
    lia_contact_record r = {0};
    if (lia_contact_get(cli->book, id, &r, NULL) != LIA_OK)
        return;
    const char *parts[] = {r.c.name, r.c.company, r.c.email};
    struct str line = {0};
    str_add(&line, r.c.no);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (*str_or(parts[i], ""))
            str_add_f(&line, "%s%s", i == 0 ? "  " : " · ", cli_short(cli, parts[i]));
    struct str shown = {0};
    utf8_visible(&shown, str_text(&line), line.len, false);
    fprintf(stderr, "  %s\n", str_text(&shown));
    str_clear(&shown);
    str_clear(&line);
    lia_contact_record_clear(&r);
}

int64_t cli_contact(struct cli *cli, const char *what)
{
    enum { SHOWN = 10 };
    int64_t ids[SHOWN];
    size_t count = 0;
    if (!*what) {
        cli_say(CLI_REFUSED, _("no contact is named: give its no., e-mail or name"));
        return 0;
    }
    if (lia_contact_find(cli->book, what, ids, SHOWN, &count, &cli->err)) {
        cli_fail(cli);
        return 0;
    }
    if (count == 1)
        return ids[0];
    if (count == 0) {
        cli_say(CLI_REFUSED, _("no contact has this no., e-mail or name: %s"),
                cli_short(cli, what));
        return 0;
    }
    cli_say(CLI_REFUSED, _("%zu contacts match “%s”; name one by its no.:"), count,
            cli_short(cli, what));
    for (size_t i = 0; i < count && i < SHOWN; i++)
        show_candidate(cli, ids[i]);
    if (count > SHOWN)
        fprintf(stderr, _("  … and %zu more\n"), count - SHOWN);
    return 0;
}

int cli_salesperson(struct cli *cli, const char *code, int64_t *id)
{
    if (lia_salesperson_find(cli->book, code, id, &cli->err))
        return cli_fail(cli);
    return *id ? CLI_DONE
               : cli_say(CLI_REFUSED, _("no salesperson has the code “%s”"), cli_short(cli, code));
}

/* The text with carets under the place at fault; of a long one the part around it. */
static void point_at(const char *text, size_t len, const lia_filter_fault *fault)
{
    enum { BEFORE = 30, COLUMNS = 70 };
    size_t at = fault->at < len ? fault->at : len;
    size_t end = fault->len < len - at ? at + fault->len : len;
    size_t from = at > BEFORE ? utf8_cut(text, at - BEFORE) : 0;
    struct str before = {0}, place = {0}, shown = {0}, mark = {0};
    utf8_visible(&before, text + from, at - from, false);
    utf8_visible(&place, text + at, end - at, false);
    utf8_visible(&shown, text + from, len - from, false);
    int width = utf8_width(str_text(&place)), indent = utf8_width(str_text(&before));
    for (int i = 0; i < indent && i < COLUMNS; i++)
        str_add_char(&mark, ' ');
    for (int i = 0; i < (width > 0 ? width : 1) && indent + i < COLUMNS; i++)
        str_add_char(&mark, '^');
    struct str cut = {0};
    utf8_fit(&cut, str_text(&shown), COLUMNS);
    while (cut.len > 0 && cut.s[cut.len - 1] == ' ')
        str_truncate(&cut, cut.len - 1);
    fprintf(stderr, "  %s\n  %s\n", str_text(&cut), str_text(&mark));
    str_clear(&cut);
    str_clear(&before);
    str_clear(&place);
    str_clear(&shown);
    str_clear(&mark);
}

int cli_filter_text(struct cli *cli, lia_filter_kind kind, const char *text, lia_filter **out)
{
    lia_filter_fault fault = {0};
    if (lia_filter_parse(cli->book, kind, text, false, out, &fault, &cli->err) == LIA_OK)
        return CLI_DONE;
    int code = cli_fail(cli);
    if (cli->err.status != LIA_INVALID)
        return code;
    point_at(text, strlen(text), &fault);
    return CLI_USAGE;
}

int cli_filter_from(struct cli *cli, lia_filter_kind kind, int first, lia_filter **out)
{
    struct str text = {0};
    for (int i = first; i < cli->arg_count; i++)
        str_add_f(&text, "%s%s", i > first ? " " : "", cli->args[i]);
    int code = cli_filter_text(cli, kind, str_text(&text), out);
    str_clear(&text);
    return code;
}

int cli_filter(struct cli *cli, lia_filter_kind kind, lia_filter **out)
{
    return cli_filter_from(cli, kind, 0, out);
}
