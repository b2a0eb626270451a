/* form.h: fields that are typed into: layout, moving, checking, look-ups, drafts (screens.md 4
 * "Forms", 5).
 *
 * A page describes its fields in a constant table, fills them with form_set, and reads them with
 * form_get*. Values are text in one canonical form per kind (below); what people type becomes that
 * form when the field is left. Nothing reads the book while a key is handled: look-ups and
 * form_ops.changed are called from form_load. */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "liaise/base.h"
#include "tui/edit.h"
#include "tui/lookup.h"
#include "tui/text.h"

/* Kind, and the canonical form of its value. "" is always "blank". */
enum field_kind {
    FIELD_TEXT,     /* the text */
    FIELD_CODE,     /* value of a look-up row; typed text in upper case where there is no source */
    FIELD_LOOKUP,   /* like CODE, but only rows of the source are valid (records by id) */
    FIELD_CHOICE,   /* value of one of spec.choices; ←→, Space or a letter chooses */
    FIELD_DATE,     /* 2026-11-20 */
    FIELD_TIME,     /* 14:32 */
    FIELD_DURATION, /* minutes in digits */
    FIELD_AMOUNT,   /* 12.50 */
    FIELD_NUMBER,   /* digits, >= 0 */
    FIELD_BOOL,     /* "1" or "" */
    FIELD_LONG,     /* text of many lines */
    FIELD_INFO      /* shown, never focused */
};

enum field_flag {
    FIELD_BESIDE = 1,  /* stands beside the field before it where there is room */
    FIELD_FUTURE = 2,  /* dates without a year are the next ones, not the latest */
    FIELD_SKIP = 4,    /* filled in already: Tab passes it by (arrows and the mouse do not) */
    FIELD_REQUIRED = 8 /* form_check refuses it blank */
};

struct field_choice {
    const char *value;
    const char *label; /* N_() */
};

struct field_spec {
    const char *name;  /* as in lia_error.field; kept in drafts */
    const char *label; /* N_() */
    enum field_kind kind;
    int width; /* columns of its value; 0: what is left of the line */
    int rows;  /* FIELD_LONG: lines at least; it grows to what is left */
    unsigned flags;
    const struct field_choice *choices; /* CHOICE: ends with {NULL, NULL} */
    const struct lookup_source *source; /* CODE, LOOKUP */
};

struct field {
    const struct field_spec *spec;
    struct str value;    /* canonical; what was typed where that makes no sense */
    struct str shown;    /* LOOKUP and CODE: what stands for the value */
    struct str note;     /* said beside it: the name of a code */
    struct str original; /* value when the form began */
    struct str told;     /* value when ops.changed last heard of it */
    struct str error;    /* what is wrong with it, "" nothing */
    struct text text;    /* what is being typed, while focused (LONG: always) */
    unsigned flags;
    bool typed;  /* the user typed or chose here */
    bool mark;   /* personalised: • */
    bool faulty; /* value is no valid one of its kind */
    bool edited; /* since it got the focus */
    struct rect area, label_area;
};

struct form;
struct form_ops {
    /* Optional. A field got another value by the user (on leaving it, choosing in it): work out
     * with form_set what depends on it, refuse what is wrong: the message stands at the field. From
     * form_load, so it may read. */
    lia_status (*changed)(void *ctx, struct form *f, const char *field, lia_error *err);
    /* Optional. The Add row of a look-up was taken: push its form; give the result to form_choose.
     */
    void (*add)(void *ctx, struct form *f, const char *field, const char *typed);
    /* Optional. Del on a personalised field: put back what it follows, with form_set and
     * form_set_mark. From form_load. */
    void (*unmark)(void *ctx, struct form *f, const char *field);
    /* Optional. Tab in a field of text: what it could become, as shells complete names. False: there
     * is nothing to complete, Tab goes on. */
    bool (*complete)(void *ctx, struct form *f, const char *field, const char *typed,
                     struct str *out);
};

struct form {
    struct field *fields;
    size_t count, focus;
    const struct form_ops *ops;
    void *ctx;
    int32_t today;  /* for dates typed; set by the page */
    bool day_first; /* 3/12 is the 3rd of December */
    bool touched;   /* something was typed or left since the last save: the page's draft is due */
    bool left;      /* a field was left: the draft is due at once */
    struct lookup lookup;
    struct str before; /* text of the field when its look-up opened: what Esc brings back */
    bool want_changed, want_unmark;
    uint32_t waiting_key; /* Enter or Tab that waits for the rows of the look-up */
    int top, height, width, label_width;
    int rows_total;
};

