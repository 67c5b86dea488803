#!/bin/sh
# list.sh: every exercise with its state at the last check, its title, and the line where it begins.
awk -F'\t' -v log_file="$B/progress/log.tsv" '
    BEGIN {
        while ((getline line <log_file) > 0) {
            split(line, f, "\t")
            if (f[3] != "") state[f[2]] = f[3]
        }
    }
    {
        file = "chapters/" $3 "/" $4 ".c"
        at = n = 0
        while (!at && (getline line <file) > 0) {
            n++
            if (index(line, "/* ---- " $1 " ") == 1) at = n
        }
        close(file)
        printf "%-5s %-18s %-12s %s%s\n", $1, $2, state[$2] ? state[$2] : "not started", file,
            at ? ":" at : ""
    }' "${SB_COURSE:-build/tables}/exercises.tsv"
