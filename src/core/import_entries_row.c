/* Rows packed: the values, which texts are not blank, these one behind the other, and the notes,
 * or where they are. */
#include <string.h>

#include "core/import_entries.h"
#include "core/import_row.h"

struct packed {
    size_t size; /* with this */
    struct entry_values v;
    uint32_t mask; /* which texts follow */
    uint32_t notes;
    int64_t notes_at;
    size_t notes_size;
};

void entry_rows_open(struct entry_rows *rows, const char *book)
{
    *rows = (struct entry_rows){.at = VEC_OF(int64_t), .notes = VEC_OF(struct entry_note)};
    spool_open(&rows->spool, book);
}

void entry_rows_clear(struct entry_rows *rows)
{
    spool_close(&rows->spool);
    spool_view_clear(&rows->view);
    spool_view_clear(&rows->noted);
    vec_clear(&rows->at);
    vec_clear(&rows->notes);
    str_clear(&rows->scratch);
}

static void pack_notes(struct entry_rows *rows, const struct entry_row *row, int64_t place)
{
    struct str *out = &rows->scratch;
    size_t from = out->len;
    if (row->same_notes)
        return;
    for (size_t i = 0; i < row->note_count; i++) {
        str_add_n(out, (const char *)&row->notes[i].date, sizeof row->notes[i].date);
        str_add_n(out, row->notes[i].text, strlen(row->notes[i].text) + 1);
    }
    rows->notes_at = place + (int64_t)from;
    rows->notes_size = out->len - from;
}

static void pack(struct entry_rows *rows, const struct entry_row *row)
{
    struct packed head = {.v = row->v, .notes = (uint32_t)row->note_count};
    struct str *out = &rows->scratch;
    for (int i = 0; i < ROW_TEXTS; i++)
        if (row->text[i] && *row->text[i])
            head.mask |= 1u << i;
    str_truncate(out, 0);
    str_add_n(out, (const char *)&head, sizeof head);
    for (int i = 0; i < ROW_TEXTS; i++)
        if (head.mask >> i & 1)
            str_add_n(out, row->text[i], strlen(row->text[i]) + 1);
    pack_notes(rows, row, spool_size(&rows->spool));
    head.notes_at = rows->notes_at;
    head.notes_size = rows->notes_size;
    head.size = out->len;
    memcpy(out->s, &head, sizeof head);
    *(int64_t *)vec_push(&rows->at) = spool_size(&rows->spool);
    spool_add(&rows->spool, out->s, out->len);
}

/* False: the row is only counted. */
static bool is_told(struct entry_rows *rows, const struct entry_row *row)
{
    if (row->v.kind != ROW_REFUSED && row->v.kind != ROW_REMARK)
        return true;
    bool told = rows->said < IMPORT_SAID_MAX;
    rows->untold += !told && row->v.kind == ROW_REFUSED;
    if (rows->said++ == IMPORT_SAID_MAX)
        pack(rows, &(struct entry_row){
                       .v = {.line = row->v.line, .kind = ROW_REMARK, .date = LIA_DAY_NONE},
                       .text = {[ROW_SAID] = import_said_enough()}});
    return told;
}

void entry_rows_add(struct entry_rows *rows, const struct entry_row *row)
{
    if (is_told(rows, row))
        pack(rows, row);
}

void entry_rows_say(struct entry_rows *rows, enum entry_row_kind kind, int64_t line,
                    const char *text)
{
    struct entry_row row = {.v = {.line = line, .kind = (uint8_t)kind, .date = LIA_DAY_NONE}};
    row.text[ROW_SAID] = text;
    entry_rows_add(rows, &row);
}

static void unpack_notes(struct entry_rows *rows, const char *s, size_t n)
{
    rows->notes.count = 0;
    for (size_t i = 0; i < n; i++) {
        struct entry_note *note = vec_push(&rows->notes);
        memcpy(&note->date, s, sizeof note->date);
        note->text = s + sizeof note->date;
        s = note->text + strlen(note->text) + 1;
    }
}

void entry_rows_at(struct entry_rows *rows, size_t place, struct entry_row *out)
{
    struct packed head;
    int64_t at = VEC_AT(&rows->at, int64_t, place);
    memcpy(&head, spool_get(&rows->spool, &rows->view, at, sizeof head), sizeof head);
    size_t size = head.size < sizeof head ? sizeof head : head.size; /* zeros: it cannot be read */
    const char *s = spool_get(&rows->spool, &rows->view, at, size) + sizeof head;
    out->v = head.v;
    for (int i = 0; i < ROW_TEXTS; i++) {
        bool there = head.mask >> i & 1;
        out->text[i] = there ? s : "";
        s += there ? strlen(s) + 1 : 0;
    }
    int64_t shared = head.notes && head.notes_at < at ? head.notes_at : 0;
    if (shared)
        s = spool_get(&rows->spool, &rows->noted, shared, head.notes_size);
    if (!shared || shared != rows->shared)
        unpack_notes(rows, s, head.notes);
    rows->shared = shared;
    out->notes = rows->notes.items;
    out->note_count = head.notes;
}
