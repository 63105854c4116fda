/*
 * Records: rows of a table with a header, cells of a crosstab, tables filled in as forms (label
 * cell, value cell), and labelled lines ("时间：……").  The same fields, the same labels.
 */
#include "record.h"

#include <ctype.h>

size_t field_of(struct recorder *rec, struct str text)
{
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		if (label_matches(rec->c, &rec->r->fields.v[i], text))
			return i;
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		if (label_is_like(rec->c, &rec->r->fields.v[i], text))
			return i;
	return SIZE_MAX;
}

bool is_given(const struct role *r, size_t f, const bool *there)
{
	for (size_t i = 0; i < r->fields.n && i < FIELDS_MAX; i++) {
		const struct regexes *gives = &r->fields.v[i].gives;
		for (size_t k = 0; there[i] && k < gives->list.n; k++)
			for (size_t g = 0; g < regex_groups(gives->list.v[k]); g++)
				if (str_eq(regex_group_name(gives->list.v[k], g), r->fields.v[f].name))
					return true;
	}
	return false;
}

/* What stands in the value of another field. */
static void take_given(struct recorder *rec)
{
	struct span whole;
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		if (rec->r->fields.v[i].gives.list.n && rec->fields[i].value.p)
			regexes_match(rec->c, &rec->r->fields.v[i].gives, rec->fields[i].span, &whole, rec->r,
				      rec->fields);
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		rec->seen[i] = rec->seen[i] || rec->fields[i].value.p;
}

static void reset(struct recorder *rec)
{
	memset(rec->fields, 0, sizeof rec->fields);
	memset(rec->seen, 0, sizeof rec->seen);
	memset(rec->maybe, 0, sizeof rec->maybe);
	rec->any = false;
	rec->last = SIZE_MAX;
}

/* From the first to the last of the fields that rules look at; empty when none has a value. */
static struct span passage_of(const struct recorder *rec)
{
	struct span body = {rec->span.start, rec->span.start};
	for (size_t i = 0; i < rec->f->text_fields.list.n; i++) {
		struct span s = rec->fields[rec->f->text_fields.list.v[i]].span;
		if (s.end == s.start)
			continue;
		if (body.end == body.start)
			body = s;
		body.start = s.start < body.start ? s.start : body.start;
		body.end = s.end > body.end ? s.end : body.end;
	}
	return body;
}

void record_flush(struct recorder *rec)
{
	bool ok = rec->any && rec->f;
	if (ok)
		take_given(rec);
	for (size_t i = 0; ok && i < rec->r->fields.n && i < FIELDS_MAX; i++)
		if (rec->r->fields.v[i].required && !rec->seen[i])
			ok = false;
	struct span whole;
	if (ok && !regexes_match(rec->c, &rec->f->skip, rec->span, &whole, NULL, NULL)) {
		struct part *p = part_add(rec->c, rec->role, rec->span,
					 section_at(rec->c, rec->span.start));
		for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++) {
			p->fields[i].value = rec->fields[i].value;
			p->fields[i].span = rec->fields[i].span;
			if (!p->fields[i].value.p)
				p->fields[i].value = rec->headed[i].value;
		}
		if (rec->f->text_fields.list.n)
			p->body = passage_of(rec);
		keep_guesses(rec, p);
	}
	reset(rec);
}

struct span trimmed(const struct document *d, struct span s)
{
	struct str text = document_slice(d, s), bare = str_trim(text);
	if (!bare.n)
		return (struct span){s.start, s.start};
	s.start += (uint32_t)(bare.p - text.p);
	s.end = s.start + (uint32_t)bare.n;
	return s;
}

void record_set(struct recorder *rec, size_t field, struct span value)
{
	const struct document *d = rec->c->document;
	value = trimmed(d, value);
	if (!rec->any)
		rec->span = value;
	if (value.start < rec->span.start)
		rec->span.start = value.start;
	if (value.end > rec->span.end)
		rec->span.end = value.end;
	rec->any = true;
	rec->seen[field] = true;
	rec->last = field;
	if (value.end == value.start)
		return;
	rec->fields[field].value = document_slice(d, value);
	rec->fields[field].span = value;
}

/* ---- tables with a header row --------------------------------------------------- */

/* One cell across the whole table is a title between the rows, no record. */
static bool title_row(const struct document *d, const struct table *t, uint32_t row)
{
	const struct block *b = table_cell(d, t, row, 0);
	return b && t->columns > 1 && b->column_span >= t->columns;
}

