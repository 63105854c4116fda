/* Several documents in one file, or on the sheets of one workbook: where each begins. */
#include "parts.h"

enum { BEGINNING_MAX = 60 /* characters */ };

static bool begins(struct checker *c, const struct regexes *volumes, const struct block *b)
{
	struct str line = str_trim(document_slice(c->document, b->span)), whole;
	return b->type != BLOCK_CELL && line.n && utf8_count(line) <= BEGINNING_MAX &&
	       regexes_match_text(c->arena, volumes, line, &whole, NULL, NULL);
}

/* A cover and a table of contents hold no sentence. */
static bool has_sentence(const struct document *d, size_t first, size_t end)
{
	struct span all = {d->blocks.v[first].span.start, d->blocks.v[end - 1].span.end};
	return str_find(document_slice(d, all), STR("。"), 0) != SIZE_MAX;
}

static void cut(struct checker *c, size_t first, size_t end, struct documents *out)
{
	const struct document *d = c->document;
	struct str line = str_trim(document_slice(d, d->blocks.v[first].span)), rest = line;
	if (end <= first || !has_sentence(d, first, end))
		return;
	str_split(&rest, '\n', &line);
	struct str name = arena_printf(c->arena, "%zu %.*s", out->list.n + 1, (int)line.n, line.p);
	*list_add(c->arena, &out->list) = document_cut(c->arena, d, first, end, name);
}

/* ---- sheets ---------------------------------------------------------------------- */

static bool is_sheet(const struct table *t)
{
	return t->sheet.n && t->count;
}

bool sheet_is_apart(struct checker *c, const struct document *d, size_t table)
{
	const struct regexes *sheets = &c->set->kinds.v[c->kind].sheets;
	const struct table *t = &d->tables.v[table];
	if (!is_sheet(t) || !sheets->list.n)
		return false;
	struct str line = str_trim(document_slice(d, d->blocks.v[t->first].span)), whole;
	return regexes_match_text(c->arena, sheets, t->sheet, &whole, NULL, NULL) ||
	       (utf8_count(line) <= BEGINNING_MAX &&
		regexes_match_text(c->arena, sheets, line, &whole, NULL, NULL));
}

/* Sheets FROM up to END, as one document. */
static void cut_sheets(struct checker *c, size_t from, size_t end, struct documents *out)
{
	const struct document *d = c->document;
	const struct table *first = &d->tables.v[from], *last = &d->tables.v[end - 1];
	struct str name = arena_printf(c->arena, "%zu %.*s", out->list.n + 1, (int)first->sheet.n,
				       first->sheet.p);
	*list_add(c->arena, &out->list) =
	    document_cut(c->arena, d, first->first, last->first + last->count, name);
}

static void find_sheets(struct checker *c, struct documents *out)
{
	const struct document *d = c->document;
	size_t from = 0;
	for (size_t i = 0; i < d->tables.n; i++) {
		if (!is_sheet(&d->tables.v[i]))
			return;
		if (!sheet_is_apart(c, d, i))
			continue;
		if (from < i)
			cut_sheets(c, from, i, out);
		cut_sheets(c, i, i + 1, out);
		from = i + 1;
	}
	if (from && from < d->tables.n)
		cut_sheets(c, from, d->tables.n, out);
}

void find_volumes(struct checker *c, struct documents *out)
{
	const struct document *d = c->document;
	const struct regexes *volumes = &c->set->kinds.v[c->kind].volumes;
	size_t from = 0;
	*out = (struct documents){0};
	if (d->volume.n)
		return;
	find_sheets(c, out);
	if (out->list.n < 2)
		out->list.n = 0;
	if (out->list.n || !volumes->list.n)
		return;
	for (size_t i = 0; i < d->blocks.n; i++) {
		if (!begins(c, volumes, &d->blocks.v[i]))
			continue;
		cut(c, from, i, out);
		from = i;
	}
	if (from)
		cut(c, from, d->blocks.n, out);
	if (out->list.n < 2)
		out->list.n = 0;
}
