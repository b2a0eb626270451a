/* key.c: names of keys, as settings spell them and as people read them. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "tui/event.h"

static const struct {
    uint32_t key;
    const char *name;
    const char *sign; /* short form; NULL: the name */
} names[] = {
    /* the first name of a key is the one that is shown */
    {K_ENTER, "Enter", NULL},    {K_ENTER, "Return", NULL},
    {K_TAB, "Tab", NULL},        {K_ESC, "Esc", NULL},
    {K_ESC, "Escape", NULL},     {K_BACKSPACE, "Backspace", NULL},
    {K_DELETE, "Del", NULL},     {K_DELETE, "Delete", NULL},
    {K_INSERT, "Ins", NULL},     {K_INSERT, "Insert", NULL},
    {K_UP, "Up", "↑"},           {K_DOWN, "Down", "↓"},
    {K_LEFT, "Left", "←"},       {K_RIGHT, "Right", "→"},
    {K_HOME, "Home", NULL},      {K_END, "End", NULL},
    {K_PAGE_UP, "PgUp", NULL},   {K_PAGE_UP, "PageUp", NULL},
    {K_PAGE_DOWN, "PgDn", NULL}, {K_PAGE_DOWN, "PageDown", NULL},
    {' ', "Space", NULL},
};

static const struct {
    uint32_t bit;
    const char *name;
} modifiers[] = {
    {K_CTRL, "Ctrl-"}, {K_ALT, "Alt-"}, {K_SHIFT, "Shift-"}, {K_CTRL, "C-"}, {K_ALT, "M-"}};

enum { MODIFIERS_SHOWN = 3 };

static bool parse_base(const char *name, uint32_t *key)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcasecmp(name, names[i].name) == 0) {
            *key = names[i].key;
            return true;
        }
    }
    size_t len = strlen(name);
    if ((name[0] == 'F' || name[0] == 'f') && len >= 2 && len <= 3) {
        int n = 0;
        for (const char *c = name + 1; *c; c++)
            n = *c >= '0' && *c <= '9' ? n * 10 + *c - '0' : 99;
        if (n < 1 || n > 12)
            return false;
        *key = K_F1 + (uint32_t)n - 1;
        return true;
    }
    int32_t cp;
    if (len == 0 || utf8_decode(name, len, &cp) != len || cp < 0 || utf8_unsafe(cp))
        return false;
    *key = (uint32_t)cp;
    return true;
}

bool key_parse(const char *name, uint32_t *key)
{
    uint32_t bits = 0, base;
    for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers;) {
        size_t len = strlen(modifiers[i].name);
        if (strncasecmp(name, modifiers[i].name, len) == 0 && name[len]) {
            bits |= modifiers[i].bit;
            name += len;
            i = 0;
        } else {
            i++;
        }
    }
    if (!parse_base(name, &base))
        return false;
    if (base < K_ENTER) {
        if ((bits & (K_CTRL | K_ALT)) && base >= 'A' && base <= 'Z')
            base += 'a' - 'A';
        else if ((bits & K_SHIFT) && base >= 'a' && base <= 'z' && !(bits & (K_CTRL | K_ALT)))
            base -= 'a' - 'A';
        bits &= ~(uint32_t)K_SHIFT;
    }
    *key = base | bits;
    return true;
}

static const char *base_name(uint32_t base, bool short_form, char buffer[8])
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].key == base)
            return short_form && names[i].sign ? names[i].sign : names[i].name;
    if (base >= K_F1 && base <= K_F12)
        snprintf(buffer, 8, "F%u", base - K_F1 + 1);
    else
        buffer[utf8_encode((int32_t)base, buffer)] = '\0';
    return buffer;
}

static const char *format(uint32_t key, bool short_form, char out[KEY_NAME])
{
    char buffer[8] = "";
    uint32_t base = key & K_BASE;
    size_t len = 0;
    out[0] = '\0';
    if (base == K_NONE)
        return out;
    for (size_t i = 0; i < MODIFIERS_SHOWN; i++)
        if (key & modifiers[i].bit)
            len += (size_t)snprintf(out + len, KEY_NAME - len, "%s", modifiers[i].name);
    if ((key & (K_CTRL | K_ALT)) && base >= 'a' && base <= 'z')
        base -= 'a' - 'A';
    snprintf(out + len, KEY_NAME - len, "%s", base_name(base, short_form, buffer));
    return out;
}

const char *key_format(uint32_t key, char out[KEY_NAME])
{
    return format(key, false, out);
}

const char *key_format_short(uint32_t key, char out[KEY_NAME])
{
    return format(key, true, out);
}

bool key_is_text(uint32_t key)
{
    return key >= ' ' && key < K_ENTER && key != 0x7f;
}
