/*
 * docx_table - rows, cells and their spans.
 *
 * Only the outermost table has structure; what stands in a table within a
 * cell is text of that cell.  A cell's block is opened with its first text.
 */
#include "docx.h"

enum { GRID_LIMIT = 1024 };

bool docx_in_cell(const struct docx *x)
{
	return x->table.in_cell;
}

void docx_table_start(struct docx *x)
{
	struct docx_table *t = &x->table;
	if (t->depth++ > 0)
		return;
	t->t = (struct table){.first = (uint32_t)x->w->d->blocks.n, .tallest = 1};
	t->row = t->column = 0;
	t->above.n = 0;
}

static void measure(const struct document *d, struct table *t)
{
	for (uint32_t i = t->first; i < t->first + t->count; i++) {
		if (d->blocks.v[i].row_span > t->tallest)
			t->tallest = d->blocks.v[i].row_span;
	}
}

void docx_table_end(struct docx *x)
{
	struct docx_table *t = &x->table;
	if (t->depth == 0 || --t->depth > 0)
		return;
	t->t.count = (uint32_t)x->w->d->blocks.n - t->t.first;
	t->t.rows = t->row;
	measure(x->w->d, &t->t);
	if (t->t.count)
		*list_add(x->arena, &x->w->d->tables) = t->t;
}

void docx_row_start(struct docx *x)
{
	if (x->table.depth != 1)
		return;
	x->table.column = 0;
	x->table.row_deleted = false;
}

void docx_row_end(struct docx *x)
{
	if (x->table.depth == 1 && !x->table.row_deleted)
		x->table.row++;
}

void docx_cell_start(struct docx *x)
{
	struct docx_table *t = &x->table;
	if (t->depth != 1)
		return;
	t->span = 1;
	t->restarts = t->continued = false;
	t->cell = SIZE_MAX;
	t->in_cell = true;
}

bool docx_cell_open(struct docx *x)
{
	struct docx_table *t = &x->table;
	if (t->row_deleted || (t->continued && t->row > 0))
		return false;
	if (t->cell != SIZE_MAX)
		return true;
	struct block *b = writer_open(x->w, BLOCK_CELL);
	b->table = (uint32_t)x->w->d->tables.n;
	b->row = t->row;
	b->column = t->column;
	b->column_span = t->span;
	t->cell = x->w->d->blocks.n - 1;
	return true;
}

static size_t *above(struct docx *x, uint32_t column)
{
	struct docx_table *t = &x->table;
	while (t->above.n <= column)
		*list_add(x->arena, &t->above) = SIZE_MAX;
	return &t->above.v[column];
}

void docx_cell_end(struct docx *x)
{
	struct docx_table *t = &x->table;
	if (t->depth != 1 || !t->in_cell)
		return;
	t->in_cell = false;
	size_t kept = t->cell != SIZE_MAX && writer_close(x->w) ? t->cell : SIZE_MAX;
	docx_cell_marks_settle(x);
	if (t->row_deleted)
		return;
	if (t->column >= GRID_LIMIT)
		t->column = GRID_LIMIT - 1;
	if (t->span > GRID_LIMIT)
		t->span = GRID_LIMIT;
	for (uint32_t c = t->column; c < t->column + t->span; c++) {
		size_t *cell = above(x, c);
		if (!t->continued)
			*cell = t->restarts ? kept : SIZE_MAX;
		else if (*cell != SIZE_MAX && c == t->column)
			x->w->d->blocks.v[*cell].row_span =
			    t->row - x->w->d->blocks.v[*cell].row + 1;
	}
	t->column += t->span;
	if (t->column > t->t.columns)
		t->t.columns = t->column;
}
