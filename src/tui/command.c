/* command.c: the table itself, and what can be asked of it. */
#include "tui/command.h"

#include <string.h>

#include "base/i18n.h"

static const struct command table[CMD_COUNT] = {
    [CMD_NONE] = {"", "", "", "", "", GROUP_NONE, "", 0},
#define COMMAND(symbol, id, keys, label, title, help, group, pages, flags)                         \
    [CMD_##symbol] = {id, keys, label, title, help, group, pages, flags},
#include "tui/commands.def"
#undef COMMAND
};

const struct command *command_row(enum command_id id)
{
    return &table[id > CMD_NONE && id < CMD_COUNT ? id : CMD_NONE];
}

enum command_id command_find(const char *id)
{
    for (int i = CMD_NONE + 1; i < CMD_COUNT; i++)
        if (strcmp(table[i].id, id) == 0)
            return (enum command_id)i;
    return CMD_NONE;
}

/* Is there a word that both lists (blank between) have? */
static bool share_word(const char *a, const char *b)
{
    while (*a) {
        size_t len = strcspn(a, " ");
        for (const char *c = b; *c;) {
            size_t other = strcspn(c, " ");
            if (other == len && len > 0 && memcmp(a, c, len) == 0)
                return true;
            c += other + (c[other] == ' ');
        }
        a += len + (a[len] == ' ');
    }
    return false;
}

int command_nearness(const struct command *row, const struct scope *scope)
{
    for (int i = 0; i < scope->count; i++)
        if (share_word(row->pages, scope->words[i]))
            return SCOPE_MAX - i;
    return 0;
}

const char *command_group_title(enum command_group group)
{
    switch (group) {
    case GROUP_NEW:
        return _("New");
    case GROUP_PROCESS:
        return _("Process");
    case GROUP_RELATED:
        return _("Related");
    case GROUP_VIEW:
        return _("View");
    case GROUP_GO:
        return _("Go to");
    default:
        return "";
    }
}
