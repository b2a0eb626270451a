/* salesperson.h: who works in the book. */
#ifndef CORE_SALESPERSON_H
#define CORE_SALESPERSON_H

#include "base/arena.h"

/* The code that stands for somebody: the letters and digits of the account ("jo" -> "JO",
 * "jo.ek" -> "JOEK"), for want of those the initials of the full name, else "ME". */
const char *salesperson_code(struct arena *a, const char *account, const char *full_name);

#endif
