#!/bin/sh
# find.sh EXERCISE: its line of facts, `number name directory topic`; or one line on what is wrong.
awk -F'\t' -v want="$1" '
    # How many letters to change, swap, add or leave out from a to b (as in report.c).
    function distance(a, b,    i, j, d, least) {
        for (i = 0; i <= length(a); i++)
            for (j = 0; j <= length(b); j++) {
                least = i && j ? d[i - 1, j - 1] + (substr(a, i, 1) != substr(b, j, 1)) : i + j
                if (i && d[i - 1, j] + 1 < least) least = d[i - 1, j] + 1
                if (j && d[i, j - 1] + 1 < least) least = d[i, j - 1] + 1
                if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j - 1, 1) &&
                    substr(a, i - 1, 1) == substr(b, j, 1) &&
                    d[i - 2, j - 2] + 1 < least) least = d[i - 2, j - 2] + 1
                d[i, j] = least
            }
        return d[length(a), length(b)]
    }
    function consider(name, exercise,    far) {
        far = distance(tolower(want), tolower(name))
        if (far <= length(want) / 3 && (near == "" || far < nearest)) {
            near = exercise
            nearest = far
        }
    }
    FNR == 1 { file++ }
    file == 1 { # an exercise
        if ($2 == want) { print $1, $2, $3, $4; found = 1 }
        if (tolower(want) == tolower($1) || "E" want == $1) { near = $2; nearest = -1 }
        consider($2, $2)
    }
    file == 2 { consider($1, $2) } # a function
    END {
        if (found)
            exit 0
        if (want == "")
            print "Say which exercise: EX=ReLU"
        else if (near)
            print "EX=" want " is no exercise; do you mean EX=" near "?"
        else
            print "EX=" want " is no exercise; make check lists them all."
        exit 2
    }' "${SB_COURSE:-build/tables}/exercises.tsv" "${SB_COURSE:-build/tables}/functions.tsv"
