/* Which of the finds of all rules are told: not those in right words, and one for each place. */
#include "phrase.h"

static int compare_exacts(const void *a, const void *b)
{
	const struct exact *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end < y->end ? -1 : x->end > y->end;
}

/* The surer, then the longer phrase, then the one with a reason; last, the order of the pack. */
static int compare_finds(const void *a, const void *b)
{
	const struct find *x = a, *y = b;
	size_t n = x->form->text.chars.n, m = y->form->text.chars.n;
	if (x->edit != y->edit)
		return x->edit < y->edit ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (n != m)
		return n > m ? -1 : 1;
	if (!x->form->why.n != !y->form->why.n)
		return x->form->why.n ? -1 : 1;
	if (x->rule != y->rule)
		return x->rule < y->rule ? -1 : 1;
	return x->form < y->form ? -1 : x->form > y->form;
}

/* Ends of the right forms that begin at or before each: the largest so far. */
static size_t *furthest_ends(struct arena *a, const struct phrase_memory *m)
{
	size_t *ends = arena_array(a, size_t, m->exacts.n + 1), furthest = 0;
	for (size_t i = 0; i < m->exacts.n; i++) {
		if (m->exacts.v[i].end > furthest)
			furthest = m->exacts.v[i].end;
		ends[i] = furthest;
	}
	return ends;
}

/* Is there a right form that holds all of [start, end)? */
static bool is_right(const struct phrase_memory *m, const size_t *ends, size_t start, size_t end)
{
	size_t low = 0, high = m->exacts.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (m->exacts.v[middle].start <= start)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && ends[low - 1] >= end;
}

/* Right as it stands: what differs lies in a right form, or all that agrees with the phrase does.
 */
static bool dismissed(const struct phrase_memory *m, const size_t *ends, const struct find *f)
{
	size_t start = f->start, end = f->end;
	if (is_right(m, ends, f->edit, f->edit_end))
		return true;
	if (f->rank != RANK_EDGE)
		return is_right(m, ends, start, end);
	if (f->form_edit == 0 && f->edit == start && f->edit_end <= end)
		start += f->end - f->start == f->form->text.chars.n;
	else if (f->edit_end >= end)
		end -= f->end - f->start == f->form->text.chars.n;
	return is_right(m, ends, start, end);
}

static void also_near(struct arena *a, const struct find *other, struct find *best)
{
	struct str raw = other->form->raw;
	bool same = other->form->type == FORM_WRONG || other->rank != best->rank ||
		    best->rank == RANK_WRONG || str_eq(raw, best->form->raw) ||
		    str_find(best->form->raw, raw, 0) != SIZE_MAX;
	if (!same)
		best->others = arena_printf(a, "%.*s%s%.*s", (int)best->others.n, best->others.p,
					    best->others.n ? "\n" : "", (int)raw.n, raw.p);
}

static bool surer(const struct find *a, const struct find *b)
{
	if (a->rank != b->rank)
		return a->rank < b->rank;
	return a->form->text.chars.n > b->form->text.chars.n;
}

void phrases_settle(struct arena *a, struct phrase_memory *m)
{
	size_t n = 0;
	if (m->exacts.n)
		qsort(m->exacts.v, m->exacts.n, sizeof *m->exacts.v, compare_exacts);
	const size_t *ends = furthest_ends(a, m);
	if (m->finds.n)
		qsort(m->finds.v, m->finds.n, sizeof *m->finds.v, compare_finds);
	for (size_t i = 0; i < m->finds.n; i++) {
		struct find *f = &m->finds.v[i];
		if (dismissed(m, ends, f))
			continue;
		struct find *last = n ? &m->finds.v[n - 1] : NULL;
		/* A gap and what stands beside it are the same place. */
		if (!last || f->edit > last->edit_end) {
			m->finds.v[n++] = *f;
		} else if (surer(f, last)) {
			struct find old = *last;
			*last = *f;
			last->others = (struct str){0};
			also_near(a, &old, last);
		} else {
			also_near(a, f, last);
		}
	}
	m->finds.n = n;
}
