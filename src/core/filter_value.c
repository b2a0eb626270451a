/* The values of fields and the words of the filter language: from what is written to what SQL
 * compares with. */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "base/words.h"
#include "core/filter_match.h"
#include "core/filter_tree.h"

enum { WORD_MAX = 200, INSIDE_MIN = 3, SHOWN_MAX = 16, CODE_LIST = 32 };

/* --- messages --- */

const char *written_shown(struct parser *p, const struct written *w)
{
    const char *s = p->text + w->at;
    size_t len = w->len, at = 0;
    for (int n = 0; at < len && n < SHOWN_MAX; n++) {
        int32_t cp;
        at += utf8_decode(s + at, len - at, &cp);
    }
    struct str text = {0};
    utf8_visible(&text, s, at, false);
    if (at < len)
        str_add(&text, "…");
    const char *copy = arena_strdup(p->arena, str_text(&text));
    str_clear(&text);
    return copy;
}

#define FAIL(p, w, ...) parser_fail((p), (w)->at, (w)->len, __VA_ARGS__)

/* --- texts --- */

char *written_text(struct parser *p, const struct written *w)
{
    char *text = arena_strndup(p->arena, p->text + w->at, w->len), *to = text;
    if (!w->quoted)
        return text;
    for (const char *from = text; *from; from++) {
        if (*from == '\\' && (from[1] == '"' || from[1] == '\\'))
            from++;
        *to++ = *from;
    }
    *to = '\0';
    return text;
}

/* The words of folded text, parted by one blank. NULL: it has none. */
static const char *words_of(struct arena *a, const char *folded)
{
    struct str words = {0};
    size_t len = strlen(folded), at = 0, start = 0, n;
    while ((n = word_find(folded, len, at, &start)) > 0) {
        if (words.len)
            str_add_char(&words, ' ');
        str_add_n(&words, folded + start, n);
        at = start + n;
    }
    const char *copy = words.len ? arena_strdup(a, str_text(&words)) : NULL;
    str_clear(&words);
    return copy;
}

static int letters(const char *s)
{
    int n = 0;
    int32_t cp;
    for (size_t at = 0, len = strlen(s); at < len; n++)
        at += utf8_decode(s + at, len - at, &cp);
    return n;
}

static lia_status inside(struct parser *p, const struct written *w, char *raw, struct value *out)
{
    size_t len = strlen(raw);
    if (len > 1 && raw[len - 1] == '*')
        raw[len - 1] = '\0';
    out->match = MATCH_INSIDE;
    out->text = utf8_fold(p->arena, raw + 1);
    if (letters(out->text) < INSIDE_MIN)
        return FAIL(p, w, _("After * write 3 letters or more, as in *berg"));
    return LIA_OK;
}

/* A word, "literal", *inside, or the whole text. */
static lia_status text_read(struct parser *p, const struct written *w, struct value *out)
{
    char *raw = written_text(p, w);
    *out = (struct value){.kind = VALUE_TEXT, .raw = raw};
    if (strlen(raw) > WORD_MAX)
        return FAIL(p, w, _("Too long to look for: a word has at most %d letters"), WORD_MAX);
    if (!w->quoted && !w->whole && raw[0] == '*')
        return inside(p, w, raw, out);
    const char *folded = utf8_fold(p->arena, raw);
    if (w->whole || w->quoted) {
        out->match = w->whole ? MATCH_WHOLE : MATCH_PHRASE;
        out->text = folded;
        return folded[0] ? LIA_OK
                         : FAIL(p, w, _("Nothing between the quotes; write what to look for"));
    }
    out->match = MATCH_WORDS;
    out->text = words_of(p->arena, folded);
    if (!out->text)
        return FAIL(p, w, _("%s: no letter or digit to look for; put signs in quotes"),
                    written_shown(p, w));
    return LIA_OK;
}

lia_status word_read(struct parser *p, const struct written *w, struct value *out)
{
    return text_read(p, w, out);
}

/* Keys in upper case: CALL-OUT, CALL*, *OUT. */
static void key_read(struct parser *p, const struct written *w, struct value *out)
{
    char *text = utf8_upper(p->arena, written_text(p, w));
    size_t len = strlen(text);
    bool literal = w->quoted || w->whole;
    *out = (struct value){.kind = VALUE_TEXT, .match = MATCH_WHOLE, .text = text};
    if (!literal && len && text[len - 1] == '*') {
        text[len - 1] = '\0';
        out->match = MATCH_BEGINS;
    }
    if (!literal && text[0] == '*') {
        out->text = text + 1;
        out->match = MATCH_INSIDE;
    }
}

