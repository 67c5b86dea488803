#!/bin/bash
# The files of a course: an error is reported with file, line, what is wrong and how to mend it, and
# nothing is graded by half-read files. Rosters of every platform; groups. A stand-in replaces the
# judge.
#
# Broken once to see this fail: ROLLBACK in course_load() a COMMIT; is_there() false; the columns of
# Moodle left out of first_columns.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
class=$B/grader/class/class
. tests/support/judge_standin.bash
course="$work/my \"course\" (1)"
db() { sqlite3 "$course/gradebook.sqlite" "$1"; }
run() {
    out=$("$class" "$@" --course "$course" 2>&1 </dev/null)
    status=$?
}
grade() { # grade WEEK FOLDER
    run grade --week "$1" --submissions "$work/$2" --judge "$work/judge" --tests 1 --points 1
}
run course
says 'make course creates a course' 0 'a new course'
run export
report $status 'a new course has no errors' "$out"
run course
says 'a course is not created twice' 2 'course.ini is there already'

# ---- mistakes ----
good_ini=$'[course]\ntime_zone = Europe/Berlin\nlate = 10 %\n'
good_ini+=$'[week 1]\nchapters = 02\ndue = 2026-03-10 23:59\n'
ini() { # ini WHAT TEXT REGEX...
    printf '%s' "$2" >"$course/course.ini"
    run export
    says "course.ini, $1" 2 "${@:3}" 'nothing was changed'
}
ini 'no number' "$good_ini"$'weight = much\n' 'course.ini:7: weight = much .*write a number'
ini 'no date' "${good_ini/2026-03-10 23:59/soon}" 'course.ini:6: due = soon .*2027-04-12 23:59'
ini 'no chapter' "${good_ini/02/42}" 'course.ini:5: chapters = 42 .*no such chapter'
ini 'no exercise' "${good_ini/chapters = 02/exercises = Relu}" \
    'course.ini:5: exercises = Relu .*make points'
ini 'no rule' "${good_ini/10 %/10 points}" 'course.ini:3: late = 10 points .*10 %'
ini 'no zone' "${good_ini/Berlin/Berln}" 'course.ini:2: time_zone = Europe/Berln .*zoneinfo'
ini 'no key' "$good_ini"$'wieght = 1\n' 'course.ini:7: wieght = 1 .*a week has title'
ini 'no line' "$good_ini"$'hello\n' 'course.ini:7: this is neither'
ini 'a week twice' "$good_ini"$'[week 1]\nchapters = 03\n' \
    'course.ini:7: there is a week 1 already'
ini 'an empty week' "$good_ini"$'[week 2]\n[week 3]\nchapters = 03\n' \
    'course.ini:7: week 2 has no'
ini 'no week' $'[course]\ntitle = x\n' 'course.ini: it has no weeks'
ini 'two mistakes' "${good_ini/10 %/x}"$'weight = y\n' 'course.ini:3:' 'course.ini:7:'
for kind in '31.02.:2026-03-10:2026-02-31:6: due' 'a time that is none:23.59:25@00:6: due' \
    'a zone in a date:23.59:23@59 +0200:6: due' 'words behind a date:23.59:23@59 sharp:6: due' \
    'an hour that is left out:2026-03-10 23.59:2026-03-29 02@30:6: .*clocks go forward' \
    'no zone at all:time_zone.*Berlin:title = x: .*no time_zone' \
    'a zone of no place:Europe.Berlin:+02@00:2: time_zone' \
    'the course twice:$:[course]:.*\[course\] has to come before' \
    'a key twice:$:due = 2026-03-11 23@59:7: .*is in this section already' \
    'weights of 0:$:weight = 0: all weights are 0' \
    'shares that do not add up:$:weight = 60 %: .*add up to 60 %, not to 100' \
    'no share:$:weight = 60 points:7: weight = 60 points'; do
    IFS=: read -r what from to want <<<"$kind"
    [ "$from" = '$' ] && text="$good_ini${to//@/:}"$'\n' ||
        text=$(sed "s|$from|${to//@/:}|" <<<"$good_ini")
    ini "$what" "$text" "course.ini:${want//@/:}"
