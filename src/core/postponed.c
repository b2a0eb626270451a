/* Postponed interactions: kept, finished by interaction_log.c, deleted (domain.md 5). */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/segment_row.h"
#include "liaise/draft.h"

/* --- what became of one --- */

/* The operation that finished it (then it is an entry), or the last one that took it away. */
static const char sql_fate[] = "SELECT EXISTS (SELECT 1 FROM entry WHERE entry_no = :entry), "
                               "o.user, o.done_at FROM op AS o WHERE o.op_id ="
                               " coalesce((SELECT op_id FROM entry WHERE entry_no = :entry),"
                               " (SELECT max(CASE w.side WHEN 0 THEN w.was_op ELSE (SELECT "
                               "u.undone_by FROM op AS u WHERE u.op_id = w.was_op) END)"
                               " FROM postponed_was AS w WHERE w.entry_no = :entry))";

struct fate {
    bool known, finished;
    const char *user, *when;
};

static lia_status find_fate(struct op *op, int64_t entry_no, struct fate *fate, lia_error *err)
{
    enum { USER = 14 };
    struct db_rows *rows;
    lia_status status = db_query(op->db, sql_fate, DB_PARAMS(db_i("entry", entry_no)), &rows, err);
    if (status != LIA_OK)
        return status;
    *fate = (struct fate){.known = db_next(rows)};
    if (fate->known) {
        fate->finished = db_int(rows, 0);
        fate->user = rule_short(&op->arena, db_text(rows, 1), USER);
        fate->when = rule_when(&op->arena, op->book, db_int(rows, 2));
    }
    return db_rows_close(rows, err);
}

static lia_status say_gone(struct op *op, int64_t entry_no, lia_error *err)
{
    struct fate fate;
    lia_status status = find_fate(op, entry_no, &fate, err);
    if (status != LIA_OK)
        return status;
    if (!fate.known)
        return lia_fail(err, LIA_CONFLICT, "",
                        _("It was deleted meanwhile: log yours as a new entry"));
    if (fate.finished)
        return lia_fail(err, LIA_CONFLICT, "", _("%s finished it, %s: log yours as a new entry"),
                        fate.user, fate.when);
    return lia_fail(err, LIA_CONFLICT, "", _("%s deleted it, %s: log yours as a new entry"),
                    fate.user, fate.when);
}

static lia_status say_changed(struct op *op, int64_t changed_op, lia_error *err)
{
    enum { USER = 14 };
    struct db_rows *rows;
    lia_status status = db_query(op->db, "SELECT user, done_at FROM op WHERE op_id = :id",
                                 DB_PARAMS(db_i("id", changed_op)), &rows, err);
    if (status != LIA_OK)
        return status;
    bool known = db_next(rows);
    const char *user = known ? rule_short(&op->arena, db_text(rows, 0), USER) : "";
    const char *when = known ? rule_when(&op->arena, op->book, db_int(rows, 1)) : "";
    status = db_rows_close(rows, err);
    if (status != LIA_OK)
        return status;
    return lia_fail(err, LIA_CONFLICT, "", _("%s changed it, %s: log yours as a new entry"), user,
                    when);
}

lia_status postponed_stands(struct op *op, int64_t entry_no, int64_t version, lia_error *err)
{
    int64_t changed_op;
    bool found;
    lia_status status =
        db_query_int(op->db, "SELECT changed_op FROM postponed WHERE entry_no = :entry",
                     DB_PARAMS(db_i("entry", entry_no)), &changed_op, &found, err);
    if (status != LIA_OK)
        return status;
    if (!found)
        return say_gone(op, entry_no, err);
    if (version && changed_op != version)
        return say_changed(op, changed_op, err);
    return LIA_OK;
}

/* --- keeping one --- */

struct keep {
    const lia_interaction *it;
    const char *form_text;
    bool another;
    int64_t entry_no;
};

/* "CALL-OUT with Bo Ek", as far as it is known. */
static lia_status say(struct op *op, const lia_interaction *it, lia_error *err)
{
    enum { NAME = 60 };
    struct db_rows *rows;
    lia_status status = db_query(
        op->db,
        "SELECT coalesce((SELECT code FROM interaction_template WHERE template_id = :template), "
        "''),"
        " coalesce((SELECT name FROM contact WHERE contact_id = :contact), '')",
        DB_PARAMS(db_i("contact", it->contact_id), db_i("template", it->template_id)), &rows, err);
    if (status != LIA_OK)
        return status;
    bool got = db_next(rows);
    const char *code = got ? arena_strdup(&op->arena, db_text(rows, 0)) : "";
    const char *name = got ? rule_short(&op->arena, db_text(rows, 1), NAME) : "";
    status = db_rows_close(rows, err);
    if (*code && *name)
        op_say(op, 1, _("Postponed %s with %s"), code, name);
    else if (*code || *name)
        op_say(op, 1, *code ? _("Postponed %s") : _("Postponed an interaction with %s"),
               *code ? code : name);
    else
        op_say(op, 1, _("Postponed an interaction"));
    return status;
}

/* What is not there any more is blank: anything can be postponed. */
#define POSTPONED_VALUES                                                                           \
    "(SELECT contact_id FROM contact WHERE contact_id = :contact),"                                \
    " (SELECT salesperson_id FROM salesperson WHERE salesperson_id = :salesperson),"               \
    " (SELECT template_id FROM interaction_template WHERE template_id = :template), :wall, "       \
    ":description, :form"

