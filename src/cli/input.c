/* input.c: what standard input says in place of an argument, where "-" stands for it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

/* More than anybody types or a list of contacts holds; what is larger is no text for a field. */
enum { MOST_INPUT = 64 << 20 };

static int read_all(struct str *text)
{
    enum { PIECE = 1 << 16 };
    for (;;) {
        ssize_t n = read(STDIN_FILENO, str_room(text, PIECE), PIECE);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : 0;
        text->len += (size_t)n;
        text->s[text->len] = '\0';
        if (text->len > MOST_INPUT)
            return EFBIG;
    }
}

int cli_input(struct cli *cli, const char **out)
{
    if (cli->input) {
        *out = cli->input;
        return CLI_DONE;
    }
    struct str text = {0};
    int error = read_all(&text), code = CLI_DONE;
    if (error)
        code = cli_say(CLI_REFUSED, _("standard input cannot be read: %s"), strerror(error));
    else if (memchr(str_text(&text), '\0', text.len) || !utf8_valid(str_text(&text), text.len))
        code = cli_say(CLI_REFUSED, _("standard input is not UTF-8 text; convert it first"));
    else
        *out = cli->input = arena_strdup(&cli->arena, str_text(&text));
    str_clear(&text);
    return code;
}

int cli_text(struct cli *cli, const char *option, const char **out)
{
    const char *value = cli_value(cli, option);
    if (!value || !str_eq(value, "-")) {
        *out = value ? value : *out;
        return CLI_DONE;
    }
    const char *text;
    int code = cli_input(cli, &text);
    if (code != CLI_DONE)
        return code;
    size_t len = strlen(text);
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    *out = arena_strndup(&cli->arena, text, len);
    return CLI_DONE;
}

/* --- contacts ------------------------------------------------------------------------------------
 */

static int add_contact(struct cli *cli, const char *what, struct vec *ids)
{
    int64_t id = cli_contact(cli, what);
    if (id)
        *(int64_t *)vec_push(ids) = id;
    return id ? CLI_DONE : CLI_REFUSED;
}

static int add_lines(struct cli *cli, struct vec *ids)
{
    const char *text;
    int code = cli_input(cli, &text);
    while (code == CLI_DONE && *text) {
        size_t len = strcspn(text, "\n");
        size_t kept = len > 0 && text[len - 1] == '\r' ? len - 1 : len;
        if (kept > 0)
            code = add_contact(cli, arena_strndup(&cli->arena, text, kept), ids);
        text += len + (text[len] == '\n');
    }
    return code;
}

struct place {
    int64_t id;
    size_t at;
};

static int by_id(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* The ids, in the order given, without those that stood before. */
static int64_t *each_once(struct cli *cli, const struct vec *ids, size_t *count)
{
    struct place *places = arena_alloc(&cli->arena, sizeof *places * ids->count);
    int64_t *out = arena_alloc(&cli->arena, sizeof *out * ids->count);
    size_t kept = 0;
    for (size_t i = 0; i < ids->count; i++)
        places[i] = (struct place){VEC_AT(ids, int64_t, i), i};
    qsort(places, ids->count, sizeof *places, by_id);
    for (size_t i = 0; i < ids->count; i++)
        if (i == 0 || places[i].id != places[i - 1].id)
            places[kept++] = places[i];
    qsort(places, kept, sizeof *places, by_place);
    for (size_t i = 0; i < kept; i++)
        out[i] = places[i].id;
    *count = kept;
    return out;
}

int cli_contacts(struct cli *cli, int first, int64_t **ids, size_t *count)
{
    struct vec found = VEC_OF(int64_t);
    int code = CLI_DONE;
    for (int i = first; i < cli->arg_count && code == CLI_DONE; i++)
        code = str_eq(cli->args[i], "-") ? add_lines(cli, &found)
                                         : add_contact(cli, cli->args[i], &found);
    if (code == CLI_DONE && found.count == 0)
        code = cli_say(CLI_REFUSED, _("standard input names no contact"));
    if (code == CLI_DONE)
        *ids = each_once(cli, &found, count);
    vec_clear(&found);
    return code;
}
