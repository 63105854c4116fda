/*
 * What fields that found nothing may have meant: a column of a table whose heading no field goes by, and whose
 * cells could be theirs.  Rules that read such fields are asked again with it (judge/guesses.c).
 */
#include "record.h"

static bool all_names(struct recorder *rec, struct str text)
{
	struct strings names = {0};
	names_split(rec->c->arena, &rec->c->set->names, text, &names);
	for (size_t i = 0; i < names.list.n; i++)
		if (!name_looks_like_one(&rec->c->set->names, names.list.v[i]))
			return false;
	return names.list.n;
}

static bool has_words(struct str s)
{
	for (size_t at = 0; at < s.n;)
		if (utf8_is_han(utf8_next(s, &at)))
			return true;
	return false;
}

bool field_could_be(struct recorder *rec, const struct field *f, struct span value)
{
	enum { NUMBER_MAX = 4 };
	struct str s = document_slice(rec->c->document, value);
	struct span whole;
	struct date day;
	long n;
	if (f->type == VALUE_TEXT && f->cells.list.n)
		return regexes_match(rec->c, &f->cells, value, &whole, NULL, NULL);
	switch (f->type) {
	case VALUE_TEXT:
		return has_words(s);
	case VALUE_NAME:
	case VALUE_NAMES:
		return all_names(rec, s);
	case VALUE_DAY:
		return date_find(s, 0, rec->c->base_day, &day);
	case VALUE_NUMBER:
		return utf8_count(s) <= NUMBER_MAX && numeral_prefix(s, &n);
	default:
		return false;
	}
}

/* Of the filled cells below ROW one in three looks like the field's, or, where no one knows how, most could be it. */
static bool column_could_be(struct recorder *rec, const struct table *t, uint32_t row,
			    uint32_t column, const struct field *f)
{
	const struct document *d = rec->c->document;
	size_t filled = 0, could = 0;
	for (row++; row < t->rows; row++) {
		const struct block *b = table_cell(d, t, row, column);
		struct span s = b && b->row == row && b->column == column ? trimmed(d, b->span) : (struct span){0};
		filled += s.end > s.start;
		could += s.end > s.start && field_could_be(rec, f, s);
	}
	return could && 3 * could >= (f->cells.list.n ? 1 : 2) * filled;
}

/* A column goes by the field's name, but holds something else: hours where days are wanted. */
static bool is_misnamed(struct recorder *rec, const struct table *t, uint32_t row, uint32_t column,
			const struct field *f)
{
	for (row++; column != UINT32_MAX && row < t->rows; row++) {
		const struct block *b = table_cell(rec->c->document, t, row, column);
		if (b && field_could_be(rec, f, trimmed(rec->c->document, b->span)))
			return false;
	}
	return column != UINT32_MAX && (f->type == VALUE_DAY || f->type == VALUE_NUMBER);
}

void columns_guess(struct recorder *rec, const struct table *t, uint32_t row,
		   const uint32_t columns[FIELDS_MAX])
{
	const struct document *d = rec->c->document;
	for (size_t i = 0; i < FIELDS_MAX; i++)
		rec->guessed[i] = UINT32_MAX;
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++) {
		const struct field *f = &rec->r->fields.v[i];
		if (!f->labels.list.n || i == rec->ticked ||
		    (columns[i] != UINT32_MAX ? !is_misnamed(rec, t, row, columns[i], f)
					      : has_column(rec->r, i, columns) &&
						    stands_elsewhere(rec, t, row, i, columns)))
			continue;
		for (uint32_t k = 0; k < t->columns && rec->guessed[i] == UINT32_MAX; k++) {
			const struct block *head = table_cell(d, t, row, k);
			if (head && head->row == row && trimmed(d, head->span).end > trimmed(d, head->span).start &&
			    !is_taken(rec, t, row, k, columns) && column_could_be(rec, t, row, k, f)) {
				rec->guessed[i] = k;
				rec->heads[i] = trimmed(d, head->span);
			}
		}
	}
}

void guess_cells(struct recorder *rec, const struct table *t, uint32_t row)
{
	const struct document *d = rec->c->document;
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++) {
		uint32_t column = rec->guessed[i];
		const struct block *b = column == UINT32_MAX ? NULL : table_cell(d, t, row, column);
		if (b && field_could_be(rec, &rec->r->fields.v[i], trimmed(d, b->span)))
			rec->maybe[i] = (struct maybe){rec->heads[i], trimmed(d, b->span)};
	}
}

void keep_guesses(struct recorder *rec, struct part *p)
{
	for (size_t i = 0; i < rec->r->fields.n && i < FIELDS_MAX; i++) {
		if (rec->maybe[i].value.end == rec->maybe[i].value.start ||
		    (rec->fields[i].value.p &&
		     field_could_be(rec, &rec->r->fields.v[i], rec->fields[i].span)))
			continue;
		if (!p->maybe)
			p->maybe = arena_array(rec->c->arena, struct maybe, rec->r->fields.n);
		p->maybe[i] = rec->maybe[i];
	}
}
