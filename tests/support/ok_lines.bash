# Functions that shell tests source. A test prints one line, `ok WHAT` or `not ok WHAT: WHY`. $out
# and $status hold the output and status of the last command.
bad=0 out='' status=''

report() { # report STATUS WHAT [WHY]: 0 is a pass; WHY defaults to what the last command said
    if [ "$1" -eq 0 ]; then echo "ok $2"; else
        echo "not ok $2: $(tail -n 30 <<<"${3-status $status, output: $out}" | tr '\n' '|')"
        bad=$((bad + 1))
    fi
}
# says WHAT STATUS REGEX...: the last command exited with STATUS, its output matches every REGEX
says() {
    local what=$1 want=$2 good=0
    shift 2
    [ "$status" = "$want" ] || good=1
    for regex in "$@"; do grep -qE -- "$regex" <<<"$out" || good=1; done
    report $good "$what"
}
says_not() { # says_not WHAT REGEX
    ! grep -qE -- "$2" <<<"$out"
    report $? "$1"
}
none() { # none WHAT OFFENDERS: passes when OFFENDERS is empty
    [ -z "$2" ]
    report $? "$1" "$2"
}
same() { # same WHAT GOT WANT
    [ "$2" = "$3" ]
    report $? "$1" "it is $2 and should be $3"
}
copy_tree() { # copy_tree FOLDER: copy the tree without build output and data
    tar -c --exclude="./$B" --exclude=./build --exclude=./.git --exclude='./data/*.*' . |
        tar -x -C "$1"
}
copy_built() { # copy_built FOLDER: copy what is compiled already, but no results
    local part
    mkdir -p "$1/build"
    for part in "$B"/{setup,tables,lib,lib*.a,grader,student,mistakes,judge,chapters,solutions} \
        "$B/figures"; do
        [ ! -e "$part" ] || cp -a "$part" "$1/build/"
    done
    rm -rf "$1"/build/judge/[0-9]*/{chapters,solutions} "$1"/build/judge/{report.json,status*} \
        "$1"/build/figures/{chapters,solutions}
}
unpack_autograder() { # unpack_autograder ZIP FOLDER: files keep the archive's times, a second older
    python3 -c 'import os, sys, time, zipfile
z = zipfile.ZipFile(sys.argv[1])
for i in z.infolist():
    file, then = z.extract(i, sys.argv[2]), time.mktime(i.date_time + (0, 0, -1))
    os.chmod(file, i.external_attr >> 16 & 0o777 or 0o755)
    os.utime(file, (then, then))' "$1" "$2"
}
solve() { unifdef -DSOLUTION -x2 "solutions/${1#chapters/}" >"$1"; }
into_built_copy() { # go to $tree, a copy of the tree and what is compiled; removed at exit
    tree=$(mktemp -d) || exit 1
    trap 'rm -rf "$tree"' EXIT
    copy_tree "$tree"
    copy_built "$tree"
    cd "$tree" || exit 1
}
