// pack.cjs FOLDER FILE: an unpacked office file as an archive.
'use strict'
const fs = require('fs')
const path = require('path')
const zip = require('./zip.cjs')
const [dir, file] = process.argv.slice(2)
const files = (under = '') => fs.readdirSync(path.join(dir, under), { withFileTypes: true }).flatMap(e =>
  e.isDirectory() ? files(path.join(under, e.name)) : [path.join(under, e.name)])
fs.writeFileSync(file, zip(files().sort().map(f => [f, fs.readFileSync(path.join(dir, f))])))
