/* What becomes of one row: added, changed, left alone. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/export.h"
#include "core/import_fill.h"
#include "core/import_merge.h"

static struct import_record *record_at(struct import_try *t, size_t at)
{
    return &VEC_AT(&t->m.records, struct import_record, at);
}

/* The record as it is now, in t->record. */
static const struct import_row *read_record(struct import_try *t, size_t at)
{
    import_row_read(t->w->rows, record_at(t, at)->at, &t->record);
    return &t->record;
}

static int64_t line_of(const struct import_try *t, size_t row)
{
    return VEC_AT(&t->w->rows->places, struct import_place, row).line;
}

/* --- what is to be said of the row --- */

LIA_PRINTF(2, 3) static void say(struct import_try *t, const char *fmt, ...)
{
    char text[LIA_MESSAGE_MAX];
    va_list args;
    if (t->mute)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    str_add_f(&t->said, "%s%s", t->said.len ? "; " : "", text);
}

static void begin_row(struct import_try *t, size_t row, bool mute)
{
    arena_clear(&t->scratch);
    str_truncate(&t->said, 0);
    t->mute = mute;
    t->nobody_said = false;
    if (t->own_uid) /* the row may be at hand still */
        t->row.text[TEXT_UID] = t->own_uid;
    t->own_uid = NULL;
    import_row_read(t->w->rows, VEC_AT(&t->w->rows->places, struct import_place, row).at, &t->row);
}

/* The record that the row at hand is. A UID that an export of this book made says which contact of
 * it that is, and nothing else: it does not become the contact's. */
static long find(struct import_try *t, bool *certain)
{
    int64_t id = export_uid_contact(t->op->book, t->row.text[TEXT_UID]);
    long at = id ? import_match_id(&t->m, id) : IMPORT_NONE;
    if (at == IMPORT_NONE)
        return import_match_find(&t->m, &t->row, certain);
    t->own_uid = t->row.text[TEXT_UID];
    t->row.text[TEXT_UID] = "";
    *certain = true;
    return at;
}

/* The length stands before it. */
static void end_row(struct import_try *t, struct import_outcome *o)
{
    struct spool *spool = &t->w->rows->spool;
    if (!t->said.len)
        return;
    o->said = spool_size(spool);
    spool_add(spool, &t->said.len, sizeof t->said.len);
    spool_add(spool, t->said.s, t->said.len + 1);
}

/* --- salespeople --- */

lia_status import_salespeople_load(struct import_try *t, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(t->op->db, "SELECT salesperson_id, code FROM salesperson ORDER BY code", DB_NONE,
                 &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        struct import_salesperson *s = vec_push(&t->salespeople);
        s->id = db_int(rows, 0);
        s->code = arena_strdup(&t->op->arena, db_text(rows, 1));
    }
    return db_rows_close(rows, err);
}

/* Is nobody of this code known to be nobody? So many are remembered. */
static bool is_unknown(struct import_try *t, const char *code)
{
    enum { REMEMBERED_MAX = 200 };
    for (size_t i = 0; i < t->unknown.count; i++)
        if (strcmp(VEC_AT(&t->unknown, const char *, i), code) == 0)
            return true;
    if (t->unknown.count < REMEMBERED_MAX)
        *(const char **)vec_push(&t->unknown) = arena_strdup(&t->op->arena, code);
    return false;
}

int64_t import_salesperson(struct import_try *t, const char *code)
{
    char normal[LIA_CODE_MAX];
    if (lia_code_normal(code, "", normal, NULL) != LIA_OK)
        normal[0] = '\0';
    for (size_t i = 0; i < t->salespeople.count; i++) {
        const struct import_salesperson *s = &VEC_AT(&t->salespeople, struct import_salesperson, i);
        if (strcmp(s->code, normal) == 0)
            return s->id;
    }
    if (!t->nobody_said && !is_unknown(t, code))
        say(t, _("no salesperson %.20s in this book: kept as it is written"), code);
    t->nobody_said = true;
    return 0;
}

/* --- the row as it is to be taken --- */

struct taken {
    lia_contact c;
    struct import_kept kept;
};

static void take(struct import_try *t, struct taken *out)
{
    import_unpack(&t->row, &out->c);
    out->kept.form = t->row.facts.csv ? "csv" : "vcard";
    out->kept.text = import_row_kept(t->w->rows, &t->row);
    const char *code = out->c.salesperson;
    out->c.salesperson_id = *code ? import_salesperson(t, code) : 0;
    if (*code && !out->c.salesperson_id)
        out->kept.text = arena_printf(&t->scratch, "%ssalesperson\t%s\n", out->kept.text, code);
}

/* --- new ones --- */

