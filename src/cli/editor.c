/* editor.c: a text is written in the user's editor. */
#include "editor.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/str.h"
#include "base/utf8.h"

enum { MOST_TEXT = 16 << 20, WORDS = 16 };

static const char *take(struct cli *cli, const char *path)
{
    char *text = NULL;
    size_t len = 0;
    int problem = path_read_file(&cli->arena, path, MOST_TEXT, &text, &len);
    if (problem || memchr(text, '\0', len) || !utf8_valid(text, len)) {
        cli_say(CLI_REFUSED, _("what you wrote cannot be read: %s"),
                problem ? strerror(problem) : _("it is not UTF-8 text"));
        editor_end(cli, CLI_REFUSED, path);
        return NULL;
    }
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    text[len] = '\0';
    return text;
}

/* A name for the file, in the private folder where unfinished forms are kept. NULL: said. */
static const char *make_file(struct cli *cli, const char *text)
{
    const char *dir = cli->env->drafts_dir;
    if (!dir) {
        cli_say(CLI_REFUSED, _("no home folder to keep the editor's file in; give the text"));
        return NULL;
    }
    const char *path =
        path_join(&cli->arena, dir, arena_printf(&cli->arena, "edit-%ld.txt", (long)getpid()));
    size_t len = strlen(text);
    bool ended = len == 0 || text[len - 1] == '\n'; /* a text file's last line is */
    const char *whole = ended ? text : arena_printf(&cli->arena, "%s\n", text);
    int problem = path_make_dirs(dir, 0700);
    if (!problem)
        problem = path_write_file(path, whole, strlen(whole));
    if (!problem)
        return path;
    cli_say(CLI_REFUSED, _("the text cannot be put into %s: %s"), dir, strerror(problem));
    return NULL;
}

const char *editor_text(struct cli *cli, const char *text, const char **path)
{
    char *words[WORDS + 2] = {NULL};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        cli_say(CLI_REFUSED, _("an editor needs a terminal; give the text, or - to read it"));
        return NULL;
    }
    int n = child_words(&cli->arena, str_or(cli->env->editor, "vi"), words, WORDS);
    const char *file = make_file(cli, text);
    if (!file)
        return NULL;
    words[n] = arena_strdup(&cli->arena, file);
    int code = n > 0 ? child_run(words) : -1;
    if (code == 0) {
        *path = file;
        return take(cli, file);
    }
    unlink(file);
    if (code < 0)
        cli_say(CLI_REFUSED, _("there is no editor “%s”; set VISUAL or EDITOR"),
                cli_short(cli, n > 0 ? words[0] : ""));
    else
        cli_say(CLI_REFUSED, _("the editor ended with %d: what it left is not used"), code);
    return NULL;
}

int editor_end(struct cli *cli, int code, const char *path)
{
    if (path && code == CLI_DONE && !cli_given(cli, "--dry-run"))
        unlink(path);
    else if (path)
        cli_say(code, _("what you wrote is kept in %s"), path);
    return code;
}
