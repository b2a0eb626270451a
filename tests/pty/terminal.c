#include "pty/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <vterm.h>

enum { PATIENCE_MS = 10000, QUIET_MS = 150 };

/* Keys, and the terminal's own answers. */
static void to_program(const char *bytes, size_t len, void *user)
{
    struct terminal *t = user;
    while (len > 0 && t->fd >= 0) {
        ssize_t n = write(t->fd, bytes, len);
        if (n <= 0)
            return;
        bytes += n;
        len -= (size_t)n;
    }
}

static void set_size(int fd, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    ioctl(fd, TIOCSWINSZ, &size);
}

/* What is typed may name files: they are to lie where the test's own are. */
static void go_home(char *const env[])
{
    for (; *env; env++)
        if (strncmp(*env, "HOME=", 5) == 0 && chdir(*env + 5) != 0)
            _exit(126);
}

void terminal_start(struct terminal *t, int rows, int columns, char *const argv[],
                    char *const env[])
{
    *t = (struct terminal){.rows = rows, .columns = columns};
    t->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(t->fd >= 0 && grantpt(t->fd) == 0 && unlockpt(t->fd) == 0);
    set_size(t->fd, rows, columns);
    tcgetattr(t->fd, &t->modes_before);
    const char *name = ptsname(t->fd);
    t->pid = fork();
    assert_true(t->pid >= 0);
    if (t->pid == 0) {
        setsid();
        int tty = open(name, O_RDWR);
        ioctl(tty, TIOCSCTTY, 0);
        dup2(tty, 0);
        dup2(tty, 1);
        dup2(tty, 2);
        go_home(env);
        execve(argv[0], argv, env);
        _exit(127);
    }
    VTerm *vt = vterm_new(rows, columns);
    vterm_set_utf8(vt, 1);
    vterm_output_set_callback(vt, to_program, t);
    t->vt = vt;
    t->screen = vterm_obtain_screen(vt);
    vterm_screen_reset(t->screen, 1);
}

void terminal_answer(struct terminal *t, const char *keys)
{
    struct timespec wait = {.tv_nsec = 350000000};
    terminal_settle(t);
    nanosleep(&wait, NULL);
    terminal_type(t, keys);
}

void terminal_resize(struct terminal *t, int rows, int columns)
{
    t->rows = rows;
    t->columns = columns;
    if (!t->blind)
        vterm_set_size(t->vt, rows, columns);
    set_size(t->fd, rows, columns);
}

void terminal_be_blind(struct terminal *t)
{
    t->blind = true;
}

void terminal_see(struct terminal *t, int rows, int columns)
{
    t->blind = false;
    terminal_resize(t, rows, columns);
}

/* One read within timeout_ms. False: nothing came, or the program is gone. */
static bool take(struct terminal *t, int timeout_ms)
{
    char buf[8192];
    struct pollfd p = {.fd = t->fd, .events = POLLIN};
    if (t->fd < 0 || poll(&p, 1, timeout_ms) <= 0)
        return false;
    ssize_t n = read(t->fd, buf, sizeof buf);
    if (n <= 0) {
        tcgetattr(t->fd, &t->modes);
        close(t->fd);
        t->fd = -1;
        return false;
    }
    t->bytes += n;
    str_add_n(&t->raw, buf, (size_t)n);
    if (!t->blind)
        vterm_input_write(t->vt, buf, (size_t)n);
    return true;
}

/* A few bytes at a time, reading between them: neither side waits for the other with both queues
 * full. */
void terminal_type(struct terminal *t, const char *keys)
{
    enum { AT_ONCE = 64 };
    for (size_t left = strlen(keys), n; left > 0 && t->fd >= 0; keys += n, left -= n) {
        n = left < AT_ONCE ? left : AT_ONCE;
        to_program(keys, n, t);
        while (left > n && take(t, 0))
            ;
    }
}

bool terminal_drain(struct terminal *t, int ms)
{
    while (take(t, ms))
        ;
    return t->fd >= 0;
}

static void add_cell(char **out, const VTermScreenCell *cell)
{
    if (cell->chars[0] == 0)
        *(*out)++ = ' ';
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
        uint32_t c = cell->chars[i];
        if (c < 0x80) {
            *(*out)++ = (char)c;
        } else if (c < 0x800) {
            *(*out)++ = (char)(0xc0 | c >> 6);
            *(*out)++ = (char)(0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            *(*out)++ = (char)(0xe0 | c >> 12);
            *(*out)++ = (char)(0x80 | (c >> 6 & 0x3f));
            *(*out)++ = (char)(0x80 | (c & 0x3f));
        } else {
            *(*out)++ = (char)(0xf0 | c >> 18);
            *(*out)++ = (char)(0x80 | (c >> 12 & 0x3f));
            *(*out)++ = (char)(0x80 | (c >> 6 & 0x3f));
            *(*out)++ = (char)(0x80 | (c & 0x3f));
        }
    }
}

