# help.awk: print the lines `## make WHAT   text` of all makefiles, grouped and aligned.
# A line `##    text` continues the one before.
BEGIN {
    count = split("Learn|Teach|Keep the workbook in order", title, "|")
    split("check watch hint progress solution debug figures book play data", words, " ")
    for (i in words) group[words[i]] = 1
    split("grade regrade adjust comment grades cluster-plan gradescope exercism release", words)
    for (i in words) group[words[i]] = 2
    rank["check"] = rank["grade"] = rank["test"] = rank["setup"] = 1
    rank["watch"] = rank["hint"] = rank["progress"] = rank["solution"] = 2
    rank["figures"] = rank["debug"] = 3
}
/^## make [a-z]/ {
    lines++
    name[lines] = $3
    in_group[lines] = ($3 in group) ? group[$3] : 3
    text[lines] = $0
    sub(/^## make [a-z-]+ */, "", text[lines])
    next
}
/^## +[^ ]/ { more = $0; sub(/^## */, "", more); text[lines] = text[lines] "\n" more }
function show(i,    part, n, j) {
    n = split(text[i], part, "\n")
    printf "  make %-13s %s\n", name[i], part[1]
    for (j = 2; j <= n; j++)
        printf "  %-18s %s\n", "", part[j]
}
END {
    for (g = 1; g <= count; g++) {
        any = 0
        for (i = 1; i <= lines; i++)
            any = any || in_group[i] == g
        if (!any)
            continue
        print (g > 1 ? "\n" : "") title[g]
        for (r = 1; r <= 4; r++)
            for (i = 1; i <= lines; i++)
                if (in_group[i] == g && ((name[i] in rank) ? rank[name[i]] : 4) == r)
                    show(i)
    }
    print "\nV=1 shows the commands that run; B=folder builds there instead of in build/."
}
