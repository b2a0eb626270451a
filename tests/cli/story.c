#include "cli/story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

int story_setup(void **state)
{
    int failed = program_setup(state);
    struct program *p = *state;
    if (failed)
        return failed;
    assert_run(p, DONE, "--example", "backup", "story.db");
    program_set(p, "LIAISE_BOOK", program_file(p, "story.db"));
    return 0;
}

int story_rows(struct program *p, char *const args[])
{
    program_assert(p, DONE, program_run(p, NULL, args), __FILE__, __LINE__);
    assert_string_equal(str_text(&p->err), "");
    return json_lines(str_text(&p->out));
}

const char *story_field(struct program *p, const char *key, char *const args[])
{
    static char kept[8][512];
    static int next;
    char *out = kept[next++ % 8];
    story_rows(p, args);
    snprintf(out, sizeof kept[0], "%s", member(p, 0, key));
    return out;
}

int story_operations(struct program *p)
{
    return rows(p, "history");
}

static void must_say(const struct program *p, const struct str *what, const char *text,
                     const char *file, int line)
{
    if (strstr(str_text(what), text))
        return;
    print_error("\"%s\" is not in:\n%s%s", text, str_text(&p->out), str_text(&p->err));
    _fail(file, line);
}

void story_refused(struct program *p, int code, const char *text, char *const args[],
                   const char *file, int line)
{
    int before = story_operations(p);
    program_assert(p, code, program_run(p, NULL, args), file, line);
    must_say(p, &p->err, text, file, line);
    assert_tame(p->err);
    if (story_operations(p) != before) {
        print_error("refused, yet it was done\n");
        _fail(file, line);
    }
}

void story_trial(struct program *p, const char *text, char *const args[], const char *file,
                 int line)
{
    int before = story_operations(p);
    program_assert(p, DONE, program_run(p, NULL, args), file, line);
    must_say(p, &p->out, text, file, line);
    if (story_operations(p) != before) {
        print_error("only tried, yet it was done\n");
        _fail(file, line);
    }
}

void story_one_operation(struct program *p, char *const args[], const char *file, int line)
{
    int before = story_operations(p);
    program_assert(p, DONE, program_run(p, NULL, args), file, line);
    if (story_operations(p) != before + 1) {
        print_error("%d operations, not one\n", story_operations(p) - before);
        _fail(file, line);
    }
    program_assert(p, DONE, run(p, "undo", "--yes"), file, line);
    program_assert(p, DONE, run(p, "redo", "--yes"), file, line);
}
