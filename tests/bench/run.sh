#!/bin/sh
# Measures everything, floors and liaise by turns, and prints them side by side.
# To be run where the Makefile is.
#   run.sh FOLDER LIAISE ROUNDS CONTACTS ENTRIES    FOLDER: the measuring programs; books are made in it once
set -eu
bench=$1 liaise=$2 rounds=$3 contacts=$4 entries=$5
figures=$bench/figures.tsv
scratch=$bench/scratch.db

newer() { # than the file $1 is something that the books are made of
    for part in schema.sql tests/bench/generate.c tests/bench/fill.c tests/bench/people.c; do
        [ "$part" -nt "$1" ] && return 0
    done
    return 1
}
book() { # of so many contacts; remade when what it is made of has changed
    file=$bench/book-$1-$2.db
    if [ ! -e "$file" ] || newer "$file"; then
        echo "making a book of $1 contacts, $2 entries" >&2
        "$bench/generate" book "$file.new" "$1" "$2"
        mv "$file.new" "$file"
    fi
    echo "$file"
}
figure() { # whose, and the program that measures
    whose=$1
    shift
    "$@" >"$figures.part"
    sed "s/^/$whose	/" "$figures.part" >>"$figures"
}

book 2000 50000 >/dev/null # small enough to be looked through: is what we make sound?
large=$(book "$contacts" "$entries")
middle=$(book 100000 "$entries")
small=$(book 1000 "$entries")
[ -e "$bench/people.csv" ] && ! newer "$bench/people.csv" || "$bench/generate" csv 100000 >"$bench/people.csv"
[ -e "$bench/people.vcf" ] && ! newer "$bench/people.vcf" || "$bench/generate" vcard 100000 >"$bench/people.vcf"

: >"$figures"
for round in $(seq "$rounds"); do
    echo "round $round of $rounds" >&2
    figure floor "$bench/floor" "$large" "$scratch"
    figure liaise "$bench/core" "$large" "$scratch"
    figure floor "$bench/floor" shell "$large" "$scratch" "$bench/people.csv"
    figure liaise "$bench/core" commands "$liaise" "$large" "$scratch" "$bench/people.csv" "$bench/people.vcf"
    figure liaise "$bench/core" read "$large"
    figure liaise "$bench/screen" "$liaise" "$large" "$bench/home"
    figure marker "$bench/screen" "$liaise" "$large" "$bench/home" marker
    figure middle "$bench/screen" "$liaise" "$middle" "$bench/home"
    figure small "$bench/screen" "$liaise" "$small" "$bench/home"
    figure middle "$bench/shell" "$liaise" "$middle"
done
awk -f "$(dirname "$0")/report.awk" -v contacts="$contacts" -v entries="$entries" -v rounds="$rounds" "$figures"
read -r load rest </proc/loadavg && echo "load of the machine: $load ($rest)"
