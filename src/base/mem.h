/* mem.h: allocation that cannot return NULL. Out of memory calls the hook (restore the terminal,
 * keep drafts), prints one line and ends the program with status 3. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size); /* zeroed */
void *mem_resize(void *p, size_t size);
char *mem_strdup(const char *s);       /* NULL gives NULL */
void mem_set_hook(void (*hook)(void)); /* called once when memory runs out; NULL: none */

#endif
