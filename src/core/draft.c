#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "core/draft_file.h"

enum { TRIES = 4 }; /* a search may sweep a file away between making it and locking it */

static lia_status cannot_keep(lia_error *err, int error)
{
    if (error == ENOSPC || error == EDQUOT)
        return lia_fail(err, LIA_FULL, "",
                        _("No room left to keep a draft of this form: free some space"));
    return lia_fail(err, LIA_IO, "", _("No draft can be kept (%s): save the form soon"),
                    strerror(error));
}

bool draft_same(int fd, const char *path)
{
    struct stat open_file, at_path;
    return fstat(fd, &open_file) == 0 && lstat(path, &at_path) == 0 && S_ISREG(open_file.st_mode) &&
           open_file.st_uid == geteuid() && open_file.st_ino == at_path.st_ino &&
           open_file.st_dev == at_path.st_dev;
}

/* A new private file that nobody else has, locked. Returns 0 or errno. */
static int make_locked(struct arena *a, const char *dir, const char *prefix, char **path, int *fd)
{
    int error = EAGAIN;
    for (int i = 0; i < TRIES && error == EAGAIN; i++) {
        *path = path_join(a, dir, arena_printf(a, "%sXXXXXX", prefix));
        *fd = mkstemp(*path);
        if (*fd < 0)
            return errno;
        error = fcntl(*fd, F_SETFD, FD_CLOEXEC) < 0 ? errno : 0;
        if (!error && flock(*fd, LOCK_EX | LOCK_NB) < 0)
            error = errno == EWOULDBLOCK ? EAGAIN : errno;
        else if (!error && !draft_same(*fd, *path))
            error = EAGAIN;
        if (!error)
            return 0;
        unlink(*path);
        close(*fd);
    }
    return error;
}

lia_status lia_draft_open(const char *dir, const char *book_id, const char *form, lia_draft **out,
                          lia_error *err)
{
    struct arena a = {0};
    char *path = NULL;
    int fd = -1;
    int error = path_make_dirs(dir, 0700);
    if (!error)
        error = make_locked(&a, dir, DRAFT_PREFIX, &path, &fd);
    if (error) {
        arena_clear(&a);
        return cannot_keep(err, error);
    }
    lia_draft *d = mem_alloc(sizeof *d);
    *d = (lia_draft){.dir = mem_strdup(dir),
                     .path = mem_strdup(path),
                     .book_id = mem_strdup(book_id),
                     .form = mem_strdup(form),
                     .fd = fd};
    book_random_key(d->id);
    arena_clear(&a);
    *out = d;
    return LIA_OK;
}

static int sync_dir(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int error = fsync(fd) < 0 && errno != EINVAL ? errno : 0; /* some file systems cannot */
    close(fd);
    return error;
}

static int fill(int fd, const lia_draft *d, int64_t record, int64_t version, const char *form_text)
{
    int n = dprintf(fd, "liaise-draft 1\nbook %s\nform %s\nid %s\nrecord %lld\nversion %lld\n\n%s",
                    d->book_id, d->form, d->id, (long long)record, (long long)version, form_text);
    return n < 0 || fsync(fd) < 0 ? errno : 0;
}

/* Puts a new file, locked already, in the place of the old one. */
static int replace(lia_draft *d, int64_t record, int64_t version, const char *form_text)
{
    struct arena a = {0};
    char *half = NULL;
    int fd = -1;
    int error = make_locked(&a, d->dir, DRAFT_HALF_PREFIX, &half, &fd);
    if (error)
        goto out;
    error = fill(fd, d, record, version, form_text);
    if (!error && rename(half, d->path) < 0)
        error = errno;
    if (error) {
        unlink(half);
        close(fd);
        goto out;
    }
    close(d->fd);
    d->fd = fd;
    /* A later rename may wait for the file system: a loss of power then brings back the text of
     * seconds ago. */
    error = d->saved ? 0 : sync_dir(d->dir);
    d->saved = true;
out:
    arena_clear(&a);
    return error;
}

lia_status lia_draft_save(lia_draft *draft, int64_t record, int64_t version, const char *form_text,
                          lia_error *err)
{
    int error = replace(draft, record, version, form_text ? form_text : "");
    return error ? cannot_keep(err, error) : LIA_OK;
}

const char *lia_draft_id(const lia_draft *draft)
{
    return draft->id;
}

const char *lia_draft_path(const lia_draft *draft)
{
    return draft->path;
}

static void close_draft(lia_draft *d)
{
    close(d->fd);
    free(d->dir);
    free(d->path);
    free(d->book_id);
    free(d->form);
    free(d);
}

void lia_draft_remove(lia_draft *draft)
{
    if (!draft)
        return;
    if (draft_same(draft->fd, draft->path))
        unlink(draft->path);
    close_draft(draft);
}

void lia_draft_leave(lia_draft *draft)
{
    if (draft && !draft->saved)
        lia_draft_remove(draft);
    else if (draft)
        close_draft(draft);
}
