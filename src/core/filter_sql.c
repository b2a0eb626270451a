#include "core/filter_sql.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static struct db_param *push(struct sql *q)
{
    q->params.size = sizeof(struct db_param);
    return vec_push(&q->params);
}

void sql_add(struct sql *q, const char *text)
{
    str_add(&q->text, text);
}

void sql_add_f(struct sql *q, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    assert(len >= 0);
    vsnprintf(str_room(&q->text, (size_t)len), (size_t)len + 1, fmt, again);
    va_end(again);
    q->text.len += (size_t)len;
}

void sql_add_on(struct sql *q, const char *text, const char *alias)
{
    for (const char *at; (at = strchr(text, '@')) != NULL; text = at + 1) {
        str_add_n(&q->text, text, (size_t)(at - text));
        str_add(&q->text, alias);
    }
    str_add(&q->text, text);
}

/* Puts a new name into the text. */
static const char *name_here(struct sql *q)
{
    const char *name = arena_printf(&q->arena, "f%d", ++q->names);
    str_add_char(&q->text, ':');
    str_add(&q->text, name);
    return name;
}

void sql_add_int(struct sql *q, int64_t value)
{
    const char *name = name_here(q);
    *push(q) = db_i(name, value);
}

void sql_add_text(struct sql *q, const char *text)
{
    const char *name = name_here(q);
    *push(q) = db_t(name, arena_strdup(&q->arena, text));
}

void sql_bind(struct sql *q, struct db_param param)
{
    if (param.type == DB_TEXT)
        param.s = arena_strdup(&q->arena, param.s);
    *push(q) = param;
}

void sql_bind_all(struct sql *q, const struct db_param *params)
{
    for (; params->type != DB_END; params++)
        sql_bind(q, *params);
}

const char *sql_text(const struct sql *q)
{
    return str_text(&q->text);
}

const struct db_param *sql_params(struct sql *q)
{
    *push(q) = (struct db_param){.type = DB_END};
    q->params.count--; /* behind the last one, and overwritten by the next */
    return q->params.items;
}

void sql_clear(struct sql *q)
{
    str_clear(&q->text);
    vec_clear(&q->params);
    arena_clear(&q->arena);
    *q = (struct sql){0};
}
