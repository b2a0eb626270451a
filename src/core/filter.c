/* A filter as its callers know it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "core/filter_tree.h"

/* Repaired bytes are longer than the broken ones: the place stays within what the caller gave. */
static void keep_inside(lia_filter_fault *fault, size_t len)
{
    if (fault->at > len)
        fault->at = len;
    if (fault->len > len - fault->at)
        fault->len = len - fault->at;
}

lia_status lia_filter_parse(lia_book *book, lia_filter_kind kind, const char *text, bool typing,
                            lia_filter **out, lia_filter_fault *fault, lia_error *err)
{
    lia_filter_fault place = {0};
    lia_filter *filter = mem_alloc(sizeof *filter);
    filter->book = book;
    filter->kind = kind;
    filter->gathered = arena_alloc(&filter->arena, sizeof *filter->gathered);
    filter->text = utf8_repair(&filter->arena, text, strlen(text), NULL);
    struct parser p = {.book = book,
                       .kind = kind,
                       .text = filter->text,
                       .len = strlen(filter->text),
                       .typing = typing,
                       .today = lia_book_today(book),
                       .arena = &filter->arena,
                       .fault = &place,
                       .err = err};
    lia_status status = parser_read(&p, &filter->root);
    if (status) {
        keep_inside(&place, strlen(text));
        if (fault)
            *fault = place;
        lia_filter_free(filter);
        return status;
    }
    *out = filter;
    return LIA_OK;
}

void lia_filter_free(lia_filter *filter)
{
    if (!filter)
        return;
    free(filter->gathered->ids);
    arena_clear(&filter->arena);
    free(filter);
}

const char *lia_filter_text(const lia_filter *filter)
{
    return filter->text;
}

bool lia_filter_empty(const lia_filter *filter)
{
    return !filter->root;
}

bool tree_names(const struct node *node, enum field_id field)
{
    if (node->kind == NODE_FIELD && node->field->id == field)
        return true;
    if (node->kind == NODE_HAS)
        return false;
    for (const struct node *child = node->child; child; child = child->next)
        if (tree_names(child, field))
            return true;
    return false;
}
