#include "core/json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

/* Out of memory ends the program as everywhere (base/mem.h). */
static void *allocate(size_t size)
{
    return mem_resize(NULL, size);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* --- the extent of an object --- */

/* Where in an object the scan is: enough to know where it ends, and that it is none. */
struct scan {
    uint64_t objects; /* a bit for each open bracket: is it one of an object? */
    size_t depth, values;
    bool quoted, escaped;
    char last; /* the last character that was no blank, '"' for a string */
};

enum verdict { GOES_ON, ENDED, CANNOT_BE };

static bool in_object(const struct scan *s)
{
    return s->depth > 0 && s->depth <= 64 && (s->objects >> (s->depth - 1) & 1);
}

/* A '{' where none can stand begins the next object, and the one before was not closed. */
static bool misplaced(const struct scan *s)
{
    if (s->depth == 0 || s->depth > 64)
        return false;
    return in_object(s) ? s->last != ':' : s->last != ',' && s->last != '[';
}

static void open_bracket(struct scan *s, char c)
{
    if (s->depth < 64) {
        uint64_t bit = (uint64_t)1 << s->depth;
        s->objects = c == '{' ? s->objects | bit : s->objects & ~bit;
    }
    s->depth++;
}

static enum verdict scan_char(struct scan *s, char c)
{
    if (s->quoted) {
        if (s->escaped)
            s->escaped = false;
        else if (c == '\\')
            s->escaped = true;
        else
            s->quoted = c != '"';
        return GOES_ON;
    }
    if (is_blank(c))
        return GOES_ON;
    if (c == '{' && misplaced(s))
        return CANNOT_BE;
    s->quoted = c == '"';
    s->values += c == ',' || c == '{' || c == '[';
    if (c == '{' || c == '[')
        open_bracket(s, c);
    else if (c == '}' || c == ']')
        s->depth--;
    s->last = c;
    return s->depth == 0 ? ENDED : GOES_ON;
}

/* --- how the file is written --- */

/* Does the object that begins the line end with it? A line that goes on behind the head does. */
static bool ends_in_line(const char *s, const char *end)
{
    struct scan scan = {0};
    enum verdict verdict = GOES_ON;
    while (s < end && verdict == GOES_ON)
        verdict = scan_char(&scan, *s++);
    return verdict == ENDED;
}

/* Is it one object a line? So it is unless none of the lines that begin with one, as far in as the
 * first, ends with it. */
static bool is_by_line(const char *s, size_t len)
{
    size_t first = SIZE_MAX;
    for (const char *line = s, *stop = s + len; line < stop;) {
        const char *end = memchr(line, '\n', (size_t)(stop - line)), *at = line;
        bool whole = end != NULL;
        end = whole ? end : stop;
        while (at < end && (is_blank(*at) || (first == SIZE_MAX && *at == '[')))
            at++;
        if (at < end && *at == '{') {
            size_t in = (size_t)(at - line);
            first = first == SIZE_MAX ? in : first;
            if (in <= first && (!whole || ends_in_line(at, end)))
                return true;
        }
        line = end + 1;
    }
    return first == SIZE_MAX;
}

/* --- lines --- */

/* Shows the line at hand, or its next part; false at the end. */
static bool show(struct json_read *r)
{
    struct source_line line;
    if (r->shown)
        return true;
    if (!source_line(r->src, &line))
        return false;
    r->s = line.s;
    r->len = line.len;
    r->more = line.more;
    r->at = 0;
    r->shown = true;
    return true;
}

static void take_line(struct json_read *r)
{
    source_take(r->src);
    r->shown = false;
}

static enum json_read_event wrong(struct json_read *r, const char *reason)
{
    r->reason = reason;
    return JSON_READ_WRONG;
}

/* What is no object costs its line, or in an array its place. */
static enum json_read_event skip(struct json_read *r)
{
    bool quoted = false;
    r->line = r->src->line;
    while (show(r)) {
        for (; r->at < r->len; r->at++) {
            char c = r->s[r->at];
            if (r->array && !quoted && (c == ',' || (c == ']' && !r->inner)))
                break;
            quoted ^= c == '"';
            r->inner += r->array && !quoted && c == '[';
            r->inner -= r->inner && !quoted && c == ']';
        }
        if (r->at < r->len)
            break;
        bool more = r->more;
        take_line(r);
        if (!more)
            break;
    }
    return wrong(r, _("no JSON object: each begins with { and ends with }"));
}

/* --- objects --- */

static enum json_read_event parse(struct json_read *r)
{
    json_error_t error;
    const char *s = r->text.s;
    size_t len = r->text.len;
    struct str repaired = {0};
    if (!utf8_valid(s, len)) {
        r->damaged = charset_decode(&r->charset, "UTF-8", s, len, &repaired);
        s = str_text(&repaired);
        len = repaired.len;
    }
    r->object = json_loadb(s, len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    str_clear(&repaired);
    if (r->object)
        return JSON_READ_OBJECT;
    if (json_error_code(&error) == json_error_duplicate_key)
        return wrong(r, _("a key stands in it twice"));
    if (json_error_code(&error) == json_error_numeric_overflow)
        return wrong(r, _("a number in it is too big: write it in quotes"));
    if (error.line > 1)
        snprintf(r->said, sizeof r->said, _("wrong JSON in line %lld, character %d"),
                 (long long)(r->line + error.line - 1), error.column);
    else
        snprintf(r->said, sizeof r->said, _("wrong JSON at character %d of the object"),
                 error.column);
    return wrong(r, r->said);
}

/* Reads on to where the object ends, whatever its size, and keeps its text while that is small
 * enough. False when it is not closed. */
static bool read_extent(struct json_read *r, struct scan *scan)
{
    while (show(r)) {
        enum verdict verdict = GOES_ON;
        size_t from = r->at;
        while (r->at < r->len && verdict == GOES_ON)
            verdict = scan_char(scan, r->s[r->at++]);
        r->at -= verdict == CANNOT_BE;
        if (r->text.len <= JSON_READ_BYTES)
            str_add_n(&r->text, r->s + from, r->at - from);
        if (verdict != GOES_ON)
            return verdict == ENDED;
        bool more = r->more;
        take_line(r);
        if (more)
            continue;
        if (r->by_line || scan->quoted)
            return false;
        str_add_char(&r->text, '\n');
    }
    return false;
}

static enum json_read_event read_object(struct json_read *r)
{
    struct scan scan = {0};
    str_truncate(&r->text, 0);
    r->line = r->src->line;
    bool closed = read_extent(r, &scan);
    if (r->src->error)
        return JSON_READ_EOF;
    if (r->text.len > JSON_READ_BYTES)
        return wrong(r, _("longer than 8 MB"));
    if (!closed)
        return wrong(r, _("the object that begins here is not closed with }"));
    if (scan.values > JSON_READ_VALUES)
        return wrong(r, _("more than 100,000 values in it"));
    return parse(r);
}

static void begin(struct json_read *r)
{
    size_t len, at = 0;
    const char *s = source_head(r->src, &len);
    while (at < len && is_blank(s[at]))
        at++;
    r->array = at < len && s[at] == '[';
    r->by_line = is_by_line(s, len);
    r->begun = true;
    if (!r->array)
        return;
    while (show(r)) { /* up to the bracket and over it */
        while (r->at < r->len && is_blank(r->s[r->at]))
            r->at++;
        if (r->at < r->len)
            break;
        take_line(r);
    }
    r->at++;
}

/* Goes over blanks and what stands between the objects of an array; false at the end. */
static bool find_next(struct json_read *r)
{
    for (; show(r); take_line(r)) {
        for (; r->at < r->len; r->at++) {
            char c = r->s[r->at];
            bool between = r->array && (c == ',' || c == ']');
            if (!between && !is_blank(c))
                return true;
            if (c == ']' && r->inner)
                r->inner--;
            else
                r->array = r->array && c != ']';
        }
    }
    return false;
}

enum json_read_event json_read_next(struct json_read *r)
{
    json_decref(r->object);
    r->object = NULL;
    r->damaged = 0;
    r->reason = "";
    if (!r->begun)
        begin(r);
    if (find_next(r))
        return r->s[r->at] == '{' ? read_object(r) : skip(r);
    if (!r->array || r->src->error)
        return JSON_READ_EOF;
    r->array = false;
    r->line = r->src->line;
    return wrong(r, _("the file ends before its ]: is all of it there?"));
}

void json_read_open(struct json_read *r, struct import_source *src)
{
    json_set_alloc_funcs(allocate, free);
    *r = (struct json_read){.src = src, .reason = ""};
}

void json_read_close(struct json_read *r)
{
    json_decref(r->object);
    str_clear(&r->text);
    charset_close(&r->charset);
}

/* --- values --- */

/* A NUL would end the text. */
static const char *without_nuls(struct arena *a, const char *s, size_t len)
{
    return memchr(s, '\0', len) ? utf8_repair(a, s, len, NULL) : s;
}

const char *json_read_dump(struct arena *a, const json_t *value)
{
    char *dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    const char *text = dump ? arena_strdup(a, dump) : "";
    free(dump);
    return text;
}

const char *json_read_text(struct arena *a, const json_t *value)
{
    if (!value || json_is_null(value))
        return "";
    if (json_is_string(value))
        return without_nuls(a, json_string_value(value), json_string_length(value));
    return json_is_array(value) || json_is_object(value) ? NULL : json_read_dump(a, value);
}

bool json_read_bool(const json_t *value, bool *known)
{
    static const char *const yes[] = {"true", "yes", "1"}, *const no[] = {"false", "no", "0", ""};
    *known = true;
    if (!value || json_is_null(value) || json_is_boolean(value))
        return json_is_true(value);
    if (json_is_integer(value) && (json_integer_value(value) & ~1) == 0)
        return json_integer_value(value) == 1;
    const char *text = json_is_string(value) ? json_string_value(value) : "?";
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcasecmp(text, yes[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (strcasecmp(text, no[i]) == 0)
            return false;
    *known = false;
    return false;
}
