/* doc_commands.c: the command line's table as a section of liaise(1). */
#include <string.h>

#include "base/i18n.h"
#include "cli/cli.h"
#include "doc.h"

static void add_option(struct str *out, const struct cli_option *o)
{
    str_add(out, ".It");
    if (o->letter)
        str_add_f(out, " Fl %c ,", o->letter);
    str_add(out, " Fl ");
    roff_add(out, o->name + 1); /* .Fl writes the first dash */
    if (o->value) {
        str_add(out, " Ar ");
        roff_add(out, o->value);
    }
    str_add_char(out, '\n');
    roff_paragraphs(out, _(o->help));
}

static void add_options(struct str *out, const struct cli_command *c)
{
    if (!c->options || !c->options[0].name)
        return;
    str_add(out, ".Bl -tag -width Ds\n");
    for (const struct cli_option *o = c->options; o->name; o++)
        add_option(out, o);
    str_add(out, ".El\n");
}

static void add_examples(struct str *out, const struct cli_command *c)
{
    if (!c->examples)
        return;
    str_add(out, ".Bd -literal -offset indent\n");
    for (const char *const *e = c->examples; *e; e++) {
        roff_add(out, *e);
        str_add_char(out, '\n');
    }
    str_add(out, ".Ed\n");
}

/* .Ss and .Nm take words apart; an argument like [FILTER] is one word. */
static void add_command(struct str *out, const struct cli_noun *noun, const struct cli_command *c)
{
    struct str line = {0};
    str_add_f(&line, "liaise %s%s%s%s%s", noun->name, c->verb ? " " : "", c->verb ? c->verb : "",
              *c->args ? " " : "", c->args);
    str_add(out, ".It Sy \"");
    roff_add(out, str_text(&line));
    str_add(out, "\"\n");
    str_clear(&line);
    roff_paragraphs(out, _(c->help));
    if (c->about) {
        str_add(out, ".Pp\n");
        roff_paragraphs(out, _(c->about));
    }
    add_options(out, c);
    add_examples(out, c);
}

void doc_commands(struct str *out)
{
    for (const struct cli_noun *n = cli_nouns; n->name; n++) {
        if (cli_noun_hidden(n))
            continue;
        roff_macro(out, ".Ss", _(n->help), NULL);
        str_add(out, ".Bl -tag -width Ds\n");
        for (const struct cli_command *c = n->commands; c->run; c++)
            if (!c->hidden)
                add_command(out, n, c);
        str_add(out, ".El\n");
    }
}
