#!/bin/bash
# Exports of every platform, as their code or documents name files, are told apart: whose each
# submission is, when it was handed in, and which attempt counts; also in an archive, wrapped once
# more, and in any encoding of names. A stand-in replaces the judge.
#
# Broken once to see this fail: keep_newest() and look_inside() left out; intake_name() a plain
# copy.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
class=$B/grader/class/class
. tests/support/judge_standin.bash

# fixtures NAME: reads lines `path<tab>content`; % means a thresholding.c. Makes the folder
# $work/NAME, NAME.zip with the same, and NAME-wrapped/export.zip with a folder.
cat >"$work/fixtures.py" <<'PY'
import os, sys, zipfile
root, where = sys.argv[1], sys.argv[2]
entries = []
for line in sys.stdin.read().splitlines():
    path, _, text = line.partition('\t')
    text = text.replace('\\r', '\r').replace('\\n', '\n')
    entries.append((path, text.replace('%', '// right\nvoid ReLU(int x)\n{\n}\n')))
def write(file, prefix):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with zipfile.ZipFile(file, 'w') as z:
        for path, text in entries:
            z.writestr(prefix + path, text)
for path, text in entries:
    full = os.path.join(root, where, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, 'w', newline='') as f:
        f.write(text)
write(os.path.join(root, where + '.zip'), '')
write(os.path.join(root, where + '-in', 'export.zip'), '')
write(os.path.join(root, where + '-wrapped', 'export.zip'), 'Week 1/')
PY
fixtures() { python3 "$work/fixtures.py" "$work" "$1"; }
grade() { # grade PATH: prints who is found there, with key, layout and time
    rm -rf "$work/out"
    out=$(LC_ALL=C TZ=UTC "$class" grade --submissions "$1" --out "$work/out" \
        --judge "$work/judge" --tests 1 --points 1 --jobs 2 2>&1 </dev/null)
    status=$?
    found=$(jq -r '[.students[] | "\(.key)/\(.layout)"] | join(" ")' "$work/out/grades.json" 2>&1)
}
everywhere() { # everywhere WHAT NAME FOUND
    local where
    for where in "$2" "$2.zip" "$2-in" "$2-wrapped"; do
        grade "$work/$where"
        same "$1 ($where)" "$status/$found" "0/$3"
    done
}

fixtures blackboard <<'END'
Week 1_jdoe_attempt_2026-03-04-12-34-56_thresholding.c	%
Week 1_jdoe_attempt_2026-03-04-12-34-56.txt	Name: Jane Doe (jdoe)\nAssignment: Week 1\n
Week 1_max_roe_attempt_2026-03-04-09-00-00_thresholding.c	// wrong\n
Week 1_max_roe_attempt_2026-03-04-09-00-00.txt	Name: Max Roe (max_roe)\r\nAssignment: Week 1\r\n
Week 1_max_roe_attempt_2026-03-05-09-00-00_thresholding.c	%
Week 1_max_roe_attempt_2026-03-05-09-00-00.txt	Name: Max Roe (max_roe)\r\nAssignment: Week 1\r\n
Week 1_eve_attempt_2026-03-04-12-34-56_x_jdoe_attempt_2026-03-09-12-34-56_thresholding.c	%
END
everywhere 'Blackboard: a row per student, an underscore in a name' blackboard \
    'eve/blackboard jdoe/blackboard max_roe/blackboard'
same 'Blackboard: the name comes from its text file' \
    "$(jq -r '[.students[].name] | join(" ")' "$work/out/grades.json")" 'eve Jane Doe Max Roe'
points() { jq ".students[$1].points" "$work/out/grades.json"; }
same 'Blackboard: the newest attempt counts' "$(points 2)" 100

fixtures brightspace <<'END'
7-123 - Jane Doe - Mar 4, 2026 1234 PM/thresholding.c	%
7-100 - Jane Doe - Mar 1, 2026 934 AM/thresholding.c	// wrong\n
8-124 - Zoë Ünal - 4 March, 2026 11:59 PM/thresholding.c	%
9-125 - Ann-Marie O'Neil - Mar 14, 2026 101 AM - thresholding.c	%
index.html	<html>
END
everywhere 'Brightspace: a row per student' brightspace \
    "Ann-Marie O'Neil_9/brightspace Jane Doe_7/brightspace Zoë Ünal_8/brightspace"
same 'Brightspace: the newest attempt counts' "$(points 1)" 100

fixtures drive <<'END'
Jane Doe - thresholding.c	%
Jane Doe - omp (1).c	x
Max Roe - thresholding.c	%
Copy of Ann Lee - thresholding.c	%
END
everywhere 'Google Classroom: a row per student' drive \
    'ann lee/classroom jane doe/classroom max roe/classroom'

fixtures flat <<'END'
jane_doe_thresholding.c	%
jane-doe-omp.c	x
thresholding - Max Roe (1).c	%
02_thresholding-ann.c	%
s1234567.c	%
END
everywhere 'flat files: a row per student' flat 'ann/flat jane doe/flat max roe/flat s1234567/flat'

fixtures folders <<'END'
ann/thresholding.c	%
bob/thresholding.c	// wrong\n
bob (1)/thresholding.c	%
team-1/thresholding.c	%
team-2/thresholding.c	%
max (2)/thresholding.c	%
END
everywhere 'folders: copies are one student, numbered teams are not' folders \
    'ann/folder bob/folder max/folder team-1/folder team-2/folder'
same 'folders: the later copy counts' "$(points 1)" 100

