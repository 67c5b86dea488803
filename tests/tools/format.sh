#!/bin/bash
# format.sh apply|check: put the tree's C into the style of .clang-format, or list the files that
# are not.
#
# Left out: attacks and answers, whose form is the point, and the skeletons, which make stubs writes
# from the references. Versions of clang-format differ in small things, so the check needs one
# version, and says so if it finds another.
checked=14
files() {
    git ls-files '*.c' '*.h' |
        grep -vE '/vendor/|^tests/(judge/(exploits|answers)|.*/fixtures)/' |
        while read -r f; do
            # chapters/NN_topic/topic.c and solution.c
            case $f in chapters/*/test_*.c) ;; chapters/*/*.c) continue ;; esac
            [ -f "$f" ] && [ ! -L "$f" ] && printf '%s\n' "$f"
        done
}
clang_format=$(command -v clang-format-$checked || command -v clang-format) ||
    { echo 'format: clang-format is missing: install it, then try again' >&2; exit 1; }
version=$("$clang_format" --version | sed 's/.*version \([0-9]*\).*/\1/')
case $1 in
apply) files | xargs "$clang_format" -i ;;
check)
    if [ "$version" != $checked ]; then
        echo "format: not checked: clang-format is version $version here, and $checked decides"
        exit 0
    fi
    failed=0
    while read -r f; do
        "$clang_format" "$f" | cmp -s - "$f" ||
            { echo "$f: not formatted: run make format"; failed=1; }
    done < <(files)
    exit $failed ;;
*) echo 'format.sh: say apply or check' >&2; exit 2 ;;
esac
