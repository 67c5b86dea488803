#!/bin/bash
# Every allocation in the library fails in turn, in every function that allocates: the status says
# so, nothing is leaked, and the next call works. The last test finds lines of lib/ that allocate
# and that no call here has reached.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
program=$B/tests/lib/alloc/test
if [ "$(uname -s)" != Linux ]; then
    echo 'ok the allocations are left out: this linker cannot replace functions'
    exit 0
fi

mkdir "$work/bin" "$work/frames" "$work/plots"
cat >"$work/bin/ffmpeg" <<'CODE'
#!/bin/sh
printf 'YUV4MPEG2 W4 H3 F1:1 Cmono\nFRAME\nabcdefghijklFRAME\nabcdefghijkl'
CODE
cat >"$work/bin/gnuplot" <<'CODE'
#!/bin/sh
cat >/dev/null
echo 'IEND </svg>'
CODE
cat >"$work/bin/fc-list" <<'CODE'
#!/bin/sh
echo '20-7e a0-377 25a1'
CODE
chmod +x "$work"/bin/*
for i in 1 2 3; do printf 'P5\n3 2\n255\nabcdef' >"$work/frames/f$i.pgm"; done
PATH=$work/bin:$PATH FRAMES=$work/frames PLOTS=$work/plots "$program" "$work/sites" || status=1

# The line of a call is that of the address just before its return address.
addr2line -e "$program" <"$work/sites" | sed 's|.*/lib/|lib/|; s| (discriminator.*||' |
    sort -u >"$work/failed"
allocates='malloc|calloc|realloc|aligned_alloc|strdup|fopen|fopencookie|fdopen|tmpfile'
allocates+='|open_memstream|opendir'
allocates+='|posix_spawnp|posix_spawn_file_actions_add[a-z0-9]+|pthread_create'
allocates+='|kiss_fftnd_alloc|LAPACKE_dgelsy|LAPACKE_dsyevr'
grep -nE "\b($allocates)\(" lib/*.c lib/*.h lib/*/*.[ch] |
    grep -vE '^[^:]*:[0-9]+:( \*|#define)' | cut -d: -f1,2 |
    sort -u >"$work/lines"
missed=$(comm -13 "$work/failed" "$work/lines" | tr '\n' ' ')
if [ -s "$work/lines" ] && [ -z "$missed" ]; then
    echo 'ok every line of the library that allocates has failed'
    echo "# $(wc -l <"$work/lines") lines of the library allocate, and each has failed"
else
    echo "not ok every line of the library that allocates has failed: not those at $missed"
    status=1
fi
exit "${status:-0}"
