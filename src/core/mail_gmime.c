/* Mail by GMime, which is loaded when the first mail is read: linked, it would cost each start of
 * the program 2 ms. */
#include <dlfcn.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/mail_head.h"
#include "core/mail_read.h"
#include "core/segment_row.h"
#include "liaise/values.h"

/* What is called, of GMime and of GLib, which comes with it. */
#define FUNCTIONS(X)                                                                               \
    X(g_mime_init)                                                                                 \
    X(g_mime_parser_options_new)                                                                   \
    X(g_mime_parser_options_free)                                                                  \
    X(g_mime_parser_options_set_fallback_charsets)                                                 \
    X(g_mime_stream_mem_new_with_buffer)                                                           \
    X(g_mime_parser_new_with_stream)                                                               \
    X(g_mime_parser_construct_message)                                                             \
    X(g_mime_message_get_addresses)                                                                \
    X(g_mime_message_get_subject)                                                                  \
    X(g_mime_message_get_message_id)                                                               \
    X(g_mime_message_get_date)                                                                     \
    X(g_mime_object_get_header)                                                                    \
    X(g_mime_utils_header_decode_date)                                                             \
    X(internet_address_list_length)                                                                \
    X(internet_address_list_get_address)                                                           \
    X(internet_address_get_name)                                                                   \
    X(internet_address_mailbox_get_type)                                                           \
    X(internet_address_mailbox_get_addr)                                                           \
    X(internet_address_group_get_type)                                                             \
    X(internet_address_group_get_members)                                                          \
    X(g_type_check_instance_is_a)                                                                  \
    X(g_object_unref)                                                                              \
    X(g_date_time_get_ymd)                                                                         \
    X(g_date_time_get_hour)                                                                        \
    X(g_date_time_get_minute)                                                                      \
    X(g_date_time_get_second)                                                                      \
    X(g_date_time_get_utc_offset)                                                                  \
    X(g_date_time_unref)                                                                           \
    X(g_compute_checksum_for_data)                                                                 \
    X(g_free)

#define MEMBER(name) __typeof__(name) *name;
struct gmime {
    FUNCTIONS(MEMBER)
};

struct mail_reader {
    struct gmime f;
    GMimeParserOptions *options;
};

/* A group in a group is not allowed (RFC 5322, 3.4), but can be written. */
enum { GROUPS_DEEP = 4, ID_MAX = 250 };

/* --- loading --- */

