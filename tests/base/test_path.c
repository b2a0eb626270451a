#define _GNU_SOURCE /* O_TMPFILE */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "path.h"

struct place {
    struct arena arena;
    char *dir;
};

static int make_place(void **state)
{
    static struct place place;
    const char *tmp = getenv("TMPDIR");
    place.dir = path_join(&place.arena, tmp && *tmp ? tmp : "/tmp", "liaise-path-XXXXXX");
    *state = &place;
    return mkdtemp(place.dir) ? 0 : -1;
}

/* Removes what is in dir, and dir. */
static void remove_tree(struct arena *a, const char *dir)
{
    DIR *d = opendir(dir);
    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        char *path = path_join(a, dir, e->d_name);
        if (unlink(path) != 0)
            remove_tree(a, path);
    }
    closedir(d);
    rmdir(dir);
}

static int remove_place(void **state)
{
    struct place *place = *state;
    remove_tree(&place->arena, place->dir);
    arena_clear(&place->arena);
    return 0;
}

static int count_files(const char *dir)
{
    int count = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));)
        count += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(d);
    return count;
}

static void names_are_joined_and_split(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(path_join(&a, "a", "b"), "a/b");
    assert_string_equal(path_join(&a, "a/", "b"), "a/b");
    assert_string_equal(path_join(&a, "/", "b"), "/b");
    assert_string_equal(path_join(&a, "", "b"), "b");
    assert_string_equal(path_join(&a, "a", "/b"), "/b");
    assert_string_equal(path_dir(&a, "a/b/c"), "a/b");
    assert_string_equal(path_dir(&a, "a//b"), "a");
    assert_string_equal(path_dir(&a, "/b"), "/");
    assert_string_equal(path_dir(&a, "//b"), "/");
    assert_string_equal(path_dir(&a, "b"), ".");
    assert_string_equal(path_dir(&a, ""), ".");
    assert_string_equal(path_base("a/b"), "b");
    assert_string_equal(path_base("b"), "b");
    assert_string_equal(path_base("a/"), "");
    arena_clear(&a);
}

static void xdg_takes_absolute_values_only(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(path_xdg(&a, "/data", "/home/jo", ".local/share"), "/data");
    assert_string_equal(path_xdg(&a, "data", "/home/jo", ".local/share"), "/home/jo/.local/share");
    assert_string_equal(path_xdg(&a, NULL, "/home/jo", ".local/share"), "/home/jo/.local/share");
    assert_string_equal(path_xdg(&a, "", "/home/jo", ".local/share"), "/home/jo/.local/share");
    assert_null(path_xdg(&a, NULL, NULL, ".local/share"));
    assert_null(path_xdg(&a, "", "", ".local/share"));
    assert_null(path_xdg(&a, NULL, "home", ".local/share"));
    arena_clear(&a);
}

