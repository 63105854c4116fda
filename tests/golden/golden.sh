#!/bin/sh
# golden.sh [bless]: each folder beside this script is one run of the program.
#
#   cmd               its words, as for a shell; "%" stands for a format
#   expected.text     what it prints in the format that the suffix names, ...
#   expected.out      ... or what it prints, when cmd has no "%"
#   expected.err      what it says on standard error; absent: nothing
#   expected.status   its exit status; absent: 0
#
# bless writes what comes out as what is expected; the diff is the review.  A new folder with
# nothing but cmd gets expected.text and expected.json, or expected.out.
. tests/tap.sh
unset LANGUAGE LC_MESSAGES LANG NO_COLOR TERM
export LC_ALL=C.UTF-8 COLUMNS=100 BAGUAN_RULES=rules

suffixes() {
	if ! grep -q % "$1/cmd"; then
		echo out
	elif ls "$1"/expected.text "$1"/expected.json >/dev/null 2>&1; then
		ls "$1" | sed -n 's/^expected\.//p' | grep -vE '^(out|err|status)$'
	else
		echo text json
	fi
}

# FOLDER SUFFIX: runs its cmd; what it printed is in $T/got.out, .err and .status.
run() {
	words=$(tr '\n' ' ' <"$1/cmd" | sed "s/%/$2/g")
	eval "\"\$BAGUAN\" $words" >"$T/got.$2" 2>"$T/got.err"
	status=$?
	: >"$T/got.status"
	[ $status = 0 ] || echo $status >"$T/got.status"
}

for folder in tests/golden/*/; do
	folder=${folder%/}
	for suffix in $(suffixes "$folder"); do
		run "$folder" "$suffix"
		for part in "$suffix" err status; do
			expected=$folder/expected.$part
			if [ "${1-}" = bless ]; then
				if [ -s "$T/got.$part" ] || [ "$part" = "$suffix" ]; then
					cmp -s "$T/got.$part" "$expected" ||
						{ cp "$T/got.$part" "$expected" && echo "  blessed $expected"; }
				else
					rm -f "$expected"
				fi
				continue
			fi
			[ -f "$expected" ] || expected=/dev/null
			diff -u "$expected" "$T/got.$part" >"$T/diff"
			none "${folder##*/}: $part of $suffix is as expected" "$T/diff"
		done
	done
done
