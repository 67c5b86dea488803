#!/bin/sh
# setup.sh [set...]: make sure that the packages a command needs are there.
# Sets: build (compile and check), figures (draw), book (pages), print (the book as PDF), site (the
# book with a compiler in its pages),
# test (the workbook's own tests), nightly (those that take longer), booktest (the book in a
# browser), data (fetch the tutorial's own recordings), bench (compare with scikit-learn),
# grade (a class), cross (a hand-out for the other kind of machine), fuzz (the loaders on broken
# files), browsers (the site in Firefox and WebKit), slurm (the test of a class on a cluster),
# gdb and valgrind (make debug).
# Says what it is going to install, then installs it with the package manager it finds: apt, dnf,
# pacman, apk or brew. Without one, or without a way to become root, it prints the names.
set -u

# One line per package: its set and its name in each package manager. A dot means that it comes with
# another package or with the system; a dash, that it has to be built from source.
table='
#set     apt                    dnf                 pacman           apk              brew
build    gcc                    gcc                 gcc              gcc              .
build    make                   make                make             make             make
build    libc6-dev              glibc-devel         .                musl-dev         .
build    libcriterion-dev       -criterion          criterion        -criterion       criterion
build    libopenblas-dev        openblas-devel      openblas         openblas-dev     openblas
build    liblapacke-dev         lapack-devel        lapacke          lapack-dev       lapack
build    libstb-dev             stb-devel           stb              stb              -stb
build    zlib1g-dev             zlib-devel          zlib             zlib-dev         .
build    libcjson-dev           cjson-devel         cjson            cjson-dev        cjson
build    libinih-dev            inih-devel          libinih          inih-dev         inih
build    libseccomp-dev         libseccomp-devel    libseccomp       libseccomp-dev   -libseccomp
build    libkissfft-dev         kiss-fft-devel      -kissfft         kissfft-dev      -kissfft
figures  gnuplot-nox            gnuplot             gnuplot          gnuplot          gnuplot
figures  fonts-dejavu-core      dejavu-sans-fonts   ttf-dejavu       font-dejavu      .
book     pandoc                 pandoc              pandoc-cli       pandoc-cli       pandoc
book     unifdef                unifdef             unifdef          -unifdef         .
book     clang                  clang               clang            clang            llvm
book     lld                    lld                 lld              lld              lld
book     wasi-libc              wasi-libc-devel     wasi-libc        wasi-libc        wasi-libc
book     .                      wasi-libc-static    .                .                .
book     libclang-rt-dev-wasm32 -wasi-compiler-rt   wasi-compiler-rt wasi-compiler-rt wasi-runtimes
print    chromium               chromium            chromium         chromium         chromium
print    poppler-utils          poppler-utils       poppler          poppler-utils    poppler
grade    libsqlite3-dev         sqlite-devel        sqlite           sqlite-dev       sqlite
grade    libarchive-dev         libarchive-devel    libarchive       libarchive-dev   libarchive
grade    libyaml-dev            libyaml-devel       libyaml          yaml-dev         libyaml
grade    libmd-dev              libmd-devel         libmd            libmd-dev        libmd
grade    libcsv-dev             libcsv-devel        -libcsv          -libcsv          libcsv
grade    bubblewrap             bubblewrap          bubblewrap       bubblewrap       -bubblewrap
test     locales                glibc-locale-source .                .                .
test     unifdef                unifdef             unifdef          -unifdef         .
test     git                    git                 git              git              git
test     ffmpeg                 ffmpeg-free         ffmpeg           ffmpeg           ffmpeg
test     curl                   curl                curl             curl             .
test     jq                     jq                  jq               jq               jq
test     sqlite3                sqlite              .                sqlite           .
test     libxml2-utils          libxml2             libxml2          libxml2-utils    .
test     python3                python3             python           python3          python
booktest chromium               chromium            chromium         chromium         chromium
booktest chromium-driver        chromedriver        .           chromium-chromedriver chromedriver
booktest python3-selenium       python3-selenium    python-selenium  py3-selenium     -selenium
browsers firefox-esr            firefox             firefox          firefox-esr      .
browsers python3-websocket      .                   .                .                .
browsers webkit2gtk-driver      .                   .                .                .
browsers xvfb                   .                   .                .                .
browsers epubcheck              .                   .                .                .
nightly  valgrind               valgrind            valgrind         valgrind         -valgrind
nightly  clang                  clang               clang            clang            llvm
nightly  clang-tidy             clang-tools-extra   clang            clang-extra-tools llvm
nightly  clang-format           clang-tools-extra   clang            clang-extra-tools llvm
nightly  cppcheck               cppcheck            cppcheck         cppcheck         cppcheck
nightly  gcovr                  gcovr               gcovr            gcovr            gcovr
data     curl                   curl                curl             curl             .
data     ca-certificates        ca-certificates     ca-certificates  ca-certificates  .
fuzz     clang                  clang               clang            clang            llvm
fuzz     libclang-rt-dev        compiler-rt         compiler-rt      compiler-rt      .
slurm    slurm-wlm              slurm-slurmctld     -sbatch          -sbatch          -sbatch
slurm    .                      slurm-slurmd        .                .                .
slurm    munge                  munge               .                .                .
gdb      gdb                    gdb                 gdb              gdb              gdb
valgrind valgrind               valgrind            valgrind         valgrind         -valgrind
bench    python3-sklearn  python3-scikit-learn python-scikit-learn py3-scikit-learn scikit-learn
'

