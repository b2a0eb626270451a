/* Which rows the book has already: the same document with the same contact; else the same contact,
 * date and time, template, description and subject, of which several alike each stand for one. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "core/import_entries_write.h"
#include "core/text_hash.h"

enum { AT_ONCE = 2000, DAY = 86400 };

/* How often a hash was met, and where first. */
struct tally {
    struct tally_slot {
        uint64_t hash;
        uint32_t count; /* 0 free */
        uint32_t first; /* row */
    } * slots;
    size_t slot_count, used;
};

static struct tally_slot *slot_of(const struct tally *t, uint64_t hash)
{
    size_t mask = t->slot_count - 1, i = (size_t)(hash ^ hash >> 32) & mask;
    while (t->slots[i].count && t->slots[i].hash != hash)
        i = (i + 1) & mask;
    return &t->slots[i];
}

static struct tally_slot *meet(struct tally *t, uint64_t hash, uint32_t row)
{
    if (t->used * 2 >= t->slot_count) {
        struct tally old = *t;
        t->slot_count = t->slot_count ? t->slot_count * 2 : 256;
        t->slots = mem_alloc(t->slot_count * sizeof *t->slots);
        for (size_t i = 0; i < old.slot_count; i++)
            if (old.slots[i].count)
                *slot_of(t, old.slots[i].hash) = old.slots[i];
        free(old.slots);
    }
    struct tally_slot *slot = slot_of(t, hash);
    t->used += slot->count == 0;
    slot->hash = hash;
    if (slot->count++ == 0)
        slot->first = row;
    return slot;
}

struct looking {
    struct entry_writing *w;
    struct db *db;
    struct tally documents, alike;
    struct vec at; /* uint32_t: rows of this round */
    json_t *asked;
};

/* An entry of the book is told by its columns; texts by their words, whatever their keys. */
static const char by_values[] =
    "SELECT j.key, (SELECT count(*) FROM entry AS e JOIN text AS x ON x.text_id = e.text_id"
    " WHERE e.contact_id = json_extract(j.value, '$[0]')"
    " AND e.wall = json_extract(j.value, '$[1]') AND e.has_time = json_extract(j.value, '$[2]')"
    " AND e.template_id = json_extract(j.value, '$[3]')"
    " AND x.description = json_extract(j.value, '$[4]')"
    " AND x.subject = json_extract(j.value, '$[5]'))"
    " FROM json_each(:asked) AS j";
/* With the time that the entry has, or the last one of those that correct it. */
static const char by_document[] =
    "SELECT j.key, e.entry_no, e.wall, e.has_time, e.zone FROM json_each(:asked) AS j"
    " CROSS JOIN entry_document AS d ON d.no = json_extract(j.value, '$[2]')"
    " AND d.event = json_extract(j.value, '$[1]')"
    " AND d.contact_id = json_extract(j.value, '$[0]')"
    " JOIN entry AS e ON e.entry_no ="
    " (WITH RECURSIVE chain (no) AS (SELECT d.entry_no UNION SELECT f.corrected_by"
    " FROM chain JOIN entry AS f ON f.entry_no = chain.no WHERE f.corrected_by IS NOT NULL)"
    " SELECT max(no) FROM chain)";

static struct entry_new entry_of(const struct looking *l, uint32_t place)
{
    struct entry_row row;
    struct entry_new e = {0};
    entry_rows_at(l->w->rows, place, &row);
    entry_writing_fill(l->w, &row, &l->w->outcomes[place], &e);
    return e;
}

static uint64_t hash_of(const struct looking *l, const struct entry_new *e, bool document)
{
    const int64_t values[] = {e->contact_id, e->date, e->time, e->template_id};
    uint64_t h = hash_begin(l->w->seed, document);
    if (document) {
        h = hash_bytes(h, &e->contact_id, sizeof e->contact_id);
        return hash_text(hash_text(h, e->event), e->document_no);
    }
    h = hash_bytes(h, values, sizeof values);
    return hash_text(hash_text(h, e->description), e->subject);
}

static json_t *question(const struct entry_new *e, bool document)
{
    if (document)
        return json_pack("[Iss]", (json_int_t)e->contact_id, e->event, e->document_no);
    json_int_t wall = (json_int_t)e->date * DAY + (e->time >= 0 ? e->time : 0);
    return json_pack("[IIiIss]", (json_int_t)e->contact_id, wall, e->time >= 0,
                     (json_int_t)e->template_id, e->description, e->subject);
}

