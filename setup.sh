#!/bin/sh
# setup.sh [what...]: make sure that the packages a command needs are there.
# what: build (compile and check), figures (draw), book (pages), print (the book as PDF),
# test (the workbook's own tests), booktest (the book in a browser), data (fetch the
# tutorial's own recordings), bench (compare with scikit-learn), grade (a class).
# Says what it will install before it does; where apt is absent it prints the
# package names and stops.
set -u

build="gcc make libc6-dev libcriterion-dev libopenblas-dev liblapacke-dev libstb-dev
       zlib1g-dev libcjson-dev libinih-dev libseccomp-dev libkissfft-dev"
figures="gnuplot-nox fonts-dejavu-core"
book="pandoc unifdef clang lld wasi-libc libclang-rt-14-dev-wasm32"
print="chromium"
grade="libsqlite3-dev libarchive-dev libmd-dev bubblewrap"
test="unifdef git ffmpeg curl jq sqlite3 libxml2-utils $grade"
booktest="chromium chromium-driver python3-selenium"
data="curl ca-certificates"
bench="python3-sklearn"

[ $# -gt 0 ] || set -- build figures book test data grade
want=
for what in "$@"; do
    case $what in
    build) want="$want $build" ;;
    figures) want="$want $figures" ;;
    book) want="$want $book" ;;
    print) want="$want $print" ;;
    test) want="$want $test" ;;
    booktest) # Ubuntu has Chromium as a snap only, which a driver from apt cannot start
        if grep -qs '^ID=ubuntu' /etc/os-release; then
            echo 'setup: no Chromium by apt on Ubuntu; the tests in a browser are left out'
        else
            want="$want $booktest"
        fi ;;
    data) want="$want $data" ;;
    bench) want="$want $bench" ;;
    grade) want="$want $grade" ;;
    *) echo "setup.sh: no such set '$what'; there are build, figures, book, print, test, booktest, data, bench and grade" >&2; exit 2 ;;
    esac
done

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "setup: this is not Debian or Ubuntu; please install what these Debian packages hold:" >&2
    echo "  "$want >&2
    exit 0
fi

# Two commands may ask at once (make -j); the second finds the first one's work done.
exec 9<"$0"
flock 9

missing=
for p in $want; do
    case $(dpkg-query -W -f='${Status}' "$p" 2>/dev/null) in
    *" installed") ;;
    *) missing="$missing $p" ;;
    esac
done
[ -n "$missing" ] || exit 0

sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
echo "setup: installing$missing (by apt${sudo:+, with sudo})"
if [ -n "$sudo" ] && ! command -v sudo >/dev/null 2>&1; then
    echo "setup: sudo is not here; run as root: apt-get install$missing" >&2
    exit 1
fi
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
if { $sudo apt-get update &&
     $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
   } >"$log" 2>&1 </dev/null; then
    exit 0
fi
grep '^E:' "$log" >&2 || tail -n 5 "$log" >&2
echo "setup: apt could not install$missing; the lines above say why. Mend that and run make setup" >&2
exit 1
