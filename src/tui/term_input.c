/* term_input.c: escape sequences, UTF-8, pasted text and the mouse.
 * The sequences are those of "XTerm Control Sequences" (Dickey), which the other terminals follow;
 * what they have of their own comes from terminfo through input_learn. */
#include "tui/term_input.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

enum { ESCAPE = 0x1b, SEQUENCE_MAX = 64, PARAMS = 4 };

/* How much was understood: > 0 bytes taken; MORE: wait for more; 0: not this. */
enum { MORE = -1 };

static const char paste_end[] = "\033[201~";

void input_clear(struct input *in)
{
    str_clear(&in->bytes);
    str_clear(&in->paste);
    *in = (struct input){0};
}

void input_feed(struct input *in, const char *bytes, size_t len)
{
    if (in->at > 0) {
        str_remove(&in->bytes, 0, in->at);
        in->at = 0;
    }
    str_add_n(&in->bytes, bytes, len);
}

bool input_partial(const struct input *in)
{
    return in->at < in->bytes.len || in->pasting;
}

void input_learn(struct input *in, const char *bytes, uint32_t key)
{
    size_t len = strlen(bytes);
    if (in->extra_count == INPUT_EXTRA || len < 2 || len >= INPUT_SEQUENCE || bytes[0] != ESCAPE)
        return;
    memcpy(in->extra[in->extra_count].bytes, bytes, len + 1);
    in->extra[in->extra_count++].key = key;
}

static struct event key_event(uint32_t key)
{
    return (struct event){.type = key ? EVENT_KEY : EVENT_NONE, .key = key};
}

/* --- single characters ----------------------------------------------------------------------- */

static uint32_t control_key(unsigned char c)
{
    switch (c) {
    case '\r':
    case '\n':
        return K_ENTER;
    case '\t':
        return K_TAB;
    case '\b':
    case 0x7f:
        return K_BACKSPACE;
    case ESCAPE:
        return K_ESC;
    case 0:
        return ' ' | K_CTRL;
    case 0x1f:
        return '_' | K_CTRL;
    default:
        return (c < 0x1b ? c + 'a' - 1u : c + '@' + 0u) | K_CTRL;
    }
}

/* A control character or a code point. Bytes that are no UTF-8 are passed over. */
static int read_character(const char *s, size_t len, bool flush, uint32_t *key)
{
    unsigned char c = (unsigned char)s[0];
    if (c < 0x20 || c == 0x7f) {
        *key = control_key(c);
        return 1;
    }
    int32_t cp;
    size_t n = utf8_decode(s, len, &cp);
    if (cp < 0 && n == len && len < 4 && c >= 0xc2 && !flush)
        return MORE;
    *key = cp < 0 || (cp >= 0x80 && cp < 0xa0) ? K_NONE : (uint32_t)cp;
    return (int)n;
}

/* --- sequences ------------------------------------------------------------------------------- */

/* xterm's modifier parameter: 1 + (1 Shift, 2 Alt, 4 Ctrl). */
static uint32_t modifier_bits(int param)
{
    int bits = param > 1 ? param - 1 : 0;
    return (bits & 1 ? K_SHIFT : 0u) | (bits & 2 ? K_ALT : 0u) | (bits & 4 ? K_CTRL : 0u);
}

static uint32_t final_key(char final)
{
    switch (final) {
    case 'A':
        return K_UP;
    case 'B':
        return K_DOWN;
    case 'C':
        return K_RIGHT;
    case 'D':
        return K_LEFT;
    case 'H':
        return K_HOME;
    case 'F':
        return K_END;
    case 'M':
        return K_ENTER; /* of the number pad, after SS3 */
    case 'P':
    case 'Q':
    case 'R':
    case 'S':
        return K_F1 + (uint32_t)(final - 'P');
    default:
        return K_NONE;
    }
}

static uint32_t tilde_key(int number)
{
    static const uint32_t keys[] = {
        [1] = K_HOME,      [2] = K_INSERT,  [3] = K_DELETE,  [4] = K_END,      [5] = K_PAGE_UP,
        [6] = K_PAGE_DOWN, [7] = K_HOME,    [8] = K_END,     [11] = K_F1,      [12] = K_F1 + 1,
        [13] = K_F1 + 2,   [14] = K_F1 + 3, [15] = K_F1 + 4, [17] = K_F1 + 5,  [18] = K_F1 + 6,
        [19] = K_F1 + 7,   [20] = K_F1 + 8, [21] = K_F1 + 9, [23] = K_F1 + 10, [24] = K_F1 + 11};
    return number > 0 && (size_t)number < sizeof keys / sizeof *keys ? keys[number] : K_NONE;
}

