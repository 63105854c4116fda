// page.cjs [PAGE BYTES MILLISECONDS]…: how large each page is, and how long Chromium takes to open and draw it (the best
// of three); ends with 1 when one of them is above what it may be (0: as it likes).
'use strict'
const fs = require('fs')
const path = require('path')
const { chromium } = require('playwright-core')
;(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  let good = true
  for (let words = process.argv.slice(2); words.length; words = words.slice(3)) {
    const [file, bytes, most] = [words[0], +words[1], +words[2]]
    const times = []
    for (let i = 0; i < 3; i++) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
      const start = performance.now()
      await page.goto('file://' + path.resolve(file), { waitUntil: 'load' })
      await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      times.push(performance.now() - start)
      await page.close()
    }
    const [size, time] = [fs.statSync(file).size, Math.min(...times)]
    const held = (!bytes || size < bytes) && (!most || time < most)
    good = good && held
    console.log(`${path.basename(file)}: ${(size / 1024).toFixed(0)} KB, open in ${time.toFixed(0)} ms${held ? '' : ': too much'}`)
  }
  await browser.close()
  process.exit(good ? 0 : 1)
})()
