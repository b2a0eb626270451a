/* child.c: running another program on our terminal. */
#include "child.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "str.h"

enum { NOT_STARTED = 127 };

struct signals {
    struct sigaction interrupt, quit, stop, go_on;
    sigset_t mask;
};

/* While the other program has the terminal, its keys are its own, and Ctrl-Z stops both of us. */
static void stand_back(struct signals *old)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, normal = {.sa_handler = SIG_DFL};
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaction(SIGINT, &ignore, &old->interrupt);
    sigaction(SIGQUIT, &ignore, &old->quit);
    sigaction(SIGTSTP, &normal, &old->stop);
    sigaction(SIGCONT, &normal, &old->go_on);
    sigprocmask(SIG_UNBLOCK, &stop, &old->mask);
}

static void step_forward(const struct signals *old)
{
    sigprocmask(SIG_SETMASK, &old->mask, NULL);
    sigaction(SIGINT, &old->interrupt, NULL);
    sigaction(SIGQUIT, &old->quit, NULL);
    sigaction(SIGTSTP, &old->stop, NULL);
    sigaction(SIGCONT, &old->go_on, NULL);
}

_Noreturn static void become(char *const argv[])
{
    struct sigaction normal = {.sa_handler = SIG_DFL};
    sigset_t none;
    sigemptyset(&none);
    sigaction(SIGINT, &normal, NULL);
    sigaction(SIGQUIT, &normal, NULL);
    sigaction(SIGPIPE, &normal, NULL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvp(argv[0], argv);
    _exit(NOT_STARTED);
}

static int run(char *const argv[])
{
    int status;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0)
        become(argv);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == NOT_STARTED ? -1 : WEXITSTATUS(status);
    return 128 + WTERMSIG(status);
}

int child_run(char *const argv[])
{
    struct signals signals;
    stand_back(&signals);
    int status = run(argv);
    step_forward(&signals);
    return status;
}

int child_words(struct arena *a, const char *line, char *words[], int max)
{
    int n = 0;
    while (n < max && *(line += strspn(line, " \t"))) {
        struct str word = {0};
        char quote = 0;
        for (; *line && (quote || (*line != ' ' && *line != '\t')); line++) {
            if (quote ? *line == quote : *line == '"' || *line == '\'')
                quote = quote ? 0 : *line;
            else
                str_add_char(&word, *line);
        }
        words[n++] = arena_strdup(a, str_text(&word));
        str_clear(&word);
    }
    return n;
}
