/*
 * document - from text offsets to blocks, cells and places.
 *
 * A place's end is the place of the last character plus its width, not the
 * place of the first character behind: behind "**bold**" the next character
 * stands two columns further on.
 */
#include "model.h"

struct str document_slice(const struct document *d, struct span s)
{
	return str_cut(d->text, s.start, s.end);
}

struct str document_name(struct arena *a, const struct document *d)
{
	if (!d->volume.n)
		return d->file;
	return arena_printf(a, "%.*s（%.*s）", (int)d->file.n, d->file.p, (int)d->volume.n,
			    d->volume.p);
}

size_t document_block(const struct document *d, uint32_t at)
{
	size_t low = 0;
	size_t high = d->blocks.n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (d->blocks.v[middle].span.start <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The run that holds text offset AT; NULL in a document without runs. */
static const struct run *run_of(const struct document *d, uint32_t at)
{
	size_t low = 0;
	size_t high = d->runs.n;
	if (high == 0)
		return NULL;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (d->runs.v[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return &d->runs.v[low];
}

static const struct block *sheet_cell(const struct document *d, uint32_t at)
{
	if (d->blocks.n == 0)
		return NULL;
	const struct block *b = &d->blocks.v[document_block(d, at)];
	return b->cell.n ? b : NULL;
}

static void place_start(const struct document *d, uint32_t at, struct place *out)
{
	const struct run *r = run_of(d, at);
	if (r == NULL)
		return;
	const struct block *cell = sheet_cell(d, at);
	out->line = r->line;
	out->column = r->column;
	if (cell) {
		out->cell = cell->cell;
		out->sheet = d->sheet + cell->table;
	}
	else if (at > r->at)
		out->column += (uint32_t)utf8_count(str_cut(d->text, r->at, at));
}

struct place document_place(const struct document *d, struct span s)
{
	struct place out = {.file = d->file};
	place_start(d, s.start, &out);
	out.end_line = out.line;
	out.end_column = out.column;
	if (s.end <= s.start || s.end > d->text.n)
		return out;

	size_t last = s.end;
	utf8_prev(d->text, &last);
	struct place end = {0};
	place_start(d, (uint32_t)last, &end);
	const struct run *r = run_of(d, (uint32_t)last);
	out.end_line = end.line;
	out.end_column = end.column + (r && r->width ? r->width : 1);
	return out;
}

/* First block of T, as an index, that stands at or behind (row, column). */
static size_t cell_bound(const struct document *d, const struct table *t, uint32_t row,
			 uint32_t column)
{
	size_t low = t->first;
	size_t high = (size_t)t->first + t->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct block *b = &d->blocks.v[middle];
		if (b->row < row || (b->row == row && b->column < column))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct block *table_cell(const struct document *d, const struct table *t, uint32_t row,
			       uint32_t column)
{
	uint32_t top = t->tallest > row ? 0 : row + 1 - (t->tallest ? t->tallest : 1);
	size_t end = (size_t)t->first + t->count;
	/* Backwards, because the nearest cell that begins before is the likely one. */
	size_t i = cell_bound(d, t, row, column);
	if (i < end && d->blocks.v[i].row == row && d->blocks.v[i].column == column)
		return &d->blocks.v[i];
	while (i-- > t->first) {
		const struct block *b = &d->blocks.v[i];
		if (b->row < top)
			break;
		if (b->column <= column && column - b->column < b->column_span &&
		    row - b->row < b->row_span)
			return b;
	}
	return NULL;
}

/* ---- one of several documents of a file -------------------------------------- */

static void cut_blocks(struct arena *a, const struct document *whole, size_t first, size_t end,
		       struct document *out)
{
	uint32_t start = whole->blocks.v[first].span.start;
	for (size_t i = first; i < end; i++) {
		struct block *b = list_add(a, &out->blocks);
		*b = whole->blocks.v[i];
		b->span = (struct span){b->span.start - start, b->span.end - start};
		b->bold_end -= start;
		b->body -= start;
		if (b->type != BLOCK_CELL)
			continue;
		const struct table *t = &whole->tables.v[b->table];
		if (t->first == i) { /* a table is never cut */
			struct table *own = list_add(a, &out->tables);
			*own = *t;
			own->first = (uint32_t)(i - first);
			if (out->tables.n == 1)
				out->sheet = b->table;
		}
		b->table = (uint32_t)out->tables.n - 1;
	}
}

static void cut_runs(struct arena *a, const struct document *whole, struct span span,
		     struct document *out)
{
	struct place at = {0};
	place_start(whole, span.start, &at);
	*list_add(a, &out->runs) = (struct run){.line = at.line, .column = at.column};
	for (size_t i = 0; i < whole->runs.n; i++) {
		struct run r = whole->runs.v[i];
		if (r.at < span.start || r.at >= span.end)
			continue;
		if (r.at == span.start)
			out->runs.n = 0; /* it begins just here */
		r.at -= span.start;
		*list_add(a, &out->runs) = r;
	}
}

struct document *document_cut(struct arena *a, const struct document *whole, size_t first,
			      size_t end, struct str volume)
{
	struct document *out = arena_new(a, struct document);
	struct span span = {whole->blocks.v[first].span.start, whole->blocks.v[end - 1].span.end};
	*out = (struct document){.file = whole->file, .volume = volume, .format = whole->format};
	out->text = document_slice(whole, span);
	cut_blocks(a, whole, first, end, out);
	cut_runs(a, whole, span, out);
	return out;
}
