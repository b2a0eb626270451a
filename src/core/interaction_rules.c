#include "core/interaction_rules.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/derive.h"

int32_t rule_latest_day(const lia_book *book)
{
    return lia_book_today(book) + 1;
}

/* --- words --- */

static const struct {
    const char *field, *reason;
} words[RULE_PROBLEMS] = {
    [RULE_FINE] = {"", NULL},
    [RULE_NO_CONTACT] = {"contact", N_("no contact")},
    [RULE_CONTACT_ARCHIVED] = {"contact", N_("contact is archived")},
    [RULE_CONTACT_BLOCKED] = {"contact", N_("contact is privacy-blocked")},
    [RULE_NO_TEMPLATE] = {"template", N_("no template")},
    [RULE_TEMPLATE_BLOCKED] = {"template", N_("template is blocked")},
    [RULE_NO_SALESPERSON] = {"salesperson", N_("no salesperson")},
    [RULE_SALESPERSON_BLOCKED] = {"salesperson", N_("salesperson is blocked")},
    [RULE_NO_DATE] = {"date", N_("no date")},
    [RULE_DATE_AHEAD] = {"date", N_("date is after tomorrow")},
    [RULE_NO_DESCRIPTION] = {"description", N_("no description")},
    [RULE_COST] = {"cost", N_("cost out of range")},
    [RULE_MINUTES] = {"minutes", N_("duration out of range")},
};

const char *rule_field(enum rule_problem problem)
{
    return words[problem].field;
}

const char *rule_reason(enum rule_problem problem)
{
    return problem == RULE_FINE ? "" : _(words[problem].reason);
}

const char *rule_short(struct arena *a, const char *text, int columns)
{
    struct str out = {0};
    if (text && utf8_width(text) > columns)
        utf8_fit(&out, text, columns);
    else if (text)
        utf8_visible(&out, text, strlen(text), false);
    char *s = arena_strdup(a, str_text(&out));
    str_clear(&out);
    return s;
}

static lia_status fail_blocked(lia_error *err, const char *who, const char *why)
{
    if (*why)
        return lia_fail(err, LIA_IN_USE, "contact", _("%s is privacy-blocked (%s)"), who, why);
    return lia_fail(err, LIA_IN_USE, "contact", _("%s is privacy-blocked: choose another contact"),
                    who);
}

static lia_status fail_named(lia_error *err, enum rule_problem problem, const char *name,
                             const char *detail)
{
    const char *field = rule_field(problem);
    switch (problem) {
    case RULE_CONTACT_ARCHIVED:
        return lia_fail(err, LIA_IN_USE, field, _("%s is archived: bring the contact back first"),
                        name);
    case RULE_CONTACT_BLOCKED:
        return fail_blocked(err, name, detail);
    case RULE_TEMPLATE_BLOCKED:
        return lia_fail(err, LIA_INVALID, field,
                        _("Template %s is blocked: choose another, or unblock it"), name);
    case RULE_SALESPERSON_BLOCKED:
        return lia_fail(err, LIA_INVALID, field,
                        _("Salesperson %s is blocked: choose another, or unblock"), name);
    case RULE_DATE_AHEAD:
        return lia_fail(err, LIA_INVALID, field,
                        _("%s has not happened yet: give a date up to tomorrow"), name);
    default:
        return lia_fail(err, LIA_INVALID, field, "%s", rule_reason(problem));
    }
}

lia_status rule_fail(lia_error *err, enum rule_problem problem, const char *name,
                     const char *detail)
{
    const char *field = rule_field(problem);
    switch (problem) {
    case RULE_FINE:
        return LIA_OK;
    case RULE_NO_CONTACT:
        return lia_fail(err, LIA_INVALID, field,
                        _("No contact: choose whom the interaction was with"));
    case RULE_NO_TEMPLATE:
        return lia_fail(err, LIA_INVALID, field,
                        _("No template: choose what kind of interaction it was"));
    case RULE_NO_SALESPERSON:
        return lia_fail(err, LIA_INVALID, field,
                        _("No salesperson: choose who had the interaction"));
    case RULE_NO_DATE:
        return lia_fail(err, LIA_INVALID, field,
                        _("No date: type when it was, such as today or 2026-11-20"));
    case RULE_NO_DESCRIPTION:
        return lia_fail(err, LIA_INVALID, field,
                        _("No description: write in a few words what it was about"));
    case RULE_COST:
        return lia_fail(err, LIA_INVALID, field, _("A cost is 0 or more, and at most 1000000000"));
    case RULE_MINUTES:
        return lia_fail(err, LIA_INVALID, field,
                        _("A duration is 0 minutes or more, and at most 1000000"));
    default:
        break;
    }
    enum { NAME = 26, REASON = 24 }; /* columns, so that the line stays within 76 */
    struct arena a = {0};
    lia_status status =
        fail_named(err, problem, rule_short(&a, name, NAME), rule_short(&a, detail, REASON));
    arena_clear(&a);
    return status;
}

