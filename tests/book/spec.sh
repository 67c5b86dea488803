#!/bin/bash
# Every row of the curriculum is in the built book: exercises, figures, widgets,
# questions with a folded answer, videos, and the minute at which each section starts.
# Makes in the build folder.
. tests/support/ok_lines.bash
why=$(${MAKE:-make} B="$B" book 2>&1)
report $? 'make book builds' "$(tail -n 3 <<<"$why" | tr '\n' ' ')"

page= text=
chapter() { # chapter NUMBER MINUTES YOUTUBE BILIBILI
    page=$(echo "$B"/book/0"$1"_*.html)
    text=$(tr '\n' ' ' <"$page")
    grep -qi "minute $2" <<<"$text"
    report $? "chapter $1 says when it comes: minute $2" "$page does not"
    grep -q "href=\"https://[a-z.]*youtu[a-z.]*be[^\"]*$3\"" <<<"$text"
    report $? "V$1 is on YouTube" "no link to $3"
    grep -q "href=\"https://[a-z.]*bilibili.com/video/$4\"" <<<"$text"
    report $? "V$1 is on Bilibili" "no link to $4"
}
exercises() {
    for e; do
        grep -qE "<h[23][^>]*>[^<]*$e\b" <<<"$text"
        report $? "$e has a section" "no heading of $page names it"
    done
}
figures() {
    local file
    for f; do
        file=$(grep -oE "id=\"$f\">(<a [^>]*>)?<img src=\"[^\"]*" <<<"$text" | sed 's/.*"//')
        [ -n "$file" ] && [ -s "$B/book/$file" ]
        report $? "$f is drawn" "$page has no such figure, or no file '$file'"
    done
}
widgets() {
    for w; do
        grep -q "data-widget=\"$w\"" <<<"$text" &&
            grep -qF "SB.widget(\"$w\"" "$B/book/widgets/"*.js
        report $? "$w is a widget" "not on $page, or without a script"
    done
}
questions() { # the question in bold, and a folded answer before the next question
    for q; do
        grep -oP "<strong>$q\b.*?(?=<strong>Q\d\.\d|$)" <<<"$text" |
            grep -q '<details[^>]*><summary>[^<]*answer'
        report $? "$q has a model answer" "$page does not"
    done
}

chapter 1 '0 to 10' Qr9wnQ4iqvQ BV1Vb421n7W3
grep -q 'osf.io/9m5f7' <<<"$text"
report $? 'the slides are linked' 'no osf.io/9m5f7 on the page of chapter 1'
exercises E1.{1,2,3}
figures F1.1
chapter 2 '10 to 20' _ZHtLgFeiD4 BV19f421B77m
exercises E2.1
figures F2.{1,2,3,4,6}
widgets W2.1 W2.5
chapter 3 '20 to 35' VaDioX2ZOqI BV1yE421P73H
exercises E3.{1,2,3}
figures F3.{1,2,3,4,5,6,7,8,9,10,11}
widgets W3.{1,2,3}
questions Q3.{1,2,3}
chapter 4 '35 to 55' TkfPF24CZfk BV1sJ4m1u7Ed
exercises E4.{1,2,3}
figures F4.{1,2,3,4,5,6}
widgets W4.{1,2,3}
questions Q4.{1,2,3,4,5}
chapter 5 '55 to 65' k6W4acjVOkg BV17M4m1U7fQ
exercises E5.{1,2,3,4,5}
figures F5.{1,2,3,4}
widgets W5.{1,2,3,4,5,6}
chapter 6 '65 to 80' zqmrxK_N6Jw BV1Pi421v7Wk
exercises E6.{1,2,3}
figures F6.{1,2,3,4,5,6,7,8}
widgets W6.{1,2,3,4,5}
questions Q6.{1,2,3}
chapter 7 80 bGH4NiD1Ye4 BV1sT421a7MX
exercises E7.1
figures F7.{1,2,3,4,5}
chapter 8 80 IpMDGo7WYpM BV1nS411N7fK
exercises E8.{1,2,3}
figures F8.{1,2,3,4,5,6,7,8}
# What the tutorial says, row by row: a page, and the words that say it there.
says() { # says CHAPTER WHAT PATTERN
    sed 's/<[^>]*>//g' "$B/book/$1"*.html | tr '\n' ' ' | grep -qE "$3"
    report $? "$1 says: $2" "no '$3' on its page"
}
for c in 01 02 03 04 05 06 07 08; do
    says $c 'what you can do after it' 'After this chapter you can'
done
says index 'the objectives' 'population, lifetime and interaction sparsity'
says index 'what sparsity is good for' 'inductive bias, interpretability and efficiency'
says 01 'regularisation imposes sparsity' 'Regularisation'
says 01 'what sparse activity says about the world' 'few are present'
says 01 "what sparse connections say: a thing's properties depend on few others" \
    'depend on few *others'
says 01 'interaction sparsity, worked out' 'few of these pairs influence each other'
says 03 'an average over delays is closer to brains' 'average over that range'
says 04 'a generative model' 'generative model'
says 04 'columns as networks of neurons' 'network of neurons'
says 04 'overcomplete, in the text' 'it is overcomplete'
says 04 "Hubel and Wiesel's laboratory" 'Johns Hopkins'
says 05 'features of features' 'features of features'
says 06 "the group's experiment on alpha" 'In a group, make an experiment'
says 06 'more atoms than pixels' 'More atoms than pixels'
[ -s "$B/book/summary.html" ] && [ -s "$B/book/handin.html" ]
report $? 'there is a summary, and a page on handing in' 'summary.html or handin.html is missing'
exit $((bad > 0))
