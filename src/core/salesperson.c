#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/code.h"
#include "core/code_record.h"
#include "core/contact_tidy.h"
#include "core/core.h"
#include "core/result.h"
#include "core/salesperson.h"
#include "liaise/setup.h"

static const struct code_kind kind = {
    .table = OP_SALESPERSON,
    .name = "salesperson",
    .key = "salesperson_id",
    .block = "salesperson-block",
    .unblock = "salesperson-unblock",
    .remove = "salesperson-delete",
    .blocked = N_("Blocked salesperson"),
    .unblocked = N_("Unblocked salesperson"),
    .removed = N_("Deleted salesperson"),
    .gone = N_("This salesperson is not in the book any more"),
    .in_use = N_("This salesperson is in use: block it, then new ones are not offered it"),
    .uses =
        {
            "SELECT 1 FROM setup WHERE new_salesperson_id = :id",
            "SELECT 1 FROM entry WHERE salesperson_id = :id LIMIT 1",
            "SELECT 1 FROM postponed WHERE salesperson_id = :id LIMIT 1",
            "SELECT 1 FROM segment WHERE salesperson_id = :id LIMIT 1",
            "SELECT 1 FROM contact WHERE salesperson_id = :id LIMIT 1",
            "SELECT 1 FROM segment_line WHERE salesperson_id = :id LIMIT 1",
        },
};

void lia_salesperson_list_clear(lia_salesperson_list *list)
{
    result_free(list->arena);
    *list = (lia_salesperson_list){0};
}

/* The rows of a query that begins with this, as a list. */
#define SELECT_SALESPERSON                                                                         \
    "SELECT salesperson_id, changed_op, code, name, email, phone, account, blocked FROM "          \
    "salesperson"

static lia_salesperson read_row(struct db_rows *rows, struct arena *a, const char *user)
{
    lia_salesperson s = {.id = db_int(rows, 0), .version = db_int(rows, 1)};
    s.code = arena_strdup(a, db_text(rows, 2));
    s.name = arena_strdup(a, db_text(rows, 3));
    s.email = arena_strdup(a, db_text(rows, 4));
    s.phone = arena_strdup(a, db_text(rows, 5));
    s.account = arena_strdup(a, db_text(rows, 6));
    s.blocked = db_int(rows, 7) != 0;
    s.me = *s.account && strcmp(s.account, user) == 0;
    return s;
}

static lia_status read_list(lia_book *book, const char *sql, const struct db_param *params,
                            const char *match, lia_salesperson_list *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(book->db, sql, params, &rows, err);
    if (status)
        return status;
    lia_salesperson_list list = {.arena = result_new()};
    struct vec items = VEC_OF(lia_salesperson);
    while (db_next(rows)) {
        lia_salesperson s = read_row(rows, list.arena, book->user);
        if (code_match(match, (const char *const[]){s.code, s.name, NULL}))
            *(lia_salesperson *)vec_push(&items) = s;
    }
    status = db_rows_close(rows, err);
    list.count = items.count;
    list.items = vec_move(&items, list.arena);
    if (status)
        lia_salesperson_list_clear(&list);
    else
        *out = list;
    return status;
}

lia_status lia_salesperson_list_all(lia_book *book, bool with_blocked, const char *match,
                                    lia_salesperson_list *out, lia_error *err)
{
    return read_list(book, SELECT_SALESPERSON " WHERE blocked <= :blocked ORDER BY code",
                     DB_PARAMS(db_i("blocked", with_blocked)), match, out, err);
}

lia_status lia_salesperson_get(lia_book *book, int64_t id, lia_salesperson_list *out,
                               lia_error *err)
{
    lia_salesperson_list list;
    lia_status status = read_list(book, SELECT_SALESPERSON " WHERE salesperson_id = :id",
                                  DB_PARAMS(db_i("id", id)), "", &list, err);
    if (status)
        return status;
    if (list.count == 0) {
        lia_salesperson_list_clear(&list);
        return lia_fail(err, LIA_NOT_FOUND, "", "%s", _(kind.gone));
    }
    *out = list;
    return LIA_OK;
}

