"""Opens what baguan writes with the programs that offices use, as `make office` asks.

open.py FOLDER, which has ours/ (what `baguan report` wrote), odt/ and xlsx/ (LibreOffice's copies of
it).  Each comment must stand round the same words in both, each workbook have the same cells.
"""
import re
import sys
import xml.etree.ElementTree as tree
import zipfile
from pathlib import Path

import openpyxl

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
OFFICE = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'


def without_blanks(text):
    return re.sub(r'\s+', '', text)


def ranges(root, start, end, name, words_of, skipped):
    """{name: the words between its start and its end}; what stands in `skipped` is no text."""
    open_ranges, done = {}, {}

    def walk(node):
        if node.tag == start:
            open_ranges[node.get(name)] = []
        elif node.tag == end and node.get(name) in open_ranges:
            done[node.get(name)] = without_blanks(''.join(open_ranges.pop(node.get(name))))
        if node.tag not in skipped:
            add(words_of(node))
            for child in node:
                walk(child)
                if words_of is odt_words:
                    add(child.tail)

    def add(words):
        for parts in open_ranges.values():
            parts.append(words or '')

    walk(root)
    return list(done.values())


def docx_words(node):
    return node.text if node.tag == W + 't' else None


def odt_words(node):
    return node.text


def part(path, name):
    with zipfile.ZipFile(path) as package:
        return tree.fromstring(package.read(name))


def compare_comments(docx, odt):
    ours = ranges(part(docx, 'word/document.xml'), W + 'commentRangeStart', W + 'commentRangeEnd',
                  W + 'id', docx_words, {W + 'del', W + 'instrText'})
    theirs = ranges(part(odt, 'content.xml'), OFFICE + 'annotation', OFFICE + 'annotation-end',
                    OFFICE + 'name', odt_words, {OFFICE + 'annotation', TEXT + 'tracked-changes'})
    ours, theirs = sorted(w for w in ours if w), sorted(w for w in theirs if w)
    return len(ours), [words[:40] for words in ours if words not in theirs]


def cells(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[str(c.value or '') for c in row] for row in sheet.iter_rows()]
            for sheet in book}


def trimmed(rows):
    """Without the empty rows and cells at the ends, of which each program keeps its own."""
    rows = [' | '.join(row).rstrip(' |') for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def main():
    work, results = Path(sys.argv[1]), []
    for docx in sorted((work / 'ours').glob('*.docx')):
        count, lost = compare_comments(docx, work / 'odt' / (docx.stem + '.odt'))
        results.append((not lost, f'{docx.name}: LibreOffice has its {count} comments round the same words', lost))
    for book in sorted((work / 'ours').glob('*.xlsx')):
        ours, theirs = cells(book), cells(work / 'xlsx' / book.name)
        differing = [name for name in ours if trimmed(ours[name]) != trimmed(theirs.get(name, []))]
        results.append((not differing, f'{book.name}: openpyxl and LibreOffice read the same cells', differing))
    for holds, what, why in results:
        print(('ok - ' if holds else 'not ok - ') + what)
        for line in why:
            print('#', line)
    failed = sum(not holds for holds, _, _ in results)
    print(f'{len(results) - failed} passed, {failed} failed')
    return 1 if failed or not results else 0


sys.exit(main())
