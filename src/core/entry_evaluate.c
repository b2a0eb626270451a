#include "base/i18n.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"

struct evaluate {
    const int64_t *nos;
    size_t n;
    lia_evaluation value;
};

static lia_status fill_evaluate(struct op *op, void *ctx, lia_error *err)
{
    const struct evaluate *e = ctx;
    static const char where[] =
        "entry_no IN (SELECT value FROM json_each(:nos)) AND evaluation <> :value";
    const struct db_param *params = DB_PARAMS(db_t("nos", rule_ids(&op->arena, e->nos, e->n)),
                                              db_i("value", e->value), db_i("op", op->id));
    int64_t changed;
    lia_status status = db_query_int(op->db,
                                     "SELECT count(*) FROM entry WHERE entry_no IN (SELECT value "
                                     "FROM json_each(:nos)) AND evaluation <> :value",
                                     params, &changed, NULL, err);
    if (status != LIA_OK)
        return status;
    op->nothing = !changed;
    op_before_update(op, OP_ENTRY, where, params);
    db_add(op->batch,
           "UPDATE entry SET evaluation = :value, changed_op = :op"
           " WHERE entry_no IN (SELECT value FROM json_each(:nos)) AND evaluation <> :value",
           params);
    const char *value = e->value ? lia_value_name(LIA_SET_EVALUATION, e->value) : _("blank");
    op_say(op, changed,
           ngettext_("Evaluated %lld interaction: %s", "Evaluated %lld interactions: %s", changed),
           (long long)changed, value);
    return LIA_OK;
}

lia_status lia_entry_evaluate(lia_book *book, const int64_t *nos, size_t n, lia_evaluation value,
                              lia_error *err)
{
    struct evaluate e = {nos, n, value};
    if (!lia_value_code(LIA_SET_EVALUATION, value))
        return lia_fail(err, LIA_INVALID, "evaluation",
                        _("Not an evaluation: choose very positive to very negative"));
    return op_run(book, "entry-evaluate", fill_evaluate, &e, NULL, NULL, err);
}
