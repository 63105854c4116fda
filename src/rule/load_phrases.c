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
	       load_set(l, node_get(map, "fillers"), &p->fillers);
}

void load_phrases(struct loader *l, const struct node *n)
{
	static const char *const keys[] = {"confusable", "joiners", "fillers", NULL};
	if (load_keys(l, n, keys, NULL))
		load_phrase_style(l, n, &l->set->phrase_style);
}
