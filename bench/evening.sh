#!/bin/bash
# evening.sh [N]: an instructor's evening with N submissions (300), from the archive that a platform
# gives to feedback that students have: the commands that were typed, and the time that each took.
# Of 20 submissions 12 are right, 5 wrong by a known mistake and 3 as they were handed out; all are
# different. A mail server on this machine takes the messages.
n=${1:-300} work=$(mktemp -d) || exit 1
trap 'kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
course=$work/course
mkdir "$course"
printf '[course]\ntime_zone = UTC\n[week 1]\nchapters = 01 02\n' >"$course/course.ini"
{
    echo name,email
    for i in $(seq "$n"); do echo "Student $i,s$i@example.org"; done
} >"$course/roster.csv"
python3 - "$n" "$work/export.zip" <<'PY' || exit
import subprocess, sys, zipfile
def right(chapter, topic):
    return subprocess.run(['unifdef', '-DSOLUTION', '-x2', f'solutions/{chapter}/{topic}.c'],
                          stdout=subprocess.PIPE).stdout.decode()
work = [right('01_measuring', 'measuring'), right('02_thresholding', 'thresholding')]
wrong = work[1].replace('x[j] - theta', 'x[j]')
blank = open('chapters/02_thresholding/thresholding.c').read()
with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as z:
    for i in range(1, int(sys.argv[1]) + 1):
        second = wrong if i % 4 == 1 else blank if i % 20 in (2, 6, 10) else work[1]
        for name, text in (('measuring', work[0]), ('thresholding', second)):
            z.writestr(f'Student {i}_{i}_assignsubmission_file/{name}.c',
                       f'{text}/* by student {i} */\n')
PY
python3 - "$work" <<'PY' &
import os, socketserver, sys
class Mail(socketserver.StreamRequestHandler):
    def handle(self):
        say = lambda text: self.wfile.write(text + b'\r\n')
        say(b'220 here')
        data = False
        for line in self.rfile:
            if data:
                data = line != b'.\r\n'
                if not data:
                    say(b'250 taken')
            elif line[:4].upper() == b'DATA':
                data = True
                say(b'354 go on')
            elif line[:4].upper() == b'QUIT':
                say(b'221 bye')
                return
            else:
                say(b'250 fine')
with socketserver.ThreadingTCPServer(('127.0.0.1', 0), Mail) as s:
    with open(sys.argv[1] + '/port.part', 'w') as f:
        f.write(str(s.server_address[1]))
    os.rename(sys.argv[1] + '/port.part', sys.argv[1] + '/port')
    s.serve_forever()
PY
server=$!
mkfifo "$work/never"
until [ -f "$work/port" ]; do read -r -t 0.1 _ <>"$work/never"; done

commands=0 all=$EPOCHREALTIME
type_() { # type_ WORD...: a command of the evening
    local begun=$EPOCHREALTIME
    ${MAKE:-make} "$@" >"$work/log" 2>&1 || { tail -n 3 "$work/log"; exit 1; }
    commands=$((commands + 1))
    awk -v a="$begun" -v b="$EPOCHREALTIME" -v w="$1" \
        'BEGIN { printf "evening: make %s, %.1f s\n", w, b - a }'
}
type_ grade COURSE="$course" WEEK=1 SUBMISSIONS="$work/export.zip"
type_ mail COURSE="$course" WEEK=1 SMTP="smtp://127.0.0.1:$(cat "$work/port")" \
    FROM=me@example.org
awk -v a="$all" -v b="$EPOCHREALTIME" -v n="$n" -v c="$commands" -v sent="$(
    grep -oE '^[0-9]+ sent' "$work/log")" -v points="$(sqlite3 "$course/gradebook.sqlite" \
    'SELECT round(avg(points), 1) || " of " || max(of) FROM total')" 'BEGIN {
    printf "evening: %d commands and %.1f min from %d submissions to feedback handed back; ", c,
        (b - a) / 60, n
    printf "%s, mean %s points\n", sent, points }'
