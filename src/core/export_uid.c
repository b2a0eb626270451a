/* The UIDs of contacts that came from no address book. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/export.h"

#define ID_BITS ((UINT64_C(1) << 62) - 1)

/* The book's part: "urn:uuid:xxxxxxxx-xxxx-8xxx-". */
static void book_part(const lia_book *book, char out[EXPORT_UID_TEXT])
{
    snprintf(out, EXPORT_UID_TEXT, "urn:uuid:%.8s-%.4s-8%.3s-", book->id, book->id + 8,
             book->id + 12);
}

void export_uid(const lia_book *book, int64_t contact_id, char out[EXPORT_UID_TEXT])
{
    uint64_t low = (UINT64_C(2) << 62) | ((uint64_t)contact_id & ID_BITS); /* the variant, 10 */
    book_part(book, out);
    size_t len = strlen(out);
    snprintf(out + len, EXPORT_UID_TEXT - len, "%04" PRIx64 "-%012" PRIx64, low >> 48,
             low & ((UINT64_C(1) << 48) - 1));
}

int64_t export_uid_contact(const lia_book *book, const char *uid)
{
    char own[EXPORT_UID_TEXT];
    uint64_t high, low;
    int end = 0;
    if (strncmp(uid, "urn:uuid:", 9) != 0 || strlen(uid) != 45) /* mostly it ends here */
        return 0;
    book_part(book, own);
    size_t len = strlen(own);
    if (strncmp(uid, own, len) != 0)
        return 0;
    if (sscanf(uid + len, "%4" SCNx64 "-%12" SCNx64 "%n", &high, &low, &end) != 2 || end != 17)
        return 0;
    int64_t id = (int64_t)((high << 48 | low) & ID_BITS);
    export_uid(book, id, own);
    return strcmp(own, uid) == 0 ? id : 0;
}
