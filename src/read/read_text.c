/*
 * read_text - plain text: a line is a paragraph.
 *
 * Hard-wrapped lines stay lines; nothing tells them from paragraphs.
 */
#include "read.h"

enum { CONTROL_SHARE = 50 }; /* more than one control character in so many: no text */

/* Text of any encoding has hardly a control character; other files have many. */
static bool is_binary(struct str text, size_t bad)
{
	size_t control = bad;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		control +=
		    (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == 0x7f;
	}
	return control > 8 && control > utf8_count(text) / CONTROL_SHARE;
}

bool read_decoded(struct arena *a, struct document *d, struct str bytes, struct str *text)
{
	const char *encoding;
	size_t bad;
	size_t first_bad;
	*text = utf8_decode(a, bytes, &encoding, &bad, &first_bad);
	if (is_binary(*text, bad)) {
		read_fail(a, d, "the file is not text", (struct str){0});
		return false;
	}
	read_meta(a, d, "encoding", str_of(encoding));
	return true;
}

bool read_line(struct str text, size_t *at, struct str *line)
{
	if (*at >= text.n)
		return false;
	size_t end = *at;
	while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
		end++;
	*line = str_cut(text, *at, end);
	if (end + 1 < text.n && text.p[end] == '\r' && text.p[end + 1] == '\n')
		end++;
	*at = end + 1;
	return true;
}

static bool recognise(struct str bytes)
{
	return !str_starts(bytes, STR("PK\x03\x04"));
}

static void read(struct arena *a, struct str bytes, struct document *d)
{
	struct writer w = {.arena = a, .d = d};
	struct str text;
	struct str line;
	if (!read_decoded(a, d, bytes, &text))
		return;
	uint32_t number = 0;
	for (size_t at = 0; read_line(text, &at, &line);) {
		writer_open(&w, BLOCK_PARAGRAPH);
		writer_run(&w, ++number, 1);
		writer_text(&w, line);
		writer_close(&w);
	}
	writer_finish(&w);
}

const struct reader reader_text = {
    .name = "text",
    .help = "plain text in UTF-8, UTF-16 or GB18030; a line is a paragraph",
    .extensions = "txt text",
    .recognise = recognise,
    .read = read,
};
