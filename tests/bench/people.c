#include "people.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
/* One entry of a list, chosen by the random state. */
#define ANY(list, state)  ((list)[bench_below((state), COUNT(list))])
#define MANY(list, state) ((list)[bench_skewed((state), COUNT(list))])

/* First names and family names are put together from two halves: 625 and 3,500 of them. */
static const char *const first_begin[] = {"An", "Ma",  "Jo",  "Li", "Be", "Ka",  "Su",  "Ro", "Chi",
                                          "Er", "Ol",  "Pe",  "Da", "Ni", "Fre", "Ste", "Gu", "Hel",
                                          "In", "Wal", "Tho", "Xa", "Vi", "Yu",  "Zo"};
static const char *const first_end[] = {
    "na",   "ria", "han", "sa",   "rit", "rin", "sanne", "bert", "ara", "ik", "af", "ter", "vid",
    "klas", "da",  "fan", "stav", "ga",  "ge",  "tar",   "mas",  "lle", "ka", "ki", "ra"};
static const char *const family_begin[] = {
    "Berg",  "Lund",  "Alm",    "Sand",  "Holm", "Fors",  "Dahl",    "Nord",   "Ek",    "Björk",
    "Lind",  "Söder", "Wester", "Öster", "Gran", "Stern", "Schmidt", "Müller", "Haupt", "Roth",
    "Weiss", "Klein", "Gross",  "Neu",   "Alt",  "Ross",  "Bian",    "Ferr",   "Mar",   "Conti",
    "Kow",   "Nowak", "Wis",    "Dub",   "Mor",  "Van",   "De",      "Fitz",   "Mac",   "O",
    "Har",   "Thorn", "Wood",   "Ash",   "Brad", "Carl",  "Dun",     "Ever",   "Fair",  "Gold",
    "Hart",  "Iver",  "Jen",    "Kings", "Lang", "Mill",  "New",     "Old",    "Par",   "Quin"};
static const char *const family_end[] = {
    "ström", "qvist", "gren", "berg", "man",   "mann",  "sson",  "sen",   "stedt", "vall",
    "lund",  "dal",   "born", "feld", "bauer", "stein", "hofer", "meier", "huber", "i",
    "ini",   "etti",  "aro",  "one",  "elli",  "ski",   "czyk",  "ak",    "ov",    "enko",
    "eau",   "ier",   "elle", "ois",  "ton",   "ley",   "field", "ford",  "worth", "well",
    "by",    "more",  "land", "shaw", "combe", "ham",   "wick",  "er",    "ell",   "es",
    "ard",   "ing",   "is",   "o",    "a",     "ez",    "os",    "as"};
static const char *const firm_begin[] = {
    "Fabrikam", "Contoso", "Northwind", "Adventure", "Litware", "Proseware", "Tailspin",
    "Wingtip",  "Alpine",  "Baltic",    "Cascade",   "Delta",   "Element",   "Fjord",
    "Granite",  "Harbor",  "Indigo",    "Jupiter",   "Kestrel", "Lumen",     "Meridian",
    "Nimbus",   "Orbit",   "Pioneer",   "Quartz",    "Ridge",   "Summit",    "Tundra",
    "Umbra",    "Vertex",  "Willow",    "Xenon",     "Yonder",  "Zenith"};
static const char *const trade[] = {
    "Foods",   "Trading",     "Logistics", "Software",   "Consulting", "Steel",
    "Paper",   "Textiles",    "Energy",    "Media",      "Partners",   "Systems",
    "Foundry", "Instruments", "Chemicals", "Optics",     "Shipping",   "Bakery",
    "Brewery", "Printing",    "Design",    "Architects", "Legal",      "Insurance"};
static const char *const firm_end[] = {"AB",  "GmbH", "Ltd", "Inc", "SA",
                                       "SpA", "BV",   "Oy",  "AS",  "LLC"};
static const char *const cities[] = {
    "Lund",    "Malmö",    "Göteborg", "Stockholm", "Uppsala", "Oslo",    "Bergen",   "København",
    "Århus",   "Helsinki", "Turku",    "Berlin",    "Hamburg", "München", "Köln",     "Wien",
    "Graz",    "Zürich",   "Basel",    "Genève",    "Paris",   "Lyon",    "Lille",    "Nantes",
    "Madrid",  "Sevilla",  "Bilbao",   "Porto",     "Lisboa",  "Roma",    "Milano",   "Torino",
    "Napoli",  "Warszawa", "Kraków",   "Gdansk",    "Praha",   "Brno",    "Budapest", "London",
    "Leeds",   "York",     "Bristol",  "Dublin",    "Cork",    "Boston",  "Austin",   "Denver",
    "Chicago", "Portland"};
