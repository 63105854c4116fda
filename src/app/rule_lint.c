/*
 * What stands in a pack to no purpose: found by going from the rules to all that they mention.
 * Of a pack that others extend, something that only they use is used.
 */
#include "app.h"
#include "text.h"

struct linter {
	struct arena *arena;
	const struct ruleset *set;
	struct str dir; /* only what is defined below it */
	bool *terms, *conditions, *classifiers, *params, *roles, *views;
	struct lint_findings *out;
};

/* ---- from the rules to what they mention ------------------------------------------ */

static void reach(struct linter *l, const struct uses *u);

static void reach_term(struct linter *l, size_t term)
{
	const struct term *t = &l->set->terms.v[term];
	if (l->terms[term])
		return;
	l->terms[term] = true;
	for (size_t i = 0; i < t->of.list.n; i++)
		reach_term(l, t->of.list.v[i]);
	for (size_t i = 0; i < t->outside.list.n; i++)
		reach_term(l, t->outside.list.v[i]);
}

static void reach_role(struct linter *l, size_t role)
{
	const struct role *r = &l->set->roles.v[role];
	if (l->roles[role])
		return;
	l->roles[role] = true;
	for (size_t i = 0; i < r->finders.n; i++) {
		const struct finder *f = &r->finders.v[i];
		for (size_t k = 0; k < f->inside.list.n; k++)
			reach_role(l, f->inside.list.v[k]);
		for (size_t k = 0; k < f->outside.list.n; k++)
			reach_role(l, f->outside.list.v[k]);
	}
}

