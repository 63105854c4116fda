/* Fragments and terms: from YAML into the matcher under construction. */
#include "load.h"

struct str pack_hint(struct loader *l, const struct strings *names, struct str word)
{
	const char **all = arena_array(l->arena, const char *, names->list.n + 1);
	for (size_t i = 0; i < names->list.n; i++)
		all[i] = names->list.v[i].p;
	return closest(l->arena, word, all);
}

bool declare(struct loader *l, const struct node *n, struct map *map, struct strings *names,
	     size_t index)
{
	size_t *at = map_at(l->arena, map, n->key);
	if (*at != SIZE_MAX) {
		complain(l->complaints, l->yaml, n->key_mark, STR(""),
			 "“%s” is defined a second time", n->key.p);
		return false;
	}
	*at = index;
	if (names)
		*list_add(l->arena, &names->list) = n->key;
	return true;
}

void load_fragments(struct loader *l, const struct node *n)
{
	if (n->type != NODE_MAP) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "expected a map of fragments");
		return;
	}
	for (const struct node *f = n->first; f; f = f->next) {
		struct str text;
		if (load_text(l, f, &text) && declare(l, f, &l->pack->fragment,
						     &l->pack->fragment_names,
						     l->pack->fragments.n)) {
			*list_add(l->arena, &l->pack->fragments) = text;
			*list_add(l->arena, &l->set->fragments) =
			    (struct fragment){.name = f->key, .text = text, .mark = f->key_mark};
		}
	}
}

void load_views(struct loader *l, const struct node *n)
{
	const struct check_kind *sql = NULL;
	if (!expect_map(l, n))
		return;
	for (size_t i = 0; l->kinds[i] && !sql; i++)
		if (l->kinds[i]->view)
			sql = l->kinds[i];
	for (const struct node *v = sql ? n->first : NULL; v; v = v->next) {
		struct view view = {.name = v->key, .mark = v->key_mark};
		if (load_pattern(l, v, &view.sql) && sql->view(l, v, &view))
			*list_add(l->arena, &l->set->views) = view;
	}
}

void declare_terms(struct loader *l, const struct node *n)
{
	if (n->type != NODE_MAP) {
		complain(l->complaints, l->yaml, n->mark, STR(""), "expected a map of terms");
		return;
	}
	for (const struct node *t = n->first; t; t = t->next) {
		if (!declare(l, t, &l->pack->term, &l->pack->term_names, l->set->terms.n))
			continue;
		*list_add(l->arena, &l->set->terms) = (struct term){.name = t->key, .mark = t->key_mark, .node = t};
		*list_add(l->arena, &l->pack->terms.list) = (struct definition){t, l->yaml};
	}
}

static bool add_literal(struct loader *l, const struct node *n, void *context)
{
	struct str s;
	(void)context;
	if (!load_text(l, n, &s))
		return false;
	matcher_literal(l->pack->builder, s);
	return true;
}

static bool add_pattern(struct loader *l, const struct node *n, void *context)
{
	struct term *t = context;
	struct str pattern, why;
	size_t at;
	if (!load_pattern(l, n, &pattern))
		return false;
	*list_add(l->arena, &t->patterns) = (struct pattern){pattern, n->mark};
	if (matcher_regex(l->pack->builder, l->arena, pattern, &why, &at))
		return true;
	complain_pattern(l, n, pattern, why, at);
	return false;
}

static bool add_term(struct loader *l, const struct node *n, void *context)
{
	struct indexes *out = context;
	struct str name;
	if (!load_text(l, n, &name))
		return false;
	size_t i = map_get(&l->pack->term, name);
	if (i == SIZE_MAX)
		complain(l->complaints, l->yaml, n->mark, pack_hint(l, &l->pack->term_names, name),
			 "unknown term “%s”", name.p);
	else
		*list_add(l->arena, &out->list) = i;
	return i != SIZE_MAX;
}