static const char *const jobs[] = {
    "",         "",          "Buyer",     "Sales Manager",      "Engineer",
    "CEO",      "CFO",       "Assistant", "Head of Purchasing", "Accountant",
    "Designer", "Developer", "Director",  "Consultant"};

uint64_t bench_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

size_t bench_below(uint64_t *state, size_t n)
{
    return (size_t)(bench_random(state) % n);
}

size_t bench_skewed(uint64_t *state, size_t n)
{
    double u = (double)(bench_random(state) >> 11) / 9007199254740992.0;
    return (size_t)(u * u * (double)n);
}

/* A name as it stands in an e-mail address. */
static char *address_part(struct arena *a, const char *name)
{
    char *part = utf8_fold(a, name), *to = part;
    for (const char *from = part; *from; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    return part;
}

/* Every company has a name of its own: those who are matched by name must not be taken for others.
 * Numbers are spread over all the combinations, of which there are COMPANIES. */
enum {
    COMPANIES = COUNT(firm_begin) * COUNT(trade) * COUNT(firm_end) * (COUNT(family_begin) + 1),
    SPREAD = 7919 /* has no divisor in common with it */
};

static const char *take(const char *const *list, size_t count, size_t *number)
{
    const char *item = list[*number % count];
    *number /= count;
    return item;
}

static void make_company(struct arena *a, uint64_t *r, size_t number, struct person *p)
{
    size_t left = number * SPREAD % COMPANIES;
    const char *begin = take(firm_begin, COUNT(firm_begin), &left),
               *what = take(trade, COUNT(trade), &left);
    const char *end = take(firm_end, COUNT(firm_end), &left),
               *middle = left ? family_begin[left - 1] : "";
    p->is_company = true;
    p->name = arena_printf(a, "%s %s%s%s %s", begin, middle, *middle ? " " : "", what, end);
    p->job_title = "";
    unsigned n = (unsigned)bench_below(r, 100);
    p->email = arena_printf(a, "info%u@%s.example", n, address_part(a, p->name));
}

static void make_person(struct arena *a, uint64_t *r, struct person *p)
{
    const char *first = arena_printf(a, "%s%s", MANY(first_begin, r), MANY(first_end, r));
    const char *family = arena_printf(a, "%s%s", MANY(family_begin, r), MANY(family_end, r));
    p->name = arena_printf(a, "%s %s", first, family);
    p->job_title = ANY(jobs, r);
    unsigned n = (unsigned)bench_below(r, 1000), host = (unsigned)bench_below(r, 200);
    p->email = bench_below(r, 10) == 0
                   ? ""
                   : arena_printf(a, "%s.%s%u@mail%u.example", address_part(a, first),
                                  address_part(a, family), n, host);
}

void people_make(struct people *p, size_t count)
{
    uint64_t r = 20777;
    *p = (struct people){.items = calloc(count ? count : 1, sizeof *p->items), .count = count};
    size_t *companies = calloc(count / 10 + 2, sizeof *companies), company_count = 0;
    if (!p->items || !companies)
        abort();
    for (size_t i = 0; i < count; i++) {
        struct person *x = &p->items[i];
        if (i % 10 == 0) {
            make_company(&p->arena, &r, company_count, x);
            companies[company_count++] = i + 1;
        } else {
            make_person(&p->arena, &r, x);
            x->company_at = bench_below(&r, 10) < 7 ? companies[bench_below(&r, company_count)] : 0;
        }
        x->fold = utf8_fold(&p->arena, x->name);
        x->city = MANY(cities, &r);
        x->post_code = arena_printf(&p->arena, "%05u", (unsigned)bench_below(&r, 100000));
        unsigned land = 30 + (unsigned)bench_below(&r, 60),
                 area = 100 + (unsigned)bench_below(&r, 900);
        x->phone =
            arena_printf(&p->arena, "+%u %u %07u", land, area, (unsigned)bench_below(&r, 10000000));
        x->correspondence = (int)bench_below(&r, 4);
    }
    free(companies);
}

void people_clear(struct people *p)
{
    free(p->items);
    arena_clear(&p->arena);
    *p = (struct people){0};
}

void people_csv(const struct people *p, FILE *out)
{
    static const char *const correspondence[] = {"", "hard copy", "email", "phone"};
    fputs(
        "No.,Type,Name,Company,Job Title,E-mail,Phone,City,Post Code,Country,Correspondence,Note\n",
        out);
    for (size_t i = 0; i < p->count; i++) {
        const struct person *x = &p->items[i];
        fprintf(out, "CT%07zu,%s,%s,%s,%s,%s,%s,%s,%s,SE,%s,%s\n", i + 1,
                x->is_company ? "company" : "person", x->name,
                x->company_at ? p->items[x->company_at - 1].name : "", x->job_title, x->email,
                x->phone, x->city, x->post_code, correspondence[x->correspondence],
                i % 20 ? "" : "Met at the fair and asked for a quotation");
    }
}

/* A line that is longer than 75 bytes goes on behind a line end and a blank (RFC 2426, 2.6). */
static void put_line(FILE *out, const char *line)
{
    size_t room = 75, len = strlen(line);
    while (len > room) {
        size_t n = room;
        while (n > 1 && ((unsigned char)line[n] & 0xC0) == 0x80)
            n--;
        fprintf(out, "%.*s\r\n ", (int)n, line);
        line += n;
        len -= n;
        room = 74;
    }
    fprintf(out, "%s\r\n", line);
}

static void put_card(const struct people *p, size_t at, uint64_t *r, FILE *out)
{
    struct arena a = {0};
    const struct person *x = &p->items[at];
    const char *company = x->company_at ? p->items[x->company_at - 1].name : "";
    const char *space = strrchr(x->name, ' ');
    fputs("BEGIN:VCARD\r\nVERSION:3.0\r\n", out);
    if (x->is_company)
        put_line(out, arena_printf(&a, "N:;;;;\r\nFN:%s\r\nORG:%s", x->name, x->name));
    else
        put_line(out, arena_printf(&a, "N:%s;%.*s;;;", space + 1, (int)(space - x->name), x->name));
    if (!x->is_company)
        put_line(out, arena_printf(&a, "FN:%s", x->name));
    if (*company)
        put_line(out, arena_printf(&a, "ORG:%s;", company));
    if (*x->job_title)
        put_line(out, arena_printf(&a, "TITLE:%s", x->job_title));
    if (*x->email)
        put_line(out, arena_printf(&a, "EMAIL;type=INTERNET;type=WORK;type=pref:%s", x->email));
    put_line(out, arena_printf(&a, "TEL;type=CELL;type=VOICE;type=pref:%s", x->phone));
    put_line(out, arena_printf(&a, "TEL;type=WORK;type=VOICE:+46 8 %07u",
                               (unsigned)bench_below(r, 10000000)));
    put_line(out, arena_printf(&a, "item1.ADR;type=WORK;type=pref:;;Hamngatan %u;%s;;%s;Sweden",
                               (unsigned)bench_below(r, 200) + 1, x->city, x->post_code));
    put_line(out, "item1.X-ABADR:se");
    if (at % 3 == 0)
        put_line(out, "NOTE:Met at the fair and asked for a quotation\\, which we sent in May.");
    if (at % 5 == 0)
        put_line(out,
                 arena_printf(&a, "BDAY:19%02u-%02u-%02u", (unsigned)bench_below(r, 100),
                              1 + (unsigned)bench_below(r, 12), 1 + (unsigned)bench_below(r, 28)));
    put_line(out, "CATEGORIES:customers,fair");
    put_line(out, arena_printf(&a, "UID:%08X-%04X-4000-8000-%012zX",
                               (unsigned)bench_below(r, 0xFFFFFFFF),
                               (unsigned)bench_below(r, 0xFFFF), at + 1));
    put_line(out, "REV:2026-05-04T10:15:00Z");
    fputs("END:VCARD\r\n", out);
    arena_clear(&a);
}

void people_vcards(const struct people *p, FILE *out)
{
    uint64_t r = 4711;
    for (size_t i = 0; i < p->count; i++)
        put_card(p, i, &r, out);
}