/* A field without a column and a value that WHOLE, a text over the whole width, fits by its looks. */
static size_t field_like(struct recorder *rec, const uint32_t columns[FIELDS_MAX], struct span whole)
{
	struct span found;
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		if (columns[i] == UINT32_MAX && !rec->fields[i].value.p &&
		    rec->r->fields.v[i].type == VALUE_TEXT &&
		    regexes_match(rec->c, &rec->r->fields.v[i].cells, whole, &found, NULL, NULL))
			return i;
	return SIZE_MAX;
}

/*
 * Below the values of ROW a table may go on as a form: a label, and beside it or, when it has the whole
 * width, below it what has no column.  Returns the last row that belongs to the record.
 */
static uint32_t rows_below(struct recorder *rec, const struct table *t, uint32_t row,
			   const uint32_t columns[FIELDS_MAX])
{
	enum { LABEL_MAX = 12 };
	const struct document *d = rec->c->document;
	while (row + 1 < t->rows) {
		const struct block *label = table_cell(d, t, row + 1, 0);
		if (!label || label->row != row + 1)
			break;
		bool wide = title_row(d, t, row + 1);
		uint32_t at = row + (wide ? 2 : 1);
		const struct block *value = table_cell(d, t, at, wide ? 0 : label->column_span);
		struct str word = document_slice(d, label->span);
		if (at >= t->rows || (value && (value->row != at || (wide && !title_row(d, t, at)))))
			break;
		struct span text = value ? trimmed(d, value->span)
					 : (struct span){label->span.end, label->span.end};
		size_t f = field_of(rec, word);
		if (f == SIZE_MAX && wide && utf8_count(word) <= LABEL_MAX && !is_known(rec->c, word))
			f = field_like(rec, columns, text);
		if (f == SIZE_MAX || columns[f] != UINT32_MAX || rec->fields[f].value.p)
			break;
		rec->fields[f].span = text;
		if (text.end > text.start)
			rec->fields[f].value = document_slice(d, text);
		rec->span.end = text.end;
		row = at;
	}
	return row;
}

/* Returns the last row of the record. */
static uint32_t table_row(struct recorder *rec, const struct table *t, uint32_t row,
			  const uint32_t columns[FIELDS_MAX])
{
	const struct document *d = rec->c->document;
	memset(rec->seen, 1, sizeof rec->seen); /* the header has the labels */
	bool own = false; /* some cell begins in this row: not only merged ones from above */
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++) {
		const struct block *b =
		    columns[i] == UINT32_MAX ? NULL : table_cell(d, t, row, columns[i]);
		if (!b)
			continue;
		own = own || b->row == row;
		rec->fields[i].span = shared_value(rec, i, rec->shares[i], trimmed(d, b->span));
		if (rec->fields[i].span.end > rec->fields[i].span.start)
			rec->fields[i].value = document_slice(d, rec->fields[i].span);
		if (b->row == row && !rec->any)
			rec->span = b->span;
		if (b->row == row && b->span.end > rec->span.end)
			rec->span.end = b->span.end;
		rec->any = rec->any || b->row == row;
	}
	if (rec->ticked != SIZE_MAX)
		take_ticked(rec, t, row);
	guess_cells(rec, t, row);
	if (!own) {
		reset(rec);
		return row;
	}
	uint32_t last = rows_below(rec, t, row, columns);
	record_flush(rec);
	return last;
}

static bool rows_of(struct recorder *rec, const struct table *t)
{
	uint32_t columns[FIELDS_MAX], row = 0;
	if (!columns_find(rec, t, &row, columns))
		return false;
	columns_guess(rec, t, row, columns);
	for (row++; row < t->rows; row++) {
		uint32_t again[FIELDS_MAX];
		struct share shares[FIELDS_MAX];
		if (columns_header(rec, t, row, again, shares)) {
			memcpy(columns, again, sizeof columns);
			memcpy(rec->shares, shares, sizeof shares);
			columns_guess(rec, t, row, columns);
		} else if (!title_row(rec->c->document, t, row))
			row = table_row(rec, t, row, columns);
	}
	return true;
}

/* ---- crosstabs: who to whom, in the cell what ------------------------------------------ */

static struct span cell_span(const struct document *d, const struct table *t, uint32_t row,
			     uint32_t column)
{
	const struct block *b = table_cell(d, t, row, column);
	return b && b->row == row && b->column == column ? trimmed(d, b->span) : (struct span){0};
}

