#include "core/vcard_own.h"

#include <string.h>

#include "core/contact_kept.h"

bool vcard_is_own(const struct vcard_prop *p)
{
    return strncmp(p->name, "X-LIAISE-", 9) == 0 || vcard_prop_param(p, "X-LIAISE-FIELD");
}

/* The field that others of this name stand beside. */
static unsigned own_of(const char *name)
{
    static const struct {
        const char *name;
        enum draft_own own;
    } fields[] = {{"FN", DRAFT_OWN_NAME},       {"N", DRAFT_OWN_PARTS},
                  {"ORG", DRAFT_OWN_COMPANY},   {"TITLE", DRAFT_OWN_JOB},
                  {"BDAY", DRAFT_OWN_BIRTHDAY}, {"NOTE", DRAFT_OWN_NOTE},
                  {"UID", DRAFT_OWN_UID},       {"ADR", DRAFT_OWN_ADDRESS}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(name, fields[i].name) == 0)
            return fields[i].own;
    return 0;
}

/* What was kept once, and is now in a card that liaise wrote, is kept again, whatever it is. */
static bool keep_again(struct import_draft *d, const struct vcard_prop *p, const char *content)
{
    static const char mark[] = ";X-LIAISE-FIELD=kept";
    const char *said = vcard_prop_param(p, "X-LIAISE-FIELD"), *at = strstr(content, mark);
    if (!said || strcmp(said, "kept") != 0 || !at)
        return false;
    draft_keep(d,
               arena_printf(&d->arena, "%.*s%s", (int)(at - content), content, at + strlen(mark)));
    d->own |= own_of(p->name);
    return true;
}

/* What was kept of a table, and went through a card. */
static bool take_column(struct import_draft *d, const struct vcard_prop *p, const char *text)
{
    const char *name = vcard_prop_param(p, "X-NAME");
    if (!name || !*name || strpbrk(name, "\t\n"))
        return false;
    draft_keep(d, kept_as_vcard(&d->arena, kept_column(&d->arena, name, text)));
    return true;
}

static bool take_correspondence(struct import_draft *d, const char *text)
{
    int value = lia_value_parse(LIA_SET_CORR, text);
    if (value > 0)
        d->correspondence = (lia_corr)value;
    return value > 0;
}

/* The value is the reason, which may be blank. */
static void take_privacy(struct import_draft *d, const char *text)
{
    d->privacy_blocked = true;
    d->privacy_reason = text;
}

bool vcard_take_own(struct import_draft *d, const struct vcard_prop *p, const char *text,
                    const char *content)
{
    const char *name = p->name + 9;
    bool taken = true;
    if (keep_again(d, p, content))
        return true;
    if (strncmp(p->name, "X-LIAISE-", 9) != 0)
        return false;
    if (strcmp(name, "NO") == 0) {
        d->no = text;
        d->no_kept = content;
    } else if (strcmp(name, "SALESPERSON") == 0) {
        d->salesperson = text;
    } else if (strcmp(name, "CORRESPONDENCE") == 0) {
        taken = take_correspondence(d, text);
    } else if (strcmp(name, "TOUCH-DAYS") == 0) {
        taken = draft_set_touch_days(d, text);
    } else if (strcmp(name, "EXCLUDE") == 0) {
        d->exclude = draft_yes_or_no(text) > 0;
    } else if (strcmp(name, "ARCHIVED") == 0) {
        d->archived = draft_yes_or_no(text) > 0;
    } else if (strcmp(name, "PRIVACY-BLOCKED") == 0) {
        take_privacy(d, text);
    } else {
        taken = strcmp(name, "COLUMN") == 0 && take_column(d, p, text);
    }
    return taken;
}
