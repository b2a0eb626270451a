#include "core/contact_field.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/vec.h"

const lia_import_field contact_names[CONTACT_MAPPED + 1] = {
    [CONTACT_KEPT] = {"", N_("kept as it is")},
    [CONTACT_NO] = {"no", N_("No.")},
    [CONTACT_TYPE] = {"type", N_("Type")},
    [CONTACT_NAME] = {"name", N_("Name")},
    [CONTACT_COMPANY] = {"company", N_("Company")},
    [CONTACT_JOB_TITLE] = {"job_title", N_("Job title")},
    [CONTACT_EMAIL] = {"email", N_("E-mail")},
    [CONTACT_EMAIL2] = {"email2", N_("E-mail 2")},
    [CONTACT_PHONE] = {"phone", N_("Phone")},
    [CONTACT_MOBILE] = {"mobile", N_("Mobile")},
    [CONTACT_ADDRESS] = {"address", N_("Address")},
    [CONTACT_ADDRESS2] = {"address2", N_("Address 2")},
    [CONTACT_POST_CODE] = {"post_code", N_("Post code")},
    [CONTACT_CITY] = {"city", N_("City")},
    [CONTACT_COUNTRY] = {"country", N_("Country")},
    [CONTACT_SALESPERSON] = {"salesperson", N_("Salesperson")},
    [CONTACT_CORRESPONDENCE] = {"correspondence", N_("Correspondence")},
    [CONTACT_HOME_PAGE] = {"home_page", N_("Home page")},
    [CONTACT_BIRTHDAY] = {"birthday", N_("Birthday")},
    [CONTACT_TAGS] = {"tags", N_("Tags")},
    [CONTACT_NOTE] = {"note", N_("Note")},
    [CONTACT_CHANNELS] = {"channels", N_("Further e-mails, phones, addresses")},
    [CONTACT_EXCLUDE] = {"exclude", N_("Excluded from segments")},
    [CONTACT_TOUCH_DAYS] = {"touch_days", N_("Stay in touch every (days)")},
    [CONTACT_ARCHIVED] = {"archived", N_("Archived")},
    [CONTACT_PRIVACY_BLOCKED] = {"privacy_blocked", N_("Privacy blocked")},
    [CONTACT_PRIVACY_REASON] = {"privacy_reason", N_("Reason of the privacy block")},
    [CONTACT_UID] = {"uid", N_("UID")},
    [CONTACT_KEPT_FORM] = {"kept_form", N_("Form of what is kept")},
    [CONTACT_KEPT_CONTENT] = {"kept", N_("Kept word for word")},
    [CONTACT_PREFIX] = {"prefix", N_("Name prefix")},
    [CONTACT_GIVEN_NAME] = {"given_name", N_("Given name")},
    [CONTACT_MIDDLE_NAME] = {"middle_name", N_("Middle name")},
    [CONTACT_FAMILY_NAME] = {"family_name", N_("Family name")},
    [CONTACT_SUFFIX] = {"suffix", N_("Name suffix")},
    [CONTACT_NICKNAME] = {"nickname", N_("Nickname")},
    [CONTACT_REGION] = {"region", N_("Region")},
    [CONTACT_PO_BOX] = {"po_box", N_("PO box")},
    [CONTACT_EXTENDED] = {"extended_address", N_("Floor or flat")},
    [CONTACT_FILE_AS] = {"file_as", N_("Name it is filed under")},
    [CONTACT_EMAIL_LABEL] = {"email_label", N_("Label of the e-mail")},
    [CONTACT_PHONE_LABEL] = {"phone_label", N_("Label of the phone")},
    [CONTACT_PAGE_LABEL] = {"page_label", N_("Label of the page")},
    [CONTACT_ADDRESS_LABEL] = {"address_label", N_("Label of the address")},
    [CONTACT_WHOLE_ADDRESS] = {"whole_address", N_("Whole address")},
    [CONTACT_BIRTH_YEAR] = {"birth_year", N_("Year of birth")},
    [CONTACT_BIRTH_MONTH] = {"birth_month", N_("Month of birth")},
    [CONTACT_BIRTH_DAY] = {"birth_day", N_("Day of birth")},
    [CONTACT_LEFT_OUT] = {"-", N_("left out")},
};

#define AT(member) offsetof(lia_contact, member)
#define TEXT(member)                                                                               \
    {                                                                                              \
        CONTACT_AS_TEXT, 0, AT(member)                                                             \
    }
#define FLAG(member)                                                                               \
    {                                                                                              \
        CONTACT_AS_FLAG, 0, AT(member)                                                             \
    }

