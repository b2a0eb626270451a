#include "core/ical_read.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "core/ical_libical.h"

struct ical_later {
    char *text;
    int64_t line;
    enum ical_method method;
};

lia_status ical_open(struct ical_reader *r, struct import_source *src,
                     const struct ical_clock *clock, lia_error *err)
{
    *r = (struct ical_reader){.src = src, .now = clock->now};
    r->later.size = sizeof(struct ical_later);
    return ical_lib_open(clock, &r->lib, err);
}

void ical_close(struct ical_reader *r)
{
    for (size_t i = 0; i < r->later.count; i++)
        free(VEC_AT(&r->later, struct ical_later, i).text);
    vec_clear(&r->later);
    str_clear(&r->text);
    str_clear(&r->skipped);
    charset_close(&r->charset);
    ical_lib_close(r->lib);
    r->lib = NULL;
}

/* --- lines --- */

/* The name behind "BEGIN:" or "END:", blanks at its end left out; its length, 0 when it is neither.
 */
static size_t boundary(const struct source_line *line, const char *word, const char **name)
{
    size_t n = strlen(word), len = line->len;
    while (len > n && (line->s[len - 1] == ' ' || line->s[len - 1] == '\t'))
        len--;
    if (len <= n || strncasecmp(line->s, word, n) != 0)
        return 0;
    *name = line->s + n;
    return len - n;
}

static bool is_word(const char *s, size_t len, const char *word)
{
    return len == strlen(word) && strncasecmp(s, word, len) == 0;
}

static bool line_starts(const struct source_line *line, const char *word)
{
    size_t n = strlen(word);
    return line->len > n && strncasecmp(line->s, word, n) == 0 && strchr(":;", line->s[n]) != NULL;
}

static bool has(const struct source_line *line, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= line->len; i++)
        if (strncasecmp(line->s + i, word, n) == 0)
            return true;
    return false;
}

/* What is asked of an event: libical takes long over thousands of other lines. */
static bool is_asked(const struct source_line *line)
{
    static const char *const names[] = {
        "UID",    "DTSTART",     "DTEND",    "DURATION",   "SUMMARY", "STATUS",
        "RRULE",  "DESCRIPTION", "LOCATION", "CATEGORIES", "CONTACT", "RECURRENCE-ID",
        "EXDATE", "RDATE",       "ATTENDEE", "ORGANIZER",
    };
    static const char own[] = "X-LIAISE-";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (line_starts(line, names[i]))
            return true;
    if (line->len >= sizeof own && strncasecmp(line->s, own, sizeof own - 1) == 0)
        return true;
    return !memchr(line->s, ':', line->len) && !memchr(line->s, ';', line->len); /* folded there */
}

/* A zone's rule that does not go by years is none, and working it out could take for ever. */
static bool is_dropped(const struct ical_reader *r, const struct source_line *line)
{
    if (line_starts(line, "BEGIN") || line_starts(line, "END"))
        return true; /* with blanks or parameters: none of RFC 5545, and libical would take it */
    if (!r->zone)
        return !is_asked(line);
    return line_starts(line, "RRULE") && (!has(line, "FREQ=YEARLY") || has(line, "BYHOUR") ||
                                          has(line, "BYMINUTE") || has(line, "BYSECOND"));
}

static bool too_large(const struct ical_reader *r)
{
    return r->text.len > ICAL_EVENT_BYTES || r->lines > ICAL_EVENT_LINES;
}

static void keep_line(struct ical_reader *r, const struct source_line *line)
{
    bool folded = r->part || (line->len && (*line->s == ' ' || *line->s == '\t'));
    if (!folded)
        r->drop = is_dropped(r, line);
    if (r->drop || too_large(r))
        return;
    r->lines += !folded;
    if (!folded && r->text.len)
        str_add(&r->text, "\r\n");
    if (!folded)
        r->line_at = r->text.len;
    size_t from = folded && !r->part;
    str_add_n(&r->text, line->s + from, line->len - from);
    /* What becomes a boundary only unfolded is none. */
    struct source_line whole = {r->text.s + r->line_at, r->text.len - r->line_at, 0, false};
    if (folded && (line_starts(&whole, "BEGIN") || line_starts(&whole, "END"))) {
        str_truncate(&r->text, r->line_at);
        r->drop = true;
    }
}

