#define _DEFAULT_SOURCE /* wait4: the memory of one child, not the most of all */
#include "cli/program.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "base/utf8.h"

enum { NOBODY = 65534 };

int program_setup(void **state)
{
    struct program *p = calloc(1, sizeof *p);
    const char *tmp = getenv("TMPDIR"), *build = getenv("BUILD");
    snprintf(p->home, sizeof p->home, "%.30s/liaise-cli-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(p->home));
    char *whole = realpath(build ? build : "build", NULL); /* it is run from its home */
    assert_non_null(whole);
    snprintf(p->path, sizeof p->path, "%s/liaise", whole);
    free(whole);
    program_set(p, "HOME", p->home);
    program_set(p, "LANG", "C.UTF-8");
    program_set(p, "TZ", "UTC");
    *state = p;
    return 0;
}

int program_teardown(void **state)
{
    struct program *p = *state;
    path_remove_tree(p->home);
    str_clear(&p->out);
    str_clear(&p->err);
    free(p);
    return 0;
}

void program_set(struct program *p, const char *name, const char *value)
{
    int count = 0, kept = 0;
    size_t len = strlen(name);
    while (p->env[count])
        count++;
    for (int i = 0; i < count; i++)
        if (strncmp(p->env[i], name, len) != 0 || p->env[i][len] != '=')
            memmove(p->variables[kept++], p->variables[i], sizeof p->variables[0]);
    if (value)
        snprintf(p->variables[kept++], sizeof p->variables[0], "%s=%s", name, value);
    assert_true(kept <= PROGRAM_ENV);
    for (int i = 0; i <= PROGRAM_ENV; i++)
        p->env[i] = i < kept ? p->variables[i] : NULL;
}

const char *program_file(const struct program *p, const char *name)
{
    static char paths[4][256];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", p->home, name);
    return path;
}

void program_write(const struct program *p, const char *name, const void *data, size_t len)
{
    assert_int_equal(path_write_file(program_file(p, name), data, len), 0);
}

static int give(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st;
    (void)type;
    (void)where;
    return lchown(path, NOBODY, NOBODY);
}

bool program_give_away(struct program *p)
{
    if (geteuid() != 0)
        return true;
    p->as_nobody = true;
    return nftw(p->home, give, 10, FTW_PHYS) == 0 && run(p, "--version") == 0;
}

/* In the child: what it is given instead of the test's own. */
static void become(struct program *p, int in, int out, int err, char *const args[])
{
    char *argv[64] = {p->path};
    for (int i = 0; args[i] && i < 62; i++)
        argv[i + 1] = args[i];
    if (p->output)
        out = open(p->output, O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (p->no_output)
        close(STDOUT_FILENO);
    signal(SIGPIPE, p->pipe_ignored ? SIG_IGN : SIG_DFL);
    if (p->file_limit) {
        struct rlimit limit = {(rlim_t)p->file_limit, (rlim_t)p->file_limit};
        setrlimit(RLIMIT_FSIZE, &limit);
        signal(SIGXFSZ, SIG_IGN);
    }
    bool ready = chdir(p->home) == 0;
    if (p->as_nobody)
        ready = setgid(NOBODY) == 0 && setuid(NOBODY) == 0 && ready;
    if (ready)
        execve(p->path, argv, p->env);
    _exit(127);
}

static void read_both(struct program *p, int out, int err)
{
    struct pollfd fds[] = {{.fd = out, .events = POLLIN}, {.fd = err, .events = POLLIN}};
    struct str *to[] = {&p->out, &p->err};
    for (int open_ends = out >= 0 ? 2 : 1; open_ends > 0;) {
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            break;
        for (int i = 0; i < 2; i++) {
            char buf[65536];
            if (fds[i].fd < 0 || !fds[i].revents)
                continue;
            ssize_t n = read(fds[i].fd, buf, sizeof buf);
            if (n > 0) {
                str_add_n(to[i], buf, (size_t)n);
            } else {
                fds[i].fd = -1;
                open_ends--;
            }
        }
    }
}

static int exit_code(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int program_run(struct program *p, const char *input, char *const args[])
{
    int out[2], err[2], status;
    FILE *in = tmpfile();
    assert_non_null(in);
    if (input)
        fputs(input, in);
    rewind(in);
    assert_true(pipe(out) == 0 && pipe(err) == 0);
    fcntl(out[0], F_SETFD, FD_CLOEXEC);
    fcntl(err[0], F_SETFD, FD_CLOEXEC);
    if (p->closed_output)
        close(out[0]);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        become(p, fileno(in), out[1], err[1], args);
    close(out[1]);
    close(err[1]);
    str_truncate(&p->out, 0);
    str_truncate(&p->err, 0);
    read_both(p, p->closed_output ? -1 : out[0], err[0]);
    if (!p->closed_output)
        close(out[0]);
    close(err[0]);
    fclose(in);
    struct rusage usage;
    assert_int_equal(wait4(pid, &status, 0, &usage), pid);
    p->memory = usage.ru_maxrss;
    return exit_code(status);
}

pid_t program_start(struct program *p, char *const args[])
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        int nowhere = open("/dev/null", O_RDWR);
        become(p, nowhere, nowhere, nowhere, args);
    }
    return pid;
}

int program_wait(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return exit_code(status);
}

void program_assert(const struct program *p, int expected, int code, const char *file, int line)
{
    if (code == expected)
        return;
    print_error("exit code %d, not %d; it wrote:\n%s%s", code, expected, str_text(&p->out),
                str_text(&p->err));
    _fail(file, line);
}

void program_assert_said(const struct program *p, const char *text, const char *value,
                         const char *file, int line)
{
    const char *said = str_text(&p->err), *end = strchr(said, '\n');
    int width = utf8_width(said) - (strstr(said, value) ? utf8_width(value) : 0);
    if (str_starts(said, "liaise: --")) /* the option at fault stands before the library's words */
        width -= (int)strcspn(said + strlen("liaise: "), " ") + 1;
    bool one_line = end && !end[1];
    if (str_starts(said, "liaise: ") && one_line && strstr(said, text) &&
        width <= 76 + (int)strlen("liaise: ^J"))
        return;
    print_error("not one line for people with \"%s\" in it:\n%s", text, said);
    _fail(file, line);
}

void program_assert_tame(const struct str *text, const char *file, int line)
{
    for (size_t i = 0; i < text->len;) {
        int32_t cp;
        size_t n = utf8_decode(text->s + i, text->len - i, &cp);
        bool control = (cp < 0x20 && cp != '\n') || (cp >= 0x7f && cp < 0xa0);
        bool turns = (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) ||
                     cp == 0x200e || cp == 0x200f;
        if (control || turns || cp == 0x200b || cp == 0xfeff) {
            print_error("U+%04X at byte %zu of:\n%.*s\n", (unsigned)cp, i, (int)(i < 200 ? i : 200),
                        text->s + (i < 200 ? 0 : i - 200));
            _fail(file, line);
        }
        i += n;
    }
}
