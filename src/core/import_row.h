/* import_row.h: contacts packed close, because an import holds all of a file's until they are
 * written: about 40 bytes and the texts that are not blank. */
#ifndef CORE_IMPORT_ROW_H
#define CORE_IMPORT_ROW_H

#include "base/vec.h"
#include "core/import_draft.h"

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
    TEXT_KEPT,
    TEXT_SAID, /* notes about the row; of a refused one the reason */
    TEXT_COUNT
};

/* A row of the file, or a contact of the book. */
struct import_row {
    int64_t line;  /* of the file; 0: of the book */
    uint32_t mask; /* which texts are not blank */
    uint8_t type, correspondence;
    bool exclude;
    bool nameless; /* the name is made of its e-mail or phone */
    bool refused;
    bool remark; /* no contact: something to be said about the file */
    uint16_t channel_count;
    const lia_channel *channels;
    const char *texts; /* one behind the other, each with its NUL */
};
struct import_rows {
    struct arena arena;
    struct vec rows;
    const char *form; /* of what is kept: "vcard" or "csv" */
    struct str scratch;
};

/* Fails with LIA_CANCELED, wherever an import is stopped. */
lia_status import_stopped(lia_error *err);

void import_rows_init(struct import_rows *rows, const char *form);
void import_rows_clear(struct import_rows *rows);
/* What draft_finish made, or refused. */
void import_rows_add(struct import_rows *rows, const struct import_draft *d);
/* A row that no draft was made of: `reason` says why. */
void import_rows_refuse(struct import_rows *rows, int64_t line, const char *reason);

/* Something about the file, not about a contact. */
void import_rows_remark(struct import_rows *rows, int64_t line, const char *text);

/* Packs a contact; c->company is its company's name. */
struct import_row import_pack(struct arena *a, const lia_contact *c, const char *name_fold,
                              const char *company_fold, const char *kept, const char *said);
/* One text, "" when it is blank. */
const char *import_text(const struct import_row *row, enum import_text which);
/* The first n of them at once. */
void import_texts(const struct import_row *row, const char *out[], int n);
/* All of them, as contact_tidy left them; company and salesperson are names. Borrowed from the row.
 */
void import_unpack(const struct import_row *row, lia_contact *out);

#endif
