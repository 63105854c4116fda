#!/bin/sh
# The JSON report has the shape that docs/report.schema.json says, and its numbers agree.
. tests/tap.sh

# A small validator of the keywords that the schema uses.
cat >"$T/schema.jq" <<'END'
def resolve($root): if has("$ref") then . as $s
	| ($root | getpath($s["$ref"] | ltrimstr("#/") | split("/"))) + ($s | del(.["$ref"])) else . end;
def is($t): ($t == "integer" and type == "number" and . == floor) or type == $t;
def faults($s0; $root; $path):
	. as $v | ($s0 | resolve($root)) as $s |
	(if $s.type and ($v | is($s.type) | not) then "\($path): no \($s.type)" else empty end),
	(if ($s | has("const")) and $v != $s.const then "\($path): not \($s.const)" else empty end),
	(if $s.enum and ($s.enum | index([$v]) | not) and ($s.enum | any(. == $v) | not)
		then "\($path): none of \($s.enum)" else empty end),
	(if $s.minimum and ($v | type) == "number" and $v < $s.minimum then "\($path): too small" else empty end),
	(if $s.minLength and ($v | type) == "string" and ($v | length) < $s.minLength
		then "\($path): too short" else empty end),
	(if ($v | type) == "object" then
		(($s.required // [])[] | select(. as $k | $v | has($k) | not) | "\($path).\(.) is missing"),
		($v | to_entries[] | .key as $k | .value as $w |
			if $s.properties[$k] then $w | faults($s.properties[$k]; $root; "\($path).\($k)")
			elif ($s.additionalProperties | type) == "object" then
				$w | faults($s.additionalProperties; $root; "\($path).\($k)")
			elif $s.additionalProperties == false then "\($path).\($k) is unknown"
			else empty end)
	else empty end),
	(if ($v | type) == "array" and $s.items then
		range($v | length) as $i | $v[$i] | faults($s.items; $root; "\($path)[\($i)]") else empty end),
	(($s.allOf // [])[] as $a | $v | faults($a; $root; $path));
faults($schema[0]; $schema[0]; "")
END
# Every key that comes out stands in the schema.
known=$(jq -r '[.. | objects | .properties? // empty | keys[]] | unique | join(" ")' docs/report.schema.json)

for input in fixtures/meetings/qingshi-good fixtures/meetings/qingshi-draft fixtures/meetings fixtures/documents \
	tests/golden/unread/input tests/golden/several/input tests/golden/broken-manifest/input no/such/path \
	'--rules tests/golden/waivers/rules tests/golden/waivers/input'; do
	# shellcheck disable=SC2086 # words
	baguan check --level info --format json $input
	if ! jq empty "$T/out" 2>"$T/err"; then
		not_ok "$input: JSON" "$T/err"
		continue
	fi
	ok "$input: JSON"
	jq -r --slurpfile schema docs/report.schema.json -f "$T/schema.jq" "$T/out" >"$T/bad" 2>&1
	none "$input: as the schema says" "$T/bad"
	jq -r --arg known "$known" '($known | split(" ")) as $k
		| [del(.meetings[] | (.findings, .waived, .exceptions)[].subject) | .. | objects | keys[]] | unique - $k | .[]' "$T/out" >"$T/bad" 2>&1
	none "$input: no key but the schema's" "$T/bad"
	jq -r --argjson status "$status" '
		(select(.status != $status) | "status \(.status), exit \($status)"),
		(.meetings[] | .path as $p
			| (.rules[] | select(.checked != .passed + .failed + (.waived // 0)) | "\($p): \(.rule): checked is not passed + failed + waived"),
			  (.findings[] | select(.line > 0 and (.end_line < .line
				or (.end_line == .line and .end_column < .column))) | "\($p): \(.file):\(.line) ends before it begins"),
			  (.unread[].file as $f | select([.materials[] | select(.file == $f and .read == false)] == [])
				| "\($p): \($f) is unread and no unread material"),
			  ((.rules | map({key: .rule, value: .failed}) | from_entries) as $failed
				| .findings | group_by(.rule)[] | .[0].rule as $r
				| select($failed[$r] != null and $failed[$r] != length)
				| "\($p): \($r): \(length) findings, failed \($failed[$r])"))' "$T/out" >"$T/bad" 2>&1
	none "$input: its numbers agree" "$T/bad"
done

# ---- matrices ----
baguan check --format json fixtures/meetings/qingshi-good
jq -r '.meetings[0].matrices[] | select(.rule == "materials.copied") | [.cells[][] | select(.state != "none")]
	| if length < 10 then "\(length) pairs" else .[] | select((.value // "") | test("^[0-9]{1,3}%$") | not) | "\(.)" end' \
	"$T/out" >"$T/bad" 2>&1
none 'two speeches that are not alike have their share, too' "$T/bad"

# ---- the facts ----
facts=$T/facts.db
baguan check --facts "$facts" fixtures/meetings/qingshi-good
sqlite3 "$facts" 'PRAGMA integrity_check' 2>&1 | grep -v '^ok$' >"$T/bad"
none 'the facts file is sound' "$T/bad"
materials=$(sqlite3 "$facts" 'SELECT count(*) FROM material' 2>&1)
members=$(sqlite3 "$facts" 'SELECT count(*) FROM member' 2>&1)
baguan check --format json fixtures/meetings/qingshi-good
[ "$materials" = "$(jq '.meetings[0].materials | length' "$T/out")" ] &&
	ok 'every material is in the facts' || not_ok "every material is in the facts ($materials)" "$T/err"
[ "$members" = 6 ] && ok 'the roster is in the facts' || not_ok "the roster is in the facts ($members)"
baguan check --facts "$facts" fixtures/meetings/qingshi-good
[ "$(sqlite3 "$facts" 'SELECT count(*) FROM material' 2>&1)" = "$materials" ] &&
	ok 'a second run replaces the facts' || not_ok 'a second run replaces the facts' "$T/err"
