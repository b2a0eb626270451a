/* Contacts and entries as JSON lines: one object a line, what is blank left out. Version 1 of the
 * form: the fields of contact_field.h and entry_field.h. */
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "core/contact_field.h"
#include "core/export.h"

static void begin_object(struct str *out)
{
    str_add_char(out, '{');
}

static void end_object(struct str *out)
{
    str_add(out, "}\n");
}

static void key(struct str *out, const char *name)
{
    if (out->len && out->s[out->len - 1] != '{')
        str_add_char(out, ',');
    json_add_string(out, name);
    str_add_char(out, ':');
}

static void add_text(struct str *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    key(out, name);
    json_add_string(out, value);
}

/* --- contacts --- */

static void add_tags(struct str *out, const char *name, const char *tags)
{
    bool any = false;
    for (tags += strspn(tags, " ,"); *tags; tags += strspn(tags, " ,")) {
        struct str tag = {0};
        size_t n = strcspn(tags, " ,");
        str_add_n(&tag, tags, n);
        if (any)
            str_add_char(out, ',');
        else
            key(out, name);
        str_add(out, any ? "" : "[");
        json_add_string(out, str_text(&tag));
        str_clear(&tag);
        any = true;
        tags += n;
    }
    if (any)
        str_add_char(out, ']');
}

static void add_channels(struct str *out, const char *name, const lia_contact *c)
{
    for (size_t i = 0; i < c->channel_count; i++) {
        const lia_channel *h = &c->channels[i];
        if (i == 0)
            key(out, name);
        str_add(out, i ? ",{" : "[{");
        add_text(out, "kind", lia_value_code(LIA_SET_CHANNEL, (int)h->kind));
        add_text(out, "label", h->label);
        add_text(out, "value", h->value);
        str_add_char(out, '}');
    }
    if (c->channel_count)
        str_add_char(out, ']');
}

static void add_contact_field(struct str *out, int field, const lia_contact *c)
{
    const struct contact_field_of *f = &contact_fields[field];
    const char *name = contact_names[field].name;
    const void *at = (const char *)c + f->at;
    switch (f->kind) {
    case CONTACT_AS_TEXT:
        add_text(out, name, *(const char *const *)at);
        break;
    case CONTACT_AS_VALUE:
        add_text(out, name, lia_value_code(f->set, *(const int *)at));
        break;
    case CONTACT_AS_FLAG:
        if (*(const bool *)at) {
            key(out, name);
            str_add(out, "true");
        }
        break;
    case CONTACT_AS_DAYS:
        if (c->touch_days >= 0) {
            key(out, name);
            str_add_f(out, "%d", c->touch_days);
        }
        break;
    case CONTACT_AS_TAGS:
        add_tags(out, name, c->tags);
        break;
    case CONTACT_AS_CHANNELS:
        add_channels(out, name, c);
        break;
    case CONTACT_AS_KEPT:
        break;
    }
}

static void write_contact(struct export *e, const struct export_contact *c)
{
    struct str *out = &e->out;
    begin_object(out);
    for (int i = CONTACT_NO; i < CONTACT_WRITTEN; i++)
        add_contact_field(out, i, &c->c);
    if (*c->kept) {
        key(out, "kept");
        begin_object(out);
        add_text(out, "form", c->form);
        add_text(out, "content", c->kept);
        str_add_char(out, '}');
    }
    end_object(out);
}

/* --- entries --- */

static void add_comments(struct str *out, const struct export_entry *entry)
{
    for (int64_t i = 0; i < entry->e.comments; i++) {
        char day[DATE_TEXT];
        if (i == 0)
            key(out, "comments");
        str_add(out, i ? ",{" : "[{");
        date_format_iso(entry->comments[i].date, day);
        add_text(out, "date", day);
        add_text(out, "text", entry->comments[i].text);
        str_add_char(out, '}');
    }
    if (entry->e.comments)
        str_add_char(out, ']');
}

static void add_entry_field(struct str *out, const struct export_entry *entry,
                            enum entry_field field)
{
    const struct entry_field_of *f = &entry_fields[field];
    struct str text = {0};
    if (export_entry_text(entry, field, &text)) {
        key(out, f->name);
        if (f->kind == ENTRY_AS_FLAG)
            str_add(out, "true");
        else if (f->kind == ENTRY_AS_INT || f->kind == ENTRY_AS_MINUTES)
            str_add(out, str_text(&text));
        else
            json_add_string(out, str_text(&text));
    }
    str_clear(&text);
}

static void write_entry(struct export *e, const struct export_entry *entry)
{
    struct str *out = &e->out;
    begin_object(out);
    for (int i = 1; i < ENTRY_FIELDS; i++) {
        bool other = i == ENTRY_COMMENTS || i == ENTRY_DOCUMENT_EVENT || i == ENTRY_DOCUMENT_NO;
        if (!entry_fields[i].read_only && !other)
            add_entry_field(out, entry, (enum entry_field)i);
    }
    if (*entry->document_no) {
        key(out, "document");
        begin_object(out);
        add_text(out, "event", entry->event);
        add_text(out, "no", entry->document_no);
        str_add_char(out, '}');
    }
    add_comments(out, entry);
    end_object(out);
}

const struct export_form json_form = {.contact = write_contact, .entry = write_entry};
