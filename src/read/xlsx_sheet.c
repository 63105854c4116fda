/*
 * xlsx_sheet - one sheet to one table.
 *
 * Cells are collected first: their order in the part is usual, not sure, and
 * merged ranges come behind them.
 */
#include "xlsx.h"

enum {
	ROW_LIMIT = 1048576,
	COLUMN_LIMIT = 16384,
	CELL_LIMIT = 2000000,
	MERGE_LIMIT = 200000,
};

struct cell {
	uint32_t row, column; /* of the sheet, from 0 */
	uint32_t row_span, column_span;
	struct str text;
};

struct merge {
	uint32_t row, column, row_span, column_span;
};

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_STRING, CELL_INLINE, CELL_BOOL, CELL_DATE };

struct sheet_reader {
	const struct sheet *sheet;
	struct arena *arena;
	LIST(struct cell) cells;
	LIST(struct merge) merges;
	struct buf text;
	bool in_text;
	int phonetic;
	uint32_t row, column; /* of the cell under way */
	uint32_t next_row, next_column;
	enum cell_type type;
	size_t style;
	size_t hidden_rows, hidden_columns, dropped;
};

/* ---- references -------------------------------------------------------------------- */

size_t xlsx_reference(struct str s, uint32_t *row, uint32_t *column)
{
	uint32_t letters = 0;
	uint32_t digits = 0;
	size_t at = 0;
	for (; at < s.n && (s.p[at] | 32) >= 'a' && (s.p[at] | 32) <= 'z'; at++) {
		letters = letters * 26 + (uint32_t)((s.p[at] | 32) - 'a' + 1);
		if (letters > COLUMN_LIMIT)
			return 0;
	}
	for (; at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; at++) {
		digits = digits * 10 + (uint32_t)(s.p[at] - '0');
		if (digits > ROW_LIMIT)
			return 0;
	}
	if (letters == 0 || digits == 0)
		return 0;
	*row = digits - 1;
	*column = letters - 1;
	return at;
}

struct str xlsx_cell_name(struct arena *a, struct str sheet, uint32_t row, uint32_t column)
{
	char letters[8];
	size_t at = sizeof letters;
	for (uint32_t n = column + 1; n > 0; n = (n - 1) / 26)
		letters[--at] = (char)('A' + (n - 1) % 26);
	return arena_printf(a, "%.*s!%.*s%u", (int)sheet.n, sheet.p, (int)(sizeof letters - at),
			    letters + at, row + 1);
}

/* ---- values -------------------------------------------------------------------------- */

/* "2022-01-20T09:30:00" without what says nothing. */
static struct str iso_value(struct str s)
{
	if (s.n < 16 || s.p[10] != 'T')
		return s;
	return str_cut(s, 0, 10);
}

static struct str number_value(struct sheet_reader *r, struct str s)
{
	const struct xlsx_styles *styles = r->sheet->styles;
	static const struct number_format general = {.kind = FORMAT_GENERAL};
	const struct number_format *f = &general;
	char *end;
	double value = strtod(s.p, &end); /* a buffer's text is NUL-terminated */
	if (end == s.p || *end != '\0' || !(value > -1e300 && value < 1e300))
		return arena_dup(r->arena, s);
	if (r->style < styles->cells.n)
		f = &styles->formats.v[styles->cells.v[r->style]];
	return number_show(r->arena, f, value, r->sheet->from_1904);
}

static struct str shared_value(const struct sheet_reader *r, struct str s)
{
	char *end;
	unsigned long index = strtoul(s.p, &end, 10);
	if (end == s.p || index >= r->sheet->strings->list.n)
		return (struct str){"", 0};
	return r->sheet->strings->list.v[index];
}

static struct str value_of(struct sheet_reader *r)
{
	buf_char(&r->text, '\0');
	r->text.n--;
	struct str s = buf_str(&r->text);
	if (s.n == 0)
		return s;
	switch (r->type) {
	case CELL_SHARED:
		return shared_value(r, s);
	case CELL_BOOL:
		return str_is(str_trim(s), "0") ? STR("FALSE") : STR("TRUE");
	case CELL_NUMBER:
		return number_value(r, s);
	case CELL_DATE:
		return arena_dup(r->arena, iso_value(s));
	default:
		return xlsx_unescape(r->arena, s);
	}
}