[ $# -gt 0 ] || set -- build figures book test data grade
sets=
for set in "$@"; do
    case $set in
    test) sets="$sets test grade" ;; # its tests are among them
    booktest) # Ubuntu has Chromium as a snap only, which a driver from apt cannot start
        if grep -qs '^ID=ubuntu' /etc/os-release; then
            echo 'setup: no Chromium by apt on Ubuntu; the tests in a browser are left out'
        else
            sets="$sets booktest"
        fi ;;
    build | figures | book | print | site | nightly | grade | data | bench | cross | fuzz | \
        browsers | slurm | gdb | valgrind) sets="$sets $set" ;;
    *) echo "setup.sh: no such set '$set'; there are build, figures, book, print, site, test," \
        'nightly, booktest, browsers, data, bench, grade, cross, fuzz, slurm, gdb, valgrind' >&2
        exit 2 ;;
    esac
done

manager=
for one in apt-get dnf pacman apk brew; do
    [ -n "$manager" ] || ! command -v $one >/dev/null 2>&1 || manager=$one
done

# The names in a package manager's column, without repeats.
names() {
    echo "$table" | awk -v sets=" $sets " -v column="$1" '
        /^#set/ { for (i = 1; i <= NF; i++) if ($i == column) at = i }
        /^[a-z]/ && index(sets, " " $1 " ") && $at != "." && !seen[$at]++ { print $at }'
}
wanted=$(names "${manager%-get}")

# A compiler for the other kind of machine, x86-64 or arm64, with its C library. Fedora's has none.
case " $sets :$manager" in
*" cross "*:apt-get) case $(uname -m) in
    x86_64) wanted="$wanted gcc-aarch64-linux-gnu libc6-dev-arm64-cross" ;;
    aarch64) wanted="$wanted gcc-x86-64-linux-gnu libc6-dev-amd64-cross" ;;
    esac ;;
esac

# CC=clang needs clang, whose sanitizers are a separate package.
case " $sets :${CC:-}" in
*" build "*:clang) case $manager in
    apt-get) wanted="$wanted clang libclang-rt-dev" ;;
    dnf | pacman | apk) wanted="$wanted clang compiler-rt" ;;
    esac ;;
*" build "*:clang-[0-9]*)
    [ "$manager" != apt-get ] || wanted="$wanted $CC libclang-rt-${CC#clang-}-dev" ;;
esac

# Is a package here? Ask the package manager; brew is slow, so ask it once.
[ "$manager" != brew ] || brewed=$(brew list --formula -1 2>/dev/null)
is_here() {
    case $manager in
    apt-get)
        case $(dpkg-query -W -f='${Status}' "$1" 2>/dev/null) in
        *" installed") ;;
        *) false ;;
        esac ;;
    dnf) rpm -q --whatprovides "$1" >/dev/null 2>&1 ;;
    pacman) pacman -Qq "$1" >/dev/null 2>&1 ;;
    apk) apk info -e "$1" >/dev/null 2>&1 ;;
    brew) echo "$brewed" | grep -qx "$1" ;;
    esac
}
# The name that apt has for a package of the table. Ubuntu 22.04 has clang's parts only with the
# version of its clang in their names, or within clang itself.
apt_name() {
    case $manager:$1 in apt-get:libclang-rt-dev*) ;; *) echo "$1" && return ;; esac
    version=$(apt-cache depends clang 2>/dev/null | sed -n '/Depends: clang-[0-9]*$/{s/.*-//p;q;}')
    versioned=libclang-rt-$version-dev${1#libclang-rt-dev}
    if [ -z "$version" ] || apt-cache show "$1" >/dev/null 2>&1; then
        echo "$1"
    elif apt-cache show "$versioned" >/dev/null 2>&1; then
        echo "$versioned"
    else
        echo clang
    fi
}
# A library without a package here counts as installed if its header is found.
header_of() {
    case $1 in
    criterion) echo criterion/criterion.h ;;
    stb) echo stb/stb_image.h ;;
    kissfft) echo kissfft/kiss_fft.h ;;
    libseccomp) echo seccomp.h ;;
    libcsv) echo csv.h ;;
    esac
}
source_of() {
    case $1 in
    criterion) echo https://github.com/Snaipe/Criterion ;;
    stb) echo https://github.com/nothings/stb ;;
    libcsv) echo https://github.com/rgamble/libcsv ;;
    kissfft) echo https://github.com/mborgerding/kissfft ;;
    libseccomp | bubblewrap | valgrind) echo "on Linux: it is about the Linux kernel" ;;
    sbatch) echo https://github.com/SchedMD/slurm ;;
    selenium) echo "pip install selenium" ;;
    unifdef) echo https://dotat.at/prog/unifdef ;;
    wasi-compiler-rt) echo https://github.com/WebAssembly/wasi-sdk ;;
    esac
}

