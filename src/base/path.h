/* path.h: files and folders. Functions return 0 or an errno value. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "arena.h"

/* dir/name; name alone when it is absolute or dir is "". */
char *path_join(struct arena *a, const char *dir, const char *name);
char *path_dir(struct arena *a, const char *path); /* the folder part, "." when there is none */
const char *path_base(const char *path); /* points into path; "" when it ends in a slash */

/* Like mkdir -p; every folder made has the mode, existing ones are left as they are. */
int path_make_dirs(const char *dir, mode_t mode);

/* How the names of half-written files begin: what a killed program left of them may be removed. */
#define PATH_TEMPORARY ".liaise-"

/* Writes a whole file by rename: a temporary file beside it (0600), without a name where the system
 * can, fsync, rename, so that path has the old content or the new. A symbolic link is replaced, not
 * followed. */
int path_write_file(const char *path, const void *data, size_t len);

/* The same in pieces. begin makes the temporary file; then pieces are added; then end puts it in
 * its place, or drop removes it. end has closed and removed it where it fails; EEXIST: path is
 * there, and not `replace`. What begin gives lives in the arena, and path must. */
struct path_new {
    const char *path;
    char *dir, *temporary; /* temporary: NULL while it has no name */
    int fd;
};
int path_begin_file(struct arena *a, const char *path, struct path_new *out);
int path_add(const struct path_new *file, const void *data, size_t len);
int path_end_file(struct path_new *file, bool replace);
void path_drop_file(struct path_new *file);

/* The whole file in the arena, a NUL after it. EFBIG when it is longer than limit, EISDIR for a
 * folder. */
int path_read_file(struct arena *a, const char *path, size_t limit, char **data, size_t *len);

/* value when absolute, else home/fallback, else NULL (XDG base directory specification: relative
 * values are to be ignored). The caller reads the environment. */
char *path_xdg(struct arena *a, const char *value, const char *home, const char *fallback);

/* Removes a folder with all that is in it; no symbolic link is followed. 0, or -1 with errno. */
int path_remove_tree(const char *dir);

#endif
