#!/bin/sh
# The reviewer's page: in a browser, and as bytes.
. tests/tap.sh
. tests/npm.sh

mkdir "$T/one"
cp fixtures/meetings/qingshi-draft/*.* "$T/one"
baguan --lang zh check --level info --output "html=$T/one.html" --output "json=$T/one.json" "$T/one"
baguan --lang en check --level info --output "html=$T/en.html" "$T/one"
baguan --lang zh check --output "html=$T/several.html" fixtures/meetings/qingshi-draft
[ "$(wc -c <"$T/one.html")" -lt 614400 ] && ok 'a meeting takes less than 600 KB' || not_ok 'a meeting takes less than 600 KB'
grep -nE '(src|href)="?(https?:)?//|@import|url\(http' "$T/one.html" >"$T/bad"
none 'it names nothing elsewhere' "$T/bad"
says 'it is in Chinese' '<html lang="zh-CN">' "$T/one.html"
says 'it is in English' '<html lang="en">' "$T/en.html"
holds 'it is well-formed, but for what HTML leaves open' sh -c '
	sed -e "s/<!DOCTYPE html>//; s/<meta [^>]*>//g; s/<br>/<br\/>/g; s/<input [^>]*>//g; s/ hidden / /g; s/ data-group>/>/g" \
		-e "/^<script>/,/^<\/script>/d; /^<style>/,/^<\/style>/d" "$1" | xmllint --noout -' - "$T/one.html"
cp -r "$T/one" "$T/two"
printf '\n我们要坚持刀刀向内，心怀国之大事。\n' >>"$T/two/11马文彬同志个人发言提纲.md"
sed -i 's/2022年1月27日/2022年1月20日/' "$T/two/11马文彬同志个人发言提纲.md"
baguan check --level info --output "json=$T/two.json" "$T/two"
baguan --lang zh diff --format html "$T/one.json" "$T/two.json"
cp "$T/out" "$T/diff.html"
says 'a comparison has something new' '<section class="new">' "$T/diff.html"
baguan --lang zh report -o "$T/review" fixtures/meetings/qingshi-draft
# Text of files is text, whatever stands in it.
mkdir "$T/evil"
printf '# 王一同志个人发言提纲\n\n<script>alert(1)</script>"><img src=x onerror=alert(2)> 有差距。\n' >"$T/evil/王一个人发言提纲<b>.md"
baguan check --alone --level info --output "html=$T/evil.html" "$T/evil"
grep -nE '<script>alert|<img|<b>\.md' "$T/evil.html" >"$T/bad"
none 'what stands in files is escaped' "$T/bad"

# A file that could not be read is a finding, and still nothing was checked there.
baguan check --output "html=$T/unread.html" --output "json=$T/unread.json" tests/golden/unread/input
n=$(jq '.meetings[0] | (.unread | length) + (.unrecognised | length)' "$T/unread.json")
jq -r '.meetings[0] | .unread[].file, .unrecognised[]' "$T/unread.json" >"$T/files"
[ "$n" -gt 3 ] && [ "$(sed -n '/id="m0-gaps"/,/<\/section>/p' "$T/unread.html" | grep -oFf "$T/files" | sort -u | wc -l)" -ge "$n" ] &&
	ok 'files that no rule looked at stand among what was not looked at' ||
	not_ok 'files that no rule looked at stand among what was not looked at'
says 'what could not be read is no mere finding' '<div class="verdict unsure"><strong>Not everything' "$T/unread.html"

# With many meetings the page stays small, and is whole all the same.
mkdir "$T/many"
i=0
while [ $i -lt 40 ]; do
	m=$T/many/$(printf '%02d' $i)
	mkdir "$m"
	printf 'pack: dangshi-2021\nunit: 第%d办\ndate: 2022-01-20\n' $i >"$m/meeting.yaml"
	printf '# 王一同志个人发言提纲\n\n我有差距。\n' >"$m/王一个人发言提纲.md"
	i=$((i + 1))
done
printf '\n要坚持刀刀向内。\n' >>"$T/many/17/王一个人发言提纲.md"
printf '随便写的。\n' >"$T/many/17/别的.txt"
printf '\n引用原话：刀刀向内。<!-- baguan: allow phrases.blade 理由：引用原话 -->\n' >>"$T/many/18/王一个人发言提纲.md"
baguan check --today 2022-01-20 --output "html=$T/many.html" --output "json=$T/many.json" "$T/many"
[ "$(grep -c '<section class="meeting"' "$T/many.html")" = 40 ] && ok 'forty meetings' || not_ok 'forty meetings'
says 'an exception stands there, too' '<section id="m18-exceptions">' "$T/many.html"
[ "$(grep -c 'class="clauses"' "$T/many.html")" = 0 ] && ok 'many meetings: findings only' || not_ok 'many meetings: findings only'

# With very many findings each meeting has its share, errors first, and what is left out is told.
# A pack of one rule, and meetings of so many findings that there are more than 40,000.
mkdir -p "$T/rules/blank" "$T/full"
cat >"$T/rules/blank/pack.yaml" <<'END'
pack: blank
title: 空白
kinds:
  paper: {title: 材料, file: ['材料']}
roles:
  whole: {kinds: [paper], find: {document: {}}}
clauses:
  A: {quote: 不留空}
terms:
  blank: [某某]
  cross: ['×']
rules:
- {id: blank.name, clause: [A], title: 不写某某, level: warning, check: avoid, on: whole, terms: blank, message: 写的是某某}
- {id: blank.cross, clause: [A], title: 不打叉, check: avoid, on: whole, terms: cross, message: 打了叉}
END
i=0
while [ $i -lt 40 ]; do
	mkdir "$T/full/$i"
	printf 'pack: blank\n' >"$T/full/$i/meeting.yaml"
	awk 'BEGIN { for (i = 0; i < 1004; i++) print "第" i "行某某。"; print "末尾×。" }' >"$T/full/$i/材料.txt"
	i=$((i + 1))
done
baguan --lang en check --rules "$T/rules" --output "html=$T/full.html" "$T/full"
[ "$(grep -cE '<p><b class="(error|warning|info)"' "$T/full.html")" = 40000 ] && ok 'no more findings than a browser can show' ||
	not_ok 'no more findings than a browser can show'
[ "$(grep -c '<p><b class="error' "$T/full.html")" = 40 ] && ok 'errors first' || not_ok 'errors first'
[ "$(grep -c '<p>5 more findings: in the report of this meeting alone' "$T/full.html")" = 40 ] && ok 'what is left out is told' ||
	not_ok 'what is left out is told'

node tests/page/page.cjs "$T/one.html" "$T/one.json" "$T/several.html" "$T/diff.html" "$T/review/index.html" "$T/many.html" "$T/many.json"
