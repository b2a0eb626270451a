#include "mem.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"

enum { EXIT_NO_MEMORY = 3 };

/* The one mutable global of the program: running out of memory has no caller to hand a context. */
static void (*out_of_memory_hook)(void);

void mem_set_hook(void (*hook)(void))
{
    out_of_memory_hook = hook;
}

_Noreturn static void out_of_memory(void)
{
    void (*hook)(void) = out_of_memory_hook;
    out_of_memory_hook = NULL; /* a hook that itself runs out of memory must not come back here */
    if (hook)
        hook();
    const char *text = _("liaise: out of memory\n");
    ssize_t written = write(STDERR_FILENO, text, strlen(text));
    (void)written; /* nothing is left to try */
    _exit(EXIT_NO_MEMORY);
}

void *mem_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *mem_resize(void *p, size_t size)
{
    void *q = realloc(p, size ? size : 1);
    if (!q)
        out_of_memory();
    return q;
}

char *mem_strdup(const char *s)
{
    if (!s)
        return NULL;
    size_t size = strlen(s) + 1;
    return memcpy(mem_resize(NULL, size), s, size);
}
