#include "core/import_known.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/export.h"

struct loading {
    struct import_rows *rows;
    struct import_match *m;
    const lia_progress *progress;
    struct import_row row; /* the one that is asked for */
    const lia_book *book;
    char id[32]; /* of its row's contact, where its UID is one that an export of this book gave */
    size_t next; /* row */
    int part;    /* of the row: what it is asked for by */
    struct arena tags;
};

/* --- whom to ask for --- */

enum {
    PART_NAME,
    PART_COMPANY,
    PART_UID,
    PART_ID,
    PART_NO,
    PART_EMAIL,
    PART_EMAIL2,
    PART_CHANNELS
};

static const char *id_of(struct loading *l)
{
    int64_t id = export_uid_contact(l->book, l->row.text[TEXT_UID]);
    snprintf(l->id, sizeof l->id, "%lld", (long long)id);
    return id ? l->id : "";
}

static struct contact_ask part_of(struct loading *l, int part)
{
    const struct import_row *row = &l->row;
    static const struct {
        enum contact_by by;
        enum import_text text;
    } parts[] = {
        [PART_NAME] = {CONTACT_BY_NAME, TEXT_NAME_FOLD},
        [PART_COMPANY] = {CONTACT_BY_NAME, TEXT_COMPANY_FOLD},
        [PART_UID] = {CONTACT_BY_UID, TEXT_UID},
        [PART_NO] = {CONTACT_BY_NO, TEXT_NO},
        [PART_EMAIL] = {CONTACT_BY_EMAIL, TEXT_EMAIL},
        [PART_EMAIL2] = {CONTACT_BY_EMAIL, TEXT_EMAIL2},
    };
    if (part == PART_ID)
        return (struct contact_ask){CONTACT_BY_ID, id_of(l)};
    if (part < PART_CHANNELS)
        return (struct contact_ask){parts[part].by, row->text[parts[part].text]};
    const lia_channel *h = &row->channels[part - PART_CHANNELS];
    return (struct contact_ask){CONTACT_BY_EMAIL, h->kind == LIA_CHANNEL_EMAIL ? h->value : ""};
}

static bool next_ask(void *ctx, struct contact_ask *ask)
{
    struct loading *l = ctx;
    while (l->part == PART_CHANNELS + l->row.facts.channel_count) {
        if (l->next == l->rows->places.count)
            return false;
        import_row_read(l->rows, VEC_AT(&l->rows->places, struct import_place, l->next++).at,
                        &l->row);
        bool none = l->row.facts.refused || l->row.facts.remark;
        l->part = none ? PART_CHANNELS + l->row.facts.channel_count : 0;
    }
    *ask = part_of(l, l->part++);
    return true;
}

/* --- what comes --- */

/* A name that is the contact's own e-mail or phone was made of it by an import. */
static bool is_nameless(const lia_contact *c)
{
    const char *const ways[] = {c->email, c->email2, c->phone, c->mobile};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (*ways[i] && strcasecmp(c->name, ways[i]) == 0)
            return true;
    for (size_t i = 0; i < c->channel_count; i++)
        if (strcasecmp(c->name, c->channels[i].value) == 0)
            return true;
    return false;
}

static void take_known(void *ctx, const struct contact_known *known)
{
    struct loading *l = ctx;
    lia_contact c = known->c;
    struct import_facts facts = {.nameless = is_nameless(&c),
                                 .csv = strcmp(known->form, "csv") == 0};
    c.tags = contact_tags(&l->tags, c.tags);
    struct import_record record = {.id = c.id, .archived = c.archived};
    record.at =
        import_pack(l->rows, &facts, &c, known->name_fold, known->company_fold, known->kept, NULL);
    import_row_read(l->rows, record.at, &l->row);
    import_match_add(l->m, &record, &l->row);
    arena_clear(&l->tags);
}

static bool go_on(void *ctx)
{
    const struct loading *l = ctx;
    return !l->progress->fn ||
           l->progress->fn(l->progress->ctx, (int64_t)l->next, (int64_t)l->rows->places.count);
}

lia_status import_known_load(lia_book *book, struct import_match *m, const lia_progress *progress,
                             lia_error *err)
{
    struct loading l = {
        .rows = m->rows, .m = m, .book = book, .progress = progress, .part = PART_CHANNELS};
    const struct contact_search search = {.n = m->rows->places.count,
                                          .ask = next_ask,
                                          .known = take_known,
                                          .ctx = &l,
                                          .go_on = go_on};
    lia_status status = contact_known(book->db, &search, err);
    if (status == LIA_CANCELED)
        status = import_stopped(err);
    import_row_clear(&l.row);
    arena_clear(&l.tags);
    return status;
}
