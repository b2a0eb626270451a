/* contact_bulk.h: contacts written many at a time inside one operation's fill: what import, the
 * example book and lia_contact_save share. Also: which contacts of the book a list of names or keys
 * may mean.
 *
 * Call contact_bulk_write once in a fill: places in the order of names are worked out from what the
 * book holds before the batch runs, so a second call would not see the rows of the first. */
#ifndef CORE_CONTACT_BULK_H
#define CORE_CONTACT_BULK_H

#include "core/contact_tidy.h"
#include "core/op.h"
#include "liaise/contact.h"

/* --- writing many --- */

/* A contact to add. Everything is borrowed until the batch has run. c is as contact_tidy leaves it,
 * what is read only is not looked at; c.no "" takes the next of the series. */
struct contact_new {
    lia_contact c;
    size_t company_at; /* 1 + the place of its company in the same array; 0: c.company_id says it */
    const char *form;  /* contact_kept: "vcard" or "csv"; NULL: nothing is kept */
    const char *kept;
    int64_t id;     /* out */
    const char *no; /* out: c.no, or in op->arena, which goes when op_run returns */
};
/* A contact to change: all its fields are written, so c is a record that was read in the same fill
 * (contact_known), with what changes replaced by what contact_tidy left. c.version 0: not guarded.
 */
struct contact_change {
    lia_contact c;
    bool renamed;      /* name or no. differ from what the book has */
    size_t company_at; /* as above, in the array of the new ones */
    bool channels;     /* its channels are replaced by c.channels; else they stay as they are */
    const char *form;  /* NULL: what is kept stays as it is; kept "" drops it */
    const char *kept;
};
struct contact_bulk {
    struct contact_new *add;
    size_t adds;
    struct contact_change *change;
    size_t changes;
};

/* Adds to the batch all that writes them: ids, numbers and their series, places in the order of
 * names, channels and what is kept. A
 * contact that already is as `change` says costs nothing only if the caller leaves it out. The
 * caller has looked, in the same fill, that company_id is a company, that the salesperson and the
 * record to be changed are there, and that no uid is taken. Ids follow the order of names, so that
 * a book filled by import lies in the order in which it is read. Fails: LIA_IN_USE (field "no": the
 * series is blank, the message names Marketing Setup), LIA_EXISTS (field "no": one that was given
 * is taken). */
LIA_MUST_USE lia_status contact_bulk_write(struct op *op, struct contact_bulk *bulk,
                                           lia_error *err);

/* --- which contacts the book knows already --- */

/* What is asked for: a folded name (utf8_fold), a uid, a no., each may be "" or NULL. */
struct contact_ask {
    const char *name_fold, *uid, *no;
};
/* One of the book's contacts, whole: texts, channels (no matter how many) and company's name are
 * valid until the call returns. form "" and kept "": nothing is kept for it. */
struct contact_known {
    lia_contact c;
    const char *name_fold;
    const char *company_fold; /* its company's name, folded; "" none */
    const char *form, *kept;
};
typedef void contact_known_fn(void *ctx, const struct contact_known *known);

/* Calls fn once for each contact of the book, archived ones too, whose folded name, uid or no. is
 * among the n asked for. One pass in the order of names: each costs a look-up, 100,000 of them
 * fractions of a second; a book without contacts costs nothing. Fails as db_query. */
LIA_MUST_USE lia_status contact_known(struct db *db, const struct contact_ask *asks, size_t n,
                                      contact_known_fn *fn, void *ctx, lia_error *err);

#endif
