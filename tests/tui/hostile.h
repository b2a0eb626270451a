/* hostile.h: texts that must not harm a screen, and what a grid must be like whatever was drawn. */
#ifndef TESTS_TUI_HOSTILE_H
#define TESTS_TUI_HOSTILE_H

#include "tui/cell.h"

const char *hostile_text(size_t i); /* NULL behind the last one */
/* Fails the test when a cell holds what must not reach a terminal, or the halves of wide characters
 * parted. */
void hostile_check(const struct grid *g);

#endif
