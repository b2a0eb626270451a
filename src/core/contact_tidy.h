/* contact_tidy.h: a contact as people and files write it, made right: blanks, bad bytes, tags; and
 * the checks that need no book. */
#ifndef CORE_CONTACT_TIDY_H
#define CORE_CONTACT_TIDY_H

#include "base/arena.h"
#include "liaise/contact.h"

/* The most characters that fields take. */
enum { CONTACT_LINE_MAX = 250, CONTACT_LONG_MAX = 2000, CONTACT_NOTE_MAX = 1000000 };

/* Copies *in to *out with everything tidied: NULL texts "", ends trimmed, bad UTF-8 repaired
 * (*repaired, may be NULL, is raised by the bad parts), line breaks and tabs in one-line fields to
 * a blank, no. upper-cased, tags to ",press,vip,", birthday to ISO where it is a date in digits,
 * blank channels dropped, a company's company_id 0. What is read only is left out. Texts live in
 * `a` or are those of *in. */
void contact_clean(struct arena *a, const lia_contact *in, lia_contact *out, size_t *repaired);

/* The checks of a cleaned contact, before and after those that need the book: no, type, name and
 * its length; then e-mails, birthday, touch_days, value sets, lengths. LIA_INVALID with the field.
 */
LIA_MUST_USE lia_status contact_check_head(const lia_contact *c, lia_error *err);
LIA_MUST_USE lia_status contact_check_tail(const lia_contact *c, lia_error *err);

/* All three. *out is filled even when it fails. */
LIA_MUST_USE lia_status contact_tidy(struct arena *a, const lia_contact *in, lia_contact *out,
                                     size_t *repaired, lia_error *err);

/* The single checks, for readers of files that want to keep elsewhere what is wrong. Texts as
 * contact_clean leaves them. */
bool contact_email_right(const char *email); /* one @, no blanks, something on both sides; "" too */
bool contact_birthday_right(const char *birthday); /* 1980-02-29, --02-29 or "" */

/* The message for a wrong e-mail, so that salespeople's are told the same. */
lia_status contact_email_fail(const char *field, lia_error *err);

/* ",press,vip," of "Vip press, vip": lower case, sorted, each once; "" for none. */
const char *contact_tags(struct arena *a, const char *text);
/* tags in that form, whether they stand in it already or as they are shown. */
const char *contact_tags_kept(struct arena *a, const char *tags);
/* "press vip" of ",press,vip,". */
const char *contact_tags_shown(struct arena *a, const char *tags);

/* One-line text tidied as above. text may be NULL. */
const char *contact_line(struct arena *a, const char *text, size_t *repaired);

#endif
