/* import_entries_value.h: what one row says of an interaction, on its way from cells or JSON values
 * to an entry_row. */
#ifndef CORE_IMPORT_ENTRIES_VALUE_H
#define CORE_IMPORT_ENTRIES_VALUE_H

#include "core/import_entries.h"

struct entry_draft {
    const struct entry_reading *r;
    struct arena arena; /* of the texts of the row */
    struct entry_row row;
    struct vec comments; /* struct entry_comment */
    struct str said;
    const char *refused; /* the reason; NULL: it is taken */
    const char *clock;   /* the text of a time that stands in a column of its own; NULL none */
    bool own;       /* liaise wrote the file: what is blank is blank, and no template has a say */
    bool zone_said; /* by the date's text or a column */
};

/* `{0}` with r (and own) set before the first. */
void entry_draft_begin(struct entry_draft *d, int64_t line);
void entry_draft_clear(struct entry_draft *d);
/* liaise wrote it: what it does not say is blank, and no template has a say. */
void entry_draft_own(struct entry_draft *d);
/* Takes the value of a field: valid UTF-8; blank ones too, they say that it is blank. */
void entry_draft_take(struct entry_draft *d, enum entry_field field, const char *text);
/* Something to be said about it, at most 76 columns. */
void entry_draft_say(struct entry_draft *d, const char *fmt, ...) LIA_PRINTF(2, 3);
/* Checks what needs no book, and adds the row, or that it is refused. */
void entry_draft_finish(struct entry_draft *d);

/* A description or subject of no more characters than the book takes: the text itself, or its start
 * with … in `a`. */
const char *entry_line_cut(struct arena *a, const char *text);

/* What people and programs write for a moment: a day in any form of date_parse that has its year, a
 * time behind it, a zone behind that. time -1: none; *zone_said: zone was written (UTC: utc). */
struct entry_moment {
    int32_t date, time;
    int zone;
    bool zone_said, utc;
};
bool entry_moment_parse(const char *text, int32_t today, bool day_first, struct entry_moment *out);

#endif
