/* shell.c: what a prompt and a mail program wait for, and how much memory long output takes.
 *
 *   shell LIAISE BOOK    the whole process is measured, as a shell sees it; BOOK is only read */
#define _DEFAULT_SOURCE /* wait4: the memory of one child */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

enum { RUNS = 101, LETTERS = 3 };

/* Milliseconds; exit code 1, nothing found, is fine. *kilobytes: the most memory that it had. */
static double run(char *const argv[], long *kilobytes)
{
    extern char **environ;
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int status = 0;
    struct rusage usage;
    if (posix_spawn_file_actions_init(&actions) ||
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0))
        bench_die("cannot start %s", argv[0]);
    double start = bench_ms();
    if (posix_spawn(&pid, argv[0], &actions, NULL, argv, environ) ||
        wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) > 1)
        bench_die("%s %s cannot be run", argv[0], argv[3]);
    double took = bench_ms() - start;
    posix_spawn_file_actions_destroy(&actions);
    *kilobytes = usage.ru_maxrss;
    return took;
}

/* Addresses as they are typed: beginnings of names, common and rare ones. */
static void measure_address(char *liaise, char *book, int letters)
{
    static const char *const starts[] = {"and", "ber", "xyz", "car", "zoe", "mar", "eli", "joh"};
    double ms[RUNS];
    char pattern[LETTERS + 1] = "", what[32];
    long kilobytes;
    for (int i = 0; i < RUNS; i++) {
        memcpy(pattern, starts[(size_t)i % (sizeof starts / sizeof *starts)], (size_t)letters);
        ms[i] = run((char *[]){liaise, "--book", book, "address", pattern, NULL}, &kilobytes);
    }
    snprintf(what, sizeof what, "address-%d", letters);
    bench_say_many(what, ms, RUNS);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        bench_die("usage: shell LIAISE BOOK");
    char *liaise = argv[1], *book = argv[2];
    double ms[RUNS];
    long kilobytes;
    for (int letters = 1; letters <= LETTERS; letters++)
        measure_address(liaise, book, letters);
    for (int i = 0; i < RUNS; i++)
        ms[i] = run((char *[]){liaise, "--book", book, "status", "--short", NULL}, &kilobytes);
    bench_say_many("status", ms, RUNS);
    run((char *[]){liaise, "--book", book, "entry", "list", "--json", NULL}, &kilobytes);
    bench_say("memory-entry-list", (double)kilobytes / 1024);
    return 0;
}