/* specs ends with a spec without name and must outlive the form. */
void form_init(struct form *f, const struct field_spec *specs, const struct form_ops *ops,
               void *ctx);
void form_clear(struct form *f); /* frees */
/* All fields are filled in: what they hold now is "as opened"; the focus goes to the first that Tab
 * does not skip. */
void form_begin(struct form *f);

/* Values, by field name (a name that is not in the table is an assert). Setting is the program's
 * doing: it does not count as typed, calls nothing back, and clears the field's error. */
void form_set(struct form *f, const char *name, const char *value);
void form_set_f(struct form *f, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void form_set_day(struct form *f, const char *name, int32_t day);
void form_set_time(struct form *f, const char *name, int32_t seconds);
void form_set_amount(struct form *f, const char *name, int64_t amount);
void form_set_number(struct form *f, const char *name, int64_t n); /* NUMBER, DURATION, BOOL */
/* CODE, LOOKUP: value, what stands for it (NULL: the value), and the note beside it. As the result
 * of the Add row (its look-up is still open) it counts as chosen by the user. */
void form_choose(struct form *f, const char *name, const char *value, const char *shown,
                 const char *note);
const char *form_get(const struct form *f,
                     const char *name); /* never NULL; the form's until it changes */
int32_t form_get_day(const struct form *f, const char *name);  /* DATE_NONE when blank or faulty */
int32_t form_get_time(const struct form *f, const char *name); /* TIME_NONE … */
int64_t form_get_amount(const struct form *f, const char *name);
int64_t form_get_number(const struct form *f, const char *name); /* 0 when blank */
bool form_get_bool(const struct form *f, const char *name);

bool form_typed(const struct form *f, const char *name);
void form_set_typed(struct form *f, const char *name, bool typed);
void form_set_mark(struct form *f, const char *name, bool personalised);
bool form_mark(const struct form *f, const char *name);
void form_set_flags(struct form *f, const char *name, unsigned set, unsigned unset);
bool form_dirty(const struct form *f); /* anything differs from what it opened with */
bool form_any_typed(const struct form *f);

/* Focus. */
const char *form_focused(const struct form *f);    /* name of the field */
void form_go_to(struct form *f, const char *name); /* leaves the field it was in */
/* Before OK: leaves the field, tells the changes (form_load), looks for faulty and missing values.
 * On failure the cursor is in the field at fault, and err names it. */
LIA_MUST_USE lia_status form_check(struct form *f, lia_error *err);
/* An error of the core: its message at its field, the cursor there. Without a field: false, say it
 * yourself. */
bool form_fail(struct form *f, const lia_error *err);
/* What is wrong with the focused field, else with the first that is; "" nothing. Shown in the
 * message line by the machinery. */
const char *form_said(const struct form *f);

/* Events and commands of forms. */
bool form_event(struct form *f,
                const struct event *ev); /* true when taken; Ctrl-S, Esc and others are not */
bool form_escape(struct form *f);        /* Esc: true when it closed a look-up */
void form_open_lookup(struct form *f);
bool form_wants_load(const struct form *f);
LIA_MUST_USE lia_status form_load(struct form *f, lia_error *err);

/* For the external editor: the text of the focused field when it is TEXT or LONG, NULL else. */
struct edit *form_editable(struct form *f);
void form_edited(struct form *f); /* after its text was changed from outside */

/* Drafts: the form as a list of pairs; strings are the form's until it changes. */
struct form_pair {
    const char *name, *value, *shown, *note;
    bool typed, mark;
};
void form_pairs(const struct form *f, struct vec *out); /* of struct form_pair */
/* Unknown names are passed over. Call after form_begin, so that the form counts as changed. focus
 * may be NULL. */
void form_restore(struct form *f, const struct form_pair *pairs, size_t count, const char *focus);

int form_rows(struct form *f, int width); /* lines it needs at this width */
/* *cursor_x, *cursor_y: where the cursor is. The open look-up is drawn over it by form_draw_lookup.
 */
void form_draw(struct form *f, struct grid *g, struct rect r, int *cursor_x, int *cursor_y);
void form_draw_lookup(struct form *f, struct grid *g);

#endif
