/* Whom a row means: no., else e-mail, else name, which may be a no.; asked for once for all rows,
 * many at a time. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "core/import_entries_write.h"
#include "core/interaction_rules.h"
#include "core/text_hash.h"

/* The most contacts that are named in one file: each takes some 250 bytes. */
enum { SHOWN = 30, AT_ONCE = 2000, ASKS_MAX = 500000 };

void entry_asks_clear(struct entry_asks *asks)
{
    vec_clear(&asks->asks);
    free(asks->slots);
    *asks = (struct entry_asks){0};
}

/* --- each once --- */

static bool same_ask(const struct entry_ask *a, const struct entry_ask *b)
{
    return a->hash == b->hash && a->company == b->company && strcmp(a->no, b->no) == 0 &&
           strcasecmp(a->email, b->email) == 0 && strcmp(a->fold, b->fold) == 0 &&
           strcmp(a->company_fold, b->company_fold) == 0;
}

static size_t slot_of(const struct entry_asks *asks, const struct entry_ask *ask)
{
    size_t mask = asks->slot_count - 1, i = (size_t)(ask->hash ^ ask->hash >> 32) & mask;
    while (asks->slots[i] && !same_ask(entry_ask_at(asks, asks->slots[i] - 1), ask))
        i = (i + 1) & mask;
    return i;
}

static void grow(struct entry_asks *asks)
{
    if (asks->asks.count * 2 < asks->slot_count)
        return;
    asks->slot_count = asks->slot_count ? asks->slot_count * 2 : 256;
    free(asks->slots);
    asks->slots = mem_alloc(asks->slot_count * sizeof *asks->slots);
    for (size_t i = 0; i < asks->asks.count; i++)
        asks->slots[slot_of(asks, entry_ask_at(asks, (uint32_t)i))] = (uint32_t)i + 1;
}

static uint64_t hash_ask(uint64_t seed, const struct entry_ask *ask)
{
    uint64_t h = hash_begin(seed, ask->company);
    h = hash_text(hash_text(h, ask->no), ask->fold);
    return hash_text(hash_email(h, ask->email), ask->company_fold);
}

/* In `scratch`, whatever of it is kept. */
static struct entry_ask ask_of(struct arena *scratch, const struct entry_row *row, bool company)
{
    char no[LIA_CODE_MAX];
    const char *said = row->text[company ? ROW_COMPANY_NO : ROW_CONTACT_NO];
    const char *its = row->text[ROW_COMPANY];
    bool alone = !*row->text[ROW_NAME] && !*row->text[ROW_EMAIL] && !*row->text[ROW_CONTACT_NO];
    struct entry_ask ask = {.no = "", .email = "", .name = "", .company_fold = ""};
    if (*said)
        ask.no = lia_code_normal(said, "", no, NULL) == LIA_OK ? arena_strdup(scratch, no) : said;
    ask.company = company || alone;
    ask.name = ask.company ? its : row->text[ROW_NAME];
    ask.email = company ? "" : row->text[ROW_EMAIL];
    ask.fold = *ask.name ? utf8_fold(scratch, ask.name) : "";
    if (!ask.company && *its)
        ask.company_fold = utf8_fold(scratch, its);
    return ask;
}

/* Stands for all that come behind the most: it asks for nobody. */
static uint32_t one_too_many(struct entry_asks *asks)
{
    if (asks->asks.count == ASKS_MAX)
        *(struct entry_ask *)vec_push(&asks->asks) = (struct entry_ask){
            .no = "",
            .email = "",
            .name = "",
            .fold = "",
            .company_fold = "",
            .unfound = _("the file names more than 500,000 contacts: split it")};
    return ASKS_MAX;
}

static void keep_ask(struct entry_asks *asks, struct arena *a, const struct entry_ask *ask)
{
    struct entry_ask *kept = vec_push(&asks->asks);
    *kept = *ask;
    kept->no = arena_strdup(a, ask->no);
    kept->email = arena_strdup(a, ask->email);
    kept->name = arena_strdup(a, ask->name);
    kept->fold = arena_strdup(a, ask->fold);
    kept->company_fold = arena_strdup(a, ask->company_fold);
}

uint32_t entry_asks_add(struct entry_asks *asks, struct arena *a, const struct entry_row *row,
                        bool company)
{
    struct arena scratch = {0};
    struct entry_ask ask = ask_of(&scratch, row, company);
    uint32_t at = ASK_NONE;
    if (*ask.no || *ask.email || *ask.fold) {
        ask.hash = hash_ask(asks->seed, &ask);
        asks->asks.size = sizeof ask;
        grow(asks);
        size_t slot = slot_of(asks, &ask);
        if (!asks->slots[slot] && asks->asks.count < ASKS_MAX) {
            keep_ask(asks, a, &ask);
            asks->slots[slot] = (uint32_t)asks->asks.count;
        }
        at = asks->slots[slot] ? asks->slots[slot] - 1 : one_too_many(asks);
    }
    arena_clear(&scratch);
    return at;
}

