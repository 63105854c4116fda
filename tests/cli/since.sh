#!/bin/sh
# --since: what is found in files that have changed since a revision; the whole meeting is judged.
. tests/tap.sh
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org \
	GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
program=$(command -v "$BAGUAN")
case $program in /*) ;; *) program=$PWD/$program ;; esac
repo="$T/a repo" rules=$T/rules
meeting="$repo/会议 一"
mkdir "$repo"
cp -r tests/golden/waivers/input "$meeting"
cp -r tests/golden/waivers/rules "$rules"
rm "$meeting/waivers.yaml"
# One rule with two places, and one with none.
cat >>"$rules/desk/pack.yaml" <<'END'
- id: log.same
  clause: [K3]
  title: 不抄别人的
  check: query
  query: |
    SELECT a.at AS at, b.at AS at_other, a.text <> b.text AS ok
    FROM paragraph a JOIN paragraph b ON a.file < b.file
  message: 两处一样
- id: log.many
  clause: [K3]
  title: 值班记录够多
  check: query
  query: SELECT NULL AS at, count(*) >= 9 AS ok FROM material
  message: 记录少了
END
printf '\n7点整，一切正常。\n' | tee -a "$meeting/值班一.md" >>"$meeting/值班二.md"
in_repo() { git -C "$repo" "$@" >"$T/git" 2>&1 || { not_ok "git $*" "$T/git"; exit 1; }; }
keep() { in_repo add -A && in_repo commit -q -m "$1" && in_repo tag "$1"; }
in_repo init -q
keep start

# STATUS WHAT COUNT PLACES ARGUMENT…: what a run tells, "RULE FILE" separated by commas, and how many it leaves out.
tells() {
	wanted=$1 what=$2 left=$3
	echo "$4" | tr , '\n' | sed '/^$/d' | sort >"$T/wanted"
	shift 4
	baguan check --rules "$rules" --level info --format json "$@"
	jq -r '.meetings[].findings[] | "\(.rule) \(.file // "-")"' "$T/out" 2>&1 | sed 's/ $/ -/' | sort >"$T/got"
	{
		[ "$status" = "$wanted" ] || echo "status $status, not $wanted"
		diff "$T/wanted" "$T/got"
		jq '[.meetings[].unchanged] | add' "$T/out" | grep -vx "$left"
		cat "$T/err"
	} >"$T/bad" 2>&1
	none "$what" "$T/bad"
}
all='log.everyone meeting.yaml,log.promise 值班一.md,log.clock 值班一.md,log.promise 值班二.md,log.clock 值班二.md,log.same 值班一.md,log.many -'
second='log.promise 值班二.md,log.clock 值班二.md,log.same 值班一.md,log.many -'

tells 1 'without a revision all is told' null "$all" "$meeting"
tells 0 'nothing has changed' 7 '' --since start "$meeting"
holds 'the revision is in the report' jq -e '.since == "start"' "$T/out"
ends 0 'text' check --rules "$rules" --since start "$meeting"
says 'the last line tells what was left out' '0 errors, 0 warnings; 7 findings in unchanged files are not shown' "$T/out"
for f in markdown html; do
	baguan check --rules "$rules" --since start --format $f "$meeting"
	says "$f tells it too" '7 findings in unchanged files are not shown' "$T/out"
done

printf '\n22点，李二巡查完毕。\n' >>"$meeting/值班二.md"
tells 1 'a file has changed: it, the other place of a finding, and what has no place' 3 "$second" --since start "$meeting"
tells 1 'from within' 3 "$second" --since start "$meeting/../会议 一"
(cd "$meeting" && "$program" check --rules "$rules" --since start --format csv . | grep -c log. >"$T/rows")
grep -vx 4 "$T/rows" >"$T/bad"
none 'from within, without a path' "$T/bad"
in_repo config diff.relative true
in_repo config diff.noprefix true
tells 1 'whatever git is set up to print' 3 "$second" --since start "$meeting"
export GIT_DIR=.git GIT_INDEX_FILE=.git/index.none GIT_PREFIX=x
baguan check --rules "$rules" --since start --format csv "$meeting"
unset GIT_DIR GIT_INDEX_FILE GIT_PREFIX
grep -c log. "$T/out" | grep -vx 4 >"$T/bad"
none 'in a hook of git' "$T/bad"
XDG_CACHE_HOME=$T/home baguan check --rules "$rules" --since start --format csv "$meeting"
XDG_CACHE_HOME=$T/home baguan check --rules "$rules" --format csv "$meeting"
grep -c log. "$T/out" | grep -vx 7 >"$T/bad"
none 'what the cache keeps is the whole' "$T/bad"
keep second
tells 1 'it is committed' 3 "$second" --since start "$meeting"
tells 0 'since then nothing has changed' 7 '' --since second "$meeting"
tells 0 'HEAD' 7 '' --since HEAD "$meeting"
tells 1 'the one before' 3 "$second" --since HEAD~1 "$meeting"

printf '下午没有事。\n' >"$meeting/值班三.md"
tells 1 'a file that git does not know' 6 'log.clock 值班三.md,log.many -' --since second "$meeting"
echo '值班三.md' >"$repo/.git/info/exclude"
tells 1 'one that git ignores' 6 'log.clock 值班三.md,log.many -' --since second "$meeting"
: >"$repo/.git/info/exclude"
in_repo add -A
tells 1 'one that is staged' 6 'log.clock 值班三.md,log.many -' --since second "$meeting"
keep third
in_repo mv '会议 一/值班三.md' '会议 一/值班四.md'
tells 1 'another name' 6 'log.clock 值班四.md,log.many -' --since third "$meeting"
in_repo reset -q --hard third
rm "$meeting/值班三.md"
tells 1 'one that has gone: what has no place' 6 'log.many -' --since third "$meeting"
in_repo reset -q --hard third
printf '# \n' >>"$meeting/meeting.yaml"
tells 1 'meeting.yaml' 6 'log.everyone meeting.yaml,log.many -' --since third "$meeting"
in_repo reset -q --hard third

cp -r "$meeting" "$repo/another"
keep fourth
printf '\n' >>"$repo/another/值班一.md"
baguan check --rules "$rules" --since fourth --format csv "$repo"
grep -c 'log\.' "$T/out" >"$T/rows"
grep 'log\.' "$T/out" | grep -v another >"$T/bad"
[ "$(cat "$T/rows")" -gt 2 ] || echo "$(cat "$T/rows") findings" >>"$T/bad"
none 'of several meetings, that which has changed' "$T/bad"

cp tests/golden/unread/input/*加密* "$repo/another/值班五.docx"
keep fifth
ends 2 'a file that cannot be read, though unchanged' check --rules "$rules" --since fifth "$repo/another"

ends 2 'no such revision' check --rules "$rules" --since no-such "$meeting"
says 'it is named' 'no revision “no-such” in .*a repo' "$T/err"
says 'nothing is said of the meeting' 'nothing was checked' "$T/err"
ends 2 'a range' check --rules "$rules" --since start..second "$meeting"
ends 2 'a file is no revision' check --rules "$rules" --since fifth:another/meeting.yaml "$meeting"
ends 2 'an option of git' check --rules "$rules" --since=--output=x "$meeting"
ends 2 'an empty revision' check --rules "$rules" --since= "$meeting"
ends 2 'no work tree' check --rules "$rules" --since HEAD "$T/rules"
says 'it is said' 'in no work tree of git' "$T/err"
PATH=/nowhere "$program" check --rules "$rules" --since HEAD "$meeting" >"$T/out" 2>"$T/err"
[ $? = 2 ] && ok 'no git: status 2' || not_ok 'no git: status 2' "$T/err"
says 'no git: it is said' 'git could not be run' "$T/err"
LC_ALL=C.UTF-8 "$program" --lang zh check --rules "$rules" --since fifth "$meeting" >"$T/out" 2>&1
says 'in Chinese too' '没有改过的文件里的 8 个问题没有列出' "$T/out"
