/* Checkpoints to the table that their rule spans. */
#include "matrix.h"

const char *const cell_sign[] = {
    [CELL_NONE] = "",	 [CELL_PASSED] = "✓",  [CELL_FAILED] = "✗",
    [CELL_WAIVED] = "○", [CELL_UNKNOWN] = "?",
};

const char *const cell_state_name[] = {
    [CELL_NONE] = "none",     [CELL_PASSED] = "passed",	  [CELL_FAILED] = "failed",
    [CELL_WAIVED] = "waived", [CELL_UNKNOWN] = "unknown",
};

static bool has_place(const struct checkpoint *c)
{
	return checkpoint_value(c, c->rule->matrix_row).n && checkpoint_value(c, c->rule->matrix_column).n;
}

static enum cell_state state_of(const struct checkpoint *c)
{
	if (c->outcome == OUTCOME_UNKNOWN)
		return CELL_UNKNOWN;
	if (c->outcome == OUTCOME_PASS)
		return CELL_PASSED;
	return c->waived ? CELL_WAIVED : CELL_FAILED;
}

/* Of two duties in one cell the one that was not done counts. */
static int weight_of(enum cell_state state)
{
	static const int weight[] = {[CELL_NONE] = 0,	[CELL_PASSED] = 1,  [CELL_WAIVED] = 2,
				     [CELL_UNKNOWN] = 3, [CELL_FAILED] = 4};
	return weight[state];
}

/* Names once each, in order. */
struct names {
	struct map index;
	LIST(struct str) list;
};

static size_t place_in(struct arena *a, struct map *index, struct str name)
{
	size_t *at = map_at(a, index, name);
	if (*at == SIZE_MAX)
		*at = index->n - 1;
	return *at;
}

static void add_name(struct arena *a, struct names *names, struct str name)
{
	if (place_in(a, &names->index, name) == names->list.n)
		*list_add(a, &names->list) = name;
}

/* Columns that are rows too come in the rows' order, so that the diagonal is where it belongs. */
static void sort_columns(struct arena *a, const struct names *rows, struct names *columns)
{
	struct names sorted = {0};
	for (size_t i = 0; i < rows->list.n; i++)
		if (map_get(&columns->index, rows->list.v[i]) != SIZE_MAX)
			add_name(a, &sorted, rows->list.v[i]);
	for (size_t i = 0; i < columns->list.n; i++)
		add_name(a, &sorted, columns->list.v[i]);
	*columns = sorted;
}

static void fill(struct arena *a, const struct result *m, struct matrix *out)
{
	struct names rows = {0}, columns = {0};
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (c->rule != out->rule || !has_place(c))
			continue;
		add_name(a, &rows, checkpoint_value(c, c->rule->matrix_row));
		add_name(a, &columns, checkpoint_value(c, c->rule->matrix_column));
	}
	sort_columns(a, &rows, &columns);
	out->cells = arena_array(a, struct matrix_cell, rows.list.n * columns.list.n + 1);
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (c->rule != out->rule || !has_place(c))
			continue;
		size_t row = map_get(&rows.index, checkpoint_value(c, c->rule->matrix_row)),
		       column = map_get(&columns.index, checkpoint_value(c, c->rule->matrix_column));
		struct matrix_cell *cell = &out->cells[row * columns.list.n + column];
		enum cell_state state = state_of(c);
		if (weight_of(state) > weight_of(cell->state))
			*cell = (struct matrix_cell){state, c, checkpoint_value(c, c->rule->matrix_value)};
	}
	out->rows = rows.list.v;
	out->row_count = rows.list.n;
	out->columns = columns.list.v;
	out->column_count = columns.list.n;
}

void matrices_of(struct arena *a, const struct result *m, struct matrices *out)
{
	for (size_t i = 0; i < m->rules.n; i++) {
		struct matrix x = {.rule = m->rules.v[i]};
		if (!x.rule->matrix_row.n)
			continue;
		fill(a, m, &x);
		if (x.row_count)
			*list_add(a, &out->list) = x;
	}
}
