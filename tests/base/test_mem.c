#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "check.h"
#include "mem.h"
#include "str.h"
#include "vec.h"

/* The sanitizer ends programs that ask for too much; here the answer must be NULL, as without it.
 */
const char *__asan_default_options(void);
__attribute__((visibility("default"))) const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void allocates_zeroed(void **state)
{
    (void)state;
    static const char zeros[1000];
    char *p = mem_alloc(sizeof zeros);
    assert_memory_equal(p, zeros, sizeof zeros);
    p = mem_resize(p, 2000);
    assert_memory_equal(p, zeros, sizeof zeros);
    free(p);
    p = mem_alloc(0);
    assert_non_null(p);
    p = mem_resize(p, 0);
    assert_non_null(p);
    free(p);
}

static void copies_strings(void **state)
{
    (void)state;
    assert_null(mem_strdup(NULL));
    char *s = mem_strdup("anna");
    assert_string_equal(s, "anna");
    free(s);
}

static void say_hook(void)
{
    printf("hook\n");
    fflush(stdout);
    mem_alloc(SIZE_MAX / 4); /* must end the program all the same, without coming back here */
}

static volatile size_t too_much = SIZE_MAX / 4;

static void ask_too_much_of_mem(void)
{
    mem_alloc(too_much);
}

static void ask_too_much_of_str(void)
{
    struct str b = {0};
    str_add(&b, "x");
    str_room(&b, SIZE_MAX - 1);
}

static void ask_too_much_of_arena(void)
{
    struct arena a = {0};
    arena_alloc(&a, too_much);
}

static void ask_too_much_of_vec(void)
{
    struct vec v = {.size = too_much};
    vec_push(&v);
}

/* Runs ask in a child whose stdout and stderr are read; returns its exit status. */
static int run(void (*ask)(void), char *said, size_t size)
{
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(fds[1], STDOUT_FILENO);
        dup2(fds[1], STDERR_FILENO);
        mem_set_hook(say_hook);
        ask();
        _exit(0);
    }
    close(fds[1]);
    size_t len = 0;
    for (ssize_t n; (n = read(fds[0], said + len, size - 1 - len)) > 0;)
        len += (size_t)n;
    said[len] = '\0';
    close(fds[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void out_of_memory_calls_the_hook_once_and_ends_with_3(void **state)
{
    (void)state;
    void (*const asks[])(void) = {ask_too_much_of_mem, ask_too_much_of_str, ask_too_much_of_arena,
                                  ask_too_much_of_vec};
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        char said[4096];
        assert_int_equal(run(asks[i], said, sizeof said), 3);
        const char *hook = strstr(said, "hook\n");
        assert_non_null(hook);
        assert_null(strstr(hook + 1, "hook\n"));
        assert_non_null(strstr(hook, "liaise: out of memory\n"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocates_zeroed),
        cmocka_unit_test(copies_strings),
        cmocka_unit_test(out_of_memory_calls_the_hook_once_and_ends_with_3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
