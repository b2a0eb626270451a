/* The filter language of screens.md 7, read into a tree.
 *
 *     filter = row { "OR" row }           terms beside each other hold together before OR parts
 * them, as in mutt and row    = term { term }              notmuch: a b OR c is (a b) OR c term   =
 * [ "-" | "!" ] ( "(" filter ")" | "has:(" filter ")" | field ":" [ "=" ] value { "," value } |
 * word )
 *
 * A reader of one thing returns LIA_OK with *out NULL where there is nothing: the end, or what is
 * still being typed. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "core/filter_tree.h"

/* What one filter may hold. The engine has its limits (core/db/open.c; the parser of FTS5 has a
 * stack of 100), and a longer one is hardly a filter. */
enum { DEPTH_MAX = 8, TERMS_MAX = 100, TEXT_MAX = 8000 };

static lia_status read_filter(struct parser *p, struct node **out);

lia_status parser_fail(struct parser *p, size_t at, size_t len, const char *fmt, ...)
{
    char message[LIA_MESSAGE_MAX];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    if (p->fault)
        *p->fault = (lia_filter_fault){at, len};
    return lia_fail(p->err, LIA_INVALID, "filter", "%s", message);
}

/* --- the text --- */

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool at_end(const struct parser *p)
{
    return p->at >= p->len;
}

static char look(const struct parser *p)
{
    return at_end(p) ? '\0' : p->text[p->at];
}

static void skip_blanks(struct parser *p)
{
    while (!at_end(p) && is_blank(look(p)))
        p->at++;
}

/* A ")" ends a word only where a "(" is open. */
static bool ends_word(const struct parser *p)
{
    return at_end(p) || is_blank(look(p)) || (look(p) == ')' && p->depth > 0);
}

/* OR between blanks or parentheses. */
static bool at_or(const struct parser *p)
{
    if (p->len - p->at < 2 || strncmp(p->text + p->at, "OR", 2) != 0)
        return false;
    struct parser behind = *p;
    behind.at += 2;
    return ends_word(&behind) || look(&behind) == '(';
}

/* What is wrong at the very end of what is typed is not judged. */
static bool forgiven(const struct parser *p, lia_status status)
{
    return status == LIA_INVALID && p->typing && at_end(p);
}

/* --- nodes --- */

static struct node *new_node(struct parser *p, enum node_kind kind)
{
    struct node *node = arena_alloc(p->arena, sizeof *node);
    node->kind = kind;
    return node;
}

static lia_status count_term(struct parser *p, size_t start)
{
    if (++p->terms > TERMS_MAX)
        return parser_fail(p, start, p->at - start, _("A filter has at most %d terms and values"),
                           TERMS_MAX);
    return LIA_OK;
}

/* --- words and values --- */

/* Text up to an end, or in quotes. comma: a comma ends it too. */
static lia_status read_written(struct parser *p, bool comma, struct written *w)
{
    size_t start = p->at;
    *w = (struct written){.at = start};
    if (look(p) != '"') {
        while (!ends_word(p) && !(comma && look(p) == ','))
            p->at++;
        w->len = p->at - start;
        return LIA_OK;
    }
    w->quoted = true;
    w->at = ++p->at;
    while (!at_end(p) && look(p) != '"')
        p->at += look(p) == '\\' && p->at + 1 < p->len ? 2 : 1;
    w->len = p->at - w->at;
    w->open = at_end(p);
    if (w->open)
        return p->typing ? LIA_OK
                         : parser_fail(p, start, p->len - start,
                                       _("The quote has no end; put a \" there"));
    p->at++;
    if (!ends_word(p) && !(comma && look(p) == ','))
        return parser_fail(p, p->at, 1, _("After a closing quote comes a blank or a comma"));
    return LIA_OK;
}

static lia_status read_word(struct parser *p, struct node **out)
{
    size_t start = p->at;
    struct written w;
    lia_status status = read_written(p, false, &w);
    if (status)
        return status;
    struct node *node = new_node(p, NODE_WORD);
    node->values = arena_alloc(p->arena, sizeof *node->values);
    node->count = 1;
    status = word_read(p, &w, node->values);
    if (status == LIA_OK)
        status = count_term(p, start);
    if (status == LIA_OK)
        *out = node;
    return status;
}

