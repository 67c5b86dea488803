#!/bin/bash
# emulated.sh EMULATOR ROOT COMMAND...: run COMMAND in ROOT, an arm64 Debian, on another processor.
# EMULATOR runs its programs: this is registered in a separate user namespace, which needs Linux
# 6.7. The host's binfmt_misc stays unchanged. Started in new mount and process namespaces.
set -eu
# How an arm64 program begins, and which of these bits count.
magic='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00'
mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
export FORMAT=":arm64:M::$magic:$mask:$1:OCF"
inside='mount -t binfmt_misc none /proc/sys/fs/binfmt_misc || exit 1
    printf %s "$FORMAT" >/proc/sys/fs/binfmt_misc/register
    cd "$0" && unset FORMAT && exec chroot . "$@"'
mount -t proc proc /proc
mount -t proc proc "$2/proc"
# The namespace's users are mapped from outside; until then the shell in it waits for a line.
exec 4<> <(:)
unshare --user sh -c 'read go <&4; exec setpriv --reuid 0 --regid 0 --clear-groups \
    unshare --mount sh -c "$@" 4<&-' sh "$inside" "${@:2}" &
waiting=$!
until [ "$(readlink /proc/$waiting/ns/user)" != "$(readlink /proc/self/ns/user)" ]; do
    kill -0 $waiting
done
echo '0 0 65536' >/proc/$waiting/uid_map
echo '0 0 65536' >/proc/$waiting/gid_map
echo go >&4
wait $waiting
