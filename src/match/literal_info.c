/*
 * What is known of the texts that a pattern's parts match, as sets of strings:
 * how that follows from part to whole, and how rare a set is.  A set that would
 * grow beyond its ceiling is given up, never cut: dropping a member would lose
 * matches.
 */
#include "match_parts.h"

enum {
	UNION_MAX = 256,    /* members of a set */
	PRODUCT_MAX = 96,   /* members of a product */
	STRING_MAX = 64,    /* bytes of a member of a product */
	KEPT_MAX = 30,      /* bytes of a literal that the automaton gets */
	SUBSTRING_MAX = 64, /* members up to which each is sought in each */
	POWER_MAX = 8,
	RARITY_MAX = 20, /* two rare characters: no more is worth anything */
};

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Members once each, in byte order. */
static void set_unique(struct set *s)
{
	size_t kept = 0;
	if (s->n > 1)
		qsort(s->v, s->n, sizeof *s->v, by_bytes);
	for (size_t i = 0; i < s->n; i++)
		if (!kept || !str_eq(s->v[kept - 1], s->v[i]))
			s->v[kept++] = s->v[i];
	s->n = kept;
}

/* Doubles are put off until the ceiling is reached. */
static bool set_add(struct arena *a, struct set *to, struct str s)
{
	if (to->n == UNION_MAX)
		set_unique(to);
	if (to->n == UNION_MAX)
		return false;
	*list_add(a, to) = s;
	return true;
}

/* Room for one: most sets never grow. */
static struct set set_of(struct arena *a, struct str s)
{
	struct set set = {.v = arena_new(a, struct str), .n = 1, .cap = 1};
	*set.v = s;
	return set;
}

static bool set_join(struct arena *a, struct set *to, const struct set *from)
{
	for (size_t i = 0; i < from->n; i++)
		if (!set_add(a, to, from->v[i]))
			return false;
	return true;
}

static bool set_product(struct arena *a, const struct set *x, const struct set *y, struct set *out)
{
	if (x->n == 1 && !x->v[0].n) { /* nothing before: a copy would say the same */
		*out = *y;
		return true;
	}
	if (x->n > 1 && y->n > 1 && x->n * y->n > PRODUCT_MAX)
		return false;
	for (size_t i = 0; i < x->n; i++)
		for (size_t j = 0; j < y->n; j++)
			if (x->v[i].n + y->v[j].n > STRING_MAX)
				return false;
	struct set product = {0};
	for (size_t i = 0; i < x->n; i++)
		for (size_t j = 0; j < y->n; j++) {
			char *p = arena_alloc(a, x->v[i].n + y->v[j].n);
			if (x->v[i].n)
				memcpy(p, x->v[i].p, x->v[i].n);
			if (y->v[j].n)
				memcpy(p + x->v[i].n, y->v[j].p, y->v[j].n);
			struct str xy = {p, x->v[i].n + y->v[j].n};
			if (!set_add(a, &product, xy))
				return false;
		}
	*out = product;
	return true;
}

static bool set_demands(const struct set *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!s->v[i].n)
			return false;
	return s->n > 0;
}

/* The characters that make up most of Chinese text, by code point. */
static bool is_common(uint32_t c)
{
	switch (c) { /* clang-format off */
	case 0x4e00: case 0x4e0a: case 0x4e0b: case 0x4e0d: case 0x4e2a:
	case 0x4e2d: case 0x4e3a: case 0x4e3b: case 0x4e5f: case 0x4e86:
	case 0x4e8e: case 0x4ea7: case 0x4eba: case 0x4ed6: case 0x4ee5:
	case 0x4eec: case 0x4f1a: case 0x4f5c: case 0x51fa: case 0x5206:
	case 0x5230: case 0x52a8: case 0x53d1: case 0x53ef: case 0x540c:
	case 0x540e: case 0x548c: case 0x56fd: case 0x5728: case 0x5730:
	case 0x591a: case 0x5927: case 0x5b50: case 0x5b66: case 0x5b9a:
	case 0x5bf9: case 0x5c31: case 0x5de5: case 0x5e74: case 0x5f97:
	case 0x6210: case 0x6211: case 0x6240: case 0x65b9: case 0x65f6:
	case 0x662f: case 0x6709: case 0x6765: case 0x6c11: case 0x6cd5:
	case 0x751f: case 0x7528: case 0x7684: case 0x79cd: case 0x7ecf:
	case 0x800c: case 0x80fd: case 0x884c: case 0x8981: case 0x8fc7:
	case 0x8fd9: case 0x8fdb: case 0x9762:
		/* clang-format on */
		return true;
	default:
		return false;
	}
}

/* About -log2 of how often C stands in Chinese text. */
static unsigned rarity_of(uint32_t c)
{
	if (c < 0x80)
		return c >= '0' && c <= '9' ? 5 : c == ' ' || c == '\n' ? 4 : 6;
	if (!utf8_is_han(c))
		return c == 0xff0c || c == 0x3002 || c == 0x3001 ? 4 : 7;
	return is_common(c) ? 6 : 10;
}

unsigned set_rarity(const struct set *s)
{
	if (!set_demands(s))
		return 0;
	unsigned least = RARITY_MAX;
	for (size_t i = 0; i < s->n; i++) {
		unsigned bits = 0;
		for (size_t at = 0; at < s->v[i].n && bits < least;)
			bits += rarity_of(utf8_next(s->v[i], &at));
		if (bits < least)
			least = bits;
	}
	for (size_t n = s->n; n > 1; n = (n + 1) / 2) /* each doubling doubles the hits */
		least -= least > 1;
	return least;
}

