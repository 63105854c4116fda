/* What to look for in a plan when a first pack is made of it, and what the pack's files are like. */
#include "load.h"

static bool add_pattern(struct loader *l, const struct node *n, void *context)
{
	struct strings *out = context;
	struct str text, why;
	size_t at;
	if (!load_pattern(l, n, &text))
		return false;
	struct regex *r = regex_new(text, l->arena, &why, &at);
	if (!r) {
		complain_pattern(l, n, text, why, at);
		return false;
	}
	regex_free(r);
	*list_add(l->arena, &out->list) = text;
	return true;
}

static void optional(struct loader *l, const struct node *map, const char *key, struct str *out)
{
	if (node_get(map, key))
		load_text(l, node_get(map, key), out);
}

static bool add_seek(struct loader *l, const struct node *n, void *context)
{
	static const char *const keys[] = {"name", "clause", "regex", "after", "many",
					   "day",  "ask",    NULL};
	struct seek s = {0};
	struct strings after = {0};
	(void)context;
	if (!load_keys(l, n, keys, NULL))
		return false;
	optional(l, n, "name", &s.name);
	optional(l, n, "clause", &s.clause);
	optional(l, n, "ask", &s.ask);
	if (node_get(n, "many"))
		load_bool(l, node_get(n, "many"), &s.many);
	if (node_get(n, "day"))
		load_bool(l, node_get(n, "day"), &s.day);
	load_each(l, node_get(n, "regex"), add_pattern, &s.patterns);
	if (node_get(n, "after") && add_pattern(l, node_get(n, "after"), &after))
		s.after = after.list.v[0];
	if (!s.patterns.list.n)
		complain(l->complaints, l->yaml, n->mark, STR(""), "“%s” is missing", "regex");
	*list_add(l->arena, &l->set->scaffold.seeks) = s;
	return true;
}

void load_scaffold(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"find", "clauses", "numbers", "files", "open", NULL};
	struct scaffold *out = &l->set->scaffold;
	if (!load_keys(l, n, keys, NULL))
		return;
	load_each(l, node_get(n, "find"), add_seek, NULL);
	load_texts(l, node_get(n, "numbers"), &out->numbers);
	optional(l, n, "open", &out->open);
	const struct node *clauses = node_get(n, "clauses"), *files = node_get(n, "files");
	if (clauses && expect_map(l, clauses))
		for (const struct node *c = clauses->first; c; c = c->next) {
			struct seek s = {.clause = c->key};
			load_each(l, c, add_pattern, &s.patterns);
			*list_add(l->arena, &out->seeks) = s;
		}
	if (files && expect_map(l, files))
		for (const struct node *f = files->first; f; f = f->next) {
			struct str text;
			if (load_text(l, f, &text))
				*list_add(l->arena, &out->files) =
				    (struct pair){.key = f->key, .value = text};
		}
}