/* --- looking up --- */

struct candidate {
    int64_t id, salesperson_id;
    bool company, archived, blocked;
    lia_corr correspondence;
    const char *name, *fold, *no, *reason, *company_fold;
};

#define COLUMNS                                                                                    \
    "SELECT j.key, c.contact_id, c.type, c.archived, c.privacy_blocked, c.correspondence,"         \
    " coalesce(c.salesperson_id, 0), c.name, c.name_fold, c.no, c.privacy_reason,"                 \
    " coalesce((SELECT k.name_fold FROM contact AS k WHERE k.contact_id = c.company_id), '')"

static const char by_no[] =
    COLUMNS " FROM json_each(:asked) AS j CROSS JOIN contact AS c ON c.no = j.value";
static const char by_email[] =
    COLUMNS " FROM json_each(:asked) AS j CROSS JOIN contact AS c ON c.contact_id IN"
            " (SELECT contact_id FROM contact WHERE email = j.value COLLATE NOCASE AND email <> ''"
            " UNION SELECT contact_id FROM contact WHERE email2 = j.value COLLATE NOCASE"
            " AND email2 <> '' UNION SELECT contact_id FROM contact_channel"
            " WHERE value = j.value COLLATE NOCASE AND kind = 1)";
static const char by_name[] =
    COLUMNS " FROM json_each(:asked) AS j CROSS JOIN contact AS c ON c.name_fold = j.value";

struct answering {
    struct entry_asks *asks;
    struct db *db;
    struct arena *a;
    struct arena scratch;
    struct vec candidates; /* struct candidate, of one ask */
    struct vec at;         /* uint32_t: the asks of this round */
};

static struct candidate read_candidate(struct db_rows *rows, struct arena *a)
{
    return (struct candidate){
        .id = db_int(rows, 1),
        .company = db_int(rows, 2) == LIA_COMPANY,
        .archived = db_int(rows, 3),
        .blocked = db_int(rows, 4),
        .correspondence = (lia_corr)db_int(rows, 5),
        .salesperson_id = db_int(rows, 6),
        .name = arena_strdup(a, db_text(rows, 7)),
        .fold = arena_strdup(a, db_text(rows, 8)),
        .no = arena_strdup(a, db_text(rows, 9)),
        .reason = arena_strdup(a, db_text(rows, 10)),
        .company_fold = arena_strdup(a, db_text(rows, 11)),
    };
}

static bool same_name(const struct entry_ask *ask, const struct candidate *c)
{
    return strcmp(c->fold, ask->fold) == 0;
}
static bool same_company(const struct entry_ask *ask, const struct candidate *c)
{
    return strcmp(c->company_fold, ask->company_fold) == 0;
}
static bool right_type(const struct entry_ask *ask, const struct candidate *c)
{
    return c->company == ask->company;
}
static bool not_archived(const struct entry_ask *ask, const struct candidate *c)
{
    (void)ask;
    return !c->archived;
}

/* Keeps those for which it is so, unless it is so for none. */
static void prefer(struct vec *candidates, const struct entry_ask *ask,
                   bool (*is)(const struct entry_ask *ask, const struct candidate *c))
{
    struct candidate *all = candidates->items;
    size_t n = 0;
    for (size_t i = 0; i < candidates->count; i++)
        n += is(ask, &all[i]);
    if (n == 0)
        return;
    n = 0;
    for (size_t i = 0; i < candidates->count; i++)
        if (is(ask, &all[i]))
            all[n++] = all[i];
    candidates->count = n;
}

static void answer(struct answering *s, struct entry_ask *ask, const struct candidate *c)
{
    ask->found = true;
    ask->unfound = NULL;
    ask->contact_id = c->id;
    ask->salesperson_id = c->salesperson_id;
    ask->is_company = c->company;
    ask->archived = c->archived;
    ask->correspondence = c->correspondence;
    ask->contact_name = arena_strdup(s->a, c->name);
    ask->contact_no = arena_strdup(s->a, c->no);
    if (c->blocked && *c->reason)
        ask->blocked =
            arena_printf(s->a, _("privacy-blocked: %s"), rule_short(&s->scratch, c->reason, SHOWN));
    else if (c->blocked)
        ask->blocked = _("privacy-blocked");
}

enum way { BY_NO, BY_EMAIL, BY_NAME, BY_NAME_AS_NO };

/* What is the same no. is the same contact when the name is: nos. of another book are others. */
static void choose_by_no(struct answering *s, struct entry_ask *ask)
{
    const struct candidate *c = s->candidates.items;
    bool right =
        s->candidates.count && (!*ask->fold || same_name(ask, c)) && (!ask->company || c->company);
    if (right)
        answer(s, ask, c);
    else if (s->candidates.count)
        ask->unfound = arena_printf(s->a, _("no. %s is %s here, not %s"), ask->no,
                                    rule_short(&s->scratch, c->name, SHOWN),
                                    rule_short(&s->scratch, ask->name, SHOWN / 2));
    else
        ask->unfound = arena_printf(s->a, _("no contact has the no. %s"),
                                    rule_short(&s->scratch, ask->no, SHOWN));
}

