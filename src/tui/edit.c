/* edit.c: one buffer of typed text with readline's keys. Every change goes through replace(), which
 * keeps what it takes to undo it. */
#include "tui/edit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { LIMIT = 16 << 20, UNDO_MAX = 200 };

struct change {
    size_t at, added; /* bytes added at */
    char *removed;    /* what stood there, heap */
    size_t removed_len, cursor;
    bool selected;
};

const char *edit_text(const struct edit *e)
{
    return str_text(&e->text);
}

static void forget_changes(struct edit *e, size_t keep)
{
    while (e->undo.count > keep) {
        free(VEC_AT(&e->undo, struct change, e->undo.count - 1).removed);
        e->undo.count--;
    }
}

void edit_clear(struct edit *e)
{
    forget_changes(e, 0);
    vec_clear(&e->undo);
    str_clear(&e->text);
    str_clear(&e->killed);
    bool many_lines = e->many_lines;
    *e = (struct edit){.many_lines = many_lines};
}

void edit_set(struct edit *e, const char *text)
{
    forget_changes(e, 0);
    str_truncate(&e->text, 0);
    str_add(&e->text, text);
    e->cursor = e->text.len;
    e->selected = e->typing = false;
    e->scroll = 0;
}

void edit_select_all(struct edit *e)
{
    e->selected = e->text.len > 0;
    e->cursor = e->text.len;
}

/* --- changing -------------------------------------------------------------------------------- */

/* Can this insertion be taken back together with the one before? */
static bool joins(const struct edit *e, size_t at, size_t removed, size_t added)
{
    if (!e->typing || e->undo.count == 0 || removed > 0 || added == 0)
        return false;
    const struct change *last = &VEC_AT(&e->undo, struct change, e->undo.count - 1);
    return last->at + last->added == at;
}

static void note_change(struct edit *e, size_t at, size_t removed, size_t added)
{
    if (joins(e, at, removed, added)) {
        VEC_AT(&e->undo, struct change, e->undo.count - 1).added += added;
        return;
    }
    if (e->undo.size == 0)
        e->undo.size = sizeof(struct change);
    if (e->undo.count == UNDO_MAX) {
        free(VEC_AT(&e->undo, struct change, 0).removed);
        vec_remove(&e->undo, 0, 1);
    }
    struct change *c = vec_push(&e->undo);
    *c = (struct change){.at = at,
                         .added = added,
                         .removed_len = removed,
                         .cursor = e->cursor,
                         .selected = e->selected};
    c->removed = mem_alloc(removed + 1);
    if (removed)
        memcpy(c->removed, e->text.s + at, removed);
}

static enum edit_result replace(struct edit *e, size_t at, size_t removed, const char *text,
                                size_t len)
{
    size_t limit = e->limit ? e->limit : LIMIT;
    size_t room = limit > e->text.len - removed ? limit - (e->text.len - removed) : 0;
    if (len > room)
        len = utf8_cut(text, room);
    if (removed == 0 && len == 0)
        return EDIT_MOVED;
    note_change(e, at, removed, len);
    str_remove(&e->text, at, removed);
    str_insert(&e->text, at, text, len);
    e->cursor = at + len;
    e->selected = e->typing = false;
    return EDIT_CHANGED;
}

