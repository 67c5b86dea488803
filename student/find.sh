#!/bin/sh
# find.sh EXERCISE: its line of facts, `number name directory topic`; or one line on what is wrong.
awk -F'[(,) "]+' -v want="$1" '
    /^EXERCISE\(/ { number[$2] = $3 }
    /^FUNCTION\(/ && !seen[$3]++ {
        if ($3 == want) { print number[$3], $3, $4, $5; found = 1 }
        if (tolower($3) == tolower(want) || tolower(number[$3]) == tolower(want)) near = $3
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
