#!/bin/sh
# make install: the program finds its packs and words from where it lies, and another program can
# be built with the library, shared or not.
. tests/tap.sh
root=$T/root prefix=/opt/baguan
run_make() { make --no-print-directory -s BUILD="$BUILD" CC="$CC" SAN="${SAN-}" DESTDIR="$root" PREFIX="$prefix" "$@"; }

holds 'make install works' run_make install
at=$root$prefix
printf '%s\n' bin/baguan include/baguan.h lib/libbaguan.a lib/libbaguan.so lib/pkgconfig/baguan.pc \
	share/baguan/rules/dangshi-2021/pack.yaml share/locale/zh_CN/LC_MESSAGES/baguan.mo share/man/man1/baguan.1 |
	while read -r file; do [ -e "$at/$file" ] || echo "$file"; done >"$T/bad"
none 'everything is there' "$T/bad"
grep -rlF "$root" "$at" >"$T/bad"
none 'nothing in it knows where it was put' "$T/bad"

# Moved as a whole, run from elsewhere, without the source tree.
meeting=$PWD/fixtures/meetings/qingshi-draft
mv "$at" "$T/moved"
cd "$T" || exit 2
unset BAGUAN_RULES
baguan_there() { "$T/moved/bin/baguan" "$@" >"$T/out" 2>"$T/err"; }
baguan_there --lang zh check "$meeting"
says 'the installed program finds its packs' 'dates\.place-same' "$T/out"
says 'and its Chinese' '小结' "$T/out"
cd "$OLDPWD" || exit 2
export BAGUAN_RULES=rules

cat >"$T/client.c" <<'END'
#include <baguan.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	const char *paths[] = {argv[2]};
	size_t size = 0;
	struct bg_finding f = {0};
	bg_session *s = bg_session_new();
	if (argc != 3 || bg_session_set(s, "rules", argv[1]) != 0 || bg_session_set(s, "no", "such") == 0)
		return 10;
	if (!*bg_session_error(s))
		return 11;
	bg_report *r = bg_check(s, paths, 1);
	const char *json = bg_report_render(r, "json", &size);
	if (!json || strlen(json) != size || bg_report_render(r, "no-such", &size))
		return 12;
	json = bg_report_render(r, "json", &size);
	if (bg_report_finding(r, bg_report_count(r), &f) == 0 || bg_report_finding(r, 0, &f) != 0)
		return 13;
	if (!*f.rule || !*f.file || !f.line || !*f.message ||
	    (strcmp(f.level, "error") != 0 && strcmp(f.level, "warning") != 0))
		return 14;
	fwrite(json, 1, size, stdout);
	fputs(bg_report_errors(r), stderr);
	enum bg_status status = bg_report_status(r);
	bg_report_free(r);
	bg_session_free(s);
	bg_session_free(NULL);
	bg_report_free(NULL);
	return (int)status;
}
END
export PKG_CONFIG_PATH="$T/moved/lib/pkgconfig"
config() { pkg-config --define-variable=prefix="$T/moved" "$@" baguan; }
"$BAGUAN" check --format json "$meeting" >"$T/json" 2>&1
san=
[ -z "${SAN-}" ] || san='-fsanitize=address,undefined'
# shellcheck disable=SC2046,SC2086 # words
client() {
	what=$1
	shift
	holds "a program is built with $what" "$CC" $san -Wall -Wextra -Werror -std=c99 -o "$T/client" "$T/client.c" \
		$(config --cflags) "$@"
	LD_LIBRARY_PATH="$T/moved/lib" "$T/client" "$T/moved/share/baguan/rules" "$meeting" >"$T/out" 2>"$T/err"
	status=$?
	[ $status = 1 ] && ok "and ends as it should ($what)" || not_ok "and ends as it should ($what), not $status" "$T/err"
	diff "$T/json" "$T/out" | head -n 20 >"$T/diff"
	none "and says what baguan check says ($what)" "$T/diff"
}
# shellcheck disable=SC2046 # words
client 'the shared library' $(config --libs)
# shellcheck disable=SC2046 # words
client 'the static library' "$T/moved/lib/libbaguan.a" $(pkg-config --libs $(config --print-requires-private)) -lm
for file in libbaguan.a libbaguan.so; do
	dynamic=
	[ $file = libbaguan.a ] || dynamic=-D
	nm $dynamic -g --defined-only "$T/moved/lib/$file" |
		awk 'NF == 3 && $3 !~ /^bg_/ && $3 !~ /^_(init|fini|edata|end|_bss_start)$/ && $3 !~ /asan|odr/ { print $3 }' |
		head -n 20 >"$T/bad"
	none "$file gives away the names of baguan.h only" "$T/bad"
done

mv "$T/moved" "$at"
holds 'make uninstall works' run_make uninstall
find "$at" ! -type d >"$T/bad"
none 'and leaves nothing' "$T/bad"
