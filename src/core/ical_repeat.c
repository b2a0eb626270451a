/* Events that repeat: rules, dates of their own, dates that are left out. */
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "core/ical_lib.h"

static void read_dates(struct ical_lib *lib)
{
    enum { DATES_MAX = ICAL_INSTANCES_MAX };
    struct moment m;
    icalproperty *p = lib->f.icalcomponent_get_first_property(lib->event, ICAL_EXDATE_PROPERTY);
    for (; p && lib->left_out.count < DATES_MAX;
         p = lib->f.icalcomponent_get_next_property(lib->event, ICAL_EXDATE_PROPERTY))
        if (lib->f.icalproperty_get_value(p) &&
            ical_moment_of(lib, p, lib->f.icalproperty_get_exdate(p), &m))
            *(int64_t *)vec_push(&lib->left_out) = m.at;
    p = lib->f.icalcomponent_get_first_property(lib->event, ICAL_RDATE_PROPERTY);
    for (; p && lib->further.count < DATES_MAX;
         p = lib->f.icalcomponent_get_next_property(lib->event, ICAL_RDATE_PROPERTY)) {
        if (!lib->f.icalproperty_get_value(p))
            continue;
        struct icaldatetimeperiodtype when = lib->f.icalproperty_get_rdate(p);
        bool plain = !lib->f.icaltime_is_null_time(when.time);
        if (ical_moment_of(lib, p, plain ? when.time : when.period.start, &m))
            *(struct moment *)vec_push(&lib->further) = m;
    }
}

/* --- the rule --- */

