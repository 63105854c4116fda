/*
 * outline: the sections of a role that has values are all there, in order, apart
 * from each other, and not empty.  One rule asks for one of these.
 */
#include "parts.h"

enum want { WANT_COMPLETE, WANT_ORDER, WANT_SEPARATE, WANT_CONTENT };

struct outline {
	enum want want;
	long min;
	size_t min_param;
};

static const struct finder *valued(const struct role *r)
{
	for (size_t i = 0; i < r->finders.n; i++)
		if (r->finders.v[i].values.n)
			return &r->finders.v[i];
	return NULL;
}

static bool load(struct loader *l, const struct node *map, struct rule *rule)
{
	static const char *const wants[] = {"complete", "order", "separate", "content", NULL};
	struct outline *o = arena_new(l->arena, struct outline);
	const struct node *want = node_get(map, "want"), *min = node_get(map, "min");
	size_t choice = 0;
	rule->config = o;
	o->min = 1;
	o->min_param = SIZE_MAX;
	if (!want) {
		complain(l->complaints, l->yaml, map->mark, STR(""), "the rule has no “want”");
		return false;
	}
	if (!load_choice(l, want, wants, &choice))
		return false;
	o->want = (enum want)choice;
	if (!valued(&l->set->roles.v[rule->role])) {
		complain(l->complaints, l->yaml, want->mark, STR(""),
			 "outline needs a role whose sections have “values”");
		return false;
	}
	return !min || load_amount(l, min, &o->min, &o->min_param);
}

/* ---- complete ------------------------------------------------------------------ */

static const struct part *find_value(const struct checker *c, const struct rule *rule, size_t value)
{
	for (size_t i = c->first_section; i < c->end_section; i++)
		if (rule_selects(c, rule, &c->parts.v[i]) &&
		    (c->parts.v[i].values >> value & 1))
			return &c->parts.v[i];
	return NULL;
}

static struct span title_span(const struct checker *c)
{
	return c->document->blocks.n ? c->document->blocks.v[0].span : (struct span){0, 0};
}

static void complete(struct checker *c, const struct rule *rule, const struct finder *f)
{
	struct buf missing = {0};
	struct span place = title_span(c);
	const struct part *before = NULL;
	size_t gone = 0;
	for (size_t v = 0; v < f->values.n; v++) {
		const struct part *p = find_value(c, rule, v);
		if (p) {
			before = p;
			struct checkpoint *at = checker_add(c, rule, OUTCOME_PASS, p, p->heading);
			checker_value(c, at, "value", f->values.v[v].name);
			continue;
		}
		gone++;
		buf_printf(&missing, "%s%.*s", missing.n ? "；" : "", (int)f->values.v[v].name.n,
			   f->values.v[v].name.p);
		if (gone == 1 && before)
			place = before->heading;
	}
	if (gone) {
		struct checkpoint *at = checker_add(c, rule, OUTCOME_FAIL, NULL, place);
		checker_value(c, at, "value", buf_str(&missing));
		checker_value(c, at, "count",
			      arena_printf(c->arena, "%zu", gone));
	}
	buf_free(&missing);
}

/* ---- order ----------------------------------------------------------------------- */

static void order(struct checker *c, const struct rule *rule, const struct finder *f)
{
	size_t highest = SIZE_MAX;
	uint64_t seen = 0;
	for (size_t i = c->first_section; i < c->end_section; i++) {
		const struct part *p = &c->parts.v[i];
		if (!rule_selects(c, rule, p) || (seen >> p->value & 1))
			continue;
		seen |= p->values;
		bool late = highest != SIZE_MAX && p->value < highest;
		struct checkpoint *at =
		    checker_add(c, rule, late ? OUTCOME_FAIL : OUTCOME_PASS, p, p->heading);
		checker_value(c, at, "value", f->values.v[p->value].name);
		if (late)
			checker_value(c, at, "other", f->values.v[highest].name);
		else
			highest = p->value;
	}
}

/* ---- separate, content --------------------------------------------------------------- */

static void separate(struct checker *c, const struct rule *rule, const struct finder *f)
{
	for (size_t i = c->first_section; i < c->end_section; i++) {
		const struct part *p = &c->parts.v[i];
		size_t second = p->value + 1;
		if (!rule_selects(c, rule, p))
			continue;
		while (second < f->values.n && !(p->values >> second & 1))
			second++;
		bool merged = second < f->values.n;
		struct checkpoint *at =
		    checker_add(c, rule, merged ? OUTCOME_FAIL : OUTCOME_PASS, p, p->heading);
		checker_value(c, at, "value", f->values.v[p->value].name);
		if (merged)
			checker_value(c, at, "other", f->values.v[second].name);
	}
}

/* Letters of all kinds in a section, those of headings inside it left out. */
static long letters(const struct checker *c, struct span body)
{
	long n = 0;
	const struct document *d = c->document;
	for (size_t i = document_block(d, body.start); i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		uint32_t from = b->body > body.start ? b->body : body.start;
		uint32_t to = b->span.end < body.end ? b->span.end : body.end;
		if (b->span.start >= body.end)
			break;
		if (b->type == BLOCK_HEADING && b->span.start >= body.start)
			continue;
		for (size_t at = from; at < to;) {
			uint32_t ch = utf8_next(d->text, &at);
			n += utf8_is_han(ch) || (ch < 128 && ch > ' ');
		}
	}
	return n;
}

static void content(struct checker *c, const struct rule *rule, const struct finder *f,
		    const struct outline *o)
{
	for (size_t i = c->first_section; i < c->end_section; i++) {
		const struct part *p = &c->parts.v[i];
		if (!rule_selects(c, rule, p))
			continue;
		long n = p->body.end > p->body.start ? letters(c, p->body) : 0;
		bool thin = n < amount(c, o->min, o->min_param);
		struct checkpoint *at =
		    checker_add(c, rule, thin ? OUTCOME_FAIL : OUTCOME_PASS, p, p->heading);
		checker_value(c, at, "value", f->values.v[p->value].name);
		checker_value(c, at, "count", arena_printf(c->arena, "%ld", n));
	}
}

static void run(struct checker *c, const struct rule *rule)
{
	const struct outline *o = rule->config;
	const struct role *role = &c->set->roles.v[rule->role];
	const struct finder *f = valued(role);
	bool of_kind = role_has_kind(role, c->kind) &&
		       (!rule->kinds.list.n || index_in(&rule->kinds, c->kind));
	if (!of_kind)
		return;
	if (o->want == WANT_COMPLETE)
		complete(c, rule, f);
	else if (o->want == WANT_ORDER)
		order(c, rule, f);
	else if (o->want == WANT_SEPARATE)
		separate(c, rule, f);
	else
		content(c, rule, f, o);
}

static const char *const keys[] = {"want", "min", NULL};
static const char *const placeholders[] = {"value", "other", "count", NULL};

const struct check_kind check_outline = {
    .name = "outline",
    .help = "sections of a role: all there, in order, none merged, none empty",
    .keys = keys,
    .load = load,
    .run = run,
    .placeholders = placeholders,
};
