/* Comments: dated lines of free text on an entry, any length (domain.md 3). */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/result.h"
#include "core/segment_window.h"

/* Valid UTF-8, white space at the ends trimmed; NULL when nothing is left. */
static const char *tidy(struct arena *a, const char *text)
{
    static const char blanks[] = " \t\r\n";
    if (!text)
        return NULL;
    text += strspn(text, blanks);
    size_t len = strlen(text);
    while (len && strchr(blanks, text[len - 1]))
        len--;
    return len ? utf8_repair(a, text, len, NULL) : NULL;
}

lia_status comment_insert(struct op *op, int64_t first_entry, int64_t n, const char *text,
                          lia_error *err)
{
    int64_t first;
    const char *content = tidy(&op->arena, text);
    lia_status status = content ? op_take(op, "comment", n, &first, err) : LIA_OK;
    if (!content || status != LIA_OK)
        return status;
    db_add(
        op->batch,
        "INSERT INTO entry_comment (comment_id, entry_no, written_on, content, op_id, changed_op)"
        " SELECT :first + entry_no - :entry, entry_no, :today, :content, :op, :op FROM entry"
        " WHERE entry_no BETWEEN :entry AND :last ORDER BY entry_no",
        DB_PARAMS(db_i("first", first), db_i("entry", first_entry),
                  db_i("last", first_entry + n - 1), db_i("today", lia_book_today(op->book)),
                  db_t("content", content), db_i("op", op->id)));
    op_inserted(op, OP_COMMENT, first, first + n - 1);
    return LIA_OK;
}

/* --- changing --- */

struct change {
    int64_t id, version, entry_no;
    const char *text;
};

static lia_status blank(lia_error *err)
{
    return lia_fail(err, LIA_INVALID, "comment", _("The comment is blank: write something"));
}

static lia_status comment_gone(lia_error *err)
{
    return lia_fail(err, LIA_NOT_FOUND, "", _("The comment was deleted meanwhile"));
}

static lia_status insert(struct op *op, int64_t entry_no, const char *text, int64_t *id,
                         lia_error *err)
{
    lia_status status = op_take(op, "comment", 1, id, err);
    if (status != LIA_OK)
        return status;
    db_add(
        op->batch,
        "INSERT INTO entry_comment (comment_id, entry_no, written_on, content, op_id, changed_op)"
        " VALUES (:id, :entry, :today, :content, :op, :op)",
        DB_PARAMS(db_i("id", *id), db_i("entry", entry_no), db_i("today", lia_book_today(op->book)),
                  db_t("content", text), db_i("op", op->id)));
    op_inserted(op, OP_COMMENT, *id, *id);
    return LIA_OK;
}

static lia_status fill_add(struct op *op, void *ctx, lia_error *err)
{
    struct change *change = ctx;
    const char *content = tidy(&op->arena, change->text);
    if (!content)
        return blank(err);
    int64_t entry;
    bool found;
    lia_status status =
        db_query_int(op->db, "SELECT entry_no FROM entry WHERE entry_no = :entry",
                     DB_PARAMS(db_i("entry", change->entry_no)), &entry, &found, err);
    if (status == LIA_OK && !found)
        status = entry_gone(err, change->entry_no);
    if (status != LIA_OK)
        return status;
    op_say(op, 1, _("Commented on entry %lld"), (long long)entry);
    return insert(op, entry, content, &change->id, err);
}

lia_status lia_comment_add(lia_book *book, int64_t entry_no, const char *text, int64_t *id,
                           lia_error *err)
{
    struct change change = {.entry_no = entry_no, .text = text};
    lia_status status = op_run(book, "comment-add", fill_add, &change, NULL, NULL, err);
    if (status == LIA_OK)
        *id = change.id;
    return status;
}

/* Its entry, and whether it says `content` already. */
static lia_status find(struct op *op, int64_t id, const char *content, int64_t *entry_no,
                       bool *same, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        op->db, "SELECT entry_no, content = :content FROM entry_comment WHERE comment_id = :id",
        DB_PARAMS(db_i("id", id), db_t("content", content)), &rows, err);
    if (status != LIA_OK)
        return status;
    bool found = db_next(rows);
    *entry_no = found ? db_int(rows, 0) : 0;
    *same = found && db_int(rows, 1);
    status = db_rows_close(rows, err);
    return status != LIA_OK || found ? status : comment_gone(err);
}

