#!/bin/bash
# What goes wrong in the first hour: the wrong folder, an old make, no compiler, spaces in the path,
# a different compiler, an editor that needs flags, a debugger.
# Takes long.
. tests/support/ok_lines.bash
tree="$(mktemp -d)/a b" || exit 1
trap 'rm -rf "${tree%/a b}"' EXIT
mkdir "$tree"
copy_tree "$tree"
cd "$tree" || exit 1
make=${MAKE:-make}
relu=chapters/02_thresholding/thresholding.c

run() { # run COMMAND...: its output and status
    out=$("$@" 2>&1 </dev/null)
    status=$?
}
unifdef -USOLUTION -x2 solutions/${relu#chapters/} >$relu

# ---- a path with spaces, and clang ----
run $make check CH=02
says 'make check works in a path with spaces' 1 '^0 of 8 points' "^Then write ReLU: $relu:[0-9]+"
# clang can judge only where its own sanitizers are installed, too (libclang-rt-14-dev on Debian).
if echo '#include <sanitizer/asan_interface.h>' | clang -fsyntax-only -x c - 2>/dev/null; then
    run env CC=clang $make check CH=02 SRC=solutions B=build_clang
    says 'make check works with clang' 0 '^8 of 8 points'
    ! grep -q 'warning:' <<<"$out"
    report $? 'and gives no warning of its own'
fi
# Known mistakes are built through files that make would take for intermediate ones.
rm -f build/mistakes/02_thresholding.*
run $make check CH=02
says_not 'make deletes nothing that it has built, and reports no such deletion' '^rm '

# ---- each problem gets one sentence and the fix ----
run $make check MAKE_VERSION=3.81
says 'an old make is reported in one line, with how to get a newer one' 2 \
    'needs GNU make 4\.2 or newer, and this is 3\.81.*brew install make.*gmake'
[ "$(wc -l <<<"$out")" -eq 1 ]
report $? 'and in that line alone'
run $make check MAKE_VERSION=4.2
says 'make 4.2 is new enough' 1 '^0 of 100 points'
run $make check 'B=my build'
says 'a build folder with a space in its name is reported in one line' 2 \
    'B=my build: make splits names at blanks'
run env CC=nocc9 $make check B=build_nocc
says 'a missing compiler is reported by name' 2 \
    'no compiler nocc9 here; install it, or leave CC= out'

# ---- in a chapter's folder ----
run $make -C chapters/02_thresholding
says "make in a chapter's folder checks that chapter" 1 'ReLU +not started' '^0 of 8 points'
run $make -C chapters/02_thresholding hint EX=ReLU
says 'other commands work there too' 0 'E2\.1 ReLU, hint 1 of 3'
run $make -C chapters check CH=07
says 'and in the folder chapters/' 1 '^0 of 4 points'
unifdef -DSOLUTION -x2 solutions/${relu#chapters/} >$relu
run $make -C chapters/02_thresholding check EX=ReLU
says 'there, too, the status is 0 at full marks' 0 '^8 of 8 points'
[ -z "$(find chapters -name build)" ]
report $? 'nothing is built there'

# ---- editors ----
out=$(python3 -c '
import json, os, subprocess, sys
entries = json.load(open("build/compile_commands.json"))
files = {e["file"] for e in entries}
wrong = [f for f in files if not os.path.isfile(os.path.join(entries[0]["directory"], f))]
for kind in ("chapters/02_thresholding/thresholding.c", "chapters/04_omp/omp.c",
             "chapters/03_temporal/test_temporal.c", "solutions/06_visual_fields/mistakes.c",
             "lib/stats.c", "figures/02_thresholding.c", "tests/lib/test_mat.c", "student/watch.c"):
    for e in entries:
        if e["file"] == kind:
            break
    else:
        wrong.append(kind + " is not there")
        continue
    command = e["arguments"][:-2] + ["-fsyntax-only", e["file"]]
    if subprocess.run(command, cwd=e["directory"]).returncode:
        wrong.append(kind + " does not compile so")
print("\n".join(wrong))
sys.exit(bool(wrong))' 2>&1) status=$?
report $status 'compile_commands.json: its files exist, and compile as it says'
for f in .vscode/*.json; do
    run python3 -m json.tool "$f"
    report $status "$f is JSON"
done
# The editor's patterns find what make check prints.
sed -i 's/x\[j\] - theta/x[j]/' $relu
run $make check CH=02
lines=$out
out=$(python3 -c '
import json, re, sys
text = sys.argv[1].split("\n")
compiler, check = json.load(open(".vscode/tasks.json"))["tasks"][0]["problemMatcher"]
first, second = (re.compile(p["regexp"]) for p in check["pattern"])
found = [(first.search(a), second.search(b)) for a, b in zip(text, text[1:])
         if first.search(a) and second.search(b)]
assert found and found[0][0].group(1) == "chapters/02_thresholding/thresholding.c", text' \
    "$lines" 2>&1) status=$?
report $status 'an editor finds the line of a lost point'
sed -i '0,/;$/s/;$//' $relu
sed -i 's/: 0\.0;/: 0.0/' $relu
run $make check CH=02
lines=$out
out=$(python3 -c '
import json, re, sys
compiler, check = json.load(open(".vscode/tasks.json"))["tasks"][0]["problemMatcher"]
found = re.search(compiler["pattern"]["regexp"], sys.argv[1], re.M)
assert found and found.group(4) == "error", sys.argv[1]' "$lines" 2>&1) status=$?
report $status 'and the line of a compiler error'

# ---- the recipes for the debugger, as STUDENTS.md prints them ----
run $make debug EX=RELU
says 'a wrong name is reported with the right one' 2 \
    '^EX=RELU is not an exercise; do you mean EX=ReLU\?$'
unifdef -DSOLUTION -x2 solutions/${relu#chapters/} | sed 's/j < n/j <= n/' >$relu
$make check EX=ReLU >check.txt 2>&1
run $make debug EX=ReLU WITH=run
says 'the call that the report shows first is the one to debug' 0 \
    'reports/ReLU\.five_samples\.call' '^  it did not come back \(SIGSEGV\)'
recipes=$(grep -oE '`make debug [^`]*`' STUDENTS.md | tr -d '`')
run echo "$recipes"
[ "$(wc -l <<<"$recipes")" -ge 2 ]
report $? 'STUDENTS.md has recipes for gdb and valgrind'
while read -r recipe; do
    tool=${recipe#*WITH=}
    [[ $recipe == *WITH=* ]] || tool=gdb
    [ "$tool" = run ] || command -v "$tool" >/dev/null ||
        { echo "# $recipe is left out: there is no $tool here"; continue; }
    # shellcheck disable=SC2086 # a command and its words
    run $make ${recipe#make }
    case $tool in
    gdb) grep -qE '^(Thread .* hit )?Breakpoint 1(\.1)?, ReLU ' <<<"$out" &&
        grep -q '^  q   quit' <<<"$out" && ! grep -qE 'not defined|pending' <<<"$out" ;;
    run) grep -q '^ReLU(x = ' <<<"$out" ;;
    *) grep -qE '==  +at 0x.*: ReLU \(thresholding\.c:[0-9]+\)' <<<"$out" ;;
    esac
    report $? "$recipe works as printed"
done <<<"$recipes"

# ---- what a call returned, and the editor's debugger ----
unifdef -DSOLUTION -x2 solutions/${relu#chapters/} | sed 's/: 0\.0;/: 1.0;/' >$relu
$make check EX=ReLU >check.txt 2>&1
run $make debug EX=ReLU WITH=run
says 'WITH=run prints the call and what it returned' 0 \
    '^ReLU\(x = \{0, 149\.5, .*theta = 150, thres_x\)$' '^  thres_x = \{1, 1, '
if command -v gdb >/dev/null; then
    # As an editor does it: run the task, then the debugger as the file says.
    read -r program argument script < <(python3 -c '
import json
tasks = {t["label"]: t["command"] for t in json.load(open(".vscode/tasks.json"))["tasks"]}
one = json.load(open(".vscode/launch.json"))["configurations"][0]
assert "make debug CH=${fileDirnameBasename} WITH=build" == tasks[one["preLaunchTask"]]
print(one["program"].split("/", 1)[1], *one["args"], one["setupCommands"][0]["text"].split()[1])')
    run $make debug CH=02_thresholding WITH=build
    out=$(gdb -q -batch -ex "source $script" -ex run --args "$program" "$argument" 2>&1) status=$?
    says 'launch.json stops where the function of the first failed call begins' 0 \
        'Breakpoint 1(\.1)?, ReLU '
fi
exit $((bad > 0))
