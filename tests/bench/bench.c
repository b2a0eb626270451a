#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double bench_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

void bench_die(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fputs("bench: ", stderr);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static const char *const beside[] = {"", "-wal", "-shm", "-journal"};
enum { BESIDE = sizeof beside / sizeof *beside };

static void path_of(char out[4096], const char *path, const char *suffix)
{
    if (snprintf(out, 4096, "%s%s", path, suffix) >= 4096)
        bench_die("the path is too long: %s", path);
}

void bench_remove(const char *path)
{
    char name[4096];
    for (int i = 0; i < BESIDE; i++) {
        path_of(name, path, beside[i]);
        unlink(name);
    }
}

void bench_copy(const char *from, const char *to)
{
    static char block[1 << 20];
    char name[4096];
    path_of(name, from, "-wal");
    struct stat log;
    if (stat(name, &log) == 0 && log.st_size > 0)
        bench_die("somebody has %s open", from);
    bench_remove(to);
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (in < 0 || out < 0)
        bench_die("cannot copy %s to %s: %s", from, to, strerror(errno));
    for (ssize_t n; (n = read(in, block, sizeof block)) != 0;)
        if (n < 0 || write(out, block, (size_t)n) != n)
            bench_die("cannot copy %s to %s: %s", from, to, strerror(errno));
    /* What is still to be written would be written while somebody measures. */
    if (fsync(out) || close(out) || close(in))
        bench_die("cannot write %s: %s", to, strerror(errno));
}

double bench_cpu_ms(void)
{
    static const int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
    double ms = 0;
    for (int i = 0; i < 2; i++) {
        struct rusage u;
        getrusage(whose[i], &u);
        ms += (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
              (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
    }
    return ms;
}

void bench_say(const char *what, double number)
{
    printf("%s\t%.3f\n", what, number);
    fflush(stdout);
}

void bench_say_since(const char *what, double ms, double cpu_ms)
{
    char cpu[128];
    bench_say(what, bench_ms() - ms);
    snprintf(cpu, sizeof cpu, "%s-cpu", what);
    bench_say(cpu, bench_cpu_ms() - cpu_ms);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void bench_say_many(const char *what, double *ms, int n)
{
    char tail[128];
    qsort(ms, (size_t)n, sizeof *ms, compare);
    bench_say(what, ms[n / 2]);
    snprintf(tail, sizeof tail, "%s-p99", what);
    bench_say(tail, ms[n - 1 - n / 100]);
}

double bench_spawn(char *const argv[])
{
    extern char **environ;
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int status = 0;
    if (posix_spawn_file_actions_init(&actions) ||
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0))
        bench_die("cannot start %s", argv[0]);
    double start = bench_ms();
    int error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    if (error)
        bench_die("cannot start %s: %s", argv[0], strerror(error));
    if (waitpid(pid, &status, 0) != pid || status)
        bench_die("%s %s failed", argv[0], argv[1] ? argv[1] : "");
    double took = bench_ms() - start;
    posix_spawn_file_actions_destroy(&actions);
    return took;
}

double bench_spawned_mb(void)
{
    struct rusage used;
    if (getrusage(RUSAGE_CHILDREN, &used))
        bench_die("no figures of memory");
    return (double)used.ru_maxrss / 1024;
}
