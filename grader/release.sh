#!/bin/bash
# release.sh AUDIENCE FILE: pack the workbook for students or for instructors, the
# same bytes for the same sources and compiler, and prove that the archive works:
# it is unpacked, built and checked before FILE is there.
#
# Students get no solutions, mistakes, hidden tests or answers to the questions. Their tests still
# compare with the reference: it is in grader/oracle as compiled code, for x86-64 and arm64, because
# a class has both. The modules that make book and make play need for the pages' sliders and
# mistakes are there too. A student can link compiled code to a program of their own and get the
# right answers, but not see how they are computed.
#
# $CC, $MAKE, $CHAPTERS; $SB_COURSE and $COURSE_TOOL (grader/course.mk); $PAGES, a folder of those
# modules; $PROVE, the chapters that are checked (all when empty); $PROVED, a list of archives that
# need no second proof, by their bytes.
set -eu
export LC_ALL=C
audience=$1 file=$2
fail() { echo "release: $1" >&2; exit 2; }
case $audience in student | instructor) ;; *) \
    fail "AUDIENCE=$audience: say student or instructor" ;; esac
git rev-parse --is-inside-work-tree >/dev/null 2>&1 ||
    fail 'run it in a clone of the repository: it packs the files in git'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
top=sparsebook
root=$work/$top
mkdir -p "$root" "$(dirname "$file")"

copy() { # copy the files listed on standard input, as they are now
    tar -c --no-recursion --null -T - | tar -x -C "$root"
}

# ---- what a student's copy has not ----
hidden='^(tests|bench|solutions|\.ci|\.github)/
^(INSTRUCTORS|CONTRIBUTING|ARCHITECTURE|CHANGELOG|STUDENTS)\.md$
^book/prose\.(mk|sh)$
^grader/(class|gradescope|oracle|course/new_chapter)/
^grader/(class|release|gradescope|grade|judge_bench|cluster|CLUSTER)[^/]*$
^grader/(classroom|formats|mistakes|new_chapter)[^/]*$
^grader/(report/formats\.c|judge/mistake.*)$
/solution\.c$|^student/solution\.sh$' # grep takes each line for a pattern

