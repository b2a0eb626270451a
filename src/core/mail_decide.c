#include "core/mail_decide.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "core/contact_bulk.h"
#include "core/core.h"
#include "core/interaction_rules.h"
#include "core/record_find.h"

#define PERSON(rec, place) (&VEC_AT(&(rec)->g->people, struct mail_person, place))
#define MAIL(rec, place)   (&VEC_AT(&(rec)->g->mails, struct mail_gist, place))

void mail_recording_clear(struct mail_recording *rec)
{
    vec_clear(&rec->pairs);
    arena_clear(&rec->reasons);
    lia_contact_record_clear(&rec->defaults);
    free(rec->job.work);
    rec->job.work = NULL;
}

/* --- who is who --- */

/* A salesperson's own address is no contact's; who is active goes before who is blocked. */
static lia_status find_salespeople(struct op *op, struct mail_recording *rec, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(op->db,
                 "SELECT salesperson_id, email FROM salesperson WHERE email <> '' ORDER BY blocked,"
                 " salesperson_id",
                 DB_NONE, &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        struct mail_person *person = mail_gather_find(rec->g, db_text(rows, 1));
        if (person && !person->salesperson_id)
            person->salesperson_id = db_int(rows, 0);
    }
    return db_rows_close(rows, err);
}

static lia_status find_people(struct op *op, struct mail_recording *rec, lia_error *err)
{
    size_t n = rec->g->people.count;
    const char **asks = arena_alloc(&op->arena, (n + 1) * sizeof *asks);
    struct record_found *found = arena_alloc(&op->arena, (n + 1) * sizeof *found);
    for (size_t i = 0; i < n; i++)
        *PERSON(rec, i) =
            (struct mail_person){.address = PERSON(rec, i)->address, .name = PERSON(rec, i)->name};
    lia_status status = find_salespeople(op, rec, err);
    for (size_t i = 0; i < n; i++)
        asks[i] = PERSON(rec, i)->salesperson_id ? "" : PERSON(rec, i)->address;
    if (status == LIA_OK)
        status = record_find(op->db, RECORD_BY_EMAIL, asks, n, found, err);
    for (size_t i = 0; i < n && status == LIA_OK; i++)
        PERSON(rec, i)->contact_id = found[i].contact_id;
    return status;
}

static lia_status find_events(struct op *op, struct mail_recording *rec, lia_error *err)
{
    lia_event_list list;
    lia_status status = lia_event_list_all(op->book, &list, err);
    if (status)
        return status;
    for (size_t i = 0; i < list.count; i++) {
        const lia_event *e = &list.items[i];
        lia_by by = strcmp(e->code, "email-out") == 0  ? LIA_BY_US
                    : strcmp(e->code, "email-in") == 0 ? LIA_BY_THEM
                                                       : LIA_BY_BLANK;
        rec->event[by] = e->id;
        rec->mapped[by] = e->template_id && !e->template_blocked;
    }
    lia_event_list_clear(&list);
    return LIA_OK;
}

/* --- which way a mail went --- */

/* The first of these people who is a salesperson. */
static int64_t salesperson_among(const struct mail_recording *rec, const uint32_t *people,
                                 uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (PERSON(rec, people[i])->salesperson_id)
            return PERSON(rec, people[i])->salesperson_id;
    return 0;
}

static bool contact_among(const struct mail_recording *rec, const uint32_t *people, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (PERSON(rec, people[i])->contact_id)
            return true;
    return false;
}

static const uint32_t *recipients(const struct mail_gist *m)
{
    return m->people + m->from + m->sender;
}

/* From says who wrote it; Sender, who sent it for them, is asked where From is nobody we know. */
static void find_direction(const struct mail_recording *rec, struct mail_gist *m)
{
    int64_t sender = salesperson_among(rec, m->people, m->from);
    int64_t recipient = salesperson_among(rec, recipients(m), m->to);
    if (!sender && !contact_among(rec, m->people, m->from))
        sender = salesperson_among(rec, m->people + m->from, m->sender);
    if (rec->how->direction)
        m->direction = (uint8_t)rec->how->direction;
    else
        m->direction = sender ? LIA_BY_US : recipient ? LIA_BY_THEM : LIA_BY_BLANK;
    m->salesperson_id = m->direction == LIA_BY_US ? sender : recipient;
}

