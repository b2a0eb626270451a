#include "tui/contact_actions.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

int contact_draw_head(const lia_contact *c, struct grid *g, struct rect r)
{
    const char *const parts[] = {c->company, c->job_title, str_or(c->phone, c->mobile), c->email, c->city};
    struct str text = {0};
    str_add(&text, c->name);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (*str_or(parts[i], ""))
            str_add_f(&text, " · %s", parts[i]);
    grid_put(g, r.x + 1, r.y, r.w - 1, STYLE_HEADING, str_text(&text));
    str_clear(&text);
    return 1;
}

void contact_added(struct screen *opener, const char *tag, const struct screen_result *result)
{
    (void)tag;
    if (opener->list)
        list_go_to(opener->list, result->id);
}

/* --- archive, delete, bring back ----------------------------------------------------------------- */

/* What the question that stands is about; kept by the session, since one question stands at a time. */
struct archive_wish {
    int64_t *ids;
    size_t n;
    bool archive, persons;
};
static struct archive_wish *wish_of(struct screen *s)
{
    struct session *session = session_of(s);
    if (!session->archive_wish)
        session->archive_wish = calloc(1, sizeof(struct archive_wish));
    return session->archive_wish;
}

static void set_wish(struct screen *s, const int64_t *chosen, size_t n, bool archive)
{
    struct archive_wish *w = wish_of(s);
    free(w->ids);
    *w = (struct archive_wish){.ids = malloc(n * sizeof *chosen), .archive = archive};
    for (size_t i = 0; w->ids && i < n; i++)
        w->ids[i] = chosen[i];
    w->n = w->ids ? n : 0;
}

static void archive_now(struct screen *s, bool persons)
{
    const struct archive_wish *w = wish_of(s);
    lia_error err = {0};
    lia_status status = lia_contact_archive(book_of(s), w->ids, w->n, w->archive, persons, &err);
    if (status != LIA_OK)
        app_fail(s->app, &err);
    else if (w->archive)
        app_say(s->app, ngettext_("%zu contact archived; u undoes it, archived:yes finds it",
                                  "%zu contacts archived; u undoes it, archived:yes finds them", w->n), w->n);
    else
        app_say(s->app, ngettext_("%zu contact brought back", "%zu contacts brought back", w->n), w->n);
    if (s->list)
        list_unmark(s->list);
    app_reload(s->app);
}

static void answer_archive(struct screen *s, char letter)
{
    if (letter == 'a' || letter == 'p')
        archive_now(s, letter == 'p');
}

static void answer_delete(struct screen *s, char letter)
{
    const struct archive_wish *w = wish_of(s);
    lia_error err = {0};
    if (letter == 'a')
        archive_now(s, false);
    if (letter != 'd')
        return;
    if (lia_contact_delete(book_of(s), w->ids[0], &err) != LIA_OK)
        app_fail(s->app, &err);
    else
        app_say(s->app, _("Deleted; u undoes it"));
    app_reload(s->app);
}

/* "on 2 segments, 1 postponed, 14 interactions" */
static void describe_uses(const lia_contact_uses *u, struct str *out)
{
    const struct {
        int64_t n;
        const char *one, *many;
    } parts[] = {
        {u->segments, N_("on %lld segment"), N_("on %lld segments")},
        {u->postponed, N_("%lld postponed interaction"), N_("%lld postponed interactions")},
        {u->entries, N_("%lld interaction"), N_("%lld interactions")},
    };
    const char *separator = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char text[80];
        if (parts[i].n == 0)
            continue;
        /* The number stands at %lld in every translation. */
        const char *format = dngettext("liaise", parts[i].one, parts[i].many, (unsigned long)parts[i].n);
        const char *at = strstr(format, "%lld");
        snprintf(text, sizeof text, "%.*s%" PRId64 "%s", at ? (int)(at - format) : 0, format, parts[i].n,
                 at ? at + 4 : "");
        str_add_f(out, "%s%s", separator, text);
        separator = ", ";
    }
}

static void ask_archive_one(struct screen *s, const lia_contact *c)
{
    lia_contact_uses uses = {0};
    lia_error err = {0};
    if (lia_contact_uses_of(book_of(s), c->id, &uses, &err) != LIA_OK) {
        app_fail(s->app, &err);
        return;
    }
    struct str text = {0};
    struct question q = {.answer = answer_archive};
    bool unused = !uses.entries && !uses.postponed && !uses.segments && !uses.persons;
    str_add_f(&text, unused ? _("Delete %s?") : _("Archive %s?"), c->name);
    if (!unused) {
        str_add(&text, " (");
        size_t before = text.len;
        describe_uses(&uses, &text);
        if (text.len == before)
            str_truncate(&text, before - 2);
        else
            str_add(&text, ")");
        str_add(&text, _("\nIts history stays; it leaves lists and look-ups."));
    }
    if (unused) {
        q.answers[0].letter = 'd', q.answers[0].label = _("Delete");
        q.answers[1].letter = 'a', q.answers[1].label = _("Archive");
        q.answer = answer_delete;
    } else {
        q.answers[0].letter = 'a';
        q.answers[0].label = uses.persons > 0 ? _("It alone") : _("Archive");
    }
    struct str persons = {0};
    if (!unused && uses.persons > 0) {
        str_add_f(&persons, ngettext_("With its %lld person", "With its %lld persons", uses.persons),
                  (long long)uses.persons);
        q.answers[1].letter = 'p', q.answers[1].label = str_text(&persons);
    }
    q.text = str_text(&text);
    app_ask(s, &q);
    str_clear(&text);
    str_clear(&persons);
}