static void answer_by_values(struct looking *l, uint32_t place, int64_t known)
{
    if (known == 0)
        return;
    struct entry_new e = entry_of(l, place);
    /* Of three alike in the file, two are known where the book has two. */
    if (meet(&l->alike, hash_of(l, &e, false), place)->count <= known)
        l->w->outcomes[place].fate = LIA_IMPORT_ALONE;
}

/* --- meetings that were moved --- */

static int64_t wall_of(const struct entry_values *v)
{
    return (int64_t)v->date * DAY + (v->time >= 0 ? v->time : 0);
}

/* Whatever the clock that it is written on. */
static bool same_time(const struct entry_values *v, int64_t wall, bool has_time, int zone)
{
    if ((v->time >= 0) != has_time)
        return false;
    return has_time ? wall_of(v) - (int64_t)v->zone * 60 == wall - (int64_t)zone * 60
                    : wall_of(v) == wall;
}

static void answer_by_document(struct looking *l, uint32_t place, struct db_rows *rows)
{
    struct entry_writing *w = l->w;
    struct entry_outcome *o = &w->outcomes[place];
    struct entry_row row;
    char date[DATE_TEXT], time[DATE_TEXT];
    int64_t wall = db_int(rows, 2);
    int32_t seconds, day = date_of_instant(wall, 0, &seconds);
    o->fate = LIA_IMPORT_ALONE;
    entry_rows_at(w->rows, place, &row);
    if (!row.v.meeting || same_time(&row.v, wall, db_int(rows, 3), (int)db_int(rows, 4)))
        return;
    date_format_iso(day, date);
    time_format(db_int(rows, 3) ? seconds : TIME_NONE, time);
    o->said = arena_printf(&w->arena, _("there already, with another time: %s%s%s, entry %lld"),
                           date, *time ? " " : "", time, (long long)db_int(rows, 1));
}

/* The file has it above, at the row `first`. */
static void answer_by_row(struct looking *l, uint32_t place, uint32_t first)
{
    struct entry_outcome *o = &l->w->outcomes[place];
    struct entry_row row;
    o->fate = LIA_IMPORT_ALONE;
    entry_rows_at(l->w->rows, first, &row);
    struct entry_values above = row.v;
    entry_rows_at(l->w->rows, place, &row);
    if (row.v.meeting && !same_time(&row.v, wall_of(&above), above.time >= 0, above.zone))
        o->said = _("it stands above with another time, which is the one taken");
}

/* --- rounds --- */

static lia_status run_round(struct looking *l, bool document, lia_error *err)
{
    struct db_rows *rows;
    char *text = json_dumps(l->asked, JSON_COMPACT);
    lia_status status = LIA_OK;
    if (l->at.count && text) {
        status = db_query(l->db, document ? by_document : by_values, DB_PARAMS(db_t("asked", text)),
                          &rows, err);
        while (status == LIA_OK && db_next(rows)) {
            uint32_t place = VEC_AT(&l->at, uint32_t, db_int(rows, 0));
            if (document)
                answer_by_document(l, place, rows);
            else
                answer_by_values(l, place, db_int(rows, 1));
        }
        if (status == LIA_OK)
            status = db_rows_close(rows, err);
    }
    free(text);
    json_array_clear(l->asked);
    l->at.count = 0;
    return status;
}

static lia_status find(struct looking *l, bool document, lia_error *err)
{
    lia_status status = LIA_OK;
    for (uint32_t i = 0; i < l->w->rows->at.count && status == LIA_OK; i++) {
        if (l->w->outcomes[i].fate != LIA_IMPORT_ADDED)
            continue;
        struct entry_new e = entry_of(l, i);
        if (!*e.document_no == document)
            continue;
        const struct tally_slot *met =
            document ? meet(&l->documents, hash_of(l, &e, true), i) : NULL;
        if (met && met->count > 1)
            answer_by_row(l, i, met->first);
        else if (json_array_append_new(l->asked, question(&e, document)) == 0)
            *(uint32_t *)vec_push(&l->at) = i;
        if (l->at.count == AT_ONCE)
            status = run_round(l, document, err);
    }
    return status == LIA_OK ? run_round(l, document, err) : status;
}

lia_status entries_find_known(struct entry_writing *w, struct db *db, lia_error *err)
{
    struct looking l = {.w = w, .db = db, .at = VEC_OF(uint32_t), .asked = json_array()};
    lia_status status = find(&l, true, err);
    if (status == LIA_OK)
        status = find(&l, false, err);
    free(l.documents.slots);
    free(l.alike.slots);
    vec_clear(&l.at);
    json_decref(l.asked);
    return status;
}
