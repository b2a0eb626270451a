/* What becomes of one row: added, changed, left alone. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/import_fill.h"
#include "core/import_merge.h"

static struct import_record *record_at(struct import_try *t, size_t at)
{
    return &VEC_AT(&t->m.records, struct import_record, at);
}

static const struct import_row *row_at(struct import_try *t, size_t row)
{
    return &VEC_AT(&t->w->rows->rows, struct import_row, row);
}

void import_say(struct import_try *t, size_t row, const char *fmt, ...)
{
    struct import_outcome *o = &t->w->outcomes[row];
    char text[LIA_MESSAGE_MAX];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    struct arena *a = &t->w->arena;
    o->said = o->said ? arena_printf(a, "%s; %s", o->said, text) : arena_strdup(a, text);
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

int64_t import_salesperson(struct import_try *t, size_t row, const char *code)
{
    enum { REMEMBERED_MAX = 200 };
    char normal[LIA_CODE_MAX];
    if (lia_code_normal(code, "", normal, NULL) != LIA_OK)
        normal[0] = '\0';
    for (size_t i = 0; i < t->salespeople.count; i++) {
        const struct import_salesperson *s = &VEC_AT(&t->salespeople, struct import_salesperson, i);
        if (strcmp(s->code, normal) == 0)
            return s->id;
    }
    for (size_t i = 0; i < t->unknown.count; i++)
        if (strcmp(VEC_AT(&t->unknown, const char *, i), code) == 0)
            return 0;
    if (t->unknown.count < REMEMBERED_MAX)
        *(const char **)vec_push(&t->unknown) = code;
    import_say(t, row, _("no salesperson %.20s in this book: kept as it is written"), code);
    return 0;
}

/* --- the row as it is to be taken --- */

struct taken {
    lia_contact c;
    struct import_kept kept;
};

static void take(struct import_try *t, size_t row, struct taken *out)
{
    const struct import_row *r = row_at(t, row);
    struct arena *a = &t->op->arena;
    import_unpack(r, &out->c);
    out->kept = (struct import_kept){t->w->rows->form, import_text(r, TEXT_KEPT)};
    const char *code = out->c.salesperson;
    out->c.salesperson_id = *code ? import_salesperson(t, row, code) : 0;
    if (*code && !out->c.salesperson_id)
        out->kept.text = arena_printf(a, "%ssalesperson\t%s\n", out->kept.text, code);
}

/* --- new ones --- */

static void say_sharing(struct import_try *t, size_t row)
{
    long at = import_match_sharing(&t->m, row_at(t, row));
    if (at == IMPORT_NONE)
        return;
    const struct import_record *r = record_at(t, (size_t)at);
    if (r->id)
        import_say(t, row, _("shares its e-mail with %s"), import_text(&r->row, TEXT_NO));
    else
        import_say(t, row, _("shares its e-mail with line %lld"), (long long)r->line);
}

/* The row as it becomes a record: mostly itself. A no. that is another's goes, a salesperson that
 * is nobody is kept. */
static struct import_record record_of(struct import_try *t, size_t row)
{
    const struct import_row *r = row_at(t, row);
    struct import_record record = {.row = *r, .touch_days = -1, .form = t->w->rows->form};
    const char *no = import_text(r, TEXT_NO);
    bool no_taken = *no && import_match_no(&t->m, no) != IMPORT_NONE;
    if (!no_taken && !*import_text(r, TEXT_SALESPERSON))
        return record;
    struct taken taken;
    take(t, row, &taken);
    if (no_taken) {
        import_say(t, row, _("no. %s is another contact's: it gets the next one"), no);
        taken.c.no = "";
    }
    record.row = import_pack(&t->op->arena, &taken.c, import_text(r, TEXT_NAME_FOLD),
                             import_text(r, TEXT_COMPANY_FOLD), taken.kept.text, NULL);
    record.row.line = r->line;
    record.row.nameless = r->nameless;
    record.salesperson_id = taken.c.salesperson_id;
    return record;
}

static void add(struct import_try *t, size_t row)
{
    struct import_outcome *o = &t->w->outcomes[row];
    say_sharing(t, row);
    struct import_record record = record_of(t, row);
    record.place = ++t->adds;
    record.line = record.row.line;
    record.met = true;
    *(struct import_record *)vec_push(&t->m.records) = record;
    import_match_enter(&t->m, t->m.records.count - 1);
    o->record = t->m.records.count;
    o->fate = LIA_IMPORT_ADDED;
    t->w->result.added++;
}

/* --- known ones --- */

static void repack(struct import_try *t, struct import_record *r, const lia_contact *c,
                   bool nameless, const struct import_kept *kept)
{
    struct arena *a = &t->op->arena;
    int64_t line = r->row.line;
    if (r->id && !r->was) {
        struct import_row *was = arena_alloc(a, sizeof *was);
        *was = r->row;
        r->was = was;
    }
    r->row = import_pack(a, c, utf8_fold(a, c->name), utf8_fold(a, c->company), kept->text, NULL);
    r->row.line = line;
    r->row.nameless = nameless;
    r->salesperson_id = c->salesperson_id;
    r->form = kept->form;
}

/* What a record becomes by a row. */
struct merged {
    lia_contact c;
    struct import_kept kept;
    bool nameless, changed;
};

