/* All that is asked of libical, but for what repeats (ical_repeat.c). It is loaded, not linked:
 * that would cost 1.5 ms at every start. */
#include "core/ical_libical.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "core/ical_lib.h"

/* --- loading --- */

static bool load(struct ical_lib *lib)
{
    const struct {
        const char *name;
        void *to;
    } all[] = {
#define ROW(function) {#function, &lib->f.function},
        FUNCTIONS(ROW)
#undef ROW
    };
    /* What libical keeps of time zones stays reachable for the next calendar. */
    lib->handle = dlopen("libical.so.3", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    for (size_t i = 0; lib->handle && i < sizeof all / sizeof *all; i++) {
        void *symbol = dlsym(lib->handle, all[i].name);
        if (!symbol)
            return false;
        memcpy(all[i].to, &symbol, sizeof symbol); /* POSIX dlsym: ISO C has no such conversion */
    }
    return lib->handle != NULL;
}

lia_status ical_lib_open(const struct ical_clock *clock, struct ical_lib **out, lia_error *err)
{
    struct ical_lib *lib = mem_alloc(sizeof *lib);
    if (!load(lib)) {
        if (lib->handle)
            dlclose(lib->handle);
        free(lib);
        return lia_fail(err, LIA_NOT_FOUND, "",
                        _("Reading calendars needs libical: install it (Debian: libical3)."));
    }
    lib->clock = *clock;
    lib->zones.size = sizeof(struct ical_zone);
    lib->people.size = sizeof(struct ical_person);
    lib->own.size = sizeof(struct ical_own);
    lib->left_out.size = sizeof(int64_t);
    lib->further.size = sizeof(struct moment);
    lib->f.icalerror_set_errors_are_fatal(0);
    *out = lib;
    return LIA_OK;
}

static void drop_event(struct ical_lib *lib)
{
    if (lib->rule)
        lib->f.icalrecur_iterator_free(lib->rule);
    if (lib->event)
        lib->f.icalcomponent_free(lib->event);
    lib->rule = NULL;
    lib->event = NULL;
    lib->people.count = lib->own.count = lib->left_out.count = lib->further.count =
        lib->further_at = 0;
    lib->instances = 0;
    lib->zone_unknown = false;
    arena_clear(&lib->arena);
}

static struct ical_zone *zone_at(const struct ical_lib *lib, size_t i)
{
    return &VEC_AT(&lib->zones, struct ical_zone, i);
}

void ical_lib_close(struct ical_lib *lib)
{
    if (!lib)
        return;
    drop_event(lib);
    for (size_t i = 0; i < lib->zones.count; i++)
        lib->f.icaltimezone_free(zone_at(lib, i)->zone, 1);
    lib->f.icalmemory_free_ring();
    dlclose(lib->handle);
    vec_clear(&lib->zones);
    vec_clear(&lib->people);
    vec_clear(&lib->own);
    vec_clear(&lib->left_out);
    vec_clear(&lib->further);
    free(lib);
}

/* --- time zones --- */

/* The place of the zone of this name, the end when there is none. */
static size_t place_of_zone(const struct ical_lib *lib, const char *tzid)
{
    size_t i = 0;
    for (; i < lib->zones.count; i++) {
        const char *id = lib->f.icaltimezone_get_tzid(zone_at(lib, i)->zone);
        if (id && tzid && strcmp(id, tzid) == 0)
            break;
    }
    return i;
}

/* Each invitation of many in a file brings the same zone: the latest of a name is kept. */
static void keep_zone(struct ical_lib *lib, icaltimezone *zone, size_t bytes)
{
    enum { ZONES_MAX = 1000 };
    size_t at = place_of_zone(lib, lib->f.icaltimezone_get_tzid(zone));
    size_t old = at < lib->zones.count ? zone_at(lib, at)->bytes : 0;
    if (at == ZONES_MAX || lib->zones_bytes - old + bytes > (size_t)ICAL_ZONES_BYTES) {
        lib->f.icaltimezone_free(zone, 1);
        return;
    }
    drop_event(lib); /* it may be in the zone that goes */
    if (at == lib->zones.count)
        vec_push(&lib->zones);
    else
        lib->f.icaltimezone_free(zone_at(lib, at)->zone, 1);
    *zone_at(lib, at) = (struct ical_zone){zone, bytes};
    lib->zones_bytes += bytes - old;
}

void ical_lib_zone(struct ical_lib *lib, const char *text)
{
    icalcomponent *c = lib->f.icalparser_parse_string(text);
    icaltimezone *zone = NULL;
    if (c && lib->f.icalcomponent_isa(c) == ICAL_VTIMEZONE_COMPONENT)
        zone = lib->f.icaltimezone_new();
    if (zone && lib->f.icaltimezone_set_component(zone, c)) {
        keep_zone(lib, zone, strlen(text));
        return;
    }
    if (c)
        lib->f.icalcomponent_free(c);
    if (zone)
        lib->f.icaltimezone_free(zone, 1);
}

/* The file's own come first; those of the system after them. */
static icaltimezone *find_zone(struct ical_lib *lib, const char *tzid)
{
    size_t at = place_of_zone(lib, tzid);
    if (at < lib->zones.count)
        return zone_at(lib, at)->zone;
    bool plain = strspn(tzid, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                              "_+-/") == strlen(tzid) &&
                 *tzid != '/';
    return plain ? lib->f.icaltimezone_get_builtin_timezone(tzid) : NULL;
}

static int within(int zone)
{
    return zone > ZONE_MAX ? ZONE_MAX : zone < -ZONE_MAX ? -ZONE_MAX : zone;
}

static int viewer_zone(const struct ical_lib *lib, int64_t utc)
{
    return within(lib->clock.zone(lib->clock.ctx, utc));
}

static struct place place_of(struct ical_lib *lib, icalproperty *p, const icaltimetype *t)
{
    struct place place = {NULL, lib->f.icaltime_is_utc(*t)};
    icalparameter *tzid = lib->f.icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
    if (place.utc || t->is_date || !tzid)
        return place;
    const char *id = lib->f.icalparameter_get_tzid(tzid);
    place.zone = id ? find_zone(lib, id) : NULL;
    lib->zone_unknown |= !place.zone;
    return place;
}

/* False when there is no such day. */
bool ical_resolve(const struct ical_lib *lib, const struct place *place, icaltimetype t,
                  struct moment *out)
{
    int32_t date = date_from_civil(t.year, t.month, t.day);
    bool day = t.is_date;
    if (date == DATE_NONE || (!day && (t.hour < 0 || t.hour > 24 || t.minute < 0 || t.second < 0)))
        return false;
    int64_t seconds = day ? 0 : t.hour * 3600 + t.minute * 60 + (t.second > 59 ? 59 : t.second);
    int64_t wall = (int64_t)date * DAY + seconds;
    *out = (struct moment){.date = date, .floating = !place->utc && !place->zone};
    int daylight;
    if (place->utc)
        out->zone = viewer_zone(lib, wall);
    else if (place->zone)
        out->zone = within(lib->f.icaltimezone_get_utc_offset(place->zone, &t, &daylight) / 60);
    else
        out->zone = viewer_zone(lib, wall - (int64_t)viewer_zone(lib, wall) * 60);
    out->at = place->utc ? wall : wall - (int64_t)out->zone * 60;
    wall = out->at + (int64_t)out->zone * 60;
    out->date = (int32_t)(wall / DAY - (wall % DAY < 0));
    out->time = day ? TIME_NONE : (int32_t)(wall - (int64_t)out->date * DAY);
    return date_to_civil(out->date).year >= 1;
}

bool ical_moment_of(struct ical_lib *lib, icalproperty *p, icaltimetype t, struct moment *out)
{
    if (lib->f.icaltime_is_null_time(t))
        return false;
    struct place place = place_of(lib, p, &t);
    return ical_resolve(lib, &place, t, out);
}

/* The name of an instance: its instant, so that it is the same however the file writes it. */
const char *ical_instance_name(struct ical_lib *lib, const struct moment *m)
{
    int64_t at = m->floating ? (int64_t)m->date * DAY + (m->time >= 0 ? m->time : 0) : m->at;
    int32_t seconds, day = date_of_instant(at, 0, &seconds);
    if (m->time < 0)
        day = m->date;
    struct civil c = date_to_civil(day);
    if (m->time < 0)
        return arena_printf(&lib->arena, "%04d%02d%02d", c.year, c.month, c.day);
    return arena_printf(&lib->arena, "%04d%02d%02dT%02d%02d%02d%s", c.year, c.month, c.day,
                        seconds / 3600, seconds / 60 % 60, seconds % 60, m->floating ? "" : "Z");
}

void ical_place(struct ical_event *event, const struct moment *m)
{
    event->date = m->date;
    event->time = m->time;
    event->zone = m->zone;
    event->starts_at = m->at;
}

/* --- properties --- */

icalproperty *ical_property_of(struct ical_lib *lib, icalproperty_kind kind)
{
    icalproperty *p = lib->f.icalcomponent_get_first_property(lib->event, kind);
    return p && lib->f.icalproperty_get_value(p) ? p : NULL;
}

static const char *text_of(struct ical_lib *lib, icalproperty_kind kind,
                           const char *(*get)(const icalproperty *))
{
    icalproperty *p = ical_property_of(lib, kind);
    const char *text = p ? get(p) : NULL;
    return text ? text : "";
}

static const char *address_of(struct ical_lib *lib, icalproperty *p, const char *uri)
{
    static const char scheme[] = "mailto:";
    icalparameter *email = lib->f.icalproperty_get_first_parameter(p, ICAL_EMAIL_PARAMETER);
    if (uri && strncasecmp(uri, scheme, sizeof scheme - 1) == 0)
        uri += sizeof scheme - 1;
    else if (email) /* RFC 7986, 6.2: where the address is no mail address */
        uri = lib->f.icalparameter_get_email(email);
    return uri && strchr(uri, '@') ? uri : NULL;
}

static void add_person(struct ical_lib *lib, icalproperty *p, const char *uri)
{
    const char *address = address_of(lib, p, uri);
    icalparameter *type = lib->f.icalproperty_get_first_parameter(p, ICAL_CUTYPE_PARAMETER);
    icalparameter *part = lib->f.icalproperty_get_first_parameter(p, ICAL_PARTSTAT_PARAMETER);
    icalparameter *cn = lib->f.icalproperty_get_first_parameter(p, ICAL_CN_PARAMETER);
    icalparameter_cutype kind = type ? lib->f.icalparameter_get_cutype(type) : ICAL_CUTYPE_NONE;
    if (!address || kind == ICAL_CUTYPE_ROOM || kind == ICAL_CUTYPE_RESOURCE)
        return;
    icalparameter_partstat answer =
        part ? lib->f.icalparameter_get_partstat(part) : ICAL_PARTSTAT_NONE;
    bool declined = answer == ICAL_PARTSTAT_DECLINED || answer == ICAL_PARTSTAT_DELEGATED;
    for (size_t i = 0; i < lib->people.count; i++) {
        struct ical_person *known = &VEC_AT(&lib->people, struct ical_person, i);
        if (strcasecmp(known->email, address) == 0) {
            known->declined |= declined; /* the organizer stands there as an attendee too */
            return;
        }
    }
    const char *name = cn ? lib->f.icalparameter_get_cn(cn) : NULL;
    struct ical_person *person = vec_push(&lib->people);
    *person = (struct ical_person){arena_strdup(&lib->arena, address),
                                   arena_strdup(&lib->arena, name ? name : ""), declined};
}

static void read_people(struct ical_lib *lib)
{
    enum { PEOPLE_MAX = 2000 };
    icalproperty *p = ical_property_of(lib, ICAL_ORGANIZER_PROPERTY);
    if (p)
        add_person(lib, p, lib->f.icalproperty_get_organizer(p));
    p = lib->f.icalcomponent_get_first_property(lib->event, ICAL_ATTENDEE_PROPERTY);
    for (; p && lib->people.count < PEOPLE_MAX;
         p = lib->f.icalcomponent_get_next_property(lib->event, ICAL_ATTENDEE_PROPERTY))
        if (lib->f.icalproperty_get_value(p))
            add_person(lib, p, lib->f.icalproperty_get_attendee(p));
}

static void read_own(struct ical_lib *lib)
{
    static const char prefix[] = "X-LIAISE-";
    icalproperty *p = lib->f.icalcomponent_get_first_property(lib->event, ICAL_X_PROPERTY);
    for (; p; p = lib->f.icalcomponent_get_next_property(lib->event, ICAL_X_PROPERTY)) {
        const char *name = lib->f.icalproperty_get_x_name(p);
        const char *value = lib->f.icalproperty_get_value(p) ? lib->f.icalproperty_get_x(p) : NULL;
        if (name && value && strncasecmp(name, prefix, sizeof prefix - 1) == 0)
            *(struct ical_own *)vec_push(&lib->own) =
                (struct ical_own){name + sizeof prefix - 1, value};
    }
}

/* Whole minutes; -1 when nothing says, or what says it is no length of time. */
static int32_t minutes_of(struct ical_lib *lib, const struct moment *start)
{
    int64_t seconds = -1;
    struct moment end;
    icalproperty *p = ical_property_of(lib, ICAL_DURATION_PROPERTY);
    if (start->time < 0)
        return -1; /* whole days: nobody met for 24 hours */
    if (p)
        seconds = lib->f.icaldurationtype_as_int(lib->f.icalproperty_get_duration(p));
    else if ((p = ical_property_of(lib, ICAL_DTEND_PROPERTY)) != NULL &&
             ical_moment_of(lib, p, lib->f.icalproperty_get_dtend(p), &end) && end.time >= 0)
        seconds = end.at - start->at;
    return seconds < 0 || seconds > INT64_C(366) * DAY ? -1 : (int32_t)(seconds / 60);
}

/* --- the event --- */

static void read_texts(struct ical_lib *lib, struct ical_event *out)
{
    out->uid = text_of(lib, ICAL_UID_PROPERTY, lib->f.icalproperty_get_uid);
    out->summary = text_of(lib, ICAL_SUMMARY_PROPERTY, lib->f.icalproperty_get_summary);
    out->description = text_of(lib, ICAL_DESCRIPTION_PROPERTY, lib->f.icalproperty_get_description);
    out->location = text_of(lib, ICAL_LOCATION_PROPERTY, lib->f.icalproperty_get_location);
    out->category = text_of(lib, ICAL_CATEGORIES_PROPERTY, lib->f.icalproperty_get_categories);
    out->contact = text_of(lib, ICAL_CONTACT_PROPERTY, lib->f.icalproperty_get_contact);
    icalproperty *p = ical_property_of(lib, ICAL_STATUS_PROPERTY);
    out->canceled = p && lib->f.icalproperty_get_status(p) == ICAL_STATUS_CANCELLED;
}

static const char *read_event(struct ical_lib *lib, bool *zone_missing, struct ical_event *out)
{
    struct moment start, id;
    icalproperty *p = ical_property_of(lib, ICAL_DTSTART_PROPERTY);
    icaltimetype t;
    read_texts(lib, out);
    if (!p)
        return _("it does not say when it begins");
    t = lib->f.icalproperty_get_dtstart(p);
    if (!ical_moment_of(lib, p, t, &start))
        return _("its start is no date and time");
    lib->place = place_of(lib, p, &t);
    ical_place(out, &start);
    out->minutes = minutes_of(lib, &start);
    p = ical_property_of(lib, ICAL_RECURRENCEID_PROPERTY);
    if (p && ical_moment_of(lib, p, lib->f.icalproperty_get_recurrenceid(p), &id)) {
        out->instance = ical_instance_name(lib, &id);
        out->override = true;
    }
    if (zone_missing && lib->zone_unknown) {
        *zone_missing = true;
        return NULL;
    }
    out->note =
        lib->zone_unknown ? _("its time zone is not known: its time is taken as written") : "";
    read_texts(lib, out);
    read_people(lib);
    out->people = lib->people.items;
    out->people_count = lib->people.count;
    lib->bytes = strlen(out->summary) + strlen(out->description) + strlen(out->location);
    read_own(lib);
    out->own = lib->own.items;
    out->own_count = lib->own.count;
    if (!out->override)
        ical_read_repeats(lib, t, out);
    return NULL;
}

const char *ical_lib_event(struct ical_lib *lib, const char *text, bool *zone_missing,
                           struct ical_event *out)
{
    drop_event(lib);
    *out = (struct ical_event){.uid = "",
                               .summary = "",
                               .description = "",
                               .location = "",
                               .category = "",
                               .contact = "",
                               .instance = "",
                               .note = "",
                               .left_out = "",
                               .minutes = -1};
    lib->event = lib->f.icalparser_parse_string(text);
    if (lib->event && lib->f.icalcomponent_isa(lib->event) == ICAL_VEVENT_COMPONENT)
        return read_event(lib, zone_missing, out);
    return _("it is no event that can be read");
}

const char *ical_lib_version(void)
{
    static char text[32];
    snprintf(text, sizeof text, "%d.%d.%d", ICAL_MAJOR_VERSION, ICAL_MINOR_VERSION,
             ICAL_PATCH_VERSION);
    return text;
}
