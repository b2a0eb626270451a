/* screens.h: the pages and forms, and what each is opened with. One file each: screen_<name>.c. */
#ifndef TUI_SCREENS_H
#define TUI_SCREENS_H

#include "liaise/liaise.h"
#include "tui/app.h"
#include "tui/record_form.h"
#include "tui/session.h"

/* --- pages of the keys 1 .. 8, the menu and Tell Me; args NULL ------------------------------------ */
extern const struct screen_ops home_screen;
extern const struct screen_ops contacts_screen;  /* args: struct contacts_args or NULL */
extern const struct screen_ops segments_screen;
extern const struct screen_ops entries_screen;   /* args: struct entries_args or NULL */
extern const struct screen_ops postponed_screen; /* args: struct postponed_args or NULL */
extern const struct screen_ops logged_screen;
extern const struct screen_ops templates_screen;
extern const struct screen_ops groups_screen;
extern const struct screen_ops salespeople_screen;
extern const struct screen_ops history_screen;
extern const struct screen_ops setup_form;       /* Marketing Setup */
extern const struct screen_ops events_screen;    /* Interaction Template Setup */

struct contacts_args {
    const char *filter; /* to begin with */
};
/* Which entries: what the page was opened from, said in its title. */
struct entries_args {
    lia_entry_query query; /* its filter is not used */
    const char *of;        /* "Bo Ek · Fabrikam", "SM00012"; "" all */
};
struct postponed_args {
    lia_postponed_query query;
    const char *of;
};

/* --- records; args: const int64_t *id -------------------------------------------------------------- */
extern const struct screen_ops contact_screen;
extern const struct screen_ops entry_screen;
extern const struct screen_ops segment_screen;
extern const struct screen_ops change_screen;    /* what an operation changed */

/* --- forms: return the record's id ----------------------------------------------------------------- */
struct contact_form_args {
    int64_t id;         /* 0: new */
    int64_t company_id; /* new: a person of this company */
    bool company;       /* new: a company */
    const char *name;   /* new: proposed; NULL none */
};
extern const struct screen_ops contact_form;
struct code_form_args { /* group_form, template_form, salesperson_form, event_form */
    int64_t id;         /* 0: new */
    const char *code;   /* new: proposed; NULL none */
};
extern const struct screen_ops group_form;
extern const struct screen_ops template_form;
extern const struct screen_ops salesperson_form;
extern const struct screen_ops event_form;
struct segment_form_args {
    int64_t id; /* 0: new */
};
extern const struct screen_ops segment_form;     /* a segment's header */
struct line_form_args {
    int64_t segment_id;
    const int64_t *line_ids; /* n of them; NULL: a new line */
    size_t n;
};
extern const struct screen_ops line_form;
struct comment_form_args {
    int64_t entry_no;
    int64_t comment_id; /* 0: new */
};
extern const struct screen_ops comment_form;

/* Create Interaction, Resume, Correct, logging one line: one form. */
enum interaction_from { FROM_CONTACT, FROM_CONTACTS, FROM_ENTRY, FROM_LINE, FROM_POSTPONED, FROM_CORRECT, FROM_NOTHING };
struct interaction_args {
    enum interaction_from from;
    int64_t id;              /* contact (0 asks), entry no., line, postponed no. */
    const int64_t *contacts; /* FROM_CONTACTS: n marked ones */
    size_t n;
};
extern const struct screen_ops interaction_form;
/* Opens it after naming who is left out (archived, privacy-blocked); says why when nobody is left. */
bool interaction_start(struct screen *s, const struct interaction_args *args);

struct delete_canceled_args {
    lia_entry_query query; /* the page's; its filter by text: */
    const char *filter;    /* "" none */
    const char *of;
    const int64_t *nos;    /* marked canceled rows, n; NULL: by the query */
    size_t n;
};
extern const struct screen_ops delete_canceled_form;
extern const struct screen_ops log_segment_form; /* args: const int64_t *segment id */
/* Add contacts by a filter (SEGMENT ADD), args: const int64_t *segment id */
extern const struct screen_ops add_contacts_form;
extern const struct screen_ops import_screen;    /* args: const char *path or NULL */
struct export_args {
    lia_content content;
    bool of_page;                 /* what its list shows can be exported; else only all of the book */
    int64_t only;                 /* this one alone, whose card it is; 0: a list's */
    const struct marks *marks;    /* what is marked there; NULL: nothing can be */
    int64_t marks_shown;          /* how many of them the list shows; -1: not known */
    const char *filter;           /* that stands there; "" none */
    const lia_entry_query *query; /* of a page of entries */
    int64_t shown;                /* how many the list has; -1: not known */
};
/* Opens the form; when it is done the marks of s go. */
void export_start(struct screen *s, const struct export_args *args);

/* The first start: who are you? A question on s; a user without a salesperson gets one. */
void who_ask(struct screen *s);

/* Preview parts that pages share. */
/* A contact's timeline: newest entries of one contact (a company: with its persons), for previews and the card. */
struct timeline {
    lia_entry_list entries;
    int64_t contact_id;
};
lia_status timeline_load(struct timeline *t, lia_book *book, int64_t contact_id, int limit, lia_error *err);
void timeline_draw(const struct timeline *t, const struct session *session, struct grid *g, struct rect r);
void timeline_clear(struct timeline *t);

#endif
