#!/bin/bash
# Hand-ins as people really send them: some 45 students in one class, each in a different way; and
# classes wrapped in different ways. Nothing is lost, and what cannot be read is reported. Git
# repositories: their files and times. A stand-in replaces the judge.
#
# Broken once to see this fail: intake_compose() a copy; is_ours() true for solution.c; ".txz" left
# out of intake_is_archive(); take_time() without its note; drop_empty() not called.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
. tests/support/judge_standin.bash
grade() { # grade FOLDER
    rm -rf "$work/out"
    out=$("$B/grader/class/class" grade --submissions "$work/$1" --out "$work/out" \
        --judge "$work/judge" --tests 1 --points 1 --jobs 2 2>&1 </dev/null)
    status=$?
}
people() { jq -r "[.students[] | $1] | join(\" \")" "$work/out/grades.json"; }

python3 tests/class/variants.py "$work" >"$work/wanted"
grade class
report $status 'a class with every kind of hand-in is graded'
db() { sqlite3 "$work/out/gradebook.sqlite" "$1"; }
while IFS=$'\t' read -r who said; do
    quoted=${who//\'/\'\'}
    if [ "$said" = found ]; then
        got=$(db "SELECT group_concat(s.chapter, ' ') FROM total t JOIN source s USING (judgement)
            WHERE t.key = '$quoted' AND s.text LIKE '%ReLU%'")
        [[ $got == *02_thresholding* ]] ||
            echo "$who: $got, $(db "SELECT notes FROM total WHERE key = '$quoted'")"
    else
        got=$(db "SELECT notes FROM total WHERE key = '$quoted'")
        [[ $got == *"$said"* ]] || echo "$who: $got"
    fi
done <"$work/wanted" >"$work/lost"
none 'nobody`s work is lost, and what cannot be read is reported' "$(cat "$work/lost")"
same '... no student is invented' "$(db 'SELECT count(*) FROM total')" "$(wc -l <"$work/wanted")"
says '... a link is reported' 0 'a link is neither file nor folder'
same 'a repository`s time is its last commit`s' \
    "$(db "SELECT group_concat(DISTINCT handed_at) FROM total WHERE key IN ('bare', 'bundled',
        'clone')")" 1772445600
grade one
says 'a folder of chapters is one student`s' 0 'one is the work of one student'
grade one.zip
same '... and so is an archive of them' "$status/$(people .key)" 0/one
grade twice
same 'an archive with a folder around the class' "$status/$(people .key)" '0/ann bo'
grade exports
same 'two exports in one folder' "$status/$(people .key)" '0/Max Roe_8 doejane_11'
grade hub
same 'GitHub Classroom`s table says when a repository was pushed to' \
    "$status/$(people '.key + " " + .email + " " + (.handed_at | tostring)')" \
    '0/week-1-jdoe jane@x.org 1772627696'
grade half.zip
says 'half an archive is not a class' 2 'half.zip cannot be read to its end' \
    'Nothing in it was graded'
grade folders
says 'folders without a file are no class: what is in them' 2 '0 files and 1 folder: a$' \
    'In a: 0 files and 1 folder: b'
exit $((bad > 0))
