#include "core/op_tables.h"

#include <string.h>

#include "base/i18n.h"

const struct op_table_info op_tables[OP_TABLES] = {
    [OP_SETUP] = {"setup", "setup_was", "setup_id",
                  "setup_id, touch_days, undo_days, new_contact_type, new_correspondence, new_country, "
                  "new_salesperson_id, op_id, changed_op",
                  "", N_("Marketing Setup"), "''"},
    [OP_NUMBER_SERIES] = {"number_series", "number_series_was", "series_id",
                          "series_id, name, prefix, width, last, op_id, changed_op", "", N_("Number series"), "name"},
    [OP_SALESPERSON] = {"salesperson", "salesperson_was", "salesperson_id",
                        "salesperson_id, code, name, email, phone, account, blocked, op_id, changed_op", "",
                        N_("Salesperson"), "code || ' ' || name"},
    [OP_GROUP] = {"interaction_group", "interaction_group_was", "group_id",
                  "group_id, code, description, blocked, op_id, changed_op", "", N_("Interaction group"),
                  "code || ' ' || description"},
    [OP_TEMPLATE] = {"interaction_template", "interaction_template_was", "template_id",
                     "template_id, code, group_id, description, unit_cost, unit_minutes, flow, initiated_by, "
                     "correspondence, ignore_correspondence, blocked, op_id, changed_op",
                     "", N_("Interaction template"), "code || ' ' || description"},
    [OP_CONTACT] = {"contact", "contact_was", "contact_id",
                    "contact_id, no, type, name, name_fold, sort_key, company_id, job_title, email, email2, phone, "
                    "mobile, address, address2, post_code, city, country, salesperson_id, correspondence, home_page, "
                    "birthday, note, tags, exclude, privacy_blocked, privacy_reason, touch_days, archived, uid, op_id, "
                    "changed_op",
                    ",sort_key,", N_("Contact"), "no || ' ' || name"},
    [OP_CHANNEL] = {"contact_channel", "contact_channel_was", "channel_id",
                    "channel_id, contact_id, kind, label, value, op_id, changed_op", "", N_("Further address"),
                    "value"},
    [OP_KEPT] = {"contact_kept", "contact_kept_was", "contact_id", "contact_id, form, content, op_id, changed_op", "",
                 N_("Kept properties"), "''"},
    [OP_ENTRY] = {"entry", "entry_was", "entry_no",
                  "entry_no, contact_id, company_id, wall, has_time, zone, text_id, template_id, group_id, "
                  "salesperson_id, flow, initiated_by, correspondence, evaluation, failed, cost, minutes, via, "
                  "segment_id, logged_id, origin, canceled_op, corrects, corrected_by, op_id, changed_op",
                  "", N_("Interaction"), "entry_no"},
    [OP_COMMENT] = {"entry_comment", "entry_comment_was", "comment_id",
                    "comment_id, entry_no, written_on, content, op_id, changed_op", "", N_("Comment of interaction"),
                    "entry_no"},
    [OP_POSTPONED] = {"postponed", "postponed_was", "entry_no",
                      "entry_no, contact_id, salesperson_id, template_id, wall, description, form, user, begun_at, "
                      "op_id, changed_op",
                      "", N_("Postponed interaction"), "entry_no || ' ' || description"},
    [OP_SEGMENT] = {"segment", "segment_was", "segment_id",
                    "segment_id, no, status, description, date_on, salesperson_id, template_id, group_id, "
                    "entry_description, subject, correspondence, ignore_correspondence, flow, initiated_by, unit_cost, "
                    "unit_minutes, typed, lines, last_line, op_id, changed_op",
                    ",lines,last_line,", N_("Segment"), "no || ' ' || description"},
    [OP_LINE] = {"segment_line", "segment_line_was", "line_id",
                 "line_id, segment_id, contact_id, marks, template_id, group_id, date_on, salesperson_id, description, "
                 "subject, correspondence, ignore_correspondence, flow, initiated_by, cost, minutes, evaluation, "
                 "failed, comment, entry_no, op_id, changed_op",
                 "", N_("Segment line"), "line_id % 2147483648"},
    [OP_LOGGED] = {"logged_segment", "logged_segment_was", "logged_id",
                   "logged_id, segment_id, entries, entries_canceled, first_entry, last_entry, follow_up_id, "
                   "canceled_op, op_id, changed_op",
                   ",entries,entries_canceled,", N_("Logged segment"), "logged_id"},
};

enum op_table op_table_find(const char *name)
{
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (strcmp(op_tables[t].name, name) == 0)
            return t;
    return OP_TABLES;
}
