#!/bin/bash
# setup.sh with every package manager it knows. Each is a fake that writes down what it is asked;
# nothing else is on the PATH but the few commands that setup.sh needs.
. tests/support/ok_lines.bash
top=$PWD
bin=$(mktemp -d) || exit 1
trap 'rm -rf "$bin"' EXIT
report() {
    if [ "$1" -eq 0 ]; then echo "ok $2"; else
        echo "not ok $2: status $status, output: $(tr '\n' '|' <<<"$out"), asked: $(tr '\n' '|' \
            2>/dev/null <"$bin/asked")"
        bad=$((bad + 1))
    fi
}
# fresh MANAGER: only this package manager exists, nothing is installed, and we are root
fresh() {
    rm -rf "${bin:?}"/*
    for tool in sh awk sed grep mktemp rm cat tail tr env cc; do
        ln -s "$(command -v $tool)" "$bin/$tool"
    done
    printf '#!/bin/sh\necho 0\n' >"$bin/id"
    # what counts as installed is in the file `have`, one name per line
    { printf '#!/bin/sh\ncase "$*" in "list --formula -1") cat %s/have 2>/dev/null ;;\n' "$bin"
      printf '*) echo "${0##*/} $*" >>%s/asked ;; esac\n' "$bin"; } >"$bin/$1"
    for query in rpm dpkg-query; do
        printf '#!/bin/sh\nfor last; do :; done\ngrep -qx -- "$last" %s/have 2>/dev/null &&\n%s\n' \
            "$bin" 'echo "ok installed"' >"$bin/$query"
    done
    case $1 in pacman | apk)
        { printf '#!/bin/sh\nfor last; do :; done\ncase $1 in\n'
          printf -- '-Qq|info) grep -qx -- "$last" %s/have 2>/dev/null ;;\n' "$bin"
          printf '*) echo "${0##*/} $*" >>%s/asked ;; esac\n' "$bin"; } >"$bin/$1" ;;
    esac
    chmod +x "$bin"/{id,rpm,dpkg-query,"$1"}
}
run() { # run SET...
    : >"$bin/asked"
    out=$(cd "$top" && env -i PATH="$bin" CC="${compiler-}" "$bin/sh" setup.sh "$@" 2>&1)
    status=$?
}
asked() { # asked WHAT LINE: the last request to the package manager was exactly this
    [ "$(tail -n 1 "$bin/asked")" = "$2" ]
    report $? "$1"
}

apt='apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends'
fresh apt-get
run data
says 'apt: says first what is missing' 0 '^setup: installing curl ca-certificates \(by apt\)$'
asked 'apt: then installs it' "$apt curl ca-certificates"
echo curl >"$bin/have"
run data
asked 'apt: installs only what is missing' "$apt ca-certificates"
for machine in x86_64:'gcc-aarch64-linux-gnu libc6-dev-arm64-cross' \
    aarch64:'gcc-x86-64-linux-gnu libc6-dev-amd64-cross'; do
    printf '#!/bin/sh\necho %s\n' "${machine%%:*}" >"$bin/uname" && chmod +x "$bin/uname"
    run cross
    asked "apt on ${machine%%:*}: the compiler for the other kind of machine" \
        "$apt ${machine#*:}"
done
printf '#!/bin/sh\necho 1000\n' >"$bin/id"
run data
says 'apt without sudo: says what to run as root, on a machine without package lists' 1 \
    'run as root: apt-get update && apt-get .* install .* ca-certificates$'
printf '#!/bin/sh\necho 0\n' >"$bin/id"
echo ca-certificates >>"$bin/have"
run data
[ "$status" = 0 ] && [ -z "$out" ] && [ ! -s "$bin/asked" ]
report $? 'apt: with everything installed it is silent'

# Some systems have versions in package names: apt is asked, once it has its package lists.
apt_has() { # apt_has NAME...: these parts of clang exist; its clang is version 14
    printf '%s\n' '#!/bin/sh' \
        'case $1 in depends) printf "clang\n  Depends: clang-14\n" && exit ;; esac' \
        "for p in $*; do [ \$2 != \$p ] || exit 0; done; exit 1" >"$bin/apt-cache"
    chmod +x "$bin/apt-cache"
}
awk '/^book / { print $2 }' setup.sh | grep -v wasm32 | sort -u >"$bin/have"
install='apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends'
apt_has libclang-rt-dev-wasm32
run book
asked 'apt: clang for WebAssembly as Debian names it' "$install libclang-rt-dev-wasm32"
apt_has libclang-rt-14-dev-wasm32
run book
asked 'apt: clang for WebAssembly as Ubuntu 22.04 names it' "$install libclang-rt-14-dev-wasm32"
echo libclang-rt-14-dev-wasm32 >>"$bin/have"
run book
[ "$status" = 0 ] && [ -z "$out" ] && [ ! -s "$bin/asked" ]
report $? 'apt: with that package installed it is silent'
awk '/^build / { print $2 }' setup.sh >"$bin/have"
ln -s "$bin/cc" "$bin/clang"
compiler=clang run build
asked 'apt: what is not a package of its own is part of clang' "$install clang clang"
rm "$bin"/{clang,have,apt-cache}

