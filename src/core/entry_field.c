#include "core/entry_field.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"

/* clang-format off */
#define EACH_FIELD \
    FIELD(ENTRY_KEPT, "", N_("left out"), ENTRY_AS_TEXT, 0, "", true) \
    FIELD(ENTRY_NO, "no", N_("Entry no."), ENTRY_AS_INT, 0, "entry|number|id", false) \
    FIELD(ENTRY_DATE, "date", N_("Date"), ENTRY_AS_DAY, 0, "day|start date|when", false) \
    FIELD(ENTRY_TIME, "time", N_("Time"), ENTRY_AS_TIME, 0, "start time|clock", false) \
    FIELD(ENTRY_ZONE, "zone_minutes", N_("Zone (minutes)"), ENTRY_AS_INT, 0, "zone", false) \
    FIELD(ENTRY_TEMPLATE, "template", N_("Template"), ENTRY_AS_TEXT, 0, \
          "interaction template|template code|interaction template code|type|kind", false) \
    FIELD(ENTRY_CONTACT, "contact", N_("Contact"), ENTRY_AS_TEXT, 0, "contact name|name|person|who", false) \
    FIELD(ENTRY_CONTACT_NO, "contact_no", N_("Contact no."), ENTRY_AS_TEXT, 0, "contact number|contact id", false) \
    FIELD(ENTRY_CONTACT_EMAIL, "contact_email", N_("Contact's e-mail"), ENTRY_AS_TEXT, 0, \
          "email|contact e-mail|email address|contacts email", false) \
    FIELD(ENTRY_COMPANY, "company", N_("Company"), ENTRY_AS_TEXT, 0, \
          "company name|contact company name|organization", false) \
    FIELD(ENTRY_COMPANY_NO, "company_no", N_("Company no."), ENTRY_AS_TEXT, 0, "contact company no", false) \
    FIELD(ENTRY_DESCRIPTION, "description", N_("Description"), ENTRY_AS_TEXT, 0, "text|summary|title", false) \
    FIELD(ENTRY_SUBJECT, "subject", N_("Subject"), ENTRY_AS_TEXT, 0, "", false) \
    FIELD(ENTRY_STATUS, "status", N_("Status"), ENTRY_AS_VALUE, LIA_SET_STATUS, "", false) \
    FIELD(ENTRY_EVALUATION, "evaluation", N_("Evaluation"), ENTRY_AS_VALUE, LIA_SET_EVALUATION, "", false) \
    FIELD(ENTRY_MINUTES, "minutes", N_("Duration (minutes)"), ENTRY_AS_MINUTES, 0, \
          "duration|duration min|duration minutes", false) \
    FIELD(ENTRY_COST, "cost", N_("Cost"), ENTRY_AS_AMOUNT, 0, "cost lcy|amount", false) \
    FIELD(ENTRY_GROUP, "group", N_("Group"), ENTRY_AS_TEXT, 0, \
          "interaction group|group code|interaction group code", false) \
    FIELD(ENTRY_SALESPERSON, "salesperson", N_("Salesperson"), ENTRY_AS_TEXT, 0, "salesperson code|by|owner", false) \
    FIELD(ENTRY_FLOW, "flow", N_("Information flow"), ENTRY_AS_VALUE, LIA_SET_FLOW, "direction", false) \
    FIELD(ENTRY_INITIATED_BY, "initiated_by", N_("Initiated by"), ENTRY_AS_VALUE, LIA_SET_BY, "", false) \
    FIELD(ENTRY_CORRESPONDENCE, "correspondence", N_("Correspondence"), ENTRY_AS_VALUE, LIA_SET_CORR, \
          "correspondence type", false) \
    FIELD(ENTRY_VIA, "via", N_("Contact via"), ENTRY_AS_TEXT, 0, "", false) \
    FIELD(ENTRY_SEGMENT, "segment", N_("Segment no."), ENTRY_AS_TEXT, 0, "", false) \
    FIELD(ENTRY_ORIGIN, "origin", N_("Origin"), ENTRY_AS_VALUE, LIA_SET_ORIGIN, "", false) \
    FIELD(ENTRY_FAILED, "failed", N_("Attempt failed"), ENTRY_AS_FLAG, 0, "", false) \
    FIELD(ENTRY_CANCELED, "canceled", N_("Canceled"), ENTRY_AS_FLAG, 0, "cancelled", false) \
    FIELD(ENTRY_RESULT, "result", N_("Result"), ENTRY_AS_VALUE, LIA_SET_RESULT, "", true) \
    FIELD(ENTRY_CORRECTS, "corrects", N_("Corrects"), ENTRY_AS_INT, 0, "", false) \
    FIELD(ENTRY_CORRECTED_BY, "corrected_by", N_("Corrected by"), ENTRY_AS_INT, 0, "", false) \
    FIELD(ENTRY_DOCUMENT_EVENT, "document_event", N_("Document event"), ENTRY_AS_TEXT, 0, "document type", false) \
    FIELD(ENTRY_DOCUMENT_NO, "document_no", N_("Document no."), ENTRY_AS_TEXT, 0, "document|document number", false) \
    FIELD(ENTRY_COMMENTS, "comments", N_("Comments"), ENTRY_AS_COMMENTS, 0, "comment|notes|note|body", false)

