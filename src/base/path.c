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
