#!/bin/sh
# The include law: a folder under src/ may include only what stands on its line below, besides
# itself, base and the system.  Of another folder only its public headers.
. tests/tap.sh

cat >"$T/allowed" <<'END'
base
model
read    model
annotate model read
match   model
rule    model match
check   model match rule
judge   model rule
report  model
app     model read annotate match rule check judge report
END
# The headers that other folders may include; any other one is its folder's own.
public='base.h text.h model.h read.h ooxml.h annotate.h match.h classifier.h rule.h exceptions.h check.h judge.h report.h diff.h'

ls src >"$T/folders"
awk '{ print $1 }' "$T/allowed" | sort | diff - "$T/folders" >"$T/diff"
none 'every folder under src/ has its line in the law' "$T/diff"

find src include -name '*.[ch]' | sed 's|.*/||' | sort | uniq -d >"$T/twice"
none 'base names of sources are unique' "$T/twice"

for folder in src/*/; do
	folder=$(basename "$folder")
	may=$(awk -v f="$folder" '$1 == f { print }' "$T/allowed")
	grep -HnoE '^[ \t]*#[ \t]*include[ \t]*"[^"]*"' src/"$folder"/*.[ch] |
		sed 's/^\([^:]*:[0-9]*\):.*"\(.*\)"$/\1 \2/' |
		while read -r place header; do
			case $header in page_*.inc) # made of the page's style and script
				header=${header%.inc} header=page.${header#page_} ;;
			esac
			at=$(find src include -name "$header" | head -n 1)
			from=$(basename "$(dirname "$at")")
			case " $may " in *" $from "*) known=1 ;; *) known= ;; esac
			case "$from" in base | include) known=1 ;; esac
			if [ -z "$at" ]; then
				echo "$place: $header is no header of src/ or include/"
			elif [ -z "$known" ]; then
				echo "$place: $folder may not include $at"
			elif [ "$from" != "$folder" ] && [ "$from" != include ] &&
				case " $public " in *" $header "*) false ;; esac; then
				echo "$place: $at is $from's own"
			fi
		done >"$T/bad"
	none "src/$folder includes only what it may" "$T/bad"
done

grep -Hn 'baguan\.h' src/*/*.[ch] | grep '#' | grep -v '^src/app/' >"$T/bad"
none 'only app knows the public header' "$T/bad"
