#include "path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mem.h"

char *path_join(struct arena *a, const char *dir, const char *name)
{
    size_t len = strlen(dir);
    if (!len || name[0] == '/')
        return arena_strdup(a, name);
    return arena_printf(a, "%s%s%s", dir, dir[len - 1] == '/' ? "" : "/", name);
}

char *path_dir(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return arena_strdup(a, ".");
    while (slash > path && slash[-1] == '/')
        slash--;
    return slash == path ? arena_strdup(a, "/") : arena_strndup(a, path, (size_t)(slash - path));
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A folder that is there is fine whatever mkdir says: on a read-only file system it says EROFS. */
static int make_dir(const char *path, mode_t mode)
{
    if (mkdir(path, mode) == 0)
        return 0;
    int error = errno; /* looking changes it */
    if (is_dir(path))
        return 0;
    return error == EEXIST ? ENOTDIR : error;
}

int path_make_dirs(const char *dir, mode_t mode)
{
    if (!dir[0])
        return ENOENT;
    char *path = mem_strdup(dir);
    int error = 0;
    for (char *p = path + 1; *p && !error; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        error = make_dir(path, mode);
        *p = '/';
    }
    if (!error)
        error = make_dir(path, mode);
    free(path);
    return error;
}

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

static int sync_and_close(int fd)
{
    int error = fsync(fd) != 0 ? errno : 0;
    if (close(fd) != 0 && !error && errno != EINTR)
        error = errno;
    return error;
}

int path_begin_file(struct arena *a, const char *path, struct path_new *out)
{
    out->path = path;
    out->dir = path_dir(a, path);
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
    int error = sync_and_close(file->fd);
    if (!error)
        error = put_in_place(file, replace);
    if (error)
        unlink(file->temporary);
    else
        error = sync_dir(file->dir);
    return error;
}

void path_drop_file(struct path_new *file)
{
    close(file->fd);
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

/* Reads up to size bytes, fewer only at the end of the file. */
static int read_full(int fd, char *to, size_t size, size_t *got)
{
    *got = 0;
    while (*got < size) {
        ssize_t n = read(fd, to + *got, size - *got);
        if (n == 0)
            return 0;
        if (n > 0)
            *got += (size_t)n;
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

/* Where to start: the size a regular file says it has. Pipes and /proc say 0. */
static size_t expected_size(int fd)
{
    enum { AT_LEAST = 4096 };
    struct stat st;
    if (fstat(fd, &st) != 0 || st.st_size < AT_LEAST)
        return AT_LEAST;
    return (size_t)st.st_size;
}

static int read_open(struct arena *a, int fd, size_t limit, char **data, size_t *len)
{
    size_t most = limit < SIZE_MAX / 4 ? limit : SIZE_MAX / 4;
    size_t room = expected_size(fd), used = 0;
    if (room > most)
        room = most;
    /* One byte more than is allowed tells the end from more; another is for the NUL. */
    char *buffer = arena_alloc(a, room + 2);
    for (;;) {
        size_t got;
        int error = read_full(fd, buffer + used, room + 1 - used, &got);
        if (error)
            return error;
        used += got;
        if (used <= room)
            break;
        if (room == most)
            return EFBIG;
        room = room > most / 2 ? most : room * 2;
        char *larger = arena_alloc(a, room + 2);
        buffer = memcpy(larger, buffer, used);
    }
    buffer[used] = '\0';
    *data = buffer;
    *len = used;
    return 0;
}

int path_read_file(struct arena *a, const char *path, size_t limit, char **data, size_t *len)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return errno;
    int error = read_open(a, fd, limit, data, len);
    close(fd);
    return error;
}

char *path_xdg(struct arena *a, const char *value, const char *home, const char *fallback)
{
    if (value && value[0] == '/')
        return arena_strdup(a, value);
    if (home && home[0] == '/')
        return path_join(a, home, fallback);
    return NULL;
}
