/* Evaluating conditions over the hits of a document within a span. */
#include "parts.h"

long amount(const struct checker *c, long number, size_t param)
{
	return param == SIZE_MAX ? number : c->params[param];
}

/* ---- hits of a term, one after the other ------------------------------------- */

struct cursor {
	const struct checker *c;
	uint32_t term;
	struct span scope;
	const struct hit *last;
};

static struct cursor cursor_of(const struct checker *c, uint32_t term, struct span scope)
{
	return (struct cursor){.c = c, .term = term, .scope = scope};
}

/* The next hit; NULL at the end. */
static const struct hit *next_hit(struct cursor *k)
{
	k->last = hits_next(&k->c->hits, k->term, k->scope, k->last);
	return k->last;
}

static bool first_hit(const struct checker *c, uint32_t term, struct span scope, struct span *out)
{
	const struct hit *h = hits_next(&c->hits, term, scope, NULL);
	if (h)
		*out = h->span;
	return h != NULL;
}

/* ---- sentences and clauses -------------------------------------------------------- */

static bool ends_clause(uint32_t ch)
{
	return ch == 0xff0c || ch == ',' || ch == 0xff1b || ch == ';' || ch == 0xff1a || ch == ':' ||
	       ch == 0x3002 || ch == 0xff01 || ch == '!' || ch == 0xff1f || ch == '?' ||
	       ch == 0x2026 || ch == '\n';
}

uint32_t scope_end(struct str text, enum scope_unit unit, uint32_t at, uint32_t limit)
{
	if (unit == SCOPE_SENTENCE)
		return sentence_end(text, at, limit);
	for (size_t i = at; i < limit;) {
		uint32_t ch = utf8_next(text, &i);
		if (ends_clause(ch))
			return (uint32_t)i;
	}
	return limit;
}

/* ---- beginnings and ends ------------------------------------------------------------ */

static bool opens_text(uint32_t ch)
{
	return utf8_is_blank(ch) || ch == '\n' || ch == 0x201c || ch == 0x2018 || ch == '"' ||
	       ch == 0x300c || ch == 0xff08 || ch == '(';
}

static bool closes_text(uint32_t ch)
{
	return utf8_is_blank(ch) || ends_clause(ch) || ch == 0x201d || ch == 0x2019 || ch == '"' ||
	       ch == 0x300d || ch == 0xff09 || ch == ')' || ch == '.';
}

static struct span inner(struct str text, struct span s)
{
	enum label_style style;
	long number;
	for (size_t at = s.start; at < s.end;) {
		if (!opens_text(utf8_next(text, &at)))
			break;
		s.start = (uint32_t)at;
	}
	s.start += (uint32_t)label_parse(str_cut(text, s.start, s.end), &style, &number);
	for (size_t at = s.start; at < s.end;) {
		if (!opens_text(utf8_next(text, &at)))
			break;
		s.start = (uint32_t)at;
	}
	for (size_t at = s.end; at > s.start;) {
		if (!closes_text(utf8_prev(text, &at)))
			break;
		s.end = (uint32_t)at;
	}
	return s;
}

static bool at_edge(const struct checker *c, const struct condition *d, struct span s,
		    struct span *out)
{
	struct span in = inner(c->document->text, s);
	for (size_t i = 0; i < d->children.n; i++) {
		struct cursor k = cursor_of(c, d->children.v[i]->term, s);
		const struct hit *h;
		while ((h = next_hit(&k))) {
			/* A pattern may take the closing mark with it. */
			if (d->type == COND_STARTS
				? h->span.start >= s.start && h->span.start <= in.start &&
				      h->span.end > in.start
				: h->span.end >= in.end) {
				*out = h->span;
				return true;
			}
		}
	}
	return false;
}

/* ---- the rest ------------------------------------------------------------------------ */

static bool in_limits(const struct checker *c, const struct condition *d, long n)
{
	long max = amount(c, d->max, d->max_param);
	return n >= amount(c, d->min, d->min_param) && (max < 0 || n <= max);
}

static bool counted(const struct checker *c, const struct condition *d, struct span s)
{
	long n = 0;
	for (size_t i = 0; i < d->children.n; i++) {
		struct cursor k = cursor_of(c, d->children.v[i]->term, s);
		while (next_hit(&k))
			n++;
	}
	return in_limits(c, d, n);
}

static bool in_order(const struct checker *c, const struct condition *d, struct span s)
{
	uint32_t from = s.start;
	for (size_t i = 0; i < d->children.n; i++) {
		struct cursor k = cursor_of(c, d->children.v[i]->term, (struct span){from, s.end});
		const struct hit *h;
		uint32_t end = UINT32_MAX;
		while ((h = next_hit(&k)))
			if (h->span.end < end)
				end = h->span.end;
		if (end == UINT32_MAX)
			return false;
		from = end;
	}
	return true;
}

static bool near_each_other(const struct checker *c, const struct condition *d, struct span s,
			    struct span *out)
{
	long max = amount(c, d->max, d->max_param);
	struct cursor k = cursor_of(c, d->children.v[0]->term, s);
	const struct hit *a, *b;
	while ((a = next_hit(&k))) {
		struct cursor m = cursor_of(c, d->children.v[1]->term, s);
		while ((b = next_hit(&m))) {
			struct span between = {a->span.end, b->span.start};
			if (b->span.end <= a->span.start)
				between = (struct span){b->span.end, a->span.start};
			if (between.end < between.start)
				continue;
			struct str gap = document_slice(c->document, between);
			if ((long)utf8_count(gap) > max)
				continue;
			*out = a->span;
			return true;
		}
	}
	return false;
}