static void write_row(struct op *op, const struct keep *keep, bool there)
{
    const lia_interaction *it = keep->it;
    const struct db_param *params =
        DB_PARAMS(db_i("entry", keep->entry_no), db_i("contact", it->contact_id),
                  db_i("salesperson", it->salesperson_id), db_i("template", it->template_id),
                  it->date == LIA_DAY_NONE ? db_null("wall") : db_i("wall", interaction_wall(it)),
                  db_t("description", segment_one_line(&op->arena, it->description)),
                  db_t("form", keep->form_text), db_t("user", lia_book_user(op->book)),
                  db_i("begun", it->begun_at ? it->begun_at : op->now), db_i("op", op->id));
    if (there) {
        op_before_update(op, OP_POSTPONED, "entry_no = :entry", params);
        db_add(op->batch,
               "UPDATE postponed SET (contact_id, salesperson_id, template_id, wall, description, "
               "form, changed_op) ="
               " (SELECT " POSTPONED_VALUES ", :op) WHERE entry_no = :entry",
               params);
        return;
    }
    db_add(op->batch,
           "INSERT INTO postponed (entry_no, contact_id, salesperson_id, template_id, wall, "
           "description, form, user,"
           " begun_at, op_id, changed_op) SELECT :entry, " POSTPONED_VALUES
           ", :user, :begun, :op, :op",
           params);
    op_inserted(op, OP_POSTPONED, keep->entry_no, keep->entry_no);
}

static lia_status fill_keep(struct op *op, void *ctx, lia_error *err)
{
    struct keep *keep = ctx;
    const lia_interaction *it = keep->it;
    bool done;
    bool there = it->postponed_no;
    keep->entry_no = it->postponed_no;
    lia_status status = rule_once(op, it->once, &done, err);
    if (status != LIA_OK || done) {
        keep->entry_no = 0;
        return status;
    }
    if (there) {
        status = postponed_stands(op, it->postponed_no, it->version, err);
        if (status == LIA_CONFLICT && keep->another) {
            there = false;
            status = LIA_OK;
        }
    }
    if (status == LIA_OK && !there)
        status = op_take(op, "entry", 1, &keep->entry_no, err);
    if (status != LIA_OK)
        return status;
    write_row(op, keep, there);
    return say(op, it, err);
}

lia_status postponed_keep(lia_book *book, const lia_interaction *it, const char *form_text,
                          bool another, int64_t *entry_no, lia_error *err)
{
    struct keep keep = {.it = it, .form_text = form_text, .another = another};
    char *made = NULL;
    lia_status status = LIA_OK;
    if (!form_text) {
        status = lia_form_text_of_interaction(book, it, NULL, 0, &made, err);
        keep.form_text = made;
    }
    if (status == LIA_OK)
        status = op_run(book, "interaction-postpone", fill_keep, &keep, NULL, NULL, err);
    if (status == LIA_OK)
        *entry_no = keep.entry_no;
    free(made);
    return status;
}

lia_status lia_postpone(lia_book *book, const lia_interaction *it, const char *form_text,
                        int64_t *entry_no, lia_error *err)
{
    int64_t no;
    lia_status status = postponed_keep(book, it, form_text, false, &no, err);
    if (status == LIA_OK && !no)
        status = rule_once_made(book, it->once, "postponed", &no, err);
    if (status == LIA_OK)
        *entry_no = no;
    return status;
}

/* --- deleting --- */

struct selection {
    const int64_t *nos;
    size_t n;
};

static lia_status say_all_gone(struct op *op, const struct selection *chosen, lia_error *err)
{
    struct fate fate = {0};
    lia_status status = chosen->n == 1 ? find_fate(op, chosen->nos[0], &fate, err) : LIA_OK;
    if (status != LIA_OK)
        return status;
    if (!fate.known)
        return lia_fail(err, LIA_NOT_FOUND, "",
                        _("Nothing to delete: it is not postponed any more"));
    if (fate.finished)
        return lia_fail(err, LIA_NOT_FOUND, "", _("%s finished it, %s: it is an entry now"),
                        fate.user, fate.when);
    return lia_fail(err, LIA_NOT_FOUND, "", _("%s deleted it already, %s"), fate.user, fate.when);
}

static lia_status fill_delete(struct op *op, void *ctx, lia_error *err)
{
    const struct selection *chosen = ctx;
    static const char where[] = "entry_no IN (SELECT value FROM json_each(:nos))";
    const struct db_param *params =
        DB_PARAMS(db_t("nos", rule_ids(&op->arena, chosen->nos, chosen->n)));
    int64_t there;
    lia_status status = db_query_int(
        op->db,
        "SELECT count(*) FROM postponed WHERE entry_no IN (SELECT value FROM json_each(:nos))",
        params, &there, NULL, err);
    if (status != LIA_OK)
        return status;
    if (!there)
        return say_all_gone(op, chosen, err);
    op_delete(op, OP_POSTPONED, where, params);
    op_say(op, there,
           ngettext_("Deleted %lld postponed interaction", "Deleted %lld postponed interactions",
                     there),
           (long long)there);
    return LIA_OK;
}

lia_status lia_postponed_delete(lia_book *book, const int64_t *entry_nos, size_t n, lia_error *err)
{
    struct selection chosen = {entry_nos, n};
    return op_run(book, "postponed-delete", fill_delete, &chosen, NULL, NULL, err);
}
