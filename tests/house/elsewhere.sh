#!/bin/bash
# The commands work wherever the clone is and however it got there: in folders whose names mean
# something to a shell or to make, at a path longer than a socket's name may be, under settings that
# other programs read, in a locale where the capital of i has a dot, and in a clone made with Git
# for Windows.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
top=$PWD make=${MAKE:-make}
unset LC_ALL LANG
export MAKEFLAGS=''
run() { out=$("$@" 2>&1 </dev/null); status=$?; }
check() { # check COMMAND...: its last words are a make check; the second chapter is judged anew
    rm -rf build/judge/02_thresholding/*/results.json
    run "$@" CH=02 SRC=solutions
}

mkdir "$work/now"
copy_tree "$work/now"
copy_built "$work/now"
rmdir "$work/now/data" 2>/dev/null || rm -r "$work/now/data"
ln -s "$top/data" "$work/now/data"
move() { # move FOLDER: the clone goes into that folder, however deep
    mkdir -p "$work/$1" && cd "$work" && mv now "$work/$1/clone" && cd "$work/$1/clone" || exit 1
}
back() { cd "$work" && mv "$OLDPWD" now; }

# ---- names of folders ----
for name in 'a b' 'a(1)' "it's" 'd$x' 'a&b' '$(b)'; do
    move "$name"
    check "$make" check
    says "make check in a folder named $name" 0 '^8 of 8 points'
    back
done

# All these characters in one name, at a path too long for a socket.
name="it's a&b (1) \$x; \"q\" # *[c]"
long=$name/$(printf 'a_folder_with_a_long_name_%s/' 1 2 3 4)
[ ${#long} -gt 108 ]
report $? 'the long path is longer than a socket`s name may be' "${#long}"
move "$long"
check "$make" check
says 'make check there' 0 '^8 of 8 points'
run "$make" figures CH=02 FIG=F2.2
says 'make figures there' 0 '^F2\.2 +build/figures/solutions/02_relu\.svg'
run "$make" figures CH=02 FIG=F2.2 DATA="$PWD/data" FORMAT=dumb
says 'make figures there, with DATA by its full name' 0 '^F2\.2'
run "$make" hint EX=ReLU
says 'make hint there' 0 ReLU
run "$make" list
says 'make list there' 0 \
    '^E2\.1 +ReLU +not started +chapters/02_thresholding/thresholding\.c:[0-9]+'
solve chapters/02_thresholding/thresholding.c
run "$make" check CH=02
says 'a right answer is done there' 0 '^8 of 8 points'
run "$make" progress
says 'make progress there' 0 'non-linearity +1 of 1 '
run "$make" reset EX=ReLU
says 'make reset there' 0 '^ReLU is as it was handed out'
run "$make" criterion CH=02 SRC=solutions
says 'make criterion there' 0
run env SRC=solutions build/criterion/02_thresholding
says 'and its program runs' 0 'Passing: [1-9][0-9]* \| Failing: 0'
mkdir -p "../the 'class', \$y/ada"
cp -p build/progress/kept/thresholding.1.c "../the 'class', \$y/ada/thresholding.c"
run "$make" grade SUBMISSIONS="../the 'class', \$y" OUT="$PWD/graded"
says 'make grade there' 0 'ada +8 of 100'
[ -s graded/grades.csv ]
report $? 'and the grades are where OUT says'

# ---- settings a user may have ----
check env -u HOME -u USER -u TERM "$make" check
says 'make check without HOME' 0 '^8 of 8 points'
check env CDPATH=/usr:/ MAKEFLAGS=-kn POSIXLY_CORRECT=1 GREP_COLORS=1 "$make" check
says 'make check with CDPATH, MAKEFLAGS and POSIXLY_CORRECT' 0 '^8 of 8 points'
rm -rf build/judge/02_thresholding/solutions
check "$make" SHELL=/bin/bash check
says 'make check where sh is bash' 0 '^8 of 8 points'
says_not 'and bash does not complain' 'unset|readonly'
mkdir "$work/t m p"
for folder in "$work/t m p" "$work/gone"; do
    sed 's/TODO(.*/not C/' chapters/02_thresholding/thresholding.c >wrong.c
    cp wrong.c chapters/02_thresholding/thresholding.c
    run env "TMPDIR=$folder" "$make" check CH=02
    says "make check of a file that does not compile, TMPDIR=${folder##*/}" 1 "'not'" \
        '^0 of 8 points'
done
(
    umask 077
    check "$make" -C "$PWD" -j8 check
    says 'make -C folder -j8 check, with umask 077' 0 '^8 of 8 points'
    exit "$bad"
)
bad=$((bad + $?))
back

# ---- where nothing can be written or executed ----
cd "$work/now" || exit 1
chmod -x setup.sh
run "$make" list
says 'scripts that lost their execute permission get it back' 0 '^E2\.1 +ReLU'
run "$make" list B=/dev/null/build
says 'a build folder that cannot be written is reported in one line' 2 \
    'the build folder /dev/null/build cannot be written; try B='
same 'and in no more than one' "$(wc -l <<<"$out")" 1
noexec=$work/noexec
mkdir "$noexec"
if unshare -m mount -t tmpfs -o noexec tmpfs "$noexec" 2>/dev/null; then
    mounted='mount -t tmpfs -o noexec tmpfs "$0"'
    run unshare -m sh -c "$mounted"' && exec "$@"' "$noexec" "$make" list B="$noexec"
    says 'so is one where no program can run' 2 "no program may run in $noexec \(noexec\?\); try B="
    same 'and in no more than one' "$(wc -l <<<"$out")" 1
    run unshare -m sh -c "$mounted"' && cp -r Makefile setup.sh grader "$0" && exec "$@"' \
        "$noexec" "$make" -C "$noexec" check
    says 'so is a clone where no script can run' 2 \
        'no script may run here \(noexec\?\); move the workbook elsewhere'
else
    echo '# mounts are not allowed here: a file system where nothing may run is left out'
fi

# ---- where the capital of i has a dot ----
if localedef -i tr_TR -f UTF-8 "$work/tr_TR.UTF-8" >/dev/null 2>&1 ||
    [ -d "$work/tr_TR.UTF-8" ]; then
    turkish=(env "LOCPATH=$work" LC_ALL=tr_TR.UTF-8)
    run "${turkish[@]}" bash -c 'i=i; echo "${i^}"'
    same 'the capital of i has a dot' "$out" İ
    mkdir "$work/here"
    cp -r build/tables "$work/here/"
    rm -rf build/tables build/chapters/02_thresholding
    check "${turkish[@]}" "$make" check
    says 'in Turkish, make check makes its tables and gives full marks' 0 '^8 of 8 points'
    same 'and the tables are the same to the byte' \
        "$(diff -r "$work/here/tables" build/tables 2>&1)" ''
else
    echo '# no localedef or no source of tr_TR (package locales): Turkish is left out'
fi

# ---- a clone made with Git for Windows ----
if git -C "$top" rev-parse --git-dir >/dev/null 2>&1; then
    git clone -q -c core.autocrlf=true --depth 1 "file://$top" "$work/windows" &&
        cd "$work/windows" || exit 1
    none 'with core.autocrlf=true no line of a clone ends as on Windows' \
        "$(git ls-files --eol | grep 'w/\(crlf\|mixed\)' | grep -v '^i/\(crlf\|mixed\)')"
else
    echo '# no clone here: one made with Git for Windows is left out'
fi
exit $((bad > 0))
