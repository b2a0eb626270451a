/* complete.h: completion of paths as shells do it. */
#ifndef TUI_COMPLETE_H
#define TUI_COMPLETE_H

#include "base/str.h"
#include "base/vec.h"
#include "base/arena.h"

struct completions {
    struct vec names; /* char *, sorted; folders end in "/" */
    struct arena arena;
};

/* "~" and "~/…" become home. The caller frees. */
char *path_expand(const char *typed, const char *home);
/* What could stand for the last part of `typed`; *common is what all of them begin with, as the whole path. */
void path_complete(const char *typed, const char *home, struct completions *out, struct str *common);
void completions_clear(struct completions *c);

#endif
