/* import_how.c: what import is told on the command line. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cmd_import.h"

static int read_known(struct cli *cli, lia_import_how *how)
{
    static const char *const words[] = {
        [LIA_KNOWN_FILL] = "fill", [LIA_KNOWN_SKIP] = "skip", [LIA_KNOWN_UPDATE] = "update"};
    const char *said = str_or(cli_value(cli, "--known"), words[LIA_KNOWN_FILL]);
    for (int i = 0; i < 3; i++) {
        if (str_eq(said, words[i])) {
            how->known = (lia_known)i;
            return CLI_DONE;
        }
    }
    return cli_say(CLI_USAGE, _("--known is fill, skip or update, not: %s"), cli_short(cli, said));
}

/* A tab is hard to type. */
static int read_delimiter(struct cli *cli, lia_import_how *how)
{
    const char *said = cli_value(cli, "--delimiter");
    if (!said)
        return CLI_DONE;
    if (str_eq(said, "tab") || str_eq(said, "\\t"))
        said = "\t";
    how->delimiter = said[0];
    if (said[0] && !said[1] && (unsigned char)said[0] < 0x80 && !strchr("\"\r\n", said[0]))
        return CLI_DONE;
    return cli_say(CLI_USAGE, _("--delimiter is one character, or tab, not: %s"),
                   cli_short(cli, said));
}

static int read_header(struct cli *cli, lia_import_how *how)
{
    bool header = cli_given(cli, "--header"), none = cli_given(cli, "--no-header");
    how->header = none ? -1 : header ? 1 : 0;
    return header && none ? cli_say(CLI_USAGE, _("--header and --no-header: leave one out"))
                          : CLI_DONE;
}

static int read_content(struct cli *cli, lia_import_how *how)
{
    bool entries = cli_given(cli, "--entries"), contacts = cli_given(cli, "--contacts");
    how->content = entries    ? LIA_CONTENT_ENTRIES
                   : contacts ? LIA_CONTENT_CONTACTS
                              : LIA_CONTENT_AUTO;
    return entries && contacts ? cli_say(CLI_USAGE, _("--entries and --contacts: leave one out"))
                               : CLI_DONE;
}

/* "Column=field": the last '=' parts them, a column's name may have others. */
static int read_map(struct cli *cli, lia_import_how *how)
{
    struct vec maps = VEC_OF(lia_import_map);
    const char *said;
    int code = CLI_DONE;
    for (size_t at = 0; code == CLI_DONE && (said = cli_each(cli, "--map", &at)) != NULL;) {
        const char *equals = strrchr(said, '=');
        lia_import_map *map = vec_push(&maps);
        if (!equals || equals == said)
            code = cli_say(CLI_USAGE, _("--map is COLUMN=FIELD, as in \"Tel=phone\", not: %s"),
                           cli_short(cli, said));
        else
            *map = (lia_import_map){arena_strndup(&cli->arena, said, (size_t)(equals - said)),
                                    equals + 1};
    }
    if (code == CLI_DONE && maps.count) {
        lia_import_map *copy = arena_alloc(&cli->arena, maps.count * sizeof *copy);
        memcpy(copy, maps.items, maps.count * sizeof *copy);
        how->map = copy;
        how->map_count = maps.count;
    }
    vec_clear(&maps);
    return code;
}

int import_how_read(struct cli *cli, lia_import_how *how)
{
    static int (*const readers[])(struct cli * cli, lia_import_how * how) = {
        read_known, read_delimiter, read_header, read_content, read_map};
    int code = cli_format(cli, &how->format);
    for (size_t i = 0; code == CLI_DONE && i < sizeof readers / sizeof *readers; i++)
        code = readers[i](cli, how);
    how->charset = cli_value(cli, "--charset");
    how->template_code = cli_value(cli, "--template");
    how->dry_run = cli_given(cli, "--dry-run");
    how->every = how->dry_run || cli_given(cli, "--verbose");
    return code;
}
