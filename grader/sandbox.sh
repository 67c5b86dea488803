# sandbox.sh: sourced; sandbox=(bwrap ...) shows a program what any program needs and
# nothing else: no home, no /etc/passwd, no network.
# shellcheck disable=SC2034 # used where this is sourced
sandbox=(bwrap --unshare-all --die-with-parent --new-session --clearenv
    --setenv PATH /usr/bin:/bin --setenv LC_ALL C --setenv OPENBLAS_NUM_THREADS 1
    --ro-bind /usr /usr --proc /proc --dev /dev --tmpfs /tmp
    --ro-bind-try /etc/alternatives /etc/alternatives --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache)
for d in /bin /sbin /lib /lib64; do
    # Mostly links, to folders of the same name in /usr.
    if [ -L $d ] && [ $d -ef /usr$d ]; then sandbox+=(--symlink usr$d $d); elif [ -d $d ]; then sandbox+=(--ro-bind $d $d); fi
done
