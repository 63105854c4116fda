#!/bin/sh
# make bench-page: the page of 1,000 meetings with 30 files each, and of one: how large they are, and how long Chromium
# takes to open them.  One meeting in ten is the bad sample, the others the good one.  MEETINGS=100 for less.
set -u
. tests/tap.sh
. tests/npm.sh
n=${MEETINGS:-1000}
work=$BUILD/bench-page
rm -rf "$work"
mkdir -p "$work/all"
i=0
while [ "$i" -lt "$n" ]; do
	sample=qingshi-good
	[ $((i % 10)) -gt 0 ] || sample=qingshi-draft
	m=$work/all/$(printf '%04d' "$i")
	mkdir "$m"
	find "fixtures/meetings/$sample" -maxdepth 1 -type f -exec ln {} "$m" \;
	k=$(find "$m" -type f | wc -l)
	while [ "$k" -lt 31 ]; do # with meeting.yaml
		printf '补充材料\n\n第%d份。\n' "$k" >"$m/补充材料$k.txt"
		k=$((k + 1))
	done
	i=$((i + 1))
done
baguan --lang zh check --quiet --output "html=$work/one.html" "$work/all/0000"
start=$(date +%s)
baguan --lang zh check --quiet --output "html=$work/all.html" "$work/all"
echo "checked $n meetings in $(($(date +%s) - start)) s"
node tests/bench/page.cjs "$work/one.html" 614400 2000 "$work/all.html" 12582912 2000
rm -rf "$work/all"
