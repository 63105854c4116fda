// books.cjs FOLDER: workbooks with all that can stand round a note, for tests/cli/annotate.sh.
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

// SHEETS: {xml, comments, drawing}.
function xlsx (sheets, edit = x => x) {
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
  })
  const vml = sheets.some(s => s.comments) ? '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' : ''
  parts.unshift(['[Content_Types].xml', `${head}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${vml}<Override PartName="/xl/workbook.xml" ContentType="${sheetType}sheet.main+xml"/>${
    types.map(([n, t]) => `<Override PartName="/${n}" ContentType="${t}"/>`).join('')}</Types>`])
  return zip(parts.map(([n, x]) => [n, Buffer.from(edit(x, n))]))
}
const rows = [['材料名', '内容'], ['甲', '这里错词。'], ['乙', '没有'], ['丙', '错词，又错词']]
const clean = sheet([['项目', '内容'], ['丁', '好的']])
const files = {
  'book-plain': xlsx([{ xml: sheet(rows) }, { xml: clean }, { xml: sheet([['错词']], '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><extLst><ext uri="{00000000-0000-0000-0000-000000000001}"/></extLst>') }]),
  'book-people': xlsx([{
    xml: sheet([...rows, ['戊', '错词'], ['己', '错词']], '<legacyDrawing r:id="rId3"/>'),
    comments: comments(['李四', '王五 &amp; 人', 'tc={1}'], [
      ['B2', 0, '<t>baguan: allow slip.whole 理由：李四说的 &lt;话&gt;</t>'], ['A3', 1, '<r><t>别处</t></r>'],
      ['B5', 1, '<r><rPr><b/><sz val="9"/></rPr><t>王五：</t></r><r><t xml:space="preserve"> 加粗的</t></r>'], ['B6', 2, '<t>[Threaded comment]</t>']]),
    drawing: drawing([box(3080, 1, 1), box(3081, 2, 0), box(3082, 4, 1), box(3083, 5, 1)])
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
const dir = process.argv[2]
for (const name of Object.keys(files)) fs.writeFileSync(path.join(dir, `材料-${name}.xlsx`), files[name])
