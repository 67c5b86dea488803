#!/bin/bash
# The judge on kernels with pages of 16 and 64 KiB, as on some arm64 machines: its programs are
# linked with big_pages/big_pages.c, which refuses what such a kernel refuses. The reference has
# full marks, and a write past the end of an output is found and named.
# Takes long.
# Broken once to see this fail: wire_page() that is 4096.
. tests/support/ok_lines.bash
into_built_copy
relu=chapters/02_thresholding/thresholding.c
run() { out=$(${MAKE:-make} check "$@" 2>&1); status=$?; }
# Given with the libraries, because changed LDFLAGS would make make recompile everything.
libraries=$(${MAKE:-make} --eval 'libraries:; @echo $(LIBS)' libraries)
of_worker=$(${MAKE:-make} --eval 'libraries:; @echo $(WORKER_LIBS)' libraries)
wraps=$(printf -- '-Wl,--wrap=%s ' mmap munmap mprotect sysconf)
solve $relu
sed -i 's|thres_x\[j\] =|thres_x[j + 1] =|' $relu

for kilobytes in 16 64; do
    page=$((kilobytes * 1024)) object=$PWD/build/pages.$kilobytes.o
    ${CC:-cc} -std=c11 -D_DEFAULT_SOURCE -DPAGE=$page -fPIC -c -o "$object" \
        tests/judge/big_pages/big_pages.c
    report $? "$kilobytes KiB: the pages compile"
    # The programs that map memory, and what they said.
    rm -rf build/judge/{worker,worker-kit} build/judge/*/test build/judge/*/{chapters,solutions}
    run SRC=solutions LIBS="$libraries $wraps$object" WORKER_LIBS="$of_worker $wraps$object"
    says "$kilobytes KiB: the reference has full marks" 0 '^100 of 100 points'
    for program in worker worker-kit 02_thresholding/test; do
        nm "build/judge/$program" | grep -q ' T __wrap_mmap$'
        report $? "$kilobytes KiB: $program has those pages"
    done
    run EX=ReLU LIBS="$libraries $wraps$object" WORKER_LIBS="$of_worker $wraps$object"
    says "$kilobytes KiB: a write past the end is named" 1 'wrote past the end of thres_x'
done
[ "$bad" -eq 0 ]
