/* measure: length of a part, number of parts, or the share of one role's text in another's. */
#include "check.h"

enum measured { MEASURE_LENGTH, MEASURE_COUNT, MEASURE_PERCENT };

struct measure {
	enum measured of;
	long min, max;               /* max < 0: none */
	size_t min_param, max_param;
	size_t part;                 /* count, percent: the role that is counted */
};

static bool load(struct loader *l, const struct node *map, struct rule *rule)
{
	static const char *const kinds[] = {"length", "count", "percent", NULL};
	struct measure *m = arena_new(l->arena, struct measure);
	const struct node *of = node_get(map, "of"), *part = node_get(map, "part");
	const struct node *min = node_get(map, "min"), *max = node_get(map, "max");
	size_t choice = 0;
	*m = (struct measure){.max = -1, .min_param = SIZE_MAX, .max_param = SIZE_MAX};
	m->part = SIZE_MAX;
	rule->config = m;
	if (!of || (!min && !max)) {
		complain(l->complaints, l->yaml, map->mark, STR(""),
			 "measure needs “of” and “min” or “max”");
		return false;
	}
	if (!load_choice(l, of, kinds, &choice))
		return false;
	m->of = (enum measured)choice;
	if (part && (m->part = load_role(l, part)) == SIZE_MAX)
		return false;
	if (m->of != MEASURE_LENGTH && !part) {
		complain(l->complaints, l->yaml, of->mark, STR(""), "“part” is missing");
		return false;
	}
	return (!min || load_amount(l, min, &m->min, &m->min_param)) &&
	       (!max || load_amount(l, max, &m->max, &m->max_param));
}

static long length(const struct checker *c, const struct part *p)
{
	return (long)utf8_count(str_trim(document_slice(c->document, p->body)));
}

static long measured(const struct checker *c, const struct measure *m, const struct part *p)
{
	long count = 0, sum = 0, whole = length(c, p);
	if (m->of == MEASURE_LENGTH)
		return whole;
	for (size_t i = 0; i < c->parts.n; i++) {
		const struct part *q = &c->parts.v[i];
		if (q == p || q->role != m->part || q->body.start < p->body.start ||
		    q->body.end > p->body.end)
			continue;
		count++;
		sum += length(c, q);
	}
	if (m->of == MEASURE_COUNT)
		return count;
	return whole ? sum * 100 / whole : 0;
}

static void run(struct checker *c, const struct rule *rule)
{
	const struct measure *m = rule->config;
	for (size_t i = 0; i < c->parts.n; i++) {
		const struct part *p = &c->parts.v[i];
		if (!rule_selects(c, rule, p))
			continue;
		long n = measured(c, m, p), min = amount(c, m->min, m->min_param);
		long max = amount(c, m->max, m->max_param);
		bool fails = n < min || (max >= 0 && n > max);
		bool section = p->heading.end > p->heading.start;
		struct checkpoint *at = checker_add(c, rule, fails ? OUTCOME_FAIL : OUTCOME_PASS, p,
						    section ? p->heading : p->body);
		checker_value(c, at, "count", arena_printf(c->arena, "%ld", n));
		checker_value(c, at, "min", arena_printf(c->arena, "%ld", min));
		checker_value(c, at, "max", arena_printf(c->arena, "%ld", max));
	}
}

static const char *const keys[] = {"of", "part", "min", "max", NULL};
static const char *const placeholders[] = {"count", "min", "max", NULL};

const struct check_kind check_measure = {
    .name = "measure",
    .help = "length of a part, number of parts in it, or their share of its text in percent",
    .keys = keys,
    .load = load,
    .run = run,
    .placeholders = placeholders,
};