/* Does the text of a cell stand in the first column below ROW? */
static bool heads_a_row(const struct document *d, const struct table *t, uint32_t row,
			struct str text)
{
	for (uint32_t r = row + 1; text.n && r < t->rows; r++)
		if (str_eq(document_slice(d, cell_span(d, t, r, 0)), text))
			return true;
	return false;
}

/* The row whose cells head the columns, most of them rows, too; UINT32_MAX. */
static uint32_t crosstab_head(const struct document *d, const struct table *t)
{
	enum { HEADS_MIN = 3 };
	for (uint32_t row = 0; row < t->rows && row < HEADER_ROWS; row++) {
		uint32_t both = 0;
		for (uint32_t column = 1; column < t->columns; column++)
			both +=
			    heads_a_row(d, t, row, document_slice(d, cell_span(d, t, row, column)));
		if (both >= HEADS_MIN && 2 * both >= t->columns)
			return row;
	}
	return UINT32_MAX;
}

/* Whether the corner names the columns' field first: "to \\ from". */
static bool is_transposed(struct recorder *rec, struct str corner)
{
	size_t end = 0;
	while (end < corner.n) {
		size_t at = end;
		uint32_t c = utf8_next(corner, &at);
		if (c == '\\' || c == '/' || c == 0xff3c || c == 0xff0f || c == '\n')
			break;
		end = at;
	}
	return field_of(rec, str_trim(str_cut(corner, 0, end))) == rec->f->column_field;
}

static bool says_something(struct str s)
{
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (utf8_is_han(c) || (c < 0x80 && isalnum((int)c)))
			return true;
	}
	return false;
}

static void crosstab_cell(struct recorder *rec, struct span head_of_row, struct span head_of_column,
			  struct span cell)
{
	const struct document *d = rec->c->document;
	const struct finder *f = rec->f;
	struct str from = document_slice(d, head_of_row), to = document_slice(d, head_of_column);
	if (!says_something(document_slice(d, cell)) || !from.n || !to.n || str_eq(from, to))
		return;
	memset(rec->seen, 1, sizeof rec->seen);
	record_set(rec, f->row_field, head_of_row);
	record_set(rec, f->column_field, head_of_column);
	record_set(rec, f->cell_field, cell);
	rec->span = cell;
	record_flush(rec);
}

static bool crosstab_of(struct recorder *rec, const struct table *t)
{
	const struct document *d = rec->c->document;
	uint32_t head = rec->f->cell_field == SIZE_MAX ? UINT32_MAX : crosstab_head(d, t);
	if (head == UINT32_MAX)
		return false;
	bool transposed = is_transposed(rec, document_slice(d, cell_span(d, t, head, 0)));
	for (uint32_t row = head + 1; row < t->rows; row++)
		for (uint32_t column = 1; column < t->columns; column++) {
			struct span of_row = cell_span(d, t, row, 0),
				    cell = cell_span(d, t, row, column),
				    of_column = cell_span(d, t, head, column);
			crosstab_cell(rec, transposed ? of_column : of_row,
				      transposed ? of_row : of_column, cell);
		}
	return true;
}

/* ---- labelled lines ------------------------------------------------------------------ */

/* The field whose label ends at END and begins at *WORD, or before it where blanks space it out: "缺　席". */
static size_t label_field(struct recorder *rec, uint32_t from, uint32_t *word, uint32_t end)
{
	enum { SPACED_MAX = 4 };
	struct str text = rec->c->document->text;
	size_t at = *word, f = field_of(rec, str_cut(text, *word, end));
	for (int i = 0; i < SPACED_MAX && f == SIZE_MAX && at > from; i++) {
		uint32_t ch = utf8_prev(text, &at);
		while (utf8_is_blank(ch) && at > from)
			ch = utf8_prev(text, &at);
		size_t before = at;
		if (!utf8_is_han(ch) || (at > from && utf8_is_han(utf8_prev(text, &before))))
			break; /* a word, not a character by itself */
		f = field_of(rec, str_cut(text, at, end));
		if (f != SIZE_MAX)
			*word = (uint32_t)at;
	}
	return f;
}

