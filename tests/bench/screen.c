/* screen.c: what a user waits for and what the terminal gets: the real program in a pty.
 *
 *   screen LIAISE BOOK SCRATCH [marker]    SCRATCH: a folder for settings and state, made anew */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "bench.h"

/* What is drawn is complete when nothing comes for this long; a start may pause. */
enum { QUIET_MS = 15, START_QUIET_MS = 60, STARTS = 15, PRESSES = 100, PAGES = 300 };

static const struct size {
    const char *name;
    unsigned short rows, columns;
} sizes[] = {{"80x24", 24, 80}, {"200x60", 60, 200}};

struct program {
    int fd;
    pid_t pid;
};

/* --- settings --- */

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    if (!f || fputs(text, f) < 0 || fclose(f))
        bench_die("cannot write %s: %s", path, strerror(errno));
}

/* The program must not find the settings of the one who measures. */
static void settle_in(const char *given, int marker)
{
    static const char *const names[] = {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"};
    char path[4200], folder[4096];
    if (mkdir(given, 0700) && errno != EEXIST)
        bench_die("cannot make %s: %s", given, strerror(errno));
    if (!realpath(given, folder)) /* relative ones are ignored */
        bench_die("cannot find %s: %s", given, strerror(errno));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        setenv(names[i], folder, 1);
    snprintf(path, sizeof path, "%s/liaise", folder);
    if (mkdir(path, 0700) && errno != EEXIST)
        bench_die("cannot make %s: %s", path, strerror(errno));
    snprintf(path, sizeof path, "%s/liaise/config", folder);
    write_file(path, marker ? "[ui]\nselection = marker\n" : "[ui]\nselection = bar\n");
    setenv("TERM", "xterm-256color", 1);
    unsetenv("NO_COLOR");
}

/* --- the other side of the terminal --- */

static struct program start(const char *liaise, const char *book, const struct size *size)
{
    const struct winsize window = {.ws_row = size->rows, .ws_col = size->columns};
    struct program p = {.fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    if (p.fd < 0 || grantpt(p.fd) || unlockpt(p.fd))
        bench_die("no terminal to be had: %s", strerror(errno));
    const char *name = ptsname(p.fd);
    p.pid = fork();
    if (p.pid == 0) {
        setsid();
        int fd = open(name, O_RDWR);
        ioctl(fd, TIOCSWINSZ, &window);
        for (int i = 0; i < 3; i++)
            dup2(fd, i);
        execl(liaise, liaise, "--book", book, (char *)NULL);
        _exit(127);
    }
    return p;
}

/* Reads until it is quiet. *last: when the last byte came. */
static long drain(const struct program *p, int quiet_ms, double *last)
{
    char buffer[65536];
    struct pollfd in = {.fd = p->fd, .events = POLLIN};
    long bytes = 0;
    while (poll(&in, 1, quiet_ms) > 0) {
        ssize_t n = read(p->fd, buffer, sizeof buffer);
        if (n <= 0)
            bench_die("the program has ended");
        bytes += n;
        *last = bench_ms();
    }
    return bytes;
}

static double press(const struct program *p, const char *keys, long *bytes)
{
    double begin = bench_ms(), last = begin;
    if (write(p->fd, keys, strlen(keys)) < 0)
        bench_die("the program does not read");
    *bytes = drain(p, QUIET_MS, &last);
    return last - begin;
}

static void stop(const struct program *p)
{
    kill(p->pid, SIGTERM);
    waitpid(p->pid, NULL, 0);
    close(p->fd);
}

/* Of its memory what is resident, in MB. */
static double resident(const struct program *p)
{
    char path[64], line[256];
    double kb = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)p->pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "VmRSS:", 6) == 0)
            kb = strtod(line + 6, NULL);
    if (f)
        fclose(f);
    return kb / 1024;
}

/* --- measuring --- */

static void press_many(const struct program *p, const char *what, const char *size,
                       const char *keys, const char *back, int times)
{
    static double ms[PAGES], sizes_of[PAGES];
    char name[64];
    long bytes;
    for (int i = 0; i < times; i++) {
        ms[i] = press(p, keys, &bytes);
        sizes_of[i] = (double)bytes;
        if (back)
            press(p, back, &bytes);
    }
    snprintf(name, sizeof name, "key-%s-%s", what, size);
    bench_say_many(name, ms, times);
    snprintf(name, sizeof name, "bytes-%s-%s", what, size);
    bench_say_many(name, sizes_of, times);
}

static void measure_start(const char *liaise, const char *book)
{
    double ms[STARTS];
    for (int i = 0; i < STARTS; i++) {
        double begin = bench_ms(), last = begin;
        struct program p = start(liaise, book, &sizes[0]);
        struct pollfd in = {.fd = p.fd, .events = POLLIN};
        poll(&in, 1, 5000);
        drain(&p, START_QUIET_MS, &last);
        ms[i] = last - begin;
        stop(&p);
    }
    bench_say_many("start", ms, STARTS);
}

static void measure_keys(const char *liaise, const char *book, const struct size *size)
{
    double last;
    long bytes;
    char name[64];
    struct program p = start(liaise, book, size);
    struct pollfd in = {.fd = p.fd, .events = POLLIN};
    poll(&in, 1, 5000);
    drain(&p, START_QUIET_MS, &last);
    press(&p, "2", &bytes);
    press_many(&p, "cursor", size->name, "j", "k", PRESSES);
    press_many(&p, "page", size->name, "\033[6~", NULL, PAGES);
    press_many(&p, "end", size->name, "G", "g", PRESSES / 5);
    snprintf(name, sizeof name, "memory-%s", size->name);
    bench_say(name, resident(&p));
    stop(&p);
}

int main(int argc, char **argv)
{
    int marker = argc == 5 && strcmp(argv[4], "marker") == 0;
    if (argc != 4 && !marker) {
        fprintf(stderr, "usage: screen LIAISE BOOK SCRATCH [marker]\n");
        return 2;
    }
    settle_in(argv[3], marker);
    if (!marker)
        measure_start(argv[1], argv[2]);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        measure_keys(argv[1], argv[2], &sizes[i]);
    return 0;
}
