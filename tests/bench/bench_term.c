/* bench_term.c: what the front end costs a terminal: bytes per key, and the time from a key to the
 * last byte drawn.
 *
 * Runs a list without a book in a pty, presses keys, and reads what comes back:
 *   bench_term                measures, a line for each terminal and size
 *   bench_term demo [marker]  shows the same list in the terminal that it is started in */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "../tui/demo.h"

enum { PEOPLE = 20000, PRESSES = 400, QUIET_MS = 30, START_MS = 400 };

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int run_demo(bool marker)
{
    struct demo d;
    struct terminal *t;
    lia_error err = {0};
    setlocale(LC_ALL, "C.UTF-8");
    if (term_open(&t, &(struct term_options){0}, &err) != LIA_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    demo_init(&d, PEOPLE);
    struct app *app = demo_app(&d, t, marker ? SELECTION_MARKER : SELECTION_BAR);
    app_go(app, &demo_people);
    app_run(app);
    app_free(app);
    demo_clear(&d);
    return 0;
}

/* --- the other side of the terminal ---------------------------------------------------------- */

struct pty {
    int fd;
    pid_t child;
};

static struct pty start(const char *self, const char *term, int w, int h, bool marker)
{
    struct pty p = {.fd = posix_openpt(O_RDWR | O_NOCTTY)};
    struct winsize size = {.ws_row = (unsigned short)h, .ws_col = (unsigned short)w};
    if (p.fd < 0 || grantpt(p.fd) != 0 || unlockpt(p.fd) != 0)
        exit(2);
    p.child = fork();
    if (p.child == 0) {
        const char *name = ptsname(p.fd);
        setsid();
        int fd = open(name, O_RDWR);
        ioctl(fd, TIOCSWINSZ, &size);
        for (int i = 0; i < 3; i++)
            dup2(fd, i);
        setenv("TERM", term, 1);
        unsetenv("NO_COLOR");
        execl(self, self, "demo", marker ? "marker" : NULL, (char *)NULL);
        _exit(127);
    }
    return p;
}

/* Reads until nothing came for quiet_ms; the time of the last byte in *last. */
static long drain(const struct pty *p, int quiet_ms, double *last)
{
    char buf[65536];
    long bytes = 0;
    struct pollfd in = {.fd = p->fd, .events = POLLIN};
    while (poll(&in, 1, quiet_ms) > 0) {
        ssize_t n = read(p->fd, buf, sizeof buf);
        if (n <= 0)
            break;
        bytes += n;
        *last = now_ms();
    }
    return bytes;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Presses the key `times` times; the figures of one line. */
static void measure(const struct pty *p, const char *what, const char *key, int times)
{
    double took[PRESSES];
    long bytes[PRESSES], most = 0, sum = 0;
    for (int i = 0; i < times; i++) {
        double begin = now_ms(), last = begin;
        if (write(p->fd, key, strlen(key)) < 0)
            exit(2);
        bytes[i] = drain(p, QUIET_MS, &last);
        took[i] = last - begin;
        sum += bytes[i];
        most = bytes[i] > most ? bytes[i] : most;
    }
    qsort(took, (size_t)times, sizeof *took, by_value);
    printf("    %-22s bytes mean %6ld most %6ld   ms p50 %6.2f p99 %6.2f max %6.2f\n", what,
           sum / times, most, took[times / 2], took[times * 99 / 100], took[times - 1]);
}

static void session(const char *self, const char *term, int w, int h, bool marker)
{
    double begin = now_ms(), last = begin;
    struct pty p = start(self, term, w, h, marker);
    long bytes = drain(&p, START_MS, &last);
    printf("  %s %dx%d %s: first screen %ld bytes, %.1f ms with its list of %d made\n", term, w, h,
           marker ? "marker" : "bar", bytes, last - begin, PEOPLE);
    int rows = h - 4;
    measure(&p, "down, within the page", "j", rows - 2 < PRESSES ? rows - 2 : PRESSES);
    measure(&p, "down, scrolling", "j", 60);
    measure(&p, "up, within the page", "k", rows - 2 < PRESSES ? rows - 2 : PRESSES);
    measure(&p, "page down", "\033[6~", 60);
    measure(&p, "last row", "G", 1);
    measure(&p, "first row", "g", 1);
    kill(p.child, SIGTERM);
    waitpid(p.child, NULL, 0);
    close(p.fd);
}

int main(int argc, char **argv)
{
    static const char *const terms[] = {"xterm-256color", "screen-256color", "tmux-256color"};
    if (argc > 1 && strcmp(argv[1], "demo") == 0)
        return run_demo(argc > 2);
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        for (int marker = 0; marker < 2; marker++) {
            session(argv[0], terms[i], 80, 24, marker);
            session(argv[0], terms[i], 200, 60, marker);
        }
    }
    return 0;
}
