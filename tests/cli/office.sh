#!/bin/sh
# The reports for offices: sound packages of well-formed XML, and what stands in them.
. tests/tap.sh
. tests/npm.sh

formats='docx xlsx'
# NAME LANGUAGE ARGUMENT…: the reports of one run, unpacked into $T/NAME.FORMAT.d, and JSON.
office() {
	name=$1 lang=$2
	shift 2
	outputs="--output json=$T/$name.json"
	for f in $formats; do
		outputs="$outputs --output $f=$T/$name.$f"
	done
	# shellcheck disable=SC2086 # words
	baguan --lang "$lang" check --level info --quiet $outputs "$@"
	: >"$T/bad"
	for f in $formats; do
		mkdir "$T/$name.$f.d"
		unzip -q "$T/$name.$f" -d "$T/$name.$f.d" >>"$T/bad" 2>&1
		find "$T/$name.$f.d" -type f -exec xmllint --noout {} + >>"$T/bad" 2>&1
		unzip -tq "$T/$name.$f" >"$T/unzip" 2>&1 || cat "$T/unzip" >>"$T/bad"
		unzip -Z -T "$T/$name.$f" '*' | grep -v ' 19800101\.000000 ' | grep '^-' >>"$T/bad"
	done
	none "$name: every part is well-formed, and has the same date" "$T/bad"
	node tests/schema/package.cjs "$T/$name".*.d
}
# The rows of a sheet, without the head; the sheet's number or name.
sheet() {
	n=$2
	case $n in *[!0-9]*)
		n=$(grep -o '<sheet name="[^"]*"' "$1/xl/workbook.xml" | grep -nF "\"$2\"" | cut -d: -f1) ;;
	esac
	grep -o '<row .*' "$1/xl/worksheets/sheet$n.xml" | sed 's/<row /\n&/g' | sed 1,2d
}
rows() { sheet "$1" "$2" | grep -c '<row '; }
same() { if [ "$2" = "$3" ]; then ok "$1: $2"; else echo "$2, not $3" >"$T/why"; not_ok "$1" "$T/why"; fi; }

mkdir "$T/one"
cp fixtures/meetings/qingshi-draft/*.* "$T/one"
office one zh "$T/one"
office several en fixtures/meetings/qingshi-draft
office waivers en --rules tests/golden/waivers/rules tests/golden/waivers/input --today 2022-01-20
office broken en tests/golden/broken-manifest/input
office nothing en no/such/path

# ---- the workbook ----
for name in one several waivers; do
	book=$T/$name.xlsx.d json=$T/$name.json
	same "$name: a row for each finding" "$(rows "$book" 2)" "$(jq '[.meetings[].findings[]] | length' "$json")"
	same "$name: a row for each clause" "$(rows "$book" 3)" "$(jq '[.meetings[].verdicts[]] | length' "$json")"
done
same 'a row for each meeting' "$(rows "$T/several.xlsx.d" Overview)" "$(jq '.meetings | length' "$T/several.json")"
same 'a row for each exception' "$(rows "$T/waivers.xlsx.d" Exceptions)" \
	"$(jq '[.meetings[].exceptions[]] | length' "$T/waivers.json")"
says 'with its reason and what it waives' '打卡机坏了.*holds' "$T/waivers.xlsx.d/xl/worksheets/sheet4.xml"
for i in 2 3; do
	says "sheet $i: the head stays in sight" '<pane ySplit="1" topLeftCell="A2"' "$T/one.xlsx.d/xl/worksheets/sheet$i.xml"
	says "sheet $i: a filter" '<autoFilter ref="A1:K[0-9]+"/>' "$T/one.xlsx.d/xl/worksheets/sheet$i.xml"
done
talks=$(sheet "$T/one.xlsx.d" 书记与每名班子成员谈心谈话)
echo "$talks" >"$T/talks"
says 'who talked' '>✓ 1.13<' "$T/talks"
says 'who did not' ' s="8"[^>]*><is><t[^>]*>✗<' "$T/talks"

# ---- the paper ----
# FOLDER WIDTH: rows of the tables whose first column is so wide, without heads.
table_rows() {
	sed 's/<w:tbl>/\n&/g' "$1/word/document.xml" | grep "<w:tblGrid><w:gridCol w:w=\"$2\"/>" |
		sed 's/<w:tr>/\n&/g' | grep '^<w:tr>' | grep -vc '<w:tblHeader/>'
}
count() { grep -o "$1" "$2" | wc -l | tr -d ' '; }
for name in one several waivers; do
	paper=$T/$name.docx.d json=$T/$name.json document=$T/$name.docx.d/word/document.xml
	same "$name: the paper has each finding" "$(table_rows "$paper" 600)" "$(jq '[.meetings[].findings[]] | length' "$json")"
	same "$name: and each clause" "$(table_rows "$paper" 900)" "$(jq '[.meetings[].verdicts[]] | length' "$json")"
	sed 's/<w:tr>/\n&/g' "$document" | sed 's/<\/w:tr>.*//' | awk '/^<w:tr>/ { row = $0; n = gsub(/<\/w:p>/, "")
		if (n < 11 && row !~ /<w:cantSplit\/>/) print n " paragraphs" }' >"$T/bad"
	none "$name: no short row is cut by a page's end" "$T/bad"
	same "$name: each meeting is signed" "$(count '<w:u w:val="single"/>' "$document")" "$(jq '.meetings | length * 2' "$json")"
