// marks.cjs FOLDER: unpacked Word files, a folder each.  Of every comment a line: the file, who wrote it, the words that it
// stands round between | |, and what it says, its paragraphs separated by " / ".
'use strict'
const fs = require('fs')
const path = require('path')
const tokens = xml => xml.match(/<[^>]*>|[^<]+/g)
const local = tag => tag.match(/^<\/?(?:[\w.-]+:)?([\w.-]+)/)?.[1]
const attribute = (tag, name) => tag.match(new RegExp(`\\s(?:[\\w.-]+:)?${name}="([^"]*)"`))?.[1]
const plain = s => s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')
const skipped = ['delText', 'instrText', 'Fallback']

// What the comments of a part say, by id.
function said (xml) {
  const out = new Map()
  let now = null
  for (const x of tokens(xml)) {
    if (!x.startsWith('<')) { if (now?.text) now.words += plain(x); continue }
    const name = local(x)
    const end = x.startsWith('</')
    if (name === 'comment' && !end) out.set(attribute(x, 'id'), now = { author: plain(attribute(x, 'author')), words: '', first: true })
    else if (name === 'p' && !end && now) { if (!now.first) now.words += ' / '; now.first = false } else if (name === 't' && now) now.text = !end && !x.endsWith('/>')
  }
  return out
}
for (const file of fs.readdirSync(process.argv[2]).sort()) {
  const read = part => fs.readFileSync(path.join(process.argv[2], file, part), 'utf8')
  if (!fs.existsSync(path.join(process.argv[2], file, 'word/comments.xml'))) continue
  const comments = said(read('word/comments.xml'))
  const open = new Map()
  const round = new Map()
  const lines = []
  const wrong = x => lines.push(`${file}\twrong: ${x}`)
  let skip = 0
  let text = false
  const add = s => { for (const id of open.keys()) open.set(id, open.get(id) + s) }
  for (const x of tokens(read('word/document.xml'))) {
    if (!x.startsWith('<')) { if (text && !skip) add(plain(x)); continue }
    const name = local(x)
    const end = x.startsWith('</')
    const id = attribute(x, 'id')
    if (skipped.includes(name)) skip += end ? -1 : 1
    if (name === 't') text = !end && !x.endsWith('/>')
    if (!end && (name === 'tab' || name === 'br') && !skip) add(name === 'tab' ? '\t' : '\n')
    if (name === 'commentRangeStart') open.has(id) || round.has(id) ? wrong(`${id} begins twice`) : open.set(id, '')
    if (name === 'commentRangeEnd') {
      if (!open.has(id)) wrong(`${id} ends and has not begun`)
      round.set(id, open.get(id))
      open.delete(id)
    }
    if (name === 'commentReference') {
      if (!round.has(id)) wrong(`${id} has its sign before its end`)
      if (!comments.has(id)) wrong(`${id} is no comment`)
      lines.push(`${file}\t${comments.get(id)?.author}\t|${round.get(id)}|\t${comments.get(id)?.words}`)
      comments.delete(id)
    }
  }
  for (const id of open.keys()) wrong(`${id} does not end`)
  for (const [id, c] of comments) lines.push(`${file}\t${c.author}\tnowhere\t${c.words}`)
  for (const l of lines) console.log(l)
}
