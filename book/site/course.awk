# course.awk: the chapters' tables as JavaScript, for the scripts of the site's pages.
#
#   awk -F'\t' -v version= -v learners= -v kit= -v learn= -v widgets= -v own= -v calls= \
#       -v compiler= \
#       -v id= -f course.awk chapters.tsv exercises.tsv functions.tsv points.tsv
#
# kit, learn, widgets: objects that modules are linked with; own: NN_topic:a,b for the widgets of a
# chapter; calls: what widgets call beside the exercises; compiler: its bytes; id: of this build.

function quoted(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/"/, "\\\"", text)
    return "\"" text "\""
}

function array(text, separator,    n, parts, i, out) {
    n = split(text, parts, separator)
    for (i = 1; i <= n; i++)
        out = out (i > 1 ? ", " : "") quoted(parts[i])
    return "[" out "]"
}

function named(list, chapter,    n, parts, i, pair) {
    n = split(list, parts, " ")
    for (i = 1; i <= n; i++) {
        split(parts[i], pair, ":")
        if (pair[1] == chapter)
            return array(pair[2], ",")
    }
    return "[]"
}

FNR == 1 { file++ }
file == 1 { chapter[++chapters] = $1; topic[$1] = $2; title[$1] = $6 }
file == 2 { exercise[++exercises] = $2; number[$2] = $1; of[$2] = $3; says[$2] = $7 }
file == 3 { functions[$2] = functions[$2] (functions[$2] ? " " : "") $1 }
file == 4 { points[$2] += $4 }

END {
    print "// Made from chapters/NN_topic/chapter.ini."
    printf "export const course = {\n    version: %s, compiler: {bytes: %d, id: %s},\n",
        quoted(version), compiler, quoted(id)
    printf "    kit: %s,\n    learn: %s,\n    widgets: %s,\n    calls: %s,\n    chapters: [\n",
        array(kit, " "), array(learn, " "),
        array(widgets, " "), array(calls, " ")
    for (i = 1; i <= chapters; i++) {
        c = chapter[i]
        learns = index(" " learners " ", " " c " ") ? "true" : "false"
        printf "        {directory: %s, topic: %s, title: %s, ",
            quoted(c), quoted(topic[c]), quoted(title[c])
        printf "learner: %s, widgets: %s, exercises: [\n", learns, named(own, c)
        for (j = 1; j <= exercises; j++)
            if (of[exercise[j]] == c) {
                e = exercise[j]
                printf "            {name: %s, number: %s, title: %s, ",
                    quoted(e), quoted(number[e]), quoted(says[e])
                printf "points: %d, functions: %s},\n", points[e], array(functions[e], " ")
            }
        print "        ]},"
    }
    print "    ],\n};"
}
