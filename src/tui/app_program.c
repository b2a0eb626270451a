/* app_child.c: other programs while the screen stands back, and the editor for a field. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "base/child.h"
#include "tui/app_state.h"

enum { WORDS_MAX = 16, TEXT_MAX = 16 << 20 };

/* --- running --------------------------------------------------------------------------------- */

int app_run_program(struct app *app, char *const argv[])
{
    struct terminal *t = app->options.term;
    app_save_all(app);
    t->ops->suspend(t);
    int status = child_run(argv);
    t->ops->resume(t);
    app_resized(app);
    return status;
}

/* --- the editor ------------------------------------------------------------------------------ */

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
    int n = child_words(&a, str_or(app->options.editor, "vi"), words, WORDS_MAX - 2);
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
