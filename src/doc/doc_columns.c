/* doc_columns.c: the fields that columns of tables and keys of JSON lines become. */
#include <string.h>

#include "base/i18n.h"
#include "doc.h"
#include "liaise/transfer.h"

static void add_fields(struct str *out, lia_content content)
{
    str_add(out, ".Bl -tag -width extended_address -compact\n");
    for (const lia_import_field *f = lia_import_fields(content); f->name; f++) {
        if (!*f->name || strcmp(f->name, "-") == 0)
            continue;
        str_add(out, ".It Cm ");
        roff_add(out, f->name);
        str_add_char(out, '\n');
        roff_add(out, _(f->label));
        /* "No." is no end of a sentence. */
        str_add(out, f->label[strlen(f->label) - 1] == '.' ? "\\&\n" : "\n");
    }
    str_add(out, ".El\n");
}

void doc_columns_contacts(struct str *out)
{
    add_fields(out, LIA_CONTENT_CONTACTS);
}

void doc_columns_entries(struct str *out)
{
    add_fields(out, LIA_CONTENT_ENTRIES);
}
