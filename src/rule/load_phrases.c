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

static bool has_pair(const struct pairs *p, uint32_t a, uint32_t b)
{
	uint64_t key = pair_key(a, b);
	return p->list.n && bsearch(&key, p->list.v, p->list.n, sizeof key, compare_keys);
}

bool phrase_confusable(const struct phrase_style *p, uint32_t a, uint32_t b)
{
	return has_pair(&p->confusable, a, b);
}

bool phrase_is_whole(const struct phrase_style *p, uint32_t a, uint32_t b)
{
	return has_pair(&p->whole, a, b);
}

bool phrase_is_one_too_many(const struct pairs *n, uint32_t c, uint32_t other)
{
	return has_pair(n, c, 0) && !has_pair(n, c, other);
}

static void order_pairs(struct pairs *p)
{
	if (p->list.n)
		qsort(p->list.v, p->list.n, sizeof *p->list.v, compare_keys);
}

static bool add_whole(struct loader *l, const struct node *n, void *context)
{
	struct pairs *out = context;
	struct str s;
	uint32_t before = 0;
	if (!load_text(l, n, &s))
		return false;
	for (size_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);
		if (before)
			*list_add(l->arena, &out->list) = pair_key(before, c);
		before = c;
	}
	return true;
}

static bool add_confusable(struct loader *l, const struct node *n, void *context)
{
	struct pairs *out = context;
	struct str s;
	if (!load_text(l, n, &s))
		return false;
	for (size_t i = 0; i < s.n;) {
		uint32_t a = utf8_next(s, &i);
		for (size_t k = 0; k < s.n;) {
			uint32_t b = utf8_next(s, &k);
			if (a != b)
				*list_add(l->arena, &out->list) = pair_key(a, b);
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

/* Of a map: the key's character with 0 and with those beside it. */
static bool add_beside(struct loader *l, const struct node *n, struct pairs *out)
{
	size_t at = 0;
	struct str s;
	uint32_t c = utf8_next(n->key, &at);
	if (at != n->key.n) {
		complain(l->complaints, l->yaml, n->key_mark, STR(""), "“%.*s” is more than one character",
			 (int)n->key.n, n->key.p);
		return false;
	}
	if (!load_text(l, n, &s))
		return false;
	*list_add(l->arena, &out->list) = pair_key(c, 0);
	for (size_t i = 0; i < s.n;)
		*list_add(l->arena, &out->list) = pair_key(c, utf8_next(s, &i));
	return true;
}

/* Instead of those that were there before. */
static bool load_pairs(struct loader *l, const struct node *list,
		       bool (*add)(struct loader *l, const struct node *n, void *context), struct pairs *out)
{
	if (!list)
		return true;
	*out = (struct pairs){0};
	bool ok = load_each(l, list, add, out);
	order_pairs(out);
	return ok;
}

/* A map from a character to those that stand beside it. */
static bool load_neighbours(struct loader *l, const struct node *map, struct pairs *out)
{
	if (!map)
		return true;
	if (map->type != NODE_MAP) {
		complain(l->complaints, l->yaml, map->mark, STR(""),
			 "a map from characters to those beside them is expected");
		return false;
	}
	*out = (struct pairs){0};
	for (const struct node *n = map->first; n; n = n->next)
		if (!add_beside(l, n, out))
			return false;
	order_pairs(out);
	return true;
}

bool load_phrase_style(struct loader *l, const struct node *map, struct phrase_style *p)
{
	return load_pairs(l, node_get(map, "confusable"), add_confusable, &p->confusable) &&
	       load_set(l, node_get(map, "joiners"), &p->joiners) &&
	       load_set(l, node_get(map, "fillers"), &p->fillers) &&
	       load_pairs(l, node_get(map, "whole"), add_whole, &p->whole) &&
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
