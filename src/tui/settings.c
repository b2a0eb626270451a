#include "tui/settings.h"

#include <ini.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/path.h"

static void complain(struct settings *s, const char *wrong, const char *what)
{
    str_add_f(&s->complaints, "config: %s%s\n", wrong, what);
}

static bool yes_no(struct settings *s, const char *value, bool *out)
{
    if (str_eq(value, "yes"))
        *out = true;
    else if (str_eq(value, "no"))
        *out = false;
    else {
        complain(s, _("yes or no is wanted, not: "), value);
        return false;
    }
    return true;
}

static void read_ui(struct settings *s, const char *name, const char *value)
{
    bool on;
    if (str_eq(name, "theme")) {
        if (!theme_parse(value, &s->theme))
            complain(s, _("theme is auto, mono, dark or light, not: "), value);
    } else if (str_eq(name, "selection")) {
        if (str_eq(value, "bar") || str_eq(value, "marker"))
            s->selection = str_eq(value, "bar") ? SELECTION_BAR : SELECTION_MARKER;
        else
            complain(s, _("selection is bar or marker, not: "), value);
    } else if (str_eq(name, "dates")) {
        if (str_eq(value, "day-first") || str_eq(value, "month-first"))
            s->day_first = str_eq(value, "day-first");
        else
            complain(s, _("dates is day-first or month-first, not: "), value);
    } else if (str_eq(name, "preview")) {
        if (yes_no(s, value, &on))
            s->no_preview = !on;
    } else if (str_eq(name, "mouse")) {
        if (yes_no(s, value, &on))
            s->no_mouse = !on;
    } else {
        complain(s, _("no such setting: "), name);
    }
}

static int take(void *user, const char *section, const char *name, const char *value)
{
    struct settings *s = user;
    lia_error err = {0};
    if (str_eq(section, "ui"))
        read_ui(s, name, value);
    else if (!str_eq(section, "keys"))
        complain(s, _("no such section: "), section);
    else if (keymap_set(&s->keymap, name, value, &err) != LIA_OK)
        complain(s, err.message, "");
    return 1;
}

/* The order in which the locale writes day and month; the C locale's %m/%d/%y is nobody's choice: day first. */
static bool locale_day_first(void)
{
    const char *name = setlocale(LC_TIME, NULL);
    if (!name || str_eq(name, "C") || str_eq(name, "POSIX") || str_starts(name, "C."))
        return true;
    const char *format = nl_langinfo(D_FMT);
    const char *day = strpbrk(format, "de"), *month = strpbrk(format, "mbBD");
    return day && (!month || day < month);
}

void settings_read(struct settings *settings, const struct env *env)
{
    *settings = (struct settings){.theme = THEME_AUTO, .selection = SELECTION_BAR};
    settings->day_first = locale_day_first();
    keymap_init(&settings->keymap);
    if (!env->config_dir)
        return;
    struct arena arena = {0};
    int bad = ini_parse(path_join(&arena, env->config_dir, "config"), take, settings);
    if (bad > 0)
        str_add_f(&settings->complaints, _("config:%d: neither a [section] nor name = value\n"), bad);
    arena_clear(&arena);
}

void settings_clear(struct settings *settings)
{
    str_clear(&settings->complaints);
}

/* --- what pages remember: lines "page.what=value" ------------------------------------------------ */

static char *read_pages(const struct env *env, struct arena *arena)
{
    char *data = NULL;
    size_t len = 0;
    if (!env->state_dir || path_read_file(arena, path_join(arena, env->state_dir, "pages"), 65536, &data, &len) != 0)
        return NULL;
    return arena_strndup(arena, data, len);
}

char *settings_recall(const struct env *env, struct arena *arena, const char *page, const char *what)
{
    char *rest = read_pages(env, arena);
    char *key = arena_printf(arena, "%s.%s=", page, what);
    for (char *line = rest ? strtok_r(rest, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest))
        if (str_starts(line, key))
            return line + strlen(key);
    return NULL;
}

void settings_remember(const struct env *env, const char *page, const char *what, const char *value)
{
    struct arena arena = {0};
    struct str out = {0};
    char *rest = read_pages(env, &arena);
    char *key = arena_printf(&arena, "%s.%s=", page, what);
    for (char *line = rest ? strtok_r(rest, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest))
        if (!str_starts(line, key))
            str_add_f(&out, "%s\n", line);
    str_add_f(&out, "%s%s\n", key, value);
    if (env->state_dir && path_make_dirs(env->state_dir, 0700) == 0)
        (void)path_write_file(path_join(&arena, env->state_dir, "pages"), str_text(&out), out.len);
    str_clear(&out);
    arena_clear(&arena);
}
