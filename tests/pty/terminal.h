/* terminal.h: the real program in a real terminal emulation (libvterm): type, and look at the
 * screen. */
#ifndef TESTS_PTY_TERMINAL_H
#define TESTS_PTY_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

#include "base/str.h"

struct terminal {
    int fd; /* the pty; -1 when the program is gone */
    pid_t pid;
    void *vt, *screen;
    int rows, columns;
    char *text;     /* as terminal_text last made it */
    long bytes;     /* that the program wrote since terminal_count */
    int status;     /* as waitpid gave it, once the program ended */
    struct str raw; /* all that it wrote, byte by byte */
    bool blind;     /* what it writes is kept in raw and not shown */
    struct termios modes_before,
        modes; /* of the terminal: at the start; when the program let go of it */
};

/* Starts argv in a terminal of this size, with `env` ("NAME=value", NULL-terminated) as its whole
 * environment, in its HOME where it has one. argv[0] is absolute. */
void terminal_start(struct terminal *t, int rows, int columns, char *const argv[],
                    char *const env[]);
void terminal_type(struct terminal *t,
                   const char *keys); /* raw bytes: "\x1b" is Esc, "\r" Enter, "\x13" Ctrl-S */
/* Answers the question on the screen: letters count only 300 ms after it appears (a rule of the
 * product, not a race). */
void terminal_answer(struct terminal *t, const char *keys);
void terminal_resize(struct terminal *t, int rows, int columns);
/* The emulation itself (libvterm 0.1) crashes now and then between sizes like 1x1 and 500x500: it
 * is not shown what is written there. Seeing again begins with a size that makes the program draw
 * all anew. */
void terminal_be_blind(struct terminal *t);
void terminal_see(struct terminal *t, int rows, int columns);
/* Reads what the program writes until the screen shows the text. Fails the test, with the screen,
 * after ten seconds. */
void terminal_wait(struct terminal *t, const char *text);
void terminal_wait_gone(struct terminal *t, const char *text); /* … until it does not */
/* Reads until the program has been quiet for a moment. Only for looking at what must NOT happen. */
void terminal_settle(struct terminal *t);
const char *terminal_text(struct terminal *t); /* lines of the screen, blanks at their ends cut */
bool terminal_shows(struct terminal *t, const char *text);
/* Waits for the program's end; its exit code, or 128 + signal. */
int terminal_end(struct terminal *t);
void terminal_hang_up(
    struct terminal *t); /* the terminal goes away, as when its window is closed */
/* True when the program, ended, has left the terminal as it found it: modes, main screen, cursor,
 * paste, mouse. */
bool terminal_restored(const struct terminal *t);
bool terminal_wrote(const struct terminal *t,
                    const char *bytes); /* somewhere in all that it wrote */
/* Reads what is there now, for ms at most while nothing comes. False: the program is gone. */
bool terminal_drain(struct terminal *t, int ms);
void terminal_signal(struct terminal *t, int signal);
void terminal_close(struct terminal *t); /* kills what is left, frees */

#endif
