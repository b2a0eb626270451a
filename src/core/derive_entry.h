/* derive_entry.h: what derive.c leaves to a file of its own. */
#ifndef CORE_DERIVE_ENTRY_H
#define CORE_DERIVE_ENTRY_H

#include "core/derive.h"

/* Adds (sign 1) or takes away (-1) what the entries contribute. */
void derive_entries(struct op *op, const struct derive_rows *rows, int sign);

#endif
