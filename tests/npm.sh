# shellcheck shell=sh
# Sourced by tests that need packages of npm, after tap.sh: installs what tests/schema/package-lock.json says, once,
# also when several ask at a time.  Then $npm_dir/installed is there, and node finds the packages in $NODE_PATH.
npm_dir=$BUILD/npm
mkdir -p "$npm_dir"
(
	flock 9
	cmp -s tests/schema/package-lock.json "$npm_dir/installed" && exit
	cp tests/schema/package.json tests/schema/package-lock.json "$npm_dir"
	cd "$npm_dir" && npm ci --ignore-scripts --no-audit --no-fund && cp package-lock.json installed
) 9>"$npm_dir.lock" >"$T/npm" 2>&1
export NODE_PATH="$npm_dir/node_modules"
[ -f "$npm_dir/installed" ] || not_ok 'npm installs what the tests need' "$T/npm"
