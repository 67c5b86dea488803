#!/bin/bash
# matrix.sh FOLDER TREE [PLATFORM[:COMMAND]...]: every command as the first one on an empty machine.
#
# Makes empty Debian machines in FOLDER (debootstrap, with gcc, make and git and nothing else),
# clones TREE into a fresh copy of one for each command, runs it there once, and prints a table:
# platform, command, and the seconds that it took or why it failed. Each machine has its own mount,
# process and host name namespaces, so nothing stays mounted however the run ends; it has the
# network, for its packages. Without PLATFORM it tries all of them; logs stay in FOLDER/logs.
set -u
export LC_ALL=C
folder=$1 tree=$(realpath "$2")
shift 2
here=$(realpath "${BASH_SOURCE[0]%/*}")
commands=(make setup check figures book play grade release gradescope watch hint progress debug
    stubs solutions criterion points prose exercism clang-check clang-book clang-play docker
    devcontainer user faults rust-coreutils test)
# Under an emulator, all the others would take hours.
emulated=(setup check faults)

refuse() { echo "matrix: $1" >&2; exit 1; }
[ "$(id -u)" = 0 ] || refuse 'it has to run as root: it makes empty machines (sudo make matrix)'
for tool in debootstrap unshare; do
    command -v $tool >/dev/null || refuse "$tool is not here; install it"
done
unshare --mount --pid --uts --fork true 2>/dev/null ||
    refuse 'this machine makes no namespaces; run it outside a container'
# The Debian mirror that this machine uses itself.
mirror=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' \
    2>/dev/null |
    sed -n 's/^Debian|Debian|//p' | head -n 1)
[ -n "$mirror" ] || refuse 'apt names no mirror of Debian on this machine'
mkdir -p "$folder/logs" || exit 1
folder=$(realpath "$folder")
emulator=$folder/emulator/usr/bin/qemu-aarch64

# stoppable LOG COMMAND...: in separate namespaces, which end with it; after 40 minutes, or when
# this script is stopped, it is killed with everything that it started. timeout leads its process
# group.
stoppable() {
    timeout -s KILL 2400 unshare --mount --pid --uts --fork --kill-child "${@:2}" >"$1" 2>&1 \
        </dev/null &
    running=$!
    wait $running
    local status=$?
    running=
    return $status
}
running=
stop() { [ -z "$running" ] || { kill -KILL -- "-$running"; wait "$running"; } 2>/dev/null; }
for signal in INT:130 TERM:143 HUP:129; do
    # shellcheck disable=SC2064 # the status of this signal
    trap "stop; echo 'matrix: stopped' >&2; exit ${signal#*:}" "${signal%:*}"
done

# emulator: get what runs arm64 programs here, once; $why says why it can't. It is Debian 13's:
# Debian 12's needs gigabytes for a program with the address sanitizer.
emulator() {
    local box=$folder/emulator list=$folder/emulator/sources apt
    [ ! -x "$emulator" ] || return 0
    mkdir -p "$box"/{lists,cache/archives}/partial
    echo "deb $mirror trixie main" >"$list"
    apt=(apt-get -o "Dir::Etc::sourcelist=$list" -o Dir::Etc::sourceparts=-
        -o "Dir::State::lists=$box/lists" -o "Dir::Cache=$box/cache" -o APT::Sandbox::User=root)
    (
        cd "$box" && "${apt[@]}" update && "${apt[@]}" download qemu-user &&
            dpkg-deb -x qemu-user_*.deb .
    ) >"$folder/logs/emulator" 2>&1 ||
        { why="no package qemu-user: $(grep -m1 '^[EW]:' "$folder/logs/emulator")"; return 1; }
    rm -rf "$box"/{lists,cache,sources,qemu-user_*.deb}
}

# empty PLATFORM: make its empty machine, once; $why says why it can't.
empty() {
    local suite arch=$(dpkg --print-architecture) base=$folder/$1 log=$folder/logs/$1.debootstrap
    enter=()
    case $1 in
    debian-12*) suite=bookworm ;;
    debian-13*) suite=trixie ;;
    *) why="there is no platform $1"; return 1 ;;
    esac
    case $1:$arch in *-arm64:amd64)
        emulator || return 1
        stoppable "$folder/logs/emulator" "$here/emulated.sh" "$emulator" / true ||
            { why='this kernel has no binfmt_misc for a user namespace (Linux 6.7 has)'; return 1; }
        enter=("$here/emulated.sh" "$emulator")
        ;;
    *-arm64:arm64) ;;
    *-arm64:*) why='the emulator is for x86-64'; return 1 ;;
    esac
    [ ! -e "$base/ready" ] || return 0
    rm -rf "$base" && mkdir -p "$base"
    # Its own mount namespace: debootstrap mounts, and may be stopped. For a foreign machine it
    # works in two stages; the second makes no devices if it believes it is in a container.
    stoppable "$log" debootstrap ${enter:+--foreign --arch=arm64} --variant=minbase \
        --include=gcc,make,git,ca-certificates $suite "$base/root" "$mirror" &&
        { [ ${#enter[@]} = 0 ] ||
            stoppable "$log" "${enter[@]}" "$base/root" \
                /usr/bin/env container=lxc /debootstrap/debootstrap --second-stage; } ||
        { why="debootstrap: $(grep -m1 '^[EW]:' "$log")"; return 1; }
    echo "deb $mirror $suite main" >"$base/root/etc/apt/sources.list"
    apt-config dump 2>/dev/null |
        grep -E '^Acquire::.*[Pp]roxy' >"$base/root/etc/apt/apt.conf.d/99proxy"
    touch "$base/ready"
}

# attempt PLATFORM COMMAND: a row of the table.
attempt() {
    local log=$folder/logs/$1.$2 began=$SECONDS why status
    mkdir -p "$folder/$1/packages/partial" "$folder/$1/space"
    stoppable "$log" "$here/machine.sh" "$folder/$1" "$tree" "$here/$2.command" "${enter[@]}"
    status=$?
    case $status in
    0) why="green, $((SECONDS - began)) s" ;;
    137) why='stopped after 40 minutes' ;;
    *) why="status $status: $(grep -vE '^make(\[[0-9]\])?: ' "$log" | tail -n 1 | tr -d '|' |
        cut -c1-100)" ;;
    esac
    printf '| %s | %s | %s |\n' "$1" "$2" "$why"
    [ $status = 0 ]
}

[ $# -gt 0 ] || set -- debian-12 debian-13 debian-13-arm64
echo '| machine | first command | outcome |'
echo '| --- | --- | --- |'
bad=0
for wanted; do
    platform=${wanted%%:*}
    if ! empty "$platform"; then
        printf '| %s | all | left out: %s |\n' "$platform" "$why"
        continue
    fi
    chosen=("${commands[@]}")
    [ ${#enter[@]} = 0 ] || chosen=("${emulated[@]}")
    for command in "${chosen[@]}"; do
        case $wanted in *:*) [ "${wanted#*:}" = "$command" ] || continue ;; esac
        attempt "$platform" "$command" || bad=$((bad + 1))
    done
done
exit $((bad > 0))
