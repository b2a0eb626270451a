/* coded.h: what commands of groups, templates and salespeople have in common: records with a code.
 */
#ifndef CLI_CODED_H
#define CLI_CODED_H

#include "cli/cli.h"

struct coded_kind {
    const char *what; /* "interaction group", untranslated */
    lia_status (*find)(lia_book *book, const char *code, int64_t *id, lia_error *err);
    lia_status (*block)(lia_book *book, int64_t id, bool blocked, lia_error *err);
    lia_status (*remove)(lia_book *book, int64_t id, lia_error *err);
    int (*show)(struct cli *cli, int64_t id); /* prints it whole: 0 or an exit code, said */
};

/* The one with this code. 0 or an exit code, said. */
int coded_find(struct cli *cli, const struct coded_kind *kind, const char *code, int64_t *id);
/* The commands show, block, unblock and delete, for each of the arguments; the rest is done when
 * one is refused. */
int coded_show(struct cli *cli, const struct coded_kind *kind);
int coded_block(struct cli *cli, const struct coded_kind *kind, bool blocked);
int coded_delete(struct cli *cli, const struct coded_kind *kind);
/* How add and edit end: what was done is said, or printed for programs. id 0: nothing was done. */
int coded_saved(struct cli *cli, const struct coded_kind *kind, int64_t id, const char *line);
/* edit without a field to change. */
int coded_ready_edit(struct cli *cli);

extern const struct cli_option coded_block_options[];  /* --dry-run */
extern const struct cli_option coded_delete_options[]; /* --yes, --dry-run */
extern const struct cli_option coded_list_options[];   /* --all */

#endif