static enum cell_type type_of(const char *t)
{
	struct str s = str_of(t);
	if (str_is(s, "s"))
		return CELL_SHARED;
	if (str_is(s, "str") || str_is(s, "e"))
		return CELL_STRING;
	if (str_is(s, "inlineStr"))
		return CELL_INLINE;
	if (str_is(s, "b"))
		return CELL_BOOL;
	if (str_is(s, "d"))
		return CELL_DATE;
	return CELL_NUMBER;
}

/* ---- events ---------------------------------------------------------------------------- */

static void start_row(struct sheet_reader *r, const char **attributes)
{
	long row = ooxml_long(attributes, "r", 0);
	r->row = row >= 1 && row <= ROW_LIMIT ? (uint32_t)(row - 1) : r->next_row;
	r->next_row = r->row + 1;
	r->next_column = 0;
	const char *hidden = xml_attribute(attributes, "hidden");
	if (hidden && ooxml_on(hidden))
		r->hidden_rows++;
}

static void start_cell(struct sheet_reader *r, const char **attributes)
{
	uint32_t row = r->row;
	uint32_t column = r->next_column;
	if (xlsx_reference(str_of(xml_attribute(attributes, "r")), &row, &column) == 0)
		row = r->row;
	r->row = row;
	r->column = column;
	r->next_column = column + 1;
	r->type = type_of(xml_attribute(attributes, "t"));
	long style = ooxml_long(attributes, "s", 0);
	r->style = style < 0 ? 0 : (size_t)style;
	r->text.n = 0;
}

static void end_cell(struct sheet_reader *r)
{
	struct str text = value_of(r);
	if (str_trim(text).n == 0)
		return;
	if (r->cells.n >= CELL_LIMIT || r->row >= ROW_LIMIT || r->column >= COLUMN_LIMIT) {
		r->dropped++;
		return;
	}
	*list_add(r->arena, &r->cells) = (struct cell){r->row, r->column, 1, 1, text};
}

static void start_merge(struct sheet_reader *r, const char **attributes)
{
	struct str ref = str_of(xml_attribute(attributes, "ref"));
	uint32_t row;
	uint32_t column;
	uint32_t last_row;
	uint32_t last_column;
	size_t colon = str_find(ref, STR(":"), 0);
	if (colon == SIZE_MAX || r->merges.n >= MERGE_LIMIT ||
	    !xlsx_reference(str_cut(ref, 0, colon), &row, &column) ||
	    !xlsx_reference(str_cut(ref, colon + 1, ref.n), &last_row, &last_column) || last_row < row ||
	    last_column < column)
		return;
	*list_add(r->arena, &r->merges) =
	    (struct merge){row, column, last_row - row + 1, last_column - column + 1};
}

static void sheet_start(void *context, const char *name, const char **attributes)
{
	struct sheet_reader *r = context;
	struct str s = str_of(name);
	if (str_is(s, "s:row")) {
		start_row(r, attributes);
	} else if (str_is(s, "s:c")) {
		start_cell(r, attributes);
	} else if (str_is(s, "s:v")) {
		r->in_text = true;
	} else if (str_is(s, "s:t")) {
		r->in_text = r->phonetic == 0;
	} else if (str_is(s, "s:rPh")) {
		r->phonetic++;
	} else if (str_is(s, "s:mergeCell")) {
		start_merge(r, attributes);
	} else if (str_is(s, "s:col")) {
		const char *hidden = xml_attribute(attributes, "hidden");
		r->hidden_columns += hidden && ooxml_on(hidden);
	}
}

static void sheet_end(void *context, const char *name)
{
	struct sheet_reader *r = context;
	struct str s = str_of(name);
	if (str_is(s, "s:v") || str_is(s, "s:t"))
		r->in_text = false;
	else if (str_is(s, "s:rPh"))
		r->phonetic--;
	else if (str_is(s, "s:c"))
		end_cell(r);
}

static void sheet_text(void *context, struct str text)
{
	struct sheet_reader *r = context;
	if (r->in_text)
		buf_add(&r->text, text);
}

/* ---- to the document --------------------------------------------------------------------- */

