# play.awk: exercises.def and a report of grader/judge/compile.sh; prints what a page says about
# each function that did not compile:  "OMP": "omp.c:31:5: error: ...",
BEGIN { FS = "\t" }
FNR == NR {
    if (split($0, f, /[(,) "]+/) && f[1] == "EXERCISE")
        number[f[2]] = f[3]
    else if (f[1] == "FUNCTION" && f[4] == chapter)
        exercise[f[2]] = f[3]
    next
}
$1 == "error" || $1 == "missing" {
    gsub(/\\/, "\\\\", $3)
    gsub(/"/, "\\\"", $3)
    for (name in exercise)
        if ($2 == "-" || $2 == number[exercise[name]])
            printf "%s: \"%s\", ", name, $3
}
