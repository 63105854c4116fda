/* Several documents in one file: where each begins. */
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

void find_volumes(struct checker *c, struct documents *out)
{
	const struct document *d = c->document;
	const struct regexes *volumes = &c->set->kinds.v[c->kind].volumes;
	size_t from = 0;
	*out = (struct documents){0};
	if (d->volume.n || !volumes->list.n)
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