const struct contact_field_of contact_fields[CONTACT_WRITTEN] = {
    [CONTACT_NO] = TEXT(no),
    [CONTACT_TYPE] = {CONTACT_AS_VALUE, LIA_SET_TYPE, AT(type)},
    [CONTACT_NAME] = TEXT(name),
    [CONTACT_COMPANY] = TEXT(company),
    [CONTACT_JOB_TITLE] = TEXT(job_title),
    [CONTACT_EMAIL] = TEXT(email),
    [CONTACT_EMAIL2] = TEXT(email2),
    [CONTACT_PHONE] = TEXT(phone),
    [CONTACT_MOBILE] = TEXT(mobile),
    [CONTACT_ADDRESS] = TEXT(address),
    [CONTACT_ADDRESS2] = TEXT(address2),
    [CONTACT_POST_CODE] = TEXT(post_code),
    [CONTACT_CITY] = TEXT(city),
    [CONTACT_COUNTRY] = TEXT(country),
    [CONTACT_SALESPERSON] = TEXT(salesperson),
    [CONTACT_CORRESPONDENCE] = {CONTACT_AS_VALUE, LIA_SET_CORR, AT(correspondence)},
    [CONTACT_HOME_PAGE] = TEXT(home_page),
    [CONTACT_BIRTHDAY] = TEXT(birthday),
    [CONTACT_TAGS] = {CONTACT_AS_TAGS, 0, AT(tags)},
    [CONTACT_NOTE] = TEXT(note),
    [CONTACT_CHANNELS] = {CONTACT_AS_CHANNELS, LIA_SET_CHANNEL, AT(channels)},
    [CONTACT_EXCLUDE] = FLAG(exclude),
    [CONTACT_TOUCH_DAYS] = {CONTACT_AS_DAYS, 0, AT(touch_days)},
    [CONTACT_ARCHIVED] = FLAG(archived),
    [CONTACT_PRIVACY_BLOCKED] = FLAG(privacy_blocked),
    [CONTACT_PRIVACY_REASON] = TEXT(privacy_reason),
    [CONTACT_UID] = TEXT(uid),
    [CONTACT_KEPT_FORM] = {CONTACT_AS_KEPT, 0, 0},
    [CONTACT_KEPT_CONTENT] = {CONTACT_AS_KEPT, 0, 0},
};

/* --- names --- */

static bool parts_words(char c)
{
    return c == ' ' || c == '-' || c == '_';
}

static bool same_name(const char *typed, const char *name)
{
    for (; *name; name++, typed++) {
        char c = parts_words(*typed) ? '_' : *typed;
        if ((c | 0x20) != (*name | 0x20))
            return false;
    }
    return *typed == '\0';
}

/* What parts words, between two letters, is as good as nothing: "E-mail", "jobtitle". */
static bool same_letters(const char *typed, const char *name)
{
    const char *first = typed;
    for (; *name; name++) {
        if (*name == '_')
            continue;
        typed += typed > first && parts_words(*typed);
        if (!*typed || (*typed++ | 0x20) != (*name | 0x20))
            return false;
    }
    return *typed == '\0' && typed > first;
}

enum contact_field contact_field_named(const char *name)
{
    if (strcmp(name, "-") == 0)
        return CONTACT_LEFT_OUT;
    for (int i = 0; i < CONTACT_LEFT_OUT; i++)
        if (same_name(name, contact_names[i].name))
            return (enum contact_field)i;
    for (int i = 0; i < CONTACT_LEFT_OUT; i++)
        if (same_letters(name, contact_names[i].name))
            return (enum contact_field)i;
    return CONTACT_FIELDS;
}

/* --- channels --- */

static void add_label(struct str *out, const char *label)
{
    for (; *label; label++) {
        if (*label == ':' || *label == '\\')
            str_add_char(out, '\\');
        str_add_char(out, *label);
    }
}

void contact_channels_join(struct str *out, const lia_channel *channels, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const lia_channel *c = &channels[i];
        const char *label = str_or(c->label, "");
        str_add_f(out, "%s%s%s", i ? "\n" : "", lia_value_code(LIA_SET_CHANNEL, (int)c->kind),
                  *label ? " " : "");
        add_label(out, label);
        str_add_f(out, ": %s", str_or(c->value, ""));
    }
}

/* "phone work fax: 046-12"; len: of the line. */
static bool split_line(struct arena *a, const char *line, size_t len, lia_channel *out)
{
    char *copy = arena_strndup(a, line, len), *to = copy, *s = copy;
    for (; *s && *s != ':'; s++) {
        s += *s == '\\' && s[1];
        *to++ = *s;
    }
    if (!*s)
        return false;
    *to = '\0';
    out->value = s + 1 + strspn(s + 1, " ");
    char *label = copy + strcspn(copy, " ");
    out->label = label + strspn(label, " ");
    *label = '\0';
    for (int i = 1; i <= LIA_CHANNEL_PAGE; i++)
        if (strcasecmp(copy, lia_value_code(LIA_SET_CHANNEL, i)) == 0)
            out->kind = (lia_channel_kind)i;
    return out->kind && *out->value;
}

bool contact_channels_split(struct arena *a, const char *cell, const lia_channel **out,
                            size_t *count)
{
    struct vec all = VEC_OF(lia_channel);
    bool right = true;
    while (right && *cell) {
        size_t n = strcspn(cell, "\r\n");
        right = n == 0 || split_line(a, cell, n, vec_push(&all));
        cell += n + (cell[n] != '\0');
    }
    if (right) {
        *count = all.count;
        *out = vec_move(&all, a);
    }
    vec_clear(&all);
    return right;
}