static void say_sharing(struct import_try *t)
{
    long at = import_match_sharing(&t->m, &t->row);
    if (at == IMPORT_NONE)
        return;
    const struct import_record *r = record_at(t, (size_t)at);
    if (r->id)
        say(t, _("shares its e-mail with %s"), read_record(t, (size_t)at)->text[TEXT_NO]);
    else
        say(t, _("shares its e-mail with line %lld"), (long long)line_of(t, r->first - 1));
}

/* Where the row stands as a record: mostly it is the row itself. A no. that is another's goes, a
 * salesperson that is nobody is kept. */
static int64_t place_of_new(struct import_try *t)
{
    const struct import_row *r = &t->row;
    const char *no = r->text[TEXT_NO];
    bool no_taken = *no && import_match_no(&t->m, no) != IMPORT_NONE;
    if (!no_taken && !*r->text[TEXT_SALESPERSON])
        return r->at;
    struct taken taken;
    take(t, &taken);
    if (no_taken) {
        say(t, _("no. %s is another contact's: it gets the next one"), no);
        taken.c.no = "";
    }
    return import_pack(t->w->rows, &r->facts, &taken.c, r->text[TEXT_NAME_FOLD],
                       r->text[TEXT_COMPANY_FOLD], taken.kept.text, NULL);
}

static void add(struct import_try *t, size_t row)
{
    struct import_outcome *o = &t->w->outcomes[row];
    say_sharing(t);
    struct import_record record = {.at = place_of_new(t), .first = (uint32_t)row + 1, .met = true};
    const struct import_row *as = &t->row;
    if (record.at != as->at) {
        import_row_read(t->w->rows, record.at, &t->record);
        as = &t->record;
    }
    record.archived = as->facts.archived;
    o->record = (uint32_t)import_match_add(&t->m, &record, as) + 1;
    o->fate = LIA_IMPORT_ADDED;
    t->w->result.added++;
}

/* --- known ones --- */

/* What a record becomes by a row. */
struct merged {
    lia_contact was, c;
    struct import_kept kept;
    bool nameless, kept_changed, changed;
};

/* The texts of *out are those of t->row and t->record: it is good until the next try. */
static void try_merge(struct import_try *t, size_t at, bool update, struct merged *out)
{
    const struct import_row *r = read_record(t, at);
    struct taken taken;
    take(t, &taken);
    import_unpack(r, &out->was);
    out->c = out->was;
    out->nameless = r->facts.nameless;
    out->changed =
        import_merge(&t->scratch, &out->c, &out->nameless, &taken.c, t->row.facts.nameless, update);
    out->kept_changed = false;
    if (*taken.kept.text) {
        out->kept = (struct import_kept){r->facts.csv ? "csv" : "vcard",
                                         import_row_kept(t->w->rows, &t->record)};
        out->kept_changed = import_merge_kept(&t->scratch, &out->kept, &taken.kept, update);
    }
    out->changed |= out->kept_changed;
}

/* The record becomes that. What is kept is long: it is not written again where it stays. */
static void repack(struct import_try *t, size_t at, const struct merged *m)
{
    struct import_record *r = record_at(t, at);
    struct import_facts facts = t->record.facts;
    const lia_contact *c = &m->c;
    if (r->id && !r->changed)
        facts.was = r->at;
    facts.nameless = m->nameless;
    if (m->kept_changed)
        facts.csv = strcmp(m->kept.form, "csv") == 0;
    r->at = import_pack(t->w->rows, &facts, c, utf8_fold(&t->scratch, c->name),
                        utf8_fold(&t->scratch, c->company), m->kept_changed ? m->kept.text : NULL,
                        NULL);
    r->changed = r->id != 0;
    import_match_enter(&t->m, at, read_record(t, at));
}

/* Of several rows of one contact the first counts, and the others fill what it leaves blank. */
static bool updates(const struct import_try *t, const struct import_record *r)
{
    return t->w->how->known == LIA_KNOWN_UPDATE && !r->met;
}

/* Another record that the row may be, and that says all it says: then it is this one. When the same
 * file comes again each row finds the one that it made or changed, in whatever order they come. */
static long find_said(struct import_try *t, long but)
{
    struct import_candidates c;
    import_match_all(&t->m, &t->row, &c);
    for (size_t i = 0; i < c.count; i++) {
        const struct import_record *r = record_at(t, (size_t)c.at[i]);
        struct merged merged;
        if (c.at[i] == but || r->archived)
            continue;
        try_merge(t, (size_t)c.at[i], updates(t, r), &merged);
        if (!merged.changed)
            return c.at[i];
    }
    return IMPORT_NONE;
}

