#!/bin/sh
# list.sh: every exercise with its state at the last check, and the line where it begins.
exec 3>&1
columns=$([ ! -t 3 ] || stty size <&3 2>/dev/null | cut -d' ' -f2)
awk -F'\t' -v columns="${columns:-0}" -v log_file="$B/progress/log.tsv" '
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
        place = file (at ? ":" at : "")
        shown = state[$2] ? state[$2] : "not started"
        # Columns, except where a long path would leave a terminal of 80 columns.
        width = 80 - length("E1.1   not started ") - length(place)
        if (width > 18) width = 18
        if (width < 1) width = 1
        if (columns > 0 && columns < 76) # a narrow terminal
            place = "\n  " $3 "/" $4 ".c" (at ? ":" at : "")
        printf "%-5s %-*s %-11s %s\n", $1, width, $2, shown, place
    }' "${SB_COURSE:-build/tables}/exercises.tsv"