static lia_status fill_edit(struct op *op, void *ctx, lia_error *err)
{
    const struct change *change = ctx;
    const char *content = tidy(&op->arena, change->text);
    int64_t entry;
    bool same;
    if (!content)
        return blank(err);
    lia_status status = find(op, change->id, content, &entry, &same, err);
    if (status != LIA_OK || same) {
        op->nothing = same;
        return status;
    }
    const struct db_param *params =
        DB_PARAMS(db_i("id", change->id), db_t("content", content), db_i("op", op->id));
    op_guard_version(op, OP_COMMENT, change->id, change->version);
    op_before_update(op, OP_COMMENT, "comment_id = :id", params);
    db_add(op->batch,
           "UPDATE entry_comment SET content = :content, changed_op = :op WHERE comment_id = :id",
           params);
    op_say(op, 1, _("Edited a comment on entry %lld"), (long long)entry);
    return LIA_OK;
}

lia_status lia_comment_edit(lia_book *book, int64_t id, int64_t version, const char *text,
                            lia_error *err)
{
    struct change change = {.id = id, .version = version, .text = text};
    return op_run(book, "comment-edit", fill_edit, &change, NULL, NULL, err);
}

static lia_status fill_delete(struct op *op, void *ctx, lia_error *err)
{
    const struct change *change = ctx;
    int64_t entry;
    bool same;
    lia_status status = find(op, change->id, "", &entry, &same, err);
    if (status != LIA_OK)
        return status;
    op_delete(op, OP_COMMENT, "comment_id = :id", DB_PARAMS(db_i("id", change->id)));
    op_say(op, 1, _("Deleted a comment on entry %lld"), (long long)entry);
    return LIA_OK;
}

lia_status lia_comment_delete(lia_book *book, int64_t id, lia_error *err)
{
    struct change change = {.id = id};
    return op_run(book, "comment-delete", fill_delete, &change, NULL, NULL, err);
}

/* --- reading --- */

static void read_comment(struct db_rows *rows, struct arena *a, lia_comment *c)
{
    *c = (lia_comment){
        .id = db_int(rows, 0),
        .version = db_int(rows, 1),
        .entry_no = db_int(rows, 2),
        .date = (int32_t)db_int(rows, 3),
        .text = arena_strdup(a, db_text(rows, 4)),
        .written_by = arena_strdup(a, db_text(rows, 5)),
        .written_at = db_int(rows, 6),
        .edited_by = arena_strdup(a, db_text(rows, 7)),
        .edited_at = db_int(rows, 8),
    };
}

static lia_status read_some(lia_book *book, const char *where, const struct db_param *params,
                            lia_comment_list *out, lia_error *err)
{
    struct db_rows *rows;
    struct arena *a = result_new();
    lia_status status = db_query(
        book->db,
        arena_printf(a,
                     "SELECT k.comment_id, k.changed_op, k.entry_no, k.written_on, k.content,"
                     " w.user, w.done_at, iif(k.changed_op <> k.op_id, e.user, ''),"
                     " iif(k.changed_op <> k.op_id, e.done_at, 0)"
                     " FROM entry_comment AS k JOIN op AS w ON w.op_id = k.op_id"
                     " JOIN op AS e ON e.op_id = k.changed_op WHERE %s",
                     where),
        params, &rows, err);
    struct vec found = VEC_OF(lia_comment);
    if (status == LIA_OK) {
        while (db_next(rows))
            read_comment(rows, a, vec_push(&found));
        status = db_rows_close(rows, err);
    }
    if (status != LIA_OK) {
        vec_clear(&found);
        result_free(a);
        return status;
    }
    *out = (lia_comment_list){.count = found.count, .arena = a};
    out->items = window_items(a, &found, false);
    return LIA_OK;
}

lia_status lia_comment_list_of(lia_book *book, int64_t entry_no, lia_comment_list *out,
                               lia_error *err)
{
    return read_some(book, "k.entry_no = :entry ORDER BY k.written_on, k.comment_id",
                     DB_PARAMS(db_i("entry", entry_no)), out, err);
}

lia_status lia_comment_list_newest(lia_book *book, int limit, lia_comment_list *out, lia_error *err)
{
    return read_some(book, "1 ORDER BY k.comment_id DESC LIMIT :limit",
                     DB_PARAMS(db_i("limit", limit)), out, err);
}

lia_status lia_comment_get(lia_book *book, int64_t id, lia_comment_list *out, lia_error *err)
{
    lia_comment_list list;
    lia_status status =
        read_some(book, "k.comment_id = :id", DB_PARAMS(db_i("id", id)), &list, err);
    if (status == LIA_OK && list.count == 0) {
        lia_comment_list_clear(&list);
        return lia_fail(err, LIA_NOT_FOUND, "", _("There is no comment %lld"), (long long)id);
    }
    if (status == LIA_OK)
        *out = list;
    return status;
}

void lia_comment_list_clear(lia_comment_list *list)
{
    result_free(list->arena);
    *list = (lia_comment_list){0};
}
