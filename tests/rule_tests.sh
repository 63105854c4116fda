#!/bin/sh
# The tests inside the rules: each is one check.
. tests/tap.sh

for pack in rules/*/; do
	baguan rules test --pack "$(basename "$pack")"
	tail -n 1 "$T/out" | awk '/ passed, / { for (; i < $1; i++) print "ok - a rule test" }'
	sed '$d' "$T/out" | awk '/^[^ ].*:[0-9]+/ { print "not ok - " $0; next } { print "# " $0 }'
	[ "$status" -lt 2 ] || not_ok "$pack loads" "$T/err"
done
