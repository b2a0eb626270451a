#include "core/record_find.h"

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/filter_match.h"
#include "liaise/values.h"

/* So many are looked up by one statement. */
enum { SLICE = 5000, PHONE_DIGITS_MIN = 4 };

/* When it was last in touch (domain.md 8): the latest attempt that succeeded. */
#define LAST_OF(key, index)                                                                        \
    "(SELECT e.wall FROM entry AS e INDEXED BY " index " WHERE e." key " = c.contact_id"           \
    " AND e.canceled_op IS NULL AND e.failed = 0 ORDER BY e.wall DESC LIMIT 1)"

/* Candidates for the asks of :asks, a JSON array; FOUND gives (key, contact_id). */
#define CANDIDATES(FOUND)                                                                          \
    "SELECT f.key, c.contact_id, c.archived * 4 + (c.archived = 0 AND c.privacy_blocked) * 2"      \
    " + (c.type = 1), coalesce(iif(c.type = 1, " LAST_OF(                                          \
        "company_id",                                                                              \
        "entry_company") ", " LAST_OF("contact_id",                                                \
                                      "entry_contact") "), -9000000000000000) FROM (" FOUND        \
                                                       ") AS f"                                    \
                                                       " JOIN contact AS c ON c.contact_id = "     \
                                                       "f.contact_id"

/* One way to find contacts: `key` makes of an ask what its SQL compares with, NULL when the ask
 * cannot mean that. */
struct way {
    const char *(*key)(struct arena *a, const char *ask);
    const char *sql;
};

static const char *no_key(struct arena *a, const char *ask)
{
    char no[LIA_CODE_MAX];
    return lia_code_normal(ask, "", no, NULL) == LIA_OK ? arena_strdup(a, no) : NULL;
}

static const char *email_key(struct arena *a, const char *ask)
{
    (void)a;
    return strchr(ask, '@') ? ask : NULL;
}

/* Only what looks like a number as people write them. */
static const char *phone_key(struct arena *a, const char *ask)
{
    size_t len = strlen(ask), digits = 0;
    if (strspn(ask, "+0123456789 ()-./") != len)
        return NULL;
    for (const char *c = ask; *c; c++)
        digits += *c >= '0' && *c <= '9';
    char *needle = arena_alloc(a, len + 3);
    return digits >= PHONE_DIGITS_MIN && filter_match_phone_needle(ask, len, true, needle) ? needle
                                                                                           : NULL;
}

static const char *name_key(struct arena *a, const char *ask)
{
    const char *fold = utf8_fold(a, ask);
    return *fold ? fold : NULL;
}

#define ASKS       "FROM json_each(:asks) AS a CROSS JOIN "
#define ASKED      " WHERE a.type = 'text' AND "
#define SAME_EMAIL " = a.value COLLATE NOCASE"

static const struct way by_email = {
    email_key,
    CANDIDATES("SELECT a.key, x.contact_id " ASKS "contact AS x" ASKED "x.email" SAME_EMAIL
               " AND x.email <> '' UNION SELECT a.key, x.contact_id " ASKS "contact AS x" ASKED
               "x.email2" SAME_EMAIL " AND x.email2 <> '' UNION SELECT a.key, x.contact_id " ASKS
               "contact_channel AS x" ASKED "x.value" SAME_EMAIL " AND x.kind = 1")};

static const struct way by_no = {
    no_key, CANDIDATES("SELECT a.key, x.contact_id " ASKS "contact AS x" ASKED "x.no = a.value")};

static const struct way by_phone = {
    phone_key,
    CANDIDATES("SELECT a.key, x.contact_id " ASKS "contact AS x" ASKED
               "((x.phone <> '' AND lia_phone(x.phone, a.value)) OR (x.mobile <> '' AND"
               " lia_phone(x.mobile, a.value))) UNION SELECT a.key, x.contact_id " ASKS
               "contact_channel AS x" ASKED "x.kind = 2 AND lia_phone(x.value, a.value)")};

static const struct way by_name = {
    name_key,
    CANDIDATES("SELECT a.key, x.contact_id " ASKS "contact AS x" ASKED "x.name_fold = a.value")};

/* --- one slice --- */

/* A candidate for `found`: the better one stays. */
static void consider(struct record_found *found, int64_t contact_id, int rank, int64_t last)
{
    enum { ARCHIVED = 4 };
    bool better = !found->contact_id || rank < found->rank ||
                  (rank == found->rank &&
                   (last > found->last || (last == found->last && contact_id < found->contact_id)));
    if (found->contact_id && (better ? found->rank : rank) < ARCHIVED)
        found->others++;
    if (!better)
        return;
    found->contact_id = contact_id;
    found->rank = rank;
    found->last = last;
}

/* Those of the slice that nothing was found for yet. */
static lia_status look_up(struct db *db, const struct way *way, const char *const *asks, size_t n,
                          struct record_found *out, lia_error *err)
{
    struct arena a = {0};
    struct str json = {0};
    size_t asked = 0;
    for (size_t i = 0; i < n; i++) {
        const char *key = out[i].contact_id || !*asks[i] ? NULL : way->key(&a, asks[i]);
        str_add_char(&json, i ? ',' : '[');
        if (key)
            json_add_string(&json, key);
        else
            str_add(&json, "null");
        asked += key != NULL;
    }
    str_add_char(&json, ']');
    struct db_rows *rows;
    lia_status status = LIA_OK;
    if (asked) {
        status = db_query(db, way->sql, DB_PARAMS(db_t("asks", str_text(&json))), &rows, err);
        while (status == LIA_OK && db_next(rows))
            consider(&out[db_int(rows, 0)], db_int(rows, 1), (int)db_int(rows, 2), db_int(rows, 3));
        if (status == LIA_OK)
            status = db_rows_close(rows, err);
    }
    str_clear(&json);
    arena_clear(&a);
    return status;
}

lia_status record_find(struct db *db, enum record_find_by by, const char *const *asks, size_t n,
                       struct record_found *out, lia_error *err)
{
    static const struct way *const anything[] = {&by_no, &by_email, &by_phone, &by_name, NULL};
    static const struct way *const email[] = {&by_email, NULL};
    const struct way *const *ways = by == RECORD_BY_EMAIL ? email : anything;
    lia_status status = LIA_OK;
    for (size_t i = 0; i < n; i++)
        out[i] = (struct record_found){0};
    for (size_t from = 0; from < n && status == LIA_OK; from += SLICE)
        for (int w = 0; ways[w] && status == LIA_OK; w++)
            status = look_up(db, ways[w], asks + from, n - from < SLICE ? n - from : SLICE,
                             out + from, err);
    return status;
}
