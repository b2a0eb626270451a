/* folder_case.h: a folder for the books of each test, and the clock where it stands. */
#ifndef TESTS_CORE_FOLDER_CASE_H
#define TESTS_CORE_FOLDER_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"

static inline int in_folder(void **state)
{
    (void)state;
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    fixture_folder();
    return 0;
}

static inline int remove_folder(void **state)
{
    (void)state;
    fixture_folder_remove();
    return 0;
}

#define IN_FOLDER(name) cmocka_unit_test_setup_teardown(name, in_folder, remove_folder)

#endif
