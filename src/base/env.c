#include "env.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "path.h"
#include "str.h"
#include "utf8.h"

/* The full name is the first field of the account's GECOS entry; "&" stands for the login name
 * (passwd(5)). */
static const char *full_name(struct arena *arena, const struct passwd *pw)
{
    if (!pw || !pw->pw_gecos)
        return "";
    char *name = utf8_repair(arena, pw->pw_gecos, strcspn(pw->pw_gecos, ","), NULL);
    return strchr(name, '&') ? "" : name;
}

static const char *folder(struct arena *arena, const char *variable, const char *home,
                          const char *fallback)
{
    char *base = path_xdg(arena, getenv(variable), home, fallback);
    return base ? path_join(arena, base, "liaise") : NULL;
}

static int columns(const char *text)
{
    char *end;
    long n = text ? strtol(text, &end, 10) : 0;
    return n > 0 && n <= 10000 && !*end ? (int)n : 0;
}

void env_read(struct env *env, struct arena *arena)
{
    struct passwd *pw = getpwuid(getuid());
    const char *login = pw ? pw->pw_name : str_or(getenv("LOGNAME"), getenv("USER"));
    const char *home = getenv("HOME");
    login = str_or(login, "user");
    env->user = utf8_repair(arena, login, strlen(login), NULL);
    env->full_name = full_name(arena, pw);
    env->home = arena_strdup(arena, home && home[0] == '/' ? home : NULL);
    const char *data = folder(arena, "XDG_DATA_HOME", env->home, ".local/share");
    const char *named = getenv("LIAISE_BOOK");
    env->book_named = named && *named;
    env->book = env->book_named ? arena_strdup(arena, named)
                : data          ? path_join(arena, data, "book.db")
                                : NULL;
    env->config_dir = folder(arena, "XDG_CONFIG_HOME", env->home, ".config");
    env->state_dir = folder(arena, "XDG_STATE_HOME", env->home, ".local/state");
    env->drafts_dir = env->state_dir ? path_join(arena, env->state_dir, "drafts") : NULL;
    env->editor = arena_strdup(arena, str_or(getenv("VISUAL"), str_or(getenv("EDITOR"), "vi")));
    const char *no_color = getenv("NO_COLOR");
    env->no_color = no_color && *no_color;
    env->dumb = str_eq(str_or(getenv("TERM"), "dumb"), "dumb");
    env->columns = columns(getenv("COLUMNS"));
}
