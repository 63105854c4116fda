#!/bin/sh
# make demo, as the first thing that anyone sees.
. tests/tap.sh

holds 'make demo works, though it finds much' make --no-print-directory -s BUILD="$BUILD" CC="$CC" SAN="${SAN-}" demo
cp "$T/holds" "$T/demo"
says 'it says where the report lies' 'demo/report\.html' "$T/demo"
says 'it shows findings in Chinese' '个问题' "$T/demo"
"$BAGUAN" --lang zh check fixtures/meetings/qingshi-draft | diff - "$BUILD/demo/report.txt" | head -n 10 >"$T/diff"
none 'the report is what baguan check prints' "$T/diff"
holds 'its JSON parses' jq empty "$BUILD/demo/report.json"
