/* doc_tables.c: schema.sql as a section of liaise-book(5): each table with what stands above it,
 * each column with what stands behind it. */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "doc.h"

extern const char lia_schema_sql[];

/* What stands above the next table: comment lines, joined. */
struct reader {
    struct arena arena;
    struct str above, comment; /* comment: of a column, which may go on in the lines below it */
    bool in_table;
};

static const char *trimmed(struct arena *a, const char *s, size_t len)
{
    while (len && isspace((unsigned char)*s)) {
        s++;
        len--;
    }
    while (len && isspace((unsigned char)s[len - 1]))
        len--;
    return arena_strndup(a, s, len);
}

static void begin_table(struct reader *r, struct str *out, const char *line)
{
    const char *name = line + strlen("CREATE TABLE ");
    struct str text = {0};
    str_add_n(&text, name, strcspn(name, " ("));
    roff_macro(out, ".Ss", str_text(&text), NULL);
    str_clear(&text);
    if (r->above.len)
        roff_paragraphs(out, str_text(&r->above));
    str_add(out, ".Bl -tag -width canceled_op -compact\n");
    r->in_table = true;
}

static void add_column(struct reader *r, struct str *out, const char *line)
{
    const char *note = strstr(line, "-- ");
    size_t len = note ? (size_t)(note - line) : strlen(line);
    const char *text = trimmed(&r->arena, line, len);
    size_t name = strcspn(text, " ");
    len = strlen(text);
    if (len && text[len - 1] == ',')
        len--;
    if (!len && note) { /* the comment goes on */
        roff_paragraphs(out, trimmed(&r->arena, note + 3, strlen(note + 3)));
        return;
    }
    /* Else it is what holds for several of them. */
    bool column = islower((unsigned char)*text) != 0;
    str_add(out, column ? ".It Va " : ".It Xo\n");
    roff_add(out, arena_strndup(&r->arena, text, column ? name : len));
    str_add(out, column ? "\n" : "\n.Xc\n");
    if (column && len > name) {
        roff_add(out, trimmed(&r->arena, text + name, len - name));
        str_add_char(out, '\n');
    }
    if (note) {
        str_add(out, ".br\n");
        roff_paragraphs(out, trimmed(&r->arena, note + 3, strlen(note + 3)));
    }
}

static void take_line(struct reader *r, struct str *out, const char *line)
{
    if (r->in_table && line[0] == ')') {
        str_add(out, ".El\n");
        r->in_table = false;
        str_truncate(&r->above, 0);
    } else if (r->in_table) {
        add_column(r, out, line);
    } else if (strncmp(line, "-- --", 5) == 0) {
        str_truncate(&r->above, 0);
    } else if (strncmp(line, "-- ", 3) == 0) {
        str_add_f(&r->above, "%s\n", line + 3);
    } else if (strncmp(line, "CREATE TABLE ", 13) == 0 && !strstr(line, "_was (")) {
        begin_table(r, out, line);
    } else if (*line) {
        str_truncate(&r->above, 0);
    }
}

void doc_tables(struct str *out)
{
    struct reader r = {.in_table = false};
    for (const char *line = lia_schema_sql; *line;) {
        size_t len = strcspn(line, "\n");
        take_line(&r, out, arena_strndup(&r.arena, line, len));
        line += len + (line[len] == '\n');
    }
    str_clear(&r.above);
    arena_clear(&r.arena);
}
