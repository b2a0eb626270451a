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
                              .people_max = MAIL_GATHER_PEOPLE,
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

/* Its place + 1; 0: there are too many. */
static uint32_t place_of(struct mail_gather *g, const struct mail_address *a)
{
    grow(g);
    size_t at = slot_of(g, a->address);
    if (!g->table[at] && g->people.count >= g->people_max)
        return 0;
    if (!g->table[at]) {
        *(struct mail_person *)vec_push(&g->people) =
            (struct mail_person){.address = arena_strdup(&g->arena, a->address), .name = ""};
        g->table[at] = (uint32_t)g->people.count;
    }
    struct mail_person *person = &VEC_AT(&g->people, struct mail_person, g->table[at] - 1);
    if (!*person->name && *a->name && !strchr(a->name, '@'))
        person->name = arena_strdup(&g->arena, a->name);
    return g->table[at];
}

/* How many of the list have a place. */
static uint32_t take_list(struct mail_gather *g, struct mail_gist *gist,
                          const struct mail_people *list, uint32_t *places)
{
    uint32_t n = 0;
    for (size_t i = 0; i < list->count; i++) {
        uint32_t place = place_of(g, &list->items[i]);
        gist->more |= !place;
        if (place)
            places[n++] = place - 1;
    }
    return n;
}

static void take_people(struct mail_gather *g, struct mail_gist *gist, const struct mail *mail)
{
    size_t n = mail->from.count + mail->sender.count + mail->to.count;
    uint32_t *people = arena_alloc(&g->arena, (n + 1) * sizeof *people);
    gist->people = people;
    gist->from = take_list(g, gist, &mail->from, people);
    people += gist->from;
    gist->sender = take_list(g, gist, &mail->sender, people);
    people += gist->sender;
    gist->to = take_list(g, gist, &mail->to, people);
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

/* Those that are no mails are told once for all that follow each other in a file: one that is no
 * mailbox may have millions. */
static bool is_as_before(const struct mail_gather *g, const struct mail_place *place)
{
    if (!g->mails.count || *place->file)
        return false;
    const struct mail_gist *before = &VEC_AT(&g->mails, struct mail_gist, g->mails.count - 1);
    return before->broken && !before->unreadable;
}

static void take_mail(struct mail_gather *g, const struct mail_place *place,
                      const struct mail *mail, struct mail_gist *gist)
{
    gist->more = mail->more;
    gist->cut = place->more;
    take_people(g, gist, mail);
    take_date(g, gist, mail, place->when);
    gist->subject = cut(&g->arena, mail->subject);
    gist->message_id = arena_strdup(&g->arena, mail->message_id);
    gist->bulk = mail->bulk;
}

bool mail_gather_take(void *ctx, const struct mail_place *place, const char *head, size_t len)
{
    struct mail_gather *g = ctx;
    struct arena scratch = {0};
    struct mail mail;
    bool read = head && mail_read(g->reader, head, len, &scratch, &mail);
    bool broken = !read || !(mail.from.count + mail.sender.count + mail.to.count);
    if (broken && head && is_as_before(g, place)) {
        VEC_AT(&g->mails, struct mail_gist, g->mails.count - 1).behind++;
    } else {
        struct mail_gist *gist = vec_push(&g->mails);
        *gist = (struct mail_gist){.file = *place->file ? arena_strdup(&g->arena, place->file) : "",
                                   .number = place->number,
                                   .subject = "",
                                   .message_id = "",
                                   .broken = broken,
                                   .unreadable = !head};
        if (read)
            take_mail(g, place, &mail, gist);
    }
    arena_clear(&scratch);
    return true;
}
