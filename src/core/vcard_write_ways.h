/* vcard_write_ways.h: shared by the files that write e-mails, phones, pages and addresses. */
#ifndef CORE_VCARD_WRITE_WAYS_H
#define CORE_VCARD_WRITE_WAYS_H

#include "core/vcard_write.h"

/* A line of one kind: a field of the contact, or a channel. */
struct way {
    const char *field; /* its name; "channel" for a further one */
    const char *label, *value;
    struct vcard_kept *kept; /* of a field: the line that says more of it; NULL none */
};

enum { WAYS_OWN = 2 };
struct ways {
    lia_channel_kind kind;
    struct way *items; /* the fields that are not blank, then the channels */
    size_t own, count;
};

/* own: fields, of which those that are not blank are taken. Lives in the arena. */
struct ways vcard_ways(struct vcard_writing *w, lia_channel_kind kind,
                       const struct way own[WAYS_OWN]);
/* The label as types of the version at hand, "WORK,FAX"; "" when it is none. */
const char *vcard_ways_types(struct vcard_writing *w, bool phone, const char *label);
/* Writes "NAME;TYPE=...:value" with its label; value as it is to stand there. What a kept line says
 * stands for type and label. */
void vcard_way_write(struct vcard_writing *w, const char *name, const char *type,
                     const struct way *way, bool preferred, bool hint, const char *value);
/* The kept line does not go out any more, nor the label of its group. */
void vcard_way_leave_out(struct vcard_writing *w, struct vcard_kept *kept);
void vcard_write_addresses(struct vcard_writing *w);

#endif