static void folders_are_made_with_those_above(void **state)
{
    struct place *place = *state;
    struct arena *a = &place->arena;
    char *deep = path_join(a, place->dir, "one/two//three/");
    assert_int_equal(path_make_dirs(deep, 0700), 0);
    struct stat st;
    assert_int_equal(stat(deep, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(stat(path_join(a, place->dir, "one"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(path_make_dirs(deep, 0755), 0); /* they are there: left as they are */
    assert_int_equal(stat(deep, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(path_make_dirs("/", 0700), 0);
    assert_int_equal(path_make_dirs("", 0700), ENOENT);
    char *file = path_join(a, place->dir, "file");
    assert_int_equal(path_write_file(file, "x", 1), 0);
    assert_int_equal(path_make_dirs(file, 0700), ENOTDIR);
    assert_int_equal(path_make_dirs(path_join(a, file, "below"), 0700), ENOTDIR);
}

static void a_file_is_written_whole(void **state)
{
    struct place *place = *state;
    struct arena *a = &place->arena;
    char *dir = path_join(a, place->dir, "w"), *path = path_join(a, dir, "draft"), *data;
    assert_int_equal(path_make_dirs(dir, 0700), 0);
    mode_t mask = umask(0);
    assert_int_equal(path_write_file(path, "first\0one", 9), 0);
    umask(mask);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    size_t len;
    assert_int_equal(path_read_file(a, path, 100, &data, &len), 0);
    assert_int_equal(len, 9);
    assert_memory_equal(data, "first\0one", 10); /* and a NUL */
    assert_int_equal(path_write_file(path, "2", 1), 0);
    assert_int_equal(path_read_file(a, path, 100, &data, &len), 0);
    assert_string_equal(data, "2");
    assert_int_equal(path_write_file(path, NULL, 0), 0);
    assert_int_equal(path_read_file(a, path, 100, &data, &len), 0);
    assert_int_equal(len, 0);
    assert_string_equal(data, "");
    assert_int_equal(count_files(dir), 1);
}

static void a_link_is_replaced_not_followed(void **state)
{
    struct place *place = *state;
    struct arena *a = &place->arena;
    char *target = path_join(a, place->dir, "target"), *link = path_join(a, place->dir, "link");
    char *data;
    size_t len;
    assert_int_equal(path_write_file(target, "theirs", 6), 0);
    assert_int_equal(symlink(target, link), 0);
    assert_int_equal(path_write_file(link, "mine", 4), 0);
    assert_int_equal(path_read_file(a, target, 100, &data, &len), 0);
    assert_string_equal(data, "theirs");
    assert_int_equal(path_read_file(a, link, 100, &data, &len), 0);
    assert_string_equal(data, "mine");
}

static void what_cannot_be_written_leaves_nothing(void **state)
{
    struct place *place = *state;
    struct arena *a = &place->arena;
    char *dir = path_join(a, place->dir, "n"), *taken = path_join(a, dir, "folder");
    assert_int_equal(path_make_dirs(taken, 0700), 0);
    assert_int_equal(path_write_file(taken, "x", 1), EISDIR);
    assert_int_equal(count_files(dir), 1);
    assert_int_equal(path_write_file(path_join(a, dir, "no/file"), "x", 1), ENOENT);
    assert_int_equal(count_files(dir), 1);
}

static void a_file_is_written_in_pieces(void **state)
{
    struct place *place = *state;
    struct arena *a = &place->arena;
    char *dir = path_join(a, place->dir, "pieces"), *path = path_join(a, dir, "f"), *data;
    struct path_new file;
    struct stat st;
    size_t len;
    assert_int_equal(path_make_dirs(dir, 0700), 0);
    assert_int_equal(path_begin_file(a, path, &file), 0);
    assert_int_equal(path_add(&file, "one ", 4), 0);
    assert_int_equal(path_add(&file, "two", 3), 0);
    assert_int_not_equal(stat(path, &st), 0);
    assert_int_equal(path_end_file(&file, false), 0);
    assert_int_equal(path_read_file(a, path, 100, &data, &len), 0);
    assert_string_equal(data, "one two");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(path_begin_file(a, path, &file), 0);
    assert_int_equal(path_end_file(&file, false), EEXIST);
    assert_int_equal(path_begin_file(a, path, &file), 0);
    path_drop_file(&file);
    assert_int_equal(count_files(dir), 1);
    assert_int_equal(path_begin_file(a, path, &file), 0);
    assert_int_equal(path_end_file(&file, true), 0);
    assert_int_equal(path_read_file(a, path, 100, &data, &len), 0);
    assert_int_equal(len, 0);
}

static bool has_nameless_files(const char *dir)
{
    int fd = open(dir, O_TMPFILE | O_WRONLY, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* However the program ends. */
static void a_file_that_is_not_ended_leaves_nothing(void **state)
{
    struct place *place = *state;
    struct arena *a = &place->arena;
    char *dir = path_join(a, place->dir, "killed"), *path = path_join(a, dir, "f"), *data;
    size_t len;
    assert_int_equal(path_make_dirs(dir, 0700), 0);
    if (!has_nameless_files(dir))
        skip(); /* there the temporary file stays */
    assert_int_equal(path_write_file(path, "old", 3), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct path_new file;
        if (path_begin_file(a, path, &file) == 0 && path_add(&file, "new", 3) == 0)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(count_files(dir), 1);
    assert_int_equal(path_read_file(a, path, 100, &data, &len), 0);
    assert_string_equal(data, "old");
}

/* What has the name that a file would be given for a moment is left alone. */
static void names_that_are_taken_are_left_alone(void **state)
{
    struct place *place = *state;
    struct arena *a = &place->arena;
    char *dir = path_join(a, place->dir, "taken"), *path = path_join(a, dir, "f"), *data;
    char *taken = arena_printf(a, "%s/" PATH_TEMPORARY "%lx-0", dir, (unsigned long)getpid());
    size_t len;
    assert_int_equal(path_make_dirs(dir, 0700), 0);
    assert_int_equal(symlink("f", taken), 0);
    assert_int_equal(path_write_file(path, "one", 3), 0);
    assert_int_equal(path_write_file(path, "two", 3), 0);
    assert_int_equal(path_read_file(a, path, 100, &data, &len), 0);
    assert_string_equal(data, "two");
    assert_int_equal(count_files(dir), 2);
}

static void reading_says_what_is_wrong(void **state)
{
    struct place *place = *state;
    struct arena *a = &place->arena;
    char *data = NULL;
    size_t len = 77;
    assert_int_equal(path_read_file(a, path_join(a, place->dir, "none"), 9, &data, &len), ENOENT);
    assert_int_equal(path_read_file(a, place->dir, 9, &data, &len), EISDIR);
    assert_int_equal(path_read_file(a, "/dev/zero", 100000, &data, &len), EFBIG);
    assert_null(data);
    assert_int_equal(len, 77);
    assert_int_equal(path_read_file(a, "/dev/null", 0, &data, &len), 0);
    assert_int_equal(len, 0);
}

static void the_limit_is_exact(void **state)
{
    struct place *place = *state;
    enum { SIZE = 70000 };
    static char bytes[SIZE];
    memset(bytes, 'b', SIZE);
    char *path = path_join(&place->arena, place->dir, "big");
    assert_int_equal(path_write_file(path, bytes, SIZE), 0);
    static const size_t limits[] = {0, 1, 4095, 4096, 4097, SIZE - 1, SIZE, SIZE + 1, SIZE_MAX};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct arena a = {0};
        char *data;
        size_t len;
        int error = path_read_file(&a, path, limits[i], &data, &len);
        assert_int_equal(error, limits[i] < SIZE ? EFBIG : 0);
        if (!error) {
            assert_int_equal(len, SIZE);
            assert_memory_equal(data, bytes, SIZE);
        }
        arena_clear(&a);
    }
}

/* A pipe does not tell its size: the buffer grows as it is read. */
static void pipes_are_read_to_the_end(void **state)
{
    (void)state;
    enum { SIZE = 60000 }; /* fits in a pipe */
    static char bytes[SIZE];
    for (int i = 0; i < SIZE; i++)
        bytes[i] = (char)('a' + i % 26);
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    assert_int_equal(write(fds[1], bytes, SIZE), SIZE);
    close(fds[1]);
    char name[32];
    snprintf(name, sizeof name, "/dev/fd/%d", fds[0]);
    struct arena a = {0};
    char *data;
    size_t len;
    assert_int_equal(path_read_file(&a, name, SIZE, &data, &len), 0);
    assert_int_equal(len, SIZE);
    assert_memory_equal(data, bytes, SIZE);
    arena_clear(&a);
    close(fds[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_joined_and_split),
        cmocka_unit_test(xdg_takes_absolute_values_only),
        cmocka_unit_test(folders_are_made_with_those_above),
        cmocka_unit_test(a_file_is_written_whole),
        cmocka_unit_test(a_link_is_replaced_not_followed),
        cmocka_unit_test(what_cannot_be_written_leaves_nothing),
        cmocka_unit_test(a_file_is_written_in_pieces),
        cmocka_unit_test(a_file_that_is_not_ended_leaves_nothing),
        cmocka_unit_test(names_that_are_taken_are_left_alone),
        cmocka_unit_test(reading_says_what_is_wrong),
        cmocka_unit_test(the_limit_is_exact),
        cmocka_unit_test(pipes_are_read_to_the_end),
    };
    return cmocka_run_group_tests(tests, make_place, remove_place);
}
