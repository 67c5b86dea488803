#!/bin/bash
# What goes back to the students: zips that Moodle's and Canvas's own code would take, messages,
# JSON, comments on lines of code; changes by hand, within the points of an exercise. A stand-in
# replaces the judge.
#
# Broken once to see this fail: moodle_name() without its last part; canvas_name() with the key for
# a name; is_hidden in feedback_json.c false; the bounds in is_sound() left out.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
class=$B/grader/class/class
. tests/support/judge_standin.bash
hand() {
    out=$("$class" "$@" --out "$work/out" 2>&1 </dev/null)
    status=$?
}
grade() { hand grade --submissions "$work/in" --judge "$work/judge" --tests 1 --points 1; }

fresh
moodle="$work/in/Zoë Müller-Lüdenscheidt_77_assignsubmission_file_"
mkdir -p "$moodle" "$work/in/Participant_78_assignsubmission_file_"
printf '// wrong\n\nint line_3;\n' | tee "$moodle/thresholding.c" \
    >"$work/in/Participant_78_assignsubmission_file_/thresholding.c"
grade
same 'Moodle takes every file of moodle_feedback.zip' \
    "$(python3 tests/class/feedback.py moodle "$work/out/moodle_feedback.zip" 77 78 | sort)" \
    $'77 feedback.html\n78 feedback.html'
[ -f "$work/out/feedback/Zoë~20Müller-Lüdenscheidt_77.html" ]
report $? 'file names keep their letters' "$(ls "$work/out/feedback")"
grep -q '92 of 100 points<br>ReLU: 0 of 8, started' "$work/out/moodle.csv"
report $? 'Moodle`s comments say the points and what was lost' "$(cat "$work/out/moodle.csv")"

# ---- by hand ----
who='Zoë Müller-Lüdenscheidt'
hand adjust --student "$who" --exercise ReLU --points 50 --reason x
says 'more than full points: refused in one line' 1 \
    'POINTS=50 is more than there are: ReLU has 8'
hand adjust --student "$who" --exercise ReLU --points -9 --reason x
says '... and so is less than none' 1 'is more than there are'
hand adjust --student "$who" --exercise total --points +4 --reason 'spoke well'
hand adjust --student "$who" --exercise total --points +50 --reason 'a mistake'
points() { jq '.students[0].points' "$work/out/grades.json"; }
same 'a total never exceeds full points' "$(jq '[.students[].points] | max' \
    "$work/out/grades.json")" 100
hand undo --student "$who"
says 'the last change is undone' 0 'Undone: adjustment all \+50.0 \(a mistake\)'
same '... and the one before counts' \
    "$(jq '[.students[].points] | max' "$work/out/grades.json")" 96
printf 'student;exercise;points;reason\n%s;ReLU;3;partly\n%s;ReLU;99;x\n' "$who" "$who" \
    >"$work/hand.csv"
hand adjust-csv --csv "$work/hand.csv"
says 'an error in a table is reported with its line' 1 'hand.csv:3: see above'
same '... and nothing in it counts' \
    "$(jq '[.students[].points] | max' "$work/out/grades.json")" 96
hand comment --student "$who" --place thresholding.c:3 --text 'what is it for?'
page="$work/out/feedback/Zoë~20Müller-Lüdenscheidt_77.txt"
grep -q 'thresholding.c:3: what is it for?' "$page" && grep -q 'code *int line_3;' "$page"
report $? 'a comment on a line shows the line' "$(cat "$page")"
hand comment --student "$who" --place thresholding.c:30 --text x
says 'a line that does not exist is reported' 1 'PLACE=thresholding.c:30 is not a line that'

# ---- the class page: students first, in a table that sorts and filters ----
same 'the class page has a picture, then students, then exercises' \
    "$(grep -oE '<svg|<table id="students"|Exercises: share' "$work/out/class.html" |
        tr '\n' ' ')" \
    '<svg <table id="students" Exercises: share '
same '... with a row per student, and numbers to sort by' \
    "$(grep -cE '^<tr><td><a href="feedback/.*<td data-v="[0-9.]+">' "$work/out/class.html")" 2

# ---- messages, JSON, hidden tests ----
fresh
printf '// wrong\n' | tee "$work/in/doejane_11_21_thresholding.c" \
    >"$work/in/roemax_LATE_12_22_work.zip.c"
mkdir "$work/in/submission_1"
printf '// wrong\n' >"$work/in/submission_1/thresholding.c"
cat >"$work/in/submission_metadata.yml" <<'END'
submission_1:
  :submitters:
  - :name: Jörg
    :email: joerg@x.org
END
grade
same 'Canvas takes every file of canvas_feedback.zip' \
    "$(python3 tests/class/feedback.py canvas "$work/out/canvas_feedback.zip" 11:21 12:22 | sort)" \
    $'11 21\n12 22'
