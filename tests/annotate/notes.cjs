// notes.cjs FOLDER: unpacked workbooks, a folder each.  Of every note a line: the file, the part of the sheet, the cell, who wrote it, what it
// says (line ends as " / "), and what is wrong with its box.
'use strict'
const fs = require('fs')
const path = require('path')
const plain = s => s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')
const all = (text, pattern) => [...text.matchAll(pattern)]
const column = n => (n > 25 ? column(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + n % 26)
for (const file of fs.readdirSync(process.argv[2]).sort()) {
  const dir = path.join(process.argv[2], file, 'xl/worksheets')
  if (!fs.existsSync(dir)) continue
  for (const sheet of fs.readdirSync(dir).filter(f => f.endsWith('.xml')).sort()) {
    const rels = path.join(dir, '_rels', `${sheet}.rels`)
    if (!fs.existsSync(rels)) continue
    const text = fs.readFileSync(rels, 'utf8')
    const target = type => text.match(new RegExp(`/${type}" Target="([^"]*)"`))?.[1]
    const xml = fs.readFileSync(path.join(dir, target('comments')), 'utf8')
    const boxes = all(fs.readFileSync(path.join(dir, target('vmlDrawing')), 'utf8'), /<v:shape .*?<x:Row>(\d+)<\/x:Row><x:Column>(\d+)</gs)
      .map(m => column(+m[2]) + (+m[1] + 1))
    const drawn = fs.readFileSync(path.join(dir, sheet), 'utf8').match(/legacyDrawing [^>]*r:id="([^"]*)"/)?.[1]
    if (!text.includes(`Id="${drawn}" Type="${text.match(/"([^"]*\/vmlDrawing)"/)[1]}"`)) console.log(`${file}\t${sheet}\tnot drawn`)
    const authors = all(xml, /<author>(.*?)<\/author>/g).map(m => plain(m[1]))
    for (const [, ref, author, said] of all(xml, /<comment ref="(.*?)" authorId="(\d+)".*?>(.*?)<\/comment>/gs)) {
      const words = all(said, /<t(?: [^>]*)?>(.*?)<\/t>/gs).map(m => plain(m[1])).join('')
      const n = boxes.filter(b => b === ref).length
      console.log([file, sheet, ref, authors[author], words.replace(/\n/g, ' / '), n === 1 ? '' : `${n} boxes`].join('\t').trimEnd())
    }
  }
}
