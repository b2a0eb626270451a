/* term_ansi.c: what nearly every terminal can do today (ECMA-48 as xterm speaks it). */
#include "tui/term_output.h"

/* The forms used below: %1 and %2 are the parameters as they are, %i1 and %i2 counted from 1. */
static void expand(struct str *out, const char *cap, int a, int b)
{
    for (const char *c = cap; *c; c++) {
        if (*c != '%') {
            str_add_char(out, *c);
            continue;
        }
        int from = *++c == 'i';
        c += from;
        str_add_f(out, "%d", (*c == '1' ? a : b) + from);
    }
}

struct output_caps output_ansi(void)
{
    return (struct output_caps){
        .expand = expand,
        .cup = "\033[%i1;%i2H",
        .clear = "\033[H\033[2J",
        .el = "\033[K",
        .ech = "\033[%1X",
        .hpa = "\033[%i1G",
        .csr = "\033[%i1;%i2r",
        .ind = "\n",
        .ri = "\033M",
        .sgr0 = "\033[m",
        .bold = "\033[1m",
        .dim = "\033[2m",
        .rev = "\033[7m",
        .smul = "\033[4m",
        .sitm = "\033[3m",
        .setaf = "\033[38;5;%1m",
        .setab = "\033[48;5;%1m",
        .civis = "\033[?25l",
        .cnorm = "\033[?25h",
    };
}
