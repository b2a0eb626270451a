/* At start: what a killed program left of open Create Interaction forms (domain.md 5). */
#include <stdlib.h>

#include "base/str.h"
#include "core/draft_file.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"

static lia_status keep(lia_book *book, const struct draft_content *content, bool *made,
                       lia_error *err)
{
    lia_interaction it;
    int64_t *contacts = NULL;
    size_t n = 0;
    int64_t no = 0;
    lia_status status = lia_form_text_to_interaction(book, content->form_text, &it, err);
    if (status != LIA_OK)
        return status;
    it.once = content->id;
    it.postponed_no = content->record > 0 ? content->record : 0;
    it.version = content->version;
    lia_form_text_contacts(content->form_text, &contacts, &n);
    lia_error refused = {0};
    if (n)
        status = lia_interaction_to_segment(book, &it, contacts, n, &no, &refused);
    /* Where no segment can be made (a blank number series), the form is kept as it is, with its
     * contacts. */
    if (!n || status == LIA_INVALID || status == LIA_IN_USE || status == LIA_EXISTS)
        status = postponed_keep(book, &it, content->form_text, true, &no, err);
    else if (status != LIA_OK)
        lia_fail(err, status, refused.field, "%s", refused.message);
    *made = status == LIA_OK && no;
    free(contacts);
    lia_interaction_clear(&it);
    return status;
}

/* A draft that somebody has by now, or that is gone, is nothing to do. */
static lia_status take(lia_book *book, const char *path, int *made, lia_error *err)
{
    struct arena a = {0};
    struct draft_content content;
    lia_draft *draft = NULL;
    lia_error gone = {0};
    bool one = false;
    lia_status status = LIA_OK;
    if (draft_adopt(path, &a, &content, &draft, &gone) == LIA_OK) {
        /* The draft's id names the operation: killed between commit and removal, the next start
         * finds it there. */
        bool known = false;
        status = rule_once_known(book, content.id, &known, err);
        if (status == LIA_OK && !known)
            status = keep(book, &content, &one, err);
        if (status == LIA_OK)
            lia_draft_remove(draft);
        else
            lia_draft_leave(draft);
    }
    *made += one;
    arena_clear(&a);
    return status;
}

lia_status lia_draft_postpone_all(lia_book *book, const char *dir, int *made, lia_error *err)
{
    int count = 0;
    lia_draft_list found = {0};
    lia_status status = LIA_OK;
    if (!lia_book_read_only(book))
        status = lia_draft_find(dir, lia_book_id(book), &found, err);
    for (size_t i = 0; i < found.count && status == LIA_OK; i++)
        if (str_eq(found.items[i].form, "interaction"))
            status = take(book, found.items[i].path, &count, err);
    lia_draft_list_clear(&found);
    *made = count;
    return status;
}
