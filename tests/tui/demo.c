/* demo.c: see demo.h: the people, Home, and the app. */
#include "demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

/* --- people ---------------------------------------------------------------------------------- */

static int compare(const struct person *a, const char *name, int64_t id)
{
    int order = strcmp(a->name, name);
    return order ? order : (a->id > id) - (a->id < id);
}

struct person *demo_person(const struct demo *d, size_t i)
{
    return &VEC_AT(&d->people, struct person, i);
}

/* The first that is not before (name, id). */
size_t demo_place(const struct demo *d, const char *name, int64_t id)
{
    size_t low = 0, high = d->people.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare(demo_person(d, middle), name, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct person *demo_add(struct demo *d, int64_t id, const char *name, const char *company,
                        const char *city)
{
    struct person *p = vec_insert(&d->people, demo_place(d, name, id));
    *p = (struct person){id, mem_strdup(name), mem_strdup(company), mem_strdup(city),
                         mem_strdup("")};
    return p;
}

size_t demo_index(const struct demo *d, int64_t id)
{
    for (size_t i = 0; i < d->people.count; i++)
        if (demo_person(d, i)->id == id)
            return i;
    abort();
}

static void free_person(struct person *p)
{
    free(p->name);
    free(p->company);
    free(p->city);
    free(p->note);
}

void demo_remove(struct demo *d, int64_t id)
{
    size_t i = demo_index(d, id);
    free_person(demo_person(d, i));
    vec_remove(&d->people, i, 1);
}

void demo_rename(struct demo *d, int64_t id, const char *name)
{
    struct person old = *demo_person(d, demo_index(d, id));
    char *company = mem_strdup(old.company), *city = mem_strdup(old.city);
    demo_remove(d, id);
    demo_add(d, id, name, company, city);
    free(company);
    free(city);
}

void demo_init(struct demo *d, int people)
{
    static const char *const first[] = {"Anna",  "Bo",     "Chiara", "Dara",
                                        "Émile", "Fatima", "Göran",  "Hana"};
    static const char *const last[] = {"Berg",   "Ek",        "Rossi", "Okafor", "Lefèvre",
                                       "Haddad", "Lindqvist", "Novák", "Åström"};
    static const char *const companies[] = {"Adatum", "Fabrikam", "Trey Research", "",
                                            "Łódź Works"};
    static const char *const cities[] = {"Göteborg", "Lund", "Milano", "東京", "Paris"};
    *d = (struct demo){.people = VEC_OF(struct person)};
    for (int i = 0; i < people; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s %s %d", first[i % 8], last[i / 8 % 9], i);
        demo_add(d, i + 1, name, companies[i % 5], cities[i * 7 % 5]);
    }
}

void demo_clear(struct demo *d)
{
    for (size_t i = 0; i < d->people.count; i++)
        free_person(demo_person(d, i));
    vec_clear(&d->people);
}

/* --- Home, and the app ----------------------------------------------------------------------- */

struct demo *demo_of(const struct screen *s)
{
    return app_data(s->app);
}

static void home_draw(struct screen *s, struct grid *g, struct rect r)
{
    (void)s;
    grid_put(g, r.x + 2, r.y + 1, 6, STYLE_NUMBER, "12");
    grid_put(g, r.x + 8, r.y + 1, r.w - 8, STYLE_NORMAL, "active segments");
}

const struct screen_ops demo_home = {
    .page = "demo-home", .title = N_("Home"), .size = sizeof(struct screen), .draw = home_draw};

static void status(struct app *app, struct str *out)
{
    (void)app;
    str_add(out, "acme.db");
}

static bool tick(struct app *app)
{
    struct demo *d = app_data(app);
    d->ticks++;
    return d->tick_changes;
}

static bool idle(struct app *app)
{
    struct demo *d = app_data(app);
    d->idles++;
    return d->idle_slices > 0 && --d->idle_slices > 0;
}

static lia_status tellme(struct app *app, const char *letters, int limit, struct tellme_rows *out,
                         lia_error *err)
{
    struct demo *d = app_data(app);
    struct arena a = {0};
    (void)err;
    const char *wanted = utf8_fold(&a, letters);
    for (size_t i = 0; i < d->people.count && limit > 0; i++) {
        if (strstr(utf8_fold(&a, demo_person(d, i)->name), wanted)) {
            tellme_add(out, 1, demo_person(d, i)->id, demo_person(d, i)->name, "contact");
            limit--;
        }
    }
    arena_clear(&a);
    return LIA_OK;
}

static void tellme_go(struct app *app, int kind, int64_t id)
{
    struct demo *d = app_data(app);
    snprintf(d->done, sizeof d->done, "%d:%lld", kind, (long long)id);
}

struct app *demo_app(struct demo *d, struct terminal *t, enum selection_style selection)
{
    static const struct app_page pages[] = {{CMD_GO_HOME, &demo_home},
                                            {CMD_GO_CONTACTS, &demo_people},
                                            {CMD_GO_SEGMENTS, &demo_note},
                                            {CMD_NONE, NULL}};
    struct app_options options = {
        .term = t,
        .data = d,
        .pages = pages,
        .selection = selection,
        .status = status,
        .tick = tick,
        .idle = idle,
        .tellme = tellme,
        .tellme_go = tellme_go,
    };
    return app_new(&options);
}
