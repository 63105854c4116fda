/*
 * Conditions: named ones, and the trees in rules.  A map with several keys is
 * "all of them"; a list or a name stands for itself.
 */
#include "load.h"

void declare_conditions(struct loader *l, const struct node *n)
{
	if (n->type != NODE_MAP) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "expected a map of conditions");
		return;
	}
	for (const struct node *c = n->first; c; c = c->next) {
		if (map_get(&l->pack->term, c->key) != SIZE_MAX) {
			complain(l->complaints, l->yaml, c->key_mark, STR(""),
				 "“%s” is already the name of a term", c->key.p);
			continue;
		}
		if (!declare(l, c, &l->pack->condition, &l->pack->term_names,
			     l->set->conditions.n))
			continue;
		struct named *named = arena_new(l->arena, struct named);
		named->name = c->key;
		named->mark = c->key_mark;
		named->node = c;
		named->index = l->set->conditions.n;
		*list_add(l->arena, &l->set->conditions) = named;
		*list_add(l->arena, &l->pack->conditions.list) = (struct definition){c, l->yaml};
	}
}

static struct condition *make(struct loader *l, const struct node *n, enum condition_type type)
{
	struct condition *c = arena_new(l->arena, struct condition);
	c->type = type;
	c->mark = n->mark;
	c->min_param = c->max_param = SIZE_MAX;
	c->max = -1; /* none */
	*list_add(l->arena, &l->set->pieces) = c;
	return c;
}

static struct condition *by_name(struct loader *l, const struct node *n)
{
	size_t term = map_get(&l->pack->term, n->text);
	size_t named = map_get(&l->pack->condition, n->text);
	struct condition *c = make(l, n, term != SIZE_MAX ? COND_TERM : COND_NAMED);
	c->name = n->text;
	if (l->uses && (term != SIZE_MAX || named != SIZE_MAX))
		*list_add(l->arena, term != SIZE_MAX ? &l->uses->terms.list : &l->uses->conditions.list) =
		    term != SIZE_MAX ? term : named;
	if (term != SIZE_MAX)
		c->term = (uint32_t)term;
	else if (named != SIZE_MAX)
		c->named = l->set->conditions.v[named];
	else {
		complain(l->complaints, l->yaml, n->mark, pack_hint(l, &l->pack->term_names, n->text),
			 "unknown term or condition “%s”", n->text.p);
		return NULL;
	}
	return c;
}

static bool add_child(struct loader *l, const struct node *n, void *context)
{
	struct condition *parent = context;
	struct condition *child = load_condition(l, n);
	if (child)
		*list_add(l->arena, &parent->children) = child;
	return child != NULL;
}

static bool add_term_child(struct loader *l, const struct node *n, void *context)
{
	struct condition *parent = context;
	size_t before = parent->children.n;
	if (n->type != NODE_SCALAR || !add_child(l, n, context) || parent->children.n == before)
		return n->type == NODE_SCALAR ? false : add_child(l, n, context);
	if (parent->children.v[before]->type == COND_TERM)
		return true;
	complain(l->complaints, l->yaml, n->mark, STR(""), "“%s” must be a term here", n->text.p);
	return false;
}

static bool limits(struct loader *l, const struct node *n, struct condition *c)
{
	const struct node *min = node_get(n, "min"), *max = node_get(n, "max");
	bool ok = true;
	if (min)
		ok = load_amount(l, min, &c->min, &c->min_param);
	if (max)
		ok = load_amount(l, max, &c->max, &c->max_param) && ok;
	return ok;
}

static bool has_limits(struct loader *l, const struct node *n)
{
	if (node_get(n, "min") || node_get(n, "max"))
		return true;
	complain(l->complaints, l->yaml, n->mark, STR(""), "neither “min” nor “max”");
	return false;
}

