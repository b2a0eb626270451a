#include "tui/drafts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/screens.h"

enum { OFFERED = 12 };

enum opens { OPENS_CONTACT, OPENS_CODE, OPENS_SEGMENT, OPENS_SETUP, OPENS_LINE, OPENS_COMMENT };

/* Which form a draft belongs to. */
static const struct kind {
    const char *form, *title;
    const struct screen_ops *ops;
    enum opens opens;
} kinds[] = {
    {"contact", N_("Contact"), &contact_form, OPENS_CONTACT},
    {"segment", N_("Segment"), &segment_form, OPENS_SEGMENT},
    {"line", N_("Line of a segment"), &line_form, OPENS_LINE},
    {"comment", N_("Comment"), &comment_form, OPENS_COMMENT},
    {"template", N_("Interaction Template"), &template_form, OPENS_CODE},
    {"group", N_("Interaction Group"), &group_form, OPENS_CODE},
    {"salesperson", N_("Salesperson"), &salesperson_form, OPENS_CODE},
    {"setup", N_("Marketing Setup"), &setup_form, OPENS_SETUP},
};

/* What the question that stands is about; kept by the session. */
struct draft_offer {
    lia_draft_list list;
    size_t of[OFFERED]; /* what is offered, by its place in the list */
    int count;
    size_t gone; /* the one whose record is gone */
};

static const struct kind *kind_of(const lia_draft_found *d)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(kinds[i].form, d->form))
            return &kinds[i];
    return NULL;
}

static lia_status find(const struct session *session, lia_draft_list *out, lia_error *err)
{
    if (!session->drafts_dir || lia_book_read_only(session->book))
        return LIA_OK;
    return lia_draft_find(session->drafts_dir, lia_book_id(session->book), out, err);
}

int drafts_count(const struct session *session)
{
    lia_draft_list list = {0};
    int n = 0;
    if (find(session, &list, NULL) != LIA_OK)
        return 0;
    for (size_t i = 0; i < list.count; i++)
        n += kind_of(&list.items[i]) != NULL;
    lia_draft_list_clear(&list);
    return n;
}

void drafts_forget(struct session *session)
{
    if (session->draft_offer)
        lia_draft_list_clear(&session->draft_offer->list);
    free(session->draft_offer);
    session->draft_offer = NULL;
}

/* --- opening one --------------------------------------------------------------------------------- */

/* The numbers in "lines<TAB>…"; the caller frees them. */
static int64_t *line_ids(const char *form_text, size_t *n)
{
    lia_form_text read = {0};
    int64_t *ids = NULL;
    *n = 0;
    lia_form_text_read(form_text, &read);
    for (size_t i = 0; i < read.count; i++) {
        if (!str_eq(read.fields[i].name, "lines"))
            continue;
        const char *at = read.fields[i].value;
        free(ids);
        ids = calloc(strlen(at) / 2 + 1, sizeof *ids);
        *n = 0;
        for (char *end; ids && *at; at = *end ? end + 1 : end) {
            int64_t id = strtoll(at, &end, 10);
            if (end == at)
                break;
            ids[(*n)++] = id;
        }
    }
    lia_form_text_clear(&read);
    return ids;
}

static bool open_line(struct screen *s, const lia_draft_found *d)
{
    struct line_form_args args = {.segment_id = record_form_number(d->form_text, "segment")};
    int64_t *ids = line_ids(d->form_text, &args.n);
    args.line_ids = ids;
    bool opened = args.segment_id && app_open(s->app, &line_form, &args);
    free(ids);
    return opened;
}

static bool open_form(struct screen *s, const struct kind *kind, const lia_draft_found *d, int64_t record)
{
    struct contact_form_args contact = {.id = record};
    struct code_form_args code = {.id = record};
    struct segment_form_args segment = {.id = record};
    struct comment_form_args comment = {.entry_no = record_form_number(d->form_text, "entry"),
                                        .comment_id = record};
    switch (kind->opens) {
    case OPENS_CONTACT:
        return app_open(s->app, kind->ops, &contact);
    case OPENS_CODE:
        return app_open(s->app, kind->ops, &code);
    case OPENS_SEGMENT:
        return app_open(s->app, kind->ops, &segment);
    case OPENS_SETUP:
        return app_open(s->app, kind->ops, NULL);
    case OPENS_LINE:
        return open_line(s, d);
    case OPENS_COMMENT:
    default:
        return comment.entry_no && app_open(s->app, kind->ops, &comment);
    }
}

/* Takes the draft over in the form for this record (0: as a new one); false when there is no such
 * record any more. */
