#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/core.h"
#include "core/op.h"
#include "liaise/setup.h"

static lia_status read_setup(struct db *db, lia_setup *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(db,
                 "SELECT changed_op, touch_days, undo_days, new_contact_type, new_correspondence,"
                 " new_country, new_salesperson_id FROM setup",
                 DB_NONE, &rows, err);
    if (status)
        return status;
    lia_setup setup = {.touch_days = -1, .undo_days = 30, .new_type = LIA_PERSON};
    if (db_next(rows)) {
        setup.version = db_int(rows, 0);
        setup.touch_days = db_is_null(rows, 1) ? -1 : (int)db_int(rows, 1);
        setup.undo_days = (int)db_int(rows, 2);
        setup.new_type = (lia_contact_type)db_int(rows, 3);
        setup.new_correspondence = (lia_corr)db_int(rows, 4);
        snprintf(setup.new_country, sizeof setup.new_country, "%s", db_text(rows, 5));
        setup.new_salesperson_id = db_int(rows, 6);
    }
    status = db_rows_close(rows, err);
    if (status == LIA_OK)
        *out = setup;
    return status;
}

lia_status lia_setup_get(lia_book *book, lia_setup *out, lia_error *err)
{
    return read_setup(book->db, out, err);
}

static lia_status check_salesperson(struct db *db, const lia_setup *s, const lia_setup *was,
                                    lia_error *err)
{
    if (!s->new_salesperson_id || s->new_salesperson_id == was->new_salesperson_id)
        return LIA_OK;
    int64_t usable = 0;
    lia_status status =
        db_query_int(db, "SELECT 1 FROM salesperson WHERE salesperson_id = :id AND blocked = 0",
                     DB_PARAMS(db_i("id", s->new_salesperson_id)), &usable, NULL, err);
    if (status == LIA_OK && !usable)
        return lia_fail(err, LIA_INVALID, "new_salesperson",
                        _("This salesperson is blocked or gone: choose another"));
    return status;
}

static lia_status check(struct db *db, const lia_setup *s, const lia_setup *was, lia_error *err)
{
    if (s->touch_days < -1)
        return lia_fail(err, LIA_INVALID, "touch_days",
                        _("Days are 0 (never) or more; blank asks for nothing"));
    if (s->undo_days < 0)
        return lia_fail(err, LIA_INVALID, "undo_days", _("Days are 0 or more, such as 30"));
    if (!lia_value_code(LIA_SET_TYPE, (int)s->new_type))
        return lia_fail(err, LIA_INVALID, "new_type", _("A contact is a company or a person"));
    if (!lia_value_code(LIA_SET_CORR, (int)s->new_correspondence))
        return lia_fail(err, LIA_INVALID, "new_correspondence",
                        _("Correspondence is by hard copy, email or phone, or blank"));
    return check_salesperson(db, s, was, err);
}

static bool same(const lia_setup *a, const lia_setup *b)
{
    return a->touch_days == b->touch_days && a->undo_days == b->undo_days &&
           a->new_type == b->new_type && a->new_correspondence == b->new_correspondence &&
           a->new_salesperson_id == b->new_salesperson_id &&
           strcmp(a->new_country, b->new_country) == 0;
}

static lia_status fill_update(struct op *op, void *ctx, lia_error *err)
{
    lia_setup s = *(const lia_setup *)ctx, was;
    const char *country = contact_line(&op->arena, s.new_country, NULL);
    size_t len = strlen(country), most = sizeof s.new_country - 1;
    len = len > most ? utf8_cut(country, most) : len;
    memmove(s.new_country, country, len);
    s.new_country[len] = '\0';
    lia_status status = read_setup(op->db, &was, err);
    if (status == LIA_OK)
        status = check(op->db, &s, &was, err);
    if (status)
        return status;
    op->nothing = s.version == was.version && same(&s, &was);
    if (op->nothing)
        return LIA_OK;
    op_guard_version(op, OP_SETUP, 1, s.version);
    op_before_update(op, OP_SETUP, "setup_id = 1", DB_NONE);
    db_add(op->batch,
           "UPDATE setup SET touch_days = :touch_days, undo_days = :undo_days,"
           " new_contact_type = :type, new_correspondence = :correspondence,"
           " new_country = :country, new_salesperson_id = :salesperson, changed_op = :op",
           DB_PARAMS(s.touch_days < 0 ? db_null("touch_days") : db_i("touch_days", s.touch_days),
                     db_i("undo_days", s.undo_days), db_i("type", s.new_type),
                     db_i("correspondence", s.new_correspondence), db_t("country", s.new_country),
                     db_ref("salesperson", s.new_salesperson_id), db_i("op", op->id)));
    op_say(op, 1, "%s", _("Changed Marketing Setup"));
    return LIA_OK;
}

lia_status lia_setup_update(lia_book *book, const lia_setup *setup, lia_error *err)
{
    lia_setup copy = *setup;
    return op_run(book, "setup-edit", fill_update, &copy, NULL, NULL, err);
}
