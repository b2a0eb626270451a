/* golden.c: see golden.h. */
#include "golden.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "tui/term_mock.h"

enum { CASES_MAX = 400, FILE_MAX = 1 << 20 };

struct shot {
    const struct golden *g;
    char *name; /* of the case */
    char *keys; /* all its lines */
    int w, h;
    bool styles;
};

static void run_case(const struct shot *s, struct str *out)
{
    struct mock *m = mock_new(s->w, s->h);
    if (!mock_script(m, s->keys))
        fail_msg("%s: keys not understood: %s", s->name, s->keys);
    struct app *app = s->g->start(&m->term, s->g->ctx);
    app_run(app); /* ends when the script does */
    grid_text(&m->shown, s->styles, out);
    s->g->end(app, s->g->ctx);
}

static void compare(const struct shot *s, const char *path, const struct str *got)
{
    struct arena a = {0};
    char *want = NULL;
    size_t len = 0;
    if (path_read_file(&a, path, FILE_MAX, &want, &len) != 0)
        fail_msg("%s is missing; GOLDEN=update writes it", path);
    if (len != got->len || memcmp(want, str_text(got), len) != 0) {
        print_error("--- %s\n%.*s+++ now, after: %s\n%s", path, (int)len, want, s->keys,
                    str_text(got));
        fail_msg("%s differs; GOLDEN=update when the new one is right", path);
    }
    arena_clear(&a);
}

static void shot_test(void **state)
{
    const struct shot *s = *state;
    struct str got = {0};
    char path[1024], folder[512];
    const char *update = getenv("GOLDEN");
    snprintf(folder, sizeof folder, "tests/golden/%s", s->g->folder);
    snprintf(path, sizeof path, "%s/%s.%dx%d.txt", folder, s->name, s->w, s->h);
    run_case(s, &got);
    if (update && strcmp(update, "update") == 0) {
        assert_int_equal(path_make_dirs(folder, 0755), 0);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fwrite(str_text(&got), 1, got.len, f);
        fclose(f);
    } else {
        compare(s, path, &got);
    }
    str_clear(&got);
}

/* --- reading cases --------------------------------------------------------------------------- */

struct cases {
    struct CMUnitTest tests[CASES_MAX];
    struct shot shots[CASES_MAX];
    int count;
};

static void add_sizes(struct cases *c, const struct shot *base, const char *sizes)
{
    int w, h, n;
    while (c->count < CASES_MAX && sscanf(sizes, " %dx%d%n", &w, &h, &n) == 2) {
        char title[256];
        struct shot *s = &c->shots[c->count];
        *s = *base;
        s->w = w;
        s->h = h;
        snprintf(title, sizeof title, "%s %dx%d", base->name, w, h);
        c->tests[c->count++] = (struct CMUnitTest){mem_strdup(title), shot_test, NULL, NULL, s};
        sizes += n;
    }
}

static void read_case(struct cases *c, const struct golden *g, const char *path, const char *file)
{
    struct arena a = {0};
    struct str keys = {0};
    char *data = NULL, sizes[256] = "120x40 80x24 40x12";
    size_t len = 0;
    struct shot base = {.g = g, .name = mem_strdup(file)};
    base.name[strlen(base.name) - 4] = '\0';
    if (path_read_file(&a, path, FILE_MAX, &data, &len) != 0)
        return;
    for (char *line = data; *line;) {
        size_t n = strcspn(line, "\n");
        bool last = line[n] == '\0';
        line[n] = '\0';
        if (strncmp(line, "sizes ", 6) == 0)
            snprintf(sizes, sizeof sizes, "%s", line + 6);
        else if (strcmp(line, "styles") == 0)
            base.styles = true;
        else if (strncmp(line, "keys ", 5) == 0)
            str_add_f(&keys, "%s ", line + 5);
        line += n + !last;
    }
    base.keys = str_take(&keys);
    add_sizes(c, &base, sizes);
    arena_clear(&a);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_case(const struct dirent *d)
{
    size_t len = strlen(d->d_name);
    return len > 4 && strcmp(d->d_name + len - 4, ".txt") == 0;
}

int golden_main(const struct golden *g)
{
    static struct cases cases;
    struct dirent **files = NULL;
    char folder[512], path[1024];
    snprintf(folder, sizeof folder, "tests/tui/%s", g->folder);
    int n = scandir(folder, &files, is_case, by_name);
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]->d_name);
        read_case(&cases, g, path, files[i]->d_name);
        free(files[i]);
    }
    free(files);
    int failed = _cmocka_run_group_tests(g->folder, cases.tests, (size_t)cases.count, NULL, NULL);
    for (int i = 0; i < cases.count; i++) {
        free((char *)(uintptr_t)cases.tests[i].name);
        if (i + 1 == cases.count || cases.shots[i].keys != cases.shots[i + 1].keys) {
            free(cases.shots[i].keys);
            free(cases.shots[i].name);
        }
    }
    return n <= 0 ? 1 : failed;
}
