/* Nothing that a card says is lost: cards made of random properties, groups and parameters are
 * imported and exported, and what each of their lines says must be in the card that comes out, in
 * both versions. What may be written in another way is listed below, each with its source. */
#include <stdlib.h>

#include "round_trip.h"

enum { LINES_MAX = 60, PARAMS_MAX = 12 };

struct line {
    const char *group, *name, *value;
    const char *params[PARAMS_MAX]; /* "NAME=value"; of TYPE one for each word, in capitals */
    size_t count;
};
struct card {
    struct line lines[LINES_MAX];
    size_t count;
};

/* --- reading, by RFC 6350 3.3 and RFC 2426 4, apart from the reader that is tested --- */

static const char *upper(struct arena *a, const char *s, size_t n)
{
    char *copy = arena_strndup(a, s, n);
    for (char *c = copy; *c; c++)
        *c -= *c >= 'a' && *c <= 'z' ? 0x20 : 0;
    return copy;
}

static void add_param(struct arena *a, struct line *line, const char *s, size_t n)
{
    const char *equals = memchr(s, '=', n);
    assert_non_null(equals);
    const char *name = upper(a, s, (size_t)(equals - s));
    const char *value = arena_strndup(a, equals + 1, n - (size_t)(equals + 1 - s));
    bool type = strcmp(name, "TYPE") == 0;
    if (*value == '"')
        value = arena_strndup(a, value + 1, strlen(value) - 2);
    for (size_t len; *value; value += len + (value[len] != '\0')) {
        len = type ? strcspn(value, ",") : strlen(value);
        const char *word = type ? upper(a, value, len) : value;
        assert_true(line->count < PARAMS_MAX);
        line->params[line->count++] = arena_printf(a, "%s=%s", name, word);
    }
}

static size_t until(const char *s, const char *marks)
{
    bool quoted = false;
    size_t n = 0;
    for (; s[n] && (quoted || !strchr(marks, s[n])); n++)
        quoted ^= s[n] == '"';
    return n;
}

static struct line read_line(struct arena *a, const char *s)
{
    struct line line = {.group = ""};
    size_t n = strcspn(s, ":;"), dot = strcspn(s, ".:;");
    if (s[dot] == '.') {
        line.group = upper(a, s, dot);
        s += dot + 1;
        n -= dot + 1;
    }
    line.name = upper(a, s, n);
    for (s += n; *s == ';'; s += n) {
        n = until(++s, ";:");
        add_param(a, &line, s, n);
    }
    assert_int_equal(*s, ':');
    line.value = s + 1;
    return line;
}

/* The card at *s, which becomes what is behind it. */
static struct card read_card(struct arena *a, const char **s)
{
    struct card card = {0};
    struct str text = {0};
    const char *end = strstr(*s, "END:VCARD\r\n");
    assert_non_null(end);
    while (*s < end) {
        size_t n = strcspn(*s, "\r");
        str_add_n(&text, *s, n);
        *s += n + 2;
        if (**s == ' ') {
            ++*s;
            continue;
        }
        assert_true(card.count < LINES_MAX);
        card.lines[card.count++] = read_line(a, arena_strndup(a, str_text(&text), text.len));
        str_truncate(&text, 0);
    }
    *s = end + strlen("END:VCARD\r\n");
    str_clear(&text);
    return card;
}

/* --- what may be written in another way --- */

static bool has(const struct line *line, const char *param)
{
    for (size_t i = 0; i < line->count; i++)
        if (strcmp(line->params[i], param) == 0)
            return true;
    return false;
}

/* Is the parameter one that needs not come out? */
static bool may_go(const struct line *line, const char *param, const struct line *out)
{
    const char *name = line->name;
    /* every phone is one for voice (RFC 2426 3.3.1, RFC 6350 6.4.1), every e-mail one of the
     * internet (RFC 2426 3.3.2), when nothing else is said */
    if (strcmp(param, "TYPE=VOICE") == 0 && strcmp(name, "TEL") == 0)
        return true;
    if (strcmp(param, "TYPE=INTERNET") == 0 && strcmp(name, "EMAIL") == 0)
        return true;
    /* the preferred one is a type in 3.0, and has the best of numbers in 4.0 (RFC 6350 5.3) */
    if (strcmp(param, "TYPE=PREF") == 0 && has(out, "PREF=1"))
        return true;
    if (strcmp(param, "PREF=1") == 0 && has(out, "TYPE=PREF"))
        return true;
    /* how the value is written, where it is the default of its name (RFC 6350 6.4.1, 6.4.2, 6.7.8;
     * RFC 2426 3.1.5) */
    if (strncmp(param, "VALUE=", 6) == 0)
        return strcmp(name, "TEL") == 0 || strcmp(name, "EMAIL") == 0 || strcmp(name, "URL") == 0 ||
               strcmp(param, "VALUE=date") == 0 || strcmp(param, "VALUE=date-and-or-time") == 0;
    return false;
}

