#include "core/change_fields.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "liaise/values.h"

enum { DAY = 86400 };

#define SALESPERSON(column)                                                                        \
    "(SELECT r.code FROM salesperson AS r WHERE r.salesperson_id = t." column ")"
#define GROUP "(SELECT r.code FROM interaction_group AS r WHERE r.group_id = t.group_id)"
#define TEMPLATE                                                                                   \
    "(SELECT r.code FROM interaction_template AS r WHERE r.template_id = t.template_id)"
#define CONTACT(column)                                                                            \
    "(SELECT r.no || ' ' || r.name FROM contact AS r WHERE r.contact_id = t." column ")"
#define SEGMENT(column) "(SELECT r.no FROM segment AS r WHERE r.segment_id = t." column ")"

#define TEXT(table, column, name)         table, column, name, NULL, CHANGE_TEXT, 0
#define KIND(table, column, name, kind)   table, column, name, NULL, kind, 0
#define SHOWN(table, column, name, shown) table, column, name, shown, CHANGE_TEXT, 0
#define SWITCH(table, column, name)                                                                \
    table, column, name, "t." column " IS NOT NULL", CHANGE_YES_NO, 0
#define SET(table, column, name, set) table, column, name, NULL, CHANGE_SET, set

/* Tables together, fields in the order of their forms. */
static const struct change_field fields[] = {
    {KIND(OP_SETUP, "touch_days", N_("Stay in touch every n days"), CHANGE_NUMBER)},
    {KIND(OP_SETUP, "undo_days", N_("Days to keep for undo"), CHANGE_NUMBER)},
    {SET(OP_SETUP, "new_contact_type", N_("Type of new contacts"), LIA_SET_TYPE)},
    {SET(OP_SETUP, "new_correspondence", N_("Correspondence type of new contacts"), LIA_SET_CORR)},
    {TEXT(OP_SETUP, "new_country", N_("Country of new contacts"))},
    {SHOWN(OP_SETUP, "new_salesperson_id", N_("Salesperson of new contacts"),
           SALESPERSON("new_salesperson_id"))},

    {TEXT(OP_NUMBER_SERIES, "prefix", N_("Prefix"))},
    {KIND(OP_NUMBER_SERIES, "width", N_("Width"), CHANGE_NUMBER)},
    {KIND(OP_NUMBER_SERIES, "last", N_("Last number used"), CHANGE_NUMBER)},

    {TEXT(OP_SALESPERSON, "code", N_("Code"))},
    {TEXT(OP_SALESPERSON, "name", N_("Name"))},
    {TEXT(OP_SALESPERSON, "email", N_("E-mail"))},
    {TEXT(OP_SALESPERSON, "phone", N_("Phone"))},
    {TEXT(OP_SALESPERSON, "account", N_("User account"))},
    {KIND(OP_SALESPERSON, "blocked", N_("Blocked"), CHANGE_YES_NO)},

    {TEXT(OP_GROUP, "code", N_("Code"))},
    {TEXT(OP_GROUP, "description", N_("Description"))},
    {KIND(OP_GROUP, "blocked", N_("Blocked"), CHANGE_YES_NO)},

    {TEXT(OP_TEMPLATE, "code", N_("Code"))},
    {SHOWN(OP_TEMPLATE, "group_id", N_("Group"), GROUP)},
    {TEXT(OP_TEMPLATE, "description", N_("Description"))},
    {KIND(OP_TEMPLATE, "unit_cost", N_("Unit cost"), CHANGE_AMOUNT)},
    {KIND(OP_TEMPLATE, "unit_minutes", N_("Unit duration"), CHANGE_MINUTES)},
    {SET(OP_TEMPLATE, "flow", N_("Information flow"), LIA_SET_FLOW)},
    {SET(OP_TEMPLATE, "initiated_by", N_("Initiated by"), LIA_SET_BY)},
    {SET(OP_TEMPLATE, "correspondence", N_("Correspondence type"), LIA_SET_CORR)},
    {KIND(OP_TEMPLATE, "ignore_correspondence", N_("Ignore contact's correspondence type"),
          CHANGE_YES_NO)},
    {KIND(OP_TEMPLATE, "blocked", N_("Blocked"), CHANGE_YES_NO)},

    {TEXT(OP_EVENT, "code", N_("Event"))},
    {TEXT(OP_EVENT, "description", N_("Description"))},
    {SHOWN(OP_EVENT, "template_id", N_("Interaction template"), TEMPLATE)},

    {TEXT(OP_CONTACT, "no", N_("No."))},
    {SET(OP_CONTACT, "type", N_("Type"), LIA_SET_TYPE)},
    {TEXT(OP_CONTACT, "name", N_("Name"))},
    {SHOWN(OP_CONTACT, "company_id", N_("Company"), CONTACT("company_id"))},
    {TEXT(OP_CONTACT, "job_title", N_("Job title"))},
    {TEXT(OP_CONTACT, "email", N_("E-mail"))},
    {TEXT(OP_CONTACT, "email2", N_("E-mail 2"))},
    {TEXT(OP_CONTACT, "phone", N_("Phone"))},
    {TEXT(OP_CONTACT, "mobile", N_("Mobile"))},
    {TEXT(OP_CONTACT, "address", N_("Address"))},
    {TEXT(OP_CONTACT, "address2", N_("Address 2"))},
    {TEXT(OP_CONTACT, "post_code", N_("Post code"))},
    {TEXT(OP_CONTACT, "city", N_("City"))},
    {TEXT(OP_CONTACT, "country", N_("Country"))},
    {SHOWN(OP_CONTACT, "salesperson_id", N_("Salesperson"), SALESPERSON("salesperson_id"))},
    {SET(OP_CONTACT, "correspondence", N_("Correspondence type"), LIA_SET_CORR)},
    {TEXT(OP_CONTACT, "home_page", N_("Home page"))},
    {TEXT(OP_CONTACT, "birthday", N_("Birthday"))},
    {TEXT(OP_CONTACT, "note", N_("Note"))},
    {SHOWN(OP_CONTACT, "tags", N_("Tags"), "trim(t.tags, ',')")},
    {KIND(OP_CONTACT, "exclude", N_("Exclude from segment"), CHANGE_YES_NO)},
    {KIND(OP_CONTACT, "privacy_blocked", N_("Privacy blocked"), CHANGE_YES_NO)},
    {TEXT(OP_CONTACT, "privacy_reason", N_("Reason"))},
    {KIND(OP_CONTACT, "touch_days", N_("Stay in touch every n days"), CHANGE_NUMBER)},
    {KIND(OP_CONTACT, "archived", N_("Archived"), CHANGE_YES_NO)},

    {SET(OP_CHANNEL, "kind", N_("Kind"), LIA_SET_CHANNEL)},
    {TEXT(OP_CHANNEL, "label", N_("Label"))},
    {TEXT(OP_CHANNEL, "value", N_("Value"))},

    {TEXT(OP_KEPT, "content", N_("Kept properties"))},

    {SHOWN(OP_ENTRY, "contact_id", N_("Contact"), CONTACT("contact_id"))},
    {SHOWN(OP_ENTRY, "company_id", N_("Company"), CONTACT("company_id"))},
    {SET(OP_ENTRY, "evaluation", N_("Evaluation"), LIA_SET_EVALUATION)},
    {KIND(OP_ENTRY, "failed", N_("Attempt failed"), CHANGE_YES_NO)},
    {SWITCH(OP_ENTRY, "canceled_op", N_("Canceled"))},
    {KIND(OP_ENTRY, "corrects", N_("Corrects"), CHANGE_NUMBER)},
    {KIND(OP_ENTRY, "corrected_by", N_("Corrected by"), CHANGE_NUMBER)},
    {KIND(OP_ENTRY, "logged_id", N_("Logged segment"), CHANGE_NUMBER)},

    {KIND(OP_COMMENT, "written_on", N_("Date"), CHANGE_DAY)},
    {TEXT(OP_COMMENT, "content", N_("Comment"))},

    {TEXT(OP_DOCUMENT, "event", N_("Event"))},
    {TEXT(OP_DOCUMENT, "no", N_("Document no."))},

    {SHOWN(OP_POSTPONED, "contact_id", N_("Contact"), CONTACT("contact_id"))},
    {SHOWN(OP_POSTPONED, "template_id", N_("Interaction template"), TEMPLATE)},
    {SHOWN(OP_POSTPONED, "salesperson_id", N_("Salesperson"), SALESPERSON("salesperson_id"))},
    {KIND(OP_POSTPONED, "wall", N_("Date"), CHANGE_WALL)},
    {TEXT(OP_POSTPONED, "description", N_("Description"))},

    {TEXT(OP_SEGMENT, "no", N_("No."))},
    {KIND(OP_SEGMENT, "status", N_("Status"), CHANGE_STATUS)},
    {TEXT(OP_SEGMENT, "description", N_("Description"))},
    {KIND(OP_SEGMENT, "date_on", N_("Date"), CHANGE_DAY)},
    {SHOWN(OP_SEGMENT, "salesperson_id", N_("Salesperson"), SALESPERSON("salesperson_id"))},
    {SHOWN(OP_SEGMENT, "template_id", N_("Interaction template"), TEMPLATE)},
    {TEXT(OP_SEGMENT, "entry_description", N_("Interaction description"))},
    {TEXT(OP_SEGMENT, "subject", N_("Subject"))},
    {SET(OP_SEGMENT, "correspondence", N_("Correspondence type"), LIA_SET_CORR)},
    {KIND(OP_SEGMENT, "ignore_correspondence", N_("Ignore contact's correspondence type"),
          CHANGE_YES_NO)},
    {SET(OP_SEGMENT, "flow", N_("Information flow"), LIA_SET_FLOW)},
    {SET(OP_SEGMENT, "initiated_by", N_("Initiated by"), LIA_SET_BY)},
    {KIND(OP_SEGMENT, "unit_cost", N_("Unit cost"), CHANGE_AMOUNT)},
    {KIND(OP_SEGMENT, "unit_minutes", N_("Unit duration"), CHANGE_MINUTES)},

    {SHOWN(OP_LINE, "contact_id", N_("Contact"), CONTACT("contact_id"))},
    {SHOWN(OP_LINE, "template_id", N_("Interaction template"), TEMPLATE)},
    {KIND(OP_LINE, "date_on", N_("Date"), CHANGE_DAY)},
    {SHOWN(OP_LINE, "salesperson_id", N_("Salesperson"), SALESPERSON("salesperson_id"))},
    {TEXT(OP_LINE, "description", N_("Description"))},
    {TEXT(OP_LINE, "subject", N_("Subject"))},
    {SET(OP_LINE, "correspondence", N_("Correspondence type"), LIA_SET_CORR)},
    {SET(OP_LINE, "flow", N_("Information flow"), LIA_SET_FLOW)},
    {SET(OP_LINE, "initiated_by", N_("Initiated by"), LIA_SET_BY)},
    {KIND(OP_LINE, "cost", N_("Cost"), CHANGE_AMOUNT)},
    {KIND(OP_LINE, "minutes", N_("Duration"), CHANGE_MINUTES)},
    {SET(OP_LINE, "evaluation", N_("Evaluation"), LIA_SET_EVALUATION)},
    {KIND(OP_LINE, "failed", N_("Attempt failed"), CHANGE_YES_NO)},
    {TEXT(OP_LINE, "comment", N_("Comment"))},
    {KIND(OP_LINE, "entry_no", N_("Interaction"), CHANGE_NUMBER)},

    {SHOWN(OP_LOGGED, "follow_up_id", N_("Follow-up segment"), SEGMENT("follow_up_id"))},
    {SWITCH(OP_LOGGED, "canceled_op", N_("Canceled"))},
};
enum { FIELDS = sizeof fields / sizeof *fields };

