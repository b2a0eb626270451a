/* term_tty.h: the terminal device: its modes, its signals, its bytes. There is one per process. */
#ifndef TUI_TERM_TTY_H
#define TUI_TERM_TTY_H

#include <stdbool.h>
#include <stddef.h>

/* What came in, besides bytes. */
enum {
    TTY_BYTES = 1,
    TTY_RESIZE = 2,
    TTY_STOP = 4,     /* SIGTSTP */
    TTY_CONTINUE = 8, /* SIGCONT: somebody else may have used the terminal meanwhile */
    TTY_HANGUP = 16   /* SIGHUP, SIGTERM, SIGINT, SIGQUIT, end of file, errors of the device */
};

bool tty_is_terminal(void); /* stdin and stdout both */
/* From now on keys come raw and signals are noted. enter and leave are what the terminal is told
 * when it is taken and given back; copied. */
void tty_open(const char *enter, const char *leave);
void tty_close(void);
void tty_give_back(void); /* leave bytes, the modes of before */
void tty_take(void);      /* enter bytes, our modes */
void tty_stop(void); /* gives it back, stops the process group as Ctrl-Z does, takes it again */
/* Waits at most timeout_ms (< 0: for ever) and returns TTY_ bits; bytes are in buf, *len of them.
 */
int tty_wait(int timeout_ms, char *buf, size_t size, size_t *len);
void tty_write(const char *bytes, size_t len);
void tty_size(int *w, int *h); /* 0, 0 when it does not say */

#endif
