#include "core/filter_near.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int cut(size_t len)
{
    return len > NEAR_NAME ? NEAR_NAME : (int)len;
}

/* Both lengths are at most NEAR_NAME. */
static int distance(const char *a, int a_len, const char *b, int b_len)
{
    int rows[3][NEAR_NAME + 1];
    for (int j = 0; j <= b_len; j++)
        rows[0][j] = j;
    for (int i = 1; i <= a_len; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= b_len; j++) {
            char x = lower(a[i - 1]), y = lower(b[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y)
                row[j] = least(row[j], above2[j - 2] + 1);
        }
    }
    return rows[a_len % 3][b_len];
}

int near_distance(const char *typed, size_t len, const char *name)
{
    return distance(typed, cut(len), name, cut(strlen(name)));
}

/* A name that begins as typed is nearer than one that takes changes. */
static int nearness(const char *typed, int len, const char *name)
{
    int name_len = cut(strlen(name));
    if (len > 1 && len < name_len && distance(typed, len, name, len) == 0)
        return 1;
    return distance(typed, len, name, name_len) * 2;
}

void near_add(struct near *near, const char *typed, size_t len, const char *name)
{
    int d = nearness(typed, cut(len), name), at = near->count;
    while (at > 0 && d < near->best[at - 1].distance)
        at--;
    if (at == NEAR_MAX)
        return;
    near->count = least(near->count + 1, NEAR_MAX);
    memmove(&near->best[at + 1], &near->best[at],
            sizeof near->best[0] * (size_t)(near->count - 1 - at));
    near->best[at].distance = d;
    snprintf(near->best[at].name, sizeof near->best[at].name, "%s", name);
}

void near_text(const struct near *near, char *out, size_t size)
{
    out[0] = '\0';
    for (int i = 0; i < near->count; i++) {
        size_t used = strlen(out);
        if (used + 2 + strlen(near->best[i].name) >= size)
            return;
        snprintf(out + used, size - used, "%s%s", i ? ", " : "", near->best[i].name);
    }
}
