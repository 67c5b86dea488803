# What the shell tests share; to be sourced. A test is one line, `ok WHAT` or
# `not ok WHAT: WHY`; the last run command's output and status stand in $out and $status.
bad=0 out='' status=''

report() { # report GOOD WHAT [WHY]: GOOD is 0; WHY is what the last run said unless given
    if [ "$1" -eq 0 ]; then echo "ok $2"; else
        echo "not ok $2: $(tail -n 30 <<<"${3-status $status, output: $out}" | tr '\n' '|')"
        bad=$((bad + 1))
    fi
}
says() { # says WHAT STATUS REGEX...: the last run ended so, and every expression is in its output
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
none() { # none WHAT OFFENDERS: fine when there are none
    [ -z "$2" ]
    report $? "$1" "$2"
}
same() { # same WHAT GOT WANT
    [ "$2" = "$3" ]
    report $? "$1" "it is $2 and should be $3"
}
copy_tree() { # copy_tree FOLDER: the tree without what is built, and without the data
    tar -c --exclude="./$B" --exclude=./build --exclude=./.git --exclude='./data/*.*' . | tar -x -C "$1"
}
copy_built() { # copy_built FOLDER: what of it is compiled already, and no results
    local part
    mkdir -p "$1/build"
    for part in "$B"/{setup,tables,lib,lib*.a,grader,student,mistakes,judge,chapters,solutions,figures}; do
        [ ! -e "$part" ] || cp -a "$part" "$1/build/"
    done
    rm -rf "$1"/build/judge/[0-9]*/{chapters,solutions} "$1"/build/judge/{report.json,status*} \
        "$1"/build/figures/{chapters,solutions}
}
solve() { unifdef -DSOLUTION -x2 "solutions/${1#chapters/}" >"$1"; }
