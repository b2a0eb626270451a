/* Which fields of a contact an import changes, in words. */
#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "core/import_fill.h"

/* The texts of a contact; the other fields come behind them. */
static const struct {
    const char *name;
    size_t at;
} texts[] = {
    {N_("name"), offsetof(lia_contact, name)},
    {N_("company"), offsetof(lia_contact, company)},
    {N_("job title"), offsetof(lia_contact, job_title)},
    {N_("e-mail"), offsetof(lia_contact, email)},
    {N_("e-mail 2"), offsetof(lia_contact, email2)},
    {N_("phone"), offsetof(lia_contact, phone)},
    {N_("mobile"), offsetof(lia_contact, mobile)},
    {N_("address"), offsetof(lia_contact, address)},
    {N_("address 2"), offsetof(lia_contact, address2)},
    {N_("post code"), offsetof(lia_contact, post_code)},
    {N_("city"), offsetof(lia_contact, city)},
    {N_("country"), offsetof(lia_contact, country)},
    {N_("home page"), offsetof(lia_contact, home_page)},
    {N_("birthday"), offsetof(lia_contact, birthday)},
    {N_("note"), offsetof(lia_contact, note)},
    {N_("tags"), offsetof(lia_contact, tags)},
    {N_("UID"), offsetof(lia_contact, uid)},
};
static const char *const others[] = {
    N_("salesperson"),   N_("correspondence type"), N_("exclude from segment"),
    N_("further lines"), N_("what is kept of it"),
};
enum { TEXTS = sizeof texts / sizeof *texts, OTHERS = sizeof others / sizeof *others };

bool import_same_channels(const lia_contact *a, const lia_contact *b)
{
    if (a->channel_count != b->channel_count)
        return false;
    for (size_t i = 0; i < a->channel_count; i++)
        if (a->channels[i].kind != b->channels[i].kind ||
            strcmp(a->channels[i].label, b->channels[i].label) != 0 ||
            strcmp(a->channels[i].value, b->channels[i].value) != 0)
            return false;
    return true;
}

static const char *text_of(const lia_contact *c, int i)
{
    return *(const char *const *)((const char *)c + texts[i].at);
}

uint32_t import_differ(const lia_contact *a, const lia_contact *b, bool kept)
{
    const bool differ[OTHERS] = {a->salesperson_id != b->salesperson_id,
                                 a->correspondence != b->correspondence, a->exclude != b->exclude,
                                 !import_same_channels(a, b), kept};
    uint32_t what = 0;
    for (int i = 0; i < TEXTS; i++)
        what |= (uint32_t)(strcmp(text_of(a, i), text_of(b, i)) != 0) << i;
    for (int i = 0; i < OTHERS; i++)
        what |= (uint32_t)differ[i] << (TEXTS + i);
    return what;
}

const char *import_differ_names(struct arena *a, uint32_t what)
{
    struct str names = {0};
    for (int i = 0; i < TEXTS + OTHERS; i++)
        if (what >> i & 1)
            str_add_f(&names, "%s%s", names.len ? ", " : "",
                      _(i < TEXTS ? texts[i].name : others[i - TEXTS]));
    const char *text = arena_strndup(a, str_text(&names), names.len);
    str_clear(&names);
    return text;
}
