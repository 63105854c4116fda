#!/bin/sh
# baguan diff: two reports of a copied meeting, some of it mended, some broken, some moved.
. tests/tap.sh
speech=11马文彬同志个人发言提纲.md
mkdir "$T/a"
cp fixtures/meetings/qingshi-draft/*.* "$T/a"
cp -r "$T/a" "$T/b"
# mended: a date; moved: the file has another name and one more line; new: a phrase gone wrong
sed -e 's/2022年1月27日/2022年1月20日/' -e '/^2022年1月/d' "$T/a/$speech" >"$T/b/送审稿-$speech"
rm "$T/b/$speech"
printf '\n我们要坚持刀刀向内，心怀国之大事。\n' >>"$T/b/送审稿-$speech"

# NAME ARGUMENT…: the report of a run
report() {
	name=$1
	shift
	"$BAGUAN" check --format json --output "json=$T/$name.json" "$@" >/dev/null 2>"$T/err"
}
# FILTER OLD NEW: a report made from another one
edit() { jq "$1" "$T/$2.json" >"$T/$3.json"; }
# STATUS WHAT OLD NEW JQ: what the comparison tells
compares() {
	ends "$1" "$2" diff --format json "$T/$3.json" "$T/$4.json"
	cp "$T/out" "$T/diff.json"
	holds "$2: as it should be" jq -e "$5" "$T/diff.json"
}
report a "$T/a"
report b "$T/b"

compares 0 'a report and itself' a a '.counts as $c | $c.open > 100 and $c.new + $c.mended + $c.untold + $c.moved + $c.reworded == 0
	and ([.meetings[].findings[] | select(.state != "open")] == []) and ([.clauses[]] | add) == 0'
compares 1 'mended, new and moved' a b '.counts.mended >= 1 and .counts.new >= 1 and .counts.moved >= 5
	and ([.meetings[].findings[] | select(.state == "mended") | .rule] | index("dates.review-before"))
	and all(.meetings[].findings[] | select(.state == "new"); .new.file | startswith("送审稿-"))
	and any(.meetings[].findings[] | select(.state == "moved"); .old.file != .new.file)
	and all(.meetings[].findings[] | select(.state == "mended"); has("new") | not)'
holds 'every finding of both reports is told once' jq -e --slurpfile a "$T/a.json" --slurpfile b "$T/b.json" '
	([.meetings[].findings[] | select(.old)] | length) == ([$a[0].meetings[].findings[]] | length) and
	([.meetings[].findings[] | select(.new)] | length) == ([$b[0].meetings[].findings[]] | length)' "$T/diff.json"
baguan diff --format json "$T/b.json" "$T/a.json"
holds 'the other way round, what was new is mended' jq -e --slurpfile there "$T/diff.json" \
	'.counts.new == $there[0].counts.mended and .counts.mended == $there[0].counts.new' "$T/out"

# ---- one finding at a time ----
edit '.meetings[0].findings |= .[1:] | .meetings[0].rules |= map(if .rule == "plan.not-resolved" then .failed -= 1 else . end)' a one
compares 0 'one finding less' a one '.counts.mended == 1 and .counts.new == 0'
compares 1 'one finding more' one a '.counts.new == 1 and .counts.mended == 0'
edit '.meetings[0].findings |= [.[0]] + .' a twice
compares 1 'a twin more is new' a twice '.counts.new == 1 and .counts.open == ([.meetings[].findings[]] | length) - 1'
compares 0 'a twin less is mended' twice a '.counts.mended == 1'
edit '.meetings[0].findings[0] |= (.fingerprint = "0123456789ab" | .message += "!")' a worded
compares 0 'the same words, nearly' a worded '.counts.reworded == 1 and .counts.new == 0 and .counts.mended == 0'
edit '.meetings[0].findings[0] |= (.fingerprint = "0123456789ab" | .excerpt = "完全不同" | .subject = {"a": "b"} | .line = 999)' a other
compares 1 'other words, subject and place are another finding' a other '.counts.new == 1 and .counts.mended == 1'
edit '.meetings[0] |= (.waived += [.findings[0] + {exception: {reason: "r", owner: "o", expires: "2099-01-01"}}] | .findings |= .[1:])' a waived
compares 0 'waived is not mended' a waived '.counts.waived == 1 and .counts.mended == 0'
compares 1 'no longer waived is new' waived a '.counts.new == 1'

# ---- what was not looked at is not mended ----
rule='.meetings[0].findings[0].rule as $r | .meetings[0].findings |= map(select(.rule != $r))'
edit "$rule"' | .meetings[0].rules |= map(select(.rule != $r))' a norule
compares 2 'the rule did not run' a norule '.counts.untold >= 1 and .counts.mended == 0'
edit "$rule"' | .meetings[0].rules |= map(if .rule == $r then .checked = 0 | .failed = 0 | .passed = 0 | .unknown = 1 | .missing = ["x"] else . end) | .status = 2' a unknown
compares 2 'the rule lacks something' a unknown '.counts.untold >= 1 and ([.meetings[].unlooked[] | select(.what == "missing" and .in == "new" and .name == "x")] | length) == 1'
edit "$rule"' | .meetings[0].disabled += [{rule: $r, by: "meeting", file: "meeting.yaml", line: 1}]' a off
compares 2 'the rule is switched off' a off '.counts.untold >= 1'
file='.meetings[0].findings[0].file as $f | .meetings[0].findings |= map(select(.file != $f))'
edit "$file"' | .meetings[0].unread += [{file: $f, reason: "no"}] | .status = 2' a unread
compares 2 'the file was not read' a unread '.counts.untold >= 1 and .counts.mended == 0'
edit '.meetings[0].unread += [{file: "x.docx", reason: "no"}] | .status = 2' a gap
compares 2 'something more is not looked at' a gap '.counts.untold == 0 and .counts.new == 0'
compares 0 'what neither run looked at' gap gap '[.meetings[].unlooked[] | select(.in == "both" and .name == "x.docx")] | length == 1'
edit '.status = 2 | .meetings[0].findings |= .[1:]' a blind
compares 2 'a run that does not say what it could not look at' a blind '.counts.untold == 1'
edit '.meetings = [] | .status = 2' a empty
compares 2 'the meeting is gone' a empty '.counts.untold > 100 and .counts.mended == 0'
report error --level error "$T/a"
compares 2 'made with a higher level' a error '.counts.untold > 0 and .counts.mended == 0'
compares 1 'made with a lower level' error a 'all(.meetings[].findings[] | select(.state == "new"); .because)'
report file "$T/a/$speech"
compares 2 'only one file was asked for' a file '.counts.untold > 0 and .counts.mended == 0'

git init -q "$T/repo" >/dev/null 2>&1
cp -r "$T/a" "$T/repo/m"
(cd "$T/repo" && git add . && git -c user.name=n -c user.email=n@localhost commit -q -m first && echo >>"m/$speech") >"$T/git" 2>&1
report since --since HEAD "$T/repo/m"
holds 'a report of what has changed is one' jq -e '.since == "HEAD" and .meetings[0].unchanged > 100' "$T/since.json"
for pair in 'a since' 'since a'; do
	# shellcheck disable=SC2086 # two names
	set -- $pair
	ends 2 "what was made with --since is refused: $pair" diff "$T/$1.json" "$T/$2.json"
	says "and why: $pair" 'since.json: made with --since' "$T/err"
	none "nothing is told: $pair" "$T/out"
done

# ---- clauses ----
edit '.meetings[0].verdicts[0].verdict = "passed" | .meetings[0].verdicts[1].verdict = "passed"' a passed
edit '.meetings[0].verdicts[0].verdict = "failed" | .meetings[0].verdicts[1].verdict = "waived"' a failed
compares 1 'a clause got worse' passed failed '.clauses.worse == 1 and .clauses.different == 1'
compares 0 'a clause got better' failed passed '.clauses.better == 2'

# ---- several meetings ----
edit '.meetings = [.meetings[0] + {path: "x", unit: "X", findings: .meetings[0].findings[1:]}, .meetings[0] + {path: "y", unit: "Y"}]' a two
edit '.meetings |= (reverse | .[0].path = "z")' two turned
compares 0 'by path, then by unit' two turned '.counts.new == 0 and ([.meetings[] | select(.old and .new)] | length) == 2'

# ---- form ----
for format in text markdown html json; do
	baguan diff --format $format "$T/a.json" "$T/b.json"
	cp "$T/out" "$T/once"
	baguan diff --output "$format=$T/file" "$T/a.json" "$T/b.json"
	cmp "$T/once" "$T/file" >"$T/bad" 2>&1
	none "$format: the same bytes in a file" "$T/bad"
done
for lang in zh en; do
	baguan --lang $lang diff "$T/a.json" "$T/b.json"
	awk 'NR == 1' "$T/out" >"$T/first"
	says "$lang: counts first" 'new.*open.*mended|新出现.*仍然存在.*已改好' "$T/first"
	{ grep -nE '^(New|新出现) \(' "$T/out"; grep -nE '^(Still open|仍然存在) \(' "$T/out"; grep -nE '^(Mended|已改好) \(' "$T/out"; } |
		cut -d: -f1 >"$T/lines"
	sort -n "$T/lines" | cmp - "$T/lines" >"$T/bad" 2>&1
	[ "$(wc -l <"$T/lines")" -eq 3 ] || cp "$T/out" "$T/bad"
	none "$lang: new, still open, mended, in this order" "$T/bad"
done
edit '.meetings[0].findings[0] |= (.message = "<script>alert(1)</script>&\"" | .file = "<b>.md" | .fingerprint = "0123456789ac" | .excerpt = "<i>" | .subject = {} | .line = 9)' a evil
baguan diff --format html "$T/a.json" "$T/evil.json"
grep -nE '<script|<b>|<i>|https?://|src=' "$T/out" >"$T/bad"
none 'html: escaped, and nothing from elsewhere' "$T/bad"
holds 'html: well-formed' sh -c 'sed -e "s/<!DOCTYPE html>//" -e "s/<meta \([^>]*\)>/<meta \1\/>/" "$1" | xmllint --noout -' - "$T/out"
says 'html: dark mode' 'prefers-color-scheme: dark' "$T/out"
says 'html: for printing' '@media print' "$T/out"
baguan diff --color always "$T/a.json" "$T/b.json"
says 'colour when asked for' "$(printf '\033')\\[" "$T/out"

# ---- what is no report ----
printf '{"schema": 2,\n  "tool": }' >"$T/broken.json"
ends 2 'broken JSON' diff "$T/a.json" "$T/broken.json"
says 'file, line and byte' 'broken\.json:2:11: .*byte 24' "$T/err"
printf '{"a": "\377"}' >"$T/latin.json"
ends 2 'no UTF-8' diff "$T/latin.json" "$T/a.json"
says 'its place' 'latin\.json:1:8: ' "$T/err"
echo '[]' >"$T/list.json"
ends 2 'JSON that is no report' diff "$T/list.json" "$T/a.json"
says 'it is said' 'list\.json: not a report' "$T/err"
edit '.schema = 3' a later
ends 2 'another version' diff "$T/a.json" "$T/later.json"
says 'which one' 'later\.json: .*version 3' "$T/err"
edit 'del(.meetings[0].findings[3].rule)' a short
ends 2 'a key is missing' diff "$T/a.json" "$T/short.json"
says 'where' 'meetings\[0\]\.findings\[3\]\.rule' "$T/err"
ends 2 'no such file' diff "$T/a.json" "$T/nothing.json"
says 'which one is not there' 'nothing\.json' "$T/err"
ends 2 'one file only' diff "$T/a.json"
ends 2 'no such format' diff --format sarif "$T/a.json" "$T/b.json"
says 'those that there are' 'text markdown html json' "$T/err"

# ---- time grows with the findings ----
edit '.meetings[0].findings |= [range(150) as $i | .[] | .fingerprint = ("\($i)000000000000")[:12] | .line += $i]' a many
edit '.meetings[0].findings |= map(.fingerprint = .fingerprint[6:] + "abcdef")' many all
# Each compared with each, it takes many minutes of the processor, and is killed.
status=0
prlimit --cpu=100 "$BAGUAN" diff --format json "$T/many.json" "$T/all.json" >"$T/out" 2>"$T/err" || status=$?
[ "$status" -le 1 ] && ok 'thirty thousand findings, none with its fingerprint' ||
	not_ok 'thirty thousand findings, none with its fingerprint' "$T/err"
