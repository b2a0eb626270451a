/* What becomes of each row, as far as the row, its contact and the codes tell. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/import_entries_write.h"
#include "core/import_row.h"
#include "core/interaction_rules.h"
#include "core/text_hash.h"

enum { SHOWN = 40, BETWEEN_CALLS = 4096 };
static const char meeting[] = "meeting"; /* the event's code */

static void end_as(struct entry_outcome *o, int fate, const char *said)
{
    o->fate = (uint8_t)fate;
    o->said = said;
}

static void add_said(struct entry_writing *w, struct entry_outcome *o, const char *said)
{
    o->said = o->said ? arena_printf(&w->arena, "%s; %s", o->said, said) : said;
}

static const char *short_of(struct entry_writing *w, const char *text)
{
    return rule_short(&w->arena, text, SHOWN);
}

/* --- one row --- */

/* False when it is refused. */
static bool take_template(struct entry_writing *w, const struct entry_row *row,
                          struct entry_outcome *o)
{
    const char *named = row->text[ROW_TEMPLATE], *other = w->how->template_code;
    const struct entry_template *t = NULL;
    if (*named)
        t = entry_template_named(&w->codes, named, row->v.flow);
    else if (other && *other)
        t = entry_template_named(&w->codes, other, row->v.flow);
    else if (row->v.meeting)
        t = entry_template_of_event(&w->codes, meeting);
    if (t) {
        o->template = (uint32_t)(t - (const struct entry_template *)w->codes.templates.items);
        return true;
    }
    if (row->v.meeting)
        end_as(o, LIA_IMPORT_ALONE, _("Interaction Template Setup has no template for meetings"));
    else if (*named)
        end_as(o, LIA_IMPORT_REFUSED,
               arena_printf(&w->arena, _("there is no template %s"), short_of(w, named)));
    else
        end_as(o, LIA_IMPORT_REFUSED, _("it names no template: name one for such rows"));
    return false;
}

static bool take_contact(struct entry_writing *w, struct entry_outcome *o)
{
    const struct entry_ask *ask = o->ask == ASK_NONE ? NULL : entry_ask_at(&w->asks, o->ask);
    if (!ask || !ask->found)
        end_as(o, LIA_IMPORT_REFUSED,
               ask && ask->unfound ? ask->unfound : _("it names no contact"));
    else if (ask->blocked)
        end_as(o, LIA_IMPORT_REFUSED, ask->blocked);
    else
        return true;
    return false;
}

static void take_codes(struct entry_writing *w, const struct entry_row *row,
                       struct entry_outcome *o)
{
    const char *salesperson = row->text[ROW_SALESPERSON], *group = row->text[ROW_GROUP];
    if (*salesperson) {
        o->salesperson_id = entry_coded_id(&w->codes.salespeople, salesperson);
        if (!o->salesperson_id)
            add_said(w, o,
                     arena_printf(&w->arena, _("there is no salesperson %s, left blank"),
                                  short_of(w, salesperson)));
    }
    if (*group) {
        o->group_id = entry_coded_id(&w->codes.groups, group);
        if (!o->group_id)
            add_said(w, o,
                     arena_printf(&w->arena, _("there is no group %s: the template's instead"),
                                  short_of(w, group)));
    }
}

static void decide_row(struct entry_writing *w, const struct entry_row *row,
                       struct entry_outcome *o)
{
    if (!take_contact(w, o) || !take_template(w, row, o))
        return;
    o->fate = LIA_IMPORT_ADDED;
    take_codes(w, row, o);
    if (entry_ask_at(&w->asks, o->ask)->archived)
        add_said(w, o, _("its contact is archived"));
    if (o->company != ASK_NONE && !entry_ask_at(&w->asks, o->company)->found)
        add_said(w, o,
                 arena_printf(&w->arena, _("%s: the contact's own company instead"),
                              str_or(entry_ask_at(&w->asks, o->company)->unfound, "")));
}

/* --- an event: the rows of its people, one after the other --- */

struct event {
    size_t first, end; /* rows */
    int64_t salesperson_id;
};

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static uint64_t hash_document(const struct entry_writing *w, const struct entry_row *row)
{
    uint64_t h = hash_text(hash_begin(w->seed, 0), row->text[ROW_EVENT]);
    return hash_text(h, row->text[ROW_DOCUMENT]);
}

static bool is_overridden(const struct entry_writing *w, const struct entry_row *row)
{
    uint64_t hash = hash_document(w, row);
    return row->v.by_rule && w->overrides.count &&
           bsearch(&hash, w->overrides.items, w->overrides.count, sizeof hash, compare_hashes);
}

