#!/bin/bash
# new_chapter.sh NAME TITLE: a chapter NAME (NN_topic) that works, from the template beside this
# script: its two folders and its figure program. In the template's names and texts, NN_TOPIC
# stands for 09_pursuit, TOPIC for pursuit, NN for 09, NUMBER for 9 and TITLE for the title.
# $B: the build folder.
set -eu
export LC_ALL=C
name=$1 title=$2
template=grader/course/new_chapter
fail() { echo "chapter: $*" >&2; exit 2; }

[[ $name =~ ^[0-9]{2,4}_[A-Za-z][A-Za-z0-9_]*$ ]] ||
    fail "NAME=${name@Q} is not a name for a chapter:" \
        'say two to four digits, _ and a topic, like NAME=09_pursuit'
digits=${name%%_*} topic=${name#*_}
number=$((10#$digits))
[ ${#topic} -le 32 ] || fail "NAME=$name: the topic is too long: say at most 32 characters"
[[ $title = *[![:space:]]* ]] || fail "there is no title: say TITLE='...' behind NAME=$name"
[[ $title != *[[:cntrl:]]* && $title != *' ;'* && $title != ';'* && ${#title} -le 100 ]] ||
    fail "TITLE=${title@Q}:" \
        'say one line of at most 100 characters, without a semicolon behind a blank'

# What is there: a number or a topic belongs to one chapter.
for place in chapters/[0-9]*_* solutions/[0-9]*_* figures/[0-9]*_*.c; do
    there=${place##*/} there=${there%.c}
    [ -e "$place" ] && [[ ${there%%_*} =~ ^[0-9]+$ ]] || continue
    [ "$((10#${there%%_*}))" != "$number" ] ||
        fail "NAME=$name: number $number is taken by $place; choose another one"
    case $place in
    figures/*) ;;
    *) [ "${there#*_}" != "$topic" ] ||
        fail "NAME=$name: $topic is the topic of $place; choose another one" ;;
    esac
done
# Names of files that would stand in for others.
case $topic in
test | test_* | ref_* | solution | mistakes)
    fail "NAME=$name: $topic is the name of other files of a chapter; choose another topic" ;;
esac
for header in grader/"$topic".h lib/"$topic".h figures/"$topic".h tests/*/"$topic".h; do
    [ ! -e "$header" ] || fail "NAME=$name: there is $header already; choose another topic"
done
! grep -qw "${topic}_match" "$SB_COURSE/functions.tsv" ||
    fail "NAME=$name: there is a function ${topic}_match already; choose another topic"

# Reads a text and fills it in; a title or topic may hold the template's own words.
fill() {
    local text=$1
    text=${text//NN_TOPIC/$'\1'} text=${text//TOPIC/$'\2'} text=${text//TITLE/$'\3'}
    text=${text//NUMBER/"$number"} text=${text//NN/"$digits"}
    text=${text//$'\1'/"$name"} text=${text//$'\2'/"$topic"} text=${text//$'\3'/"$title"}
    printf '%s\n' "$text"
}
work=$B/new_chapter
rm -rf "$work"
while IFS= read -r file; do
    to=$work/$(fill "$file")
    mkdir -p "${to%/*}"
    fill "$(<"$template/$file")" >"$to"
done < <(cd "$template" && find chapters solutions figures -type f)
unifdef -USOLUTION -x2 "$work/solutions/$name/$topic.c" >"$work/chapters/$name/$topic.c"
ln -s ../Makefile "$work/chapters/$name/Makefile"
mv "$work/solutions/$name" solutions/
mv "$work/figures/$name.c" figures/
mv "$work/chapters/$name" chapters/ # the table comes last: with it the chapter is there
rm -rf "$work"
cat <<END
chapters/$name, solutions/$name and figures/$name.c are made. They work as they are:
  make check CH=$digits SRC=solutions
Now put your own exercise, text and figure in their place. CONTRIBUTING.md says what goes where.
END
