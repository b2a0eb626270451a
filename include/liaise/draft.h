/* liaise/draft.h: what an open form holds, kept in a private file while it is typed (domain.md 5). A draft is not in the
 * book and is no operation. */
#ifndef LIAISE_DRAFT_H
#define LIAISE_DRAFT_H

#include "liaise/book.h"

/* Fields of a form as text: one line each, `name<TAB>typed(0|1)<TAB>value`, with \n \t \\ escaped.
 *
 * Values of Create Interaction are, by lia_ifield_name: the contact's id in digits (or, written by hand, its no., e-mail or
 * name), codes of template and salesperson, lia_value_code of value sets, dates and times as people type them, amounts,
 * minutes, texts. Besides those, where they are set: `zone` (minutes east of UTC), `begun` (UTC seconds), `corrects`,
 * `segment`, `line`, and `contacts` (ids, blanks between: a form for many). What a front end adds of its own is skipped. */
typedef struct lia_field_text {
    const char *name;
    bool typed;
    const char *value;
} lia_field_text;
typedef struct lia_form_text {
    lia_field_text *fields;
    size_t count;
    void *arena;
} lia_form_text;
LIA_API void lia_form_text_clear(lia_form_text *form);
/* The caller frees the result. */
LIA_API char *lia_form_text_write(const lia_field_text *fields, size_t n);
/* Unknown lines are skipped; never fails on hostile input, at worst it is empty. */
LIA_API void lia_form_text_read(const char *text, lia_form_text *out);

typedef struct lia_draft lia_draft;
struct lia_interaction;

/* A new draft file in dir (made 0700 when it is not there), 0600, locked while open. form is the form's name
 * ("interaction", "contact"). Nothing is written before the first save. Fails: LIA_IO, LIA_FULL. */
LIA_API LIA_MUST_USE lia_status lia_draft_open(const char *dir, const char *book_id, const char *form, lia_draft **out, lia_error *err);
/* Replaces what it holds by rename; fields as above; record and version name what the form edits (0: new). */
LIA_API LIA_MUST_USE lia_status lia_draft_save(lia_draft *draft, int64_t record, int64_t version, const char *form_text, lia_error *err);
/* Names the draft for good, whatever becomes of its file: lia_interaction.once. */
LIA_API const char *lia_draft_id(const lia_draft *draft);
/* The path that an editor's file may stand beside (its name must begin neither with "draft-" nor with ".draft-"). */
LIA_API const char *lia_draft_path(const lia_draft *draft);
/* Removes the file and frees. The form was closed by its owner's choice. */
LIA_API void lia_draft_remove(lia_draft *draft);
/* Unlocks and frees, keeping the file: the next start finds it. */
LIA_API void lia_draft_leave(lia_draft *draft);

/* Drafts of this book whose lock is free, oldest first. */
typedef struct lia_draft_found {
    const char *path, *form, *form_text;
    int64_t record, version, saved_at;
} lia_draft_found;
typedef struct lia_draft_list {
    lia_draft_found *items;
    size_t count;
    void *arena;
} lia_draft_list;
LIA_API void lia_draft_list_clear(lia_draft_list *list);
LIA_API LIA_MUST_USE lia_status lia_draft_find(const char *dir, const char *book_id, lia_draft_list *out, lia_error *err);
/* Takes the lock of a found draft. Fails: LIA_BUSY (another session has it by now), LIA_NOT_FOUND, LIA_CORRUPT. */
LIA_API LIA_MUST_USE lia_status lia_draft_adopt(const char *path, lia_draft **out, lia_error *err);

/* At start: every Create Interaction draft ("interaction") of this book whose lock is free becomes a postponed
 * interaction, once, however often the start is cut short; one for many contacts a segment. What was logged or postponed
 * with the draft's id as lia_interaction.once is not made again. A draft of a resumed one (its record is the entry no.)
 * changes that one, or becomes another where it is gone. *made: how many. A book that is read only keeps its drafts. */
LIA_API LIA_MUST_USE lia_status lia_draft_postpone_all(lia_book *book, const char *dir, int *made, lia_error *err);

/* What an open Create Interaction form holds, as a form text; contacts: of a form for many (n 0: none). The caller frees
 * *out. */
LIA_API LIA_MUST_USE lia_status lia_form_text_of_interaction(lia_book *book, const struct lia_interaction *it,
                                                             const int64_t *contacts, size_t n, char **out, lia_error *err);
/* The contacts of a form for many; *n 0: it is for one. The caller frees *contacts. */
LIA_API void lia_form_text_contacts(const char *form_text, int64_t **contacts, size_t *n);
/* A form text of Create Interaction, read into an interaction: what cannot be read stays blank and typed. */
LIA_API LIA_MUST_USE lia_status lia_form_text_to_interaction(lia_book *book, const char *form_text, struct lia_interaction *out,
                                                             lia_error *err);

#endif
