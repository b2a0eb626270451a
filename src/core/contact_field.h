/* contact_field.h: the fields of a contact as they stand in tables and JSON lines: names, kinds and
 * labels, one table for what is written (export), what is read (import) and what columns can be
 * mapped to.
 *
 * CSV: one column a field that is written, named as here; a flag is "yes" or blank, values of sets
 * stand by their codes, tags with blanks between, touch_days as a number, the further e-mails,
 * phones, addresses and pages in one cell (contact_channels_join). JSON: the same names, flags
 * true, touch_days a number, "tags" an array of texts, "channels" one of objects with "kind",
 * "label" and "value", and what is kept one object, "kept": {"form", "content"}. What is blank is
 * left out, or an empty cell. */
#ifndef CORE_CONTACT_FIELD_H
#define CORE_CONTACT_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "liaise/contact.h"
#include "liaise/transfer.h"

enum contact_field {
    CONTACT_KEPT, /* none that a contact has: it is kept in the words of the file */
    CONTACT_NO,
    CONTACT_TYPE,
    CONTACT_NAME,
    CONTACT_COMPANY,
    CONTACT_JOB_TITLE,
    CONTACT_EMAIL,
    CONTACT_EMAIL2,
    CONTACT_PHONE,
    CONTACT_MOBILE,
    CONTACT_ADDRESS,
    CONTACT_ADDRESS2,
    CONTACT_POST_CODE,
    CONTACT_CITY,
    CONTACT_COUNTRY,
    CONTACT_SALESPERSON,
    CONTACT_CORRESPONDENCE,
    CONTACT_HOME_PAGE,
    CONTACT_BIRTHDAY,
    CONTACT_TAGS,
    CONTACT_NOTE,
    CONTACT_CHANNELS,
    CONTACT_EXCLUDE,
    CONTACT_TOUCH_DAYS,
    CONTACT_ARCHIVED,
    CONTACT_PRIVACY_BLOCKED,
    CONTACT_PRIVACY_REASON,
    CONTACT_UID,
    CONTACT_KEPT_FORM, /* what is kept with it, word for word, and how: "vcard", "csv" */
    CONTACT_KEPT_CONTENT,
    CONTACT_WRITTEN, /* those above are written; the others are read from other programs' tables */
    CONTACT_PREFIX = CONTACT_WRITTEN,
    CONTACT_GIVEN_NAME,
    CONTACT_MIDDLE_NAME,
    CONTACT_FAMILY_NAME,
    CONTACT_SUFFIX,
    CONTACT_NICKNAME,
    CONTACT_REGION,
    CONTACT_PO_BOX,
    CONTACT_EXTENDED, /* a floor, a flat */
    CONTACT_FILE_AS,  /* a name where there is none */
    CONTACT_EMAIL_LABEL,
    CONTACT_PHONE_LABEL,
    CONTACT_PAGE_LABEL,
    CONTACT_ADDRESS_LABEL,
    CONTACT_WHOLE_ADDRESS, /* all of it in one cell, beside its parts */
    CONTACT_BIRTH_YEAR,
    CONTACT_BIRTH_MONTH,
    CONTACT_BIRTH_DAY,
    CONTACT_LEFT_OUT,               /* not even kept */
    CONTACT_MAPPED,                 /* a column can be mapped to those above */
    CONTACT_TITLE = CONTACT_MAPPED, /* job title, or Dr.: the other columns decide */
    CONTACT_FIELDS
};

enum contact_kind {
    CONTACT_AS_TEXT,  /* at `at` of lia_contact */
    CONTACT_AS_VALUE, /* an enum of the set */
    CONTACT_AS_FLAG,  /* a bool at `at` */
    CONTACT_AS_DAYS,  /* touch_days; -1 is blank */
    CONTACT_AS_TAGS,
    CONTACT_AS_CHANNELS,
    CONTACT_AS_KEPT /* not of lia_contact */
};

/* How each that is written stands in a contact. */
struct contact_field_of {
    enum contact_kind kind;
    lia_value_set set;
    size_t at;
};
extern const struct contact_field_of contact_fields[CONTACT_WRITTEN];
/* Names and labels ("job_title", N_("Job title")), of those that a column can be mapped to, ended
 * by a NULL name. CONTACT_KEPT is "", CONTACT_LEFT_OUT "-". */
extern const lia_import_field contact_names[CONTACT_MAPPED + 1];

/* By its name, in any case, blanks and hyphens as good as '_'; "" is CONTACT_KEPT. CONTACT_FIELDS
 * when there is no such field. */
enum contact_field contact_field_named(const char *name);

/* All channels in one cell, a line each: "phone work fax: 046-12"; kind, label, value. In a label
 * ':' and '\' have a '\' before them. */
void contact_channels_join(struct str *out, const lia_channel *channels, size_t count);
/* Takes them apart again, into the arena. False when a line is none, and nothing is given. */
bool contact_channels_split(struct arena *a, const char *cell, const lia_channel **out,
                            size_t *count);

#endif
