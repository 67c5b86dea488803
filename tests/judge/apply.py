"""apply.py CASE TREE OUT: put an answer into an otherwise solved chapter, OUT/NN_topic/topic.c.

CASE is EXERCISE__name.c; its text takes the place of that exercise's section. Lines at its top that
begin with //@ say more: `what:` what the answer does; `where:` top (before the first section) or
whole (the whole file); `py:` Python that changes s, the text of the file, or b, its bytes.
answers.sh knows more keys: likely, unlikely, says."""
import glob, os, re, subprocess, sys

case, tree, out = sys.argv[1:]
exercise = os.path.basename(case).split('__')[0]
for solution in glob.glob(f'{tree}/solutions/*/*.c'):
    s = open(solution).read()
    mark = re.search(rf'/\* ---- E\S+ {exercise} ---- \*/\n', s)
    if mark and not solution.endswith('mistakes.c'):
        break
else:
    sys.exit(f'{case}: no solution has a section {exercise}')
s = subprocess.run(['unifdef', '-DSOLUTION', '-x2'], input=s, text=True,
                   stdout=subprocess.PIPE).stdout
text = open(case, encoding='utf-8', errors='surrogateescape').read()
said = re.findall(r'^//@ (\w+): (.*)\n', text, re.M)
text = re.sub(r'^//@.*\n', '', text, flags=re.M)
where = dict(said).get('where')
if where == 'whole':
    s = text
elif where == 'top':
    s = re.sub(r'/\* ---- E', lambda m: text + '\n' + m[0], s, count=1)
elif text.strip():
    begin = re.search(rf'/\* ---- E\S+ {exercise} ---- \*/\n', s).end()
    end = s.find('/* ---- E', begin)
    s = s[:begin] + '\n' + text + ('\n' + s[end:] if end > 0 else '')
names = {'s': s, 'b': None}
for key, code in said:
    if key == 'py':
        exec(code, names)
if names['b'] is None and (names['s'] == s) != ('py' not in dict(said)):
    sys.exit(f'{case}: its py: line changes nothing')
folder = f'{out}/{os.path.basename(os.path.dirname(solution))}'
os.makedirs(folder, exist_ok=True)
with open(f'{folder}/{os.path.basename(solution)}', 'wb') as f:
    f.write(names['b'] or names['s'].encode('utf-8', 'surrogateescape'))
