# A stand-in for the judge, in $work, sourced by tests of a whole class. It does what a word in the
# submitted file says: right (or anything else), wrong, crash, nonsense, broken, wait (writes its
# task into the pipe $work/started, and waits for the pipe $work/never), once (the first time only),
# straggle (starts a program that outlives it and writes right work's report when the pipe
# $work/late says so) or lazy (says so, waits until it is done and writes no report). Each call adds
# a line to $work/calls. If the file $work/unready exists, it says that it is not ready.

# What the judge reports for correct work, from the chapters' tables.
awk -F'\t' '
    FNR == 1 { file++ }
    file == 1 { number[$2] = $1; next }
    FNR == 1 { printf "{\"points\": 100, \"of\": 100, \"exercises\": [" }
    $2 != last {
        printf "%s{\"exercise\": \"%s\", \"number\": \"%s\", \"chapter\": \"%s\", ", \
            (n++ ? "]}, " : ""), $2, number[$2], $1
        printf "\"state\": \"done\", \"properties\": ["
        m = 0
        last = $2
    }
    {
        printf "%s{\"property\": \"%s\", \"outcome\": \"passed\", \"points\": %d, \"of\": %d, ", \
            (m++ ? ", " : ""), $3, $4, $4
        printf "\"description\": \"%s holds\"}", $3
    }
    END { print "]}]}" }' "$SB_COURSE/exercises.tsv" "$SB_COURSE/points.tsv" |
    jq '.exercises |= map(.points = ([.properties[].points] | add) | .of = .points)' \
    >"$work/right.json" || echo 'not ok the report of right work is made'
jq '(.exercises[] | select(.exercise == "ReLU")) |= (
    .points = 0 | .state = "started" | .mistake = "keeps_value"
    | .sentence = "Samples above theta keep <their> value."
    | .properties |= map(.points = 0 | .outcome = "failed" | .call = "ReLU(x & y)"
        | .input = "INPUT_\(.property)" | .expected = "WANT_\(.property)"
        | .got = "GOT_\(.property)"))' \
    "$work/right.json" >"$work/wrong.json"
jq '(.exercises[] | select(.exercise == "ReLU")) |= (.points = 0 | .state = "crashed"
    | .properties |= map(.points = 0 | .outcome = "crashed"
        | .fault = "it asked the system for kill, which no exercise needs"))' \
    "$work/right.json" >"$work/crash.json"

cat >"$work/judge" <<'JUDGE'
#!/bin/bash
here=$(dirname "$0")
if [ "$1" = --ready ]; then
    [ ! -e "$here/unready" ] || { echo "there is no sandbox here" >&2; exit 2; }
    exit 0
fi
word=$(sed -n 's,^// ,,p;q' "$1/chapters/02_thresholding/thresholding.c" 2>/dev/null)
echo x >>"$here/calls"
started=${SLURM_ARRAY_JOB_ID:-}_${SLURM_ARRAY_TASK_ID:-} # the task, on a cluster
case $word in
wait) echo "$started" >"$here/started"; read -r _ <"$here/never" ;;
once)
    [ -e "$here/was" ] ||
        { : >"$here/was"; echo "$started" >"$here/started"; read -r _ <"$here/never"; }
    cp "$here/right.json" "$2/report.json" ;;
broken) exit 3 ;;
straggle)
    setsid bash -c 'echo "$2" >"$0/started"
        read -r _ <"$0/late"
        cp "$0/right.json" "$1/report.json" 2>/dev/null
        echo done >"$0/written"' "$here" "$2" "$started" &
    read -r _ <"$here/never" ;;
lazy) echo now >"$here/late"; read -r _ <"$here/written" ;;
nonsense) echo '{"exercises": [' >"$2/report.json"; exit 0 ;;
wrong | crash | secret) cp "$here/$word.json" "$2/report.json" ;;
*) cp "$here/right.json" "$2/report.json" ;;
esac
JUDGE
chmod +x "$work/judge"
mkfifo "$work/started" "$work/never" "$work/late" "$work/written"
calls() { if [ -f "$work/calls" ]; then wc -l <"$work/calls"; else echo 0; fi; }
student() { # student NAME WORD
    mkdir -p "$work/in/$1"
    printf '// %s\nint of_%s;\n' "$2" "${1//[^a-z]/_}" >"$work/in/$1/thresholding.c"
}
fresh() { rm -rf "$work/in" "$work/out" "$work/calls"; mkdir "$work/in"; }
