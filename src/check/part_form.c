/* Tables filled in as forms: a cell with a label, beside it or below it the value. */
#include "record.h"

struct form_cell {
	const struct block *label, *value; /* VALUE: NULL when there is none for it */
	bool heads;			   /* in the last column a label is only a heading */
};

/* In the last column a label is only a heading; over the whole width its value is below. */
static struct form_cell form_cell(const struct document *d, const struct table *t, uint32_t i)
{
	const struct block *b = &d->blocks.v[t->first + i];
	bool last = b->column + b->column_span >= t->columns;
	uint32_t row = last ? b->row + b->row_span : b->row;
	const struct block *value = table_cell(d, t, row, last ? 0 : b->column + b->column_span);
	return (struct form_cell){.label = b,
				  .value = value && value->row == row ? value : NULL,
				  .heads = last && b->column > 0};
}

/* Some field has taken what stands in the cell. */
static bool is_value(const struct recorder *rec, const struct block *b)
{
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		if (rec->fields[i].value.p && rec->fields[i].span.start >= b->span.start &&
		    rec->fields[i].span.end <= b->span.end)
			return true;
	return false;
}

/* A short word that no field goes by, with something beside it that is neither a label nor taken. */
static bool is_open(struct recorder *rec, const struct form_cell *cell)
{
	enum { LABEL_MAX = 12 };
	const struct document *d = rec->c->document;
	const struct block *v = cell->value;
	size_t n = utf8_count(str_trim(document_slice(d, cell->label->span)));
	return !cell->heads && v && n && n <= LABEL_MAX && !is_value(rec, cell->label) &&
	       !is_value(rec, v) && !is_known(rec->c, document_slice(d, cell->label->span)) &&
	       !is_compound(rec->c, document_slice(d, cell->label->span)) &&
	       !is_known(rec->c, document_slice(d, v->span)) && !begins_with_label(rec, v);
}

/* A label has named something that the role cannot do without: the form is of this role. */
static bool is_of_role(const struct recorder *rec)
{
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		if (rec->r->fields.v[i].required && rec->seen[i])
			return true;
	return false;
}

/*
 * Forms name their values in words that no list foresees, too: a field that is still without one gets
 * the next that looks like it, in the order of the fields, else the first.
 */
static void fields_by_cells(struct recorder *rec, const struct table *t, uint32_t from, uint32_t end)
{
	const struct document *d = rec->c->document;
	uint32_t before = from;
	for (size_t f = 0; f < rec->r->fields.n && f < FIELDS_MAX; f++) {
		const struct regexes *cells = &rec->r->fields.v[f].cells;
		for (uint32_t k = 0; cells->list.n && !rec->seen[f] && k < end - from; k++) {
			struct form_cell cell =
			    form_cell(d, t, from + (before - from + k) % (end - from));
			struct span whole;
			if (is_open(rec, &cell) &&
			    !regexes_match(rec->c, cells, trimmed(d, cell.label->span), &whole,
					   NULL, NULL) &&
			    regexes_match(rec->c, cells, trimmed(d, cell.value->span), &whole, NULL,
					  NULL))
				record_set(rec, f, cell.value->span);
		}
		for (uint32_t i = from; rec->seen[f] && i < end; i++)
			if (rec->fields[f].value.p &&
			    d->blocks.v[t->first + i].span.start <= rec->fields[f].span.start)
				before = i;
	}
}

/* The field whose value ends nearest before AT; SIZE_MAX. */
static size_t field_before(const struct recorder *rec, uint32_t at)
{
	size_t near = SIZE_MAX;
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++)
		if (rec->fields[i].value.p && rec->fields[i].span.end <= at &&
		    (near == SIZE_MAX || rec->fields[i].span.end > rec->fields[near].span.end))
			near = i;
	return near;
}

/* The text that takes the rest may go on in the row below under another word, "what I said", "what he said". */
static void go_on(struct recorder *rec, const struct table *t, uint32_t from, uint32_t end)
{
	const struct document *d = rec->c->document;
	for (uint32_t i = from; i < end; i++) {
		struct form_cell cell = form_cell(d, t, i);
		size_t f = field_before(rec, cell.label->span.start);
		struct span whole;
		if (f == SIZE_MAX || f != rec->f->rest_field || cell.label->column > 0 ||
		    !is_open(rec, &cell))
			continue;
		struct span value = trimmed(d, cell.value->span);
		if (regexes_match(rec->c, &rec->r->fields.v[f].cells, value, &whole, NULL, NULL))
			record_set(rec, f, (struct span){rec->fields[f].span.start, value.end});
	}
}

/* What still has no value may stand beside a word that no field goes by. */
static void guess_fields(struct recorder *rec, const struct table *t, uint32_t from, uint32_t end)
{
	const struct document *d = rec->c->document;
	for (size_t f = 0; f < rec->r->fields.n && f < FIELDS_MAX; f++)
		for (uint32_t i = from; !rec->seen[f] && rec->r->fields.v[f].labels.list.n && i < end; i++) {
			struct form_cell cell = form_cell(d, t, i);
			if (!is_open(rec, &cell) ||
			    !field_could_be(rec, &rec->r->fields.v[f], trimmed(d, cell.value->span)))
				continue;
			rec->maybe[f] = (struct maybe){trimmed(d, cell.label->span), trimmed(d, cell.value->span)};
			break;
		}
}

static void fill_form(struct recorder *rec, const struct table *t, uint32_t from, uint32_t end)
{
	if (!is_of_role(rec))
		return;
	fields_by_cells(rec, t, from, end);
	go_on(rec, t, from, end);
	guess_fields(rec, t, from, end);
}

/* The fields that the label in a cell names; 0 when it is none. */
static size_t fields_of_label(struct recorder *rec, struct str text, struct shared out[SHARED_MAX])
{
	size_t f = field_of(rec, text);
	if (f == SIZE_MAX)
		return fields_of(rec, text, out);
	out[0] = (struct shared){.field = f};
	return 1;
}

/* What stands beside the label, unless it is a label itself: then it is empty. */
static void take_cell(struct recorder *rec, const struct form_cell *cell, const struct shared *named, size_t n)
{
	const struct document *d = rec->c->document;
	const struct block *value = cell->value;
	struct span at = {cell->label->span.end, cell->label->span.end};
	if (value && field_of(rec, document_slice(d, value->span)) == SIZE_MAX && !begins_with_label(rec, value))
		at = value->span;
	for (size_t i = 0; i < n; i++)
		if (!rec->seen[named[i].field])
			record_set(rec, named[i].field,
				   shared_value(rec, named[i].field, named[i].share, trimmed(d, at)));
}

void form_of(struct recorder *rec, const struct table *t)
{
	const struct document *d = rec->c->document;
	uint32_t from = 0; /* where this record begins */
	bool by_cells = rec->f && is_form(rec, t);
	for (uint32_t i = 0; i < t->count; i++) {
		struct form_cell cell = form_cell(d, t, i);
		struct shared named[SHARED_MAX];
		size_t n = fields_of_label(rec, document_slice(d, cell.label->span), named);
		/* The cell may hold the value, too: "时间：1月12日". */
		if (!n && begins_with_label(rec, cell.label))
			labelled_line(rec, cell.label);
		if (!n || cell.heads)
			continue;
		if (rec->seen[named[0].field] && rec->f) {
			if (by_cells)
				fill_form(rec, t, from, i);
			record_flush(rec);
			from = i;
		}
		take_cell(rec, &cell, named, n);
	}
	if (by_cells)
		fill_form(rec, t, from, t->count);
	if (rec->f)
		record_flush(rec);
}
