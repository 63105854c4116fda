/*
 * Builder, matcher and run.
 *
 * What a run gives is defined by the plain scan: for each pattern and span,
 * pcre2_match from the span's start, then from the end of each match, empty
 * matches not counting (PCRE2_NOTEMPTY); a literal is the pattern that quotes
 * it.  A pattern whose literal is its prefix is tried anchored at each hit, in
 * order of place, from the end of its last match on: since no match begins
 * anywhere else, that gives the matches of the plain scan.  For other patterns
 * the hit only decides that the plain scan is worth making.
 */
#include "match_parts.h"

#include <assert.h>

enum way {
	WAY_LITERAL, /* the automaton's hit is the match */
	WAY_AT_HIT,  /* tried anchored where a literal hit */
	WAY_IN_SPAN, /* scanned for in a span where a literal hit */
	WAY_ALWAYS,  /* scanned for in every span */
};

struct pattern {
	uint32_t term, source;
	enum way way;
	struct pcre pcre;
};

struct matcher_builder {
	struct arena arena;
	LIST(struct pattern) patterns;
	LIST(struct needle) needles;
	uint32_t terms, sources; /* sources: of the last term */
};

struct matcher {
	struct arena arena;
	struct pattern *pattern;
	size_t patterns;
	uint32_t *always; /* patterns of WAY_ALWAYS */
	size_t always_n;
	uint32_t terms;
	struct automaton *automaton;
	pcre2_match_context *limits;
};

/* A pattern is given up for the rest of a run after so many spans at a limit. */
enum { GIVE_UP_AFTER = 8 };

/* ---- building ------------------------------------------------------------ */

struct matcher_builder *matcher_builder_new(void)
{
	struct matcher_builder *b = mem_grow(NULL, sizeof *b);
	*b = (struct matcher_builder){0};
	return b;
}

uint32_t matcher_term(struct matcher_builder *b)
{
	b->sources = 0;
	return b->terms++;
}

static void add_needle(struct matcher_builder *b, struct str text)
{
	struct needle *needle = list_add(&b->arena, &b->needles);
	needle->text = arena_dup(&b->arena, text);
	needle->pattern = (uint32_t)b->patterns.n - 1;
}

static struct pattern *add_pattern(struct matcher_builder *b)
{
	assert(b->terms > 0);
	struct pattern *p = list_add(&b->arena, &b->patterns);
	p->term = b->terms - 1;
	p->source = b->sources++;
	return p;
}

void matcher_literal(struct matcher_builder *b, struct str literal)
{
	add_pattern(b)->way = WAY_LITERAL;
	if (literal.n)
		add_needle(b, literal);
}

bool matcher_regex(struct matcher_builder *b, struct arena *a, struct str pattern,
		   struct str *why, size_t *at)
{
	struct arena scratch = {0};
	struct literals literals = literals_of(&scratch, pattern);
	struct pcre pcre;
	uint32_t options = literals.n && literals.prefix ? PCRE2_ANCHORED : 0;
	bool good = pcre_compile(&pcre, pattern, options, a, why, at);
	if (good) {
		struct pattern *p = add_pattern(b);
		p->pcre = pcre;
		p->way = !literals.n ? WAY_ALWAYS : literals.prefix ? WAY_AT_HIT : WAY_IN_SPAN;
		for (size_t i = 0; i < literals.n; i++)
			add_needle(b, literals.v[i]);
	}
	arena_free(&scratch);
	return good;
}

bool matcher_regex_anchored(struct str pattern)
{
	struct arena scratch = {0};
	bool anchored = literals_of(&scratch, pattern).n > 0;
	arena_free(&scratch);
	return anchored;
}

struct matcher *matcher_build(struct matcher_builder *b)
{
	struct matcher *m = mem_grow(NULL, sizeof *m);
	*m = (struct matcher){.patterns = b->patterns.n, .terms = b->terms};
	m->pattern = arena_array(&m->arena, struct pattern, b->patterns.n);
	m->always = arena_array(&m->arena, uint32_t, b->patterns.n);
	for (uint32_t i = 0; i < b->patterns.n; i++) {
		m->pattern[i] = b->patterns.v[i];
		if (m->pattern[i].way == WAY_ALWAYS)
			m->always[m->always_n++] = i;
	}
	m->automaton = automaton_new(b->needles.v, b->needles.n);
	m->limits = pcre_limits();
	b->patterns.n = 0; /* the codes are the matcher's now */
	matcher_builder_free(b);
	return m;
}

