#!/bin/sh
# The formats for other programs: each is as its schema says, and all tell the same findings as the JSON report.
. tests/tap.sh
. tests/npm.sh

formats='checkstyle csv docx github gitlab json jsonl junit markdown rdjson sarif xlsx'
set -- draft fixtures/meetings/qingshi-draft good fixtures/meetings/qingshi-good \
	unread tests/golden/unread/input several tests/golden/several/input \
	broken tests/golden/broken-manifest/input nothing no/such/path
waivers='--rules tests/golden/waivers/rules tests/golden/waivers/input --today 2022-01-20'

# NAME WORD…: all formats of one run, into files; then each again, which must give the same bytes.
run() {
	name=$1
	shift
	outputs=
	for f in $formats; do
		outputs="$outputs --output $f=$T/$name.$f"
	done
	# shellcheck disable=SC2086 # words
	baguan check --level info --quiet $outputs "$@"
	cp "$T/out" "$T/$name.text" # for the reader of a failure
	echo "$status" >"$T/$name.status"
	: >"$T/bad"
	for f in $formats; do
		baguan check --level info --format "$f" "$@"
		cmp "$T/out" "$T/$name.$f" >>"$T/bad" 2>&1
	done
	none "$name: a file has what goes to standard output" "$T/bad"
	check "$name" "$T/$name"
}

# What a program can find wrong with one run's files.
check() {
	name=$1 base=$2
	holds "$name: checkstyle" xmllint --noout --schema tests/schema/checkstyle.xsd "$base.checkstyle"
	holds "$name: junit" xmllint --noout --schema tests/schema/junit.xsd "$base.junit"
	holds "$name: gitlab: no fingerprint twice" jq -e '[.[].fingerprint] | length == (unique | length)' "$base.gitlab"
	holds "$name: jsonl" jq -e -s --argjson status "$(cat "$base.status")" \
		'.[0].type == "run" and .[0].status == $status and all(.[1:][]; .type | IN("finding", "waived", "exception", "unchecked"))' "$base.jsonl"
	grep -vE '^::(error|warning|notice) file=[^,]*(,line=[0-9]+,endLine=[0-9]+)?(,col=[0-9]+,endColumn=[0-9]+)?(,title=[^,:]+)?::.' \
		"$base.github" >"$T/bad"
	none "$name: github" "$T/bad"
	counts "$name" "$base"
}

# All formats tell the same number of findings and of things not looked at.
counts() {
	name=$1 base=$2
	found=$(jq '[.meetings[].findings[]] | length' "$base.json")
	waived=$(jq '[.meetings[].waived[]] | length' "$base.json")
	unchecked=$(jq -s 'map(select(.type == "unchecked")) | length' "$base.jsonl")
	all=$((found + unchecked))
	unlooked=$(jq '[.meetings[].findings[] | select(.rule == "input.unreadable" or .rule == "input.unrecognised")] | length' "$base.json")
	{
		equal jsonl "$found" "$(jq -s 'map(select(.type == "finding")) | length' "$base.jsonl")"
		equal sarif "$((found + waived))" "$(jq '.runs[0].results | length' "$base.sarif")"
		equal 'sarif, suppressed' "$waived" "$(jq '[.runs[0].results[] | select(.suppressions != [])] | length' "$base.sarif")"
		equal 'sarif, notifications' "$unchecked" "$(jq '.runs[0].invocations[0].toolExecutionNotifications | length' "$base.sarif")"
		equal checkstyle "$((all + waived))" "$(grep -c '<error ' "$base.checkstyle")"
		equal github "$((all + waived))" "$(wc -l <"$base.github" | tr -d ' ')"
		equal gitlab "$((all + waived))" "$(jq length "$base.gitlab")"
		equal rdjson "$((all + waived))" "$(jq '.diagnostics | length' "$base.rdjson")"
		equal 'junit, failures' "$(jq '[.meetings[] | .findings | group_by(.rule) | length] | add // 0' "$base.json")" \
			"$(grep -c '<failure ' "$base.junit")"
		equal 'junit, failures told' "$(grep -c '<failure ' "$base.junit")" \
			"$(sed -n 's/^<testsuites .* failures="\([0-9]*\)".*/\1/p' "$base.junit")"
		node -e '
			const rows = require("fs").readFileSync(process.argv[1], "utf8").match(/("([^"]|"")*"|[0-9]*)(,("([^"]|"")*"|[0-9]*)){16}\r\n/g)
			console.log((rows || []).length)' "$base.csv" >"$T/rows"
		equal csv "$((all + waived))" "$(cat "$T/rows")"
		equal docx "$found" "$(unzip -p "$base.docx" word/document.xml | sed 's/<w:tbl>/\n&/g' |
			grep '<w:tblGrid><w:gridCol w:w="600"/>' | sed 's/<w:tr>/\n&/g' | grep '^<w:tr>' | grep -vc '<w:tblHeader/>')"
		sheets=$(unzip -Z1 "$base.xlsx" | grep -c '^xl/worksheets/sheet')
		equal xlsx "$found" "$(rows "$base.xlsx" 2)"
		equal 'xlsx, unchecked' "$((unchecked + unlooked))" "$(rows "$base.xlsx" "$sheets")"
	} >"$T/bad"
	none "$name: all formats tell $found findings, $waived waived, $unchecked unchecked" "$T/bad"
	: >"$T/bad"
	[ "$(cat "$base.status")" = 2 ] && [ "$unchecked" = 0 ] &&
		! jq -e '[.meetings[].findings[].rule | select(startswith("input."))] != []' "$base.json" >/dev/null &&
		echo "status 2, and nothing is told that was not looked at" >"$T/bad"
	none "$name: what could not be looked at is told" "$T/bad"
}
# FILE N: rows of the N-th sheet, without its head.
rows() { unzip -p "$1" "xl/worksheets/sheet$2.xml" | grep -o '<row ' | sed 1d | wc -l | tr -d ' '; }
equal() { [ "$2" = "$3" ] || echo "$1: $3, not $2"; }

