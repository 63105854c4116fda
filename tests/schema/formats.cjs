// formats.cjs FILE…: reports for GitLab and for Reviewdog, by their extension, against our schemas of these formats; and those for
// Reviewdog by a program that others use for that.  Then the first one of each spoilt in many ways, which must be refused.  Writes TAP.
'use strict'
const fs = require('fs')
const Ajv = require('ajv')
const { validate: ask } = require('@umbrelladocs/rdformat-validator')

const read = file => JSON.parse(fs.readFileSync(file, 'utf8'))
const report = (good, what, why) => {
  console.log(`${good ? 'ok' : 'not ok'} - ${what}`)
  for (const line of good ? [] : why.slice(0, 8)) console.log(`# ${line}`)
}
const ajv = new Ajv({ allErrors: true, strict: true })
const schemas = Object.fromEntries(['gitlab', 'rdjson'].map(f => [f, ajv.compile(read(`tests/schema/${f}.schema.json`))]))
const faults = (format, json) => schemas[format](json) ? [] : schemas[format].errors.map(e => `${e.instancePath || '/'} ${e.message}`)
const theirs = async json => (await ask(JSON.stringify(json), { strictMode: true, allowExtraFields: false })).errors.map(e => `${e.path} ${e.message}`)

// What stands at the pointer is VALUE, or gone.
function spoil (json, [pointer, ...value]) {
  const copy = structuredClone(json)
  const path = pointer.split('/').slice(1)
  const last = path.pop()
  if (last === undefined) return value[0]
  const at = path.reduce((x, key) => x[key], copy)
  if (value.length) at[last] = value[0]
  else delete at[last]
  return copy
}

async function main () {
  const files = process.argv.slice(2)
  for (const file of files) {
    const [, name, format] = file.match(/([^/]*\.(\w+))$/)
    const json = read(file)
    const found = faults(format, json)
    report(!found.length, `${name}: as the schema says`, found)
    if (format !== 'rdjson') continue
    const said = await theirs(json)
    report(!said.length, `${name}: nothing that a validator of Reviewdog's format would say`, said)
  }
  for (const wrong of read('tests/schema/wrong.json')) {
    const json = spoil(read(files.find(f => f.endsWith(wrong.format))), wrong.make)
    const found = faults(wrong.format, json)
    report(found.length, `${wrong.format}: ${wrong.name} is refused`, ['it is taken'])
    if (wrong.theirs) report((await theirs(json)).length, `${wrong.format}: ${wrong.name} is refused by them, too`, ['it is taken'])
  }
}
main()
