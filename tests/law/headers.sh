#!/bin/sh
# Each header compiles alone, with every compiler there is.  (*_list.h are lists, not headers.)
. tests/tap.sh

for compiler in "$CC" gcc clang; do
	command -v "$compiler" >/dev/null || continue
	case " $seen " in *" $compiler "*) continue ;; esac
	seen="$seen $compiler"
	: >"$T/lines"
	for header in include/*.h src/*/*.h tests/*.h tests/*/*.h; do
		case $header in *_list.h | *'*'*) continue ;; esac
		# shellcheck disable=SC2086 # words
		if printf '#include "%s"\n' "$header" |
			"$compiler" $TEST_CFLAGS -I. -Wno-unused-function -fsyntax-only -x c - 2>"$T/err"; then
			why=ok
		else
			why=$(head -n 3 "$T/err" | tr '\t\n' '  ')
		fi
		printf '%s\t%s compiles alone with %s\n' "$why" "$header" "$compiler" >>"$T/lines"
	done
	each_line "$T/lines"
done
for compiler in g++ clang++; do
	command -v "$compiler" >/dev/null || continue
	echo '#include "baguan.h"' | "$compiler" -Iinclude -Wall -Werror -fsyntax-only -x c++ - >"$T/err" 2>&1
	none "include/baguan.h is C++ too ($compiler)" "$T/err"
done
