/* The addresses of a card: the contact's own, and its further ones, of which a contact has no
 * parts: those of an imported card go out with them. */
#include <string.h>

#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/import_draft.h"
#include "core/vcard_write_ways.h"

static bool has_address(const lia_contact *c)
{
    return *c->address || *c->address2 || *c->post_code || *c->city || *c->country;
}

/* The parts of a kept ADR that is not written yet, all there; NULL: it is none. */
static const char **parts_of(struct vcard_writing *w, const struct vcard_kept *kept)
{
    const char **part;
    if (kept->written || strcmp(kept->name, "ADR") != 0)
        return NULL;
    size_t n = vcard_split(&w->arena, vcard_kept_value(kept), ';', kept->v21, false, &part);
    const char **all = arena_alloc(&w->arena, DRAFT_PARTS * sizeof *all);
    for (size_t i = 0; i < DRAFT_PARTS; i++)
        all[i] = i < n ? part[i] : "";
    return all;
}

/* What else stands in the street, and the parts that have no field, as a reader joins them. */
static const char *second_line(struct vcard_writing *w, const char *const *part)
{
    struct str out = {0};
    const char *street = part[DRAFT_STREET];
    bool first = true;
    for (size_t n; *street; street += n + (street[n] != '\0')) {
        n = strcspn(street, "\r\n");
        const char *line = contact_line(&w->arena, arena_strndup(&w->arena, street, n), NULL);
        if (*line && !first)
            str_add_f(&out, "%s%s", out.len ? ", " : "", line);
        first = first && !*line;
    }
    const char *const rest[] = {part[DRAFT_EXTENDED], part[DRAFT_POBOX]};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        const char *line = contact_line(&w->arena, rest[i], NULL);
        if (*line && !first)
            str_add_f(&out, "%s%s", out.len ? ", " : "", line);
        first = first && !*line;
    }
    const char *text = arena_strndup(&w->arena, str_text(&out), out.len);
    str_clear(&out);
    return text;
}

/* Do they say what the contact's address does? */
static bool is_address_of(struct vcard_writing *w, const char *const *part)
{
    const lia_contact *c = &w->contact->c;
    const char *street =
        arena_strndup(&w->arena, part[DRAFT_STREET], strcspn(part[DRAFT_STREET], "\r\n"));
    const char *first = *street                 ? street
                        : *part[DRAFT_EXTENDED] ? part[DRAFT_EXTENDED]
                                                : part[DRAFT_POBOX];
    const char *const is[][2] = {{first, c->address},
                                 {second_line(w, part), c->address2},
                                 {part[DRAFT_POST], c->post_code},
                                 {part[DRAFT_CITY], c->city},
                                 {part[DRAFT_COUNTRY], c->country}};
    for (size_t i = 0; i < sizeof is / sizeof *is; i++)
        if (strcmp(contact_line(&w->arena, is[i][0], NULL), is[i][1]) != 0)
            return false;
    return true;
}

/* The line that has the parts of the contact's address; the last is its own. NULL none. */
static struct vcard_kept *find_main(struct vcard_writing *w)
{
    for (size_t i = w->kept_count; has_address(&w->contact->c) && i-- > 0;) {
        const char **part = w->kept[i].claimed ? NULL : parts_of(w, &w->kept[i]);
        if (part && is_address_of(w, part))
            return &w->kept[i];
    }
    return NULL;
}

/* The line that has the parts of a further address, and its label still. */
static void find_further(struct vcard_writing *w, struct way *way)
{
    for (size_t i = w->kept_count; !way->kept && i-- > 0;) {
        struct vcard_kept *kept = &w->kept[i];
        const char **part = kept->claimed ? NULL : parts_of(w, kept);
        if (!part || strcmp(draft_address_text(&w->arena, part), way->value) != 0 ||
            strcmp(vcard_kept_label(w, kept), way->label) != 0)
            continue;
        kept->claimed = true;
        way->kept = kept;
    }
}

