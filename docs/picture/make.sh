#!/bin/sh
# Makes docs/picture/check.svg from what `baguan check` really prints.
#
#   sh docs/picture/make.sh
#   BAGUAN=path of the program     default: build/baguan
#
# Each character is put at its own column, wide ones over two, so that the picture does not
# depend on how wide the viewer's fonts are.

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
program=${BAGUAN:-$top/build/baguan}
case $program in /*) ;; *) program=$(pwd)/$program ;; esac
cd "$top" || exit 2
printed=$(mktemp) || exit 2
trap 'rm -f "$printed"' EXIT

words="baguan check --rule 'criticism.hope*' fixtures/meetings/qingshi-draft/*.*"
{
	printf '\033[32m$\033[0m %s\n' "$words"
	LANGUAGE=en COLUMNS=80 "$program" check --color always --rule 'criticism.hope*' \
		fixtures/meetings/qingshi-draft/*.*
} >"$printed"

LC_ALL=C awk '
BEGIN {
	cell = 8.4; line = 22; left = 18; top = 54
	for (i = 1; i < 256; i++) byte[sprintf("%c", i)] = i
	colour["0"] = "#d6deeb"; colour["1"] = "#ffffff"
	colour["31"] = "#ff6b6b"; colour["32"] = "#7fd88f"; colour["33"] = "#f2c55c"
	colour["34"] = "#82aaff"; colour["35"] = "#c792ea"; colour["36"] = "#7fdbca"
	colour["2"] = "#7f8ea3"
}
# The character at P of S; sets clen and wide.
function character(s, p,    c, d, e) { # a wide one is as wide as its font is high
	c = byte[substr(s, p, 1)]
	clen = c < 128 ? 1 : c < 224 ? 2 : c < 240 ? 3 : 4
	d = byte[substr(s, p + 1, 1)]
	e = byte[substr(s, p + 2, 1)]
	wide = (clen == 4 || (clen == 3 && c != 226)) + 0
	# Quotes, dashes and dots among U+2010 to U+203F are wide in Chinese text.
	if (clen == 3 && c == 226 && d == 128 && e >= 144 && e <= 191) wide = 1
	return substr(s, p, clen)
}
function escaped(c) {
	return c == "&" ? "&amp;" : c == "<" ? "&lt;" : c == ">" ? "&gt;" : c
}
function flush(    style) {
	if (run != "") {
		style = (broad ? " class=\"w\"" : "") sprintf(" fill=\"%s\"", fill)
		if (bold) style = style " font-weight=\"bold\""
		body = body sprintf("<text x=\"%s\" y=\"%d\"%s>%s</text>\n", xs, top + (NR - 1) * line, style, run)
	}
	run = xs = ""
}
{
	column = 0; fill = colour["0"]; bold = 0; run = xs = ""
	for (p = 1; p <= length($0);) {
		if (substr($0, p, 2) == "\033[") {
			flush()
			end = index(substr($0, p), "m")
			n = split(substr($0, p + 2, end - 3), code, ";")
			fill = colour["0"]; bold = 0
			for (k = 1; k <= n; k++) {
				if (code[k] == "1") { bold = 1; if (n == 1) fill = colour["1"] }
				else if (code[k] in colour) fill = colour[code[k]]
			}
			p += end
			continue
		}
		c = character($0, p)
		p += clen
		if (wide != broad) flush()
		broad = wide
		if (c != " ") {
			xs = xs (xs == "" ? "" : " ") sprintf("%.1f", left + column * cell)
			run = run escaped(c)
		} else flush()
		column += wide ? 2 : 1
	}
	flush()
}
END {
	w = 2 * left + 80 * cell
	h = top + NR * line
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"", w, h, w, h
	printf " role=\"img\" aria-label=\"baguan check over the sample meeting\""
	print ">\n<style>text { font-size: 14px; font-family: \"DejaVu Sans Mono\", Menlo, Consolas, monospace }"
	print ".w { font-size: 16.8px; font-family: \"Noto Sans Mono CJK SC\", \"Noto Sans CJK SC\", \"PingFang SC\", \"Microsoft YaHei\", sans-serif }</style>"
	printf "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#11202f\"/>\n", w, h
	print "<circle cx=\"22\" cy=\"18\" r=\"5.5\" fill=\"#ff5f57\"/><circle cx=\"42\" cy=\"18\" r=\"5.5\" fill=\"#febc2e\"/><circle cx=\"62\" cy=\"18\" r=\"5.5\" fill=\"#28c840\"/>"
	printf "%s</svg>\n", body
}' "$printed" >docs/picture/check.svg
