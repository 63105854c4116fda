/* Which column of a table holds which field: by the heading, else by the cells below it. */
#include "record.h"

/* A column of its own, or one in whose cells it stands, too. */
bool has_column(const struct role *r, size_t f, const uint32_t columns[FIELDS_MAX])
{
	bool there[FIELDS_MAX];
	for (size_t i = 0; i < FIELDS_MAX; i++)
		there[i] = columns[i] != UINT32_MAX;
	return there[f] || is_given(r, f, there);
}

/* The fields whose name the heading is get the column; returns whether there was one. */
static bool take_column(struct recorder *rec, struct str heading, uint32_t column, uint32_t columns[FIELDS_MAX])
{
	bool named = false, taken = false;
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++) {
		if (!label_matches(rec->c, &rec->r->fields.v[i], heading))
			continue;
		named = true;
		if (columns[i] != UINT32_MAX)
			continue;
		columns[i] = column;
		taken = true;
	}
	size_t f = named ? SIZE_MAX : field_of(rec, heading);
	if (f == SIZE_MAX || columns[f] != UINT32_MAX)
		return taken;
	columns[f] = column;
	return true;
}

/* What no column is named for may be named together with something else. */
static bool share_column(struct recorder *rec, struct str heading, uint32_t column, uint32_t columns[FIELDS_MAX],
			 struct share shares[FIELDS_MAX])
{
	struct shared shared[SHARED_MAX];
	size_t n = fields_of(rec, heading, shared);
	bool taken = false;
	for (size_t i = 0; i < n; i++) {
		if (columns[shared[i].field] != UINT32_MAX)
			continue;
		columns[shared[i].field] = column;
		shares[shared[i].field] = shared[i].share;
		taken = true;
	}
	return taken;
}

bool columns_header(struct recorder *rec, const struct table *t, uint32_t row, uint32_t columns[FIELDS_MAX],
		    struct share shares[FIELDS_MAX])
{
	size_t found = 0;
	uint64_t named = 0; /* columns */
	for (size_t i = 0; i < FIELDS_MAX; i++) {
		columns[i] = UINT32_MAX;
		shares[i] = (struct share){0};
	}
	for (int shared = 0; shared < 2 && (!shared || found || row < HEADER_ROWS); shared++)
		for (uint32_t col = 0; col < t->columns; col++) {
			const struct block *b = table_cell(rec->c->document, t, row, col);
			if (!b || b->column != col)
				continue;
			struct str heading = document_slice(rec->c->document, b->span);
			bool taken = shared ? share_column(rec, heading, col, columns, shares)
					    : take_column(rec, heading, col, columns);
			bool again = col < 64 && (named >> col & 1);
			found += taken && !again;
			if (taken && col < 64)
				named |= (uint64_t)1 << col;
		}
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		if (rec->r->fields.v[i].required && rec->r->fields.v[i].labels.list.n &&
		    !has_column(rec->r, i, columns))
			return false;
	return found >= 2;
}

/* Most cells of the column below ROW are what the field holds. */
static bool column_fits(struct recorder *rec, const struct table *t, uint32_t row, uint32_t column,
			const struct field *f)
{
	const struct document *d = rec->c->document;
	size_t filled = 0, fit = 0;
	for (row++; row < t->rows; row++) {
		const struct block *b = table_cell(d, t, row, column);
		if (!b || b->row != row || b->column != column)
			continue;
		struct span s = trimmed(d, b->span), whole;
		filled += s.end > s.start;
		fit += s.end > s.start && regexes_match(rec->c, &f->cells, s, &whole, NULL, NULL);
	}
	return fit && 3 * fit >= 2 * filled;
}

/* Roles of the kind know the heading, but only for fields that this role has in other columns. */
static bool is_spare(struct recorder *rec, struct str heading, uint32_t column,
		     const uint32_t columns[FIELDS_MAX])
{
	struct checker *c = rec->c;
	for (size_t r = 0; r < c->set->roles.n; r++) {
		const struct role *role = &c->set->roles.v[r];
		for (size_t i = 0; role_has_kind(role, c->kind) && i < role->fields.n; i++) {
			const struct field *f = &role->fields.v[i];
			bool elsewhere = false;
			if (label_matches(c, f, heading))
				return false;
			if (!label_is_like(c, f, heading))
				continue;
			for (size_t k = 0; k < rec->r->fields.n && k < FIELDS_MAX; k++)
				elsewhere = elsewhere || (str_eq(rec->r->fields.v[k].name, f->name) &&
							  columns[k] != UINT32_MAX && columns[k] != column);
			if (!elsewhere)
				return false;
		}
	}
	return true;
}

