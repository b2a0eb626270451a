/* doc_filter.c: the fields of the filter language, and the events, as lists. */
#include "base/i18n.h"
#include "doc.h"
#include "liaise/filter.h"

static void add_fields(struct str *out, lia_filter_kind kind)
{
    str_add(out, ".Bl -tag -width salesperson -compact\n");
    for (const lia_filter_field *f = lia_filter_fields(kind); f->name; f++) {
        str_add(out, ".It Cm ");
        roff_add(out, f->name);
        str_add_char(out, '\n');
        roff_add(out, _(f->help));
        str_add(out, ":\n.Ql ");
        str_add_char(out, '"');
        for (const char *c = f->example; *c; c++) {
            char one[2] = {*c, '\0'};
            if (*c == '"')
                str_add(out, "\\(dq");
            else
                roff_add(out, one);
        }
        str_add(out, "\"\n");
    }
    str_add(out, ".El\n");
}

void doc_filter_contacts(struct str *out)
{
    add_fields(out, LIA_FILTER_CONTACTS);
}

void doc_filter_entries(struct str *out)
{
    add_fields(out, LIA_FILTER_ENTRIES);
}