/* Digits and letters of a date: 3.0 has it with marks, 4.0 without (RFC 2426 3.1.5, RFC 6350 4.3).
 */
static const char *bare_date(struct arena *a, const char *s)
{
    char *copy = arena_strdup(a, s), *to = copy;
    for (; *s; s++)
        if (*s != '-' && *s != ':')
            *to++ = *s;
    *to = '\0';
    return copy;
}

static bool same_value(struct arena *a, const struct line *line, const struct line *out)
{
    const char *value = line->value;
    if (strcmp(value, out->value) == 0)
        return true;
    /* what is missing at the end of an address is blank (RFC 2426 3.2.1) */
    if (strcmp(line->name, "ADR") == 0) {
        size_t n = strlen(value);
        return strncmp(value, out->value, n) == 0 && !out->value[n + strspn(out->value + n, ";")];
    }
    /* a phone is the text of its URI (RFC 6350 6.4.1, RFC 3966 3) */
    if (strcmp(line->name, "TEL") == 0 && strncmp(value, "tel:", 4) == 0)
        return strcmp(value + 4, out->value) == 0;
    if (strcmp(line->name, "BDAY") != 0)
        return false;
    /* 3.0 cannot leave out a year but as Apple's programs do */
    if (has(out, "X-APPLE-OMIT-YEAR=1604") && strncmp(value, "--", 2) == 0)
        return strcmp(bare_date(a, value), bare_date(a, out->value + 4)) == 0;
    return strcmp(bare_date(a, value), bare_date(a, out->value)) == 0;
}

/* The label of the line's group, "" none; how many other lines the group has. */
static const char *label_of(const struct card *card, const struct line *line, size_t *others)
{
    const char *label = "";
    *others = 0;
    for (size_t i = 0; *line->group && i < card->count; i++) {
        const struct line *other = &card->lines[i];
        if (other == line || strcmp(other->group, line->group) != 0)
            continue;
        if (strcmp(other->name, "X-ABLABEL") == 0)
            label = other->value;
        else
            ++*others;
    }
    return label;
}

/* A group only ties lines together (RFC 6350 3.3): one of a label and what it labels may be called
 * otherwise. */
static bool same_group(const struct card *card, const struct line *line, const struct card *out,
                       const struct line *found)
{
    size_t others, more;
    if (strcmp(line->group, found->group) == 0)
        return true;
    const char *label = label_of(card, line, &others);
    return *label && others == 0 && strcmp(label, label_of(out, found, &more)) == 0 && more == 0;
}

static bool says_all(struct arena *a, const struct card *card, const struct line *line,
                     const struct card *out, const struct line *found)
{
    if (strcmp(line->name, found->name) != 0 || !same_value(a, line, found))
        return false;
    for (size_t i = 0; i < line->count; i++)
        if (!has(found, line->params[i]) && !may_go(line, line->params[i], found))
            return false;
    return *line->group ? same_group(card, line, out, found) : true;
}

/* Tags are a set (RFC 6350 6.7.1): the words of several lines that say nothing else may stand in
 * one. */
static bool has_word(const struct card *out, const struct line *line, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i < out->count; i++) {
        const struct line *found = &out->lines[i];
        bool all = strcmp(found->name, "CATEGORIES") == 0;
        for (size_t k = 0; all && k < line->count; k++)
            all = has(found, line->params[k]) || may_go(line, line->params[k], found);
        for (const char *s = all ? found->value : ""; *s;) {
            size_t n = strcspn(s, ",");
            if (n == len && strncmp(s, word, n) == 0)
                return true;
            s += n + (s[n] == ',');
        }
    }
    return false;
}

