#!/bin/bash
# judge_one.sh STAGED OUT: judge one submission. STAGED holds chapters/NN_topic/topic.c,
# as many as were handed in; OUT gets report.json and report.txt.
# judge_one.sh --ready: can it? If not, says why and how to mend it.
#
# Compiling and running happen in bubblewrap, which shows them the tool chain,
# the headers and this student's files, and nothing of the tests, the solutions, the
# other submissions or the network. SB_UNSAFE=1 does without, and every result
# says so. Run from the top folder with SB_BUILD, the build folder, SB_COMPILER,
# the compiler and its flags, and SB_SEED_FILE, a file with the seed. SB_CHAPTERS
# names some chapters instead of all. In SB_CACHE, a folder, a file as it was handed out,
# or none, finds the results of the first one: skeletons are judged once for a class.
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
staged=$(realpath "$1") out=$(realpath "$2") build=$SB_BUILD
seed=$(cat "$SB_SEED_FILE") || exit 2
read -ra compiler <<<"$SB_COMPILER"
chapters=()
for c in chapters/*/test_*.c; do
    c=${c%/*}
    chapters+=("${c#*/}")
done
[ -z "${SB_CHAPTERS:-}" ] || read -ra chapters <<<"$SB_CHAPTERS"

# ---- what is new ----

# The results of a chapter go to $judged/CHAPTER/chapters. Those of a chapter that is as it was
# handed out, or not there, may be in the cache already, under the file's hash.
judged=$out/judge todo=() hashes='' handed_out=''
if [ -n "${SB_CACHE:-}" ]; then
    hashes=$(cd "$staged/chapters" 2>/dev/null && sha256sum -- */*.c 2>/dev/null)
    handed_out=$(cd chapters && sha256sum -- */*.c 2>/dev/null)
fi
find_kept() { # find_kept CHAPTER: sets kept to where the cache has or gets its results, or to nothing
    local line hash=missing file=$1/${1#*_}.c before
    before=${hashes%%"  $file"*}
    [ "$before" = "$hashes" ] || hash=${before##*$'\n'}
    line="$hash  $file"
    kept=''
    [ -n "${SB_CACHE:-}" ] || return 0
    if [ $hash = missing ] || [ "${handed_out#*"$line"}" != "$handed_out" ]; then kept=$SB_CACHE/$1.$level.$hash; fi
}
for directory in "${chapters[@]}"; do
    find_kept "$directory"
    if [ -n "$kept" ] && [ -d "$kept" ]; then
        mkdir -p "$judged/$directory" && cp -r "$kept" "$judged/$directory/chapters" || exit 2
    else
        todo+=("$directory")
    fi
done
if [ ${#todo[@]} -gt 0 ]; then
    folders=("${todo[@]/#/$judged/}")
    mkdir -p "${folders[@]/%//chapters}" || exit 2
fi

# ---- compile and run, in the sandbox ----

. grader/sandbox.sh
room=$build/judge/room
# The compiler sees what the room has, and this student's files.
compile='for directory in $CHOSEN; do
    topic=${directory#*_}
    grader/judge/build_so.sh "chapters/$directory/$topic.c" "$OUT/$directory/chapters/$topic.so" "$directory" \
        absent.o "$@" -iquote "headers/$directory" || exit 1
done'
# The report is made in a folder that looks like the top folder to it.
mkdir -p "$staged/grader" "$staged/chapters" && cp grader/points.ini "$staged/grader/" || exit 2
# Chapter 6 trains by the library, whose learners would solve exercises of chapter 5: they are in
# the worker of chapter 6 alone.
worker_for() { # worker_for PROGRAM CHAPTER...: its command line, for the shell
    local program=$build/judge/$1 directory worker=()
    shift
    if [ $level = unsafe ]; then
        worker=("$program")
        for directory; do worker+=("$judged/$directory/chapters/${directory#*_}.so"); done
    else
        worker=("${sandbox[@]}" --ro-bind "$program" /w/worker --chdir /w)
        for directory; do
            worker+=(--ro-bind "$judged/$directory/chapters/${directory#*_}.so" "/w/$directory/${directory#*_}.so")
        done
        worker+=(/w/worker)
        for directory; do worker+=("/w/$directory/${directory#*_}.so"); done
    fi
    printf '%q ' "${worker[@]}"
}
if [ $level = unsafe ]; then
    cp -r "$room/." "$staged" && (cd "$staged" && CHOSEN="${todo[*]}" OUT=$judged \
        bash -c "$compile" compile "${compiler[@]}") || exit 2
elif [ ${#todo[@]} -gt 0 ]; then
    "${sandbox[@]}" --ro-bind "$room" /w --ro-bind "$staged/chapters" /w/chapters --bind "$judged" /out --chdir /w \
        --setenv SB_COMPILE_SECONDS "${SB_COMPILE_SECONDS:-10}" --setenv CHOSEN "${todo[*]}" --setenv OUT /out \
        bash -c "$compile" compile "${compiler[@]}" || exit 2
fi

if [ ${#todo[@]} -gt 0 ]; then
    learn=06_visual_fields others=()
    for directory in "${todo[@]}"; do [ "$directory" = $learn ] || others+=("$directory"); done
    [ ${#others[@]} = ${#todo[@]} ] || export SB_WORKER_$learn="exec $(worker_for worker $learn)"
    SB_MISTAKES="exec $build/judge/worker $(printf "$build/mistakes/%s.so " "${todo[@]}")" \
        SB_MISTAKE_LIST="$build/mistakes/list.tsv" SB_LATE_DEADLINE=${SB_LATE_DEADLINE:-1} SB_REPORTS=$judged/reports \
        grader/judge/run.sh "$build/judge/course" "$judged/%/chapters/results.json" "$seed" \
        "$(worker_for worker-kit "${others[@]}")" -j 1 "${todo[@]}"
    rm -rf "$judged/reports" "$judged"/*/chapters/*.{so,o,log,link}
fi
for directory in "${todo[@]}"; do
    [ -s "$judged/$directory/chapters/results.json" ] || echo '[]' >"$judged/$directory/chapters/results.json"
    find_kept "$directory"
    [ -n "$kept" ] || continue
    # Under a name of its own first: two files of the same content may be judged at once.
    mkdir -p "$SB_CACHE" && cp -r "$judged/$directory/chapters" "$kept.$$" &&
        mv -T "$kept.$$" "$kept" 2>/dev/null || rm -rf "$kept.$$"
done
(cd "$staged" && "$build/grader/report/report" --build "$out" --src chapters --seed "$seed" --level $level \
    "${chapters[@]}") >"$out/report.txt"
[ $? -lt 2 ] || { tail -n 5 "$out/report.txt" >&2; exit 2; }
mv "$judged/report.json" "$out/report.json"