static bool resume(struct screen *s, const lia_draft_found *d, int64_t record)
{
    lia_draft *draft = NULL;
    lia_error err = {0};
    if (lia_draft_adopt(d->path, &draft, &err) != LIA_OK) {
        app_fail(s->app, &err);
        app_reload(s->app);
        return true;
    }
    if (!open_form(s, kind_of(d), d, record)) {
        lia_draft_leave(draft);
        return false;
    }
    record_form_adopt((struct record_form *)app_top(s->app), draft, record ? d->version : 0, d->form_text);
    return true;
}

/* --- its record is gone -------------------------------------------------------------------------- */

static void discard(struct screen *s, const lia_draft_found *d)
{
    lia_draft *draft = NULL;
    lia_error err = {0};
    if (lia_draft_adopt(d->path, &draft, &err) != LIA_OK)
        app_fail(s->app, &err);
    else
        lia_draft_remove(draft);
    app_reload(s->app);
}

static void answer_gone(struct screen *s, char letter)
{
    struct draft_offer *o = session_of(s)->draft_offer;
    const lia_draft_found *d = &o->list.items[o->gone];
    if (letter == 'n')
        resume(s, d, 0);
    else if (letter == 'd')
        discard(s, d);
}

static void ask_gone(struct screen *s, size_t which)
{
    struct draft_offer *o = session_of(s)->draft_offer;
    enum opens opens = kind_of(&o->list.items[which])->opens;
    struct str text = {0};
    struct question q = {.escape = _("Keep it"), .answer = answer_gone};
    int n = 0;
    o->gone = which;
    str_add(&text, app_said(s->app));
    str_add(&text, _("\nWhat was typed for it is still here."));
    if (opens == OPENS_CONTACT || opens == OPENS_CODE || opens == OPENS_SEGMENT) {
        q.answers[n].letter = 'n';
        q.answers[n++].label = _("Open it as a new one");
    }
    q.answers[n].letter = 'd';
    q.answers[n].label = _("Discard");
    q.text = str_text(&text);
    app_ask(s, &q);
    str_clear(&text);
}

/* --- offering ------------------------------------------------------------------------------------ */

static void chosen(struct screen *s, int index)
{
    struct draft_offer *o = session_of(s)->draft_offer;
    if (index < 0 || index >= o->count)
        return;
    const lia_draft_found *d = &o->list.items[o->of[index]];
    if (!resume(s, d, d->record))
        ask_gone(s, o->of[index]);
}

/* "Contact: Bo Ek" with when it was typed; the first text that was typed says which. */
static void describe(const struct session *session, const lia_draft_found *d, struct str *label, struct str *note)
{
    lia_form_text read = {0};
    const char *first = "";
    lia_form_text_read(d->form_text, &read);
    for (size_t i = 0; i < read.count && !*first; i++)
        if (read.fields[i].typed && !str_eq(read.fields[i].name, "type"))
            first = read.fields[i].value;
    str_add_f(label, "%s%s", _(kind_of(d)->title), *first ? ": " : "");
    for (int n = 0; *first && n < 40; first++, n++)
        str_add_char(label, *first == '\n' ? ' ' : *first);
    session_instant(session, d->saved_at, note);
    lia_form_text_clear(&read);
}

void drafts_offer(struct screen *s)
{
    struct session *session = session_of(s);
    lia_error err = {0};
    drafts_forget(session);
    struct draft_offer *o = session->draft_offer = calloc(1, sizeof *o);
    if (!o)
        return;
    if (find(session, &o->list, &err) != LIA_OK) {
        app_fail(s->app, &err);
        return;
    }
    struct choice choices[OFFERED];
    struct str labels[OFFERED] = {0}, notes[OFFERED] = {0};
    for (size_t i = 0; i < o->list.count && o->count < OFFERED; i++) {
        int n = o->count;
        if (!kind_of(&o->list.items[i]))
            continue;
        describe(session, &o->list.items[i], &labels[n], &notes[n]);
        choices[n] = (struct choice){.label = str_text(&labels[n]), .note = str_text(&notes[n])};
        o->of[n] = i;
        o->count++;
    }
    if (o->count == 1)
        chosen(s, 0);
    else if (o->count > 1)
        app_choose(s, _("Unfinished forms"), choices, o->count, 0, chosen);
    else
        app_say(s->app, _("No unfinished forms"));
    for (int i = 0; i < OFFERED; i++) {
        str_clear(&labels[i]);
        str_clear(&notes[i]);
    }
}
