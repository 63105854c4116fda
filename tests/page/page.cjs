// The reviewer's page in a browser: filters, pictures, people, keyboard, print, and what axe finds there, on the
// page of several meetings, of many, of two runs compared, and on the index of a folder.  Writes TAP.
//   node page.cjs PAGE.html REPORT.json SEVERAL.html DIFF.html INDEX.html MANY.html MANY.json
'use strict'
const fs = require('fs')
const { chromium } = require('playwright-core')
const [, , file, json, several, diff, index, many, manyJson] = process.argv
const report = JSON.parse(fs.readFileSync(json, 'utf8'))
const meeting = report.meetings[0]
let failed = 0
const ok = (good, what, why) => {
  console.log(`${good ? 'ok' : 'not ok'} - ${what}`)
  if (!good) { failed++; console.log('# ' + String(why).split('\n').slice(0, 8).join('\n# ')) }
}
const equal = (got, wanted, what) => ok(got === wanted, what, `${got}, not ${wanted}`)

;(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const asked = [], errors = []
  const open = async url => {
    const page = await context.newPage()
    page.on('request', r => { if (!r.url().startsWith('file:')) asked.push(r.url()) })
    page.on('pageerror', e => errors.push(e.message))
    page.on('console', m => { if (m.type() === 'error') errors.push(m.text()) })
    await page.goto('file://' + url)
    return page
  }
  const page = await open(file)
  const shown = () => page.locator('#m0-list article:not([hidden])').count()
  const filter = name => page.locator(`form[data-list=m0-list] [name=${name}]`)

  // ---- numbers ----
  equal(await shown(), meeting.findings.length, 'all findings of the JSON report stand there')
  for (const level of ['error', 'warning', 'info']) {
    await filter('level').selectOption(level)
    equal(await shown(), meeting.findings.filter(f => f.level === level).length, `as many of level ${level}`)
  }
  await page.locator('form[data-list=m0-list] button').click()
  await page.waitForFunction(() => !document.querySelector('#m0-list article[hidden]'))
  equal(await page.locator('#m0-verdicts tbody tr').count(), meeting.verdicts.length, 'a row for each clause')
  const verdicts = name => meeting.verdicts.filter(v => v.verdict === name).length
  for (const name of ['passed', 'failed', 'partly', 'human']) {
    await page.locator('form[data-list=m0-verdicts] [name=verdict]').selectOption(name)
    equal(await page.locator('#m0-verdicts tbody tr:not([hidden])').count(), verdicts(name), `clauses: ${name}`)
  }
  await page.locator('form[data-list=m0-verdicts] button').click()

  // ---- every other number, made anew from the JSON report ----
  const sum = list => list.reduce((a, b) => a + b, 0)
  const numbers = text => (text.match(/\d+/g) || []).map(Number).join(' ')
  const told = async selector => numbers(await page.locator(selector).first().textContent())
  const levels = ['error', 'warning', 'info'].map(l => meeting.findings.filter(f => f.level === l).length)
  const lacks = new Set(meeting.rules.flatMap(r => (r.missing || []).map(m => r.rule + m)))
  equal(await told('#m0 .verdict span'), [...levels, lacks.size].join(' '), 'the head: findings by level, what is not looked at')
  const order = ['passed', 'failed', 'partly', 'not-applicable', 'not-checked', 'human', 'waived']
  const tags = await page.evaluate(() => {
    const p = document.querySelector('#m0 .verdict + p'), out = {}
    for (const tag of p.querySelectorAll('.tag')) out[tag.classList[1]] = Number(tag.nextSibling.textContent)
    return out
  })
  equal(JSON.stringify(order.map(v => tags[v] || 0)), JSON.stringify(order.map(verdicts)), 'the head: clauses by verdict')
  const all = key => sum(meeting.rules.map(r => r[key] || 0))
  equal(await told('#m0 .verdict + p + p'), [meeting.materials.length, ...['checked', 'passed', 'failed', 'unknown'].map(all)].join(' '),
    'the head: files and checkpoints')
  for (const v of meeting.verdicts.filter(v => v.checked).slice(0, 40)) {
    const text = await page.locator(`[id="m0-${v.clause}"] td:nth-child(3) small`).textContent()
    if (numbers(text) !== `${v.passed} ${v.checked}`) equal(numbers(text), `${v.passed} ${v.checked}`, `clause ${v.clause}`)
  }
  const bars = await page.evaluate(() => [...document.querySelectorAll('#m0-pictures > figure:last-of-type svg a')]
    .map(a => [...a.querySelectorAll('text')].map(t => t.textContent)))
  const kinds = [...new Set(meeting.outcomes.map(o => o.kind_name))]
  const signs = { passed: '✓', failed: '✗', waived: '○', unknown: '?' }
  const wantedBars = kinds.map(k => [k, Object.entries(signs).map(([key, sign]) => [key, sign, sum(meeting.outcomes.filter(o => o.kind_name === k).map(o => o[key]))])
    .filter(([key, , n]) => n || key === 'passed' || key === 'failed').map(([, sign, n]) => `${sign} ${n}`).join('　')])
  equal(JSON.stringify(bars), JSON.stringify(wantedBars), 'the bars')
  const failedAt = new Map(meeting.findings.concat(meeting.waived).map(f => [f.file, 0]))
  for (const f of meeting.findings.concat(meeting.waived)) failedAt.set(f.file, failedAt.get(f.file) + 1)
  equal(meeting.outcomes.filter(o => o.failed + o.waived !== (failedAt.get(o.file) || 0)).map(o => o.file).join(), '',
    'which have the findings of each file')
  equal(await page.locator('#m0-pictures .dot').count(), meeting.timeline.length, 'the days')
  equal(await page.locator('#m0-pictures .dot.failed').count(), meeting.timeline.filter(d => !d.in_time).length, 'the days out of time')
  const lateRules = new Set(meeting.timeline.map(d => d.rule))
  equal(sum(meeting.timeline.filter(d => !d.in_time).map(d => d.count)), meeting.findings.filter(f => lateRules.has(f.rule)).length,
    'as many as there are findings')
  const names = await page.locator('#m0-people summary').allTextContents()
  for (const text of names) {
    const [name, n] = [text.split(' ')[0], Number(numbers(text))]
    equal(n, meeting.findings.filter(f => f.message.includes(name) || f.file.includes(name) || Object.values(f.subject).includes(name)).length,
      `what ${name} has to mend`)
  }

  // ---- search and filters ----
  await filter('text').fill('谈话地点')
  equal(await shown(), 0, 'a search for what is not there')
  equal(await page.locator('#m0-list h3:visible').count(), 0, 'no heading without findings')
  await filter('text').fill('areas.missing')
  equal(await shown(), meeting.findings.filter(f => f.rule === 'areas.missing').length, 'a search by rule')
  await filter('text').fill('')
  await filter('file').selectOption('15会议记录.docx')
  equal(await shown(), meeting.findings.filter(f => f.file === '15会议记录.docx').length, 'by material')
  await filter('clauses').selectOption('C01')
  equal(await shown(), meeting.findings.filter(f => f.file === '15会议记录.docx' && f.clauses.includes('C01')).length, 'by material and clause')
  await page.waitForFunction(() => location.search.includes('C01'))
  ok(page.url().includes('m0-list.clauses=C01'), 'filters stand in the address', page.url())
  await page.reload()
  equal(await filter('clauses').inputValue(), 'C01', 'and come back from it')
  await page.locator('form[data-list=m0-list] button').click()
  await filter('people').selectOption('马文彬')
  const his = await shown()
  ok(his > 5 && his < meeting.findings.length, 'by person', his)

  // ---- pictures ----
  const states = state => meeting.matrices.flatMap(m => m.cells).flat().filter(c => c.state === state).length
  for (const state of ['passed', 'failed', 'none'])
    equal(await page.locator(`#m0-pictures .matrices rect.${state}`).count(), states(state), `as many cells ${state} as in the JSON report`)
  const leads = async (link, what) => {
    const target = await link.getAttribute('href')
    await link.locator('rect, circle').first().click()
    await page.locator(target).waitFor({ state: 'visible', timeout: 10000 }).catch(() => {})
    ok(await page.locator(target).isVisible(), what, target)
    return page.locator(target)
  }
  const link = shape => page.locator(`#m0-pictures svg a:has(${shape})`).first()
  const found = await leads(link('rect.failed'), 'a red cell leads to its finding, whatever is filtered')
  equal(await found.evaluate(e => e.tagName), 'ARTICLE', 'which is a finding')
  const talk = report.meetings[0].matrices.find(m => m.rule === 'talks.principal-with-member')
  const seen = await leads(page.locator(`svg[aria-label^="书记"] a:has(rect.passed)`).first(), 'a green one to what was seen')
  const words = await seen.textContent()
  ok(words.includes(`${talk.rows[0]} × ${talk.columns[0]} ${talk.cells[0][0].value}`) && words.includes('谈心谈话记录'),
    'with the day and the place of the talk', words)
  await leads(link('circle.dot'), 'a day leads to where it stands')
  await leads(page.locator('#m0-pictures figure').last().locator('svg a').first(), 'a bar leads to its files')
  const lost = await page.evaluate(() => [...document.querySelectorAll('#m0-pictures svg :is(rect:not(.none), circle)')]
    .filter(e => { const a = e.closest('a'); return !a || !document.getElementById(a.getAttribute('href').slice(1)) }).length)
  equal(lost, 0, 'each shape leads somewhere')
  const cells = await page.locator('#m0-pictures svg rect.failed').count()
  ok(cells > 10, 'what is missing is marked', cells)
  equal(await page.locator('#m0-pictures svg rect.failed').filter({ has: page.locator('title') }).count() > 10, true, 'and told in words')
  ok(await page.locator('#m0-pictures line.limit').count() > 5, 'days have limits', '')

  // ---- people ----
  const people = page.locator('#m0-people details')
  equal(await people.count(), 6, 'each member has a list')
  await people.first().locator('summary').click()
  await people.first().locator('a').first().click()
  await page.locator('article:focus').waitFor({ timeout: 10000 }).catch(() => {})
  ok(await page.locator('article:focus').count() === 1, 'its links lead to findings', page.url())

  // ---- keyboard ----
  const keys = await open(file)
  await keys.keyboard.press('Tab')
  equal(await keys.evaluate(() => document.activeElement.className), 'skip', 'the first key stop skips the head')
  await keys.keyboard.press('Enter')
  let stops = 0
  for (let i = 0; i < 40; i++) {
    await keys.keyboard.press('Tab')
    stops += await keys.evaluate(() => document.activeElement !== document.body)
  }
  equal(stops, 40, 'the keyboard goes through the page')
  await keys.locator('form[data-list=m0-list] [name=text]').focus()
  await keys.keyboard.type('雷同')
  ok(await keys.locator('#m0-list article:visible').count() < meeting.findings.length, 'search by keyboard', '')

  // ---- axe, in light and dark, wide and narrow ----
  const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
  const looks = ['light', 'dark'].flatMap(colorScheme => [1280, 390].map(width => [colorScheme, width]))
  for (const [name, url] of Object.entries({ page: file, several, many, diff, index }))
    for (const [colorScheme, width] of looks) {
      const view = await open(url)
      await view.emulateMedia({ colorScheme })
      await view.setViewportSize({ width, height: 800 })
      await view.evaluate(axe)
      const { violations } = await view.evaluate(() => window.axe.run())
      const serious = violations.filter(v => ['serious', 'critical'].includes(v.impact))
      ok(!serious.length, `axe finds nothing serious: ${name}, ${colorScheme}, ${width}`,
        serious.map(v => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 150)} ${v.nodes[0].failureSummary.split('\n')[1] || ''}`).join('\n'))
      const wide = await view.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      ok(wide <= 0, `nothing sticks out: ${name}, ${colorScheme}, ${width}`, wide)
      // Words that stand one character a line, as in a column without room.
      const thin = await view.evaluate(() => [...document.querySelectorAll('td, th, p, li')].filter(e => {
        const style = getComputedStyle(e), line = parseFloat(style.lineHeight)
        return e.checkVisibility() && e.innerText.trim().length > 5 && e.clientWidth && e.clientHeight > 5 * line &&
          e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) < 4 * parseFloat(style.fontSize)
      }).map(e => e.innerText.slice(0, 60)))
      equal(thin.join(' | '), '', `no column is too narrow to read: ${name}, ${colorScheme}, ${width}`)
      await view.close()
    }

  // ---- print ----
  await page.emulateMedia({ media: 'print' })
  equal(await page.locator('form.filters:visible').count(), 0, 'no filters on paper')
  ok((await page.pdf({ format: 'A4' })).length > 50000, 'it prints', '')

  // ---- several meetings ----
  const some = await open(several)
  equal(await some.locator('#main > .scroll tbody tr').count(), 3, 'an overview of several meetings')
  await some.locator('#main > .scroll a').nth(1).click()
  await some.waitForFunction(() => location.hash === '#m1')
  ok(await some.locator('#m1').isVisible(), 'its links lead to the meetings', some.url())

  // ---- many meetings ----
  const { meetings } = JSON.parse(fs.readFileSync(manyJson, 'utf8'))
  const crowd = await open(many)
  const rows = () => crowd.locator('#overview tbody tr:visible').count()
  const everything = sum(meetings.map(m => m.findings.length))
  const briefs = () => crowd.locator('.brief > p').count()
  equal(await rows(), meetings.length, 'an overview of many meetings')
  ok(await briefs() < everything, 'what is far away is not made yet', await briefs())
  await crowd.locator('#overview a').nth(17).click()
  await crowd.locator('#m17-findings p').first().waitFor({ timeout: 10000 }).catch(() => {})
  equal(await crowd.locator('#m17-findings > p').count(), meetings[17].findings.length, 'a link to a meeting shows all its findings')
  const blade = crowd.locator('#m17-findings p:has-text("phrases.blade")')
  const slip = meetings[17].findings.find(f => f.rule === 'phrases.blade')
  ok((await blade.textContent()).includes(slip.message) && (await blade.locator('mark').textContent()) === '刀刀向内', 'with message and words', await blade.textContent())
  equal(await blade.locator('.advice').textContent(), `${slip.clauses.join(' ')} ${slip.advice}`, 'and what to do')
  await crowd.locator('form [name=text]').fill('要坚持刀刀向内')
  equal(await rows(), 1, 'a search finds what has not been made yet')
  equal(await crowd.locator('.meeting:visible').count(), 1, 'and shows that meeting only')
  await crowd.locator('form [name=text]').fill('第3办')
  equal(await rows(), 1, 'a search by name')
  await crowd.locator('form button').click()
  await crowd.waitForFunction(() => !document.querySelector('#overview tr[hidden]'))
  const unsure = meetings.filter(m => (m.unread || []).length + (m.unrecognised || []).length).length
  await crowd.locator('form [name=status]').selectOption('passed')
  equal(await rows(), 0, 'by result')
  await crowd.locator('form [name=status]').selectOption('unsure')
  ok(await rows() >= unsure && unsure > 0, 'what was not looked at', await rows())
  await crowd.evaluate(() => dispatchEvent(new Event('beforeprint')))
  equal(await briefs(), everything, 'on paper all is there')
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await plain.goto('file://' + many)
  equal(await plain.locator('.brief > p:visible').count(), everything, 'and without scripts')
  equal(await plain.locator('form:visible').count(), 0, 'which then has no filters')
  const dead = await plain.locator('.brief a').evaluateAll(list => list.filter(a => !document.getElementById(a.hash.slice(1))).length).catch(e => e.message)
  equal(dead, 0, 'each finding leads to what is to be done')
  equal(asked.length, 0, 'the page asks nothing of anywhere')
  equal(errors.join('; '), '', 'no error in the browser')
  await browser.close()
  process.exitCode = failed ? 1 : 0
})().catch(e => { ok(false, 'the browser runs', e.stack); process.exit(1) })
