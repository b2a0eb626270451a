/* words.h: the words of a text, cut where the search index cuts them (SQLite FTS5, tokenizer
 * unicode61): a word is a run of letters, numbers and private-use characters; everything else
 * stands between words. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool word_letter(int32_t cp);

/* The next word of s[0..len) at or after `at`: *start and its length; 0 when there is none. */
size_t word_find(const char *s, size_t len, size_t at, size_t *start);

/* Does a word begin (end) at the byte offset `at`, a boundary of characters? */
bool word_begins(const char *s, size_t len, size_t at);
bool word_ends(const char *s, size_t len, size_t at);

#endif