#define FIELD(field, name, label, ...) [field] = {name, label, __VA_ARGS__},
const struct entry_field_of entry_fields[ENTRY_FIELDS] = {EACH_FIELD};
#undef FIELD
#define FIELD(field, name, label, ...) [field] = {name, label},
const lia_import_field entry_names[ENTRY_FIELDS + 1] = {EACH_FIELD};
/* clang-format on */

/* --- names --- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The next letter of s, lower case; 0 at its end or at '|'. */
static char next_letter(const char **s)
{
    while (**s && **s != '|' && !is_letter(**s))
        (*s)++;
    if (!**s || **s == '|')
        return '\0';
    char c = *(*s)++;
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Are the letters of a those of one name in b? */
static bool same_letters(const char *a, const char *b)
{
    char x, y;
    do {
        x = next_letter(&a);
        y = next_letter(&b);
    } while (x == y && x);
    return x == y && *a != '|';
}

static bool is_one_of(const char *name, const char *names)
{
    for (const char *s = names; *s; s += *s == '|') {
        if (same_letters(name, s))
            return true;
        s += strcspn(s, "|");
    }
    return false;
}

enum entry_field entry_field_named(const char *name)
{
    const char *s = name;
    if (!next_letter(&s))
        return ENTRY_KEPT;
    for (int i = 1; i < ENTRY_FIELDS; i++)
        if (same_letters(name, entry_fields[i].name) || same_letters(name, entry_fields[i].label))
            return (enum entry_field)i;
    for (int i = 1; i < ENTRY_FIELDS; i++)
        if (is_one_of(name, entry_fields[i].also))
            return (enum entry_field)i;
    return ENTRY_KEPT;
}

/* --- comments --- */

enum { DAY_LENGTH = 10 };

/* The day that a line begins with, as joining writes it. */
static bool begins_with_day(const char *line, int32_t *day)
{
    char text[DAY_LENGTH + 1];
    size_t n = strcspn(line, "\n");
    if (n < DAY_LENGTH || (line[DAY_LENGTH] && !strchr(" \n", line[DAY_LENGTH])))
        return false;
    memcpy(text, line, DAY_LENGTH);
    text[DAY_LENGTH] = '\0';
    return text[4] == '-' && text[7] == '-' && strspn(text, "0123456789-") == DAY_LENGTH &&
           date_parse(text, 0, DATE_PAST, true, day);
}

void entry_comments_join(struct str *out, const struct entry_comment *comments, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char day[DATE_TEXT];
        date_format_iso(comments[i].date, day);
        str_add_f(out, "%s%s ", i ? "\n" : "", day);
        for (const char *s = comments[i].text; *s; s++) {
            str_add_char(out, *s);
            if (*s == '\n')
                str_add(out, "  ");
        }
    }
}

/* One comment from s on; returns where the next one begins. */
static const char *take_comment(struct arena *a, const char *s, struct entry_comment *out)
{
    struct str text = {0};
    s += DAY_LENGTH + (s[DAY_LENGTH] == ' ');
    for (;;) {
        size_t n = strcspn(s, "\n");
        str_add_n(&text, s, n);
        s += n;
        if (*s == '\n')
            s++;
        if (strncmp(s, "  ", 2) != 0)
            break;
        str_add_char(&text, '\n');
        s += 2;
    }
    out->text = arena_strndup(a, str_text(&text), text.len);
    str_clear(&text);
    return s;
}

/* Is all of it as joining writes it? */
static bool is_joined(const char *cell)
{
    int32_t day;
    for (const char *s = cell; *s;) {
        if (!begins_with_day(s, &day) && (s == cell || strncmp(s, "  ", 2) != 0))
            return false;
        s += strcspn(s, "\n");
        s += *s == '\n';
    }
    return true;
}

void entry_comments_split(struct arena *a, const char *cell, struct vec *out)
{
    if (!*cell)
        return;
    if (!is_joined(cell)) {
        struct entry_comment *all = vec_push(out);
        *all = (struct entry_comment){LIA_DAY_NONE, arena_strdup(a, cell)};
        return;
    }
    while (*cell) {
        struct entry_comment *c = vec_push(out);
        begins_with_day(cell, &c->date);
        cell = take_comment(a, cell, c);
    }
}
