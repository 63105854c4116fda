#!/bin/sh
# --annotate: copies with comments at the offending words, and nothing else changed.
. tests/tap.sh
. tests/npm.sh
rules=tests/annotate/rules

# FOLDER: its office files unpacked beside it, a folder each.
unpack() {
	rm -rf "$1.d"
	mkdir "$1.d"
	find "$1" -type f -name '*.???x' | while read -r f; do
		n=${f##*/}
		mkdir "$1.d/${n%.*}"
		unzip -q "$f" -d "$1.d/${n%.*}" || echo "$f is no archive"
	done >"$T/bad" 2>&1
	find "$1.d" -type f \( -name '*.xml' -o -name '*.rels' -o -name '*.vml' \) -exec xmllint --noout {} + >>"$T/bad" 2>&1
	none "${1##*/}: sound archives of well-formed parts" "$T/bad"
}
# LANGUAGE FILES COPIES: the folder is annotated; what it says in $T/said, the findings in $T/findings.
annotate() {
	baguan --lang "$1" check --level info --rules $rules --format json --annotate "$3" "$2"
	jq '.meetings[].findings' "$T/out" >"$T/findings"
	cp "$T/err" "$T/said"
}
marks() {
	node tests/annotate/marks.cjs "$1"
	node tests/annotate/notes.cjs "$1"
}

# ---- round the very words ----
mkdir "$T/files" "$T/odd"
node tests/annotate/make.cjs "$T/files"
node tests/annotate/books.cjs "$T/files" "$T/odd"
printf 'pack: slip\n' >"$T/files/meeting.yaml"
cp -r "$T/files" "$T/before"
annotate en "$T/files" "$T/copies"
cp "$T/findings" "$T/wanted"
holds 'the files themselves stay as they are' diff -r "$T/files" "$T/before"
unpack "$T/files"
unpack "$T/copies"
marks "$T/copies.d" >"$T/marks"
holds 'comments stand round the words' diff tests/annotate/expected.tsv "$T/marks"
node tests/annotate/same.cjs "$T/files.d" "$T/copies.d"
node tests/schema/valid.cjs "$T"/copies/*.*
grep 'no comment' "$T/said" >"$T/bad"
none 'every finding has its comment' "$T/bad"
says 'it says how many copies there are' "copies: $(find "$T/copies" -type f | wc -l | tr -d ' ') annotated copies" "$T/said"

# ---- the copies again ----
cp -r "$T/copies" "$T/again"
cp "$T/files/meeting.yaml" "$T/again"
annotate en "$T/again" "$T/copies2"
holds 'the same findings in a copy' diff "$T/wanted" "$T/findings"
holds 'the same bytes when a copy is annotated' diff -r "$T/copies" "$T/copies2"
annotate en "$T/files" "$T/copies"
holds 'the same bytes when it is done again' diff -r "$T/copies" "$T/copies2"
annotate zh "$T/again" "$T/copies3"
unpack "$T/copies3"
marks "$T/copies3.d" | cut -f1,3 >"$T/places"
cut -f1,3 "$T/marks" | diff - "$T/places" >"$T/diff"
none 'in another language: the same places, and none twice' "$T/diff"
marks "$T/copies3.d" | grep '^材料-plain' | cut -f2,4 | sort -u >"$T/words"
echo '把关	错误：写了“错词” [slip.word] / 条款 C1：“不写<错>词 & "别字"” / 建议：换一个词 <&> 再写。' | diff - "$T/words" >"$T/diff"
none 'and its words' "$T/diff"

# ---- a copy that was mended ----
mkdir "$T/mended"
cp "$T/files/meeting.yaml" "$T/mended"
for n in 材料-people 材料-answered; do
	sed -i 's/错<\/w:t>/好<\/w:t>/; s/>错词</>好词</' "$T/copies.d/$n/word/document.xml"
	node tests/annotate/pack.cjs "$T/copies.d/$n" "$T/mended/$n.docx"
done
annotate en "$T/mended" "$T/copies"
jq -r '.[].file' "$T/findings" | sort -u >"$T/where"
printf '材料-answered.docx\n材料-people.docx\n' | diff - "$T/where" >"$T/diff"
none 'some of it is mended' "$T/diff"
unpack "$T/copies"
marks "$T/copies.d" | grep -E '^材料-(people|answered)' | cut -f2,3 | diff - tests/annotate/mended.tsv >"$T/diff"
none 'what is mended has no comment any more; those of people stay, and those that they have answered' "$T/diff"
cp "$T/copies/材料-people.docx" "$T/stale.docx"
sed -i 's/错词/好词/g' "$T/copies.d/材料-people/word/document.xml"
node tests/annotate/pack.cjs "$T/copies.d/材料-people" "$T/mended/材料-people.docx"
annotate en "$T/mended" "$T/copies"
cmp -s "$T/copies/材料-people.docx" "$T/stale.docx" && echo 'still there' >"$T/bad"
unpack "$T/copies"
marks "$T/copies.d" | grep -E '^材料-people.*slip.word' >"$T/bad"
none 'a copy that stood there is written anew, also with nothing to say' "$T/bad"

mkdir "$T/talk"
cp "$T/files/meeting.yaml" "$T/talk"
unpack "$T/copies3"
find "$T/copies3.d/材料-book-talk/xl/worksheets" -name '*.xml' -exec sed -i 's/错词/好词/g' {} +
node tests/annotate/pack.cjs "$T/copies3.d/材料-book-talk" "$T/talk/材料-book-talk.xlsx"
annotate en "$T/talk" "$T/copies4"
unpack "$T/copies4"
marks "$T/files.d" | grep '^材料-book-talk	' | grep -Ev '	A5	把关	|	B5	把关	' >"$T/before.tsv"
marks "$T/copies4.d" | diff "$T/before.tsv" - >"$T/diff"
none 'nor has a conversation; what people have answered stays, and who has said it' "$T/diff"

# ---- where copies go ----
mkdir -p "$T/all/甲/下" "$T/all/乙"
for m in 甲 乙; do cp "$T/files/meeting.yaml" "$T/all/$m"; done
cp "$T/files/材料-plain.docx" "$T/all/甲/下/材料.docx"
cp "$T/files/材料-plain.docx" "$T/all/乙"
printf '错词。\n' | tee "$T/all/甲/材料一.txt" >"$T/all/甲/材料二.md"
annotate en "$T/all" "$T/new/folder"
(cd "$T/new/folder" && find . -type f | LC_ALL=C sort) >"$T/where"
printf './乙/材料-plain.docx\n./甲/下/材料.docx\n' | diff - "$T/where" >"$T/diff"
none 'of several meetings: below what holds them all' "$T/diff"
for f in 材料一.txt 材料二.md; do
	says "$f: it says that there is no copy" "$f: 1 finding and no copy: files of this kind carry no comments" "$T/said"
done
annotate en "$T/all/甲" "$T/one"
holds 'of one meeting: as in the meeting' test -f "$T/one/下/材料.docx"

cp -r "$T/all" "$T/all-before"
# WHAT FOLDER PATH…: no copies there, and why.
refuses() {
	what=$1 to=$2
	shift 2
	ends 2 "$what" check --quiet --rules $rules --annotate "$to" "$@"
	says "$what: it says why" 'would take them for materials|material itself|Not a directory|File exists' "$T/err"
	holds "$what: nothing is written" diff -r "$T/all" "$T/all-before"
}
refuses 'not into the meeting' "$T/all/甲/批注" "$T/all/甲"
refuses 'not into a folder that is walked' "$T/all/批注" "$T/all"
refuses 'not into the meeting of a file' "$T/all/甲/批注" "$T/all/甲/下/材料.docx"
refuses 'not where a file stands' "$T/all/甲/材料一.txt/x" "$T/all/乙"
mkdir "$T/loose"
cp "$T/files/材料-plain.docx" "$T/loose"
cp -r "$T/loose" "$T/loose-before"
ends 2 'not over the file itself' check --quiet --rules $rules --alone --annotate "$T/loose" "$T/loose/材料-plain.docx"
holds 'not over the file itself: nothing is written' diff -r "$T/loose" "$T/loose-before"
ends 1 'a hidden folder is not read' check --quiet --rules $rules --annotate "$T/all/.批注" "$T/all/乙"
holds 'and may be in the meeting' test -f "$T/all/.批注/材料-plain.docx"
ends 2 'no folder at all' check --rules $rules --annotate '' "$T/all"

# ---- what can't be done ----
cp "$T/files/meeting.yaml" "$T/odd"
head -c 700 "$T/files/材料-plain.docx" >"$T/odd/材料-cut.docx"
cp "$T/files/材料-plain.docx" "$T/odd"
annotate en "$T/odd" "$T/odd-copies"
says 'a damaged file has no copy' '材料-cut.docx: no annotated copy: the file is damaged' "$T/said"
holds 'and the others have' test -f "$T/odd-copies/材料-plain.docx"
says 'where there is no room for a note' '材料-book-mute.xlsx: 1 finding has no comment: there is no room for one' "$T/said"

# ---- a file that holds several documents ----
mkdir "$T/volumes"
cp tests/golden/volumes/input/meeting.yaml "$T/volumes"
node tests/annotate/text.cjs tests/golden/volumes/input/二月值班.txt "$T/volumes/二月值班.docx"
baguan check --quiet --rules tests/golden/volumes/rules --today 2022-02-20 --annotate "$T/volume-copies" "$T/volumes"
says 'of a file with several documents there is one copy' 'volume-copies: 1 annotated cop' "$T/err"
unpack "$T/volume-copies"
grep -c . "$T/out" >"$T/found"
marks "$T/volume-copies.d" >"$T/marks"
if [ "$(($(cat "$T/found") - 1))" = "$(wc -l <"$T/marks")" ]; then ok 'with the findings of all of them'; else not_ok 'with the findings of all of them' "$T/out" "$T/marks"; fi
says 'at their places' '\|2日值班记录\|.*log\.clock' "$T/marks"