/* A boundary of the component's own text. */
static void add_boundary(struct ical_reader *r, const char *word, const char *name)
{
    str_add_f(&r->text, "%s%s:%s", r->text.len ? "\r\n" : "", word, name);
    r->drop = true; /* what is folded behind it */
}

static void begin(struct ical_reader *r, bool zone)
{
    str_truncate(&r->skipped, 0);
    str_truncate(&r->text, 0);
    r->begun = r->src->line;
    r->zone = zone;
    r->lines = 0;
    r->inner = NULL;
    add_boundary(r, "BEGIN", zone ? "VTIMEZONE" : "VEVENT");
}

static void read_method(struct ical_reader *r, const struct source_line *line)
{
    static const char *const meetings[] = {"PUBLISH", "REQUEST", "ADD", "REPLY"};
    const char *value;
    size_t len = boundary(line, "METHOD:", &value);
    if (!len)
        return;
    r->method = is_word(value, len, "CANCEL") ? ICAL_OF_CANCELED : ICAL_OF_PROPOSALS;
    for (size_t i = 0; i < sizeof meetings / sizeof *meetings; i++)
        if (is_word(value, len, meetings[i]))
            r->method = ICAL_OF_MEETINGS;
}

/* --- components --- */

/* libical looks for the end of the line anew at each eighty bytes of it: long ones are folded. */
static char *fold(const char *s, size_t len)
{
    enum { LONGEST = 1000 };
    struct str out = {0};
    for (const char *end = s + len; s < end;) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        size_t left = newline ? (size_t)(newline - s) + 1 : (size_t)(end - s);
        size_t n = left > LONGEST + 2 ? utf8_cut(s, LONGEST) : left; /* CR LF stays together */
        str_add_n(&out, s, n);
        if (n < left)
            str_add(&out, "\r\n ");
        s += n;
    }
    return str_take(&out);
}

/* The text of the component as UTF-8, for libical; the caller frees it. */
static char *take_text(struct ical_reader *r)
{
    struct str out = {0};
    struct arena a = {0};
    const char *charset = charset_guess(str_text(&r->text), r->text.len);
    if (r->inner)
        add_boundary(r, "END", r->inner);
    add_boundary(r, "END", r->zone ? "VTIMEZONE\r\n" : "VEVENT\r\n");
    if (strcmp(charset, "UTF-8") == 0)
        str_add(&out, utf8_repair(&a, str_text(&r->text), r->text.len, NULL));
    else
        charset_decode(&r->charset, charset, str_text(&r->text), r->text.len, &out);
    arena_clear(&a);
    r->begun = 0;
    char *text = fold(str_text(&out), out.len);
    str_clear(&out);
    return text;
}

static enum ical_step broken(struct ical_reader *r, int64_t line, const char *reason)
{
    r->line = line;
    r->name = "";
    r->reason = reason;
    r->begun = 0;
    return ICAL_BROKEN;
}

static enum ical_step give_event(struct ical_reader *r, const char *text, int64_t line,
                                 enum ical_method method, bool *zone_missing)
{
    struct ical_event *event = &r->event;
    const char *wrong = ical_lib_event(r->lib, text, zone_missing, event);
    if (wrong) {
        broken(r, line, wrong);
        r->name = event->summary;
        return ICAL_BROKEN;
    }
    event->line = line;
    if (event->canceled || method == ICAL_OF_CANCELED)
        event->left_out = _("it was canceled");
    else if (method == ICAL_OF_PROPOSALS)
        event->left_out = _("it was only proposed");
    else if (event->starts_at > r->now)
        event->left_out = _("it has not happened yet");
    return ICAL_EVENT;
}

static enum ical_step end_event(struct ical_reader *r)
{
    bool missing = false;
    int64_t line = r->begun;
    if (too_large(r))
        return broken(r, line, _("the event is larger than 1 MB or 5000 lines"));
    char *text = take_text(r);
    size_t bytes = strlen(text);
    bool wait =
        r->later.count < ICAL_LATER_MAX && r->later_bytes + bytes <= (size_t)ICAL_LATER_BYTES;
    enum ical_step step = give_event(r, text, line, r->method, wait ? &missing : NULL);
    if (missing) {
        r->later_bytes += bytes;
        *(struct ical_later *)vec_push(&r->later) = (struct ical_later){text, line, r->method};
        return ICAL_EOF;
    }
    free(text);
    return step;
}

