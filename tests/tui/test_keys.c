/* Names of keys, the command table, the keymap. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tui/command.h"
#include "tui/event.h"
#include "tui/keymap.h"

static const struct scope list_scope = {{"nowhere", "list", "page", "*"}, 4};
static const struct scope form_scope = {{"nowhere", "form", "*"}, 3};

static void names_and_keys(void **state)
{
    static const struct {
        const char *name;
        uint32_t key;
        const char *shown;
    } rows[] = {
        {"Ctrl-S", 's' | K_CTRL, "Ctrl-S"},
        {"ctrl-s", 's' | K_CTRL, "Ctrl-S"},
        {"C-s", 's' | K_CTRL, "Ctrl-S"},
        {"Alt-Enter", K_ENTER | K_ALT, "Alt-Enter"},
        {"Enter", K_ENTER, "Enter"},
        {"Space", ' ', "Space"},
        {"Shift-Tab", K_TAB | K_SHIFT, "Shift-Tab"},
        {"F10", K_F1 + 9, "F10"},
        {"f1", K_F1, "F1"},
        {"PgDn", K_PAGE_DOWN, "PgDn"},
        {"g", 'g', "g"},
        {"G", 'G', "G"},
        {"Shift-g", 'G', "G"},
        {"/", '/', "/"},
        {"-", '-', "-"},
        {"Ctrl--", '-' | K_CTRL, "Ctrl--"},
        {"Alt-Q", 'q' | K_ALT, "Alt-Q"},
        {"Ctrl-Left", K_LEFT | K_CTRL, "Ctrl-Left"},
        {"ö", 0xf6, "ö"},
        {"Ctrl-_", '_' | K_CTRL, "Ctrl-_"},
        {"Esc", K_ESC, "Esc"},
        {"Del", K_DELETE, "Del"},
        {"F", 'F', "F"},
    };
    char shown[KEY_NAME];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t key = 0;
        assert_true(key_parse(rows[i].name, &key));
        assert_int_equal(key, rows[i].key);
        assert_string_equal(key_format(key, shown), rows[i].shown);
    }
}

static void what_is_no_key(void **state)
{
    static const char *const names[] = {"",   "Ctrl-", "F13",  "F0",      "Hyper-x",
                                        "ab", "\033",  "\xff", "Ctrl-Foo"};
    uint32_t key = 77;
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(key_parse(names[i], &key));
    assert_int_equal(key, 77);
}

static void short_names(void **state)
{
    char shown[KEY_NAME];
    (void)state;
    assert_string_equal(key_format_short(K_DOWN | K_ALT, shown), "Alt-↓");
    assert_string_equal(key_format_short(K_ENTER, shown), "Enter");
}

static void every_row_of_the_table_is_sound(void **state)
{
    (void)state;
    for (int i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        const struct command *row = command_row((enum command_id)i);
        char name[KEY_NAME];
        assert_true(*row->id && *row->label && *row->title && *row->pages);
        assert_int_equal(strspn(row->id, "abcdefghijklmnopqrstuvwxyz-"), strlen(row->id));
        assert_int_equal(command_find(row->id), i); /* ids are unique */
        assert_true(row->help[0] && row->help[strlen(row->help) - 1] == '.');
        assert_true(strlen(row->help) <= 100);
        for (const char *k = row->keys; *k;) { /* and keys are keys */
            size_t len = strcspn(k, " ");
            uint32_t key;
            assert_true(len < sizeof name);
            memcpy(name, k, len);
            name[len] = '\0';
            assert_true(key_parse(name, &key));
            k += len + (k[len] == ' ');
        }
        assert_true((row->flags & CMD_QUIET) || row->group != GROUP_NONE);
    }
}

