/* example.c: the example book: people and what was said to them, made by the same calls that everybody uses. */
#include <string.h>

#include "base/str.h"
#include "core/core.h"
#include "core/op.h"
#include "liaise/contact.h"
#include "liaise/interaction.h"
#include "liaise/segment.h"

static const struct company {
    const char *name, *city, *country, *phone, *page, *tags;
} companies[] = {
    {"Adatum", "Göteborg", "Sweden", "+46 31 700 10 00", "https://adatum.example", "vip"},
    {"Fabrikam", "Lund", "Sweden", "+46 46 222 30 00", "https://fabrikam.example", ""},
    {"Trey Research", "Milano", "Italy", "+39 02 5550 100", "https://trey.example", "press"},
    {"Northwind Traders", "Aarhus", "Denmark", "+45 86 12 34 56", "https://northwind.example", "vip fair"},
    {"Zażółć Studio", "Kraków", "Poland", "+48 12 555 01 23", "https://zazolc.example", ""},
    {"山田商事", "Ōsaka", "Japan", "+81 6 5550 1000", "https://yamada.example", "fair"},
};

static const struct person {
    int company; /* -1 none */
    const char *name, *job, *email, *phone, *tags;
    int touch; /* days, -1 blank */
} persons[] = {
    {0, "Anna Berg", "Buyer", "anna.berg@adatum.example", "+46 31 700 10 12", "vip", 60},
    {0, "Lars Holm", "Managing director", "lars.holm@adatum.example", "+46 31 700 10 01", "", 90},
    {1, "Bo Ek", "Engineer", "bo.ek@fabrikam.example", "+46 70 123 45 67", "", -1},
    {1, "Sofia Lind", "Purchasing", "sofia.lind@fabrikam.example", "+46 46 222 30 14", "fair", 30},
    {2, "Chiara Rossi", "Editor", "chiara.rossi@trey.example", "+39 02 5550 117", "press", 90},
    {2, "Marco Bianchi", "", "marco.bianchi@trey.example", "", "", -1},
    {3, "Søren Ørsted", "Head of sales", "soren@northwind.example", "+45 86 12 34 60", "fair vip", 45},
    {3, "Mette Kjær", "Assistant", "mette@northwind.example", "+45 86 12 34 61", "", -1},
    {4, "Łukasz Żak", "Designer", "lukasz@zazolc.example", "+48 601 555 123", "", -1},
    {5, "山田 太郎", "部長", "taro.yamada@yamada.example", "+81 6 5550 1001", "fair", 120},
    {-1, "José Álvarez", "Consultant", "jose@alvarez.example", "+34 91 555 01 99", "", 30},
    {-1, "Zoë O’Brien", "", "zoe@obrien.example", "+353 1 555 0142", "press", -1},
};

enum { COMPANIES = sizeof companies / sizeof *companies, PERSONS = sizeof persons / sizeof *persons };

/* days: before today; minute of the day */
static const struct said {
    int person, days, minute;
    const char *template, *description, *comment;
    lia_evaluation evaluation;
    bool failed;
} history[] = {
    {2, 1, 850, "CALL-OUT", "Asked for the quote by Friday", "Wants delivery split in two.", LIA_POSITIVE, false},
    {2, 10, 542, "MAIL-IN", "Thanks for the demo", "", LIA_EVAL_BLANK, false},
    {2, 16, 690, "MEETING", "Kick-off", "", LIA_POSITIVE, false},
    {0, 2, 605, "MAIL-OUT", "Price list 2027", "", LIA_EVAL_BLANK, false},
    {0, 19, 830, "CALL-IN", "Question about the invoice", "Sent a copy.", LIA_NEUTRAL, false},
    {0, 61, 570, "LETTER-OUT", "Contract for signature", "", LIA_EVAL_BLANK, false},
    {1, 95, 900, "MEETING", "Yearly review", "Happy, but prices are too high.", LIA_NEUTRAL, false},
    {3, 4, 640, "CALL-OUT", "No answer", "", LIA_EVAL_BLANK, true},
    {3, 3, 645, "CALL-OUT", "Booth at the fair", "Comes with two colleagues.", LIA_VERY_POSITIVE, false},
    {4, 23, 690, "MAIL-OUT", "Press release", "", LIA_EVAL_BLANK, false},
    {4, 22, 1005, "MAIL-IN", "Will write about it", "", LIA_VERY_POSITIVE, false},
    {6, 6, 780, "MEETING-IN", "Visit from Aarhus", "Tour of the workshop, lunch.", LIA_POSITIVE, false},
    {6, 48, 615, "CALL-OUT", "Delivery is late", "Angry.", LIA_NEGATIVE, false},
    {8, 33, 560, "MAIL-IN", "Sketches", "", LIA_EVAL_BLANK, false},
    {9, 130, 480, "LETTER-IN", "New Year's card", "", LIA_POSITIVE, false},
    {10, 40, 1020, "CALL-OUT", "Availability in spring", "", LIA_NEUTRAL, false},
};

struct filling {
    lia_book *book;
    int64_t company[COMPANIES], person[PERSONS];
};

static lia_status add_contact(struct filling *f, lia_contact *c, int64_t *id, lia_error *err)
{
    lia_contact_record r = {0};
    lia_status status = lia_contact_new(f->book, c->company_id, &r, err);
    if (status == LIA_OK) {
        c->salesperson_id = r.c.salesperson_id;
        status = lia_contact_save(f->book, c, id, err);
    }
    lia_contact_record_clear(&r);
    return status;
}

