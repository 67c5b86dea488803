#!/bin/bash
# What the documents mention exists: commands, variables, paths, links. Short pages are short.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
# The clone may belong to another user; git reads it all the same.
broken() { /usr/bin/python3 tests/house/documents.py "$1" 2>&1; }

none 'every command, path and link of the documents exists' "$(broken .)"
none 'each room of the tests has its sign' "$(for room in tests/*/; do
    grep -qF "\`${room#tests/}\`" tests/README.md || echo "$room"
done)"
none 'the documents of a repository are there' \
    "$(for f in README.md ARCHITECTURE.md CONTRIBUTING.md \
    STUDENTS.md INSTRUCTORS.md CHANGELOG.md CITATION.cff VERSION \
    .github/pull_request_template.md; do
    [ -s "$f" ] || echo "$f"
done)"
version=$(cat VERSION)
same 'make version prints the version' "$(${MAKE:-make} -s B="$B" version)" "$version"
same 'the citation names this version' "$(sed -n 's/^version: //p' CITATION.cff)" "$version"
none 'the change log begins with this version' \
    "$(grep -m 1 '^## ' CHANGELOG.md | grep -vxF "## $version")"
grep -q 'bash .ci/run' .github/workflows/ci.yml
report $? 'the public checks run .ci/run' 'ci.yml does not'

# Each kind of broken promise is found.
mkdir "$work/lib"
git -C "$work" init -q
printf 'check:\n.PHONY: check\nCH =\n' >"$work/Makefile"
{
    echo 'Run `make chekc CH=01`, `make check CHAPTER=1`; open `lib/nowhere.c`, [this](gone.md).'
    yes '' | head -90
} >"$work/README.md"
: >"$work/lib/there.c"
out=$(broken "$work") status=0
says 'a wrong command, variable, path and link, and a page that is too long, are each named' 0 \
    '^README.md:1: there is no `make chekc`' 'README.md:1: no makefile reads CHAPTER' \
    'README.md:1: there is no lib/nowhere.c' 'README.md:1: the link to gone.md leads nowhere' \
    'README.md:91: it has 91 lines'
exit $((bad > 0))