python3 - "$work/out/mail/joerg~40x.org.eml" <<'PY'
import email, email.policy, sys
m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
parts = list(m.iter_parts())
assert m['to'] == '<joerg@x.org>' or m['to'] == 'joerg@x.org', m['to']
assert m['subject'] == 'Sparsebook: your points and feedback', m['subject']
assert '92 of 100 points' in parts[0].get_content(), parts[0].get_content()
assert '<html' in parts[1].get_content() and parts[1].get_filename() == 'feedback.html'
PY
report $? 'a message has text and page; a student without an address gets none'
same '... one for each address' "$(ls "$work/out/mail")" 'joerg~40x.org.eml'
jq -e --arg h "$(awk -F'\t' '$2 == "ReLU" && $5 == "hidden" { print $3; exit }' \
    "$SB_COURSE/points.tsv")" '.points == 92 and (.exercises | length == 22) and
    ([.exercises[] | select(.exercise == "ReLU").properties[] | select(.property == $h)] |
        length == 1 and all(has("got") | not)) and
    ([.exercises[] | select(.exercise == "ReLU").properties[] | select(has("got"))] | length > 0)' \
    "$work/out/feedback/joerg~40x.org.json" >/dev/null
report $? 'feedback as JSON gives away no value of a hidden test' \
    "$(cat "$work/out/feedback/joerg~40x.org.json")"
# ---- a mail server ----
python3 - "$work" <<'PY' &
import os, socket, sys
server = socket.create_server(('127.0.0.1', 0))
with open(sys.argv[1] + '/port.part', 'w') as f:
    f.write(str(server.getsockname()[1]))
os.rename(sys.argv[1] + '/port.part', sys.argv[1] + '/port')
while True:
    client, _ = server.accept()
    lines, data = client.makefile('rwb'), False
    def say(text):
        lines.write(text + b'\r\n')
        lines.flush()
    say(b'220 here')
    for line in lines:
        if data:
            data = line != b'.\r\n'
            with open(sys.argv[1] + '/received', 'ab') as f:
                f.write(line)
            if not data:
                say(b'250 taken')
            continue
        word = line[:4].upper()
        if word == b'DATA':
            data = True
            say(b'354 go on')
        elif word == b'QUIT':
            say(b'221 bye')
            break
        else:
            with open(sys.argv[1] + '/received', 'ab') as f:
                f.write(line)
            say(b'550 no' if b'<full@' in line else b'250 fine')
PY
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
until [ -f "$work/port" ]; do read -r -t 0.1 _ <>"$work/never"; done
send() {
    out=$(grader/class/mail.sh "$work/out" "smtp://127.0.0.1:$(cat "$work/port")" me@x.org 2>&1)
    status=$?
}
send
says 'messages are sent through a server' 0 '^1 sent, 0 sent before, 0 not reached'
grep -q '^RCPT TO:<joerg@x.org>' "$work/received" && grep -q '^From: <me@x.org>' "$work/received"
report $? '... to the right addresses' "$(cat "$work/received")"
send
says '... only once' 0 '^0 sent, 1 sent before'
sed 's/joerg/full/' "$work/out/mail/joerg~40x.org.eml" >"$work/out/mail/full.eml"
send
says 'an address not reached is reported' 1 'full@x.org was not reached' '1 not reached'

# ---- similar files side by side; a group's own work is not similar to itself ----
fresh
mkdir "$work/in/ann" "$work/in/bob" "$work/in/submission_1"
unifdef -DSOLUTION -x2 solutions/04_omp/omp.c >"$work/in/submission_1/omp.c"
unifdef -DSOLUTION -x2 solutions/06_visual_fields/visual_fields.c >"$work/in/ann/visual_fields.c"
sed 's/\<i\>/row/g; s/^    /\t/' "$work/in/ann/visual_fields.c" >"$work/in/bob/visual_fields.c"
printf '%s\n' submission_1: '  :submitters:' '  - :name: Eve' '    :email: eve@x.org' \
    '  - :name: Max' '    :email: max@x.org' >"$work/in/submission_metadata.yml"
grade
same 'copies are listed, a group`s own work is not' \
    "$(sed -n 's/^  \([a-z_]*: [a-zA-Z]* and [a-zA-Z]*\),.*/\1/p' "$work/out/class.txt")" \
    'visual_fields: ann and bob'
grep -q '<a href="similar/1.html">visual_fields: ann and bob' "$work/out/class.html" &&
    [ "$(grep -o '<span class="s">' "$work/out/similar/1.html" | wc -l)" -gt 20 ] &&
    [ "$(grep -o '<section><h2>[a-z]*' "$work/out/similar/1.html" | tr '\n' ' ')" = \
        '<section><h2>ann <section><h2>bob ' ]
report $? '... and both are shown side by side, with what they share' "$(ls "$work/out/similar")"

exit $((bad > 0))