static void ask_archive(struct screen *s, const int64_t *chosen, size_t n)
{
    lia_contact_record r = {0};
    lia_error err = {0};
    if (lia_contact_get(book_of(s), chosen[0], &r, &err) != LIA_OK) {
        app_fail(s->app, &err);
        return;
    }
    set_wish(s, chosen, n, !r.c.archived);
    struct str text = {0};
    struct question q = {.answers = {{'a', r.c.archived ? _("Bring back") : _("Archive")}}, .answer = answer_archive};
    if (n == 1 && !r.c.archived) {
        ask_archive_one(s, &r.c);
    } else if (n == 1) {
        archive_now(s, false);
    } else {
        str_add_f(&text, r.c.archived ? _("Bring %zu contacts back?") : _("Archive %zu contacts?"), n);
        if (s->list)
            session_say_hidden(s->list, &text);
        q.text = str_text(&text);
        app_ask(s, &q);
    }
    str_clear(&text);
    lia_contact_record_clear(&r);
}

/* --- commands ------------------------------------------------------------------------------------ */

/* "Bo Ek · Fabrikam": what pages opened from a contact say in their titles. The caller clears it. */
static lia_status describe(struct screen *s, int64_t id, struct str *out, lia_error *err)
{
    lia_contact_record r = {0};
    lia_status status = lia_contact_get(book_of(s), id, &r, err);
    if (status == LIA_OK)
        str_add_f(out, "%s%s%s", r.c.name, *str_or(r.c.company, "") ? " · " : "", str_or(r.c.company, ""));
    lia_contact_record_clear(&r);
    return status;
}

static void open_related(struct screen *s, enum command_id id, int64_t contact)
{
    struct str of = {0};
    lia_error err = {0};
    if (describe(s, contact, &of, &err) != LIA_OK) {
        app_fail(s->app, &err);
    } else if (id == CMD_CONTACT_ENTRIES) {
        struct entries_args args = {.query = {.contact_id = contact}, .of = str_text(&of)};
        app_open(s->app, &entries_screen, &args);
    } else {
        struct postponed_args args = {.query = {.contact_id = contact}, .of = str_text(&of)};
        app_open(s->app, &postponed_screen, &args);
    }
    str_clear(&of);
}

static void start_interaction(struct screen *s, const int64_t *chosen, size_t n)
{
    struct interaction_args args = {.from = FROM_CONTACT, .id = n ? chosen[0] : 0};
    if (n > 1)
        args = (struct interaction_args){.from = FROM_CONTACTS, .contacts = chosen, .n = n};
    interaction_start(s, &args); /* takes the marks away when it is done */
}

bool contact_command(struct screen *s, enum command_id id, const int64_t *chosen, size_t n)
{
    struct contact_form_args edit = {.id = n ? chosen[0] : 0};
    switch (id) {
    case CMD_CONTACT_EDIT:
        return n && app_open(s->app, &contact_form, &edit);
    case CMD_CONTACT_ARCHIVE:
        if (n)
            ask_archive(s, chosen, n);
        return true;
    case CMD_INTERACTION_NEW:
        start_interaction(s, chosen, n);
        return true;
    case CMD_CONTACT_ENTRIES:
    case CMD_POSTPONED_OF:
        if (n)
            open_related(s, id, chosen[0]);
        return true;
    default:
        return false;
    }
}

bool contact_can(struct screen *s, enum command_id id, bool any)
{
    bool writes = !lia_book_read_only(book_of(s));
    switch (id) {
    case CMD_CONTACT_ADD:
        return writes;
    case CMD_CONTACT_EDIT:
    case CMD_CONTACT_ARCHIVE:
        return writes && any;
    case CMD_INTERACTION_NEW:
        return writes;
    case CMD_CONTACT_ENTRIES:
    case CMD_POSTPONED_OF:
    case CMD_ROW_OPEN:
        return any;
    default:
        return true;
    }
}

void contact_actions_forget(struct session *session)
{
    if (session->archive_wish)
        free(session->archive_wish->ids);
    free(session->archive_wish);
    session->archive_wish = NULL;
}