const char *terminal_text(struct terminal *t)
{
    size_t room = (size_t)t->rows * (size_t)(t->columns * 4 * VTERM_MAX_CHARS_PER_CELL + 1) + 1;
    free(t->text);
    char *out = t->text = malloc(room);
    for (int y = 0; y < t->rows; y++) {
        for (int x = 0; x < t->columns;) {
            VTermScreenCell cell;
            vterm_screen_get_cell(t->screen, (VTermPos){.row = y, .col = x}, &cell);
            add_cell(&out, &cell);
            x += cell.width > 0 ? cell.width : 1;
        }
        while (out > t->text && out[-1] == ' ')
            out--;
        *out++ = '\n';
    }
    *out = '\0';
    return t->text;
}

bool terminal_shows(struct terminal *t, const char *text)
{
    return strstr(terminal_text(t), text) != NULL;
}

static int64_t now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void wait_for(struct terminal *t, const char *text, bool there)
{
    int64_t end = now_ms() + PATIENCE_MS;
    while (terminal_shows(t, text) != there) {
        if (now_ms() > end || (t->fd < 0 && !there)) {
            /* cmocka's own would cut it. */
            fprintf(stderr, "%s: \"%s\" on this screen:\n%s\n",
                    there ? "waited in vain for" : "did not go", text, terminal_text(t));
            fail();
        }
        if (!take(t, 100) && t->fd < 0) {
            fprintf(stderr, "the program ended while waiting for \"%s\":\n%s\n", text,
                    terminal_text(t));
            fail();
        }
    }
}

void terminal_wait(struct terminal *t, const char *text)
{
    wait_for(t, text, true);
}

void terminal_wait_gone(struct terminal *t, const char *text)
{
    wait_for(t, text, false);
}

void terminal_settle(struct terminal *t)
{
    while (take(t, QUIET_MS))
        ;
}

int terminal_end(struct terminal *t)
{
    int64_t end = now_ms() + PATIENCE_MS;
    while (t->pid > 0) {
        take(t, 20);
        if (waitpid(t->pid, &t->status, WNOHANG) == t->pid) {
            t->pid = 0;
            if (t->fd >= 0)
                tcgetattr(t->fd, &t->modes);
        } else if (now_ms() > end)
            fail_msg("the program does not end");
    }
    while (take(t, 20))
        ;
    return WIFEXITED(t->status) ? WEXITSTATUS(t->status) : 128 + WTERMSIG(t->status);
}

void terminal_hang_up(struct terminal *t)
{
    close(t->fd);
    t->fd = -1;
    terminal_end(t);
}

/* Where in what was written the bytes stand last; -1 nowhere. */
static long last_of(const struct terminal *t, const char *bytes)
{
    size_t n = strlen(bytes);
    for (size_t at = t->raw.len + 1; at-- > 0;)
        if (at + n <= t->raw.len && memcmp(t->raw.s + at, bytes, n) == 0)
            return (long)at;
    return -1;
}

bool terminal_wrote(const struct terminal *t, const char *bytes)
{
    return last_of(t, bytes) >= 0;
}

bool terminal_restored(const struct terminal *t)
{
    static const char *const pairs[][2] = {{"\x1b[?1049h", "\x1b[?1049l"}, /* the other screen */
                                           {"\x1b[?25l", "\x1b[?25h"},     /* no cursor */
                                           {"\x1b[?2004h", "\x1b[?2004l"}, /* bracketed paste */
                                           {"\x1b[?1000h", "\x1b[?1000l"}, /* the mouse */
                                           {"\x1b[?1006h", "\x1b[?1006l"}};
    const tcflag_t local = ICANON | ECHO | ISIG | IEXTEN, in = ICRNL | IXON, out = OPOST;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (last_of(t, pairs[i][0]) > last_of(t, pairs[i][1]))
            return false;
    return (t->modes.c_lflag & local) == (t->modes_before.c_lflag & local) &&
           (t->modes.c_iflag & in) == (t->modes_before.c_iflag & in) &&
           (t->modes.c_oflag & out) == (t->modes_before.c_oflag & out);
}

void terminal_signal(struct terminal *t, int signal)
{
    kill(t->pid, signal);
}

void terminal_close(struct terminal *t)
{
    if (t->pid > 0) {
        kill(t->pid, SIGKILL);
        waitpid(t->pid, NULL, 0);
    }
    if (t->fd >= 0)
        close(t->fd);
    if (t->vt)
        vterm_free(t->vt);
    free(t->text);
    str_clear(&t->raw);
    *t = (struct terminal){.fd = -1};
}
