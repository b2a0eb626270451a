/* import_draft.h: what one card or row says about a contact, on its way to become one of the
 * book's. Readers of cards and of rows fill it; draft_finish makes the contact. What the contact
 * has no field for, or cannot take, is kept in the words of the file. */
#ifndef CORE_IMPORT_DRAFT_H
#define CORE_IMPORT_DRAFT_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "core/vcard_label.h"
#include "liaise/contact.h"

/* An e-mail, phone or page. `kept` is its line of the file, should it not be taken. */
struct draft_way {
    lia_channel_kind kind;
    const char *label; /* "work", "home fax", "mobile"; "" none */
    const char *value;
    bool preferred; /* before all others */
    bool ranked;    /* its line says how much it is preferred */
    const char *kept;
    const char *label_kept;        /* the line of its label in words of its own; NULL none */
    const char *field;             /* "email2", "channel": where it goes; NULL: the rules tell */
    const struct vcard_prop *prop; /* its line in a card; NULL: it is of a table */
    const char *says_label;        /* the line of its group's label, whatever its words */
    enum vcard_place further;      /* what a further line says of it */
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
    const char *unsaid; /* of a table: the columns of region and box, which have no field */
    const char *field;  /* as above; "address" is the contact's own */
    const struct vcard_prop *prop; /* as are these */
    const char *says_label;
    enum vcard_place further;
    bool more; /* it has more parts than these, or lists in them */
};

/* Lines that a field was read from are kept when they say more than it does, or when others of
 * their name are kept: then the field's own stand behind those. */
enum draft_own {
    DRAFT_OWN_NAME = 1,
    DRAFT_OWN_PARTS = 2, /* of the name */
    DRAFT_OWN_COMPANY = 4,
    DRAFT_OWN_JOB = 8,
    DRAFT_OWN_BIRTHDAY = 16,
    DRAFT_OWN_NOTE = 32,
    DRAFT_OWN_TAGS = 64,
    DRAFT_OWN_UID = 128,
    DRAFT_OWN_ADDRESS = 256
};

/* All texts live in `arena`; NULL is blank. */
struct import_draft {
    struct arena arena;
    int64_t line;     /* of the file */
    const char *form; /* of what is kept: "vcard" or "csv" */

    /* filled by the reader */
    const char *name, *prefix, *given, *middle, *family, *suffix, *nickname;
    const char *company, *job_title, *birthday, *uid, *no, *salesperson;
    /* lines to be kept where the contact cannot take the field, or has no room for all of it, and
     * where `own` says so */
    const char *full_kept, *name_kept, *company_kept, *job_kept, *birthday_kept, *uid_kept,
        *note_kept, *tags_kept, *no_kept;
    unsigned own;          /* bits of enum draft_own */
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
/* Is it the tag that it becomes, or would its letters or blanks be lost? */
bool draft_is_tag(struct import_draft *d, const char *text);
/* Lines, which may be NULL, and one more. */
const char *draft_and_line(struct import_draft *d, const char *lines, const char *line);
/* A birthday in any form that cards and tables have: ISO 8601, its basic form, without year, with a
 * time, 29.2.1980, 2/29/1980; "" for what means none (0/0/00); NULL when it is none of these. */
const char *draft_birthday(struct arena *a, const char *text, bool day_first);

/* Does a time of the day stand behind the date? */
bool draft_birthday_timed(const char *text);

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
/* Keeps what the line of a way says beside its value, unless the place says all of it; an address
 * whole (import_said.c). */
void draft_keep_way(struct import_draft *d, const struct draft_way *way, enum vcard_place place,
                    bool writes_pref);
/* Is a line of the same value kept already? */
bool draft_has_kept(struct import_draft *d, const struct draft_way *way);
void draft_keep_address(struct import_draft *d, const struct draft_address *address);
/* A label as contacts have it. */
const char *draft_label(struct arena *a, const char *label);
/* How well a way suits the field "email", "email2", "phone", "mobile" or "home_page": of those that
 * come to it the lowest is taken, of several the first. -1: it cannot be. */
int draft_way_rank(const struct draft_way *way, const char *field);
/* How well it suits the contact's own address, as above. */
int draft_address_rank(const struct draft_address *address);
/* An address on one line, of its DRAFT_PARTS parts; NULL ones are blank. */
const char *draft_address_text(struct arena *a, const char *const *part);
/* Is it the label of a mobile phone? */
bool draft_is_mobile(const char *label);
/* Adds a further line to the contact. */
void draft_channel(struct import_draft *d, lia_channel_kind kind, const char *label,
                   const char *value);

#endif
