#!/bin/bash
# A course of 1,000 students and 8 weeks: its pages in a browser, with real clicks and keys; and how
# long it takes to add up the course.
#
# Broken once to see this fail: the order of `down` in the script; `every` some; .wide without its
# overflow.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
course=$work/course
mkdir "$course"
{
    printf '[course]\ntime_zone = UTC\nlate = 10 %%\n'
    for w in 1 2 3 4 5 6 7 8; do printf '[week %s]\nchapters = %s\n' $w $w; done
} >"$course/course.ini"
awk 'BEGIN { print "name,email,section"
    for (i = 0; i < 1000; i++) printf "Student %04d,s%04d@x.org,%d\n", i, i, i % 7 }' \
    >"$course/roster.csv"
"$B/grader/class/class" export --course "$course" >"$work/log" 2>&1
sqlite3 "$course/gradebook.sqlite" <tests/class/large_course.sql
# The same sums as in the view `course`, from the tables alone.
out=$(sqlite3 "$course/gradebook.sqlite" 'SELECT count(*), round(sum(points)) FROM course')
want=$(sqlite3 "$course/gradebook.sqlite" 'SELECT count(*), round(sum(p)) FROM (SELECT
    round(100.0 * sum(1.0 * points / of) / 8, 2) AS p FROM judgement GROUP BY student)')
same '8 weeks of 1,000 students add up' "$out" "$want"
TIMEFORMAT='# the sums of the course took %U s of a processor'
{ time sqlite3 "$course/gradebook.sqlite" 'SELECT * FROM course' >/dev/null; } 2>&1
"$B/grader/class/class" export --course "$course" --week 1 >"$work/log" 2>&1
report $? 'a week of 1,000 is written' "$(tail -n 3 "$work/log")"
/usr/bin/python3 tests/class/class_page.py "$course/weeks/1/class.html" ||
    bad=$((bad + 1))
exit $((bad > 0))