/* A symbol that GMime's own libraries have is found through it. */
static bool find_functions(void *library, struct gmime *f)
{
    bool all = true;
#define FIND(name)                                                                                 \
    *(void **)(&f->name) = dlsym(library, #name);                                                  \
    all = all && f->name;
    FUNCTIONS(FIND)
    return all;
}

/* The library stays: GLib cannot be unloaded. */
lia_status mail_reader_open(struct mail_reader **out, lia_error *err)
{
    static const char *charsets[] = {"utf-8", "windows-1252", "iso-8859-1", NULL};
    struct mail_reader *reader = mem_alloc(sizeof *reader);
    void *library = dlopen("libgmime-3.0.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library || !find_functions(library, &reader->f)) {
        free(reader);
        return lia_fail(err, LIA_NOT_FOUND, "",
                        _("Reading mail needs GMime: install the package libgmime-3.0-0"));
    }
    reader->f.g_mime_init();
    reader->options = reader->f.g_mime_parser_options_new();
    reader->f.g_mime_parser_options_set_fallback_charsets(reader->options, charsets);
    *out = reader;
    return LIA_OK;
}

void mail_reader_close(struct mail_reader *reader)
{
    if (reader)
        reader->f.g_mime_parser_options_free(reader->options);
    free(reader);
}

/* --- people --- */

static bool is_a(const struct gmime *f, InternetAddress *address, GType type)
{
    return f->g_type_check_instance_is_a((GTypeInstance *)address, type);
}

static size_t count_people(const struct gmime *f, InternetAddressList *list, int deep)
{
    size_t n = 0;
    int length = list ? f->internet_address_list_length(list) : 0;
    for (int i = 0; i < length; i++) {
        InternetAddress *address = f->internet_address_list_get_address(list, i);
        if (!is_a(f, address, f->internet_address_group_get_type()))
            n++;
        else if (deep < GROUPS_DEEP)
            n += count_people(
                f, f->internet_address_group_get_members((InternetAddressGroup *)address),
                deep + 1);
    }
    return n;
}

/* One line without what a mail client does not show: quotes around all of it, for one. */
static const char *shown(struct arena *a, const char *text)
{
    char *line = segment_one_line(a, text);
    size_t len = strlen(line);
    while (len >= 2 && (line[0] == '"' || line[0] == '\'') && line[len - 1] == line[0]) {
        line[len - 1] = '\0';
        line++;
        len -= 2;
    }
    return line;
}

/* False: there are more than are taken. */
static bool add_people(const struct gmime *f, InternetAddressList *list, int deep, struct arena *a,
                       struct mail_people *out)
{
    bool all = true;
    int length = list ? f->internet_address_list_length(list) : 0;
    for (int i = 0; i < length && all; i++) {
        InternetAddress *address = f->internet_address_list_get_address(list, i);
        if (is_a(f, address, f->internet_address_mailbox_get_type())) {
            const char *addr =
                f->internet_address_mailbox_get_addr((InternetAddressMailbox *)address);
            all = out->count < MAIL_PEOPLE_MAX;
            addr = all ? segment_one_line(a, addr) : "";
            if (strchr(addr, '@'))
                out->items[out->count++] =
                    (struct mail_address){addr, shown(a, f->internet_address_get_name(address))};
        } else if (deep < GROUPS_DEEP) {
            all = add_people(f,
                             f->internet_address_group_get_members((InternetAddressGroup *)address),
                             deep + 1, a, out);
        }
    }
    return all;
}

static bool read_people(const struct gmime *f, GMimeMessage *message, const GMimeAddressType *types,
                        int n, struct arena *a, struct mail_people *out)
{
    size_t most = 0;
    bool all = true;
    for (int i = 0; i < n; i++)
        most += count_people(f, f->g_mime_message_get_addresses(message, types[i]), 0);
    most = most < MAIL_PEOPLE_MAX ? most : MAIL_PEOPLE_MAX;
    out->items = arena_alloc(a, (most + 1) * sizeof *out->items);
    for (int i = 0; i < n; i++)
        all &= add_people(f, f->g_mime_message_get_addresses(message, types[i]), 0, a, out);
    return all;
}

/* --- dates --- */

/* False: there is none. */
static bool read_date(const struct gmime *f, GDateTime *when, int32_t *date, int32_t *time,
                      int *zone)
{
    enum { MICROSECONDS = 60000000 };
    int year, month, day;
    if (!when)
        return false;
    f->g_date_time_get_ymd(when, &year, &month, &day);
    *date = date_from_civil(year, month, day);
    *time = f->g_date_time_get_hour(when) * 3600 + f->g_date_time_get_minute(when) * 60 +
            f->g_date_time_get_second(when);
    *zone = (int)(f->g_date_time_get_utc_offset(when) / MICROSECONDS);
    return *date != DATE_NONE;
}

/* "by mx.example with ESMTP id 7; Fri, 20 Nov 2026 14:32:00 +0100"; the first one is the last
 * server's. */
static void read_received(const struct gmime *f, GMimeMessage *message, struct mail *out)
{
    const char *received = f->g_mime_object_get_header((GMimeObject *)message, "Received");
    const char *date = received ? strrchr(received, ';') : NULL;
    GDateTime *when = date ? f->g_mime_utils_header_decode_date(date + 1) : NULL;
    if (!read_date(f, when, &out->received_date, &out->received_time, &out->received_zone))
        out->received_date = LIA_DAY_NONE;
    if (when)
        f->g_date_time_unref(when);
}

static void read_dates(const struct gmime *f, GMimeMessage *message, struct mail *out)
{
    /* The message keeps it. */
    if (!read_date(f, f->g_mime_message_get_date(message), &out->date, &out->time, &out->zone))
        out->date = LIA_DAY_NONE;
    read_received(f, message, out);
}

/* --- the rest --- */

static bool header_says(const struct gmime *f, GMimeMessage *message, const char *name,
                        const char *const *words)
{
    const char *value = f->g_mime_object_get_header((GMimeObject *)message, name);
    if (!value)
        return false;
    value += strspn(value, " \t\r\n");
    for (int i = 0; words[i]; i++)
        if (strncasecmp(value, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

static bool is_bulk(const struct gmime *f, GMimeMessage *message)
{
    static const char *const lists[] = {"List-Id", "List-Post", "List-Unsubscribe", NULL};
    static const char *const bulk[] = {"bulk", "list", "junk", NULL};
    static const char *const automatic[] = {"auto-", NULL};
    for (int i = 0; lists[i]; i++)
        if (f->g_mime_object_get_header((GMimeObject *)message, lists[i]))
            return true;
    return header_says(f, message, "Precedence", bulk) ||
           header_says(f, message, "Auto-Submitted", automatic);
}

static void add_addresses(struct str *text, const struct mail_people *people)
{
    for (size_t i = 0; i < people->count; i++)
        str_add_f(text, "%s\n", people->items[i].address);
}

static const char *digest(const struct gmime *f, GMimeMessage *message, const struct mail *mail,
                          struct arena *a)
{
    struct str text = {0};
    const char *date = f->g_mime_object_get_header((GMimeObject *)message, "Date");
    str_add_f(&text, "%s\n", str_or(date, ""));
    add_addresses(&text, &mail->from);
    add_addresses(&text, &mail->to);
    str_add(&text, mail->subject);
    char *sum = f->g_compute_checksum_for_data(G_CHECKSUM_SHA256,
                                               (const unsigned char *)str_text(&text), text.len);
    const char *id = arena_printf(a, "sha256:%s", sum);
    f->g_free(sum);
    str_clear(&text);
    return id;
}

static void read_message(const struct gmime *f, GMimeMessage *message, struct arena *a,
                         struct mail *out)
{
    static const GMimeAddressType from[] = {GMIME_ADDRESS_TYPE_FROM};
    static const GMimeAddressType sender[] = {GMIME_ADDRESS_TYPE_SENDER};
    static const GMimeAddressType to[] = {GMIME_ADDRESS_TYPE_TO, GMIME_ADDRESS_TYPE_CC,
                                          GMIME_ADDRESS_TYPE_BCC};
    out->more |= !read_people(f, message, from, 1, a, &out->from);
    out->more |= !read_people(f, message, sender, 1, a, &out->sender);
    out->more |= !read_people(f, message, to, 3, a, &out->to);
    out->subject = segment_one_line(a, f->g_mime_message_get_subject(message));
    out->bulk = is_bulk(f, message);
    read_dates(f, message, out);
    out->message_id = segment_one_line(a, f->g_mime_message_get_message_id(message));
    if (!*out->message_id || strlen(out->message_id) > ID_MAX)
        out->message_id = digest(f, message, out, a);
}

/* A line "Name: value" (RFC 5322, 2.2) among the first few. */
static bool has_field(const char *head, size_t len)
{
    enum { LINES = 40 };
    const char *end = head + len;
    for (int i = 0; head < end && i < LINES; i++) {
        const char *at = head;
        while (at<end && * at> ' ' && *at < 127 && *at != ':')
            at++;
        if (at < end && at > head && *at == ':')
            return true;
        at = memchr(head, '\n', (size_t)(end - head));
        head = at ? at + 1 : end;
    }
    return false;
}

bool mail_read(struct mail_reader *reader, const char *head, size_t len, struct arena *a,
               struct mail *out)
{
    const struct gmime *f = &reader->f;
    *out = (struct mail){.subject = "", .message_id = ""};
    if (!has_field(head, len))
        return false;
    struct str tidy = {0};
    out->more = !mail_head_tidy(&tidy, head, len);
    GMimeStream *stream = f->g_mime_stream_mem_new_with_buffer(tidy.s, tidy.len);
    GMimeParser *parser = f->g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = f->g_mime_parser_construct_message(parser, reader->options);
    if (message) {
        read_message(f, message, a, out);
        f->g_object_unref(message);
    }
    f->g_object_unref(parser);
    f->g_object_unref(stream);
    str_clear(&tidy);
    return message != NULL;
}

const char *mail_gmime_version(void)
{
    static char text[32];
    snprintf(text, sizeof text, "%u.%u.%u", GMIME_MAJOR_VERSION, GMIME_MINOR_VERSION,
             GMIME_MICRO_VERSION);
    return text;
}
