/*
 * require: each part of a role must have something.  Where it must stand may be
 * narrowed; then the nearest thing elsewhere is shown as a candidate.
 */
#include "check.h"

struct require {
	const struct condition *applies_if, *must, *near;
	long first, last;            /* characters from the beginning, from the end; 0: anywhere */
	size_t first_param, last_param;
};

static bool load_within(struct loader *l, const struct node *n, struct require *q)
{
	static const char *const keys[] = {"first", "last", NULL};
	const struct node *first = node_get(n, "first"), *last = node_get(n, "last");
	return load_keys(l, n, keys, NULL) &&
	       (!first || load_amount(l, first, &q->first, &q->first_param)) &&
	       (!last || load_amount(l, last, &q->last, &q->last_param));
}

static bool load(struct loader *l, const struct node *map, struct rule *rule)
{
	struct require *q = arena_new(l->arena, struct require);
	const struct node *must = node_get(map, "must"), *near = node_get(map, "near");
	const struct node *applies = node_get(map, "applies_if"), *in = node_get(map, "within");
	q->first_param = q->last_param = SIZE_MAX;
	rule->config = q;
	if (!must) {
		complain(l->complaints, l->yaml, map->mark, STR(""), "the rule has no “must”");
		return false;
	}
	if (applies && !(q->applies_if = load_condition(l, applies)))
		return false;
	if (near && !(q->near = load_condition(l, near)))
		return false;
	if (in && !load_within(l, in, q))
		return false;
	return (q->must = load_condition(l, must)) != NULL;
}

static size_t bytes_of(struct str s, long code_points)
{
	size_t at = 0;
	while (at < s.n && code_points-- > 0)
		utf8_next(s, &at);
	return at;
}

static struct span expected(const struct checker *c, const struct require *q, struct span body)
{
	struct str text = document_slice(c->document, body);
	long first = amount(c, q->first, q->first_param), last = amount(c, q->last, q->last_param);
	long total = (long)utf8_count(text);
	if (first > 0 && first < total)
		body.end = body.start + (uint32_t)bytes_of(text, first);
	else if (last > 0 && last < total)
		body.start += (uint32_t)bytes_of(text, total - last);
	return body;
}

static void run(struct checker *c, const struct rule *rule)
{
	const struct require *q = rule->config;
	for (size_t i = 0; i < c->parts.n; i++) {
		const struct part *part = &c->parts.v[i];
		struct span hit, candidate;
		if (!rule_selects(c, rule, part))
			continue;
		if (q->applies_if && !condition_holds(c, q->applies_if, part->body, NULL, NULL))
			continue;
		struct span where = expected(c, q, part->body);
		if (condition_holds(c, q->must, where, &hit, NULL)) {
			checker_add(c, rule, OUTCOME_PASS, part, hit.end > hit.start ? hit : where);
			continue;
		}
		bool section = part->heading.end > part->heading.start;
		struct checkpoint *at = checker_add(c, rule, OUTCOME_FAIL, part,
						    section ? part->heading : where);
		bool elsewhere = condition_holds(c, q->must, part->body, &candidate, NULL) ||
				 (q->near && condition_holds(c, q->near, part->body, &candidate, NULL));
		if (elsewhere && candidate.end > candidate.start)
			checker_also(c, at, "near", candidate);
	}
}

static void trace(const struct checker *c, const struct rule *rule, const struct part *part,
		  struct trace *t)
{
	const struct require *q = rule->config;
	if (q->applies_if)
		condition_holds(c, q->applies_if, part->body, NULL, t);
	condition_holds(c, q->must, expected(c, q, part->body), NULL, t);
}

static const char *const keys[] = {"applies_if", "must", "near", "within", NULL};

const struct check_kind check_require = {
    .name = "require",
    .help = "each part of a role must have something, at the place where it is expected",
    .keys = keys,
    .load = load,
    .run = run,
    .trace = trace,
};