/* A code point with modifiers, as CSI u and modifyOtherKeys give it, in our form. */
static uint32_t modified_key(int cp, uint32_t bits)
{
    if (cp <= 0 || cp >= 0x110000)
        return K_NONE;
    uint32_t key = cp < 0x20 || cp == 0x7f ? control_key((unsigned char)cp) : (uint32_t)cp;
    if (key >= K_ENTER)
        return key | bits;
    if ((bits & (K_CTRL | K_ALT)) && key >= 'A' && key <= 'Z')
        key += 'a' - 'A';
    return key | (bits & ~(uint32_t)K_SHIFT);
}

static struct event mouse_event(const int *param, char final)
{
    struct event ev = {.type = EVENT_NONE, .x = param[1] - 1, .y = param[2] - 1};
    int button = param[0] & ~(4 | 8 | 16); /* whatever modifiers are held */
    if (final != 'M' || ev.x < 0 || ev.y < 0)
        return ev;
    if (button == 0)
        ev.mouse = MOUSE_PRESS;
    else if (button == 64)
        ev.mouse = MOUSE_WHEEL_UP;
    else if (button == 65)
        ev.mouse = MOUSE_WHEEL_DOWN;
    else
        return ev;
    ev.type = EVENT_MOUSE;
    return ev;
}

static void read_params(const char *s, size_t len, int param[PARAMS])
{
    int n = 0;
    for (size_t i = 0; i < len && n < PARAMS; i++) {
        if (s[i] >= '0' && s[i] <= '9')
            param[n] = param[n] < 100000000 ? param[n] * 10 + s[i] - '0' : param[n];
        else if (s[i] == ';')
            n++;
    }
}

/* What follows ESC [ : parameters, intermediates, a final byte (ECMA-48, 5.4). */
static int read_csi(struct input *in, const char *s, size_t len, struct event *ev)
{
    size_t n = 0;
    while (n < len && n < SEQUENCE_MAX && (unsigned char)s[n] >= 0x20 && (unsigned char)s[n] < 0x40)
        n++;
    if (n == len && n < SEQUENCE_MAX)
        return MORE;
    char final = n < len ? s[n] : '\0';
    *ev = (struct event){0};
    if (final == '[' && n == 0) { /* the Linux console: ESC [ [ A is F1 */
        if (len < 2)
            return MORE;
        if (s[1] >= 'A' && s[1] <= 'E')
            *ev = key_event(K_F1 + (uint32_t)(s[1] - 'A'));
        return 2;
    }
    int param[PARAMS] = {0};
    read_params(s, n, param);
    uint32_t bits = modifier_bits(param[1]);
    if (n > 0 && s[0] == '<')
        *ev = mouse_event(param, final);
    else if (final == '~' && param[0] == 200)
        in->pasting = true;
    else if (final == '~' && param[0] == 27)
        *ev = key_event(modified_key(param[2], bits));
    else if (final == '~' && tilde_key(param[0]))
        *ev = key_event(tilde_key(param[0]) | bits);
    else if (final == 'u')
        *ev = key_event(modified_key(param[0], bits));
    else if (final == 'Z')
        *ev = key_event(K_TAB | K_SHIFT);
    else if (final != 'M' && final_key(final))
        *ev = key_event(final_key(final) | bits);
    return (int)n + (final >= 0x40);
}

/* Answers and strings nobody asked for: OSC, DCS, APC, PM, up to BEL or ESC \. */
static int skip_string(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '\a')
            return (int)i + 1;
        if (s[i] == ESCAPE && i + 1 < len)
            return s[i + 1] == '\\' ? (int)i + 2 : (int)i;
    }
    return len < 4096 ? MORE : (int)len;
}

static int read_learned(const struct input *in, const char *s, size_t len, struct event *ev)
{
    for (int i = 0; i < in->extra_count; i++) {
        size_t n = strlen(in->extra[i].bytes);
        if (n <= len && memcmp(s, in->extra[i].bytes, n) == 0) {
            *ev = key_event(in->extra[i].key);
            return (int)n;
        }
    }
    return 0;
}

