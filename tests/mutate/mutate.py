#!/usr/bin/env python3
"""Breaks a good meeting in one place at a time, and counts what the rules find.

    mutate.py [-v] [KIND…]     only kinds with these words in their names; -v shows what was found

A mutant is caught when there is a finding that the good meeting does not have, of a rule that its kind
expects, at level warning or above (or at any level, when the rule is named in full).  For a file that is gone,
"not checked" by such a rule counts too: the run ends with status 2 and says what to provide.
"""
import collections
import fnmatch
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mutants  # noqa: E402

GOOD = 'fixtures/meetings/qingshi-good'
BAGUAN = os.environ.get('BAGUAN', 'build/baguan')
WANTED = 95  # in a hundred


BATCH = 16  # meetings that one run of the program checks


def check(folder):
    """Of each meeting below the folder, by its name: (rule, level, file, message) of each finding, counted; rules that
    lacked something; files that no one could read."""
    run = subprocess.run([BAGUAN, 'check', '--format', 'json', '--level', 'info', folder], capture_output=True, check=False)
    if not run.stdout or run.stderr:
        raise SystemExit(f'{BAGUAN}: status {run.returncode}: {run.stderr.decode()[:400]}')
    out = {}
    for m in json.loads(run.stdout)['meetings']:
        found = collections.Counter((f['rule'], f['level'], f['file'], f['message']) for f in m['findings'])
        unsure = {r['rule'] for r in m['rules'] if r['unknown']}
        out[os.path.basename(m['path'])] = found, unsure, m['unread'] + m['unrecognised']
    return out


def fits(rule, patterns):
    return any(fnmatch.fnmatchcase(rule, p) for p in patterns)


class Run:
    def __init__(self, files):
        self.files = files
        self.found, unsure, unread = check(GOOD)[os.path.basename(GOOD)]
        assert not unsure and not unread, 'in the good meeting not everything was looked at'

    def write(self, folder, mutant):
        """The broken meeting; whether a file of it is gone."""
        kind, file, where, _, change = mutant
        m = mutants.Meeting(self.files)
        change(m)
        changed = m.changed()
        assert changed or m.gone, f'{kind}: {file} {where}: nothing changed'
        os.mkdir(folder)
        for name, data in self.files.items():
            if name not in m.gone:
                with open(os.path.join(folder, name), 'wb') as f:
                    f.write(changed.get(name, data))
        return bool(m.gone)

    def batch(self, some):
        """(mutant, what of it was found by an expected rule, all that was found, rules that lacked something)."""
        with tempfile.TemporaryDirectory() as folder:
            gone = [self.write(os.path.join(folder, str(i)), mutant) for i, mutant in enumerate(some)]
            checked = check(folder)
        out = []
        for i, mutant in enumerate(some):
            (found, unsure, unread), expected = checked[str(i)], mutant[3]
            assert not unread, f'{mutant[:3]}: {unread}'
            new = found - self.found
            good = {x[0] for x in new if fits(x[0], expected) and (x[1] != 'info' or x[0] in expected)}
            if gone[i]:
                good |= {r + ' (not checked)' for r in unsure if fits(r, expected)}
            out.append((mutant, good, new, unsure))
        return out


def show(result, good):
    (_, file, where, expected, _), caught, new, unsure = result
    print(f"    {'+' if good else '-'} {file}  {where}")
    if good:
        print('        ' + ', '.join(sorted(caught)))
        return
    print(f"        expected {' '.join(expected)}; "
          f"found {' '.join(sorted({x[0] + ('' if x[1] != 'info' else ' (info)') for x in new}) or ['nothing'])}"
          + (f"; not checked: {len(unsure)} rules" if unsure else ''))


def main(words):
    loud = '-v' in words
    words = [w for w in words if w != '-v']
    files = {n: open(os.path.join(GOOD, n), 'rb').read() for n in sorted(os.listdir(GOOD))}
    run = Run(files)
    kinds = [(n, f) for n, f in mutants.KINDS if not words or any(w in n for w in words)]
    todo = [(n, *m) for n, f in kinds for m in f(mutants.Meeting(files))]
    batches = [todo[i:i + BATCH] for i in range(0, len(todo), BATCH)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = [r for some in pool.map(run.batch, batches) for r in some]
    caught = 0
    for name, _ in kinds:
        of_kind = [r for r in results if r[0][0] == name]
        hits = sum(bool(r[1]) for r in of_kind)
        caught += hits
        print(f'{hits}/{len(of_kind)}  {name}')
        for r in of_kind:
            if loud or not r[1]:
                show(r, bool(r[1]))
    print(f'caught {caught} of {len(results)}')
    return 0 if caught * 100 >= WANTED * len(results) else 1


if __name__ == '__main__':
    assert shutil.which(BAGUAN) or os.path.exists(BAGUAN), f'no {BAGUAN}: make first'
    sys.exit(main(sys.argv[1:]))
