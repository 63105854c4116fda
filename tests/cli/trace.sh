#!/bin/sh
# rules trace: its statuses, what --accept writes and what it leaves alone.
. tests/tap.sh
golden=tests/golden/trace

ends 1 'clauses that nothing covers' rules trace --rules "$golden/rules"
ends 2 'a plan that is not there' rules trace --rules "$golden/rules" --plan no/such/plan.docx
says 'the plan that is not there is named' 'no/such/plan.docx' "$T/err"
ends 2 'a format that there is not' rules trace --rules "$golden/rules" --format pdf
ends 2 'a pack that names no plan' rules trace --rules tests/golden/verdicts/rules
ends 1 'another plan, in which words have changed' rules trace --rules "$golden/rules" --plan "$golden/changed.md"
ends 2 'a plan that is no text' rules trace --rules "$golden/rules" --plan "$BAGUAN"

# A pack with all accounted for; then its plan changes, and is accepted.
mkdir -p "$T/rules/duty"
cp "$golden/rules/duty/plan.md" "$T/rules/duty/"
cat >"$T/rules/duty/pack.yaml" <<'END'
pack: duty
plan: plan.md
clauses: # two of them
  A1: {line: 1, quote: 写明“时间、地点、人员”}   # in braces
  A2:
    quote: >-
      交接班要当面说清
    checkable: 'human' # by eye
    human: {why: 看不到, question: 当面了吗？}
kinds: {log: {file: [记录]}}
roles: {whole: {kinds: [log], find: {document: {}}}}
terms: {time: [时]}
rules:
- {id: log.time, clause: [A1], title: 时间, check: require, on: whole, must: time, message: 没有,
   tests: [{fail: 好。}, {pass: 8时。}]}
END
cp "$T/rules/duty/pack.yaml" "$T/before"
ends 1 'what was never reviewed' rules trace --rules "$T/rules"
cmp -s "$T/before" "$T/rules/duty/pack.yaml" && ok 'without --accept nothing is written' ||
	not_ok 'without --accept nothing is written'
for pack in dangshi-2021 niandu-2025; do
	ends 0 "every clause of $pack is accounted for" rules trace --pack "$pack"
done
ends 0 'after it was accepted' rules trace --accept --rules "$T/rules"
ends 0 'and from then on' rules trace --rules "$T/rules"
sed "s/fingerprint: '[0-9a-f]*', //; /^ *fingerprint: '[0-9a-f]*'\$/d; s/line: 3/line: 1/" "$T/rules/duty/pack.yaml" |
	diff "$T/before" - >"$T/diff"
none 'all but fingerprints and lines stays as it is' "$T/diff"
sed -i 's/当面说清/当面说清楚/' "$T/rules/duty/plan.md"
ends 1 'when the words around a quote change' rules trace --rules "$T/rules"
ends 0 'when that is accepted' rules trace --accept --rules "$T/rules"
sed -i 's/要当面说清楚/应该面对面说清楚/' "$T/rules/duty/plan.md"
ends 1 'when the quote itself changes' rules trace --rules "$T/rules"
cp "$T/rules/duty/pack.yaml" "$T/before"
ends 1 'which cannot be accepted, but must be written' rules trace --accept --rules "$T/rules"
cmp -s "$T/before" "$T/rules/duty/pack.yaml" && ok 'and is not' || not_ok 'and is not'

# The formats say the same.
baguan rules trace --rules "$golden/rules" --format json
uncovered=$(jq '.counts.none' "$T/out")
jq -e '.complete == false and ([.clauses[] | select(.cover == "none")] | length) == .counts.none
	and ([.without_clause[] | select(.orphaned)] | length) == .counts.orphaned' "$T/out" >"$T/bad" &&
	ok 'the counts of the JSON agree' || not_ok 'the counts of the JSON agree' "$T/out"
baguan rules trace --rules "$golden/rules" --format csv
[ "$(awk -F, '$5 == "none" { print $1 }' "$T/out" | sort -u | wc -l)" = "$uncovered" ] &&
	ok 'the CSV has as many uncovered clauses' || not_ok 'the CSV has as many uncovered clauses' "$T/out"

# ---- verdicts ----
ends 1 'verdicts of a meeting with findings' check --verdicts fixtures/meetings/qingshi-draft
ends 0 'verdicts of a clean meeting' check --verdicts=all fixtures/meetings/qingshi-good
ends 2 'no other view of verdicts' check --verdicts=some fixtures/meetings/qingshi-good
baguan check --format json fixtures/meetings/qingshi-draft
jq '.meetings[0].verdicts' "$T/out" >"$T/whole"
baguan check --format json 'fixtures/meetings/qingshi-draft/14相互批评意见.docx'
jq '.meetings[0].verdicts' "$T/out" | diff "$T/whole" - >"$T/diff"
none 'verdicts are of the whole meeting, whichever file is asked for' "$T/diff"
