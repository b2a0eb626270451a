/* term_curses.c: the real terminal: ncurses' knowledge of terminals (terminfo) for term_output.c
 * and term_input.c, on the device of term_tty.c. The only file that includes curses. */
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/term.h"
#include "tui/term_input.h"
#include "tui/term_output.h"
#include "tui/term_tty.h"

#define NCURSES_NOMACROS
#include <curses.h>
#include <term.h>

enum {
    ESCAPE_MS = 25,   /* how long an Esc may be the beginning of something */
    PASTE_MS = 1000,  /* how long a paste may pause */
    COPY_MAX = 74994, /* what xterm takes as OSC 52 */
    COPIES = 24
};

struct real {
    struct terminal term;
    struct output output;
    struct input input;
    struct str bytes;
    char *copies[COPIES]; /* capabilities without padding */
    int copy_count;
    int queued; /* TTY_ bits that are not told yet */
};

/* --- terminfo -------------------------------------------------------------------------------- */

/* Padding like "$<5/>" was for terminals of 1200 baud. */
static void add_unpadded(struct str *out, const char *s)
{
    while (*s) {
        const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL;
        if (end)
            s = end + 1;
        else
            str_add_char(out, *s++);
    }
}

static const char *capability(struct real *t, const char *name)
{
    const char *s = tigetstr(name);
    if (!s || s == (const char *)-1 || !*s || t->copy_count == COPIES)
        return NULL;
    struct str copy = {0};
    add_unpadded(&copy, s);
    return t->copies[t->copy_count++] = str_take(&copy);
}

static void expand(struct str *out, const char *cap, int a, int b)
{
    const char *s = tiparm(cap, a, b);
    if (s)
        str_add(out, s);
}

static bool is_utf8(void)
{
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return true;
    /* No locale set at all says nothing of the terminal, and those of today speak UTF-8. */
    const char *name = setlocale(LC_CTYPE, NULL);
    return !name || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
}

static struct output_caps read_caps(struct real *t)
{
    struct output_caps c = {.expand = expand};
    c.cup = capability(t, "cup");
    c.clear = capability(t, "clear");
    c.el = capability(t, "el");
    c.ech = capability(t, "ech");
    c.hpa = capability(t, "hpa");
    c.csr = capability(t, "csr");
    c.ind = capability(t, "ind");
    c.ri = capability(t, "ri");
    c.sgr0 = capability(t, "sgr0");
    c.bold = capability(t, "bold");
    c.dim = capability(t, "dim");
    c.rev = capability(t, "rev");
    c.smul = capability(t, "smul");
    c.sitm = capability(t, "sitm");
    c.setaf = capability(t, "setaf");
    c.setab = capability(t, "setab");
    c.civis = capability(t, "civis");
    c.cnorm = capability(t, "cnorm");
    c.bce = tigetflag("bce") > 0;
    c.wraps = tigetflag("am") > 0 && tigetflag("xenl") <= 0;
    c.ascii = !is_utf8();
    if (!c.sgr0)
        c.sgr0 = "";
    if (strstr(c.sgr0, "\033[m")) /* without the switching of character sets around it */
        c.sgr0 = "\033[m";
    return c;
}

static void choose_looks(struct real *t, enum theme_choice theme)
{
    int colors = tigetnum("colors");
    if (colors > 256) { /* "direct" descriptions take setaf for red, green, blue */
        t->output.caps.setaf = "\033[38;5;%p1%dm";
        t->output.caps.setab = "\033[48;5;%p1%dm";
    }
    enum theme_choice detected =
        theme_detect(getenv("NO_COLOR"), getenv("COLORTERM"), getenv("COLORFGBG"), &colors);
    theme_fill(theme == THEME_AUTO || detected == THEME_MONO ? detected : theme, colors,
               t->output.looks);
}

