/* derive.h: what is worked out from the rows of a book and never restored: counters, totals, search
 * words, the counts of logged segments. Before rows change what they contribute is taken away;
 * behind the last statement of the batch what they contribute then is added. Undo and redo use the
 * same two calls. */
#ifndef CORE_DERIVE_H
#define CORE_DERIVE_H

#include "core/op.h"

/* Rows, as the part of a SELECT behind FROM: "entry WHERE entry_no BETWEEN :first AND :last". They
 * are rows of the table itself or, with the same columns, of <table>_was. */
struct derive_rows {
    const char *from;
    const struct db_param *params;
};

/* Takes away what the rows contribute. They still stand in the table as they were indexed and
 * counted. */
void derive_out(struct op *op, enum op_table table, const struct derive_rows *rows);
/* Adds what they contribute now. */
void derive_in(struct op *op, enum op_table table, const struct derive_rows *rows);

/* The rows of op_entry given by where (over op_entry) turned: to canceled (sign 1) or back (-1).
 * Counters, totals and logged segments follow. */
void derive_canceled(struct op *op, int sign, const char *where, const struct db_param *params);

/* Takes the search words of contacts away and marks them, once each; derive_words_in indexes all
 * marked again, and the contacts that `inserted` (may be NULL; over contact) selects. For contacts
 * whose sort key moves without an operation of their own, too. where is over contact. */
void derive_words_out(struct op *op, const char *where, const struct db_param *params);
void derive_words_in(struct op *op, const char *inserted, const struct db_param *params);

/* While many contacts are indexed at once, the parts of the index are not merged: that costs a
 * third of the time, and can be done by what is written later. */
enum { DERIVE_MANY = 10000 };
void derive_words_bulk(struct op *op, bool begins);

/* params with :op among them, in the operation's arena. */
const struct db_param *op_params(struct op *op, const struct db_param *params);

/* Everything that was inserted, saved and marked in this operation: derive_in for all of it. */
void derive_finish(struct op *op);

#endif
