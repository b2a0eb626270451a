#include "core/mail_gather.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/interaction_rules.h"
#include "core/segment_row.h"
#include "core/text_hash.h"

void mail_gather_open(struct mail_gather *g, lia_book *book, struct mail_reader *reader)
{
    *g = (struct mail_gather){.book = book,
                              .reader = reader,
                              .seed = book_random_seed(),
                              .mails = VEC_OF(struct mail_gist),
                              .people = VEC_OF(struct mail_person)};
}

void mail_gather_clear(struct mail_gather *g)
{
    vec_clear(&g->mails);
    vec_clear(&g->people);
    arena_clear(&g->arena);
    free(g->table);
    *g = (struct mail_gather){0};
}

/* --- people --- */

/* The place in the table of this address, or of nobody. */
static size_t slot_of(const struct mail_gather *g, const char *address)
{
    size_t at = hash_email(hash_begin(g->seed, 0), address) & (g->size - 1);
    while (g->table[at] &&
           strcasecmp(VEC_AT(&g->people, struct mail_person, g->table[at] - 1).address, address) !=
               0)
        at = (at + 1) & (g->size - 1);
    return at;
}

static void grow(struct mail_gather *g)
{
    enum { FIRST = 256 };
    if (g->people.count * 2 < g->size)
        return;
    free(g->table);
    g->size = g->size ? g->size * 2 : FIRST;
    g->table = mem_alloc(g->size * sizeof *g->table);
    for (size_t i = 0; i < g->people.count; i++)
        g->table[slot_of(g, VEC_AT(&g->people, struct mail_person, i).address)] = (uint32_t)i + 1;
}

struct mail_person *mail_gather_find(const struct mail_gather *g, const char *address)
{
    size_t at = g->size ? slot_of(g, address) : 0;
    return g->size && g->table[at] ? &VEC_AT(&g->people, struct mail_person, g->table[at] - 1)
                                   : NULL;
}

static uint32_t place_of(struct mail_gather *g, const struct mail_address *a)
{
    grow(g);
    size_t at = slot_of(g, a->address);
    if (!g->table[at]) {
        *(struct mail_person *)vec_push(&g->people) =
            (struct mail_person){.address = arena_strdup(&g->arena, a->address), .name = ""};
        g->table[at] = (uint32_t)g->people.count;
    }
    struct mail_person *person = &VEC_AT(&g->people, struct mail_person, g->table[at] - 1);
    if (!*person->name && *a->name && !strchr(a->name, '@'))
        person->name = arena_strdup(&g->arena, a->name);
    return g->table[at] - 1;
}

static void take_people(struct mail_gather *g, struct mail_gist *gist, const struct mail *mail)
{
    const struct mail_people *const lists[] = {&mail->from, &mail->sender, &mail->to};
    size_t n = 0;
    for (int i = 0; i < 3; i++)
        n += lists[i]->count;
    uint32_t *people = arena_alloc(&g->arena, (n + 1) * sizeof *people), *at = people;
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < lists[i]->count; k++)
            *at++ = place_of(g, &lists[i]->items[k]);
    gist->people = people;
    gist->from = (uint32_t)mail->from.count;
    gist->sender = (uint32_t)mail->sender.count;
    gist->to = (uint32_t)mail->to.count;
}

/* --- date and subject --- */

static bool is_possible(const struct mail_gather *g, int32_t date)
{
    return date >= 0 && date <= rule_latest_day(g->book);
}

static void take_date(const struct mail_gather *g, struct mail_gist *gist, const struct mail *mail,
                      int64_t when)
{
    if (is_possible(g, mail->date)) {
        gist->date = mail->date;
        gist->time = mail->time;
        gist->zone = (int16_t)mail->zone;
        return;
    }
    if (is_possible(g, mail->received_date)) {
        gist->date = mail->received_date;
        gist->time = mail->received_time;
        gist->zone = (int16_t)mail->received_zone;
        return;
    }
    int64_t now = lia_book_now(g->book);
    when = when > 0 && when < now ? when : now;
    gist->zone = (int16_t)g->book->zone(g->book->clock_ctx, when);
    gist->date = date_of_instant(when, gist->zone, &gist->time);
}

/* As many characters as a description takes. */
static const char *cut(struct arena *a, const char *subject)
{
    size_t len = strlen(subject), at = 0;
    int32_t cp;
    for (int i = 0; i < SEGMENT_TEXT_MAX && at < len; i++)
        at += utf8_decode(subject + at, len - at, &cp);
    return arena_strndup(a, subject, at);
}

bool mail_gather_take(void *ctx, const struct mail_place *place, const char *head, size_t len)
{
    struct mail_gather *g = ctx;
    struct arena scratch = {0};
    struct mail mail;
    struct mail_gist *gist = vec_push(&g->mails);
    *gist = (struct mail_gist){.file = *place->file ? arena_strdup(&g->arena, place->file) : "",
                               .number = place->number,
                               .subject = "",
                               .message_id = "",
                               .unreadable = !head};
    gist->broken = !head || !mail_read(g->reader, head, len, &scratch, &mail);
    if (!gist->broken) {
        take_people(g, gist, &mail);
        take_date(g, gist, &mail, place->when);
        gist->subject = cut(&g->arena, mail.subject);
        gist->message_id = arena_strdup(&g->arena, mail.message_id);
        gist->bulk = mail.bulk;
        gist->broken = !(gist->from + gist->sender + gist->to);
    }
    arena_clear(&scratch);
    return true;
}
