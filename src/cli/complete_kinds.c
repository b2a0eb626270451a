/* complete_kinds.c: the candidates of each kind of argument. Whatever goes wrong, there are just
 * none. */
#include "cli/complete.h"

#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

static void add_tame(struct str *out, const char *text)
{
    struct str shown = {0};
    utf8_visible(&shown, text, strlen(text), false);
    str_add(out, str_text(&shown));
    str_clear(&shown);
}

void complete_add(struct complete *c, const char *value, const char *description)
{
    add_tame(&c->out, str_or(c->before, ""));
    add_tame(&c->out, value);
    str_add_char(&c->out, '\t');
    add_tame(&c->out, str_or(description, ""));
    str_add_char(&c->out, '\n');
}

static bool begins(struct complete *c, const char *value, const char *word)
{
    struct arena *a = &c->cli->arena;
    return str_starts(utf8_fold(a, value), utf8_fold(a, word));
}

static void add_if(struct complete *c, const char *word, const char *value, const char *description)
{
    if (begins(c, value, word))
        complete_add(c, value, description);
}

/* --- contacts --- */

static const char *known_as(struct complete *c, const char *name, const char *company)
{
    if (!*str_or(company, ""))
        return name;
    return arena_printf(&c->cli->arena, "%s · %s", name, company);
}

/* By no.: one that begins so, in the order of the list. */
static void add_numbers(struct complete *c, const char *word)
{
    struct cli *cli = c->cli;
    lia_filter *filter = NULL;
    lia_contact_rows rows = {0};
    for (const char *s = word; *s; s++)
        if (!(*s >= '0' && *s <= '9') && !(*s >= 'a' && *s <= 'z') && !(*s >= 'A' && *s <= 'Z'))
            return;
    const char *text = *word ? arena_printf(&cli->arena, "no:%s*", word) : "";
    if (lia_filter_parse(cli->book, LIA_FILTER_CONTACTS, text, false, &filter, NULL, &cli->err))
        return;
    lia_contact_query query = {.filter = filter, .sort = LIA_CONTACT_BY_NO};
    lia_seek seek = {.no_key = true, .limit = COMPLETE_MOST};
    if (lia_contact_list(cli->book, &query, &seek, &rows, &cli->err) == LIA_OK)
        for (size_t i = 0; i < rows.count; i++)
            complete_add(c, rows.items[i].no,
                         known_as(c, rows.items[i].name, rows.items[i].company));
    lia_contact_rows_clear(&rows);
    lia_filter_free(filter);
}

/* By name; of several with one name by no. */
static void add_names(struct complete *c, const char *word)
{
    struct cli *cli = c->cli;
    int64_t ids[COMPLETE_MOST];
    size_t count = 0;
    lia_contact_record r[2] = {0};
    if (!*word || lia_contact_find(cli->book, word, ids, COMPLETE_MOST, &count, &cli->err))
        return;
    const char *last = "";
    for (size_t i = 0; i < count && i < COMPLETE_MOST; i++) {
        lia_contact_record *one = &r[0];
        if (lia_contact_get(cli->book, ids[i], one, &cli->err))
            break;
        const char *name = arena_strdup(&cli->arena, str_or(one->c.name, ""));
        const char *no = arena_strdup(&cli->arena, one->c.no);
        const char *company = arena_strdup(&cli->arena, str_or(one->c.company, ""));
        lia_contact_record_clear(one);
        if (str_eq(name, last) || !begins(c, name, word))
            complete_add(c, no, known_as(c, name, company));
        else
            complete_add(c, name, known_as(c, no, company));
        last = name;
    }
}

static void add_contacts(struct complete *c, const char *word)
{
    size_t before = c->out.len;
    add_names(c, word);
    if (c->out.len == before)
        add_numbers(c, word);
}

/* --- codes --- */