if [ -z "$manager" ]; then
    command -v "${CC:-cc}" >/dev/null 2>&1 ||
        echo "setup: there is no C compiler (${CC:-cc}); the first package below has one" >&2
    echo 'setup: no apt, dnf, pacman, apk or brew here;' \
        'please install what these Debian packages hold:' >&2
    names apt | tr '\n' ' ' >&2
    echo >&2
    exit 0
fi

# Two commands may run this at once (make -j); the second finds the work done.
if command -v flock >/dev/null 2>&1; then
    exec 9<"$0"
    flock 9
fi

# No package in the table provides a compiler that the user chose (CC=clang). The workbook computes
# in double precision, which 32-bit x86 processors round twice, and maps more memory than a 32-bit
# program has.
is_64_bit() {
    case " $sets " in *" build "*) ;; *) return 0 ;; esac
    command -v "${CC:-cc}" >/dev/null 2>&1 || return 0
    [ "$(echo __SIZEOF_POINTER__ | ${CC:-cc} -E -P -x c - 2>/dev/null)" != 4 ] || {
        echo "setup: ${CC:-cc} compiles for 32 bits; the workbook needs 64," \
            'as on x86-64 or arm64' >&2
        return 1
    }
}
compiler_is_here() {
    case " $sets " in *" build "*) ;; *) return 0 ;; esac
    case " $wanted " in *" ${CC:-} "*) return 0 ;; esac # it comes with the packages
    [ -z "${CC:-}" ] || command -v "${CC%% *}" >/dev/null 2>&1 || {
        echo "setup: there is no compiler $CC here; install it, or leave CC= out to use cc" >&2
        return 1
    }
}
compiler_is_here && is_64_bit || exit 1

missing='' unpackaged=0
for p in $wanted; do
    case $p in
    -*)
        p=${p#-} header=$(header_of "$p")
        if [ -n "$header" ]; then
            echo "#include <$header>" | "${CC:-cc}" -E -x c - >/dev/null 2>&1 && continue
        elif command -v "$p" >/dev/null 2>&1; then
            continue
        fi
        unpackaged=1
        echo "setup: $manager has no package of $p; build it from its sources," \
            "$(source_of "$p")" >&2 ;;
    npm | nodejs-npm | node) # other packages of Node.js bring it, too
        command -v npm >/dev/null 2>&1 || missing="$missing $p" ;;
    *) is_here "$p" || { p=$(apt_name "$p") && is_here "$p"; } || missing="$missing $p" ;;
    esac
done
if [ "$manager" = brew ] && ! command -v "${CC:-cc}" >/dev/null 2>&1; then
    echo "setup: there is no C compiler; xcode-select --install brings one" >&2
    exit 1
fi
[ -n "$missing" ] || exit $unpackaged

sudo=
[ "$manager" = brew ] || [ "$(id -u)" = 0 ] || sudo=sudo
case $manager in
# Another apt may be running, as on a machine that has just started: wait for it.
apt-get) install="apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends" ;;
dnf) install="dnf install -y" ;;
pacman) install="pacman -S --needed --noconfirm" ;;
apk) install="apk add" ;;
brew) install="brew install" ;;
esac
echo "setup: installing$missing (by ${manager%-get}${sudo:+, with sudo})"
if [ -n "$sudo" ] && ! command -v sudo >/dev/null 2>&1; then
    [ "$manager" != apt-get ] || install="apt-get update && $install"
    echo "setup: sudo is not here; run as root: $install$missing" >&2
    exit 1
fi
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
update() { # which names there are, apt knows only then
    [ "$manager" = apt-get ] || return 0
    $sudo apt-get update || return 1
    named=
    for p in $missing; do named="$named $(apt_name "$p")"; done
    missing=$named
}
# shellcheck disable=SC2086 # a command and its words
if { update && $sudo env DEBIAN_FRONTEND=noninteractive $install $missing; } \
    >"$log" 2>&1 </dev/null; then
    exit $unpackaged
fi
grep '^E:' "$log" >&2 || tail -n 5 "$log" >&2
echo "setup: ${manager%-get} could not install$missing; the lines above say why." \
    'Mend that and run make setup' >&2
exit 1
