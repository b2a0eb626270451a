/* liaise/address.h: e-mail addresses for mail programs, as somebody types. */
#ifndef LIAISE_ADDRESS_H
#define LIAISE_ADDRESS_H

#include "liaise/book.h"

typedef struct lia_address {
    const char *email;
    const char *name;  /* of the contact */
    const char *other; /* what tells it apart: the label of a further e-mail, its company; "" none */
    const char *no;
    int64_t contact_id;
} lia_address;
typedef struct lia_address_list {
    lia_address *items;
    size_t count;
    void *arena;
} lia_address_list;
LIA_API void lia_address_list_clear(lia_address_list *list);

/* All e-mails of the contacts that the words of pattern find (each begins a word of what a contact is found by), up to
 * limit; "" finds all. First those whose name or e-mail is the pattern, then those where one begins with it, then where
 * each word begins a word of name, e-mails or company, then the rest; of these whom we were in touch with last come first.
 * Whom we were not lately in touch with may be missing where there are more than limit. Archived and privacy-blocked
 * contacts are left out. A pattern without letters and digits finds none. Does not depend on the size of the book. */
LIA_API LIA_MUST_USE lia_status lia_address_find(lia_book *book, const char *pattern, int limit, lia_address_list *out,
                                                 lia_error *err);

#endif
