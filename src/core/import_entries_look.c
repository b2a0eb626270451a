/* Telling a file of interactions from one of contacts, by its start. */
#include <string.h>
#include <strings.h>

#include "core/import_entries.h"

/* What the names at hand have said so far. */
struct seen {
    bool day, said, someone;
};

static void see(struct seen *seen, const char *name, size_t len)
{
    enum { NAME_MAX_BYTES = 60 };
    char text[NAME_MAX_BYTES + 1];
    while (len && strchr(" \"'\r", name[len - 1]))
        len--;
    while (len && strchr(" \"'", *name)) {
        name++;
        len--;
    }
    if (len > NAME_MAX_BYTES)
        return;
    memcpy(text, name, len);
    text[len] = '\0';
    switch (entry_field_named(text)) {
    case ENTRY_DATE:
        seen->day = true;
        break;
    case ENTRY_TEMPLATE:
    case ENTRY_DESCRIPTION:
    case ENTRY_SUBJECT:
    case ENTRY_MINUTES:
        seen->said = true;
        break;
    case ENTRY_CONTACT:
    case ENTRY_CONTACT_NO:
    case ENTRY_CONTACT_EMAIL:
    case ENTRY_COMPANY:
        seen->someone = true;
        break;
    default:
        break;
    }
}

static bool seen_all(const struct seen *seen)
{
    return seen->day && seen->said && seen->someone;
}

static bool is_header(const char *s, size_t len, char delimiter)
{
    struct seen seen = {0};
    for (size_t from = 0, i = 0; i <= len; i++)
        if (i == len || s[i] == delimiter) {
            see(&seen, s + from, i - from);
            from = i + 1;
        }
    return seen_all(&seen);
}

static bool is_table(const char *s, size_t len)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    enum { LINES = 20 };
    for (size_t from = 0, i = 0, line = 0; i <= len && line < LINES; i++) {
        if (i < len && s[i] != '\n' && s[i] != '\r')
            continue;
        for (size_t d = 0; d < sizeof delimiters; d++)
            if (is_header(s + from, i - from, delimiters[d]))
                return true;
        line += i > from;
        from = i + 1;
    }
    return false;
}

/* The keys of the first object: the strings that a colon follows. */
static bool is_json(const char *s, size_t len)
{
    struct seen seen = {0};
    int depth = 0;
    for (size_t i = 0; i < len && !seen_all(&seen); i++) {
        depth += s[i] == '{';
        depth -= s[i] == '}';
        if (depth == 0 && s[i] == '}')
            break;
        if (s[i] != '"')
            continue;
        size_t from = ++i;
        while (i < len && s[i] != '"')
            i += s[i] == '\\' ? 2 : 1;
        if (i >= len)
            break;
        size_t next = i + 1;
        while (next < len && strchr(" \t\r\n", s[next]))
            next++;
        if (depth == 1 && next < len && s[next] == ':')
            see(&seen, s + from, i - from);
    }
    return seen_all(&seen);
}

static bool begins_calendar(const char *s, size_t len)
{
    static const char begin[] = "BEGIN:VCALENDAR";
    size_t n = sizeof begin - 1, blanks = 0;
    while (blanks < len && strchr(" \t\r\n", s[blanks]) && s[blanks])
        blanks++;
    return len - blanks >= n && strncasecmp(s + blanks, begin, n) == 0;
}

bool import_is_entries(struct import_source *src, const lia_import_how *how, lia_format *format)
{
    size_t len;
    const char *s = source_head(src, &len);
    size_t blanks = 0;
    while (blanks < len && s[blanks] && strchr(" \t\r\n", s[blanks]))
        blanks++;
    bool object = blanks < len && (s[blanks] == '{' || s[blanks] == '[');
    *format = how->format               ? how->format
              : begins_calendar(s, len) ? LIA_FORMAT_CALENDAR
              : object                  ? LIA_FORMAT_JSON
                                        : LIA_FORMAT_CSV;
    if (*format == LIA_FORMAT_CALENDAR)
        return true;
    if (*format == LIA_FORMAT_VCARD || how->content == LIA_CONTENT_CONTACTS || len == 0)
        return false;
    return how->content == LIA_CONTENT_ENTRIES ||
           (*format == LIA_FORMAT_JSON ? is_json(s, len) : is_table(s, len));
}
