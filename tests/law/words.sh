#!/bin/sh
# src/ holds no domain word: no two ideographs in a row outside comments.  What Chinese text itself
# or a file format needs is allowed, in these places:
. tests/tap.sh

cat >"$T/allowed" <<'END'
src/base/                 numerals and dates
src/match/literal_info.c  how frequent characters are
src/read/docx_format.c    Word's number formats
src/read/docx_style.c     Word's names of its heading styles
src/read/read_own.c       the program's name, as author of comments
src/rule/allow.c          labels of exceptions that stand in a material
src/report/word.c         names of the fonts of official papers
END

find src -name '*.[ch]' -exec awk -f tests/law/strip.awk {} + >"$T/code"
LC_ALL=C.UTF-8 grep -P '[\x{4e00}-\x{9fff}]{2}' "$T/code" |
	grep -vF "$(awk '{ print $1 }' "$T/allowed")" >"$T/bad"
none 'src/ holds no domain word' "$T/bad"

# Names of kinds, roles and tables of the packs are the packs' own, too.
grep -hoE '^  [a-z][a-z0-9-]*:' rules/*/kinds.yaml | tr -d ' :' | grep -- - | sort -u >"$T/names"
grep -F -f "$T/names" "$T/code" >"$T/bad"
none 'src/ holds no name of a kind' "$T/bad"
