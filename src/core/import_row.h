/* import_row.h: contacts packed close in the spool: the rows of a file until they are written, and
 * the contacts of the book that they may be. In memory stays a place each. */
#ifndef CORE_IMPORT_ROW_H
#define CORE_IMPORT_ROW_H

#include "base/vec.h"
#include "core/import_draft.h"
#include "core/import_spool.h"

enum import_text {
    TEXT_NAME,
    TEXT_NAME_FOLD,
    TEXT_COMPANY,
    TEXT_COMPANY_FOLD,
    TEXT_UID,
    TEXT_NO,
    TEXT_EMAIL,
    TEXT_EMAIL2,
    TEXT_PHONE,
    TEXT_MOBILE,
    TEXT_JOB_TITLE,
    TEXT_ADDRESS,
    TEXT_ADDRESS2,
    TEXT_POST_CODE,
    TEXT_CITY,
    TEXT_COUNTRY,
    TEXT_SALESPERSON,
    TEXT_HOME_PAGE,
    TEXT_BIRTHDAY,
    TEXT_NOTE,
    TEXT_TAGS,
    TEXT_PRIVACY_REASON,
    TEXT_SAID, /* notes about the row; of a refused one the reason */
    TEXT_COUNT
};

/* What is known of a row beside its texts. The first group is filled by import_pack. */
struct import_facts {
    uint32_t size; /* of all that is packed, with these */
    uint32_t mask; /* which texts are not blank */
    uint16_t channel_count;
    uint8_t type, correspondence;
    bool exclude, privacy_blocked, archived;
    int touch_days;
    int64_t salesperson_id, company_id;
    size_t kept_len; /* of what is kept word for word, which may be long: 0 nothing */
    int64_t kept_at;

    bool nameless; /* the name is made of its e-mail or phone */
    bool refused;
    bool remark; /* no contact: something to be said about the file */
    bool csv;    /* form of what is kept */
    int64_t was; /* of a contact of the book that rows have changed: where it stands as it was */
};

/* A row of the file or a contact as it was read from the spool, or `{0}`. */
struct import_row {
    struct import_facts facts;
    const char *text[TEXT_COUNT]; /* "" where blank */
    const lia_channel *channels;

    /* private */
    struct spool_view view, kept;
    struct vec own; /* lia_channel */
    int64_t at;
    unsigned cuts;
};

struct import_place {
    int64_t at;   /* in the spool */
    int64_t line; /* of the file */
};
/* So many refused rows and remarks are held, to be told one by one; it is said when there are more,
 * which are counted: nobody reads on, and a file can have one in each few bytes. */
enum { IMPORT_SAID_MAX = 100000 };
const char *import_said_enough(void);

/* `{0}` is empty, with a spool in memory. */
struct import_rows {
    struct spool spool;
    size_t said;       /* refused rows and remarks that are held */
    int64_t untold;    /* refused rows that are not */
    struct vec places; /* struct import_place */
    const char *form;  /* of what is kept: "vcard" or "csv" */
    struct str scratch, packed;
};

/* Fails with LIA_CANCELED, wherever an import is stopped. */
lia_status import_stopped(lia_error *err);

/* book: its path, "" in memory. */
void import_rows_open(struct import_rows *rows, const char *book);
/* Called by a reader before its first row. */
void import_rows_init(struct import_rows *rows, const char *form);
void import_rows_clear(struct import_rows *rows);
/* What draft_finish made, or refused. */
void import_rows_add(struct import_rows *rows, const struct import_draft *d);
/* A row that no draft was made of: `reason` says why. */
void import_rows_refuse(struct import_rows *rows, int64_t line, const char *reason);
/* Something about the file, not about a contact. */
void import_rows_remark(struct import_rows *rows, int64_t line, const char *text);

/* Packs a contact behind what is in the spool and gives its place. c->company is its company's
 * name. facts: of the second group, and kept_at and kept_len where `kept` is NULL. */
int64_t import_pack(struct import_rows *rows, const struct import_facts *facts,
                    const lia_contact *c, const char *name_fold, const char *company_fold,
                    const char *kept, const char *said);
/* Packs a row that was read once more; kept: what is kept of it, NULL: that stays where it is. */
int64_t import_copy(struct import_rows *rows, struct import_row *row, const char *kept);
/* Reads it. Its texts are valid until the next call for the row. */
void import_row_read(struct import_rows *rows, int64_t at, struct import_row *row);
void import_row_clear(struct import_row *row);
/* What is kept of it, "" nothing; valid as its texts are. */
const char *import_row_kept(struct import_rows *rows, struct import_row *row);
/* The contact, as contact_tidy left it; company and salesperson are names. Borrowed from the row.
 */
void import_unpack(const struct import_row *row, lia_contact *out);

#endif
