#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "core/db/conn.h"

enum { PAGES_AT_ONCE = 256 };

static lia_status make_target(const char *path, lia_error *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST) {
        char shown[DB_SHOWN];
        return lia_fail(err, LIA_EXISTS, "", _("%s is there already; choose another name"),
                        db_shown(path, shown));
    }
    if (fd < 0 && errno == ENOENT) {
        char shown[DB_SHOWN];
        return lia_fail(err, LIA_IO, "", _("%s: there is no such folder; check the name"),
                        db_shown(path, shown));
    }
    if (fd < 0)
        return db_fail_errno(path, errno, err);
    close(fd);
    return LIA_OK;
}

/* A new name is durable only when its folder is. */
static void sync_folder(const char *path)
{
    struct arena a = {0};
    int fd = open(path_dir(&a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    arena_clear(&a);
}

static lia_status copy_pages(struct db *db, sqlite3 *to, const char *path,
                             const lia_progress *progress, lia_error *err)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", db->h, "main");
    if (!copy)
        return db_fail(to, path, sqlite3_errcode(to), err);
    int rc;
    bool go_on = true;
    do {
        rc = sqlite3_backup_step(copy, PAGES_AT_ONCE);
        int total = sqlite3_backup_pagecount(copy);
        if (progress && progress->fn)
            go_on = progress->fn(progress->ctx, total - sqlite3_backup_remaining(copy), total);
    } while (rc == SQLITE_OK && go_on);
    int ended = sqlite3_backup_finish(copy);
    if (!go_on && (rc == SQLITE_OK || rc == SQLITE_DONE))
        return db_fail(NULL, path, SQLITE_INTERRUPT, err);
    if (rc != SQLITE_DONE || ended != SQLITE_OK)
        return db_fail(to, path, rc != SQLITE_DONE ? rc : ended, err);
    return LIA_OK;
}

/* One read transaction around all steps: the copy is of one moment, and no writer is kept waiting.
 */
static lia_status copy_snapshot(struct db *db, sqlite3 *to, const char *path,
                                const lia_progress *progress, lia_error *err)
{
    int64_t any = 0;
    lia_status status = db_exec(db, "BEGIN", err);
    if (status)
        return status;
    status = db_pragma_int(db, "SELECT count(*) FROM sqlite_schema", &any, err);
    if (status == LIA_OK)
        status = copy_pages(db, to, path, progress, err);
    sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

lia_status db_backup(struct db *db, const char *path, const lia_progress *progress, lia_error *err)
{
    lia_status status = make_target(path, err);
    if (status)
        return status;
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK)
        status = copy_snapshot(db, to, path, progress, err);
    else
        status = db_fail(to, path, rc, err);
    rc = sqlite3_close(to);
    if (status == LIA_OK && rc != SQLITE_OK)
        status = db_fail(NULL, path, rc, err);
    if (status)
        unlink(path);
    else
        sync_folder(path);
    return status;
}
