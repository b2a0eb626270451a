#include "core/json_contact.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_kept.h"
#include "core/csv_contact.h"

enum { KEYS_MAX = 1000 };

struct json_key {
    const char *key;
    struct csv_column column;
};

void json_keys_clear(struct json_keys *keys)
{
    vec_clear(&keys->keys);
    vec_clear(&keys->columns);
    vec_clear(&keys->cells);
    arena_clear(&keys->arena);
}

/* --- keys --- */

/* What `contact show --json` says of a contact and nobody can give it. */
static bool is_worked_out(const char *key)
{
    static const char *const words[] = {
        "interactions", "cost",       "minutes",    "last",       "last_attempt",
        "next_task",    "postponed",  "segments",   "company_no", "version",
        "created_by",   "created_at", "changed_by", "changed_at",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(key, words[i]) == 0)
            return true;
    return false;
}

static struct csv_column column_for(struct arena *a, const lia_import_how *how, const char *key)
{
    struct csv_column column = csv_column_named(a, key, 0);
    enum contact_field field = contact_field_named(key);
    for (size_t i = 0; how && i < how->map_count; i++)
        if (strcmp(utf8_fold(a, how->map[i].column), utf8_fold(a, key)) == 0)
            field = contact_field_named(how->map[i].field);
    if (is_worked_out(key) && field == CONTACT_FIELDS)
        field = CONTACT_LEFT_OUT;
    if (field == CONTACT_FIELDS) {
        csv_columns_settle(&column, 1);
        return column;
    }
    column.field = field;
    column.exact = true;
    column.label = "";
    column.number = 0;
    return column;
}

static const struct csv_column *find_column(struct json_keys *keys, const char *key, bool *first)
{
    *first = false;
    for (size_t i = 0; i < keys->keys.count; i++)
        if (strcmp(VEC_AT(&keys->keys, struct json_key, i).key, key) == 0)
            return &VEC_AT(&keys->keys, struct json_key, i).column;
    *first = true;
    struct json_key *added = vec_push(&keys->keys);
    added->key = arena_strdup(&keys->arena, key);
    added->column = column_for(&keys->arena, keys->how, added->key);
    return &added->column;
}

/* --- values --- */

/* A tag is one word, as draft_add_tag makes it. */
static void add_word(struct str *out, const char *text)
{
    str_add(out, out->len ? "," : "");
    for (; *text; text++)
        str_add_char(out, strchr(" \t\n,;", *text) ? '-' : *text);
}

/* Values of an array as in one cell of a table; NULL when they are not all plain. */
static const char *joined(struct arena *a, const json_t *array, bool tags)
{
    struct str out = {0};
    size_t i;
    json_t *value;
    bool plain = true;
    json_array_foreach(array, i, value)
    {
        const char *text = json_read_text(a, value);
        plain &= text != NULL;
        if (text && *text && tags)
            add_word(&out, text);
        else if (text && *text)
            str_add_f(&out, "%s%s", out.len ? CSV_BETWEEN_OWN : "", text);
    }
    const char *text = plain ? arena_strndup(a, str_text(&out), out.len) : NULL;
    str_clear(&out);
    return text;
}

static bool takes_several(enum contact_field field)
{
    return field == CONTACT_TAGS || field == CONTACT_EMAIL || field == CONTACT_PHONE ||
           field == CONTACT_HOME_PAGE;
}

static const char *cell_of(struct arena *a, const struct csv_column *column, const json_t *value)
{
    const char *text = json_read_text(a, value);
    if (!text && json_is_array(value) && takes_several(column->field))
        text = joined(a, value, column->field == CONTACT_TAGS);
    return text ? text : json_read_dump(a, value);
}

/* [{"kind": "phone", "label": "fax", "value": "046-12"}]; false when one is not so. */
static bool take_channels(struct import_draft *d, const json_t *array)
{
    size_t n = json_array_size(array), i;
    lia_channel *channels = arena_alloc(&d->arena, (n + 1) * sizeof *channels);
    json_t *one;
    json_array_foreach(array, i, one)
    {
        const char *kind = json_read_text(&d->arena, json_object_get(one, "kind"));
        channels[i].label = json_read_text(&d->arena, json_object_get(one, "label"));
        channels[i].value = json_read_text(&d->arena, json_object_get(one, "value"));
        int value = kind && *kind ? lia_value_parse(LIA_SET_CHANNEL, kind) : 0;
        if (value <= 0 || !channels[i].label || !channels[i].value || !*channels[i].value)
            return false;
        channels[i].kind = (lia_channel_kind)value;
    }
    d->channels = channels;
    d->channel_count = n;
    return true;
}

static bool take_kept(struct import_draft *d, const json_t *kept)
{
    const char *form = json_read_text(&d->arena, json_object_get(kept, "form"));
    const char *content = json_read_text(&d->arena, json_object_get(kept, "content"));
    return json_is_object(kept) && form && content &&
           (!*content || draft_take_kept(d, form, content));
}

/* --- the whole --- */

static void add_cell(struct json_keys *keys, const struct csv_column *column, const char *cell)
{
    *(struct csv_column *)vec_push(&keys->columns) = *column;
    *(const char **)vec_push(&keys->cells) = cell;
}

static void add_value(struct json_keys *keys, const struct csv_column *column, const json_t *value,
                      struct import_draft *d)
{
    const char *dump = NULL;
    if (column->field == CONTACT_CHANNELS && json_is_array(value)) {
        dump = json_read_dump(&d->arena, value);
        if (take_channels(d, value)) {
            d->channels_kept = arena_printf(&d->arena, "%s\t%s", column->name, dump);
            return;
        }
    } else if (column->field == CONTACT_KEPT_CONTENT && json_is_object(value)) {
        return; /* taken before all else */
    }
    add_cell(keys, column, dump ? dump : cell_of(&d->arena, column, value));
}

void json_to_draft(struct json_keys *keys, const json_t *object, bool day_first,
                   void (*unknown)(void *ctx, const char *key), void *ctx, struct import_draft *d)
{
    struct csv_look look = {.own = true};
    const json_t *kept = json_object_get(object, contact_names[CONTACT_KEPT_CONTENT].name);
    const char *key;
    json_t *value;
    keys->keys.size = sizeof(struct json_key);
    keys->columns.size = sizeof(struct csv_column);
    keys->cells.size = sizeof(const char *);
    keys->columns.count = keys->cells.count = 0;
    if (json_object_size(object) > KEYS_MAX) {
        draft_refuse(d, _("more than 1000 keys in it"));
        return;
    }
    if (keys->keys.count > KEYS_MAX) { /* every object has others: nothing is worth remembering */
        keys->keys.count = 0;
        arena_clear(&keys->arena);
    }
    if (json_is_object(kept) && !take_kept(d, kept))
        draft_keep(d, kept_column(&d->arena, "kept", json_read_dump(&d->arena, kept)));
    json_object_foreach((json_t *)object, key, value)
    {
        bool first;
        const struct csv_column *column = find_column(keys, key, &first);
        if (first && column->field == CONTACT_KEPT)
            unknown(ctx, column->name);
        add_value(keys, column, value, d);
    }
    look.form.count = keys->columns.count;
    look.columns = keys->columns.items;
    csv_to_draft(&look, keys->cells.items, day_first, d);
}
