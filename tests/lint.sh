#!/bin/sh
# Each header compiles alone; each layer includes only what it may (src/README.md); the library exports exactly what
# its public headers declare.
failed=0
complain() {
    echo "lint: $*"
    failed=1
}

for h in include/liaise/*.h src/base/*.h src/core/*.h src/core/db/*.h src/tui/*.h src/cli/*.h; do
    # shellcheck disable=SC2086
    ${CC:-cc} -std=c11 -D_XOPEN_SOURCE=700 -Wall -Wextra -Wpedantic -Werror -Iinclude -Isrc -Isrc/base -x c -fsyntax-only "$h" ||
        complain "$h does not compile alone"
done

includes() { # layer, pattern that must not be included
    grep -nE "^ *# *include *[<\"]($2)" -r "src/$1" --include='*.[ch]' && complain "src/$1 includes what it must not"
}
includes base 'liaise/(book|contact|filter|interaction|segment|setup|template|transfer|record|draft|values|liaise)|core/|tui/|cli/|sqlite3|n?curses'
includes core 'tui/|cli/|n?curses'
includes tui 'core/|cli/|sqlite3'
includes cli 'core/|tui/|sqlite3|n?curses'
grep -ln 'include *<sqlite3.h>' src/core/*.c src/core/*.h && complain 'only src/core/db may include the engine'
grep -lE 'include *<(ncursesw/)?n?curses.h>' src/tui/*.c src/tui/*.h | grep -v '^src/tui/term_curses.c$' &&
    complain 'only term_curses.c may include curses'
grep -nE '\b(getenv|exit|printf|fprintf|puts|time) *\(' src/core/*.c src/core/db/*.c && complain 'the core reads no environment, prints nothing, knows no clock'
grep -nE '\b(strcpy|strcat|sprintf|strtok|atoi|system|popen|gets) *\(' -r src include && complain 'a banned call'

# The manual pages. Their references to one another are found once they are installed.
for page in "${BUILD:-build}"/man/*; do
    mandoc -T lint "$page" 2>/dev/null | grep -v 'referenced manual not found' && complain "$page"
done

lib=${BUILD:-build}/libliaise.a
if [ -f "$lib" ]; then
    nm -g --defined-only "$lib" 2>/dev/null | awk '$2 == "T" && $3 ~ /^lia_/ {print $3}' | sort -u > "${BUILD:-build}/exported"
    sed 's|//.*||' include/liaise/*.h | tr '\n' ' ' | grep -oE '\blia_[a-z_]+\(' | tr -d '(' | sort -u > "${BUILD:-build}/declared"
    missing=$(comm -13 "${BUILD:-build}/exported" "${BUILD:-build}/declared" | grep -vE '_fn$|^lia_progress_fn$')
    [ -z "$missing" ] || complain "declared and not there: $missing"
    extra=$(comm -23 "${BUILD:-build}/exported" "${BUILD:-build}/declared")
    [ -z "$extra" ] || complain "there and not declared: $extra"
fi

[ "$failed" -eq 0 ] && echo 'lint: clean'
exit "$failed"
