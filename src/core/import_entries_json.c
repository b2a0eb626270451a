/* JSON lines of interactions, as export writes them and as others do. */
#include <string.h>

#include "base/i18n.h"
#include "core/import_entries_map.h"
#include "core/import_entries_value.h"
#include "core/json_read.h"

struct lines {
    struct entry_reading *r;
    struct json_read reader;
    struct entry_map map;
    struct entry_draft draft;
};

static void take_text(struct lines *l, enum entry_field field, const json_t *value)
{
    const char *text = json_read_text(&l->draft.arena, value);
    if (text)
        entry_draft_take(&l->draft, field, text);
    else
        entry_draft_say(&l->draft, _("%.30s is not a text, left out"),
                        _(entry_fields[field].label));
}

/* {"date": …, "text": …}, or a text by itself. */
static void take_comment(struct lines *l, const json_t *value)
{
    struct entry_draft *d = &l->draft;
    struct entry_moment day = {.date = LIA_DAY_NONE};
    const json_t *text = json_is_object(value) ? json_object_get(value, "text") : value;
    const char *said = json_read_text(&d->arena, text);
    const char *date = json_read_text(&d->arena, json_object_get(value, "date"));
    if (date && *date && !entry_moment_parse(date, 0, false, &day))
        day.date = LIA_DAY_NONE;
    if (!said) {
        entry_draft_say(d, _("a comment is not a text, left out"));
        return;
    }
    struct entry_comment *c = vec_push(&d->comments);
    *c = (struct entry_comment){day.date, said};
}

static void take_comments(struct lines *l, json_t *value)
{
    size_t i;
    json_t *one;
    if (json_is_array(value))
        json_array_foreach(value, i, one) take_comment(l, one);
    else if (json_is_object(value))
        take_comment(l, value);
    else
        take_text(l, ENTRY_COMMENTS, value);
}

/* A record within the record: what its keys are called there. */
static const struct {
    enum entry_field of;
    const char *key;
    enum entry_field field;
} inner[] = {
    {ENTRY_DOCUMENT_NO, "event", ENTRY_DOCUMENT_EVENT},
    {ENTRY_DOCUMENT_NO, "no", ENTRY_DOCUMENT_NO},
    {ENTRY_CONTACT, "no", ENTRY_CONTACT_NO},
    {ENTRY_CONTACT, "name", ENTRY_CONTACT},
    {ENTRY_CONTACT, "email", ENTRY_CONTACT_EMAIL},
    {ENTRY_CONTACT, "company", ENTRY_COMPANY},
    {ENTRY_COMPANY, "no", ENTRY_COMPANY_NO},
    {ENTRY_COMPANY, "name", ENTRY_COMPANY},
    {ENTRY_TEMPLATE, "code", ENTRY_TEMPLATE},
    {ENTRY_SALESPERSON, "code", ENTRY_SALESPERSON},
};

static bool take_inner(struct lines *l, enum entry_field field, const json_t *value)
{
    bool any = false;
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
        const json_t *part = inner[i].of == field ? json_object_get(value, inner[i].key) : NULL;
        if (part) {
            take_text(l, inner[i].field, part);
            any = true;
        }
    }
    return any;
}

static void take_value(struct lines *l, enum entry_field field, json_t *value)
{
    struct entry_draft *d = &l->draft;
    bool known = true;
    if (entry_fields[field].kind == ENTRY_AS_COMMENTS)
        take_comments(l, value);
    else if (json_is_boolean(value))
        entry_draft_take(d, field, json_read_bool(value, &known) ? "yes" : "no");
    else if (!json_is_object(value) || !take_inner(l, field, value))
        take_text(l, field, value);
}

/* Export leaves out what is blank; there no template has a say. */
static void blank_first(struct lines *l, const json_t *object)
{
    l->draft.own = json_object_get(object, entry_fields[ENTRY_ZONE].name) &&
                   json_object_get(object, entry_fields[ENTRY_NO].name);
    if (l->draft.own)
        entry_draft_own(&l->draft);
}

static void take_object(struct lines *l)
{
    struct json_read *r = &l->reader;
    const char *key;
    json_t *value;
    entry_draft_begin(&l->draft, r->line);
    blank_first(l, r->object);
    if (r->damaged)
        entry_draft_say(&l->draft, _("characters that were none are marked"));
    json_object_foreach(r->object, key, value)
    {
        enum entry_field field = entry_map_field(&l->map, key, -1, r->line);
        if (field != ENTRY_KEPT)
            take_value(l, field, value);
    }
    entry_draft_finish(&l->draft);
}

lia_status entries_read_json(struct entry_reading *r, lia_error *err)
{
    struct lines l = {.r = r, .draft.r = r};
    bool on = true;
    lia_status status = entry_map_init(&l.map, r->how, err);
    json_read_open(&l.reader, r->src);
    for (enum json_read_event e; status == LIA_OK && (on = entries_go_on(r)) &&
                                 (e = json_read_next(&l.reader)) != JSON_READ_EOF;) {
        if (e == JSON_READ_OBJECT)
            take_object(&l);
        else
            entry_rows_say(r->rows, ROW_REFUSED, l.reader.line, l.reader.reason);
    }
    json_read_close(&l.reader);
    if (status == LIA_OK)
        status = entries_ended(r, on, err);
    if (status == LIA_OK)
        status = entry_map_finish(&l.map, r->rows, err);
    entry_draft_clear(&l.draft);
    entry_map_clear(&l.map);
    return status;
}
