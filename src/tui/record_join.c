/* record_join.c: another session changed the record that a form edits: fields that only one side
 * changed are joined, those that both changed are asked about, one after the other. */
#include <string.h>

#include "base/i18n.h"
#include "tui/record_form.h"

struct side {
    const char *value, *shown, *note;
};

/* A field of the form, as it stood when OK was pressed. */
struct before {
    struct side mine;
    const char *original;
};

/* A field that both sides changed. */
struct both {
    size_t field;
    struct side mine, theirs;
};

static struct side side_of(struct arena *a, const struct field *f)
{
    return (struct side){arena_strdup(a, str_text(&f->value)), arena_strdup(a, str_text(&f->shown)),
                         arena_strdup(a, str_text(&f->note))};
}

static void put(struct form *f, size_t field, const struct side *side)
{
    const struct field_spec *spec = f->fields[field].spec;
    if (spec->source)
        form_choose(f, spec->name, side->value, side->shown, side->note);
    else
        form_set(f, spec->name, side->value);
    form_set_typed(f, spec->name, true);
}

/* --- asking -------------------------------------------------------------------------------------- */

/* A value as people read it, on one line. */
static void add_value(struct str *out, const struct field_spec *spec, const struct side *side)
{
    const char *text = *side->shown ? side->shown : side->value;
    for (size_t i = 0; spec->choices && spec->choices[i].value; i++)
        if (str_eq(spec->choices[i].value, side->value))
            text = _(spec->choices[i].label);
    if (spec->kind == FIELD_BOOL)
        text = *side->value ? _("yes") : _("no");
    if (!*text)
        text = _("(blank)");
    for (; *text; text++)
        str_add_char(out, *text == '\n' ? ' ' : *text);
}

static void answer(struct screen *s, char letter)
{
    struct record_form *rf = (struct record_form *)s;
    struct record_join *j = &rf->join;
    if (!letter)
        return; /* still to be answered: the next OK asks again */
    const struct both *b = &VEC_AT(&j->both, struct both, j->answered);
    if (letter == 't')
        put(&rf->form, b->field, &b->theirs);
    j->answered++;
    if (record_join_open(rf))
        record_join_ask(rf);
    else
        app_say(s->app, _("Both changes are joined: look them over, then OK again"));
}

bool record_join_open(const struct record_form *rf)
{
    return rf->join.answered < rf->join.both.count;
}

void record_join_ask(struct record_form *rf)
{
    const struct record_join *j = &rf->join;
    const struct both *b = &VEC_AT(&j->both, struct both, j->answered);
    const struct field_spec *spec = rf->form.fields[b->field].spec;
    struct str text = {0};
    form_go_to(&rf->form, spec->name);
    str_add_f(&text, _("Another session changed “%s” too"), _(spec->label));
    if (j->both.count > 1)
        str_add_f(&text, _(" (%zu of %zu)"), j->answered + 1, j->both.count);
    str_add(&text, _(".\n  yours:  "));
    add_value(&text, spec, &b->mine);
    str_add(&text, _("\n  theirs: "));
    add_value(&text, spec, &b->theirs);
    app_ask(&rf->screen, &(struct question){
                             .text = str_text(&text),
                             .answers = {{'m', _("keep mine")}, {'t', _("take theirs")}},
                             .escape = _("Later"),
                             .answer = answer,
                         });
    str_clear(&text);
}

/* --- joining ------------------------------------------------------------------------------------- */

static void join_field(struct record_form *rf, size_t i, const struct before *was)
{
    struct record_join *j = &rf->join;
    const struct field *f = &rf->form.fields[i];
    struct side theirs = side_of(&j->arena, f);
    if (f->spec->kind == FIELD_INFO || str_eq(was->mine.value, was->original) ||
        str_eq(was->mine.value, theirs.value))
        return;
    put(&rf->form, i, &was->mine);
    if (!str_eq(theirs.value, was->original))
        *(struct both *)vec_push(&j->both) = (struct both){i, was->mine, theirs};
}

lia_status record_join(struct record_form *rf, lia_error *err)
{
    struct form *f = &rf->form;
    struct record_join *j = &rf->join;
    record_join_clear(rf);
    const char *focus = arena_strdup(&j->arena, form_focused(f));
    struct before *was = arena_alloc(&j->arena, sizeof *was * f->count);
    for (size_t i = 0; i < f->count; i++)
        was[i] = (struct before){side_of(&j->arena, &f->fields[i]),
                                 arena_strdup(&j->arena, str_text(&f->fields[i].original))};
    lia_status status = rf->ops->fill(rf, err);
    if (status != LIA_OK)
        return status;
    form_begin(f);
    for (size_t i = 0; i < f->count; i++)
        join_field(rf, i, &was[i]);
    form_go_to(f, focus);
    if (record_join_open(rf))
        record_join_ask(rf);
    else
        app_say(rf->screen.app, _("Another session changed it too; both changes are joined: look, then OK again"));
    return LIA_OK;
}

void record_join_clear(struct record_form *rf)
{
    vec_clear(&rf->join.both);
    arena_clear(&rf->join.arena);
    rf->join = (struct record_join){.both = VEC_OF(struct both)};
}
