/* import_entries_map.h: which field a column or key is: as the caller maps it, else by its name. */
#ifndef CORE_IMPORT_ENTRIES_MAP_H
#define CORE_IMPORT_ENTRIES_MAP_H

#include "core/import_entries.h"

struct entry_map {
    const lia_import_how *how;
    bool *used;        /* of how->map */
    struct vec unread; /* char *: names without a field, each once; owned */
    int64_t unread_line;
    size_t unread_count;
};

/* Fails: LIA_INVALID (field "map": a mapping names no field of entries). */
LIA_MUST_USE lia_status entry_map_init(struct entry_map *map, const lia_import_how *how,
                                       lia_error *err);
void entry_map_clear(struct entry_map *map);
/* at: the column's place from 0, -1 for a key. What has no field is remembered with the line. */
enum entry_field entry_map_field(struct entry_map *map, const char *name, long at, int64_t line);
/* A remark about what has no field; and LIA_INVALID (field "map") when a mapping named nothing. */
LIA_MUST_USE lia_status entry_map_finish(struct entry_map *map, struct entry_rows *rows,
                                         lia_error *err);

#endif
