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

/* Those of KNOWN that are among NAMES come first, in the order of KNOWN. */
static void sort_names(struct arena *a, const struct str *known, size_t n, struct names *names)
{
	struct names sorted = {0};
	for (size_t i = 0; i < n; i++)
		if (map_get(&names->index, known[i]) != SIZE_MAX)
			add_name(a, &sorted, known[i]);
	for (size_t i = 0; i < names->list.n; i++)
		add_name(a, &sorted, names->list.v[i]);
	*names = sorted;
}

static bool belongs(const struct matrix *x, const struct checkpoint *c)
{
	return c->rule == x->rule && has_place(c);
}

/*
 * People come in the manifest's order, which is that of their rank; columns in the order of the rows
 * that have a duty there, and those that are rows too in the rows' order: so the diagonal is where it belongs.
 */
static void name_sides(struct arena *a, const struct result *m, const struct matrix *x, struct names *rows,
		       struct names *columns)
{
	for (size_t i = 0; i < m->checkpoints.n; i++)
		if (belongs(x, &m->checkpoints.v[i]))
			add_name(a, rows, checkpoint_value(&m->checkpoints.v[i], x->rule->matrix_row));
	sort_names(a, m->people.v, m->people.n, rows);
	for (size_t row = 0; row < rows->list.n; row++)
		for (size_t i = 0; i < m->checkpoints.n; i++) {
			const struct checkpoint *c = &m->checkpoints.v[i];
			if (belongs(x, c) && str_eq(checkpoint_value(c, x->rule->matrix_row), rows->list.v[row]))
				add_name(a, columns, checkpoint_value(c, x->rule->matrix_column));
		}
	sort_names(a, rows->list.v, rows->list.n, columns);
	sort_names(a, m->people.v, m->people.n, columns);
}

static void fill(struct arena *a, const struct result *m, struct matrix *out)
{
	struct names rows = {0}, columns = {0};
	name_sides(a, m, out, &rows, &columns);
	out->cells = arena_array(a, struct matrix_cell, rows.list.n * columns.list.n + 1);
	for (size_t i = 0; i < m->checkpoints.n; i++) {
		const struct checkpoint *c = &m->checkpoints.v[i];
		if (!belongs(out, c))
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
