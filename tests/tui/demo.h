/* demo.h: a small application without a book, for the tests of the front end's machinery: Home, a
 * list of people with a preview, and a form with a field of every kind. */
#ifndef TESTS_TUI_DEMO_H
#define TESTS_TUI_DEMO_H

#include "base/vec.h"
#include "tui/app.h"

struct person {
    int64_t id;
    char *name, *company, *city, *note;
};

struct demo {
    struct vec people; /* of struct person, in the order of name and id */
    int interrupts;    /* fetches that the next key made stale */
    int fetches, saves, hangups, ticks, idles, oks;
    bool tick_changes; /* what tick answers */
    int idle_slices;   /* how many idle has left */
    char saved[4096];  /* the last draft: "name=value;…" */
    char answered;     /* the last answer to the question of key `e`; '-' for Esc */
    char prompted[64]; /* the last answer to a prompt */
    char done[64];     /* the last record that Tell Me or Enter went to */
};

void demo_init(struct demo *d, int people); /* with made-up names; the same every time */
void demo_clear(struct demo *d);
struct person *demo_add(struct demo *d, int64_t id, const char *name, const char *company,
                        const char *city);
void demo_remove(struct demo *d, int64_t id);
void demo_rename(struct demo *d, int64_t id, const char *name);

/* By their place in the order; the place of a person, and of the first that is not before (name,
 * id). */
struct person *demo_person(const struct demo *d, size_t i);
size_t demo_index(const struct demo *d, int64_t id); /* which must be there */
size_t demo_place(const struct demo *d, const char *name, int64_t id);
struct demo *demo_of(const struct screen *s);

/* An app on the terminal, Home open; the terminal is the app's. */
struct app *demo_app(struct demo *d, struct terminal *t, enum selection_style selection);

extern const struct screen_ops demo_home, demo_people, demo_form, demo_note;
extern const struct field_spec demo_fields[];
struct list *demo_list(struct app *app); /* of the people page on top or below */

#endif
