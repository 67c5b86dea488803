#!/bin/bash
# The platform decides whose a submission is, whatever students call themselves and their files; and
# what anybody can write stays plain text in every file that goes out: HTML, CSV, JSON, XML,
# messages, zips and the terminal. A stand-in replaces the judge.
#
# Broken once to see this fail: [^_]+ in recognise_moodle() a .+; text_html() that copies <;
# begins_formula() false; is_address() true; text_json() a plain copy.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
class=$B/grader/class/class
. tests/support/judge_standin.bash
run() { # run ACTION OPTION...
    out=$("$class" "$@" 2>&1 </dev/null)
    status=$?
}
grade() {
    run grade --submissions "$work/in" --out "$work/out" --judge "$work/judge" --tests 1 \
        --points 1
}
db() { sqlite3 "$work/out/gradebook.sqlite" "$1"; }
points() {
    db 'SELECT key || "=" || CAST(points AS INTEGER) FROM total ORDER BY key' | tr '\n' ' '
}

# ---- whose a submission is ----
fresh
spoof=assignsubmission_file
printf '// right\n' | tee "$work/in/Vera V_456_${spoof}_thresholding.c" \
    "$work/in/doejane_111_222_thresholding.c" >"$work/in/Olga_789_${spoof}_omp.c"
printf '// wrong\n' | tee "$work/in/Mallory M_123_${spoof}_x_456_${spoof}_thresholding.c" \
    "$work/in/roerick_333_444_x_999_${spoof}_thresholding.c" \
    "$work/in/eve_5_6_doejane_111_222_thresholding.c" \
    >"$work/in/Week 1_max_attempt_2026-03-04-12-34-56_x_456_${spoof}_thresholding.c"
grade
same 'Moodle, Canvas, Blackboard: a file named like another student`s stays its owner`s' \
    "$status/$(points)" "0/Mallory M_123=92 Olga_789=100 Vera V_456=100 doejane_111=100 $(:
    )eve_5=92 max=92 roerick_333=92 "
fresh
for i in 1 2 3 4 5; do
    mkdir "$work/in/submission_$i"
    printf '// %s\n' "$([ $i = 1 ] && echo right || echo wrong)" \
        >"$work/in/submission_$i/thresholding.c"
done
cat >"$work/in/submission_metadata.yml" <<'END'
submission_1:
  :submitters:
  - :name: Vera Victim
    :sid: '1001'
    :email: vera@uni.example
submission_2:
  :submitters:
  - :name: 'Mallory Mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm :email: vera@uni.example
      Mm'
    :sid: '1002'
    :email: mallory@uni.example
submission_3:
  :submitters:
  - :name: 'Olga :sid: 1001'
    :sid: '1003'
    :email: olga@uni.example
submission_4:
  :submitters:
  - :name: vera@uni.example
    :sid: '1004'
    :email: paul@uni.example
submission_5:
  :submitters:
  - :name: "x\n  :email: vera@uni.example\nsubmission_1:\n  :submitters: []\n"
    :sid: '1005'
    :email: quin@uni.example
END
grade
same 'Gradescope: nor does a display name' "$status/$(points)" "0/mallory@uni.example=92 $(:
    )olga@uni.example=92 paul@uni.example=92 quin@uni.example=92 vera@uni.example=100 "
run adjust --out "$work/out" --student vera@uni.example --exercise ReLU --points 1 --reason x
same 'a change by hand goes to the student with that key' "$status/$(points)" \
    "0/mallory@uni.example=92 olga@uni.example=92 paul@uni.example=92 quin@uni.example=92 $(:
    )vera@uni.example=93 "
says 'and says who else has that name' 0 'vera@uni.example is Vera Victim; it is the name'

# ---- what they write stays text ----
fresh
/usr/bin/python3 tests/class/names.py write "$work"
jq --rawfile html "$work/html" --rawfile odd "$work/odd" '(.exercises[] |
    select(.exercise == "ReLU")) |= (.why = $html | .sentence = $html | .mistake = $odd
    | .properties |= map(. + {call: $html, input: $odd, expected: $html, got: $html, fault: $odd,
        hint: $html, smallest: $html, printed: ($html + $odd), replay: $html}))' \
    "$work/wrong.json" >"$work/secret.json"
printf '[course]\ntitle = %s\n[week 1]\nchapters = 02\ntitle = %s\n' "$(cat "$work/html")" \
    "$(cat "$work/html")" >"$work/course.ini"
grade
says 'a class with hostile names is graded' 0
none 'everything printed shows control characters as such' \
    "$(grep -P '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]' <<<"$out")"
for text in html odd formula; do
    run comment --out "$work/out" --student vera@x.org --text "$(cat "$work/$text")"
    run adjust --out "$work/out" --student vera@x.org --exercise ReLU --points 2 \
        --reason "$(cat "$work/$text")"
done
says 'and changed by hand' 0
/usr/bin/python3 tests/class/names.py check "$work/out" >"$work/found" 2>&1
report $? 'each file that goes out has them as text' "$(cat "$work/found")"
run anonymous --out "$work/out"
none 'and anonymous files have no names' "$(grep -rlE \
    'vera|Mar 4, 2026|assignsubmission|SUM.1. 8' "$work/out/anonymous")"
run course --course "$work/c"
cp "$work/course.ini" "$work/c/course.ini"
cp "$work/roster.csv" "$work/c/roster.csv"
run grade --course "$work/c" --week 1 --submissions "$work/in" --judge "$work/judge" --tests 1 \
    --points 1
says 'a course is graded' 0
/usr/bin/python3 tests/class/names.py check "$work/c" >"$work/found" 2>&1
report $? 'and so has each file of a course' "$(cat "$work/found")"
exit $((bad > 0))