/* {of: [...], min, max} with some of these keys. */
static struct condition *with_of(struct loader *l, const struct node *n, enum condition_type type,
				 const char *const *keys)
{
	struct condition *c = make(l, n, type);
	bool terms = type == COND_COUNT || type == COND_DISTANCE;
	if (!load_keys(l, n, keys, NULL) || !limits(l, n, c))
		return NULL;
	const struct node *least = node_get(n, "n");
	if (least && !load_amount(l, least, &c->min, &c->min_param))
		return NULL;
	const struct node *of = node_get(n, "of");
	if (!of || (type == COND_AT_LEAST && !least)) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "“%s” is missing", of ? "n" : "of");
		return NULL;
	}
	if (type == COND_COUNT && !has_limits(l, n))
		return NULL;
	if (!load_each(l, of, terms ? add_term_child : add_child, c))
		return NULL;
	if (type == COND_DISTANCE && (c->children.n != 2 || (c->max < 0 && c->max_param == SIZE_MAX))) {
		complain(l->complaints, l->yaml, n->mark, STR(""),
			 "distance needs two terms and “max”");
		return NULL;
	}
	return c;
}

static struct condition *list_of(struct loader *l, const struct node *n, enum condition_type type)
{
	struct condition *c = make(l, n, type);
	bool terms = type == COND_ORDER || type == COND_STARTS || type == COND_ENDS;
	return load_each(l, n, terms ? add_term_child : add_child, c) ? c : NULL;
}

static struct condition *inside(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"term", "in", NULL};
	struct condition *c = make(l, n, COND_INSIDE);
	const struct node *term = node_get(n, "term"), *in = node_get(n, "in");
	if (!load_keys(l, n, keys, NULL))
		return NULL;
	if (!term || !in) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "inside needs “term” and “in”");
		return NULL;
	}
	return add_term_child(l, term, c) && add_term_child(l, in, c) ? c : NULL;
}

static struct condition *score(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"of", "min", NULL};
	struct condition *c = make(l, n, COND_SCORE);
	const struct node *of = node_get(n, "of");
	if (!load_keys(l, n, keys, NULL) || !limits(l, n, c))
		return NULL;
	if (!of || of->type != NODE_MAP || !node_get(n, "min")) {
		complain(l->complaints, l->yaml, n->mark, STR(""),
			 "score needs “of: {name: weight}” and “min”");
		return NULL;
	}
	for (const struct node *w = of->first; w; w = w->next) {
		struct node name = {.type = NODE_SCALAR, .text = w->key, .mark = w->key_mark};
		struct condition *child = by_name(l, &name);
		if (!child || !load_number(l, w, &child->weight))
			return NULL;
		*list_add(l->arena, &c->children) = child;
	}
	return c;
}

static struct condition *keyed(struct loader *l, const struct node *n);

/* {unit: sentence, and the rest as of any condition}. */
static struct condition *units(struct loader *l, const struct node *n, enum condition_type type)
{
	static const char *const names[] = {"sentence", "clause", NULL};
	struct condition *c = make(l, n, type);
	const struct node *unit = node_get(n, "unit");
	size_t choice = 0;
	if (!unit) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "“unit” is missing");
		return NULL;
	}
	if (!load_choice(l, unit, names, &choice))
		return NULL;
	c->unit = (enum scope_unit)choice;
	struct condition *rest = keyed(l, n);
	if (!rest)
		return NULL;
	*list_add(l->arena, &c->children) = rest;
	return c;
}

/* {role: causes, and the rest as of any condition}. */
static struct condition *elsewhere(struct loader *l, const struct node *n)
{
	struct condition *c = make(l, n, COND_PART);
	const struct node *role = node_get(n, "role");
	if (!role) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "“role” is missing");
		return NULL;
	}
	c->role = load_role(l, role);
	struct condition *rest = c->role == SIZE_MAX ? NULL : keyed(l, n);
	if (!rest)
		return NULL;
	l->set->roles.v[c->role].asked = true;
	c->name = role->text;
	*list_add(l->arena, &c->children) = rest;
	return c;
}

