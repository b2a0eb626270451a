/* op.h: every change of the book is one operation.
 *
 * op_run reads the last operation's number, lets `fill` read what it needs and put the statements
 * into the batch, and runs them behind the claim of the next number. If another session was first,
 * the claim fails, nothing is written, and fill is called again on the new state: so whatever fill
 * read is still true when its statements run. Large checks belong into the batch as guards or into
 * the SQL itself, not into fill.
 *
 * Rows carry op_id (made by) and changed_op (last changed by). Before rows are changed or deleted
 * they are saved into <table>_was; undo and redo (undo.c) work from op_touch and those. Search
 * indexes, counters, totals and sort keys are worked out again by the hooks in derive.h, in both
 * directions. */
#ifndef CORE_OP_H
#define CORE_OP_H

#include "base/arena.h"
#include "base/vec.h"
#include "core/db/db.h"
#include "liaise/base.h"
#include "liaise/book.h"

/* The tables that operations write. One row each in the table of op_tables.c: name, key column,
 * columns. */
enum op_table {
    OP_SETUP,
    OP_NUMBER_SERIES,
    OP_SALESPERSON,
    OP_GROUP,
    OP_TEMPLATE,
    OP_EVENT,
    OP_CONTACT,
    OP_CHANNEL,
    OP_KEPT,
    OP_ENTRY,
    OP_COMMENT,
    OP_DOCUMENT,
    OP_POSTPONED,
    OP_SEGMENT,
    OP_LINE,
    OP_LOGGED,
    OP_TABLES
};

struct op {
    lia_book *book;
    struct db *db;
    struct db_batch *batch;
    int64_t id;         /* this operation: bind it as :op */
    int64_t now;        /* UTC seconds of the book's clock */
    struct arena arena; /* for texts that fill needs until the batch has run */
    struct arena row;   /* for those of one row of many: whoever gives rows to the batch clears it
                           before each */
    bool nothing; /* set by fill when there is nothing to change: op_run ends with LIA_OK and writes
                     nothing */
    bool names_stay; /* set by fill: see op_before_update */
    bool words_in;   /* set by fill: the contacts that it inserts are in the search index already */
    /* Set by fill ("": op_run makes one): a change that must happen once however often it is sent,
     * such as postponing a found draft. When the book has an op of this key already: as `nothing`,
     * and op_run gives that op's id. */
    char key[80];

    /* for op*.c, derive*.c and undo*.c only */
    char line[200];
    int64_t records;
    lia_op_kind kind;
    int64_t of_op;
    int failed;              /* id of the guard or claim that failed, 0 none */
    int seq;                 /* touches so far */
    bool saved[OP_TABLES];   /* rows of it are in <table>_was under this op */
    bool updated[OP_TABLES]; /* some of them stay in the table */
    bool words;              /* contacts are marked whose words must be indexed again */
    struct vec inserted;     /* struct op_range */
    struct vec texts;        /* struct op_range */
    struct vec taken;        /* struct op_taken: numbers taken from counters */
};

typedef lia_status op_fill_fn(struct op *op, void *ctx, lia_error *err);

/* command is the command's id ("segment-log"). Fails as fill and db_batch_run do. out_op (may be
 * NULL) gets the id. */
LIA_MUST_USE lia_status op_run(lia_book *book, const char *command, op_fill_fn *fill, void *ctx,
                               const lia_progress *progress, int64_t *out_op, lia_error *err);

/* The line for people, and how many records it touched. To be called by every fill. Many records
 * make the batch a large one (db_batch_large). */
void op_say(struct op *op, int64_t records, const char *fmt, ...) LIA_PRINTF(3, 4);

/* Says that the statements of this batch insert rows with op_id = :op and keys within first..last.
 */
void op_inserted(struct op *op, enum op_table table, int64_t first, int64_t last);
/* where: a condition on the table's own columns, without WHERE and without an alias; it may name
 * :op, which need not be among params. Saves the rows, as they were before this operation; the
 * caller then adds its UPDATE, which must set changed_op = :op. */
void op_before_update(struct op *op, enum op_table table, const char *where,
                      const struct db_param *params);
/* Saves the rows and deletes them. */
void op_delete(struct op *op, enum op_table table, const char *where,
               const struct db_param *params);
/* Derived data (search words, counters, totals) of all rows named in these three is taken away by
 * op_before_update and op_delete, and made again behind the last statement of the batch: nothing
 * else need be called for it. The name of a company is among the words of its persons: set
 * op->names_stay before op_before_update of OP_CONTACT when no company's name changes, and the
 * persons are left alone. Channels are among the words of their contact: before any are inserted
 * for a contact that is there already, op_before_update it. */

/* The record must still have this version: else the batch fails with LIA_CONFLICT (field "",
 * message says who changed it), or LIA_NOT_FOUND where it was deleted. */
void op_guard_version(struct op *op, enum op_table table, int64_t id, int64_t version);

/* Rows of `text` with these keys were inserted: they go into the search index. */
void op_texts_inserted(struct op *op, int64_t first, int64_t last);

/* Takes n numbers of a counter ('entry', 'contact', ...): returns the first; the counter is
 * advanced by the batch. */
lia_status op_take(struct op *op, const char *counter, int64_t n, int64_t *first, lia_error *err);

/* Turns Canceled of those entries that `where` selects and that are not so already. Records them in
 * op_entry, keeps counters, totals and the counts of logged segments. */
void op_cancel_entries(struct op *op, bool cancel, const char *where,
                       const struct db_param *params);

#endif
