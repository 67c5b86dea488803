# compiler_messages.awk: what a compiler said about a student's file (gcc or clang), for compile.sh.
#
#   awk -v source=FILE -v what=error -f compiler_messages.awk FILE LOG
#       prints the first error:  TEXT <tab> FIX
#   awk -v source=FILE -v what=warning -f compiler_messages.awk FILE LOG
#       prints the most telling warning of each section:
#       warning (or remark) <tab> SECTION <tab> TEXT <tab> FIX
#
# A remark is a warning that costs no points if the code is otherwise right. FIX is a sentence for
# a reader who knows C but not this compiler; often it is empty.

# The section of each line, by the marks  /* ---- E2.1 ReLU ---- */
FILENAME == ARGV[1] {
    if (/^\/\* ---- E[0-9.]+ /)
        mark = $3
    section[FNR] = mark
    next
}

function header(line) { # the header that a note names
    return match(line, /<[a-z]+\.h>/) ? substr(line, RSTART, RLENGTH) : ""
}

function fix_of(text, notes, code,    h, where, own, name) {
    h = header(notes)
    if (text ~ /undeclared.*NAN|NAN.*undeclared|identifier 'NAN'|INFINITY/)
        h = "<math.h>"
    where = match(notes, /[^ ]+\.h:[0-9]+/) ? substr(notes, RSTART, RLENGTH) : ""
    if (text ~ /stray '.37[67]' /)
        return "Is the file saved as UTF-16? Save it as UTF-8."
    if (text ~ /stray '.*[\\3]|unexpected character <U|non-ASCII/ && text !~ /null/)
        return "A character here is not one of C's, such as a dash, a quote or a hard space " \
            "pasted from a page. Type it again."
    if (text ~ /null character|source file is not valid UTF-8|UTF-16/)
        return "Is the file saved as UTF-16? Save it as UTF-8."
    if (text ~ /conflict marker/ || code ~ /(<<<<<<<|>>>>>>>|=======)/)
        return "A merge conflict: keep the right one of the two parts, and delete the lines " \
            "<<<<<<<, ======= and >>>>>>>."
    if (text ~ /dict_options|incomplete type|dict_learn/ &&
        text ~ /incomplete|undeclared|implicit|storage size/)
        return "Put #include \"learning/dict_learn.h\" at the top of the file."
    if (text ~ /least_squares|SB_OK/ && text ~ /undeclared|implicit/)
        return "Put #include \"linalg.h\" at the top of the file."
    if (text ~ /TODO/ && text ~ /undeclared|implicit/)
        return "Put #include \"todo.h\" at the top of the file, as in the original file."
    if (text ~ /absolute-value/)
        return "abs() is for int and drops the fraction; fabs() is for double."
    if (text ~ /'l?abs'/ && text ~ /implicit|undeclared/)
        return "abs() is for int; fabs() is for double. " \
            "Put #include <math.h> at the top of the file."
    if (h != "" && text ~ /declar|unknown type name/)
        return "Put #include " h " at the top of the file."
    if (text ~ /M_PI/)
        return "M_PI is not part of standard C; acos(-1.0) is the same number."
    if (text ~ /expected declaration or statement at end of input|expected '}'/)
        return "A brace { above was opened and not closed."
    if (text ~ /expected identifier or '\(' before '}'|extraneous closing brace/)
        return "There is one closing brace } too many."
    if (text ~ /expected (',' or )?';'/)
        return "Does the statement before this place end with a semicolon?"
    if (text ~ /read-only/)
        return "An input (const) can be read, not changed. To compare, write ==."
    if (text ~ /binary \^/ || (text ~ /to binary expression/ && code ~ /\^/))
        return "In C, ^ does not raise to a power: write d * d, or pow(d, 2)."
    if (text ~ /subscripted value is (neither|not an array)/)
        return "The arrays are flat: row i, column j of a matrix with m columns is D[i * m + j]."
    if (text ~ /conflicting types for/)
        return "Its first line must stay as it is in " (where ? where : "the header") "."
    if (text ~ /too (few|many) arguments/)
        return where ? "Its arguments and their order are in " where "." : ""
    if (text ~ /incompatible-pointer-types|int-conversion/)
        return where ? "Its arguments and their order are in " where "." : ""
    if (text ~ /void value not ignored|incompatible type 'void'/)
        return "That function returns nothing: it fills in the array that it is given."
    own = source
    sub(/c$/, "h", own)
    name = own
    sub(/.*\//, "", name)
    if (text ~ /No such file|file not found/ && index(text, name))
        return "It came with the chapter: git restore " own " brings it back."
    if (text ~ /\.h: No such file|'[^']*\.h' file not found/)
        return "Is the header's name spelled right?"
    if (text ~ /uninitialized/)
        return "A local variable holds garbage until it gets a value."
    if (text ~ /-Wreturn-type/)
        return "It can reach its end without a return."
    if (text ~ /-Wsign-compare/)
        return "Sizes have the type size_t; declare size_t i and this remark goes away."
    return ""
}

# Which warning explains most: the one with the lowest number is reported.
function rank(text) {
    return text ~ /uninitialized|return-type|absolute-value|incompatible-pointer/ ? 1 \
         : text ~ /int-conversion|recursion|type-limits/ ? 1 \
         : text ~ /-Wunused-(parameter|variable|but|function)/ ? 3 : text ~ /-Wsign-compare/ ? 4 : 2
}

function end_of_message(    s) {
    if (message != "" && what == "error" && !told) {
        print message "\t" fix_of(message, notes, code)
        told = 1
    } else if (message != "" && what == "warning") {
        s = "-"
        if (index(message, source ":") == 1)
            s = section[substr(message, length(source) + 2) + 0]
        s = s == "" ? "-" : s
        if (!(s in best) || rank(message) < best[s]) {
            best[s] = rank(message)
            line[s] = (best[s] == 4 ? "remark" : "warning") "\t" s "\t" message "\t" \
                fix_of(message, notes, code)
            if (!(s in seen))
                order[++count] = s
            seen[s] = 1
        }
    }
    message = notes = code = ""
}

/: (fatal )?[Ee]rror: |: warning: / { end_of_message() }
# A name in a message can be as long as the file. The assembler writes Error.
what == "error" ? / [Ee]rror: / : / warning: / { message = substr($0, 1, 400); next }
# A file can ask for millions of notes.
/ note: / && length(notes) < 4096 { notes = notes " " substr($0, 1, 1024) }
message != "" && code == "" { code = substr($0, 1, 400) } # the line of the source below a message
FNR == 1 { first = substr($0, 1, 400) }

END {
    end_of_message()
    if (what == "error" && !told && first != "")
        print first "\t"
    for (i = 1; i <= count; i++)
        print line[order[i]]
}
