/*
 * The exceptions of a meeting against what its rules found.  An exception is for a finding as
 * someone has seen it: when its words change, or its time is over, the finding counts again, and
 * that is said.
 */
#include "judge.h"

struct waiving {
	const struct judge_input *in;
	struct result *out;
	struct str *prints; /* of each checkpoint that a waiver may be for; empty: of the others */
};

static bool is_for(const struct waiver *w, const struct checkpoint *c)
{
	struct str file = c->witnesses.n ? c->witnesses.v[0].place.file : STR("");
	return c->outcome == OUTCOME_FAIL && str_eq(c->rule->id, w->rule) &&
	       (!w->file.n || path_glob(w->file, file));
}

static bool was_to_run(const struct judge_input *in, struct str rule)
{
	for (size_t i = 0; i < in->set->rules.n; i++)
		if (str_eq(in->set->rules.v[i].info.id, rule))
			return !in->selected || in->selected[i];
	return false;
}

/* Is some waiver for finding I? */
static bool is_meant(const struct waiving *v, size_t i)
{
	for (size_t k = 0; k < v->in->manifest->waivers.n; k++) {
		const struct waiver *w = &v->in->manifest->waivers.v[k];
		if (is_for(w, &v->out->checkpoints.v[i]) && str_eq(w->fingerprint, v->prints[i]))
			return true;
	}
	return false;
}

static enum waiver_state waive(struct waiving *v, const struct waiver *w, int32_t today)
{
	bool expired = today == DAY_NONE || today > w->until;
	enum waiver_state state = WAIVER_UNUSED;
	for (size_t i = 0; i < v->out->checkpoints.n; i++) {
		struct checkpoint *c = &v->out->checkpoints.v[i];
		if (!is_for(w, c))
			continue;
		if (!str_eq(w->fingerprint, v->prints[i])) {
			if (state == WAIVER_UNUSED && !is_meant(v, i))
				state = WAIVER_CHANGED;
			continue;
		}
		state = expired ? WAIVER_EXPIRED : WAIVER_HOLDS;
		if (!expired && !c->waived)
			c->waived = w;
	}
	return was_to_run(v->in, w->rule) ? state : WAIVER_UNASKED;
}

void judge_waivers(const struct judge_input *in, int32_t today, struct result *out)
{
	const struct manifest *m = in->manifest;
	struct arena arena = {0};
	struct waiving v = {.in = in, .out = out};
	out->today = today;
	out->dated = m->waivers.n > 0;
	v.prints = arena_array(&arena, struct str, out->checkpoints.n);
	for (size_t i = 0; i < out->checkpoints.n; i++)
		for (size_t k = 0; k < m->waivers.n && !v.prints[i].n; k++)
			if (is_for(&m->waivers.v[k], &out->checkpoints.v[i]))
				v.prints[i] =
				    checkpoint_fingerprint(&arena, &out->checkpoints.v[i]);
	for (size_t k = 0; k < m->waivers.n; k++) {
		struct waiver *w = &m->waivers.v[k];
		w->place.file = m->file;
		w->state = waive(&v, w, today);
		*list_add(&out->arena, &out->waivers) = w;
	}
	arena_free(&arena);
}
