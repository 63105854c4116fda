/*
 * Hits as terms mean them: those of the terms that a term is made of are its own too,
 * they reach to the end of their clause or sentence, and they do not count inside
 * hits of terms that it must be outside of.
 */
#include "parts.h"

/* The settled hits of one term, in order of start, then end. */
struct settled {
	LIST(struct hit) list;
};

static int by_place(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	if (x->span.start != y->span.start)
		return x->span.start < y->span.start ? -1 : 1;
	return (x->span.end > y->span.end) - (x->span.end < y->span.end);
}

static void reach(const struct checker *c, const struct term *t, struct hit *h)
{
	struct str text = c->document->text;
	size_t at = h->span.end;
	if (at == h->span.start)
		return;
	utf8_prev(text, &at);
	uint32_t end = scope_end(text, t->reach, (uint32_t)at, (uint32_t)text.n);
	if (end > h->span.end)
		h->span.end = end;
}

/* Takes out the hits that lie inside one of OTHER: both are in order, one sweep. */
static void take_out(struct settled *s, const struct settled *other)
{
	size_t kept = 0, at = 0;
	uint32_t farthest = 0;
	for (size_t i = 0; i < s->list.n; i++) {
		struct span span = s->list.v[i].span;
		for (; at < other->list.n && other->list.v[at].span.start <= span.start; at++)
			if (other->list.v[at].span.end > farthest)
				farthest = other->list.v[at].span.end;
		if (farthest < span.end)
			s->list.v[kept++] = s->list.v[i];
	}
	s->list.n = kept;
}

static void settle(struct checker *c, uint32_t index, struct settled *all)
{
	const struct term *t = &c->set->terms.v[index];
	struct settled *s = &all[index];
	for (uint32_t i = c->hits.first[index]; i < c->hits.first[index + 1]; i++)
		*list_add(c->arena, &s->list) = c->hits.list.v[i];
	for (size_t k = 0; k < t->of.list.n; k++) {
		const struct settled *part = &all[t->of.list.v[k]];
		for (size_t i = 0; i < part->list.n; i++)
			*list_add(c->arena, &s->list) = part->list.v[i];
	}
	for (size_t i = 0; t->reach != SCOPE_HIT && i < s->list.n; i++)
		reach(c, t, &s->list.v[i]);
	if (s->list.n > 1 && (t->of.list.n || t->reach != SCOPE_HIT))
		qsort(s->list.v, s->list.n, sizeof *s->list.v, by_place);
	for (size_t k = 0; s->list.n && k < t->outside.list.n; k++)
		take_out(s, &all[t->outside.list.v[k]]);
}

void settle_hits(struct checker *c)
{
	size_t terms = c->set->terms.n;
	struct settled *all = arena_array(c->arena, struct settled, terms);
	struct hits out = {.terms = terms, .limited = c->hits.limited};
	for (size_t i = 0; i < terms; i++)
		settle(c, c->set->term_order[i], all);
	out.first = arena_array(c->arena, uint32_t, terms + 1);
	for (size_t t = 0; t < terms; t++) {
		out.first[t] = (uint32_t)out.list.n;
		for (size_t i = 0; i < all[t].list.n; i++)
			*list_add(c->arena, &out.list) = all[t].list.v[i];
	}
	out.first[terms] = (uint32_t)out.list.n;
	c->hits = out;
}
