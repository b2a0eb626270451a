#include "core/series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/core.h"

enum { WIDTH_MAX = 18, NO_CHARACTERS = 20 };

/* Where a series' numbers stand, to skip those that are there; NULL: they are not kept yet. */
static const char *taken_sql(lia_series_id id)
{
    switch (id) {
    case LIA_SERIES_CONTACT:
        return "SELECT no FROM contact WHERE no BETWEEN :first AND :last ORDER BY no";
    case LIA_SERIES_SEGMENT:
        return "SELECT no FROM segment WHERE no BETWEEN :first AND :last ORDER BY no";
    default:
        return NULL;
    }
}

/* number in at least `width` digits behind the prefix. False: longer than a no. may be. */
static bool format(const char *prefix, int width, int64_t number, char no[LIA_CODE_MAX])
{
    int n = snprintf(no, LIA_CODE_MAX, "%s%0*lld", prefix, width, (long long)number);
    size_t characters = 0;
    for (const char *s = no; *s; s++)
        characters += ((unsigned char)*s & 0xC0) != 0x80;
    return n < LIA_CODE_MAX && characters <= NO_CHARACTERS;
}

static lia_status read_series(struct db *db, lia_series_id id, lia_series *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(db,
                                 "SELECT prefix, width, last, changed_op FROM number_series"
                                 " WHERE series_id = :id",
                                 DB_PARAMS(db_i("id", id)), &rows, err);
    if (status)
        return status;
    *out = (lia_series){.id = id};
    bool found = db_next(rows);
    if (found) {
        snprintf(out->prefix, sizeof out->prefix, "%s", db_text(rows, 0));
        out->width = (int)db_int(rows, 1);
        out->last = db_int(rows, 2);
        out->version = db_int(rows, 3);
    }
    status = db_rows_close(rows, err);
    if (status == LIA_OK && !found)
        return lia_fail(err, LIA_NOT_FOUND, "", _("There is no such number series in this book"));
    if (out->width && !format(out->prefix, out->width, out->last + 1, out->next))
        out->next[0] = '\0';
    return status;
}

/* --- taking --- */

struct taking {
    struct op *op;
    struct arena *arena; /* of the numbers */
    lia_series series;
    const char *const *typed;
    size_t typed_count;
    const char **nos;
    size_t n, done;
};

static lia_status fail_blank(lia_series_id id, lia_error *err)
{
    return lia_fail(err, LIA_IN_USE, "no",
                    id == LIA_SERIES_CONTACT
                        ? _("Contacts have no number series: type a no., or see Marketing Setup")
                        : _("There is no number series: type a no., or see Marketing Setup"));
}

lia_status series_check(struct db *db, lia_series_id id, lia_error *err)
{
    lia_series series;
    lia_status status = read_series(db, id, &series, err);
    if (status)
        return status;
    return series.width ? LIA_OK : fail_blank(id, err);
}