static bool has_words(struct arena *a, const struct card *out, const struct line *line)
{
    for (const char *s = line->value; *s;) {
        size_t n = strcspn(s, ",");
        if (!has_word(out, line, arena_strndup(a, s, n)))
            return false;
        s += n + (s[n] == ',');
    }
    return true;
}

/* Lines that are the writer's own: what version it has, and when the card was written
 * (RFC 6350 6.7.4, 6.7.9). A card is of an individual when it says nothing else (6.1.4). */
static bool is_of_writer(const struct line *line)
{
    return strcmp(line->name, "VERSION") == 0 || strcmp(line->name, "REV") == 0 ||
           (strcmp(line->name, "KIND") == 0 && strcmp(line->value, "individual") == 0);
}

/* A line may stand for another one that says the same and less: a number that is there twice. */
static bool comes_out(struct arena *a, const struct card *card, const struct line *line,
                      const struct card *out)
{
    if (is_of_writer(line))
        return true;
    if (strcmp(line->name, "CATEGORIES") == 0)
        return has_words(a, out, line);
    for (size_t i = 0; i < out->count; i++)
        if (says_all(a, card, line, out, &out->lines[i]))
            return true;
    return false;
}

/* --- cards --- */

static const char *some(const char *const *words)
{
    uint32_t n = 0;
    while (words[n])
        n++;
    return words[trip_some(n)];
}

static void add_params(struct str *out, const char *name, bool v4)
{
    static const char *const phone[] = {"WORK",       "HOME",          "CELL",     "FAX",
                                        "work,voice", "PAGER",         "home,fax", "MSG",
                                        "X-BOAT",     "\"cell,home\"", "VOICE",    NULL};
    static const char *const other[] = {"WORK",   "HOME",     "home", "OTHER",
                                        "X-BOAT", "INTERNET", NULL};
    static const char *const more[] = {"LANGUAGE=sv",
                                       "ALTID=1",
                                       "PID=1.1,2.1",
                                       "X-ONE=\"a;b:c\"",
                                       "X-two=^n^'^^",
                                       "SORT-AS=\"Ek,Jo\"",
                                       "GEO=\"geo:1,2\"",
                                       "LABEL=\"Hill^nLund\"",
                                       "TZ=+0100",
                                       "INDEX=1",
                                       NULL};
    bool tel = strcmp(name, "TEL") == 0;
    bool way =
        tel || strcmp(name, "EMAIL") == 0 || strcmp(name, "URL") == 0 || strcmp(name, "ADR") == 0;
    if (way && trip_some(2))
        str_add_f(out, ";%s=%s", trip_some(3) ? "TYPE" : "type", some(tel ? phone : other));
    if (trip_some(3) == 0 && (v4 || way)) {
        if (v4)
            str_add_f(out, ";PREF=%u", trip_some(3) ? 1 + trip_some(3) : 50);
        else
            str_add(out, ";TYPE=pref");
    }
    if (trip_some(3) == 0)
        str_add_f(out, ";%s", some(more));
    if (trip_some(9) == 0)
        str_add(out, ";X-THREE=3");
}

static const char *const phones[] = {"+46 46 1", "046-2", "046-3", "1\\,2", NULL};
static const char *const emails[] = {"a@x.example", "b@x.example", "c@x.example", NULL};
static const char *const pages[] = {"http://a.example/?b,c;d", "https://e.example/", NULL};
static const char *const addresses[] = {";;Main 1;Lund;;22100;Sweden",
                                        "Box 1;;Main 2;Lund;;;",
                                        ";Floor 3;Main 3;Oslo;;;Norway",
                                        ";;Hill 1\\nHouse 2\\nBack;Rome;RM;;",
                                        ";;Main 4,House 5;Lund;;;",
                                        ";;Main 6",
                                        ";;;Kiruna;;;",
                                        ";;Main 7;Lund;;1;SE;room;flat",
                                        NULL};
static const char *const names[] = {"Ek;Jo;;;",           "Ek;Jo;Kim,Bo;Dr.;MD", "van Ek;Jo Ann;;;",
                                    "Ek;Jo;;;;Second;II", "Holm;Ann;;;",         NULL};
