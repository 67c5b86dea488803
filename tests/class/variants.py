"""variants.py DIR: hand-ins as people really send them, a folder or file per student, in DIR/class;
and classes in other wrappings, in DIR/NAME. Prints, for each student in DIR/class, the key and what
the gradebook has to say of the work: found, or a word of the note that tells why not."""
import io
import os
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

RIGHT = b'// right\nvoid ReLU(void) {}\n'
ALL = (b'#include "omp.h"\nvoid ReLU(int x) {}\nint set_sigs(int a) {}\nint OMP(int b) {}\n'
       b'int cardinality_sweep(int x) {}\n')
OMP = b'int set_sigs(int a) {}\nint OMP(int b) {}\nint cardinality_sweep(int x) {}\n'


class Raw(zipfile.ZipInfo):
    """A name that says nothing of its encoding."""
    raw = b''

    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits & ~0x800


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as z:
        for name, data in files.items():
            info = Raw('x') if isinstance(name, bytes) else name
            if isinstance(name, bytes):
                info.raw = name
            z.writestr(info, data)
    return out.getvalue()


def tarred(mode, files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w:' + mode) as t:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def write(base, files):
    for name, data in files.items():
        path = os.path.join(os.fsencode(base), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if not path.endswith(b'/'):
            with open(path, 'wb') as f:
                f.write(data)


def git(folder, words):
    subprocess.run(['git', '-c', 'user.name=J', '-c', 'user.email=j@x.org'] + words.split(),
                   cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, 'GIT_COMMITTER_DATE': '2026-03-02T10:00:00Z'})


C = 'thresholding.c'
LOCKED = bytearray(zipped({C: RIGHT}))
LOCKED[6] |= 1                                  # in the file's own head,
LOCKED[LOCKED.index(b'PK\1\2') + 8] |= 1        # and in the list at the end: encrypted
# name: (files, what is said of them)
PEOPLE = {
    'zip in zip': ({'zip in zip.zip': zipped({'w.zip': zipped({C: RIGHT})})}, 'found'),
    'four deep': ({'four deep.zip': zipped({'a.zip': zipped({'b.zip': zipped(
        {'c.zip': zipped({C: RIGHT})})})})}, 'was not opened'),
    'dos name': ({'dos name.zip': zipped({b'\x9abung 1/thresholding.c': RIGHT})}, 'found'),
    'latin-1 name': ({'latin-1 name.zip': zipped({b'\xdcbung/thresholding.c': RIGHT})}, 'found'),
    'backslash': ({'backslash.zip': zipped({'chapters\\02_thresholding\\thresholding.c': RIGHT})},
                  'found'),
    'tgz': ({'tgz.TGZ': tarred('gz', {C: RIGHT})}, 'found'),
    'txz': ({'txz.txz': tarred('xz', {C: RIGHT})}, 'found'),
    'tbz2': ({'tbz2.tbz2': tarred('bz2', {C: RIGHT})}, 'found'),
    'rar': ({'rar.rar': b'Rar!\x1a\x07\x00'}, 'of a kind that is not opened'),
    'zst': ({'zst.tar.zst': b'\x28\xb5\x2f\xfd'}, 'of a kind that is not opened'),
    'cut': ({'cut.zip': zipped({C: RIGHT * 9})[:90]}, 'cannot be read to its end'),
    'no zip': ({'no zip.zip': b'hello'}, 'cannot be read to its end'),
    'locked': ({'locked.zip': bytes(LOCKED)}, 'locked with a password'),
    'UPPER': ({'UPPER/CHAPTERS/02_THRESHOLDING/THRESHOLDING.C': RIGHT}, 'found'),
    'copy 1': ({'copy 1/thresholding (1).c': b'// wrong\n', 'copy 1/thresholding (2).c': RIGHT},
               'found'),
    'copy-of': ({'copy-of/Copy of thresholding.c': RIGHT}, 'found'),
    'twice': ({'twice/thresholding.c': b'// wrong\n', 'twice - Copy/thresholding.c': RIGHT},
              'found'),
    'kopie': ({'kopie - Kopie/thresholding.c': RIGHT}, 'found'),
    'Cy': ({'Copy of Cy/thresholding.c': RIGHT}, 'found'),
    'txt': ({'txt/thresholding.c.txt': RIGHT}, 'found'),
    'bare txt': ({'bare txt/thresholding.TXT': RIGHT}, 'found'),
    'no ending': ({'no ending/thresholding': RIGHT}, 'found'),
    'program': ({'program/thresholding': b'\x7fELF\0\0', 'program/a.out': b'\x7fELF'},
                'No source file'),
    'docx': ({'docx/thresholding.docx': b'PK'}, 'hand in thresholding.c itself'),
    'pdf': ({'pdf/My thresholding.c.pdf': b'%PDF'}, 'hand in thresholding.c itself'),
    'solution': ({'solution/solution.c': ALL}, 'found'),
    'solutions': ({'solutions/solutions/thresholding.c': RIGHT}, 'found'),
    'all test': ({'all test/test_all.c': ALL}, 'found'),
    'swapped': ({'swapped/omp.c': RIGHT, 'swapped/thresholding.c': OMP}, 'found'),
    'junk': ({'junk/thresholding.c': RIGHT, 'junk/.DS_Store': b'x', 'junk/Thumbs.db': b'x',
              'junk/__MACOSX/._thresholding.c': b'x', 'junk/desktop.ini': b'x'}, 'found'),
    'built': ({'built/sb/chapters/02_thresholding/thresholding.c': RIGHT,
               'built/sb/build/chapters/02_thresholding/thresholding.c': b'// wrong\n'}, 'found'),
    'odd (x) [y] $HOME `id` "q" \'s\'': (
        {'odd (x) [y] $HOME `id` "q" \'s\'/my work/thresholding.c': RIGHT}, 'found'),
    '-rf': ({'-rf/thresholding.c': RIGHT}, 'found'),
    'empty': ({'empty/': b''}, 'No source file'),
    'nothing in it': ({'nothing in it/thresholding.c': b''}, 'is empty'),
    'Zoë': ({unicodedata.normalize('NFD', 'Zoë') + '/thresholding.c': RIGHT,
             'Zoë/notes.txt': b'hi'}, 'found'),
    'flat one': ({'flat_one_thresholding.c': RIGHT, 'flat_one.zip': zipped({'omp.c': OMP})},
                 'found'),
    'flat two': ({'flat two_thresholding.txt': RIGHT}, 'found'),
    'a.b@x.org': ({'a.b@x.org_thresholding.c': RIGHT}, 'found'),
    'max': ({'max-thresholding-final.c': RIGHT}, 'found'),
    'Bo_9': ({'9-125 - Bo - Mar 4, 2026 12:34 PM.zip': zipped({C: RIGHT})}, 'found'),
    'Ann_8': ({'8-124 - Ann - 4 xyz 2026 12 h 34/thresholding.c': RIGHT}, 'found'),
    'no bundle': ({'no bundle.bundle': b'hello'}, 'repository of git, cannot be read'),
}
KEYS = {'flat one': 'flat_one'}

base = sys.argv[1]
for who, (files, said) in PEOPLE.items():
    write(base + '/class', files)
    print(KEYS.get(who, who), said, sep='\t')
os.symlink('/etc/passwd', base + '/class/junk/omp.c')
os.symlink(base + '/class/junk', base + '/class/a link')

source = base + '/source'
write(source, {'chapters/02_thresholding/thresholding.c': RIGHT})
for words in ('init -q -b main .', 'add -A', 'commit -q -m x --date=2020-01-01T00:00:00Z'):
    git(source, words)
git(source, 'clone -q --bare . ../class/bare.git')
git(source, 'clone -q . ../class/clone/work')
git(source, 'bundle create ../class/bundled.bundle --all')
for who in ('bare', 'clone', 'bundled'):
    print(who, '2026-03-02 10:00:00 +0000; who commits can set it', sep='\t')

write(base + '/one', {C: RIGHT})
write(base, {'one.zip': zipped({C: RIGHT})})
write(base + '/twice', {'all.zip': zipped({'export/%s/thresholding.c' % n: RIGHT
                                           for n in ('ann', 'bo')}), 'readme.pdf': b'x'})
write(base + '/exports', {'c.zip': zipped({'doejane_11_21_thresholding.c': RIGHT}),
                          'm.zip': zipped({'Max Roe_8_assignsubmission_file/t.c': RIGHT})})
write(base + '/hub', {'week-1-submissions/week-1-jdoe/02_thresholding/thresholding.c': RIGHT,
                      'grades.csv': b'"assignment_name","github_username","roster_identifier",'
                                    b'"student_repository_name","submission_timestamp"\n'
                                    b'"w","jdoe","jane@x.org","week-1-jdoe",'
                                    b'"2026-03-04 12:34:56 UTC"\n'})
write(base, {'half.zip': zipped({'doejane_11_21_thresholding.c': RIGHT * 9,
                                 'roemax_12_22_thresholding.c': RIGHT})[:300]})
write(base + '/folders', {'a/b/c/': b''})
