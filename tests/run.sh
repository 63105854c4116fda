#!/bin/sh
# Runs everything that must hold, from the top of the tree, and counts.
#
#   tests/run.sh [PART…]    only the tests whose name has one of these in it
#
# A test is a program or a script that writes TAP: "ok - what holds", or "not ok - what does
# not" and lines of "# why".  Shown is what failed; at the end comes "N passed, N failed".
# The Makefile says in BAGUAN, BUILD, O, CC and TEST_CFLAGS what it has built and how.
set -u
: "${BAGUAN:=build/baguan}" "${BUILD:=build}" "${O:=build/obj}" "${CC:=cc}" "${TEST_CFLAGS:=}"
export BAGUAN BUILD O CC TEST_CFLAGS BAGUAN_RULES=rules
unset LANGUAGE LC_MESSAGES LANG NO_COLOR COLUMNS TERM MAKEFLAGS MAKELEVEL MFLAGS
export LC_ALL=C.UTF-8 CMOCKA_MESSAGE_OUTPUT=TAP
# No test is served from anyone's cache: here no folder can be made.
export XDG_CACHE_HOME=/dev/null
# No sanitizer's status looks like one of the program's own.
export ASAN_OPTIONS=detect_leaks=1:exitcode=99 LSAN_OPTIONS=exitcode=99
export UBSAN_OPTIONS=print_stacktrace=1:exitcode=99
results=$BUILD/test

# Lines of "name command".
tests() {
	for t in "$O"/unit/test_*; do
		[ -x "$t" ] && echo "unit/${t##*/} $t"
	done
	for t in tests/law/*.sh tests/cli/*.sh tests/golden/golden.sh; do
		name=${t#tests/}
		echo "${name%.sh} $t"
	done
	for t in "$O"/fuzz/fuzz_*; do
		[ -x "$t" ] && echo "fuzz/${t##*/} $t " tests/fuzz/corpus/"${t##*/fuzz_}"/*
	done
	[ -f tests/docs/run.sh ] && echo "docs sh tests/docs/run.sh"
	echo "rules tests/rule_tests.sh"
}

if [ "${1-}" = --one ]; then
	name=$2 file=$results/$(echo "$2" | tr / .)
	shift 2
	"$@" >"$file.out" 2>"$file.err" </dev/null
	status=$?
	{
		cat "$file.out" "$file.err"
		if [ $status != 0 ] && ! grep -q '^not ok' "$file.out" "$file.err"; then
			echo "not ok - ends well (status $status)"
			tail -n 15 "$file.out" "$file.err" | sed 's/^/# /'
		elif ! grep -Eq '^(not )?ok' "$file.out" "$file.err"; then
			echo "not ok - checks something"
		fi
	} | awk -v test="$name" '
		/^not ok/ { sub(/^not ok( [0-9]+)?( -)? /, "not ok  " test ": ") }
		{ print }' >"$file.tap"
	exit 0
fi

rm -rf "$results"
mkdir -p "$results"
pattern=$(printf '%s|' "$@")
tests | grep -E "${pattern%|}" |
	xargs -P "$(nproc 2>/dev/null || echo 2)" -L 1 "$0" --one
cat "$results"/*.tap | awk '
	/^ok/ { passed++ }
	/^(ok|not ok|1\.\.)/ { bad = 0 }
	/^not ok/ { failed++; bad = 1; sub(/^not ok  /, "FAILED  ") }
	bad && ++shown[failed] <= 20 { print }
	END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 || !passed }'
