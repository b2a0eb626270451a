#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
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
#include "base/vec.h"
#include "core/draft_file.h"
#include "core/result.h"

enum { DRAFT_MAX = 256 << 20 }; /* bytes; no form holds that much */

/* --- reading one --- */

int draft_open_file(const char *path)
{
    return open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

/* The whole file, a NUL behind it; NULL when it cannot be read or a NUL stands in it. */
static char *read_whole(struct arena *a, int fd)
{
    struct stat st;
    if (fstat(fd, &st) < 0 || st.st_size > DRAFT_MAX)
        return NULL;
    size_t size = (size_t)st.st_size, used = 0;
    char *data = arena_alloc(a, size + 1);
    while (used < size) {
        ssize_t n = pread(fd, data + used, size - used, (off_t)used);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return NULL;
        used += (size_t)n;
    }
    return strlen(data) == size ? data : NULL;
}

/* "name value\n" at *at: the value, and *at behind the line. NULL: another line stands there. */
static const char *head_line(char **at, const char *name)
{
    size_t len = strlen(name);
    char *end = strchr(*at, '\n');
    if (!end || strncmp(*at, name, len) != 0 || (*at)[len] != ' ')
        return NULL;
    const char *value = *at + len + 1;
    *end = '\0';
    *at = end + 1;
    return value;
}

static bool head_number(char **at, const char *name, int64_t *out)
{
    const char *value = head_line(at, name);
    char *end = NULL;
    errno = 0;
    *out = value ? strtoll(value, &end, 10) : 0;
    return value && end != value && !*end && errno == 0;
}

/* As book_random_key makes them: it becomes part of an operation's key. */
static bool right_id(const char *id)
{
    return id && strlen(id) == BOOK_KEY_TEXT - 1 &&
           strspn(id, "0123456789abcdef") == BOOK_KEY_TEXT - 1;
}

bool draft_read(struct arena *a, int fd, struct draft_content *out)
{
    char *at = read_whole(a, fd);
    if (!at || !str_eq(head_line(&at, "liaise-draft"), "1"))
        return false;
    out->book_id = head_line(&at, "book");
    out->form = out->book_id ? head_line(&at, "form") : NULL;
    out->id = out->form ? head_line(&at, "id") : NULL;
    if (!right_id(out->id) || !head_number(&at, "record", &out->record) ||
        !head_number(&at, "version", &out->version))
        return false;
    if (*at != '\n')
        return false;
    out->form_text = at + 1;
    return true;
}

/* --- taking one --- */

/* A search in another session holds a lock for a moment: a draft that is in use holds it longer. */
static bool lock_soon(int fd)
{
    enum { TIMES = 10, PAUSE_MS = 3 };
    for (int i = 0; i < TIMES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return false;
        poll(NULL, 0, PAUSE_MS);
    }
    return false;
}

static lia_draft *new_draft(const char *path, const struct draft_content *content, int fd)
{
    struct arena a = {0};
    lia_draft *d = mem_alloc(sizeof *d);
    *d = (lia_draft){.dir = mem_strdup(path_dir(&a, path)),
                     .path = mem_strdup(path),
                     .book_id = mem_strdup(content->book_id),
                     .form = mem_strdup(content->form),
                     .fd = fd,
                     .saved = true};
    snprintf(d->id, sizeof d->id, "%s", content->id);
    arena_clear(&a);
    return d;
}

lia_status draft_adopt(const char *path, struct arena *a, struct draft_content *content,
                       lia_draft **out, lia_error *err)
{
    struct draft_content found;
    int fd = draft_open_file(path);
    if (fd < 0)
        return lia_fail(err, errno == ENOENT ? LIA_NOT_FOUND : LIA_IO, "",
                        _("The draft is not there any more"));
    lia_status status = LIA_OK;
    if (!lock_soon(fd))
        status = lia_fail(err, LIA_BUSY, "", _("The draft is open in another session"));
    else if (!draft_same(fd, path))
        status = lia_fail(err, LIA_NOT_FOUND, "", _("The draft is not there any more"));
    else if (!draft_read(a, fd, &found))
        status = lia_fail(err, LIA_CORRUPT, "", _("The file is no draft of liaise"));
    if (status != LIA_OK) {
        close(fd);
        return status;
    }
    *out = new_draft(path, &found, fd);
    if (content)
        *content = found;
    return LIA_OK;
}

lia_status lia_draft_adopt(const char *path, lia_draft **out, lia_error *err)
{
    struct arena a = {0};
    lia_status status = draft_adopt(path, &a, NULL, out, err);
    arena_clear(&a);
    return status;
}

/* --- searching --- */

/* One found, with what it is sorted by. */
struct dated {
    struct timespec saved;
    lia_draft_found draft;
};

static int by_age(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;
    if (x->saved.tv_sec != y->saved.tv_sec)
        return x->saved.tv_sec < y->saved.tv_sec ? -1 : 1;
    if (x->saved.tv_nsec != y->saved.tv_nsec)
        return x->saved.tv_nsec < y->saved.tv_nsec ? -1 : 1;
    return strcmp(x->draft.path, y->draft.path);
}

/* Nobody holds it, and it is still the file at its path. Shared, so that two searches do not hide
 * it from each other. */
static bool is_free(int fd, const char *path)
{
    return flock(fd, LOCK_SH | LOCK_NB) == 0 && draft_same(fd, path);
}

/* What a killed program had not finished: a file being written (any size), or one that nothing was
 * saved in. */
static void sweep(const char *path, bool any_size)
{
    struct stat st;
    int fd = draft_open_file(path);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && draft_same(fd, path) && fstat(fd, &st) == 0 &&
        (any_size || !st.st_size))
        unlink(path);
    close(fd);
}

