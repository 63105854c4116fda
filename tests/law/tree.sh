#!/bin/sh
# The top level, and what no file may have in it.
. tests/tap.sh

printf '%s\n' LICENSE Makefile README.md docs fixtures include rules src tests >"$T/wanted"
for f in *; do
	[ "$f" = build ] || [ "$f" = "${BUILD%%/*}" ] || echo "$f"
done | LC_ALL=C sort | diff "$T/wanted" - >"$T/diff"
none 'the top level is as it should be' "$T/diff"

find . -type f ! -path ./.git ! -path './.git/*' ! -path './build/*' ! -path "./${BUILD#./}/*" ! -path './node_modules/*' >"$T/files"
tr '\n' '\0' <"$T/files" >"$T/files0"

here=$(pwd -P)
case $here in /*/*/*) here="|$here" ;; *) here= ;; esac # "/src" would be anywhere
xargs -0 grep -InE "/(home|root|Users|work|mnt|farm)/[a-z]$here" <"$T/files0" |
	grep -v '^./tests/law/tree\.sh:' >"$T/bad"
none 'no file knows a path of one machine' "$T/bad"

xargs -0 grep -IniE '(@author|\b(co-)?authored-by:|signed-off-by:|generated (by|with) |written (by|with) (a|an|the) )' \
	<"$T/files0" | grep -v '^./tests/law/tree\.sh:' >"$T/bad"
none 'no file tells who wrote it' "$T/bad"

xargs -0 grep -InE '[ 	]+$' <"$T/files0" |
	grep -E '^\./(src/|include/|tests/.*\.(c|h|sh|awk):|Makefile|\.ci/)' >"$T/bad"
none 'no line of a source ends with a blank' "$T/bad"

xargs -0 grep -InE '^(<<<<<<<|>>>>>>>)|\b(FIXME|XXX)\b' <"$T/files0" | grep -v '^./tests/law/tree\.sh:' >"$T/bad"
none 'nothing is left half done' "$T/bad"

if command -v shellcheck >/dev/null; then
	find tests .ci fixtures \( -name '*.sh' -o -path .ci/deps -o -path .ci/run \) \
		-exec shellcheck -S warning -x -e SC1091,SC2034,SC2154 {} + >"$T/bad"
	none 'the shell scripts are sound' "$T/bad"
fi