/* --- for lines and messages --- */

const char *rule_when(struct arena *a, const lia_book *book, int64_t at)
{
    int32_t seconds;
    char day[DATE_TEXT], time[DATE_TEXT];
    int32_t on = date_of_instant(at, book->zone(book->clock_ctx, at), &seconds);
    date_format_short(on, lia_book_today(book), day);
    time_format(seconds, time);
    return on == lia_book_today(book) ? arena_strdup(a, time) : arena_printf(a, "%s %s", day, time);
}

const char *rule_ids(struct arena *a, const int64_t *ids, size_t n)
{
    struct str json = {0};
    for (size_t i = 0; i < n; i++)
        str_add_f(&json, "%c%lld", i ? ',' : '[', (long long)ids[i]);
    str_add(&json, n ? "]" : "[]");
    char *text = arena_strdup(a, str_text(&json));
    str_clear(&json);
    return text;
}

static const char *once_key(struct arena *a, const char *once)
{
    return arena_printf(a, "once:%s", once ? once : "");
}

lia_status rule_once(struct op *op, const char *once, bool *done, lia_error *err)
{
    *done = false;
    if (!once || !*once)
        return LIA_OK;
    snprintf(op->key, sizeof op->key, "%s", once_key(&op->arena, once));
    lia_status status = rule_once_known(op->book, once, done, err);
    op->nothing = *done;
    return status;
}

lia_status rule_once_known(lia_book *book, const char *once, bool *known, lia_error *err)
{
    struct arena a = {0};
    int64_t op_id;
    lia_status status =
        db_query_int(book->db, "SELECT op_id FROM op WHERE key = :key",
                     DB_PARAMS(db_t("key", once_key(&a, once))), &op_id, known, err);
    arena_clear(&a);
    return status;
}

lia_status rule_once_made(lia_book *book, const char *once, const char *table, int64_t *id,
                          lia_error *err)
{
    struct arena a = {0};
    lia_status status = db_query_int(
        book->db,
        "SELECT t.first_id FROM op AS o JOIN op_touch AS t ON t.op_id = o.op_id"
        " WHERE o.key = :key AND t.tbl = :table AND t.how = 'i' ORDER BY t.seq LIMIT 1",
        DB_PARAMS(db_t("key", once_key(&a, once)), db_t("table", table)), id, NULL, err);
    arena_clear(&a);
    return status;
}

/* --- texts --- */

lia_status rule_text(struct op *op, const char *description, const char *subject, int64_t *text_id,
                     lia_error *err)
{
    const struct db_param *params =
        DB_PARAMS(db_t("description", description), db_t("subject", subject));
    bool found;
    lia_status status = db_query_int(
        op->db, "SELECT text_id FROM text WHERE description = :description AND subject = :subject",
        params, text_id, &found, err);
    if (status != LIA_OK || found)
        return status;
    status = op_take(op, "text", 1, text_id, err);
    if (status != LIA_OK)
        return status;
    db_add(
        op->batch,
        "INSERT INTO text (text_id, description, subject) VALUES (:text, :description, :subject)",
        DB_PARAMS(db_i("text", *text_id), db_t("description", description),
                  db_t("subject", subject)));
    op_texts_inserted(op, *text_id, *text_id);
    return LIA_OK;
}

lia_status rule_texts(struct op *op, const char *select, const struct db_param *params,
                      lia_error *err)
{
    const char *missing = arena_printf(&op->arena,
                                       "(SELECT DISTINCT description, subject FROM (SELECT NULL AS "
                                       "description, NULL AS subject WHERE 0 UNION ALL %s) AS s"
                                       " WHERE NOT EXISTS (SELECT 1 FROM text AS x WHERE "
                                       "x.description = s.description AND x.subject = s.subject))",
                                       select);
    int64_t n, first;
    lia_status status =
        db_query_int(op->db, arena_printf(&op->arena, "SELECT count(*) FROM %s", missing),
                     op_params(op, params), &n, NULL, err);
    if (status != LIA_OK || !n)
        return status;
    status = op_take(op, "text", n, &first, err);
    if (status != LIA_OK)
        return status;
    const char *insert = arena_printf(
        &op->arena,
        "INSERT INTO text (text_id, description, subject) SELECT %lld - 1"
        " + row_number() OVER (ORDER BY description, subject), description, subject FROM %s",
        (long long)first, missing);
    db_add(op->batch, insert, op_params(op, params));
    op_texts_inserted(op, first, first + n - 1);
    return LIA_OK;
}