void matcher_builder_free(struct matcher_builder *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < b->patterns.n; i++)
		pcre_free(&b->patterns.v[i].pcre);
	arena_free(&b->arena);
	mem_free(b);
}

void matcher_free(struct matcher *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->patterns; i++)
		pcre_free(&m->pattern[i].pcre);
	automaton_free(m->automaton);
	pcre2_match_context_free(m->limits);
	arena_free(&m->arena);
	mem_free(m);
}

/* ---- running ------------------------------------------------------------- */

/* What a run keeps for each pattern. */
struct progress {
	uint32_t from;    /* the next match begins here or behind */
	uint32_t span;    /* 1 + the last span for which it became due */
	uint32_t limited; /* spans in which a limit stopped it */
};

/* A pattern to be tried in the current span, at a place of it or anywhere. */
struct due {
	uint32_t pattern, at;
};

struct match_run {
	struct arena scratch;
	const struct matcher *m;
	struct str text;
	const bool *wanted; /* by term */
	struct span span; /* the current one */
	uint32_t number;  /* of it, from 1 */
	struct progress *progress;
	pcre2_match_data *data;
	LIST(struct due) due;
	LIST(struct hit) hits;
	size_t limited;
};

static void record(struct match_run *r, const struct pattern *p, size_t start, size_t end)
{
	struct hit *hit = list_add(&r->scratch, &r->hits);
	hit->term = p->term;
	hit->span = (struct span){(uint32_t)start, (uint32_t)end};
	hit->source = p->source;
}

static void on_literal(void *context, uint32_t pattern, size_t start, size_t end)
{
	struct match_run *r = context;
	const struct pattern *p = &r->m->pattern[pattern];
	struct progress *progress = &r->progress[pattern];
	if (r->wanted && !r->wanted[p->term])
		return;
	start += r->span.start;
	if (p->way == WAY_LITERAL) {
		if (start < progress->from)
			return;
		progress->from = (uint32_t)(end + r->span.start);
		record(r, p, start, progress->from);
		return;
	}
	if (p->way == WAY_IN_SPAN) {
		if (progress->span == r->number)
			return;
		progress->span = r->number;
		start = r->span.start;
	}
	struct due *due = list_add(&r->scratch, &r->due);
	due->pattern = pattern;
	due->at = (uint32_t)start;
}

/* Tries a pattern in the current span from text offset AT on; moves AT behind the match. */
static bool try_pattern(struct match_run *r, uint32_t pattern, uint32_t *at)
{
	const struct pattern *p = &r->m->pattern[pattern];
	struct progress *progress = &r->progress[pattern];
	struct str subject = str_cut(r->text, r->span.start, r->span.end);
	if (progress->limited >= GIVE_UP_AFTER)
		return false;
	switch (pcre_run(&p->pcre, subject, *at - r->span.start, PCRE2_NOTEMPTY, r->data,
			 r->m->limits)) {
	case PCRE_NONE:
		return false;
	case PCRE_LIMITED:
		r->limited++;
		progress->limited++;
		progress->from = r->span.end; /* given up in this span */
		return false;
	case PCRE_FOUND:
		break;
	}
	const size_t *place = pcre2_get_ovector_pointer(r->data);
	bool backward = place[0] >= place[1] || r->span.start + place[1] <= *at;
	if (backward) /* \K in a group called from a lookaround can do that */
		return false;
	record(r, p, r->span.start + place[0], r->span.start + place[1]);
	progress->from = *at = r->span.start + (uint32_t)place[1];
	return true;
}

static void scan_span(struct match_run *r, uint32_t pattern)
{
	uint32_t at = r->span.start;
	while (at < r->span.end && try_pattern(r, pattern, &at))
		;
}

