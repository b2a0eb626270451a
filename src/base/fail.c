#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "liaise/base.h"
#include "utf8.h"

/* Copies text of n bytes (as vsnprintf counts, of which at most size - 1 are there) cut between
 * characters. */
static void copy_cut(char *to, size_t size, const char *text, size_t n)
{
    size_t len = n < size ? n : utf8_cut(text, size - 1);
    memcpy(to, text, len);
    to[len] = '\0';
}

lia_status lia_fail(lia_error *err, lia_status status, const char *field, const char *fmt, ...)
{
    if (!err)
        return status;
    /* By way of a buffer: an argument may be the message or the field of this very error. */
    char message[LIA_MESSAGE_MAX], name[LIA_FIELD_MAX];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    int m = snprintf(name, sizeof name, "%s", field ? field : "");
    err->status = status;
    copy_cut(err->message, sizeof err->message, message, n < 0 ? 0 : (size_t)n);
    copy_cut(err->field, sizeof err->field, name, m < 0 ? 0 : (size_t)m);
    return status;
}
