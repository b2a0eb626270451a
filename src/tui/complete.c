#include "tui/complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"

char *path_expand(const char *typed, const char *home)
{
    struct str out = {0};
    if (typed[0] == '~' && home && (typed[1] == '\0' || typed[1] == '/')) {
        str_add(&out, home);
        typed++;
    }
    str_add(&out, typed);
    return str_take(&out);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_folder(const char *dir, const char *name)
{
    struct arena arena = {0};
    struct stat st;
    bool folder = stat(path_join(&arena, dir, name), &st) == 0 && S_ISDIR(st.st_mode);
    arena_clear(&arena);
    return folder;
}

static void collect(const char *dir, const char *start, struct completions *out)
{
    DIR *d = opendir(dir);
    if (!d)
        return;
    /* Hidden files only when one begins with the dot. */
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        bool self = str_eq(e->d_name, ".") || str_eq(e->d_name, "..");
        if (self || !str_starts(e->d_name, start) || (e->d_name[0] == '.' && start[0] != '.'))
            continue;
        *(char **)vec_push(&out->names) =
            arena_printf(&out->arena, "%s%s", e->d_name, is_folder(dir, e->d_name) ? "/" : "");
    }
    closedir(d);
    if (out->names.count > 0)
        qsort(out->names.items, out->names.count, sizeof(char *), by_name);
}

void path_complete(const char *typed, const char *home, struct completions *out, struct str *common)
{
    out->names = (struct vec)VEC_OF(char *);
    const char *slash = strrchr(typed, '/');
    size_t dir_len = slash ? (size_t)(slash - typed) + 1 : 0;
    struct arena arena = {0};
    char *expanded = path_expand(dir_len ? arena_strndup(&arena, typed, dir_len) : "./", home);
    collect(expanded, typed + dir_len, out);
    free(expanded);
    str_add_n(common, typed, dir_len);
    if (out->names.count == 0) {
        str_add(common, typed + dir_len);
    } else {
        const char *first = VEC_AT(&out->names, char *, 0);
        size_t same = strlen(first);
        for (size_t i = 1; i < out->names.count; i++) {
            const char *other = VEC_AT(&out->names, char *, i);
            size_t n = 0;
            while (n < same && other[n] == first[n])
                n++;
            same = n;
        }
        /* Never half a character. */
        while (same > 0 && (first[same] & 0xc0) == 0x80)
            same--;
        str_add_n(common, first, same);
    }
    arena_clear(&arena);
}

void completions_clear(struct completions *c)
{
    vec_clear(&c->names);
    arena_clear(&c->arena);
}
