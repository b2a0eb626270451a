/* Files that are there whole or not at all. Where the system can make a file without a name, it
 * gets its name when it is whole: then nothing is left of it however the program ends. */
#define _GNU_SOURCE /* O_TMPFILE */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "path.h"

/* --- bytes and folders --- */

static int write_all(int fd, const char *data, size_t len)
{
    while (len) {
        ssize_t n = write(fd, data, len);
        if (n < 0 && errno != EINTR)
            return errno;
        if (n > 0) {
            data += n;
            len -= (size_t)n;
        }
    }
    return 0;
}

/* Makes a rename in dir survive a loss of power. Some file systems cannot, and say EINVAL. */
static int sync_dir(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int error = fsync(fd) != 0 && errno != EINVAL ? errno : 0;
    close(fd);
    return error;
}

/* --- a file without a name --- */

enum { FD_NAME = 40 };

/* By which the file can be linked (open(2), O_TMPFILE). */
static void name_fd(int fd, char out[FD_NAME])
{
    snprintf(out, FD_NAME, "/proc/self/fd/%d", fd);
}

/* -1 when the file system has none, or /proc is not there to name it by. */
static int open_nameless(const char *dir)
{
    char name[FD_NAME];
    int fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    name_fd(fd, name);
    if (access(name, F_OK) == 0)
        return fd;
    close(fd);
    return -1;
}

/* A link does not replace what is there: to be renamed over it, the file gets a name of its own
 * first, which is free. */
static int give_name(struct arena *a, struct path_new *file)
{
    enum { TRIES = 1000 };
    char name[FD_NAME], own[FD_NAME];
    name_fd(file->fd, name);
    for (unsigned i = 0; i < TRIES; i++) {
        snprintf(own, sizeof own, PATH_TEMPORARY "%lx-%x", (unsigned long)getpid(), i);
        char *path = path_join(a, file->dir, own);
        if (linkat(AT_FDCWD, name, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0) {
            file->temporary = path;
            return 0;
        }
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

static int link_nameless(const struct path_new *file)
{
    char name[FD_NAME];
    name_fd(file->fd, name);
    return linkat(AT_FDCWD, name, AT_FDCWD, file->path, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
}

/* --- in pieces --- */

int path_begin_file(struct arena *a, const char *path, struct path_new *out)
{
    *out = (struct path_new){.path = path, .dir = path_dir(a, path)};
    out->fd = open_nameless(out->dir);
    if (out->fd >= 0)
        return 0;
    out->temporary = path_join(a, out->dir, PATH_TEMPORARY "XXXXXX");
    out->fd = mkstemp(out->temporary);
    if (out->fd < 0)
        return errno;
    (void)fcntl(out->fd, F_SETFD, FD_CLOEXEC); /* at worst a child holds it a little longer */
    return 0;
}

int path_add(const struct path_new *file, const void *data, size_t len)
{
    return write_all(file->fd, data, len);
}

/* A link does not replace what is there, a rename does. Some file systems have no links. */
static int put_in_place(const struct path_new *file, bool replace)
{
    if (replace)
        return rename(file->temporary, file->path) == 0 ? 0 : errno;
    if (link(file->temporary, file->path) == 0) {
        unlink(file->temporary);
        return 0;
    }
    struct stat st;
    if (errno == EEXIST || lstat(file->path, &st) == 0)
        return EEXIST;
    return rename(file->temporary, file->path) == 0 ? 0 : errno;
}

int path_end_file(struct path_new *file, bool replace)
{
    struct arena a = {0};
    bool nameless = !file->temporary;
    int error = fsync(file->fd) != 0 ? errno : 0;
    if (!error && nameless)
        error = replace ? give_name(&a, file) : link_nameless(file);
    if (close(file->fd) != 0 && !error && errno != EINTR)
        error = errno;
    if (!error && file->temporary)
        error = put_in_place(file, replace);
    if (error && file->temporary)
        unlink(file->temporary);
    if (nameless)
        file->temporary = NULL;
    arena_clear(&a);
    return error ? error : sync_dir(file->dir);
}

void path_drop_file(struct path_new *file)
{
    close(file->fd);
    if (file->temporary)
        unlink(file->temporary);
}

int path_write_file(const char *path, const void *data, size_t len)
{
    struct arena a = {0};
    struct path_new file;
    int error = path_begin_file(&a, path, &file);
    if (!error) {
        error = path_add(&file, data, len);
        if (error)
            path_drop_file(&file);
        else
            error = path_end_file(&file, true);
    }
    arena_clear(&a);
    return error;
}
