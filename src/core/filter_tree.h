/* filter_tree.h: what a filter is once it is read: a tree of terms with their values worked out,
 * shared by the files of the filter language. filter_parse.c makes it, filter_contact.c and
 * filter_entry.c turn it into SQL. */
#ifndef CORE_FILTER_TREE_H
#define CORE_FILTER_TREE_H

#include "base/arena.h"
#include "core/core.h"
#include "core/filter_near.h"
#include "core/filter_sql.h"
#include "liaise/filter.h"
#include "liaise/values.h"

/* --- fields (filter_field.c) --- */

/* What the values of a field look like. */
enum field_type {
    TYPE_TEXT,    /* begins a word; := whole; *inside */
    TYPE_NAMED,   /* a contact or company: its name as TYPE_TEXT, or its whole no. */
    TYPE_NO,      /* a number with letters: whole, CT*, CT01..CT09 */
    TYPE_CODE,    /* of a small table that can be looked up: whole, CALL* */
    TYPE_SEGMENT, /* a segment's number: as TYPE_NO */
    TYPE_USER,    /* an account: whole, jo* */
    TYPE_TAG,     /* whole, vi* */
    TYPE_PHONE,   /* by digits */
    TYPE_INT,     /* the types from here on take ranges */
    TYPE_AMOUNT,
    TYPE_MINUTES,
    TYPE_DAY,
    TYPE_TIME,
    TYPE_TOUCH, /* days, or overdue */
    TYPE_SET,   /* a value set */
    TYPE_BOOL,
    TYPE_HAS
};
enum field_id {
    C_NO,
    C_NAME,
    C_TYPE,
    C_COMPANY,
    C_CITY,
    C_POST,
    C_COUNTRY,
    C_EMAIL,
    C_PHONE,
    C_TAG,
    C_SALESPERSON,
    C_CORR,
    C_EXCLUDE,
    C_PRIVACY,
    C_ARCHIVED,
    C_CREATED,
    C_CHANGED,
    C_LAST,
    C_ATTEMPT,
    C_TOUCH,
    C_ENTRIES,
    C_HAS,
    E_NO,
    E_DATE,
    E_TIME,
    E_CONTACT,
    E_COMPANY,
    E_TEMPLATE,
    E_GROUP,
    E_FLOW,
    E_BY,
    E_CORR,
    E_SALESPERSON,
    E_SEGMENT,
    E_LOGGED,
    E_STATUS,
    E_COST,
    E_MINUTES,
    E_EVALUATION,
    E_FAILED,
    E_CANCELED,
    E_COMMENT,
    E_ORIGIN,
    E_USER
};
struct field {
    const char *name;
    enum field_id id;
    enum field_type type;
    bool blank;        /* can be blank: none and never are values */
    lia_value_set set; /* TYPE_SET */
    const char *table; /* TYPE_CODE: where its codes are; its key is <key> */
    const char *key;
};
enum { FIELD_SET_MAX = 16 }; /* no value set has a value beyond */
/* By name, whatever the case; NULL: none. */
const struct field *field_find(lia_filter_kind kind, const char *name, size_t len);
const char *field_example(lia_filter_kind kind, const struct field *field);
/* The names near to what was typed. */
void field_near(lia_filter_kind kind, const char *name, size_t len, struct near *near);

/* --- the tree --- */

enum match { MATCH_WORDS, MATCH_PHRASE, MATCH_INSIDE, MATCH_WHOLE, MATCH_BEGINS };
enum value_kind {
    VALUE_NONE,       /* blank */
    VALUE_TEXT,       /* text and how it is to match */
    VALUE_RANGE,      /* lo..hi, both in; INT64_MIN and INT64_MAX are open ends */
    VALUE_TEXT_RANGE, /* text..to in the order of bytes; NULL is an open end */
    VALUE_ID,         /* lo: a key of the field's table */
    VALUE_BITS,       /* lo: a bit for each value of the set */
    VALUE_OVERDUE
};
struct value {
    enum value_kind kind;
    enum match match;
    const char *text; /* folded; a code or number: in upper case */
    const char *raw;  /* as it was typed, for the search index */
    const char *to;
    int64_t lo, hi;
};

enum node_kind { NODE_AND, NODE_OR, NODE_NOT, NODE_WORD, NODE_FIELD, NODE_HAS, NODE_MINE };
struct node {
    enum node_kind kind;
    struct node *child; /* AND OR: the first of the row; NOT, HAS: the only one */
    struct node *next;
    const struct field *field; /* FIELD HAS */
    struct value *values;      /* FIELD: any of them; WORD: one, a text; MINE: one, an id */
    size_t count;
};

/* What was found out about the few that match: kept for the next window, until the book changes.
 * op_id is the last operation at that time: every change of the book is one. */
struct gathered {
    struct {
        bool set;
        int64_t op_id;
        const struct node *term; /* NULL: no index leaves few */
    } few[2];                    /* without and with words */
    bool set, many;              /* the whole table was read; many: more than are gathered */
    int64_t op_id;
    char *ids; /* JSON array; heap */
};

struct lia_filter {
    lia_book *book;
    lia_filter_kind kind;
    char *text;
    struct arena arena;
    struct node *root; /* an AND; NULL: the filter is empty */
    struct gathered *gathered;
};

/* Does the tree speak of the field anywhere (inside has:( ) not looked at)? */
bool tree_names(const struct node *node, enum field_id field);

/* --- reading (filter_parse.c, filter_value.c, filter_range.c) --- */

struct parser {
    lia_book *book;
    lia_filter_kind kind; /* inside has:( ) entries */
    const char *text;
    size_t len, at;
    bool typing;
    int depth; /* of open parentheses */
    int terms;
    int32_t today;
    struct arena *arena;
    lia_filter_fault *fault;
    lia_error *err;
};
/* The whole text; *out stays NULL when the filter is empty. Fails with LIA_INVALID and the place.
 */
lia_status parser_read(struct parser *p, struct node **out);
/* Fails with a place in the text. */
lia_status parser_fail(struct parser *p, size_t at, size_t len, const char *fmt, ...)
    LIA_PRINTF(4, 5);

/* One value of a field as it stands in the text. */
struct written {
    size_t at, len; /* without quotes */
    bool quoted, whole /* := */, open /* the quote has no end */;
};
/* Reads what is written as a value of the field. */
lia_status value_read(struct parser *p, const struct field *field, const struct written *w,
                      struct value *out);
/* A plain word, "literal" or *inside. */
lia_status word_read(struct parser *p, const struct written *w, struct value *out);

/* Its types that take ranges. */
lia_status range_read(struct parser *p, const struct field *field, const struct written *w,
                      struct value *out);
/* What is written, with \" and \\ read where it is quoted; in the parser's arena. */
char *written_text(struct parser *p, const struct written *w);
/* The same for a message: its first characters. */
const char *written_shown(struct parser *p, const struct written *w);

#endif
