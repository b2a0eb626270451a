/* form_field.h: between the files of the form. */
#ifndef TUI_FORM_FIELD_H
#define TUI_FORM_FIELD_H

#include "tui/form.h"

struct field *form_find(const struct form *f, const char *name);  /* NULL: none of that name */
struct field *form_field(const struct form *f, const char *name); /* asserts that there is one */
struct field *form_focus(const struct form *f);                   /* NULL: nothing can be focused */
void field_put(struct str *out, const char *text);                /* text may be *out's own */
void field_assign(struct field *field, const char *value); /* clears error, fault and stand-in */
bool field_is_line(const struct field *field);             /* typed into as one line of text */
bool field_has_source(const struct field *field);
bool field_can_focus(const struct field *field);

/* What people typed, as the canonical value. False: it is none, *value is the text and the reason
 * stands in the field's error. */
bool field_parse(const struct form *f, struct field *field, const char *typed);
/* What stands in the field while it is not focused; appended. */
void field_show(const struct field *field, struct str *out);
/* What is typed into when it gets the focus. */
const char *field_start(const struct field *field);
const char *field_choice_label(const struct field *field, const char *value); /* translated */
bool field_step_choice(struct field *field, int by);
bool field_letter_choice(struct field *field, uint32_t key);

void form_enter(struct form *f,
                size_t to);      /* moves the focus; the field before is to be left first */
void form_leave(struct form *f); /* what was typed becomes the value */
void form_note_change(struct form *f, struct field *field); /* the user gave it a value */
void form_take_row(struct form *f, const struct lookup_row *row);
void form_lay_out(struct form *f, int width, int height);

#endif
