#include "core/import_spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"

/* Bytes written at once; read at once where rows come one behind the other, and where they are
 * looked up here and there; kept by a view that was given a long one. */
enum { TAIL = 64 * 1024, AHEAD = 64 * 1024, FEW = 1024, KEPT = 256 * 1024 };

void spool_open(struct spool *s, const char *book)
{
    struct arena a = {0};
    *s = (struct spool){0};
    if (*book) {
        char *name = path_join(&a, path_dir(&a, book), PATH_TEMPORARY "import-XXXXXX");
        int fd = mkstemp(name); /* 0600 */
        if (fd >= 0) {
            unlink(name);
            fcntl(fd, F_SETFD, FD_CLOEXEC);
            s->file = fd + 1;
        }
    }
    arena_clear(&a);
}

void spool_close(struct spool *s)
{
    if (s->file)
        close(s->file - 1);
    free(s->tail);
    *s = (struct spool){0};
}

int64_t spool_size(const struct spool *s)
{
    return s->at + (int64_t)s->len;
}

/* --- writing --- */

static void write_out(struct spool *s, const char *data, size_t len)
{
    while (len > 0 && !s->error) {
        ssize_t n = pwrite(s->file - 1, data, len, (off_t)s->at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            s->error = n < 0 ? errno : ENOSPC;
            return;
        }
        data += n;
        len -= (size_t)n;
        s->at += n;
    }
}

void spool_add(struct spool *s, const void *data, size_t len)
{
    if (s->file && s->len + len > TAIL) {
        write_out(s, s->tail, s->len);
        s->len = 0;
        if (len > TAIL) {
            write_out(s, data, len);
            return;
        }
    }
    if (s->len + len > s->room) {
        s->room = s->file ? TAIL : (s->len + len) * 2;
        s->tail = mem_resize(s->tail, s->room);
    }
    if (len)
        memcpy(s->tail + s->len, data, len);
    s->len += len;
}

void spool_cut(struct spool *s, int64_t size)
{
    s->cuts++;
    s->len = size > s->at ? (size_t)(size - s->at) : 0;
    if (size < s->at)
        s->at = size;
}

/* --- reading --- */

/* What is there of len bytes; the rest is left alone. */
static size_t read_at(struct spool *s, int64_t at, char *to, size_t len)
{
    size_t done = 0;
    while (done < len && at < s->at && !s->error) {
        size_t want = (int64_t)(len - done) < s->at - at ? len - done : (size_t)(s->at - at);
        ssize_t n = pread(s->file - 1, to + done, want, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            s->error = n < 0 ? errno : EIO;
            break;
        }
        done += (size_t)n;
        at += n;
    }
    size_t from = at >= s->at ? (size_t)(at - s->at) : s->len;
    if (done < len && from < s->len) {
        size_t n = len - done < s->len - from ? len - done : s->len - from;
        memcpy(to + done, s->tail + from, n);
        done += n;
    }
    return done;
}

static void make_room(struct spool_view *v, size_t size)
{
    if (size <= v->room && (v->room <= KEPT || size > KEPT))
        return;
    free(v->buf);
    v->room = size;
    v->buf = mem_alloc(size);
}

bool spool_has(const struct spool *s, const struct spool_view *v, int64_t at, size_t len)
{
    return v->buf && v->cuts == s->cuts && at >= v->at &&
           at + (int64_t)len <= v->at + (int64_t)v->len;
}

const char *spool_get(struct spool *s, struct spool_view *v, int64_t at, size_t len)
{
    if (spool_has(s, v, at, len))
        return v->buf + (at - v->at);
    bool goes_on = v->cuts == s->cuts && at >= v->at && at <= v->at + (int64_t)v->len;
    size_t ahead = goes_on ? AHEAD : FEW, want = len > ahead ? len : ahead;
    make_room(v, want);
    v->at = at;
    v->cuts = s->cuts;
    v->len = read_at(s, at, v->buf, want);
    if (v->len < len) {
        memset(v->buf + v->len, 0, len - v->len);
        s->error = s->error ? s->error : EIO;
    }
    return v->buf;
}

void spool_view_clear(struct spool_view *v)
{
    free(v->buf);
    *v = (struct spool_view){0};
}