/* Some cell of another field's column holds the field, too: a day and behind it a place. */
bool stands_elsewhere(struct recorder *rec, const struct table *t, uint32_t row, size_t f,
			     const uint32_t columns[FIELDS_MAX])
{
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		for (uint32_t r = row + 1; columns[i] != UINT32_MAX && rec->r->fields.v[i].gives.list.n &&
					   r < t->rows; r++) {
			const struct block *b = table_cell(rec->c->document, t, r, columns[i]);
			struct pair found[FIELDS_MAX] = {0};
			struct span whole;
			if (b && regexes_match(rec->c, &rec->r->fields.v[i].gives, trimmed(rec->c->document, b->span),
					       &whole, rec->r, found) &&
			    found[f].value.p)
				return true;
		}
	return false;
}

/* The column belongs to another field, or its heading says what it is. */
bool is_taken(struct recorder *rec, const struct table *t, uint32_t row, uint32_t column,
		     const uint32_t columns[FIELDS_MAX])
{
	const struct block *head = table_cell(rec->c->document, t, row, column);
	for (size_t i = 0; i < FIELDS_MAX; i++)
		if (columns[i] == column)
			return true;
	if (!head || head->column != column)
		return true;
	struct str heading = document_slice(rec->c->document, head->span);
	return (is_known(rec->c, heading) && !is_spare(rec, heading, column, columns)) ||
	       is_compound(rec->c, heading);
}

/*
 * Offices name columns in words that no list foresees, but the cells show what they are: a field
 * that no heading names gets the next such column behind that of the field before, else the first.
 */
static void columns_by_cells(struct recorder *rec, const struct table *t, uint32_t row,
			     uint32_t columns[FIELDS_MAX])
{
	uint32_t before = 0;
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++) {
		const struct field *f = &rec->r->fields.v[i];
		bool open = f->cells.list.n && columns[i] == UINT32_MAX &&
			    (!has_column(rec->r, i, columns) || !stands_elsewhere(rec, t, row, i, columns));
		for (uint32_t k = 0; open && columns[i] == UINT32_MAX && k < t->columns; k++) {
			uint32_t column = (before + k) % t->columns;
			if (!is_taken(rec, t, row, column, columns) &&
			    column_fits(rec, t, row, column, f))
				columns[i] = column;
		}
		if (columns[i] != UINT32_MAX)
			before = columns[i];
	}
}

/* Its heading is a value of the field, and its cells hold marks or nothing. */
static bool has_ticks(struct recorder *rec, const struct table *t, uint32_t row, uint32_t column,
		      const struct field *f)
{
	const struct document *d = rec->c->document;
	const struct block *head = table_cell(d, t, row, column);
	struct span whole;
	size_t ticks = 0;
	if (!head || head->column != column || head->row != row ||
	    !regexes_match(rec->c, &f->cells, trimmed(d, head->span), &whole, NULL, NULL))
		return false;
	for (row++; row < t->rows; row++) {
		enum { MARK_MAX = 4 };
		const struct block *b = table_cell(d, t, row, column);
		struct span s = b ? trimmed(d, b->span) : (struct span){0};
		if (utf8_count(document_slice(d, s)) > MARK_MAX)
			return false;
		ticks += s.end > s.start && regexes_match(rec->c, &f->ticks, s, &whole, NULL, NULL);
	}
	return ticks > 0;
}

/* A field without a column whose values head columns of marks: who was there, by √ below the names. */
static void find_ticks(struct recorder *rec, const struct table *t, uint32_t row,
		       uint32_t columns[FIELDS_MAX])
{
	enum { COLUMNS_MIN = 2 };
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++) {
		const struct field *f = &rec->r->fields.v[i];
		uint64_t found = 0;
		size_t n = 0;
		for (uint32_t k = 0; f->ticks.list.n && k < t->columns && k < TICKED_MAX; k++)
			if (has_ticks(rec, t, row, k, f)) {
				found |= (uint64_t)1 << k;
				n++;
			}
		if (n < COLUMNS_MIN)
			continue;
		rec->ticked = i;
		rec->tick_columns = found;
		rec->tick_row = row;
		columns[i] = UINT32_MAX;
	}
}

