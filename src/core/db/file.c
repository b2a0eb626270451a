#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "core/db/conn.h"

enum { SMALLEST_PAGE = 512 };

/* An empty file of ours alone, for the engine to fill. EEXIST: another session was first. */
static int make_file(const char *path)
{
    struct arena a = {0};
    int error = path_make_dirs(path_dir(&a, path), 0700);
    arena_clear(&a);
    if (error)
        return error;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    return close(fd) == 0 ? 0 : errno;
}

static lia_status refuse(const char *path, const struct stat *st, bool create, lia_error *err)
{
    char shown[DB_SHOWN];
    db_shown(path, shown);
    if (S_ISLNK(st->st_mode))
        return db_fail_errno(path, ELOOP, err);
    if (S_ISDIR(st->st_mode))
        return lia_fail(err, LIA_CORRUPT, "", _("%s: a folder, not a book; name a file in it"),
                        shown);
    if (!S_ISREG(st->st_mode))
        return lia_fail(err, LIA_CORRUPT, "", _("%s: not a regular file; name another one"), shown);
    if (st->st_size == 0 && !create)
        return lia_fail(err, LIA_CORRUPT, "", _("%s: an empty file, not a book; name another one"),
                        shown);
    /* Less than the smallest page. The engine would take a single byte for an empty file, and fill
     * it. */
    if (st->st_size > 0 && st->st_size < SMALLEST_PAGE)
        return db_fail(NULL, path, SQLITE_NOTADB, err);
    return LIA_OK;
}

/* Links in the folder part are the user's business and are resolved; the file itself must be none.
 */
static lia_status resolve(const char *path, char **file, lia_error *err)
{
    struct arena a = {0};
    char dir[PATH_MAX];
    lia_status status = LIA_OK;
    if (!realpath(path_dir(&a, path), dir)) {
        status = db_fail_errno(path, errno, err);
    } else {
        const char *base = path_base(path);
        size_t dir_len = strcmp(dir, "/") == 0 ? 0 : strlen(dir);
        char *joined = mem_alloc(dir_len + strlen(base) + 2);
        memcpy(joined, dir, dir_len);
        joined[dir_len] = '/';
        memcpy(joined + dir_len + 1, base, strlen(base) + 1);
        *file = joined;
    }
    arena_clear(&a);
    return status;
}

/* The file is looked at but never opened here: closing it again would drop the locks that another
 * connection of this process holds on it (POSIX record locks). The engine itself then refuses a
 * link. */
lia_status db_file_prepare(const char *path, int flags, char **file, bool *made, lia_error *err)
{
    bool create = flags & DB_CREATE;
    *made = false;
    struct stat st;
    int error = lstat(path, &st) == 0 ? 0 : errno;
    if (error == ENOENT && create) {
        error = make_file(path);
        *made = error == 0;
        if (error == 0 || error == EEXIST)
            error = lstat(path, &st) == 0 ? 0 : errno;
    }
    if (error)
        return db_fail_errno(path, error, err);
    lia_status status = refuse(path, &st, create, err);
    return status ? status : resolve(path, file, err);
}

bool db_file_exists_filled(const char *file, const char *suffix)
{
    struct arena a = {0};
    struct stat st;
    bool filled = stat(arena_printf(&a, "%s%s", file, suffix), &st) == 0 && st.st_size > 0;
    arena_clear(&a);
    return filled;
}

bool db_file_folder_writable(const char *file)
{
    struct arena a = {0};
    bool writable = faccessat(AT_FDCWD, path_dir(&a, file), W_OK, AT_EACCESS) == 0;
    arena_clear(&a);
    return writable;
}

/* Write-ahead logging needs memory that all sessions share: on these, sessions may be on different
 * machines. FUSE is counted among them since it hides what is behind it (sshfs). */
bool db_file_on_network(const char *file)
{
#ifdef __linux__
    static const unsigned long magic[] = {
        0x6969,     /* NFS */
        0x517B,     /* SMB */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB2 */
        0x65735546, /* FUSE */
        0x01021997, /* 9P */
        0x5346414F, /* AFS */
        0x6B414653, /* kAFS */
        0x73757245, /* Coda */
        0x00C36400, /* Ceph */
        0x7461636F, /* OCFS2 */
        0x0BD00BD0, /* Lustre */
        0x47504653, /* GPFS */
        0x786F4256, /* VirtualBox shared folder */
    };
    struct statfs fs;
    if (statfs(file, &fs) != 0)
        return false;
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if (((unsigned long)fs.f_type & 0xFFFFFFFF) == magic[i])
            return true;
#else
    (void)file;
#endif
    return false;
}
