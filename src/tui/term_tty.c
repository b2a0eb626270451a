/* term_tty.c: termios, signals, and giving the terminal back on every way out.
 *
 * Signal handlers reach only what is static here: flags, and the bytes and modes that restore the
 * terminal. */
#include "tui/term_tty.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

#include "tui/term.h"

enum { LEAVE_MAX = 256 };

static volatile sig_atomic_t noted; /* TTY_ bits */
static volatile sig_atomic_t taken; /* the terminal is in our modes */
static struct termios modes_before, modes_ours;
static char enter_bytes[LEAVE_MAX], leave_bytes[LEAVE_MAX];
static sigset_t mask_before;
static struct timespec no_time;

static const int noted_signals[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGHUP, SIGTERM, SIGINT, SIGQUIT};
static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
#define COUNT_OF(a) (sizeof(a) / sizeof *(a))

bool tty_is_terminal(void)
{
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* --- taking and giving back ------------------------------------------------------------------ */

void tty_write(const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(STDOUT_FILENO, bytes, len);
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        } else if (n < 0 && errno == EAGAIN) {
            fd_set out;
            FD_ZERO(&out);
            FD_SET(STDOUT_FILENO, &out);
            select(STDOUT_FILENO + 1, NULL, &out, NULL, NULL);
        } else if (n < 0 && errno != EINTR) {
            noted |= TTY_HANGUP; /* nobody is there to read it */
            return;
        }
    }
}

void tty_give_back(void)
{
    if (!taken)
        return;
    taken = 0;
    int before = errno;
    tty_write(leave_bytes, strlen(leave_bytes));
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes_before);
    errno = before;
}

void tty_take(void)
{
    if (taken)
        return;
    taken = 1;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes_ours);
    tty_write(enter_bytes, strlen(enter_bytes));
}

void term_restore(void)
{
    tty_give_back();
}

/* --- signals --------------------------------------------------------------------------------- */

static void note(int sig)
{
    switch (sig) {
    case SIGWINCH:
        noted |= TTY_RESIZE;
        break;
    case SIGTSTP:
        noted |= TTY_STOP;
        break;
    case SIGCONT:
        noted |= TTY_CONTINUE;
        break;
    default:
        noted |= TTY_HANGUP;
    }
}

static void die(int sig)
{
    tty_give_back();
    raise(sig); /* SA_RESETHAND: this time it ends us */
}

static void set_handler(int sig, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(sig, &action, NULL);
}

static void catch_signals(void)
{
    sigset_t mask;
    sigemptyset(&mask);
    for (size_t i = 0; i < COUNT_OF(noted_signals); i++) {
        sigaddset(&mask, noted_signals[i]);
        set_handler(noted_signals[i], note, 0);
    }
    /* They are let in while we wait and at no other time, so that none is missed between a look at
     * the flags and the wait. */
    sigprocmask(SIG_BLOCK, &mask, &mask_before);
    for (size_t i = 0; i < COUNT_OF(fatal_signals); i++) {
        struct sigaction old;
        if (sigaction(fatal_signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            set_handler(fatal_signals[i], die, (int)SA_RESETHAND);
    }
}

static void make_modes(void)
{
    tcgetattr(STDIN_FILENO, &modes_before);
    modes_ours = modes_before;
    modes_ours.c_iflag &=
        ~(tcflag_t)(IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP | BRKINT | PARMRK);
    modes_ours.c_oflag &= ~(tcflag_t)OPOST;
    modes_ours.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | ISIG | IEXTEN);
    modes_ours.c_cc[VMIN] = 1;
    modes_ours.c_cc[VTIME] = 0;
}

static void copy_bytes(char out[LEAVE_MAX], const char *bytes)
{
    size_t len = strlen(bytes);
    if (len < LEAVE_MAX)
        memcpy(out, bytes, len + 1);
}

void tty_open(const char *enter, const char *leave)
{
    static bool at_exit;
    copy_bytes(enter_bytes, enter);
    copy_bytes(leave_bytes, leave);
    noted = 0;
    make_modes();
    catch_signals();
    if (!at_exit)
        at_exit = atexit(tty_give_back) == 0;
    tty_take();
}

void tty_close(void)
{
    tty_give_back();
    for (size_t i = 0; i < COUNT_OF(noted_signals); i++)
        set_handler(noted_signals[i], SIG_DFL, 0);
    for (size_t i = 0; i < COUNT_OF(fatal_signals); i++)
        set_handler(fatal_signals[i], SIG_DFL, 0);
    sigprocmask(SIG_SETMASK, &mask_before, NULL);
}

void tty_stop(void)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    tty_give_back();
    set_handler(SIGTSTP, SIG_DFL, 0);
    kill(0, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL); /* here we stop, and go on after SIGCONT */
    sigprocmask(SIG_BLOCK, &stop, NULL);
    set_handler(SIGTSTP, note, 0);
    noted = (noted & ~(TTY_STOP | TTY_CONTINUE)) | TTY_RESIZE;
    tty_take();
}

/* --- waiting --------------------------------------------------------------------------------- */

static int take_notes(void)
{
    int bits = noted;
    noted = 0; /* signals are blocked here: none comes between */
    return bits;
}

int tty_wait(int timeout_ms, char *buf, size_t size, size_t *len)
{
    *len = 0;
    struct timespec limit = no_time;
    if (noted)
        timeout_ms = 0; /* a failed write */
    if (timeout_ms > 0)
        limit = (struct timespec){timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    fd_set in;
    FD_ZERO(&in);
    FD_SET(STDIN_FILENO, &in);
    int ready =
        pselect(STDIN_FILENO + 1, &in, NULL, NULL, timeout_ms < 0 ? NULL : &limit, &mask_before);
    int bits = take_notes();
    if (ready <= 0)
        return bits;
    ssize_t n = read(STDIN_FILENO, buf, size);
    if (n > 0) {
        *len = (size_t)n;
        return bits | TTY_BYTES;
    }
    return n < 0 && (errno == EINTR || errno == EAGAIN) ? bits : bits | TTY_HANGUP;
}

void tty_size(int *w, int *h)
{
    struct winsize size = {0};
    *w = *h = 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        *w = size.ws_col;
        *h = size.ws_row;
    }
}
