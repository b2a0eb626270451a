/* event.h: the events that liaise brings (domain.md 9). */
#ifndef CORE_EVENT_H
#define CORE_EVENT_H

#include "core/op.h"

struct event_known {
    const char *code, *description; /* N_ */
    const char *template_code;      /* what a new book maps it to; NULL: nothing */
};
/* Ended by a NULL code. A book has them in this order, from event_id 1 on. */
extern const struct event_known event_known[];

/* Puts them into a new book. */
void event_fill_new(struct op *op);

#endif