static int by_pattern_place(const void *a, const void *b)
{
	const struct due *x = a, *y = b;
	if (x->pattern != y->pattern)
		return x->pattern < y->pattern ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static void run_span(struct match_run *r)
{
	const struct matcher *m = r->m;
	r->due.n = 0;
	automaton_scan(m->automaton, str_cut(r->text, r->span.start, r->span.end), on_literal, r);
	/* Hits come by their ends; literals of different length turn the order of starts. */
	if (r->due.n > 1)
		qsort(r->due.v, r->due.n, sizeof *r->due.v, by_pattern_place);
	for (size_t i = 0; i < r->due.n; i++) {
		struct due due = r->due.v[i];
		if (m->pattern[due.pattern].way == WAY_IN_SPAN)
			scan_span(r, due.pattern);
		else if (due.at >= r->progress[due.pattern].from)
			try_pattern(r, due.pattern, &due.at);
	}
	for (size_t i = 0; i < m->always_n; i++)
		if (!r->wanted || r->wanted[m->pattern[m->always[i]].term])
			scan_span(r, m->always[i]);
}

/* ---- hits ---------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	if (x->term != y->term)
		return x->term < y->term ? -1 : 1;
	if (x->span.start != y->span.start)
		return x->span.start < y->span.start ? -1 : 1;
	if (x->span.end != y->span.end)
		return x->span.end < y->span.end ? -1 : 1;
	return (x->source > y->source) - (x->source < y->source);
}

/* Keeps of the ordered hits V those that are no double. */
static size_t keep(struct hit *v, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		const struct hit *last = kept ? &v[kept - 1] : NULL;
		bool twice = last && last->term == v[i].term &&
			     last->span.start == v[i].span.start && last->span.end == v[i].span.end;
		if (!twice)
			v[kept++] = v[i];
	}
	return kept;
}

static void give_hits(struct match_run *r, struct arena *a, struct hits *out)
{
	if (r->hits.n > 1)
		qsort(r->hits.v, r->hits.n, sizeof *r->hits.v, by_place);
	size_t n = keep(r->hits.v, r->hits.n);
	*out = (struct hits){.terms = r->m->terms, .limited = r->limited};
	out->list.v = arena_array(a, struct hit, n);
	out->list.n = out->list.cap = n;
	out->first = arena_array(a, uint32_t, (size_t)r->m->terms + 1);
	for (size_t i = 0; i < n; i++) {
		out->list.v[i] = r->hits.v[i];
		out->first[r->hits.v[i].term + 1]++;
	}
	for (size_t t = 0; t < r->m->terms; t++)
		out->first[t + 1] += out->first[t];
}

void matcher_run(const struct matcher *m, struct arena *a, struct str text,
		 const struct span *spans, size_t n, const bool *wanted, struct hits *out)
{
	struct match_run r = {.m = m, .text = text, .wanted = wanted};
	r.progress = arena_array(&r.scratch, struct progress, m->patterns);
	r.data = pcre2_match_data_create(1, NULL);
	for (size_t i = 0; i < n; i++) {
		r.span = spans[i];
		r.number = (uint32_t)i + 1;
		run_span(&r);
	}
	give_hits(&r, a, out);
	pcre2_match_data_free(r.data);
	arena_free(&r.scratch);
}

/* Index of the first hit of TERM that starts at or after START. */
static size_t first_from(const struct hits *h, uint32_t term, uint32_t start)
{
	size_t lo = h->first[term], hi = h->first[term + 1];
	while (lo < hi) {
		size_t middle = lo + (hi - lo) / 2;
		if (h->list.v[middle].span.start < start)
			lo = middle + 1;
		else
			hi = middle;
	}
	return lo;
}

const struct hit *hits_in(const struct hits *h, uint32_t term, struct span s, size_t *n)
{
	const struct hit *first = hits_next(h, term, s, NULL), *last = first;
	size_t count = 0;
	for (const struct hit *hit = first; hit; hit = hits_next(h, term, s, hit)) {
		last = hit;
		count = (size_t)(last - first) + 1;
	}
	*n = count;
	return first;
}

const struct hit *hits_next(const struct hits *h, uint32_t term, struct span s,
			    const struct hit *after)
{
	if (!h->list.n)
		return NULL;
	const struct hit *end = h->list.v + h->first[term + 1];
	const struct hit *hit = after ? after + 1 : h->list.v + first_from(h, term, s.start);
	while (hit < end && hit->span.start < s.end && hit->span.end > s.end)
		hit++;
	return hit < end && hit->span.end <= s.end ? hit : NULL;
}
