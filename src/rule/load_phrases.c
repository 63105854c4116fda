/* What all rules on fixed phrases share: characters that are no slip, or surely one. */
#include "load.h"

static uint64_t pair_key(uint32_t a, uint32_t b)
{
	return (uint64_t)a << 32 | b;
}

static int compare_keys(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

bool phrase_confusable(const struct phrase_style *p, uint32_t a, uint32_t b)
{
	uint64_t key = pair_key(a, b);
	return p->confusable.n &&
	       bsearch(&key, p->confusable.v, p->confusable.n, sizeof key, compare_keys);
}

bool phrase_is_whole(const struct phrase_style *p, uint32_t a, uint32_t b)
{
	uint64_t key = pair_key(a, b);
	return p->whole.n && bsearch(&key, p->whole.v, p->whole.n, sizeof key, compare_keys);
}

static bool add_whole(struct loader *l, const struct node *n, void *context)
{
	struct phrase_style *p = context;
	struct str s;
	uint32_t before = 0;
	if (!load_text(l, n, &s))
		return false;
	for (size_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);
		if (before)
			*list_add(l->arena, &p->whole) = pair_key(before, c);
		before = c;
	}
	return true;
}

static bool load_whole(struct loader *l, const struct node *list, struct phrase_style *p)
{
	if (!list)
		return true;
	memset(&p->whole, 0, sizeof p->whole);
	if (!load_each(l, list, add_whole, p))
		return false;
	if (p->whole.n)
		qsort(p->whole.v, p->whole.n, sizeof *p->whole.v, compare_keys);
	return true;
}

static bool add_confusable(struct loader *l, const struct node *n, void *context)
{
	struct phrase_style *p = context;
	struct str s;
	if (!load_text(l, n, &s))
		return false;
	for (size_t i = 0; i < s.n;) {
		uint32_t a = utf8_next(s, &i);
		for (size_t k = 0; k < s.n;) {
			uint32_t b = utf8_next(s, &k);
			if (a != b)
				*list_add(l->arena, &p->confusable) = pair_key(a, b);
		}
	}
	return true;
}

/* An empty list: none, whatever the pack says. */
static bool load_set(struct loader *l, const struct node *n, struct characters *out)
{
	struct str s = {0};
	if (!n)
		return true;
	*out = (struct characters){0};
	if (n->type == NODE_LIST && !n->first)
		return true;
	if (!load_text(l, n, &s))
		return false;
	for (size_t i = 0; i < s.n;)
		*list_add(l->arena, &out->list) = utf8_next(s, &i);
	return true;
}

static int compare_characters(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

bool phrase_is_one_too_many(const struct neighbours *n, uint32_t c, uint32_t other)
{
	for (size_t i = 0; i < n->list.n; i++)
		if (n->list.v[i].c == c)
			return !bsearch(&other, n->list.v[i].list.list.v, n->list.v[i].list.list.n,
					sizeof other, compare_characters);
	return false;
}

static bool load_beside(struct loader *l, const struct node *n, struct beside *out)
{
	size_t at = 0;
	struct str s;
	out->c = utf8_next(n->key, &at);
	if (at != n->key.n) {
		complain(l->complaints, l->yaml, n->key_mark, STR(""), "“%.*s” is more than one character",
			 (int)n->key.n, n->key.p);
		return false;
	}
	if (!load_text(l, n, &s))
		return false;
	for (size_t i = 0; i < s.n;)
		*list_add(l->arena, &out->list.list) = utf8_next(s, &i);
	qsort(out->list.list.v, out->list.list.n, sizeof *out->list.list.v, compare_characters);
	return true;
}

/* A map from a character to those that stand beside it. */
static bool load_neighbours(struct loader *l, const struct node *map, struct neighbours *out)
{
	if (!map)
		return true;
	if (map->type != NODE_MAP) {
		complain(l->complaints, l->yaml, map->mark, STR(""),
			 "a map from characters to those beside them is expected");
		return false;
	}
	*out = (struct neighbours){0};
	for (const struct node *n = map->first; n; n = n->next)
		if (!load_beside(l, n, list_add(l->arena, &out->list)))
			return false;
	return true;
}

bool load_phrase_style(struct loader *l, const struct node *map, struct phrase_style *p)
{
	const struct node *confusable = node_get(map, "confusable");
	if (confusable) {
		memset(&p->confusable, 0, sizeof p->confusable);
		if (!load_each(l, confusable, add_confusable, p))
			return false;
		if (p->confusable.n)
			qsort(p->confusable.v, p->confusable.n, sizeof *p->confusable.v,
			      compare_keys);
	}
	return load_set(l, node_get(map, "joiners"), &p->joiners) &&
	       load_set(l, node_get(map, "fillers"), &p->fillers) &&
	       load_whole(l, node_get(map, "whole"), p) &&
	       load_neighbours(l, node_get(map, "before"), &p->before) &&
	       load_neighbours(l, node_get(map, "behind"), &p->behind);
}

void load_phrases(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"confusable", "joiners", "fillers", "whole",
					  "before",	"behind",  NULL};
	if (load_keys(l, n, keys, NULL))
		load_phrase_style(l, n, &l->set->phrase_style);
}
