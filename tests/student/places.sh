#!/bin/bash
# make check says the same wherever it runs and whoever runs it: twice at once, in a read-only
# folder, as a user who does not own it, in a locale with a decimal comma.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
tree=$work/tree make=${MAKE:-make}
mkdir "$tree"
copy_tree "$tree"
top=$PWD
copy_built "$tree"
export MAKEFLAGS=''
unset LC_NUMERIC LANG
export LC_ALL=C.UTF-8
cd "$tree" || exit 1

# Work of every kind: done, a known mistake, a compiler error, not started.
for chapter in 02_thresholding 03_temporal 07_hard_threshold; do
    solve "chapters/$chapter/${chapter#*_}.c"
done
unifdef -USOLUTION -x2 solutions/01_measuring/measuring.c >chapters/01_measuring/measuring.c
sed -i 's/x\[j\] - theta/x[j]/' chapters/02_thresholding/thresholding.c
sed -i '/E3\.1/,/E3\.2/s/fabs(/(/' chapters/03_temporal/temporal.c
sed -i '0,/;$/s/;$//' chapters/07_hard_threshold/hard_threshold.c
some='01 02 03 07'
cp -rp build "$work/room"

check() { # check BUILD [COMMAND...]: the report and the status, without the build folder's name
    local build=$1 said status
    shift
    said=$("$@" $make check CH="$some" B="$build" 2>&1 </dev/null)
    status=$?
    # What is new to the first run is not new to the second, and the second may have waited.
    grep -vE -e 'is done\.$|are done now\.$|^  (the reference|your figures): ' \
        -e '^Another make check works here' \
        <<<"$said"
    echo "status $status"
}
named() { sed "s,$1,BUILD,g"; }
report_of() { named "$1" <"$1/judge/report.json"; }

plain=$(check build | named build)
plain_json=$(report_of build)
plain_same() { # plain_same WHAT TEXT JSON
    [ "$2" = "$plain" ] && [ "$3" = "$plain_json" ]
    report $? "$1" "$(diff <(echo "$plain") <(echo "$2"); diff <(echo "$plain_json") <(echo "$3"))"
}
out=$plain status=$(sed -n 's/^status //p' <<<"$plain")
says 'the plain run finds work of every kind' 1 'ReLU +started' 'does not compile|missing' \
    'not started' 'temporal_diff +(partly|started)' 'got +.*[0-9]\.[0-9]'

# ---- twice at once ----
rm -rf build && cp -rp "$work/room" build
check build >"$work/first" &
second=$(check build)
wait $!
first=$(cat "$work/first")
plain_same 'two runs at once in one build folder: the first' "$(named build <<<"$first")" \
    "$(report_of build)"
plain_same 'two runs at once in one build folder: the second' "$(named build <<<"$second")" \
    "$(report_of build)"
[ -z "$(find build/judge -maxdepth 1 -name 'status.*')" ]
report $? 'they leave nothing behind' "$(ls build/judge)"

# ---- a read-only folder, another user ----
# Permissions do not bind root, so root becomes another user.
who=() nobody=65534
if [ "$(id -u)" -eq 0 ]; then
    command -v setpriv >/dev/null &&
        who=(setpriv --reuid=$nobody --regid=$nobody --clear-groups env HOME=/nonexistent)
    chmod 755 "$work"
fi
rm -rf build
mkdir "$work/elsewhere"
cp -rp "$work/room" "$work/elsewhere/b"
chmod -R a+rX,a-w . # readable, whatever umask the clone was made with
[ "$(id -u)" -ne 0 ] || chown -R $nobody:$nobody "$work/elsewhere"
text=$(check "$work/elsewhere/b" "${who[@]}")
if [ "$(id -u)" -ne 0 ] || [ ${#who[@]} -gt 0 ]; then
    what="a folder that cannot be written${who[0]:+, by another user than its owner}"
    plain_same "$what: the same with B=elsewhere" \
        "$(named "$work/elsewhere/b" <<<"$text")" "$(report_of "$work/elsewhere/b")"
else
    echo '# no setpriv: root can write everywhere, so a folder that cannot be written is left out'
fi
chmod -R u+w .

# ---- a decimal comma ----
if localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" >/dev/null 2>&1 ||
    [ -d "$work/de_DE.UTF-8" ]; then
    german=(env "LOCPATH=$work" LC_ALL=de_DE.UTF-8)
    same 'the locale has a decimal comma' "$("${german[@]}" bash -c 'printf %.1f 1,5')" 1,5
    cp -rp "$work/room" build
    plain_same 'the same with a decimal comma' "$(check build "${german[@]}" | named build)" \
        "$(report_of build)"
    rmdir data 2>/dev/null || rm -r data
    ln -s "$top/data" data
    $make figures CH=07 B=build >/dev/null 2>&1
    mkdir "$work/plain"
    mv build/figures/solutions build/values "$work/plain/"
    "${german[@]}" $make figures CH=07 B=build >"$work/log" 2>&1
    why=$(ls "$work"/plain/solutions/07_*.svg "$work"/plain/values/07_*.tsv 2>&1 >/dev/null &&
        diff -r "$work/plain/solutions" build/figures/solutions 2>&1 &&
        diff -r "$work/plain/values" build/values 2>&1)
    report $? 'and the figures and the values of the text are the same to the byte' \
        "$why$(cat "$work/log")"
    cp chapters/07_hard_threshold/README.md "$work/text.md"
    why=$("${german[@]}" book/prose.sh build/values "$work/text.md" 2>&1 &&
        diff chapters/07_hard_threshold/README.md "$work/text.md")
    report $? 'and make prose leaves the text as it is' "$why"
else
    echo '# no localedef or no source of de_DE (package locales): a decimal comma is left out'
fi
exit $((bad > 0))
