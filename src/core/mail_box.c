#include "core/mail_box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "base/vec.h"
#include "core/mail_split.h"

/* Folders below folders; deeper ones nobody makes. */
enum { DEEPEST = 8 };

struct walk {
    const lia_progress *progress;
    mail_box_fn *fn;
    void *ctx;
    int64_t done, total; /* bytes or files */
    bool canceled, stopped;
    struct str head;
    const char *root;
    int fd; /* of the file that is read */
    int64_t (*read)(void *ctx, void *buf, size_t len);
    void *read_ctx;
};

static lia_status fail_file(lia_error *err, const char *path, int error)
{
    return lia_fail(err, error == ENOENT ? LIA_NOT_FOUND : LIA_IO, "",
                    _("%s cannot be read: %s; check the file"), path_base(path), strerror(error));
}

static bool tell(struct walk *w)
{
    const lia_progress *p = w->progress;
    if (p && p->fn && !p->fn(p->ctx, w->done, w->total))
        w->canceled = true;
    return !w->canceled;
}

/* --- one file --- */

static int64_t read_fd(void *ctx, void *buf, size_t len)
{
    struct walk *w = ctx;
    if (!tell(w))
        return -ECANCELED;
    ssize_t n;
    do
        n = read(w->fd, buf, len);
    while (n < 0 && errno == EINTR && tell(w)); /* a pipe may have nothing to say */
    if (n > 0)
        w->done += n;
    return w->canceled ? -ECANCELED : n < 0 ? -errno : n;
}

static int64_t peek_fd(void *ctx, int64_t offset, void *buf, size_t len)
{
    const struct walk *w = ctx;
    ssize_t n = pread(w->fd, buf, len, (off_t)offset);
    return n < 0 ? -1 : n;
}

static void seek_fd(void *ctx, int64_t offset)
{
    struct walk *w = ctx;
    if (lseek(w->fd, (off_t)offset, SEEK_SET) >= 0)
        w->done = offset;
}

static int64_t read_stream(void *ctx, void *buf, size_t len)
{
    struct walk *w = ctx;
    if (!tell(w))
        return -ECANCELED;
    int64_t n = w->read(w->read_ctx, buf, len);
    w->done += n > 0 ? n : 0;
    return n;
}

/* All mails of it. Returns an errno. */
static int split(struct walk *w, struct mail_split *s, struct mail_place *place)
{
    while (!w->stopped && mail_split_next(s, &w->head)) {
        place->number++;
        place->more = s->more;
        if (!w->fn(w->ctx, place, str_text(&w->head), w->head.len))
            w->stopped = true;
    }
    return s->error;
}

static lia_status split_whole(struct walk *w, struct mail_split *s, int64_t when, const char *name,
                              lia_error *err)
{
    struct mail_place place = {"", 0, when, false};
    int error = split(w, s, &place);
    if (w->canceled || w->stopped || error == ECANCELED)
        return lia_fail(err, LIA_CANCELED, "", _("Stopped; nothing was recorded"));
    return error ? fail_file(err, name, error) : LIA_OK;
}

/* --- Maildir --- */

