/* commands.c: the one table of the command line: parser and help come from it. */
#include "cli.h"

#include "base/i18n.h"

#define END                                                                                        \
    {                                                                                              \
        NULL, 0, NULL, NULL                                                                        \
    }

static const struct cli_option import_options[] = {
    {"--format", 0, "vcard|csv", N_("what it is; found by looking when not said")},
    {"--known", 0, "fill|skip|update", N_("known contacts: fill blanks (the default)")},
    {"--dry-run", 'n', NULL, N_("say what would happen, write nothing")},
    {"--verbose", 'v', NULL, N_("name each added and changed contact too")},
    END,
};
static const struct cli_option contact_options[] = {
    {"--type", 0, "company|person", N_("person when not said")},
    {"--no", 0, "NO", N_("number; the next of the series when not said")},
    {"--company", 0, "CONTACT", N_("the company that a person belongs to")},
    {"--job-title", 0, "TEXT", N_("job title")},
    {"--email", 'e', "ADDRESS", N_("e-mail")},
    {"--phone", 'p', "NUMBER", N_("phone")},
    {"--mobile", 0, "NUMBER", N_("mobile phone")},
    {"--address", 0, "TEXT", N_("address line")},
    {"--post-code", 0, "TEXT", N_("post code")},
    {"--city", 0, "TEXT", N_("city")},
    {"--country", 0, "TEXT", N_("country")},
    {"--salesperson", 0, "CODE", N_("who looks after it")},
    {"--home-page", 0, "URL", N_("home page")},
    {"--birthday", 0, "DATE", N_("birthday, 1980-05-17 or --05-17")},
    {"--touch", 0, "DAYS", N_("stay in touch every so many days")},
    {"--tags", 0, "TAGS", N_("tags, separated by commas")},
    {"--note", 0, "TEXT", N_("note")},
    END,
};
static const struct cli_option log_options[] = {
    {"--template", 't', "CODE", N_("interaction template (needed)")},
    {"--message", 'm', "TEXT", N_("first line: description; the rest: comment")},
    {"--comment", 'c', "TEXT", N_("comment")},
    {"--date", 'd', "DATE", N_("2026-11-20, yesterday, mon, -2d …, or today")},
    {"--time", 0, "TIME", N_("14:32, 2pm; now when not said")},
    {"--minutes", 0, "DURATION", N_("90, 1:30, 1h30")},
    {"--cost", 0, "AMOUNT", N_("cost")},
    {"--salesperson", 0, "CODE", N_("who had it")},
    {"--evaluation", 0, "WORD", N_("very-positive, positive, neutral, negative …")},
    {"--failed", 0, NULL, N_("the attempt failed")},
    END,
};
static const struct cli_option limit_options[] = {
    {"--limit", 'n', "N", N_("at most so many rows")},
    END,
};
static const struct cli_option entry_options[] = {
    {"--limit", 'n', "N", N_("at most so many rows")},
    {"--oldest", 0, NULL, N_("oldest first")},
    {"--hide-canceled", 0, NULL, N_("leave canceled ones out")},
    END,
};
static const struct cli_option segment_log_options[] = {
    {"--follow-up", 'f', NULL, N_("create a follow-up segment, same contacts")},
    {"--today", 0, NULL, N_("today's date, not the one on the lines")},
    {"--dry-run", 'n', NULL, N_("say what would be logged, write nothing")},
    END,
};
static const struct cli_option sure_options[] = {
    {"--yes", 'y', NULL, N_("do not ask")},
    END,
};

const struct cli_command cli_commands[] = {
    {"import", NULL, "FILE", N_("Import vCard or CSV; - is standard input."), CLI_ADDS, 1, 1,
     import_options, false, cmd_import, ready_import},
    {"contact", "list", "[FILTER]", N_("List contacts."), CLI_READS, 0, -1, limit_options, true,
     cmd_contact_list, NULL},
    {"contact", "show", "CONTACT", N_("Show one, by no., e-mail or name."), CLI_READS, 1, 1, NULL,
     true, cmd_contact_show, NULL},
    {"contact", "add", "NAME", N_("Add a contact."), CLI_ADDS, 1, 1, contact_options, true,
     cmd_contact_add, ready_contact_add},
    {"log", NULL, "CONTACT", N_("Log an interaction with a contact."), CLI_CHANGES, 1, 1,
     log_options, true, cmd_log, ready_log},
    {"entry", "list", "[FILTER]", N_("List interaction log entries."), CLI_READS, 0, -1,
     entry_options, true, cmd_entry_list, NULL},
    {"segment", "list", "", N_("List active segments."), CLI_READS, 0, 0, limit_options, true,
     cmd_segment_list, NULL},
    {"segment", "show", "SEGMENT", N_("Show a segment and its lines."), CLI_READS, 1, 1,
     limit_options, true, cmd_segment_show, NULL},
    {"segment", "log", "SEGMENT", N_("Make each of its lines an entry."), CLI_CHANGES, 1, 1,
     segment_log_options, true, cmd_segment_log, NULL},
    {"postponed", "list", "", N_("List postponed interactions."), CLI_READS, 0, 0, limit_options,
     true, cmd_postponed_list, NULL},
    {"history", NULL, "", N_("List operations, newest first."), CLI_READS, 0, 0, limit_options,
     true, cmd_history, NULL},
    {"undo", NULL, "[NUMBER]", N_("Take back my latest operation, or this one."), CLI_CHANGES, 0, 1,
     sure_options, false, cmd_undo, NULL},
    {"redo", NULL, "", N_("Do again what undo took back."), CLI_CHANGES, 0, 0, sure_options, false,
     cmd_redo, NULL},
    {"check", NULL, "", N_("Check the integrity of the book."), CLI_READS, 0, 0, NULL, false,
     cmd_check, NULL},
    {"backup", NULL, "FILE", N_("Copy the book, consistent, to a new file."), CLI_READS, 1, 1, NULL,
     false, cmd_backup, NULL},
    {NULL, NULL, NULL, NULL, CLI_READS, 0, 0, NULL, false, NULL, NULL},
};
