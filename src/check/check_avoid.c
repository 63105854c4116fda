/* avoid: each hit of some terms is a finding at the place of the hit. */
#include "check.h"

struct avoid {
	LIST(const struct condition *) terms;
	long most; /* findings per part; 0: all */
	size_t most_param;
};

static bool add_term(struct loader *l, const struct node *n, void *context)
{
	struct avoid *v = context;
	const struct condition *d = load_condition(l, n);
	if (!d)
		return false;
	if (d->type != COND_TERM) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "expected the name of a term");
		return false;
	}
	*list_add(l->arena, &v->terms) = d;
	return true;
}

static bool load(struct loader *l, const struct node *map, struct rule *rule)
{
	struct avoid *v = arena_new(l->arena, struct avoid);
	const struct node *terms = node_get(map, "terms"), *most = node_get(map, "most");
	v->most_param = SIZE_MAX;
	rule->config = v;
	if (!terms) {
		complain(l->complaints, l->yaml, map->mark, STR(""), "the rule has no “terms”");
		return false;
	}
	return load_each(l, terms, add_term, v) &&
	       (!most || load_amount(l, most, &v->most, &v->most_param));
}

/* The next hit in S that begins at or behind FROM, of all terms; NULL at the end. */
static const struct hit *next_hit(const struct checker *c, const struct avoid *v, struct span s)
{
	const struct hit *first = NULL;
	for (size_t i = 0; i < v->terms.n; i++) {
		const struct hit *h = hits_next(&c->hits, v->terms.v[i]->term, s, NULL);
		if (h && (!first || h->span.start < first->span.start))
			first = h;
	}
	return first;
}

static void run(struct checker *c, const struct rule *rule)
{
	const struct avoid *v = rule->config;
	long most = amount(c, v->most, v->most_param);
	for (size_t i = 0; i < c->parts.n; i++) {
		const struct part *part = &c->parts.v[i];
		struct span rest = part->body;
		const struct hit *h;
		long n = 0;
		if (!rule_selects(c, rule, part) || rest.end == rest.start)
			continue;
		for (; (!most || n < most) && (h = next_hit(c, v, rest)); n++) {
			struct checkpoint *at = checker_add(c, rule, OUTCOME_FAIL, part, h->span);
			checker_value(c, at, "found", document_slice(c->document, h->span));
			rest.start = h->span.end;
		}
		if (!n)
			checker_add(c, rule, OUTCOME_PASS, part, part->body);
	}
}

/* For `explain`: the hits of one part. */
static void trace(const struct checker *c, const struct rule *rule, const struct part *part,
		  struct trace *t)
{
	const struct avoid *v = rule->config;
	struct span hit;
	for (size_t i = 0; i < v->terms.n; i++)
		condition_holds(c, v->terms.v[i], part->body, &hit, t);
}

static const char *const keys[] = {"terms", "most", NULL};
static const char *const placeholders[] = {"found", NULL};

const struct check_kind check_avoid = {
    .name = "avoid",
    .help = "each hit of some terms is a finding, at the place of the hit",
    .keys = keys,
    .load = load,
    .run = run,
    .trace = trace,
    .placeholders = placeholders,
};
