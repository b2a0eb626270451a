/* record_mail.h: the command record mail. */
#ifndef CLI_RECORD_MAIL_H
#define CLI_RECORD_MAIL_H

#include "cli.h"

int record_mail(struct cli *cli);
int record_mail_ready(struct cli *cli);

/* --in or --out: LIA_BY_THEM, LIA_BY_US, or blank. 0 or an exit code, said. */
int record_direction(struct cli *cli, lia_by *by);

#endif
