#include "core/import_entries_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "core/csv_look.h"
#include "core/interaction_rules.h"

enum { UNREAD_MAX = 50, SHOWN = 40 };

/* As look_entries of import_look.c has it. */
static bool field_of(const lia_import_map *map, enum entry_field *out)
{
    const char *name = str_or(map->field, "");
    bool none = !*name || strcmp(name, "-") == 0;
    *out = none ? ENTRY_KEPT : entry_field_named(name);
    return none || *out != ENTRY_KEPT;
}

lia_status entry_map_init(struct entry_map *map, const lia_import_how *how, lia_error *err)
{
    enum entry_field field;
    lia_status status = LIA_OK;
    *map = (struct entry_map){.how = how, .unread = VEC_OF(char *)};
    for (size_t i = 0; i < how->map_count && status == LIA_OK; i++)
        if (!field_of(&how->map[i], &field))
            status = csv_map_fail(&how->map[i], true, err);
    map->used = mem_alloc((how->map_count + 1) * sizeof *map->used);
    return status;
}

void entry_map_clear(struct entry_map *map)
{
    for (size_t i = 0; i < map->unread.count; i++)
        free(VEC_AT(&map->unread, char *, i));
    vec_clear(&map->unread);
    free(map->used);
    map->used = NULL;
}

static bool names(const lia_import_map *m, const char *name, long at)
{
    char number[32];
    struct arena a = {0};
    snprintf(number, sizeof number, "%ld", at + 1);
    bool is = strcmp(utf8_fold(&a, str_or(m->column, "")), utf8_fold(&a, name)) == 0 ||
              (at >= 0 && strcmp(str_or(m->column, ""), number) == 0);
    arena_clear(&a);
    return is;
}

static void remember(struct entry_map *map, const char *name, int64_t line)
{
    for (size_t i = 0; i < map->unread.count; i++)
        if (strcmp(VEC_AT(&map->unread, char *, i), name) == 0)
            return;
    if (map->unread_count++ == 0)
        map->unread_line = line;
    if (map->unread.count < UNREAD_MAX)
        *(char **)vec_push(&map->unread) = mem_strdup(name);
}

enum entry_field entry_map_field(struct entry_map *map, const char *name, long at, int64_t line)
{
    enum entry_field field;
    for (size_t i = 0; i < map->how->map_count; i++) {
        const lia_import_map *m = &map->how->map[i];
        if (!names(m, name, at))
            continue;
        map->used[i] = true;
        field_of(m, &field);
        return field;
    }
    field = entry_field_named(name);
    if (field == ENTRY_KEPT && *name)
        remember(map, name, line);
    return field;
}

lia_status entry_map_finish(struct entry_map *map, struct entry_rows *rows, lia_error *err)
{
    struct arena a = {0};
    struct str list = {0};
    lia_status status = LIA_OK;
    for (size_t i = 0; i < map->how->map_count && status == LIA_OK; i++)
        if (!map->used[i])
            status = csv_map_fail(&map->how->map[i], false, err);
    for (size_t i = 0; i < map->unread.count; i++)
        str_add_f(&list, "%s%s", i ? ", " : "", VEC_AT(&map->unread, char *, i));
    if (map->unread.count)
        entry_rows_say(rows, ROW_REMARK, map->unread_line,
                       arena_printf(&a, _("no field for these, left out: %s"),
                                    rule_short(&a, str_text(&list), SHOWN)));
    str_clear(&list);
    arena_clear(&a);
    return status;
}
