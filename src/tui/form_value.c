/* form_value.c: what people type and read, and the one form in which it is kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/form_field.h"

static bool wrong(struct field *field, const char *typed, const char *what)
{
    str_truncate(&field->value, 0);
    str_add(&field->value, typed);
    str_truncate(&field->error, 0);
    str_add(&field->error, what);
    field->faulty = true;
    return false;
}

/* --- typed to canonical ---------------------------------------------------------------------- */

static bool parse_date(const struct form *f, struct field *field, const char *typed)
{
    int32_t day;
    char text[DATE_TEXT];
    enum date_toward toward = field->flags & FIELD_FUTURE ? DATE_FUTURE : DATE_PAST;
    if (!date_parse(typed, f->today, toward, f->day_first, &day))
        return wrong(field, typed, _("No such date; write 2026-11-20, 3/12, today, mon or -2d"));
    date_format_iso(day, text);
    field_assign(field, text);
    return true;
}

static bool parse_time(struct field *field, const char *typed)
{
    int32_t seconds;
    char text[DATE_TEXT];
    if (!time_parse(typed, &seconds))
        return wrong(field, typed, _("No such time; write 14:32, 1432 or 2pm"));
    time_format_exact(seconds, text);
    field_assign(field, text);
    return true;
}

static bool parse_duration(struct field *field, const char *typed)
{
    int32_t minutes;
    char text[DATE_TEXT];
    if (!duration_parse(typed, &minutes) || minutes < 0)
        return wrong(field, typed, _("No such duration; write 90, 1:30 or 1h30"));
    snprintf(text, sizeof text, "%d", (int)minutes);
    field_assign(field, text);
    return true;
}

static bool parse_amount(struct field *field, const char *typed)
{
    int64_t amount;
    char text[DATE_TEXT];
    if (!amount_parse(typed, &amount) || amount < 0)
        return wrong(field, typed, _("No such amount; write 12.50, not less than 0"));
    amount_format(amount, text);
    field_assign(field, text);
    return true;
}

static bool parse_number(struct field *field, const char *typed)
{
    char *end;
    long long n = strtoll(typed, &end, 10);
    while (*end == ' ')
        end++;
    if (end == typed || *end || n < 0 || n > 999999999999LL)
        return wrong(field, typed, _("No such number; write digits, not less than 0"));
    char text[DATE_TEXT];
    snprintf(text, sizeof text, "%lld", n);
    field_assign(field, text);
    return true;
}

static bool parse_code(struct field *field, const char *typed)
{
    struct arena arena = {0};
    char *text = utf8_upper(&arena, typed + strspn(typed, " "));
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == ' ')
        text[--len] = '\0';
    field_assign(field, text);
    arena_clear(&arena);
    return true;
}

bool field_parse(const struct form *f, struct field *field, const char *typed)
{
    enum field_kind kind = field->spec->kind;
    if (kind == FIELD_TEXT || kind == FIELD_LONG) {
        field_assign(field, typed);
        return true;
    }
    if (typed[strspn(typed, " \t")] == '\0') {
        field_assign(field, "");
        return true;
    }
    if (field_has_source(field)) /* nothing of the look-up was taken */
        return wrong(field, typed, _("Nothing has this name; Ctrl-U shows what there is"));
    switch (kind) {
    case FIELD_DATE:
        return parse_date(f, field, typed);
    case FIELD_TIME:
        return parse_time(field, typed);
    case FIELD_DURATION:
        return parse_duration(field, typed);
    case FIELD_AMOUNT:
        return parse_amount(field, typed);
    case FIELD_NUMBER:
        return parse_number(field, typed);
    case FIELD_CODE:
        return parse_code(field, typed);
    default:
        field_assign(field, typed);
        return true;
    }
}

/* --- canonical to shown ---------------------------------------------------------------------- */

const char *field_choice_label(const struct field *field, const char *value)
{
    for (const struct field_choice *c = field->spec->choices; c && c->value; c++)
        if (strcmp(c->value, value) == 0)
            return *c->label ? _(c->label) : "–";
    return *value ? value : "–";
}

static void show_date(const char *value, struct str *out)
{
    int32_t day;
    char text[DATE_TEXT] = "";
    if (date_parse(value, 0, DATE_PAST, true, &day))
        date_format_full(day, text);
    str_add(out, *text ? text : value);
}

void field_show(const struct field *field, struct str *out)
{
    const char *value = str_text(&field->value);
    switch (field->spec->kind) {
    case FIELD_CHOICE:
        str_add(out, field_choice_label(field, value));
        break;
    case FIELD_BOOL:
        str_add(out, *value ? "[x]" : "[ ]");
        break;
    case FIELD_DATE:
        if (field->faulty || !*value)
            str_add(out, value);
        else
            show_date(value, out);
        break;
    case FIELD_CODE:
    case FIELD_LOOKUP:
        str_add(out, field->shown.len && !field->faulty ? str_text(&field->shown) : value);
        break;
    default:
        str_add(out, value);
    }
}

const char *field_start(const struct field *field)
{
    bool stand_in = field->shown.len > 0 && !field->faulty;
    return stand_in ? str_text(&field->shown) : str_text(&field->value);
}

/* --- choosing -------------------------------------------------------------------------------- */

static int choice_count(const struct field *field)
{
    int n = 0;
    while (field->spec->choices && field->spec->choices[n].value)
        n++;
    return n;
}

static int choice_now(const struct field *field)
{
    for (int i = 0; i < choice_count(field); i++)
        if (strcmp(field->spec->choices[i].value, str_text(&field->value)) == 0)
            return i;
    return 0;
}

bool field_step_choice(struct field *field, int by)
{
    if (field->spec->kind == FIELD_BOOL) {
        field_assign(field, field->value.len ? "" : "1");
        return true;
    }
    int n = choice_count(field);
    if (n < 2)
        return false;
    field_assign(field, field->spec->choices[(choice_now(field) + n + by) % n].value);
    return true;
}

/* The next choice whose label begins with the letter. */
bool field_letter_choice(struct field *field, uint32_t key)
{
    struct arena arena = {0};
    char typed[5] = "";
    typed[utf8_encode((int32_t)key, typed)] = '\0';
    const char *wanted = utf8_fold(&arena, typed);
    int n = choice_count(field), now = choice_now(field);
    bool found = false;
    for (int i = 1; i <= n && !found && *wanted; i++) {
        const struct field_choice *c = &field->spec->choices[(now + i) % n];
        found = str_starts(utf8_fold(&arena, field_choice_label(field, c->value)), wanted);
        if (found)
            field_assign(field, c->value);
    }
    arena_clear(&arena);
    return found;
}
