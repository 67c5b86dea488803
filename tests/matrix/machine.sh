#!/bin/bash
# machine.sh PLATFORM TREE COMMAND [ENTER...]: started by matrix.sh in namespaces of its own. Makes
# a fresh copy of the empty machine in PLATFORM/root, clones TREE there, runs the file COMMAND in
# the clone. ENTER is how to start a program in the root of a foreign machine (emulated.sh).
set -eu
platform=$1 tree=$2 command=$3
shift 3
mount --make-rprivate /
# Everything written goes to memory, and disappears with the namespace. Only in it is anything
# mounted on PLATFORM/space, which is an empty folder for everybody else.
space=$platform/space
mount -t tmpfs -o size=80%,mode=755 tmpfs "$space"
mkdir "$space"/{upper,work,root}
mount -t overlay -o "lowerdir=$platform/root,upperdir=$space/upper,workdir=$space/work" overlay \
    "$space/root"
root=$space/root
mkdir -p "$root"/{tree,old,dev,proc,sys}
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in null zero full random urandom tty; do
    touch "$root/dev/$node"
    mount --bind "/dev/$node" "$root/dev/$node"
done
mkdir -p "$root"/dev/{pts,shm}
chmod 1777 "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for stream in stdin:0 stdout:1 stderr:2; do
    ln -s "/proc/self/fd/${stream#*:}" "$root/dev/${stream%:*}"
done
# Packages are fetched once for all commands.
mount --bind "$platform/packages" "$root/var/cache/apt/archives"
mount --bind "$tree" "$root/tree"
cp "$command" "$root/command"
cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || :
hostname empty
echo '127.0.1.1 empty' >>"$root/etc/hosts"
start=(/usr/bin/env -i "HOME=$HOME" TERM=xterm PATH=/usr/sbin:/usr/bin:/sbin:/bin
    ${http_proxy:+"http_proxy=$http_proxy"} ${1:+SB_COMPILE_SECONDS=100} bash -euc
    'git config --global --add safe.directory "*"; cd; git clone -q /tree sparsebook
        cd sparsebook; . /command')
[ $# = 0 ] || exec "$@" "$root" "${start[@]}"
cd "$root"
pivot_root . old
umount -l /old
exec "${start[@]}"
