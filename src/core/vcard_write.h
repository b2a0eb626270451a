/* vcard_write.h: a contact as a vCard of version 3.0 (RFC 2426) or 4.0 (RFC 6350).
 *
 * What the contact's fields say goes out of them. What is kept of an imported card goes out word
 * for word behind them, or in their place where it says the same and more: the parts of the name,
 * the departments of a company, the time of a birthday, labels, groups and parameters. Of what
 * changed since, the line that said the old value does not go out any more. What has no property
 * goes out as X-LIAISE-... The plain rules by which a reader tells phone from mobile, or the first
 * e-mail from the second, are helped by X-LIAISE-FIELD="email2" only where they would go wrong. */
#ifndef CORE_VCARD_WRITE_H
#define CORE_VCARD_WRITE_H

#include "core/export.h"
#include "core/vcard_prop.h"

struct vcard_kept;
struct vcard_writing {
    struct str *out;
    struct arena arena;
    bool v4;
    const struct export_contact *contact;
    struct vcard_kept *kept; /* of the contact */
    size_t kept_count;
    int group; /* the number of the last itemN */
};

/* Appends the whole card, lines folded at 75 octets and ended by CR LF. */
void vcard_write(struct str *out, const struct export_contact *contact, int version);

/* --- shared by its files --- */

/* Adds a content line, folded (RFC 6350 3.2): never inside of a character. */
void vcard_line_add(struct str *out, const char *line);
/* Adds a value as text: \ , ; and line breaks escaped (RFC 6350 3.4). */
void vcard_text_add(struct str *out, const char *value);
/* Adds a parameter's value, quoted where it must be (RFC 6350 3.3, RFC 6868). */
void vcard_param_add(struct str *out, const char *value);
/* Adds the value of an e-mail, phone, page or address: a URI has none but '\\' escaped. */
void vcard_value_add(struct str *out, lia_channel_kind kind, const char *value);
/* "NAME:value" as text; nothing when the value is blank. */
void vcard_text_line(struct vcard_writing *w, const char *name, const char *value);

/* E-mails, phones, pages and addresses (vcard_write_ways.c). */
void vcard_write_ways(struct vcard_writing *w);

/* What is kept (vcard_write_kept.c): a line of an imported card. */
struct vcard_kept {
    const char *line;  /* as it stands, without its end */
    const char *name;  /* upper case, without group */
    const char *group; /* upper case; "" none */
    bool v21, written;
    bool claimed;                  /* it stands for a phone, e-mail, page or address */
    const struct vcard_prop *prop; /* taken apart, once it was asked for */
};
void vcard_kept_read(struct vcard_writing *w);
/* The value of the line, its escapes as they are. */
const char *vcard_kept_value(const struct vcard_kept *kept);
/* Its parameters as the version at hand has them, ";TYPE=HOME"; it counts as written then. */
const char *vcard_kept_params(struct vcard_writing *w, struct vcard_kept *kept);
/* What a reader takes for the label of a phone, e-mail, page or address; how much it is preferred.
 */
const char *vcard_kept_label(struct vcard_writing *w, struct vcard_kept *kept);
long vcard_kept_preference(struct vcard_writing *w, struct vcard_kept *kept);
/* Writes it as the version at hand has it; more: parameters to add, ";PREF=1", or "". */
void vcard_kept_write(struct vcard_writing *w, struct vcard_kept *kept, const char *more);
/* Writes the label of its group behind it. */
void vcard_kept_write_label(struct vcard_writing *w, const struct vcard_kept *kept);
/* The fields that several lines may say: notes and tags, in the place of what is kept of them
 * (vcard_write_several.c). */
void vcard_write_note(struct vcard_writing *w);
void vcard_write_tags(struct vcard_writing *w);
/* All that are not written yet, in their order, and what is kept of tables. */
void vcard_kept_rest(struct vcard_writing *w);

#endif
