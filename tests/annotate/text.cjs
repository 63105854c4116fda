// text.cjs FILE.txt FILE.docx: a Word file with a paragraph for each line.
'use strict'
const fs = require('fs')
const zip = require('./zip.cjs')
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'application/vnd.openxmlformats-'
const lines = fs.readFileSync(process.argv[2], 'utf8').replace(/[<&]/g, c => c === '<' ? '&lt;' : '&amp;').split('\n')
fs.writeFileSync(process.argv[3], zip([
  ['[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="${OFFICE}package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${OFFICE}officedocument.wordprocessingml.document.main+xml"/></Types>`],
  ['_rels/.rels', `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`],
  ['word/document.xml', `<w:document xmlns:w="${W}"><w:body>${lines.map(l => `<w:p>${l && `<w:r><w:t>${l}</w:t></w:r>`}</w:p>`).join('')}</w:body></w:document>`]
].map(([name, text]) => [name, Buffer.from(text)])))
