/* A file of waivers: a list of exceptions, each for one finding, with a reason, an owner and an end. */
#include "exceptions.h"
#include "load.h"
#include "text.h"

struct waivers {
	struct loader l;
	const struct exception_rules *rules;
	struct str place;
	struct exceptions *out;
};

static bool waiver_text(struct loader *l, const struct node *map, const char *key, struct str *out)
{
	const struct node *n = node_get(map, key);
	struct str s;
	if (!n) {
		complain(l->complaints, l->yaml, map->mark, STR(""), "“%s” is missing", key);
		return false;
	}
	if (!load_text(l, n, &s))
		return false;
	*out = str_trim(s);
	if (!out->n)
		complain_words(l->complaints, l->yaml, n->mark, STR("expected a text"));
	return out->n;
}

static bool waiver_day(struct loader *l, const struct node *map, int32_t *day)
{
	struct str s;
	struct date d;
	if (!waiver_text(l, map, "expires", &s))
		return false;
	if (date_find(s, 0, DAY_NONE, &d) && d.first == d.last && !d.start && d.end == s.n) {
		*day = d.last;
		return true;
	}
	complain(l->complaints, l->yaml, node_get(map, "expires")->mark, STR(""),
		 "“%s” is no date (write 2022-01-20)", arena_z(l->arena, s));
	return false;
}

/* A waiver is for one finding: a pattern would let pass what no one has seen. */
static bool waiver_rule(struct waivers *w, const struct node *map, struct str *out)
{
	struct loader *l = &w->l;
	const struct ruleset *set = w->rules->set;
	size_t n = 0;
	if (!waiver_text(l, map, "rule", out))
		return false;
	while (w->rules->also[n])
		n++;
	const char **all = arena_array(l->arena, const char *, set->rules.n + n + 1);
	for (size_t i = 0; i < set->rules.n + n; i++) {
		all[i] = i < n ? w->rules->also[i] : set->rules.v[i - n].info.id.p;
		if (str_is(*out, all[i]))
			return true;
	}
	complain(l->complaints, l->yaml, node_get(map, "rule")->mark, load_hint(l, *out, all),
		 "no rule “%s”", arena_z(l->arena, *out));
	return false;
}

/* Values by name, as the JSON report has them. */
static bool waiver_subject(struct loader *l, const struct node *n, struct exception *e)
{
	bool ok = expect_map(l, n);
	for (const struct node *v = ok ? n->first : NULL; v; v = v->next) {
		struct str text;
		ok = load_text(l, v, &text) && ok;
		if (ok)
			*list_add(l->arena, &e->subject) =
			    (struct pair){.key = v->key, .value = str_trim(text)};
	}
	return ok;
}

/* What tells the finding apart: its words, its values, or both. */
static bool waiver_finding(struct loader *l, const struct node *map, struct exception *e)
{
	const struct node *print = node_get(map, "fingerprint"), *subject = node_get(map, "subject");
	if (!print && !subject) {
		complain(l->complaints, l->yaml, map->mark, STR(""),
			 "“fingerprint” or “subject” is missing: which finding is it for?");
		return false;
	}
	bool ok = !print || waiver_text(l, map, "fingerprint", &e->fingerprint);
	return (!subject || waiver_subject(l, subject, e)) && ok;
}

static void add_waiver(struct waivers *w, const struct node *n)
{
	static const char *const keys[] = {"rule",   "file",  "subject", "fingerprint",
					   "reason", "owner", "expires", NULL};
	struct loader *l = &w->l;
	struct exception e = {.source = EXCEPTION_WAIVER,
			      .place = {.file = w->place,
					.line = n->mark.line,
					.column = n->mark.column,
					.end_line = n->mark.end_line,
					.end_column = n->mark.end_column}};
	if (!load_keys(l, n, keys, NULL))
		return;
	bool ok = waiver_rule(w, n, &e.rule);
	ok = (!node_get(n, "file") || waiver_text(l, n, "file", &e.file)) && ok;
	ok = waiver_finding(l, n, &e) && ok;
	ok = waiver_text(l, n, "reason", &e.reason) && ok;
	ok = waiver_text(l, n, "owner", &e.owner) && ok;
	ok = waiver_day(l, n, &e.expires) && ok;
	if (ok)
		*list_add(l->arena, &w->out->list) = e;
}

bool waivers_load(struct arena *a, const struct exception_text *f, const struct exception_rules *rules,
		  struct exceptions *out, struct complaints *complaints)
{
	size_t before = complaints->list.n;
	struct yaml *y = arena_new(a, struct yaml);
	if (!yaml_parse(a, f->shown, f->text, y, complaints))
		return false;
	struct waivers w = {.rules = rules, .place = f->place, .out = out};
	w.l = (struct loader){.arena = a, .yaml = y, .complaints = complaints};
	if (y->root && y->root->type != NODE_LIST)
		complain(complaints, y, y->root->mark, STR(""), "expected a list of waivers");
	else
		for (const struct node *n = y->root ? y->root->first : NULL; n; n = n->next)
			add_waiver(&w, n);
	return complaints->list.n == before;
}
