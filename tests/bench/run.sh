#!/bin/sh
# Measures everything, floors and liaise by turns, and prints them side by side.
#   run.sh FOLDER LIAISE ROUNDS CONTACTS ENTRIES    FOLDER: the measuring programs; books are made in it once
set -eu
bench=$1 liaise=$2 rounds=$3 contacts=$4 entries=$5
figures=$bench/figures.tsv
scratch=$bench/scratch.db

book() { # of so many contacts; remade when what makes it has changed
    file=$bench/book-$1-$2.db
    if [ ! -e "$file" ] || [ "$bench/generate" -nt "$file" ]; then
        echo "making a book of $1 contacts, $2 entries" >&2
        "$bench/generate" book "$file" "$1" "$2"
    fi
    echo "$file"
}
figure() { sed "s/^/$1	/" >>"$figures"; } # whose, behind which the program's lines come

book 2000 50000 >/dev/null # small enough to be looked through: is what we make sound?
large=$(book "$contacts" "$entries")
middle=$(book 100000 "$entries")
small=$(book 1000 "$entries")
[ -e "$bench/people.csv" ] || "$bench/generate" csv 100000 >"$bench/people.csv"

: >"$figures"
for round in $(seq "$rounds"); do
    echo "round $round of $rounds" >&2
    "$bench/floor" "$large" "$scratch" | figure floor
    "$bench/core" "$large" "$scratch" | figure liaise
    "$bench/floor" shell "$large" "$scratch" "$bench/people.csv" | figure floor
    "$bench/core" commands "$liaise" "$large" "$scratch" "$bench/people.csv" | figure liaise
    "$bench/core" read "$large" | figure liaise
    "$bench/screen" "$liaise" "$large" "$bench/home" | figure liaise
    "$bench/screen" "$liaise" "$large" "$bench/home" marker | figure marker
    "$bench/screen" "$liaise" "$middle" "$bench/home" | figure middle
    "$bench/screen" "$liaise" "$small" "$bench/home" | figure small
done
awk -f "$(dirname "$0")/report.awk" -v contacts="$contacts" -v entries="$entries" -v rounds="$rounds" "$figures"
read -r load rest </proc/loadavg && echo "load of the machine: $load ($rest)"
