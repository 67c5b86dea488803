# play.awk: exercises.tsv, functions.tsv (grader/course/output.h) and a report of
# grader/judge/compile.sh; prints what a page says about each function that did not compile:  "OMP":
# "does not compile yet: omp.c:31:5: error: ...",
BEGIN { FS = "\t"; state["error"] = "does not compile yet"; state["missing"] = "cannot run" }
FNR == 1 { file++ }
file == 1 { number[$2] = $1; next }
file == 2 { if ($3 == chapter) exercise[$1] = $2; next }
$1 == "error" || $1 == "missing" {
    gsub(/\\/, "\\\\", $3)
    gsub(/"/, "\\\"", $3)
    for (name in exercise)
        if ($2 == "-" || $2 == number[exercise[name]])
            printf "%s: \"%s: %s\", ", name, state[$1], $3
}