static void end_zone(struct ical_reader *r)
{
    if (r->text.len <= ICAL_ZONE_BYTES && !too_large(r)) {
        char *text = take_text(r);
        ical_lib_zone(r->lib, text);
        free(text);
    }
    r->begun = 0;
}

/* A component ends where its own end stands, or that of what it is in. */
static enum ical_step end_line(struct ical_reader *r, const char *name, size_t len)
{
    bool ours = is_word(name, len, r->zone ? "VTIMEZONE" : "VEVENT");
    bool calendar = is_word(name, len, "VCALENDAR");
    if (r->begun && ours) {
        str_truncate(&r->skipped, 0);
        if (!r->zone)
            return end_event(r);
        end_zone(r);
    } else if (r->begun && calendar) {
        bool zone = r->zone;
        int64_t line = r->begun;
        str_truncate(&r->skipped, 0);
        r->begun = 0;
        if (!zone)
            return broken(r, line, _("it has no end: END:VEVENT is missing"));
    } else if (is_word(name, len, str_text(&r->skipped)) || calendar) {
        str_truncate(&r->skipped, 0);
    } else if (r->begun && r->inner && is_word(name, len, r->inner)) {
        add_boundary(r, "END", r->inner);
        r->inner = NULL;
    }
    return ICAL_EOF;
}

static const char *part_of_zone(const char *name, size_t len)
{
    return is_word(name, len, "STANDARD")   ? "STANDARD"
           : is_word(name, len, "DAYLIGHT") ? "DAYLIGHT"
                                            : NULL;
}

static enum ical_step begin_line(struct ical_reader *r, const char *name, size_t len)
{
    bool event = is_word(name, len, "VEVENT"), zone = is_word(name, len, "VTIMEZONE");
    if (r->begun && !r->zone && (event || zone)) {
        r->again = true;
        str_truncate(&r->skipped, 0);
        return broken(r, r->begun, _("it has no end: END:VEVENT is missing"));
    }
    if (event || zone) {
        begin(r, zone);
    } else if (is_word(name, len, "VCALENDAR")) {
        r->method = ICAL_OF_MEETINGS;
        r->begun = 0;
        str_truncate(&r->skipped, 0);
    } else if (r->begun && r->zone && !r->inner && !r->skipped.len && part_of_zone(name, len)) {
        r->inner = part_of_zone(name, len);
        add_boundary(r, "BEGIN", r->inner);
    } else if (!r->skipped.len) { /* alarms, tasks, what is not known */
        str_add_n(&r->skipped, name, len);
    }
    return ICAL_EOF;
}

/* ICAL_EOF: nothing came of it so far. */
static enum ical_step take_line(struct ical_reader *r, const struct source_line *line)
{
    const char *name;
    size_t len = r->part || line->more ? 0 : boundary(line, "BEGIN:", &name);
    if (len)
        return begin_line(r, name, len);
    len = r->part || line->more ? 0 : boundary(line, "END:", &name);
    if (len)
        return end_line(r, name, len);
    if (r->skipped.len)
        return ICAL_EOF;
    if (r->begun)
        keep_line(r, line);
    else if (!r->part)
        read_method(r, line);
    return ICAL_EOF;
}

static enum ical_step next_later(struct ical_reader *r)
{
    if (r->later_at == r->later.count)
        return ICAL_EOF;
    const struct ical_later *later = &VEC_AT(&r->later, struct ical_later, r->later_at++);
    return give_event(r, later->text, later->line, later->method, NULL);
}

enum ical_step ical_next(struct ical_reader *r)
{
    struct source_line line;
    enum ical_step step = ICAL_EOF;
    if (!*str_or(r->event.left_out, "") && ical_lib_instance(r->lib, &r->event))
        return ICAL_EVENT;
    while (step == ICAL_EOF && source_line(r->src, &line)) {
        step = take_line(r, &line);
        r->part = line.more;
        if (!r->again)
            source_take(r->src);
        r->again = false;
    }
    if (step != ICAL_EOF)
        return step;
    if (r->begun && !r->zone && !r->src->error)
        return broken(r, r->begun, _("the file ends within it"));
    return next_later(r);
}