/* Of a contact that was changed since, those that it does not have any more. */
static void leave_out_addresses(struct vcard_writing *w)
{
    for (size_t i = 0; w->contact->changed && i < w->kept_count; i++) {
        const char **part = parts_of(w, &w->kept[i]);
        if (part && draft_fits(draft_address_text(&w->arena, part), CONTACT_LONG_MAX))
            vcard_way_leave_out(w, &w->kept[i]);
    }
}

/* Two lines of a street are lines of one component (RFC 6350 6.3.1 wants the extended address
 * blank); where the first is blank, that would not be seen. */
static void write_main(struct vcard_writing *w, bool preferred, bool hint)
{
    const lia_contact *c = &w->contact->c;
    const struct way way = {"address", "", "", NULL};
    const char *extended = *c->address ? "" : c->address2;
    struct str value = {0};
    str_add_char(&value, ';');
    vcard_text_add(&value, extended);
    str_add_char(&value, ';');
    vcard_text_add(&value, c->address);
    if (*c->address && *c->address2) {
        str_add(&value, "\\n");
        vcard_text_add(&value, c->address2);
    }
    const char *const rest[] = {c->city, "", c->post_code, c->country};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        str_add_char(&value, ';');
        vcard_text_add(&value, rest[i]);
    }
    vcard_way_write(w, "ADR", "", &way, preferred, hint || *extended, str_text(&value));
    str_clear(&value);
}

/* Would a reader take the first address for the contact's? kept: its line, NULL: it is preferred.
 */
static bool main_is_first(struct vcard_writing *w, struct vcard_kept *kept, const struct ways *ways)
{
    size_t count = ways->count + 1;
    struct draft_address *all = arena_alloc(&w->arena, count * sizeof *all);
    long best = 0, *rank = arena_alloc(&w->arena, count * sizeof *rank);
    for (size_t i = 0; i < count; i++) {
        const struct way *way = i ? &ways->items[i - 1] : NULL;
        struct vcard_kept *line = way ? way->kept : kept;
        all[i].label = line ? vcard_kept_label(w, line) : way ? way->label : "";
        rank[i] = line ? vcard_kept_preference(w, line) : !way;
        if (rank[i] && (!best || rank[i] < best))
            best = rank[i];
    }
    for (size_t i = 0; i < count; i++)
        all[i].preferred = rank[i] && rank[i] == best;
    for (size_t i = 1; i < count; i++)
        if (draft_address_rank(&all[i]) < draft_address_rank(&all[0]))
            return false;
    return true;
}

static void write_further(struct vcard_writing *w, const struct way *way, bool hint)
{
    struct str value = {0};
    if (way->kept) {
        vcard_kept_write(w, way->kept, hint ? ";X-LIAISE-FIELD=channel" : "");
        vcard_kept_write_label(w, way->kept);
        return;
    }
    str_add(&value, ";;");
    vcard_text_add(&value, way->value);
    str_add(&value, ";;;;");
    vcard_way_write(w, "ADR", vcard_ways_types(w, false, way->label), way, false, hint,
                    str_text(&value));
    str_clear(&value);
}

void vcard_write_addresses(struct vcard_writing *w)
{
    const struct way none[WAYS_OWN] = {{.value = ""}, {.value = ""}};
    struct ways ways = vcard_ways(w, LIA_CHANNEL_ADDRESS, none);
    for (size_t i = 0; i < ways.count; i++)
        find_further(w, &ways.items[i]);
    bool has = has_address(&w->contact->c);
    struct vcard_kept *kept = find_main(w);
    bool hint = !has || !main_is_first(w, kept, &ways);
    if (kept) {
        vcard_kept_write(w, kept, hint ? ";X-LIAISE-FIELD=address" : "");
        vcard_kept_write_label(w, kept);
    } else if (has) {
        write_main(w, ways.count > 0, hint);
    }
    for (size_t i = 0; i < ways.count; i++)
        write_further(w, &ways.items[i], hint);
    leave_out_addresses(w);
}
