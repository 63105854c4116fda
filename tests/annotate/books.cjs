// books.cjs FOLDER ODD: workbooks with all that can stand round a note, for tests/cli/annotate.sh; those that are not as they should be to ODD.
'use strict'
const fs = require('fs')
const path = require('path')
const zip = require('./zip.cjs')

const S = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
const relations = list => `${head}<Relationships xmlns="${PACKAGE}/relationships">${list.map(([id, type, target]) =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`
const cell = (ref, text) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
// ROWS: lists of cells, in columns A, B …; MORE: what stands behind the data.
const sheet = (rows, more = '') => `${head}<worksheet xmlns="${S}" xmlns:r="${OFFICE}"><sheetData>${rows.map((cells, i) =>
  `<row r="${i + 1}">${cells.map((x, k) => x && cell('ABCDEFG'[k] + (i + 1), x)).join('')}</row>`).join('')}</sheetData>${more}</worksheet>`
const comments = (authors, list) => `${head}<comments xmlns="${S}"><authors>${authors.map(a => `<author>${a}</author>`).join('')}</authors><commentList>${
  list.map(([ref, author, text]) => `<comment ref="${ref}" authorId="${author}"><text>${text}</text></comment>`).join('')}</commentList></comments>`
const box = (id, row, column) => `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;visibility:hidden"><v:fill/><x:ClientData ObjectType="Note"><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
const drawing = boxes => `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="3"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>${boxes.join('')}</xml>`

// What people say to each other on cells.  LIST: cell, person, words, number of what it answers; the note that stands for a conversation names its first remark.
const MS = 'http://schemas.microsoft.com/office'
const id = n => `{${String(n).padStart(8, '0')}-0000-4000-8000-000000000000}`
const talks = list => `${head}<ThreadedComments xmlns="${MS}/spreadsheetml/2018/threadedcomments">${list.map(([ref, person, text, parent, more = ''], i) =>
  `<threadedComment ref="${ref}" dT="2022-01-1${i}T08:00:00.00" personId="${id(900 + person)}" id="${id(i)}"${parent === undefined ? '' : ` parentId="${id(parent)}"`}><text>${text}</text>${more}</threadedComment>`).join('')}</ThreadedComments>`
const mention = n => `<mentions><mention mentionpersonId="${id(900 + n)}" mentionId="${id(800 + n)}" startIndex="0" length="3"/></mentions>`
const persons = list => `${head}<personList xmlns="${MS}/spreadsheetml/2018/threadedcomments">${list.map((p, i) =>
  `<person displayName="${p}" id="${id(900 + i)}" userId="${p}" providerId="None"/>`).join('')}</personList>`
const related = (xml, type, target) => xml.replace('</Relationships>', `<Relationship Id="rId90" Type="${MS}/2017/10/relationships/${type}" Target="${target}"/></Relationships>`)

// SHEETS: {xml, comments, drawing, talks}; PEOPLE: who has said something in talks.
function xlsx (sheets, edit = x => x, people = undefined) {
  const parts = [
    ['_rels/.rels', relations([['rId1', 'officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', `${head}<workbook xmlns="${S}" xmlns:r="${OFFICE}"><sheets>${sheets.map((s, i) => `<sheet name="表 ${i + 1}!" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', relations(sheets.map((s, i) => [`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`]))]
  ]
  const types = sheets.map((s, i) => [`xl/worksheets/sheet${i + 1}.xml`, `${sheetType}worksheet+xml`])
  sheets.forEach((s, i) => {
    parts.push([`xl/worksheets/sheet${i + 1}.xml`, s.xml])
    if (!s.comments) return
    parts.push([`xl/worksheets/_rels/sheet${i + 1}.xml.rels`, relations([['rId7', 'comments', `../comments${i + 1}.xml`], ['rId3', 'vmlDrawing', `../drawings/vmlDrawing${i + 1}.vml`]])])
    parts.push([`xl/comments${i + 1}.xml`, s.comments], [`xl/drawings/vmlDrawing${i + 1}.vml`, s.drawing])
    types.push([`xl/comments${i + 1}.xml`, `${sheetType}comments+xml`])
    if (!s.talks) return
    const rels = parts.find(([n]) => n === `xl/worksheets/_rels/sheet${i + 1}.xml.rels`)
    rels[1] = related(rels[1], 'threadedComment', `../threadedComments/threadedComment${i + 1}.xml`)
    parts.push([`xl/threadedComments/threadedComment${i + 1}.xml`, s.talks])
    types.push([`xl/threadedComments/threadedComment${i + 1}.xml`, 'application/vnd.ms-excel.threadedcomments+xml'])
  })
  if (people) {
    parts[2][1] = related(parts[2][1], 'person', 'persons/person.xml')
    parts.push(['xl/persons/person.xml', people])
    types.push(['xl/persons/person.xml', 'application/vnd.ms-excel.person+xml'])
  }
  const vml = sheets.some(s => s.comments) ? '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' : ''
  parts.unshift(['[Content_Types].xml', `${head}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${vml}<Override PartName="/xl/workbook.xml" ContentType="${sheetType}sheet.main+xml"/>${
    types.map(([n, t]) => `<Override PartName="/${n}" ContentType="${t}"/>`).join('')}</Types>`])
  return zip(parts.map(([n, x]) => [n, Buffer.from(edit(x, n))]))
}
const rows = [['材料名', '内容'], ['甲', '这里错词。'], ['乙', '没有'], ['丙', '错词，又错词']]
const clean = sheet([['项目', '内容'], ['丁', '好的']])
const stale = '错误：旧的 [slip.word]\n条款 C1'
const stands = (ref, author, text) => [ref, author, `<t xml:space="preserve">[Threaded comment]\n\nComment:\n    ${text}</t>`]
// Conversations: B2, B4 of people; in B5 our last word, in A5, too, where there is no finding any more; in B6 one that was answered.
const book = (people, list) => xlsx([{
  xml: sheet([...rows, ['戊', '错词'], ['己', '错词']], '<legacyDrawing r:id="rId3"/>'),
  comments: comments(['李四', ...list.map((_, i) => `tc=${id(i)}`)], [['A2', 0, '<t>李四的批注</t>'],
    ...list.map(([ref, , text, parent], i) => parent === undefined && stands(ref, i + 1, text)).filter(x => x)]),
  drawing: drawing([box(3080, 1, 0), ...list.filter(x => x[3] === undefined).map(([ref], i) => box(3081 + i, ref[1] - 1, ref.charCodeAt(0) - 65))]),
  talks: talks(list)
}, { xml: sheet([['错词']]) }], x => x, persons(people))
const files = {
  'book-talk': book(['李四', '王五 &amp; 人', '把关', '赵六'], [
    ['B2', 0, '谁核实过？'], ['B4', 1, '@赵六 看 &lt;一下&gt;', undefined, mention(3)], ['B4', 0, '看了', 1], ['B5', 0, '这一格'], ['B5', 2, stale, 3],
    ['A5', 0, '名字对吗'], ['A5', 2, '警告：旧的 [slip.other]', 5], ['B6', 1, '这里呢'], ['B6', 2, stale, 7], ['B6', 0, '马上改', 7]]),
  'book-talk-gone': book(['李四', 'baguan'], [['A5', 0, '名字对吗'], ['A5', 1, 'warning: old [slip.other]', 0]]),
  'book-plain': xlsx([{ xml: sheet(rows) }, { xml: clean }, { xml: sheet([['错词']], '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><extLst><ext uri="{00000000-0000-0000-0000-000000000001}"/></extLst>') }]),
  'book-people': xlsx([{
    xml: sheet([...rows, ['戊', '错词'], ['己', '错词']], '<legacyDrawing r:id="rId3"/>'),
    comments: comments(['李四', '王五 &amp; 人', 'tc={1}'], [
      ['B2', 0, '<t>baguan: allow slip.whole 理由：李四说的 &lt;话&gt;</t>'], ['A3', 1, '<r><t>别处</t></r>'],
      ['B5', 1, '<r><rPr><b/><sz val="9"/></rPr><t>王五：</t></r><r><t xml:space="preserve"> 加粗的</t></r>'], ['B6', 2, '<t>[Threaded comment]</t>'], ['B4', 0, '']]),
    drawing: drawing([box(3080, 1, 1), box(3081, 2, 0), box(3082, 4, 1), box(3083, 5, 1), box(3084, 3, 1)])
  }]),
  // As LibreOffice saves a copy: no authors, runs cut by script, line ends as entities.
  'book-office': xlsx([{
    xml: sheet(rows, '<legacyDrawing r:id="rId3"/>'),
    comments: comments([' '], [
      ['B2', 0, '<r><t xml:space="preserve">有人写的&#10;&#10;——</t></r><r><t xml:space="preserve"> 把关 ——&#10;错误：写了 [slip.</t></r><r><t>word]&#10;旧的</t></r>'],
      ['B4', 0, '<r><t>错误：旧的 [slip.word]&#10;条款</t></r>'], ['A4', 0, '<r><t>人写的 [1]&#10;两行</t></r>']]),
    drawing: drawing([box(3080, 1, 1), box(3081, 3, 1), box(3082, 3, 0)])
  }]),
  'book-strict': xlsx([{ xml: sheet(rows) }], x => x.split(S).join('http://purl.oclc.org/ooxml/spreadsheetml/main').split(OFFICE).join('http://purl.oclc.org/ooxml/officeDocument/relationships')),
  'book-prefix': xlsx([{ xml: sheet(rows) }], (x, n) => n.includes('worksheets/sheet') ? x.replace(/<(\/?)(?=[a-z])/g, '<$1q:').replace('xmlns=', 'xmlns:q=') : x),
  'book-whole': xlsx([{ xml: clean }, { xml: sheet([['', '表头'], ['没有', '缺了什么']]) }])
}
const odd = {
  'book-mute': xlsx([{
    xml: sheet(rows, '<legacyDrawing r:id="rId3"/>'),
    comments: comments(['李四'], [['B2', 0, '']]).replace('<text></text>', ''),
    drawing: drawing([box(3080, 1, 1)])
  }])
}
const [dir, oddDir] = process.argv.slice(2)
for (const [to, books] of [[dir, files], [oddDir, odd]])
  for (const name of Object.keys(books)) fs.writeFileSync(path.join(to, `材料-${name}.xlsx`), books[name])
