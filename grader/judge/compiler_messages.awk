# compiler_messages.awk: what a compiler said about a student's file (gcc or clang), for compile.sh.
#
#   awk -v source=FILE -v what=error -f c_text.awk -f source_errors.awk -f THIS FILE LOG
#       prints the first error:  TEXT <tab> FIX
#   awk -v source=FILE -v what=warning -f c_text.awk -f source_errors.awk -f THIS FILE LOG
#       prints the most telling warning of each section:
#       warning (or remark) <tab> SECTION <tab> TEXT <tab> FIX
#
# A remark is a warning that costs no points if the code is otherwise right. FIX is a sentence for
# a reader who knows C but not this compiler; often it is empty.

# The section of each line, by the marks  /* ---- E2.1 ReLU ---- */
FILENAME == ARGV[1] {
    if (/^\/\* ---- E[0-9.]+ /) {
        end_of_section()
        mark = $3
    }
    match($0, /^[ \t]*/)
    indent = RLENGTH
    match_braces(plain($0), indent)
    section[FNR] = mark
    if (/[\200-\377]/)
        odd[FNR] = substr($0, 1, 1000)
    text_of[FNR] = substr($0, 1, 200)
    if (/^[ \t]*#[ \t]*include[ \t]*"/ && index($0, "\"" own_source() "\""))
        itself = FNR
    if (/^[ \t]*#[ \t]*include[ \t]*"/ && index($0, own_header()))
        has_own = 1
    next
}

!ended {
    end_of_section()
    ended = 1
}

# The header that came with the source, without its folder.
function own_header(    name) {
    name = source
    sub(/.*\//, "", name)
    sub(/c$/, "h", name)
    return name
}

function own_source(    name) {
    name = own_header()
    sub(/h$/, "c", name)
    return name
}

function fix_of(text, notes, code,    line, h, where, own, name) {
    line = index(text, source ":") == 1 ? substr(text, length(source) + 2) + 0 : 0
    name = what == "error" ? sentence_of_source(line, text) : odd_character(line, text)
    if (name)
        return name
    name = what == "error" ? define_sentence(line, text, notes) : ""
    if (name)
        return name
    if (text_of[line] ~ /(^|[^A-Za-z_])for *\([^;)]*,[^;)]*,[^;)]*\)/ &&
        text ~ /expected|redefinition/)
        return "The three parts of a for are separated by ;, as in: for (i = 0; i < n; i++)."
    h = header(notes)
    if (text ~ /undeclared.*NAN|NAN.*undeclared|identifier 'NAN'|INFINITY/)
        h = "<math.h>"
    where = match(notes, /[^ ]+\.h:[0-9]+/) ? substr(notes, RSTART, RLENGTH) : ""
    if (code ~ /&(lt|gt|amp|quot);/)
        return "&lt; and the like are how a web page writes <, >, & and quotes: type those."
    if (text_of[line] ~ /^[ \t]*```/)
        return "``` belongs to a web page, not to C: delete the line."
    if (!has_own && text ~ /unknown type name 'size_t'/)
        return "Put #include \"" own_header() "\" back at the top of the file."
    if (text ~ /conflict marker/ || code ~ /(<<<<<<<|>>>>>>>|=======)/)
        return "A merge conflict: keep the right one of the two parts, and delete the lines " \
            "<<<<<<<, ======= and >>>>>>>."
    if (text ~ /dict_options|incomplete type|dict_learn/ &&
        text ~ /incomplete|undeclared|implicit|storage size/)
        return "Put #include \"learning/dict_learn.h\" at the top of the file."
    if (text ~ /least_squares|SB_OK/ && text ~ /undeclared|implicit/)
        return "Put #include \"linalg.h\" at the top of the file."
    if (text ~ /'TODO'( undeclared|$| \[)|function 'TODO'/ && text ~ /undeclared|implicit/)
        return "Put #include \"todo.h\" at the top of the file, as in the original file."
    if (text ~ /absolute-value/)
        return "abs() is for int and drops the fraction; fabs() is for double."
    if (text ~ /'l?abs'/ && text ~ /implicit|undeclared/)
        return "abs() is for int; fabs() is for double. " \
            "Put #include <math.h> at the top of the file."
    if (h != "" && text ~ /declar|unknown type name/)
        return "Put #include " h " at the top of the file."
    if (text ~ /undeclared identifier '(bool|true|false)'/)
        return "Put #include <stdbool.h> at the top of the file."
    if (text ~ /undeclared identifier 'u?int[0-9]+_t'/)
        return "Put #include <stdint.h> at the top of the file."
    if (text ~ /-Wempty-body/)
        return "Is the ; behind the ) meant? Without a body, that line does nothing."
    if (text ~ /function definition is not allowed here/)
        return "A function cannot be inside another one: move this one above."
    if (text ~ /M_PI/)
        return "M_PI is not part of standard C; acos(-1.0) is the same number."
    if (text ~ /expected declaration or statement at end of input|expected '}'/)
        return "A brace { above was opened and not closed."
    if (text ~ /expected identifier or '\(' before '}'|extraneous closing brace/)
        return "There is one closing brace } too many."
    if (text ~ /expected (',' or )?';'/)
        return "Does the statement before this point end with a semicolon?"
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
    name = own_header()
    if (text ~ /No such file|file not found/ && index(text, name))
        return "It came with the chapter: git restore " own " brings it back."
    if (text ~ /\.h: No such file|'[^']*\.h' file not found/)
        return "Is the header's name spelled right? It cannot be one of your own: only " \
            own_source() " is handed in."
    if (text ~ /uninitialized/)
        return "A local variable holds garbage until it gets a value."
    if (text ~ /unsigned expression.*>= 0.*always true/)
        return "A size_t is never below 0: count down by for (size_t j = n; j-- > 0; )."
    if (text ~ /'return' with a value|should not return a value/)
        return "A void function returns nothing: write return; alone."
    if (text ~ /'return' with no value|should return a value/)
        return "It has to return a value."
    if (text ~ /assignment used as truth value|result of an assignment as a condition/)
        return "= gives a value, == compares two."
    if (text ~ /-Wshadow/)
        return "The inner one hides the outer one: give it another name."
    if (text ~ /redeclared as different kind|redefinition of/) {
        match(text, /'[^']*'/)
        name = substr(text, RSTART + 1, RLENGTH - 2)
        if (text_of[line] !~ "(^|[^A-Za-z_0-9])" name " *\\(")
            return name " is there already, perhaps as an argument: give this one another name."
        return name " is there twice" earlier(notes) ": delete one of the two."
    }
    if (text ~ /static declaration of .* follows non-static/)
        return "Delete the word static: the judge calls this function from outside."
    if (text ~ /\.c: No such file|'[^']*\.c' file not found/)
        return "A chapter is judged by itself: include no .c file, and write here what you need."
    if (text ~ /include.* nested (depth|too deeply)/)
        return "The file includes itself: delete that line."
    if (text ~ /unterminated (conditional|#)/)
        return "An #if has no #endif."
    if (text ~ /missing terminating/)
        return "Quoted text must end on the line where it begins: type the missing quote."
    if (text ~ /return-local-addr|return-stack-address/)
        return "A local variable is gone when its function returns: let the caller pass one in."
    if (text ~ /sizeof-pointer/)
        return "An array passed to a function is a pointer: its length is another argument."
    if (text ~ /use-after-free/)
        return "Memory is gone once it has been given to free(): free it last."
    if (text ~ /-Wformat/)
        return "printf wants %zu for a size_t, %g for a double, %d for an int."
    if (text ~ /expected '\)'/)
        return "Is there a ( without its ) before this point?"
    if (text ~ /control reaches end|does not return a value/)
        return "It can reach its end without a return."
    if (text ~ /-Wsign-compare/)
        return "Sizes have the type size_t; declare size_t i and this remark goes away."
    if (text ~ /implicit declaration|undeclared function/)
        return "Is the name right? A function must come before the line that first calls it."
    if (unknown_name(line, text) && text !~ /did you mean/)
        return unknown_name(line, text)
    if (text ~ /undeclared|use of undeclared identifier/ && text !~ /did you mean/)
        return "A variable gets a type where it first comes up, as in: size_t i = 0;"
    return ""
}

# The line of an earlier definition, as the compiler's notes have it.
function earlier(notes,    at) {
    at = index(notes, source ":")
    if (!at || notes !~ /previous definition/)
        return ""
    return ", first in line " (substr(notes, at + length(source) + 1) + 0)
}

# Which warning explains most: the one with the lowest number is reported.
function rank(text) {
    if (text ~ /uninitialized|return-type|absolute-value|incompatible-pointer|int-conversion/ ||
        text ~ /recursion|type-limits|return-local-addr|return-stack-address|shadows a parameter/ ||
        text ~ /Wformat|[^-]assignment.*Wparentheses/)
        return 1
    return text ~ /-Wunused-(parameter|variable|but|function)/ ? 3 : text ~ /-Wsign-compare/ ? 4 : 2
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
# Limit the length: a name in a message can be as long as the file. The assembler writes Error.
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
