/* term_scroll.c: scrolling a part of the screen. */
#include "tui/term_scroll.h"

#include <stdlib.h>
#include <string.h>

#include "tui/term_output.h"

enum { GAIN_MIN = 4, BY_MAX = 40 };

void scroll_fingerprints(const struct grid *g, uint64_t *out)
{
    size_t bytes = (size_t)g->w * sizeof *g->cells;
    for (int y = 0; y < g->h; y++) {
        const unsigned char *p = (const unsigned char *)&g->cells[y * g->w];
        uint64_t h = UINT64_C(0x9e3779b97f4a7c15);
        uint32_t word; /* a cell is a whole number of these */
        for (size_t i = 0; i < bytes; i += sizeof word) {
            memcpy(&word, p + i, sizeof word);
            h = (h ^ word) * UINT64_C(0xff51afd7ed558ccd);
            h ^= h >> 32;
        }
        out[y] = h;
    }
}

/* Rows that a scroll by `by` puts in place and that are not in place now, as a region. */
static int gain_of(const uint64_t *was, const uint64_t *next, int rows, int by, struct scroll *s)
{
    int gain = 0, first = -1, last = -1;
    for (int y = 0; y < rows; y++) {
        int from = y + by;
        if (from < 0 || from >= rows || next[y] != was[from] || next[y] == was[y])
            continue;
        gain++;
        last = y;
        first = first < 0 ? y : first;
    }
    if (first < 0)
        return 0;
    int top = by > 0 ? first : first + by, bottom = by > 0 ? last + by : last;
    for (int y = top; y <= bottom; y++)
        gain -= next[y] == was[y]; /* was right, and would be scrolled away */
    *s = (struct scroll){top, bottom, by};
    return gain;
}

struct scroll scroll_find(const uint64_t *was, const uint64_t *next, int rows)
{
    struct scroll best = {0, 0, 0}, s;
    int most = GAIN_MIN - 1, differ = 0;
    for (int y = 0; y < rows; y++)
        differ += was[y] != next[y];
    if (differ < GAIN_MIN)
        return best;
    for (int by = 1; by < rows && by <= BY_MAX; by++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            int gain = gain_of(was, next, rows, sign * by, &s);
            if (gain > most) {
                most = gain;
                best = s;
            }
        }
    }
    return best;
}

void scroll_write(const struct output_caps *caps, struct scroll s, int rows, struct str *out)
{
    caps->expand(out, caps->csr, s.top, s.bottom);
    caps->expand(out, caps->cup, s.by > 0 ? s.bottom : s.top, 0);
    for (int i = 0; i < abs(s.by); i++)
        str_add(out, s.by > 0 ? caps->ind : caps->ri);
    caps->expand(out, caps->csr, 0, rows - 1);
}

void scroll_apply(struct grid *g, struct scroll s)
{
    size_t row = (size_t)g->w;
    int kept = s.bottom - s.top + 1 - abs(s.by), by = abs(s.by);
    struct cell *top = g->cells + (size_t)s.top * row;
    struct cell *moved = top + (size_t)by * row;
    if (s.by > 0)
        memmove(top, moved, (size_t)kept * row * sizeof *top);
    else
        memmove(moved, top, (size_t)kept * row * sizeof *top);
    int blank = s.by > 0 ? s.bottom - by + 1 : s.top;
    grid_fill(g, (struct rect){0, blank, g->w, by}, STYLE_NORMAL);
}
