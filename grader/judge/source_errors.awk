# source_errors.awk: what the source itself shows about an error, for compiler_messages.awk: a
# character that C does not know, a brace without its partner.

BEGIN {
    split("\302\240 \342\200\257 \342\200\202 \342\200\203 \342\200\211 \343\200\200", spaces,
        " ")
    split("\342\200\213 \342\200\214 \342\200\215 \342\201\240 \357\273\277 \302\255 " \
        "\342\200\216 \342\200\217 \342\200\252 \342\200\253 \342\200\254 \342\200\255 " \
        "\342\200\256 \342\201\246 \342\201\247 \342\201\250 \342\201\251 \342\200\250 " \
        "\342\200\251", unseen, " ")
    # Characters of pages, and what stands for them in C.
    split("“ \" ” \" „ \" ‘ ' ’ ' ′ ' ‐ - ‑ - – - — - − - × * · * ⋅ * ÷ / " \
        "≤ <= ≥ >= ≠ != … ... \315\276 ;", pairs, " ")
}

# ---- braces: which one has no partner, in a section where they do not match ----

# unclosed[mark] is the line of a { that nothing closes, extra[mark] of a } that closes nothing. In
# tidy code a } stands as far right as the line of its {.
function match_braces(text, indent,    i, c, begins) {
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "{") {
            surplus[mark]++
            opened[++depth] = FNR
            opened_at[depth] = indent
        } else if (c == "}") {
            surplus[mark]--
            begins = i == indent + 1
            if (begins && depth > 0 && opened_at[depth] > indent && !(mark in unclosed))
                unclosed[mark] = opened[depth]
            if ((depth == 0 || (begins && opened_at[depth] < indent)) && !(mark in extra))
                extra[mark] = FNR
            if (depth > 0)
                depth--
        }
    }
}

function end_of_section() {
    if (depth > 0 && !(mark in unclosed))
        unclosed[mark] = opened[depth]
    depth = 0
}

function brace_sentence(m) {
    if (surplus[m] > 0 && (m in unclosed))
        return "The { in line " unclosed[m] " is not closed."
    if (surplus[m] < 0 && (m in extra))
        return "The } in line " extra[m] " closes nothing: one too many, or a { is missing above."
    return ""
}