const struct change_field *change_fields(enum op_table table, size_t *count)
{
    size_t first = 0, n = 0;
    while (first < FIELDS && fields[first].table != table)
        first++;
    while (first + n < FIELDS && fields[first + n].table == table)
        n++;
    *count = n;
    return &fields[first < FIELDS ? first : 0];
}

static const char *show_wall(struct arena *a, int64_t wall)
{
    char day[DATE_TEXT], time[DATE_TEXT];
    int64_t on = (wall >= 0 ? wall : wall - (DAY - 1)) / DAY;
    date_format_iso((int32_t)on, day);
    time_format((int32_t)(wall - on * DAY), time);
    return arena_printf(a, "%s %s", day, time);
}

const char *change_show(struct arena *a, const struct change_field *field, const char *value)
{
    char text[DATE_TEXT];
    if (!value[0] || field->kind == CHANGE_TEXT || field->kind == CHANGE_NUMBER)
        return value;
    int64_t number = strtoll(value, NULL, 10);
    switch (field->kind) {
    case CHANGE_YES_NO:
        return number ? _("yes") : _("no");
    case CHANGE_STATUS:
        return number == 0 ? _("active") : number == 1 ? _("logged") : _("deleted");
    case CHANGE_DAY:
        date_format_iso((int32_t)number, text);
        return arena_strdup(a, text);
    case CHANGE_WALL:
        return show_wall(a, number);
    case CHANGE_AMOUNT:
        amount_format(number, text);
        return arena_strdup(a, text);
    case CHANGE_MINUTES:
        duration_format((int32_t)number, text);
        return arena_strdup(a, text);
    default: {
        const char *name = lia_value_name((lia_value_set)field->set, (int)number);
        return name ? name : value;
    }
    }
}