static const char *why_broken(struct mail_recording *rec, const struct mail_gist *m)
{
    if (m->unreadable)
        return _("cannot be read");
    if (!m->behind)
        return _("no mail: nobody sends it, and nobody gets it");
    return arena_printf(&rec->reasons,
                        _("no mail, nor the %lu behind it: nobody sends them, nobody gets them"),
                        (unsigned long)m->behind);
}

static void decide(struct mail_recording *rec, struct mail_gist *m)
{
    m->entries = 0;
    m->count = m->with = 0;
    m->left_out = false;
    m->reason = "";
    m->direction = LIA_BY_BLANK;
    m->fate = LIA_MAIL_BROKEN;
    if (m->broken) {
        m->reason = why_broken(rec, m);
        return;
    }
    find_direction(rec, m);
    m->fate = LIA_MAIL_NOBODY;
    m->reason = _("none of its addresses is a contact's");
    if (!m->direction) {
        m->fate = LIA_MAIL_NEITHER;
        m->reason = _("neither sent by a salesperson nor received by one");
    } else if (!rec->mapped[m->direction]) {
        m->fate = LIA_MAIL_UNMAPPED;
        m->reason = m->direction == LIA_BY_US
                        ? _("email-out has no template in Interaction Template Setup")
                        : _("email-in has no template in Interaction Template Setup");
    }
}

/* --- who is not known --- */

static bool contains(const char *text, size_t len, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= len; i++)
        if (strncasecmp(text + i, word, n) == 0)
            return true;
    return false;
}

/* Nobody reads what is sent there, or it is a program's (RFC 2142, RFC 3834). */
static bool is_nobodys(const char *address)
{
    static const char *const words[] = {
        "noreply",      "no-reply",     "no_reply",      "no.reply",      "donotreply",
        "do-not-reply", "do_not_reply", "do.not.reply",  "mailer-daemon", "postmaster",
        "bounce",       "unsubscribe",  "notifications", "notification@", "listserv"};
    size_t len = strcspn(address, "@");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (contains(address, len + 1, words[i]))
            return true;
    return false;
}

/* Whom the mail was with: its recipients, or who wrote it. */
static const uint32_t *others_of(const struct mail_gist *m, uint32_t *n)
{
    *n = m->direction == LIA_BY_US ? m->to : m->from ? m->from : m->sender;
    return m->direction == LIA_BY_US ? recipients(m) : m->people;
}

static void mark_unknown(struct mail_recording *rec, const struct mail_gist *m)
{
    uint32_t n;
    const uint32_t *others = others_of(m, &n);
    if (m->fate != LIA_MAIL_NOBODY || m->bulk)
        return;
    if (m->direction == LIA_BY_THEM && contact_among(rec, m->people, m->from + m->sender))
        return;
    for (uint32_t i = 0; i < n; i++) {
        struct mail_person *person = PERSON(rec, others[i]);
        person->unknown =
            !person->salesperson_id && !person->contact_id && !is_nobodys(person->address);
    }
}

/* --- adding them --- */

static lia_contact contact_of(const struct mail_person *person, const lia_contact *defaults)
{
    lia_contact c = *defaults;
    c.type = LIA_PERSON;
    c.no = "";
    c.name = str_or(person->name, person->address);
    c.email = person->address;
    return c;
}

/* Those that cannot be contacts (an address that is none) stay unknown. */
static lia_status write_contacts(struct op *op, struct mail_recording *rec, lia_error *err)
{
    size_t n = rec->g->people.count;
    struct contact_bulk bulk = {.add = arena_alloc(&op->arena, (n + 1) * sizeof *bulk.add)};
    uint32_t *places = arena_alloc(&op->arena, (n + 1) * sizeof *places);
    for (size_t i = 0; i < n; i++) {
        lia_contact c = contact_of(PERSON(rec, i), &rec->defaults.c);
        if (!PERSON(rec, i)->unknown ||
            contact_tidy(&op->arena, &c, &bulk.add[bulk.adds].c, NULL, NULL) != LIA_OK)
            continue;
        places[bulk.adds++] = (uint32_t)i;
    }
    if (!bulk.adds)
        return LIA_OK;
    lia_status status = contact_bulk_write(op, &bulk, err);
    struct record_job *job = &rec->job;
    for (size_t i = 0; i < bulk.adds && status == LIA_OK; i++) {
        int64_t id = bulk.add[i].id;
        PERSON(rec, places[i])->contact_id = id;
        job->fresh_first = i == 0 || id < job->fresh_first ? id : job->fresh_first;
        job->fresh_last = id > job->fresh_last ? id : job->fresh_last;
    }
    rec->added = (int64_t)bulk.adds;
    return status;
}

