/* coded.h: the commands of groups, templates and salespeople: records with a code. What is one's
 * own (fields, words) stands in its coded_kind; the rest is the same. */
#ifndef CLI_CODED_H
#define CLI_CODED_H

#include "cli/cli.h"

/* Does something with a record of the command's kind. 0 or an exit code, said. */
typedef int coded_use(struct cli *cli, void *record);

struct coded_kind {
    const char *noun; /* "group", of the command line */
    /* Words, untranslated; behind the last four stands the code. */
    const char *what; /* "interaction group" */
    const char *would_add, *added, *would_change, *changed;
    /* The library's. */
    lia_status (*find)(lia_book *book, const char *code, int64_t *id, lia_error *err);
    lia_status (*block)(lia_book *book, int64_t id, bool blocked, lia_error *err);
    lia_status (*remove)(lia_book *book, int64_t id, lia_error *err);
    lia_status (*save)(lia_book *book, const void *record, int64_t *id, lia_error *err);
    /* Printing: columns with the cells of a row, and the fields of one record for people. */
    const struct print_column *columns;
    int column_count;
    void (*row)(struct printer *p, const void *record);
    void (*fields)(struct cli *cli, const void *record);
    /* Gives `use` the record with this id; with id 0 all that list lists: those that match, with
     * --all blocked ones too. Records live until it returns. */
    int (*each)(struct cli *cli, int64_t id, const char *match, coded_use *use);
    /* Gives `use` a new record with this code. */
    int (*make)(struct cli *cli, const char *code, coded_use *use);
    const char **(*code)(void *record);
    /* Puts the options of add and edit on it, but for --code. */
    int (*set)(struct cli *cli, void *record);
};
extern const struct coded_kind group_kind, template_kind;

/* Defines each, make, code_of and save for the records lia_<noun> of the library. */
#define CODED_RECORDS(noun)                                                                        \
    static int each(struct cli *cli, int64_t id, const char *match, coded_use *use)                \
    {                                                                                              \
        lia_##noun##_list list = {0};                                                              \
        bool all = cli_given(cli, "--all");                                                        \
        lia_status status = id ? lia_##noun##_get(cli->book, id, &list, &cli->err)                 \
                               : lia_##noun##_list_all(cli->book, all, match, &list, &cli->err);   \
        int code = status ? cli_fail(cli) : CLI_DONE;                                              \
        for (size_t i = 0; i < list.count && code == CLI_DONE; i++)                                \
            code = use(cli, &list.items[i]);                                                       \
        lia_##noun##_list_clear(&list);                                                            \
        return code;                                                                               \
    }                                                                                              \
    static int make(struct cli *cli, const char *code, coded_use *use)                             \
    {                                                                                              \
        return use(cli, &(lia_##noun){.code = code});                                              \
    }                                                                                              \
    static const char **code_of(void *record)                                                      \
    {                                                                                              \
        return &((lia_##noun *)record)->code;                                                      \
    }                                                                                              \
    static lia_status save(lia_book *book, const void *record, int64_t *id, lia_error *err)        \
    {                                                                                              \
        return lia_##noun##_save(book, record, id, err);                                           \
    }

/* The one with this code. 0 or an exit code, said. */
int coded_find(struct cli *cli, const struct coded_kind *kind, const char *code, int64_t *id);

/* The commands, of the kind that stands in their row (cli_command.coded). Those that take several
 * codes do the rest when one is refused. */
int coded_list(struct cli *cli);
int coded_show(struct cli *cli);
int coded_add(struct cli *cli);
int coded_edit(struct cli *cli);
int coded_block(struct cli *cli);
int coded_unblock(struct cli *cli);
int coded_delete(struct cli *cli);
/* edit without a field to change: an exit code, said. For .ready. */
int coded_ready_edit(struct cli *cli);

extern const struct cli_option coded_block_options[];  /* --dry-run */
extern const struct cli_option coded_delete_options[]; /* --yes, --dry-run */
extern const struct cli_option coded_list_options[];   /* --all */

#endif
