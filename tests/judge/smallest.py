"""smallest.py FOLDER...: every smaller example in the results.json below the folders keeps to the
contract of its function, its arrays are as long as the chapter's table says, and its sentence says
something: two numbers that differ by more than rounding, of an output that has a name. Prints what
does not, and the number of examples."""
import glob, json, re, sys

RETURNED = r'it has to return (?P<want>\S+) and returns (?P<got>\S+)'
WRITTEN = r'[A-Za-z]\w*\[\d+\] has to be (?P<want_>\S+) and (is (?P<got_>\S+)|was never written)'


def between(low, values, high=float('inf')):
    return all(low <= v <= high for v in values)


def unit_norm(D, m):
    rows = [D[i:i + m] for i in range(0, len(D), m)]
    return all(abs(sum(v * v for v in row) - 1) < 1e-4 for row in rows if len(row) == m)


# What the headers of the chapters ask for, beside what holds for every function.
CONTRACTS = {
    'taus': lambda a: a['first'] <= a['last'],
    'taus_list': lambda a: between(1, a['tau']),
    'set_sigs': lambda a: a['count'] >= 2,
    'OMP': lambda a: a['K'] >= 1 and a['n'] >= 1,
    'cardinality_sweep': lambda a: between(0, a['ks'], a['n']) and len(set(a['y'])) > 1,
    'soft_threshold': lambda a: a['lambda'] >= 0,
    'sparse_code': lambda a: a['lambda'] >= 0,
    'dictionary_update': lambda a: unit_norm(a['D'], int(a['m'])),
    'fit_transform': lambda a: a['lambda'] >= 0 and a['tol'] >= 0 and a['max_iter'] >= 1 and
                               unit_norm(a['D'], int(a['m'])),
    'extract_patches': lambda a: a['side'] >= 1 and a['stride'] >= 1,
    'train_fields': lambda a: 1 <= a['K'] <= a['n'] and a['max_iter'] >= 1,
    'diff_x': lambda a: a['rows'] >= 1 and a['cols'] >= 1,
    'diff_y': lambda a: a['rows'] >= 1 and a['cols'] >= 1,
    'diff_box_values_x': lambda a: between(1, a['windows'], a['cols'] - 1),
    'diff_box_values_y': lambda a: between(1, a['windows'], a['rows'] - 1),
}


def lengths_of_tables():
    """{function: {array: expression of its length}}, for the arrays that go in and those that
    come out."""
    lengths = {}
    for path in glob.glob('chapters/*/chapter.ini'):
        text = re.sub(r'\n +', ' ', open(path, encoding='utf-8').read())
        for name, arguments in re.findall(r'^function = \w+ (\w+)\((.*)\)$', text, re.M):
            lengths[name] = {array: (kind, length) for kind, array, length in
                             re.findall(r'(\w+) (\w+)\[(.*?)\](?:,|$)', arguments)}
    return lengths


LENGTHS = lengths_of_tables()


def wrong_length(function, arguments, shown):
    """The first array of another length than the table says, or ''. shown: {array: how many values
    are printed, at most 12}."""
    sizes = {name: int(v) for name, v in arguments.items() if not isinstance(v, list)}
    for name, (kind, length) in LENGTHS[function].items():
        if kind in ('in', 'insize', 'inout'):
            wanted = eval(length, {}, sizes)
            if shown.get(name, 0) != min(wanted, 12):
                return f'{name} has {shown.get(name, 0)} values, and not {wanted}'
    return ''


def what_is_wrong(text):
    call, *inputs, sentence = text.splitlines()
    shown = {}
    arguments = {name: float(value) for name, value in re.findall(r'(\w+) = ([^,)]+)', call)}
    for line in inputs:
        name, values = re.fullmatch(r'(\w+) = \{(.*)\}', line).groups()
        arguments[name] = [float(v) for v in values.split(', ') if v not in ('', '...')]
        shown[name] = len(arguments[name])
    function = call.split('(')[0]
    if wrong_length(function, arguments, shown):
        return wrong_length(function, arguments, shown)
    if function in CONTRACTS and not CONTRACTS[function](arguments):
        return 'not within the contract'
    said = re.fullmatch(RETURNED + '|' + WRITTEN, sentence)
    if not said:
        return 'no sentence on an output'
    want, got = said['want'] or said['want_'], said['got'] or said['got_']
    array = re.match(r'(\w+)\[', sentence)
    if array and array[1] not in LENGTHS[function]:
        return 'an array that the function does not have'
    if got is None:
        return ''
    if want == got:
        return 'the two numbers look the same'
    if 'e+19' in want + got:
        return 'a size that is not a size'
    given = [abs(v) for line in inputs if not line.startswith(('tau =', 'ks =', 'windows ='))
             for v in arguments[line.split(' = ')[0]]]
    given += [abs(arguments[name]) for name in ('z', 'lambda', 'theta') if name in arguments]
    if abs(float(want) - float(got)) <= 1e-14 * max(given + [abs(float(want))]):
        return 'a rounding error'
    return ''


examples = bad = 0
for folder in sys.argv[1:]:
    for path in glob.glob(f'{folder}/**/results.json', recursive=True):
        for test in json.load(open(path, encoding='utf-8', errors='replace'), strict=False):
            if 'smallest' not in test:
                continue
            examples += 1
            wrong = what_is_wrong(test['smallest'])
            if wrong:
                bad += 1
                print(f"{path.split('/')[-2]}: {wrong}:", test['smallest'].replace('\n', ' | '))
print(f'{examples} smaller examples')
sys.exit(bad > 0)
