/* The fields of an entry as texts for machines. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "core/export.h"

static const char *text_of(const struct export_entry *entry, enum entry_field field)
{
    const lia_entry *e = &entry->e;
    const char *const texts[ENTRY_FIELDS] = {
        [ENTRY_TEMPLATE] = e->template_code,
        [ENTRY_CONTACT] = e->contact,
        [ENTRY_CONTACT_NO] = e->contact_no,
        [ENTRY_CONTACT_EMAIL] = entry->contact_email,
        [ENTRY_COMPANY] = e->company,
        [ENTRY_COMPANY_NO] = entry->company_no,
        [ENTRY_DESCRIPTION] = e->description,
        [ENTRY_SUBJECT] = e->subject,
        [ENTRY_GROUP] = e->group_code,
        [ENTRY_SALESPERSON] = e->salesperson,
        [ENTRY_VIA] = e->via,
        [ENTRY_SEGMENT] = e->segment_no,
        [ENTRY_DOCUMENT_EVENT] = entry->event,
        [ENTRY_DOCUMENT_NO] = entry->document_no,
    };
    return texts[field];
}

/* Numbers, and values of sets by their number; 0 for all others. */
static int64_t number_of(const struct export_entry *entry, enum entry_field field)
{
    const lia_entry *e = &entry->e;
    const int64_t numbers[ENTRY_FIELDS] = {
        [ENTRY_NO] = e->entry_no,
        [ENTRY_ZONE] = e->zone,
        [ENTRY_MINUTES] = e->minutes,
        [ENTRY_STATUS] = e->status,
        [ENTRY_EVALUATION] = e->evaluation,
        [ENTRY_FLOW] = e->flow,
        [ENTRY_INITIATED_BY] = e->initiated_by,
        [ENTRY_CORRESPONDENCE] = e->correspondence,
        [ENTRY_ORIGIN] = e->origin,
        [ENTRY_FAILED] = e->failed,
        [ENTRY_CANCELED] = e->canceled,
        [ENTRY_CORRECTS] = e->corrects,
        [ENTRY_CORRECTED_BY] = e->corrected_by,
    };
    return numbers[field];
}

/* A reference of 0 is none; 0 minutes and the zone of London are said. */
static void add_int(struct str *out, enum entry_field field, int64_t value)
{
    bool reference = field == ENTRY_CORRECTS || field == ENTRY_CORRECTED_BY;
    if (value || !reference)
        str_add_f(out, "%" PRId64, value);
}

bool export_entry_text(const struct export_entry *entry, enum entry_field field, struct str *out)
{
    const struct entry_field_of *f = &entry_fields[field];
    char text[DATE_TEXT];
    switch (f->kind) {
    case ENTRY_AS_TEXT:
        str_add(out, str_or(text_of(entry, field), ""));
        break;
    case ENTRY_AS_INT:
    case ENTRY_AS_MINUTES:
        add_int(out, field, number_of(entry, field));
        break;
    case ENTRY_AS_AMOUNT:
        amount_format(entry->e.cost, text);
        str_add(out, text);
        break;
    case ENTRY_AS_DAY:
        date_format_iso(entry->e.date, text);
        str_add(out, text);
        break;
    case ENTRY_AS_TIME:
        time_format_exact(entry->e.time, text);
        str_add(out, text);
        break;
    case ENTRY_AS_FLAG:
        str_add(out, number_of(entry, field) ? "yes" : "");
        break;
    case ENTRY_AS_VALUE:
        str_add(out, str_or(lia_value_code(f->set, (int)number_of(entry, field)), ""));
        break;
    case ENTRY_AS_COMMENTS:
        entry_comments_join(out, entry->comments, (size_t)entry->e.comments);
        break;
    }
    return out->len > 0;
}