done
ini 'in UTF-16' $'\xff\xfe[\x01' 'course.ini:1: it is in UTF-16'
printf '\xef\xbb\xbf%s' "$good_ini" | sed 's/$/\r/' >"$course/course.ini"
run export
same 'a byte-order mark and line ends of another system are no errors' \
    "$status/$(db 'SELECT due FROM week')" 0/1773183540
printf '%s' "$good_ini"$'[week 2]\nchapters = 02\n' >"$course/course.ini"
run export
says 'an exercise in two weeks is reported' 0 'week 2 has exercises of week 1, too: ReLU'
printf '%s' "$good_ini" >"$course/course.ini"
roster() { # roster WHAT TEXT REGEX
    printf '%s' "$2" >"$course/roster.csv"
    run export
    says "roster.csv, $1" 2 "$3" 'nothing was changed'
}
printf 'name,id,email\nAnn Lee,1,ann@x.org\nBo Wu,2,bo@x.org\n' >"$course/roster.csv"
run export
mkdir -p "$work/one/ann@x.org"
printf '// right\n' >"$work/one/ann@x.org/thresholding.c"
grade 1 one
before=$(cat "$course/weeks/1/grades.csv")
roster 'no column known' $'a,b\n1,2\n' 'roster.csv:1: no column is known'
roster 'a line twice' $'name,email\nAnn,a@x.org\nBo,b@x.org\nAnn,a@x.org\n' \
    'roster.csv:4: a@x.org is above'
roster 'too many columns' $'name,email\nLee, Ann,a@x.org\n' 'roster.csv:2: there are 3 columns'
roster 'nobody in a line' $'name,email,section\nAnn,a@x.org,A\n,,\n,,A\n' \
    'roster.csv:4: there is neither name'
roster 'a quote that is not closed' $'name,email\n"Ann,a@x.org\nBo,b@x.org\n' \
    'roster.csv:2: a quote is not closed'
roster 'a quote in a name' $'name,email\nAnn "A" Lee,a@x.org\n' 'roster.csv:2: a quote'
roster 'a number twice' $'name,id,email\nAnn,1,a@x.org\nBo,1,b@x.org\n' \
    'roster.csv:3: 1 is above already, in line 2'
roster 'an address twice' $'name,email\nAnn,a@x.org\nBo,A@X.org\n' 'roster.csv:3: A@X.org is above'
roster 'no address' $'name,email\nAnn,ann at x\n' 'roster.csv:2: ann at x is not an e-mail'
roster 'its first line twice' $'name,email\nname,email\n' 'roster.csv:2: email is no'
roster 'a column twice' $'name,name\nAnn,Lee\n' 'roster.csv:1: the column name stands twice'
roster 'columns left out' $'name,id,email\nAnn,1,a@x.org\nBo\n' 'roster.csv:3: there is 1 column'
roster 'two kinds of separators' $'name;id\nAnn,1\n' 'roster.csv:2: there is 1 column'
roster 'a rounded number' $'name,id\nAnn,1.23E+07\n' 'roster.csv:2: a spreadsheet'
roster 'a spreadsheet' $'PK\x03\x04' 'roster.csv:1: it is a spreadsheet; save it'
roster 'a web page' $'<html>\n' 'roster.csv:1: it is a web page'
roster 'empty' '' 'roster.csv: it is empty'
rm "$course/roster.csv"
run export
says 'a missing roster.csv is reported' 2 'roster.csv: it is not there'
grade 1 one
says '... then nothing is graded' 2 'nothing was changed'
same '... and the tables are unchanged' "$(cat "$course/weeks/1/grades.csv")" "$before"
printf 'name,id,email\nAnn Lee,1,ann@x.org\nBo Wu,2,bo@x.org\n' >"$course/roster.csv"
extensions() { # extensions WHAT TEXT REGEX
    printf '%s' "$2" >"$course/extensions.csv"
    run export
    says "extensions.csv, $1" 2 "$3" 'nothing was changed'
}
extensions 'nobody' $'student,week,due\nnobody,1,+1\n' \
    'extensions.csv:2: nobody is called nobody'