is_hidden() { # names of hidden properties as EXERCISE.PROPERTY
    awk -F'\t' '$5 == "hidden" { print $2 "." $3 }' "$SB_COURSE/points.tsv"
}
# without_hidden TEST: its source without the hidden tests and the comments over them
without_hidden() {
    awk -v list="$(is_hidden | tr '\n' ' ')" '
        function flush() { printf "%s", held; held = "" }
        BEGIN { n = split(list, l, " "); for (i = 1; i <= n; i++) gone[l[i]] = 1 }
        /^PROPERTY\(/ {
            split($0, p, /[(,] */)
            if ((p[2] "." p[3]) in gone) { held = ""; skip = 1 }
        }
        skip { if (/^}/) { skip = 0; eat = 1 } next }
        eat && /^$/ { eat = 0; next }
        { eat = 0 }
        /^(\/\*| \*)/ { held = held $0 "\n"; next }
        { flush(); print }
        END { flush() }' "$1"
}
without_answers() { # without_answers README: the folded answers are gone, the hints stay
    awk '
        /^<details>/ { block = $0 "\n"; inside = 1; answer = /[Aa]nswer<\/summary>/; next }
        inside {
            block = block $0 "\n"
            if (/<summary>.*[Aa]nswer<\/summary>/) answer = 1
            if (/^<\/details>/) { inside = 0; if (!answer) printf "%s", block; else swallow = 1 }
            next
        }
        swallow && /^$/ { swallow = 0; next }
        { swallow = 0; print }' "$1"
}

# The compiler and the stripper for a kind of machine, this one's or, from Debian's packages,
# another.
tool() { # tool MACHINE gcc|strip
    if [ "$1" != "$(uname -m)" ]; then echo "$1-linux-gnu-$2"
    elif [ "$2" = gcc ]; then echo "$CC"; else echo strip; fi
}

oracle() { # the reference as compiled code, once as it is and once named ref_...
    local machine cc objects kinds
    kinds=$(printf '%s\n' "$(uname -m)" x86_64 aarch64 | awk '!seen[$0]++')
    mkdir -p "$root/grader/oracle"
    local flags="-std=c11 -ffp-contract=off -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE"
    flags="$flags -Ilib -iquote grader -O1 -fPIC -g0 -DSOLUTION"
    for machine in $kinds; do
        objects=$root/grader/oracle/$machine cc=$(tool "$machine" gcc)
        # shellcheck disable=SC2086 # a compiler may come with options
        if ! echo '#include <stdlib.h>' | $cc -E -x c - >/dev/null 2>&1; then
            echo "release: $cc is not installed, so this copy does not work on $machine machines;" \
                './setup.sh cross' >&2
            continue
        fi
        mkdir -p "$objects"
        for c in $CHAPTERS; do
            t=${c#*_}
            # shellcheck disable=SC2086 # flags are words
            $cc $flags -iquote "chapters/$c" -c -o "$objects/$t.o" "solutions/$c/$t.c"
            # shellcheck disable=SC2086
            $cc $flags -include "$SB_COURSE/ref_names.h" -iquote "chapters/$c" -c \
                -o "$objects/ref_$t.o" "solutions/$c/$t.c"
        done
        "$(tool "$machine" strip)" --strip-unneeded --remove-section=.comment "$objects"/*.o
    done
    cp "$PAGES"/* "$root/grader/oracle/"
}

if [ "$audience" = instructor ]; then
    git ls-files -z | copy
else
    git ls-files | grep -vE "$hidden" | tr '\n' '\0' | copy
    sed '/^## make solution/,/^$/d' student/student.mk >"$root/student/student.mk"
    for c in $CHAPTERS; do
        without_hidden "chapters/$c/test_${c#*_}.c" >"$root/chapters/$c/test_${c#*_}.c"
        "$COURSE_TOOL" handout "$c" >"$root/chapters/$c/chapter.ini"
        without_answers "chapters/$c/README.md" >"$root/chapters/$c/README.md"
    done
    # Their front page is the one for students.
    { cat STUDENTS.md; printf '\nThis is version %s.\n' "$(cat VERSION)"; } >"$root/README.md"
    mkdir -p "$root/.github/workflows"
    grader/classroom.sh "$SB_COURSE/points.tsv" >"$root/.github/workflows/classroom.yml"
    oracle
fi
when=$(git log -1 --format=%ct)
pack() { # pack FILE
    tar -c -C "$work" --sort=name --mtime="@$when" --owner=0 --group=0 --numeric-owner \
        --mode='u+rw,go=rX' --format=ustar "$top" | gzip -n -9 >"$1"
}
pack "$work/release.tar.gz"

# ---- the proof ----
prove() {
    local proof=$work/proof out goal names
    names=$(is_hidden)
    mkdir "$proof"
    tar -x -z -C "$proof" -f "$work/release.tar.gz"
    cd "$proof/$top"
    if [ "$audience" = student ]; then
        ! find . -name 'solution.[cs]*' -o -name 'mistakes.c' -o -path './solutions*' | grep . ||
            fail 'the archive has files of solutions or mistakes'
        goal=$(for p in $names; do grep -lE "PROPERTY\(${p%.*}, ${p#*.}," -r . || true; done)
        [ -z "$goal" ] || fail "the archive has hidden tests: $goal"
        ! grep -rlE '<summary>.*[Aa]nswer</summary>' chapters || fail 'the archive has answers'
        ! grep -n 'make solution' README.md ||
            fail 'the archive offers make solution but has no solutions'
        out=$(env -u MAKEFLAGS -u MAKELEVEL -u B "$MAKE" check CH="$PROVE" 2>&1) &&
            fail "a fresh copy has full marks"
        grep -qE '^0 of [0-9]+ points' <<<"$out" ||
            fail "a fresh copy cannot be checked: $(tail -n 5 <<<"$out")"
        ! grep -q 'warning:' <<<"$out" ||
            fail "it compiles with warnings: $(grep -m1 warning: <<<"$out")"
        out=$(env -u MAKEFLAGS -u MAKELEVEL -u B "$MAKE" -n play 2>&1) ||
            fail "make play cannot work there: $(tail -n 1 <<<"$out")"
        for c in $CHAPTERS; do
            "$unifdef" -DSOLUTION -x2 "$here/solutions/$c/${c#*_}.c" >"chapters/$c/${c#*_}.c"
        done
        out=$(env -u MAKEFLAGS -u MAKELEVEL -u B "$MAKE" check CH="$PROVE" 2>&1) ||
            fail "right work has no full marks there: $(tail -n 12 <<<"$out")"
    else
        out=$(env -u MAKEFLAGS -u MAKELEVEL -u B "$MAKE" check SRC=solutions CH="$PROVE" 2>&1) ||
            fail "the reference has no full marks there: $(tail -n 5 <<<"$out")"
    fi
    grep -oE '^[0-9]+ of [0-9]+ points' <<<"$out"
}
here=$PWD unifdef=unifdef
bytes=$(sha256sum <"$work/release.tar.gz") bytes="${bytes%% *}${PROVE:+ $PROVE}"
proved=$(sed -n "s/^$bytes: //p" "$PROVED" 2>/dev/null | head -n 1)
if [ -z "$proved" ]; then
    proved=$( (prove) ) || exit 2
    echo "$bytes: $proved" >>"$PROVED"
fi
mv "$work/release.tar.gz" "$file"
echo "$file: version $(cat VERSION) for ${audience}s, $(wc \
    -c <"$file") bytes; unpacked, built and checked: right work has $proved"
