/* The plan that a pack stands for: its text, its slips of the pen, its requirements one by one. */
#include "load.h"

/* The plan's text lies in the pack; the path is relative to the YAML file. */
void load_plan(struct loader *l, const struct node *n)
{
	struct str name;
	if (!load_text(l, n, &name))
		return;
	l->set->plan = path_join(l->arena, path_dir(n->mark.origin->file), name);
	if (!file_exists(l->set->plan.p))
		complain(l->complaints, l->yaml, n->mark, STR(""), "no file “%s” here", name.p);
}

void load_errata(struct loader *l, const struct node *n)
{
	struct str meant;
	if (!expect_map(l, n))
		return;
	for (const struct node *e = n->first; e; e = e->next)
		if (load_text(l, e, &meant))
			*list_add(l->arena, &l->set->errata) =
			    (struct pair){.key = e->key, .value = meant};
}

void load_unstated(struct loader *l, const struct node *n)
{
	load_text(l, n, &l->set->unstated);
}

static void load_human(struct loader *l, const struct node *n, struct clause *c)
{
	static const char *const keys[] = {"why", "question", NULL};
	if (!load_keys(l, n, keys, NULL))
		return;
	if (!node_get(n, "why") || !node_get(n, "question")) {
		complain(l->complaints, l->yaml, n->key_mark, STR(""),
			 "“human” needs “why” and “question”");
		return;
	}
	load_text(l, node_get(n, "why"), &c->why);
	load_text(l, node_get(n, "question"), &c->question);
	if (c->checkable == CHECKABLE_YES)
		complain(l->complaints, l->yaml, n->key_mark, STR(""),
			 "“human” belongs to clauses whose “checkable” is partly or human");
}

static void optional(struct loader *l, const struct node *n, const char *key, struct str *out)
{
	if (node_get(n, key))
		load_text(l, node_get(n, key), out);
}

static size_t choice(struct loader *l, const struct node *n, const char *key,
		     const char *const *names)
{
	size_t i = 0;
	return node_get(n, key) && load_choice(l, node_get(n, key), names, &i) ? i : 0;
}

static void load_clause(struct loader *l, const struct node *n, struct clause *c)
{
	long line = 0;
	c->id = n->key;
	c->file = n->key_mark.origin->file;
	c->mark = n->key_mark;
	if (node_get(n, "quote"))
		load_text(l, node_get(n, "quote"), &c->quote);
	else if (!l->set->base)
		complain(l->complaints, l->yaml, n->key_mark, STR(""), "clause “%s” needs “quote”",
			 n->key.p);
	if (node_get(n, "line") && load_number(l, node_get(n, "line"), &line))
		c->line = (uint32_t)line;
	optional(l, n, "asks", &c->asks);
	optional(l, n, "cover", &c->cover);
	optional(l, n, "fingerprint", &c->fingerprint);
	c->checkable = (enum checkable)choice(l, n, "checkable", checkable_name);
	c->weight = (enum weight)choice(l, n, "weight", weight_name);
	if (node_get(n, "human"))
		load_human(l, node_get(n, "human"), c);
	if (c->cover.n && c->weight != WEIGHT_INFO)
		complain(l->complaints, l->yaml, node_get(n, "cover")->key_mark, STR(""),
			 "“cover” belongs to clauses whose “weight” is info");
}

void load_clauses(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"quote", "line",        "checkable", "weight", "asks",
					   "human", "fingerprint", "cover",     NULL};
	if (!expect_map(l, n))
		return;
	for (const struct node *c = n->first; c; c = c->next) {
		if (!load_keys(l, c, keys, NULL))
			continue;
		if (l->set->on_base && !node_get(c, "quote")) { /* the base's, and not of this plan */
			if (declare(l, c, &l->pack->standing, &l->pack->clause_ids,
				    l->set->unstated_ids.list.n))
				*list_add(l->arena, &l->set->unstated_ids.list) = c->key;
		} else if (declare(l, c, &l->pack->clause, &l->pack->clause_ids, l->set->clauses.n)) {
			load_clause(l, c, list_add(l->arena, &l->set->clauses));
		}
	}
}