static lia_status add_contacts(struct op *op, struct mail_recording *rec, lia_error *err)
{
    lia_status status = lia_contact_new(op->book, 0, &rec->defaults, err);
    if (status)
        return status;
    rec->job.fresh_correspondence = rec->defaults.c.correspondence;
    rec->job.fresh_salesperson = rec->defaults.c.salesperson_id;
    return write_contacts(op, rec, err);
}

/* --- the records --- */

static void add_pair(struct mail_recording *rec, size_t mail, uint32_t person)
{
    struct mail_gist *m = MAIL(rec, mail);
    if (!PERSON(rec, person)->contact_id)
        return;
    m->count++;
    *(struct mail_pair *)vec_push(&rec->pairs) = (struct mail_pair){(uint32_t)mail, person};
}

/* Sent: one for each recipient. Received: one, with who wrote it. */
static void add_pairs(struct mail_recording *rec, size_t mail)
{
    struct mail_gist *m = MAIL(rec, mail);
    if (m->fate != LIA_MAIL_NOBODY)
        return;
    if (m->direction == LIA_BY_US)
        for (uint32_t i = 0; i < m->to; i++)
            add_pair(rec, mail, recipients(m)[i]);
    else
        for (uint32_t i = 0; i < m->from + m->sender && !m->count; i++)
            add_pair(rec, mail, m->people[i]);
}

static void give(void *ctx, size_t place, lia_record *out)
{
    const struct mail_recording *rec = ctx;
    const struct mail_pair *pair = &VEC_AT(&rec->pairs, struct mail_pair, place);
    const struct mail_gist *m = MAIL(rec, pair->mail);
    *out = (lia_record){.event_id = rec->event[m->direction],
                        .document_no = m->message_id,
                        .date = m->date,
                        .time = m->time,
                        .zone = m->zone,
                        .description = m->subject,
                        .subject = "",
                        .comment = "",
                        .via = PERSON(rec, pair->person)->address,
                        .minutes = -1,
                        .cost = -1,
                        .salesperson_id = m->salesperson_id,
                        .flow = m->direction == LIA_BY_US ? LIA_OUTBOUND : LIA_INBOUND,
                        .initiated_by = (lia_by)m->direction};
}

static void refuse(void *ctx, size_t place, const char *reason)
{
    struct mail_recording *rec = ctx;
    struct mail_gist *m = MAIL(rec, VEC_AT(&rec->pairs, struct mail_pair, place).mail);
    uint8_t fate = rec->job.work[place].fate;
    bool left_out = fate == LIA_RECORD_ARCHIVED || fate == LIA_RECORD_BLOCKED;
    if (left_out || !m->left_out)
        m->reason = arena_strdup(&rec->reasons, reason);
    m->left_out |= left_out;
}

static void say_too(struct mail_recording *rec, struct mail_gist *m, const char *said)
{
    m->reason = *m->reason ? arena_printf(&rec->reasons, "%s; %s", m->reason, said) : said;
}

/* A mail is recorded when one of its records is made, else known when one of them is. */
static void judge(struct mail_recording *rec)
{
    for (size_t i = 0; i < rec->pairs.count; i++) {
        struct mail_gist *m = MAIL(rec, VEC_AT(&rec->pairs, struct mail_pair, i).mail);
        uint8_t fate = rec->job.work[i].fate;
        if (fate == LIA_RECORD_MADE) {
            m->fate = LIA_MAIL_RECORDED;
            if (!m->entries++)
                m->with = VEC_AT(&rec->pairs, struct mail_pair, i).person + 1;
        } else if (fate == LIA_RECORD_KNOWN && !m->entries) {
            m->fate = LIA_MAIL_KNOWN;
        }
    }
    for (size_t i = 0; i < rec->g->mails.count; i++) {
        struct mail_gist *m = MAIL(rec, i);
        if (m->fate == LIA_MAIL_RECORDED && !m->left_out)
            m->reason = "";
        else if (m->fate == LIA_MAIL_KNOWN && m->left_out)
            m->reason = _("Recorded already");
        if (m->more)
            say_too(rec, m, _("it names more people than are looked at"));
        if (m->cut)
            say_too(rec, m, _("only the first megabyte of its header is read"));
    }
}

