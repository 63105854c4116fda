'use strict'
// The page is whole without this.
// With many meetings what was found in each waits as text until someone comes near, so that the page opens at once.
const waiting = new Map([...document.querySelectorAll('.meeting > noscript')].map(n => [n.parentElement, n]))
const unfold = meeting => {
  const text = waiting.get(meeting)
  if (!text) return
  waiting.delete(meeting)
  const holder = document.createElement('template')
  holder.innerHTML = text.textContent
  for (const link of holder.content.querySelectorAll('.brief a')) {
    const advice = document.createElement('span')
    advice.className = 'advice'
    advice.textContent = document.getElementById(link.getAttribute('href').slice(1)).nextElementSibling.textContent
    link.parentElement.append(advice)
  }
  text.replaceWith(holder.content)
}
const near = new IntersectionObserver(seen => seen.forEach(s => s.isIntersecting && unfold(s.target)), { rootMargin: '1500px' })
for (const meeting of waiting.keys()) near.observe(meeting)
// Filters hide what does not match; they stand in the address.  What they ask for stands in the finding or the row itself.
const facts = {
  level: e => [e.className],
  file: e => [e.parentElement.firstElementChild.textContent],
  clauses: e => [...e.querySelectorAll('header a')].map(a => a.textContent),
  people: e => (e.dataset.people || '').split('\t'),
  verdict: e => [e.querySelector('.tag').classList[1]],
  status: e => [e.querySelector('.tag').classList[1]]
}
for (const form of document.querySelectorAll('form.filters')) {
  const items = [...document.querySelectorAll(`#${form.dataset.list} :is(article, tbody > tr)`)]
  const words = new Map() // by item: what a search looks in
  const partOf = item => item.dataset.meeting && document.getElementById(item.dataset.meeting)
  const text = item => item.textContent + (partOf(item)?.textContent.replace(/<[^>]*>/g, '') ?? '')
  const says = item => words.get(item) ?? words.set(item, text(item).toLowerCase()).get(item)
  const status = form.querySelector('[role=status]')
  const groups = [...document.querySelectorAll(`#${form.dataset.list} [data-group]`)]
  const prefix = form.dataset.list + '.'
  const matches = (item, name, value) =>
    !value ||
    (name === 'text' ? says(item).includes(value.toLowerCase())
      : facts[name](item).includes(value))
  const apply = () => {
    const wanted = [...form.elements].filter(e => e.name).map(e => [e.name, e.value.trim()])
    let shown = 0
    for (const item of items) {
      const ok = wanted.every(([name, value]) => matches(item, name, value))
      for (const e of [item, partOf(item)]) if (e) e.hidden = !ok
      shown += ok
    }
    for (const group of groups) group.hidden = !group.querySelector('article:not([hidden])')
    status.textContent = form.dataset.status.replace('%1', shown).replace('%2', items.length)
    const query = new URLSearchParams(location.search)
    for (const [name, value] of wanted) value ? query.set(prefix + name, value) : query.delete(prefix + name)
    try {
      history.replaceState(null, '', (query.size ? '?' + query : location.pathname) + location.hash)
    } catch (e) { /* a page in a mail has no address */ }
  }
  for (const [name, value] of new URLSearchParams(location.search))
    if (name.startsWith(prefix) && form.elements[name.slice(prefix.length)]) form.elements[name.slice(prefix.length)].value = value
  form.addEventListener('input', apply)
  form.addEventListener('submit', e => e.preventDefault())
  form.addEventListener('reset', () => setTimeout(apply))
  form.hidden = false
  apply()
}
// A link to a finding that a filter hides, or into something folded, shows it.
const reveal = () => {
  unfold(document.getElementById(/^#(m\d+)/.exec(location.hash)?.[1]))
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!target) return
  for (let e = target; e; e = e.parentElement) {
    e.hidden = false
    if (e.tagName === 'DETAILS') e.open = true
  }
  target.scrollIntoView()
  if (target.tabIndex < 0) target.tabIndex = -1 // else it takes no focus
  target.focus({ preventScroll: true })
}
addEventListener('hashchange', reveal)
reveal()
addEventListener('beforeprint', () => [...waiting.keys()].forEach(unfold))
addEventListener('beforeprint', () => document.querySelectorAll('details:not(.evidence)').forEach(d => { d.open = true }))
// What a clause says, to who points at a link to it.
addEventListener('mouseover', e => {
  const link = e.target.closest?.('article header a')
  if (link && !link.title) link.title = document.getElementById(link.hash.slice(1))?.cells[1].textContent ?? ''
})
