# A write and a read past the end are told apart, on every processor.
relu=chapters/02_thresholding/thresholding.c
cp $relu /tmp/stub.c
told() { # told STATEMENT SENTENCE: what make check says of a ReLU with that loop
    awk -v "line=for (size_t j = 0; j <= n; j++) $1" '/TODO/ { print line; next } 1' /tmp/stub.c >$relu
    make check CH=02 >/tmp/said && exit 3
    grep -F -m 1 "$2 past the end of" /tmp/said || { cat /tmp/said; exit 3; }
}
told 'thres_x[j] = x[0] > theta;' 'it wrote'
told 'thres_x[j < n ? j : 0] = x[j] > theta;' 'it read'
