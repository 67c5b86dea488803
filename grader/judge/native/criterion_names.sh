#!/bin/bash
# criterion_names.sh CC FILE: make FILE if the installed Criterion declares tests as runner.c
# expects: in a section cr_tst, calling three functions and no others. The macros that do so are
# documented, but these names are not; if they change, this says in one line what is needed.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
printf '%s\n' '#include <criterion/criterion.h>' \
    'Test(suite, name, .description = "", .timeout = 1.0) {}' >"$work/test.c"
if $1 -std=c11 -D_POSIX_C_SOURCE=200809L -c -o "$work/test.o" "$work/test.c" 2>"$work/log" &&
    [ "$(nm -u "$work/test.o" | awk '/criterion/ { print $2 }' | sort | tr '\n' ' ')" = \
        "$(printf 'criterion_internal_test_%s ' main setup teardown)" ] &&
    readelf -SW "$work/test.o" | grep -q ' cr_tst '; then
    touch "$2"
else
    echo "make check needs Criterion 2.4 (libcriterion-dev); the installed version declares its" \
        "tests differently" >&2
    exit 1
fi