# This machine's compiler finds Criterion and the others, so setup.sh does not point to sources.
fresh dnf
run build
asked 'dnf: its own names' "dnf install -y gcc make $(printf '%s-devel ' \
    glibc openblas lapack stb zlib cjson inih libseccomp)kiss-fft-devel"
fresh pacman
run build figures
asked 'pacman: its own names' "pacman -S --needed --noconfirm gcc make criterion openblas $(echo \
    lapacke stb zlib cjson libinih libseccomp gnuplot ttf-dejavu)"
fresh apk
run build
asked 'apk: its own names' "apk add gcc make musl-dev openblas-dev lapack-dev stb $(echo \
    zlib-dev cjson-dev inih-dev libseccomp-dev kissfft-dev)"
fresh brew
printf '#!/bin/sh\necho 1000\n' >"$bin/id"
run build
asked 'brew: its own names, without sudo' 'brew install make criterion openblas lapack cjson inih'
for manager in dnf pacman apk brew; do
    fresh $manager
    awk -v m="$manager" '/^#set/ { for (i = 1; i <= NF; i++) if ($i == m) at = i }
        /^data / && $at != "." { print $at }' setup.sh | sort -u >"$bin/have"
    run data
    [ "$status" = 0 ] && [ -z "$out" ] && [ ! -s "$bin/asked" ]
    report $? "$manager: with everything installed it is silent"
done

fresh dnf
printf '#!/bin/sh\nexit 1\n' >"$bin/nocc" && chmod +x "$bin/nocc"
rm "$bin/cc" && cp "$bin/nocc" "$bin/cc"
run build
says 'what has no package is reported, with where to get the sources' \
    1 'dnf has no package of criterion; build it from its sources, https://'
compiler=nocc9 run build
says 'a missing compiler is reported by name' \
    1 '^setup: there is no compiler nocc9 here; install it, or leave CC= out'
fresh apk
printf '#!/bin/sh\necho 1000\n' >"$bin/id"
run figures
says 'without sudo it says what to run as root' \
    1 '^setup: sudo is not here; run as root: apk add gnuplot font-dejavu$'
printf '#!/bin/sh\necho "sudo $*" >>%s/asked\nexec "$@"\n' "$bin" >"$bin/sudo" &&
    chmod +x "$bin/sudo"
run figures
says 'with sudo it says that it uses sudo' 0 'installing gnuplot font-dejavu \(by apk, with sudo\)'
grep -q '^sudo .*apk add' "$bin/asked"
report $? 'and does so'
fresh dnf
printf '#!/bin/sh\necho "no such mirror"\nexit 1\n' >"$bin/dnf"
run figures
says 'a failure is reported with the reason' 1 '^no such mirror$' \
    'dnf could not install gnuplot dejavu-sans-fonts.*make setup'
fresh none
rm "$bin/cc"
run build
says 'without any of them it prints the names' 0 'please install what these Debian packages hold' \
    'gcc make libc6-dev'
says 'and says if there is no compiler' 0 'there is no C compiler \(cc\)'
run nonsense
says 'an unknown set is reported' 2 'no such set .nonsense.'

# Every line of the table has a name in all five columns.
out=$(awk '/^#set/ { on = 1; next } /^.$/ { on = 0 } on && /^[a-z]/ && NF != 6' setup.sh) status=
[ -z "$out" ]
report $? 'every package has a name for every package manager'
# macOS has bash 3.2: scripts that a student runs use nothing newer.
out=$(grep -nE 'declare -A|mapfile|readarray|\$\{[a-z_]+(\^|,)|&>>|\|&|coproc|\$\{[a-z_]+@' \
    setup.sh grader/*.sh grader/judge/*.sh student/*.sh) status=
[ -z "$out" ]
report $? 'no script that a student runs needs a bash newer than 3.2'
exit $((bad > 0))
