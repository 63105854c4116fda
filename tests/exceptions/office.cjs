// office.cjs FOLDER: a Word file with comments and a workbook with notes, some of which are exceptions.
'use strict'
const fs = require('fs')
const path = require('path')
const zip = require('../annotate/zip.cjs')
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const archive = parts => zip(Object.entries(parts).map(([name, xml]) => [name, Buffer.from(head + xml)]))
const relations = list => `<Relationships xmlns="${PACKAGE}/relationships">${list.map(([type, target], i) =>
  `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`
const types = list => `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${
  list.map(([name, type]) => `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`).join('')}</Types>`

// ---- Word: <N and N> stand for the marks of comment N, N! for its reference alone ----
const run = text => text && `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = text => `<w:p>${text.split(/(<\d|\d>|\d!)/).map(s =>
  /^<\d$/.test(s) ? `<w:commentRangeStart w:id="${s[1]}"/>`
    : /^\d>$/.test(s) ? `<w:commentRangeEnd w:id="${s[0]}"/><w:r><w:commentReference w:id="${s[0]}"/></w:r>`
      : /^\d!$/.test(s) ? `<w:r><w:commentReference w:id="${s[0]}"/></w:r>` : run(s)).join('')}</w:p>`
function docx (paragraphs, comments) {
  const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  return archive({
    '[Content_Types].xml': types([['word/document.xml', 'wordprocessingml.document.main'], ['word/comments.xml', 'wordprocessingml.comments']]),
    '_rels/.rels': relations([['officeDocument', 'word/document.xml']]),
    'word/document.xml': `<w:document ${W}><w:body>${paragraphs.map(p => p.startsWith('<w:') ? p : paragraph(p)).join('')}<w:sectPr/></w:body></w:document>`,
    'word/_rels/document.xml.rels': relations([['comments', 'comments.xml']]),
    'word/comments.xml': `<w:comments ${W}>${comments.map(([author, ...lines], i) =>
      `<w:comment w:id="${i}" w:author="${author}" w:date="2022-02-01T00:00:00Z" w:initials="x">${lines.map(l => `<w:p>${run(l)}</w:p>`).join('')}</w:comment>`).join('')}</w:comments>`
  })
}

// ---- workbooks: rows of texts; notes as [cell, author, text] ----
function xlsx (sheets) {
  const S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const parts = {
    '[Content_Types].xml': types([['xl/workbook.xml', 'spreadsheetml.sheet.main'],
      ...sheets.map((_, i) => [`xl/worksheets/sheet${i + 1}.xml`, 'spreadsheetml.worksheet'])]),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook ${S} xmlns:r="${OFFICE}"><sheets>${sheets.map((s, i) =>
      `<sheet name="${s.name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(sheets.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`]))
  }
  const MS = 'http://schemas.microsoft.com/office'
  const people = [...new Set(sheets.flatMap(s => (s.talks || []).map(t => t[1])))]
  if (people.length) {
    parts['xl/_rels/workbook.xml.rels'] = parts['xl/_rels/workbook.xml.rels'].replace('</Relationships>',
      `<Relationship Id="rId99" Type="${MS}/2017/10/relationships/person" Target="persons/person.xml"/></Relationships>`)
    parts['xl/persons/person.xml'] = `<personList xmlns="${MS}/spreadsheetml/2018/threadedcomments">${people.map((p, k) =>
      `<person displayName="${p}" id="{${k}}" userId="${p}" providerId="None"/>`).join('')}</personList>`
  }
  sheets.forEach((s, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = `<worksheet ${S}><sheetData>${s.rows.map((cells, r) => `<row r="${r + 1}">${cells.map((text, c) =>
      `<c r="${'ABCDEF'[c]}${r + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`
    if (!s.notes) return
    // A conversation, and the note that stands for it.
    const talks = s.talks || []
    s.notes.push(...talks.map(([ref, , text], k) => [ref, `tc={${k}}`, `[Threaded comment]\n\nComment:\n    ${text}`]))
    parts[`xl/threadedComments/threadedComment${i + 1}.xml`] = `<ThreadedComments xmlns="${MS}/spreadsheetml/2018/threadedcomments">${talks.map(([ref, author, text], k) =>
      `<threadedComment ref="${ref}" dT="2022-02-01T00:00:00.00" personId="{${people.indexOf(author)}}" id="{T${k}}"><text>${text}</text></threadedComment>`).join('')}</ThreadedComments>`
    const authors = s.notes.map(n => n[1])
    parts[`xl/worksheets/_rels/sheet${i + 1}.xml.rels`] = relations([['comments', `../comments${i + 1}.xml`]])
      .replace('</Relationships>', `<Relationship Id="rId99" Type="${MS}/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment${i + 1}.xml"/></Relationships>`)
    parts[`xl/comments${i + 1}.xml`] = `<comments ${S}><authors>${authors.map(a => `<author>${a}</author>`).join('')}</authors><commentList>${s.notes.map(([ref, author, text], k) =>
      `<comment ref="${ref}" authorId="${k}"><text>${text.split(/(?<=:\n)/).map(t => `<r><t xml:space="preserve">${t}</t></r>`).join('')}</text></comment>`).join('')}</commentList></comments>`
  })
  return archive(parts)
}

const folder = process.argv[2]
fs.writeFileSync(path.join(folder, '值班三.docx'), docx([
  '9点，王一接到报修，<0力争0>当天修好。   ', // the words
  '10点，争取修好。', // beside them
  '11点1!，力争修好。', // a mark without words is on its paragraph
  '<212点，争取修好。', // over two paragraphs, and a little of a third
  '13点，争取修好。',
  '14点2>，争取修好。',
  '<315点3>，争取修好。', // what people say to each other
  '16点，争取<44>修好。', // no words
  '<517点5>，没有事。',
  '<6 6>18点，争取修好。<w' // blanks in front of the words
].map(s => s.replace(/<w$/, '')), [
  ['陈组长', 'baguan: allow log.promise 理由：单子已附后', '到期：2022-02-20'],
  ['李二', 'Baguan：allow log.promise 理由：点上的批注；责任人：赵三'],
  ['陈组长', 'baguan: allow log.promise reason: two of them'],
  ['李二', '请核实 baguan: allow log.promise 理由：不在开头'],
  ['李二', 'baguan: allow log.promise 理由：没有选中文字'],
  ['李二', 'baguan: allow log.promise'],
  ['李二', 'baguan: allow log.promise 理由：段首的空格']
]))
fs.writeFileSync(path.join(folder, '值班四.xlsx'), xlsx([
  { name: '甲', rows: [['时间', '事'], ['9点', '争取修好'], ['10点', '力争修好']] },
  {
    name: '乙',
    rows: [['时间', '事'], ['9点', '争取修好'], ['10点', '力争修好'], ['11点', '力争办好'], ['12点', '争取修好']],
    talks: [['B5', '王一', 'baguan: allow log.cell 理由：新式批注'], ['B3', '李二', '请核实']],
    notes: [['A2', '陈组长', '陈组长:\nbaguan: allow log.cell 理由：看左边一格\n到期：2022-02-20'],
      ['B3', '李二', '李二:\n请核实'], ['C4', '赵三', 'baguan: allow log.cell 理由：空格上的批注'],
      ['A9', '赵三', 'baguan: allow log.cell 理由：表外']]
  }
]))
