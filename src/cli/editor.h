/* editor.h: $VISUAL or $EDITOR for a longer text. */
#ifndef CLI_EDITOR_H
#define CLI_EDITOR_H

#include "cli/cli.h"

/* What the editor makes of `text`, without the line ends at its end, in the arena. NULL: said why
 * not. *path: the file that it was written into, which stays until editor_end. */
const char *editor_text(struct cli *cli, const char *text, const char **path);

/* Removes the file when what was written in it is in the book (code is CLI_DONE, and it was no dry
 * run); else says where it is kept. Returns code. A path of NULL is fine. */
int editor_end(struct cli *cli, int code, const char *path);

#endif
