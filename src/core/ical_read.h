/* ical_read.h: iCalendar files (RFC 5545) event by event, in memory that does not grow with the
 * file. A broken event costs that event. libical reads each of them; it is loaded when the first
 * calendar is read, and not linked. */
#ifndef CORE_ICAL_READ_H
#define CORE_ICAL_READ_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "core/charset.h"
#include "core/import_source.h"
#include "liaise/base.h"

struct ical_person {
    const char *email; /* never "" */
    const char *name;  /* "" none */
    bool declined;     /* or sent somebody else */
};

struct ical_own {
    const char *name; /* "CONTACT-NO" */
    const char *value;
};

/* An event, or one instance of one that repeats. Texts are valid UTF-8, unescaped. */
struct ical_event {
    int64_t line;    /* of the file, where its BEGIN:VEVENT stands */
    const char *uid; /* "" none */
    const char *summary, *description, *location;
    const char
        *instance; /* which of those of this UID: its RECURRENCE-ID in UTC; "" it is the only one */
    bool override; /* the file says how this instance is, otherwise than the rule has it */
    bool canceled; /* by its status */
    const char *left_out; /* why it is no meeting that was: canceled, still to come; "" it is one */
    int32_t date,
        time; /* on the clock it is written on (an instant in UTC: on the viewer's); time -1 none */
    int zone; /* of that clock then, minutes east of UTC */
    int64_t starts_at;                /* UTC seconds */
    int32_t minutes;                  /* -1: the file does not say */
    const struct ical_person *people; /* organizer and attendees, no rooms, each address once */
    size_t people_count;
    const char *category;       /* the first of its CATEGORIES; "" none */
    const char *contact;        /* its CONTACT: whom it was with; "" none */
    const struct ical_own *own; /* its properties X-LIAISE-..., as ical_write.c has them */
    size_t own_count;
    const char *note; /* something to be said of it; "" none */
};

/* The viewer's clock. */
struct ical_clock {
    int64_t now; /* UTC seconds; of what repeats, instances that start later are left out */
    int (*zone)(void *ctx, int64_t utc); /* minutes east of UTC */
    void *ctx;
};

/* The most instances of one event; of all of a file, each as often as it has people, and once; and
 * the bytes of text that these bring with them. */
enum { ICAL_INSTANCES_MAX = 5000, ICAL_REPEATS_MAX = 1000000, ICAL_REPEATED_BYTES = 64 << 20 };
/* The largest event, of what is asked of it. The largest time zone, and all of a file: a tenth of
 * that is what the longest have that programs write, and libical takes forty times their room. */
enum {
    ICAL_EVENT_BYTES = 1 << 20,
    ICAL_EVENT_LINES = 5000,
    ICAL_ZONE_BYTES = 64 << 10,
    ICAL_ZONES_BYTES = 1 << 20
};
/* Events that wait for a time zone behind them; others are read with the time as written. */
enum { ICAL_LATER_MAX = 1000, ICAL_LATER_BYTES = 4 << 20 };

enum ical_step {
    ICAL_EOF,   /* or reading failed: src->error */
    ICAL_EVENT, /* event */
    ICAL_BROKEN /* line, name, reason: an event that is left out */
};

struct ical_lib;
struct ical_reader {
    struct ical_event event; /* borrowed until the next call */
    int64_t line;
    const char *name, *reason; /* name: its summary, "" none or not known */

    /* private */
    struct import_source *src;
    struct ical_lib *lib;
    int64_t now;
    struct str text;    /* of the component at hand, unfolded */
    struct str skipped; /* the name of a component that is passed over, within which we are */
    struct charset charset;
    int64_t begun;     /* the line of its BEGIN; 0: not within one */
    bool zone;         /* it is a VTIMEZONE */
    const char *inner; /* of a zone: the part of it that we are in, NULL none */
    int lines;         /* of it, so far */
    size_t line_at;    /* where the content line at hand begins in text */
    bool drop;         /* the content line at hand is left out, its folded lines too */
    bool part;         /* what comes next goes on with the same line */
    bool again;        /* the line at hand ended one component, and begins the next */
    enum ical_method { ICAL_OF_MEETINGS, ICAL_OF_CANCELED, ICAL_OF_PROPOSALS } method;
    struct vec later; /* struct ical_later: events whose time zone comes behind them */
    size_t later_at, later_bytes;
};

/* Fails: LIA_NOT_FOUND (libical is not installed; the message says what to install). */
LIA_MUST_USE lia_status ical_open(struct ical_reader *r, struct import_source *src,
                                  const struct ical_clock *clock, lia_error *err);
void ical_close(struct ical_reader *r); /* `{0}` is fine */
enum ical_step ical_next(struct ical_reader *r);

#endif