/* Labels with values beside them, not below: the next row begins with a label, too. */
static bool is_form_row(struct recorder *rec, const struct table *t, uint32_t row)
{
	const struct document *d = rec->c->document;
	const struct block *below = row + 1 < t->rows ? table_cell(d, t, row + 1, 0) : NULL;
	uint32_t columns[FIELDS_MAX];
	struct share shares[FIELDS_MAX];
	return below && below->row == row + 1 &&
	       field_of(rec, document_slice(d, below->span)) != SIZE_MAX &&
	       !columns_header(rec, t, row + 1, columns, shares);
}

/* Short words over the columns, and rows below. */
static bool looks_like_header(const struct document *d, const struct table *t, uint32_t row)
{
	enum { HEAD_MAX = 20, ROWS_BELOW = 2 };
	size_t heads = 0;
	for (uint32_t column = 0; column < t->columns; column++) {
		const struct block *b = table_cell(d, t, row, column);
		if (!b || b->row != row || b->column != column)
			continue;
		struct str s = str_trim(document_slice(d, b->span));
		heads += s.n > 0;
		if (utf8_count(s) > HEAD_MAX)
			return false;
	}
	return heads >= 2 && 2 * heads >= t->columns && t->rows - row > ROWS_BELOW;
}

bool is_form(struct recorder *rec, const struct table *t)
{
	size_t labels = 0;
	for (uint32_t row = 0; row < t->rows; row++) {
		const struct block *b = table_cell(rec->c->document, t, row, 0);
		labels += b && b->row == row && b->column == 0 &&
			  (begins_with_label(rec, b) ||
			   field_of(rec, document_slice(rec->c->document, b->span)) != SIZE_MAX);
	}
	return labels >= 2;
}

/* The first row that looks like a header and names, or stands above, all that is required. */
static bool header_by_cells(struct recorder *rec, const struct table *t, uint32_t *row,
			    uint32_t columns[FIELDS_MAX])
{
	for (*row = 0; *row < t->rows && *row < HEADER_ROWS; ++*row)
		if (looks_like_header(rec->c->document, t, *row))
			break;
	if (*row >= t->rows || *row == HEADER_ROWS || is_form(rec, t))
		return false;
	columns_header(rec, t, *row, columns, rec->shares);
	columns_by_cells(rec, t, *row, columns);
	size_t found = 0;
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++) {
		found += columns[i] != UINT32_MAX;
		if (rec->r->fields.v[i].required && !has_column(rec->r, i, columns))
			return false;
	}
	return found >= 2;
}

static bool has_cells(const struct role *r)
{
	for (size_t i = 0; i < r->fields.n; i++)
		if (r->fields.v[i].cells.list.n)
			return true;
	return false;
}

bool columns_find(struct recorder *rec, const struct table *t, uint32_t *row,
		  uint32_t columns[FIELDS_MAX])
{
	*row = 0;
	rec->ticked = SIZE_MAX;
	while (*row < t->rows && *row < HEADER_ROWS && !columns_header(rec, t, *row, columns, rec->shares))
		++*row;
	if (*row >= t->rows || *row == HEADER_ROWS || is_form_row(rec, t, *row))
		return has_cells(rec->r) && header_by_cells(rec, t, row, columns);
	columns_by_cells(rec, t, *row, columns);
	find_ticks(rec, t, *row, columns);
	return true;
}

void take_ticked(struct recorder *rec, const struct table *t, uint32_t row)
{
	const struct document *d = rec->c->document;
	const struct field *f = &rec->r->fields.v[rec->ticked];
	struct span whole, at = {0};
	struct buf names = {0};
	for (uint32_t k = 0; k < t->columns && k < TICKED_MAX; k++) {
		const struct block *b = table_cell(d, t, row, k), *head = table_cell(d, t, rec->tick_row, k);
		if (!(rec->tick_columns >> k & 1) || !b || !head || b->row != row ||
		    !regexes_match(rec->c, &f->ticks, trimmed(d, b->span), &whole, NULL, NULL))
			continue;
		if (names.n)
			buf_add(&names, STR("、"));
		else
			at = b->span;
		buf_add(&names, document_slice(d, trimmed(d, head->span)));
	}
	if (names.n)
		rec->fields[rec->ticked] = (struct pair){.key = rec->fields[rec->ticked].key,
							 .value = arena_dup(rec->c->arena, buf_str(&names)),
							 .span = at};
	buf_free(&names);
}
