#!/bin/bash
# What each reader's book may show, a second make book, and the book as one file.
# Makes in the build folder.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
make=${MAKE:-make}
books=$("$make" B="$B" book 2>&1 && "$make" B="$B" book AUDIENCE=student 2>&1 &&
        "$make" B="$B" book AUDIENCE=instructor 2>&1)
report $? 'the book builds for readers, students and instructors' \
    "$(tail -n 3 <<<"$books" | tr '\n' ' ')"

# ---- a second run ----
touch "$work/now"
"$make" B="$B" book >/dev/null 2>&1
made=$(find "$B" -type f -newer "$work/now" | head -n 3 | tr '\n' ' ')
[ -z "$made" ]
report $? 'a second make book rebuilds nothing' "$made"

# ---- who sees the reference ----
plain() { python3 -c 'import html, re, sys
print(html.unescape(re.sub("<[^>]*>", "", sys.stdin.read())))'; }
cat "$B"/book-student/*.html | plain | sed 's/^[ *]*//' >"$work/student"
cat "$B"/book-instructor/*.html | plain >"$work/instructor"
# Lines of code that only the reference has: not in the skeletons, headers and library.
find chapters lib -name '*.[ch]' ! -name 'test_*' ! -name solution.c -exec sed 's/^[ *]*//' {} + |
    sort -u >"$work/public"
for c in chapters/[0-9]*; do
    c=${c#chapters/}
    sed 's/^[ *]*//' "$B/bookparts/reference/$c.c"
done | sort -u | comm -23 - "$work/public" | awk 'length > 24' >"$work/secret"
[ "$(wc -l <"$work/secret")" -gt 50 ]
report $? 'there are lines that only the reference has' "$(wc -l <"$work/secret") lines"
shown=$(grep -Fxf "$work/secret" "$work/student" | head -n 3)
[ -z "$shown" ]
report $? "students' pages show no line of the reference" "$shown"
missing=$(while IFS= read -r line; do
    grep -qF -- "$line" "$work/instructor" || printf '%s | ' "$line"
done < <(grep -v '^#\|^/\*' "$work/secret"))
[ -z "$missing" ]
report $? "instructors' pages show every line of it" "$(cut -c1-200 <<<"$missing")"
! grep -qiE '<summary>[^<]*answer' "$B"/book-student/*.html
report $? "students' pages show no model answer" \
    "$(grep -liE '<summary>[^<]*answer' "$B"/book-student/*.html | tr '\n' ' ')"
exercises=$(wc -l <"$SB_COURSE/exercises.tsv")
listings=$(cat "$B"/book-instructor/*.html | grep -o '<summary>The reference: [A-Za-z0-9_]*' |
    sort -u | wc -l)
[ "$exercises" -eq "$listings" ]
report $? 'instructors see the reference of every exercise' "$listings of $exercises"

# ---- one file ----
folder="$work/no. #1, 50%? a\\b"
mkdir "$folder" && echo '<!DOCTYPE html><title>A</title><p>It is printed.</p>' >"$folder/a.html"
why=$(book/print.sh "$folder/a.html" "$work/a.pdf" 2>&1) &&
    pdftotext "$work/a.pdf" - | grep -q printed
report $? 'a page can be printed in any folder' "$why"
# The formats that the site has, too.
for format in epub pdf; do
    why=$("$make" B="$B" book AUDIENCE=student FORMAT=$format 2>&1) &&
        [ -s "$B/book-student/sparsebook.$format" ]
    report $? "make book FORMAT=$format" "$(tail -n 3 <<<"$why" | tr '\n' ' ')"
done
# After each chapter in the contents comes the page on which it begins.
pdftotext -layout "$B/book-student/sparsebook.pdf" "$work/pdf"
wrong=$(awk 'BEGIN { RS = "\f" } NR == 2 { n = split($0, entry, "\n") }
    { page[NR] = $0 }
    END {
        for (i = 1; i <= n; i++)
            if (match(entry[i], / +[0-9]+ *$/)) {
                title = substr(entry[i], 1, RSTART - 1)
                found++
                if (!index(page[substr(entry[i], RSTART) + 0], title)) print title
            }
        if (found < 10) print found + 0 " entries"
    }' "$work/pdf")
none 'the contents of the PDF name the pages on which chapters begin' "$wrong"

mkdir "$work/epub"
python3 -m zipfile -e "$B/book-student/sparsebook.epub" "$work/epub"
none 'every page of the EPUB is XML, as strict readers require' \
    "$(xmllint --noout "$work"/epub/EPUB/text/*.xhtml 2>&1 | grep error | head -n 3)"
exit $((bad > 0))
