# c_text.awk: finds the code in a line of C, for slips.awk and compiler_messages.awk.

# The line without comments and quoted text. `inside` is true within a comment that goes on;
# swallowed[mark] is the line of a comment in which another one seems to begin.
function plain(line,    out) {
    out = ""
    while (line != "") {
        if (inside) {
            if (index(line, "/*") && !(mark in swallowed) && FNR > inside)
                swallowed[mark] = inside
            if (!match(line, /\*\//)) return out
            line = substr(line, RSTART + 2)
            inside = 0
        } else if (match(line, /\/\*|\/\/|"([^"\\]|\\.)*"|'([^'\\]|\\.)*'/)) {
            out = out substr(line, 1, RSTART - 1) " "
            if (substr(line, RSTART, 2) == "//") return out
            inside = substr(line, RSTART, 2) == "/*" ? FNR : 0
            line = substr(line, RSTART + RLENGTH)
        } else {
            return out line
        }
    }
    return out
}
