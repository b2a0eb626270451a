/* bench.h: what the measuring programs share. */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>

/* Milliseconds of a clock that only goes forward. */
double bench_ms(void);

/* Says what went wrong and ends the program: a measurement of something else is worse than none. */
_Noreturn void bench_die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A copy of a book that nobody has open, in place of what stands at `to`. */
void bench_copy(const char *from, const char *to);
/* The book and what SQLite keeps beside it. */
void bench_remove(const char *path);

/* Milliseconds of work that this process and those it started have had: on a busy machine, a better
 * figure than what the clock says, but without the waiting for the disk. */
double bench_cpu_ms(void);

/* One figure: what TAB number, flushed. */
void bench_say(const char *what, double number);
/* What was done since these two: "<what>" and "<what>-cpu". */
void bench_say_since(const char *what, double ms, double cpu_ms);
/* The median and the 99th percentile of n figures, as "<what>" and "<what>-p99". Sorts them. */
void bench_say_many(const char *what, double *ms, int n);

/* Runs a program found in PATH until it ends, its output thrown away; the milliseconds it took.
 * Anything but exit code 0 ends us. argv ends with NULL. */
double bench_spawn(char *const argv[]);
/* The most memory that one of those programs held, in MB. */
double bench_spawned_mb(void);

#endif
