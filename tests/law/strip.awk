# C without its comments: every line stays where it is.  With -v strings=0 string literals are emptied too.
BEGIN { if (strings == "") strings = 1 }
FNR == 1 { comment = 0 }
{
	out = ""
	n = length($0)
	for (i = 1; i <= n; i++) {
		c = substr($0, i, 1)
		two = substr($0, i, 2)
		if (comment) {
			if (two == "*/") { comment = 0; i++ }
		} else if (quote != "") {
			if (c == "\\") { if (strings) out = out two; i++ }
			else if (c == quote) { out = out c; quote = "" }
			else if (strings) out = out c
		} else if (two == "/*") { comment = 1; i++ }
		else if (two == "//") break
		else {
			if (c == "\"" || c == "'") quote = c
			out = out c
		}
	}
	quote = ""
	print FILENAME ":" FNR ":" out
}