static lia_status no_read(struct parser *p, const struct written *w, struct value *out)
{
    key_read(p, w, out);
    char *dots = strstr((char *)out->text, "..");
    if (w->quoted || w->whole || !dots)
        return LIA_OK;
    *dots = '\0';
    out->kind = VALUE_TEXT_RANGE;
    out->to = dots[2] ? dots + 2 : NULL;
    if (!out->text[0])
        out->text = NULL;
    if (!out->text && !out->to)
        return FAIL(p, w, _("A range has a number at one end at least, as in CT01..CT09"));
    return LIA_OK;
}

/* A segment that is there is looked for by its key. */
static lia_status segment_read(struct parser *p, const struct written *w, struct value *out)
{
    lia_status status = no_read(p, w, out);
    if (status || out->kind != VALUE_TEXT || out->match != MATCH_WHOLE)
        return status;
    int64_t id;
    bool found;
    status = db_query_int(p->book->db, "SELECT segment_id FROM segment WHERE no = :no",
                          DB_PARAMS(db_t("no", out->text)), &id, &found, p->err);
    if (status == LIA_OK && found)
        *out = (struct value){.kind = VALUE_ID, .lo = id};
    return status;
}

/* A code that the table does not have is a slip: the nearest ones are named. */
static lia_status code_read(struct parser *p, const struct field *field, const struct written *w,
                            struct value *out)
{
    key_read(p, w, out);
    if (out->match != MATCH_WHOLE)
        return LIA_OK;
    struct near near = {0};
    struct db_rows *rows;
    const char *sql =
        arena_printf(p->arena, "SELECT %s, code FROM %s ORDER BY code", field->key, field->table);
    lia_status status = db_query(p->book->db, sql, DB_NONE, &rows, p->err);
    if (status)
        return status;
    while (out->kind == VALUE_TEXT && db_next(rows)) {
        if (strcmp(db_text(rows, 1), out->text) == 0) {
            out->kind = VALUE_ID;
            out->lo = db_int(rows, 0);
        }
        near_add(&near, out->text, strlen(out->text), db_text(rows, 1));
    }
    status = db_rows_close(rows, p->err);
    if (status || out->kind == VALUE_ID)
        return status;
    char codes[CODE_LIST];
    near_text(&near, codes, sizeof codes);
    if (!codes[0])
        return FAIL(p, w, _("%s: there is no %s, nor any other yet"), field->name,
                    written_shown(p, w));
    return FAIL(p, w, _("%s: no %s; near: %s"), field->name, written_shown(p, w), codes);
}

static lia_status tag_read(struct parser *p, const struct written *w, struct value *out)
{
    char *raw = written_text(p, w);
    *out = (struct value){
        .kind = VALUE_TEXT, .match = MATCH_WHOLE, .raw = raw, .text = utf8_fold(p->arena, raw)};
    size_t len = strlen(out->text);
    bool begins = len && out->text[len - 1] == '*';
    if (begins && (w->quoted || w->whole))
        return FAIL(p, w, _("A tag has no *; without quotes it stands for the rest"));
    if (len == (size_t)begins || strchr(out->text, ','))
        return FAIL(p, w, _("A tag is missing, as in tag:vip,press"));
    if (begins)
        out->match = MATCH_BEGINS;
    return LIA_OK;
}

static lia_status phone_read(struct parser *p, const struct written *w, struct value *out)
{
    char *needle = arena_alloc(p->arena, w->len + 3);
    *out = (struct value){.kind = VALUE_TEXT, .text = needle};
    if (!filter_match_phone_needle(p->text + w->at, w->len, w->whole, needle))
        return FAIL(p, w, _("A phone number is looked for by its digits, as in phone:0701234"));
    return LIA_OK;
}

/* A contact or company can be named by its no.: then it is that one, whatever the names. */
static lia_status named_read(struct parser *p, const struct written *w, struct value *out)
{
    lia_status status = text_read(p, w, out);
    if (status || w->quoted)
        return status;
    int64_t id;
    bool found;
    const char *no = utf8_upper(p->arena, out->raw);
    status = db_query_int(p->book->db, "SELECT contact_id FROM contact WHERE no = :no",
                          DB_PARAMS(db_t("no", no)), &id, &found, p->err);
    if (status == LIA_OK && found)
        *out = (struct value){.kind = VALUE_ID, .lo = id};
    return status;
}

