#!/bin/sh
# Runs the test programs given and closes with "N passed, N failed". Each program prints cmocka's
# lines; a program that ends without its closing line counts as one failure.
passed=0
failed=0
for t in "$@"; do
    name=${t#"${BUILD:-build}"/}
    if out=$("$t" 2>&1); then status=0; else status=$?; fi
    p=$(printf '%s\n' "$out" | sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s)\..*/\1/p' | tail -n 1)
    f=$(printf '%s\n' "$out" | sed -n 's/^\[  FAILED  \] .* \([0-9]*\) test(s), listed below:.*/\1/p' | tail -n 1)
    f=${f:-$(printf '%s\n' "$out" | grep -c '^\[  FAILED  \] [a-z_]*$')}
    p=${p:-0}
    if [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then f=1; fi
    passed=$((passed + p))
    failed=$((failed + ${f:-0}))
    if [ "$status" -eq 0 ]; then
        printf '  ok      %s (%s)\n' "$name" "$p"
    else
        printf '%s\n  FAILED  %s (status %s)\n' "$out" "$name" "$status"
    fi
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
