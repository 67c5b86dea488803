#!/bin/sh
# find.sh EXERCISE: its line of facts, `number name directory topic`; or one line on what is wrong.
awk -F'[(,) "]+' -v want="$1" '
    # How many letters to change, swap, add or leave out from a to b (as in report.c).
    function distance(a, b,    i, j, d, least) {
        for (i = 0; i <= length(a); i++)
            for (j = 0; j <= length(b); j++) {
                least = i && j ? d[i - 1, j - 1] + (substr(a, i, 1) != substr(b, j, 1)) : i + j
                if (i && d[i - 1, j] + 1 < least) least = d[i - 1, j] + 1
                if (j && d[i, j - 1] + 1 < least) least = d[i, j - 1] + 1
                if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j - 1, 1) && substr(a, i - 1, 1) == substr(b, j, 1) &&
                    d[i - 2, j - 2] + 1 < least) least = d[i - 2, j - 2] + 1
                d[i, j] = least
            }
        return d[length(a), length(b)]
    }
    function consider(name, exercise,    far) {
        far = distance(tolower(want), tolower(name))
        if (far <= length(want) / 3 && (near == "" || far < nearest)) { near = exercise; nearest = far }
    }
    /^EXERCISE\(/ { number[$2] = $3 }
    /^FUNCTION\(/ {
        if (!seen[$3]++) {
            if ($3 == want) { print number[$3], $3, $4, $5; found = 1 }
            if (tolower(want) == tolower(number[$3]) || "E" want == number[$3]) { near = $3; nearest = -1 }
            consider($3, $3)
        }
        consider($2, $3)
    }
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
    }' grader/exercises.def