/* "…:2,FS": the letters behind say what was done with it. */
static bool is_left_out(const char *name)
{
    const char *flags = strstr(name, "2,");
    while (flags && flags > name && flags[-1] != ':' && flags[-1] != '!' && flags[-1] != ';')
        flags = strstr(flags + 1, "2,");
    return flags && flags > name && strpbrk(flags + 2, "DT");
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder, sorted; those that begin with a dot too. None when it cannot be read. */
static void list_names(const char *dir, struct arena *a, struct vec *names)
{
    DIR *d = opendir(dir);
    struct dirent *entry;
    while (d && (entry = readdir(d)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            *(const char **)vec_push(names) = arena_strdup(a, entry->d_name);
    if (d)
        closedir(d);
    if (names->count)
        qsort(names->items, names->count, sizeof(const char *), compare_names);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_maildir(const char *path)
{
    struct arena a = {0};
    bool is = is_folder(path_join(&a, path, "cur")) && is_folder(path_join(&a, path, "new"));
    arena_clear(&a);
    return is;
}

/* file: below the root. */
static void read_mail(struct walk *w, struct mail_split *s, const char *path, const char *file)
{
    struct mail_place place = {file, 0, 0, false};
    struct stat st;
    int64_t done = w->done;
    w->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool readable = w->fd >= 0 && fstat(w->fd, &st) == 0 && S_ISREG(st.st_mode);
    if (readable) {
        place.when = st.st_mtime;
        mail_split_open(s, read_fd, w);
        s->one_mail = true;
        /* One mail, whose body nobody reads. */
        readable = mail_split_next(s, &w->head) || (!s->error && !w->canceled);
        if (!w->canceled && readable &&
            !w->fn(w->ctx, &(struct mail_place){file, 1, st.st_mtime, s->more}, str_text(&w->head),
                   w->head.len))
            w->stopped = true;
    }
    if (!readable && !w->canceled && !w->fn(w->ctx, &place, NULL, 0))
        w->stopped = true;
    if (w->fd >= 0)
        close(w->fd);
    w->fd = -1;
    w->done = done + 1;
}

/* The files of cur or new; counting: only how many. */
static void read_files(struct walk *w, struct mail_split *s, const char *dir, bool counting)
{
    struct arena a = {0};
    struct vec names = VEC_OF(const char *);
    list_names(dir, &a, &names);
    for (size_t i = 0; i < names.count && !w->canceled && !w->stopped; i++) {
        const char *name = VEC_AT(&names, const char *, i);
        if (*name == '.' || is_left_out(name))
            continue;
        if (counting) {
            w->total++;
            continue;
        }
        char *path = path_join(&a, dir, name);
        const char *file = path + strlen(w->root);
        read_mail(w, s, path, file + (*file == '/'));
    }
    vec_clear(&names);
    arena_clear(&a);
}

static void read_folder(struct walk *w, struct mail_split *s, const char *dir, int deep,
                        bool counting)
{
    struct arena a = {0};
    struct vec names = VEC_OF(const char *);
    if (is_maildir(dir)) {
        read_files(w, s, path_join(&a, dir, "cur"), counting);
        read_files(w, s, path_join(&a, dir, "new"), counting);
    }
    if (deep < DEEPEST)
        list_names(dir, &a, &names);
    for (size_t i = 0; i < names.count && !w->canceled && !w->stopped; i++) {
        const char *name = VEC_AT(&names, const char *, i);
        char *path = path_join(&a, dir, name);
        if (strcmp(name, "cur") != 0 && strcmp(name, "new") != 0 && strcmp(name, "tmp") != 0 &&
            is_folder(path))
            read_folder(w, s, path, deep + 1, counting);
    }
    vec_clear(&names);
    arena_clear(&a);
}

static lia_status read_maildir(struct walk *w, struct mail_split *s, const char *path,
                               lia_error *err)
{
    if (!is_maildir(path))
        return lia_fail(err, LIA_INVALID, "", _("%s is no Maildir: it has no folders cur and new"),
                        path_base(path));
    w->root = path;
    read_folder(w, s, path, 0, true);
    read_folder(w, s, path, 0, false);
    if (w->canceled || w->stopped)
        return lia_fail(err, LIA_CANCELED, "", _("Stopped; nothing was recorded"));
    return LIA_OK;
}

/* --- what it is --- */

lia_status mail_box_read(const char *path, const lia_progress *progress, mail_box_fn *fn, void *ctx,
                         lia_error *err)
{
    struct walk w = {.progress = progress, .fn = fn, .ctx = ctx, .fd = -1};
    struct stat st;
    if (stat(path, &st) != 0)
        return fail_file(err, path, errno);
    struct mail_split *s = mem_alloc(sizeof *s);
    lia_status status;
    mail_split_open(s, read_fd, &w);
    if (S_ISDIR(st.st_mode)) {
        status = read_maildir(&w, s, path, err);
    } else if ((w.fd = open(path, O_RDONLY | O_CLOEXEC)) < 0) {
        status = fail_file(err, path, errno);
    } else {
        s->peek = S_ISREG(st.st_mode) ? peek_fd : NULL;
        s->seek = seek_fd;
        w.total = S_ISREG(st.st_mode) ? st.st_size : 0;
        status = split_whole(&w, s, st.st_mtime, path, err);
    }
    if (w.fd >= 0)
        close(w.fd);
    str_clear(&w.head);
    free(s);
    return status;
}

lia_status mail_box_stream(int64_t (*read)(void *ctx, void *buf, size_t len), void *read_ctx,
                           const lia_progress *progress, mail_box_fn *fn, void *ctx, lia_error *err)
{
    struct walk w = {
        .progress = progress, .fn = fn, .ctx = ctx, .fd = -1, .read = read, .read_ctx = read_ctx};
    struct mail_split *s = mem_alloc(sizeof *s);
    mail_split_open(s, read_stream, &w);
    lia_status status = split_whole(&w, s, 0, "-", err);
    str_clear(&w.head);
    free(s);
    return status;
}
