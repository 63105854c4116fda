// same.cjs FILES COPIES: two folders of unpacked office files.  Each copy must have all that its file has: every part byte for byte,
// but for those that carry comments, and of the document all characters with their run's format in their order.
'use strict'
const fs = require('fs')
const path = require('path')
const files = (dir, under = '') => fs.readdirSync(path.join(dir, under), { withFileTypes: true }).flatMap(e =>
  e.isDirectory() ? files(dir, path.join(under, e.name)) : [path.join(under, e.name)])
const local = tag => tag.match(/^<\/?(?:[\w.-]+:)?([\w.-]+)/)?.[1]
const mark = /^comment(RangeStart|RangeEnd|Reference)$/

// All that stands in a document but for comments, without how it is cut into runs.
function flat (xml) {
  const out = []
  const runs = []
  const tokens = xml.match(/<[^>]*>|[^<]+/g)
  for (let i = 0; i < tokens.length; i++) {
    const x = tokens[i]
    const name = x.startsWith('<') ? local(x) : ''
    const run = runs[runs.length - 1]
    if (mark.test(name)) continue
    if (name === 'r' && !/^<\/?m:/.test(x)) {
      if (x.startsWith('</')) runs.pop()
      else runs.push({ tag: x, format: '' })
    } else if (name === 'rPr' && run && !x.startsWith('</') && !x.endsWith('/>')) {
      while (local(tokens[i]) !== 'rPr' || !tokens[i].startsWith('</')) run.format += tokens[i++]
    } else if (name === 't' && run) {
      continue
    } else if (!run) {
      out.push(x)
    } else {
      for (const c of name ? [x] : x) out.push(run.tag + run.format + c)
    }
  }
  return out.join('\n')
}
// A sheet without the reference to the drawing of its notes.
const sheet = bytes => bytes.toString().replace(/<(\w+:)?legacyDrawing [^>]*>/, '')
// What people have said, and who they are.
const talk = bytes => bytes.toString().replace(/<threadedComment [^>]*><text>[^<\n]* \[[a-z.]+\](\n[^<]*)?<\/text><\/threadedComment>|<person displayName="(baguan|把关)"[^>]*>/g, '')
const [from, to] = process.argv.slice(2)
const changes = /^(\[Content_Types\]\.xml|.*\.rels|word\/document\.xml|(word|xl)\/(comments[^/]*\.xml|worksheets\/sheet\d+\.xml|drawings\/vmlDrawing.*|threadedComments\/.*|persons\/.*))$/
for (const name of fs.readdirSync(from).sort()) {
  const wrong = []
  if (!fs.existsSync(path.join(to, name))) wrong.push('there is no copy')
  else {
    for (const f of files(path.join(from, name))) {
      const read = dir => fs.readFileSync(path.join(dir, name, f))
      if (!fs.existsSync(path.join(to, name, f))) wrong.push(`${f} is not there`)
      else if (f === 'word/document.xml' && flat(read(from).toString()) !== flat(read(to).toString())) wrong.push(`${f} has other content`)
      else if (f.includes('worksheets/sheet') && !f.endsWith('.rels') && sheet(read(from)) !== sheet(read(to))) wrong.push(`${f} has other cells`)
      else if (/threadedComments|persons/.test(f) && talk(read(from)) !== talk(read(to))) wrong.push(`${f}: people have said something else`)
      else if (!changes.test(f) && !read(from).equals(read(to))) wrong.push(`${f} is another`)
    }
    for (const f of files(path.join(to, name)))
      if (!changes.test(f) && !fs.existsSync(path.join(from, name, f))) wrong.push(`${f} is new`)
  }
  console.log(`${wrong.length ? 'not ok' : 'ok'} - ${name}: the copy is the file, and comments`)
  for (const w of wrong) console.log(`# ${w}`)
}