static void try_merge(struct import_try *t, size_t row, size_t at, bool update, struct merged *out)
{
    const struct import_record *r = record_at(t, at);
    struct arena *a = &t->op->arena;
    struct taken taken;
    take(t, row, &taken);
    out->nameless = r->row.nameless;
    out->kept = (struct import_kept){r->form, import_text(&r->row, TEXT_KEPT)};
    import_unpack(&r->row, &out->c);
    out->c.salesperson_id = r->salesperson_id;
    bool nameless = row_at(t, row)->nameless;
    out->changed = import_merge(a, &out->c, &out->nameless, &taken.c, nameless, update);
    out->changed |= import_merge_kept(a, &out->kept, &taken.kept, update);
}

/* Of several rows of one contact the first counts, and the others fill what it leaves blank. */
static bool updates(const struct import_try *t, const struct import_record *r)
{
    return t->w->how->known == LIA_KNOWN_UPDATE && !r->met;
}

/* Another record that the row may be, and that says all it says: then it is this one. When the same
 * file comes again each row finds the one that it made or changed, in whatever order they come. */
static long find_said(struct import_try *t, size_t row, long but)
{
    struct import_candidates c;
    import_match_all(&t->m, row_at(t, row), &c);
    for (size_t i = 0; i < c.count; i++) {
        const struct import_record *r = record_at(t, (size_t)c.at[i]);
        struct merged merged;
        if (c.at[i] == but || r->archived)
            continue;
        try_merge(t, row, (size_t)c.at[i], updates(t, r), &merged);
        if (!merged.changed)
            return c.at[i];
    }
    return IMPORT_NONE;
}

/* With the rule to update: all records that say what the row says are as good as met by it. */
static void mark_met(struct import_try *t, size_t row, size_t at)
{
    struct import_candidates c;
    record_at(t, at)->met = true;
    if (t->w->how->known != LIA_KNOWN_UPDATE)
        return;
    import_match_all(&t->m, row_at(t, row), &c);
    for (size_t i = 0; i < c.count; i++) {
        struct import_record *r = record_at(t, (size_t)c.at[i]);
        struct merged merged;
        if (r->met || r->archived)
            continue;
        try_merge(t, row, (size_t)c.at[i], true, &merged);
        r->met = !merged.changed;
    }
}

/* Takes the row as the record, or as another that says it already. Gives the record. */
static size_t merge(struct import_try *t, size_t row, size_t at, bool certain, bool *changed)
{
    struct merged merged;
    *changed = false;
    try_merge(t, row, at, updates(t, record_at(t, at)), &merged);
    if (!merged.changed)
        return at;
    long said = certain ? IMPORT_NONE : find_said(t, row, (long)at);
    if (said != IMPORT_NONE)
        return (size_t)said;
    repack(t, record_at(t, at), &merged.c, merged.nameless, &merged.kept);
    import_match_enter(&t->m, at);
    *changed = t->merged = true;
    return at;
}

static void meet(struct import_try *t, size_t row, size_t at, bool certain)
{
    struct import_outcome *o = &t->w->outcomes[row];
    bool changed = false;
    if (!record_at(t, at)->archived && t->w->how->known != LIA_KNOWN_SKIP)
        at = merge(t, row, at, certain, &changed);
    struct import_record *r = record_at(t, at);
    o->record = at + 1;
    o->fate = changed ? LIA_IMPORT_CHANGED : LIA_IMPORT_ALONE;
    if (r->line)
        import_say(t, row, _("the same contact as in line %lld"), (long long)r->line);
    if (r->archived)
        import_say(t, row, _("%s is archived: left as it is"), import_text(&r->row, TEXT_NO));
    if (!r->line)
        r->line = row_at(t, row)->line;
    mark_met(t, row, at);
    const char *uid = import_text(row_at(t, row), TEXT_UID);
    if (*uid && strcmp(uid, import_text(&record_at(t, at)->row, TEXT_UID)) != 0)
        import_match_alias(&t->m, uid, at);
}

void import_decide(struct import_try *t, size_t row)
{
    const struct import_row *r = row_at(t, row);
    bool certain;
    if (r->remark) {
        t->w->outcomes[row].fate = LIA_IMPORT_NOTED;
        return;
    }
    t->w->result.read++;
    if (r->refused) {
        t->w->outcomes[row].fate = LIA_IMPORT_REFUSED;
        t->w->result.refused++;
        return;
    }
    long at = import_match_find(&t->m, r, &certain);
    if (at == IMPORT_NONE)
        add(t, row);
    else
        meet(t, row, (size_t)at, certain);
}

void import_decide_again(struct import_try *t, size_t row)
{
    const struct import_row *r = row_at(t, row);
    struct import_outcome *o = &t->w->outcomes[row];
    bool certain, changed = false;
    if (r->remark || r->refused)
        return;
    long at = import_match_find(&t->m, r, &certain);
    if (at == IMPORT_NONE || record_at(t, (size_t)at)->archived)
        return;
    size_t record = merge(t, row, (size_t)at, certain, &changed);
    if (changed && o->fate == LIA_IMPORT_ALONE) {
        o->fate = LIA_IMPORT_CHANGED;
        o->record = record + 1;
    }
}