static void decide_person(struct entry_writing *w, struct event *e, size_t place)
{
    struct entry_row row;
    struct entry_outcome *o = &w->outcomes[place];
    const struct entry_ask *ask = o->ask == ASK_NONE ? NULL : entry_ask_at(&w->asks, o->ask);
    entry_rows_at(w->rows, place, &row);
    int64_t salesperson = entry_salesperson_of_email(&w->codes, row.text[ROW_EMAIL]);
    o->fate = FATE_SKIPPED;
    if (salesperson) {
        if (!e->salesperson_id && !row.v.declined)
            e->salesperson_id = salesperson;
        return;
    }
    if (!ask || (!ask->found && ask->nobody)) {
        if (ask)
            entry_ask_at(&w->asks, o->ask)->stranger = true;
        return;
    }
    if (row.v.declined)
        end_as(o, LIA_IMPORT_ALONE, _("declined, left out"));
    else
        decide_row(w, &row, o);
}

static void finish_event(struct entry_writing *w, struct event *e)
{
    struct entry_outcome *first = NULL;
    for (size_t i = e->first; i < e->end; i++) {
        struct entry_outcome *o = &w->outcomes[i];
        if (o->fate == FATE_SKIPPED)
            continue;
        first = first ? first : o;
        if (o->fate == LIA_IMPORT_ADDED)
            o->salesperson_id = e->salesperson_id ? e->salesperson_id
                                                  : entry_ask_at(&w->asks, o->ask)->salesperson_id;
    }
    if (!first)
        end_as(&w->outcomes[e->first], LIA_IMPORT_ALONE, _("none of its people is a contact"));
}

/* Decides the event that begins at this row; returns where it ends. */
static size_t decide_event(struct entry_writing *w, size_t first)
{
    struct entry_row row;
    struct event e = {first, first + 1, 0};
    size_t n = w->rows->at.count;
    entry_rows_at(w->rows, first, &row);
    bool skipped = is_overridden(w, &row);
    for (; e.end < n; e.end++) {
        entry_rows_at(w->rows, e.end, &row);
        if (row.v.kind != ROW_ENTRY || !row.v.meeting || row.v.first)
            break;
    }
    for (size_t i = first; i < e.end; i++)
        if (skipped)
            w->outcomes[i].fate = FATE_SKIPPED;
        else
            decide_person(w, &e, i);
    if (!skipped)
        finish_event(w, &e);
    return e.end;
}

/* --- all of them --- */

static void gather_row(struct entry_writing *w, size_t place)
{
    struct entry_row row;
    struct entry_outcome *o = &w->outcomes[place];
    entry_rows_at(w->rows, place, &row);
    *o = (struct entry_outcome){.ask = ASK_NONE, .company = ASK_NONE};
    if (row.v.override)
        *(uint64_t *)vec_push(&w->overrides) = hash_document(w, &row);
    if (row.v.kind == ROW_ENTRY) {
        o->ask = entry_asks_add(&w->asks, &w->arena, &row, false);
        o->company = entry_asks_add(&w->asks, &w->arena, &row, true);
    }
}

static size_t decide_at(struct entry_writing *w, size_t place)
{
    struct entry_row row;
    struct entry_outcome *o = &w->outcomes[place];
    entry_rows_at(w->rows, place, &row);
    if (row.v.kind == ROW_ENTRY && row.v.meeting)
        return decide_event(w, place);
    if (row.v.kind == ROW_ENTRY)
        decide_row(w, &row, o);
    else
        o->fate = row.v.kind == ROW_REFUSED    ? LIA_IMPORT_REFUSED
                  : row.v.kind == ROW_LEFT_OUT ? LIA_IMPORT_ALONE
                                               : LIA_IMPORT_NOTED;
    return place + 1;
}

/* The template that the caller names for those that name none. */
static lia_status check_template(const struct entry_writing *w, lia_error *err)
{
    struct arena a = {0};
    const char *code = str_or(w->how->template_code, "");
    lia_status status = LIA_OK;
    if (*code && !entry_template_named(&w->codes, code, ROW_NOT_SAID))
        status = lia_fail(err, LIA_INVALID, "template", _("There is no template %s"),
                          rule_short(&a, code, SHOWN));
    arena_clear(&a);
    return status;
}

lia_status entries_decide(struct entry_writing *w, struct db *db, lia_error *err)
{
    size_t n = w->rows->at.count;
    w->overrides.size = sizeof(uint64_t);
    w->overrides.count = 0;
    w->asks.seed = w->seed;
    w->outcomes = mem_alloc((n + 1) * sizeof *w->outcomes);
    for (size_t i = 0; i < n; i++)
        gather_row(w, i);
    if (w->overrides.count)
        qsort(w->overrides.items, w->overrides.count, sizeof(uint64_t), compare_hashes);
    lia_status status = entry_codes_load(&w->codes, db, &w->arena, err);
    if (status == LIA_OK)
        status = check_template(w, err);
    if (status == LIA_OK)
        status = entry_asks_answer(&w->asks, db, &w->arena, err);
    for (size_t i = 0, calls = 0; status == LIA_OK && i < n;) {
        if (i / BETWEEN_CALLS >= calls && w->progress.fn) {
            calls = i / BETWEEN_CALLS + 1;
            if (!w->progress.fn(w->progress.ctx, 0, (int64_t)n))
                return import_stopped(err);
        }
        i = decide_at(w, i);
    }
    return status;
}
