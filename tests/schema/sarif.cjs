// SARIF files against the schema of SARIF 2.1.0, as a package that other tests use ships it.  Writes TAP.
'use strict'
const fs = require('fs')
const Ajv = require('ajv-draft-04').default
const schema = JSON.parse(fs.readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'))
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false })
const validate = ajv.compile(schema)
for (const file of process.argv.slice(2)) {
  const good = validate(JSON.parse(fs.readFileSync(file, 'utf8')))
  console.log(`${good ? 'ok' : 'not ok'} - ${file.replace(/.*\//, '')} is as the schema of SARIF 2.1.0 says`)
  for (const e of good ? [] : validate.errors.slice(0, 8)) console.log(`# ${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`)
}
