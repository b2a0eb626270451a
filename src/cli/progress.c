/* progress.c: long work: how far it is, and Ctrl-C. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

enum { EVERY_MS = 100, FIRST_MS = 400, COLUMNS = 60 };

/* The one thing that a signal handler may touch: the signal. */
static volatile sig_atomic_t stopped;

static void stop(int signal_no)
{
    stopped = signal_no;
}

bool cli_stopped(void)
{
    return stopped != 0;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void add_rate(struct str *line, const struct cli_progress *p, int64_t done, int64_t ms)
{
    int64_t rate = (int64_t)((double)done * 1000 / (double)ms) / p->per_unit;
    str_add(line, "  ");
    str_add_count(line, rate);
    str_add_f(line, p->unit ? " %s/s" : "/s", p->unit ? p->unit : "");
}

static void add_left(struct str *line, int64_t done, int64_t total, int64_t ms)
{
    int64_t left = (int64_t)((double)ms * (double)(total - done) / (double)done) / 1000;
    str_add(line, "  ");
    if (left >= 3600)
        str_add_f(line, _("%" PRId64 ":%02d h left"), left / 3600, (int)(left / 60 % 60));
    else
        str_add_f(line, _("%d:%02d left"), (int)(left / 60), (int)(left % 60));
}

static void show(struct cli_progress *p, int64_t done, int64_t total)
{
    struct str line = {0}, fitted = {0};
    int64_t ms = p->said - p->begun;
    if (total > 0) {
        str_add_f(&line, "%3d %%", (int)((double)done * 100 / (double)total));
    } else {
        str_add_count(&line, done / p->per_unit);
        str_add_f(&line, p->unit ? " %s" : "", p->unit ? p->unit : "");
    }
    if (ms > 0 && done > 0)
        add_rate(&line, p, done, ms);
    if (ms > 0 && done > 0 && total > done)
        add_left(&line, done, total, ms);
    utf8_fit(&fitted, str_text(&line), COLUMNS);
    fprintf(stderr, "\r%s", str_text(&fitted));
    p->shown = true;
    str_clear(&fitted);
    str_clear(&line);
}

static bool go_on(void *ctx, int64_t done, int64_t total)
{
    struct cli_progress *p = ctx;
    int64_t now = p->terminal ? now_ms() : 0;
    if (p->terminal && now - p->said >= (p->shown ? EVERY_MS : FIRST_MS)) {
        p->said = now;
        show(p, done, total);
    }
    return !stopped;
}

static const int ending[] = {SIGTERM, SIGHUP};

/* No SA_RESTART: a read of standard input ends with the key. A second one ends the program. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND}, before;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) /* nohup */
            sigaction(ending[i], &action, NULL);
}

/* What was begun is cleared away by now: die as one does of them. */
static void release_signals(void)
{
    struct sigaction before;
    signal(SIGINT, SIG_DFL);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler == stop)
            signal(ending[i], SIG_DFL);
        if (stopped == ending[i])
            raise(ending[i]);
    }
}

lia_progress cli_progress_begin(struct cli_progress *p, const char *unit, int64_t per_unit)
{
    catch_signals();
    *p = (struct cli_progress){unit, per_unit, isatty(STDERR_FILENO) == 1, false, 0, 0};
    p->begun = p->said = p->terminal ? now_ms() : 0;
    return (lia_progress){go_on, p};
}

void cli_progress_clear(struct cli_progress *p)
{
    if (p->shown)
        fprintf(stderr, "\r%*s\r", COLUMNS, "");
    p->shown = false;
}

void cli_progress_end(struct cli_progress *p)
{
    cli_progress_clear(p);
    release_signals();
}
