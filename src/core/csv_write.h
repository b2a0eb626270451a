/* csv_write.h: tables out (RFC 4180): UTF-8, CR LF, a header, each field quoted where it must be.
 */
#ifndef CORE_CSV_WRITE_H
#define CORE_CSV_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Adds a cell. safe: one that a spreadsheet would take for a formula gets a ' before it. A cell
 * that begins with such a ' of its own gets another in any case, so that reading takes one away
 * always. */
void csv_cell_add(struct str *out, const char *value, bool safe);

/* Has the cell a ' that csv_cell_add put there? Then the value is behind it. */
bool csv_cell_marked(const char *cell);

#endif
