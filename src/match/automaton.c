/*
 * All literals in one pass: an Aho-Corasick automaton over UTF-8 bytes, bytes
 * that no literal uses counting as one class.
 *
 * States are numbered in breadth-first order of the trie.  The first ones,
 * where nearly all of the scan stays, have a full row of the table with the
 * failures worked in: one load a byte.  A deeper state keeps only its
 * children, which breadth-first order puts next to each other, and its
 * failure; so all that a scan needs stays near the processor.
 */
#include "match_parts.h"

#include <assert.h>

/* Ceiling for the full rows, 128 KiB: with more of them the scan waits for memory. */
enum { TABLE_CELLS = 1 << 15 };

#define SPARSE 0x40000000u /* a cell's target has no row: the rest is its number */
#define SPEAKS 0x80000000u /* something ends at the target */
#define TARGET 0x3fffffffu

struct state {
	uint32_t child, children; /* states [child, child + children) */
	uint32_t fail;
	uint32_t first, ends; /* of those that end here */
	uint32_t next;        /* the nearest suffix where a needle ends; 0: none */
};

/* What remains of a needle. */
struct end {
	uint32_t pattern, length;
};

struct automaton {
	struct arena arena;
	struct end *end;
	struct state *state;
	uint8_t *label;  /* class of the byte that leads to the state */
	uint32_t *table; /* rows x width */
	uint32_t states, rows, width;
	uint8_t class[256];
};

/* Most are told apart by their first bytes. */
static uint64_t head_of(struct str s)
{
	uint64_t head = 0;
	for (size_t i = 0; i < sizeof head; i++)
		head = head << 8 | (i < s.n ? (unsigned char)s.p[i] : 0);
	return head;
}