static void reach(struct linter *l, const struct uses *u)
{
	for (size_t i = 0; i < u->terms.list.n; i++)
		reach_term(l, u->terms.list.v[i]);
	for (size_t i = 0; i < u->params.list.n; i++)
		l->params[u->params.list.v[i]] = true;
	for (size_t i = 0; i < u->roles.list.n; i++)
		reach_role(l, u->roles.list.v[i]);
	for (size_t i = 0; i < u->conditions.list.n; i++) {
		size_t c = u->conditions.list.v[i];
		if (l->conditions[c])
			continue;
		l->conditions[c] = true;
		reach(l, &l->set->conditions.v[c]->uses);
	}
	for (size_t i = 0; i < u->classifiers.list.n; i++) {
		size_t c = u->classifiers.list.v[i];
		if (l->classifiers[c])
			continue;
		l->classifiers[c] = true;
		reach(l, &l->set->classifiers.v[c].uses);
	}
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

bool has_word(struct str text, struct str word)
{
	for (size_t at = 0; (at = str_find(text, word, at)) != SIZE_MAX; at++)
		if ((!at || !is_word(text.p[at - 1])) &&
		    (at + word.n == text.n || !is_word(text.p[at + word.n])))
			return true;
	return false;
}

/* Tables of roles, views and params in SQL, sections in messages; what fragments put in, too. */
static void reach_words(struct linter *l, struct str text)
{
	for (size_t i = 0; i < l->set->roles.n; i++)
		if (has_word(text, l->set->roles.v[i].table) ||
		    has_word(text, l->set->roles.v[i].name))
			reach_role(l, i);
	for (size_t i = 0; i < l->set->params.n; i++)
		if (str_find(text, arena_printf(l->arena, ":%s", l->set->params.v[i].name.p), 0) !=
		    SIZE_MAX)
			l->params[i] = true;
	for (size_t i = 0; i < l->set->views.n; i++) {
		const struct view *v = &l->set->views.v[i];
		if (!l->views[i] && has_word(text, v->name)) {
			l->views[i] = true;
			reach_words(l, v->sql);
		}
	}
	for (size_t i = 0; i < l->set->fragments.n; i++) {
		const struct fragment *f = &l->set->fragments.v[i];
		if (str_find(text, arena_printf(l->arena, "{{%s}}", f->name.p), 0) != SIZE_MAX)
			reach_words(l, f->text);
	}
}

static void reach_node(struct linter *l, const struct node *n)
{
	static const char *const skipped[] = {"id", "title", "why", "tests", "clause", NULL};
	for (size_t i = 0; skipped[i]; i++)
		if (str_is(n->key, skipped[i]))
			return;
	if (n->type == NODE_SCALAR)
		reach_words(l, n->text);
	for (const struct node *child = n->first; child; child = child->next)
		reach_node(l, child);
}

static void reach_all(struct linter *l)
{
	for (size_t i = 0; i < l->set->rules.n; i++) {
		reach(l, &l->set->rules.v[i].uses);
		reach_node(l, l->set->rules.v[i].node);
	}
	for (size_t i = 0; i < l->set->kinds.n; i++) /* what makes a file of the kind understood */
		for (size_t k = 0; k < l->set->kinds.v[i].holds.list.n; k++)
			reach_role(l, l->set->kinds.v[i].holds.list.v[k]);
	for (size_t i = 0; i < l->set->init.guesses.n; i++) {
		const struct strings *q = &l->set->init.guesses.v[i].queries;
		for (size_t k = 0; k < q->list.n; k++)
			reach_words(l, q->list.v[k]);
	}
}

/* ---- findings ----------------------------------------------------------------------- */

static bool defined_here(const struct linter *l, struct mark mark)
{
	struct str file = mark.origin ? mark.origin->file : STR("");
	return str_starts(file, l->dir) && file.n > l->dir.n && file.p[l->dir.n] == '/';
}

static void find(struct linter *l, const char *what, struct str name, struct mark mark,
		 const char *message)
{
	if (defined_here(l, mark))
		*list_add(l->arena, &l->out->list) = (struct lint_finding){
		    .what = what, .name = name, .message = str_of(message), .mark = mark};
}

/* Where a section begins another ends: it is of use without a rule. */
static bool is_section(const struct role *r)
{
	for (size_t i = 0; i < r->finders.n; i++)
		if (r->finders.v[i].type == FIND_SECTION)
			return true;
	return false;
}

static void find_unused(struct linter *l)
{
	const struct ruleset *set = l->set;
	for (size_t i = 0; i < set->terms.n; i++)
		if (set->terms.v[i].node && !l->terms[i])
			find(l, "dead-term", set->terms.v[i].name, set->terms.v[i].mark,
			     _("no rule uses this term"));
	for (size_t i = 0; i < set->conditions.n; i++)
		if (!l->conditions[i])
			find(l, "unreachable-condition", set->conditions.v[i]->name,
			     set->conditions.v[i]->mark, _("no rule uses this condition"));
	for (size_t i = 0; i < set->classifiers.n; i++)
		if (!l->classifiers[i])
			find(l, "unused-classifier", set->classifiers.v[i].name,
			     set->classifiers.v[i].mark, _("no rule asks this classifier"));
	for (size_t i = 0; i < set->fragments.n; i++)
		if (!set->fragments.v[i].used)
			find(l, "unused-fragment", set->fragments.v[i].name,
			     set->fragments.v[i].mark, _("no pattern uses this fragment"));
	for (size_t i = 0; i < set->views.n; i++)
		if (!l->views[i])
			find(l, "unused-view", set->views.v[i].name, set->views.v[i].mark,
			     _("no query asks this view"));
	for (size_t i = 0; i < set->params.n; i++)
		if (!l->params[i])
			find(l, "unused-param", set->params.v[i].name, set->params.v[i].mark,
			     _("no rule uses this parameter"));
	for (size_t i = 0; i < set->roles.n; i++)
		if (!l->roles[i] && !is_section(&set->roles.v[i]))
			find(l, "unused-role", set->roles.v[i].name, set->roles.v[i].mark,
			     _("no rule looks at this role"));
}

/* ---- conditions that can never hold -------------------------------------------------- */

static bool same_name(const struct condition *a, const struct condition *b)
{
	return a->type == b->type && (a->type == COND_TERM || a->type == COND_NAMED) &&
	       str_eq(a->name, b->name);
}

/* Of what must hold all together, one thing must not hold, either. */
static bool contradicts(const struct condition *all, const struct condition *wanted)
{
	for (size_t i = 0; i < all->children.n; i++) {
		const struct condition *none = all->children.v[i];
		for (size_t k = 0; none->type == COND_NONE && k < none->children.n; k++)
			if (same_name(none->children.v[k], wanted))
				return true;
	}
	return false;
}

static bool is_contradiction(const struct condition *c)
{
	for (size_t i = 0; c->type == COND_ALL && i < c->children.n; i++) {
		const struct condition *child = c->children.v[i];
		if (contradicts(c, child))
			return true;
		for (size_t k = 0; child->type == COND_ALL && k < child->children.n; k++)
			if (contradicts(c, child->children.v[k]))
				return true;
	}
	return false;
}

/* More than all of it together can give. */
static bool asks_too_much(const struct condition *c)
{
	long most = 0;
	for (size_t i = 0; i < c->children.n; i++)
		most += c->type == COND_AT_LEAST ? 1 : c->children.v[i]->weight > 0 ? c->children.v[i]->weight : 0;
	return (c->type == COND_AT_LEAST || c->type == COND_SCORE) && c->min_param == SIZE_MAX && c->min > most;
}

static void find_impossible(struct linter *l)
{
	for (size_t i = 0; i < l->set->pieces.n; i++) {
		const struct condition *c = l->set->pieces.v[i];
		const char *why = NULL;
		if (c->min_param == SIZE_MAX && c->max_param == SIZE_MAX && c->max >= 0 && c->min > c->max)
			why = _("“min” is above “max”: it can never hold");
		else if (asks_too_much(c))
			why = _("it asks for more than there is: it can never hold");
		else if (is_contradiction(c))
			why = _("the same must hold and must not: it can never hold");
		if (why)
			find(l, "unreachable-condition", STR("condition"), c->mark, why);
	}
}

static void find_patterns(struct linter *l)
{
	for (size_t i = 0; i < l->set->terms.n; i++) {
		const struct term *t = &l->set->terms.v[i];
		for (size_t k = 0; k < t->patterns.n; k++)
			if (!matcher_regex_anchored(t->patterns.v[k].text))
				find(l, "no-literal", t->name, t->patterns.v[k].mark,
				     _("this pattern has no piece of plain text that every match "
				       "must "
				       "have, and is tried on every paragraph"));
	}
}

static void find_clauses(struct linter *l)
{
	for (size_t i = 0; i < l->set->clauses.n; i++) {
		const struct clause *c = &l->set->clauses.v[i];
		bool used = c->checkable == CHECKABLE_HUMAN || c->cover.n;
		for (size_t r = 0; r < l->set->rules.n && !used; r++)
			for (size_t k = 0; k < l->set->rules.v[r].info.clause_count; k++)
				used = used || l->set->rules.v[r].info.clauses[k] == c;
		if (!used)
			find(l, "unused-clause", c->id, c->mark, _("no rule rests on this clause"));
	}
}

static void find_labels(struct linter *l, const struct rule *r)
{
	const struct indexes *kinds = &r->kinds;
	if (!r->info.label.n || r->role == SIZE_MAX)
		return;
	if (!kinds->list.n)
		kinds = &l->set->roles.v[r->role].kinds;
	for (size_t i = 0; i < kinds->list.n; i++)
		if (l->set->kinds.v[kinds->list.v[i]].ok_label.n)
			return;
	find(l, "no-ok-label", r->info.id, r->info.mark,
	     _("the rule gives a label, but no kind that it looks at has an ok_label"));
}

static void find_tests(struct linter *l)
{
	struct coverage *covered = arena_array(l->arena, struct coverage, l->set->rules.n);
	cases_expect(l->arena, l->set, covered);
	for (size_t i = 0; i < l->set->rules.n; i++) {
		const struct rule *r = &l->set->rules.v[i];
		for (size_t k = 0; k < r->tests.n; k++)
			covered[i].seen[r->tests.v[k].expected] = true;
		if (!covered[i].seen[OUTCOME_FAIL])
			find(l, "no-failing-test", r->info.id, r->info.mark,
			     _("no test makes this rule fail"));
		if (!covered[i].seen[OUTCOME_PASS])
			find(l, "no-silent-test", r->info.id, r->info.mark,
			     _("no test keeps this rule silent"));
		find_labels(l, r);
	}
}

static void lint_set(struct arena *a, const struct ruleset *set, struct str dir,
		     struct lint_findings *out)
{
	struct linter l = {.arena = a, .set = set, .dir = dir, .out = out};
	l.terms = arena_array(a, bool, set->terms.n);
	l.conditions = arena_array(a, bool, set->conditions.n);
	l.classifiers = arena_array(a, bool, set->classifiers.n);
	l.params = arena_array(a, bool, set->params.n);
	l.views = arena_array(a, bool, set->views.n);
	l.roles = arena_array(a, bool, set->roles.n);
	reach_all(&l);
	find_unused(&l);
	find_impossible(&l);
	find_patterns(&l);
	find_clauses(&l);
	find_tests(&l);
}

/* ---- packs that extend this one ------------------------------------------------------- */

static bool has(const struct lint_findings *list, const struct lint_finding *f)
{
	for (size_t i = 0; i < list->list.n; i++) {
		const struct lint_finding *g = &list->list.v[i];
		if (!strcmp(f->what, g->what) && f->mark.line == g->mark.line &&
		    f->mark.column == g->mark.column &&
		    str_eq(f->mark.origin->file, g->mark.origin->file))
			return true;
	}
	return false;
}

/* Tests and patterns must be right in the pack that has them; use may be elsewhere. */
static bool is_use(const struct lint_finding *f)
{
	return str_starts(str_of(f->what), STR("unused")) ||
	       str_starts(str_of(f->what), STR("dead")) ||
	       str_starts(str_of(f->what), STR("unreachable"));
}

/* Of what is used nowhere, keeps what the extending pack does not use either. */
static void narrow(struct arena *a, const struct ruleset *extending, struct str dir,
		   struct lint_findings *out)
{
	struct lint_findings there = {0};
	size_t n = 0;
	lint_set(a, extending, dir, &there);
	for (size_t i = 0; i < out->list.n; i++)
		if (!is_use(&out->list.v[i]) || has(&there, &out->list.v[i]))
			out->list.v[n++] = out->list.v[i];
	out->list.n = n;
}

static int compare(const void *x, const void *y)
{
	const struct lint_finding *a = x, *b = y;
	int order = str_cmp(a->mark.origin->file, b->mark.origin->file);
	if (!order && a->mark.line != b->mark.line)
		order = a->mark.line < b->mark.line ? -1 : 1;
	if (!order && a->mark.column != b->mark.column)
		order = a->mark.column < b->mark.column ? -1 : 1;
	return order ? order : strcmp(a->what, b->what);
}

void lint(bg_session *s, struct arena *a, const struct ruleset *set, struct lint_findings *out)
{
	struct strings names = {0};
	struct complaints ignored = {.arena = a}; /* of other packs: told when they are looked at */
	lint_set(a, set, set->dir, out);
	session_pack_names(s, &names);
	for (size_t i = 0; i < names.list.n && out->list.n; i++) {
		if (str_eq(names.list.v[i], set->name))
			continue;
		const struct ruleset *other =
		    session_pack(s, names.list.v[i], NULL, MARK_TOP, &ignored);
		for (size_t k = 0; other && k + 1 < other->layers.list.n; k++)
			if (str_eq(other->layers.list.v[k], set->dir))
				narrow(a, other, set->dir, out);
	}
	if (out->list.n)
		qsort(out->list.v, out->list.n, sizeof *out->list.v, compare);
}
