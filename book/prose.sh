#!/bin/sh
# prose.sh VALUES TEXT...: refresh the numbers and contracts in these texts, in
# place, from the .tsv files in the folder VALUES. A text with a mistake in it is left unchanged.
folder=$1
shift
new=$(mktemp) || exit 1
trap 'rm -f "$new"' EXIT
status=0
for text; do
    if ! awk -f book/prose.awk "$folder"/[0-9]*.tsv "$text" >"$new"; then
        status=1
    elif ! cmp -s "$new" "$text"; then
        cat "$new" >"$text"
        echo "$text: refreshed"
    fi
done
exit $status
