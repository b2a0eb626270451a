#include "core/import_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

int64_t import_file_read(void *ctx, void *buf, size_t len)
{
    const struct import_file *file = ctx;
    ssize_t n = read(file->fd, buf, len); /* a signal ends it: a pipe may have nothing to say */
    return n < 0 ? -errno : n;
}

static lia_status open_fail(const char *path, int error, lia_error *err)
{
    if (error == ENOENT)
        return lia_fail(err, LIA_IO, "path", _("There is no file %s: check its name."), path);
    if (error == EISDIR)
        return lia_fail(err, LIA_IO, "path", _("%s is a folder: name a file in it."), path);
    if (error == EACCES)
        return lia_fail(err, LIA_IO, "path", _("You may not read %s: change its rights."), path);
    return lia_fail(err, LIA_IO, "path", _("%s: %.60s"), path, strerror(error));
}

lia_status import_file_open(struct import_file *file, const char *path, lia_error *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    int error = fd < 0 || fstat(fd, &st) != 0 ? errno : S_ISDIR(st.st_mode) ? EISDIR : 0;
    *file = (struct import_file){fd, !error && S_ISREG(st.st_mode) ? st.st_size : 0};
    if (!error)
        return LIA_OK;
    import_file_close(file);
    return open_fail(path, error, err);
}

void import_file_close(struct import_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}
