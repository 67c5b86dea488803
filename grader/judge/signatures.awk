# signatures.awk: makes C from signatures.txt.
#   -v side=proxy    the functions the tests call
#   -v side=worker   the dispatch to the student's functions
#   -v headers="..." the chapters' headers
BEGIN {
    FS = " *[|=] *"
    ctype["void"] = "void"; ctype["size"] = "size_t"; ctype["real"] = "double"; ctype["int"] = "int"
    pointer["in"] = "const double *"; pointer["insize"] = "const size_t *"
    pointer["out"] = "double *"; pointer["outsize"] = "size_t *"; pointer["inout"] = "double *"
    pointer["work"] = "double *"; pointer["worksize"] = "size_t *"
    print "/* Made from grader/judge/signatures.txt. */"
    print "#include \"judge/" side ".h\""
    if (side == "proxy") print "#include \"judge/shrink.h\""
    count = split(headers, header, " ")
    for (i = 1; i <= count; i++)
        print "#include \"" header[i] "\""
}
/^#/ || /^$/ { next }
{ functions[++total] = $1; if (side == "proxy") { proxy(); lengths() } else worker() }

# kind, name and length of argument `text`, into the variables of that name
function take(text,   p) {
    p = index(text, " ")
    kind = substr(text, 1, p - 1)
    name = substr(text, p + 1)
    len = ""
    if (kind in pointer) {
        p = index(name, "[")
        len = substr(name, p + 1, length(name) - p - 1)
        name = substr(name, 1, p - 1)
    }
}

function prototype(   i, list) {
    for (i = 3; i <= NF; i++) {
        take($i)
        list = list (i > 3 ? ", " : "") (kind in pointer ? pointer[kind] : ctype[kind] " ") name
    }
    return list ? list : "void"
}

function proxy(   i) {
    printf "\n%s %s(%s)\n{\n", ctype[$2], $1, prototype()
    printf "    struct call call = {.function = %d, .name = \"%s\"};\n", total - 1, $1
    for (i = 3; i <= NF; i++) {
        take($i)
        if (kind in pointer)
            printf "    call_array(&call, ARG_%s, \"%s\", (void *)(uintptr_t)%s, %s);\n", \
                   toupper(kind == "worksize" ? "work" : kind), name, name, len
        else
            printf "    call_%s(&call, \"%s\", %s);\n", kind, name, name
    }
    print "    call_remote(&call);"
    if ($2 == "size") print "    return (size_t)call.returned_size;"
    if ($2 == "int") print "    return (int)(long)call.returned_size;"
    if ($2 == "real") print "    return call.returned_real;"
    print "}"
}

# The length of each array, from sizes and input arrays that a smaller call has.
function lengths(   i, body) {
    printf "\nstatic size_t length_%s(const struct call *call, void *const in[CALL_ARGS], size_t arg)\n{\n", $1
    print "    (void)call, (void)in;"
    for (i = 3; i <= NF; i++) {
        take($i)
        if (kind == "size") printf "    const size_t %s = call->args[%d].size;\n    (void)%s;\n", name, i - 3, name
        if (kind == "insize") printf "    const size_t *%s = in[%d];\n    (void)%s;\n", name, i - 3, name
        if (kind in pointer) body = body "    case " i - 3 ": return " len ";\n"
    }
    print "    switch (arg) {\n" body "    default: return 0;\n    }\n}"
}

function worker(   i, list) {
    for (i = 3; i <= NF; i++) {
        take($i)
        list = list (i > 3 ? ", " : "") \
             (kind in pointer ? "(" pointer[kind] ")" : kind == "size" ? "(size_t)" : "") \
             "call->args[" i - 3 "]." (kind in pointer ? "at" : kind)
    }
    printf "static void call_%s(struct call *call)\n{\n", $1
    printf "    __typeof__(%s) *function = (__typeof__(%s) *)worker_find(call->symbol);\n", $1, $1
    if ($2 == "void") print "    function(" list ");"
    if ($2 == "size") print "    call->returned_size = function(" list ");"
    if ($2 == "int") print "    call->returned_size = (uint64_t)(int64_t)function(" list ");"
    if ($2 == "real") print "    call->returned_real = function(" list ");"
    print "}\n"
}

END {
    if (side == "proxy") {
        print "\nsize_t call_length(const struct call *call, void *const in[CALL_ARGS], size_t arg)\n{"
        print "    switch (call->function) {"
        for (i = 1; i <= total; i++) printf "    case %d: return length_%s(call, in, arg);\n", i - 1, functions[i]
        print "    default: return 0;\n    }\n}"
        exit
    }
    print "void (*const worker_calls[])(struct call *call) = {"
    for (i = 1; i <= total; i++) print "    call_" functions[i] ","
    print "};"
    printf "const size_t worker_call_count = %d;\n", total
}
