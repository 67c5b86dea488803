#!/bin/bash
# Every rule that uses a tool depends on the set of packages that brings it, so any command works as
# the first one on an empty machine (make matrix tries that on real ones).
. tests/support/ok_lines.bash
rules() { ${MAKE:-make} -pn B="$B" "$@" version 2>/dev/null; }
missing() { rules | sed "$1" | /usr/bin/python3 tests/house/packages_first.py setup.sh 2>&1; }

none 'each rule that uses a tool waits for the set that brings it' "$(missing '')"
for with in gdb valgrind; do
    rules EX=ReLU WITH=$with | grep -qE "^debug:.*/setup/$with\$"
    report $? "make debug WITH=$with waits for $with" 'no such prerequisite'
done

# If any of these dependencies is removed, the check notices.
while read -r set tool; do
    out=$(missing "/^[^#\t]*:/s|[^ ]*/setup/$set\\>||g") status=0
    says "without set $set, $tool is missed" 0 ": uses $tool and waits for no set with "
done <<'END'
build \$\(CC\)
figures --format svg
book pandoc
grade -lsqlite3
test unifdef
bench sklearn
nightly cppcheck
data curl
END
exit $((bad > 0))
