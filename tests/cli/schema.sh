#!/bin/sh
# The JSON Schemas that editors use fit what is shipped, refuse what the loader refuses, and know the
# same keys as the loader.  ajv and yaml come from npm, at the versions of tests/schema/package-lock.json.
. tests/tap.sh

. tests/npm.sh
cp -r tests/golden/waivers/input "$T/meeting"
baguan baseline write --rules tests/golden/waivers/rules --baseline "$T/baseline.yaml" --owner 王一 --expires 2022-12-31 "$T/meeting"
node tests/schema/check.cjs "$T/baseline.yaml"
grep -nE '"resolved"|https?://[^"]*registry' tests/schema/package-lock.json >"$T/bad"
none 'the lock file names no registry' "$T/bad"

# What the schema test says is wrong, the loader says too.
node_bad() { node tests/schema/check.cjs --bad "$1"; }
mkdir -p "$T/rules"
node_bad "$T/rules" >"$T/names"
while read -r name; do
	if baguan rules list --rules "$T/rules" --pack "$name"; [ "$status" = 2 ]; then
		ok "the loader refuses $name too"
	else
		not_ok "the loader refuses $name too" "$T/out"
	fi
done <"$T/names"