/* --- sets --- */

static lia_status bool_read(struct parser *p, const struct field *field, const struct written *w,
                            struct value *out)
{
    static const char *const words[2][4] = {{"no", "n", "false", "0"}, {"yes", "y", "true", "1"}};
    const char *text = utf8_fold(p->arena, written_text(p, w));
    for (int is = 0; is < 2; is++) {
        bool fits = strcmp(text, utf8_fold(p->arena, is ? _("yes") : _("no"))) == 0;
        for (int i = 0; i < 4; i++)
            fits = fits || strcmp(text, words[is][i]) == 0;
        if (fits) {
            *out = (struct value){.kind = VALUE_BITS, .lo = 1 << is};
            return LIA_OK;
        }
    }
    return FAIL(p, w, _("%s: %s should be yes or no"), field->name, written_shown(p, w));
}

/* The values whose code begins so. */
static int64_t set_beginning(lia_value_set set, const char *text)
{
    int64_t bits = 0;
    size_t len = strlen(text);
    for (int v = 0; v < FIELD_SET_MAX; v++) {
        const char *code = lia_value_code(set, v);
        if (code && code[0] && len && strncmp(code, text, len) == 0)
            bits |= (int64_t)1 << v;
    }
    return bits;
}

static const char *set_values(struct parser *p, const struct field *field)
{
    struct str list = {0};
    for (int v = 0; v < FIELD_SET_MAX; v++) {
        const char *code = lia_value_code(field->set, v);
        if (code && code[0])
            str_add_f(&list, "%s%s", list.len ? "/" : "", code);
    }
    if (field->blank)
        str_add(&list, "/none");
    const char *copy = arena_strdup(p->arena, str_text(&list));
    str_clear(&list);
    return copy;
}

static lia_status set_read(struct parser *p, const struct field *field, const struct written *w,
                           struct value *out)
{
    char *text = written_text(p, w);
    size_t len = strlen(text);
    *out = (struct value){.kind = VALUE_BITS};
    if (len && text[len - 1] == '*' && !w->quoted && !w->whole) {
        text[len - 1] = '\0';
        out->lo = set_beginning(field->set, utf8_fold(p->arena, text));
    } else {
        int value = len ? lia_value_parse(field->set, text) : -1;
        out->lo = value >= 0 ? (int64_t)1 << value : 0;
    }
    if (!out->lo)
        return FAIL(p, w, _("%s: try %s"), field->name, set_values(p, field));
    return LIA_OK;
}

/* --- any --- */

static bool is_none(struct parser *p, const struct written *w)
{
    if (w->quoted || w->whole)
        return false;
    const char *text = utf8_fold(p->arena, written_text(p, w));
    const char *const words[] = {"none", "never", _("none"), _("never")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, utf8_fold(p->arena, words[i])) == 0)
            return true;
    return false;
}

lia_status value_read(struct parser *p, const struct field *field, const struct written *w,
                      struct value *out)
{
    if (!w->len)
        return parser_fail(p, w->at, w->len, _("%s: a value is missing, as in %s"), field->name,
                           field_example(p->kind, field));
    if (field->blank && is_none(p, w)) {
        *out = (struct value){.kind = VALUE_NONE};
        return LIA_OK;
    }
    lia_status status;
    switch (field->type) {
    case TYPE_TEXT:
        return text_read(p, w, out);
    case TYPE_NAMED:
        return named_read(p, w, out);
    case TYPE_USER:
        status = text_read(p, w, out);
        if (status == LIA_OK && out->match == MATCH_WORDS && p->text[w->at + w->len - 1] != '*') {
            out->match = MATCH_WHOLE;
            out->text = utf8_fold(p->arena, out->raw);
        }
        return status;
    case TYPE_NO:
        return no_read(p, w, out);
    case TYPE_SEGMENT:
        return segment_read(p, w, out);
    case TYPE_CODE:
        return code_read(p, field, w, out);
    case TYPE_TAG:
        return tag_read(p, w, out);
    case TYPE_PHONE:
        return phone_read(p, w, out);
    case TYPE_SET:
        return set_read(p, field, w, out);
    case TYPE_BOOL:
        return bool_read(p, field, w, out);
    default:
        return range_read(p, field, w, out);
    }
}
