/*
 * What each clause came to in a meeting.  Only "selected, applicable, looked at, satisfied" is a
 * pass: whatever keeps a rule from that is told apart here, and nothing falls through to a pass.
 */
#include "judge.h"
#include "text.h"

enum { EVIDENCE_MAX = 3 };

/* Of one clause, beside its verdict. */
struct basis {
	size_t rules, selected; /* that count for it */
	size_t kept, broken;    /* of these: passed as a whole; failed somewhere at level error */
};

/* What a rule came to. */
struct sum {
	bool passed, failed;
};

struct court {
	const struct ruleset *set;
	struct result *out;
	struct basis *bases; /* by clause */
	struct sum *sums;    /* by rule */
	bool blind;          /* there are files, or facts, that no rule could look at */
};

/* Hints decide nothing, but over clauses that are hints themselves. */
static bool counts(const struct clause *c, const struct rule_info *rule)
{
	return rule->level > LEVEL_INFO || c->weight == WEIGHT_INFO;
}

static void open_verdicts(struct court *t, const bool *selected)
{
	const struct ruleset *set = t->set;
	for (size_t i = 0; i < set->clauses.n; i++)
		list_add(&t->out->arena, &t->out->verdicts)->clause = &set->clauses.v[i];
	for (size_t i = 0; i < set->rules.n; i++) {
		const struct rule_info *rule = &set->rules.v[i].info;
		for (size_t k = 0; k < rule->clause_count; k++) {
			struct basis *b = &t->bases[rule->clauses[k] - set->clauses.v];
			b->rules += counts(rule->clauses[k], rule);
			b->selected += counts(rule->clauses[k], rule) && (!selected || selected[i]);
		}
	}
}

/* A few places of each rule, and no rule crowds out the others. */
static void add_evidence(struct court *t, struct verdict *v, const struct basis *b,
			 const struct checkpoint *c)
{
	size_t of_rule = 0, room = (EVIDENCE_MAX + b->rules - 1) / b->rules;
	for (size_t i = 0; i < v->evidence.n; i++)
		of_rule += v->evidence.v[i].rule == c->rule;
	if (c->witnesses.n && v->evidence.n < EVIDENCE_MAX && of_rule < room)
		*list_add(&t->out->arena, &v->evidence) = *c;
}

static void add_missing(struct court *t, struct verdict *v, struct str what)
{
	for (size_t i = 0; i < v->missing.n; i++)
		if (str_eq(v->missing.v[i], what))
			return;
	if (what.n)
		*list_add(&t->out->arena, &v->missing) = what;
}

static void hear(struct court *t, const struct checkpoint *c, const struct clause *clause)
{
	size_t i = (size_t)(clause - t->set->clauses.v);
	struct verdict *v = &t->out->verdicts.v[i];
	if (!counts(clause, c->rule))
		return;
	switch (c->outcome) {
	case OUTCOME_PASS:
		v->passed++;
		add_evidence(t, v, &t->bases[i], c);
		break;
	case OUTCOME_FAIL:
		v->failed += !c->waived;
		v->waived += c->waived != NULL;
		*list_add(&t->out->arena, &v->findings) = *c;
		break;
	case OUTCOME_UNKNOWN:
		v->unknown++;
		add_missing(t, v, c->missing);
		break;
	}
}

/* Files whose content no rule saw: what a clause asks for may stand in one of them. */
static bool is_unseen(const struct result *m, const struct material *f)
{
	return !f->ignored && (f->failure.n || (!f->kind.n && !m->outside));
}

static void unseen_files(struct court *t, struct verdict *v)
{
	v->why = N_("files that no rule could look at may hold it");
	for (size_t i = 0; i < t->out->materials.n; i++)
		if (is_unseen(t->out, &t->out->materials.v[i]))
			add_missing(t, v, t->out->materials.v[i].file);
}

/* One failure breaks a rule, however much of it passed. */
static void count_rules(struct court *t)
{
	const struct ruleset *set = t->set;
	for (size_t i = 0; i < set->rules.n; i++) {
		const struct rule_info *rule = &set->rules.v[i].info;
		for (size_t k = 0; k < rule->clause_count; k++) {
			struct basis *b = &t->bases[rule->clauses[k] - set->clauses.v];
			b->kept += counts(rule->clauses[k], rule) && t->sums[i].passed &&
				   !t->sums[i].failed;
			b->broken += t->sums[i].failed && rule->level == LEVEL_ERROR;
		}
	}
}

static enum verdict_type settle(struct court *t, struct verdict *v, const struct basis *b)
{
	if (v->failed)
		return b->kept || !b->broken ? VERDICT_PARTLY : VERDICT_FAILED;
	if (v->clause->checkable == CHECKABLE_HUMAN)
		return VERDICT_HUMAN;
	if (!b->rules)
		v->why = N_("no rule of the pack checks it");
	else if (b->selected < b->rules)
		v->why = N_("not all of its rules were to run");
	if (v->why || v->unknown)
		return VERDICT_UNCHECKED;
	if (v->waived)
		return VERDICT_WAIVED;
	if (v->passed)
		return VERDICT_PASSED;
	if (!t->blind)
		return VERDICT_IDLE;
	unseen_files(t, v);
	return VERDICT_UNCHECKED;
}

void judge_verdicts(const struct ruleset *set, const bool *selected, struct result *out)
{
	struct arena arena = {0};
	struct court t = {.set = set, .out = out, .blind = out->failure.n > 0};
	t.bases = arena_array(&arena, struct basis, set->clauses.n);
	t.sums = arena_array(&arena, struct sum, set->rules.n);
	for (size_t i = 0; i < out->materials.n; i++)
		t.blind = t.blind || is_unseen(out, &out->materials.v[i]);
	open_verdicts(&t, selected);
	for (size_t i = 0; i < out->checkpoints.n; i++) {
		const struct checkpoint *c = &out->checkpoints.v[i];
		for (size_t k = 0; k < c->rule->clause_count; k++)
			hear(&t, c, c->rule->clauses[k]);
		if (!c->rule->clause_count)
			continue;
		/* A rule that rests on a clause is one of the set: its info is its first member. */
		const struct rule *rule = (const struct rule *)(const void *)c->rule;
		struct sum *sum = &t.sums[rule - set->rules.v];
		sum->passed = sum->passed || c->outcome == OUTCOME_PASS;
		sum->failed = sum->failed || (c->outcome == OUTCOME_FAIL && !c->waived);
	}
	count_rules(&t);
	for (size_t i = 0; i < out->verdicts.n; i++)
		out->verdicts.v[i].type = settle(&t, &out->verdicts.v[i], &t.bases[i]);
	arena_free(&arena);
}
