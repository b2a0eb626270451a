/* libFuzzer entry: the mail reader, from the stream to what would be recorded. Seeds: seeds/mail.
 */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz_log.h"
#include "liaise/record.h"
#include "liaise/setup.h"

static bool told(const char *text)
{
    return text && utf8_valid(text, strlen(text)) && !strpbrk(text, "\r\n\t");
}

/* Broken messages behind each other are one line. */
struct lines {
    int64_t sound, broken;
};

static void report(void *ctx, const lia_mail_line *line)
{
    struct lines *lines = ctx;
    ++*(line->fate == LIA_MAIL_BROKEN ? &lines->broken : &lines->sound);
    assert(line->number >= 0 && told(line->from) && told(line->subject) && told(line->reason));
    assert(told(line->message_id) && strlen(line->message_id) <= 250);
    assert((line->fate == LIA_MAIL_RECORDED) == (line->entries > 0));
}

static void unknown(void *ctx, const char *address, const char *name)
{
    (void)ctx;
    assert(told(address) && told(name) && strchr(address, '@'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lia_book *book;
    struct fuzz_bytes bytes = {data, size};
    struct lines lines = {0};
    lia_mail_result result = {0};
    lia_mail_how how = {.report = report, .unknown = unknown, .ctx = &lines};
    if (!book) {
        int64_t id;
        const lia_salesperson me = {.code = "ME", .email = "me@us.example"};
        book = fuzz_book();
        lia_status saved = lia_salesperson_save(book, &me, &id, NULL);
        assert(saved == LIA_OK);
    }
    how.direction = size ? (lia_by)(data[0] % 3) : LIA_BY_BLANK;
    how.add = size && data[0] & 4;
    how.dry_run = !size || data[0] & 24;
    lia_status status = lia_record_mail_stream(book, fuzz_read, &bytes, &how, &result, NULL);
    assert(status == LIA_OK);
    assert(lines.sound == result.read - result.broken);
    assert(lines.broken <= result.broken && (lines.broken > 0) == (result.broken > 0));
    if (result.op_id) { /* the next one begins with the same book */
        lia_book_close(book);
        book = NULL;
    }
    return 0;
}
