# slips.awk: slips that a student's file shows to the eye, for compile.sh.
#
#   awk -F'\t' -v directory=02_thresholding -f slips.awk FUNCTIONS.tsv FILE
#
# prints a line for each section with one:  WHAT <tab> SECTION <tab> TEXT <tab>  where WHAT is
#   todo   a TODO stands there still, though there is code: the judge hears nothing else
#   slip   an array that the function was handed is replaced, or given back to the system
# It reads C roughly, without comments and texts in quotes; what it is not sure of it leaves alone.

# The line without comments and without what stands in quotes.
function plain(line,    out) {
    out = ""
    while (line != "") {
        if (inside) {
            if (!match(line, /\*\//)) return out
            line = substr(line, RSTART + 2)
            inside = 0
        } else if (match(line, /\/\*|\/\/|"([^"\\]|\\.)*"|'([^'\\]|\\.)*'/)) {
            out = out substr(line, 1, RSTART - 1) " "
            if (substr(line, RSTART, 2) == "//") return out
            inside = substr(line, RSTART, 2) == "/*"
            line = substr(line, RSTART + RLENGTH)
        } else {
            return out line
        }
    }
    return out
}

function count(text, what) { return gsub(what, "", text) }

# What a stub's body may have beside its TODO: braces, and (void)x;
function is_code(text) {
    gsub(/\(void\) *[A-Za-z_0-9]*|[][{}();, \t\r]/, "", text)
    return text != ""
}

function begin_function(name) {
    here = name
    body = todo = code = wrapped = 0
}

function end_function(    e) {
    e = exercise[here]
    if (todo && code && !(e in left))
        left[e] = here " has code, but the line TODO(..) in line " todo " stands there still: " \
            "delete it when you are done"
    if (todo && !code && !(e in open_function)) {
        open_function[e] = here
        open_line[e] = todo
    }
    if (!todo && code && !(e in written))
        written[e] = here
    here = ""
}

# An argument that is an array gets a new value, or is freed.
function look_at_arguments(text,    n, names, i, name) {
    n = split(arrays[here], names, " ")
    for (i = 1; i <= n; i++) {
        name = names[i]
        if (text ~ "(^|[^A-Za-z_0-9.>*])" name " *= *(\\([^()]*\\) *)?(malloc|calloc|realloc) *\\(")
            slip(name " = ..alloc(..) in line " FNR " turns your copy of the pointer away from " \
                 "the caller's array, which is never written: fill the array that you are handed")
        else if (text ~ "(^|[^A-Za-z_0-9])free *\\( *(\\([^()]*\\) *)?" name " *\\)")
            slip("free(" name ") in line " FNR ": " name " belongs to the caller, who goes on " \
                 "using it; delete that line")
    }
}

function slip(text) {
    if (!(exercise[here] in slips))
        slips[exercise[here]] = text
}

FNR == 1 { file++ }

file == 1 {
    if ($3 == directory) {
        exercise[$1] = $2
        if (!($2 in seen)) order[++sections] = $2
        seen[$2] = 1
        for (i = 6; i <= NF; i++)
            if ($i ~ /^(in|out|inout|insize|outsize|work|worksize) /) {
                name = $i
                sub(/^[a-z]+ /, "", name)
                sub(/\[.*/, "", name)
                arrays[$1] = arrays[$1] " " name
            }
    }
    next
}

FNR > 4000 || length($0) > 1000 { next } # no exercise is as long; a file made to tire us is

{
    if (!inside && match($0, /^\/\* ---- E[0-9.]+ [A-Za-z_0-9]+/)) {
        split(substr($0, 1, RLENGTH), words, " ")
        number[words[4]] = words[3]
    }
    text = plain($0)
    if (depth == 0 && !here)
        for (name in exercise)
            if (text ~ "^[a-z][A-Za-z_0-9 *]*[ *]" name " *\\(" && text !~ /;/)
                begin_function(name)
    if (here) {
        at = index(text, "{")
        inner = body ? text : at ? substr(text, at + 1) : ""
        body = body || at
        if (wrapped) # further lines of a TODO's arguments
            wrapped = !sub(/^[^;]*;/, "", inner)
        if (wrapped)
            inner = ""
        if (match(inner, /(^|[^A-Za-z_0-9])TODO *\(/)) {
            todo = FNR
            wrapped = index(substr(inner, RSTART), ";") == 0
            sub(/(return *)?(\([a-z_A-Z ]*\) *)?TODO *\([^;]*;?/, "", inner)
        }
        if (is_code(inner)) code = 1
        look_at_arguments(text)
    }
    depth += count(text, "{") - count(text, "}")
    if (depth < 0) depth = 0
    if (here && body && depth == 0) end_function()
}

END {
    for (i = 1; i <= sections; i++) {
        e = order[i]
        if (!(e in number)) continue
        if (e in left)
            print "todo\t" number[e] "\t" left[e] "\t"
        else if ((e in open_function) && (e in written))
            print "todo\t" number[e] "\t" written[e] " is written; " open_function[e] " (line " \
                open_line[e] ") is a TODO still\t"
        if (e in slips)
            print "slip\t" number[e] "\t" slips[e] "\t"
    }
}