static bool one_inside(const struct checker *c, const struct condition *d, struct span s,
		       struct span *out)
{
	struct cursor k = cursor_of(c, d->children.v[0]->term, s);
	const struct hit *a, *b;
	while ((a = next_hit(&k))) {
		struct cursor m = cursor_of(c, d->children.v[1]->term, s);
		while ((b = next_hit(&m))) {
			if (b->span.start > a->span.start || b->span.end < a->span.end)
				continue;
			*out = a->span;
			return true;
		}
	}
	return false;
}

static bool holds(const struct checker *c, const struct condition *d, struct span s,
		  struct span *out, struct trace *t);

static bool in_units(const struct checker *c, const struct condition *d, struct span s,
		     struct span *out, struct trace *t)
{
	bool any = false;
	for (uint32_t at = s.start; at < s.end;) {
		uint32_t end = scope_end(c->document->text, d->unit, at, s.end);
		struct span unit = {at, end};
		at = end;
		if (!str_trim(document_slice(c->document, unit)).n)
			continue;
		any = true;
		bool yes = holds(c, d->children.v[0], unit, out, t);
		if (yes != (d->type == COND_EVERY))
			return yes;
	}
	return d->type == COND_EVERY && any;
}

static bool groups(const struct checker *c, const struct condition *d, struct span s,
		   struct span *out, struct trace *t)
{
	long n = 0, min = amount(c, d->min, d->min_param);
	for (size_t i = 0; i < d->children.n; i++) {
		const struct condition *child = d->children.v[i];
		struct span hit = {0, 0};
		bool yes = holds(c, child, s, &hit, t);
		if (yes && out->end == out->start && d->type != COND_NONE)
			*out = hit;
		n += yes ? (d->type == COND_SCORE ? child->weight : 1) : 0;
		/* Without a trace the answer is enough. */
		if (!t && ((d->type == COND_ALL && !yes) || (d->type == COND_ANY && yes) ||
			   (d->type == COND_NONE && yes)))
			break;
	}
	switch (d->type) {
	case COND_ALL:
		return n == (long)d->children.n;
	case COND_ANY:
		return n > 0;
	case COND_NONE:
		return n == 0;
	default:
		return n >= min;
	}
}

static bool in_part(const struct checker *c, const struct condition *d, struct span *out,
		    struct trace *t)
{
	for (size_t i = 0; i < c->parts.n; i++)
		if (c->parts.v[i].role == d->role &&
		    holds(c, d->children.v[0], c->parts.v[i].body, out, t))
			return true;
	return false;
}

/* A condition by name: looked at once for a span. */
static bool named_holds(const struct checker *c, const struct named *named, struct span s,
			struct span *out, struct trace *t)
{
	struct named_answer *a = &c->named[named->index];
	if (t)
		return holds(c, named->condition, s, out, t);
	if (!a->known || a->span.start != s.start || a->span.end != s.end) {
		struct named_answer now = {.span = s, .known = true};
		now.holds = holds(c, named->condition, s, &now.hit, NULL);
		*a = now;
	}
	*out = a->hit;
	return a->holds;
}

static bool is_class(const struct checker *c, const struct condition *d, struct span s,
		     struct span *out, struct trace *t)
{
	int64_t margin;
	struct span hit;
	for (size_t i = 0; t && i < d->classifier->votes.n; i++) /* only for the trace */
		holds(c, d->classifier->votes.v[i].condition, s, &hit, t);
	*out = s;
	return classify_span(c, d->classifier, s, &margin) == d->label &&
	       margin >= amount(c, d->min, d->min_param);
}

static bool answer(const struct checker *c, const struct condition *d, struct span s,
		   struct span *out, struct trace *t)
{
	switch (d->type) {
	case COND_TERM:
		return first_hit(c, d->term, s, out);
	case COND_NAMED:
		return named_holds(c, d->named, s, out, t);
	case COND_COUNT:
		return counted(c, d, s);
	case COND_ORDER:
		return in_order(c, d, s);
	case COND_DISTANCE:
		return near_each_other(c, d, s, out);
	case COND_INSIDE:
		return one_inside(c, d, s, out);
	case COND_SAME:
	case COND_EVERY:
		return in_units(c, d, s, out, t);
	case COND_STARTS:
	case COND_ENDS:
		return at_edge(c, d, s, out);
	case COND_PART:
		return in_part(c, d, out, t);
	case COND_CLASS:
		return is_class(c, d, s, out, t);
	case COND_LENGTH:
		return in_limits(c, d, (long)utf8_count(str_trim(document_slice(c->document, s))));
	default:
		return groups(c, d, s, out, t);
	}
}

static bool holds(const struct checker *c, const struct condition *d, struct span s,
		  struct span *out, struct trace *t)
{
	size_t line = 0;
	if (t) {
		line = t->lines.n;
		*list_add(t->arena, &t->lines) =
		    (struct trace_line){.depth = t->depth++, .condition = d, .scope = s};
	}
	struct span hit = {0, 0};
	bool yes = answer(c, d, s, &hit, t);
	if (yes)
		*out = hit;
	if (t) {
		t->depth--;
		t->lines.v[line].holds = yes;
		t->lines.v[line].hit = hit;
	}
	return yes;
}

bool condition_holds(const struct checker *c, const struct condition *condition, struct span s,
		     struct span *evidence, struct trace *trace)
{
	struct span hit = {0, 0};
	bool yes = holds(c, condition, s, &hit, trace);
	if (evidence)
		*evidence = hit;
	return yes;
}
