// The schemas against all shipped YAML files, against bad ones, and against the loader's own lists of keys.
// Writes TAP.  With "--bad DIR": writes the bad packs there as packs of their own, and their names.
'use strict'
const fs = require('fs')
const path = require('path')
const YAML = require('yaml')

const read = file => fs.readFileSync(file, 'utf8')
// Anchors may be used often; only the loader limits them.
const parse = text => YAML.parse(text, { maxAliasCount: -1 })
const walk = dir => fs.readdirSync(dir, { withFileTypes: true }).flatMap(e =>
  e.isDirectory() ? walk(path.join(dir, e.name)) : [path.join(dir, e.name)]).sort()
const bad = parse(read('tests/schema/bad.yaml'))

if (process.argv[2] === '--bad') {
  for (const b of bad.filter(b => b.schema === 'pack' && !b.editor_only)) {
    const dir = path.join(process.argv[3], b.name)
    fs.mkdirSync(dir, { recursive: true })
    fs.writeFileSync(path.join(dir, 'pack.yaml'), `pack: ${b.name}\n` + b.text)
    console.log(b.name)
  }
  process.exit(0)
}

const report = (good, what, why) => {
  console.log(`${good ? 'ok' : 'not ok'} - ${what}`)
  if (!good) String(why).split('\n').slice(0, 12).forEach(line => console.log('# ' + line))
}
const Ajv = require('ajv')
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true })
const schemas = {}
for (const name of ['pack', 'meeting', 'waivers', 'baseline']) {
  const file = `docs/schema/${name}.schema.json`
  const json = JSON.parse(read(file))
  report(ajv.validateSchema(json), `${file} is a JSON Schema`, ajv.errorsText())
  schemas[name] = { json, validate: ajv.compile(json) }
}
const faults = (schema, text) => {
  const { validate } = schemas[schema]
  return validate(parse(text)) ? [] : validate.errors.map(e => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`)
}

// ---- what is shipped ----
const packs = walk('rules').filter(f => f.endsWith('.yaml'))
const meetings = walk('fixtures/meetings').filter(f => path.basename(f) === 'meeting.yaml')
  .concat(packs.filter(f => path.basename(f) === 'meeting.yaml'))
const extending = walk('tests/golden/extend/rules').filter(f => path.basename(f) !== 'meeting.yaml' && f.endsWith('.yaml'))
for (const file of packs.filter(f => !meetings.includes(f)).concat(extending)) {
  const found = faults('pack', read(file))
  report(!found.length, `${file} is as the schema says`, found.join('\n'))
}
for (const file of meetings) {
  const found = faults('meeting', read(file))
  report(!found.length, `${file} is as the schema says`, found.join('\n'))
}
for (const file of walk('tests/golden').filter(f => path.basename(f) === 'waivers.yaml' && !f.includes('/broken-'))) {
  const found = faults('waivers', read(file))
  report(!found.length, `${file} is as the schema says`, found.join('\n'))
}
// What “baguan baseline write” writes is named on the command line.
for (const file of process.argv.slice(2)) {
  const found = faults('baseline', read(file))
  report(!found.length, `${path.basename(file)} is as the schema says`, found.join('\n'))
}
for (const file of packs.concat(meetings)) {
  const line = read(file).split('\n').find(l => l.startsWith('# yaml-language-server: $schema='))
  const wanted = path.resolve(`docs/schema/${meetings.includes(file) ? 'meeting' : 'pack'}.schema.json`)
  const target = line && path.resolve(path.dirname(file), line.replace(/.*=/, ''))
  report(target === wanted, `${file} tells editors its schema`, line || 'no such line')
  if (!meetings.includes(file)) report(read(file).startsWith('# yaml-language-server: '), `${file} does so in its first line`, line)
}

// ---- what is wrong ----
for (const b of bad) {
  const found = faults(b.schema, b.text)
  report(found.some(f => f.startsWith(b.at + ' ')), `${b.name}: refused at ${b.at}`, found.join('\n') || 'it is taken')
}

// ---- the same keys as the loader ----
// Every list of words in the loader, as "folder/file function list".
const lists = {}
for (const dir of ['rule', 'check', 'judge']) {
  for (const file of fs.readdirSync('src/' + dir).filter(f => f.endsWith('.c'))) {
    const text = read(`src/${dir}/${file}`)
    const pattern = /^(?:static )?[a-z][^\n=;]*?\b(\w+)\([^\n;]*$|\*const (\w+)\[\w*\] = \{([^}]*)\}/gm
    let name = ''
    for (let m; (m = pattern.exec(text));) {
      if (!m[2]) name = m[1]
      else {
        const top = /\n(static )?(const char )?$/.test(text.slice(0, m.index))
        lists[`${dir}/${file} ${top ? '' : name + ' '}${m[2]}`] = (m[3].match(/"[^"]*"/g) || []).map(w => w.slice(1, -1))
      }
    }
  }
}
const pack = schemas.pack.json
const keys = name => Object.keys(pack.definitions[name].properties)
const same = {
  'rule/pack.c load_all keys': Object.keys(pack.properties),
  'rule/load_terms.c define_term keys': keys('termBody'),
  'rule/load_terms.c define_term reaches': pack.definitions.termBody.properties.reach.enum,
  'rule/load_condition.c condition_keys': keys('conditionBody'),
  'rule/load_condition.c keyed unit': keys('units').filter(k => !keys('conditionBody').includes(k)),
  'rule/load_condition.c keyed role': keys('elsewhere').filter(k => !keys('conditionBody').includes(k)),
  'rule/load_condition.c units names': pack.definitions.units.properties.unit.enum,
  'rule/load_condition.c inside keys': keys('inside'),
  'rule/load_condition.c score keys': keys('score'),
  'rule/load_condition.c one_key at_least': keys('atLeast'),
  'rule/load_condition.c one_key count': keys('count'),
  'rule/load_condition.c one_key distance': keys('distance'),
  'rule/load_condition.c one_key length': keys('length'),
  'rule/load_classifier.c define_classifiers keys': keys('classifier'),
  'rule/load_classifier.c load_class_condition keys': keys('class'),
  'rule/load_init.c init_word_name': keys('words'),
  'rule/load_init.c add_guess keys': keys('guess'),
  'rule/load_init.c load_init keys': keys('init'),
  'rule/load_kinds.c value_type_name': pack.definitions.type.enum,
  'rule/load_kinds.c declare_kinds keys': keys('kind'),
  'rule/load_kinds.c load_field keys': keys('field'),
  'rule/load_kinds.c add_value keys': keys('value'),
  'rule/load_kinds.c finder_section keys': keys('section'),
  'rule/load_kinds.c finder_unit keys': keys('unit'),
  'rule/load_kinds.c finder_unit units': pack.definitions.unit.properties.of.enum,
  'rule/load_kinds.c finder_record keys': keys('record'),
  'rule/load_kinds.c finder_crosstab keys': keys('crosstab'),
  'rule/load_kinds.c add_finder types': keys('finder'),
  'rule/load_kinds.c define_role keys': keys('role'),
  'rule/load_kinds.c load_names keys': keys('names'),
  'rule/load_manifest.c add_column keys': keys('columnBody'),
  'rule/load_manifest.c add_section keys': keys('table'),
  'rule/load_manifest.c load_manifest_schema keys': keys('manifest'),
  'rule/load_rules.c load_params keys': keys('param'),
  'rule/load_clauses.c load_clauses keys': keys('clause'),
  'rule/load_phrases.c load_phrases keys': keys('phraseStyle'),
  'rule/load_scaffold.c add_seek keys': keys('seek'),
  'rule/load_scaffold.c load_scaffold keys': keys('scaffold'),
  'rule/load_clauses.c load_human keys': keys('human'),
  'rule/load_rules.c test_meeting keys': keys('exampleMeeting'),
  'rule/load_rules.c load_matrix keys': keys('matrix'),
  'rule/load_rules.c load_timeline keys': keys('timeline'),
  'rule/extend.c change_rules levels': pack.definitions.change.else.enum,
  'check/phrase_load.c add_phrase keys': keys('phrase'),
  'check/phrase_load.c add_text keys': keys('slip'),
  'check/check_passage.c load_unless keys': keys('unless'),
  'check/check_require.c load_within keys': keys('within'),
  'check/check_measure.c load kinds': pack.definitions.rule.properties.of.enum,
  'check/check_outline.c load wants': pack.definitions.rule.properties.want.enum,
  'rule/load_waivers.c add_waiver keys': Object.keys(schemas.waivers.json.definitions.waiver.properties),
  'rule/load_baseline.c add_known keys': Object.keys(schemas.baseline.json.definitions.finding.properties),
  'rule/load_baseline.c read_top keys': Object.keys(schemas.baseline.json.properties),
  'rule/manifest.c read_rules choices': schemas.meeting.json.properties.rules.additionalProperties.enum
}
const sorted = list => [...list].sort().join(' ')
for (const [name, words] of Object.entries(same)) {
  report(lists[name] && sorted(lists[name]) === sorted(words), `the schema knows the words of ${name}`,
    `loader: ${lists[name] ? sorted(lists[name]) : 'no such list'}\nschema: ${sorted(words)}`)
}
// A rule's keys: those that all share, and each check kind's own.
const kinds = Object.keys(lists).filter(n => /^(check\/check|judge\/judge)_\w+\.c keys$/.test(n))
const rule = ['rule/load_rules.c common_keys', ...kinds].flatMap(n => lists[n])
report(sorted(new Set(rule)) === sorted(keys('rule')), 'the schema knows the keys of rules',
  `loader: ${sorted(new Set(rule))}\nschema: ${sorted(keys('rule'))}`)
const names = kinds.map(n => n.replace(/.*_(\w+)\.c keys/, '$1'))
report(sorted(names) === sorted(pack.definitions.rule.properties.check.enum), 'the schema knows the check kinds', sorted(names))
// A list of keys that no line above compares.
const others = Object.keys(lists).filter(n => / keys$/.test(n) && !same[n] && !kinds.includes(n))
report(!others.length, 'no other list of keys is in the loader', others.join('\n'))

// ---- the manifest of the pack ----
const manifests = packs.map(f => ({ file: f, manifest: parse(read(f)).manifest }))
  .filter(m => m.manifest && m.file.startsWith('rules/minzhu/'))
const meeting = schemas.meeting.json
const compareTable = (table, properties, name) => {
  const wanted = [...Object.keys(table.fields || {}), ...Object.keys(table.sections || {})]
  report(sorted(wanted) === sorted(Object.keys(properties)), `the schema knows the keys of ${name}`,
    `pack: ${sorted(wanted)}\nschema: ${sorted(Object.keys(properties))}`)
  for (const [key, section] of Object.entries(table.sections || {})) {
    if (section.fields) compareTable(section, meeting.definitions[key].properties, `“${key}” in meeting.yaml`)
  }
}
for (const { manifest } of manifests) {
  const own = Object.fromEntries(Object.entries(meeting.properties)
    .filter(([k]) => !lists['rule/load_manifest.c manifest_engine_keys'].includes(k)))
  compareTable(manifest, own, 'meeting.yaml')
}
