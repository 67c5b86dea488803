# dark.awk: adds the colours for dark screens to a figure that gnuplot drew. They go into a style in
# the file itself, so that the figure follows the page.
#
# Axes, grid, text and lines get other colours; pictures and the bars beside them keep theirs.
# palette: the colours of pens, each with one light enough for the dark plate, and viridis (what
# book/palette.c prints).
BEGIN {
    while ((getline row <palette) > 0) {
        split(row, part, " ")
        if (part[1] == "line") pen[part[2]] = "rgb(" part[3] ")"
        else viridis[++points] = part[2]
    }
}

# A colour of gnuplot's as r,g,b.
function plain(colour) {
    if (colour == "black") return "0,0,0"
    if (tolower(colour) == "#ffffff") return "255,255,255"
    gsub(/[^0-9,]/, "", colour)
    return colour
}

# White becomes the plate, black the ink, and greys lie between.
function grey(v) {
    v = 255 - v
    return sprintf("rgb(%d,%d,%d)", 38 + v * 190 / 255, 38 + v * 187 / 255, 36 + v * 181 / 255)
}

function ramp(t, part,    i, a, b) {
    i = int(t * (points - 1))
    if (i > points - 2) i = points - 2
    split(viridis[i + 1], a, ",")
    split(viridis[i + 2], b, ",")
    return a[part] + (b[part] - a[part]) * (t * (points - 1) - i)
}

function distance(c, t,    i, d, sum) {
    for (i = 1; i <= 3; i++) {
        d = c[i] - ramp(t, i)
        sum += d * d
    }
    return sum
}

# The dark half of viridis would vanish: its members move to the light half.
function family(c,    t, best, least, d) {
    least = 12
    for (t = 0; t <= 1; t += 0.005)
        if ((d = distance(c, t)) < least) { least = d; best = t }
    if (best == "") return ""
    best = 0.42 + 0.56 * best
    return sprintf("rgb(%d,%d,%d)", ramp(best, 1), ramp(best, 2), ramp(best, 3))
}

# The new colour; "" if it stays as it is.
function dark(colour, lines,    c, text) {
    text = plain(colour)
    if (text in pen) return pen[text]
    if (!lines || split(text, c, ",") != 3) return ""
    if (c[1] == c[2] && c[2] == c[3]) return grey(c[1])
    return family(c)
}

# Attributes of a line of the figure: boxes of bars and colour bars have blanks around their =.
{
    line[NR] = $0
    rest = $0
    while (match(rest, /(stroke|fill|color|flood-color) ?= ?["'][^"']*["']/)) {
        attribute = substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
        if (attribute in seen) continue
        seen[attribute]
        box = attribute ~ / = /
        name = attribute
        sub(/ ?=.*/, "", name)
        colour = attribute
        gsub(/^[^"']*["']|["']$/, "", colour)
        if ((becomes = dark(colour, !box)) == "" ||
            colour ~ /^(none|currentColor|lightgrey)$/) continue
        rule = (box ? "polygon" : ":not(polygon)") "[" name "=\"" colour "\"]{" name ":" becomes "}"
        if (!(rule in rules)) { rules[rule]; style = style rule "\n" }
    }
}

END {
    for (i = 1; i <= NR; i++) {
        print line[i]
        if (line[i] ~ /<desc>/ && !told++)
            printf "<style>@media (prefers-color-scheme: dark) {\n%s}</style>\n", style
    }
}