static int compare_cells(const void *a, const void *b)
{
	const struct cell *x = a;
	const struct cell *y = b;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

static bool is_sorted(const struct sheet_reader *r)
{
	for (size_t i = 1; i < r->cells.n; i++) {
		if (compare_cells(&r->cells.v[i - 1], &r->cells.v[i]) >= 0)
			return false;
	}
	return true;
}

/* By row and column; of cells with one reference the first stays. */
static void sort_cells(struct sheet_reader *r)
{
	if (is_sorted(r))
		return;
	qsort(r->cells.v, r->cells.n, sizeof *r->cells.v, compare_cells);
	size_t n = 0;
	for (size_t i = 0; i < r->cells.n; i++) {
		if (n == 0 || compare_cells(&r->cells.v[n - 1], &r->cells.v[i]) != 0)
			r->cells.v[n++] = r->cells.v[i];
	}
	r->cells.n = n;
}

static void apply_merges(struct sheet_reader *r)
{
	for (size_t i = 0; i < r->merges.n; i++) {
		const struct merge *m = &r->merges.v[i];
		struct cell key = {.row = m->row, .column = m->column};
		struct cell *c = r->cells.n ? bsearch(&key, r->cells.v, r->cells.n,
						      sizeof *r->cells.v, compare_cells)
					    : NULL;
		if (c) {
			c->row_span = m->row_span;
			c->column_span = m->column_span;
		}
	}
}

static void write_table(struct sheet_reader *r)
{
	const struct sheet *sheet = r->sheet;
	struct document *d = sheet->o->d;
	struct table t = {.sheet = sheet->name, .first = (uint32_t)d->blocks.n, .tallest = 1};
	t.first_row = r->cells.v[0].row;
	t.first_column = COLUMN_LIMIT;
	for (size_t i = 0; i < r->cells.n; i++) {
		if (r->cells.v[i].column < t.first_column)
			t.first_column = r->cells.v[i].column;
	}
	for (size_t i = 0; i < r->cells.n; i++) {
		const struct cell *c = &r->cells.v[i];
		struct block *b = writer_open(sheet->w, BLOCK_CELL);
		b->table = (uint32_t)d->tables.n;
		b->row = c->row - t.first_row;
		b->column = c->column - t.first_column;
		b->row_span = c->row_span;
		b->column_span = c->column_span;
		b->cell = xlsx_cell_name(r->arena, sheet->name, c->row, c->column);
		if (b->row + b->row_span > t.rows)
			t.rows = b->row + b->row_span;
		if (b->column + b->column_span > t.columns)
			t.columns = b->column + b->column_span;
		if (b->row_span > t.tallest)
			t.tallest = b->row_span;
		writer_run(sheet->w, c->row + 1, c->column + 1);
		writer_text(sheet->w, c->text);
		writer_close(sheet->w);
		d->runs.v[d->runs.n - 1].column = c->column + 1; /* whatever blanks were left out */
	}
	t.count = (uint32_t)d->blocks.n - t.first;
	*list_add(r->arena, &d->tables) = t;
}

static void note_hidden(const struct sheet_reader *r)
{
	struct document *d = r->sheet->o->d;
	struct str name = r->sheet->name;
	struct span here = {writer_next(r->sheet->w), writer_next(r->sheet->w)};
	if (r->hidden_rows)
		read_note(r->arena, d, "read.hidden-rows",
			  arena_printf(r->arena, "%.*s, %zu", (int)name.n, name.p, r->hidden_rows),
			  here);
	if (r->hidden_columns)
		read_note(r->arena, d, "read.hidden-columns", name, here);
	if (r->dropped)
		read_note(r->arena, d, "read.too-many-cells",
			  arena_printf(r->arena, "%.*s, +%zu", (int)name.n, name.p, r->dropped),
			  here);
}

bool xlsx_sheet_read(const struct sheet *s)
{
	static const struct xml_handler handler = {.start = sheet_start, .end = sheet_end, .text = sheet_text};
	struct sheet_reader r = {.sheet = s, .arena = s->o->arena};
	ooxml_parse(s->o, s->part, &handler, &r);
	buf_free(&r.text);
	if (s->o->d->failure.n)
		return false;
	sort_cells(&r);
	apply_merges(&r);
	note_hidden(&r);
	if (r.cells.n)
		write_table(&r);
	return true;
}
