#!/bin/sh
# Packs that extend packs, and who has the last word: pack, meeting, command line.
. tests/tap.sh
rules=tests/golden/extend/rules
input=tests/golden/extend-meeting/input

# WHAT RULES (sorted, one space between): the rules that failed, at whatever level.
fails() {
	what=$1 wanted=$2
	shift 2
	baguan check --rules "$rules" --level info --format json "$@"
	got=$(jq -r '[.meetings[].findings[].rule] | unique | join(" ")' "$T/out")
	if [ "$got" = "$wanted" ]; then
		ok "$what"
	else
		printf 'wanted: %s\ngot: %s\n' "$wanted" "$got" >"$T/why"
		not_ok "$what" "$T/why"
	fi
}
# WHAT FILTER VALUE: of the report before.
reports() {
	if [ "$(jq -c "$2" "$T/out")" = "$3" ]; then ok "$1"; else not_ok "$1" "$T/out"; fi
}

fails 'a meeting switches rules off and on' 'report.hope report.long report.vague' "$input"
reports 'and the report says so' '[.meetings[0].disabled[] | [.rule, .by, .file, .line]]' \
	'[["report.promise","meeting","meeting.yaml",6]]'
reports 'and tells of other levels' '[.meetings[0].levels[] | [.rule, .from, .to]]' \
	'[["report.hope","warning","error"],["report.vague","warning","info"]]'
fails 'a rule that --rule names runs all the same' 'report.promise' --rule report.promise "$input"
reports 'and is not called off' '.meetings[0].disabled' '[]'
fails 'one rule was asked for' 'report.long' --rule report.long "$input"
reports 'and the report is silent about changes to others' '[.meetings[0] | .disabled, .levels]' '[[],null]'
fails 'a pattern of --rule brings none back' 'report.hope report.long report.vague' --rule 'report.*' "$input"
fails '--exclude-rule goes over the meeting' 'report.long report.vague' --exclude-rule report.hope "$input"
fails '--param goes over the meeting' 'report.hope report.vague' --param longest=50 "$input"

mkdir -p "$T/off"
sed '/^rules:/,/^params:/d' "$input/meeting.yaml" >"$T/off/meeting.yaml"
cp "$input"/*.md "$T/off"
fails 'a pack switches rules off' 'report.hope report.promise' "$T/off"
reports 'and the report says that too' '[.meetings[0].disabled[] | [.rule, .by]]' '[["report.vague","pack"]]'
baguan check --rules "$rules" "$T/off"
says 'in words, too' 'switched off by the rule pack: report.vague' "$T/out"

ends 1 'lint with findings' rules lint --rules "$rules" --pack base
says 'a finding has its place' '^[^ ]*base/pack\.yaml:8: unused-param: spare: ' "$T/out"
ends 0 'lint without' rules lint --rules "$rules" --pack year
ends 0 'tests of a pack with folder cases' rules test --rules "$rules" --pack year
says 'which are counted' '^2 folder cases$' "$T/out"

# A case that is not as expected, a line too many and one too few.
cp -r "$rules" "$T/rules"
printf 'rule\tfile\tline\nreport.hope\tmeeting.yaml\t1\n' >"$T/rules/year/tests/late/expected.tsv"
ends 1 'a case that fails' rules test --rules "$T/rules" --pack year
says 'what happened is said' 'expected\.tsv:1: not expected: report\.promise 王一周报\.md 5' "$T/out"
says 'what did not happen, too' 'expected\.tsv:2: did not happen: report\.hope meeting\.yaml 1' "$T/out"

# Every finding of lint, once.
mkdir -p "$T/rules/slips"
cat >"$T/rules/slips/pack.yaml" <<'END'
pack: slips
kinds: {note: {file: ['记录']}}
roles:
  whole: {kinds: [note], find: {document: {}}}
  line: {kinds: [note], find: {unit: {of: paragraph, inside: [whole]}}}
fragments: {piece: '一', other: '二'}
params: {free: {default: 3}}
clauses: {A1: {quote: 甲}, A2: {quote: 乙, checkable: human}}
terms:
  word: {regex: ['{{piece}}些', '[一-龥]{3}']}
  dead: [丙]
  far: [丁]
conditions: {lost: far}
rules:
- {id: note.word, title: t, label: bad, check: passage, on: whole, fail_if: word, message: m}
END
ends 1 'lint of slips' rules lint --rules "$T/rules" --pack slips --format json
got=$(jq -r '[.findings[] | "\(.what) \(.name)"] | sort | join(", ")' "$T/out")
wanted='dead-term dead, dead-term far, no-failing-test note.word, no-literal word, no-ok-label note.word, '
wanted=$wanted'no-silent-test note.word, unreachable-condition lost, unused-clause A1, unused-fragment other, '
wanted=$wanted'unused-param free, unused-role line'
if [ "$got" = "$wanted" ]; then ok 'lint finds each sort of slip'; else
	printf 'wanted: %s\ngot: %s\n' "$wanted" "$got" >"$T/why"
	not_ok 'lint finds each sort of slip' "$T/why"
fi

# Conditions that can never hold, wherever they stand; a parameter may be set so that they do.
mkdir -p "$T/rules/never"
cat >"$T/rules/never/pack.yaml" <<'END'
pack: never
kinds: {note: {file: ['记录']}}
roles: {whole: {kinds: [note], find: {document: {}}}}
params: {many: {default: 9, help: 几个}}
terms: {a: [甲], b: [乙]}
conditions:
  three-of-two: {at_least: {n: 3, of: [a, b]}}
rules:
- {id: n.1, title: t, check: passage, on: whole, fail_if: {any: [a, three-of-two]}, message: m, tests: [{fail: 甲}, {pass: 乙}]}
- {id: n.2, title: t, check: passage, on: whole, fail_if: {any: [a, {all: [a, b], none: [b]}]}, message: m, tests: [{fail: 甲}, {pass: 乙}]}
- {id: n.3, title: t, check: passage, on: whole, fail_if: {any: [a, {count: {of: [b], min: 5, max: 2}}]}, message: m, tests: [{fail: 甲}, {pass: 乙}]}
- {id: n.4, title: t, check: passage, on: whole, fail_if: {any: [a, {score: {min: 4, of: {a: 2, b: 1}}}]}, message: m, tests: [{fail: 甲}, {pass: 乙}]}
- {id: n.5, title: t, check: passage, on: whole, fail_if: {any: [a, {at_least: {n: $many, of: [a, b]}}]}, message: m, tests: [{fail: 甲}, {pass: 乙}]}
- {id: n.6, title: t, check: passage, on: whole, fail_if: {all: [a], any: [{all: [b]}, {none: [b]}], score: {min: 3, of: {a: 2, b: 1}}}, message: m, tests: [{fail: 甲乙}, {pass: 乙}]}
END
ends 1 'lint of conditions that never hold' rules lint --rules "$T/rules" --pack never --format json
got=$(jq -r '[.findings[] | "\(.what) \(.line)"] | join(", ")' "$T/out")
wanted='unreachable-condition 7, unreachable-condition 10, unreachable-condition 11, unreachable-condition 12'
if [ "$got" = "$wanted" ]; then ok 'lint finds conditions that can never hold'; else
	printf 'wanted: %s\ngot: %s\n' "$wanted" "$got" >"$T/why"
	not_ok 'lint finds conditions that can never hold' "$T/why"
fi
for pack in dangshi-2021 minzhu niandu-2025; do
	ends 0 "nothing in $pack is to no purpose" rules lint --pack $pack
done
