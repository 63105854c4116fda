#!/bin/sh
# Runs what the documentation shows, and prints TAP.
#
#   sh tests/docs/run.sh [PAGE.md ...]      default: README.md docs/*.md docs/zh/*.md
#   BAGUAN=path of the program              default: build/baguan
#
# Of each page, from top to bottom, in a folder of its own in which everything of the
# source tree stands under its name:
#
#   ```LANGUAGE PATH    the block is a file, written to PATH (relative, with a slash in it).
#                       With a pack.yaml beside it, it is part of a pack, and the tests inside
#                       the pack's rules must pass; but not below a folder "broken".
#   ```console          the lines that begin with "$ " are commands of one shell, in that
#                       order; what follows each is its output, standard error too.
#                       "…" in an expected line stands for anything, a line of nothing but
#                       "…" for any number of lines. "$ " lines that end with "\" go on.
#
# Then: every key that the loader of packs knows is named in docs/rules.md, and every relative
# link leads to a file.

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
program=${BAGUAN:-$top/build/baguan}
case $program in /*) ;; *) program=$(pwd)/$program ;; esac
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
count=0
failed=0
unset NO_COLOR COLUMNS LANG LC_ALL LC_MESSAGES BAGUAN_RULES
export LC_CTYPE=C.UTF-8 XDG_CACHE_HOME=/dev/null # no folder can be made there
# A program that was built elsewhere does not find the tree's packs by itself.
[ -d "$(dirname "$program")/../rules" ] || export BAGUAN_RULES="$top/rules"

# result STATUS NAME [FILE with what to show]
result() {
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $count - $2"
	[ -z "$3" ] || sed 's/^/# /' "$3"
}

# cut_page PAGE DIR: DIR/list gets "LINE KIND PATH" of each block, DIR/LINE its text.
cut_page() {
	awk -v dir="$2" '
	/^ *```/ && !inside {
		inside = 1
		indent = index($0, "`") - 1
		info = substr($0, indent + 4)
		split(info, word, " ")
		kind = ""
		if (word[1] == "console") kind = "console"
		else if (word[2] ~ /\// && word[2] !~ /^\// && word[2] !~ /\.\./) kind = "file"
		if (kind != "") {
			out = dir "/" NR
			printf "" > out
			print NR, kind, word[2] > (dir "/list")
		}
		next
	}
	/^ *```/ && inside { inside = 0; if (kind != "") close(out); kind = ""; next }
	inside && kind != "" { print substr($0, indent + 1) > out }
	' "$1"
	[ -f "$2/list" ] || : >"$2/list"
}

# In place of a work tree: its entries by name, so that commands can write beside them.
make_tree() {
	mkdir -p "$1"
	for entry in "$top"/*; do
		ln -s "$entry" "$1/"
	done
}

# A block of commands to a script that leaves each output in DIR/out.N; expected lines in DIR/want.N.
cut_commands() {
	awk -v dir="$2" '
	function start(text) {
		n++
		printf "" > (dir "/want." n)
		printf "" > (dir "/command." n)
		command = text
		going = text ~ /\\$/
		print text > (dir "/command." n)
		printf "%s\n", (n == 1 ? "true" : "(exit $status)") > (dir "/script")
		printf "{ %s", text > (dir "/script")
		if (!going) finish()
	}
	function finish() {
		printf "\n} >\"%s/out.%d\" 2>&1 </dev/null\nstatus=$?\n", dir, n > (dir "/script")
	}
	going { printf "\n%s", $0 > (dir "/script"); print > (dir "/command." n); going = /\\$/; if (!going) finish(); next }
	/^\$ / { start(substr($0, 3)); next }
	n { print > (dir "/want." n) }
	END { print n + 0 > (dir "/count") }
	' "$1"
}

# Is FILE OUT as FILE WANT says?
as_wanted() {
	awk '
	function line_fits(model, text,    part, k, n, at) {
		n = split(model, part, "…")
		if (n < 2) return model == text
		if (substr(text, 1, length(part[1])) != part[1]) return 0
		text = substr(text, length(part[1]) + 1)
		for (k = 2; k < n; k++) {
			if (part[k] == "") continue
			at = index(text, part[k])
			if (!at) return 0
			text = substr(text, at + length(part[k]))
		}
		return length(text) >= length(part[n]) &&
		       substr(text, length(text) - length(part[n]) + 1) == part[n]
	}
	function fits(i, j,    k) {
		for (; i <= wants; i++) {
			if (want[i] == "…") {
				for (k = j; k <= gots + 1; k++)
					if (fits(i + 1, k)) return 1
				return 0
			}
			if (j > gots || !line_fits(want[i], got[j++])) return 0
		}
		return j > gots
	}
	FNR == NR && FILENAME == ARGV[1] { want[++wants] = $0; next }
	{ got[++gots] = $0 }
	END { exit !fits(1, 1) }
	' "$1" "$2"
}

run_console() { # page line block tree
	dir=$work/console
	rm -rf "$dir"
	mkdir "$dir"
	cut_commands "$3" "$dir"
	n=$(cat "$dir/count")
	(
		cd "$4" || exit 2
		PATH=$(dirname "$program"):$PATH
		export PATH
		. "$dir/script"
	) >"$dir/rest" 2>&1 </dev/null
	i=0
	while [ $i -lt "$n" ]; do
		i=$((i + 1))
		as_wanted "$dir/want.$i" "$dir/out.$i" 2>/dev/null
		good=$?
		{ echo "wanted:"; sed 's/^/  /' "$dir/want.$i"
		  echo "got:"; sed 's/^/  /' "$dir/out.$i"; cat "$dir/rest"; } >"$dir/both" 2>/dev/null
		result $good "$1:$2: \$ $(head -n 1 "$dir/command.$i")" "$dir/both"
	done
}

run_file() { # page line block tree path
	mkdir -p "$4/$(dirname "$5")"
	cp "$3" "$4/$5"
	pack=$(dirname "$5")
	case $pack in broken*) return ;; esac
	[ -f "$4/$pack/pack.yaml" ] || return
	(cd "$4" && "$program" rules test --rules "$(dirname "$pack")" --pack "$(basename "$pack")") \
		>"$work/shown" 2>&1
	result $? "$1:$2: $5: the tests of the pack's rules pass" "$work/shown"
}

run_page() {
	page=$1
	blocks=$work/blocks
	tree=$work/tree
	rm -rf "$blocks" "$tree"
	mkdir -p "$blocks"
	make_tree "$tree"
	cut_page "$top/$page" "$blocks"
	case $page in docs/zh/*) export LANGUAGE=zh_CN ;; *) export LANGUAGE=en ;; esac
	while read -r line kind path; do
		case $kind in
		console) run_console "$page" "$line" "$blocks/$line" "$tree" ;;
		file) run_file "$page" "$line" "$blocks/$line" "$tree" "$path" ;;
		esac
	done <"$blocks/list"
}

# Words in lists of keys and choices of the sources, that docs/rules.md must have in backquotes.
check_keys() {
	cat "$top"/src/rule/load_*.c "$top"/src/rule/pack.c "$top"/src/check/check_*.c \
		"$top"/src/judge/judge_*.c |
		awk '
		/const char \*const [a-z_]+\[\](;| =)/ { inside = 1; text = "" }
		inside { text = text $0 "\n" }
		inside && /;/ {
			inside = 0
			while (match(text, /"[a-z_]+"/)) {
				print substr(text, RSTART + 1, RLENGTH - 2)
				text = substr(text, RSTART + RLENGTH)
			}
		}' | sort -u >"$work/keys"
	: >"$work/missing"
	while read -r key; do
		grep -Eq "\`([^\`]*[^a-z_\`])?$key([^a-z_\`][^\`]*)?\`" "$top/docs/rules.md" ||
			echo "$key" >>"$work/missing"
	done <"$work/keys"
	[ -s "$work/keys" ] && [ ! -s "$work/missing" ]
	result $? "docs/rules.md: names every key of packs" "$work/missing"
}

check_links() {
	page=$1
	: >"$work/missing"
	grep -o '](\([^)#:]*\)[)#]' "$top/$page" | sed 's/^](//; s/[)#]$//' | sort -u |
		while read -r link; do
			[ -z "$link" ] || [ -e "$top/$(dirname "$page")/$link" ] || echo "$link" >>"$work/missing"
		done
	[ ! -s "$work/missing" ]
	result $? "$page: every link leads to a file" "$work/missing"
}

if [ $# -eq 0 ]; then
	cd "$top" || exit 2
	set -- README.md docs/*.md docs/zh/*.md
	check_keys
fi
for page in "$@"; do
	run_page "$page"
	check_links "$page"
done
echo "1..$count"
[ $failed -eq 0 ]