static lia_status write_records(struct op *op, struct mail_recording *rec, lia_error *err)
{
    struct record_job *job = &rec->job;
    size_t n = rec->pairs.count;
    free(job->work);
    job->work = mem_alloc((n + 1) * sizeof *job->work);
    job->n = n;
    job->at = give;
    job->refuse = refuse;
    job->ctx = rec;
    job->any_salesperson = true;
    for (size_t i = 0; i < n; i++)
        job->work[i].contact_id =
            PERSON(rec, VEC_AT(&rec->pairs, struct mail_pair, i).person)->contact_id;
    lia_status status = record_write(op, job, err);
    if (status == LIA_OK)
        judge(rec);
    return status;
}

/* --- the operation --- */

/* What the book calls the contact; who was just added is called as the mail calls them. */
static lia_status name_of(struct op *op, const struct mail_person *person, const char **name,
                          lia_error *err)
{
    struct db_rows *rows;
    *name = str_or(person->name, person->address);
    lia_status status = db_query(op->db, "SELECT name FROM contact WHERE contact_id = :id",
                                 DB_PARAMS(db_i("id", person->contact_id)), &rows, err);
    if (status)
        return status;
    if (db_next(rows))
        *name = arena_strdup(&op->arena, db_text(rows, 0));
    return db_rows_close(rows, err);
}

/* "Recorded e-mail “Price list” with Bo Ek" */
static lia_status say_one(struct op *op, const struct mail_recording *rec, const char *subject,
                          lia_error *err)
{
    enum { NAME = 40 };
    size_t place = rec->job.places[0];
    const char *name;
    lia_status status =
        name_of(op, PERSON(rec, VEC_AT(&rec->pairs, struct mail_pair, place).person), &name, err);
    if (status)
        return status;
    name = rule_short(&op->arena, name, NAME);
    if (rec->job.made > 1)
        op_say(op, (int64_t)rec->job.made + rec->added,
               _("Recorded e-mail “%s” with %lld contacts"), subject, (long long)rec->job.made);
    else if (*subject)
        op_say(op, 1 + rec->added, _("Recorded e-mail “%s” with %s"), subject, name);
    else
        op_say(op, 1 + rec->added, _("Recorded e-mail with %s"), name);
    return LIA_OK;
}

static lia_status say(struct op *op, const struct mail_recording *rec, lia_error *err)
{
    enum { SUBJECT = 40, NAME = 40 };
    int64_t made = (int64_t)rec->job.made, mails = 0;
    const char *subject = "", *name = rule_short(&op->arena, rec->how->name, NAME);
    for (size_t i = 0; i < rec->g->mails.count; i++)
        if (MAIL(rec, i)->fate == LIA_MAIL_RECORDED && !mails++)
            subject = MAIL(rec, i)->subject;
    if (mails == 1)
        return say_one(op, rec, rule_short(&op->arena, subject, SUBJECT), err);
    if (*name)
        op_say(op, made + rec->added, _("Recorded %s: %lld e-mails, %lld interactions"), name,
               (long long)mails, (long long)made);
    else
        op_say(op, made + rec->added, _("Recorded %lld e-mails: %lld interactions"),
               (long long)mails, (long long)made);
    return LIA_OK;
}

/* Fill may run again, when another session was first: everything is decided anew. */
static void begin(struct mail_recording *rec)
{
    rec->pairs.count = 0;
    rec->added = 0;
    rec->job.fresh_first = 0;
    rec->job.fresh_last = -1;
    arena_clear(&rec->reasons);
    lia_contact_record_clear(&rec->defaults);
}

lia_status mail_decide(struct op *op, void *ctx, lia_error *err)
{
    struct mail_recording *rec = ctx;
    size_t n = rec->g->mails.count;
    begin(rec);
    lia_status status = find_people(op, rec, err);
    if (status == LIA_OK)
        status = find_events(op, rec, err);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++) {
        decide(rec, MAIL(rec, i));
        mark_unknown(rec, MAIL(rec, i));
    }
    if (rec->how->add)
        status = add_contacts(op, rec, err);
    for (size_t i = 0; i < n; i++)
        add_pairs(rec, i);
    if (status == LIA_OK)
        status = write_records(op, rec, err);
    if (status)
        return status;
    op->nothing = rec->how->dry_run || !rec->job.made;
    return op->nothing ? LIA_OK : say(op, rec, err);
}