void set_reduce(struct set *s, bool prefix)
{
	for (size_t i = 0; i < s->n; i++) {
		struct str *t = &s->v[i];
		size_t n = t->n > KEPT_MAX ? KEPT_MAX : t->n;
		while (n < t->n && ((unsigned char)t->p[n] & 0xc0) == 0x80)
			n--; /* between characters */
		t->n = n;
	}
	set_unique(s);
	size_t kept = 0;
	for (size_t i = 0; i < s->n; i++) {
		bool needless = false;
		if (prefix) /* in byte order what a text begins with stands before it */
			needless = kept && str_starts(s->v[i], s->v[kept - 1]);
		for (size_t j = 0; !prefix && s->n <= SUBSTRING_MAX && j < s->n && !needless; j++)
			needless = i != j && str_find(s->v[i], s->v[j], 0) != SIZE_MAX;
		if (!needless)
			s->v[kept++] = s->v[i];
	}
	s->n = kept;
}

/* ---- from the parts to the whole ---------------------------------------- */

struct info info_any(void)
{
	return (struct info){0};
}

struct info info_exactly(struct arena *a, struct str s)
{
	return (struct info){.exact = true, .whole = set_of(a, s)};
}

struct info info_nothing(struct arena *a)
{
	return info_exactly(a, STR(""));
}

struct set info_need(const struct info *x)
{
	const struct set *s = x->exact ? &x->whole : &x->need;
	return set_demands(s) ? *s : (struct set){0};
}

struct set info_prefix(const struct info *x)
{
	const struct set *s = x->exact ? &x->whole : &x->prefix;
	return set_demands(s) ? *s : (struct set){0};
}

static struct set suffix_of(const struct info *x)
{
	const struct set *s = x->exact ? &x->whole : &x->suffix;
	return set_demands(s) ? *s : (struct set){0};
}

static void keep_rarer(struct sequence *q, const struct set *s)
{
	unsigned rarity = set_rarity(s);
	if (rarity > q->rarity) {
		q->need = *s;
		q->rarity = rarity;
	}
}

void sequence_begin(struct arena *a, struct sequence *q)
{
	*q = (struct sequence){.exact = true, .tail = set_of(a, STR(""))};
}

void sequence_add(struct arena *a, struct sequence *q, const struct info *x)
{
	struct set joined;
	if (x->exact && set_product(a, &q->tail, &x->whole, &joined)) {
		q->tail = joined;
		return;
	}
	struct set begin = info_prefix(x), need = info_need(x), end = suffix_of(x);
	if (!begin.n || !set_product(a, &q->tail, &begin, &joined))
		joined = q->tail;
	if (q->exact)
		q->prefix = set_demands(&joined) ? joined : (struct set){0};
	q->exact = false;
	keep_rarer(q, &joined);
	keep_rarer(q, &need);
	q->tail = end.n ? end : set_of(a, STR(""));
}

struct info sequence_end(struct sequence *q)
{
	if (q->exact)
		return (struct info){.exact = true, .whole = q->tail};
	keep_rarer(q, &q->tail);
	struct info x = {.prefix = q->prefix, .need = q->need};
	if (set_demands(&q->tail))
		x.suffix = q->tail;
	return x;
}

/* TO is given up when one of the two is not known or both are too many. */
static void set_either(struct arena *a, struct set *to, const struct set *from)
{
	if (!to->n || !from->n || !set_join(a, to, from))
		*to = (struct set){0};
}

static struct set set_copy(struct arena *a, struct set s)
{
	struct set copy = {.v = arena_array(a, struct str, 2 * s.n), .n = s.n, .cap = 2 * s.n};
	if (s.n)
		memcpy(copy.v, s.v, s.n * sizeof *s.v);
	return copy;
}

struct info info_copy(struct arena *a, const struct info *x)
{
	if (x->exact)
		return (struct info){.exact = true, .whole = set_copy(a, x->whole)};
	return (struct info){.prefix = set_copy(a, x->prefix),
			     .suffix = set_copy(a, x->suffix),
			     .need = set_copy(a, x->need)};
}

void info_or(struct arena *a, struct info *all, const struct info *x)
{
	if (all->exact && x->exact) {
		set_either(a, &all->whole, &x->whole);
		all->exact = all->whole.n;
		return;
	}
	if (all->exact)
		*all = (struct info){.prefix = set_copy(a, info_prefix(all)),
				     .suffix = set_copy(a, suffix_of(all)),
				     .need = set_copy(a, info_need(all))};
	struct set prefix = info_prefix(x), suffix = suffix_of(x), need = info_need(x);
	set_either(a, &all->prefix, &prefix);
	set_either(a, &all->suffix, &suffix);
	set_either(a, &all->need, &need);
}

struct info info_repeat(struct arena *a, const struct info *x, unsigned long min, unsigned long max)
{
	if (max == 0)
		return info_nothing(a);
	if (min == 1 && max == 1)
		return *x;
	if (min == 0) {
		if (max != 1 || !x->exact)
			return info_any();
		struct info both = info_copy(a, x), none = info_nothing(a);
		info_or(a, &both, &none);
		return both;
	}
	if (!x->exact)
		return (struct info){.prefix = x->prefix, .suffix = x->suffix, .need = x->need};
	struct set power = x->whole;
	unsigned long times = 1;
	while (times < min && times < POWER_MAX && set_product(a, &power, &x->whole, &power))
		times++;
	if (times == min && max == min)
		return (struct info){.exact = true, .whole = power};
	if (!set_demands(&power))
		return info_any();
	return (struct info){.prefix = power, .suffix = power, .need = power};
}
