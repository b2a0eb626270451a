/* The checks of OK, in the order of domain.md 4.7. */
#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/segment_row.h"

/* Contact, template and salesperson as the checks see them. What the entry to be corrected has may
 * stay, though it was archived or blocked since: old entries keep what they have. */
#define KEPT(column) "(SELECT " column " FROM entry WHERE entry_no = :corrects)"
#define CHECKED                                                                                    \
    " FROM (SELECT 1)"                                                                             \
    " LEFT JOIN (SELECT contact_id, name, privacy_reason,"                                         \
    " iif(contact_id = " KEPT(                                                                     \
        "contact_id") ", 0, archived) AS archived,"                                                \
                      " iif(contact_id = " KEPT(                                                   \
                          "contact_id") ", 0, privacy_blocked) AS privacy_blocked"                 \
                                        " FROM contact WHERE contact_id = :contact) AS c ON 1"     \
                                        " LEFT JOIN (SELECT template_id, code, iif(template_id "   \
                                        "= " KEPT(                                                 \
                                            "template_id") ", 0, blocked) AS blocked"              \
                                                           " FROM interaction_template WHERE "     \
                                                           "template_id = :template) AS t ON 1"    \
                                                           " LEFT JOIN (SELECT salesperson_id, "   \
                                                           "code,"                                 \
                                                           " iif(salesperson_id = " KEPT(          \
                                                               "salesperson_id") ", 0, blocked) "  \
                                                                                 "AS blocked"      \
                                                                                 " FROM "          \
                                                                                 "salesperson "    \
                                                                                 "WHERE "          \
                                                                                 "salesperson_id " \
                                                                                 "= "              \
                                                                                 ":salesperson) "  \
                                                                                 "AS s ON 1"

lia_status interaction_say_problem(struct db_rows *rows, const lia_interaction *it, lia_error *err)
{
    char day[DATE_TEXT];
    enum rule_problem problem = (enum rule_problem)db_int(rows, 0);
    switch (problem) {
    case RULE_TEMPLATE_BLOCKED:
        return rule_fail(err, problem, db_text(rows, 3), "");
    case RULE_SALESPERSON_BLOCKED:
        return rule_fail(err, problem, db_text(rows, 4), "");
    case RULE_DATE_AHEAD:
        date_format_iso(it->date, day);
        return rule_fail(err, problem, day, "");
    default:
        return rule_fail(err, problem, db_text(rows, 1), db_text(rows, 2));
    }
}

static lia_status check_records(lia_book *book, const lia_interaction *it, const char *sql,
                                lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        book->db, sql,
        DB_PARAMS(db_i("contact", it->contact_id), db_i("template", it->template_id),
                  db_i("salesperson", it->salesperson_id), db_i("corrects", it->corrects),
                  it->date == LIA_DAY_NONE ? db_null("day") : db_i("day", it->date),
                  db_i("latest", rule_latest_day(book)), db_t("description", it->description)),
        &rows, err);
    if (status != LIA_OK)
        return status;
    status = db_next(rows) ? interaction_say_problem(rows, it, err) : LIA_OK;
    lia_status closed = db_rows_close(rows, status == LIA_OK ? err : NULL);
    return status != LIA_OK ? status : closed;
}

lia_status interaction_check_blocked(lia_book *book, const lia_interaction *it, lia_error *err)
{
    return check_records(
        book, it, "SELECT " RULE_BLOCKED("c", "t", "s") INTERACTION_NAMES("c", "t", "s") CHECKED,
        err);
}

lia_status interaction_check_values(const lia_interaction *it, lia_error *err)
{
    enum { DAY = 86400 };
    if (it->date < date_from_civil(1, 1, 1))
        return rule_fail(err, RULE_NO_DATE, "", "");
    if (it->time < -1 || it->time >= DAY)
        return lia_fail(err, LIA_INVALID, "time", _("Not a time of day: type it like 14:32"));
    if (it->cost < 0 || it->cost > RULE_COST_MAX)
        return rule_fail(err, RULE_COST, "", "");
    if (it->minutes < 0 || it->minutes > RULE_MINUTES_MAX)
        return rule_fail(err, RULE_MINUTES, "", "");
    return segment_check_texts(it->description ? it->description : "",
                               it->subject ? it->subject : "", err);
}

lia_status lia_interaction_check(lia_book *book, const lia_interaction *it, lia_error *err)
{
    lia_status status =
        check_records(book, it,
                      "SELECT " RULE_PROBLEM("c", "t", "s", ":day", ":latest", ":description")
                          INTERACTION_NAMES("c", "t", "s") CHECKED,
                      err);
    return status != LIA_OK ? status : interaction_check_values(it, err);
}