done
document=$T/one.docx.d/word/document.xml
same 'each exception' "$(table_rows "$T/waivers.docx.d" 3200)" "$(jq '[.meetings[].exceptions[]] | length' "$T/waivers.json")"
same 'each of several meetings begins a page' "$(count '<w:pageBreakBefore/>' "$T/several.docx.d/word/document.xml")" 3
says 'A4, the margins of official papers' '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"' "$document"
sed 's/<w:p>/\n&/g' "$document" >"$T/paragraphs"
says 'a title' 'w:val="Title"/>.*>会议材料审查意见书<' "$T/paragraphs"
says 'the day of the meeting' '>2022年1月25日<' "$T/paragraphs"
says 'the days against their limits' '>审阅在会前<' "$T/paragraphs"
says 'what each member has to mend, by number' '>马文彬<' "$T/paragraphs"
says 'Chinese counting' 'w:val="Heading1"/>.*>二、逐条审查<' "$T/paragraphs"
says 'and below it' 'w:val="Heading2"/>.*>（一）' "$T/paragraphs"
says 'what is missing is bold and red, and has a sign' '<w:b/><w:bCs/><w:color w:val="C00000"/></w:rPr><w:t xml:space="preserve">✗<' "$T/paragraphs"
sed 's/<w:p>/\n&/g' "$T/waivers.docx.d/word/document.xml" >"$T/paragraphs"
says 'English counting' 'w:val="Heading1"/>.*>2\. Clauses<' "$T/paragraphs"
says 'page numbers' '>— <.* PAGE .*> —<' "$T/one.docx.d/word/footer1.xml"

# ---- what no cell or paragraph may do ----
mkdir "$T/odd"
printf '# 王一同志个人发言提纲\n\n我有差距。\n' >"$T/odd/=王一个人发言<b>\"提纲.md"
printf 'pack: dangshi-2021\nunit: "=SUM(1)\\x01_x0041_]]>&<b>"\ndate: 2022-01-20\n' >"$T/odd/meeting.yaml"
office odd zh "$T/odd"
says 'what would be a formula is text' 's="1" t="inlineStr"><is><t xml:space="preserve">=SUM\(1\)' \
	"$T/odd.xlsx.d/xl/worksheets/sheet1.xml"
says 'what would be the number of a character is text' '_x005F_x0041_' "$T/odd.xlsx.d/xl/worksheets/sheet1.xml"
grep -l "$(printf '\001')" "$T"/odd.*.d/*/*.xml "$T"/odd.*.d/*/*/*.xml >"$T/bad" 2>&1
grep -v 'No such file' "$T/bad" >"$T/bad2"
none 'no control characters' "$T/bad2"

# ---- Office takes them without repair ----
node tests/schema/valid.cjs "$T"/*.docx "$T"/*.xlsx

# ---- the same bytes, and not to a terminal ----
for f in $formats; do
	baguan --lang zh check --level info --format "$f" "$T/one"
	holds "$f: the same bytes each time" cmp "$T/out" "$T/one.$f"
	(
		TZ=Asia/Shanghai
		export TZ
		baguan --lang zh check --level info --format "$f" "$T/one"
	)
	holds "$f: whatever the time zone" cmp "$T/out" "$T/one.$f"
	script -qec "$BAGUAN --lang en check --format $f $T/one" /dev/null </dev/null >"$T/out" 2>&1
	same "$f: not to a terminal" $? 2
	says "$f: what to do instead" "--output $f=FILE" "$T/out"
done
