#!/bin/sh
# Exit statuses: 0 nothing found, 1 findings, 2 something could not be checked.  No path leads
# from "could not look" to 0.
. tests/tap.sh
good=fixtures/meetings/qingshi-good draft=fixtures/meetings/qingshi-draft golden=tests/golden

ends 0 'a clean meeting' check "$good"
ends 1 'a meeting with findings' check "$draft"
ends 1 'a clean one and one with findings' check "$good" "$draft"
ends 1 'one file with findings' check "$draft/14相互批评意见.docx"
ends 0 'one file without' check "$good/14相互批评意见.docx"
ends 2 'files that cannot be read' check "$golden/unread/input"
ends 2 'one that cannot, beside a clean meeting' check "$good" "$golden/unread/input/加密.docx"
ends 2 'a broken manifest' check "$golden/broken-manifest/input"
ends 2 'a broken manifest, beside a clean meeting' check "$good" "$golden/broken-manifest/input"
ends 2 'a manifest that names no pack there is' check "$golden/broken-manifest-pack/input"
ends 2 'a broken pack' check --rules "$golden/broken-pack/rules" "$good/14相互批评意见.docx"
ends 2 'a folder without packs' check --rules docs "$good"
ends 2 'a path that is not there' check "$good" no/such/path
says 'the path that is not there is named' 'no/such/path' "$T/err"
mkdir "$T/empty"
ends 2 'an empty folder' check "$T/empty"

ends 0 'findings below the level' check --level error --exclude-rule '*' "$draft"
warning=criticism.no-harm
ends 0 'warnings, when errors decide' check --rule "$warning" --fail-level error "$draft"
says 'what does not decide is shown' "$warning" "$T/out"
ends 1 'warnings, when they decide' check --rule "$warning" --fail-level warning "$draft"
ends 1 'warnings that decide and are not shown' check --rule "$warning" --level error --fail-level warning "$draft"
ends 1 'errors, when errors decide' check --fail-level error "$draft"
ends 2 'a level to fail at that there is not' check --fail-level fatal "$draft"
ends 2 'a rule that there is not' check --rule 'no.such*' "$good"
ends 0 'one rule, which finds nothing' check --rule criticism.vague "$good"
ends 1 'one rule' check --rule criticism.vague "$draft"
ends 0 'all rules with findings left out' check --exclude-rule '*.*' "$draft"
ends 1 'one kind' check --kind minutes "$draft"
ends 0 'a kind without findings' check --kind plan "$good"
ends 2 'a kind that there is not' check --kind minute "$draft"
ends 1 'each file alone' check --alone "$draft"
ends 1 'quiet' check --quiet "$draft"

waivers="--rules $golden/waivers/rules --rule log.promise $golden/waivers/input"
# shellcheck disable=SC2086 # words
{
	ends 0 'findings that are waived' check --today 2022-02-20 $waivers
	ends 1 'waivers after their last day' check --today 2022-02-21 $waivers
	ends 2 'a day that there is not' check --today 2022-02-30 $waivers
}

ends 2 'an unknown option' check --colour "$good"
says 'the unknown option is named' '--colour' "$T/err"
ends 2 'an option without its value' check "$good" --format
ends 2 'an unknown format' check --format yaml "$good"
ends 2 'an unknown level' check --level fatal "$good"
ends 2 'an unknown choice of colour' check --color sometimes "$good"
ends 2 'a parameter without a value' check --param report_days "$good"
ends 2 'a parameter that there is not' check --param report_day=3 "$good"
ends 2 'no command'
ends 2 'an unknown command' chekc
says 'the unknown command is named' 'chekc' "$T/err"
ends 0 'help' --help
ends 0 'help after a subcommand' rules list --help
ends 0 'the version' --version
ends 2 'an unknown language' --lang xx check "$good"

ends 0 'explain' explain criticism.vague
ends 2 'explain of no rule' explain criticism.vage
says 'a near rule is offered' 'criticism\.vague' "$T/err"
ends 2 'explain of a rule of another pack' explain eight-rules.missing
says 'the pack that has it is named' 'niandu-2025' "$T/err"
program=$(command -v "$BAGUAN")
case $program in /*) ;; *) program=$PWD/$program ;; esac
(rules=$PWD/rules && cd rules/niandu-2025/tests/in-order && BAGUAN_RULES=$rules "$program" explain eight-rules.missing) >"$T/out" 2>&1
says 'where a meeting of that pack is, it is explained' '^eight-rules\.missing  \[error\]' "$T/out"
ends 0 'explain at a place' explain criticism.vague "$draft/14相互批评意见.docx:16"
ends 0 'explain at a line and column, as check prints them' explain criticism.vague "$draft/14相互批评意见.docx:16:1"
says 'it finds the line' '^kind: ' "$T/out"
cell="$good/18整改台账.xlsx:问题清单和整改台账!F4"
ends 0 'explain at a cell, as check prints it' explain ledger.measure-vague "$cell"
says 'it finds the cell' '^pass:' "$T/out"
ends 0 'explain on a sheet that is not there' explain ledger.measure-vague "${cell%问题*}没有!F4"
says 'it says so' 'looked at nothing' "$T/out"
mkdir "$T/bytes"
printf 'unit: 石桥镇党委\ntheme: \344\270\255\377\n' >"$T/bytes/meeting.yaml"
ends 2 'a manifest with a byte that is no text' check "$T/bytes"
says 'the place of the byte is named' 'meeting.yaml:2:9: error: not valid UTF-8' "$T/err"
ends 2 'explain at no place' explain criticism.vague "$draft/14相互批评意见.docx"
ends 2 'explain in a file that is not there' explain criticism.vague "$draft/15.docx:3"
ends 2 'explain without a rule' explain
ends 0 'rules list' rules list
ends 0 'rules test' rules test
ends 2 'rules without a word' rules
ends 2 'rules with an unknown word' rules lst
ends 0 'rules eval' rules eval "$golden/eval/labelled.tsv"
ends 2 'rules eval of nothing' rules eval
ends 2 'rules eval of a file that is not there' rules eval no-such.tsv
printf 'a\tb\n1\t2\n' >"$T/columns.tsv"
ends 2 'rules eval of a table without the columns' rules eval "$T/columns.tsv"

ends 0 'what a rule rests on' rules show --effective habits.short-problems
says 'views, by which pack' '^views\.plan_areas:.*pack dangshi-2021$' "$T/out"
says 'and params in them' '^params\.problems_min: 500 ' "$T/out"
mkdir "$T/loose"
printf '# 民主生活会通报\n\n会议主题是“强化政治忠诚、坚定理想信念，锤炼党性作风、担当为民尽责，以作风建设新气象推动街道各项工作开好局、起好步”。\n' >"$T/loose/通报.md"
ends 1 'one file alone, by a rule over facts that asks for no other' check --alone --pack niandu-2025 --rule phrases.theme --rule 'trace.*' "$T/loose/通报.md"
says 'it finds what that rule wants' '新气象' "$T/out"
none 'and nothing is missing' "$T/err"

"$BAGUAN" check "$draft" >/dev/full 2>"$T/err"
status=$?
[ $status = 2 ] && ok 'a full disk: status 2' || not_ok "a full disk: status 2, not $status" "$T/err"
