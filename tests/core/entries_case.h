/* entries_case.h: interactions imported from memory, and what the log then has. On import_case.h.
 */
#ifndef TESTS_CORE_ENTRIES_CASE_H
#define TESTS_CORE_ENTRIES_CASE_H

#include "base/date.h"
#include "import_case.h"
#include "liaise/interaction.h"
#include "records.h"

/* A person with this e-mail. */
static inline int64_t case_person(const char *name, const char *email)
{
    return make_contact(t.book, &(lia_contact){.type = LIA_PERSON, .name = name, .email = email});
}

static inline int64_t case_entries(void)
{
    return case_int("SELECT count(*) FROM entry");
}

static inline const char *case_entry_line(const lia_entry *e)
{
    char day[DATE_TEXT], time[DATE_TEXT];
    date_format_iso(e->date, day);
    time_format_exact(e->time, time);
    return arena_printf(&t.arena, "%s%s%s%+d %s %s %d: %s", day, *time ? " " : "", time, e->zone,
                        e->contact, e->template_code, (int)e->minutes, e->description);
}

/* "2026-11-20 14:32+60 Jo Ek MEETING 30: Kick-off" of each, oldest first, a line each. */
static inline const char *case_log(void)
{
    const char *all = "";
    lia_entry_list list;
    const lia_entry_query query = {.oldest_first = true};
    const lia_seek seek = {.no_key = true, .limit = 500};
    assert_ok(lia_entry_list_some(t.book, &query, &seek, &list, &t.err), t.err);
    for (size_t i = 0; i < list.count; i++)
        all = arena_printf(&t.arena, "%s%s\n", all, case_entry_line(&list.items[i]));
    lia_entry_list_clear(&list);
    return all;
}

/* The comments of the entry of this description, joined by " | ". */
static inline const char *case_comments(const char *description)
{
    const char *all = "";
    lia_comment_list list;
    struct db_rows *rows;
    assert_ok(db_query(t.book->db,
                       "SELECT entry_no FROM entry JOIN text USING (text_id)"
                       " WHERE description = :description",
                       DB_PARAMS(db_t("description", description)), &rows, &t.err),
              t.err);
    int64_t no = db_next(rows) ? db_int(rows, 0) : 0;
    assert_ok(db_rows_close(rows, &t.err), t.err);
    assert_ok(lia_comment_list_of(t.book, no, &list, &t.err), t.err);
    for (size_t i = 0; i < list.count; i++)
        all = arena_printf(&t.arena, "%s%s%s", all, i ? " | " : "", list.items[i].text);
    lia_comment_list_clear(&list);
    return all;
}

/* Each file again adds nothing; each try leaves the book sound. */
static inline void case_again(const char *text)
{
    int64_t before = case_entries();
    case_import(text);
    assert_int_equal(t.result.added, 0);
    assert_int_equal(t.result.op_id, 0);
    assert_int_equal(case_entries(), before);
    assert_sound(t.book);
}

#endif