static int compare_no(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

static bool is_typed(const struct taking *t, const char *no)
{
    return t->typed_count &&
           bsearch(no, t->typed, t->typed_count, sizeof *t->typed, compare_no) != NULL;
}

/* Takes what is free among first..last, all of one length, so that the order of texts is that of
 * numbers. */
static lia_status take_block(struct taking *t, int64_t first, int64_t last, lia_error *err)
{
    const char *prefix = t->series.prefix, *sql = taken_sql(t->series.id);
    char no[LIA_CODE_MAX], end[LIA_CODE_MAX];
    if (!format(prefix, t->series.width, last, end) || !format(prefix, t->series.width, first, no))
        return lia_fail(err, LIA_IN_USE, "no",
                        _("The number series is used up: begin another in Marketing Setup"));
    struct db_rows *rows = NULL;
    lia_status status =
        sql ? db_query(t->op->db, sql, DB_PARAMS(db_t("first", no), db_t("last", end)), &rows, err)
            : LIA_OK;
    if (status)
        return status;
    const char *there = rows && db_next(rows) ? db_text(rows, 0) : NULL;
    for (int64_t number = first; number <= last && t->done < t->n; number++) {
        format(prefix, t->series.width, number, no);
        while (there && strcmp(there, no) < 0)
            there = db_next(rows) ? db_text(rows, 0) : NULL;
        t->series.last = number;
        if ((!there || strcmp(there, no) != 0) && !is_typed(t, no))
            t->nos[t->done++] = arena_strdup(t->arena, no);
    }
    return db_rows_close(rows, err);
}

/* The last number that is written in as many digits as this one. */
static int64_t last_of_length(int64_t number, int width)
{
    int64_t end = 10;
    for (int digits = 1; digits < width || end <= number; digits++) {
        if (end > INT64_MAX / 10)
            return INT64_MAX - 1;
        end *= 10;
    }
    return end - 1;
}

lia_status series_take_many(struct op *op, struct arena *a, lia_series_id id,
                            const char *const *typed, size_t typed_count, const char **nos,
                            size_t n, lia_error *err)
{
    struct taking t = {op, a, {0}, typed, typed_count, nos, n, 0};
    lia_status status = n ? read_series(op->db, id, &t.series, err) : LIA_OK;
    if (status || n == 0)
        return status;
    if (t.series.width == 0)
        return fail_blank(id, err);
    while (status == LIA_OK && t.done < n) {
        int64_t first = t.series.last + 1, last = first + (int64_t)(n - t.done) - 1;
        int64_t end = last_of_length(first, t.series.width);
        status = take_block(&t, first, last < end ? last : end, err);
    }
    if (status == LIA_OK)
        db_add(op->batch, "UPDATE number_series SET last = max(last, :last) WHERE series_id = :id",
               DB_PARAMS(db_i("last", t.series.last), db_i("id", id)));
    return status;
}

lia_status series_take(struct op *op, lia_series_id id, const char **no, lia_error *err)
{
    lia_series series;
    lia_status status = read_series(op->db, id, &series, err);
    if (status == LIA_OK && series.width == 0)
        return lia_fail(err, LIA_IN_USE, "no",
                        id == LIA_SERIES_CONTACT
                            ? _("No number series for contacts: set one in Marketing Setup")
                            : _("No number series for segments: set one in Marketing Setup"));
    if (status != LIA_OK)
        return status;
    return series_take_many(op, &op->arena, id, NULL, 0, no, 1, err);
}

/* --- Marketing Setup --- */

lia_status lia_series_get(lia_book *book, lia_series_id id, lia_series *out, lia_error *err)
{
    lia_series series;
    lia_status status = read_series(book->db, id, &series, err);
    if (status == LIA_OK)
        *out = series;
    return status;
}

struct change {
    lia_series_id id;
    int64_t version;
    const char *typed; /* tidied: "" blanks the series */
};

/* "CT000001" into prefix, width and the number before it, which is the last one used. */
static lia_status split(const char *typed, lia_series *out, lia_error *err)
{
    size_t len = strlen(typed), digits = 0;
    while (digits < len && typed[len - digits - 1] >= '0' && typed[len - digits - 1] <= '9')
        digits++;
    if (digits == 0)
        return lia_fail(err, LIA_INVALID, "first_number",
                        _("A series ends in digits: type its first number, such as CT000001"));
    if (digits > WIDTH_MAX)
        return lia_fail(err, LIA_INVALID, "first_number",
                        _("These are %zu digits: %d are the most"), digits, WIDTH_MAX);
    int64_t number = strtoll(typed + len - digits, NULL, 10);
    if (number == 0)
        return lia_fail(err, LIA_INVALID, "first_number",
                        _("Numbers begin with 1, as in CT000001"));
    snprintf(out->prefix, sizeof out->prefix, "%.*s", (int)(len - digits), typed);
    out->width = (int)digits;
    out->last = number - 1;
    return LIA_OK;
}

static lia_status work_out(const struct change *change, const lia_series *now, lia_series *then,
                           lia_error *err)
{
    *then = *now;
    if (!*change->typed) {
        then->width = 0;
        return LIA_OK;
    }
    char code[LIA_CODE_MAX], used[LIA_CODE_MAX];
    lia_status status = lia_code_normal(change->typed, "first_number", code, err);
    if (status == LIA_OK)
        status = split(code, then, err);
    if (status || strcmp(then->prefix, now->prefix) != 0 || then->last >= now->last)
        return status;
    format(now->prefix, now->width ? now->width : then->width, now->last, used);
    return lia_fail(err, LIA_INVALID, "first_number",
                    _("Numbers up to %s are used: begin with a later one"), used);
}

static lia_status fill_update(struct op *op, void *ctx, lia_error *err)
{
    const struct change *change = ctx;
    lia_series now, then;
    lia_status status = read_series(op->db, change->id, &now, err);
    if (status == LIA_OK)
        status = work_out(change, &now, &then, err);
    if (status)
        return status;
    op_guard_version(op, OP_NUMBER_SERIES, change->id, change->version);
    op->nothing = then.width == now.width && then.last == now.last &&
                  strcmp(then.prefix, now.prefix) == 0 && now.version == change->version;
    if (op->nothing)
        return LIA_OK;
    op_before_update(op, OP_NUMBER_SERIES, "series_id = :id", DB_PARAMS(db_i("id", change->id)));
    db_add(op->batch,
           "UPDATE number_series SET prefix = :prefix, width = :width, last = :last,"
           " changed_op = :op WHERE series_id = :id",
           DB_PARAMS(db_t("prefix", then.prefix), db_i("width", then.width),
                     db_i("last", then.last), db_i("op", op->id), db_i("id", change->id)));
    if (then.width)
        op_say(op, 1, _("Changed a number series: the next is %s"), change->typed);
    else
        op_say(op, 1, "%s", _("Blanked a number series"));
    return LIA_OK;
}

lia_status lia_series_update(lia_book *book, lia_series_id id, int64_t version,
                             const char *first_number, lia_error *err)
{
    struct arena a = {0};
    const char *line = contact_line(&a, first_number, NULL);
    struct change change = {id, version, utf8_upper(&a, line)};
    lia_status status = op_run(book, "series-edit", fill_update, &change, NULL, NULL, err);
    arena_clear(&a);
    return status;
}
