/* session.h: what all pages share: the open book, the environment, who works in it. app_data() is a struct session. */
#ifndef TUI_SESSION_H
#define TUI_SESSION_H

#include "base/env.h"
#include "liaise/liaise.h"
#include "tui/app.h"

/* What the undo question that stands is about. */
struct undo_wish {
    int64_t op_id;
    bool redo, with_later;
};

struct session {
    lia_book *book;
    const struct env *env;
    struct app *app;
    bool day_first;          /* 3/12 is the 3rd of December */
    bool first_start;        /* the book was made just now: Home shows the first keys */
    int64_t me;              /* the current user's salesperson, 0 none */
    lia_counts counts;       /* as the page on top last read them */
    int32_t today;           /* as of the last tick: a new day is news */
    bool (*idle)(void *ctx); /* a page's own slices between events; true: there is more */
    void *idle_ctx;
    int64_t shown_at;        /* when its progress was last drawn */
    bool want_example;       /* leave, and come back with the example book */
    lia_error start_error;   /* to be said in the first frame */
    const char *drafts_dir;  /* NULL: drafts cannot be kept */
    struct undo_wish undo_wish;
    struct archive_wish *archive_wish; /* of contact_actions.c */
    struct cancel_wish *cancel_wish;   /* of entry_actions.c */
    struct draft_offer *draft_offer;   /* of drafts.c */
    int restored;            /* drafts of a lost session that became postponed interactions at this start */
};

/* session_app.c: fills in what the machinery asks of the application; the rest is the caller's. */
void session_options(struct session *session, struct app_options *out);

struct session *session_of(const struct screen *s);
lia_book *book_of(const struct screen *s);

/* Days and times of the viewer's clock, for lists: "14:10", "12 Nov"; an instant as "12 Nov 14:10". */
void session_instant(const struct session *session, int64_t utc, struct str *out);
/* The same for lists, at most 12 columns, days under one another; of another year only the day. */
void session_when(const struct session *session, int32_t day, int32_t seconds, struct str *out);
void session_instant_when(const struct session *session, int64_t utc, struct str *out);

/* A count for people, "1 204": returns out. */
enum { COUNT_TEXT = 40 };
const char *session_count(int64_t n, char out[COUNT_TEXT]);

/* For questions about what is marked: "\n5 marked, 2 not shown" where some are not, else nothing. */
void session_say_hidden(const struct list *list, struct str *out);

/* For screen_ops.filter of lists that the book does not filter: by words of what they show. */
lia_status session_filter_words(struct screen *s, const char *text, size_t *at, lia_error *err);

/* For screen_ops.command of forms that are no record: OK checks the form and calls ok, Esc closes. */
bool session_form_command(struct screen *s, enum command_id id, void (*ok)(struct screen *s));

/* Undo and redo with their question; any page. op_id 0: my latest. */
void session_undo(struct screen *s, int64_t op_id);
void session_redo(struct screen *s);

/* Look-up sources that forms share; ctx of the form must be its struct screen. */
extern const struct lookup_source source_contact;      /* value: contact id in digits */
extern const struct lookup_source source_company;
extern const struct lookup_source source_template;     /* value: code */
extern const struct lookup_source source_group;
extern const struct lookup_source source_salesperson;
/* The same without an Add row: for questions about what is there. */
extern const struct lookup_source source_contact_known, source_template_known, source_group_known,
    source_salesperson_known;
/* Their Add row: opens the noun's form with the typed text, and chooses what it returns. To be form_ops.add. */
void session_add(void *ctx, struct form *f, const char *field, const char *typed);
/* The id behind a look-up field's value (a contact's digits, a code); 0: blank or not there. */
int64_t session_contact_value(const struct form *f, const char *field);
lia_status session_template_value(struct screen *s, const struct form *f, const char *field, int64_t *id, lia_error *err);
lia_status session_salesperson_value(struct screen *s, const struct form *f, const char *field, int64_t *id, lia_error *err);
lia_status session_group_value(struct screen *s, const struct form *f, const char *field, int64_t *id, lia_error *err);
/* Fills a look-up field from an id (0: blank). */
lia_status session_choose_contact(struct screen *s, struct form *f, const char *field, int64_t id, lia_error *err);
lia_status session_choose_template(struct screen *s, struct form *f, const char *field, int64_t id, lia_error *err);
lia_status session_choose_salesperson(struct screen *s, struct form *f, const char *field, int64_t id, lia_error *err);
lia_status session_choose_group(struct screen *s, struct form *f, const char *field, int64_t id, lia_error *err);
/* A look-up field holds an id or code and nothing that stands for it: shows the record, where there is one. */
void session_show_record(struct screen *s, struct form *f, const char *field);
/* Choices of the value sets for FIELD_CHOICE; values are the sets' codes ("" blank). */
extern const struct field_choice choices_type[], choices_flow[], choices_by[], choices_corr[], choices_evaluation[],
    choices_result[];
int session_choice(lia_value_set set, const struct form *f, const char *field);
void session_set_choice(lia_value_set set, struct form *f, const char *field, int value);

#endif
