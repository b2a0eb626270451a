/* nouns.c: the one table of the command line. Parser, help, man page and completion come from it;
 * what a noun's commands are stands at the end of its file. */
#include "base/i18n.h"
#include "cli.h"

const struct cli_noun cli_nouns[] = {
    {"contact", N_("Contacts: companies and persons"), contact_commands},
    {"log", N_("Logging an interaction"), log_commands},
    {"entry", N_("Interaction log entries"), entry_commands},
    {"comment", N_("Comments on entries"), comment_commands},
    {"postponed", N_("Postponed interactions"), postponed_commands},
    {"segment", N_("Segments and logging them"), segment_commands},
    {"line", N_("Lines of a segment"), line_commands},
    {"logged", N_("Logged segments"), logged_commands},
    {"import", N_("Address books and logs in"), import_commands},
    {"export", N_("Address books and logs out"), export_commands},
    {"record", N_("Automatic recording"), record_commands},
    {"group", N_("Interaction groups"), group_commands},
    {"template", N_("Interaction templates"), template_commands},
    {"salesperson", N_("Salespeople"), salesperson_commands},
    {"status", N_("How things stand"), status_commands},
    {"address", N_("Addresses for mail programs"), address_commands},
    {"setup", N_("Marketing Setup, number series, events"), setup_commands},
    {"history", N_("Operations"), history_commands},
    {"undo", N_("Taking back"), undo_commands},
    {"redo", N_("Doing again"), redo_commands},
    {"check", N_("Checking the book"), check_commands},
    {"backup", N_("Copying the book"), backup_commands},
    {"complete", N_("For the shells' completion"), complete_commands},
    {NULL, NULL, NULL},
};