fixtures moodle <<'END'
Jane Doe_77_assignsubmission_file/Übung 1/thresholding.c	%
Björn Ångström_78_assignsubmission_file_/thresholding.c	%
END
everywhere 'Moodle: old and new names of folders' moodle \
    'Björn Ångström_78/moodle Jane Doe_77/moodle'

fixtures canvas <<'END'
doejane_11_21_thresholding.c	%
roemax_LATE_12_22_thresholding-2.c	%
END
everywhere 'Canvas: a row per student' canvas 'doejane_11/canvas roemax_12/canvas'
cp "$work/canvas.zip" "$work/canvas/submissions.zip"
grade "$work/canvas"
same 'an archive beside its own unpacked files is not a student' "$found" \
    'doejane_11/canvas roemax_12/canvas'

# ---- names in other encodings: an archive that does not say which ----
python3 - "$work/dos.zip" <<'PY'
import sys, zipfile
class Raw(zipfile.ZipInfo):
    raw = b''
    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    names = [b'J\x81rg M\x81ller_7_assignsubmission_file_/\x9abung 1/thresholding.c',
             b'Jos\xe9 L\xf3pez_8_assignsubmission_file_/thresholding.c']
    for i, raw in enumerate(names):
        info = Raw('x%d' % i)
        info.raw = raw
        z.writestr(info, '// right\n')
PY
grade "$work/dos.zip"
same 'names in code page 437 and in latin-1 are read' "$status/$found" \
    '0/José López_8/moodle Jürg Müller_7/moodle'

# ---- a workbook, a clone, one file for all, chapters under each other's names ----
books=$work/books
mkdir -p "$books/jane/lib/coding" "$books/max" "$books/eve"
cp -r chapters "$books/jane/"
cp lib/coding/omp.c "$books/jane/lib/coding/"
cp "$work/canvas/doejane_11_21_thresholding.c" "$books/jane/chapters/02_thresholding/thresholding.c"
printf '%s\n' 'int x;' '#include "omp.h"' 'void ReLU(int x) {}' 'int set_sigs(int a)' '{' '}' \
    'void OMP(void) {}' 'int cardinality_sweep(void) {}' >"$books/max/all.c"
cat chapters/04_omp/omp.c >"$books/eve/thresholding.c"
cat chapters/02_thresholding/thresholding.c >"$books/eve/omp.c"
cat >"$work/keep" <<'KEEP'
#!/bin/bash
kept=$(dirname "$0")/kept
mkdir -p "$kept"
cp -r "$1" "$(mktemp -d "$kept/XXXXXX")"
exec "$(dirname "$0")/judge" "$@"
KEEP
chmod +x "$work/keep"
"$class" grade --submissions "$books" --out "$work/out" --judge "$work/keep" --tests 2 \
    --points 1 --jobs 1 >"$work/log" 2>&1 || cat "$work/log"
staged() { grep -lr "$1" "$work/kept" | sed 's,.*/chapters/,,' | sort | tr '\n' ' '; }
same 'a whole workbook: untouched chapters count as handed out' \
    "$(find "$work/kept" -path '*04_omp/omp.c' -exec cmp -s {} chapters/04_omp/omp.c \; -print |
        wc -l)" 2
! grep -q 'include "omp.h"' "$work"/kept/*/staged/chapters/02_thresholding/thresholding.c &&
    grep -q 'include "omp.h"' "$work"/kept/*/staged/chapters/04_omp/omp.c
report $? '... without the headers of the others'
same 'one file for all: each chapter in it is judged' "$(staged 'void OMP(void) {}')" \
    '02_thresholding/thresholding.c 04_omp/omp.c '
grep -q 'thresholding.c was taken for omp.c' "$work/out/feedback/eve.txt" &&
    grep -q 'omp.c was taken for thresholding.c' "$work/out/feedback/eve.txt"
report $? 'a chapter under another`s name is found by its functions, and reported' \
    "$(cat "$work/out/feedback/eve.txt")"

# ---- an archive bomb: it is not a class, and is not unpacked to its end ----
python3 - "$work" <<'PY'
import os, sys, zipfile
os.mkdir(sys.argv[1] + '/bomb')
with zipfile.ZipFile(sys.argv[1] + '/bomb/jane.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('thresholding.c', '// right\n')
    with z.open('zeros', 'w', force_zip64=True) as f:
        for _ in range(400):
            f.write(bytes(1 << 20))
PY
cat >"$work/measure" <<'MEASURE'
#!/bin/bash
here=$(dirname "$0")
[ "$1" = --ready ] || du -sm "$here/out/unpacked" 2>/dev/null | cut -f1 >"$here/size"
exec "$(dirname "$0")/judge" "$@"
MEASURE
chmod +x "$work/measure"
"$class" grade --submissions "$work/bomb" --out "$work/out" --judge "$work/measure" --tests 3 \
    --points 1 >"$work/log" 2>&1
size=$(cat "$work/size")
[ "${size:-0}" -le 260 ] && [ ! -e "$work/out/unpacked" ]
report $? 'an archive bomb is stopped, and nothing of it is left' "$size MB"

# ---- nothing to grade ----
mkdir "$work/nothing" "$work/papers"
touch "$work/papers/a.pdf"
grade "$work/nothing"
says 'an empty folder is an error' 2 'nothing is empty'
grade "$work/papers"
says 'so is one without submissions: it says what is there' 2 '1 file and 0 folders: a.pdf'
says '... and which layouts it knows' 2 'Blackboard .*_attempt_'
grade "$work/papers/a.pdf"
says 'a file that is not an archive is reported' 2 'is not an archive that can be read'
grade "$books/jane"
says 'a workbook given instead of a class is one student' 0 'jane is the work of one student'
exit $((bad > 0))
