#!/bin/sh
# run.sh SECONDS JOBS NAME...: runs $FUZZ/fuzz_NAME on what it found before and on tests/fuzz/seeds/NAME.
# A line each, and "N passed, N failed" at the end.
seconds=$1
jobs=$2
shift 2
FUZZ=${FUZZ:-build/fuzz}
root=$PWD
export FUZZ root seconds
printf '%s\n' "$@" | xargs -P "$jobs" -I NAME sh -c '
    cd "$root/$FUZZ" || exit 1
    mkdir -p NAME.corpus NAME.found
    seeds=$root/tests/fuzz/seeds/NAME
    [ -d "$seeds" ] || seeds=
    case NAME in csv | json | vcard) seeds="$seeds $root/tests/data/import" ;; esac
    if ./fuzz_NAME -max_total_time="$seconds" -max_len=4000 -timeout=20 -rss_limit_mb=1024 \
        -artifact_prefix=NAME.found/ NAME.corpus $seeds >NAME.log 2>&1; then
        echo ok >NAME.result
        runs=$(sed -n "s/^Done \([0-9]*\) runs.*/\1/p" NAME.log)
        echo "  ok      fuzz_NAME ($runs runs)"
    else
        echo failed >NAME.result
        tail -n 40 NAME.log
        echo "  FAILED  fuzz_NAME: see $FUZZ/NAME.log and $FUZZ/NAME.found"
    fi'
passed=0
failed=0
for name in "$@"; do
    if [ "$(cat "$FUZZ/$name.result" 2>/dev/null)" = ok ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
    rm -f "$FUZZ/$name.result"
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
