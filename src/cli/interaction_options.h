/* interaction_options.h: the options of everything that holds an interaction: log, correct, resume,
 * a segment's header, its lines. Each row is for a table of options; what was given is read into a
 * lia_interaction, whose `typed` bits say what it was. */
#ifndef CLI_INTERACTION_OPTIONS_H
#define CLI_INTERACTION_OPTIONS_H

#include "cli/cli.h"

/* clang-format off */
#define OPTION_CORRESPONDENCE "hard-copy|email|phone|none"
#define OPTION_EVALUATION     "very-positive|positive|neutral|negative|very-negative|none"
/* What a segment's header, its lines and an interaction have. */
#define INTERACTION_OPTIONS \
    {"--template", 't', "TEMPLATE", N_("interaction template")}, \
    {"--subject", 0, "TEXT", N_("subject")}, \
    {"--date", 'd', "DATE", N_("2026-11-20, yesterday, mon, -2d …")}, \
    {"--salesperson", 's', "SALESPERSON", N_("who had it")}, \
    {"--correspondence", 0, OPTION_CORRESPONDENCE, N_("correspondence type")}, \
    {"--flow", 0, "outbound|inbound|none", N_("information flow: outbound is us to them")}, \
    {"--by", 0, "us|them|none", N_("initiated by")}, \
    {"--cost", 0, "AMOUNT", N_("cost, as 12.50")}, \
    {"--minutes", 0, "DURATION", N_("duration: 90, 1:30, 1h30")}
/* What only one interaction has, a line's too. */
#define INTERACTION_RESULT_OPTIONS \
    {"--evaluation", 'e', OPTION_EVALUATION, N_("how it went for them")}, \
    {"--failed", 0, NULL, N_("the attempt failed")}, \
    {"--succeeded", 0, NULL, N_("the attempt succeeded")}, \
    {"--comment", 'c', "TEXT", N_("comment; - reads standard input")}
#define INTERACTION_MESSAGE_OPTION \
    {"--message", 'm', "TEXT", N_("first line: description; the rest: comment; - reads it")}
#define INTERACTION_ONE_OPTIONS \
    INTERACTION_MESSAGE_OPTION, \
    {"--time", 0, "TIME", N_("14:32, 2pm; now when neither day nor time is said")}, \
    {"--via", 0, "TEXT", N_("the number or address that was used")}
#define INTERACTION_CONTACT_OPTION \
    {"--contact", 0, "CONTACT", N_("with whom")}
#define INTERACTION_EDIT_OPTION \
    {"--edit", 'E', NULL, N_("write description and comment in your editor")}
#define INTERACTION_POSTPONE_OPTION \
    {"--postpone", 'p', NULL, N_("keep it, however incomplete, as a postponed one")}
/* clang-format on */

/* What the options of the command say, into a blank `given`; "" and "none" blank a choice. The
 * texts are the arena's. 0 or an exit code, said. */
int interaction_given(struct cli *cli, lia_interaction *given);
/* The same but for template, salesperson and contact, which are left to the caller. */
int interaction_given_values(struct cli *cli, lia_interaction *given);
/* True when it says anything of this field. */
bool interaction_says(const lia_interaction *given, lia_ifield field);

/* Puts what was given on an interaction, and works out what depends on it. 0 or an exit code. */
int interaction_put(struct cli *cli, const lia_interaction *given, lia_interaction *it);

/* The first line of a message becomes the description, the rest joins the comment, as in a commit;
 * both count as typed. */
void interaction_message(struct cli *cli, const char *message, lia_interaction *it);

/* With --edit description and comment are written in the editor, once all else is right when it is
 * to be checked. *kept: NULL, or the file that holds what was written, for editor_end. 0 or an exit
 * code, said. */
int interaction_edit(struct cli *cli, lia_interaction *it, bool checked, const char **kept);

/* Edits it with --edit; then logs it, or with --postpone keeps it, or with --dry-run only checks
 * it, and says so, or prints the entry. An exit code. */
int interaction_finish(struct cli *cli, lia_interaction *it);

#endif
