#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/db/conn.h"

const char *db_shown(const char *path, char out[DB_SHOWN])
{
    size_t len = strlen(path);
    if (len < DB_SHOWN) {
        memcpy(out, path, len + 1);
        return out;
    }
    const char mark[] = "…";
    const char *tail = path + len - (DB_SHOWN - sizeof mark);
    while ((*tail & 0xC0) == 0x80)
        tail++;
    snprintf(out, DB_SHOWN, "%s%s", mark, tail);
    return out;
}

lia_status db_fail_errno(const char *path, int error, lia_error *err)
{
    char shown[DB_SHOWN];
    db_shown(path, shown);
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return lia_fail(err, LIA_FULL, "", _("%s: no room left on its device; free some first"),
                        shown);
    case ENOENT:
        return lia_fail(err, LIA_NOT_FOUND, "", _("%s: there is no such book; check the name"),
                        shown);
    case EROFS:
        return lia_fail(err, LIA_READ_ONLY, "",
                        _("%s: its device is read-only; choose another place"), shown);
    case ENOTDIR:
        return lia_fail(err, LIA_IO, "", _("%s: part of this path is no folder; check the name"),
                        shown);
    case ENAMETOOLONG:
        return lia_fail(err, LIA_IO, "", _("%s: the name is too long; choose a shorter one"),
                        shown);
    case ELOOP:
        return lia_fail(err, LIA_IO, "", _("%s: a symbolic link; name the file that it points to"),
                        shown);
    case EACCES:
    case EPERM:
        return lia_fail(err, LIA_IO, "", _("%s: permission denied; check file and folder"), shown);
    default:
        return lia_fail(err, LIA_IO, "", _("%s: %s; check file and device"), shown,
                        strerror(error));
    }
}

/* What the operating system said last about the book or its log: the engine knows in two places. */
static int system_error(sqlite3 *h)
{
    int error = h ? sqlite3_system_errno(h) : 0;
    sqlite3_file *log = NULL;
    if (h && (!error || error == ENOENT))
        sqlite3_file_control(h, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
    if (h && !error &&
        sqlite3_file_control(h, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK && log &&
        log->pMethods)
        log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
    return error;
}

/* The operating system's reason says more than the engine's code, where it gave one. */
static lia_status fail_io(sqlite3 *h, const char *path, lia_error *err)
{
    int error = system_error(h);
    if (error && error != ENOENT && error != EAGAIN)
        return db_fail_errno(path, error, err);
    char shown[DB_SHOWN];
    return lia_fail(err, LIA_IO, "", _("%s: cannot be read or written; check its device"),
                    db_shown(path, shown));
}

lia_status db_fail(sqlite3 *h, const char *path, int rc, lia_error *err)
{
    char shown[DB_SHOWN];
    db_shown(path, shown);
    switch (rc & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return lia_fail(err, LIA_BUSY, "",
                        _("%s: another session is writing to it; try again in a moment"), shown);
    case SQLITE_INTERRUPT:
    case SQLITE_ABORT:
        return lia_fail(err, LIA_CANCELED, "", _("Stopped; nothing was changed"));
    case SQLITE_FULL:
        return lia_fail(err, LIA_FULL, "", _("%s: no room left on its device; free some first"),
                        shown);
    case SQLITE_READONLY:
        return lia_fail(err, LIA_READ_ONLY, "",
                        _("%s: can only be read; check the permissions of file and folder"), shown);
    case SQLITE_NOTADB:
        return lia_fail(err, LIA_CORRUPT, "", _("%s: not a book of liaise; name another file"),
                        shown);
    case SQLITE_CORRUPT:
        return lia_fail(err, LIA_CORRUPT, "", _("%s: the book is damaged; go back to a backup"),
                        shown);
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return db_fail_errno(path, EACCES, err);
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_PROTOCOL:
        return fail_io(h, path, err);
    case SQLITE_TOOBIG:
        return lia_fail(err, LIA_INVALID, "", _("A text is too long to be kept; shorten it"));
    case SQLITE_CONSTRAINT:
        return lia_fail(err, LIA_CONFLICT, "", "%s", h ? sqlite3_errmsg(h) : sqlite3_errstr(rc));
    default: /* a mistake of ours, or an engine with other ideas: its own words help most */
        return lia_fail(err, LIA_IO, "", "%s: %s", shown,
                        h ? sqlite3_errmsg(h) : sqlite3_errstr(rc));
    }
}
