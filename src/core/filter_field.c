/* The fields of the filter language (screens.md 7). Those of what is not kept yet (campaigns,
 * tasks, languages) come with it. */
#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "core/filter_near.h"
#include "core/filter_tree.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define SALESPERSONS .table = "salesperson", .key = "salesperson_id"
#define TEMPLATES    .table = "interaction_template", .key = "template_id"
#define GROUPS       .table = "interaction_group", .key = "group_id"

/* In the order of the public tables below. */
static const struct field contact_fields[] = {
    {"no", .id = C_NO, .type = TYPE_NO},
    {"name", .id = C_NAME, .type = TYPE_TEXT},
    {"type", .id = C_TYPE, .type = TYPE_SET, .set = LIA_SET_TYPE},
    {"company", .id = C_COMPANY, .type = TYPE_NAMED, .blank = true},
    {"city", .id = C_CITY, .type = TYPE_TEXT, .blank = true},
    {"post", .id = C_POST, .type = TYPE_TEXT, .blank = true},
    {"country", .id = C_COUNTRY, .type = TYPE_TEXT, .blank = true},
    {"email", .id = C_EMAIL, .type = TYPE_TEXT, .blank = true},
    {"phone", .id = C_PHONE, .type = TYPE_PHONE, .blank = true},
    {"tag", .id = C_TAG, .type = TYPE_TAG, .blank = true},
    {"salesperson", .id = C_SALESPERSON, .type = TYPE_CODE, .blank = true, SALESPERSONS},
    {"corr", .id = C_CORR, .type = TYPE_SET, .blank = true, .set = LIA_SET_CORR},
    {"exclude", .id = C_EXCLUDE, .type = TYPE_BOOL},
    {"privacy", .id = C_PRIVACY, .type = TYPE_BOOL},
    {"archived", .id = C_ARCHIVED, .type = TYPE_BOOL},
    {"created", .id = C_CREATED, .type = TYPE_DAY},
    {"changed", .id = C_CHANGED, .type = TYPE_DAY},
    {"last", .id = C_LAST, .type = TYPE_DAY, .blank = true},
    {"attempt", .id = C_ATTEMPT, .type = TYPE_DAY, .blank = true},
    {"touch", .id = C_TOUCH, .type = TYPE_TOUCH, .blank = true},
    {"entries", .id = C_ENTRIES, .type = TYPE_INT, .blank = true},
    {"has", .id = C_HAS, .type = TYPE_HAS},
};
static const lia_filter_field contact_help[] = {
    {"no", N_("contact no."), "no:CT0000*"},
    {"name", N_("a word of the name begins so"), "name:berg"},
    {"type", N_("company or person"), "type:company"},
    {"company", N_("name or no. of a person's company"), "company:fabri"},
    {"city", N_("city"), "city:lund"},
    {"post", N_("post code"), "post:222"},
    {"country", N_("country"), "country:se"},
    {"email", N_("any of the e-mail addresses"), "email:fabrikam"},
    {"phone", N_("any of the numbers, by digits"), "phone:0701234"},
    {"tag", N_("a tag"), "tag:vip,press"},
    {"salesperson", N_("salesperson's code"), "salesperson:JO"},
    {"corr", N_("correspondence type"), "corr:email"},
    {"exclude", N_("excluded from segments"), "exclude:yes"},
    {"privacy", N_("privacy blocked"), "privacy:no"},
    {"archived", N_("archived; not listed unless named"), "archived:yes"},
    {"created", N_("the day it was added"), "created:2026-11"},
    {"changed", N_("the day of its last change"), "changed:-7d.."},
    {"last", N_("last interaction"), "last:..-90d,never"},
    {"attempt", N_("last attempt of ours"), "attempt:mon.."},
    {"touch", N_("stay in touch every n days, or overdue"), "touch:overdue"},
    {"entries", N_("number of interactions"), "entries:>10"},
    {"has", N_("one interaction for which all of it holds"), "has:(template:CALL* date:2026)"},
    {NULL, NULL, NULL},
};

