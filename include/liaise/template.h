/* liaise/template.h: interaction groups and interaction templates. Small tables: lists are whole. */
#ifndef LIAISE_TEMPLATE_H
#define LIAISE_TEMPLATE_H

#include "liaise/book.h"
#include "liaise/values.h"

/* Totals leave out canceled and postponed entries (domain.md 8). Cost in 1/10000. */
typedef struct lia_totals {
    int64_t entries, cost, minutes;
} lia_totals;

typedef struct lia_group {
    int64_t id; /* 0: new */
    int64_t version;
    const char *code, *description;
    bool blocked;
    lia_totals totals;
} lia_group;
typedef struct lia_group_list {
    lia_group *items;
    size_t count;
    void *arena;
} lia_group_list;
LIA_API void lia_group_list_clear(lia_group_list *list);
/* By code. with_blocked: blocked ones too. match: "" all, else code or description has a word beginning with it. */
LIA_API LIA_MUST_USE lia_status lia_group_list_all(lia_book *book, bool with_blocked, const char *match,
                                                   lia_group_list *out, lia_error *err);
/* One record in a list of one. LIA_NOT_FOUND. */
LIA_API LIA_MUST_USE lia_status lia_group_get(lia_book *book, int64_t id, lia_group_list *out, lia_error *err);
/* By code, case-insensitive: *id is 0 when there is none (absence is no error). */
LIA_API LIA_MUST_USE lia_status lia_group_find(lia_book *book, const char *code, int64_t *id, lia_error *err);
/* id 0 adds, else updates. Fails: LIA_INVALID with the field, LIA_EXISTS (code), LIA_CONFLICT. */
LIA_API LIA_MUST_USE lia_status lia_group_save(lia_book *book, const lia_group *g, int64_t *id, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_group_block(lia_book *book, int64_t id, bool blocked, lia_error *err);
/* LIA_IN_USE when anything refers to it: the message proposes to block it. */
LIA_API LIA_MUST_USE lia_status lia_group_delete(lia_book *book, int64_t id, lia_error *err);

typedef struct lia_template {
    int64_t id; /* 0: new */
    int64_t version;
    const char *code, *description;
    int64_t group_id;
    const char *group_code; /* read only */
    int64_t unit_cost;      /* 1/10000, >= 0 */
    int64_t unit_minutes;   /* >= 0 */
    lia_flow flow;
    lia_by initiated_by;
    lia_corr correspondence;
    bool ignore_correspondence; /* ignore the contact's correspondence type */
    bool blocked;
    lia_totals totals;
} lia_template;
typedef struct lia_template_list {
    lia_template *items;
    size_t count;
    void *arena;
} lia_template_list;
LIA_API void lia_template_list_clear(lia_template_list *list);
/* By group, code. match: "" all, else code, description or group has a word beginning with it; codes first that
 * begin with it. Without blocked ones those of a blocked group are left out too. */
LIA_API LIA_MUST_USE lia_status lia_template_list_all(lia_book *book, bool with_blocked, const char *match,
                                                      lia_template_list *out, lia_error *err);
/* As those of groups. */
LIA_API LIA_MUST_USE lia_status lia_template_get(lia_book *book, int64_t id, lia_template_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_template_find(lia_book *book, const char *code, int64_t *id, lia_error *err);
/* Fails: LIA_INVALID with the field, LIA_EXISTS (code), LIA_CONFLICT. */
LIA_API LIA_MUST_USE lia_status lia_template_save(lia_book *book, const lia_template *t, int64_t *id, lia_error *err);
/* As those of groups. */
LIA_API LIA_MUST_USE lia_status lia_template_block(lia_book *book, int64_t id, bool blocked, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_template_delete(lia_book *book, int64_t id, lia_error *err);

#endif
