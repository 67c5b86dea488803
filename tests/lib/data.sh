#!/bin/bash
# The data folder: its files are what was made, described correctly, and small.
. tests/support/ok_lines.bash
cd data || exit 1

why=$(md5sum --check --quiet --strict MD5SUMS 2>&1)
report $? "every data set has its checksum" "$why"

why=
for f in *; do
    case $f in
    README.md | MD5SUMS | course.txt | LICENSE.* | *.sh | *.py | *.mk) ;;
    *) grep -q "  $f\$" MD5SUMS || why="$why $f" ;;
    esac
done
[ -z "$why" ]
report $? "no data set without a checksum" "$why"

why=
while read -r sum name; do
    bytes=$(wc -c <"$name")
    grep -q "^| \`$name\` | .* | uint8 | $bytes | \`$sum\` |\$" README.md || why="$why $name"
done <MD5SUMS
[ -z "$why" ]
report $? "README.md's table states each data set's bytes and checksum" "$why"

total=$(cat ./* | wc -c)
[ "$total" -le 8000000 ]
report $? "the folder is at most 8 MB" "$total bytes"

# Fetching, from local files instead of the network.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sum=$(md5sum <MD5SUMS | cut -d' ' -f1)
here=file://$PWD
echo "sums $sum $here/MD5SUMS" >"$work/list"
got=$(./fetch.sh "$work/list" "$work/out" 2>&1) && [ "$got" = "sums: fetched" ] &&
    cmp -s MD5SUMS "$work/out/sums"
report $? "a file with the right sum is fetched" "$got"

got=$(./fetch.sh "$work/list" "$work/out" 2>&1) && [ "$got" = "sums: is here already" ]
report $? "a file that is there is kept" "$got"

printf '# two that fail\nother %s %s/README.md\nnone %s %s/none\n' "$sum" "$here" "$sum" "$here" \
    >"$work/list"
got=$(./fetch.sh "$work/list" "$work/out" 2>&1)
[ $? -eq 1 ] && [ "$(ls -A "$work/out")" = sums ] &&
    [ "$(echo "$got" | sed -n 1p)" = "other: $here/README.md gave another file than expected (its \
MD5 sum differs); left out" ] &&
    echo "$got" | grep -q "^none: not fetched from $here/none: " &&
    [ "$(echo "$got" | sed -n '3,$p')" = "2 of the files are missing in $work/out" ]
report $? "a wrong or missing file is named and left out" "$got"

# ---- a server with bad manners ----
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY
mkfifo "$work/port"
mkdir "$work/served"
cp MD5SUMS "$work/served/sums"
head -c 9000 bird.npy >"$work/served/long"
python3 ../tests/lib/faulty_server.py "$work/served" "$work/port" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
read -r port <"$work/port"
site=http://127.0.0.1:$port
fetch() { # fetch HOW/NAME [VARIABLE=VALUE...]: what is said, and with which status
    local what=$1 host=$site
    shift
    md5=$(md5sum <"$work/served/${what#*/}" | cut -d' ' -f1)
    case $what in http*) host='' ;; esac
    echo "it $md5 $host/$what" >"$work/list"
    out=$(env "$@" ./fetch.sh "$work/list" "$work/net" 2>&1)
    status=$?
}
whole() { # whole NAME: it is there, and nothing beside it
    [ "$(ls -A "$work/net")" = it ] && cmp -s "$work/net/it" "$work/served/$1"
}
anew() { rm -rf "$work/net" "$work/served/asked"; }
for how in right moved slow; do
    anew
    fetch $how/sums
    says "$how: it is fetched" 0 '^it: fetched$'
    whole sums
    report $? "$how: it is whole" "$(ls -A "$work/net")"
done
anew
fetch once/long
says 'a transfer that breaks off is resumed' 0 '^it: fetched$'
same 'from where it broke off' "$(cat "$work/served/asked")" "/once/long
/once/long bytes=4500-"
whole long
report $? 'and is whole' "$(ls -A "$work/net")"
anew
fetch often/long
goes_on='the same command goes on from there'
says 'a transfer that keeps breaking off is reported' 1 \
    "^it: broke off after 5000 bytes from $site/often/long: curl: .*; $goes_on$" \
    "^1 of the files are missing in $work/net$"
