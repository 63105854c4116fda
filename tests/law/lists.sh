#!/bin/sh
# The lists of readers, check kinds, renderers and commands are complete: what PREFIX_NAME.c
# exports stands in the list, and what stands in the list is exported by PREFIX_NAME.c.
. tests/tap.sh

# FOLDER LIST-FILE MACRO STRUCT SYMBOL-PREFIX FILE-PREFIX
list() {
	sed -n "s/^$3(\(.*\))\$/\1/p" "src/$1/$2" | sort >"$T/listed"
	grep -hE "^const struct $4 $5_[a-z0-9_]+ = " src/"$1"/*.c |
		sed "s/^const struct $4 $5_\([a-z0-9_]*\) = .*/\1/" | sort >"$T/exported"
	diff "$T/listed" "$T/exported" | sed -n "s/^</listed, but not exported:/p; s/^>/not in $2:/p" >"$T/diff"
	none "src/$1/$2 is complete" "$T/diff"
	while read -r name; do
		grep -qE "^const struct $4 $5_$name = " "src/$1/$6_$name.c" 2>&1 || echo "$6_$name.c"
	done <"$T/listed" >"$T/wrong"
	none "each of src/$1/$2 is in the file of its name" "$T/wrong"
	uniq -d "$T/listed" >"$T/twice"
	none "src/$1/$2 names nothing twice" "$T/twice"
}

list read read_list.h READER reader reader read
list check check_list.h CHECK check_kind check check
list judge judge_list.h JUDGE check_kind judge judge
list report report_list.h RENDERER renderer report report
list app command_list.h COMMAND command command cmd

# A file cmd_*.c, check_*.c ... that exports nothing would be a part of another and have another name.
for f in src/app/cmd_*.c src/check/check_*.c src/judge/judge_*.c src/report/report_*.c; do
	case $f in */*_list.c) continue ;; esac
	grep -qE '^const struct (command|check_kind|renderer) ' "$f" || echo "$f"
done >"$T/bad"
none 'each cmd_, check_, judge_, report_ file exports what its name says' "$T/bad"

# What readers note has its words, and is a rule of the engine.
grep -hoE 'read_note\([^;]*"read\.[a-z-]+"' src/read/*.c | grep -oE 'read\.[a-z-]+' | sort -u >"$T/noted"
{
	grep -hoE '^    \{"read\.[a-z-]+"' src/report/text_words.c
	grep -hoE '^    \{"read\.[a-z-]+"' src/app/engine.c
} | grep -oE 'read\.[a-z-]+' | sort | uniq -d | diff "$T/noted" - >"$T/diff"
none 'what readers note has its words, and is a rule of the engine' "$T/diff"
