/* contact_away.c: contact archive, bring-back, delete. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli/contact.h"

const char *contact_called(struct cli *cli, const int64_t *ids, size_t n)
{
    lia_contact_record r = {0};
    if (n != 1 || lia_contact_get(cli->book, ids[0], &r, NULL) != LIA_OK)
        return arena_printf(&cli->arena, ngettext_("%zu contact", "%zu contacts", n), n);
    const char *called =
        arena_printf(&cli->arena, "%s %s", r.c.no, cli_short(cli, str_or(r.c.name, "")));
    lia_contact_record_clear(&r);
    return called;
}

/* --- archive (domain.md 10) --- */

static int add_uses(struct cli *cli, const int64_t *ids, size_t n, lia_contact_uses *sum)
{
    for (size_t i = 0; i < n; i++) {
        lia_contact_uses uses;
        if (lia_contact_uses_of(cli->book, ids[i], &uses, &cli->err))
            return cli_fail(cli);
        sum->segments += uses.segments;
        sum->postponed += uses.postponed;
        sum->persons += uses.persons;
    }
    return CLI_DONE;
}

/* ": on 2 segments, 1 postponed"; "" when nothing is open. */
static const char *open_text(struct cli *cli, const lia_contact_uses *uses)
{
    const char *segments = "", *postponed = "";
    if (uses->segments > 0)
        segments = arena_printf(&cli->arena,
                                ngettext_("on %lld segment", "on %lld segments", uses->segments),
                                (long long)uses->segments);
    if (uses->postponed > 0)
        postponed = arena_printf(&cli->arena,
                                 ngettext_("%lld postponed", "%lld postponed", uses->postponed),
                                 (long long)uses->postponed);
    if (!*segments && !*postponed)
        return "";
    return arena_printf(&cli->arena, ": %s%s%s", segments, *segments && *postponed ? ", " : "",
                        postponed);
}

static void say_persons(struct cli *cli, int64_t persons, bool with)
{
    if (persons <= 0)
        return;
    if (with)
        print_line(&cli->out, ngettext_("with %lld person", "with %lld persons", persons),
                   (long long)persons);
    else
        cli_say(CLI_DONE,
                ngettext_("its %lld person stays; --with-persons archives them too",
                          "its %lld persons stay; --with-persons archives them too", persons),
                (long long)persons);
}

int contact_archive(struct cli *cli)
{
    int64_t *ids;
    size_t n;
    lia_contact_uses uses = {0};
    bool with = cli_given(cli, "--with-persons");
    int code = cli_contacts(cli, 0, &ids, &n);
    if (code == CLI_DONE)
        code = add_uses(cli, ids, n, &uses);
    if (code != CLI_DONE)
        return code;
    const char *called = contact_called(cli, ids, n), *open = open_text(cli, &uses);
    if (lia_contact_archive(cli->book, ids, n, true, with, &cli->err))
        return cli_fail(cli);
    if (!cli_trial(cli, _("Would archive %s%s"), called, open))
        print_line(&cli->out, _("Archived %s%s"), called, open);
    say_persons(cli, uses.persons, with);
    return CLI_DONE;
}

int contact_bring_back(struct cli *cli)
{
    int64_t *ids;
    size_t n;
    int code = cli_contacts(cli, 0, &ids, &n);
    if (code != CLI_DONE)
        return code;
    const char *called = contact_called(cli, ids, n);
    if (lia_contact_archive(cli->book, ids, n, false, cli_given(cli, "--with-persons"), &cli->err))
        return cli_fail(cli);
    if (!cli_trial(cli, _("Would bring back %s"), called))
        print_line(&cli->out, _("Brought back %s"), called);
    return CLI_DONE;
}

/* --- delete --- */

static int delete_one(struct cli *cli, int64_t id)
{
    const char *called = contact_called(cli, &id, 1);
    if (lia_contact_delete(cli->book, id, &cli->err))
        return cli_say(CLI_REFUSED, "%s: %s", called, cli->err.message);
    if (!cli_trial(cli, _("Would delete %s"), called))
        print_line(&cli->out, _("Deleted %s"), called);
    return CLI_DONE;
}

int contact_delete(struct cli *cli)
{
    int64_t *ids;
    size_t n;
    int code = cli_contacts(cli, 0, &ids, &n);
    if (code != CLI_DONE)
        return code;
    if (!cli_sure(cli, _("Delete %s?"), contact_called(cli, ids, n)))
        return CLI_REFUSED;
    for (size_t i = 0; i < n; i++)
        if (delete_one(cli, ids[i]) != CLI_DONE)
            code = CLI_REFUSED;
    return code;
}