/* s begins with ESC and has at least one byte more. */
static int read_escape(struct input *in, const char *s, size_t len, bool flush, struct event *ev)
{
    int n = read_learned(in, s, len, ev);
    if (n > 0)
        return n;
    char kind = s[1];
    if (kind == ESCAPE) { /* two presses of Esc, or Esc and a key that begins with it */
        *ev = key_event(K_ESC);
        return 1;
    }
    bool string = kind == ']' || kind == 'P' || kind == '_' || kind == '^';
    bool starts = len > 2 || !flush; /* alone, ESC [ is Alt-[ */
    if (kind == '[' && starts)
        n = read_csi(in, s + 2, len - 2, ev);
    else if (kind == 'O' && starts) {
        if (len < 3)
            return MORE;
        *ev = key_event(final_key(s[2]));
        n = 1;
    } else if (string && len > 2 && (kind != ']' || (s[2] >= '0' && s[2] <= '9')))
        n = skip_string(s + 2, len - 2);
    else if (string && !flush && len == 2)
        return MORE;
    else {
        uint32_t key = K_NONE;
        n = read_character(s + 1, len - 1, flush, &key);
        if (n == MORE)
            return MORE;
        key += key >= 'A' && key <= 'Z' ? 'a' - 'A' : 0;
        *ev = key_event(key ? key | K_ALT : K_NONE);
        return 1 + n;
    }
    return n == MORE ? MORE : n + 2;
}

/* --- pasted text ----------------------------------------------------------------------------- */

/* Takes text up to the end mark. True when the whole of it is there. */
static bool read_paste(struct input *in, bool flush)
{
    size_t left = in->bytes.len - in->at, mark = sizeof paste_end - 1;
    const char *s = in->bytes.s + in->at;
    size_t n = 0;
    bool ended = false;
    while (n < left && !ended) {
        const char *esc = memchr(s + n, ESCAPE, left - n);
        n = esc ? (size_t)(esc - s) : left;
        size_t rest = left - n;
        if (rest > 0 && memcmp(s + n, paste_end, rest < mark ? rest : mark) == 0) {
            if (rest < mark && !flush)
                break; /* may become the end mark */
            ended = rest >= mark;
            if (ended)
                break;
        }
        n += rest > 0;
    }
    if (in->paste.len + n <= INPUT_PASTE_MAX)
        str_add_n(&in->paste, s, n);
    in->at += n + (ended ? mark : 0);
    return ended || flush;
}

/* The pasted text repaired, with \n for every kind of line end. */
static void finish_paste(struct input *in, struct event *ev)
{
    struct arena arena = {0};
    char *text = utf8_repair(&arena, str_text(&in->paste), in->paste.len, NULL);
    size_t len = 0;
    for (const char *c = text; *c; c++) {
        if (*c == '\r' && c[1] == '\n')
            continue;
        text[len++] = *c == '\r' ? '\n' : *c;
    }
    str_truncate(&in->paste, 0);
    str_add_n(&in->paste, text, len);
    arena_clear(&arena);
    in->pasting = false;
    *ev = (struct event){.type = EVENT_PASTE, .text = str_text(&in->paste), .len = len};
}

/* --- all together ---------------------------------------------------------------------------- */

bool input_next(struct input *in, bool flush, struct event *ev)
{
    for (;;) {
        if (in->pasting) {
            if (!read_paste(in, flush))
                return false;
            finish_paste(in, ev);
            return true;
        }
        size_t len = in->bytes.len - in->at;
        if (len == 0)
            return false;
        const char *s = in->bytes.s + in->at;
        uint32_t key = K_NONE;
        int n;
        *ev = (struct event){0};
        if (s[0] == ESCAPE && len > 1) {
            n = read_escape(in, s, len, flush, ev);
            if (n == MORE && flush) { /* an unfinished sequence that stays so */
                n = (int)len;
            }
        } else if (s[0] == ESCAPE && !flush) {
            return false;
        } else {
            n = read_character(s, len, flush, &key);
            *ev = key_event(key);
        }
        if (n == MORE)
            return false;
        in->at += (size_t)n;
        if (in->pasting)
            str_truncate(&in->paste, 0);
        if (ev->type != EVENT_NONE)
            return true;
    }
}