static void add_groups(struct complete *c, const char *word)
{
    lia_group_list list = {0};
    if (lia_group_list_all(c->cli->book, c->with_blocked, "", &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++)
        add_if(c, word, list.items[i].code, list.items[i].description);
    lia_group_list_clear(&list);
}

static void add_templates(struct complete *c, const char *word)
{
    lia_template_list list = {0};
    if (lia_template_list_all(c->cli->book, c->with_blocked, "", &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++)
        add_if(c, word, list.items[i].code, list.items[i].description);
    lia_template_list_clear(&list);
}

static void add_salespeople(struct complete *c, const char *word)
{
    lia_salesperson_list list = {0};
    if (lia_salesperson_list_all(c->cli->book, c->with_blocked, "", &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++)
        add_if(c, word, list.items[i].code, list.items[i].name);
    lia_salesperson_list_clear(&list);
}

static void add_events(struct complete *c, const char *word)
{
    lia_event_list list = {0};
    if (lia_event_list_all(c->cli->book, &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++)
        add_if(c, word, list.items[i].code, list.items[i].description);
    lia_event_list_clear(&list);
}

/* --- lists: the newest --- */

static void add_number(struct complete *c, const char *word, int64_t no, const char *description)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, no);
    add_if(c, word, text, description);
}

static void add_segments(struct complete *c, const char *word)
{
    lia_segment_list list = {0};
    lia_seek seek = {.no_key = true, .limit = COMPLETE_MOST};
    if (lia_segment_list_some(c->cli->book, "", 0, &seek, &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++)
        add_if(c, word, list.items[i].no, list.items[i].description);
    lia_segment_list_clear(&list);
}

static void add_logged(struct complete *c, const char *word)
{
    lia_logged_list list = {0};
    lia_seek seek = {.no_key = true, .limit = COMPLETE_MOST};
    if (lia_logged_list_some(c->cli->book, false, &seek, &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++)
        add_number(c, word, list.items[i].id, list.items[i].description);
    lia_logged_list_clear(&list);
}

static void add_entries(struct complete *c, const char *word)
{
    lia_entry_list list = {0};
    lia_entry_query query = {0};
    lia_seek seek = {.no_key = true, .limit = COMPLETE_MOST};
    if (lia_entry_list_some(c->cli->book, &query, &seek, &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++) {
        const lia_entry *e = &list.items[i];
        char day[DATE_TEXT];
        date_format_iso(e->date, day);
        add_number(c, word, e->entry_no,
                   arena_printf(&c->cli->arena, "%s %s %s", day, e->template_code,
                                str_or(e->contact, "")));
    }
    lia_entry_list_clear(&list);
}

static void add_postponed(struct complete *c, const char *word)
{
    lia_postponed_list list = {0};
    lia_postponed_query query = {0};
    lia_seek seek = {.no_key = true, .limit = COMPLETE_MOST};
    if (lia_postponed_list_some(c->cli->book, &query, &seek, &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++)
        add_number(c, word, list.items[i].entry_no,
                   arena_printf(&c->cli->arena, "%s %s", str_or(list.items[i].contact, "–"),
                                str_or(list.items[i].description, "")));
    lia_postponed_list_clear(&list);
}

static void add_operations(struct complete *c, const char *word)
{
    lia_op_list list = {0};
    if (lia_op_history(c->cli->book, 0, false, COMPLETE_MOST, &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++)
        add_number(c, word, list.items[i].op_id, list.items[i].line);
    lia_op_list_clear(&list);
}

static void add_comments(struct complete *c, const char *word)
{
    lia_comment_list list = {0};
    if (lia_comment_list_newest(c->cli->book, COMPLETE_MOST, &list, &c->cli->err))
        return;
    for (size_t i = 0; i < list.count; i++)
        add_number(c, word, list.items[i].id, cli_short(c->cli, list.items[i].text));
    lia_comment_list_clear(&list);
}

/* Those of the segment that was typed before. */
static void add_lines(struct complete *c, const char *word)
{
    lia_line_list list = {0};
    lia_seek seek = {.no_key = true, .limit = COMPLETE_MOST};
    int64_t segment = 0;
    if (!c->first || lia_segment_find(c->cli->book, c->first, &segment, &c->cli->err) || !segment ||
        lia_line_list_some(c->cli->book, segment, &seek, &list, &c->cli->err))
        return;
    if (c->repeats)
        add_if(c, word, "all", _("every line of the segment"));
    for (size_t i = 0; i < list.count; i++)
        add_number(c, word, list.items[i].line_no, str_or(list.items[i].contact, ""));
    lia_line_list_clear(&list);
}

/* --- what contacts have --- */

static void add_cities(struct complete *c, const char *word)
{
    complete_field(c, "city", word);
}

static void add_countries(struct complete *c, const char *word)
{
    complete_field(c, "country", word);
}

/* The last of several with commas between. */
static void add_tags(struct complete *c, const char *word)
{
    const char *comma = strrchr(word, ','), *start = comma ? comma + 1 : word;
    const char *before = str_or(c->before, "");
    c->before = arena_printf(&c->cli->arena, "%s%.*s", before, (int)(start - word), word);
    complete_field(c, "tag", start);
    c->before = before;
}

/* --- all of them --- */

static void add_words(struct complete *c, const char *words, const char *word)
{
    while (*words) {
        size_t len = strcspn(words, "|");
        add_if(c, word, arena_strndup(&c->cli->arena, words, len), "");
        words += len + (words[len] == '|');
    }
}

static void add_evaluations(struct complete *c, const char *word)
{
    for (int v = 1; v < lia_value_count(LIA_SET_EVALUATION); v++)
        add_if(c, word, lia_value_code(LIA_SET_EVALUATION, v),
               lia_value_name(LIA_SET_EVALUATION, v));
}

/* As --follow of a line takes them. */
static void add_line_fields(struct complete *c, const char *word)
{
    for (int f = 0; f < LIA_L_FIELDS; f++) {
        char *name = arena_strdup(&c->cli->arena, lia_lfield_name((lia_lfield)f));
        for (char *at = name; *at; at++)
            *at = *at == '_' ? '-' : *at;
        add_if(c, word, f == LIA_L_INITIATED_BY ? "by" : name, "");
    }
}

static void add_dates(struct complete *c, const char *word)
{
    add_if(c, word, "today", "");
    add_if(c, word, "yesterday", "");
    add_if(c, word, "-7d", _("a week ago"));
}

static void add_import_fields(struct complete *c, lia_content content, const char *word)
{
    const lia_import_field *contact = lia_import_fields(LIA_CONTENT_CONTACTS);
    for (const lia_import_field *f = lia_import_fields(content); f->name; f++) {
        const lia_import_field *same = contact; /* what both have is offered once */
        while (same != f && same->name && !str_eq(same->name, f->name))
            same++;
        if (*f->name && (same == f || !same->name))
            add_if(c, word, f->name, _(f->label));
    }
}

/* What stands before the = only the file knows. */
static void add_mapped(struct complete *c, const char *word)
{
    const char *equals = strrchr(word, '='), *before = str_or(c->before, "");
    if (!equals)
        return;
    const char *field = equals + 1;
    c->before = arena_printf(&c->cli->arena, "%s%.*s", before, (int)(field - word), word);
    add_import_fields(c, LIA_CONTENT_CONTACTS, field);
    add_import_fields(c, LIA_CONTENT_ENTRIES, field);
    c->before = before;
}

void complete_kind(struct complete *c, const char *kind, const char *word)
{
    static const struct {
        const char *kind;
        void (*add)(struct complete *c, const char *word);
        bool without_book;
    } kinds[] = {
        {"CONTACT", add_contacts},
        {"GROUP", add_groups},
        {"TEMPLATE", add_templates},
        {"SALESPERSON", add_salespeople},
        {"EVENT", add_events},
        {"SEGMENT", add_segments},
        {"LOGGED", add_logged},
        {"ENTRY", add_entries},
        {"POSTPONED", add_postponed},
        {"COMMENT", add_comments},
        {"LINE", add_lines},
        {"CITY", add_cities},
        {"COUNTRY", add_countries},
        {"TAG", add_tags},
        {"TAGS", add_tags},
        {"OPERATION", add_operations},
        {"FILTER", complete_filter, true},
        {"EVALUATION", add_evaluations, true},
        {"FIELD", add_line_fields, true},
        {"DATE", add_dates, true},
        {"COLUMN=FIELD", add_mapped, true},
    };
    if (str_eq(kind, "FILE") || str_eq(kind, "FOLDER"))
        str_add(&c->out, ":file\n");
    else if (strchr(kind, '|'))
        add_words(c, kind, word);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(kinds[i].kind, kind) && (c->cli->book || kinds[i].without_book))
            kinds[i].add(c, word);
}
