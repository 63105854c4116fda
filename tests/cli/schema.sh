#!/bin/sh
# The JSON Schemas that editors use fit what is shipped, refuse what the loader refuses, and know the
# same keys as the loader.  ajv and yaml come from npm, at the versions of tests/schema/package-lock.json.
. tests/tap.sh

npm_dir=$BUILD/npm
if ! cmp -s tests/schema/package-lock.json "$npm_dir/installed"; then
	mkdir -p "$npm_dir"
	cp tests/schema/package.json tests/schema/package-lock.json "$npm_dir"
	(cd "$npm_dir" && npm ci --ignore-scripts --no-audit --no-fund) >"$T/npm" 2>&1 &&
		cp tests/schema/package-lock.json "$npm_dir/installed"
fi
if [ -f "$npm_dir/installed" ]; then
	NODE_PATH=$npm_dir/node_modules node tests/schema/check.cjs
else
	not_ok 'npm installs what the schemas are tested with' "$T/npm"
fi
grep -nE '"resolved"|https?://[^"]*registry' tests/schema/package-lock.json >"$T/bad"
none 'the lock file names no registry' "$T/bad"

# What the schema test says is wrong, the loader says too.
node_bad() { NODE_PATH=$npm_dir/node_modules node tests/schema/check.cjs --bad "$1"; }
mkdir -p "$T/rules"
node_bad "$T/rules" >"$T/names"
while read -r name; do
	if baguan rules list --rules "$T/rules" --pack "$name"; [ "$status" = 2 ]; then
		ok "the loader refuses $name too"
	else
		not_ok "the loader refuses $name too" "$T/out"
	fi
done <"$T/names"
