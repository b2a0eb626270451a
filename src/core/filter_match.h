/* filter_match.h: what a row's text is compared with, one function for each way of comparing. SQL
 * knows them by the names below (src/core/db registers them), so that the same comparison serves
 * lists, counts and changes of many rows.
 *
 * Each takes the text as it is stored and a needle as the filter prepares it; needles are folded
 * (utf8_fold) already. */
#ifndef CORE_FILTER_MATCH_H
#define CORE_FILTER_MATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Every word of the needle is a word of the text, the last one the beginning of one. Words are
 * parted by a blank; behind a last word that must be whole stands one too. */
bool filter_match_words(const char *text, size_t len, const char *needle);
/* The same of a phone number as the view contact_words has it: without blanks, - ( and ). */
bool filter_match_dialed(const char *text, size_t len, const char *needle);
/* The text has the needle in it, signs and blanks too; phrase: at the beginning of a word. */
bool filter_match_phrase(const char *text, size_t len, const char *needle);
bool filter_match_inside(const char *text, size_t len, const char *needle);
/* The whole text is the needle. */
bool filter_match_whole(const char *text, size_t len, const char *needle);
/* A list ",press,vip," has the needle; one that ends in '*': has a value that begins so. */
bool filter_match_tag(const char *text, size_t len, const char *needle);
/* A phone number, by its digits: filter_match_phone_needle made the needle. */
bool filter_match_phone(const char *text, size_t len, const char *needle);

/* "0701234", "+46 70-1234", "701234" made a needle: out has room for len + 3 bytes. The trunk 0 of
 * one country and the +46 or 0046 before the same number do not matter. Without either the digits
 * are found anywhere. whole: all of it, not its beginning. False: it has no digits. */
bool filter_match_phone_needle(const char *text, size_t len, bool whole, char *out);

/* The functions of SQL, ended by a NULL name; each gives 0 or 1, and 0 for a NULL text. */
struct filter_match_function {
    const char *name;
    bool (*match)(const char *text, size_t len, const char *needle);
};
extern const struct filter_match_function filter_match_functions[];

#endif
