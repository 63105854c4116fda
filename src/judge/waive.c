/*
 * The exceptions of a meeting against what its rules found.  An exception with a fingerprint is for a finding
 * as someone has seen it: when its words change, the finding counts again, and so it does when the
 * exception's time is over.
 */
#include "judge.h"

struct waiving {
	struct result *out;
	int32_t today;
	struct map first;   /* by rule, or of a baseline by rule and fingerprint: its first exception */
	struct map unknown; /* rules that could not look at something */
	size_t *next;       /* by exception: the next one of its rule, or SIZE_MAX */
	size_t *used;       /* by exception: findings that it waives */
	struct arena arena;
};

static bool has_ended(const struct exception *e, int32_t today)
{
	return e->expires != DAY_NONE && (today == DAY_NONE || today > e->expires);
}

static bool before(uint32_t line, uint32_t column, uint32_t other_line, uint32_t other_column)
{
	return line < other_line || (line == other_line && column < other_column);
}

/* Does A end at or before the start of B?  An empty place holds what follows it. */
static bool is_ahead(const struct place *a, const struct place *b)
{
	bool empty = !before(a->line, a->column, a->end_line, a->end_column);
	return empty ? before(a->line, a->column, b->line, b->column)
		     : !before(b->line, b->column, a->end_line, a->end_column);
}

static bool overlap(const struct place *a, const struct place *b)
{
	return str_eq(a->file, b->file) && a->sheet == b->sheet && !is_ahead(a, b) && !is_ahead(b, a);
}

static bool has_subject(const struct exception *e, const struct checkpoint *c)
{
	for (size_t i = 0; i < e->subject.n; i++)
		if (!str_eq(checkpoint_value(c, e->subject.v[i].key), e->subject.v[i].value))
			return false;
	return true;
}

/* Is E for C, as far as no fingerprint is asked for?  Their rules are the same. */
static bool is_for(const struct exception *e, const struct checkpoint *c)
{
	static const struct place nowhere;
	const struct place *p = c->witnesses.n ? &c->witnesses.v[0].place : &nowhere;
	return (!e->file.n || path_glob(e->file, p->file)) &&
	       (!e->scope.file.n || overlap(&e->scope, p)) && has_subject(e, c);
}

static bool was_to_run(const struct judge_input *in, struct str rule)
{
	for (size_t i = 0; i < in->set->rules.n; i++)
		if (str_eq(in->set->rules.v[i].info.id, rule))
			return !in->selected || in->selected[i];
	return true; /* one of the engine's own */
}

/* One exception that is for C, its words too. */
static void apply(struct waiving *v, size_t at, struct checkpoint *c)
{
	struct exception *e = v->out->exceptions.v[at];
	bool full = e->count && v->used[at] >= e->count && !c->waived;
	if (c->rule->unwaivable) {
		e->state = EXCEPTION_FORBIDDEN;
	} else if (has_ended(e, v->today)) {
		e->state = EXCEPTION_EXPIRED;
	} else if (!full) {
		e->state = EXCEPTION_HOLDS;
		v->used[at] += !c->waived;
		c->waived = c->waived ? c->waived : e;
	}
}

/* Of the findings in a baseline there may be thousands of one rule; rules have no line ends in their names. */
static struct str known_key(struct arena *a, struct str rule, struct str fingerprint)
{
	return arena_printf(a, "%.*s\n%.*s", (int)rule.n, rule.p, (int)fingerprint.n, fingerprint.p);
}

/* All exceptions for C, which failed; those of a baseline are the last. */
static void hear(struct waiving *v, struct checkpoint *c)
{
	struct arena scratch = {0};
	size_t first = map_get(&v->first, c->rule->id);
	struct str print = checkpoint_fingerprint(&scratch, c);
	bool meant = false;
	for (size_t i = first; i != SIZE_MAX; i = v->next[i]) {
		const struct exception *e = v->out->exceptions.v[i];
		if (is_for(e, c) && (!e->fingerprint.n || str_eq(e->fingerprint, print))) {
			apply(v, i, c);
			meant = true;
		}
	}
	size_t known = map_get(&v->first, known_key(&scratch, c->rule->id, print));
	for (size_t i = known; i != SIZE_MAX; i = v->next[i])
		if (is_for(v->out->exceptions.v[i], c)) {
			apply(v, i, c);
			meant = true;
		}
	for (size_t i = first; i != SIZE_MAX && !meant; i = v->next[i]) {
		struct exception *e = v->out->exceptions.v[i];
		if (e->state == EXCEPTION_UNUSED && is_for(e, c))
			e->state = EXCEPTION_CHANGED;
	}
	arena_free(&scratch);
}

static void chain(struct waiving *v)
{
	struct exception **list = v->out->exceptions.v;
	for (size_t i = v->out->exceptions.n; i-- > 0;) {
		struct exception *e = list[i];
		struct str key = e->source == EXCEPTION_BASELINE
				     ? known_key(&v->arena, e->rule, e->fingerprint)
				     : e->rule;
		size_t *at = map_at(&v->arena, &v->first, key);
		e->state = EXCEPTION_UNUSED;
		v->next[i] = *at;
		*at = i;
	}
}

/* Those that nothing was found for. */
static void settle(struct waiving *v, const struct judge_input *in)
{
	for (size_t i = 0; i < v->out->exceptions.n; i++) {
		struct exception *e = v->out->exceptions.v[i];
		bool idle = e->state == EXCEPTION_UNUSED || e->state == EXCEPTION_CHANGED;
		if (!was_to_run(in, e->rule) || (idle && map_get(&v->unknown, e->rule) != SIZE_MAX))
			e->state = EXCEPTION_UNASKED;
		else if (idle && has_ended(e, v->today))
			e->state = EXCEPTION_EXPIRED;
	}
}

void judge_exceptions(const struct judge_input *in, int32_t today, struct result *out)
{
	struct waiving v = {.out = out, .today = today};
	size_t n = out->exceptions.n;
	out->today = today;
	for (size_t i = 0; i < n; i++)
		out->dated = out->dated || out->exceptions.v[i]->expires != DAY_NONE;
	v.next = arena_array(&v.arena, size_t, n);
	v.used = arena_array(&v.arena, size_t, n);
	chain(&v);
	for (size_t i = 0; n && i < out->checkpoints.n; i++) {
		struct checkpoint *c = &out->checkpoints.v[i];
		if (c->outcome == OUTCOME_FAIL)
			hear(&v, c);
		else if (c->outcome == OUTCOME_UNKNOWN)
			*map_at(&v.arena, &v.unknown, c->rule->id) = 1;
	}
	settle(&v, in);
	arena_free(&v.arena);
}
