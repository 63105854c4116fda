# shellcheck shell=sh
# Sourced by the test scripts: results as TAP, and a folder $T for what they write.
: "${BAGUAN:=build/baguan}" "${BUILD:=build}" "${O:=build/obj}" "${CC:=cc}"
# Nothing is taken from a cache, or left in one: here no folder can be made.
export XDG_CACHE_HOME=/dev/null
[ -x "$BAGUAN" ] || { echo "not ok - $BAGUAN is there"; exit 1; }
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT

ok() { printf 'ok - %s\n' "$1"; }
# What does not hold, and files that show why.
not_ok() {
	printf 'not ok - %s\n' "$1"
	shift
	for why; do
		sed 's/^/# /' "$why"
	done
}
# WHAT holds when FILE is empty; else its lines say where it does not.
none() { if [ -s "$2" ]; then not_ok "$1" "$2"; else ok "$1"; fi }
# WHAT holds when the command succeeds; else its output says why.
holds() {
	what=$1
	shift
	if "$@" >"$T/holds" 2>&1; then ok "$what"; else not_ok "$what" "$T/holds"; fi
}
# One result for each line of FILE: "ok" or a reason, a tab, what should hold.
each_line() {
	awk -F'\t' '$1 == "ok" { print "ok - " $2; next }
		{ print "not ok - " $2; print "# " $1 }' "$1"
}
# Runs baguan; its output in $T/out and $T/err, its exit status in $status.
baguan() {
	"$BAGUAN" "$@" >"$T/out" 2>"$T/err"
	status=$?
}
# STATUS WHAT ARGUMENT…: baguan with the arguments ends with the status.
ends() {
	wanted=$1 what=$2
	shift 2
	baguan "$@"
	if [ "$status" = "$wanted" ]; then
		ok "$what: status $wanted"
	else
		{ echo "status $status: baguan $*"; tail -n 5 "$T/out"; tail -n 5 "$T/err"; } >"$T/why"
		not_ok "$what: status $wanted" "$T/why"
	fi
}
# WHAT PATTERN FILE: a line of the file matches (extended regular expression).
says() {
	if grep -Eq -e "$2" "$3"; then ok "$1"; else not_ok "$1" "$3"; fi
}