static struct condition *one_key(struct loader *l, const struct node *n)
{
	static const char *const at_least[] = {"n", "of", NULL};
	static const char *const count[] = {"of", "min", "max", NULL};
	static const char *const distance[] = {"of", "max", NULL};
	static const char *const length[] = {"min", "max", NULL};
	struct str k = n->key;
	if (str_is(k, "all"))
		return list_of(l, n, COND_ALL);
	if (str_is(k, "any"))
		return list_of(l, n, COND_ANY);
	if (str_is(k, "none"))
		return list_of(l, n, COND_NONE);
	if (str_is(k, "at_least"))
		return with_of(l, n, COND_AT_LEAST, at_least);
	if (str_is(k, "count"))
		return with_of(l, n, COND_COUNT, count);
	if (str_is(k, "distance"))
		return with_of(l, n, COND_DISTANCE, distance);
	if (str_is(k, "order"))
		return list_of(l, n, COND_ORDER);
	if (str_is(k, "starts"))
		return list_of(l, n, COND_STARTS);
	if (str_is(k, "ends"))
		return list_of(l, n, COND_ENDS);
	if (str_is(k, "inside"))
		return inside(l, n);
	if (str_is(k, "score"))
		return score(l, n);
	if (str_is(k, "class"))
		return load_class_condition(l, n);
	if (str_is(k, "part"))
		return elsewhere(l, n);
	if (str_is(k, "same"))
		return units(l, n, COND_SAME);
	if (str_is(k, "every"))
		return units(l, n, COND_EVERY);
	struct condition *c = make(l, n, COND_LENGTH);
	return load_keys(l, n, length, NULL) && has_limits(l, n) && limits(l, n, c) ? c : NULL;
}

static const char *const condition_keys[] = {"all",	 "any",	  "none",   "at_least", "count",
					     "distance", "order", "starts", "ends",	"inside",
					     "score",	 "same",  "every",  "length",	"class",
					     "part",	 NULL};

static struct condition *keyed(struct loader *l, const struct node *n)
{
	static const char *const unit[] = {"unit", NULL}, *const role[] = {"role", NULL};
	bool in_units = str_is(n->key, "same") || str_is(n->key, "every");
	bool in_part = str_is(n->key, "part");
	if (!load_keys(l, n, condition_keys, in_units ? unit : in_part ? role : NULL))
		return NULL;
	struct condition *all = make(l, n, COND_ALL);
	for (const struct node *k = n->first; k; k = k->next) {
		if (str_is(k->key, "unit") || str_is(k->key, "role"))
			continue;
		struct condition *c = one_key(l, k);
		if (!c)
			return NULL;
		*list_add(l->arena, &all->children) = c;
	}
	if (!all->children.n) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "an empty condition");
		return NULL;
	}
	return all->children.n == 1 ? all->children.v[0] : all;
}

struct condition *load_condition(struct loader *l, const struct node *n)
{
	if (n->type == NODE_SCALAR)
		return by_name(l, n);
	if (n->type == NODE_LIST)
		return list_of(l, n, COND_ALL);
	return keyed(l, n);
}

/* A condition that reaches itself would never end: 0 not seen, 1 under way, 2 done. */
static bool circular(const struct condition *c, char *state)
{
	if (!c)
		return false;
	if (c->type == COND_NAMED) {
		size_t i = c->named->index;
		if (state[i] == 2)
			return false;
		if (state[i] == 1)
			return true;
		state[i] = 1;
		if (circular(c->named->condition, state))
			return true;
		state[i] = 2;
		return false;
	}
	if (c->type == COND_CLASS)
		for (size_t i = 0; i < c->classifier->votes.n; i++)
			if (circular(c->classifier->votes.v[i].condition, state))
				return true;
	for (size_t i = 0; i < c->children.n; i++)
		if (circular(c->children.v[i], state))
			return true;
	return false;
}

void define_conditions(struct loader *l)
{
	size_t n = l->set->conditions.n;
	for (size_t i = 0; i < n; i++) {
		const struct definition *d = &l->pack->conditions.list.v[i];
		l->yaml = d->yaml;
		l->uses = &l->set->conditions.v[i]->uses;
		l->set->conditions.v[i]->condition = load_condition(l, d->node);
	}
	l->uses = NULL;
	for (size_t i = 0; i < n; i++) {
		char *state = arena_alloc(l->arena, n);
		state[i] = 1;
		if (!circular(l->set->conditions.v[i]->condition, state))
			continue;
		const struct definition *d = &l->pack->conditions.list.v[i];
		complain(l->complaints, d->yaml, d->node->key_mark, STR(""),
			 "condition “%s” refers to itself", d->node->key.p);
		return;
	}
}
