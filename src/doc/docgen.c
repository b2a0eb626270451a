/* docgen.c: docgen TEMPLATE: writes the template with what the tables say in place of its lines
 * @name@. Runs when liaise is built. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc.h"

static const struct {
    const char *name;
    void (*write)(struct str *out);
} parts[] = {
    {"commands", doc_commands},
    {"keys", doc_keys},
    {"filter-contacts", doc_filter_contacts},
    {"filter-entries", doc_filter_entries},
    {"tables", doc_tables},
    {"columns-contacts", doc_columns_contacts},
    {"columns-entries", doc_columns_entries},
};

enum { COLUMNS = 79 };

/* Lines of text longer than that are broken at blanks; what is shown as it is, is not. */
static void write_line(const char *line, size_t len)
{
    static bool literal;
    if (strncmp(line, ".Bd -literal", 12) == 0 || strncmp(line, ".Ed", 3) == 0)
        literal = line[1] == 'B';
    while (len > COLUMNS && line[0] != '.' && !literal) {
        size_t cut = COLUMNS;
        while (cut > 0 && line[cut] != ' ')
            cut--;
        if (!cut)
            break;
        /* "no." at the end of a line is not the end of a sentence. */
        printf("%.*s%s\n", (int)cut, line, strchr(".!?", line[cut - 1]) ? "\\&" : "");
        line += cut + 1;
        len -= cut + 1;
        if (*line == '.' || *line == '\'')
            fputs("\\&", stdout);
    }
    printf("%.*s\n", (int)len, line);
}

static void write_lines(const char *text)
{
    for (const char *line = text; *line;) {
        size_t len = strcspn(line, "\n");
        write_line(line, len);
        line += len + (line[len] == '\n');
    }
}

/* True when the line is @name@ and its part is written. */
static bool write_part(const char *line)
{
    size_t len = strcspn(line, "\n");
    if (len < 3 || line[0] != '@' || line[len - 1] != '@')
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strlen(parts[i].name) != len - 2 || strncmp(line + 1, parts[i].name, len - 2) != 0)
            continue;
        struct str out = {0};
        parts[i].write(&out);
        write_lines(str_text(&out));
        str_clear(&out);
        return true;
    }
    return false;
}

int main(int argc, char **argv)
{
    FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!in) {
        fputs("docgen TEMPLATE\n", stderr);
        return 2;
    }
    char *line = NULL;
    size_t cap = 0;
    int status = 0;
    while (getline(&line, &cap, in) > 0) {
        if (!write_part(line) && line[0] == '@') {
            fprintf(stderr, "%s: no such part: %s", argv[1], line);
            status = 1;
        } else if (line[0] != '@') {
            write_lines(line);
        }
    }
    free(line);
    fclose(in);
    return fflush(stdout) == 0 ? status : 1;
}
