/* import_draft.h: what one card or row says about a contact, on its way to become one of the
 * book's. Readers of cards and of rows fill it; draft_finish makes the contact. What the contact
 * has no field for, or cannot take, is kept in the words of the file. */
#ifndef CORE_IMPORT_DRAFT_H
#define CORE_IMPORT_DRAFT_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "liaise/contact.h"

/* An e-mail, phone or page. `kept` is its line of the file, should it not be taken. */
struct draft_way {
    lia_channel_kind kind;
    const char *label; /* "work", "home fax", "mobile"; "" none */
    const char *value;
    bool preferred;
    const char *kept;
    const char *label_kept; /* the line of its label, where that is lost in a field; NULL none */
    const char *field;      /* "email2", "channel": where it goes; NULL: the rules tell */
    const char *says; /* "item1.TEL;TYPE=HOME": of its line, what a field cannot; NULL nothing */
    const char *says_label; /* the line of its group's label, whatever its words */
};

enum draft_part {
    DRAFT_POBOX,
    DRAFT_EXTENDED,
    DRAFT_STREET,
    DRAFT_CITY,
    DRAFT_REGION,
    DRAFT_POST,
    DRAFT_COUNTRY,
    DRAFT_PARTS
};
struct draft_address {
    const char *label;
    int number; /* the reader's own */
    bool preferred;
    const char *part[DRAFT_PARTS]; /* NULL blank; the street may have lines */
    const char *kept;
    const char
        *unsaid; /* lines of the region and box, which have no field; NULL: they are in kept */
    const char *label_kept, *field; /* as above; "address" is the contact's own */
    const char *says, *says_label;  /* as above: then it is kept whole */
};

/* All texts live in `arena`; NULL is blank. */
struct import_draft {
    struct arena arena;
    int64_t line;     /* of the file */
    const char *form; /* of what is kept: "vcard" or "csv" */

    /* filled by the reader */
    const char *name, *prefix, *given, *middle, *family, *suffix, *nickname;
    const char *company, *job_title, *birthday, *uid, *no, *salesperson;
    /* lines to be kept where the contact cannot take the field, or has no room for all of it */
    const char *name_kept, *company_kept, *job_kept, *birthday_kept, *uid_kept, *note_kept,
        *no_kept;
    lia_contact_type type; /* 0: not said */
    lia_corr correspondence;
    bool exclude, archived, privacy_blocked;
    const char *privacy_reason;
    int touch_days;              /* -1 blank */
    const lia_channel *channels; /* further lines that are taken as they are */
    size_t channel_count;
    const char *channels_kept;
    struct vec ways;      /* struct draft_way */
    struct vec addresses; /* struct draft_address */
    struct str note, tags;
    struct str kept;     /* lines, each with '\n' */
    struct str notes;    /* what is to be said, joined by "; " */
    size_t damaged;      /* characters that were none */
    const char *refused; /* the reason, NULL: it is taken */

    /* made by draft_finish */
    lia_contact
        contact; /* as contact_tidy leaves it; company is its company's name, to be found or made */
    bool nameless; /* its name is made of its e-mail or phone */
};

/* Makes it empty, for the card or row of this line; `{0}` before the first. */
void draft_begin(struct import_draft *d, int64_t line, const char *form);
void draft_clear(struct import_draft *d);

/* Keeps a line of the file, or several; NULL and "" are nothing. */
void draft_keep(struct import_draft *d, const char *line);
/* Takes what was kept with a contact elsewhere, and its form, before anything else is kept. False
 * when it is none: not of lines "name<TAB>value", or of content lines. */
bool draft_take_kept(struct import_draft *d, const char *form, const char *content);
/* Something to be said about it, at most 76 columns. */
void draft_say(struct import_draft *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void draft_refuse(struct import_draft *d, const char *reason);
void draft_add_note(struct import_draft *d, const char *text);
/* One category: blanks in it become '-', because tags are words. */
void draft_add_tag(struct import_draft *d, const char *text);
/* A number of days; false when it is none. */
bool draft_set_touch_days(struct import_draft *d, const char *text);
/* 1 for "yes", "1", "true" …, 0 for their opposites, -1 for neither. */
int draft_yes_or_no(const char *cell);
/* A birthday in any form that cards and tables have: ISO 8601, its basic form, without year, with a
 * time, 29.2.1980, 2/29/1980; "" for what means none (0/0/00); NULL when it is none of these. */
const char *draft_birthday(struct arena *a, const char *text, bool day_first);

/* Makes the contact. True: d->contact; false: d->refused says why. */
bool draft_finish(struct import_draft *d);

/* Shared by the files of the draft: value tidied when it has at most `most` characters; else it is
 * kept in its own words and said, and "" comes back. what: N_("job title"). */
const char *draft_line(struct import_draft *d, const char *value, int most, const char *what,
                       const char *kept);
bool draft_fits(const char *text, int most); /* in characters */
void draft_ways(struct import_draft *d);     /* e-mails, phones, pages, addresses to fields */
void draft_channels(struct import_draft *d);
void draft_addresses(struct import_draft *d);
/* An address on one line, of its DRAFT_PARTS parts; NULL ones are blank. */
const char *draft_address_text(struct arena *a, const char *const *part);
/* Is it the label of a mobile phone? */
bool draft_is_mobile(const char *label);
/* Adds a further line to the contact. */
void draft_channel(struct import_draft *d, lia_channel_kind kind, const char *label,
                   const char *value);

#endif
