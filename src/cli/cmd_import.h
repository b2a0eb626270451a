/* cmd_import.h: what the files of `liaise import` share. */
#ifndef CLI_CMD_IMPORT_H
#define CLI_CMD_IMPORT_H

#include "cli.h"

/* import_how.c: all options but the file's name and the report. Texts live in cli->arena. 0 or an
 * exit code, said. */
int import_how_read(struct cli *cli, lia_import_how *how);

/* import_look.c: --look: prints what was found in the file. An exit code. */
int import_look(struct cli *cli, const lia_import_how *how);

/* How an import or a look ended that failed: an exit code, said. */
int import_failed(struct cli *cli, lia_status status);

#endif
