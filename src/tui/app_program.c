/* app_program.c: other programs on our terminal. Started by argv, never through a shell. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "tui/app_state.h"

enum { WORDS_MAX = 16, TEXT_MAX = 16 << 20, NOT_STARTED = 127 };

/* --- running --------------------------------------------------------------------------------- */

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

int app_run_program(struct app *app, char *const argv[])
{
    struct terminal *t = app->options.term;
    struct signals signals;
    app_save_all(app);
    t->ops->suspend(t);
    stand_back(&signals);
    int status = run(argv);
    step_forward(&signals);
    t->ops->resume(t);
    app_resized(app);
    return status;
}

/* --- the editor ------------------------------------------------------------------------------ */

/* Splits "code -w" into words, with '…' and "…" as a shell has them and nothing else of a shell. */
static int split_words(struct arena *a, const char *line, char *words[WORDS_MAX])
{
    int n = 0;
    while (n < WORDS_MAX - 2 && *(line += strspn(line, " \t"))) {
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

/* What the editor left behind, without the line end it puts behind the last line. */
static bool take_text(struct arena *a, const char *path, struct edit *text)
{
    char *data = NULL;
    size_t len = 0;
    if (path_read_file(a, path, TEXT_MAX, &data, &len) != 0)
        return false;
    while (len > 0 && data[len - 1] == '\n')
        len--;
    if (len == text->text.len && memcmp(data, edit_text(text), len) == 0)
        return false;
    edit_select_all(text);
    edit_insert(text, data, len);
    return true;
}

bool app_edit_text(struct app *app, struct edit *text)
{
    struct arena a = {0};
    char *words[WORDS_MAX] = {0};
    bool changed = false;
    if (!app->options.drafts_dir)
        return false;
    int n = split_words(&a, str_or(app->options.editor, "vi"), words);
    char *name = arena_printf(&a, "edit-%ld.txt", (long)getpid());
    words[n] = path_join(&a, app->options.drafts_dir, name);
    int problem = path_make_dirs(app->options.drafts_dir, 0700);
    if (!problem)
        problem = path_write_file(words[n], edit_text(text), text->text.len);
    if (problem) {
        app_say(app, _("The text cannot be put into %.30s: %s"), app->options.drafts_dir,
                strerror(problem));
    } else if (n == 0 || app_run_program(app, words) < 0) {
        app_say(app, _("No editor %.40s; set VISUAL or EDITOR"), n > 0 ? words[0] : "''");
    } else {
        changed = take_text(&a, words[n], text);
    }
    unlink(words[n]);
    arena_clear(&a);
    return changed;
}
