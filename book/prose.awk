# prose.awk: put computed numbers and contracts into a Markdown text.
#
#   awk -f book/prose.awk VALUES.tsv... TEXT.md >NEW.md
#
# VALUES are lines of KEY <tab> text. In TEXT, whatever is between these marks is replaced;
# everything else is copied:
#   <!-- value: KEY -->36.0<!-- end -->          on one line; the text of KEY
#   <!-- listing: FILE NAME --> .. <!-- end -->  marks on lines of their own; in FILE
#       the function NAME, with the comment right above it, as a block of C
# Marks in fenced blocks and in `code` are left alone. Mistakes are reported with file and line, and
# the status is 1.

function wrong(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what >"/dev/stderr"
    failed = 1
}

# The paragraph of FILE that declares or defines NAME, or "" when there is none.
function region(file, name,    line, lines, n, first, i, inside, text) {
    while ((getline line <file) > 0)
        lines[++n] = line
    close(file)
    for (first = 1; first <= n; first++)
        if (lines[first] ~ "^[A-Za-z_][^(=]*[ *]" name "\\(")
            break
    if (first > n)
        return ""
    for (i = first; i <= n; i++) {
        inside = inside || lines[i] ~ /^{/
        if (inside ? lines[i] ~ /^}/ : lines[i] ~ /;$/)
            break
    }
    while (first > 1 && lines[first - 1] !~ /^[ \t]*$/ && lines[first - 1] !~ /^(#|\/\* ----)/)
        first--
    for (; first <= i; first++)
        text = text lines[first] "\n"
    return text
}

function listing(    word, text) {
    split($0, word, /[ \t]+/)
    text = NF == 5 ? region($3, $4) : ""
    if (NF != 5)
        wrong("write <!-- listing: FILE NAME --> on a line of its own")
    else if (text == "")
        wrong("there is no function " $4 " in " $3)
    print
    printf "```c\n%s```\n", text
}

function values(line,    done, key) {
    if (line ~ /^(> *)*<!-- value:/)
        wrong("a value must not start a line: there GitHub takes the line for HTML; " \
              "move a word down")
    while (match(line, /<!-- value: [^ ]* -->/)) {
        done = done substr(line, 1, RSTART + RLENGTH - 1)
        key = substr(line, RSTART + 12, RLENGTH - 16)
        if (RSTART > 1 && substr(line, RSTART - 1, 1) == "`") {
            line = substr(line, RSTART + RLENGTH)
            continue
        }
        line = substr(line, RSTART + RLENGTH)
        if (!match(line, /<!-- end -->/)) {
            wrong("<!-- value: " key " --> has no <!-- end --> on its line")
            return done line
        }
        if (!(key in value))
            wrong("there is no value " key)
        done = done value[key] "<!-- end -->"
        line = substr(line, RSTART + RLENGTH)
    }
    if (line ~ /<!-- (value|listing):/ && line !~ /`<!-- (value|listing):/)
        wrong("this mark is neither <!-- value: KEY --> nor <!-- listing: FILE NAME -->")
    if (line ~ /<!-- end -->/ && line !~ /`[^`]*<!-- end -->/)
        wrong("<!-- end --> without a beginning")
    return done line
}

FILENAME ~ /\.tsv$/ {
    value[substr($0, 1, index($0, "\t") - 1)] = substr($0, index($0, "\t") + 1)
    next
}
in_listing && /^[ \t]*<!-- end -->$/ { in_listing = 0; print; next }
in_listing { next }
/^[ \t]*(```|~~~)/ { fenced = !fenced }
fenced { print; next }
/^[ \t]*<!-- listing:/ { in_listing = FNR; listing(); next }
{ print values($0) }
END {
    if (in_listing) {
        printf "%s:%d: this listing has no <!-- end -->\n", FILENAME, in_listing >"/dev/stderr"
        failed = 1
    }
    exit failed
}