static void learn_keys(struct input *in)
{
    static const struct {
        const char *name;
        uint32_t key;
    } keys[] = {{"kcuu1", K_UP},
                {"kcud1", K_DOWN},
                {"kcub1", K_LEFT},
                {"kcuf1", K_RIGHT},
                {"khome", K_HOME},
                {"kend", K_END},
                {"kpp", K_PAGE_UP},
                {"knp", K_PAGE_DOWN},
                {"kdch1", K_DELETE},
                {"kich1", K_INSERT},
                {"kent", K_ENTER},
                {"kcbt", K_TAB | K_SHIFT},
                {"kf1", K_F1},
                {"kf2", K_F1 + 1},
                {"kf3", K_F1 + 2},
                {"kf4", K_F1 + 3},
                {"kf5", K_F1 + 4},
                {"kf6", K_F1 + 5},
                {"kf7", K_F1 + 6},
                {"kf8", K_F1 + 7},
                {"kf9", K_F1 + 8},
                {"kf10", K_F1 + 9},
                {"kf11", K_F1 + 10},
                {"kf12", K_F1 + 11},
                {"kLFT5", K_LEFT | K_CTRL},
                {"kRIT5", K_RIGHT | K_CTRL}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *s = tigetstr(keys[i].name);
        if (s && s != (const char *)-1)
            input_learn(in, s, keys[i].key);
    }
}

/* --- the calls of term.h --------------------------------------------------------------------- */

static void real_size(struct terminal *term, int *w, int *h)
{
    (void)term;
    tty_size(w, h);
    if (*w <= 0 || *h <= 0) {
        int cols = tigetnum("cols"), rows = tigetnum("lines");
        *w = cols > 0 ? cols : 80;
        *h = rows > 0 ? rows : 24;
    }
}

static void real_present(struct terminal *term, const struct grid *g, int cursor_x, int cursor_y)
{
    struct real *t = (struct real *)term;
    str_truncate(&t->bytes, 0);
    output_grid(&t->output, g, cursor_x, cursor_y, &t->bytes);
    tty_write(str_text(&t->bytes), t->bytes.len);
}