while [ $# -gt 0 ]; do
	run "$1" "$2"
	shift 2
done
# shellcheck disable=SC2086 # words
run waivers $waivers
mkdir "$T/levels"
for meeting in a b; do
	cp -r tests/golden/waivers/input "$T/levels/$meeting"
done
printf 'rules: {log.promise: warning}\n' >>"$T/levels/b/meeting.yaml"
run levels --rules tests/golden/waivers/rules "$T/levels"
node tests/schema/sarif.cjs "$T"/*.sarif 2>"$T/err" || not_ok "the schema of SARIF can be used" "$T/err"
node tests/schema/formats.cjs "$T"/*.gitlab "$T"/*.rdjson 2>"$T/err" || not_ok 'the schemas for GitLab and Reviewdog can be used' "$T/err"
multitool=$NODE_PATH/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod +x "$multitool"
for sarif in "$T"/*.sarif; do
	DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$multitool" validate "$sarif" --rule-kind Sarif >"$T/multitool" 2>&1
	grep -E ': (error|warning) ' "$T/multitool" | grep -v SARIF2005 >"$T/bad" # informationUri: the project has no page
	grep -q 'completed successfully' "$T/multitool" || cat "$T/multitool" >>"$T/bad"
	none "${sarif##*/}: nothing that SARIF's own tool would say" "$T/bad"
done

# ---- particular things ----
base=$T/draft
holds 'SARIF: other places are related locations' jq -e '[.runs[0].results[] | select(.relatedLocations)] | length > 5' "$base.sarif"
holds 'SARIF: a rule has its clause as help' jq -e '.runs[0].tool.driver.rules[] | select(.id == "areas.missing") | .help.text | test("G05")' "$base.sarif"
holds 'SARIF: a waiver is a suppression with its reason' \
	jq -e '[.runs[0].results[].suppressions[]] | length > 0 and all(.[]; .justification | length > 0)' "$T/waivers.sarif"
holds 'CSV begins with the mark that Excel wants' sh -c 'head -c 3 "$1" | od -An -tx1 | grep -q "ef bb bf"' - "$base.csv"
says 'Markdown has the talk matrix' '^\| 沈国梁 \|.* ✓ \|' "$base.markdown"
says 'Markdown says who did not talk' ' ✗ \|' "$base.markdown"

mkdir "$T/odd"
printf '# 王一同志个人发言提纲\n\n=HYPERLINK("x")|`<b>&\n' >"$T/odd/王一,个人:发言%%提纲.md"
run odd "$T/odd"
says 'github: what separates is encoded' 'file=[^,]*王一%2C个人%3A发言%25' "$T/odd.github"

# ---- the option ----
ends 2 'no such format' check --format nope fixtures/documents
says 'the formats that there are' 'there are:.* sarif' "$T/err"
ends 2 'no such format for a file' check --output nope=x fixtures/documents
ends 2 'a file that cannot be written' check --output "json=$T/no/such/folder/x" fixtures/meetings/qingshi-good
says 'it is named' 'no/such/folder/x' "$T/err"
ends 2 'two reports to standard output' check --format json --output sarif fixtures/documents
ends 2 'a format for no file' check --output json= fixtures/documents
ends 0 'a report to standard output' check --output json=- fixtures/meetings/qingshi-good
holds 'it is there' jq -e .schema "$T/out"
baguan check --output "text=$T/report.txt" --color always fixtures/meetings/qingshi-draft
grep -c "$(printf '\033')" "$T/report.txt" | grep -v '^0$' >"$T/bad"
none 'no colour into a file' "$T/bad"
