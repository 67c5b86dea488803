#!/bin/bash
# Archives made to do harm: a submission that takes too much is reported and costs only its own
# points, the next run does not go through it again, and no foreign archive is opened outside the
# sandbox.
#
# Broken once to see this fail: pass_over() without its loop, intake_may_read() always true,
# judging_look() without gradebook_looked(), judging_opener_begin() without sandbox_add();
# safe_name() that takes "..", bytes_wanted() without an end, known() always false.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
. tests/support/judge_standin.bash
grade() {
    out=$(PATH=$work/bin:$PATH "$B/grader/class/class" grade --submissions "$work/in" \
        --out "$work/out" --judge "$work/judge" --tests 1 --points 1 --jobs 2 2>&1 </dev/null)
    status=$?
}
db() { sqlite3 "$work/out/gradebook.sqlite" "$1"; }
note() { db "SELECT notes FROM total WHERE key = '$1'"; }

fresh
/usr/bin/python3 - "$work/in" <<'PY'
import bz2, gzip, io, os, struct, sys, tarfile, zipfile, zlib
out = sys.argv[1]
code = b'// right\nvoid ReLU(void);\n'
def zipped(*items):
    to = io.BytesIO()
    with zipfile.ZipFile(to, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, data in items:
            z.writestr(name, data)
    return to.getvalue()
def put(who, name, data):
    os.makedirs(f'{out}/{who}', exist_ok=True)
    open(f'{out}/{who}/{name}', 'wb').write(data)
def zeros(size): # a tar with that many zero bytes, then the student's file
    head = tarfile.TarInfo('x.bin')
    head.size = size
    last = tarfile.TarInfo('thresholding.c')
    last.size = len(code)
    return head.tobuf(), last.tobuf() + code + bytes(512 - len(code)) + bytes(1024)
tens, (head, tail) = 10 << 20, zeros(600 << 20)
def packed(compress):
    return compress(head) + 60 * compress(bytes(tens)) + compress(tail)
put('bzip2', 'work.zip', zipped(('a.tar.bz2', packed(bz2.compress))))
put('gzip', 'work.tgz', packed(gzip.compress))
one = (b'ReLU_ ' * 180000)[:1 << 20]
inner = zipped(*((f's{k}.txt', one) for k in range(30)))
put('sources', 'work.zip', zipped(*((f'a{k}.zip', inner) for k in range(12))))
put('entries', 'work.zip', zipped(*((f'd/f{k}', b'') for k in range(10001)),
                                  ('thresholding.c', code)))
nested = zipped(('thresholding.c', code))
for _ in range(5):
    nested = zipped(('x.zip', nested))
put('nested', 'work.zip', nested)
# Every entry of the directory is the same megabyte.
body = zlib.compress(bytes(1 << 20), 9)[2:-4]
crc = zlib.crc32(bytes(1 << 20))
sizes = (crc, len(body), 1 << 20)
local = struct.pack('<IHHHHHIIIHH', 0x04034b50, 20, 0, 8, 0, 0, *sizes, 5, 0) + b'x.txt' + body
entry = struct.pack('<IHHHHHHIIIHHHHHII', 0x02014b50, 20, 20, 0, 8, 0, 0, *sizes, 9, *6 * [0])
directory = b''.join(entry + f'f{k:04d}.txt'.encode() for k in range(2000))
end = struct.pack('<IHHHHIIH', 0x06054b50, 0, 0, 2000, 2000, len(directory), len(local), 0)
put('overlap', 'work.zip', local + directory + end)
put('links', 'thresholding.txt', one)
for k in range(300):
    os.link(f'{out}/links/thresholding.txt', f'{out}/links/t{k}.txt')
put('honest', 'work.zip', zipped(('chapters/02_thresholding/thresholding.c', code),
                                 ('data.bin', bytes(1 << 20))))
put('plain', 'thresholding.c', code)
PY
grade
same 'every submission is judged' "$status/$(db 'SELECT count(*) FROM judgement
    WHERE status = "judged"')" 0/9
for who in bzip2 gzip sources links; do
    grep -q '256 MB' <<<"$(note $who)"
    report $? "what $who reads has an end" "$(note $who)"
done
grep -q 'more than 10000 files' <<<"$(note entries)"
report $? 'and so has the number of files' "$(note entries)"
grep -q 'an archive in an archive, was not opened' <<<"$(note nested)"
report $? 'and archives in archives' "$(note nested)"
same 'honest work beside them has no note on that' \
    "$(note honest | grep -v '^Not there')$(note plain | grep -v '^Not there')" ''

# ---- in the sandbox, and only when files have changed ----
mkdir "$work/bin"
bwrap_says() { # bwrap_says COMMANDS
    printf '#!/bin/bash\nmkdir "%s/opened"\n%s\n' "$work" "$1" >"$work/bin/bwrap"
    chmod +x "$work/bin/bwrap"
    rm -rf "$work/opened"
}
opened() { if [ -d "$work/opened" ]; then echo opened; else echo closed; fi; }
bwrap_says 'exit 1'
grade
same 'unchanged work is not opened again' \
    "$status/$(sed -n 's/.* \([0-9]*\) unchanged.*/\1/p' <<<"$out")/$(opened)" 0/9/closed
student plain wrong
grade
same 'changed work is, in the sandbox' "$(opened)" opened
same 'and if the sandbox does not start, the judge has failed' \
    "$(db 'SELECT status FROM judgement ORDER BY id DESC LIMIT 1')" failed
bwrap_says 'echo begun; kill -XCPU $$'
grade
grep -q 'more than 5 seconds of work' <<<"$(note plain)"
report $? 'work that takes too long to search is reported' "$(note plain)"
# Answers from the sandbox are trusted no more than necessary.
bwrap_says 'printf "begun\nfile 1 99\nshort\nend\n"'
student plain crash
grade
grep -q 'none of it was judged' <<<"$(note plain)"
report $? 'half an answer counts as none' "$(note plain)"
bwrap_says "exec $(command -v bwrap)"' "$@"'
student plain right
grade
same 'the next run looks again' "$(opened)/$(db 'SELECT points FROM total
    WHERE key = "plain"')" opened/100
# What a program in the sandbox sees: this submission, the skeletons and the tool chain.
cat >"$work/bin/bwrap" <<STUB
#!/bin/bash
args=()
while [ "\$1 \$2" != '/w/class collect' ]; do args+=("\$1"); shift; done
exec $(command -v bwrap) "\${args[@]}" /bin/sh -c '
    there=\$(find / -path /usr -prune -o -path /proc -prune -o -path /dev -prune -o -type f -print |
        grep -v ^/etc/ | sort | tr "\n" " ")
    printf "begun\nnote %d\n%s\nend\n" \${#there} "\$there"'
STUB
student bob right
grade
same 'the sandbox shows this submission and the skeletons' "$(note bob)" "$(
    { echo /in/0/bob/thresholding.c /w/class
      find chapters/*/ -maxdepth 1 -name '*.c' |
          awk -F/ '$3 == substr($2, 4) ".c" { print "/w/" $0 }'
    } | tr ' ' '\n' | sort | tr '\n' ' ')"

# ---- the archive of a whole class ----
/usr/bin/python3 - "$work" <<'PY'
import io, os, struct, sys, tarfile, zipfile
out = sys.argv[1]
code = b'// right\nvoid ReLU(void);\n'
def tar(name, *members):
    with tarfile.open(f'{out}/{name}', 'w:gz', format=tarfile.PAX_FORMAT) as t:
        for path, *more in members:
            info = tarfile.TarInfo(path)
            info.type, info.linkname = more if more else (tarfile.REGTYPE, '')
            data = b'' if more else b'x' if 'sb_exploit' in path else code
            info.size, info.mode = len(data), 0o6777
            t.addfile(info, io.BytesIO(data))
first, last = 'ann/thresholding.c', 'zoe/thresholding.c'
tar('odd.tgz', (first,), ('/a/../../tmp/sb_exploit_a',), ('../sb_exploit_b',),
    ('bob/../../sb_exploit_c',), ('..\\sb_exploit_d',), ('/bob/thresholding.c',),
    ('bob/l.c', tarfile.SYMTYPE, '/etc/passwd'), ('bob/h.c', tarfile.LNKTYPE, '/etc/passwd'),
    ('cy', tarfile.SYMTYPE, '/tmp'), ('cy/sb_exploit_e',), ('bob/n', tarfile.CHRTYPE, ''),
    ('bob/d', tarfile.BLKTYPE, ''), ('bob/p', tarfile.FIFOTYPE, ''),
    ('dan\u202ec.x/thresholding.c',), ('eve\x1b[2J\x9b\n/thresholding.c',),
    (first + '/deeper.c',), ('x' * 300 + '/thresholding.c',), ('f/' * 2000 + 'x.c',), (last,))
with zipfile.ZipFile(f'{out}/bomb.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr(first, code)
    for k in range(3):
        with z.open(f'ann/zeros{k}', 'w') as f:
            for _ in range(200):
                f.write(bytes(1 << 20))
    inner = code
    for _ in range(6):
        to = io.BytesIO()
        with zipfile.ZipFile(to, 'w') as i:
            i.writestr('x.zip', inner)
        inner = to.getvalue()
    z.writestr('ann/nest.zip', inner)
    z.writestr(last, code)
whole = io.BytesIO()
with zipfile.ZipFile(whole, 'w') as z:
    z.writestr(first, code)
    z.writestr(last, code)
data = bytearray(whole.getvalue())
for at in range(len(data) - 3): # encrypted, according to the headers
    if data[at:at + 4] == b'PK\3\4':
        data[at + 6] |= 1
    if data[at:at + 4] == b'PK\1\2':
        data[at + 8] |= 1
open(f'{out}/secret.zip', 'wb').write(data)
open(f'{out}/cut.zip', 'wb').write(whole.getvalue()[:20])
# A hole of 1 TB in a sparse file, as GNU tar has it.
head = bytearray(tarfile.TarInfo('bob/hole').tobuf(tarfile.GNU_FORMAT))
head[124:136] = b'00000000001\0'
head[156:157] = b'S'
head[386:410] = (1 << 40).to_bytes(12, 'big').replace(b'\0', b'\x80', 1) + b'00000000001\0'
head[483:495] = ((1 << 40) + 1).to_bytes(12, 'big').replace(b'\0', b'\x80', 1)
head[148:156] = b' ' * 8
head[148:156] = b'%06o\0 ' % sum(head)
def plain(path):
    t = tarfile.TarInfo(path)
    t.size = len(code)
    return t.tobuf() + code + bytes(512 - len(code))
open(f'{out}/sparse.tar', 'wb').write(plain(first) + bytes(head) + b'x' + bytes(511) +
                                      plain(last) + bytes(1024))
PY
whole() { # whole ARCHIVE: grades this archive of a class
    rm -rf "$work/out" "$work/opened"
    out=$(PATH=$work/bin:$PATH "$B/grader/class/class" grade --submissions "$work/$1" \
        --out "$work/out" --judge "$work/judge" --tests 1 --points 1 --jobs 2 2>&1 </dev/null)
    status=$?
}
who() { db 'SELECT key FROM total ORDER BY key' | tr '\n' ' '; }
bwrap_says "exec $(command -v bwrap)"' "$@"'
whole odd.tgz
same 'a class is read from an archive with odd names' "$status/$(who)" \
    '0/ann bob cy dan<U+202E>c.x eve [2J<U+009B>  zoe '
none 'and nothing in it leads out of the folder' \
    "$(find "$work" /tmp /etc -maxdepth 3 -name 'sb_exploit_[a-d]*' 2>/dev/null
    ls "$work/out/unpacked" 2>/dev/null)"
says 'what was left out is reported' 0 'bob/l.c in odd.tgz is a link' 'bob/h.c .* is a link' \
    'bob/d .* or a device' '^Note: 6 files in odd.tgz have a name .* leads out' \
    'ann/thresholding.c/deeper.c .* cannot be unpacked'
says_not 'in lines of a readable length' '.{500}'
for archive in bomb.zip sparse.tar; do
    whole $archive
    [[ $status = 0 && $(who) = *ann*zoe* ]]
    report $? "what bursts in $archive costs nobody else" "$status $(who) $out"
done
whole secret.zip
says 'for an encrypted archive it says what to do' 2 'secret.zip are encrypted; unpack it'
whole cut.zip
says 'a truncated archive cannot be read' 2 '^class: The archive cut.zip cannot be read to its end'
# It is opened in the sandbox, which shows the archive and an empty folder, and within limits.
bwrap_says 'exit 1'
whole odd.tgz
says 'it is opened in the sandbox' 2 '^class: odd.tgz was not opened: the sandbox did not start'
bwrap_says 'echo begun; kill -XCPU $$'
whole odd.tgz
says 'one that takes too long is reported in one line' 2 \
    '^class: odd.tgz takes more than [0-9]* seconds of work .* Unpack it yourself'
cat >"$work/bin/bwrap" <<STUB
#!/bin/bash
args=()
while [ "\$1 \$2" != '/w/class unpack' ]; do args+=("\$1"); shift; done
exec $(command -v bwrap) "\${args[@]}" /bin/sh -c '
    there=\$(find / -path /usr -prune -o -path /proc -prune -o -path /dev -prune -o -type f -print |
        grep -v ^/etc/ | sort | tr "\n" " ")
    printf "begun\nnote %d\n%s\nend\n" \${#there} "\$there"'
STUB
whole odd.tgz
says 'its sandbox shows the archive and nothing else' 2 '^class: /in /w/class  *Nothing'
exit $bad
