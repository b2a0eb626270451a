/* Values of the filter language that are ranges: days, times, numbers, amounts, durations. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "core/filter_tree.h"

#define FAIL(p, w, ...) parser_fail((p), (w)->at, (w)->len, __VA_ARGS__)

/* What a text names, as the first and last of what it stands for. */
static bool bound_read(struct parser *p, enum field_type type, const char *text, int64_t *first,
                       int64_t *last)
{
    int32_t a, b;
    if (!text[0])
        return false;
    switch (type) {
    case TYPE_DAY:
        if (!date_parse_period(text, p->today, date_day_first(), &a, &b))
            return false;
        *first = a;
        *last = b;
        return true;
    case TYPE_TIME:
        if (!time_parse(text, &a) || a == TIME_NONE)
            return false;
        *first = a;
        *last = a % 60 ? a : a + 59;
        return true;
    case TYPE_MINUTES:
        if (!duration_parse(text, &a))
            return false;
        *first = *last = a;
        return true;
    case TYPE_AMOUNT:
        if (!amount_parse(text, first))
            return false;
        *last = *first;
        return true;
    default:
        if (strlen(text) > 18 || text[strspn(text, "0123456789")])
            return false;
        *first = 0;
        for (; *text; text++)
            *first = *first * 10 + (*text - '0');
        *last = *first;
        return true;
    }
}

static lia_status range_wrong(struct parser *p, const struct field *field, const struct written *w)
{
    const char *text = written_shown(p, w);
    switch (field->type) {
    case TYPE_DAY:
        return FAIL(p, w, _("%s: no date: %s; try 2026-11-20, 2026-W47, -30d.."), field->name,
                    text);
    case TYPE_TIME:
        return FAIL(p, w, _("%s: no time: %s; try 14:32, 9:00..12:00"), field->name, text);
    case TYPE_MINUTES:
        return FAIL(p, w, _("%s: no duration: %s; try 90, 1:30, >1h"), field->name, text);
    case TYPE_AMOUNT:
        return FAIL(p, w, _("%s: no amount: %s; try 12.50, >100, 10..20"), field->name, text);
    case TYPE_TOUCH:
        return FAIL(p, w, _("%s: no number of days: %s; try overdue, 30, 1..90"), field->name,
                    text);
    default:
        return FAIL(p, w, _("%s: no number: %s; try 12, >10, 5..20"), field->name, text);
    }
}

/* >=a  <=a  >a  <a */
static bool compared_read(struct parser *p, enum field_type type, const char *text,
                          struct value *out)
{
    bool above = text[0] == '>', with = text[1] == '=';
    int64_t first, last;
    if (!bound_read(p, type, text + 1 + with, &first, &last))
        return false;
    out->lo = above ? (with ? first : last + 1) : INT64_MIN;
    out->hi = above ? INT64_MAX : (with ? last : first - 1);
    return true;
}

/* a..b  a..  ..b  a */
static bool between_read(struct parser *p, enum field_type type, char *text, bool literal,
                         struct value *out)
{
    char *dots = literal ? NULL : strstr(text, "..");
    int64_t ignored;
    if (!dots)
        return bound_read(p, type, text, &out->lo, &out->hi);
    *dots = '\0';
    char *to = dots + 2;
    if ((text[0] && !bound_read(p, type, text, &out->lo, &ignored)) ||
        (to[0] && !bound_read(p, type, to, &ignored, &out->hi)))
        return false;
    return text[0] || to[0];
}

lia_status range_read(struct parser *p, const struct field *field, const struct written *w,
                      struct value *out)
{
    char *text = written_text(p, w);
    bool literal = w->quoted || w->whole;
    *out = (struct value){.kind = VALUE_RANGE, .lo = INT64_MIN, .hi = INT64_MAX};
    if (field->type == TYPE_TOUCH && strcmp(utf8_fold(p->arena, text), "overdue") == 0) {
        out->kind = VALUE_OVERDUE;
        return LIA_OK;
    }
    bool compared = !literal && (text[0] == '<' || text[0] == '>');
    if (!(compared ? compared_read(p, field->type, text, out)
                   : between_read(p, field->type, text, literal, out)))
        return range_wrong(p, field, w);
    if (out->lo > out->hi && !compared)
        return FAIL(p, w, _("%s: the range ends before it begins: %s"), field->name,
                    written_shown(p, w));
    return LIA_OK;
}
