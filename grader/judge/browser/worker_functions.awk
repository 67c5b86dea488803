# worker_functions.awk: the functions of a judged instance by name (worker_functions.h), in C.
#
#   awk -F'\t' -v chapter=02_thresholding -v topic=thresholding -f worker_functions.awk \
#       FUNCTIONS.tsv [MISTAKES.tsv]
#
# Without MISTAKES.tsv, for the student's file: what it does not have is NULL.
BEGIN { print "#include \"" topic ".h\"\n#include \"worker_functions.h\"" }

FILENAME == ARGV[1] && $3 == chapter { add($1, $1) }
FILENAME != ARGV[1] { add($1 "__" $2, $1) }

function add(name, prototype) {
    if (name != prototype)
        print "extern __typeof__(" prototype ") " name ";"
    names[++count] = name
}

END {
    for (i = 1; i <= count && ARGC < 3; i++)
        print "#pragma weak " names[i]
    print "const struct worker_function worker_functions[] = {"
    for (i = 1; i <= count; i++)
        print "    {\"" names[i] "\", (void (*)(void))" names[i] "},"
    print "};\nconst size_t worker_function_count = " count ";"
}
