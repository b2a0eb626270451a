/* What depends on contact and template (domain.md 4.3 to 4.5). */
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"

lia_status interaction_work_out_via(lia_book *book, lia_interaction *it, lia_error *err)
{
    if (interaction_typed(it, LIA_I_VIA))
        return LIA_OK;
    struct db_rows *rows;
    lia_status status = db_query(
        book->db,
        "SELECT " RULE_VIA(":corr", "c") " FROM contact AS c WHERE c.contact_id = :contact",
        DB_PARAMS(db_i("corr", it->correspondence), db_i("contact", it->contact_id)), &rows, err);
    if (status != LIA_OK)
        return status;
    bool found = db_next(rows);
    it->via = arena_strdup(interaction_arena(it), found ? db_text(rows, 0) : "");
    return db_rows_close(rows, err);
}

/* What the template gives besides the correspondence type; without a template all of it is blank.
 */
static void take_template(struct db_rows *rows, lia_interaction *it)
{
    struct arena *a = interaction_arena(it);
    if (!interaction_typed(it, LIA_I_DESCRIPTION))
        it->description = arena_strdup(a, db_text(rows, 2));
    if (!interaction_typed(it, LIA_I_SUBJECT))
        it->subject = arena_strdup(a, "");
    if (!interaction_typed(it, LIA_I_COST))
        it->cost = db_int(rows, 3);
    if (!interaction_typed(it, LIA_I_MINUTES))
        it->minutes = db_int(rows, 4);
    if (!interaction_typed(it, LIA_I_FLOW))
        it->flow = (lia_flow)db_int(rows, 5);
    if (!interaction_typed(it, LIA_I_INITIATED_BY))
        it->initiated_by = (lia_by)db_int(rows, 6);
}

lia_status lia_interaction_work_out(lia_book *book, lia_interaction *it, lia_ifield changed,
                                    lia_error *err)
{
    if (changed == LIA_I_CORRESPONDENCE)
        return interaction_work_out_via(book, it, err);
    if (changed != LIA_I_CONTACT && changed != LIA_I_TEMPLATE)
        return LIA_OK;
    struct db_rows *rows;
    lia_status status = db_query(
        book->db,
        "SELECT " RULE_CORRESPONDENCE(
            "c.correspondence", "t.correspondence",
            "t.ignore_correspondence") ","
                                       " " RULE_SALESPERSON(
                                           RULE_MINE,
                                           "c.salesperson_id") ","
                                                               " coalesce(t.description, ''), "
                                                               "t.unit_cost, t.unit_minutes, "
                                                               "t.flow, t.initiated_by"
                                                               " FROM (SELECT 1) LEFT JOIN contact "
                                                               "AS c ON c.contact_id = :contact"
                                                               " LEFT JOIN interaction_template AS "
                                                               "t ON t.template_id = :template",
        DB_PARAMS(db_i("contact", it->contact_id), db_i("template", it->template_id),
                  db_t("user", lia_book_user(book))),
        &rows, err);
    if (status != LIA_OK)
        return status;
    if (db_next(rows)) {
        if (!interaction_typed(it, LIA_I_CORRESPONDENCE))
            it->correspondence = (lia_corr)db_int(rows, 0);
        if (changed == LIA_I_CONTACT && !interaction_typed(it, LIA_I_SALESPERSON))
            it->salesperson_id = db_int(rows, 1);
        if (changed == LIA_I_TEMPLATE)
            take_template(rows, it);
    }
    status = db_rows_close(rows, err);
    return status != LIA_OK ? status : interaction_work_out_via(book, it, err);
}
