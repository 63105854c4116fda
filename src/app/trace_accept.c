/*
 * rules trace --accept: fingerprints and lines into the pack's files, in place.  The files are
 * parsed again for their marks, and only the values at these marks are written over: comments,
 * order and layout stay as they are.
 */
#include "trace.h"

/* WORDS instead of the bytes [from, to). */
struct edit {
	size_t from, to;
	struct str words;
};

struct edits {
	LIST(struct edit) list;
};

/* Byte of a place in TEXT. */
static size_t offset_of(struct str text, uint32_t line, uint32_t column)
{
	size_t at = 0;
	for (uint32_t i = 1; i < line && at != SIZE_MAX; i++) {
		at = str_find(text, STR("\n"), at);
		at = at == SIZE_MAX ? at : at + 1;
	}
	for (uint32_t i = 1; i < column && at < text.n; i++)
		utf8_next(text, &at);
	return at;
}

static void replace(struct arena *a, const struct yaml *y, const struct node *n, struct str words,
		    struct edits *out)
{
	*list_add(a, &out->list) =
	    (struct edit){offset_of(y->text, n->mark.line, n->mark.column),
			  offset_of(y->text, n->mark.end_line, n->mark.end_column), words};
}

/* A new key before the quote's: on a line of its own, or within the braces of a flow map. */
static void insert(struct arena *a, const struct yaml *y, const struct node *clause,
		   const char *key, struct str value, struct edits *out)
{
	const struct node *quote = node_get(clause, "quote");
	size_t at = offset_of(y->text, quote->key_mark.line, quote->key_mark.column);
	size_t map = offset_of(y->text, clause->mark.line, clause->mark.column);
	bool flow = map < y->text.n && y->text.p[map] == '{';
	int indent = (int)quote->key_mark.column - 1;
	struct str words = flow ? arena_printf(a, "%s: %s, ", key, value.p)
				: arena_printf(a, "%s: %s\n%*s", key, value.p, indent, "");
	*list_add(a, &out->list) = (struct edit){at, at, words};
}

static void accept_row(struct arena *a, const struct yaml *y, struct trace_row *row,
		       struct edits *out)
{
	const struct node *n = node_get(node_get(y->root, "clauses"), row->clause->id.p);
	if (!n || !node_get(n, "quote"))
		return;
	const struct node *print = node_get(n, "fingerprint"), *line = node_get(n, "line");
	struct str value = arena_printf(a, "'%s'", row->place.fingerprint.p);
	if (line && row->place.line != row->clause->line)
		replace(a, y, line, arena_printf(a, "%u", row->place.line), out);
	if (!print)
		insert(a, y, n, "fingerprint", value, out);
	else if (!str_eq(print->text, row->place.fingerprint))
		replace(a, y, print, value, out);
	row->fingerprint = row->place.fingerprint;
	row->line = row->place.line;
}

static int by_place(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;
	return (x->from > y->from) - (x->from < y->from);
}

static bool write_edits(struct arena *a, const struct yaml *y, struct edits *edits, struct str *why)
{
	struct buf b = {0};
	size_t at = 0;
	if (!edits->list.n)
		return true;
	qsort(edits->list.v, edits->list.n, sizeof *edits->list.v, by_place);
	for (size_t i = 0; i < edits->list.n; i++) {
		const struct edit *e = &edits->list.v[i];
		if (e->from < at) /* the same node, reached through an alias */
			continue;
		buf_add(&b, str_cut(y->text, at, e->from));
		buf_add(&b, e->words);
		at = e->to;
	}
	buf_add(&b, str_cut(y->text, at, y->text.n));
	bool ok = file_write(a, y->file.p, buf_str(&b), why);
	buf_free(&b);
	return ok;
}

/* All rows whose clauses stand in FILE. */
static bool accept_file(struct arena *a, struct trace_table *t, struct str file,
			struct complaints *complaints)
{
	struct yaml y = {.file = file, .text = STR("")};
	struct edits edits = {0};
	struct str text, why;
	bool ok = file_read(a, file.p, &text, &why);
	if (ok && !yaml_parse(a, file, text, &y, complaints))
		return false;
	for (size_t i = 0; ok && i < t->rows.n; i++) {
		struct trace_row *row = &t->rows.v[i];
		if (str_eq(row->clause->file, file) && row->place.state <= QUOTE_VARIANT)
			accept_row(a, &y, row, &edits);
	}
	ok = ok && write_edits(a, &y, &edits, &why);
	if (!ok)
		complain_words(complaints, &y, MARK_TOP, why);
	return ok;
}

bool trace_accept(struct arena *a, struct trace_table *t, struct complaints *complaints)
{
	struct map seen = {0};
	bool ok = true;
	for (size_t i = 0; i < t->rows.n; i++) {
		size_t *at = map_at(a, &seen, t->rows.v[i].clause->file);
		if (*at == SIZE_MAX)
			ok = accept_file(a, t, t->rows.v[i].clause->file, complaints) && ok;
		*at = 1;
	}
	return ok;
}
