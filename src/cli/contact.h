/* contact.h: what the commands of contacts share. */
#ifndef CLI_CONTACT_H
#define CLI_CONTACT_H

#include "cli/cli.h"

/* Prints these contacts whole. 0 or an exit code, said. */
int contact_show(struct cli *cli, const int64_t *ids, size_t n);
/* "CT000012 Bo Ek" of one, "3 contacts" of many; in the arena. */
const char *contact_called(struct cli *cli, const int64_t *ids, size_t n);

/* ---- contact_fields.c: the options that are fields ---- */

extern const struct cli_option contact_add_options[];
extern const struct cli_option contact_edit_options[];
/* What can be refused without a book. */
int contact_ready_fields(struct cli *cli);
/* What the options say, put into c; texts live in the cli's arena. 0 or an exit code, said. */
int contact_read_fields(struct cli *cli, lia_contact *c);
/* Some option names a field. */
bool contact_any_field(const struct cli *cli);

/* ---- the commands that stand in files of their own ---- */

int contact_add(struct cli *cli);
int contact_ready_edit(struct cli *cli);
int contact_edit(struct cli *cli);
int contact_archive(struct cli *cli);
int contact_bring_back(struct cli *cli);
int contact_delete(struct cli *cli);
int contact_block(struct cli *cli);
int contact_unblock(struct cli *cli);

#endif
