// notes.cjs FOLDER: unpacked workbooks, a folder each.  Of every note a line: the file, the part of the sheet, the cell, who wrote it, what it
// says (line ends as " / "), and what is wrong with its box.  So, too, of what is said in conversations, with "answers CELL" or "says", and the day.
'use strict'
const fs = require('fs')
const path = require('path')
const plain = s => s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')
const all = (text, pattern) => [...text.matchAll(pattern)]
const column = n => (n > 25 ? column(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + n % 26)
function talks (file, sheet, dir, part) {
  const said = all(fs.readFileSync(path.join(dir, part), 'utf8'), /<threadedComment ([^>]*)><text>(.*?)<\/text>/gs)
    .map(([, tag, text]) => ({ text: plain(text), ...Object.fromEntries(all(tag, /(\w+)="(.*?)"/g).map(m => [m[1], m[2]])) }))
  const people = Object.fromEntries(all(fs.readFileSync(path.join(dir, '../persons/person.xml'), 'utf8'), /<person displayName="(.*?)" id="(.*?)"/g).map(m => [m[2], plain(m[1])]))
  for (const s of said) {
    const parent = said.find(x => x.id === s.parentId)
    const bad = !s.parentId || (parent && !parent.parentId && parent.ref === s.ref && said.indexOf(parent) < said.indexOf(s)) ? '' : 'answers nothing'
    const twice = said.filter(x => x.id === s.id).length > 1 ? 'id twice' : ''
    const guid = /^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/.test(s.id) ? '' : 'no id'
    console.log([file, sheet, s.ref, people[s.personId], s.parentId ? 'answers' : 'says', s.text.replace(/\n/g, ' / '), s.dT, bad, twice, guid].join('\t').trimEnd())
  }
  console.log([file, 'people', '', Object.values(people).join(', ')].join('\t'))
}
for (const file of fs.readdirSync(process.argv[2]).sort()) {
  const dir = path.join(process.argv[2], file, 'xl/worksheets')
  if (!fs.existsSync(dir)) continue
  for (const sheet of fs.readdirSync(dir).filter(f => f.endsWith('.xml')).sort()) {
    const rels = path.join(dir, '_rels', `${sheet}.rels`)
    if (!fs.existsSync(rels)) continue
    const text = fs.readFileSync(rels, 'utf8')
    const target = type => text.match(new RegExp(`/${type}" Target="([^"]*)"`))?.[1]
    if (target('threadedComment')) talks(file, sheet, dir, target('threadedComment'))
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