static const char *const firms[] = {"Acme", "Acme;Sales;North", "A\\, B & C", NULL};
static const char *const titles[] = {"Chief", "Head of\\, all", NULL};
static const char *const notes[] = {"one", "two\\nlines", "three\\, four\\; five", NULL};
static const char *const tags[] = {"vip",   "VIP", "Good Friends,press", "press,vip", "a\\,b",
                                   "Émile", NULL};
static const char *const days3[] = {"1980-02-29", "1980-02-29T10:22:00Z",
                                    "1996-04-15T10:00:00-08:00", "19960415", NULL};
static const char *const days4[] = {"19800229",           "--0229", "19800229T102200Z", "--0229T10",
                                    "19960415T1022-0800", NULL};
static const char *const texts[] = {"x", "a\\, b\\; c", "one\\ntwo", NULL};

static const struct {
    const char *name;
    const char *const *values;
    uint32_t most;
    int version; /* 0: of both */
} makes[] = {{"N", names, 1, 3},           {"N", names, 2, 4},       {"ORG", firms, 2, 0},
             {"TITLE", titles, 2, 0},      {"ROLE", titles, 2, 0},   {"NICKNAME", tags, 2, 0},
             {"TEL", phones, 4, 0},        {"EMAIL", emails, 4, 0},  {"URL", pages, 2, 0},
             {"ADR", addresses, 3, 0},     {"NOTE", notes, 3, 0},    {"CATEGORIES", tags, 2, 0},
             {"BDAY", days3, 1, 3},        {"BDAY", days4, 1, 4},    {"ANNIVERSARY", days4, 1, 4},
             {"GENDER", texts, 1, 4},      {"TZ", texts, 1, 0},      {"GEO", texts, 1, 0},
             {"X-ANY", texts, 3, 0},       {"PRODID", texts, 1, 0},  {"IMPP", texts, 2, 0},
             {"MEMBER", texts, 1, 4},      {"RELATED", texts, 2, 4}, {"LANG", texts, 1, 4},
             {"CLIENTPIDMAP", texts, 1, 4}};

static void add_lines(struct arena *a, struct str *out, struct str *behind, size_t i, bool v4,
                      int *group)
{
    static const char *const labels[] = {
        "Boat", "Some\\, where", "_$!<Home>!$_", "_$!<HomeFAX>!$_", "work", "Mobil", NULL};
    for (uint32_t n = trip_some(makes[i].most + 1); n > 0; n--) {
        struct str line = {0};
        bool grouped = trip_some(6) == 0;
        if (grouped)
            str_add_f(&line, "item%d.", ++*group);
        str_add(&line, makes[i].name);
        if (trip_some(2))
            add_params(&line, makes[i].name, v4);
        str_add_f(&line, ":%s\r\n", some(makes[i].values));
        /* no line twice: it says nothing more than once */
        if (!strstr(str_text(out), arena_printf(a, "\n%s", str_text(&line)))) {
            str_add(out, str_text(&line));
            if (grouped && trip_some(2))
                str_add_f(behind, "item%d.X-ABLabel:%s\r\n", *group, some(labels));
            if (grouped && trip_some(4) == 0)
                str_add_f(behind, "item%d.X-ABADR:se\r\n", *group);
        }
        str_clear(&line);
    }
}

static void add_card(struct str *out, int version, int number)
{
    struct arena a = {0};
    struct str card = {0}, behind = {0};
    int group = 0;
    str_add_f(&card, "BEGIN:VCARD\r\nVERSION:%d.0\r\n", version);
    for (uint32_t n = 1 + (version == 4 ? trip_some(2) : 0); n > 0; n--) {
        str_add(&card, "FN");
        if (trip_some(2))
            add_params(&card, "FN", version == 4);
        str_add_f(&card, ":Jo Ek %d%s\r\n", number, n > 1 ? " once" : "");
    }
    for (size_t i = 0; i < sizeof makes / sizeof *makes; i++)
        if (!makes[i].version || makes[i].version == version)
            add_lines(&a, &card, &behind, i, version == 4, &group);
    str_add(&card, str_text(&behind));
    str_add(&card, "UID");
    if (trip_some(3) == 0)
        add_params(&card, "UID", version == 4);
    str_add_f(&card, ":urn:x:%d\r\nREV:20200101T000000Z\r\nEND:VCARD\r\n", number);
    str_add(out, str_text(&card));
    str_clear(&card);
    str_clear(&behind);
    arena_clear(&a);
}