/* "The second of the last Friday of the month" never comes, and is looked for longest. */
static bool set_pos_comes(const struct icalrecurrencetype *rule)
{
    int most = 0;
    if (rule->freq != ICAL_MONTHLY_RECURRENCE || rule->by_day[0] == ICAL_RECURRENCE_ARRAY_MAX ||
        rule->by_set_pos[0] == ICAL_RECURRENCE_ARRAY_MAX)
        return true;
    for (int i = 0; i < ICAL_BY_DAY_SIZE && rule->by_day[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
        most += abs(rule->by_day[i]) < 8 ? 5 : 1; /* any Friday, or the n-th: 8 n and the day */
    for (int i = 0; i < ICAL_BY_SETPOS_SIZE && rule->by_set_pos[i] != ICAL_RECURRENCE_ARRAY_MAX;
         i++)
        if (abs(rule->by_set_pos[i]) <= most)
            return true;
    return false;
}

/* More often than daily nobody meets, and a rule that never matches would be tried each second for
 * centuries. */
enum { WASTED_MAX = 2 }; /* finding out that one never matches can take a second */
/* A series that was ended before it began: its end is put to a day before its start. */
static bool ends_before(const struct ical_lib *lib, const struct icalrecurrencetype *rule,
                        icaltimetype start)
{
    int32_t first = date_from_civil(start.year, start.month, start.day);
    int32_t last = date_from_civil(rule->until.year, rule->until.month, rule->until.day);
    return !lib->f.icaltime_is_null_time(rule->until) && last < first - 1;
}

static bool rule_usable(const struct icalrecurrencetype *rule)
{
    bool within_day = rule->by_second[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                      rule->by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                      rule->by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX;
    return !within_day && !rule->rscale && set_pos_comes(rule) &&
           rule->freq >= ICAL_DAILY_RECURRENCE && rule->freq <= ICAL_YEARLY_RECURRENCE;
}

/* Without an end a rule that never matches is followed for centuries. */
static void end_rule(const struct ical_lib *lib, struct icalrecurrencetype *rule,
                     icaltimetype start)
{
    int32_t day = date_of_instant(lib->clock.now, 0, NULL);
    struct civil c = date_to_civil(date_add_days(day, 2)); /* whatever the zone */
    if (rule->count > 0 || !lib->f.icaltime_is_null_time(rule->until) || c.year == 0)
        return;
    rule->until = start;
    rule->until.year = c.year;
    rule->until.month = c.month;
    rule->until.day = c.day;
}

static void begin_rule(struct ical_lib *lib, struct ical_event *event, icaltimetype start)
{
    icalproperty *p = ical_property_of(lib, ICAL_RRULE_PROPERTY);
    if (!p)
        return;
    struct icalrecurrencetype rule = lib->f.icalproperty_get_rrule(p);
    if (rule_usable(&rule) && ends_before(lib, &rule, start))
        return;
    if (rule_usable(&rule) && lib->wasted < WASTED_MAX) {
        start.zone = lib->place.zone ? lib->place.zone : start.zone; /* UNTIL is in UTC */
        end_rule(lib, &rule, start);
        lib->rule = lib->f.icalrecur_iterator_new(rule, start);
        lib->wasted += !lib->rule;
    }
    if (!lib->rule)
        event->note = _("it repeats in a way that is not known: only its first is taken");
}

static bool is_left_out(const struct ical_lib *lib, const struct moment *m)
{
    for (size_t i = 0; i < lib->left_out.count; i++)
        if (VEC_AT(&lib->left_out, int64_t, i) == m->at)
            return true;
    return false;
}

/* A few bytes are thousands of entries, and a calendar may have thousands of them; each of these
 * has all that the event says. */
static bool worn_out(const struct ical_lib *lib)
{
    return lib->repeats >= ICAL_REPEATS_MAX || lib->repeated >= ICAL_REPEATED_BYTES;
}

static const char *too_often(void)
{
    return _("it repeats more often than is taken: the rest is left out");
}

static bool next_of_rule(struct ical_lib *lib, struct moment *m)
{
    while (lib->rule) {
        icaltimetype t = lib->f.icalrecur_iterator_next(lib->rule);
        bool more = !lib->f.icaltime_is_null_time(t) && ical_resolve(lib, &lib->place, t, m) &&
                    m->at <= lib->clock.now && lib->instances < ICAL_INSTANCES_MAX &&
                    !worn_out(lib);
        if (!more) {
            lib->f.icalrecur_iterator_free(lib->rule);
            lib->rule = NULL;
        } else if (!is_left_out(lib, m)) {
            return true;
        }
    }
    return false;
}

static bool next_further(struct ical_lib *lib, struct moment *m)
{
    while (lib->further_at < lib->further.count && !worn_out(lib)) {
        *m = VEC_AT(&lib->further, struct moment, lib->further_at++);
        if (m->at <= lib->clock.now && !is_left_out(lib, m))
            return true;
    }
    return false;
}

bool ical_lib_instance(struct ical_lib *lib, struct ical_event *event)
{
    struct moment m;
    if (!lib->event || (!next_of_rule(lib, &m) && !next_further(lib, &m)))
        return false;
    ical_place(event, &m);
    event->instance = ical_instance_name(lib, &m);
    lib->repeats += 1 + (int)lib->people.count;
    lib->repeated += lib->bytes;
    event->note = ++lib->instances == ICAL_INSTANCES_MAX || worn_out(lib) ? too_often() : "";
    return true;
}

void ical_read_repeats(struct ical_lib *lib, icaltimetype t, struct ical_event *out)
{
    struct moment m;
    if (worn_out(lib)) {
        out->note =
            ical_property_of(lib, ICAL_RRULE_PROPERTY) || ical_property_of(lib, ICAL_RDATE_PROPERTY)
                ? too_often()
                : out->note;
        return;
    }
    read_dates(lib);
    begin_rule(lib, out, t);
    const char *note = out->note;
    if (!lib->rule && !lib->further.count)
        return;
    if (!lib->rule && ical_resolve(lib, &lib->place, t, &m) && !is_left_out(lib, &m)) {
        out->instance = ical_instance_name(lib, &m);
        return;
    }
    if (out->starts_at <= lib->clock.now && !ical_lib_instance(lib, out))
        out->left_out = _("none of its dates has come");
    if (*note)
        out->note = note;
}
