# drawn.awk: lists what a gnuplot SVG draws, one line per stroke, mark, picture or text, to compare
# files: versions of gnuplot group the same strokes differently and print the same numbers with more
# or fewer digits. Sort the lines before you compare them.
BEGIN { RS = "<" }

function attribute(name,    p, rest, mark) {
    p = match($0, "[ \t\n]" name "=['\"]")
    if (!p)
        return ""
    mark = substr($0, p + RLENGTH - 1, 1)
    rest = substr($0, p + RLENGTH)
    return substr(rest, 1, index(rest, mark) - 1)
}

# Numbers with one digit behind the point, blanks as one.
function rounded(s,    out, number) {
    gsub(/[ \t\n]+/, " ", s)
    while (match(s, /-?[0-9]+(\.[0-9]+)?/)) {
        number = sprintf("%.1f", substr(s, RSTART, RLENGTH))
        out = out substr(s, 1, RSTART - 1) (number == "-0.0" ? "0.0" : number)
        s = substr(s, RSTART + RLENGTH)
    }
    return out s
}

$1 == "g" { place = rounded(attribute("transform")) }
$1 == "path" {
    count = split(attribute("d"), strokes, "M")
    for (i = 2; i <= count; i++)
        if (strokes[i] ~ /[A-Za-z]/) { # a pen that is only moved draws nothing
            line = rounded(strokes[i])
            sub(/ *[Zz]? *$/, "", line)
            print "stroke", rounded(attribute("stroke")), rounded(attribute("fill")), line
        }
}
$1 == "image" {
    box = attribute("x") " " attribute("y") " " attribute("width") " " attribute("height")
    print "picture", rounded(box), attribute("transform"), attribute("xlink:href")
}
$1 == "use" || $1 == "polygon" || $1 == "circle" || $1 == "rect" {
    mark = $0
    sub(/\/?>.*/, "", mark)
    print rounded(mark)
}
$1 ~ /^(text|tspan|\/tspan)/ {
    text = $0
    sub(/^[^>]*>/, "", text)
    if (text ~ /[^ \t\n]/)
        print "text", place, text
}
