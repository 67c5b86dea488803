# Of a stub there is no call to repeat; of a wrong answer there is, in gdb or without.
relu=chapters/02_thresholding/thresholding.c
said=$(make debug EX=ReLU WITH=run 2>&1) && exit 3
grep -F 'make check EX=ReLU says which' <<<"$said"
awk '/TODO/ { print "    for (size_t j = 0; j < n; j++)\n        thres_x[j] = x[j];" } 1' $relu >/tmp/wrong.c
grep -v TODO /tmp/wrong.c >$relu
touch -d '1 second' $relu
make debug EX=ReLU WITH=run
make debug EX=ReLU </dev/null >/tmp/gdb 2>&1 || { cat /tmp/gdb; exit 3; }
grep -E 'Breakpoint 1(\.1)?, ReLU ' /tmp/gdb
