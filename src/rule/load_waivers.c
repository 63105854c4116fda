/* The exceptions that a meeting.yaml makes: each for one finding, with a reason, an owner and an end. */
#include "load.h"
#include "text.h"

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
	if (!waiver_text(l, map, "until", &s))
		return false;
	if (date_find(s, 0, DAY_NONE, &d) && d.first == d.last && !d.start && d.end == s.n) {
		*day = d.last;
		return true;
	}
	complain(l->complaints, l->yaml, node_get(map, "until")->mark, STR(""),
		 "“%s” is no date (write 2022-01-20)", arena_z(l->arena, s));
	return false;
}

/* A waiver is for one finding: a pattern would let pass what no one has seen. */
static bool waiver_rule(struct loader *l, const struct node *map, struct str *out)
{
	const struct ruleset *set = l->set;
	if (!waiver_text(l, map, "rule", out))
		return false;
	if (ruleset_rule(set, *out))
		return true;
	const char **all = arena_array(l->arena, const char *, set->rules.n + 1);
	for (size_t i = 0; i < set->rules.n; i++)
		all[i] = set->rules.v[i].info.id.p;
	complain(l->complaints, l->yaml, node_get(map, "rule")->mark, load_hint(l, *out, all),
		 "no rule “%s”", arena_z(l->arena, *out));
	return false;
}

static void add_waiver(struct loader *l, const struct node *n, struct manifest *out)
{
	static const char *const keys[] = {"rule",   "file",  "fingerprint", "reason",
					   "owner", "until", NULL};
	struct waiver w = {.place = {.file = out->file,
				     .line = n->mark.line,
				     .column = n->mark.column,
				     .end_line = n->mark.end_line,
				     .end_column = n->mark.end_column}};
	if (!load_keys(l, n, keys, NULL))
		return;
	bool ok = waiver_rule(l, n, &w.rule);
	ok = (!node_get(n, "file") || waiver_text(l, n, "file", &w.file)) && ok;
	ok = waiver_text(l, n, "fingerprint", &w.fingerprint) && ok;
	ok = waiver_text(l, n, "reason", &w.reason) && ok;
	ok = waiver_text(l, n, "owner", &w.owner) && ok;
	ok = waiver_day(l, n, &w.until) && ok;
	if (ok)
		*list_add(l->arena, &out->waivers) = w;
}

void load_waivers(struct loader *l, const struct node *n, struct manifest *out)
{
	if (!n || (n->type == NODE_SCALAR && !n->text.n))
		return; /* "waivers:" with nothing behind it */
	if (n->type != NODE_LIST) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "“%s” must be a list", "waivers");
		return;
	}
	for (const struct node *w = n->first; w; w = w->next)
		add_waiver(l, w, out);
}
