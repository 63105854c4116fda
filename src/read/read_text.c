/*
 * read_text - plain text: a line is a paragraph; lines with tabs are a table.
 *
 * Hard-wrapped lines stay lines; nothing tells them from paragraphs.  A table begins with a line of three short
 * fields or more between tabs, and lines with tabs follow at once.  Where its fields are some tabs apart, to stand
 * below one another, so are those of all its rows; else two tabs have an empty field between them.
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

struct text {
	struct str text;
	size_t at;     /* the next line */
	uint32_t line; /* its number */
	struct writer w;
};

/* The field at *at, which moves behind the tab at its end; false behind the last one. */
static bool next_field(struct str line, size_t *at, bool apart, size_t *from, struct str *field)
{
	if (*at > line.n)
		return false;
	size_t end = *at;
	while (end < line.n && line.p[end] != '\t')
		end++;
	*from = *at;
	*field = str_cut(line, *at, end);
	*at = end + 1;
	while (apart && *at < line.n && line.p[*at] == '\t')
		(*at)++;
	return true;
}

static bool has_tab(struct str line)
{
	return memchr(line.p, '\t', line.n) != NULL;
}

/* Is LINE the header of a table?  *apart: some of its fields are more than one tab apart. */
static bool is_header(struct str line, bool *apart)
{
	enum { FIELDS_MIN = 3, LENGTH_MAX = 20 };
	size_t at = 0, from, n = 0, empty = 0;
	struct str field;
	while (next_field(line, &at, false, &from, &field)) {
		field = str_trim(field);
		n += field.n > 0;
		empty += !field.n && at <= line.n;
		if (utf8_count(field) > LENGTH_MAX)
			return false;
	}
	*apart = empty > 0;
	return n >= FIELDS_MIN && line.n && line.p[0] != '\t';
}

static uint32_t write_row(struct text *t, struct str line, uint32_t row, bool apart)
{
	size_t at = 0, from;
	uint32_t column = 0;
	struct str field;
	while (next_field(line, &at, apart, &from, &field)) {
		struct block *b = writer_open(&t->w, BLOCK_CELL);
		b->row = row;
		b->column = column++;
		writer_run(&t->w, t->line, (uint32_t)utf8_count(str_cut(line, 0, from)) + 1);
		writer_text(&t->w, field);
		writer_close(&t->w);
	}
	return column;
}

/* HEADER and the lines with tabs behind it, if there are any. */
static bool read_table(struct text *t, struct arena *a, struct document *d, struct str header)
{
	struct str line;
	size_t next = t->at;
	bool apart;
	if (!is_header(header, &apart) || !read_line(t->text, &next, &line) || !has_tab(line))
		return false;
	struct table *table = list_add(a, &d->tables);
	*table = (struct table){.first = (uint32_t)d->blocks.n, .tallest = 1};
	line = header;
	do {
		uint32_t columns = write_row(t, line, table->rows++, apart);
		if (columns > table->columns)
			table->columns = columns;
		next = t->at;
		if (!read_line(t->text, &next, &line) || !has_tab(line))
			break;
		t->at = next;
		t->line++;
	} while (true);
	table->count = (uint32_t)d->blocks.n - table->first;
	return true;
}

static void read(struct arena *a, struct str bytes, struct document *d)
{
	struct text t = {.w = {.arena = a, .d = d}};
	struct str line;
	if (!read_decoded(a, d, bytes, &t.text))
		return;
	while (read_line(t.text, &t.at, &line)) {
		t.line++;
		if (read_table(&t, a, d, line))
			continue;
		writer_open(&t.w, BLOCK_PARAGRAPH);
		writer_run(&t.w, t.line, 1);
		writer_text(&t.w, line);
		writer_close(&t.w);
	}
	writer_finish(&t.w);
}

const struct reader reader_text = {
    .name = "text",
    .help = "plain text in UTF-8, UTF-16 or GB18030; a line is a paragraph, lines with tabs a table",
    .extensions = "txt text",
    .recognise = recognise,
    .read = read,
};
