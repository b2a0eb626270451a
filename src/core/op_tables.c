#include "core/op_tables.h"

#include <string.h>

#include "base/i18n.h"

#define NAMED(table) .name = table, .was = table "_was"

const struct op_table_info op_tables[OP_TABLES] = {
    [OP_SETUP] =
        {NAMED("setup"), .key = "setup_id", .noun = N_("Marketing Setup"), .label = "''",
         .columns =
             "setup_id, touch_days, undo_days, new_contact_type, new_correspondence, new_country, "
             "new_salesperson_id, op_id, changed_op"},
    [OP_NUMBER_SERIES] = {NAMED("number_series"), .key = "series_id", .noun = N_("Number series"),
                          .label = "name",
                          .columns = "series_id, name, prefix, width, last, op_id, changed_op"},
    [OP_SALESPERSON] =
        {NAMED("salesperson"), .key = "salesperson_id", .noun = N_("Salesperson"),
         .label = "trim(code || ' ' || name)",
         .columns =
             "salesperson_id, code, name, email, phone, account, blocked, op_id, changed_op"},
    [OP_GROUP] = {NAMED("interaction_group"), .key = "group_id", .noun = N_("Interaction group"),
                  .label = "trim(code || ' ' || description)",
                  .columns = "group_id, code, description, blocked, op_id, changed_op"},
    [OP_TEMPLATE] =
        {NAMED("interaction_template"), .key = "template_id", .noun = N_("Interaction template"),
         .label = "trim(code || ' ' || description)",
         .columns =
             "template_id, code, group_id, description, unit_cost, unit_minutes, flow, "
             "initiated_by, correspondence, ignore_correspondence, blocked, op_id, changed_op"},
    [OP_EVENT] = {NAMED("event"), .key = "event_id", .noun = N_("Interaction Template Setup"),
                  .label = "code",
                  .columns = "event_id, code, description, template_id, own, op_id, changed_op"},
    [OP_CONTACT] =
        {NAMED("contact"), .key = "contact_id", .noun = N_("Contact"), .label = "no || ' ' || name",
         .columns =
             "contact_id, no, type, name, name_fold, sort_key, company_id, job_title, email, "
             "email2, phone, mobile, address, address2, post_code, city, country, salesperson_id, "
             "correspondence, home_page, birthday, note, tags, exclude, privacy_blocked, "
             "privacy_reason, touch_days, archived, uid, op_id, changed_op"},
    [OP_CHANNEL] = {NAMED("contact_channel"), .key = "channel_id", .noun = N_("Further address"),
                    .label = "value",
                    .columns = "channel_id, contact_id, kind, label, value, op_id, changed_op"},
    [OP_KEPT] = {NAMED("contact_kept"), .key = "contact_id", .noun = N_("Kept properties"),
                 .label = "''", .columns = "contact_id, form, content, op_id, changed_op"},
    [OP_ENTRY] =
        {NAMED("entry"), .key = "entry_no", .noun = N_("Interaction"), .label = "entry_no",
         .columns =
             "entry_no, contact_id, company_id, wall, has_time, zone, text_id, template_id, "
             "group_id, "
             "salesperson_id, flow, initiated_by, correspondence, evaluation, failed, cost, "
             "minutes, "
             "via, segment_id, logged_id, origin, canceled_op, corrects, corrected_by, op_id, "
             "changed_op"},
    [OP_COMMENT] = {NAMED("entry_comment"), .key = "comment_id",
                    .noun = N_("Comment of interaction"), .label = "entry_no",
                    .columns = "comment_id, entry_no, written_on, content, op_id, changed_op"},
    [OP_DOCUMENT] = {NAMED("entry_document"), .key = "entry_no",
                     .noun = N_("Document of interaction"), .label = "trim(event || ' ' || no)",
                     .columns = "entry_no, contact_id, event, no, op_id, changed_op"},
    [OP_POSTPONED] =
        {NAMED("postponed"), .key = "entry_no", .noun = N_("Postponed interaction"),
         .label = "trim(entry_no || ' ' || description)",
         .columns =
             "entry_no, contact_id, salesperson_id, template_id, wall, description, form, user, "
             "begun_at, op_id, changed_op"},
    [OP_SEGMENT] =
        {NAMED("segment"), .key = "segment_id", .noun = N_("Segment"),
         .label = "trim(no || ' ' || description)", .derived = ",lines,last_line,",
         .zeroed = ",lines,",
         .columns =
             "segment_id, no, status, description, date_on, salesperson_id, template_id, group_id, "
             "entry_description, subject, correspondence, ignore_correspondence, flow, "
             "initiated_by, unit_cost, unit_minutes, typed, lines, last_line, op_id, changed_op"},
    [OP_LINE] = {NAMED("segment_line"), .key = "line_id", .noun = N_("Segment line"),
                 .label = "line_id % 2147483648",
                 .columns = "line_id, segment_id, contact_id, marks, template_id, group_id, "
                            "date_on, salesperson_id, "
                            "description, subject, correspondence, ignore_correspondence, flow, "
                            "initiated_by, cost, "
                            "minutes, evaluation, failed, comment, entry_no, op_id, changed_op"},
    [OP_LOGGED] = {NAMED("logged_segment"), .key = "logged_id", .noun = N_("Logged segment"),
                   .label = "logged_id", .derived = ",entries,entries_canceled,",
                   .zeroed = ",entries,entries_canceled,",
                   .columns =
                       "logged_id, segment_id, entries, entries_canceled, first_entry, last_entry, "
                       "follow_up_id, canceled_op, op_id, changed_op"},
};

enum op_table op_table_find(const char *name)
{
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (strcmp(op_tables[t].name, name) == 0)
            return t;
    return OP_TABLES;
}
