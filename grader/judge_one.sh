#!/bin/bash
# judge_one.sh STAGED OUT: judge one submission. STAGED holds chapters/NN_topic/topic.c,
# as many as were handed in; OUT gets report.json and report.txt.
# judge_one.sh --ready: can it? If not, says why and how to mend it.
#
# Compiling and running happen in bubblewrap, which shows them the tool chain,
# the headers and the one file, and nothing of the tests, the solutions, the
# other submissions or the network. SB_UNSAFE=1 does without, and every result
# says so. Run from the top folder with SB_BUILD, the build folder, SB_COMPILER,
# the compiler and its flags, and SB_SEED_FILE, a file with the seed. SB_CHAPTERS
# names some chapters instead of all. In SB_CACHE, a folder, a file of the same
# content finds the results of the first one: skeletons are judged once for a class.
set -u
export LC_ALL=C
level=grade
[ "${SB_UNSAFE:-}" != 1 ] || level=unsafe

ready() {
    local why rest='
  Or say UNSAFE=1: then submissions can read your files, and every result is marked.'
    if [ $level = unsafe ]; then
        echo 'UNSAFE=1: no sandbox. Submissions can read your files; every result is marked.'
    elif ! command -v bwrap >/dev/null; then
        echo "grade: bubblewrap is not installed, and foreign code is not run without it. Install it: ./setup.sh grade$rest"
        return 2
    elif ! why=$(bwrap --unshare-all --ro-bind / / true 2>&1); then
        echo "grade: the sandbox does not start: $why
  User namespaces seem to be off. As root: sysctl kernel.unprivileged_userns_clone=1 (Debian),
  sysctl kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu).$rest"
        return 2
    fi >&2
}
if [ "${1:-}" = --ready ]; then
    ready
    exit
fi
staged=$(realpath "$1") out=$(realpath "$2") here=$PWD build=$SB_BUILD
seed=$(cat "$SB_SEED_FILE") || exit 2
read -ra compiler <<<"$SB_COMPILER"
chapters=()
for c in chapters/*/test_*.c; do
    c=${c%/*}
    chapters+=("${c#*/}")
done
[ -z "${SB_CHAPTERS:-}" ] || read -ra chapters <<<"$SB_CHAPTERS"

# ---- the sandbox ----

# What any program needs; nothing else is there: no home, no /etc/passwd.
sandbox=(bwrap --unshare-all --die-with-parent --new-session --clearenv
    --setenv PATH /usr/bin:/bin --setenv LC_ALL C --setenv OPENBLAS_NUM_THREADS 1
    --ro-bind /usr /usr --proc /proc --dev /dev --tmpfs /tmp
    --ro-bind-try /etc/alternatives /etc/alternatives --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache)
for d in /bin /sbin /lib /lib64; do
    if [ -L $d ]; then sandbox+=(--symlink "$(readlink $d)" $d); elif [ -d $d ]; then sandbox+=(--ro-bind $d $d); fi
done
tools=(--setenv SB_COMPILE_SECONDS "${SB_COMPILE_SECONDS:-10}" --ro-bind "$build/judge/absent.o" /w/absent.o)
for f in grader/compile.sh grader/build_so.sh grader/exercises.def grader/todo.h lib/*.h; do
    tools+=(--ro-bind "$f" "/w/$f")
done

compile() { # compile DIRECTORY TOPIC: makes $out/judge/DIRECTORY/chapters/TOPIC.so
    local file=chapters/$1/$2.c so=$out/judge/$1/chapters/$2.so source=()
    if [ $level = unsafe ]; then
        (cd "$staged" && grader/build_so.sh "$file" "$so" "$1" "$build/judge/absent.o" \
            "${compiler[@]}" -iquote "$here/chapters/$1")
    else
        [ ! -f "$staged/$file" ] || source=(--ro-bind "$staged/$file" "/w/$file")
        "${sandbox[@]}" "${tools[@]}" "${source[@]}" \
            --ro-bind "chapters/$1/$2.h" "/w/chapters/$1/$2.h" \
            --bind "${so%/*}" /w/out --chdir /w \
            grader/build_so.sh "$file" "out/$2.so" "$1" absent.o "${compiler[@]}" -iquote "chapters/$1"
    fi
}

worker() { # worker SO: the command line that starts the worker program
    if [ $level = unsafe ]; then
        printf '%q ' "$build/judge/worker" "$1"
    else
        printf '%q ' "${sandbox[@]}" --ro-bind "$build/judge/worker" /w/worker \
            --ro-bind "$1" "/w/${1##*/}" --chdir /w /w/worker "/w/${1##*/}"
    fi
}

# ---- the submission ----

# The report is made in a folder that looks like the top folder to it.
mkdir -p "$staged/grader" && cp grader/points.ini "$staged/grader/" || exit 2
if [ $level = unsafe ]; then
    cp grader/compile.sh grader/build_so.sh grader/exercises.def grader/todo.h "$staged/grader/"
    ln -sfn "$here/lib" "$staged/lib"
fi
for directory in "${chapters[@]}"; do
    topic=${directory#*_}
    so=$out/judge/$directory/chapters/$topic.so
    mkdir -p "${so%/*}" || exit 2
    kept=''
    if [ -n "${SB_CACHE:-}" ]; then
        kept=$SB_CACHE/$directory.$level.$(cat "$staged/chapters/$directory/$topic.c" 2>/dev/null | sha256sum | cut -c1-64)
        [ -f "$staged/chapters/$directory/$topic.c" ] || kept=$SB_CACHE/$directory.$level.missing
        [ ! -d "$kept" ] || { cp -r "$kept/." "${so%/*}" && continue; }
    fi
    compile "$directory" "$topic" || exit 2
    SB_MISTAKES="exec $build/judge/worker $build/mistakes/$directory.so" \
        SB_MISTAKE_LIST="$build/mistakes/$directory.tsv" \
        SB_LATE_DEADLINE=${SB_LATE_DEADLINE:-0.5} \
        grader/run.sh "$build/judge/$directory/test" "${so%/*}/results.json" "$seed" "$(worker "$so")" -j 1
    rm -rf "$so" "${so%.so}.o" "${so%/*}/reports"
    # Under a name of its own first: two files of the same content may be judged at once.
    [ -z "$kept" ] || { mkdir -p "$SB_CACHE" && cp -r "${so%/*}" "$kept.$$" && mv -T "$kept.$$" "$kept"; } 2>/dev/null
done
(cd "$staged" && "$build/grader/report" --build "$out" --src chapters --seed "$seed" --level $level \
    "${chapters[@]}") >"$out/report.txt"
[ $? -lt 2 ] || { tail -n 5 "$out/report.txt" >&2; exit 2; }
mv "$out/judge/report.json" "$out/report.json"
