#include "core/book_new.h"

#include "base/i18n.h"
#include "base/str.h"
#include "core/core.h"
#include "core/event.h"
#include "core/op.h"
#include "core/salesperson.h"
#include "liaise/values.h"

enum { SERIES_WIDTH = 6 };

static lia_status add_salesperson(struct op *op, lia_error *err)
{
    const lia_book *book = op->book;
    const char *code = salesperson_code(&op->arena, book->user, book->full_name);
    int64_t id;
    lia_status status = op_take(op, "salesperson", 1, &id, err);
    if (status)
        return status;
    db_add(op->batch,
           "INSERT INTO salesperson (salesperson_id, code, name, account, op_id, changed_op)"
           " VALUES (:id, :code, :name, :account, :op, :op)",
           DB_PARAMS(db_i("id", id), db_t("code", code),
                     db_t("name", str_or(book->full_name, book->user)), db_t("account", book->user),
                     db_i("op", op->id)));
    return LIA_OK;
}

static void add_series(struct op *op)
{
    static const struct {
        int id;
        const char *name, *prefix;
    } series[] = {{1, N_("Contacts"), "CT"},
                  {2, N_("Segments"), "SM"},
                  {3, N_("Campaigns"), "CP"},
                  {4, N_("Tasks"), "TD"}};
    for (size_t i = 0; i < sizeof series / sizeof *series; i++)
        db_add(op->batch,
               "INSERT INTO number_series (series_id, name, prefix, width, last, op_id, changed_op)"
               " VALUES (:id, :name, :prefix, :width, 0, :op, :op)",
               DB_PARAMS(db_i("id", series[i].id), db_t("name", _(series[i].name)),
                         db_t("prefix", series[i].prefix), db_i("width", SERIES_WIDTH),
                         db_i("op", op->id)));
}

static const struct {
    const char *code, *description;
} groups[] = {{"CALL", N_("Calls")},
              {"MAIL", N_("E-mail")},
              {"LETTER", N_("Letters")},
              {"MEETING", N_("Meetings")}};
enum { GROUPS = sizeof groups / sizeof *groups };

static const struct {
    int group; /* index into groups */
    const char *code, *description;
    lia_flow flow;
    lia_by by;
    lia_corr corr;
    bool ignore;
    int minutes;
} templates[] = {
    {0, "CALL-OUT", N_("Outgoing call"), LIA_OUTBOUND, LIA_BY_US, LIA_PHONE, true, 15},
    {0, "CALL-IN", N_("Incoming call"), LIA_INBOUND, LIA_BY_THEM, LIA_PHONE, true, 15},
    {1, "MAIL-OUT", N_("Outgoing e-mail"), LIA_OUTBOUND, LIA_BY_US, LIA_EMAIL, true, 5},
    {1, "MAIL-IN", N_("Incoming e-mail"), LIA_INBOUND, LIA_BY_THEM, LIA_EMAIL, true, 5},
    {2, "LETTER-OUT", N_("Outgoing letter"), LIA_OUTBOUND, LIA_BY_US, LIA_HARD_COPY, false, 30},
    {2, "LETTER-IN", N_("Incoming letter"), LIA_INBOUND, LIA_BY_THEM, LIA_HARD_COPY, true, 5},
    {3, "MEETING", N_("Meeting"), LIA_FLOW_BLANK, LIA_BY_US, LIA_CORR_BLANK, true, 60},
    {3, "MEETING-IN", N_("Visit received"), LIA_FLOW_BLANK, LIA_BY_THEM, LIA_CORR_BLANK, true, 60},
};
enum { TEMPLATES = sizeof templates / sizeof *templates };

static lia_status add_templates(struct op *op, lia_error *err)
{
    int64_t group, template;
    lia_status status = op_take(op, "group", GROUPS, &group, err);
    if (status == LIA_OK)
        status = op_take(op, "template", TEMPLATES, &template, err);
    if (status)
        return status;
    for (int i = 0; i < GROUPS; i++)
        db_add(op->batch,
               "INSERT INTO interaction_group (group_id, code, description, op_id, changed_op)"
               " VALUES (:id, :code, :description, :op, :op)",
               DB_PARAMS(db_i("id", group + i), db_t("code", groups[i].code),
                         db_t("description", _(groups[i].description)), db_i("op", op->id)));
    for (int i = 0; i < TEMPLATES; i++)
        db_add(op->batch,
               "INSERT INTO interaction_template (template_id, code, group_id, description, "
               "unit_minutes, flow,"
               " initiated_by, correspondence, ignore_correspondence, op_id, changed_op)"
               " VALUES (:id, :code, :group, :description, :minutes, :flow, :by, :corr, :ignore, "
               ":op, :op)",
               DB_PARAMS(db_i("id", template + i), db_t("code", templates[i].code),
                         db_i("group", group + templates[i].group),
                         db_t("description", _(templates[i].description)),
                         db_i("minutes", templates[i].minutes), db_i("flow", templates[i].flow),
                         db_i("by", templates[i].by), db_i("corr", templates[i].corr),
                         db_i("ignore", templates[i].ignore), db_i("op", op->id)));
    return LIA_OK;
}

static void add_counters(struct op *op)
{
    static const char *const names[] = {
        "entry",     "contact",  "channel",           "comment", "text",
        "segment",   "logged",   "template",          "group",   "salesperson",
        "event",     "contacts", "contacts_archived", "entries", "entries_canceled",
        "postponed", "segments", "logged_segments",   "purged"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        db_add(op->batch, "INSERT INTO counter (name, value) VALUES (:name, 0)",
               DB_PARAMS(db_t("name", names[i])));
}

static lia_status fill(struct op *op, void *ctx, lia_error *err)
{
    (void)ctx;
    int64_t there = 0;
    lia_status status =
        db_query_int(op->db, "SELECT count(*) FROM book", DB_NONE, &there, NULL, err);
    op->nothing = there > 0; /* another session made it */
    if (status || op->nothing)
        return status;
    char id[BOOK_KEY_TEXT];
    book_random_key(id);
    const struct db_param *params =
        DB_PARAMS(db_t("id", id), db_i("now", op->now), db_i("op", op->id));
    db_add(op->batch, "INSERT INTO book (one, book_id, made_at) VALUES (1, :id, :now)", params);
    add_counters(op);
    add_series(op);
    status = add_salesperson(op, err);
    if (status == LIA_OK)
        status = add_templates(op, err);
    if (status == LIA_OK)
        event_fill_new(op);
    db_add(op->batch, "INSERT INTO setup (setup_id, op_id, changed_op) VALUES (1, :op, :op)",
           params);
    /* It is not undone: nothing was kept for that. */
    db_add(op->batch, "UPDATE op SET purged = 1 WHERE op_id = :op", params);
    op_say(op, 1, "%s", _("New book"));
    return status;
}

lia_status book_new_fill(lia_book *book, bool *made, lia_error *err)
{
    int64_t op = 0;
    lia_status status = op_run(book, "book-new", fill, NULL, NULL, &op, err);
    *made = status == LIA_OK && op != 0;
    return status;
}
