/* passage: a condition over each passage of a role; the passage fails when it holds. */
#include "check.h"

struct passage {
	const struct condition *applies_if, *fail_if, *unless, *unless_when;
	size_t unless_inside;
};

static bool load_unless(struct loader *l, const struct node *n, struct passage *p)
{
	static const char *const keys[] = {"inside", "unit", "when", NULL};
	const struct node *inside = node_get(n, "inside"), *unit = node_get(n, "unit");
	const struct node *when = node_get(n, "when");
	if (!load_keys(l, n, keys, NULL))
		return false;
	if (!inside || !unit) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "unless needs “inside” and “unit”");
		return false;
	}
	p->unless_inside = load_role(l, inside);
	p->unless = load_condition(l, unit);
	if (when && !(p->unless_when = load_condition(l, when)))
		return false;
	return p->unless && p->unless_inside != SIZE_MAX;
}

static bool load(struct loader *l, const struct node *map, struct rule *rule)
{
	struct passage *p = arena_new(l->arena, struct passage);
	const struct node *fail = node_get(map, "fail_if"), *applies = node_get(map, "applies_if");
	const struct node *unless = node_get(map, "unless");
	rule->config = p;
	if (!fail) {
		complain(l->complaints, l->yaml, map->mark, STR(""), "the rule has no “fail_if”");
		return false;
	}
	if (applies && !(p->applies_if = load_condition(l, applies)))
		return false;
	if (unless && !load_unless(l, unless, p))
		return false;
	return (p->fail_if = load_condition(l, fail)) != NULL;
}

/*
 * Another passage of the same role in the same section for which the condition holds.
 * A passage with a number of its own is an item for itself and not spared.
 */
static bool spared(const struct checker *c, const struct rule *rule, const struct passage *p,
		   const struct part *part)
{
	const struct part *home = part_inside(c, part, p->unless_inside);
	if (!home || part->numbered ||
	    (p->unless_when && !condition_holds(c, p->unless_when, part->body, NULL, NULL)))
		return false;
	for (size_t i = c->end_section; i < c->parts.n; i++) {
		const struct part *other = &c->parts.v[i];
		if (other != part && other->role == rule->role &&
		    part_inside(c, other, p->unless_inside) == home &&
		    condition_holds(c, p->unless, other->body, NULL, NULL))
			return true;
	}
	return false;
}

static void run(struct checker *c, const struct rule *rule)
{
	const struct passage *p = rule->config;
	for (size_t i = 0; i < c->parts.n; i++) {
		const struct part *part = &c->parts.v[i];
		if (!rule_selects(c, rule, part) || part->body.end == part->body.start)
			continue;
		if (p->applies_if && !condition_holds(c, p->applies_if, part->body, NULL, NULL))
			continue;
		bool fails = condition_holds(c, p->fail_if, part->body, NULL, NULL) &&
			     !(p->unless && spared(c, rule, p, part));
		checker_add(c, rule, fails ? OUTCOME_FAIL : OUTCOME_PASS, part, part->body);
	}
}

/* For `explain`: how the conditions came out for one part. */
static void trace(const struct checker *c, const struct rule *rule, const struct part *part,
		  struct trace *t)
{
	const struct passage *p = rule->config;
	if (p->applies_if)
		condition_holds(c, p->applies_if, part->body, NULL, t);
	condition_holds(c, p->fail_if, part->body, NULL, t);
}

static const char *const keys[] = {"applies_if", "fail_if", "unless", NULL};

const struct check_kind check_passage = {
    .name = "passage",
    .help = "a condition over each passage of a role; fails where it holds",
    .keys = keys,
    .load = load,
    .run = run,
    .trace = trace,
};
