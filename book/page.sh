#!/bin/bash
# page.sh PAGE BUILD AUDIENCE SOURCE CHAPTER...: one page of the book on stdout.
# PAGE is 02_thresholding or index; SOURCE its Markdown; CHAPTER... all chapters, in order.
# SCRIPTS: the page's scripts; TOC=1: with a list of its sections; PLAY=1: around the student's
# code;
# WHOLE=1: not a page but a part of one file, as pandoc's JSON; PDF=1: the book as PDF is beside it.
page=$1 build=$2 audience=$3 source=$4
shift 4
meta=$(mktemp --suffix=.json) || exit 1
trap 'rm -f "$meta"' EXIT

title_of() { sed -n '/^# /{s/^# *[0-9]* *//;p;q;}' "chapters/$1/README.md"; }
# pandoc reads these strings as Markdown: the _ of two names would become emphasis.
json() { printf '%s' "$1" | sed 's/_/\\_/g; s/\\/\\\\/g; s/"/\\"/g'; }
other() {
    printf '{"page": "%s.html", "title": "%s"}' "$1" \
        "$(json "$(sed -n '/^# /{s/^# *//;p;q;}' "book/$1.md")")"
}
entry() {
    printf '{"page": "%s.html", "number": "%d", "title": "%s"%s}' "$(json "$1")" \
        "$((10#${1%%_*}))" "$(json "$(title_of "$1")")" "$2"
}

chapters='' before='' previous='' next='' seen=
for c in "$@"; do
    here=
    if [ "$c" = "$page" ]; then here=', "here": true'; previous=$before; seen=1
    elif [ "$seen" = 1 ]; then next=$c; seen=2
    fi
    chapters="$chapters${chapters:+, }$(entry "$c" "$here")"
    before=$c
done
case $page in
index) next=$(entry "$1") ;;
summary) previous=$(entry "$before") next=$(other handin) ;;
handin) previous=$(other summary) next=$(other glossary) ;;
glossary) previous=$(other handin) next= ;;
*) [ -z "$previous" ] || previous=$(entry "$previous")
   if [ -n "$next" ]; then next=$(entry "$next"); else next=$(other summary); fi ;;
esac
title=$(sed -n '/^# /{s/^# *//;p;q;}' "$source")
{
    printf '{"pagetitle": "%s", "chapter": "%s", "build": "%s", "audience": "%s",\n' \
           "$(json "$title")$([ "$page" = index ] || echo ' · Sparsebook')" "$(json "$page")" \
           "$(json "$build")" "$audience"
    printf '"source": "%s",%s%s\n' "$(json "$source")" \
        "${PLAY:+ \"play\": true,}${WHOLE:+ \"whole\": true,}${SITE:+ \"site\": true,}" \
           "${PDF:+ \"pdf\": true,}"
    printf '"version": "%s",\n' "$(cat VERSION)"
    printf '"values": "%s",\n' "$(json "$(echo "$build"/values/*.tsv)")"
    [ -z "$previous" ] || printf '"previous": %s,\n' "$previous"
    [ -z "$next" ] || printf '"next": %s,\n' "$next"
    printf '"scripts": [%s],\n' "$(for s in $SCRIPTS; do printf '"%s",' "$(json "$s")"; done |
        sed 's/,$//')"
    printf '"at_%s": true,\n' "$page"
    printf '"chapters": [%s]}\n' "$chapters"
} >"$meta"
mkdir -p "$build/bookparts/search/$audience"
set -o pipefail
to=(-t html5 --mathml --standalone --wrap=none --template book/template.html)
[ -z "$WHOLE" ] || to=(-t json)
pandoc -f gfm+tex_math_dollars+smart "${to[@]}" --fail-if-warnings --lua-filter book/filter.lua \
       --metadata-file "$meta" \
       ${TOC:+--toc --toc-depth=2} "$source" | sed -f book/math.sed || exit 1

# Contracts in the text must match the headers (make prose copies them).
stale=$(awk -f book/prose.awk "$build"/values/[0-9]*.tsv "$source" | diff "$source" - | head -n 1
        exit "${PIPESTATUS[0]}") || exit 1
[ -z "$stale" ] || {
    echo "book: $source: line ${stale%%[acd]*} is not current; run make prose" >&2
    exit 1
}