static int64_t real_now(struct terminal *term)
{
    (void)term;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What the signals said, most urgent first. */
static bool tell_queued(struct real *t, struct event *ev)
{
    enum event_type type = EVENT_NONE;
    if (t->queued & TTY_HANGUP) {
        type = EVENT_HANGUP; /* stays queued: there is nothing after it */
    } else if (t->queued & TTY_STOP) {
        t->queued &= ~TTY_STOP;
        type = EVENT_STOP;
    } else if (t->queued & (TTY_CONTINUE | TTY_RESIZE)) {
        if (t->queued & TTY_CONTINUE) {
            tty_give_back();
            tty_take();
            output_invalidate(&t->output);
        }
        t->queued &= ~(TTY_CONTINUE | TTY_RESIZE);
        type = EVENT_RESIZE;
    }
    *ev = (struct event){.type = type};
    return type != EVENT_NONE;
}

static bool real_read(struct terminal *term, struct event *ev, int timeout_ms)
{
    struct real *t = (struct real *)term;
    int64_t end = real_now(term) + timeout_ms;
    for (;;) {
        if (tell_queued(t, ev) || input_next(&t->input, false, ev))
            return true;
        bool partial = input_partial(&t->input);
        int wait = partial ? (t->input.pasting ? PASTE_MS : ESCAPE_MS) : timeout_ms;
        char buf[4096];
        size_t len;
        int bits = tty_wait(wait, buf, sizeof buf, &len);
        t->queued |= bits & ~TTY_BYTES;
        if (len > 0)
            input_feed(&t->input, buf, len);
        else if (bits == 0 && partial && input_next(&t->input, true, ev))
            return true;
        else if (bits == 0 && timeout_ms >= 0) {
            int64_t left = end - real_now(term);
            if (left <= 0)
                return false;
            timeout_ms = (int)left;
        }
    }
}

static void real_suspend(struct terminal *term)
{
    (void)term;
    tty_give_back();
}

static void real_resume(struct terminal *term)
{
    struct real *t = (struct real *)term;
    tty_take();
    output_invalidate(&t->output);
    t->queued |= TTY_RESIZE;
}

static void real_stop(struct terminal *term)
{
    tty_stop();
    output_invalidate(&((struct real *)term)->output);
}

static void real_beep(struct terminal *term)
{
    (void)term;
    tty_write("\a", 1);
}

static void real_copy(struct terminal *term, const char *text, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct str out = {0};
    (void)term;
    if (len > COPY_MAX)
        return;
    str_add(&out, "\033]52;c;");
    for (size_t i = 0; i < len; i += 3) {
        unsigned bits = 0;
        for (size_t j = 0; j < 3; j++)
            bits = bits << 8 | (i + j < len ? (unsigned char)text[i + j] : 0);
        for (size_t j = 0; j < 4; j++)
            str_add_char(&out, i + j <= len ? digits[bits >> (18 - 6 * j) & 63] : '=');
    }
    str_add_char(&out, '\a');
    tty_write(str_text(&out), out.len);
    str_clear(&out);
}

static void real_redraw(struct terminal *term)
{
    output_invalidate(&((struct real *)term)->output);
}

static void real_close(struct terminal *term)
{
    struct real *t = (struct real *)term;
    tty_close();
    output_clear(&t->output);
    input_clear(&t->input);
    str_clear(&t->bytes);
    for (int i = 0; i < t->copy_count; i++)
        free(t->copies[i]);
    free(t);
    del_curterm(cur_term);
}

static const struct term_ops real_ops = {
    .size = real_size,
    .present = real_present,
    .read = real_read,
    .now = real_now,
    .suspend = real_suspend,
    .resume = real_resume,
    .stop = real_stop,
    .beep = real_beep,
    .copy = real_copy,
    .redraw = real_redraw,
    .close = real_close,
};

/* --- opening --------------------------------------------------------------------------------- */

static void take(struct real *t, const struct term_options *options)
{
    struct str enter = {0}, leave = {0};
    const char *smcup = capability(t, "smcup"), *rmcup = capability(t, "rmcup");
    bool ansi = strncmp(t->output.caps.cup, "\033[", 2) == 0;
    str_add(&enter, smcup);
    if (ansi) {
        str_add(&enter, options->no_mouse ? "\033[?2004h" : "\033[?2004h\033[?1000h\033[?1006h");
        str_add(&leave, options->no_mouse ? "\033[?2004l" : "\033[?1006l\033[?1000l\033[?2004l");
    }
    str_add(&leave, t->output.caps.sgr0);
    str_add(&leave, t->output.caps.cnorm);
    str_add(&leave, rmcup ? rmcup : "\r\n");
    tty_open(str_text(&enter), str_text(&leave));
    str_clear(&enter);
    str_clear(&leave);
}

lia_status term_open(struct terminal **out, const struct term_options *options, lia_error *err)
{
    if (!tty_is_terminal())
        return lia_fail(err, LIA_INVALID, "",
                        _("This is no terminal; liaise --help shows commands that need none"));
    int found = 0;
    const char *name = getenv("TERM");
    if (setupterm(NULL, 1, &found) != OK || found != 1)
        return lia_fail(err, LIA_INVALID, "", _("Unknown terminal %.20s; try TERM=xterm-256color"),
                        name && *name ? name : "''");
    struct real *t = mem_alloc(sizeof *t);
    t->term.ops = &real_ops;
    t->output.caps = read_caps(t);
    if (!t->output.caps.cup || !t->output.caps.clear) {
        for (int i = 0; i < t->copy_count; i++)
            free(t->copies[i]);
        free(t);
        return lia_fail(err, LIA_INVALID, "",
                        _("Terminal %.20s cannot move its cursor; try TERM=xterm-256color"), name);
    }
    choose_looks(t, options->theme);
    learn_keys(&t->input);
    take(t, options);
    *out = &t->term;
    return LIA_OK;
}
