/* What the line of an e-mail, phone, page or address says beside its value: group, labels,
 * parameters. Kept as a content line, in tables too, "vCard<TAB>EMAIL;TYPE=HOME:jo@x.example": a
 * card that is written has it in the place of the plain one, as long as the value is the same. */
#include <string.h>
#include <strings.h>

#include "core/contact_kept.h"
#include "core/contact_tidy.h"
#include "core/import_draft.h"
#include "core/vcard_write.h"

static const char *in_arena(struct import_draft *d, struct str *text)
{
    const char *copy = arena_strndup(&d->arena, str_text(text), text->len);
    str_clear(text);
    return copy;
}

/* A content line, in the form of what is kept with the contact. */
static void keep_line(struct import_draft *d, const char *line)
{
    bool vcard = strcmp(d->form, "vcard") == 0;
    draft_keep(d, vcard ? line : kept_as_csv(&d->arena, line));
}

/* Several lines may have the label of one group. */
static void keep_label(struct import_draft *d, const char *line)
{
    size_t len = line ? strlen(line) : 0;
    const char *all = str_text(&d->kept);
    for (const char *s = all; len && (s = strstr(s, line)) != NULL; s += len)
        if ((s == all || s[-1] == '\n') && s[len] == '\n')
            return;
    if (line)
        keep_line(d, line);
}

/* "item2." that no line has which is kept so far. */
static const char *free_group(struct import_draft *d)
{
    const char *group;
    int number = 0;
    do
        group = arena_printf(&d->arena, "item%d.", ++number);
    while (strstr(str_text(&d->kept), group));
    return group;
}

/* --- of tables, which have a label and what is preferred --- */

/* "EMAIL;TYPE=HOME", or "item1.EMAIL" with the line of its label; NULL: nothing is said. */
static const char *table_head(struct import_draft *d, const char *name, const char *label,
                              bool preferred, const char **label_line)
{
    struct str out = {0};
    const char *types = vcard_types(&d->arena, label, strcmp(name, "TEL") == 0, 0);
    if (!*label && !preferred)
        return NULL;
    if (*label && !*types) {
        const char *group = free_group(d);
        str_add(&out, group);
        str_add(&out, "X-ABLABEL:");
        vcard_text_add(&out, label);
        *label_line = in_arena(d, &out);
        str_add(&out, group);
    }
    str_add(&out, name);
    str_add(&out, *types ? ";TYPE=" : "");
    str_add(&out, types);
    str_add(&out, preferred ? ";PREF=1" : "");
    return in_arena(d, &out);
}

static const char *const names[] = {[LIA_CHANNEL_EMAIL] = "EMAIL",
                                    [LIA_CHANNEL_PHONE] = "TEL",
                                    [LIA_CHANNEL_ADDRESS] = "ADR",
                                    [LIA_CHANNEL_PAGE] = "URL"};

/* A further line has its label; that a phone is mobile its field says. */
static const char *way_head(struct import_draft *d, const struct draft_way *way,
                            enum vcard_place place, bool writes_pref, const char **label_line)
{
    *label_line = way->says_label;
    if (way->prop)
        return vcard_says(&d->arena, way->prop, place, writes_pref);
    bool preferred = way->ranked && (*way->label || !writes_pref);
    bool mobile = strcasecmp(way->label, "mobile") == 0;
    if (!preferred && (place == VCARD_FURTHER || (place == VCARD_MOBILE && mobile)))
        return NULL;
    return table_head(d, names[way->kind], contact_line(&d->arena, way->label, NULL), preferred,
                      label_line);
}

void draft_keep_way(struct import_draft *d, const struct draft_way *way, enum vcard_place place,
                    bool writes_pref)
{
    const char *label, *head = way_head(d, way, place, writes_pref, &label);
    struct str line = {0};
    if (!head)
        return;
    if (way->prop && head == way->prop->content && strcmp(way->prop->value, way->value) == 0 &&
        !way->value[strcspn(way->value, "\\,;")]) {
        draft_keep(d, head); /* mostly it is the line itself */
        keep_label(d, label);
        return;
    }
    bool whole = way->prop && head == way->prop->content;
    str_add_n(&line, head, whole ? way->prop->head - 1 : strlen(head));
    str_add_char(&line, ':');
    vcard_value_add(&line, way->kind, way->value);
    keep_line(d, in_arena(d, &line));
    keep_label(d, label);
}

bool draft_has_kept(struct import_draft *d, const struct draft_way *way)
{
    struct str line = {0};
    bool vcard = strcmp(d->form, "vcard") == 0, found = false;
    str_add(&line, names[way->kind]);
    str_add_char(&line, ':');
    vcard_value_add(&line, way->kind, way->value);
    const char *like = in_arena(d, &line), *next = str_text(&d->kept);
    like = vcard ? like : kept_as_csv(&d->arena, like);
    for (const char *s = next; *s && !found; s = next) {
        next = s + strcspn(s, "\n");
        next += *next == '\n';
        found = kept_same(s, like, vcard, true);
    }
    return found;
}

/* --- addresses --- */

void draft_keep_address(struct import_draft *d, const struct draft_address *address)
{
    const char *label = address->says_label, *head;
    struct str line = {0};
    if (address->prop) {
        draft_keep(d, address->kept);
        keep_label(d, label);
        return;
    }
    head = table_head(d, "ADR", contact_line(&d->arena, address->label, NULL), address->preferred,
                      &label);
    str_add(&line, head ? head : "ADR");
    for (int i = 0; i < DRAFT_PARTS; i++) {
        str_add_char(&line, i ? ';' : ':');
        vcard_text_add(&line, address->part[i] ? address->part[i] : "");
    }
    keep_line(d, in_arena(d, &line));
    keep_label(d, label);
}