/* The next "label：" in [from, end): its field, start, and where the value begins. */
static size_t next_label(struct recorder *rec, uint32_t from, uint32_t end, uint32_t *start,
			 uint32_t *value)
{
	struct str text = rec->c->document->text;
	uint32_t word = from; /* where a label may begin: line start, or behind a blank or stop */
	for (size_t at = from; at < end;) {
		size_t before = at;
		uint32_t ch = utf8_next(text, &at);
		if (ch == ':' || ch == 0xff1a) {
			size_t f = label_field(rec, from, &word, (uint32_t)before);
			if (f != SIZE_MAX) {
				*start = word;
				*value = (uint32_t)at;
				return f;
			}
		}
		bool gap = ch == '\n' || ch == 0x3002 || ch == 0xff1b || ch == ';' || ch == '\t' ||
			   ch == 0x3000;
		/* One plain blank may stand inside a label ("时 间"); two separate. */
		if (ch == ' ' && at < end && text.p[at] == ' ')
			gap = true;
		if (gap)
			word = (uint32_t)at;
	}
	return SIZE_MAX;
}

bool begins_with_label(struct recorder *rec, const struct block *b)
{
	uint32_t start, value;
	return next_label(rec, b->body, b->span.end, &start, &value) != SIZE_MAX && start == b->body;
}

bool labelled_line(struct recorder *rec, const struct block *b)
{
	uint32_t start, value, next_start, next_value;
	size_t f = next_label(rec, b->body, b->span.end, &start, &value);
	if (f == SIZE_MAX)
		return false;
	while (f != SIZE_MAX) {
		size_t next = next_label(rec, value, b->span.end, &next_start, &next_value);
		struct span span = {value, next == SIZE_MAX ? b->span.end : next_start};
		if (rec->seen[f] && rec->f)
			record_flush(rec);
		if (!rec->seen[f])
			record_set(rec, f, span);
		f = next;
		value = next_value;
	}
	return true;
}

/* "Where from: a letter": a line with the label of another role says nothing of this one's text. */
static bool has_other_label(struct recorder *rec, const struct block *b)
{
	enum { LABEL_MAX = 12 };
	struct str text = rec->c->document->text;
	size_t at = b->body;
	for (size_t i = 0; i <= LABEL_MAX && at < b->span.end; i++) {
		size_t before = at;
		uint32_t ch = utf8_next(text, &at);
		if (ch == ':' || ch == 0xff1a)
			return is_known(rec->c, str_cut(text, b->body, before));
	}
	return false;
}

/* A paragraph without a label below labelled lines goes on with the last text, or is the rest. */
static void following_line(struct recorder *rec, const struct block *b)
{
	size_t field = rec->f->rest_field == SIZE_MAX ? rec->last : rec->f->rest_field;
	if (!rec->any || field == SIZE_MAX || b->type == BLOCK_HEADING || has_other_label(rec, b) ||
	    rec->r->fields.v[field].type != VALUE_TEXT)
		return;
	struct span s = b->span;
	if (rec->fields[field].value.p)
		s.start = rec->fields[field].span.start;
	record_set(rec, field, s);
}

static void lines_of(struct recorder *rec)
{
	const struct document *d = rec->c->document;
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		if (b->type == BLOCK_CELL)
			continue;
		if (b->type == BLOCK_HEADING && rec->any && rec->f)
			record_flush(rec);
		if (!labelled_line(rec, b) && rec->f)
			following_line(rec, b);
	}
	if (rec->f)
		record_flush(rec);
}

/* ---- the whole document --------------------------------------------------------------- */

static bool has_labels(const struct role *r)
{
	for (size_t i = 0; i < r->fields.n; i++)
		if (r->fields.v[i].labels.list.n)
			return true;
	return false;
}

static void scan(struct recorder *rec)
{
	const struct document *d = rec->c->document;
	reset(rec);
	for (size_t i = 0; i < d->tables.n; i++) {
		const struct table *t = &d->tables.v[i];
		if (rec->f)
			record_take_sheet(rec, t->sheet);
		if (!rec->f || (table_is_outside(rec, t) && !crosstab_of(rec, t) && !rows_of(rec, t)))
			form_of(rec, t);
	}
	memset(rec->headed, 0, sizeof rec->headed);
	lines_of(rec);
}

void find_records(struct checker *c, size_t role, const struct finder *f)
{
	struct recorder rec = {.c = c, .role = role, .r = &c->set->roles.v[role], .f = f};
	if (has_labels(rec.r))
		scan(&rec);
}

void find_document_fields(struct checker *c, struct part *p)
{
	struct recorder rec = {.c = c, .role = p->role, .r = &c->set->roles.v[p->role]};
	if (!has_labels(rec.r))
		return;
	scan(&rec);
	take_given(&rec);
	for (size_t i = 0; i < rec.r->fields.n && i < FIELDS_MAX; i++) {
		p->fields[i].value = rec.fields[i].value;
		p->fields[i].span = rec.fields[i].span;
	}
}