/* One value more; what is still being typed is left out. */
static lia_status add_value(struct parser *p, struct node *node, const struct written *w)
{
    struct value value;
    lia_status status = value_read(p, node->field, w, &value);
    if (status == LIA_OK)
        status = count_term(p, w->at);
    if (status)
        return forgiven(p, status) ? LIA_OK : status;
    struct value *values = arena_alloc(p->arena, (node->count + 1) * sizeof *values);
    if (node->count)
        memcpy(values, node->values, node->count * sizeof *values);
    values[node->count++] = value;
    node->values = values;
    return LIA_OK;
}

/* Behind "field:". */
static lia_status read_values(struct parser *p, const struct field *field, struct node **out)
{
    struct node *node = new_node(p, NODE_FIELD);
    node->field = field;
    bool whole = look(p) == '=';
    p->at += whole;
    for (;;) {
        struct written w;
        lia_status status = read_written(p, true, &w);
        w.whole = whole;
        if (status == LIA_OK)
            status = add_value(p, node, &w);
        if (status)
            return status;
        if (look(p) != ',')
            break;
        p->at++;
    }
    *out = node->count ? node : NULL;
    return LIA_OK;
}

/* --- groups --- */

/* Behind "(". start: where the term begins, for the place of a fault. */
static lia_status read_group(struct parser *p, size_t start, struct node **out)
{
    size_t open = p->at - start;
    if (p->depth >= DEPTH_MAX)
        return parser_fail(p, p->at - 1, 1, _("Parentheses lie at most %d deep"), DEPTH_MAX);
    p->depth++;
    struct node *inner = NULL;
    lia_status status = read_filter(p, &inner);
    if (status)
        return status;
    if (at_end(p)) {
        if (!p->typing)
            return parser_fail(p, start, open, _("A ) is missing for this ("));
    } else {
        p->at++;
    }
    p->depth--;
    if (!inner && !(p->typing && at_end(p)))
        return parser_fail(p, start, p->at - start,
                           _("Nothing between ( and ); write a term there"));
    *out = inner;
    return LIA_OK;
}

/* Behind "has:". */
static lia_status read_has(struct parser *p, size_t start, const struct field *field,
                           struct node **out)
{
    if (look(p) != '(')
        return parser_fail(p, start, p->at - start, _("has: takes terms of entries, as in %s"),
                           field_example(p->kind, field));
    p->at++;
    p->kind = LIA_FILTER_ENTRIES;
    struct node *inner = NULL;
    lia_status status = read_group(p, start, &inner);
    p->kind = LIA_FILTER_CONTACTS;
    if (status || !inner)
        return status;
    struct node *node = new_node(p, NODE_HAS);
    node->field = field;
    node->child = inner;
    *out = node;
    return LIA_OK;
}

/* --- terms --- */

/* mine: the salesperson who stands for the book's user. */
static lia_status read_mine(struct parser *p, struct node **out)
{
    size_t start = p->at;
    int64_t id;
    bool found;
    p->at += strlen("mine");
    lia_status status = db_query_int(
        p->book->db,
        "SELECT salesperson_id FROM salesperson WHERE account = :user AND account <> ''",
        DB_PARAMS(db_t("user", p->book->user)), &id, &found, p->err);
    if (status)
        return status;
    if (!found)
        return parser_fail(p, start, p->at - start,
                           _("mine: no salesperson stands for you; see Salespeople"));
    struct node *node = new_node(p, NODE_MINE);
    node->values = arena_alloc(p->arena, sizeof *node->values);
    *node->values = (struct value){.kind = VALUE_ID, .lo = id};
    node->count = 1;
    *out = node;
    return count_term(p, start);
}

static bool at_mine(const struct parser *p)
{
    struct parser behind = *p;
    behind.at += strlen("mine");
    return p->len - p->at >= strlen("mine") &&
           strncmp(p->text + p->at, "mine", strlen("mine")) == 0 && ends_word(&behind);
}

/* The length of "name" where "name:" stands here; 0: no field. */
static size_t field_name(const struct parser *p)
{
    size_t at = p->at;
    while (at < p->len && ((p->text[at] | 0x20) >= 'a' && (p->text[at] | 0x20) <= 'z'))
        at++;
    return at < p->len && p->text[at] == ':' ? at - p->at : 0;
}

/* To the end of the term, quotes in it looked through. */
static void skip_term(struct parser *p)
{
    bool quoted = false;
    for (; !at_end(p) && (quoted || !ends_word(p)); p->at++)
        if (look(p) == '"')
            quoted = !quoted;
}

