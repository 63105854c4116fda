/* Text from files into YAML, whatever characters it holds. */
#include "init.h"

/* What YAML takes as it is: no control characters, no line breaks, nothing that steers. */
static bool printable(uint32_t c)
{
	return c >= 0x20 && !(c >= 0x7f && c < 0xa0) && !(c >= 0x200b && c <= 0x200f) &&
	       !(c >= 0x2028 && c <= 0x202e) && c != 0xfeff && c != 0xfffe && c != 0xffff;
}

static bool bare(uint32_t c, bool first)
{
	if (c >= 0x80)
		return printable(c);
	bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return word || (!first && (c == '-' || c == '_' || c == '.' || c == '/' || c == '(' || c == ')'));
}

static bool is_bare(struct str text)
{
	bool ok = text.n > 0;
	for (size_t at = 0; ok && at < text.n;) {
		bool first = at == 0;
		ok = bare(utf8_next(text, &at), first);
	}
	return ok;
}

/* File names need not be UTF-8. */
static struct str valid_prefix(struct str text)
{
	while (text.n && !utf8_valid(text))
		text.n--;
	return text;
}

void yaml_value(struct buf *out, struct str text)
{
	text = valid_prefix(text);
	if (is_bare(text)) {
		buf_add(out, text);
		return;
	}
	buf_char(out, '"');
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", (int)c);
		else if (!printable(c))
			buf_printf(out, "\\u%04x", (unsigned)c);
		else
			buf_utf8(out, c);
	}
	buf_char(out, '"');
}

void yaml_comment(struct buf *out, struct str text)
{
	text = valid_prefix(text);
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		if (printable(c))
			buf_utf8(out, c);
		else
			buf_char(out, ' ');
	}
}

struct str yaml_glob(struct arena *a, struct str file)
{
	char *p = arena_alloc(a, file.n + 1);
	for (size_t i = 0; i < file.n; i++)
		p[i] = file.p[i] == '[' || file.p[i] == '*' ? '?' : file.p[i];
	return (struct str){p, file.n};
}
