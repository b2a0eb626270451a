/* comment_text.h: the text of a comment: an argument, standard input, or the editor. */
#ifndef CLI_COMMENT_TEXT_H
#define CLI_COMMENT_TEXT_H

#include "cli/cli.h"
#include "cli/editor.h"

/* The argument at `at` ("-": standard input), or where there is none what the editor makes of
 * `was`; *kept as from editor_text. 0 or an exit code, said. */
int comment_text(struct cli *cli, int at, const char *was, const char **text, const char **kept);

#endif
