/* segment_log.h: the commands that log a segment. Each returns an exit code. */
#ifndef CLI_SEGMENT_LOG_H
#define CLI_SEGMENT_LOG_H

#include "cli/cli.h"

int segment_log(struct cli *cli);
int segment_move_problems(struct cli *cli);
/* What became of a logged segment's follow-up; for programs with what was logged. */
void segment_say_logged(struct cli *cli, const lia_log_result *result);

#endif
