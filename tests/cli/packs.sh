#!/bin/sh
# Several packs: which one is meant, bases, and a first pack out of a plan.
. tests/tap.sh
packs=${BAGUAN_RULES:-rules}

# ---- which pack ---------------------------------------------------------------------------------
pack_of() { jq -r '.meetings[0].pack' "$T/out"; }
# WHAT PACK ARGUMENT…: the report is of that pack.
checks_with() {
	what=$1 wanted=$2
	shift 2
	baguan check --format json "$@"
	[ "$(pack_of)" = "$wanted" ] && ok "$what" || not_ok "$what" "$T/out" "$T/err"
}
mkdir "$T/2021" "$T/2025" "$T/none" "$T/both"
printf '# 柳河街道2025年度民主生活会会议记录\n\n时间：2026年1月28日\n' | tee "$T/both/会议记录.md" >"$T/2025/会议记录.md"
printf '# 街道党史学习教育专题民主生活会会议记录\n\n时间：2022年1月25日\n' >"$T/2021/会议记录.md"
printf '# 情况通报\n\n班子查摆问题3个。\n' >"$T/none/通报.md"
checks_with 'the materials tell that 2025 is meant' niandu-2025 "$T/2025"
checks_with 'the materials tell that 2021 is meant' dangshi-2021 "$T/2021"
checks_with 'where nothing tells it is the default pack' dangshi-2021 "$T/none"
checks_with '--pack has the last word' dangshi-2021 --pack dangshi-2021 "$T/2025"
ends 0 'init takes the pack that fits' init --print "$T/2025"
says 'and names it' '^pack: niandu-2025' "$T/out"

cp -r "$packs" "$T/rules"
sed -i '/^default:/d' "$T/rules/dangshi-2021/pack.yaml"
ends 2 'without a default nothing is guessed' check --rules "$T/rules" "$T/none"
says 'the packs are named, and bases are not' 'name one of dangshi-2021, niandu-2025 with --pack' "$T/err"
mkdir "$T/based"
printf 'pack: minzhu\nunit: 甲\n' >"$T/based/meeting.yaml"
ends 2 'no meeting is checked against a base' check "$T/based"
says 'and the place is told' 'meeting.yaml:1:7: error: “minzhu” is a base' "$T/err"

# ---- a pack out of a plan -------------------------------------------------------------------------
# WHAT PLAN NAME: makes a pack that loads, whose tests pass, and whose clauses all stand in the plan.
makes() {
	ends 0 "$1: init --pack" init --pack "$T/rules/$3" "$2"
	ends 0 "$1: its tests pass" rules test --rules "$T/rules" --pack "$3"
	baguan rules lint --rules "$T/rules" --pack "$3"
	[ "$status" -lt 2 ] && ok "$1: it can be linted" || not_ok "$1: it can be linted" "$T/err"
	grep -v ': unused-clause: ' "$T/out" | grep -v ' findings\{0,1\}$' >"$T/bad"
	none "$1: nothing in it is to no purpose" "$T/bad"
	baguan rules trace --rules "$T/rules" --pack "$3" --format json
	jq -c '.clauses[] | select(.suspect)' "$T/out" >"$T/bad"
	none "$1: every quote stands in the plan, with its fingerprint" "$T/bad"
}
# WHAT ID QUOTE: the pack that was made last quotes it.
quotes() {
	grep -A 1 "^  $2:" "$T/rules/$made/clauses.yaml" | grep -qF "quote: '$3'" && ok "$1" ||
		not_ok "$1" "$T/rules/$made/clauses.yaml"
}
made=plan-2021
makes 'a plan in Markdown' "$packs/dangshi-2021/plan.md" $made
says 'the deadline is a date' 'deadline: \{default: 2022-01-31' "$T/rules/$made/pack.yaml"
[ "$(grep -c '^ *- {name: .带头' "$T/rules/$made/areas.yaml")" = 5 ] && ok 'it has five areas' ||
	not_ok 'it has five areas' "$T/rules/$made/areas.yaml"
