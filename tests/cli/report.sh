#!/bin/sh
# baguan report: everything that a reviewer needs, in one folder.
. tests/tap.sh

# WHAT FOLDER LINES: the folder has these files, on standard input.
has() {
	(cd "$2" && find . -type f | sed 's|^\./||' | LC_ALL=C sort) >"$T/there"
	LC_ALL=C sort | diff - "$T/there" >"$T/diff"
	none "$1" "$T/diff"
}
mkdir "$T/meeting" "$T/meeting/下级"
cp fixtures/meetings/qingshi-draft/meeting.yaml fixtures/meetings/qingshi-draft/0[37]* fixtures/meetings/qingshi-draft/10* "$T/meeting"
cp fixtures/meetings/qingshi-draft/13* "$T/meeting/下级"
cp -r "$T/meeting" "$T/before"

baguan --lang zh report "$T/meeting" -o "$T/new/审查"
cp "$T/out" "$T/told"
cp "$T/err" "$T/said"
if [ "$status" = 2 ]; then ok 'the exit status is that of the check'; else not_ok 'the exit status is that of the check' "$T/err"; fi
has 'all in one folder' "$T/new/审查" <<'END'
.baguan-report
index.html
report.json
审查意见书.docx
审查报告.html
审查结果.xlsx
批注稿/03征求意见汇总.xlsx
批注稿/07沈国梁同志个人发言提纲.docx
批注稿/下级/13班子对照检查材料.docx
END
says 'it says which page to open' 'new/审查/index.html：没有查全' "$T/told"
says 'and what has no copy' '10高志强同志个人发言提纲.txt：有[0-9]+个问题，没有副本' "$T/said"
holds 'the materials stay as they are' diff -r "$T/meeting" "$T/before"

# What stands there is what check writes.
baguan --lang zh check --quiet --output "html=$T/a.html" --output "docx=$T/a.docx" --output "xlsx=$T/a.xlsx" --output "json=$T/a.json" \
	--annotate "$T/copies" "$T/meeting"
for pair in 审查报告.html:a.html 审查意见书.docx:a.docx 审查结果.xlsx:a.xlsx report.json:a.json; do
	holds "${pair%:*}: as check writes it" cmp "$T/new/审查/${pair%:*}" "$T/${pair#*:}"
done
holds 'the copies: as check writes them' diff -r "$T/new/审查/批注稿" "$T/copies"

# Exceptions are taken from where check takes them.
baguan baseline write --baseline "$T/known.yaml" --level info "$T/meeting"
baguan --lang zh report --baseline "$T/known.yaml" --level info "$T/meeting" -o "$T/known"
holds 'a baseline counts here, too' jq -e '.meetings[0] | (.waived | length > 5) and all(.findings[]; .rule | startswith("input."))' "$T/known/report.json"

# The page leads to all of it, and every link to a file.
index=$T/new/审查/index.html
grep -o 'href="[^"]*"' "$index" | sed 's/^href="//; s/"$//' |
	node -e 'process.stdout.write(decodeURIComponent(require("fs").readFileSync(0, "utf8")))' | LC_ALL=C sort >"$T/links"
grep -v -e '^\.baguan-report$' -e '^index.html$' "$T/there" | diff - "$T/links" >"$T/diff"
none 'the page leads to everything' "$T/diff"
says 'in the language' '<html lang="zh' "$index"
says 'with the result' '<strong>没有查全</strong>' "$index"
says 'a material without a copy, and why' '10高志强同志个人发言提纲\.txt</td><td class="n">[0-9]+</td><td>这种文件不能带批注' "$index"
found=$(sed -n 's/.*<td>[^<]*10高志强[^<]*<\/td><td class="n">\([0-9]*\)<.*/\1/p' "$index")
if [ "$found" = "$(jq '[.meetings[].findings[] | select(.file | startswith("10"))] | length' "$T/a.json")" ]; then
	ok 'the counts are those of the JSON'
else
	not_ok 'the counts are those of the JSON' "$index"
fi
grep -oE '(src|href)="[a-z]+:' "$index" >"$T/bad"
none 'it asks nothing of anywhere' "$T/bad"
holds 'it is well-formed' xmllint --html --noout --nowarning "$index"

# ---- again ----
cp -r "$T/new/审查" "$T/first"
baguan --lang zh report "$T/meeting" -o "$T/new/审查/"
holds 'the same bytes again' diff -r "$T/first" "$T/new/审查"
find "$T/new" -name '.*' ! -name .baguan-report >"$T/bad"
none 'nothing is left beside it' "$T/bad"

# ---- less to say, and what others put there ----
echo mine >"$T/new/审查/签字页.txt"
echo mine >"$T/new/审查/批注稿/我的.txt"
mkdir "$T/new/outside" && echo mine >"$T/new/outside/file"
printf '../outside/file\n/etc/hostname\n批注稿/../签字页.txt\n' >>"$T/new/审查/.baguan-report"
rm "$T/meeting/下级/13班子对照检查材料.docx" "$T/meeting/10高志强同志个人发言提纲.txt"
baguan --lang en report "$T/meeting" -o "$T/new/审查"
has 'what is not written any more goes, what others put there stays' "$T/new/审查" <<'END'
.baguan-report
annotated/03征求意见汇总.xlsx
annotated/07沈国梁同志个人发言提纲.docx
index.html
report.docx
report.html
report.json
report.xlsx
批注稿/我的.txt
签字页.txt
END
holds 'nothing outside is touched' grep -qx mine "$T/new/outside/file"

# ---- where it may not be written ----
mkdir "$T/full" "$T/empty"
echo mine >"$T/full/file"
ends 2 'a folder with something else in it' report "$T/meeting" -o "$T/full"
says 'says so' 'not of an earlier report; --force' "$T/err"
has 'and nothing is written' "$T/full" <<'END'
file
END
baguan report "$T/meeting" -o "$T/full" --force
holds 'with --force it is' test -f "$T/full/index.html"
holds 'beside what is there' grep -qx mine "$T/full/file"
baguan report "$T/meeting" -o "$T/empty"
holds 'an empty folder will do' test -f "$T/empty/index.html"
ends 2 'a file' report "$T/meeting" -o "$T/full/file"
ends 2 'in the meeting' report "$T/meeting" -o "$T/meeting/out"
says 'in the meeting: says why' 'is in a folder that is checked' "$T/err"
holds 'in the meeting: nothing is written' test ! -e "$T/meeting/out"
ends 2 'no folder' report "$T/meeting"
ends 2 'nothing to check' report "$T/no-such" -o "$T/none"
holds 'nothing to check: nothing is written' test ! -e "$T/none"
ends 2 'where nothing can be written' report "$T/meeting" -o "$T/full/file/out"
says 'where nothing can be written: says so' 'full/file: (Not a directory|File exists)' "$T/err"

# ---- several meetings ----
mkdir -p "$T/all"
cp -r "$T/before" "$T/all/甲"
cp -r "$T/meeting" "$T/all/乙"
baguan --lang en report "$T/all" -o "$T/both"
find "$T/both/annotated" -type f | sed "s|.*/annotated/||" | cut -d/ -f1 | sort -u >"$T/where"
printf '乙\n甲\n' | sort | diff - "$T/where" >"$T/diff"
none 'several meetings: a folder of copies each' "$T/diff"
says 'and a row each' "<span class=\"soft\">$T/all/甲</span>" "$T/both/index.html"
