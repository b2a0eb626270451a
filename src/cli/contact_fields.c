/* contact_fields.c: the fields of a contact as options: what each is called and how it is read. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli/contact.h"

enum { MOST_DAYS = 100000, MOST_LABEL = 40 };

static const struct text_field {
    const char *option;
    size_t field; /* its place in lia_contact */
} text_fields[] = {
#define FIELD(option, name)                                                                        \
    {                                                                                              \
        option, offsetof(lia_contact, name)                                                        \
    }
    FIELD("--no", no),
    FIELD("--name", name),
    FIELD("--job-title", job_title),
    FIELD("--email", email),
    FIELD("--email2", email2),
    FIELD("--phone", phone),
    FIELD("--mobile", mobile),
    FIELD("--address", address),
    FIELD("--address2", address2),
    FIELD("--post-code", post_code),
    FIELD("--city", city),
    FIELD("--country", country),
    FIELD("--home-page", home_page),
    FIELD("--birthday", birthday),
    FIELD("--tags", tags),
    FIELD("--note", note),
#undef FIELD
};
enum { TEXT_FIELDS = sizeof text_fields / sizeof *text_fields };

static const struct {
    const char *option;
    lia_channel_kind kind;
} channel_options[] = {
    {"--add-email", LIA_CHANNEL_EMAIL},
    {"--add-phone", LIA_CHANNEL_PHONE},
    {"--add-address", LIA_CHANNEL_ADDRESS},
    {"--add-page", LIA_CHANNEL_PAGE},
};
enum { CHANNEL_OPTIONS = sizeof channel_options / sizeof *channel_options };

#define FIELDS_BOTH                                                                                \
    {"--type", 0, "company|person", N_("what it is")},                                             \
        {"--no", 0, "NO", N_("number; without it the next of the series")},                        \
        {"--company", 0, "CONTACT", N_("the company that a person belongs to")},                   \
        {"--job-title", 0, "TEXT", N_("job title")}, {"--email", 'e', "EMAIL", N_("e-mail")},      \
        {"--email2", 0, "EMAIL", N_("second e-mail")}, {"--phone", 'p', "PHONE", N_("phone")},     \
        {"--mobile", 0, "PHONE", N_("mobile phone")},                                              \
        {"--address", 0, "TEXT", N_("address line")},                                              \
        {"--address2", 0, "TEXT", N_("second address line")},                                      \
        {"--post-code", 0, "TEXT", N_("post code")}, {"--city", 0, "CITY", N_("city")},            \
        {"--country", 0, "COUNTRY", N_("country")},                                                \
        {"--salesperson", 0, "SALESPERSON", N_("who looks after it")},                             \
        {"--correspondence", 0, "hard-copy|email|phone", N_("how it wants to be reached")},        \
        {"--home-page", 0, "URL", N_("home page")},                                                \
        {"--birthday", 0, "BIRTHDAY", N_("1980-05-17 or --05-17")},                                \
        {"--touch", 0, "DAYS", N_("stay in touch every so many days; 0 never")},                   \
        {"--exclude", 0, "yes|no", N_("leave it out when contacts are added to a segment")},       \
        {"--tags", 0, "TAGS", N_("all its tags, separated by commas")},                            \
        {"--note", 0, "TEXT", N_("note; - reads it from standard input")},                         \
        {"--add-email", 0, "LABEL=EMAIL", N_("a further e-mail; may be repeated")},                \
        {"--add-phone", 0, "LABEL=PHONE", N_("a further phone")},                                  \
        {"--add-address", 0, "LABEL=TEXT", N_("a further address")},                               \
    {                                                                                              \
        "--add-page", 0, "LABEL=URL", N_("a further page")                                         \
    }

