/* text_hash.h: hashes of texts and numbers (FNV-1a). Begin with a seed that the writer of a file
 * cannot know where a file says what is put into a table. */
#ifndef CORE_TEXT_HASH_H
#define CORE_TEXT_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t hash_byte(uint64_t h, unsigned char c)
{
    return (h ^ c) * UINT64_C(0x100000001B3);
}

static inline uint64_t hash_begin(uint64_t seed, unsigned char kind)
{
    return hash_byte(UINT64_C(0xCBF29CE484222325) ^ seed, kind);
}

static inline uint64_t hash_bytes(uint64_t h, const void *bytes, size_t len)
{
    const unsigned char *b = (const unsigned char *)bytes;
    for (size_t i = 0; i < len; i++)
        h = hash_byte(h, b[i]);
    return h;
}

/* The text and its end. */
static inline uint64_t hash_text(uint64_t h, const char *text)
{
    for (; *text; text++)
        h = hash_byte(h, (unsigned char)*text);
    return hash_byte(h, 0);
}

/* The same without case, as the book compares e-mails. */
static inline uint64_t hash_email(uint64_t h, const char *email)
{
    for (; *email; email++)
        h = hash_byte(h, (unsigned char)(*email >= 'A' && *email <= 'Z' ? *email | 0x20 : *email));
    return hash_byte(h, 0);
}

#endif
