# What clang knows is asked once it is there: unset variables start as nonsense from the first run on.
make check SRC=solutions CC=clang V=1 >/tmp/said || { tail -n 20 /tmp/said; exit 3; }
grep -E "^[0-9]+ of [0-9]+ points" /tmp/said
grep -q -e '-ftrivial-auto-var-init=pattern' /tmp/said