static void choose(struct answering *s, struct entry_ask *ask, enum way way)
{
    size_t all = s->candidates.count;
    const char *what = way == BY_EMAIL ? ask->email : ask->name;
    what = rule_short(&s->scratch, what, SHOWN);
    if (way == BY_EMAIL && *ask->fold)
        prefer(&s->candidates, ask, same_name);
    if (*ask->company_fold)
        prefer(&s->candidates, ask, same_company);
    prefer(&s->candidates, ask, right_type);
    prefer(&s->candidates, ask, not_archived);
    ask->nobody = all == 0;
    bool wrong = ask->company && all && !((struct candidate *)s->candidates.items)->company;
    if (s->candidates.count == 1 && !wrong)
        answer(s, ask, s->candidates.items);
    else if (all > 1 && !wrong)
        ask->unfound =
            arena_printf(s->a,
                         way == BY_EMAIL ? _("%zu contacts have the e-mail %s: give the no.")
                                         : _("%zu contacts are called %s: give the no. or e-mail"),
                         s->candidates.count, what);
    else if (!ask->unfound)
        ask->unfound = arena_printf(s->a,
                                    way == BY_EMAIL ? _("no contact has the e-mail %s")
                                    : ask->company  ? _("no company is called %s")
                                                    : _("no contact is called %s"),
                                    what);
}

static void close_ask(struct answering *s, uint32_t at, enum way way)
{
    struct entry_ask *ask = entry_ask_at(s->asks, at);
    if (way == BY_NAME_AS_NO) {
        if (s->candidates.count)
            answer(s, ask, s->candidates.items);
    } else if (way == BY_NO)
        choose_by_no(s, ask);
    else
        choose(s, ask, way);
    s->candidates.count = 0;
    arena_clear(&s->scratch);
}

static lia_status look_up(struct answering *s, enum way way, const char *asked, lia_error *err)
{
    static const char *const sql[] = {by_no, by_email, by_name, by_no};
    struct db_rows *rows;
    size_t i = 0;
    lia_status status = db_query(s->db, sql[way], DB_PARAMS(db_t("asked", asked)), &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        for (; i < (size_t)db_int(rows, 0); i++)
            close_ask(s, VEC_AT(&s->at, uint32_t, i), way);
        *(struct candidate *)vec_push(&s->candidates) = read_candidate(rows, &s->scratch);
    }
    for (; i < s->at.count; i++)
        close_ask(s, VEC_AT(&s->at, uint32_t, i), way);
    return db_rows_close(rows, err);
}

/* Where only one column says who it was, that may be the no. as well (domain.md 9). */
static const char *name_as_no(const struct entry_ask *ask, char no[LIA_CODE_MAX])
{
    bool only = ask->nobody && !ask->company && !*ask->no;
    return only && lia_code_normal(ask->name, "", no, NULL) == LIA_OK ? no : "";
}

static const char *key_of(const struct entry_ask *ask, enum way way, char no[LIA_CODE_MAX])
{
    if (way == BY_NAME_AS_NO)
        return name_as_no(ask, no);
    return way == BY_NO ? ask->no : way == BY_EMAIL ? ask->email : ask->fold;
}

static lia_status run_round(struct answering *s, enum way way, json_t *asked, lia_error *err)
{
    char *text = json_dumps(asked, JSON_COMPACT);
    lia_status status = LIA_OK;
    if (s->at.count && text)
        status = look_up(s, way, text, err);
    free(text);
    json_array_clear(asked);
    s->at.count = 0;
    return status;
}

static lia_status answer_by(struct answering *s, enum way way, lia_error *err)
{
    char no[LIA_CODE_MAX];
    json_t *asked = json_array();
    lia_status status = LIA_OK;
    for (uint32_t i = 0; i < s->asks->asks.count && status == LIA_OK; i++) {
        const struct entry_ask *ask = entry_ask_at(s->asks, i);
        const char *key = key_of(ask, way, no);
        if (ask->found || !*key)
            continue;
        if (json_array_append_new(asked, json_string(key)) == 0)
            *(uint32_t *)vec_push(&s->at) = i;
        if (s->at.count == AT_ONCE)
            status = run_round(s, way, asked, err);
    }
    if (status == LIA_OK)
        status = run_round(s, way, asked, err);
    json_decref(asked);
    return status;
}

lia_status entry_asks_answer(struct entry_asks *asks, struct db *db, struct arena *a,
                             lia_error *err)
{
    struct answering s = {.asks = asks, .db = db, .a = a};
    s.candidates.size = sizeof(struct candidate);
    s.at.size = sizeof(uint32_t);
    lia_status status = LIA_OK;
    for (int way = BY_NO; way <= BY_NAME_AS_NO && status == LIA_OK; way++)
        status = answer_by(&s, (enum way)way, err);
    vec_clear(&s.candidates);
    vec_clear(&s.at);
    arena_clear(&s.scratch);
    return status;
}