static int by_text(const void *a, const void *b)
{
	const struct needle *x = a, *y = b;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	int order = str_cmp(x->text, y->text);
	return order ? order : (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

static void make_classes(struct automaton *x, const struct needle *v, size_t n)
{
	bool used[256] = {false};
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < v[i].text.n; j++)
			used[(unsigned char)v[i].text.p[j]] = true;
	bool all = true;
	for (size_t i = 0; i < 256; i++)
		all = all && used[i];
	x->width = all ? 0 : 1; /* class 0: all unused bytes */
	for (size_t i = 0; i < 256; i++)
		if (used[i])
			x->class[i] = (uint8_t)x->width++;
}

/* While building: the needles of a state's subtree. */
struct subtree {
	uint32_t lo, hi, depth;
};

/* Opens state S: the needles that end here, then one child for each next byte. */
static void open_state(struct automaton *x, const struct needle *v, struct subtree *trees, uint32_t s)
{
	struct state *here = &x->state[s];
	struct subtree tree = trees[s];
	uint32_t at = tree.lo;
	here->first = at;
	while (at < tree.hi && v[at].text.n == tree.depth)
		at++;
	here->ends = at - here->first;
	here->child = x->states;
	while (at < tree.hi) {
		char byte = v[at].text.p[tree.depth];
		uint32_t from = at;
		while (at < tree.hi && v[at].text.p[tree.depth] == byte)
			at++;
		x->label[x->states] = x->class[(unsigned char)byte];
		trees[x->states++] = (struct subtree){.lo = from, .hi = at, .depth = tree.depth + 1};
	}
	here->children = x->states - here->child;
}

/* The child of S for CLASS, or 0. */
static uint32_t child_of(const struct automaton *x, uint32_t s, uint8_t class)
{
	uint32_t at = x->state[s].child, end = at + x->state[s].children;
	for (; at < end; at++)
		if (x->label[at] == class)
			return at;
	return 0;
}

/* Failures and suffixes of the children of S; S has its own. */
static void link_children(struct automaton *x, uint32_t s)
{
	const struct state *here = &x->state[s];
	for (uint32_t c = here->child; c < here->child + here->children; c++) {
		uint32_t fail = 0;
		for (uint32_t f = here->fail; s; f = x->state[f].fail) {
			fail = child_of(x, f, x->label[c]);
			if (fail || !f)
				break;
		}
		x->state[c].fail = fail;
		x->state[c].next = x->state[fail].ends ? fail : x->state[fail].next;
	}
}

static uint32_t cell(const struct automaton *x, uint32_t s)
{
	const struct state *to = &x->state[s];
	uint32_t speaks = to->ends || to->next ? SPEAKS : 0;
	return (s < x->rows ? s * x->width : s | SPARSE) | speaks;
}

static void fill_rows(struct automaton *x)
{
	for (uint32_t s = 0; s < x->rows; s++) {
		uint32_t *row = x->table + (size_t)s * x->width;
		const struct state *here = &x->state[s];
		if (s)
			memcpy(row, x->table + (size_t)here->fail * x->width,
			       sizeof *row * x->width);
		for (uint32_t c = here->child; c < here->child + here->children; c++)
			row[x->label[c]] = cell(x, c);
	}
}

struct automaton *automaton_new(struct needle *v, size_t n)
{
	struct automaton *x = mem_grow(NULL, sizeof *x);
	*x = (struct automaton){0};
	for (size_t i = 0; i < n; i++)
		v[i].head = head_of(v[i].text);
	if (n)
		qsort(v, n, sizeof *v, by_text);
	make_classes(x, v, n);
	size_t bytes = 1;
	for (size_t i = 0, same; i < n; i++) { /* upper bound: a state for each new byte */
		for (same = 0; i && same < v[i].text.n && same < v[i - 1].text.n; same++)
			if (v[i].text.p[same] != v[i - 1].text.p[same])
				break;
		bytes += v[i].text.n - same;
	}
	assert(bytes < TARGET);
	x->end = arena_array(&x->arena, struct end, n);
	for (size_t i = 0; i < n; i++)
		x->end[i] = (struct end){v[i].pattern, (uint32_t)v[i].text.n};
	x->state = arena_array(&x->arena, struct state, bytes);
	x->label = arena_array(&x->arena, uint8_t, bytes);
	struct subtree *trees = mem_grow(NULL, bytes * sizeof *trees);
	x->states = 1;
	trees[0] = (struct subtree){.hi = (uint32_t)n};
	for (uint32_t s = 0; s < x->states; s++)
		open_state(x, v, trees, s);
	mem_free(trees);
	for (uint32_t s = 0; s < x->states; s++)
		link_children(x, s);
	x->rows = TABLE_CELLS / x->width;
	if (x->rows > x->states)
		x->rows = x->states;
	x->table = arena_array(&x->arena, uint32_t, (size_t)x->rows * x->width);
	fill_rows(x);
	return x;
}

void automaton_free(struct automaton *x)
{
	if (!x)
		return;
	arena_free(&x->arena);
	mem_free(x);
}

size_t automaton_bytes(const struct automaton *x)
{
	return x->states * (sizeof *x->state + sizeof *x->label) +
	       (size_t)x->rows * x->width * sizeof *x->table;
}

static void speak(const struct automaton *x, uint32_t s, size_t end, automaton_hit *hit,
		  void *context)
{
	do {
		const struct state *here = &x->state[s];
		for (uint32_t i = here->first; i < here->first + here->ends; i++)
			hit(context, x->end[i].pattern, end - x->end[i].length, end);
		s = here->next;
	} while (s);
}

/* One step from a state without a row. */
static uint32_t step(const struct automaton *x, uint32_t s, uint8_t class)
{
	while (s >= x->rows) {
		uint32_t child = child_of(x, s, class);
		if (child)
			return cell(x, child);
		s = x->state[s].fail;
	}
	return x->table[(size_t)s * x->width + class];
}

void automaton_scan(const struct automaton *x, struct str text, automaton_hit *hit, void *context)
{
	const unsigned char *p = (const unsigned char *)text.p;
	const uint32_t *table = x->table;
	uint32_t row = 0;
	for (size_t i = 0; i < text.n; i++) {
		uint32_t to = table[row + x->class[p[i]]];
		while (to & (SPARSE | SPEAKS)) {
			uint32_t s = to & TARGET;
			if (!(to & SPARSE))
				s /= x->width;
			if (to & SPEAKS)
				speak(x, s, i + 1, hit, context);
			to &= ~SPEAKS;
			if (!(to & SPARSE))
				break;
			if (++i == text.n)
				return;
			to = step(x, s, x->class[p[i]]);
		}
		row = to;
	}
}
