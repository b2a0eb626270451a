/* doc_screen.c: the screen's table of commands as a list of keys. */
#include "base/i18n.h"
#include "doc.h"
#include "tui/command.h"
#include "tui/keymap.h"

static void add_row(struct str *out, const struct keymap *keys, enum command_id id)
{
    const struct command *row = command_row(id);
    struct str names = {0};
    keymap_keys_text(keys, id, &names);
    str_add(out, ".It Sy \"\\&"); /* a key alone would be punctuation */
    roff_add(out, names.len ? str_text(&names) : _("menu"));
    str_add(out, "\" Pq Cm ");
    roff_add(out, row->id);
    str_add_char(out, '\n');
    roff_paragraphs(out, _(row->help));
    str_clear(&names);
}

void doc_keys(struct str *out)
{
    struct keymap keys;
    keymap_init(&keys);
    str_add(out, ".Bl -tag -width Ds\n");
    for (enum command_id id = CMD_NONE + 1; id < CMD_COUNT; id++)
        add_row(out, &keys, id);
    str_add(out, ".El\n");
}
