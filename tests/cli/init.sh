#!/bin/sh
# baguan init: the first meeting.yaml of folders that have none.
. tests/tap.sh

# KEYS: the lines of a manifest that are no comment, without what stands behind them.
keys() { sed -e 's/  *# .*$//' -e '/^ *#/d' -e '/^$/d' "$1"; }
# DIR: a manifest is written and loads.
loads() {
	ends 0 "init $1" init "$2"
	baguan check "$2"
	none "the manifest of $1 loads without complaint" "$T/err"
}

# ---- a whole meeting: the manifest that people wrote for it --------------------------
for meeting in good draft; do
	cp -r "fixtures/meetings/qingshi-$meeting" "$T/$meeting"
	rm "$T/$meeting/meeting.yaml"
	loads "a whole meeting ($meeting)" "$T/$meeting"
	keys "$T/$meeting/meeting.yaml" | sort -u >"$T/guessed"
	keys "fixtures/meetings/qingshi-$meeting/meeting.yaml" |
		sed -e '/: false$/d' -e '/{}$/d' -e '/^ignore/d' \
			-e 's/- {name: \(.*\), head: \(.*\)}/- name: \1\n    head: \2/' \
			-e 's/representatives: \[\(.*\), \(.*\)\]/representatives:\n  - \1\n  - \2/' |
		sort -u >"$T/known"
	comm -23 "$T/guessed" "$T/known" >"$T/wrong"
	none "every guess of a whole meeting ($meeting) is right" "$T/wrong"
done
cp -r fixtures/meetings/qingshi-good "$T/again"
rm "$T/again/meeting.yaml"
loads "a whole meeting" "$T/again"
keys "$T/again/meeting.yaml" | sort -u >"$T/guessed"
keys fixtures/meetings/qingshi-good/meeting.yaml |
	sed -e '/: false$/d' -e '/{}$/d' \
		-e 's/- {name: \(.*\), head: \(.*\)}/- name: \1\n    head: \2/' \
		-e 's/representatives: \[\(.*\), \(.*\)\]/representatives:\n  - \1\n  - \2/' |
	sort -u | comm -23 - "$T/guessed" >"$T/missed"
none "nothing of a good meeting is missed" "$T/missed"
says "a guess says what it rests on" '^date: 2022-01-25 +# 15会议记录.docx:3 ' "$T/again/meeting.yaml"
says "documents that disagree are listed" '^# .*2022-01-24（16情况报告.docx:6 ' "$T/draft/meeting.yaml"
ends 2 "init does not touch a meeting.yaml that is there" init "$T/again"

# ---- other habits -------------------------------------------------------------------------
mkdir "$T/other"
cat >"$T/other/会议记录.txt" <<'TEXT'
中共柳河镇委员会2021年度党史学习教育专题民主生活会会议记录

会议时间：2022年1月18日上午9:00
会议地点：镇政府二楼会议室
参加人员：镇党委书记张建军，党委委员王秀英、赵立新，全体班子成员
请假人员：孙伟（因病住院）
列席人员：县委第五督导组组长周国强，党政办工作人员刘洋
主持人：张建军
记录：刘洋
TEXT
printf '对照检查材料\n李  明\n\n同志们：我学得不深。\n' >"$T/other/李明对照检查材料.txt"
printf '%s\n' 谈话人,被谈话人,被谈话人职务,时间,地点,主要内容 \
	李明,吴刚,财政所所长,2022.1.11,办公室,交换意见 \
	李明,郑爱华,卫生院副院长,2022.1.11,办公室,交换意见 >"$T/other/谈话.csv"
printf '| 提出人 | 批评对象 | 具体意见 |\n|---|---|---|\n| 督导组 | 张建军 | 点评 |\n| 何平 | 张建军 | 开会长 |\n' \
	>"$T/other/批评意见.md"
printf 'PK\003\004broken' >"$T/other/坏的.docx"
printf 'JFIF' >"$T/other/照片[1]: #x.jpg"
loads "a folder with other habits" "$T/other"
m=$T/other/meeting.yaml
names=$(sed -n 's/^- name: \([^ ]*\) .*/\1/p' "$m" | tr '\n' ' ')
if [ "$names" = "张建军 王秀英 赵立新 孙伟 李明 " ]; then
	ok "members are those that attend, are excused or speak, and nobody else"
else
	echo "$names" >"$T/why"
	not_ok "members are those that attend, are excused or speak, and nobody else" "$T/why" "$m"
fi
says "a name with blanks inside is cleaned" '^- name: 李明 ' "$m"
says "a post in front of the name is found" '^  post: 镇党委书记 ' "$m"
says "the principal follows from the post" '^  principal: true ' "$m"
says "a unit in charge follows from the post of who was talked to" '^  - name: 财政所 ' "$m"
says "who has too few votes is named in a comment only" '^# 依据不够.*何平' "$m"
says "what was not found is a comment" '^# plan_date: ' "$m"
says "a damaged file is told in a comment" '^# - 坏的.docx +# ' "$m"
says "a file name with special characters is quoted" '^# - "照片\?1\]: #x.jpg" +# ' "$m"

# ---- next to nothing --------------------------------------------------------------------------
mkdir "$T/one" "$T/empty"
cp fixtures/meetings/qingshi-good/08*.docx "$T/one"
loads "one speech" "$T/one"
says "one speech gives one member" '^- name: 何明远 ' "$T/one/meeting.yaml"
loads "an empty folder" "$T/empty"
ends 0 "init --print" init --print "$T/empty"
cmp -s "$T/out" "$T/empty/meeting.yaml" && ok "--print prints what would be written" ||
	not_ok "--print prints what would be written" "$T/out"
ends 2 "init of no folder" init "$T/nowhere"

# ---- a pack that is wrong ------------------------------------------------------------------------
# WHAT PATTERN SED: with the pack changed by SED, a complaint matches.
complains() {
	rm -rf "$T/rules"
	cp -r "${BAGUAN_RULES:-rules}" "$T/rules"
	sed "$3" "${BAGUAN_RULES:-rules}/minzhu/init.yaml" >"$T/rules/minzhu/init.yaml"
	baguan init --print --rules "$T/rules" "$T/empty"
	says "$1" "$2" "$T/err"
}
complains "an unknown key of a guess is told" 'init.yaml:[0-9]+:[0-9]+: error: unknown key “fil”' \
	's/- fill: meeting.unit/- fil: meeting.unit/'
complains "an unknown column of the manifest is told" 'no column “meeting.plase”' \
	's/fill: meeting.place/fill: meeting.plase/'
complains "an unknown column of a vote is told" 'takes a column “wieght”' 's/1 AS weight/1 AS wieght/'
complains "wrong SQL is told" 'SQL: no such column: at_unitt' 's/at_unit AS at/at_unitt AS at/'
complains "a missing column of a vote is told" 'returns no column “of”' 's/SELECT a AS of, unit AS value/SELECT unit AS value/'
complains "a second guess is told" 'a second guess of “member.name”' 's/fill: member.post/fill: member.name/'
