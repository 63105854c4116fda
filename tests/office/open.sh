#!/bin/sh
# make office: LibreOffice and openpyxl open the report and the annotated copies of the sample meeting with faults.
# Not part of `make test`: both are large.
set -eu
for tool in soffice:libreoffice-writer soffice:libreoffice-calc python3:python3; do
	command -v "${tool%%:*}" >/dev/null || { echo "${tool%%:*} is missing: package ${tool#*:}" >&2; exit 1; }
done
${PYTHON:-python3} -c 'import openpyxl' 2>/dev/null || { echo "openpyxl is missing: package python3-openpyxl" >&2; exit 1; }
work=$BUILD/office
rm -rf "$work"
mkdir -p "$work/ours" "$work/odt" "$work/xlsx"
"$BAGUAN" --lang zh report --no-cache fixtures/meetings/qingshi-draft -o "$work/review" >"$work/log" 2>&1 || [ $? -eq 1 ]
# LibreOffice names its copies by the file alone: no two may have one name.
find "$work/review" -name '*.docx' -o -name '*.xlsx' | while read -r f; do
	cp "$f" "$work/ours/$(printf %s "${f#"$work/review/"}" | tr / _)"
done
# FORMAT, FILE…: what LibreOffice makes of them.
convert() {
	to=$1
	shift
	soffice -env:UserInstallation="file://$(realpath "$work")/profile" --headless --convert-to "$to" \
		--outdir "$work/$to" "$@" >>"$work/log" 2>&1
}
convert odt "$work"/ours/*.docx
convert xlsx "$work"/ours/*.xlsx
exec "${PYTHON:-python3}" -B tests/office/open.py "$work"
