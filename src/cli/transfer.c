/* transfer.c: words that import and export share. */
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"

static const struct {
    const char *word;
    lia_format format;
} formats[] = {{"vcard", LIA_FORMAT_VCARD},
               {"csv", LIA_FORMAT_CSV},
               {"json", LIA_FORMAT_JSON},
               {"calendar", LIA_FORMAT_CALENDAR},
               /* understood too: what their files end in */
               {"vcf", LIA_FORMAT_VCARD},
               {"jsonl", LIA_FORMAT_JSON},
               {"ics", LIA_FORMAT_CALENDAR}};
enum { FORMATS = sizeof formats / sizeof *formats };

int cli_format(struct cli *cli, lia_format *out)
{
    const char *said = cli_value(cli, "--format");
    for (size_t i = 0; said && i < FORMATS; i++) {
        if (str_eq(formats[i].word, said)) {
            *out = formats[i].format;
            return CLI_DONE;
        }
    }
    return !said ? CLI_DONE
                 : cli_say(CLI_USAGE, _("--format is vcard, csv, json or calendar, not: %s"),
                           cli_short(cli, said));
}

const char *cli_format_word(lia_format format)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (formats[i].format == format)
            return formats[i].word;
    return "";
}
