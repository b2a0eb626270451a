/* import_look.c: what is in a file, before it is imported. */
#include "base/i18n.h"
#include "base/str.h"
#include "cmd_import.h"

enum { SAMPLES = 3 };

static const struct print_column file_columns[] = {
    {"format", NULL, false, 0},  {"content", NULL, false, 0},   {"known", NULL, false, 0},
    {"charset", NULL, false, 0}, {"delimiter", NULL, false, 0}, {"header", NULL, false, 0},
    {"columns", NULL, false, 0},
};
static const struct print_column column_columns[] = {
    {NULL, N_("Column"), false, 0},
    {NULL, N_("Becomes"), false, 0},
    {NULL, N_("Values"), false, 1},
};

static const char *content_word(lia_content content)
{
    return content == LIA_CONTENT_ENTRIES ? "entries" : "contacts";
}

/* --- for programs --- */

static void add_member(struct str *json, const char *key, const char *value)
{
    print_json_string(json, key);
    str_add_char(json, ':');
    print_json_string(json, value);
}

static void print_columns_json(struct printer *p, const lia_import_looked *looked)
{
    struct str json = {0};
    for (size_t i = 0; i < looked->count; i++) {
        const lia_import_column *c = &looked->columns[i];
        str_add(&json, i ? ",{" : "[{");
        add_member(&json, "name", c->name);
        str_add_char(&json, ',');
        add_member(&json, "field", c->field);
        str_add(&json, ",\"samples\":[");
        for (int k = 0; k < SAMPLES && *str_or(c->samples[k], ""); k++) {
            str_add(&json, k ? "," : "");
            print_json_string(&json, c->samples[k]);
        }
        str_add(&json, "]}");
    }
    if (json.len)
        str_add_char(&json, ']');
    print_json(p, str_text(&json));
    str_clear(&json);
}

static void look_machine(struct printer *p, const lia_import_looked *looked)
{
    print_columns(p, file_columns, sizeof file_columns / sizeof *file_columns);
    print_row(p);
    print_text(p, cli_format_word(looked->format));
    print_text(p, content_word(looked->content));
    print_text(p, looked->known);
    print_text(p, looked->charset);
    print_text(p, looked->format == LIA_FORMAT_CSV ? (char[]){looked->delimiter, '\0'} : "");
    if (looked->format == LIA_FORMAT_CSV)
        print_bool(p, looked->header);
    else
        print_none(p);
    print_columns_json(p, looked);
}

/* --- for people --- */

static const char *delimiter_name(char delimiter, char shown[2])
{
    shown[0] = delimiter;
    shown[1] = '\0';
    return delimiter == '\t' ? _("tab") : delimiter == ' ' ? _("blank") : shown;
}

static const char *field_label(const lia_import_looked *looked, const char *name)
{
    const lia_import_field *fields = lia_import_fields(looked->content);
    for (; fields->name; fields++)
        if (str_eq(fields->name, name))
            return *name ? name : _(fields->label);
    return name;
}

static void print_column(struct printer *p, const lia_import_looked *looked,
                         const lia_import_column *c)
{
    struct str samples = {0};
    bool plain = *c->field && !str_eq(c->field, "-");
    for (int i = 0; i < SAMPLES && *str_or(c->samples[i], ""); i++)
        str_add_f(&samples, "%s%s", i ? " | " : "", c->samples[i]);
    print_row(p);
    if (!plain)
        print_row_style(p, PRINT_MUTED);
    print_text(p, c->name);
    print_text(p, str_eq(c->field, "-") ? _("left out") : field_label(looked, c->field));
    print_text(p, str_text(&samples));
    str_clear(&samples);
}

static void look_text(struct printer *p, const lia_import_looked *looked)
{
    char shown[2];
    bool csv = looked->format == LIA_FORMAT_CSV;
    print_field(p, _("Format"), cli_format_word(looked->format));
    print_field(p, _("What is in it"),
                looked->content == LIA_CONTENT_ENTRIES ? _("interactions") : _("contacts"));
    print_field(p, _("Written by"), looked->known);
    print_field(p, _("Characters"), looked->charset);
    if (!csv)
        return;
    print_field(p, _("Delimiter"), delimiter_name(looked->delimiter, shown));
    print_field(p, _("Header"), looked->header ? _("yes") : _("none: columns are numbered"));
    print_line(p, "%s", "");
    print_columns(p, column_columns, sizeof column_columns / sizeof *column_columns);
    for (size_t i = 0; i < looked->count; i++)
        print_column(p, looked, &looked->columns[i]);
}

int import_look(struct cli *cli, const lia_import_how *how)
{
    lia_import_looked looked = {0};
    lia_status status = lia_import_look(cli->book, cli->args[0], how, &looked, &cli->err);
    if (status)
        return import_failed(cli, status);
    if (print_machine(&cli->out))
        look_machine(&cli->out, &looked);
    else
        look_text(&cli->out, &looked);
    lia_import_looked_clear(&looked);
    return CLI_DONE;
}