/* Two commands of one scope cannot have the same key. */
static void no_two_commands_of_a_scope_share_a_key(void **state)
{
    struct keymap m;
    (void)state;
    keymap_init(&m);
    for (int a = CMD_NONE + 1; a < CMD_COUNT; a++) {
        for (int b = a + 1; b < CMD_COUNT; b++) {
            struct scope scope = {{command_row((enum command_id)a)->pages}, 1};
            if (command_nearness(command_row((enum command_id)b), &scope) == 0)
                continue;
            for (int k = 0; k < KEYMAP_KEYS && m.keys[a][k]; k++)
                for (int l = 0; l < KEYMAP_KEYS && m.keys[b][l]; l++)
                    if (m.keys[a][k] == m.keys[b][l])
                        fail_msg("%s and %s share a key", command_row((enum command_id)a)->id,
                                 command_row((enum command_id)b)->id);
        }
    }
}

static void the_default_keys(void **state)
{
    struct keymap m;
    (void)state;
    keymap_init(&m);
    assert_int_equal(keymap_find(&m, &list_scope, 'j'), CMD_MOVE_DOWN);
    assert_int_equal(keymap_find(&m, &list_scope, K_DOWN), CMD_MOVE_DOWN);
    assert_int_equal(keymap_find(&m, &list_scope, ':'), CMD_TELL_ME);
    assert_int_equal(keymap_find(&m, &list_scope, 's' | K_CTRL), CMD_NONE);
    assert_int_equal(keymap_find(&m, &form_scope, 's' | K_CTRL), CMD_FORM_OK);
    assert_int_equal(keymap_find(&m, &form_scope, K_ENTER | K_ALT), CMD_FORM_OK);
    assert_int_equal(keymap_find(&m, &form_scope, 'j'), CMD_NONE);
    assert_int_equal(keymap_key(&m, &list_scope, CMD_MENU), 'm');
}

static void own_keys_take_the_place_of_the_defaults(void **state)
{
    struct keymap m;
    struct str text = {0};
    lia_error err = {0};
    (void)state;
    keymap_init(&m);
    assert_int_equal(keymap_set(&m, "move-down", "n Ctrl-N", &err), LIA_OK);
    assert_int_equal(keymap_find(&m, &list_scope, 'n'), CMD_MOVE_DOWN);
    assert_int_equal(keymap_find(&m, &list_scope, 'j'), CMD_NONE);
    keymap_keys_text(&m, CMD_MOVE_DOWN, &text);
    assert_string_equal(str_text(&text), "n, Ctrl-N");
    str_clear(&text);
    /* a key that another command has by default goes to the one that the user gave it to */
    assert_int_equal(keymap_set(&m, "app-quit", "q", &err), LIA_OK);
    assert_int_equal(keymap_find(&m, &list_scope, 'q'), CMD_APP_QUIT);
    assert_int_equal(keymap_key(&m, &list_scope, CMD_PAGE_CLOSE), K_NONE);
    assert_int_equal(keymap_set(&m, "menu", "", &err), LIA_OK);
    assert_int_equal(keymap_find(&m, &list_scope, 'm'), CMD_NONE);
}

static void wrong_settings_are_named(void **state)
{
    struct keymap m;
    lia_error err = {0};
    (void)state;
    keymap_init(&m);
    assert_int_equal(keymap_set(&m, "move-dwn", "n", &err), LIA_INVALID);
    assert_non_null(strstr(err.message, "move-down"));
    assert_int_equal(keymap_set(&m, "move-down", "Hyper-N", &err), LIA_INVALID);
    assert_non_null(strstr(err.message, "Hyper-N"));
    assert_true(strlen(err.message) <= 76);
    assert_int_equal(keymap_find(&m, &list_scope, 'j'), CMD_MOVE_DOWN); /* what was stays */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_keys),
        cmocka_unit_test(what_is_no_key),
        cmocka_unit_test(short_names),
        cmocka_unit_test(every_row_of_the_table_is_sound),
        cmocka_unit_test(no_two_commands_of_a_scope_share_a_key),
        cmocka_unit_test(the_default_keys),
        cmocka_unit_test(own_keys_take_the_place_of_the_defaults),
        cmocka_unit_test(wrong_settings_are_named),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
