/* ical_libical.h: what ical_read.c asks of libical. */
#ifndef CORE_ICAL_LIBICAL_H
#define CORE_ICAL_LIBICAL_H

#include "core/ical_read.h"

/* "3.0.16": what it was built for; that is not loaded for this. */
const char *ical_lib_version(void);

struct ical_lib;
/* Loads it. Fails: LIA_NOT_FOUND. */
LIA_MUST_USE lia_status ical_lib_open(const struct ical_clock *clock, struct ical_lib **out,
                                      lia_error *err);
void ical_lib_close(struct ical_lib *lib); /* NULL is fine */

/* A VTIMEZONE, from BEGIN to END. */
void ical_lib_zone(struct ical_lib *lib, const char *text);

/* Reads a VEVENT, from BEGIN to END, with its first instance, line and canceled left to the
 * caller. NULL: fine; else why it cannot be used. *zone_missing (may be NULL): it names a time zone
 * that is not known so far; it is then read no further. Texts are borrowed until the next one. */
const char *ical_lib_event(struct ical_lib *lib, const char *text, bool *zone_missing,
                           struct ical_event *out);
/* The next instance of the event that was read last; false when there is none that has begun. */
bool ical_lib_instance(struct ical_lib *lib, struct ical_event *event);

#endif
