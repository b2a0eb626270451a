#include "core/vcard_read.h"

#include <string.h>

enum { AGENT_MAX = 256 * 1024, VERSION_MAX = 8 };

static void vcard_clear(struct vcard *card)
{
    vec_clear(&card->props);
    arena_clear(&card->arena);
    *card = (struct vcard){0};
}

/* The card that was given out is over: the next one to begin takes its memory. */
static void give_up(struct vcard_reader *r)
{
    vcard_clear(&r->spare);
    arena_reset(&r->card.arena);
    r->spare = (struct vcard){.props = r->card.props, .arena = r->card.arena};
    r->card = (struct vcard){0};
}

void vcard_reader_clear(struct vcard_reader *r)
{
    for (size_t i = 0; i < r->depth; i++)
        vcard_clear(&r->open[i]);
    r->depth = 0;
    vcard_clear(&r->card);
    vcard_clear(&r->spare);
    vcard_lines_clear(&r->lines);
    charset_close(&r->charset);
    str_clear(&r->agent_text);
}

/* --- open cards --- */

/* Folding goes by the version of the innermost card. */
static void set_version(struct vcard_reader *r)
{
    r->lines.v21 = r->depth > 0 && r->open[r->depth - 1].v21;
}

/* The open card at this place becomes the one that is given out. */
static enum vcard_event give(struct vcard_reader *r, size_t at)
{
    r->card = r->open[at];
    r->depth--;
    memmove(&r->open[at], &r->open[at + 1], (r->depth - at) * sizeof *r->open);
    set_version(r);
    return VCARD_CARD;
}

static void push(struct vcard_reader *r, int64_t line)
{
    struct vcard *card = &r->open[r->depth++];
    *card = r->spare;
    r->spare = (struct vcard){0};
    card->line = line;
    card->version = "";
    card->props.size = sizeof(struct vcard_prop);
    card->props.count = 0;
    set_version(r);
}

/* Lines outside of cards are told once, when the next card begins or the file ends. */
static enum vcard_event tell_junk(struct vcard_reader *r)
{
    r->told = r->junk > 0;
    return r->told ? VCARD_JUNK : VCARD_EOF;
}

static enum vcard_event begin(struct vcard_reader *r, int64_t line)
{
    if (r->depth == VCARD_OPEN_MAX) {
        give(r, 0);
        push(r, line);
        return VCARD_CARD;
    }
    push(r, line);
    return tell_junk(r);
}

/* --- the card of an AGENT --- */

static void agent_line(struct vcard_reader *r, const struct vcard_line *line)
{
    struct arena a = {0};
    struct vcard_prop p;
    const char *text = "";
    if (vcard_prop_parse(&a, &r->charset, line, &p))
        text = p.content;
    for (const char *s = text; *s; s++) {
        if (*s == '\\' || *s == ',' || *s == ';')
            str_add_char(&r->agent_text, '\\');
        str_add_char(&r->agent_text, *s);
    }
    if (*text)
        str_add(&r->agent_text, "\\n");
    arena_clear(&a);
}

static void agent_end(struct vcard_reader *r)
{
    struct vcard *card = &r->open[r->depth - 1];
    struct vcard_prop *p = &VEC_AT(&card->props, struct vcard_prop, card->props.count - 1);
    p->value = arena_strndup(&card->arena, str_text(&r->agent_text), r->agent_text.len);
    p->content = arena_printf(&card->arena, "AGENT:%s", p->value);
    p->escaped = true;
    card->bytes += r->agent_text.len;
    str_truncate(&r->agent_text, 0);
    r->agent = 0;
}

/* True when the line belongs to the card of an AGENT. One that is never closed must not swallow the
 * file: a BEGIN that no AGENT asks for is taken for the next card. */
static bool take_agent(struct vcard_reader *r, const struct vcard_line *line)
{
    if (!r->agent_due && !r->agent)
        return false;
    if (line->begins && r->agent_due) {
        r->agent++;
    } else if (!r->agent) {
        r->agent_due = false;
        return false;
    } else if (line->begins || r->agent_text.len > AGENT_MAX) {
        r->agent_due = false;
        agent_end(r);
        return false;
    }
    r->agent_due = false;
    agent_line(r, line);
    if (line->ends && --r->agent == 0)
        agent_end(r);
    else if (line->len >= 6 && memcmp(line->s, "AGENT:", 6) == 0)
        r->agent_due = line->len == 6;
    return true;
}

/* --- lines --- */

static void note_junk(int64_t line, int64_t *first, size_t *count)
{
    if ((*count)++ == 0)
        *first = line;
}

static void add_prop(struct vcard_reader *r, const struct vcard_line *line)
{
    struct vcard *card = &r->open[r->depth - 1];
    card->bytes += line->len;
    if (card->bytes > VCARD_CARD_MAX || card->props.count == VCARD_PROPS_MAX) {
        card->too_long = true;
        return;
    }
    struct vcard_prop p;
    if (!vcard_prop_parse(&card->arena, &r->charset, line, &p)) {
        note_junk(line->line, &card->junk_line, &card->junk);
        return;
    }
    if (strcmp(p.name, "VERSION") == 0) {
        const char *version = p.value + strspn(p.value, " \t");
        card->version = arena_strndup(&card->arena, version, strnlen(version, VERSION_MAX));
        char *end = (char *)card->version + strcspn(card->version, " \t\n");
        *end = '\0';
        card->v21 = strcmp(card->version, "2.1") == 0;
        set_version(r);
        return;
    }
    *(struct vcard_prop *)vec_push(&card->props) = p;
    r->agent_due = strcmp(p.name, "AGENT") == 0 && p.value[strspn(p.value, " \t\n")] == '\0';
}

/* VCARD_EOF: nothing to give yet. */
static enum vcard_event take(struct vcard_reader *r, const struct vcard_line *line)
{
    if (r->depth > 0 && take_agent(r, line))
        return VCARD_EOF;
    if (line->begins)
        return begin(r, line->line);
    if (r->depth > 0 && line->ends) {
        r->open[r->depth - 1].ended = true;
        return give(r, r->depth - 1);
    }
    if (r->depth > 0)
        add_prop(r, line);
    else
        note_junk(line->line, &r->junk_line, &r->junk);
    return VCARD_EOF;
}

enum vcard_event vcard_next(struct vcard_reader *r)
{
    struct vcard_line line;
    enum vcard_event event = VCARD_EOF;
    give_up(r);
    if (r->told)
        r->junk = 0;
    r->told = false;
    while (event == VCARD_EOF && vcard_lines_next(&r->lines, &line))
        event = take(r, &line);
    if (event != VCARD_EOF || r->lines.src->error)
        return event;
    if (r->depth > 0) {
        if (r->agent)
            agent_end(r);
        return give(r, 0);
    }
    return tell_junk(r);
}