/* --- there and back --- */

static const char *uid_of(const struct card *card)
{
    for (size_t i = 0; i < card->count; i++)
        if (strcmp(card->lines[i].name, "UID") == 0)
            return card->lines[i].value;
    return "";
}

/* The text of the card with this UID. */
static const char *find_card(const char *text, const char *uid)
{
    char line[80];
    snprintf(line, sizeof line, ":%s\r\n", uid);
    const char *at = strstr(text, line), *start = text;
    assert_non_null(at);
    for (const char *s = text; s && s < at; s = strstr(s + 1, "BEGIN:VCARD\r\n"))
        start = s;
    return start;
}

static void all_comes_out(const char *cards, const char *export)
{
    for (const char *s = cards; *s;) {
        struct arena a = {0};
        const char *from = s;
        struct card in = read_card(&a, &s);
        const char *at = find_card(export, uid_of(&in)), *end = at;
        struct card out = read_card(&a, &end);
        for (size_t i = 0; i < in.count; i++)
            if (!comes_out(&a, &in, &in.lines[i], &out))
                trip_fail("%s:%s is lost of\n%.*s\nin\n%.*s", in.lines[i].name, in.lines[i].value,
                          (int)(s - from), from, (int)(end - at), at);
        arena_clear(&a);
    }
}

/* The text from a new book is that of the other, byte by byte. */
static void same_from(const struct str *from, const struct str *out, const lia_export_how *how)
{
    lia_book *new = fixture_book();
    lia_import_result r = {0};
    trip_import(new, from, LIA_CONTENT_CONTACTS, &r);
    struct str again = export_book(new, how);
    trip_same_text(out, &again);
    str_clear(&again);
    lia_book_close(new);
}

static void nothing_new(lia_book *book, const struct str *out, lia_known known)
{
    struct case_memory memory = {str_text(out), out->len, 0};
    lia_import_how how = {.name = "trip", .report = trip_say, .known = known, .every = true};
    lia_import_result r = {0};
    lia_error err = {0};
    assert_ok(lia_import_stream(book, case_read, &memory, &how, &r, &err), err);
    if (r.added || r.changed)
        trip_fail("its own export: %lld added, %lld changed: %s", (long long)r.added,
                  (long long)r.changed, trip_changed);
}

/* What is exported is the same again from a new book, through tables and JSON too, and nothing new
 * to its own. */
static void trip_cards(int version, int first, int count)
{
    lia_book *book = fixture_book();
    lia_import_result r = {0};
    struct str cards = {0};
    for (int i = 0; i < count; i++)
        add_card(&cards, version, first + i);
    trip_import(book, &cards, LIA_CONTENT_CONTACTS, &r);
    struct str table = export_book(book, &(lia_export_how){.format = LIA_FORMAT_CSV});
    struct str json = export_book(book, &(lia_export_how){.format = LIA_FORMAT_JSON});
    for (int to = 3; to <= 4; to++) {
        const lia_export_how how = {.format = LIA_FORMAT_VCARD, .vcard = to};
        char form[40];
        snprintf(form, sizeof form, "%d.0 to %d.0", version, to);
        trip_form = form;
        struct str out = export_book(book, &how);
        all_comes_out(str_text(&cards), str_text(&out));
        same_from(&out, &out, &how);
        same_from(&table, &out, &how);
        same_from(&json, &out, &how);
        nothing_new(book, &out, LIA_KNOWN_FILL);
        str_clear(&out);
    }
    nothing_new(book, &table, LIA_KNOWN_UPDATE);
    nothing_new(book, &json, LIA_KNOWN_UPDATE);
    str_clear(&json);
    str_clear(&table);
    str_clear(&cards);
    lia_book_close(book);
}

static void cards_come_out_whole(void **state)
{
    (void)state;
    enum { BOOKS = 30, CARDS = 20 };
    for (int n = 0; n < BOOKS; n++) {
        char name[40];
        trip_seed = 88172645463325252U + (uint64_t)n * 104729;
        snprintf(name, sizeof name, "cards %d", n);
        trip_of = name;
        trip_cards(3 + n % 2, n * CARDS, CARDS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cards_come_out_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