extensions 'no week' $'student,week,due\nann@x.org,7,+1\n' \
    'extensions.csv:2: there is no week 7'
extensions 'no date' $'student,week,due\nann@x.org,1,later\n' \
    'extensions.csv:2: this is not a date: later'
extensions 'a day that is none' $'student,week,due\nann@x.org,1,2026-02-31 12:00\n' \
    'extensions.csv:2: this is not a date: 2026-02-31'
extensions 'before the due date' $'student,week,due\nann@x.org,1,2026-03-01 23:59\n' \
    'extensions.csv:2: .*is before the week'
extensions 'one twice' $'student,week,due\nann@x.org,1,+1\nAnn Lee,1,+2\n' \
    'extensions.csv:3: there is already an extension of that week above for Ann Lee'
extensions 'no student' $'student,week,due\n,1,+1\n' 'extensions.csv:2: there is no student'
extensions 'no columns' $'a,b\n' 'extensions.csv:1: the first line has to name'
rm "$course/extensions.csv"
grade 9 one
says 'a week that does not exist is reported' 1 'WEEK=9 is not in course.ini; the weeks are 1'
run adjust --student ann@x.org --exercise OMP --week 1 --points 1 --reason x
says 'an exercise of another week is reported' 1 'OMP of ann@x.org is not graded in week 1'

# ---- rosters as the platforms write them ----
people() { # people WHAT TEXT
    printf '%s' "$2" >"$course/roster.csv"
    run export
    same "a roster of $1" \
        "$(db 'SELECT group_concat(name || "/" || email, " ") FROM (SELECT name, email FROM student
            WHERE on_roster ORDER BY name)')" 'Ann Lee/ann@x.org Zoë Ünal/zoe@x.org'
}
people Canvas 'Student,ID,SIS User ID,SIS Login ID,Section,Email
    Points Possible,,,,,
"Lee, Ann",1,u1,ann,A,ann@x.org
"Ünal, Zoë",2,u2,zoe,A,zoe@x.org
"Student, Test",3,,,,
'
people Moodle '"First name",Surname,"ID number","Email address",Groups
Ann,Lee,1,ann@x.org,G1
Zoë,Ünal,2,zoe@x.org,G2
'
people 'Moodle in German' $'\xef\xbb\xbf''Vorname;Nachname;E-Mail-Adresse;Gruppen'$'\r
''Ann;Lee;ann@x.org;G1'$'\r
''Zoë;Ünal;zoe@x.org;G2'$'\r
'
people Gradescope 'Name,SID,Email,Role
Ann Lee,1,ann@x.org,Student
Zoë Ünal,2,zoe@x.org,Student
'
people 'Google Classroom' "$(tr ' ' '\t' <<<'Last First Email
Lee Ann ann@x.org
Ünal Zoë zoe@x.org' | sed '1s/.*/Last Name\tFirst Name\tEmail Address/')"
people Brightspace 'OrgDefinedId,Username,Last Name,First Name,Email
1,ann,Lee,Ann,ann@x.org
2,zoe,Ünal,Zoë,zoe@x.org
'
people 'latin-1' "$(printf 'name,email\nAnn Lee,ann@x.org\nZo\xeb \xdcnal,zoe@x.org\n')"

# ---- groups: each member has a row ----
printf '%s\n' name,email,group 'Ann Lee,ann@x.org,Team A' 'Zoë Ünal,zoe@x.org,Team A' \
    'Bo Wu,bo@x.org,Team B' >"$course/roster.csv"
mkdir -p "$work/teams/Team A-Ann Lee_7_assignsubmission_file" "$work/teams2/Team "{A,B}
printf '// wrong\n' | tee "$work/teams/Team A-Ann Lee_7_assignsubmission_file/thresholding.c" \
    "$work/teams2/Team B/thresholding.c" >"$work/teams2/Team A/thresholding.c"
