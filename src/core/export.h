/* export.h: contacts and interaction log entries out: what a record is, whatever the form it is
 * written in, and the forms. export.c goes through the records, window by window; a form appends
 * each to the text that is given on. */
#ifndef CORE_EXPORT_H
#define CORE_EXPORT_H

#include "base/str.h"
#include "core/core.h"
#include "core/entry_field.h"
#include "liaise/contact.h"
#include "liaise/interaction.h"
#include "liaise/transfer.h"

struct export_contact {
    lia_contact c;           /* with channels, changed_at; uid derived where it has none */
    const char *form, *kept; /* "" nothing is kept */
    bool changed;            /* since that was kept */
};
struct export_entry {
    lia_entry e;
    const char *contact_email, *company_no, *event, *document_no; /* "" none */
    const struct entry_comment *comments; /* e.comments of them, oldest first */
};

struct export
{
    lia_book *book;
    const lia_export_how *how;
    struct str out; /* what is not given on yet */
    int64_t count, total;
    int error;    /* errno of the write that went wrong */
    bool stopped; /* by the progress callback */
    void *state;  /* the form's own, between begin and end */

    /* private */
    int64_t (*write)(void *ctx, const void *buf, size_t len);
    void *write_ctx;
};

/* A form that records are written in; what is NULL it does not have. Each appends to e->out. */
struct export_form {
    void (*begin)(struct export *e);
    void (*contact)(struct export *e, const struct export_contact *c);
    void (*entry)(struct export *e, const struct export_entry *entry);
    void (*end)(struct export *e); /* also when it went wrong: frees the state */
};
extern const struct export_form vcard_form, csv_contact_form, csv_entry_form, json_form,
    calendar_form;

/* Go through all records that are asked for (export_contact.c, export_entry.c), each of which comes
 * to export_one_... */
LIA_MUST_USE lia_status export_contacts(struct export *e, lia_error *err);
LIA_MUST_USE lia_status export_entries(struct export *e, lia_error *err);
void export_one_contact(struct export *e, const struct export_contact *c);
void export_one_entry(struct export *e, const struct export_entry *entry);
/* Appends a field's value, as in a table; false: it is blank. */
bool export_entry_text(const struct export_entry *entry, enum entry_field field, struct str *out);
/* False: there is no use in going on. */
bool export_goes_on(const struct export *e);

/* --- UIDs of contacts that came from no address book ---------------------------------------------
 *
 * A UUID of version 8 (RFC 9562 5.8): the first 60 bits of its own are the book's, the last 62 the
 * contact's key. So the same contact has the same UID in each export, and the book knows its own.
 */
enum { EXPORT_UID_TEXT = 48 };
void export_uid(const lia_book *book, int64_t contact_id, char out[EXPORT_UID_TEXT]);
/* The key of the contact of this book that the UID was derived from; 0: it is none of those. */
int64_t export_uid_contact(const lia_book *book, const char *uid);

#endif
