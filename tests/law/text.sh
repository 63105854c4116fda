#!/bin/sh
# The interface's words are all translated, and the manual is well-formed.
. tests/tap.sh

holds 'every word of the interface is translated, and no other' make --no-print-directory -s BUILD="$BUILD" po-check
holds 'the translations agree with their formats' msgfmt --check -o /dev/null src/app/po/zh_CN.po
msgattrib --only-fuzzy --no-obsolete src/app/po/zh_CN.po >"$T/fuzzy"
none 'no translation is a guess' "$T/fuzzy"
# Of a choice of two strings xgettext sees the first: both are to stand in N_().
awk '/[^a-z_](complain|complain_words|refuse)\(/ { on = 1 } on { text = text $0 } /;$/ { if (on) print FILENAME ": " text; on = 0; text = "" }' \
	src/*/*.c | grep -E '[?:][[:blank:]]*"[^"]* [^"]*"' >"$T/bad"
none 'a choice of two complaints is translated' "$T/bad"

for page in docs/man/*.[1-9]; do
	mandoc -T lint -W warning "$page" >"$T/lint" 2>&1
	none "$page is sound" "$T/lint"
done

# Every option that a command takes stands in its manual.
grep -hoE '(flags|values)\[\] = "[^"]*"|option_next\([^"]*"[^"]*", *"[^"]*"\)' src/app/*.c |
	grep -oE '"[^"]*"' | tr -d '"' | tr ' ' '\n' | grep -v '^$' | sort -u |
	while read -r option; do
		case $option in
		?) grep -qE "Fl $option( |\$)" docs/man/baguan.1 ;;
		*) grep -qE "Fl Fl $option( |\$)" docs/man/baguan.1 ;;
		esac || echo "$option"
	done >"$T/bad"
none 'every option stands in the manual' "$T/bad"
baguan --help
sed -n 's/^COMMAND(\(.*\))$/\1/p' src/app/command_list.h | while read -r command; do
	grep -qE "^\.(It )?Cm $command( |\$)" docs/man/baguan.1 || echo "$command: manual"
	grep -qE "^  baguan $command( |\$)" "$T/out" || echo "$command: --help"
done >"$T/bad"
none 'every command stands in the manual and in --help' "$T/bad"