lia_status lia_salesperson_find(lia_book *book, const char *code, int64_t *id, lia_error *err)
{
    return code_find(book, &kind, code, id, err);
}

lia_status lia_salesperson_mine(lia_book *book, int64_t *id, lia_error *err)
{
    return db_query_int(book->db, "SELECT salesperson_id FROM salesperson WHERE account = :user",
                        DB_PARAMS(db_t("user", book->user)), id, NULL, err);
}

/* --- saving --- */

struct save {
    lia_salesperson s; /* tidied */
    int64_t id;
};

static lia_status check(struct op *op, const lia_salesperson *s, lia_error *err)
{
    int64_t other = 0;
    lia_status status = code_check_free(op, &kind, s->code, s->id, err);
    if (status)
        return status;
    if (!contact_email_right(s->email))
        return contact_email_fail("email", err);
    if (!*s->account)
        return LIA_OK;
    status = db_query_int(op->db, "SELECT salesperson_id FROM salesperson WHERE account = :account",
                          DB_PARAMS(db_t("account", s->account)), &other, NULL, err);
    if (status == LIA_OK && other && other != s->id)
        return lia_fail(err, LIA_EXISTS, "account",
                        _("Another salesperson stands for this account already: leave it blank"));
    return status;
}

static lia_status fill_add(struct op *op, struct save *save, lia_error *err)
{
    const lia_salesperson *s = &save->s;
    lia_status status = op_take(op, "salesperson", 1, &save->id, err);
    if (status)
        return status;
    op_inserted(op, OP_SALESPERSON, save->id, save->id);
    db_add(op->batch,
           "INSERT INTO salesperson (salesperson_id, code, name, email, phone, account, blocked,"
           " op_id, changed_op) VALUES (:id, :code, :name, :email, :phone, :account, :blocked,"
           " :op, :op)",
           DB_PARAMS(db_i("id", save->id), db_t("code", s->code), db_t("name", s->name),
                     db_t("email", s->email), db_t("phone", s->phone), db_t("account", s->account),
                     db_i("blocked", s->blocked), db_i("op", op->id)));
    op_say(op, 1, _("Added salesperson %s %s"), s->code, s->name);
    return LIA_OK;
}

static bool same(const lia_salesperson *a, const lia_salesperson *b)
{
    return a->version == b->version && a->blocked == b->blocked && strcmp(a->code, b->code) == 0 &&
           strcmp(a->name, b->name) == 0 && strcmp(a->email, b->email) == 0 &&
           strcmp(a->phone, b->phone) == 0 && strcmp(a->account, b->account) == 0;
}

static lia_status fill_change(struct op *op, struct save *save, lia_error *err)
{
    const lia_salesperson *s = &save->s;
    lia_salesperson_list was;
    lia_status status = lia_salesperson_get(op->book, s->id, &was, err);
    if (status)
        return status;
    op->nothing = same(s, &was.items[0]);
    lia_salesperson_list_clear(&was);
    if (op->nothing)
        return LIA_OK;
    op_guard_version(op, OP_SALESPERSON, s->id, s->version);
    const struct db_param *params =
        DB_PARAMS(db_i("id", s->id), db_t("code", s->code), db_t("name", s->name),
                  db_t("email", s->email), db_t("phone", s->phone), db_t("account", s->account),
                  db_i("blocked", s->blocked), db_i("op", op->id));
    op_before_update(op, OP_SALESPERSON, "salesperson_id = :id", params);
    db_add(op->batch,
           "UPDATE salesperson SET code = :code, name = :name, email = :email, phone = :phone,"
           " account = :account, blocked = :blocked, changed_op = :op WHERE salesperson_id = :id",
           params);
    op_say(op, 1, _("Changed salesperson %s %s"), s->code, s->name);
    return LIA_OK;
}

