/* The events of domain.md 9. Migration 2 brings older books the same: codes stay as they are. */
#include "base/i18n.h"
#include "core/event.h"

const struct event_known event_known[] = {
    {"email-out", N_("E-mail sent"), "MAIL-OUT"},
    {"email-in", N_("E-mail received"), "MAIL-IN"},
    {"call-out", N_("Outgoing call"), "CALL-OUT"},
    {"call-in", N_("Incoming call"), "CALL-IN"},
    {"meeting", N_("Meeting"), "MEETING"},
    {"letter", N_("Letter"), "LETTER-OUT"},
    {"sales-quote", N_("Sales quote"), NULL},
    {"sales-order", N_("Sales order"), NULL},
    {"sales-invoice", N_("Sales invoice"), NULL},
    {"sales-credit-memo", N_("Sales credit memo"), NULL},
    {"sales-shipment", N_("Sales shipment"), NULL},
    {"sales-reminder", N_("Sales reminder"), NULL},
    {"sales-statement", N_("Sales statement"), NULL},
    {"purchase-quote", N_("Purchase quote"), NULL},
    {"purchase-order", N_("Purchase order"), NULL},
    {"purchase-invoice", N_("Purchase invoice"), NULL},
    {"purchase-receipt", N_("Purchase receipt"), NULL},
    {"service-order", N_("Service order"), NULL},
    {"service-quote", N_("Service quote"), NULL},
    {"cover-sheet", N_("Cover sheet"), NULL},
    {NULL, NULL, NULL},
};

void event_fill_new(struct op *op)
{
    for (int64_t i = 0; event_known[i].code; i++)
        db_add(
            op->batch,
            "INSERT INTO event (event_id, code, template_id, op_id, changed_op) VALUES (:id, :code,"
            " (SELECT template_id FROM interaction_template WHERE code = :template), :op, :op)",
            DB_PARAMS(db_i("id", i + 1), db_t("code", event_known[i].code),
                      db_t("template", event_known[i].template_code), db_i("op", op->id)));
    db_add(op->batch,
           "UPDATE counter SET value = (SELECT max(event_id) FROM event) WHERE name = 'event'",
           DB_NONE);
}