static void define_term(struct loader *l, size_t index)
{
	static const char *const keys[] = {"any", "regex", "not_in", "not_in_regex",
					   "of",  "reach", "outside", NULL};
	static const char *const reaches[] = {"sentence", "clause", "hit", NULL};
	const struct node *n = l->pack->terms.list.v[index].node;
	struct term *t = &l->set->terms.v[index];
	size_t reach = SCOPE_HIT;
	matcher_term(l->pack->builder);
	t->reach = SCOPE_HIT;
	if (n->type != NODE_MAP) { /* a bare list is `any` */
		load_each(l, n, add_literal, NULL);
		return;
	}
	load_keys(l, n, keys, NULL);
	load_each(l, node_get(n, "any"), add_literal, NULL);
	load_each(l, node_get(n, "regex"), add_pattern, t);
	load_each(l, node_get(n, "of"), add_term, &t->of);
	load_each(l, node_get(n, "outside"), add_term, &t->outside);
	if (node_get(n, "reach") && load_choice(l, node_get(n, "reach"), reaches, &reach))
		t->reach = (enum scope_unit)reach;
	if (!node_get(n, "any") && !node_get(n, "regex") && !node_get(n, "of"))
		complain(l->complaints, l->yaml, n->key_mark, STR(""),
			 "term “%s” has no literal, pattern or other term", t->name.p);
}

/* What the term is not in becomes a term behind the named ones. */
static void define_not_in(struct loader *l, size_t index)
{
	const struct node *n = l->pack->terms.list.v[index].node;
	const struct node *any = node_get(n, "not_in"), *regex = node_get(n, "not_in_regex");
	if (!any && !regex)
		return;
	*list_add(l->arena, &l->set->terms.v[index].outside.list) = l->set->terms.n;
	struct term *hidden = list_add(l->arena, &l->set->terms);
	*hidden = (struct term){.name = l->set->terms.v[index].name,
				.mark = l->set->terms.v[index].mark,
				.reach = SCOPE_HIT};
	matcher_term(l->pack->builder);
	load_each(l, any, add_literal, NULL);
	load_each(l, regex, add_pattern, hidden);
}

static void place(struct loader *l, size_t index, bool *seen, size_t *placed, size_t depth);

static void place_all(struct loader *l, const struct indexes *terms, bool *seen, size_t *placed,
		      size_t depth)
{
	for (size_t i = 0; i < terms->list.n; i++)
		place(l, terms->list.v[i], seen, placed, depth);
}

/* Terms that others are made or outside of come first, so that their hits are settled then. */
static void place(struct loader *l, size_t index, bool *seen, size_t *placed, size_t depth)
{
	const struct term *t = &l->set->terms.v[index];
	if (depth > l->set->terms.n && !seen[index]) {
		const struct definition *d = &l->pack->terms.list.v[index];
		complain(l->complaints, d->yaml, d->node->key_mark, STR(""),
			 "term “%s” refers to itself", t->name.p);
		seen[index] = true;
	}
	if (seen[index])
		return;
	place_all(l, &t->of, seen, placed, depth + 1);
	place_all(l, &t->outside, seen, placed, depth + 1);
	if (seen[index])
		return;
	seen[index] = true;
	l->set->term_order[(*placed)++] = (uint32_t)index;
}

void define_terms(struct loader *l)
{
	size_t named = l->set->terms.n, placed = 0;
	for (size_t i = 0; i < named; i++) {
		l->yaml = l->pack->terms.list.v[i].yaml;
		define_term(l, i);
	}
	for (size_t i = 0; i < named; i++) {
		l->yaml = l->pack->terms.list.v[i].yaml;
		define_not_in(l, i);
	}
	bool *seen = arena_array(l->arena, bool, l->set->terms.n);
	l->set->term_order = arena_array(l->arena, uint32_t, l->set->terms.n);
	for (size_t i = 0; i < l->set->terms.n; i++)
		place(l, i, seen, &placed, 0);
}
