/* Which rows the book has already: the same document with the same contact; else the same contact,
 * date and time, template, description and subject, of which several alike each stand for one. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/import_entries_write.h"
#include "core/text_hash.h"

enum { AT_ONCE = 2000 };

/* How often a hash was met. */
struct tally {
    struct tally_slot {
        uint64_t hash;
        uint32_t count; /* 0 free */
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

/* How often it was met before. */
static uint32_t meet(struct tally *t, uint64_t hash)
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
    return slot->count++;
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
static const char by_document[] =
    "SELECT j.key, (SELECT count(*) FROM entry_document AS d"
    " WHERE d.no = json_extract(j.value, '$[2]') AND d.event = json_extract(j.value, '$[1]')"
    " AND d.contact_id = json_extract(j.value, '$[0]'))"
    " FROM json_each(:asked) AS j";

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
    json_int_t wall = (json_int_t)e->date * 86400 + (e->time >= 0 ? e->time : 0);
    return json_pack("[IIiIss]", (json_int_t)e->contact_id, wall, e->time >= 0,
                     (json_int_t)e->template_id, e->description, e->subject);
}

static void answer(struct looking *l, uint32_t place, int64_t known, bool document)
{
    struct entry_new e;
    if (known == 0)
        return;
    e = entry_of(l, place);
    /* Of three alike in the file, two are known where the book has two. */
    if (document || meet(&l->alike, hash_of(l, &e, false)) < known)
        l->w->outcomes[place].fate = LIA_IMPORT_ALONE;
}

static lia_status run_round(struct looking *l, bool document, lia_error *err)
{
    struct db_rows *rows;
    char *text = json_dumps(l->asked, JSON_COMPACT);
    lia_status status = LIA_OK;
    if (l->at.count && text) {
        status = db_query(l->db, document ? by_document : by_values, DB_PARAMS(db_t("asked", text)),
                          &rows, err);
        while (status == LIA_OK && db_next(rows))
            answer(l, VEC_AT(&l->at, uint32_t, db_int(rows, 0)), db_int(rows, 1), document);
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
        if (document && meet(&l->documents, hash_of(l, &e, true)) > 0)
            l->w->outcomes[i].fate = LIA_IMPORT_ALONE; /* an earlier row was it */
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
