/* contact_edit.c: contact add, edit, block, unblock. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli/contact.h"

static int show_one(struct cli *cli, int64_t id)
{
    return contact_show(cli, &id, 1);
}

/* The name, or the one line of standard input that it is. */
static int read_name(struct cli *cli, const char **name)
{
    *name = cli->args[0];
    if (!str_eq(*name, "-"))
        return CLI_DONE;
    int code = cli_input(cli, name);
    if (code != CLI_DONE)
        return code;
    size_t len = strcspn(*name, "\r\n");
    if ((*name)[len + strspn(*name + len, "\r\n")])
        return cli_say(CLI_USAGE, _("a name is one line; liaise import adds many contacts"));
    *name = arena_strndup(&cli->arena, *name, len);
    return CLI_DONE;
}

int contact_add(struct cli *cli)
{
    lia_contact_record r = {0};
    if (lia_contact_new(cli->book, 0, &r, &cli->err))
        return cli_fail(cli);
    int code = read_name(cli, &r.c.name);
    if (code == CLI_DONE)
        code = contact_read_fields(cli, &r.c);
    int64_t id = 0;
    if (code == CLI_DONE && lia_contact_save(cli->book, &r.c, &id, &cli->err))
        code = cli_fail(cli);
    bool trial = code == CLI_DONE && cli_trial(cli, _("Would add %s"), cli_short(cli, r.c.name));
    lia_contact_record_clear(&r);
    if (code != CLI_DONE || trial)
        return code;
    if (print_machine(&cli->out))
        return show_one(cli, id);
    print_line(&cli->out, _("Added %s"), contact_called(cli, &id, 1));
    return CLI_DONE;
}

/* --- edit --- */

/* Changes one record; a switch over what edit, block and unblock do. */
typedef int change_fn(struct cli *cli, lia_contact *c);

struct records {
    lia_contact_record *items;
    lia_contact *changed;
    size_t count;
};

static void clear_records(struct records *r)
{
    for (size_t i = 0; i < r->count; i++)
        lia_contact_record_clear(&r->items[i]);
}

static int read_records(struct cli *cli, const int64_t *ids, size_t n, change_fn *change,
                        struct records *r)
{
    r->items = arena_alloc(&cli->arena, sizeof *r->items * n);
    r->changed = arena_alloc(&cli->arena, sizeof *r->changed * n);
    for (size_t i = 0; i < n; i++) {
        if (lia_contact_get(cli->book, ids[i], &r->items[i], &cli->err))
            return cli_fail(cli);
        r->count++;
        r->changed[i] = r->items[i].c;
        int code = change(cli, &r->changed[i]);
        if (code != CLI_DONE)
            return code;
    }
    return CLI_DONE;
}

static int save_records(struct cli *cli, const int64_t *ids, struct records *r)
{
    int64_t changed = 0;
    if (lia_contact_save_many(cli->book, r->changed, r->count, &changed, &cli->err))
        return cli_fail(cli);
    if (changed > 0 && cli_trial(cli, _("Would change %s"), contact_called(cli, ids, r->count)))
        return CLI_DONE;
    if (print_machine(&cli->out))
        return contact_show(cli, ids, r->count);
    if (changed == 0)
        print_line(&cli->out, _("Nothing to change: it is so already"));
    else if (changed == 1 && r->count == 1)
        print_line(&cli->out, _("Changed %s"), contact_called(cli, ids, 1));
    else
        print_line(&cli->out, _("Changed %lld of %zu contacts"), (long long)changed, r->count);
    return CLI_DONE;
}

static int change_contacts(struct cli *cli, change_fn *change)
{
    int64_t *ids;
    size_t n;
    int code = cli_contacts(cli, 0, &ids, &n);
    if (code != CLI_DONE)
        return code;
    struct records r = {0};
    code = read_records(cli, ids, n, change, &r);
    if (code == CLI_DONE)
        code = save_records(cli, ids, &r);
    clear_records(&r);
    return code;
}

int contact_ready_edit(struct cli *cli)
{
    if (!contact_any_field(cli))
        return cli_say(CLI_USAGE, _("nothing to change; for example: --city Lund --phone ''"));
    return contact_ready_fields(cli);
}

int contact_edit(struct cli *cli)
{
    return change_contacts(cli, contact_read_fields);
}

static int set_blocked(struct cli *cli, lia_contact *c)
{
    c->privacy_blocked = true;
    return cli_text(cli, "--reason", &c->privacy_reason);
}

static int set_unblocked(struct cli *cli, lia_contact *c)
{
    (void)cli;
    c->privacy_blocked = false;
    c->privacy_reason = "";
    return CLI_DONE;
}

int contact_block(struct cli *cli)
{
    return change_contacts(cli, set_blocked);
}

int contact_unblock(struct cli *cli)
{
    return change_contacts(cli, set_unblocked);
}
