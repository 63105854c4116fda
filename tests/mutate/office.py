"""Meeting materials that can be changed in one place and written again: docx, xlsx, csv, text, Markdown.

A prose document is a list of items (paragraphs, or lines), a sheet a list of rows.  What is not changed stays as it was.
"""
import copy
import csv
import io
import re
import xml.etree.ElementTree as ET
import zipfile

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
S = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def parse_xml(data):
    """The root, with the file's own prefixes known to the writer."""
    for _, (prefix, uri) in ET.iterparse(io.BytesIO(data), events=['start-ns']):
        if not re.fullmatch(r'ns\d+', prefix):
            ET.register_namespace(prefix, uri)
    return ET.fromstring(data)


class Package:
    """The parts of a zip file."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            self.parts = {i.filename: z.read(i) for i in z.infolist()}

    def pack(self, changed):
        out = io.BytesIO()
        with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
            for name, data in self.parts.items():
                z.writestr(zipfile.ZipInfo(name, (2022, 1, 1, 0, 0, 0)), changed.get(name, data))
        return out.getvalue()


# ---- docx ----

class Paragraph:
    def __init__(self, doc, element, parent, cell):
        self.doc, self.element, self.parent, self.cell = doc, element, parent, cell

    def pieces(self):
        return [t for t in self.element.iter(W + 't')]

    @property
    def text(self):
        return ''.join(t.text or '' for t in self.pieces())

    def replace(self, old, new):
        """The first OLD becomes NEW, in the run where it begins."""
        at = self.text.index(old)
        end, pos, put = at + len(old), 0, False
        for t in self.pieces():
            s = t.text or ''
            a, b = max(at - pos, 0), min(end - pos, len(s))
            pos += len(s)
            if a < b or (a == b == len(s) == 0 and not put and at == pos):
                t.text = s[:a] + ('' if put else new) + s[b:]
                t.set('{http://www.w3.org/XML/1998/namespace}space', 'preserve')
                put = True

    def set(self, text):
        pieces = self.pieces()
        longest = max(pieces, key=lambda t: len(t.text or ''))
        for t in pieces:
            t.text = text if t is longest else ''

    def clear(self):
        for t in self.pieces():
            t.text = ''

    def delete(self):
        if self.cell:
            self.clear()
        else:
            self.parent.remove(self.element)


class Docx:
    def __init__(self, data):
        self.package = Package(data)
        self.root = parse_xml(self.package.parts['word/document.xml'])
        self.body = self.root.find(W + 'body')

    def items(self):
        out = []

        def walk(parent, cell):
            for e in list(parent):
                if e.tag == W + 'p':
                    out.append(Paragraph(self, e, parent, cell))
                elif e.tag in (W + 'tbl', W + 'tr', W + 'tc', W + 'sdt', W + 'sdtContent'):
                    walk(e, cell or e.tag == W + 'tbl')
        walk(self.body, False)
        return out

    def insert_after(self, item, text):
        twin = copy.deepcopy(item.element)
        item.parent.insert(list(item.parent).index(item.element) + 1, twin)
        Paragraph(self, twin, item.parent, item.cell).set(text)

    def swap(self, first, second):
        """Two runs of items, one behind the other, change places."""
        body, a, b = self.body, [i.element for i in first], [i.element for i in second]
        at = list(body).index(a[0])
        for e in a + b:
            body.remove(e)
        for e in reversed(b + a):
            body.insert(at, e)

    def tables(self):
        return [Table(t) for t in self.body.iter(W + 'tbl')]

    def bytes(self):
        return self.package.pack({'word/document.xml': ET.tostring(self.root, encoding='UTF-8', xml_declaration=True)})


class Table:
    """Rows of texts; what is merged downwards is read in each row."""

    def __init__(self, element):
        self.element = element
        self.trs = element.findall(W + 'tr')

    @staticmethod
    def merge(tc):
        m = tc.find(f'{W}tcPr/{W}vMerge')
        return None if m is None else m.get(W + 'val', 'continue')

    @staticmethod
    def text(tc):
        return '\n'.join(''.join(t.text or '' for t in p.iter(W + 't')) for p in tc.findall(W + 'p'))

    def rows(self):
        out = []
        for tr in self.trs:
            row = []
            for i, tc in enumerate(tr.findall(W + 'tc')):
                row.append(out[-1][i] if self.merge(tc) == 'continue' and out else self.text(tc))
            out.append(row)
        return out

    def cell(self, row, column):
        return self.trs[row].findall(W + 'tc')[column]

    def set(self, row, column, text):
        tc = self.cell(row, column)
        ps = tc.findall(W + 'p')
        for p in ps[1:]:
            tc.remove(p)
        ts = [t for t in ps[0].iter(W + 't')]
        for t in ts:
            t.text = ''
        if ts:
            ts[0].text = text

    def own(self, row, column):
        """The cell no longer shares the one above, and has its words."""
        tc, words = self.cell(row, column), self.rows()[row][column]
        if self.merge(tc) != 'continue':
            return
        above = row
        while self.merge(self.cell(above, column)) == 'continue':
            above -= 1
        for p in tc.findall(W + 'p'):
            tc.remove(p)
        tc.extend(copy.deepcopy(p) for p in self.cell(above, column).findall(W + 'p'))
        tc.find(f'{W}tcPr/{W}vMerge').set(W + 'val', 'restart')
        assert self.text(tc) == words

    def delete_row(self, row):
        if row + 1 < len(self.trs):
            for i, tc in enumerate(self.trs[row].findall(W + 'tc')):
                if self.merge(tc) == 'restart' and self.merge(self.cell(row + 1, i)) == 'continue':
                    self.own(row + 1, i)
        self.element.remove(self.trs[row])
        del self.trs[row]

    def delete(self, doc):
        for parent in doc.root.iter():
            if self.element in list(parent):
                parent.remove(self.element)
                return


# ---- text, Markdown ----

class Line:
    def __init__(self, doc, box):
        self.doc, self.box, self.cell = doc, box, False

    @property
    def text(self):
        return self.box[0]

    def replace(self, old, new):
        assert old in self.box[0]
        self.box[0] = self.box[0].replace(old, new, 1)

    def set(self, text):
        self.box[0] = re.match(r'\s*', self.box[0]).group() + text

    def clear(self):
        self.box[0] = ''

    def delete(self):
        self.doc.lines = [b for b in self.doc.lines if b is not self.box]


class Text:
    def __init__(self, data):
        for self.encoding in ('utf-8', 'gb18030'):
            try:
                text = data.decode(self.encoding)
                break
            except UnicodeDecodeError:
                pass
        self.lines = [[line] for line in text.split('\n')]

    def items(self):
        return [Line(self, b) for b in self.lines if b[0].strip()]

    def insert_after(self, item, text):
        at = next(i for i, b in enumerate(self.lines) if b is item.box) + 1
        self.lines[at:at] = [[''], [re.match(r'\s*', item.text).group() + text]]

    def swap(self, first, second):
        at = [next(i for i, b in enumerate(self.lines) if b is x.box) for x in (first[0], second[0], second[-1])]
        a, b = self.lines[at[0]:at[1]], self.lines[at[1]:at[2] + 1]
        self.lines[at[0]:at[2] + 1] = b + [['']] + a

    def bytes(self):
        return '\n'.join(b[0] for b in self.lines).encode(self.encoding)


# ---- tables: csv, xlsx ----

class Csv:
    """One sheet."""

    def __init__(self, data):
        self.grid = list(csv.reader(io.StringIO(data.decode('utf-8-sig'))))

    def rows(self):
        return self.grid

    def set(self, row, column, value):
        self.grid[row][column] = value

    def delete_row(self, row):
        del self.grid[row]

    def bytes(self):
        out = io.StringIO()
        csv.writer(out, lineterminator='\n').writerows(self.grid)
        return b'\xef\xbb\xbf' + out.getvalue().encode()


def column_number(ref):
    n = 0
    for c in re.match('[A-Z]+', ref).group():
        n = n * 26 + ord(c) - 64
    return n - 1


def column_letters(n):
    return ('' if n < 26 else column_letters(n // 26 - 1)) + chr(65 + n % 26)


class Xlsx:
    """The first sheet of a workbook; what is merged downwards is read in each row, and unmerged where rows go."""

    def __init__(self, data, part='xl/worksheets/sheet1.xml'):
        self.package, self.part = Package(data), part
        strings = parse_xml(self.package.parts['xl/sharedStrings.xml'])
        self.strings = [''.join(t.text or '' for t in si.iter(S + 't')) for si in strings.findall(S + 'si')]
        self.root = parse_xml(self.package.parts[part])
        self.data = self.root.find(S + 'sheetData')

    def merges(self):
        box = self.root.find(S + 'mergeCells')
        return [] if box is None else box.findall(S + 'mergeCell')

    @staticmethod
    def bounds(merge):
        a, b = merge.get('ref').split(':')
        return [column_number(a), int(re.search(r'\d+', a).group()), column_number(b), int(re.search(r'\d+', b).group())]

    def elements(self):
        return {int(r.get('r')): r for r in self.data.findall(S + 'row')}

    def value(self, c):
        v = c.find(S + 'v')
        if c.get('t') == 'inlineStr':
            return ''.join(t.text or '' for t in c.iter(S + 't'))
        if v is None:
            return ''
        return self.strings[int(v.text)] if c.get('t') == 's' else v.text

    def rows(self):
        """Values by row; a date is its number of days, as a text."""
        els = self.elements()
        grid = [[] for _ in range(max(els))]
        for r, e in els.items():
            for c in e.findall(S + 'c'):
                n, row = column_number(c.get('r')), grid[r - 1]
                row.extend([''] * (n + 1 - len(row)))
                row[n] = self.value(c)
        for m in self.merges():
            left, top, right, bottom = self.bounds(m)
            if left == right and left < len(grid[top - 1]):
                for r in range(top, bottom):
                    grid[r].extend([''] * (left + 1 - len(grid[r])))
                    grid[r][left] = grid[top - 1][left]
        return grid

    def cell(self, row, column):
        e = self.elements()[row + 1]
        for c in e.findall(S + 'c'):
            if column_number(c.get('r')) == column:
                return c
        raise KeyError((row, column))

    def set(self, row, column, value):
        """A text, or a number (of days)."""
        c = self.cell(row, column)
        for child in list(c):
            c.remove(child)
        c.attrib.pop('t', None)
        if isinstance(value, (int, float)):
            ET.SubElement(c, S + 'v').text = str(value)
        elif value:
            c.set('t', 'inlineStr')
            ET.SubElement(ET.SubElement(c, S + 'is'), S + 't').text = value

    def own(self, row, column):
        """Takes apart what is merged downwards around the cell."""
        for m in self.merges():
            left, top, right, bottom = self.bounds(m)
            if left == right == column and top <= row + 1 <= bottom:
                words = self.value(self.cell(top - 1, column))
                self.root.find(S + 'mergeCells').remove(m)
                for r in range(top - 1, bottom):
                    self.set(r, column, words)

    def delete_row(self, row):
        for column in range(len(self.rows()[row])):
            self.own(row, column)
        els = self.elements()
        self.data.remove(els.pop(row + 1))
        for r, e in els.items():
            if r > row + 1:
                e.set('r', str(r - 1))
                for c in e.findall(S + 'c'):
                    c.set('r', column_letters(column_number(c.get('r'))) + str(r - 1))
        for m in self.merges():
            left, top, right, bottom = self.bounds(m)
            if top > row + 1:
                m.set('ref', f'{column_letters(left)}{top - 1}:{column_letters(right)}{bottom - 1}')

    def bytes(self):
        return self.package.pack({self.part: ET.tostring(self.root, encoding='UTF-8', xml_declaration=True)})


def open_material(name, data):
    kind = {'docx': Docx, 'xlsx': Xlsx, 'csv': Csv}.get(name.rsplit('.', 1)[-1], Text)
    return kind(data)