const struct cli_option contact_add_options[] = {
    FIELDS_BOTH,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
const struct cli_option contact_edit_options[] = {
    {"--name", 0, "TEXT", N_("name")},
    FIELDS_BOTH,
    {"--remove", 0, "TEXT", N_("take this further e-mail, phone, address or page away")},
    {"--add-tag", 0, "TAG", N_("one more tag; may be repeated")},
    {"--remove-tag", 0, "TAG", N_("take a tag away")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

bool contact_any_field(const struct cli *cli)
{
    static const char *const others[] = {"--book", "--dry-run"};
    for (size_t i = 0; i < cli->given.count; i++) {
        bool other = false;
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            other = other || str_eq(VEC_AT(&cli->given, struct cli_word, i).option, others[k]);
        if (!other)
            return true;
    }
    return false;
}

/* --- value sets and numbers --- */

static int read_touch(struct cli *cli, int *days)
{
    int64_t value = *days;
    if (str_eq(cli_value(cli, "--touch"), "") && cli_given(cli, "--touch"))
        value = -1;
    else if (!cli_number(cli, "--touch", 0, MOST_DAYS, &value))
        return CLI_USAGE;
    *days = (int)value;
    return CLI_DONE;
}

static int read_sets(struct cli *cli, lia_contact *c)
{
    int type = (int)c->type, corr = (int)c->correspondence;
    int code = cli_word(cli, "--type", LIA_SET_TYPE, &type);
    if (code == CLI_DONE)
        code = cli_word(cli, "--correspondence", LIA_SET_CORR, &corr);
    if (code == CLI_DONE)
        code = read_touch(cli, &c->touch_days);
    c->type = (lia_contact_type)type;
    c->correspondence = (lia_corr)corr;
    return code == CLI_DONE ? cli_yes_no(cli, "--exclude", &c->exclude) : code;
}

/* --- further e-mails, phones, addresses, pages --- */

/* "work=x@y" has a label; "https://a.example/?b=c" has none. */
static size_t label_length(const char *text)
{
    size_t len = strcspn(text, "=");
    return text[len] && len <= MOST_LABEL && strcspn(text, ":/@?+") >= len ? len : 0;
}

static bool is_removed(const struct cli *cli, const char *value)
{
    size_t at = 0;
    for (const char *gone; (gone = cli_each(cli, "--remove", &at));)
        if (str_eq(gone, value))
            return true;
    return false;
}

static int check_removed(struct cli *cli, const lia_contact *c)
{
    size_t at = 0;
    for (const char *gone; (gone = cli_each(cli, "--remove", &at));) {
        bool found = false;
        for (size_t i = 0; i < c->channel_count; i++)
            found = found || str_eq(c->channels[i].value, gone);
        if (!found)
            return cli_say(CLI_REFUSED, _("--remove: %s has no further “%s”"), c->no,
                           cli_short(cli, gone));
    }
    return CLI_DONE;
}

static void add_given(struct cli *cli, size_t option, struct vec *channels)
{
    size_t at = 0;
    for (const char *text; (text = cli_each(cli, channel_options[option].option, &at));) {
        size_t label = label_length(text);
        *(lia_channel *)vec_push(channels) =
            (lia_channel){channel_options[option].kind, arena_strndup(&cli->arena, text, label),
                          label ? text + label + 1 : text};
    }
}

static int read_channels(struct cli *cli, lia_contact *c)
{
    int code = check_removed(cli, c);
    if (code != CLI_DONE)
        return code;
    struct vec channels = VEC_OF(lia_channel);
    for (size_t i = 0; i < c->channel_count; i++)
        if (!is_removed(cli, c->channels[i].value))
            *(lia_channel *)vec_push(&channels) = c->channels[i];
    for (size_t i = 0; i < CHANNEL_OPTIONS; i++)
        add_given(cli, i, &channels);
    lia_channel *kept = arena_alloc(&cli->arena, sizeof *kept * (channels.count + 1));
    if (channels.count > 0)
        memcpy(kept, channels.items, sizeof *kept * channels.count);
    c->channels = kept;
    c->channel_count = channels.count;
    vec_clear(&channels);
    return CLI_DONE;
}

/* --- tags --- */

static bool is_tag_removed(struct cli *cli, const char *tag, size_t len)
{
    size_t at = 0;
    for (const char *gone; (gone = cli_each(cli, "--remove-tag", &at));)
        if (str_eq(utf8_lower(&cli->arena, gone), arena_strndup(&cli->arena, tag, len)))
            return true;
    return false;
}

/* The library sorts them and keeps each once. */
static void read_tags(struct cli *cli, lia_contact *c)
{
    struct str tags = {0};
    for (const char *at = str_or(c->tags, ""); *(at += strspn(at, " ,"));) {
        size_t len = strcspn(at, " ,");
        if (!is_tag_removed(cli, at, len)) {
            str_add_n(&tags, at, len);
            str_add_char(&tags, ',');
        }
        at += len;
    }
    size_t next = 0;
    for (const char *tag; (tag = cli_each(cli, "--add-tag", &next));)
        str_add_f(&tags, "%s,", tag);
    c->tags = arena_strdup(&cli->arena, str_text(&tags));
    str_clear(&tags);
}

/* --- all of them --- */

int contact_ready_fields(struct cli *cli)
{
    lia_contact c = {.touch_days = -1};
    return read_sets(cli, &c);
}

/* The blank option value means no company, no salesperson. */
static int read_references(struct cli *cli, lia_contact *c)
{
    const char *company = cli_value(cli, "--company");
    if (company && !*company)
        c->company_id = 0;
    else if (company && !(c->company_id = cli_contact(cli, company)))
        return CLI_REFUSED;
    const char *code = cli_value(cli, "--salesperson");
    if (code && !*code)
        c->salesperson_id = 0;
    else if (code)
        return cli_salesperson(cli, code, &c->salesperson_id);
    return CLI_DONE;
}

static int read_texts(struct cli *cli, lia_contact *c)
{
    int code = CLI_DONE;
    for (size_t i = 0; i < TEXT_FIELDS && code == CLI_DONE; i++) {
        const char **field = (const char **)((char *)c + text_fields[i].field);
        code = cli_text(cli, text_fields[i].option, field);
    }
    return code;
}

int contact_read_fields(struct cli *cli, lia_contact *c)
{
    int code = read_sets(cli, c);
    if (code == CLI_DONE)
        code = read_texts(cli, c);
    if (code == CLI_DONE)
        code = read_channels(cli, c);
    if (code == CLI_DONE)
        code = read_references(cli, c);
    read_tags(cli, c);
    return code;
}