static lia_status add_contacts(struct filling *f, lia_error *err)
{
    lia_status status = LIA_OK;
    for (int i = 0; i < COMPANIES && status == LIA_OK; i++) {
        const struct company *from = &companies[i];
        lia_contact c = {.type = LIA_COMPANY, .name = from->name, .city = from->city, .country = from->country,
                         .phone = from->phone, .home_page = from->page, .tags = from->tags, .touch_days = -1};
        status = add_contact(f, &c, &f->company[i], err);
    }
    for (int i = 0; i < PERSONS && status == LIA_OK; i++) {
        const struct person *from = &persons[i];
        const struct company *at = from->company < 0 ? NULL : &companies[from->company];
        lia_contact c = {.type = LIA_PERSON, .name = from->name, .job_title = from->job, .email = from->email,
                         .phone = from->phone, .tags = from->tags, .touch_days = from->touch,
                         .company_id = at ? f->company[from->company] : 0, .city = at ? at->city : "",
                         .country = at ? at->country : ""};
        status = add_contact(f, &c, &f->person[i], err);
    }
    return status;
}

static lia_status begin(struct filling *f, int person, const char *template, lia_interaction *it, lia_error *err)
{
    int64_t id = 0;
    lia_status status = lia_template_find(f->book, template, &id, err);
    return status == LIA_OK ? lia_interaction_new(f->book, f->person[person], id, it, err) : status;
}

static lia_status add_log(struct filling *f, lia_error *err)
{
    lia_status status = LIA_OK;
    /* Oldest first, so that entry nos. rise with time as in a book that was really used. */
    for (int day = 400; day >= 0; day--) {
        for (size_t i = 0; i < sizeof history / sizeof *history && status == LIA_OK; i++) {
            if (history[i].days != day)
                continue;
            lia_interaction it = {0};
            int64_t no;
            status = begin(f, history[i].person, history[i].template, &it, err);
            it.description = history[i].description;
            it.comment = history[i].comment;
            it.date = lia_book_today(f->book) - day;
            it.time = history[i].minute * 60;
            it.evaluation = history[i].evaluation;
            it.failed = history[i].failed;
            it.typed = 1u << LIA_I_DESCRIPTION | 1u << LIA_I_DATE | 1u << LIA_I_TIME;
            if (status == LIA_OK)
                status = lia_interaction_log(f->book, &it, &no, err);
            lia_interaction_clear(&it);
        }
    }
    return status;
}

static lia_status add_postponed(struct filling *f, lia_error *err)
{
    lia_interaction it = {0};
    int64_t no;
    lia_status status = begin(f, 7, "CALL-IN", &it, err);
    it.description = "Asks for a new delivery date";
    it.typed = 1u << LIA_I_DESCRIPTION;
    if (status == LIA_OK)
        status = lia_postpone(f->book, &it, NULL, &no, err);
    lia_interaction_clear(&it);
    return status;
}

static lia_status add_segment(struct filling *f, const char *description, const char *template, const char *filter,
                              int64_t *id, lia_error *err)
{
    lia_segment_list list = {0};
    lia_filter *who = NULL;
    lia_add_counts counts;
    lia_status status = lia_segment_new(f->book, &list, err);
    if (status == LIA_OK)
        status = lia_template_find(f->book, template, &list.items[0].template_id, err);
    if (status == LIA_OK)
        status = lia_segment_work_out(f->book, &list, err);
    if (status == LIA_OK) {
        list.items[0].description = description;
        list.items[0].no = "";
        status = lia_segment_save(f->book, &list.items[0], LIA_SPREAD_NOT_PERSONALISED, id, err);
    }
    if (status == LIA_OK)
        status = lia_filter_parse(f->book, LIA_FILTER_CONTACTS, filter, false, &who, NULL, err);
    if (status == LIA_OK)
        status = lia_segment_add_contacts(f->book, *id, who, NULL, 0, 0, NULL, &counts, err);
    lia_filter_free(who);
    lia_segment_list_clear(&list);
    return status;
}

static lia_status add_segments(struct filling *f, lia_error *err)
{
    int64_t id = 0;
    lia_log_options options = {0};
    lia_log_result result;
    lia_status status = add_segment(f, "Season's greetings", "LETTER-OUT", "type:person tag:vip,press", &id, err);
    if (status == LIA_OK)
        status = lia_segment_log(f->book, id, &options, NULL, &result, err);
    if (status == LIA_OK)
        status = add_segment(f, "Autumn fair", "MAIL-OUT", "type:person tag:fair", &id, err);
    return status;
}

static lia_status fill_mark(struct op *op, void *ctx, lia_error *err)
{
    (void)ctx, (void)err;
    db_add(op->batch, "UPDATE book SET example = 1", DB_NONE);
    op_say(op, 1, "Example book");
    return LIA_OK;
}

lia_status lia_book_fill_example(lia_book *book, lia_error *err)
{
    struct filling f = {.book = book};
    lia_status status = op_run(book, "example-fill", fill_mark, NULL, NULL, NULL, err);
    if (status == LIA_OK) {
        book->example = true;
        status = add_contacts(&f, err);
    }
    if (status == LIA_OK)
        status = add_log(&f, err);
    if (status == LIA_OK)
        status = add_postponed(&f, err);
    return status == LIA_OK ? add_segments(&f, err) : status;
}
