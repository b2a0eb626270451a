/* import_entries_write.h: what becomes of the rows, within one operation; shared by the files that
 * find contacts, templates and what the book has already. */
#ifndef CORE_IMPORT_ENTRIES_WRITE_H
#define CORE_IMPORT_ENTRIES_WRITE_H

#include "core/import_entries.h"
#include "core/op.h"

/* What a row says of a contact, and whom the book has for it. Rows that say the same share one. */
struct entry_ask {
    const char *no, *email;   /* "" not said; the no. in upper case */
    const char *name, *fold;  /* as said; folded. Of what names a company alone: the company's */
    const char *company_fold; /* "" not said */
    bool company;             /* a company is asked for */
    uint64_t hash;

    bool found;
    int64_t contact_id, salesperson_id;
    const char *contact_name, *contact_no;
    bool is_company, archived;
    lia_corr correspondence;
    const char *unfound; /* why nobody is found; NULL */
    bool nobody;         /* because there is none, not because there are several */
    bool stranger;       /* somebody of a meeting, who is no contact */
    const char *blocked; /* why nothing may be recorded of it; NULL */
};
struct entry_asks {
    struct vec asks;   /* struct entry_ask */
    uint32_t *slots;   /* 1 + place, 0 free */
    size_t slot_count; /* a power of two */
    uint64_t seed;
};
enum { ASK_NONE = UINT32_MAX };

void entry_asks_clear(struct entry_asks *asks);
/* The place of what the row asks for, in `a` when it is new; ASK_NONE: nothing. company: the
 * company at the time. */
uint32_t entry_asks_add(struct entry_asks *asks, struct arena *a, const struct entry_row *row,
                        bool company);
static inline struct entry_ask *entry_ask_at(const struct entry_asks *asks, uint32_t at)
{
    return &VEC_AT(&asks->asks, struct entry_ask, at);
}
/* Looks all of them up. */
LIA_MUST_USE lia_status entry_asks_answer(struct entry_asks *asks, struct db *db, struct arena *a,
                                          lia_error *err);

/* --- templates, groups, salespeople --- */

struct entry_template {
    int64_t id, group_id, cost, minutes;
    const char *code, *description, *fold;
    int flow, initiated_by, correspondence;
    bool ignore;
};
struct entry_coded {
    int64_t id;
    const char *code, *email;
};
struct entry_codes {
    struct vec templates;   /* struct entry_template, by code */
    struct vec groups;      /* struct entry_coded, by code */
    struct vec salespeople; /* the same */
    struct vec events;      /* the same: id is the template of the event, blocked ones left out */
};
LIA_MUST_USE lia_status entry_codes_load(struct entry_codes *codes, struct db *db, struct arena *a,
                                         lia_error *err);
void entry_codes_clear(struct entry_codes *codes);
/* By code, by description, or by an event's name that Interaction Template Setup maps ("call",
 * "call-in", "meeting"; flow tells which of two). NULL: none. */
const struct entry_template *entry_template_named(const struct entry_codes *codes, const char *text,
                                                  int flow);
const struct entry_template *entry_template_of_event(const struct entry_codes *codes,
                                                     const char *event);
/* 0: none. */
int64_t entry_coded_id(const struct vec *coded, const char *code);
int64_t entry_salesperson_of_email(const struct entry_codes *codes, const char *email);

/* --- what becomes of the rows --- */

enum { FATE_SKIPPED = 100 }; /* neither counted nor reported */

struct entry_outcome {
    uint32_t ask, company; /* places of asks, or ASK_NONE */
    uint32_t template;     /* place among the templates; valid for what is added or known */
    uint8_t fate;          /* lia_import_fate, or FATE_SKIPPED */
    int64_t group_id;      /* 0: the template's */
    int64_t salesperson_id;
    const char *said; /* beside what the row says itself; NULL nothing */
};

struct entry_writing {
    struct entry_rows *rows;
    const lia_import_how *how;
    lia_progress progress;
    lia_import_result result;

    /* made anew by each try of the operation */
    struct entry_asks asks;
    struct entry_codes codes;
    struct entry_outcome *outcomes;    /* of each row */
    struct vec added;                  /* uint32_t: rows that become entries */
    uint32_t *corrects, *corrected_by; /* of each of these: 1 + place among them, 0 none; NULL: of
                                          none */
    struct vec overrides; /* uint64_t: hashes of documents that the file says how they are */
    struct arena arena;
    uint64_t seed;
};

/* What an entry of the row is: template and text worked out. */
void entry_writing_fill(const struct entry_writing *w, const struct entry_row *row,
                        const struct entry_outcome *o, struct entry_new *out);
/* Decides each row but for what the book has. */
LIA_MUST_USE lia_status entries_decide(struct entry_writing *w, struct db *db, lia_error *err);
/* Of those to be added: which corrects which. */
void entries_link(struct entry_writing *w);
/* Those to be added that the book has, or an earlier row, are left alone. */
LIA_MUST_USE lia_status entries_find_known(struct entry_writing *w, struct db *db, lia_error *err);

#endif
