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
    elif ! why=$(bwrap --unshare-all --ro-bind / / --proc /proc true 2>&1); then
        echo "grade: the sandbox does not start: $why
  User namespaces seem to be off. In a container: start it with --security-opt seccomp=unconfined
  --security-opt apparmor=unconfined --security-opt systempaths=unconfined (podman: unmask=ALL
  for the last). On the machine itself, as root: sysctl kernel.unprivileged_userns_clone=1 (Debian),
  sysctl kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu).$rest"
        return 2
    fi >&2
}
if [ "${1:-}" = --ready ]; then
    ready
    exit
fi
staged=$(realpath "$1") out=$(realpath "$2") build=$SB_BUILD
export SB_LIMITS=$build/judge/limits.sh
# shellcheck source=/dev/null
. "$SB_LIMITS"
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
judged=$out/judge todo=()
hashes() { # hashes FOLDER NAME: sets NAME_CHAPTER to the hash of the chapter's file below FOLDER
    local hash file
    while read -r hash file; do
        printf -v "$2_${file%/*}" %s "$hash"
    done < <(cd "$1" && sha256sum -- "${files[@]}" 2>/dev/null)
}
if [ -n "${SB_CACHE:-}" ]; then
    files=()
    for c in "${chapters[@]}"; do files+=("$c/${c#*_}.c"); done
    hashes "$staged/chapters" submitted 2>/dev/null
    hashes chapters/ handed_out
fi
find_kept() { # find_kept CHAPTER: sets kept to where the cache has or gets its results, or to nothing
    local submitted=submitted_$1 handed_out=handed_out_$1
    kept=''
    [ -n "${SB_CACHE:-}" ] || return 0
    if [ "${!submitted:-missing}" = "${!handed_out:-}" ] || [ -z "${!submitted:-}" ]; then
        kept=$SB_CACHE/$1.$level.${!submitted:-missing}
    fi
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
mkdir -p "$staged/chapters" || exit 2
objects() { # objects FOLDER: sets built to what of the chapters is compiled, and to what, in FOLDER
    built=()
    for directory in "${todo[@]}"; do
        built+=("chapters/$directory/${directory#*_}.c" "$1/$directory/chapters/${directory#*_}.so")
    done
}
# The library's learners would solve exercises of chapter 5: they are in the workers of those
# chapters alone that call them (worker = learner in chapter.ini), each in one of its own.
worker_for() { # worker_for PROGRAM CHAPTER...: its command line, for the shell
    local program=$build/judge/$1 directory worker=()
    shift
    if [ $level = unsafe ]; then
        worker=("$program" -u)
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
    objects "$judged"
    cp -r "$room/." "$staged" && (cd "$staged" && SB_COURSE=. grader/judge/build_so.sh . headers "${built[@]}" -- "${compiler[@]}") || exit 2
elif [ ${#todo[@]} -gt 0 ]; then
    objects /out
    # The compiler sees what the room has, and this student's files.
    "${sandbox[@]}" --ro-bind "$room" /w --ro-bind "$staged/chapters" /w/chapters --bind "$judged" /out --chdir /w \
        --setenv SB_COMPILE_SECONDS "${SB_COMPILE_SECONDS:-$LIMIT_COMPILE_SECONDS}" --setenv SB_COURSE . \
        grader/judge/build_so.sh . headers "${built[@]}" -- "${compiler[@]}" || exit 2
fi

if [ ${#todo[@]} -gt 0 ]; then
    learners=" $(awk -F'\t' -v ORS=' ' '$3 == "learner" { print $1 }' "$build/tables/chapters.tsv")" others=()
    for directory in "${todo[@]}"; do
        if [[ $learners == *" $directory "* ]]; then
            export "SB_WORKER_$directory=exec $(worker_for worker "$directory")"
        else
            others+=("$directory")
        fi
    done
    SB_MISTAKES="exec $build/judge/worker -u $(printf "$build/mistakes/%s.so " "${todo[@]}")" \
        SB_MISTAKE_LIST="$build/mistakes/list.tsv" SB_LATE_DEADLINE=${SB_LATE_DEADLINE:-$LIMIT_LATE_CALL_SECONDS} SB_REPORTS=$judged/reports \
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
top=$PWD
(cd "$staged" && "$build/grader/report/report" --tables "$top/chapters" --build "$out" --src chapters --seed "$seed" --level $level \
    "${chapters[@]}") >"$out/report.txt"
[ $? -lt 2 ] || { tail -n 5 "$out/report.txt" >&2; exit 2; }
mv "$judged/report.json" "$out/report.json"
