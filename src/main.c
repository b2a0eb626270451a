/* main.c: terminal UI or command line? */
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libintl.h>

#include "base/arena.h"
#include "base/env.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/str.h"
#include "cli/cli.h"
#include "tui/tui.h"

/* Data is UTF-8 whatever the locale is: in a locale of another character set the C.UTF-8 rules
 * apply. */
static void set_locale(void)
{
    bool known = setlocale(LC_ALL, "") != NULL;
    if (!known || !str_eq(nl_langinfo(CODESET), "UTF-8"))
        setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
    bindtextdomain("liaise", LIAISE_LOCALEDIR);
    bind_textdomain_codeset("liaise", "UTF-8");
}

/* The example is a book of its own in a folder that goes when it is left. */
static int run_example(struct env *env, struct arena *arena, int argc, char **argv)
{
    const char *tmp = getenv("TMPDIR");
    char *dir = path_join(arena, tmp && *tmp ? tmp : "/tmp", "liaise-example-XXXXXX");
    if (!mkdtemp(dir))
        return cli_say(CLI_NO_BOOK, _("no folder for the example book can be made in %s"),
                       path_dir(arena, dir));
    env->book = path_join(arena, dir, "example.db");
    env->book_named = true;
    env->state_dir = dir;
    env->drafts_dir = path_join(arena, dir, "drafts");
    bool again = false;
    int code = cli_make_example(env);
    if (code == CLI_DONE)
        code = argc > 0 ? cli_run(env, argc, argv) : tui_run(env, &again);
    path_remove_tree(dir);
    return code;
}

static int run(struct env *env, struct arena *arena, int argc, char **argv)
{
    bool want_example = false;
    int code = argc > 0 ? cli_run(env, argc, argv) : tui_run(env, &want_example);
    return want_example ? run_example(env, arena, 0, NULL) : code;
}

/* A standard stream that is closed would let the next file opened take its number, and what is
 * printed would go into that file. The other direction of /dev/null keeps the number and still
 * fails. */
static void keep_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
            _exit(CLI_REFUSED);
}

/* The options before the command; *first becomes the first word behind them. -1, or an exit code:
 * done. */
static int read_options(struct env *env, int argc, char **argv, int *first, bool *example)
{
    for (; *first < argc && argv[*first][0] == '-'; ++*first) {
        const char *word = argv[*first];
        if (str_eq(word, "--")) {
            ++*first;
            break;
        } else if (str_eq(word, "--book") || str_starts(word, "--book=")) {
            env->book = word[strlen("--book")] ? word + strlen("--book=") : argv[++*first];
            env->book_named = true;
            if (!env->book || !*env->book)
                return cli_say(CLI_USAGE, _("--book wants the name of a file"));
        } else if (str_eq(word, "--example")) {
            *example = true;
        } else if (str_eq(word, "--help") || str_eq(word, "-h")) {
            return cli_help();
        } else if (str_eq(word, "--version")) {
            return cli_version();
        } else {
            return cli_say(CLI_USAGE, _("no such option: %.40s; liaise --help lists them"), word);
        }
    }
    return -1;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct env env;
    keep_standard_streams();
    set_locale();
    env_read(&env, &arena);
    int first = 1;
    bool example = false;
    int code = read_options(&env, argc, argv, &first, &example);
    if (code < 0 && example)
        code = run_example(&env, &arena, argc - first, argv + first);
    else if (code < 0)
        code = run(&env, &arena, argc - first, argv + first);
    arena_clear(&arena);
    return code;
}
