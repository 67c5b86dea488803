#!/bin/bash
# The numbers and contracts in the committed texts are current, and a mark that refers to nothing is
# an error with file and line.
# Makes in the build folder.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

why=$(${MAKE:-make} B="$B" values 2>&1)
report $? 'the figure programs write the named values' "$(tail -n 3 <<<"$why")"
for text in README.md chapters/*/README.md; do
    [ -f "$text" ] || continue
    cp "$text" "$work/text.md"
    why=$(book/prose.sh "$B/values" "$work/text.md" 2>&1 && diff "$text" "$work/text.md")
    report $? "$text is current" "$(head -n 4 <<<"$why" | tr '\n' ' ') (make prose refreshes it)"
done

# What is learned from images differs in the last digits between processors, so chapter 6's pictures
# need not be identical.
for picture in figures/gallery/0[!6]*.svg; do
    book/same_drawing.sh "$picture" "$B/figures/solutions/$(basename "$picture")"
    report $? "$picture is current" 'it is now drawn differently; make prose refreshes it'
done
for picture in $(sed -n 's/.*](\(.*figures\/gallery\/[^)]*\)).*/\1/p' README.md \
    chapters/*/README.md); do
    [ -f "${picture#../../}" ]
    report $? "the picture ${picture#../../} that a text shows exists" 'there is no such file'
done

picture=figures/gallery/02_kurtosis.svg
sed "/href='#gpPt6'/s/translate(5/translate(4/" $picture >"$work/other.svg"
! book/same_drawing.sh $picture "$work/other.svg" 2>/dev/null
report $? 'a different curve is a different drawing' 'it is called the same'
sed 's/Produced by GNUPLOT [0-9.]* patchlevel [0-9]*/Produced by GNUPLOT 7/
    s/rotate(-90)/rotate(-90.00)/' $picture >"$work/other.svg"
book/same_drawing.sh $picture "$work/other.svg"
report $? 'the same drawing by another gnuplot is the same' 'it is called different'

# A small text with every kind of mark.
mkdir "$work/values"
printf 'ch01.a\t36.0\nch01.b\t& 2 \\ 3\n' >"$work/values/01_x.tsv"
refresh() { # refresh TEXT: writes new.md
    printf '%b' "$1" >"$work/new.md"
    book/prose.sh "$work/values" "$work/new.md" 2>&1
}
refresh 'k <!-- value: ch01.a -->1<!-- end --> and <!-- value: ch01.b --><!-- end -->.\n' >/dev/null
diff "$work/new.md" - >/dev/null <<'END'
k <!-- value: ch01.a -->36.0<!-- end --> and <!-- value: ch01.b -->& 2 \ 3<!-- end -->.
END
report $? 'values are put in place, several on a line' "$(cat "$work/new.md")"
[ -z "$(refresh "$(cat "$work/new.md")\n")" ]
report $? 'a current text is left alone' "$(cat "$work/new.md")"
contract='<!-- listing: chapters/02_thresholding/thresholding.h ReLU -->'
refresh "$contract\nstale text\n<!-- end -->\nlast\n" >/dev/null
grep -q 'thres_x_j = x_j - theta' "$work/new.md" && grep -q '^void ReLU(.*);$' "$work/new.md" &&
    grep -q '^last' "$work/new.md" && ! grep -qE 'stale|include' "$work/new.md"
report $? 'a contract is put in place with its comment' "$(cat "$work/new.md")"
refresh '<!-- listing: lib/mat.c mat_free -->\n<!-- end -->\n' >/dev/null
[ "$(sed -n '3p' "$work/new.md")" = 'void mat_free(struct mat *a)' ] &&
    [ "$(tail -n 3 "$work/new.md" | head -n 1)" = '}' ]
report $? 'a function is put in place as a whole' "$(cat "$work/new.md")"
refresh '```\n<!-- value: no -->\n```\nwrite `<!-- value: KEY -->` and `<!-- end -->`\n' >/dev/null
report $? 'marks in code are left alone' 'it failed'

fails() { # fails WHAT TEXT MESSAGE: and the text stays unchanged
    local said status
    said=$(refresh "$2")
    status=$?
    [ $status -ne 0 ] && grep -q "$work/new.md:$3" <<<"$said" && printf '%b' "$2" |
        cmp -s - "$work/new.md"
    report $? "$1" "status $status: $said"
}
fails 'an unknown value is an error' 'a\n<!-- value: ch01.c -->1<!-- end -->\n' \
    '2: there is no value ch01.c'
fails 'an unknown function is an error' '<!-- listing: lib/mat.h no_such -->\n<!-- end -->\n' \
    '1: there is no function no_such in lib/mat.h'
fails 'an unknown file is an error' '<!-- listing: lib/none.h mat -->\n<!-- end -->\n' \
    '1: there is no function mat'
fails 'a value that starts a line is an error' 'a\n> <!-- value: ch01.a -->1<!-- end -->\n' \
    '2: a value must not start'
fails 'a value without an end is an error' '<!-- value: ch01.a -->1\n' '1: .* has no <!-- end -->'
fails 'a listing without an end is an error' '\n<!-- listing: lib/mat.h mat_free -->\ntext\n' \
    '2: this listing has no'
fails 'an end without a beginning is an error' 'x <!-- end -->\n' '1: <!-- end --> without'
fails 'a misspelt mark is an error' '<!-- value:ch01.a -->1<!-- end -->\n' '1: '
exit $((bad > 0))