same 'an incomplete file does not get the final name' "$(ls -A "$work/net")" .it.part
fetch often/long
says 'the next run continues from there' 0 '^it: fetched$'
whole long
report $? 'and completes it' "$(ls -A "$work/net")"
for before in 100 9000 9500; do
    anew
    mkdir "$work/net"
    head -c $before bird_frame.png >"$work/net/.it.part"
    fetch right/long
    says "$before bytes of another file are not continued: it is fetched again" 0 '^it: fetched$'
    whole long
    report $? 'and is whole' "$(ls -A "$work/net")"
done
anew
mkdir "$work/net"
head -c 4500 "$work/served/long" >"$work/net/.it.part"
fetch whole/long
says 'from a server that cannot resume it is fetched from the start' 0 '^it: fetched$'
anew
fetch corrupt/long
says 'a corrupt file is reported' 1 "^it: $site/corrupt/long gave another file than expected"
says_not 'and not blamed on the network' proxy
same 'and left out' "$(ls -A "$work/net")" ''
fetch none/long
says 'a missing file is reported with its address' \
    1 "^it: not fetched from $site/none/long: curl: .*404"
same 'and leaves nothing' "$(ls -A "$work/net")" ''
fetch stalled/long SB_PATIENCE=2
says 'a server that falls silent is given up' \
    1 '^it: broke off after [0-9]+ bytes .*(28|slow|timed out)' 'set https_proxy='
same 'and leaves no incomplete file under the final name' "$(ls -A "$work/net")" .it.part
fetch right/long
says 'and the next run continues' 0 '^it: fetched$'
anew
md5=$(md5sum <MD5SUMS | cut -d' ' -f1)
echo "it $md5 http://recordings.invalid/right/sums" >"$work/list"
out=$(http_proxy=$site ./fetch.sh "$work/list" "$work/net" 2>&1)
status=$?
says 'a proxy is used if there is one' 0 '^it: fetched$'
same 'with the address itself' "$(cat "$work/served/asked")" 'http://recordings.invalid/right/sums'

# ---- make data ----
cd .. || exit 1
mkdir -p "$work/tree/cifar"
copy_tree "$work/tree"
mkdir -p "$work/tree/data" "$work/tree/build/setup" && cp data/*.mk data/*.sh "$work/tree/data/"
touch "$work/tree/build/setup/data" # nothing is installed for a test
printf '%s' one >"$work/tree/cifar/data_batch_1.bin"
tar -c -z -C "$work/tree" -f "$work/served/cifar-10-binary.tar.gz" cifar
cp data/bird.npy "$work/served/video_array.npy"
for name in cifar-10-binary.tar.gz video_array.npy; do
    echo "$name $(md5sum <"$work/served/$name" | cut -d' ' -f1) $site/right/$name"
done >"$work/tree/data/course.txt"
out=$(${MAKE:-make} -C "$work/tree" B=build data 2>&1)
status=$?
says 'make data fetches the list and unpacks the images' 0 '^video_array.npy: fetched$' \
    'make figures DATA=build/course'
same 'and nothing else' "$(ls -A "$work/tree/build/course" | tr '\n' ' ')" \
    'cifar-10-binary.tar.gz data_batch_1.bin video_array.npy '
out=$(${MAKE:-make} -C "$work/tree" B=build data 2>&1)
status=$?
says 'a second make data fetches nothing' 0 '^video_array.npy: is here already$'

# ---- no server answers any more ----
kill $server
wait $server 2>/dev/null
rm -r "$work/net"
echo "it $md5 $site/right/sums" >"$work/list"
out=$(data/fetch.sh "$work/list" "$work/net" 2>&1)
status=$?
says 'without a network it says what to do' 1 "^it: not fetched from $site/right/sums: curl: " \
    'Behind a proxy, set https_proxy=http://HOST:PORT\. Without a network, fetch them$' \
    "^elsewhere from the addresses in $work/list and put them into $work/net under the names there"
cp data/MD5SUMS "$work/net/it"
out=$(data/fetch.sh "$work/list" "$work/net" 2>&1)
status=$?
says 'and a file put there by hand is used' 0 '^it: is here already$'
exit $((bad > 0))
