/* E-mails, phones, pages and addresses of a row. */
#include <string.h>
#include <strings.h>

#include "core/contact_tidy.h"
#include "core/csv_contact.h"
#include "core/csv_row.h"

/* --- ways --- */

static const char *label_of(const struct csv_row *r, const struct csv_column *column)
{
    const char *label = column->label_at ? r->cells[column->label_at - 1] : "";
    return *label ? label : column->label;
}

static const char *const usual_labels[] = {"work",     "home",     "mobile",    "other", "main",
                                           "work fax", "home fax", "other fax", "pager"};
enum { USUAL = sizeof usual_labels / sizeof *usual_labels };

/* "* Work" is Google's for a preferred one; "SMTP" is Outlook's for any e-mail. */
static const char *plain_label(struct csv_row *r, const char *label, bool *preferred)
{
    *preferred = label[0] == '*';
    label += *preferred;
    if (!*label)
        return "";
    label = contact_line(&r->d->arena, label, NULL);
    if (strcasecmp(label, "smtp") == 0 || strcasecmp(label, "internet") == 0)
        return "";
    for (int i = 0; i < USUAL; i++)
        if (strcasecmp(label, usual_labels[i]) == 0)
            return usual_labels[i];
    return label;
}

/* Is there anything in a column that this one labels? */
static bool labels_something(const struct csv_row *r, size_t at)
{
    for (size_t i = 0; i < r->look->form.count; i++)
        if (r->look->columns[i].label_at == at + 1 && *r->cells[i])
            return true;
    return false;
}

/* A label is read with what it labels. */
void csv_row_take_label(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    bool preferred;
    const char *label = plain_label(r, cell, &preferred);
    if (labels_something(r, (size_t)(column - r->look->columns)))
        return;
    for (int i = 0; i < USUAL; i++)
        if (label == usual_labels[i])
            return;
    if (*label)
        csv_row_keep(r, column, cell);
}

/* The cell of its label, as it is kept. */
static const char *label_line(struct csv_row *r, const struct csv_column *column)
{
    size_t at = column->label_at;
    if (!at || !*r->cells[at - 1])
        return NULL;
    return csv_row_line(r, &r->look->columns[at - 1], r->cells[at - 1]);
}

/* Will the contact surely take it? Then its words need not be at hand. */
static bool is_plain(const char *cell, lia_channel_kind kind)
{
    return strlen(cell) <= CONTACT_LINE_MAX && !strstr(cell, CSV_BETWEEN) &&
           (kind != LIA_CHANNEL_EMAIL || (contact_email_right(cell) && !strchr(cell, '<')));
}

static lia_channel_kind kind_of(enum contact_field field)
{
    if (field == CONTACT_EMAIL || field == CONTACT_EMAIL2)
        return LIA_CHANNEL_EMAIL;
    return field == CONTACT_HOME_PAGE ? LIA_CHANNEL_PAGE : LIA_CHANNEL_PHONE;
}

/* The field that the column is, said exactly; of several values the first is. */
static const char *field_of(const struct csv_row *r, const struct csv_column *column)
{
    const char *field = column->exact ? contact_names[column->field].name : NULL;
    for (size_t i = 0; field && i < r->d->ways.count; i++)
        if (str_eq(VEC_AT(&r->d->ways, struct draft_way, i).field, field))
            return NULL;
    return field;
}

void csv_row_take_way(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    lia_channel_kind kind = kind_of(column->field);
    struct arena *a = &r->d->arena;
    bool preferred;
    const char *field = field_of(r, column);
    const char *label = plain_label(r, label_of(r, column), &preferred);
    const char *kept = is_plain(cell, kind) ? NULL : csv_row_line(r, column, cell);
    const char *parted = r->look->own ? CSV_BETWEEN_OWN : CSV_BETWEEN;
    for (const char *s = cell; s;) {
        const char *end = strstr(s, parted);
        struct draft_way *way = vec_push(&r->d->ways);
        const char *value = end ? arena_strndup(a, s, (size_t)(end - s)) : s;
        bool first = preferred && s == cell;
        *way = (struct draft_way){.kind = kind,
                                  .label = label,
                                  .value = value,
                                  .preferred = first,
                                  .ranked = first,
                                  .kept = kept,
                                  .label_kept = kept ? label_line(r, column) : NULL,
                                  .field = field};
        field = NULL;
        s = end ? end + strlen(parted) : NULL;
    }
}

/* --- addresses --- */

static struct draft_address *address_for(struct csv_row *r, const struct csv_column *column)
{
    bool preferred = false;
    int number = column->number;
    const char *label = column->label;
    if (number)
        label = plain_label(r, label_of(r, column), &preferred);
    for (size_t i = 0; i < r->d->addresses.count; i++) {
        struct draft_address *address = &VEC_AT(&r->d->addresses, struct draft_address, i);
        if (address->number == number && strcmp(address->label, label) == 0)
            return address;
    }
    struct draft_address *address = vec_push(&r->d->addresses);
    address->label = label;
    address->number = number;
    address->preferred = preferred;
    return address;
}

/* The words of the file are noted for the parts that no field says, and for those that may be too
 * long for theirs. */
static void add_part(struct csv_row *r, const struct csv_column *column, const char *cell,
                     enum draft_part part)
{
    struct draft_address *address = address_for(r, column);
    const char *had = address->part[part];
    address->part[part] = had ? arena_printf(&r->d->arena, "%s\n%s", had, cell) : cell;
    if (part == DRAFT_REGION || part == DRAFT_POBOX)
        address->unsaid = csv_row_and_line(r, address->unsaid, column, cell);
    else if (had || strlen(cell) > CONTACT_LINE_MAX / 2)
        address->kept = csv_row_and_line(r, address->kept, column, cell);
}

/* The contact's own lines, said exactly. */
void csv_row_take_line(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    enum draft_part part = column->field == CONTACT_ADDRESS2 ? DRAFT_EXTENDED : DRAFT_STREET;
    add_part(r, column, cell, part);
    if (column->exact)
        address_for(r, column)->field = "address";
}

/* A whole address beside its parts says them again, but in words of its own. */
void csv_row_take_whole(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    struct draft_address *address = address_for(r, column);
    bool parts = false;
    for (int i = 0; i < DRAFT_PARTS; i++)
        parts |= address->part[i] != NULL;
    for (size_t i = 0; i < r->look->form.count && !parts; i++) {
        const struct csv_column *other = &r->look->columns[i];
        parts = other->number == column->number && *r->cells[i] &&
                (other->field == CONTACT_ADDRESS || other->field == CONTACT_CITY);
    }
    if (parts)
        csv_row_keep(r, column, cell);
    else
        add_part(r, column, cell, DRAFT_STREET);
}

void csv_row_take_part(struct csv_row *r, const struct csv_column *column, const char *cell)
{
    static const enum draft_part parts[] = {
        [CONTACT_ADDRESS] = DRAFT_STREET,  [CONTACT_EXTENDED] = DRAFT_EXTENDED,
        [CONTACT_PO_BOX] = DRAFT_POBOX,    [CONTACT_CITY] = DRAFT_CITY,
        [CONTACT_REGION] = DRAFT_REGION,   [CONTACT_POST_CODE] = DRAFT_POST,
        [CONTACT_COUNTRY] = DRAFT_COUNTRY,
    };
    add_part(r, column, cell, parts[column->field]);
}