static lia_status fill_save(struct op *op, void *ctx, lia_error *err)
{
    struct save *save = ctx;
    lia_status status = check(op, &save->s, err);
    if (status)
        return status;
    return save->s.id ? fill_change(op, save, err) : fill_add(op, save, err);
}

lia_status lia_salesperson_save(lia_book *book, const lia_salesperson *s, int64_t *id,
                                lia_error *err)
{
    struct arena a = {0};
    char code[LIA_CODE_MAX];
    struct save save = {.s = *s, .id = s->id};
    lia_status status = lia_code_normal(contact_line(&a, s->code, NULL), "code", code, err);
    save.s.code = code;
    save.s.name = contact_line(&a, s->name, NULL);
    save.s.email = contact_line(&a, s->email, NULL);
    save.s.phone = contact_line(&a, s->phone, NULL);
    save.s.account = contact_line(&a, s->account, NULL);
    if (status == LIA_OK)
        status = op_run(book, s->id ? "salesperson-edit" : "salesperson-add", fill_save, &save,
                        NULL, NULL, err);
    if (status == LIA_OK && id)
        *id = save.id;
    arena_clear(&a);
    return status;
}

lia_status lia_salesperson_block(lia_book *book, int64_t id, bool blocked, lia_error *err)
{
    return code_block(book, &kind, id, blocked, err);
}

lia_status lia_salesperson_delete(lia_book *book, int64_t id, lia_error *err)
{
    return code_delete(book, &kind, id, err);
}

/* --- who are you --- */

enum { CODE_LETTERS = 20 };

static bool is_letter(int32_t cp)
{
    return cp > 0x7F ? !utf8_unsafe(cp) && utf8_width_cp(cp) > 0 : cp > 0 && isalnum((int)cp);
}

/* The letters and digits of text, or the first of each word. */
static void add_letters(struct str *code, const char *text, bool initials)
{
    size_t len = strlen(text), letters = 0, used;
    bool starts = true;
    for (size_t at = 0; at < len && letters < CODE_LETTERS; at += used) {
        int32_t cp;
        used = utf8_decode(text + at, len - at, &cp);
        if (is_letter(cp) && (starts || !initials)) {
            str_add_n(code, text + at, used);
            letters++;
        }
        starts = !is_letter(cp);
    }
}

const char *salesperson_code(struct arena *a, const char *account, const char *full_name)
{
    struct str code = {0};
    add_letters(&code, account, false);
    if (!code.len)
        add_letters(&code, full_name, true);
    const char *upper = utf8_upper(a, code.len ? str_text(&code) : "ME");
    str_clear(&code);
    return upper;
}

/* code, or with a number behind it when somebody else has it. */
static lia_status free_code(lia_book *book, struct arena *a, const char *code, const char **out,
                            lia_error *err)
{
    int64_t other = 0;
    const char *candidate = code;
    int stem = strlen(code) > 16 ? (int)utf8_cut(code, 16) : (int)strlen(code);
    lia_status status = lia_salesperson_find(book, candidate, &other, err);
    for (int i = 2; status == LIA_OK && other; i++) {
        candidate = arena_printf(a, "%.*s%d", stem, code, i);
        status = lia_salesperson_find(book, candidate, &other, err);
    }
    *out = candidate;
    return status;
}

lia_status lia_salesperson_propose(lia_book *book, lia_salesperson_list *out, lia_error *err)
{
    lia_salesperson_list list = {.arena = result_new(), .count = 1};
    struct arena *a = list.arena;
    const char *code = NULL;
    lia_status status =
        free_code(book, a, salesperson_code(a, book->user, book->full_name), &code, err);
    if (status) {
        lia_salesperson_list_clear(&list);
        return status;
    }
    list.items = arena_alloc(a, sizeof *list.items);
    *list.items = (lia_salesperson){.code = code, .email = "", .phone = "", .me = true};
    list.items->name = arena_strdup(a, *book->full_name ? book->full_name : book->user);
    list.items->account = arena_strdup(a, book->user);
    *out = list;
    return LIA_OK;
}
