#!/bin/bash
# Answers that take no thought are worth at most a tenth of an exercise: what an attacker can write
# down for every fixed example, plus everything that some cheap answer gets. The cheap answers are
# those of exploits/trivial.awk (nothing, zeros, ones, the input again) and those in exploits/cheap:
# one least_squares, pursuit without pursuit, a number of rounds. It prints the table. The reference
# takes the place of all exercises that a cheap file leaves out. Broken once to see this fail:
# add_points() in score.c without core, step_by_step without core in chapter 4's table; the rule
# below without core; a mode that copies the reference.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
tables=$SB_COURSE
make_judge='judge_tools:; @$(MAKE) $(GRADE_NEEDS) && printf "%s\n" "$(CC) \
    $(filter-out -MMD -MP,$(STUDENT_FLAGS)) $(JUDGED_FLAGS)" >"$(COMPILER_FILE)"'
${MAKE:-make} -f Makefile --eval="$make_judge" judge_tools B="$B" COMPILER_FILE="$work/compiler" \
    >"$work/log" 2>&1 ||
    { echo "not ok the judge is built: $(tail -n 3 "$work/log" | tr '\n' ' ')"; exit 1; }
echo 5 >"$work/seed"
honest() { unifdef -DSOLUTION -x2 "solutions/$1/${1#*_}.c"; }
# The reference of a chapter, with some functions replaced from standard input.
beside() { # beside CHAPTER FUNCTION...
    printf '#include "%s.h"\n' "${1#*_}"
    printf '#define %s reference_%s\n' $(for f in "${@:2}"; do echo "$f" "$f"; done)
    honest "$1"
    printf '#undef %s\n' "${@:2}"
    cat
}
stage() { # stage NAME CHAPTER: the file comes from standard input
    mkdir -p "$work/$1/staged/chapters/$2" "$work/$1/out"
    cat >"$work/$1/staged/chapters/$2/${2#*_}.c"
}
judge() { # judge NAME
    SB_UNSAFE=1 SB_BUILD="$(realpath "$B")" SB_COMPILER="$(cat "$work/compiler")" \
        SB_SEED_FILE="$work/seed" SB_CHAPTERS="$(cd "$work/$1/staged/chapters" && echo *)" \
        "$B/grader/class/judge_one" "$work/$1/staged" "$work/$1/out" >"$work/$1/log" 2>&1
}
results() { # results NAME: exercise, property, outcome, whether it is drawn
    jq -r '.[] | [.exercise, .property, .outcome, .drawn // false] | @tsv' \
        "$work/$1"/out/judge/*/chapters/results.json
}
functions_of() { awk -F'\t' -v d="$1" '$3 == d { print $1 }' "$tables/functions.tsv"; }

names=()
for mode in nothing zeros ones input; do
    for chapter in chapters/*_*/; do
        chapter=$(basename "$chapter")
        functions=$(functions_of "$chapter" | tr '\n' ' ')
        # shellcheck disable=SC2086 # one function a word
        awk -v mode=$mode -v functions=" $functions" -f tests/judge/exploits/trivial.awk \
            "$tables/functions.tsv" | beside "$chapter" $functions | stage "$mode" "$chapter"
    done
    names+=("$mode")
done
for file in tests/judge/exploits/cheap/*.c; do
    name=$(basename "$file" .c) chapter=${name%.*}
    functions=$(functions_of "$chapter" | while read -r f; do
        grep -qE "\\b$f\\(const|\\b$f\\((size_t|double)" "$file" && echo "$f"
    done)
    # shellcheck disable=SC2086 # one function a word
    beside "$chapter" $functions <"$file" | stage "${name#*.}" "$chapter"
    names+=("${name#*.}")
    # What the file does not answer comes from the reference, and does not count here.
    awk -F'\t' -v names=" ${functions//$'\n'/ } " 'index(names, " " $1 " ") { print $2 }' \
        "$tables/functions.tsv" >"$work/${name#*.}/answered"
done
for chapter in chapters/*_*/; do
    chapter=$(basename "$chapter")
    honest "$chapter" | stage reference "$chapter"
done
running=0
for name in reference "${names[@]}"; do
    [ $((running += 1)) -le 2 ] || wait -n
    judge "$name" &
done
wait
same 'the reference has full marks' "$(jq '.points' "$work/reference/out/report.json")" 100
results reference >"$work/all"
for name in "${names[@]}"; do
    of=$work/$name/answered # all files that do not answer everything
    results "$name" | if [ -e "$of" ]; then grep -wFf "$of"; else cat; fi | sed "s/^/$name\t/"
done >"$work/cheap"
none 'every cheap file answers and compiles' "$(for name in "${names[@]}"; do
    grep -q "^$name	" "$work/cheap" && ! grep -q '"state":.*"does not compile"' \
        "$work/$name/out/report.json" || echo "$name"
done)"

# The table: what can be won when all fixed examples are written down and some cheap answer does the
# rest.
awk -F'\t' -v names="fixed ${names[*]}" '
    FILENAME ~ /points.tsv$/ { worth[$2, $3] = $4; of[$2] += $4; is_core = $5 == "core"
        core[$2, $3] = is_core; has_core[$2] += is_core; order[++n] = $2 SUBSEP $3 }
    FILENAME ~ /all$/ { drawn[$1, $2] = $4 == "true" }
    FILENAME ~ /all$/ && $4 != "true" { got["fixed", $1, $2] = 1 }
    FILENAME ~ /cheap$/ && $4 == "passed" { got[$1, $2, $3] = 1 }
    function value(e, which, with_all,   i, p, sum, open, there, k) {
        for (i = 1; i <= n; i++) {
            split(order[i], p, SUBSEP)
            if (p[1] != e) continue
            there = ("fixed", e, p[2]) in got || (which, e, p[2]) in got
            for (k = 1; with_all && k <= count; k++) there = there || (name[k], e, p[2]) in got
            if (!there) continue
            sum += worth[e, p[2]]
            if (drawn[e, p[2]] && (core[e, p[2]] || !has_core[e])) open = 1
        }
        return open ? sum : 0
    }
    function most_of(a, b) { return a > b ? a : b }
    END {
        count = split(names, name, " ")
        print "# worth of:            of  fixed  constant  copied  least_squares  other guesses" \
            "  all"
        for (i = 1; i <= n; i++) {
            split(order[i], p, SUBSEP); e = p[1]
            if (e in told) continue
            told[e] = 1
            guess = 0
            for (k = 6; k <= count; k++) guess = most_of(guess, value(e, name[k], 0))
            most = value(e, "fixed", 1)
            printf "# %-20s %3d %6d %9d %7d %14d %14d %4d\n", e, of[e], value(e, "fixed", 0),
                most_of(most_of(value(e, "nothing", 0), value(e, "zeros", 0)), value(e, "ones", 0)),
                value(e, "input", 0), value(e, "first_features", 0), guess, most
            if (10 * most > of[e]) bad = bad " " e
        }
        print (bad ? "not ok" : "ok"), "no thoughtless answer is worth more than a tenth" \
            (bad ? ":" bad : "")
    }' "$tables/points.tsv" "$work/all" "$work/cheap" >"$work/table"
cat "$work/table"
grep -q '^ok' "$work/table" || bad=1
# The judge applies the same rule.
same 'and the judge gives one_look nothing for OMP' "$(jq '.exercises[] | select(.exercise == "OMP")
    | .points' "$work/one_look/out/report.json")" 0
exit $bad
