# smaller.awk: a figure as gnuplot draws it, with the same marks in fewer bytes. A run of dots of
# one size and colour becomes one path, whose strokes of no length are round; groups that hold
# nothing go.
function flush() {
    if (path != "")
        printf "\t<path color='%s' stroke='currentColor' stroke-linecap='round' " \
            "stroke-width='%.2f' d='%s'/>\n", colour, 2.19 * scale, path
    path = ""
}

/^\t<use xlink:href='#gpPt6' transform='translate\(.*\) scale\(.*\)' color='[^']*'\/>$/ {
    if (waits != "") { print waits; waits = "" }
    split($0, part, /translate\(|\) scale\(|\)' color='|'\/>/)
    if (path != "" && (part[3] != scale || part[4] != colour)) flush()
    scale = part[3]
    colour = part[4]
    path = path "M" part[2] "h0"
    next
}
{ flush() }
waits != "" && /^<\/g>$/ { waits = ""; next }
waits != "" { print waits; waits = "" }
/^<g [^>]*>$/ { waits = $0; next }
{ sub(/ +'\/>$/, "'/>"); print }
END { flush() }
