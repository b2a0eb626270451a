/* small_list.h: pages over tables that are small enough to be read whole: groups, templates, salespeople,
 * events. The filter is plain words, mostly by the library's own `match`; add, edit, delete, block and "entries of it"
 * are the same for all. */
#ifndef TUI_SMALL_LIST_H
#define TUI_SMALL_LIST_H

#include "tui/screens.h"

struct small_row {
    int64_t id;
    const char *code;
    bool blocked;
    const void *record;
};

struct small_list;
struct small_list_ops {
    const struct list_column *columns;
    int column_count;
    const char *empty;             /* N_() */
    const char *noun;              /* N_("interaction group") */
    const struct screen_ops *form; /* args: struct code_form_args */
    /* Reads all that match; *result is freed with `clear`. Calls small_list_add for each. */
    lia_status (*read)(struct small_list *p, lia_book *book, const char *match, lia_error *err);
    void (*clear)(struct small_list *p);
    void (*cell)(const void *record, int column, struct str *out);
    lia_status (*remove)(lia_book *book, int64_t id, lia_error *err);
    /* Optional: why this one is never deleted, translated; NULL: it can be tried. */
    const char *(*stays)(const void *record);
    /* Optional: without it nothing of the table is ever blocked. */
    lia_status (*block)(lia_book *book, int64_t id, bool blocked, lia_error *err);
    /* Optional: the entries of a record. */
    void (*entries)(const void *record, lia_entry_query *query);
};

struct small_list {
    struct screen screen; /* first */
    struct list list;
    const struct small_list_ops *ops;
    struct vec rows; /* struct small_row */
    union {
        lia_group_list groups;
        lia_template_list templates;
        lia_salesperson_list salespeople;
        struct {
            lia_event_list list;
            lia_template_list templates;
            struct arena arena; /* of their rows */
        } events;
    } result;
};

/* For the page's screen_ops; open is the page's own and calls small_list_open. */
lia_status small_list_open(struct small_list *p, const struct small_list_ops *ops);
lia_status small_list_load(struct screen *s, lia_error *err);
bool small_list_command(struct screen *s, enum command_id id);
bool small_list_can(struct screen *s, enum command_id id);
lia_status small_list_filter(struct screen *s, const char *text, size_t *at, lia_error *err);
void small_list_status(struct screen *s, struct str *out);
void small_list_close(struct screen *s);
/* Columns 0, 1, 2 of totals: interactions, duration, cost. */
void small_list_total(const lia_totals *totals, int column, struct str *out);
/* For the forms of these records: args is a struct code_form_args. */
lia_status code_form_open(struct screen *s, const void *args, const struct record_form_ops *ops,
                          const struct field_spec *specs, const struct form_ops *form_ops, lia_error *err);
void small_list_add(struct small_list *p, int64_t id, const char *code, bool blocked, const void *record);

#endif
