#include "core/mail_head.h"

#include <string.h>
#include <strings.h>

/* No more than any mail has; a group takes some 100 bytes of the stack. */
enum { FIELDS_MAX = 1000, TEXT_MAX = 1 << 16, COLONS_MAX = 2000 };

enum kind { FIELD_NOT_READ, FIELD_TEXT, FIELD_PEOPLE };

static enum kind kind_of(const char *name, size_t len)
{
    static const struct {
        const char *name;
        enum kind kind;
    } fields[] = {
        {"From", FIELD_PEOPLE},         {"Sender", FIELD_PEOPLE},
        {"To", FIELD_PEOPLE},           {"Cc", FIELD_PEOPLE},
        {"Bcc", FIELD_PEOPLE},          {"Subject", FIELD_TEXT},
        {"Date", FIELD_TEXT},           {"Message-ID", FIELD_TEXT},
        {"Received", FIELD_TEXT},       {"List-Id", FIELD_TEXT},
        {"List-Post", FIELD_TEXT},      {"List-Unsubscribe", FIELD_TEXT},
        {"Auto-Submitted", FIELD_TEXT}, {"Precedence", FIELD_TEXT},
    };
    while (len > 0 && (name[len - 1] == ' ' || name[len - 1] == '\t'))
        len--;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strlen(fields[i].name) == len && strncasecmp(fields[i].name, name, len) == 0)
            return fields[i].kind;
    return FIELD_NOT_READ;
}

/* The end of the field that begins at `at`: behind its last folded line. */
static const char *field_end(const char *at, const char *end)
{
    do {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline ? newline + 1 : end;
    } while (at < end && (*at == ' ' || *at == '\t'));
    return at;
}

static void add_people(struct str *out, const char *s, size_t len)
{
    int colons = 0;
    for (size_t i = 0; i < len; i++)
        str_add_char(out, s[i] == ':' && ++colons > COLONS_MAX ? ' ' : s[i]);
}

bool mail_head_tidy(struct str *out, const char *head, size_t len)
{
    const char *end = head + len;
    bool all = true;
    for (int kept = 0; head < end && all;) {
        const char *next = field_end(head, end);
        size_t size = (size_t)(next - head);
        const char *colon = memchr(head, ':', size);
        enum kind kind = colon ? kind_of(head, (size_t)(colon - head)) : FIELD_NOT_READ;
        bool room = kept < FIELDS_MAX;
        if (kind == FIELD_PEOPLE && room)
            add_people(out, head, size);
        else if (kind == FIELD_TEXT && room)
            str_add_n(out, head, size < TEXT_MAX ? size : TEXT_MAX);
        if (kind == FIELD_TEXT && room && size > TEXT_MAX)
            str_add_char(out, '\n');
        all = kind != FIELD_PEOPLE || room;
        kept += kind != FIELD_NOT_READ;
        head = next;
    }
    str_add_char(out, '\n');
    return all;
}