quotes 'the place' C02 地点是街道办三楼会议室
quotes 'the first recipient' I02.1 县委组织部
quotes 'the second recipient' I02.2 县委党史学习教育领导小组办公室
quotes 'what must be studied' D02.2 庆祝中国共产党成立100周年大会
quotes 'no talk instead of problems' H05.1 不能以讲道理、谈体会代替摆问题
quotes 'no team instead of oneself' H06.1 不能以班子问题、下级问题代替个人问题
quotes 'no hope instead of a problem' H11 不能以提希望代替点问题
quotes 'no advice instead of criticism' H12 不能以工作建议代替批评意见

cp "$T/rules/$made/pack.yaml" "$T/before"
ends 2 'a pack that is there is not written over' init --pack "$T/rules/$made" "$packs/niandu-2025/plan.md"
cmp -s "$T/before" "$T/rules/$made/pack.yaml" && [ ! -e "$T/rules/$made/limits.yaml" ] &&
	ok 'nothing of it changes, and nothing is added' || not_ok 'nothing of it changes, and nothing is added'

made=plan-2025
makes 'another plan' "$packs/niandu-2025/plan.md" $made
says 'the days for the report are a param' 'report_days: \{default: 15' "$T/rules/$made/limits.yaml"
says 'the year is what materials are known by' '^fits: \[2025年度\]' "$T/rules/$made/pack.yaml"
quotes 'the second recipient' I02.2 县委组织部
mkdir "$T/sent"
printf '# 关于2025年度民主生活会召开情况的报告\n\n县委组织部：\n\n会议已经召开。\n' >"$T/sent/情况报告.md"
printf 'pack: %s\nunit: 甲\n' $made >"$T/sent/meeting.yaml"
ends 1 'whom a report leaves out' check --rules "$T/rules" -q --level warning --rule 'report.recipients' "$T/sent"
says 'is told by the plan' '情况报告没有报县纪委' "$T/out"
! grep -q '没有报县委组织部' "$T/out" && ok 'and no one else' || not_ok 'and no one else' "$T/out"

made=plan-other
cat >"$T/other.md" <<'END'
# 云山局领导班子2025年度民主生活会工作方案

会议主题为：深化作风建设，锐意改革创新，推动高质量发展。要聚焦会议主题。

从以下两个方面进行：

一是带头强化政治忠诚；二是带头增强党性。

不得以工作建议代替批评意见，不准以提希望代替点问题。

会后10个工作日内，将会议记录报送市纪委、市委组织部。向群众公开整改情况。
END
makes 'a plan in other words' "$T/other.md" $made
quotes 'must not' H12 不得以工作建议代替批评意见
quotes 'nor' H11 不准以提希望代替点问题
quotes 'the first of two recipients' I02.1 市纪委
quotes 'what is made public' I18 向群众公开整改情况
quotes 'days of work' I03 会后10个工作日内
[ ! -e "$T/rules/$made/limits.yaml" ] && ok 'are no days' || not_ok 'are no days' "$T/rules/$made/limits.yaml"
baguan rules trace --rules "$T/rules" --pack $made
says 'every clause of it is covered' '^uncovered 0, ' "$T/out"

made=plan-docx
makes 'a plan in Word' fixtures/meetings/qingshi-good/01*方案.docx $made
[ "$(grep -c '^ *- {name: .带头' "$T/rules/$made/areas.yaml")" = 5 ] && ok 'it has five areas too' ||
	not_ok 'it has five areas too' "$T/rules/$made/areas.yaml"

printf '# 通知\n\n请各位按时参加。\n' >"$T/notice.md"
ends 0 'of a text that is no plan' init --pack "$T/rules/no-plan" "$T/notice.md"
says 'the open questions are marked' '^# 待核：没有认出召开期限' "$T/rules/no-plan/pack.yaml"
ends 0 'and what came of it loads' rules list --rules "$T/rules" --pack no-plan
mkdir "$T/bare"
ends 2 'without a base nothing is made' init --pack "$T/bare/new" "$packs/niandu-2025/plan.md"
[ ! -e "$T/bare/new" ] && ok 'and no folder' || not_ok 'and no folder'
