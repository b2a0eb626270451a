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
    const char *name_fold; /* utf8_fold of the name, of a source only */
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
    const char *name_fold; /* as above */
    bool renamed;          /* name or no. differ from what the book has */
    size_t company_at;     /* as above, in the array of the new ones */
    bool channels;         /* its channels are replaced by c.channels; else they stay as they are */
    const char *form;      /* NULL: what is kept stays as it is; kept "" drops it */
    const char *kept;
};
/* Contacts that are not held in memory are asked for, each several times; last when the batch runs.
 * What is given is borrowed until the next call of the same function; name_fold is given, `kept` is
 * not. */
struct contact_source {
    void *ctx;
    void (*add)(void *ctx, size_t i, struct contact_new *out);
    void (*change)(void *ctx, size_t i, struct contact_change *out);
    const char *(*kept)(void *ctx); /* of the one that was given last */
    /* The name of a new one: of a company, for the words of its persons. Not asked for where add
     * gives it as their c.company. What add gave stays valid. */
    const char *(*name)(void *ctx, size_t i);
    /* The new ones will be asked for in this order now, again and again, and have these numbers
     * (nos[i] that of the i-th, not of order[i]): add is to give them as c.no. False stops. */
    bool (*sort)(void *ctx, const uint32_t *order, const char *const *nos, size_t n);
    bool (*go_on)(void *ctx, size_t done, size_t all); /* false stops contact_bulk_write */
};
struct contact_bulk {
    struct contact_new *add;
    size_t adds;
    struct contact_change *change;
    size_t changes;
    const struct contact_source *from; /* instead of the arrays; NULL: there are none but these */
};

/* Adds to the batch all that writes them: ids, numbers and their series, places in the order of
 * names, channels and what is kept. A
 * contact that already is as `change` says costs nothing only if the caller leaves it out. The
 * caller has looked, in the same fill, that company_id is a company, that the salesperson and the
 * record to be changed are there, and that no uid is taken. Ids follow the order of names, so that
 * a book filled by import lies in the order in which it is read. Fails: LIA_IN_USE (field "no": the
 * series is blank, the message names Marketing Setup), LIA_EXISTS (field "no": one that was given
 * is taken), LIA_CANCELED (the source said so). */
LIA_MUST_USE lia_status contact_bulk_write(struct op *op, struct contact_bulk *bulk,
                                           lia_error *err);

/* --- which contacts the book knows already --- */

/* What is asked for: a contact with this folded name (utf8_fold), uid, key in digits, no., or with
 * this e-mail in any place. "" asks for nothing. */
enum contact_by {
    CONTACT_BY_NAME,
    CONTACT_BY_UID,
    CONTACT_BY_ID,
    CONTACT_BY_NO,
    CONTACT_BY_EMAIL,
    CONTACT_BYS
};
struct contact_ask {
    enum contact_by by;
    const char *key;
};
/* Gives the next ask, borrowed until the next call; false behind the last. */
typedef bool contact_ask_fn(void *ctx, struct contact_ask *ask);

/* One of the book's contacts, whole: texts, channels (no matter how many) and company's name are
 * valid until the call returns. form "" and kept "": nothing is kept for it. */
struct contact_known {
    lia_contact c;
    const char *name_fold;
    const char *company_fold; /* its company's name, folded; "" none */
    const char *form, *kept;
    int64_t kept_version; /* the operation that kept it; of contact_read_whole only */
};
typedef void contact_known_fn(void *ctx, const struct contact_known *known);

struct contact_search {
    size_t n; /* how many asks there are, about */
    contact_ask_fn *ask;
    contact_known_fn *known;
    void *ctx; /* of both */
    /* Called now and then; false ends the search with LIA_CANCELED. NULL: never. */
    bool (*go_on)(void *ctx);
};
/* Calls known once for each contact of the book, archived ones too, that is asked for, in the order
 * in which they lie; for a few others too, seldom. All asks are taken before. One pass over each
 * index, or a look-up for each ask where they are few beside the book's contacts; of an ask some
 * bytes are held. A book without contacts costs nothing. Fails as db_query, and LIA_CANCELED. */
LIA_MUST_USE lia_status contact_known(struct db *db, const struct contact_search *search,
                                      lia_error *err);

#endif