# What the source itself shows about an error in that line, whatever the compiler makes of it.
function sentence_of_source(number, text,    m) {
    m = section[number]
    if (odd_character(number, text))
        return odd_character(number, text)
    if (itself)
        return "Line " itself " includes the file itself: delete it."
    if (text ~ /unterminated.*comment/)
        return "The comment that begins there has no */."
    if (m in swallowed)
        return "The comment that begins in line " swallowed[m] " swallows code: where is its */?"
    if (text_of[number] ~ /^(<<<<<<<|=======|>>>>>>>)/)
        return ""
    if (brace_sentence(m))
        return brace_sentence(m)
    if (brace_sentence(""))
        return brace_sentence("")
    inside = 0
    if (what == "error" && plain(text_of[number]) ~ /"/ && text !~ /character/)
        return "Quoted text must end on the line where it begins: type the missing quote."
    if (text_of[number] ~ /^[ \t]*\{/ && text_of[number - 1] ~ /\)[ \t]*;[ \t\r]*$/)
        return "The ; at the end of line " number - 1 " comes before the body: delete it."
    for (m = number; m >= number - 2 && text ~ /undeclared/; m--)
        if (text_of[m] ~ /(^|[^A-Za-z_])for *\(.*\)[ \t]*;[ \t{\r]*$/)
            return "The ; behind the ) in line " m " ends the loop at once: delete it."
    if (text_of[number] ~ /^ *[0-9]+[:.]?[ \t]+[A-Za-z}#\/]/ && text ~ /expected|invalid suffix/)
        return "Line " number " begins with a number: delete it."
    return other_language(text_of[number], number)
}

# What looks like a line of another language.
function other_language(line, number) {
    if (line ~ /for +\(?[a-z_]+ +in /)
        return "In C a loop is: for (size_t i = 0; i < n; i++)."
    if (line ~ /^[ \t]*(import|from|def|elif|lambda) /)
        return "Line " number " is Python; write it in C."
    if (line ~ /std::|using +namespace|nullptr|(^|[^A-Za-z_])(cout|cin|endl|template|vector *<)/ ||
        line ~ /#[ \t]*include *<(vector|iostream|algorithm|string|numeric|array|memory|utility)>/)
        return "Line " number " is C++, and the exercises are in C: arrays and functions alone."
    if (line ~ /#[ \t]*include *<c(math|stdlib|stdio|string|assert|float|stddef|limits)>/) {
        match(line, /<c[a-z]+>/)
        return "That is the header of C++; C has <" substr(line, RSTART + 2, RLENGTH - 3) ".h>."
    }
    return ""
}

# A name that a #define replaces in a header, where it means something else. The error is in the
# line of the #define (gcc), or a note names that (clang).
function define_sentence(number, text, notes,    at, words) {
    at = number
    if (text ~ /\.h:[0-9]+/ && notes ~ /expanded from macro/)
        at = substr(notes, index(notes, source ":") + length(source) + 1) + 0
    else if (index(notes, source ":") && notes ~ /in expansion of macro/)
        return ""
    if (text_of[at] !~ /^[ \t]*#[ \t]*define[ \t]/)
        return ""
    split(text_of[at], words, /[ \t#(]+/)
    return "The #define in line " at " replaces " words[3] " in the headers below it, too: " \
        "give it another name."
}

# Where is a name that the compiler does not know in that line, if elsewhere?
function unknown_name(number, text,    name, i, other) {
    if (!match(text, /'[A-Za-z_0-9]+' undeclared|undeclared identifier '[A-Za-z_0-9]+'/))
        return ""
    name = substr(text, RSTART, RLENGTH)
    gsub(/undeclared|identifier|[' ]/, "", name)
    for (i = number - 1; i > 0 && text_of[i] !~ /^}/; i--)
        if (text_of[i] ~ "for *\\([A-Za-z_ ]*[ *]" name " *=")
            return name " lives in the for loop of line " i " only: put all of the loop's body " \
                "in { and }."
    other = name == tolower(name) ? toupper(name) : tolower(name)
    for (i = number; i > 0 && text_of[i] !~ /^}/; i--)
        if (text_of[i] ~ "(^|[^A-Za-z_0-9\"])" other "([^A-Za-z_0-9\"]|$)")
            return "Is " other " meant? C tells small letters from capitals."
    return ""
}

# The code point of the character that begins text.
function code_point(text,    i, n, bytes) {
    if (!(sprintf("%c", 65) in ordinal))
        for (i = 1; i < 256; i++)
            ordinal[sprintf("%c", i)] = i
    n = ordinal[substr(text, 1, 1)]
    bytes = n >= 240 ? 3 : n >= 224 ? 2 : 1
    n = n % (bytes == 3 ? 8 : bytes == 2 ? 16 : 32)
    for (i = 1; i <= bytes; i++)
        n = 64 * n + ordinal[substr(text, i + 1, 1)] % 64
    return n
}

# A character in that line that C does not know, and what to type in its place.
function odd_character(number, text,    line, i, code) {
    if (!(number in odd))
        return ""
    line = plain(odd[number])
    for (i = 1; i in spaces; i++)
        if (index(line, spaces[i]))
            return sprintf("Line %d has a hard space (U+%04X), as web pages have them: type a " \
                "space in its place.", number, code_point(spaces[i]))
    for (i = 1; i in unseen; i++)
        if (index(line, unseen[i]))
            return sprintf("Line %d has an invisible character (U+%04X): delete the line and " \
                "type it again.", number, code_point(unseen[i]))
    for (i = 1; i in pairs; i += 2)
        if (index(line, pairs[i]))
            return "Line " number " has the character " pairs[i] ", which is not one of C's: " \
                "type " pairs[i + 1] " in its place."
    if (match(line, /\357(\274[\201-\277]|\275[\200-\236])/)) { # full width: U+FF01 is !
        code = code_point(substr(line, RSTART, 3))
        return "Line " number " has the wide character " substr(line, RSTART, 3) ": type " \
            sprintf("%c", code - 65248) " in its place."
    }
    if ((text ~ /stray|unexpected character|Unicode character|non-ASCII|invalid suffix/ ||
         text ~ /not allowed in an identifier/) &&
        match(line, /[\300-\367][\200-\277]+/))
        return "Line " number " has the character " substr(line, RSTART, RLENGTH) \
            ", which is not one of C's."
    return ""
}

function header(line) { # the header that a note names
    return match(line, /<[a-z]+\.h>/) ? substr(line, RSTART, RLENGTH) : ""
}
