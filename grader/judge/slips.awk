# slips.awk: slips that a student's file shows to the eye, for compile.sh.
#
#   awk -F'\t' -v directory=02_thresholding -f c_text.awk -f slips.awk FUNCTIONS.tsv FILE
#
# prints a line for each section with one:  WHAT <tab> SECTION <tab> TEXT <tab>  where WHAT is
#   todo   a TODO is still there, though there is code: the judge hears nothing else
#   slip   an array that the function was handed is replaced, or given back to the system; a call
#          that no exercise needs: it reads the keyboard, ends the program, waits
#   name   an exercise's function is missing, and another one has almost its name
# It reads C roughly, without comments and texts in quotes; what it is not sure of it leaves alone.

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
        left[e] = here " has code, but the line TODO(..) in line " todo " is still there: " \
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
        else if ((arrays_out[here] ~ " " name " ") && text ~ "(^|[;{}] *)" name " *= *[^=]" &&
                 text !~ "(^|[;{}] *)" name " *=[^;]*[^A-Za-z_0-9]" name "[^A-Za-z_0-9]")
            slip(name " = .. in line " FNR " turns your copy of the pointer away from the " \
                 "caller's array, which sees nothing of what you write after that: write to " \
                 name "[..]")
    }
}

# Calls that no exercise needs, and that go wrong here.
function look_at_calls(text,    i, name) {
    for (i = 1; i in calls; i++)
        if (!(calls[i] in defined) && text ~ "(^|[^A-Za-z_0-9.>])" calls[i] " *\\(" &&
            text !~ "[a-z] +[*]*" calls[i] " *\\([^;]*\\) *;?$") {
            name = calls[i] "(..) in line " FNR
            e_slip(section_of[mark], name " " why_not[calls[i]])
            return
        }
}

BEGIN {
    keyboard = "waits for the keyboard, which nobody has here: all that the function needs are " \
        "its arguments"
    ends = "ends the whole program: to leave a function, write return"
    files = "opens a file: all that the function needs are its arguments"
    starts = "starts another program, which no exercise needs"
    waits = "waits, and the judge does not: delete it"
    split("scanf getchar fgets gets getline fopen open exit _exit abort system popen fork sleep " \
        "usleep nanosleep", calls, " ")
    why_not["scanf"] = why_not["getchar"] = why_not["fgets"] = why_not["gets"] = keyboard
    why_not["getline"] = keyboard
    why_not["fopen"] = why_not["open"] = files
    why_not["exit"] = why_not["_exit"] = why_not["abort"] = ends
    why_not["system"] = why_not["popen"] = why_not["fork"] = starts
    why_not["sleep"] = why_not["usleep"] = why_not["nanosleep"] = waits
}

# Is b almost a?
function almost(a, b,    x, y) {
    x = tolower(a)
    y = tolower(b)
    gsub(/_/, "", x)
    gsub(/_/, "", y)
    return x == y || (length(x) > 3 && (index(y, x) == 1 || index(x, y) == 1) && length(y) > 2)
}

# A variable of another file, of which there is none. Returns its name.
function promised_name(text,    words, n) {
    if (text !~ /^[ \t]*extern[ \t][^()]*;/)
        return ""
    sub(/[][0-9 \t]*;.*/, "", text)
    n = split(text, words, /[ \t*]+/)
    return words[n]
}

function slip(text) { e_slip(exercise[here], text) }

function e_slip(e, text) {
    if (e != "" && !(e in slips))
        slips[e] = text
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
                if ($i ~ /^(out|outsize) /)
                    arrays_out[$1] = arrays_out[$1] " " name " "
            }
    }
    next
}

FNR > 4000 || length($0) > 1000 { next } # no exercise is as long; a file made to tire us is

{
    if (!inside && match($0, /^\/\* ---- E[0-9.]+ [A-Za-z_0-9]+/)) {
        split(substr($0, 1, RLENGTH), words, " ")
        number[words[4]] = mark = words[3]
        section_of[mark] = words[4]
    }
    text = plain($0)
    look_at_calls(text)
    if (promised_name(text))
        promised[promised_name(text)] = FNR
    else if (depth == 0)
        for (name in promised)
            if (text ~ "(^|[^A-Za-z_0-9])" name "[] [0-9]*(=|;|,)")
                kept[name] = 1
    if (depth == 0 && text !~ /;/ && match(text, /^[a-z][A-Za-z_0-9 *]*[ *][A-Za-z_0-9]+ *\(/)) {
        split(substr(text, 1, RLENGTH - 1), words, /[ *]+/)
        for (i = 1; words[i] != ""; i++)
            defined[words[i]] = FNR
    }
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
        for (name in exercise)
            if (exercise[name] == e && !(name in defined))
                for (other in defined)
                    if (!(other in exercise) && almost(name, other))
                        print "name\t" number[e] "\tline " defined[other] " has " other "\t"
        if (e in left)
            print "todo\t" number[e] "\t" left[e] "\t"
        else if ((e in open_function) && (e in written))
            print "todo\t" number[e] "\t" written[e] " is written; " open_function[e] " (line " \
                open_line[e] ") is a TODO still\t"
        for (name in promised)
            if (!(name in kept))
                e_slip(e, "extern in line " promised[name] " says that another file has " name \
                    ", and there is none: define it here, without extern")
        if (e in slips)
            print "slip\t" number[e] "\t" slips[e] "\t"
    }
}
