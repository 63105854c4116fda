/*
 * read_csv - comma-separated values after RFC 4180, as one table.
 *
 * The separator is the one of , ; tab that most lines agree on; a first line
 * "sep=;" settles it, as in Excel.  An empty line is a row without cells.
 */
#include "read.h"

enum { SAMPLE_LINES = 50, COLUMN_LIMIT = 16384 };

struct csv {
	struct str text;
	size_t at;
	uint32_t line, column; /* of text.p[at] */
	char separator;
	struct writer w;
	uint32_t rows, columns;
};

/* Separators outside quotes in the record at *at, which moves to the next one. */
static size_t count_in_record(struct str text, size_t *at, char separator)
{
	size_t n = 0;
	bool quoted = false;
	size_t i = *at;
	for (; i < text.n; i++) {
		char c = text.p[i];
		if (c == '"')
			quoted = !quoted;
		else if (!quoted && c == separator)
			n++;
		else if (!quoted && (c == '\n' || c == '\r'))
			break;
	}
	*at = i + 1;
	return n;
}

/* How many sample records have as many of SEPARATOR as the first one has. */
static size_t agreement(struct str text, char separator)
{
	size_t at = 0;
	size_t wanted = count_in_record(text, &at, separator);
	size_t score = wanted ? 1 : 0;
	for (int i = 1; wanted && i < SAMPLE_LINES && at < text.n; i++)
		score += count_in_record(text, &at, separator) == wanted;
	return score;
}

static char choose_separator(struct str text)
{
	static const char candidates[] = {',', ';', '\t'};
	char best = ',';
	size_t best_score = 0;
	for (size_t i = 0; i < sizeof candidates; i++) {
		size_t score = agreement(text, candidates[i]);
		if (score > best_score) {
			best_score = score;
			best = candidates[i];
		}
	}
	return best;
}

static bool at_break(const struct csv *c)
{
	return c->text.p[c->at] == '\n' || c->text.p[c->at] == '\r';
}

static void pass_break(struct csv *c)
{
	if (c->text.p[c->at] == '\r' && c->at + 1 < c->text.n && c->text.p[c->at + 1] == '\n')
		c->at++;
	c->at++;
	c->line++;
	c->column = 1;
}

/* Writes text.p[from, at), which stands at the current place, and moves the column on. */
static void write_from(struct csv *c, size_t from)
{
	struct str s = str_cut(c->text, from, c->at);
	writer_run(&c->w, c->line, c->column);
	writer_text(&c->w, s);
	c->column += (uint32_t)utf8_count(s);
}

/* Inside quotes, behind the opening one, up to behind the closing one. */
static void quoted_field(struct csv *c)
{
	while (c->at < c->text.n) {
		size_t from = c->at;
		while (c->at < c->text.n && c->text.p[c->at] != '"' && !at_break(c))
			c->at++;
		write_from(c, from);
		if (c->at >= c->text.n)
			return;
		if (at_break(c)) {
			writer_run(&c->w, c->line, c->column);
			writer_text(&c->w, STR("\n"));
			pass_break(c);
		} else if (c->at + 1 < c->text.n && c->text.p[c->at + 1] == '"') {
			writer_character(&c->w, c->line, c->column, 2, STR("\""));
			c->at += 2;
			c->column += 2;
		} else {
			c->at++;
			c->column++;
			return;
		}
	}
}

static void field(struct csv *c, uint32_t row, uint32_t column)
{
	struct block *b = writer_open(&c->w, BLOCK_CELL);
	b->row = row;
	b->column = column;
	if (c->at < c->text.n && c->text.p[c->at] == '"') {
		c->at++;
		c->column++;
		quoted_field(c);
	}
	size_t from = c->at;
	while (c->at < c->text.n && c->text.p[c->at] != c->separator && !at_break(c))
		c->at++;
	write_from(c, from);
	writer_close(&c->w);
}

static void record(struct csv *c)
{
	uint32_t column = 0;
	for (;;) {
		field(c, c->rows, column < COLUMN_LIMIT ? column : COLUMN_LIMIT - 1);
		column++;
		if (c->at >= c->text.n || at_break(c))
			break;
		c->at++;
		c->column++;
	}
	if (c->at < c->text.n)
		pass_break(c);
	c->rows++;
	if (column > c->columns)
		c->columns = column < COLUMN_LIMIT ? column : COLUMN_LIMIT;
}

static bool recognise(struct str bytes)
{
	return !str_starts(bytes, STR("PK\x03\x04"));
}

static void read(struct arena *a, struct str bytes, struct document *d)
{
	struct csv c = {.line = 1, .column = 1, .w = {.arena = a, .d = d}};
	struct str first;
	size_t behind = 0;
	if (!read_decoded(a, d, bytes, &c.text))
		return;
	c.separator = choose_separator(c.text);
	if (read_line(c.text, &behind, &first) && first.n == 5 && str_starts(first, STR("sep="))) {
		c.separator = first.p[4];
		c.at = behind;
		c.line = 2;
	}
	while (c.at < c.text.n)
		record(&c);
	writer_finish(&c.w);
	if (d->blocks.n == 0)
		return;
	struct table *t = list_add(a, &d->tables);
	t->count = (uint32_t)d->blocks.n;
	t->rows = c.rows;
	t->columns = c.columns;
	t->tallest = 1;
}

const struct reader reader_csv = {
    .name = "csv",
    .help = "comma-, semicolon- or tab-separated values; one table",
    .extensions = "csv tsv tab",
    .recognise = recognise,
    .read = read,
};