points() { awk -F, '$7 != "points" { print $2, $10 }' "$course/weeks/1/grades.csv" | tr '\n' ';'; }
mv "$course/gradebook.sqlite" "$work/old.sqlite"
rm -f "$course"/gradebook.sqlite-*
grade 1 teams2
same 'a group`s work counts for each member' "$status $(points)" \
    '0 Ann Lee judged;Bo Wu judged;Zoë Ünal judged;'
rm "$course/gradebook.sqlite"
grade 1 teams
same 'Moodle`s group before the name is not taken for another student' "$status $(points)" \
    '0 Ann Lee judged;Bo Wu not handed in;Zoë Ünal not handed in;'
mkdir -p "$work/teams3/7-123 - Team A - Mar 4, 2026 1234 PM" "$work/teams4"
printf '// right\n' | tee "$work/teams3/7-123 - Team A - Mar 4, 2026 1234 PM/thresholding.c" \
    >"$work/teams4/teama_55_66_thresholding.c"
ids() { awk -F, 'NR > 2 { print $2 "/" $3 }' "$course/weeks/1/canvas.csv" | tr '\n' ' '; }
sed -i 's/^name,email/name,id,email/; s/^Ann Lee/&,1/; s/^Zoë Ünal/&,2/; s/^Bo Wu/&,3/' \
    "$course/roster.csv"
for platform in 3/Brightspace 4/Canvas; do
    rm "$course"/gradebook.sqlite*
    grade 1 "teams${platform%/*}"
    same "a group of ${platform#*/} is each of its members, with their own numbers" \
        "$status $(points) $(ids)" \
        '0 Ann Lee judged;Bo Wu not handed in;Zoë Ünal judged; /1 /3 /2 '
done
same '... and one`s feedback does not replace another`s' \
    "$(python3 -c 'import sys, zipfile
print(*sorted(n.split("/")[1] for n in zipfile.ZipFile(sys.argv[1]).namelist()), sep=";")' \
        "$course/weeks/1/brightspace_feedback.zip")" 'feedback Ann Lee.html;feedback Zoë Ünal.html'
# ---- several attempts ----
for hour in 09 11; do
    [ $hour = 09 ] && word=wrong || word=right
    mkdir -p "$work/attempts/7-1$hour - Ann Lee - Mar 1, 2026 ${hour}00 AM"
    printf '// %s\n' $word \
        >"$work/attempts/7-1$hour - Ann Lee - Mar 1, 2026 ${hour}00 AM/thresholding.c"
done
rm "$course"/gradebook.sqlite*
judged() { awk -F, '$1 == "ann@x.org" { print $9 }' "$course/weeks/1/grades.csv"; }
grade 1 attempts
same 'the newest of several attempts counts' "$(judged)" 8
sed -i 's/^late/attempts = first\nlate/' "$course/course.ini"
grade 1 attempts
same '... or the first, if the course says so' "$(judged)" 0

# ---- without names ----
run anonymous --week 1
[ "$(cut -d, -f1 "$course/weeks/1/anonymous/grades.csv" | tr '\n' ' ')" = \
    'key student 001 student 002 student 003 ' ] &&
    ! grep -rqE 'Ann|Lee|Zo|Bo Wu|@x.org' "$course/weeks/1/anonymous"
report $? 'the anonymous tables and pages contain no name' \
    "$(grep -rE 'Ann|Lee|Zo|Bo Wu|@x.org' "$course/weeks/1/anonymous" | head -n 3)"
who=$(db "SELECT name FROM pseudonym WHERE student = (SELECT id FROM student
    WHERE key = 'ann@x.org')")
run adjust --student "$who" --week 1 --exercise ReLU --points 3 --reason 'by pseudonym'
same '... and points go to the student behind the pseudonym' \
    "$(awk -F, '$1 == "ann@x.org" { print $15 }' "$course/weeks/1/grades.csv")" 3
exit $((bad > 0))