static const struct field entry_fields[] = {
    {"no", .id = E_NO, .type = TYPE_INT},
    {"date", .id = E_DATE, .type = TYPE_DAY},
    {"time", .id = E_TIME, .type = TYPE_TIME, .blank = true},
    {"contact", .id = E_CONTACT, .type = TYPE_NAMED},
    {"company", .id = E_COMPANY, .type = TYPE_NAMED, .blank = true},
    {"template", .id = E_TEMPLATE, .type = TYPE_CODE, TEMPLATES},
    {"group", .id = E_GROUP, .type = TYPE_CODE, GROUPS},
    {"flow", .id = E_FLOW, .type = TYPE_SET, .blank = true, .set = LIA_SET_FLOW},
    {"by", .id = E_BY, .type = TYPE_SET, .blank = true, .set = LIA_SET_BY},
    {"corr", .id = E_CORR, .type = TYPE_SET, .blank = true, .set = LIA_SET_CORR},
    {"salesperson", .id = E_SALESPERSON, .type = TYPE_CODE, .blank = true, SALESPERSONS},
    {"segment", .id = E_SEGMENT, .type = TYPE_SEGMENT, .blank = true},
    {"logged", .id = E_LOGGED, .type = TYPE_INT, .blank = true},
    {"status", .id = E_STATUS, .type = TYPE_SET, .set = LIA_SET_STATUS},
    {"cost", .id = E_COST, .type = TYPE_AMOUNT},
    {"minutes", .id = E_MINUTES, .type = TYPE_MINUTES},
    {"evaluation", .id = E_EVALUATION, .type = TYPE_SET, .blank = true, .set = LIA_SET_EVALUATION},
    {"failed", .id = E_FAILED, .type = TYPE_BOOL},
    {"canceled", .id = E_CANCELED, .type = TYPE_BOOL},
    {"comment", .id = E_COMMENT, .type = TYPE_TEXT, .blank = true},
    {"origin", .id = E_ORIGIN, .type = TYPE_SET, .set = LIA_SET_ORIGIN},
    {"user", .id = E_USER, .type = TYPE_USER},
};
static const lia_filter_field entry_help[] = {
    {"no", N_("entry no."), "no:100..200"},
    {"date", N_("date"), "date:2026-W47"},
    {"time", N_("time of day"), "time:..12:00"},
    {"contact", N_("name or no. of the contact"), "contact:berg"},
    {"company", N_("name or no. of the company at the time"), "company:fabri"},
    {"template", N_("interaction template"), "template:CALL*"},
    {"group", N_("interaction group"), "group:MAIL"},
    {"flow", N_("information flow"), "flow:inbound"},
    {"by", N_("initiated by"), "by:us"},
    {"corr", N_("correspondence type"), "corr:phone"},
    {"salesperson", N_("salesperson's code"), "salesperson:JO"},
    {"segment", N_("segment no."), "segment:SM00012"},
    {"logged", N_("entry no. of the logged segment"), "logged:12"},
    {"status", N_("logged, failed, canceled or corrected"), "status:failed"},
    {"cost", N_("cost"), "cost:>100"},
    {"minutes", N_("duration"), "minutes:1h.."},
    {"evaluation", N_("evaluation"), "evaluation:positive"},
    {"failed", N_("the attempt failed"), "failed:yes"},
    {"canceled", N_("canceled"), "canceled:no"},
    {"comment", N_("a word of a comment begins so"), "comment:quote"},
    {"origin", N_("manual, segment or automatic"), "origin:segment"},
    {"user", N_("account of who logged it"), "user:jo"},
    {NULL, NULL, NULL},
};
static_assert(COUNT(contact_help) == COUNT(contact_fields) + 1, "each field has its help");
static_assert(COUNT(entry_help) == COUNT(entry_fields) + 1, "each field has its help");

const lia_filter_field *lia_filter_fields(lia_filter_kind kind)
{
    return kind == LIA_FILTER_CONTACTS ? contact_help : entry_help;
}

static const struct field *fields(lia_filter_kind kind, size_t *count)
{
    *count = kind == LIA_FILTER_CONTACTS ? COUNT(contact_fields) : COUNT(entry_fields);
    return kind == LIA_FILTER_CONTACTS ? contact_fields : entry_fields;
}

const struct field *field_find(lia_filter_kind kind, const char *name, size_t len)
{
    size_t count;
    const struct field *table = fields(kind, &count);
    for (size_t i = 0; i < count; i++)
        if (strlen(table[i].name) == len && near_distance(name, len, table[i].name) == 0)
            return &table[i];
    return NULL;
}

const char *field_example(lia_filter_kind kind, const struct field *field)
{
    for (const lia_filter_field *f = lia_filter_fields(kind);; f++)
        if (strcmp(f->name, field->name) == 0)
            return f->example;
}

void field_near(lia_filter_kind kind, const char *name, size_t len, struct near *near)
{
    size_t count;
    const struct field *table = fields(kind, &count);
    for (size_t i = 0; i < count; i++)
        near_add(near, name, len, table[i].name);
}