static lia_status read_field(struct parser *p, size_t name_len, struct node **out)
{
    size_t start = p->at;
    const char *name = p->text + start;
    const struct field *field = field_find(p->kind, name, name_len);
    if (!field) {
        char names[60];
        struct near near = {0};
        skip_term(p);
        field_near(p->kind, name, name_len, &near);
        near_text(&near, names, sizeof names);
        int cut = name_len > 20 ? 20 : (int)name_len;
        return parser_fail(p, start, name_len, _("No field %.*s; near: %s"), cut, name, names);
    }
    p->at += name_len + 1;
    return field->type == TYPE_HAS ? read_has(p, start, field, out) : read_values(p, field, out);
}

/* Without its sign. */
static lia_status read_bare(struct parser *p, struct node **out)
{
    size_t start = p->at, name_len = field_name(p);
    if (look(p) == '(') {
        p->at++;
        return read_group(p, start, out);
    }
    if (look(p) == ')' && p->depth == 0) {
        p->at++;
        return parser_fail(p, start, 1, _("No ( is open for this )"));
    }
    if (name_len)
        return read_field(p, name_len, out);
    return at_mine(p) ? read_mine(p, out) : read_word(p, out);
}

static lia_status read_term(struct parser *p, struct node **out)
{
    bool negated = false;
    size_t start = p->at;
    while (look(p) == '-' || look(p) == '!') {
        negated = !negated;
        p->at++;
    }
    struct node *node = NULL;
    lia_status status;
    if (p->at > start && ends_word(p))
        status = parser_fail(p, start, p->at - start,
                             _("Behind - or ! comes the term that must not hold"));
    else
        status = read_bare(p, &node);
    if (status)
        return forgiven(p, status) ? LIA_OK : status;
    if (node && negated) {
        struct node *not = new_node(p, NODE_NOT);
        not ->child = node;
        node = not ;
    }
    *out = node;
    return LIA_OK;
}

/* Terms beside each other, up to OR, ) or the end. *out stays NULL when there are none. */
static lia_status read_row(struct parser *p, struct node **out)
{
    struct node *row = NULL, **tail = NULL;
    for (;;) {
        skip_blanks(p);
        if (at_end(p) || at_or(p) || (look(p) == ')' && p->depth > 0))
            break;
        struct node *term = NULL;
        lia_status status = read_term(p, &term);
        if (status)
            return status;
        if (!term)
            continue;
        if (!row) {
            row = new_node(p, NODE_AND);
            tail = &row->child;
        }
        *tail = term;
        tail = &term->next;
    }
    *out = row;
    return LIA_OK;
}

static lia_status one_sided(struct parser *p, size_t at)
{
    return parser_fail(p, at, 2, _("OR stands between two terms; quote it to look for the word"));
}

static lia_status read_filter(struct parser *p, struct node **out)
{
    struct node *any = NULL, **tail = NULL;
    size_t or_at = p->at;
    for (bool first = true;; first = false) {
        struct node *row = NULL;
        lia_status status = read_row(p, &row);
        if (status)
            return status;
        bool more = !at_end(p) && at_or(p);
        bool last = p->at + (more ? strlen("OR") : 0) == p->len;
        if (!row && (more || !first) && !(p->typing && last))
            return one_sided(p, more ? p->at : or_at);
        if (row) {
            if (!any) {
                any = new_node(p, NODE_OR);
                tail = &any->child;
            }
            *tail = row;
            tail = &row->next;
        }
        if (!more)
            break;
        or_at = p->at;
        p->at += strlen("OR");
    }
    *out = any && !any->child->next ? any->child : any;
    return LIA_OK;
}

/* Top-level terms always stand in an AND. */
static struct node *as_row(struct parser *p, struct node *node)
{
    if (!node || node->kind == NODE_AND)
        return node;
    struct node *row = new_node(p, NODE_AND);
    row->child = node;
    return row;
}

lia_status parser_read(struct parser *p, struct node **out)
{
    struct node *root = NULL;
    if (p->len > TEXT_MAX)
        return parser_fail(p, TEXT_MAX, p->len - TEXT_MAX, _("A filter has at most %d letters"),
                           TEXT_MAX);
    lia_status status = read_filter(p, &root);
    if (status == LIA_OK)
        *out = as_row(p, root);
    return status;
}