/* Puts text in place of the selection, or at the cursor. */
static enum edit_result put(struct edit *e, const char *text, size_t len)
{
    return e->selected ? replace(e, 0, e->text.len, text, len)
                       : replace(e, e->cursor, 0, text, len);
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Literal text: line ends become blanks where there is one line; NUL and bad bytes are repaired. */
void edit_insert(struct edit *e, const char *text, size_t len)
{
    struct arena arena = {0};
    char *copy = utf8_repair(&arena, text, len, NULL);
    len = strlen(copy);
    if (!e->many_lines) {
        while (len > 0 && is_line_end(copy[len - 1]))
            len--; /* a line copied whole */
        for (size_t i = 0; i < len; i++)
            if (is_line_end(copy[i]) || copy[i] == '\t')
                copy[i] = ' ';
    }
    put(e, copy, len);
    arena_clear(&arena);
}

bool edit_undo(struct edit *e)
{
    if (e->undo.count == 0)
        return false;
    struct change c = VEC_AT(&e->undo, struct change, e->undo.count - 1);
    str_remove(&e->text, c.at, c.added);
    str_insert(&e->text, c.at, c.removed, c.removed_len);
    e->cursor = c.cursor <= e->text.len ? c.cursor : e->text.len;
    e->selected = c.selected && e->text.len > 0;
    e->typing = false;
    forget_changes(e, e->undo.count - 1);
    return true;
}

/* --- keys ------------------------------------------------------------------------------------ */

static enum edit_result move(struct edit *e, size_t to)
{
    e->cursor = to;
    e->selected = e->typing = false;
    return EDIT_MOVED;
}

/* Cuts [from, to) into what Ctrl-Y puts back. */
static enum edit_result kill_text(struct edit *e, size_t from, size_t to)
{
    if (e->selected) {
        from = 0;
        to = e->text.len;
    }
    if (from == to)
        return EDIT_MOVED;
    str_truncate(&e->killed, 0);
    str_add_n(&e->killed, e->text.s + from, to - from);
    return replace(e, from, to - from, "", 0);
}

static enum edit_result erase(struct edit *e, size_t from, size_t to)
{
    if (e->selected)
        return replace(e, 0, e->text.len, "", 0);
    return replace(e, from, to - from, "", 0);
}

static size_t line_start(const struct edit *e)
{
    size_t at = e->cursor;
    while (at > 0 && e->text.s[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct edit *e)
{
    size_t at = e->cursor;
    while (at < e->text.len && e->text.s[at] != '\n')
        at++;
    return at;
}

static enum edit_result type_key(struct edit *e, uint32_t key)
{
    char bytes[4];
    size_t len = utf8_encode((int32_t)key, bytes);
    if (key == ' ')
        e->typing = false; /* undo goes back word by word */
    enum edit_result r = put(e, bytes, len);
    e->typing = r == EDIT_CHANGED;
    return r;
}

static enum edit_result edit_key(struct edit *e, uint32_t key)
{
    const char *s = edit_text(e);
    size_t len = e->text.len, at = e->cursor;
    switch (key) {
    case K_LEFT:
    case 'b' | K_CTRL:
        return move(e, e->selected ? 0 : utf8_prev(s, len, at));
    case K_RIGHT:
    case 'f' | K_CTRL:
        return move(e, utf8_next(s, len, at));
    case K_LEFT | K_CTRL:
    case K_LEFT | K_ALT:
    case 'b' | K_ALT:
        return move(e, utf8_word_prev(s, len, at));
    case K_RIGHT | K_CTRL:
    case K_RIGHT | K_ALT:
    case 'f' | K_ALT:
        return move(e, utf8_word_next(s, len, at));
    case K_HOME:
    case 'a' | K_CTRL:
        return move(e, line_start(e));
    case K_END:
    case 'e' | K_CTRL:
        return move(e, line_end(e));
    case K_HOME | K_CTRL:
        return move(e, 0);
    case K_END | K_CTRL:
        return move(e, len);
    case K_BACKSPACE:
        return erase(e, utf8_prev(s, len, at), at);
    case K_DELETE:
    case 'd' | K_CTRL:
        return erase(e, at, utf8_next(s, len, at));
    case 'w' | K_CTRL:
    case K_BACKSPACE | K_ALT:
        return kill_text(e, utf8_word_prev(s, len, at), at);
    case 'd' | K_ALT:
        return kill_text(e, at, utf8_word_next(s, len, at));
    case 'k' | K_CTRL: /* at the end of a line: the line end */
        return kill_text(e, at, line_end(e) == at ? utf8_next(s, len, at) : line_end(e));
    case 'u' | K_CTRL:
        return kill_text(e, line_start(e), at);
    case 'y' | K_CTRL:
        return put(e, str_text(&e->killed), e->killed.len);
    case '_' | K_CTRL:
        return edit_undo(e) ? EDIT_CHANGED : EDIT_MOVED;
    case K_ENTER:
        return e->many_lines ? put(e, "\n", 1) : EDIT_IGNORED;
    default:
        return key_is_text(key) ? type_key(e, key) : EDIT_IGNORED;
    }
}

enum edit_result edit_event(struct edit *e, const struct event *ev)
{
    if (ev->type == EVENT_PASTE) {
        edit_insert(e, ev->text, ev->len);
        return EDIT_CHANGED;
    }
    return ev->type == EVENT_KEY ? edit_key(e, ev->key) : EDIT_IGNORED;
}

/* --- drawing --------------------------------------------------------------------------------- */

void edit_draw(struct edit *e, struct grid *g, int x, int y, int w, enum style style, int *cursor_x)
{
    if (w <= 0)
        return;
    grid_fill(g, (struct rect){x, y, w, 1}, style);
    const char *s = edit_text(e);
    if (!cursor_x) {
        e->scroll = 0;
        grid_put_n(g, x, y, w, style, s, e->text.len);
        return;
    }
    int at = text_columns(s, e->cursor, INT_MAX);
    int all = at + text_columns(s + e->cursor, e->text.len - e->cursor, INT_MAX);
    if (e->scroll > at)
        e->scroll = at;
    if (at - e->scroll > w - 1)
        e->scroll = at - (w - 1);
    if (e->scroll > 0 && all - e->scroll < w - 1) /* no empty space behind while text is hidden */
        e->scroll = all - (w - 1) > 0 ? all - (w - 1) : 0;
    grid_put_from(g, x, y, w, e->selected ? STYLE_SELECTION : style, s, e->text.len, e->scroll);
    *cursor_x = x + at - e->scroll;
}
