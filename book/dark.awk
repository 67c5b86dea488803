# dark.awk: a figure as gnuplot draws it, and the colours it has where the reader's screen is
# dark. They go into a style of the file itself, so that the figure follows the page.
#
# Axes, grid, text and lines get other colours; pictures and the bars beside them keep theirs.
BEGIN {
    # The colours of pens (lib/plot/plot_pen.c), each with one light enough for 4.5 : 1 on the dark
    # plate; the last two lines are those of letters, darker on white.
    split("0,114,178 79,169,224  213,94,0 240,124,66  0,158,115 47,198,155  230,159,0 245,189,74 " \
          "204,121,167 221,148,189  86,180,233 168,216,245  232,0,11 255,107,94  " \
          "194,86,0 240,124,66  0,134,98 47,198,155  156,108,0 245,189,74  " \
          "163,97,134 221,148,189  59,124,161 168,216,245", pens, " +")
    for (i = 1; i in pens; i += 2)
        pen[pens[i]] = "rgb(" pens[i + 1] ")"
    split("68,1,84 72,40,120 62,73,137 49,104,142 38,130,142 31,158,137 53,183,121 109,205,89 " \
          "180,222,44 253,231,37", viridis, " ")
}

# A colour of gnuplot's as r,g,b.
function plain(colour) {
    if (colour == "black") return "0,0,0"
    if (tolower(colour) == "#ffffff") return "255,255,255"
    gsub(/[^0-9,]/, "", colour)
    return colour
}

# White becomes the plate, black the ink, grey what lies between.
function grey(v) {
    v = 255 - v
    return sprintf("rgb(%d,%d,%d)", 38 + v * 190 / 255, 38 + v * 187 / 255, 36 + v * 181 / 255)
}

function ramp(t, part,    i, a, b) {
    i = int(t * 9)
    if (i > 8) i = 8
    split(viridis[i + 1], a, ",")
    split(viridis[i + 2], b, ",")
    return a[part] + (b[part] - a[part]) * (t * 9 - i)
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

# What a colour becomes; "" for what stays as it is.
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
