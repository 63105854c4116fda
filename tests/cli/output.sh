#!/bin/sh
# How output looks: language, colour, the same bytes each time, options anywhere.
. tests/tap.sh
good=fixtures/meetings/qingshi-good draft=fixtures/meetings/qingshi-draft
escape=$(printf '\033')

# WHAT: out is the same as the file.
same() { cmp "$2" "$3" >"$T/cmp" 2>&1; none "$1" "$T/cmp"; }

for format in text json; do
	baguan check --format $format "$draft"
	cp "$T/out" "$T/$format"
	baguan check --format $format "$draft"
	same "two runs give the same bytes ($format)" "$T/out" "$T/$format"
	baguan check "$draft" --format=$format
	same "options may stand behind the paths ($format)" "$T/out" "$T/$format"
	baguan check --format $format -- "$draft"
	same "-- ends the options ($format)" "$T/out" "$T/$format"
done
cp -r "$draft" "$T/copy"
(cd "$T/copy" && for f in *; do mv "$f" x && mv x "$f"; done)
baguan check --format json "$T/copy"
sed "s|$T/copy|$draft|" "$T/out" >"$T/moved"
same 'nor does it depend on where the folder lies and in which order' "$T/moved" "$T/json"
( cd "$draft" && BAGUAN_RULES= && unset BAGUAN_RULES && case $BAGUAN in /*) ;; *) BAGUAN=$OLDPWD/$BAGUAN ;; esac &&
	"$BAGUAN" check --rules "$OLDPWD/rules" --format json >"$T/out" 2>"$T/err" )
path='"path":	"'
sed -e "s|$path\\.\"|$path$draft\"|" -e "s|$path\([^/\"]*\)\"|$path$draft/\1\"|" "$T/out" >"$T/here"
same 'without a path it is the folder at hand' "$T/here" "$T/json"

# ---- language ----
baguan --lang en check "$good"
cp "$T/out" "$T/en"
baguan --lang zh check "$good"
cp "$T/out" "$T/zh"
says '--lang zh is Chinese' '小结' "$T/zh"
says '--lang en is English' 'Summary' "$T/en"
# WHAT FILE VARIABLE…: the output of check in an environment
in_language() {
	what=$1 file=$2
	shift 2
	env -u LC_ALL -u LANG -u LANGUAGE -u LC_MESSAGES "$@" "$BAGUAN" check "$good" >"$T/out" 2>"$T/err"
	same "$what" "$T/out" "$file"
}
in_language 'LANG=zh_CN.UTF-8 is Chinese' "$T/zh" LANG=zh_CN.UTF-8
in_language 'LANGUAGE=zh_CN is Chinese' "$T/zh" LANGUAGE=zh_CN:en LANG=C.UTF-8
in_language 'LC_ALL=C is English' "$T/en" LC_ALL=C LANG=zh_CN.UTF-8
in_language 'LC_ALL=C.UTF-8 is English' "$T/en" LC_ALL=C.UTF-8
in_language 'no locale is English' "$T/en" A=b
in_language 'a locale that there is not is English' "$T/en" LC_ALL=xx_YY.UTF-8
baguan --lang en check --format json "$draft"
cp "$T/out" "$T/json-en"
baguan --lang zh check --format json "$draft"
for f in out json-en; do
	jq 'del(.meetings[].materials[].why, .meetings[].findings[].advice)
		| del(.meetings[].findings[] | select(.rule | test("^(input|read)[.]")))' "$T/$f" >"$T/$f.bare" 2>&1
done
same 'JSON has the same findings in every language' "$T/out.bare" "$T/json-en.bare"
LC_ALL=C "$BAGUAN" --lang zh check "$draft" >"$T/c" 2>&1
"$BAGUAN" --lang zh check "$draft" >"$T/utf" 2>&1
same 'Chinese comes out whole in the C locale' "$T/c" "$T/utf"

# ---- colour ----
baguan check "$draft"
grep -c "$escape" "$T/out" | grep -v '^0$' >"$T/bad"
none 'no colour into a file' "$T/bad"
baguan check --color always "$draft"
says '--color always colours' "$escape\\[" "$T/out"
sed "s/$escape\\[[0-9;]*m//g" "$T/out" >"$T/plain"
same 'colour changes nothing else' "$T/plain" "$T/text"
NO_COLOR=1 "$BAGUAN" check --color always "$draft" >"$T/out" 2>"$T/err"
says '--color always wins over NO_COLOR' "$escape\\[" "$T/out"
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	TERM=xterm script -qec "$BAGUAN check $draft" /dev/null </dev/null >"$T/out" 2>&1
	says 'a terminal gets colour' "$escape\\[[0-9;]*m" "$T/out"
	TERM=xterm NO_COLOR=1 script -qec "$BAGUAN check $draft" /dev/null </dev/null >"$T/out" 2>&1
	grep -c "$escape\\[[0-9;]*m" "$T/out" | grep -v '^0$' >"$T/bad"
	none 'NO_COLOR: none on a terminal' "$T/bad"
fi

# ---- width ----
for columns in 40 80 200; do
	COLUMNS=$columns "$BAGUAN" --lang zh check "$draft" >"$T/out" 2>"$T/err"
	[ -s "$T/out" ] && ok "$columns columns wide" || not_ok "$columns columns wide" "$T/err"
done
baguan check --quiet "$draft"
findings=$(jq '[.meetings[].findings[]] | length' "$T/json")
[ "$(grep -cE '^[^ ].*: (error|warning): .* \[[a-z0-9.-]+\]$' "$T/out")" = "$findings" ] &&
	ok '--quiet has a line for each finding' || not_ok '--quiet has a line for each finding' "$T/out"
