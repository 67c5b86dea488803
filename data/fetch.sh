#!/bin/sh
# fetch.sh LIST FOLDER: fetch the files of LIST (name, MD5, address a line) into
# FOLDER. A file that is there with the right sum is kept; one that arrives with
# a wrong sum never gets its name. An interrupted download stays in FOLDER/.NAME.part, and the next
# run resumes it. curl reads the proxies from https_proxy, http_proxy and no_proxy. SB_PATIENCE:
# give up after so many seconds without a byte (60).
set -u
list=$1 folder=$2 patience=${SB_PATIENCE:-60}
mkdir -p "$folder" || exit 1

# sum_is FILE MD5; macOS has md5 in md5sum's place
sum_is() {
    [ -f "$1" ] &&
        [ "$(if command -v md5sum >/dev/null; then md5sum <"$1" |
        cut -d' ' -f1; else md5 -q "$1"; fi)" = "$2" ]
}
bytes() { if [ -f "$1" ]; then wc -c <"$1" | tr -d ' '; else echo 0; fi; }

# fetch ADDRESS MD5 PART: true when PART is whole; else $why says what went wrong, $status is
# curl's.
fetch() {
    tries=0
    while tries=$((tries + 1)); do
        before=$(bytes "$3")
        why=$(curl --fail --silent --show-error --location --retry 2 --retry-max-time "$patience" \
                   --connect-timeout 20 --speed-limit 1 --speed-time "$patience" --continue-at - \
                   --output "$3" "$1" 2>&1 </dev/null)
        status=$?
        ! sum_is "$3" "$2" || return 0
        case $status:$why in
        0:*) ;; # all is there, and it is another file
        33:* | 36:* | 22:*416*) ;; # this server cannot go on in the middle
        *)
            [ "$(bytes "$3")" -gt "$before" ] && [ $tries -lt 5 ] || return 1
            continue ;; # it broke off on the way: go on from there
        esac
        rm -f "$3"
        # what an earlier try left may not fit: anew
        [ "$before" -gt 0 ] && [ $tries -lt 5 ] || return 1
    done
}

failed=0 offline=
while read -r name md5 address; do
    case $name in '' | '#'*) continue ;; esac
    part=$folder/.$name.part
    if sum_is "$folder/$name" "$md5"; then
        echo "$name: is here already"
    elif fetch "$address" "$md5" "$part"; then
        mv "$part" "$folder/$name" && echo "$name: fetched"
    else
        failed=$((failed + 1))
        why=$(echo "$why" | tail -n 1)
        if [ "$status" -eq 0 ]; then
            echo "$name: $address gave another file than expected (its MD5 sum differs); left out"
        elif [ -s "$part" ]; then
            echo "$name: broke off after $(bytes "$part") bytes from $address: $why;" \
                "the same command goes on from there"
        else
            echo "$name: not fetched from $address: $why"
        fi >&2
        # no name resolved, no connection, no answer in time
        case $status in 5 | 6 | 7 | 28 | 35 | 56 | 97) offline=yes ;; esac
    fi
done <"$list"
[ "$failed" -gt 0 ] || exit 0
{
    echo "$failed of the files are missing in $folder"
    [ -z "$offline" ] ||
        echo "Behind a proxy, set https_proxy=http://HOST:PORT. Without a network, fetch them
elsewhere from the addresses in $list and put them into $folder under the names there. Then the
same command checks them."
} >&2
exit 1
