#!/bin/sh
# The sample meetings: exactly the planted faults, and a file by itself has the findings that it
# has in the whole folder.
. tests/tap.sh
draft=fixtures/meetings/qingshi-draft good=fixtures/meetings/qingshi-good

# Rule, file and line; a file of a meeting inside the draft with its folder before it.
triples='.meetings[] | (.path | ltrimstr($top) | ltrimstr("/") | if . == "" then . else . + "/" end) as $folder
	| .findings[] | [.rule, $folder + .file, if .line > 0 then .line else "" end] | @tsv'

# A line that expected.tsv leaves empty is any line.
baguan check --level info --format json "$draft"
cp "$T/out" "$T/draft.json"
jq -r --arg top "$draft" "$triples" "$T/draft.json" | LC_ALL=C sort >"$T/found"
awk -F'\t' -v OFS='\t' 'NR > 1 { print $1, $2, $3 }' "$draft/expected.tsv" | LC_ALL=C sort >"$T/wanted"
awk -F'\t' 'NR == FNR { wanted[++n] = $0; rule[n] = $1; file[n] = $2; line[n] = $3; next }
	{ hit = 0
	  for (i = 1; i <= n && !hit; i++)
		if (!seen[i] && rule[i] == $1 && file[i] == $2 && line[i] == $3) hit = i
	  for (i = 1; i <= n && !hit; i++)
		if (!seen[i] && rule[i] == $1 && file[i] == $2 && line[i] == "") hit = i
	  if (hit) seen[hit] = 1
	  else print "not expected: " $0 }
	END { for (i = 1; i <= n; i++) if (!seen[i]) print "not found: " wanted[i] }' "$T/wanted" "$T/found" >"$T/diff"
none 'the draft has the findings of expected.tsv, and no others' "$T/diff"

jq -r '.meetings[].rules[].rule' "$T/draft.json" | LC_ALL=C sort -u >"$T/rules"
cut -f 1 "$T/wanted" | LC_ALL=C sort -u | LC_ALL=C comm -23 "$T/rules" - >"$T/bare"
none 'each rule of its pack has a fault planted for it' "$T/bare"

baguan check --level info --format json "$good"
jq -r --arg top "$good" "$triples" "$T/out" >"$T/diff"
none 'the good meeting has none' "$T/diff"
jq -r '.meetings[] | (.rules[] | select(.unknown > 0) | "unknown: \(.rule)"),
	(.unread[] | .file), (.unrecognised[])' "$T/out" >"$T/diff"
none 'in the good meeting everything was looked at' "$T/diff"

for meeting in $(jq -r '.meetings[].path' "$T/draft.json") "$good"; do
	baguan check --level info --format json "$meeting"
	cp "$T/out" "$T/whole.json"
	for file in "$meeting"/*; do
		name=${file##*/}
		[ -f "$file" ] || continue
		case $name in meeting.yaml | expected.tsv) continue ;; esac
		baguan check --level info --format json "$file"
		jq --arg p "$meeting" --arg f "$name" '[.meetings[] | select(.path == $p) | .findings[] | select(.file == $f)]' \
			"$T/whole.json" >"$T/in-whole"
		jq '[.meetings[].findings[]]' "$T/out" >"$T/alone" 2>&1
		diff "$T/in-whole" "$T/alone" | head -n 30 >"$T/diff"
		none "$file alone has its findings in the folder" "$T/diff"
	done
done

# What a kind filter and the rules part is the whole at the usual level.
baguan check --format json "$draft"
cp "$T/out" "$T/draft.json"
jq -r --arg top "$draft" "$triples" "$T/draft.json" | LC_ALL=C sort >"$T/found"

# A kind filter shows what the whole shows of the kind.
for kind in $(jq -r '[.meetings[].materials[].kind | select(. != "")] | unique[]' "$T/draft.json"); do
	baguan check --kind "$kind" --format json "$draft"
	jq -r --arg k "$kind" '.meetings[] | [.materials[] | select(.kind == $k) | .file] as $files
		| .findings[] | select(.file as $f | $files | index([$f])) | [.rule, .file, .line] | @tsv' "$T/draft.json" >"$T/in-whole"
	jq -r '.meetings[].findings[] | [.rule, .file, .line] | @tsv' "$T/out" >"$T/alone" 2>&1
	diff "$T/in-whole" "$T/alone" >"$T/diff"
	none "--kind $kind shows the findings of its files" "$T/diff"
done
# --rule and --exclude-rule part the findings.
baguan check --format json --rule 'criticism.*' "$draft"
jq -r --arg top "$draft" "$triples" "$T/out" >"$T/parts"
baguan check --format json --exclude-rule 'criticism.*' "$draft"
jq -r --arg top "$draft" "$triples" "$T/out" >>"$T/parts"
LC_ALL=C sort "$T/parts" | diff "$T/found" - >"$T/diff"
none '--rule and --exclude-rule part the findings' "$T/diff"