static void look_at(struct arena *a, char *path, const char *book_id, struct vec *found)
{
    struct draft_content content;
    struct stat st;
    int fd = draft_open_file(path);
    if (fd < 0)
        return;
    bool empty = false;
    if (is_free(fd, path) && fstat(fd, &st) == 0) {
        empty = st.st_size == 0;
        if (!empty && draft_read(a, fd, &content) && str_eq(content.book_id, book_id))
            *(struct dated *)vec_push(found) =
                (struct dated){st.st_mtim,
                               {path, content.form, content.form_text, content.record,
                                content.version, (int64_t)st.st_mtim.tv_sec}};
    }
    close(fd);
    if (empty)
        sweep(path, false);
}

lia_status lia_draft_find(const char *dir, const char *book_id, lia_draft_list *out, lia_error *err)
{
    DIR *folder = opendir(dir);
    if (!folder && errno != ENOENT)
        return lia_fail(err, LIA_IO, "", _("The folder of drafts cannot be read: %s"),
                        strerror(errno));
    struct arena *a = result_new();
    struct vec found = VEC_OF(struct dated);
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        char *path = path_join(a, dir, entry->d_name);
        if (str_starts(entry->d_name, DRAFT_PREFIX))
            look_at(a, path, book_id, &found);
        else if (str_starts(entry->d_name, DRAFT_HALF_PREFIX))
            sweep(path, true);
    }
    if (folder)
        closedir(folder);
    if (found.count)
        qsort(found.items, found.count, sizeof(struct dated), by_age);
    *out = (lia_draft_list){.count = found.count, .arena = a};
    out->items = arena_alloc(a, (found.count + 1) * sizeof *out->items);
    for (size_t i = 0; i < found.count; i++)
        out->items[i] = VEC_AT(&found, struct dated, i).draft;
    vec_clear(&found);
    return LIA_OK;
}

void lia_draft_list_clear(lia_draft_list *list)
{
    result_free(list->arena);
    *list = (lia_draft_list){0};
}