/* With the rule to update: all records that say what the row says are as good as met by it. */
static void mark_met(struct import_try *t, size_t at)
{
    struct import_candidates c;
    record_at(t, at)->met = true;
    if (t->w->how->known != LIA_KNOWN_UPDATE)
        return;
    import_match_all(&t->m, &t->row, &c);
    for (size_t i = 0; i < c.count; i++) {
        struct import_record *r = record_at(t, (size_t)c.at[i]);
        struct merged merged;
        if (r->met || r->archived)
            continue;
        try_merge(t, (size_t)c.at[i], true, &merged);
        r->met = !merged.changed;
    }
}

/* Takes the row as the record, or as another that says it already. Gives the record; *what: its
 * fields that changed. */
static size_t merge(struct import_try *t, size_t at, bool certain, uint32_t *what)
{
    struct merged merged;
    bool update = updates(t, record_at(t, at));
    *what = 0;
    try_merge(t, at, update, &merged);
    if (!merged.changed)
        return at;
    long said = certain ? IMPORT_NONE : find_said(t, (long)at);
    if (said != IMPORT_NONE)
        return (size_t)said;
    if (!certain)
        try_merge(t, at, update, &merged);
    *what = import_differ(&merged.was, &merged.c, merged.kept_changed);
    repack(t, at, &merged);
    t->merged = true;
    return at;
}

static void meet(struct import_try *t, size_t row, size_t at, bool certain)
{
    struct import_outcome *o = &t->w->outcomes[row];
    uint32_t what = 0;
    if (!record_at(t, at)->archived && t->w->how->known != LIA_KNOWN_SKIP)
        at = merge(t, at, certain, &what);
    struct import_record *r = record_at(t, at);
    o->record = (uint32_t)at + 1;
    o->fate = what ? LIA_IMPORT_CHANGED : LIA_IMPORT_ALONE;
    o->what = what & 0xFFFFFF;
    if (r->first)
        say(t, _("the same contact as in line %lld"), (long long)line_of(t, r->first - 1));
    if (r->archived)
        say(t, _("%s is archived: left as it is"), read_record(t, at)->text[TEXT_NO]);
    if (!r->first)
        r->first = (uint32_t)row + 1;
    mark_met(t, at);
    const char *uid = t->row.text[TEXT_UID];
    if (*uid && strcmp(uid, read_record(t, at)->text[TEXT_UID]) != 0)
        import_match_alias(&t->m, &t->row, at);
}

void import_decide(struct import_try *t, size_t row)
{
    struct import_outcome *o = &t->w->outcomes[row];
    bool certain;
    begin_row(t, row, false);
    if (t->row.facts.remark) {
        o->fate = LIA_IMPORT_NOTED;
        return;
    }
    t->w->result.read++;
    if (t->row.facts.refused) {
        o->fate = LIA_IMPORT_REFUSED;
        t->w->result.refused++;
        return;
    }
    long at = find(t, &certain);
    if (at == IMPORT_NONE)
        add(t, row);
    else
        meet(t, row, (size_t)at, certain);
    end_row(t, o);
}

/* The contact that the row was has become somebody else by later rows: it got an e-mail, say, and
 * the row has none. The row is another one then; where it had made the contact, the first of those
 * others has. */
static void add_again(struct import_try *t, size_t row)
{
    struct import_outcome *o = &t->w->outcomes[row];
    const struct import_outcome was = *o;
    size_t other = 0, n = t->w->rows->places.count;
    t->mute = false;
    *o = (struct import_outcome){0};
    add(t, row);
    end_row(t, o);
    t->merged = true;
    if (was.fate != LIA_IMPORT_ADDED)
        return;
    while (other < n && (other == row || t->w->outcomes[other].record != was.record))
        other++;
    if (other == n) {
        t->w->result.added--;
        return;
    }
    t->w->outcomes[other].fate = LIA_IMPORT_ADDED;
    t->w->outcomes[other].what = 0;
    record_at(t, was.record - 1)->first = (uint32_t)other + 1;
}

void import_decide_again(struct import_try *t, size_t row)
{
    struct import_outcome *o = &t->w->outcomes[row];
    uint32_t what = 0;
    bool certain;
    if (o->fate == LIA_IMPORT_NOTED || o->fate == LIA_IMPORT_REFUSED)
        return;
    begin_row(t, row, true);
    long at = find(t, &certain);
    if (at == IMPORT_NONE)
        add_again(t, row);
    if (at == IMPORT_NONE || record_at(t, (size_t)at)->archived)
        return;
    size_t record = merge(t, (size_t)at, certain, &what);
    if (what && o->fate == LIA_IMPORT_ALONE) {
        o->fate = LIA_IMPORT_CHANGED;
        o->record = (uint32_t)record + 1;
    }
    if (o->fate == LIA_IMPORT_CHANGED)
        o->what |= what & 0xFFFFFF;
}
