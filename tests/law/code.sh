#!/bin/sh
# What may not be called, and where; no state; how long functions and files may be.
. tests/tap.sh

sources=$(find src include -name '*.[ch]')
# shellcheck disable=SC2086 # words
awk -v strings=0 -f tests/law/strip.awk $sources >"$T/code"

# WHAT FUNCTIONS (a|b) ALLOWED (paths, extended regular expression)
only() {
	grep -E "(^|[^A-Za-z0-9_>.])($2)[ 	]*\(" "$T/code" | grep -vE "^($3)" >"$T/bad"
	none "$1" "$T/bad"
}
only 'no function without a limit' \
	'strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|gets|scanf|sscanf|alloca|tmpnam|mktemp' -
only 'no shell' 'system|popen|execlp|execvp' -
only 'memory comes from arena.c' 'malloc|calloc|realloc|free|strdup|asprintf' 'src/base/arena.c'
only 'nothing ends the program but running out of memory, in arena.c' \
	'exit|_exit|abort|quick_exit' 'src/base/arena.c'
only 'only commands print' 'printf|fprintf|puts|fputs|putchar|fputc|perror|fwrite' \
	'src/app/(cmd_[a-z]*|main)\.c|src/base/(arena|file)\.c'
only 'only app knows the environment, the clock and the locale' \
	'getenv|setenv|time|clock|clock_gettime|gettimeofday|localtime|gmtime|setlocale|rand|random' \
	'src/app/main\.c'

if [ -z "${SAN-}" ]; then
	# Constants with pointers are in .data.rel.ro; .data and .bss would be state.
	find "$O" -name '*.o' ! -path '*/public/*' -exec size -A {} + |
		awk '/:$/ { file = $1 } $1 ~ /^\.(data|bss)(\.|$)/ && $1 !~ /rel\.ro/ && $2 > 0 { print file, $1, $2 }' >"$T/bad"
	none 'no mutable static variable' "$T/bad"
fi

# Exceptions: file:function, and why.
cat >"$T/long" <<'END'
none
END
# shellcheck disable=SC2086 # words
awk 'FNR == 1 { start = 0 }
	/^[A-Za-z].*\(/ { signature = $0 }
	/^\{$/ { start = FNR }
	/^\}$/ && start {
		name = signature
		sub(/\(.*/, "", name); sub(/.*[ *]/, "", name)
		if (FNR - start - 1 > 60) print FILENAME ":" name " has " FNR - start - 1 " lines"
		start = 0
	}' $sources | grep -vwF "$(awk '{ print $1 }' "$T/long")" >"$T/bad"
none 'no function is longer than 60 lines' "$T/bad"

cat >"$T/large" <<'END'
src/read/docx_body.c    one walk over one part of a docx, a handful of lines more
END
# shellcheck disable=SC2086 # words
wc -l $sources | awk '$1 > 500 && $2 != "total" { print $2 " has " $1 " lines" }' |
	grep -vwF "$(awk '{ print $1 }' "$T/large")" >"$T/bad"
none 'no file is longer than 500 lines' "$T/bad"
