/* ical_lib.h: what the files that ask libical share: its functions, which are loaded and not
 * linked, and the event at hand. */
#ifndef CORE_ICAL_LIB_H
#define CORE_ICAL_LIB_H

#include <libical/ical.h>

#include "core/ical_libical.h"

/* clang-format off */
#define FUNCTIONS(X) \
    X(icalerror_set_errors_are_fatal) X(icalmemory_free_ring) X(icalcomponent_free) \
    X(icalcomponent_get_first_property) X(icalcomponent_get_next_property) X(icalcomponent_isa) \
    X(icaldurationtype_as_int) X(icalparameter_get_cn) X(icalparameter_get_cutype) \
    X(icalparameter_get_email) X(icalparameter_get_partstat) X(icalparameter_get_tzid) \
    X(icalparser_parse_string) X(icalproperty_get_attendee) X(icalproperty_get_categories) \
    X(icalproperty_get_contact) X(icalproperty_get_description) \
    X(icalproperty_get_dtend) X(icalproperty_get_dtstart) X(icalproperty_get_duration) \
    X(icalproperty_get_exdate) X(icalproperty_get_first_parameter) X(icalproperty_get_location) \
    X(icalproperty_get_organizer) X(icalproperty_get_rdate) X(icalproperty_get_recurrenceid) \
    X(icalproperty_get_rrule) X(icalproperty_get_status) X(icalproperty_get_summary) \
    X(icalproperty_get_uid) X(icalproperty_get_value) X(icalproperty_get_x) \
    X(icalproperty_get_x_name) X(icalrecur_iterator_free) \
    X(icalrecur_iterator_new) X(icalrecur_iterator_next) X(icaltime_is_null_time) \
    X(icaltime_is_utc) X(icaltimezone_free) X(icaltimezone_get_builtin_timezone) \
    X(icaltimezone_get_tzid) X(icaltimezone_get_utc_offset) X(icaltimezone_new) \
    X(icaltimezone_set_component)

/* clang-format on */

struct functions {
#define POINTER(name) __typeof__(name) *name;
    FUNCTIONS(POINTER)
#undef POINTER
};

/* Whose clock a time is on. */
struct place {
    icaltimezone *zone; /* NULL: UTC or floating */
    bool utc;
};

/* A time, resolved. */
struct moment {
    int32_t date, time; /* time -1: a day */
    int zone;
    int64_t at; /* UTC seconds */
    bool floating;
};

/* A VTIMEZONE of the file. */
struct ical_zone {
    icaltimezone *zone;
    size_t bytes; /* of its text */
};

struct ical_lib {
    struct functions f;
    void *handle;
    struct ical_clock clock;
    struct vec zones; /* struct ical_zone, of the file */
    size_t zones_bytes;

    /* the event at hand */
    icalcomponent *event;
    struct arena arena;
    struct place place; /* of its DTSTART */
    bool zone_unknown;
    struct vec people;   /* struct ical_person */
    struct vec own;      /* struct ical_own */
    struct vec left_out; /* int64_t: EXDATE, in UTC */
    struct vec further;  /* struct moment: RDATE */
    size_t further_at;
    icalrecur_iterator *rule;
    int instances;

    size_t bytes; /* of its texts */

    int wasted;      /* rules of the file that matched nothing */
    int repeats;     /* instances of the file behind the first ones, times the people of each */
    size_t repeated; /* bytes of their texts */
};

enum { DAY = 86400, ZONE_MAX = 1080 };

/* The first of its properties of this kind that has a value; NULL none. */
icalproperty *ical_property_of(struct ical_lib *lib, icalproperty_kind kind);
/* What time it is, by the clock of `place`, or of the property's own. False: there is no such day.
 */
bool ical_resolve(const struct ical_lib *lib, const struct place *place, icaltimetype t,
                  struct moment *out);
bool ical_moment_of(struct ical_lib *lib, icalproperty *p, icaltimetype t, struct moment *out);
/* The name of an instance: its instant, so that it is the same however the file writes it. */
const char *ical_instance_name(struct ical_lib *lib, const struct moment *m);
void ical_place(struct ical_event *event, const struct moment *m);

/* Goes to the first instance of what repeats, starting at t: the rule may leave that out. */
void ical_read_repeats(struct ical_lib *lib, icaltimetype t, struct ical_event *out);

#endif
