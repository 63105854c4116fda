// Unpacked office files: each part has a type and no type is without a part, relations lead to parts, each part
// is led to, and each relation that a part uses is there.  Writes TAP.
'use strict'
const fs = require('fs')
const path = require('path')
const files = (dir, under = '') => fs.readdirSync(path.join(dir, under), { withFileTypes: true }).flatMap(e =>
  e.isDirectory() ? files(dir, path.join(under, e.name)) : [path.join(under, e.name)])
const all = (text, pattern) => [...text.matchAll(pattern)].map(m => m[1])
for (const dir of process.argv.slice(2)) {
  const wrong = []
  const read = name => fs.readFileSync(path.join(dir, name), 'utf8')
  const there = files(dir)
  const parts = there.filter(f => f !== '[Content_Types].xml' && !f.endsWith('.rels'))
  const types = all(read('[Content_Types].xml'), /<Override PartName="\/([^"]*)"/g)
  for (const f of parts) if (types.filter(t => t === f).length !== 1) wrong.push(`${f} has not one type`)
  for (const t of types) if (!parts.includes(t)) wrong.push(`${t} has a type and is not there`)
  const reached = new Set()
  for (const rels of there.filter(f => f.endsWith('.rels'))) {
    const owner = rels === '_rels/.rels' ? '' : path.join(path.dirname(rels), '..', path.basename(rels, '.rels'))
    if (owner && !parts.includes(owner)) wrong.push(`${rels} is of no part`)
    for (const target of all(read(rels), /Target="([^"]*)"/g)) {
      const to = path.join(path.dirname(owner), target)
      if (!parts.includes(to)) wrong.push(`${rels} leads to ${to}, which is not there`)
      reached.add(to)
    }
    const ids = all(read(rels), /Id="([^"]*)"/g)
    if (new Set(ids).size !== ids.length) wrong.push(`${rels} gives an id twice`)
    for (const id of owner ? all(read(owner), /r:id="([^"]*)"/g) : [])
      if (!ids.includes(id)) wrong.push(`${owner} uses ${id}, which is not there`)
  }
  for (const f of parts) if (!reached.has(f)) wrong.push(`nothing leads to ${f}`)
  if (parts.length < 3) wrong.push(`only ${parts.length} parts`)
  console.log(`${wrong.length ? 'not ok' : 'ok'} - ${path.basename(dir)}: parts, types and relations agree`)
  for (const w of wrong.slice(0, 8)) console.log(`# ${w}`)
}
