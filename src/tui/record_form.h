/* record_form.h: what the forms of all records share: the draft that is kept while one types, OK with its checks, Esc
 * with its question, and what happens when another session changed the record meanwhile (domain.md 5, 11).
 *
 * A form's own struct begins with struct record_form (which begins with struct screen). */
#ifndef TUI_RECORD_FORM_H
#define TUI_RECORD_FORM_H

#include "tui/session.h"

struct record_form;
struct record_form_ops {
    const char *draft; /* the form's name in draft files: "contact"; NULL: no draft is kept */
    /* Reads the record into the form (form_set, form_choose), sets rf->version. Called when it opens, and again when the
     * record was changed elsewhere. */
    lia_status (*fill)(struct record_form *rf, lia_error *err);
    /* Writes. *id is handed to who opened the form. LIA_CONFLICT brings the joining of both sides. */
    lia_status (*ok)(struct record_form *rf, int64_t *id, lia_error *err);
    /* Optional: what else the opener gets to choose: the value and texts of a look-up row. */
    void (*result)(struct record_form *rf, int64_t id, struct screen_result *out, struct arena *arena);
    /* Optional: a draft's values are in the form now; shows what depends on them. */
    void (*restored)(struct record_form *rf);
    /* Optional: said after OK ("Added CT000012"). */
    void (*said)(struct record_form *rf, int64_t id);
};

/* Fields that this form and another session both changed. */
struct record_join {
    struct vec both;
    struct arena arena;
    size_t answered;
};

struct record_form {
    struct screen screen; /* first */
    struct form form;
    const struct record_form_ops *ops;
    int64_t record, version; /* 0: new */
    lia_draft *draft;
    bool asked; /* set by ok: it failed and asked the user itself; nothing more is said */
    struct record_join join;
};

/* record_join.c: the record was changed elsewhere. Joins both sides, and asks about the fields that
 * both changed, one after the other; while one is open OK asks again instead of writing. */
lia_status record_join(struct record_form *rf, lia_error *err);
bool record_join_open(const struct record_form *rf);
void record_join_ask(struct record_form *rf);
void record_join_clear(struct record_form *rf);

/* For screen_ops.open: form_init with ctx = the screen, fill, form_begin. The caller has set rf->record. */
lia_status record_form_open(struct record_form *rf, const struct record_form_ops *ops, const struct field_spec *specs,
                            const struct form_ops *form_ops, lia_error *err);
/* For screen_ops.save, .command and .close; a form with more commands calls these for what is not its own. */
void record_form_save(struct screen *s);
/* The same with a text of the form's own making. */
void record_form_save_text(struct record_form *rf, const char *text);
bool record_form_command(struct screen *s, enum command_id id);
void record_form_close(struct screen *s);
/* OK as if pressed: check, write, close. */
void record_form_ok(struct record_form *rf);
/* The form was settled some other way (postponed, discarded): its draft goes. */
void record_form_settled(struct record_form *rf);
/* What it holds as draft text; the caller frees it. */
char *record_form_text(const struct record_form *rf);
/* Puts back what a draft text holds. */
void record_form_restore(struct record_form *rf, const char *form_text);
/* Goes on with a draft of a lost session, right after opening: takes it over. version: the record's
 * when it was saved. */
void record_form_adopt(struct record_form *rf, lia_draft *draft, int64_t version, const char *form_text);
/* What a form added to its draft text for itself ("segment"); 0: nothing. */
int64_t record_form_number(const char *form_text, const char *name);

#endif
