/* keymap.c: which key means which command where. */
#include "tui/keymap.h"

#include <assert.h>
#include <string.h>

#include "base/i18n.h"

/* Reads keys, blank between, into out; false and the bad one in name when one is no key. */
static bool parse_keys(const char *text, uint32_t out[KEYMAP_KEYS], char name[KEY_NAME])
{
    uint32_t keys[KEYMAP_KEYS] = {0};
    for (int n = 0; *text;) {
        size_t len = strcspn(text, " \t");
        if (len > 0) {
            size_t kept = len < KEY_NAME ? len : KEY_NAME - 1;
            memcpy(name, text, kept);
            name[kept] = '\0';
            uint32_t key;
            if (kept < len || !key_parse(name, &key))
                return false;
            if (n < KEYMAP_KEYS - 1)
                keys[n++] = key;
        }
        text += len;
        text += strspn(text, " \t");
    }
    memcpy(out, keys, sizeof keys);
    return true;
}

void keymap_init(struct keymap *m)
{
    memset(m, 0, sizeof *m);
    for (int i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        char name[KEY_NAME];
        bool good = parse_keys(command_row((enum command_id)i)->keys, m->keys[i], name);
        assert(good); /* a bad default is a mistake in commands.def */
        (void)good;
    }
}

/* How many letters of the shorter name agree, from the front and from the back. */
static size_t likeness(const char *a, const char *b)
{
    size_t front = 0, back = 0, len_a = strlen(a), len_b = strlen(b);
    size_t least = len_a < len_b ? len_a : len_b;
    while (front < least && a[front] == b[front])
        front++;
    while (back < least - front && a[len_a - 1 - back] == b[len_b - 1 - back])
        back++;
    return front + back;
}

static const char *nearest(const char *command)
{
    const char *best = NULL;
    size_t most = 2;
    for (int i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        const char *id = command_row((enum command_id)i)->id;
        if (likeness(id, command) > most) {
            most = likeness(id, command);
            best = id;
        }
    }
    return best;
}

lia_status keymap_set(struct keymap *m, const char *command, const char *keys, lia_error *err)
{
    enum command_id id = command_find(command);
    char name[KEY_NAME] = "";
    if (id == CMD_NONE) {
        const char *near = nearest(command);
        return near ? lia_fail(err, LIA_INVALID, "keys", _("No command %.30s; did you mean %s?"),
                               command, near)
                    : lia_fail(err, LIA_INVALID, "keys", _("No command %.30s; ? lists them"),
                               command);
    }
    if (!parse_keys(keys, m->keys[id], name))
        return lia_fail(err, LIA_INVALID, "keys", _("No key %s; write x, Ctrl-X, Alt-X, F5, PgDn"),
                        name);
    m->own[id] = true;
    return LIA_OK;
}

static bool has_key(const struct keymap *m, int id, uint32_t key)
{
    for (int i = 0; i < KEYMAP_KEYS && m->keys[id][i]; i++)
        if (m->keys[id][i] == key)
            return true;
    return false;
}

enum command_id keymap_find(const struct keymap *m, const struct scope *scope, uint32_t key)
{
    int best = CMD_NONE, most = 0;
    for (int i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        if (!has_key(m, i, key))
            continue;
        int near = command_nearness(command_row((enum command_id)i), scope);
        if (near > 0 && m->own[i])
            near += 2 * SCOPE_MAX; /* the user's wish comes before any default */
        if (near > most) {
            most = near;
            best = i;
        }
    }
    return (enum command_id)best;
}

uint32_t keymap_key(const struct keymap *m, const struct scope *scope, enum command_id id)
{
    for (int i = 0; i < KEYMAP_KEYS && m->keys[id][i]; i++)
        if (!scope || keymap_find(m, scope, m->keys[id][i]) == id)
            return m->keys[id][i];
    return K_NONE;
}

void keymap_keys_text(const struct keymap *m, enum command_id id, struct str *out)
{
    for (int i = 0; i < KEYMAP_KEYS && m->keys[id][i]; i++) {
        char name[KEY_NAME];
        if (i > 0)
            str_add(out, ", ");
        str_add(out, key_format_short(m->keys[id][i], name));
    }
}
