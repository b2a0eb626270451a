/* utf8.h: reading, repairing, folding and measuring UTF-8. The one place that knows about width,
 * about what must never reach a terminal, and about clipping. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "str.h"

/* Decodes one code point from s[0..len). Returns the bytes used, at least 1 (0 only when len is 0).
 * A bad sequence gives *cp = -1 and the length of the maximal ill-formed part (Unicode 15, 3.9,
 * "substitution of maximal subparts"). */
size_t utf8_decode(const char *s, size_t len, int32_t *cp);
size_t utf8_encode(int32_t cp, char out[4]);
bool utf8_valid(const char *s, size_t len);
/* Where to cut s, which is longer than len, so that no character is split: at most len. */
size_t utf8_cut(const char *s, size_t len);

/* s repaired to valid UTF-8 (bad parts become U+FFFD, NUL bytes too). *repaired, when not NULL,
 * counts them. */
char *utf8_repair(struct arena *a, const char *s, size_t len, size_t *repaired);

/* Case and accents folded for search and order: NFKD, marks stripped, case folded, runs of white
 * space to one blank, ends trimmed. "Göteborg" -> "goteborg", "ß" -> "ss". Characters that do not
 * decompose but that people type plain are folded too: ø->o, đ->d, ł->l, æ->ae, œ->oe, þ->th, ı->i,
 * typographic apostrophes and dashes to ' and -. Marks that make another letter stay (nukta, kana
 * voicing, virama, vowel signs); invisible characters go. Folding twice changes nothing. */
char *utf8_fold(struct arena *a, const char *s);
/* Appends what utf8_fold gives for s[0..len); what is in out already is left as it is. */
void utf8_fold_to(struct str *out, const char *s, size_t len);

/* Columns of one code point on a terminal: 0 combining, 1, 2, as wcwidth tells in a UTF-8 locale,
 * because curses goes by that. Unsafe ones: the width of their visible mark. */
int utf8_width_cp(int32_t cp);
/* True for what must not reach a terminal raw: C0, DEL, C1, bidi controls, zero-width and other
 * format characters (ZWJ and soft hyphen too) and all else that is invisible (fillers, variation
 * selectors, tags), line and paragraph separators, noncharacters, surrogates, bad bytes (-1), and
 * what libc does not know, whose width nobody can tell. Private use is allowed. */
bool utf8_unsafe(int32_t cp);
/* The visible mark drawn instead, ASCII: "^[" for ESC, "^A".., "<9b>", "<U+202E>"; U+FFFD for -1
 * (bad bytes). Returns its length in bytes, without the NUL. A newline or tab is "^J", "^I":
 * callers that draw lines split or expand them first. */
size_t utf8_mark(int32_t cp, char out[16]);

/* Appends s with every unsafe code point replaced by its mark. keep_lines: '\n' and '\t' pass. Use
 * for every byte of data that a command prints for people. */
void utf8_visible(struct str *out, const char *s, size_t len, bool keep_lines);

/* Width in columns of s as drawn (marks counted). */
int utf8_width(const char *s);
/* Appends s cut or padded to exactly `columns`; what does not fit ends in '…'. Drawn form (marks);
 * eight combining marks on a letter are the most that fit. Reads no further than it draws, so a
 * megabyte costs nothing. */
void utf8_fit(struct str *out, const char *s, int columns);

/* Byte offset of the next/previous grapheme cluster boundary after/before `at` (utf8proc). */
size_t utf8_next(const char *s, size_t len, size_t at);
size_t utf8_prev(const char *s, size_t len, size_t at);
/* Word boundaries for readline keys (letters and digits are words). */
size_t utf8_word_next(const char *s, size_t len, size_t at);
size_t utf8_word_prev(const char *s, size_t len, size_t at);

/* Upper case, for codes; lower case, for tags. */
char *utf8_upper(struct arena *a, const char *s);
char *utf8_lower(struct arena *a, const char *s);

#endif
