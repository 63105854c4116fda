/*
 * Which terms the rules for a kind of material can come to ask for, through
 * conditions, classifiers and other terms: the matcher seeks no others there.
 */
#include "load.h"

struct reacher {
	const struct ruleset *set;
	bool *terms, *conditions, *classifiers;
};

static void reach_term(struct reacher *r, size_t term)
{
	const struct term *t = &r->set->terms.v[term];
	if (r->terms[term])
		return;
	r->terms[term] = true;
	for (size_t i = 0; i < t->of.list.n; i++)
		reach_term(r, t->of.list.v[i]);
	for (size_t i = 0; i < t->outside.list.n; i++)
		reach_term(r, t->outside.list.v[i]);
}

static void reach_uses(struct reacher *r, const struct uses *u)
{
	for (size_t i = 0; i < u->terms.list.n; i++)
		reach_term(r, u->terms.list.v[i]);
	for (size_t i = 0; i < u->conditions.list.n; i++) {
		size_t c = u->conditions.list.v[i];
		if (r->conditions[c])
			continue;
		r->conditions[c] = true;
		reach_uses(r, &r->set->conditions.v[c]->uses);
	}
	for (size_t i = 0; i < u->classifiers.list.n; i++) {
		size_t c = u->classifiers.list.v[i];
		if (r->classifiers[c])
			continue;
		r->classifiers[c] = true;
		reach_uses(r, &r->set->classifiers.v[c].uses);
	}
}

static bool looks_at(const struct ruleset *set, const struct rule *rule, size_t kind)
{
	return rule->check->run && index_in(&set->roles.v[rule->role].kinds, kind) &&
	       (!rule->kinds.list.n || index_in(&rule->kinds, kind));
}

void find_kind_terms(struct ruleset *set)
{
	set->kind_terms = arena_array(&set->arena, bool *, set->kinds.n);
	for (size_t k = 0; k < set->kinds.n; k++) {
		struct arena scratch = {0};
		struct reacher r = {.set = set};
		r.terms = arena_array(&set->arena, bool, set->terms.n);
		r.conditions = arena_array(&scratch, bool, set->conditions.n);
		r.classifiers = arena_array(&scratch, bool, set->classifiers.n);
		for (size_t i = 0; i < set->rules.n; i++)
			if (looks_at(set, &set->rules.v[i], k))
				reach_uses(&r, &set->rules.v[i].uses);
		set->kind_terms[k] = r.terms;
		arena_free(&scratch);
	}
}
