#!/bin/sh
# fetch.sh LIST FOLDER: fetch the files of LIST (name, MD5, address a line) into
# FOLDER. A file that is there with the right sum is kept; one that arrives with
# a wrong sum never gets its name.
set -u
list=$1 folder=$2
mkdir -p "$folder" || exit 1
part=$folder/.part
trap 'rm -f "$part"' EXIT

# sum_is FILE MD5
sum_is() {
    echo "$2  $1" | md5sum --check --status 2>/dev/null
}

failed=0
while read -r name md5 address; do
    case $name in '' | '#'*) continue ;; esac
    if [ -e "$folder/$name" ] && sum_is "$folder/$name" "$md5"; then
        echo "$name: is here already"
    elif ! why=$(curl --fail --silent --show-error --location --retry 2 --connect-timeout 20 \
                      --output "$part" "$address" 2>&1 </dev/null); then
        echo "$name: not fetched from $address: $(echo "$why" | tail -n 1)" >&2
        failed=$((failed + 1))
    elif ! sum_is "$part" "$md5"; then
        echo "$name: $address gave another file than expected (its MD5 sum differs); left out" >&2
        failed=$((failed + 1))
    else
        mv "$part" "$folder/$name" && echo "$name: fetched"
    fi
done <"$list"
[ "$failed" -eq 0 ] || { echo "$failed of the files are missing in $folder" >&2; exit 1; }
