# Figures (whose, what, number) as a table, the best round of each, with the bar that each must keep.
BEGIN { FS = "\t" }
{
    key = $1 SUBSEP $2
    if (!(key in best) || $3 < best[key])
        best[key] = $3
}

function missed(is_missed)
{
    misses += is_missed
    return is_missed ? "  MISSED" : ""
}
function row(what, floor, is, bar, is_missed)
{
    printf "%-52s %9s %9s  %s%s\n", what, floor, is, bar, missed(is_missed)
}
# liaise beside its floor, at most `most` times as much; also counted in work, which a busy machine disturbs less
function ratio(what, key, most,    f, l, work)
{
    f = best["floor", key]
    l = best["liaise", key]
    work = best["floor", key "-cpu"]
    if (work > 0)
        work = sprintf(" (work %.2f x)", best["liaise", key "-cpu"] / work)
    if (f > 0 && l != "")
        row(what, sprintf("%.1f", f), sprintf("%.1f", l), sprintf("%.2f x, bar %.1f x%s", l / f, most, work), l > f * most)
}
# a number that must not be above `most`
function limit(what, whose, key, most, unit,    l)
{
    l = best[whose, key]
    if (l != "")
        row(what, "", sprintf(unit == "ms" ? "%.2f" : "%.1f", l), sprintf("%s, bar %g", unit, most), l + 0 > most)
}

END {
    printf "A book of %d contacts and %d entries; milliseconds, best of %d rounds\n\n", contacts, entries, rounds
    printf "%-52s %9s %9s\n", "", "floor", "liaise"
    limit("start to first screen, 1000 contacts", "small", "start", 15, "ms")
    limit("start to first screen, 100000 contacts", "middle", "start", 15, "ms")
    limit("start to first screen, " contacts " contacts", "liaise", "start", 15, "ms")
    limit("memory after paging, 1000 contacts", "small", "memory-200x60", 16, "MB")
    limit("memory after paging, " contacts " contacts", "liaise", "memory-200x60", 16, "MB")
    split("80x24 200x60", sizes, " ")
    split("cursor page end", keys, " ")
    for (s = 1; s <= 2; s++)
        for (k = 1; k <= 3; k++)
            limit("key to last byte, " keys[k] ", " sizes[s] ", p99", "liaise", "key-" keys[k] "-" sizes[s] "-p99", 2, "ms")
    limit("bytes for one line down, 80x24, bar", "liaise", "bytes-cursor-80x24", 200, "bytes")
    limit("bytes for one line down, 80x24, marker", "marker", "bytes-cursor-80x24", 40, "bytes")
    for (letters = 1; letters <= 3; letters++)
        limit("address, " letters " letters, 100000 contacts", "middle", "address-" letters, 10, "ms")
    limit("status --short, 100000 contacts", "middle", "status", 5, "ms")
    limit("memory of entry list --json, " entries " entries", "middle", "memory-entry-list", 16, "MB")
    n = split("filter filter-last filter-two filter-none", kinds, " ")
    split("first word|last word|two words|no hit", said, "|")
    for (i = 1; i <= n; i++) {
        worst = ""
        for (letters = 1; letters <= 5; letters++)
            if (best["liaise", kinds[i] "-" letters "-p99"] + 0 >= worst + 0)
                worst = kinds[i] "-" letters "-p99"
        limit("filter as you type, 1 to 5 letters, " said[i] ", p99", "liaise", worst, 10, "ms")
    }
    ratio("log a segment of 100,000 lines with follow-up", "log", 1.8)
    ratio("undo of the log", "log-undo", 3)
    ratio("redo of the log", "log-redo", 3)
    ratio("cancel 100,000", "cancel", 3)
    ratio("undo of that", "cancel-undo", 3)
    ratio("delete 100,000 canceled", "delete", 3)
    ratio("undo of that", "delete-undo", 3)
    row("longest wait of the screen while it logs", "", sprintf("%.1f", best["liaise", "log-turn"]), "ms", 0)
    ratio("one interaction from the shell", "log-one", 3)
    ratio("import 100,000 contacts from CSV", "import", 5)
    limit("import 100,000 contacts from vCard", "liaise", "import-vcard", 3000, "ms")
    limit("memory of these imports", "liaise", "import-memory", 32, "MB")
    printf "\n%d bar%s missed\n", misses, misses == 1 ? "" : "s"
}
