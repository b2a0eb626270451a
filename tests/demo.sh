#!/bin/sh
# The example book: on the screen where there is a terminal, else its lists. Nothing is kept.
liaise=$1
if [ -t 0 ] && [ -t 1 ]; then
    exec "$liaise" --example
fi
for list in 'contact list' 'segment list' 'entry list' 'postponed list'; do
    echo "liaise $list"
    # The words are two arguments.
    # shellcheck disable=SC2086
    "$liaise" --example $list || exit
    echo
done
