/*
 * Columns that were not understood.  A rule that lacks a field there says too little, or calls absent what may
 * stand in such a column.  So rules that read the field are asked again, with the column taken for it: what then
 * comes out otherwise was not known, and says which column to name so that it is understood.
 */
#include "database.h"

static bool reads_doubt(const struct reads *r, const struct doubt *g)
{
	for (size_t i = 0; i < r->list.n; i++)
		if (r->list.v[i].table == g->table && r->list.v[i].column >= g->column &&
		    r->list.v[i].column < g->column + 3)
			return true;
	return false;
}

static bool same_column(const struct doubt *a, const struct doubt *b)
{
	return a->kind == b->kind && str_eq(a->file, b->file) && str_eq(a->heading, b->heading);
}

/* The fields that a rule wants and the column of doubt FIRST may hold: “a”或“b”; empty when an earlier one told them. */
static struct str fields_of(const struct judge *j, const struct reads *reads, size_t first)
{
	const struct facts *f = j->in->facts;
	struct buf b = {0};
	if (!reads_doubt(reads, &f->doubts.v[first]))
		return STR("");
	for (size_t i = 0; i < f->doubts.n; i++) {
		const struct doubt *d = &f->doubts.v[i];
		if (!same_column(d, &f->doubts.v[first]) || !reads_doubt(reads, d))
			continue;
		if (i < first) {
			b.n = 0;
			break;
		}
		if (str_find(buf_str(&b), d->field, 0) == SIZE_MAX)
			buf_printf(&b, "%s“%.*s”", b.n ? "或" : "", (int)d->field.n, d->field.p);
	}
	struct str out = arena_dup(j->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

/* How the columns must be called that the rule may want; empty when it reads none of the fields. */
static struct str what_to_name(const struct judge *j, const struct rule *rule)
{
	const struct facts *f = j->in->facts;
	struct buf b = {0};
	for (size_t i = 0; i < f->doubts.n; i++) {
		const struct doubt *d = &f->doubts.v[i];
		struct str fields = fields_of(j, query_reads(rule), i);
		if (!fields.n)
			continue;
		struct str words = kind_unnamed(j->arena, &j->in->set->kinds.v[d->kind], d, fields);
		buf_printf(&b, "%s%.*s", b.n ? "；" : "", (int)words.n, words.p);
	}
	struct str out = arena_dup(&j->out->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static bool same_place(const struct checkpoint *a, const struct checkpoint *b)
{
	if (!a->witnesses.n || !b->witnesses.n)
		return a->witnesses.n == b->witnesses.n;
	const struct place *p = &a->witnesses.v[0].place, *q = &b->witnesses.v[0].place;
	return str_eq(p->file, q->file) && p->line == q->line && p->column == q->column &&
	       str_eq(p->cell, q->cell);
}

static bool same_subject(const struct checkpoint *a, const struct checkpoint *b)
{
	for (size_t i = 0; i < a->subject.n; i++)
		if (!str_eq(a->subject.v[i].value, checkpoint_value(b, a->subject.v[i].key)))
			return false;
	return a->subject.n == b->subject.n;
}

struct again {
	struct checkpoint *v;
	size_t n;
	bool *taken;
};

/* Each failure of the second time stands for one of the first: the same one, else one at the same place. */
static bool fails_again(struct again *again, const struct checkpoint *c, bool whole)
{
	for (size_t i = 0; i < again->n; i++) {
		const struct checkpoint *other = &again->v[i];
		if (again->taken[i] || other->outcome != OUTCOME_FAIL || !same_place(c, other) ||
		    (whole && !same_subject(c, other)))
			continue;
		again->taken[i] = true;
		return true;
	}
	return false;
}

/* Where more passed without the column than fails for want of it, it is not the column that is wanted. */
static void compare(struct judge *j, const struct rule *rule, struct checkpoint *first, size_t n,
		    struct again *again, struct str what)
{
	bool *wanting = arena_array(j->arena, bool, n + 1);
	size_t passed = 0, failed = 0;
	for (size_t i = 0; i < n; i++) {
		passed += first[i].outcome == OUTCOME_PASS;
		wanting[i] = first[i].outcome == OUTCOME_FAIL && !fails_again(again, &first[i], true);
	}
	for (size_t i = 0; i < n; i++) {
		wanting[i] = wanting[i] && !fails_again(again, &first[i], false);
		failed += wanting[i];
	}
	for (size_t i = 0; i < n && failed >= passed; i++)
		if (wanting[i]) {
			first[i].outcome = OUTCOME_UNKNOWN;
			first[i].missing = what;
		}
	if (again->n > n && !(failed && failed >= passed))
		*list_add(&j->out->arena, &j->out->checkpoints) = (struct checkpoint){
		    .rule = &rule->info, .outcome = OUTCOME_UNKNOWN, .missing = what};
}

static void ask_again(struct judge *j, const struct rule *rule)
{
	struct result second = {.materials = j->out->materials};
	struct judge asking = *j;
	struct str what = what_to_name(j, rule);
	size_t from = 0, end;
	if (!what.n)
		return;
	asking.out = &second;
	rule->check->judge(&asking, rule);
	while (from < j->out->checkpoints.n && j->out->checkpoints.v[from].rule != &rule->info)
		from++;
	for (end = from; end < j->out->checkpoints.n && j->out->checkpoints.v[end].rule == &rule->info;)
		end++;
	struct again again = {second.checkpoints.v, second.checkpoints.n,
			      arena_array(j->arena, bool, second.checkpoints.n + 1)};
	compare(j, rule, j->out->checkpoints.v + from, end - from, &again, what);
	arena_free(&second.arena);
}

bool judge_guesses(struct judge *j, struct str *why)
{
	const struct judge_input *in = j->in;
	if (!in->facts->doubts.n)
		return true;
	if (!database_guess(j->database, &j->out->arena, in->set, in->facts, in->manifest->params, why))
		return false;
	for (size_t i = 0; i < in->set->rules.n; i++) {
		const struct rule *r = &in->set->rules.v[i];
		if (r->check->judge && (!in->selected || in->selected[i]))
			ask_again(j, r);
	}
	return true;
}
