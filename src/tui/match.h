/* match.h: how well a few letters fit a title. */
#ifndef TUI_MATCH_H
#define TUI_MATCH_H

/* 0: not at all; larger is better: the whole, its beginning, beginnings of its words, a part of it,
 * its letters in order. Case and accents do not matter. */
int match_score(const char *title, const char *typed);
/* 100 when every word typed begins a word of the text, else 0. */
int match_words(const char *text, const char *typed);

#endif
