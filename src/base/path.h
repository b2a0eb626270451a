/* path.h: files and folders. Functions return 0 or an errno value. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "arena.h"

char *path_join(struct arena *a, const char *dir, const char *name);
char *path_dir(struct arena *a, const char *path);   /* the folder part, "." when there is none */
const char *path_base(const char *path);             /* points into path */
int path_make_dirs(const char *dir, mode_t mode);    /* like mkdir -p; existing folders are left as they are */
/* Writes a whole file by rename: a temporary file beside it (0600), fsync, rename. */
int path_write_file(const char *path, const void *data, size_t len);
int path_read_file(struct arena *a, const char *path, size_t limit, char **data, size_t *len);
/* $NAME when absolute, else $HOME/fallback, else NULL (XDG base directory specification). Environment is passed in:
 * the caller reads it. */
char *path_xdg(struct arena *a, const char *value, const char *home, const char *fallback);

#endif
